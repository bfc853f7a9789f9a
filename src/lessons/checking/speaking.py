"""Finds the sentences of the passages that a part of a claim may rest on: those by or about whom it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lessons.checking.entities import ROLE_WORDS
from lessons.checking.grounding import Reading
from lessons.checking.parts import Part, Voice
from lessons.checking.passages import How, Unit
from lessons.checking.tokens import word_set
from lessons.checking.verdicts import Fault, Reason

ORGANISATIONS = word_set("council authority hospital trust university charity ministry department government la union")


def resting_on(part: Part, voice: Voice | None, units: Sequence[Unit]) -> tuple[Unit, ...] | Fault:
    """The sentences that a part may rest on, or the fault of naming somebody or something that no passage is by or about."""
    chosen = tuple(units)
    if part.pilots:
        chosen = tuple(u for u in chosen if u.pilots & part.pilots)
        if not chosen:
            return Fault(Reason.PILOT, f"no passage is about {min(part.pilots)}")
    if part.versions:
        chosen = tuple(u for u in chosen if u.document in part.versions)
        if not chosen:
            return Fault(Reason.VERSION, f"no passage is from the {part.versions[0]} version")
    if voice and voice.number:
        chosen = tuple(
            u
            for u in chosen
            if f" {voice.number}," in u.speaker and ("senior" not in voice.words or _it(voice) == (" IT " in u.speaker))
        )
        if not chosen:
            return Fault(Reason.SPEAKER, f"no passage is by manager {voice.number} as named")
    return chosen


def each_named(part: Part, units: Sequence[Unit]) -> tuple[Part, ...] | Fault:
    """A part that says the same of several versions or pilots, once for each of them.

    A fault where several are named otherwise than in a list: what is said of which, cannot be told; but a passage that names
    all the pilots itself is trusted to say it.
    """
    if len(part.versions) > 1:
        if not part.listed:
            return Fault(Reason.VERSION, "it cannot be told what is said of which version")
        return tuple(replace(part, versions=(version,), shared=True) for version in part.versions)
    if len(part.pilots) > 1 and not any(part.pilots <= unit.pilots for unit in units):
        if not part.listed:
            return Fault(Reason.PILOT, "it cannot be told what is said of which pilot")
        return tuple(replace(part, pilots=frozenset({pilot}), shared=True) for pilot in sorted(part.pilots))
    return (part,)


def _it(voice: Voice) -> bool:
    return "it" in voice.words


def speaker_fault(part: Part, voice: Voice | None, unit: Unit) -> Fault | None:
    """A participant's words that the claim gives to nobody or to several."""
    if not unit.speaker:
        return None
    if (voice is None and not part.voice) or (voice and voice.universal):
        return Fault(
            Reason.SCOPE if part.several else Reason.SPEAKER, "one person's words are given to nobody or to several"
        )
    return None


def role_fault(reading: Reading, everywhere: frozenset[str]) -> Fault | None:
    """A role that the part names and no passage or label of its own does."""
    for word, link in zip(reading.part.words, reading.found, strict=True):
        role = word.small in ROLE_WORDS or word.small.removesuffix("s") in ROLE_WORDS or word.text == "IT"
        if not role or link.how == How.SAME or word.stem in everywhere:
            continue
        if word.stem == "manag" and any(
            u.speaker or any(w.small.startswith("manager") for w in u.words) for u in reading.units
        ):
            continue
        return Fault(Reason.ROLE, f"no passage speaks of a {word.small}")
    return None
