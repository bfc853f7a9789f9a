"""The six themes as a trainer wants them: what the paper says under each, who is quoted, what was learnt, where voices differ.

Every word comes from the document and is verified there. Which sentence is a barrier or an enabler, which theme a learning point
belongs to and which quotes carry it is coded in the codebook: our work, never to be shown as the study's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import Stemmer

from lessons import citations
from lessons.chunks import LEAD_IN
from lessons.codebook import REVISION, Code, Codebook
from lessons.domain import Citation, Pilot, Quote, Row, Section, Span, Structure
from lessons.quotations import select_quotes

BARRIER, ENABLER, FINDING = "barrier", "enabler", "finding"
MOST_QUESTIONS = 6
SHORTEST_WORD = 4  # letters of a word of a heading that says what the theme is about
# A sentence that begins so cannot stand alone.
POINTS_BACK = re.compile(r"(?:(?:For most )?however|Th(?:is|ese|at)|In this|Again|Further|Moreover)\b", re.IGNORECASE)
PEOPLE = r"(?:participants|interviewees|respondents|professionals)"
SHARE = r"(?:a number|a minority(?: group)?|a few|some|many|most|several|one)"
# The paper says so where a view was not everybody's.
HELD_BY_SOME = re.compile(
    rf"\b(?:{SHARE}(?: of)?(?: the)? (?:{PEOPLE}|respondent reported|interviewee reported)"
    r"|(?:some|most|many|few) (?:argued|felt|thought|believed|reported)|(?:for|by|to) (?:some|many|most)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class LearningPoint:
    """A learning point with its message for development, as the paper's table pairs them.

    ``themes`` and ``voices`` are coded by us: the themes that it belongs to, the participants' quotes that carry it.
    """

    point: Citation
    message: Citation
    themes: tuple[int, ...]
    voices: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme: ``title`` as printed, ``line`` the sentence of its section that is nearest its title.

    ``barriers`` and ``enablers`` are what we coded so, ``findings`` whatever else the paper says under the theme. ``differing`` are
    the places where the paper says that only some held a view. ``questions`` have an answer in the corpus.
    """

    number: int
    title: str
    section: Span
    line: Citation
    findings: tuple[Citation, ...]
    barriers: tuple[Citation, ...]
    enablers: tuple[Citation, ...]
    quotes: tuple[Quote, ...]
    points: tuple[LearningPoint, ...]
    differing: tuple[Citation, ...]
    questions: tuple[str, ...]

    @property
    def pilots(self) -> tuple[Pilot, ...]:
        """The pilots that are quoted under the theme."""
        return tuple(pilot for pilot in Pilot if self.count(pilot))

    def count(self, pilot: Pilot) -> int:
        """How many quotes of a pilot stand under the theme."""
        return sum(quote.speaker.pilot == pilot for quote in self.quotes)


def read_themes(structure: Structure, codebook: Codebook) -> tuple[Theme, ...]:
    """The themes of a document in their order; none where it has no sections that are themes."""
    reader = _Reader(structure, codebook)
    points = learning_points(structure, codebook)
    sections = sorted((s for s in structure.sections if s.theme), key=lambda s: s.theme or 0)
    return tuple(theme for section in sections if (theme := reader.theme(section, points)))


def learning_points(structure: Structure, codebook: Codebook) -> tuple[LearningPoint, ...]:
    """The rows of the table of learning points, in its order."""
    rows = [row for table in structure.tables for row in table.rows]
    coded = [(row, _code_of(row, structure, codebook)) for row in rows]
    return tuple(_point(structure, row, code) for row, code in coded if code)


def _code_of(row: Row, structure: Structure, codebook: Codebook) -> Code | None:
    codes = (code for code in codebook.codes if code.voices is not None)
    return next((c for c in codes if any(row.span.overlaps(s) for s in _passages(c, structure))), None)


def _point(structure: Structure, row: Row, code: Code) -> LearningPoint:
    voices = [v.span for v in code.voices or () if v.document == structure.document.id]
    return LearningPoint(
        point=cite(structure, row.cells[0]),
        message=cite(structure, row.cells[-1]),
        themes=code.joined,
        voices=tuple(quote for quote in structure.quotes if any(quote.span.overlaps(voice) for voice in voices)),
    )


def cite(structure: Structure, span: Span) -> Citation:
    """The verified citation of a stretch of a document; raises ValueError where it mixes a quote with other words."""
    citation = citations.cite(structure, span)
    if citation is None:
        raise ValueError(f"characters {span.start} to {span.end} of “{structure.document.id}” cannot be cited")
    return citation


