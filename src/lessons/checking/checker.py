"""Checks a written sentence against the passages that it cites: it may be shown only where they carry all that it says.

Whoever wrote it, and whatever for: the checker knows no model. It goes from what is certain to what has to be weighed, and when
in doubt it stops the sentence, for an unsupported one shown is worse than a true one lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from lessons.checking import support
from lessons.checking.direction import direction_fault
from lessons.checking.entities import Acronyms, name_fault, names_in, pilot_fault, version_fault
from lessons.checking.grounding import Reading, ground
from lessons.checking.likeness import Likeness
from lessons.checking.modality import modality_fault
from lessons.checking.negation import negation_fault
from lessons.checking.numbers import number_fault, numbers_of
from lessons.checking.parts import LABELLED, Voice, parts_of
from lessons.checking.passages import units_of
from lessons.checking.plainness import form_fault
from lessons.checking.quoted import quote_fault
from lessons.checking.scope import scope_fault
from lessons.checking.speaking import (
    by_version,
    one_voice_fault,
    resting_on,
    role_fault,
    speaker_fault,
    version_mix_fault,
)
from lessons.checking.tokens import tokens
from lessons.checking.verdicts import Fault, Reason, Verdict
from lessons.domain import Citation, Structure
from lessons.embedding import Encoder

__all__ = ["Checker", "Reason", "Verdict"]


class Checker:
    """Checks written sentences; nothing in it changes after it is made."""

    def __init__(self, encoder: Encoder, structures: Mapping[str, Structure]) -> None:
        self._likeness = Likeness(encoder)
        self._structures = structures
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
        score = min(support.score(signs) for _, signs in carried)
        whole = [word for words, _ in carried for word in words]
        if score < support.LEAST_SCORE or not support.shared(whole):
            return Verdict(False, Reason.SUPPORT, "too much of it does not stand in the passages", score)
        return Verdict(True, score=score)

    def signs(self, sentence: str, cited: Sequence[Citation]) -> tuple[float, ...] | None:
        """What the score of a sentence is made of (see ``support.SIGNS``); None where it is stopped before."""
        readings = self._read(sentence, cited)
        return None if isinstance(readings, Fault) else self._signs(cited, readings)

    def _read(self, sentence: str, cited: Sequence[Citation]) -> tuple[Reading, ...] | Fault:
        """Each part of a sentence beside the sentences of the passages that it rests on, or what is surely wrong with it."""
        if fault := self._plain_fault(sentence, cited):
            return fault
        readings = self._grounded(sentence, cited)
        if isinstance(readings, Fault):
            return readings
        return self._meaning_fault(cited, readings) or readings

    def _plain_fault(self, sentence: str, cited: Sequence[Citation]) -> Fault | None:
        if fault := form_fault(sentence):
            return fault
        if not cited:
            return Fault(Reason.PASSAGES, "it cites no passage")
        return (
            quote_fault(sentence, [citation.excerpt for citation in cited])
            or pilot_fault(sentence, cited)
            or version_fault(sentence, cited)
            or name_fault(sentence, cited, self._acronyms)
        )

    def _grounded(self, sentence: str, cited: Sequence[Citation]) -> tuple[Reading, ...] | Fault:
        units = units_of(cited, self._acronyms.meanings)
        readings: list[Reading] = []
        voice: Voice | None = None
        for part in parts_of(sentence):
            voice = part.voice or (None if part.several else voice)
            if mixed := version_mix_fault(part):
                return mixed
            for one in by_version(part):
                chosen = resting_on(one, voice, units)
                if isinstance(chosen, Fault):
                    return chosen
                readings.append(ground(one, voice, chosen, self._weight))
        return tuple(readings)

    def _meaning_fault(self, cited: Sequence[Citation], readings: Sequence[Reading]) -> Fault | None:
        whole = [word for reading in readings for word in reading.part.words]
        for reading in readings:
            numbers = {unit.number for unit in reading.units}
            excerpts = [c.excerpt for c in cited if c.number in numbers]
            if fault := (
                quote_fault(reading.part.text, excerpts)
                or number_fault(LABELLED.sub("manager", reading.part.text), excerpts)
                or speaker_fault(reading.part, reading.voice, reading.chief.unit)
                or role_fault(reading, self._around(reading, cited))
                or scope_fault(reading)
                or negation_fault(reading)
                or modality_fault(reading, whole)
                or direction_fault(reading)
            ):
                return fault
        return one_voice_fault(readings)

    def _signs(self, cited: Sequence[Citation], readings: Sequence[Reading]) -> tuple[float, ...]:
        """The signs of the part that is carried least."""
        return min((signs for _, signs in self._carried(cited, readings)), key=support.score)

    def _carried(
        self, cited: Sequence[Citation], readings: Sequence[Reading]
    ) -> list[tuple[tuple[support.Word, ...], tuple[float, ...]]]:
        """For each part how its words are carried, and its signs."""
        found = []
        for reading in readings:
            near = self._likeness.credits(reading)
            words = support.carry(reading, self._weight, self._around(reading, cited), near)
            found.append((words, support.signs(words, self._likeness.whole(reading))))
        return found

    def _around(self, reading: Reading, cited: Sequence[Citation]) -> frozenset[str]:
        """What carries a word beside the passages: labels, heads of tables, and names and numbers, which are checked as such."""
        numbers = {unit.number for unit in reading.units}
        own = [citation for citation in cited if citation.number in numbers]
        texts = [text for c in own for text in (c.speaker or "", self._table_head(c))]
        words = {word.stem for text in (*texts, *names_in(reading.part.text)) for word in tokens(text)}
        return frozenset(words | {reading.part.words[number.at].stem for number in numbers_of(reading.part.text)})

    def _table_head(self, citation: Citation) -> str:
        """Caption and column names of the table that a passage stands in."""
        structure = self._structures.get(citation.document)
        tables = structure.tables if structure else ()
        table = next((t for t in tables if t.span.start <= citation.start < t.span.end), None)
        if structure is None or table is None:
            return ""
        spans = [span for span in (table.caption, table.header.span if table.header else None) if span]
        return " , ".join(structure.words(span) for span in spans)
