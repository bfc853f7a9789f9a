"""The nouns of the product: immutable values that know no storage and no framework.

Offsets are counted in characters of a document's *reading text* and are half-open: ``text[start:end]``.

Errors
------
LessonsError                everything the program raises on purpose; its text is one plain sentence for the user
├── Unverified              words that were collected do not stand in the corpus any more (exit code 1)
├── ConfigurationError      a setting, a manifest or a codebook says something impossible (exit code 2)
│   └── UsageError          what the user typed cannot be carried out (exit code 2)
└── BrokenError             something the program needs is missing or broken (exit code 3)
    ├── CorpusError         a source file is missing, altered or does not fit its manifest
    │   └── UnreadableDocument   one document cannot be read; the others still can
    ├── IndexBroken         the index is missing, damaged or out of date
    │   └── IndexBusy       another process is building the index
    ├── ModelBroken         a model file is missing or not the one that was checked
    └── WriterFailed        a language model did not write, or not so that it can be used (engines/writer.py)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class LessonsError(Exception):
    """Base of all errors that are shown to a user as their one sentence."""

    exit_code = 3


class Unverified(LessonsError):
    """Words that were collected do not stand in the corpus any more; ``problems`` has a sentence for each."""

    exit_code = 1

    def __init__(self, sentence: str, problems: Sequence[str]) -> None:
        super().__init__(sentence)
        self.problems = tuple(problems)


class ConfigurationError(LessonsError):
    """A setting, a manifest or a codebook says something impossible."""

    exit_code = 2


class UsageError(ConfigurationError):
    """What the user typed cannot be carried out."""


class BrokenError(LessonsError):
    """Something the program needs is missing or broken."""


class CorpusError(BrokenError):
    """A source file is missing, altered or does not fit its manifest."""


class UnreadableDocument(CorpusError):
    """One document cannot be read; the others still can."""


class IndexBroken(BrokenError):
    """The index is missing, damaged or out of date."""


class IndexBusy(IndexBroken):
    """Another process is building the index."""


class ModelBroken(BrokenError):
    """A model file is missing or not the one that was checked."""


class Pilot(StrEnum):
    """The five North East pilots, by the short names that the paper gives them."""

    MCP = "MCP"
    PACS = "PACS"
    ACC = "ACC"
    EHCH = "EHCH"
    UEC = "UEC"


class Kind(StrEnum):
    """What a document is."""

    VERSION = "version"  # one of the three versions of the study
    COVER = "cover"  # the journal's page about its open peer review
    CHECKLIST = "checklist"  # the reporting checklist filed with the revision
    ADDED = "added"  # a document that a user put into the corpus


class Status(StrEnum):
    """How an answer came out."""

    ANSWERED = "answered"
    PARTLY_ANSWERED = "partly_answered"
    NOT_IN_SOURCES = "not_in_sources"
    UNCLEAR = "unclear"


NOT_ANSWERED = frozenset({Status.NOT_IN_SOURCES, Status.UNCLEAR})


class StatementKind(StrEnum):
    """What a statement of an answer is. Only a summary is a model's wording; everything else is the sources' or the program's."""

    SUMMARY = "summary"
    FINDING = "finding"
    QUOTE = "quote"
    RECOMMENDATION = "recommendation"
    FACT = "fact"
    REVISION = "revision"
    NOTE = "note"


class ChunkKind(StrEnum):
    """What a chunk is a stretch of."""

    PARAGRAPH = "paragraph"
    SENTENCE = "sentence"
    QUOTE = "quote"
    ROW = "row"
    REFERENCE = "reference"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a reading text, ``text[start:end]``."""

    start: int
    end: int

    def within(self, other: Span) -> bool:
        """Whether this stretch lies inside the other (equal counts as inside)."""
        return other.start <= self.start and self.end <= other.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two stretches share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Furniture:
    """Characters of a source that are not reading text, and why they are left out; ``span`` counts in the source part."""

    span: Span
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class PageSpan:
    """The stretch of a reading text that is known to stand on one printed page."""

    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that the manifest names: the words as printed, and what is known about the part below it."""

    text: str
    level: int = 1
    theme: int | None = None
    title: str = ""
    parts: tuple[str, ...] = ()
    run_in: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One version of one text, with the words that a reader sees."""

    id: str
    title: str
    label: str
    kind: Kind
    status: str
    text: str
    file: str
    sha256: str
    date: str = ""
    manuscript_number: str = ""
    doi: str = ""
    authors: tuple[str, ...] = ()
    journal_reference: str = ""
    licence: str = "not stated in the text supplied"
    pages: tuple[PageSpan, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    headings: tuple[Heading, ...] = ()

    def page_at(self, start: int) -> int | None:
        """The printed page that a character stands on, or None where the source does not show it."""
        return next((p.number for p in self.pages if p.span.start <= start < p.span.end), None)


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a document; ``theme`` is 1 to 6 where it is one of the six themes.

    ``heading`` is the heading as printed, ``title`` the same words in sentence case without "THEME 1:". ``span`` runs from
    the heading to the next section's start, so subsections follow their parent rather than lie inside it; ``parent`` names it.
    """

    id: str
    heading: str
    title: str
    level: int
    theme: int | None
    parent: str | None
    span: Span
    body: Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of authors' words; ``part`` is the printed run-in label ("Results", "Funding") or None."""

    section: str
    span: Span
    sentences: tuple[Span, ...]
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said a quote; ``label`` is the label as printed, without its brackets."""

    pilot: Pilot
    role: str
    number: int
    organisation: str
    label: str

    @property
    def name(self) -> str:
        """The label in one spelling for all versions, e.g. ``PACS-Senior Manager 1, CCG``."""
        return f"{self.pilot}-{self.role} {self.number}, {self.organisation}"


@dataclass(frozen=True, slots=True)
class Quote:
    """A participant's own words. ``span`` holds the words only, ``label`` the printed label with its brackets."""

    id: str
    document: str
    section: str
    theme: int | None
    speaker: Speaker
    span: Span
    label: Span
    introduction: Span | None


