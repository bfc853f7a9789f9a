"""Finds the sentences of the passages that a part of a claim may rest on: those by or about whom it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lessons.checking.entities import ROLE_WORDS
from lessons.checking.grounding import Ground, Reading
from lessons.checking.parts import Part, Voice
from lessons.checking.passages import How, Unit
from lessons.checking.tokens import tokens, word_set
from lessons.checking.verdicts import Fault, Reason

# What may stand in front of the noun for a participant whatever their label says.
ANY = word_set(
    "senior manager managers participant interviewee respondent informant person individual speaker stakeholder pilot site vanguard care home homes "
    "acute primary urgent emergency enhanced health in and collaboration system systems multispecialty community provider other further different "
    "particular single second third named same leading pacs mcp acc ehch uec s clinical commissioning group ccg ccgs programme project quoted"
)
PERSONS = word_set("participant interviewee respondent informant person individual speaker stakeholder manager member")
ORGANISATIONS = word_set("council authority hospital trust university charity ministry department government la union")
SAYING = word_set(
    "said says felt thought called described spoke complained reported found warned valued doubted explained argued noted wanted worried admitted "
    "told put saw believed commented claimed mentioned regarded wished was were is had has considered did which who that"
)


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
            u for u in chosen if f" {voice.number}," in u.speaker and ("it" in voice.words) <= (" IT " in u.speaker)
        )
        if not chosen:
            return Fault(Reason.SPEAKER, f"no passage is by manager {voice.number} as named")
    return chosen


def by_version(part: Part) -> tuple[Part, ...]:
    """A part that says the same of several versions, once for each of them."""
    return tuple(replace(part, versions=(version,)) for version in part.versions) if len(part.versions) > 1 else (part,)


def version_mix_fault(part: Part) -> Fault | None:
    """Several versions in one part that does not say the same of both: which words are said of which, cannot be told."""
    if len(part.versions) < 2 or "both" in {w.small for w in part.words}:
        return None
    return Fault(Reason.VERSION, "it cannot be told what is said of which version")


def speaker_fault(part: Part, voice: Voice | None, unit: Unit) -> Fault | None:
    """A participant's words that the claim gives to nobody, to several, or to somebody of another role."""
    if not unit.speaker:
        return None
    if (voice is None and not part.voice) or (voice and voice.universal):
        return Fault(
            Reason.SCOPE if part.several else Reason.SPEAKER, "one person's words are given to nobody or to several"
        )
    return _role_fault(part, voice, unit) if voice else None


def _role_fault(part: Part, voice: Voice, unit: Unit) -> Fault | None:
    label = {w.small for w in tokens(unit.speaker)}
    words = [*voice.words, voice.head] if not voice.number else list(voice.words)
    for word in words:
        if word not in ANY and word not in PERSONS and word not in label and not word.isdigit():
            return Fault(Reason.ROLE, f"the passage is not by a {word}")
    if "it" in label and "senior" in voice.words and "it" not in voice.words and not voice.number:
        return Fault(Reason.ROLE, "the passage is by an IT manager")
    if part.voice and (strange := _elsewhere(part, voice) - label):
        return Fault(Reason.ROLE, f"the passage is not by somebody of a {min(strange)}")
    return None


def _elsewhere(part: Part, voice: Voice) -> set[str]:
    """The organisations that a part puts its speaker in, before it comes to what is said."""
    small = [w.small for w in part.words]
    start = small.index(voice.head) if voice.head in small else 0
    found: set[str] = set()
    for word in small[start + 1 : start + 7]:
        if word in SAYING:
            break
        if word in ORGANISATIONS:
            found.add(word)
    return found


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


def one_voice_fault(readings: Sequence[Reading]) -> Fault | None:
    """One person named for the words of two."""
    speakers: dict[Voice, set[str]] = {}
    for reading in readings:
        if reading.voice and reading.chief.unit.speaker:
            speakers.setdefault(reading.voice, set()).update(
                ground.unit.speaker for ground in reading.grounds if ground.unit.speaker and _enough(ground)
            )
    mixed = any(len(names) > 1 for names in speakers.values())
    return Fault(Reason.SPEAKER, "one person is named for the words of two") if mixed else None


def _enough(ground: Ground) -> bool:
    return sum(link.how >= How.ALIKE for link in ground.found) > 1
