"""Finds the sentences of the passages that a part of a claim may rest on: those by or about whom it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lessons.checking.entities import ROLE_WORDS
from lessons.checking.grounding import Ground, Reading
from lessons.checking.parts import Part, Voice
from lessons.checking.passages import How, Unit
from lessons.checking.support import LIGHT
from lessons.checking.tokens import SMALL, Token, tokens, word_set
from lessons.checking.verdicts import Fault, Reason

# What may stand in front of the noun for a participant whatever their label says.
ANY = word_set(
    "senior manager managers participant interviewee respondent informant person individual speaker stakeholder pilot site vanguard care home homes "
    "acute primary urgent emergency enhanced health in and collaboration system systems multispecialty community provider other further different "
    "particular single second third named same leading pacs mcp acc ehch uec s clinical commissioning group ccg ccgs programme project quoted"
)
PERSONS = word_set("participant interviewee respondent informant person individual speaker stakeholder manager member")
ORGANISATIONS = word_set("council authority hospital trust university charity ministry department government la union")
WRITERS = word_set("authors author researchers researcher study paper team by to with from for of")
SUBJECT = 5  # words before a verb that say who does it
OURS = 5  # words from "we" to its verb
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


def borrowed_fault(reading: Reading, units: Sequence[Unit], carried: frozenset[str]) -> Fault | None:
    """A word that the part's own sentences have nothing like, and those that are about another version, pilot or person have."""
    barred = [unit for unit in units if unit not in reading.units and _another(unit, reading)]
    known = carried if reading.part.versions else carried | LIGHT
    for word, link in zip(reading.part.words, reading.found, strict=True):
        strange = link.how == How.NOWHERE and word.content and word.stem not in known
        if strange and any(word.stem in unit.places for unit in barred):
            return Fault(_kind(reading.part), f"“{word.text}” is said of another only")
    return None


def _kind(part: Part) -> Reason:
    """What a part says wrongly that is said of another."""
    return Reason.VERSION if part.versions else Reason.PILOT if part.pilots else Reason.SPEAKER


def _another(unit: Unit, reading: Reading) -> bool:
    """Whether a sentence is about another version, pilot or person by name."""
    own = reading.units[0]
    return bool(unit.pilots - own.pilots) or unit.document != own.document or bool(unit.speaker)


def _it(voice: Voice) -> bool:
    return "it" in voice.words


def speaker_fault(part: Part, voice: Voice | None, unit: Unit) -> Fault | None:
    """A participant's words that the claim gives to nobody, to several, or to somebody of another role."""
    if not unit.speaker:
        return None
    if (voice is None and not part.voice) or (voice and voice.universal):
        return Fault(
            Reason.SCOPE if part.several else Reason.SPEAKER, "one person's words are given to nobody or to several"
        )
    return _role_fault(part, voice, unit) if voice else None


def authors_fault(reading: Reading) -> Fault | None:
    """What the authors do themselves ("we recommend", "we would like to thank"), given to people of whom they write."""
    claim = reading.part.words
    for ground in reading.grounds:
        unit = ground.unit.words
        for i, link in enumerate(ground.found):
            if ground.unit.speaker or link.how != How.SAME or not _by_us(unit, link.at):
                continue
            subject = [w for w in claim[max(0, i - SUBJECT) : i] if w.clause == claim[i].clause]
            others = any(w.small.removesuffix("s") in PERSONS for w in subject) or _names(subject)
            if others and claim[i].small not in SMALL and not {w.small for w in subject} & WRITERS:
                return Fault(Reason.SPEAKER, f"it is the authors who “{unit[link.at].text}”")
    return None


def _by_us(unit: Sequence[Token], at: int) -> bool:
    """Whether a word is the verb of what "we" do: "we recommend", "we would like to thank"."""
    before = [w.small for w in unit[max(0, at - OURS) : at]]
    if before[-1:] == ["authors"]:
        return True
    return "we" in before and all(w in SMALL for w in before[before.index("we") :]) and "of" not in before


def _names(subject: Sequence[Token]) -> bool:
    """Whether the words before a verb end in somebody's name."""
    last = [w.text for w in subject[-2:]]
    return len(last) == 2 and all(w.istitle() for w in last) and last[0].lower() not in SMALL


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
    for i, word in enumerate(small[start + 1 : start + 7]):
        if word in SAYING or part.words[start].clause != part.words[start + 1 + i].clause:
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
    """One person named for the words of two, or two persons for the words of one."""
    speakers: dict[Voice, set[str]] = {}
    for reading in readings:
        if not reading.voice or not reading.chief.unit.speaker:
            continue
        before = {name for voice, names in speakers.items() if voice != reading.voice for name in names}
        if reading.voice.other and reading.chief.unit.speaker in before:
            return Fault(Reason.SPEAKER, "two persons are named for the words of one")
        speakers.setdefault(reading.voice, set()).update(
            ground.unit.speaker for ground in reading.grounds if ground.unit.speaker and _enough(ground)
        )
    mixed = any(len(names) > 1 for names in speakers.values())
    return Fault(Reason.SPEAKER, "one person is named for the words of two") if mixed else None


def _enough(ground: Ground) -> bool:
    return sum(link.how >= How.ALIKE for link in ground.found) > 1
