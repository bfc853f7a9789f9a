"""Checks a written sentence against the passages that it cites: it may be shown only where they carry all that it says.

Whoever wrote it, and whatever for: the checker knows no model. It goes from what is certain to what has to be weighed, and when
in doubt it stops the sentence, for an unsupported one shown is worse than a true one lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from lessons.checking import support
from lessons.checking.counting import counted_itself, place_fault, place_words, placed
from lessons.checking.direction import direction_fault
from lessons.checking.entities import Acronyms, name_fault, names_in, pilot_fault, pilots_of, version_fault
from lessons.checking.grounding import Reading, ground
from lessons.checking.likeness import Likeness
from lessons.checking.modality import modality_fault
from lessons.checking.negation import negation_fault
from lessons.checking.numbers import number_fault, numbers_of
from lessons.checking.parts import LABELLED, Voice, parts_of
from lessons.checking.passages import units_of
from lessons.checking.plainness import form_fault
from lessons.checking.quoted import quote_fault
from lessons.checking.sayers import mixed_fault, sayer_fault
from lessons.checking.scope import scope_fault
from lessons.checking.speaking import (
    each_named,
    resting_on,
    role_fault,
    speaker_fault,
)
from lessons.checking.tables import Tables
from lessons.checking.tokens import tokens
from lessons.checking.verdicts import Fault, Reason, Verdict
from lessons.checking.wording import Wording
from lessons.domain import Citation, Structure
from lessons.embedding import Encoder, WordEncoder

__all__ = ["Checker", "Reason", "Verdict"]


class Checker:
    """Checks written sentences; nothing in it changes after it is made."""

    def __init__(self, encoder: Encoder, structures: Mapping[str, Structure]) -> None:
        self._likeness = Likeness(encoder)
        self._tables = Tables(structures)
        self._wording = Wording(structures, encoder.knows if isinstance(encoder, WordEncoder) else None)
        self._acronyms = Acronyms.read(structures)
        paragraphs = [structure.words(p.span) for structure in structures.values() for p in structure.paragraphs]
        counts = Counter(stem for text in paragraphs for stem in {word.stem for word in tokens(text)})
        self._weight = support.rarity(counts, len(paragraphs))

    def check(self, sentence: str, cited: Sequence[Citation]) -> Verdict:
        """Whether the sentence may be shown over these passages, and if not, why."""
        readings = self._read(sentence, cited)
        if isinstance(readings, Fault):
            return Verdict(False, readings.reason, readings.detail)
        carried = self._carried(cited, readings)
        score = min(support.score(support.missing(words)) for words in carried)
        whole = [word for words in carried for word in words]
        if score < support.LEAST_SCORE or not support.shared(whole):
            return Verdict(False, Reason.SUPPORT, "too much of it does not stand in the passages", score)
        return Verdict(True, score=score)

    def missing(self, sentence: str, cited: Sequence[Citation]) -> float | None:
        """How much of its worst part no passage carries, which is what its score is made of; None where it is stopped before."""
        readings = self._read(sentence, cited)
        return None if isinstance(readings, Fault) else max(map(support.missing, self._carried(cited, readings)))

    def _read(self, sentence: str, cited: Sequence[Citation]) -> tuple[Reading, ...] | Fault:
        """Each part of a sentence beside the sentences of the passages that it rests on, or what is surely wrong with it."""
        if fault := self._plain_fault(sentence, cited):
            return fault
        readings = self._grounded(sentence, cited)
        if isinstance(readings, Fault):
            return readings
        return self._meaning_fault(sentence, cited, readings) or readings

    def _plain_fault(self, sentence: str, cited: Sequence[Citation]) -> Fault | None:
        if fault := form_fault(sentence):
            return fault
        if not cited:
            return Fault(Reason.PASSAGES, "it cites no passage")
        return (
            quote_fault(sentence, [citation.excerpt for citation in cited])
            or pilot_fault(sentence, cited)
            or version_fault(sentence, cited)
            or name_fault(self._tables.unnamed(sentence, cited), cited, self._acronyms)
            or self._wording.fault(sentence, cited)
        )

    def _grounded(self, sentence: str, cited: Sequence[Citation]) -> tuple[Reading, ...] | Fault:
        units = units_of(cited, self._acronyms.meanings)
        readings: list[Reading] = []
        voice: Voice | None = None
        for part in parts_of(sentence):
            voice = part.voice or (None if part.several else voice)
            each = each_named(part, units)
            if isinstance(each, Fault):
                return each
            for one in each:
                chosen = resting_on(one, voice, units)
                if isinstance(chosen, Fault):
                    return chosen
                readings.append(ground(one, voice, chosen, self._weight))
        return tuple(readings)

    def _meaning_fault(self, sentence: str, cited: Sequence[Citation], readings: Sequence[Reading]) -> Fault | None:
        whole = [word for reading in readings for word in reading.part.words]
        for reading in readings:
            numbers = {unit.number for unit in reading.units}
            excerpts = [c.excerpt for c in cited if c.number in numbers]
            if fault := (
                quote_fault(reading.part.text, excerpts)
                or self._number_fault(reading, cited, counted_itself(sentence))
                or speaker_fault(reading.part, reading.voice, reading.chief.unit)
                or role_fault(reading, self._around(reading, cited))
                or scope_fault(reading)
                or negation_fault(reading)
                or modality_fault(reading, whole)
                or direction_fault(reading)
                or sayer_fault(reading)
                or mixed_fault(reading)
            ):
                return fault
        return None

    def _number_fault(self, reading: Reading, cited: Sequence[Citation], known: Sequence[float]) -> Fault | None:
        """What is wrong with the numbers of a part; ``known`` are those that the sentence proves itself."""
        documents = {unit.document for unit in reading.units}
        own = [citation for citation in cited if citation.document in documents]
        text = LABELLED.sub("manager", self._tables.unnamed(reading.part.text, own))
        said = [" ".join(word.text for word in unit.words) for unit in reading.units]
        pilots = reading.part.pilots
        totals = [t for t in self._tables.totals(cited) if not pilots or not pilots_of(t) or pilots_of(t) & pilots]
        return place_fault(text, said) or number_fault(text, [*said, *totals], (*known, *placed(text)))

    def _carried(self, cited: Sequence[Citation], readings: Sequence[Reading]) -> list[tuple[support.Word, ...]]:
        """For each part how its words are carried."""
        return [
            support.carry(reading, self._around(reading, cited), self._likeness.credits(reading))
            for reading in readings
        ]

    def _around(self, reading: Reading, cited: Sequence[Citation]) -> frozenset[str]:
        """What carries a word beside the passages: labels, heads of tables, and names and numbers, which are checked as such."""
        numbers = {unit.number for unit in reading.units}
        own = [citation for citation in cited if citation.number in numbers]
        texts = [text for c in own for text in (c.speaker or "", self._tables.head(c))]
        words = {word.stem for text in (*texts, *names_in(reading.part.text)) for word in tokens(text)}
        counted = {w.stem for n in numbers_of(reading.part.text) for w in reading.part.words[n.at : n.at + n.used]}
        return frozenset(words | counted | place_words(reading.part.text))