def _passages(code: Code, structure: Structure) -> Iterable[Span]:
    return (passage.span for passage in code.passages if passage.document == structure.document.id)


class _Reader:
    """Reads one document.

    Each sentence belongs to the first code that points at it: the codebook goes through the paper once and only then gathers what
    belongs together.
    """

    def __init__(self, structure: Structure, codebook: Codebook) -> None:
        self.structure = structure
        self.codebook = codebook
        self.paragraphs = [
            (p.section, [s for s in p.sentences if not LEAD_IN.fullmatch(structure.words(s))])
            for p in structure.paragraphs
        ]
        self.codes = self._first_codes()
        self.stem = Stemmer.Stemmer("english").stemWord

    def theme(self, section: Section, points: Sequence[LearningPoint]) -> Theme | None:
        """A theme, or None where nothing but quotes stands under its heading."""
        number = section.theme or 0
        sentences = [s for name, found in self.paragraphs if name == section.id for s in found]
        if not sentences:
            return None
        return Theme(
            number=number,
            title=section.title,
            section=section.span,
            line=cite(self.structure, self._line(section, sentences)),
            findings=self._coded(section, FINDING),
            barriers=self._coded(section, BARRIER),
            enablers=self._coded(section, ENABLER),
            quotes=select_quotes(self.structure, theme=number),
            points=tuple(point for point in points if number in point.themes),
            differing=self._differing(section),
            questions=self._questions(number),
        )

    def _first_codes(self) -> Mapping[Span, Code]:
        found: dict[Span, Code] = {}
        sentences = [s for _, spans in self.paragraphs for s in spans]
        for code in self.codebook.codes:
            if code.type != REVISION:
                for passage in _passages(code, self.structure):
                    for sentence in sentences:
                        if passage.overlaps(sentence):
                            found.setdefault(sentence, code)
        return found

    def _line(self, section: Section, sentences: Sequence[Span]) -> Span:
        """The sentence that shares most words with the heading and stands alone; the shortest of several."""
        title = self._stems(section.title)
        alone = [s for s in sentences if self._stands_alone(s)] or sentences
        return min(alone, key=lambda s: (-len(title & self._stems(self.structure.words(s))), s.end - s.start))

    def _stems(self, words: str) -> set[str]:
        return {self.stem(w.lower()) for w in re.findall(r"[^\W\d_]+", words) if len(w) >= SHORTEST_WORD}

    def _stands_alone(self, sentence: Span) -> bool:
        words = self.structure.words(sentence)
        return words.endswith(".") and not POINTS_BACK.match(words)

    def _coded(self, section: Section, kind: str) -> tuple[Citation, ...]:
        """What the paper says of a kind about a theme: under its heading first, then elsewhere."""
        found: list[Span] = []
        for name, sentences in self.paragraphs:
            for _, run in groupby(sentences, key=lambda s: (self._kind(s, name, section), self.codes.get(s))):
                spans = list(run)
                if self._kind(spans[0], name, section) == kind:
                    found.append(Span(spans[0].start, spans[-1].end))
        found.sort(key=lambda span: (not span.within(section.span), span.start))
        return tuple(cite(self.structure, span) for span in found)

    def _kind(self, sentence: Span, place: str, section: Section) -> str | None:
        """What a sentence is to a theme; None where it says nothing about it."""
        code = self.codes.get(sentence)
        if place == section.id:
            return code.type if code and code.type in (BARRIER, ENABLER) else FINDING
        about = code is not None and code.theme == section.theme and not self.structure.section(place).theme
        return code.type if code and about and code.type in (BARRIER, ENABLER, FINDING) else None

    def _differing(self, section: Section) -> tuple[Citation, ...]:
        """The sentences that say that only some held a view, each with the one before it where it points back to that."""
        found: list[Span] = []
        for name, sentences in self.paragraphs:
            for before, sentence in zip([None, *sentences], sentences, strict=False):
                words = self.structure.words(sentence)
                if name != section.id or not HELD_BY_SOME.search(words):
                    continue
                start = before.start if before and POINTS_BACK.match(words) else sentence.start
                if found and start <= found[-1].end and sentence.start > found[-1].start:
                    start = found.pop().start
                found.append(Span(start, sentence.end))
        return tuple(cite(self.structure, span) for span in found)

    def _questions(self, number: int) -> tuple[str, ...]:
        """The first questions about the theme that the codebook offers."""
        codes = [code for code in self.codebook.codes if code.theme == number and code.type != REVISION]
        offered = [q for code in codes for q in code.questions if q in self.codebook.suggestions]
        return tuple(dict.fromkeys(offered))[:MOST_QUESTIONS]