@dataclass(frozen=True, slots=True)
class Row:
    """A table row, cell by cell."""

    cells: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """From the first cell's start to the last cell's end."""
        return Span(self.cells[0].start, self.cells[-1].end)


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``number`` is the printed number or None, ``header`` the row of column names or None."""

    id: str
    section: str
    number: int | None
    caption: Span | None
    header: Row | None
    rows: tuple[Row, ...]
    note: Span | None
    span: Span


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of the reference list; ``number`` as printed."""

    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class Structure:
    """All parts of one document, in reading order."""

    document: Document
    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    quotes: tuple[Quote, ...]
    tables: tuple[Table, ...]
    references: tuple[Reference, ...]

    def words(self, span: Span) -> str:
        """The reading text of a stretch."""
        return self.document.text[span.start : span.end]

    def section(self, section_id: str) -> Section:
        """The section of that id."""
        return next(s for s in self.sections if s.id == section_id)

    def section_at(self, start: int) -> Section:
        """The section that a character stands in."""
        return max((s for s in self.sections if s.span.start <= start), key=lambda s: s.span.start)

    def quote_at(self, span: Span) -> Quote | None:
        """The participant quote that a stretch lies in (words or label), if it lies in one."""
        return next((q for q in self.quotes if span.within(Span(q.span.start, q.label.end))), None)


@dataclass(frozen=True, slots=True)
class Chunk:
    """What is indexed: a stretch of one section, a quote or a table row.

    ``id`` depends on document, kind and words only, so it stays the same while the text does. ``parent`` is the id of the
    paragraph chunk that a sentence stands in. ``search_text`` is what is embedded and searched: the words, with what a reader
    of the place would know (a quote's introduction, a table's caption) put in front.
    """

    id: str
    document: str
    kind: ChunkKind
    section: str
    theme: int | None
    span: Span
    text: str
    search_text: str
    speaker: str | None = None
    pilot: str | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk that was retrieved for a question; ``score`` is in 0..1, ``rank`` counts from 1."""

    chunk: Chunk
    score: float
    rank: int


@dataclass(frozen=True, slots=True)
class Citation:
    """A verified excerpt: ``excerpt == reading_text[start:end]`` of ``document``."""

    number: int
    document: str
    section: str
    theme: int | None
    page: int | None
    speaker: str | None
    start: int
    end: int
    excerpt: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer with the numbers of the citations that carry it."""

    text: str
    citations: tuple[int, ...]
    kind: StatementKind


@dataclass(frozen=True, slots=True)
class Draft:
    """What an engine wrote before verification: statements whose citations are still unverified excerpts."""

    status: Status
    statements: tuple[DraftStatement, ...] = ()
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a document that a draft wants to cite, with the words and the speaker that it claims stand there."""

    document: str
    span: Span
    text: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class DraftStatement:
    """A sentence of a draft with the excerpts that it claims to rest on."""

    text: str
    kind: StatementKind
    excerpts: tuple[Excerpt, ...] = field(default=())


class Outcome(StrEnum):
    """How a summary came out."""

    WRITTEN = "written"  # it is shown
    BROKEN_OFF = "broken_off"  # what was written before the model stopped is shown
    THIN = "thin"  # too little of it passed the checks: it is not shown
    FAILED = "failed"  # the model did not write, or not so that it can be used
    STOPPED = "stopped"  # the reader stopped it: it is not shown
    NOT_ASKED = "not_asked"  # there is nothing to sum up, so no model was asked


@dataclass(frozen=True, slots=True)
class Writing:
    """How the summary of an answer was written; never a word that the model wrote and that was not shown.

    ``reasons`` says why sentences were left out, one word each; ``failure`` names what went wrong with the model. ``question``
    is a follow-up in the model's words, where it wrote the summary for those; "" where the rule-based reading stood.
    """

    engine: str
    model: str
    host: str
    prompt: str
    outcome: Outcome
    kept: int = 0
    dropped: int = 0
    reasons: tuple[str, ...] = ()
    failure: str | None = None
    elapsed_ms: float = 0.0
    question: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person gets: statements, verified citations, status, and questions to go on with.

    ``engine`` is what wrote: another than the extractive one only where its summary is shown. ``elapsed_ms`` is the time that the
    evidence for this question took, without that for those before it; ``writing`` says how the summary went, where one was asked for.
    """

    question: str
    standalone_question: str
    status: Status
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    suggestions: tuple[str, ...]
    engine: str
    elapsed_ms: float
    writing: Writing | None = None
