"""Finds somebody named as saying or thinking something of whom the passages do not say it."""

from __future__ import annotations

from lessons.checking.entities import ROLE_WORDS
from lessons.checking.grounding import Reading
from lessons.checking.passages import How, Unit
from lessons.checking.speaking import ORGANISATIONS
from lessons.checking.support import LIGHT
from lessons.checking.tokens import Token, stem, word_list, word_set
from lessons.checking.verdicts import Fault, Reason

# Verbs that only people and organisations can be the subjects of.
SAYING = word_set(
    "said say says argued argue noted acknowledged acknowledge admitted admit warned warn complained complain believed "
    "believe thought think felt feel feared claimed commented insisted insist stressed hoped criticised criticise praised "
    "welcomed conceded concede recognised recognise worried doubted valued reported told resented wanted "
)
FEELING = word_set(
    "critical concerned worried keen confident convinced sceptical enthusiastic reluctant afraid frustrated disappointed satisfied "
    "pleased unhappy aware unsure certain uncertain anxious resentful hopeful grateful"
)
BE = word_set("was were is are be been being")
SAYING_STEMS = frozenset(stem(word) for word in SAYING | FEELING) | {
    stem(w) for w in word_list("critical saw see view opinion perceived")
}
# Kinds of people and organisations that the study speaks of, beside those whom it asked.
BODIES = (
    ROLE_WORDS
    | ORGANISATIONS
    | word_set("england nhs ccg stp centre authorities staff professional public regulator policymaker")
)
ASKED = word_set(
    "participant participants interviewee interviewees respondent respondents informant informants manager managers author authors "
    "researcher researchers interviewed"
)
WITHIN = word_set("of in at from by for with to on about against towards")  # before those who are only part of a phrase
BE = word_set("was were is are be been being")
BEFORE = 8  # words before a verb among which its subject is
BEHIND = 15


def sayer_fault(reading: Reading) -> Fault | None:
    """Somebody else than those whom the study asked who is made to say or think something."""
    words = reading.part.words
    for i, word in enumerate(words):
        passive = bool({w.small for w in words[max(0, i - 3) : i]} & BE)
        if not (word.small in FEELING and passive) and (word.small not in SAYING or passive):
            continue
        subject = _subject(words, i)
        if subject is None or (reading.voice and words[subject].small == reading.voice.head):
            continue
        if not any(_says(words[subject], unit) for unit in reading.units):
            return Fault(Reason.SPEAKER, f"no passage says that {words[subject].text} {word.text}")
    return None


def mixed_fault(reading: Reading) -> Fault | None:
    """A part that takes its words from what two people said, as if one had said it all."""
    first = reading.chief.unit.speaker
    for ground in reading.grounds[1:]:
        if not first or ground.unit.speaker in ("", first):
            continue
        for word, link in zip(reading.part.words, ground.found, strict=True):
            if word.content and link.how == How.SAME and word.stem not in LIGHT:
                return Fault(Reason.SPEAKER, f"somebody else says “{word.text}”")
    return None


def _subject(words: tuple[Token, ...], verb: int) -> int | None:
    """The word that a verb is said of, if it is none of those asked; None where that cannot be told."""
    near = [i for i in range(max(0, verb - BEFORE), verb) if words[i].clause == words[verb].clause]
    if any(words[i].small in ASKED for i in near):
        return None
    return next((i for i in reversed(near) if _is_body(words[i]) and not _within(words, i, near[0])), None)


def _is_body(word: Token) -> bool:
    return word.small in BODIES or word.small.removesuffix("s") in BODIES


def _within(words: tuple[Token, ...], i: int, start: int) -> bool:
    """Whether a word only stands in a phrase of place or of belonging: "micromanagement from the centre"."""
    first = next((j + 1 for j in range(i - 1, start - 1, -1) if not words[j].content), start)
    return bool({w.small for w in words[max(start, first - 2) : first]} & WITHIN)


def _says(sayer: Token, unit: Unit) -> bool:
    """Whether somebody says or thinks something in a sentence, or is its speaker."""
    if unit.speaker and sayer.small in unit.speaker.lower():
        return True
    held = unit.words
    return any(_told_behind(held[at + 1 : at + 1 + BEHIND]) for at in unit.places.get(sayer.stem, ()))


def _told_behind(words: tuple[Token, ...]) -> bool:
    """Whether a word of saying or thinking comes before anybody else is named."""
    for i, word in enumerate(words):
        if word.small in ASKED:
            return False
        if word.stem in SAYING_STEMS and not (i and words[i - 1].small in BE):
            return True
    return False
