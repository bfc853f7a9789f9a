"""The line that every answer takes, in one function; the page, the command line, packs and evaluation all call it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from threading import Lock

from lessons import phrases
from lessons.checking.checker import Checker
from lessons.citations import Verified, verify
from lessons.coverage import Coverage, judge, surely_answered, surely_open
from lessons.domain import (
    NOT_ANSWERED,
    Answer,
    ConfigurationError,
    Draft,
    IndexBroken,
    Statement,
    StatementKind,
    Status,
)
from lessons.encoders import open_encoder
from lessons.engines.extractive import Composer
from lessons.engines.summary import Summariser, Summary
from lessons.engines.writer import open_writer
from lessons.library import Library, open_library
from lessons.questions import Query, Turn, beginning, is_polite, understand
from lessons.retrieval import Evidence, retrieve
from lessons.settings import Settings
from lessons.vocabulary import Vocabulary

REMEMBERED = 6  # earlier questions that a follow-up may lean on
# The same question gets the same answer, so the turns of a conversation are kept and not worked out anew.
KEPT_TURNS = 512

Judged = tuple[Query, Evidence, Coverage]


class Assistant:
    """Answers questions about the corpus. Safe to share between threads: an engine is opened once, when it is first asked for,
    and nothing else in it changes after it is made.
    """

    def __init__(self, library: Library, settings: Settings) -> None:
        self.library = library
        self.settings = settings
        self._composer = Composer(library)
        self._vocabulary = Vocabulary(library)
        self._remembered_turn = lru_cache(maxsize=KEPT_TURNS)(self._turn)
        self._summarisers: dict[str, Summariser | None] = {}
        self._opening = Lock()

    @classmethod
    def open(cls, settings: Settings) -> Assistant:
        """An assistant over the index that the settings name; raises IndexBroken where there is none that fits."""
        return cls(open_library(settings, open_encoder(settings)), settings)

    @classmethod
    def prepare(cls, settings: Settings, begin: Callable[[int], Callable[[int], None]] | None = None) -> Assistant:
        """Like ``open``, but a missing or stale index is built first; ``begin`` reports progress as in ``build_index``."""
        try:
            return cls.open(settings)
        except IndexBroken:
            from lessons.build import refresh_index

            refresh_index(settings, begin=begin)
            return cls.open(settings)

    def answer(
        self, question: str, history: Sequence[str] = (), version: str | None = None, engine: str | None = None
    ) -> Answer:
        """Answer a question. ``history`` holds what the user typed earlier, oldest first; their answers follow from it.

        ``version`` limits the answer to one document id, "all" lets every version in; a question about changes between
        versions still compares them. ``engine`` is that of the settings where none is given. Raises ConfigurationError for an
        unknown version, and for an engine that cannot be used as the settings stand.
        """
        summariser = self.summariser(engine)
        found = self.evidence(question, history, version)
        return summariser.summarise(found, history[-REMEMBERED:]).finish() if summariser else found

    def evidence(self, question: str, history: Sequence[str] = (), version: str | None = None) -> Answer:
        """The answer in the sources' own words, to which a summary can be added; arguments and errors as of ``answer``."""
        self._check_version(version)
        before = self._before(question, history, version)
        began = time.perf_counter()
        answer = self._remembered_turn(question, before, version).answer
        return replace(answer, elapsed_ms=round((time.perf_counter() - began) * 1000, 1))

    def summarise(self, answer: Answer, history: Sequence[str] = (), engine: str | None = None) -> Summary:
        """The summary of an answer, written and checked while it is read; an empty one where no model is to write.

        ``history`` is that of the answer, so that the model can put a follow-up in words that stand alone.
        """
        summariser = self.summariser(engine)
        return summariser.summarise(answer, history[-REMEMBERED:]) if summariser else Summary(answer, None)

    def summariser(self, engine: str | None = None) -> Summariser | None:
        """What has summaries written by an engine, None for the extractive one; its ``writer`` says who writes and where."""
        name = engine or self.settings.engine
        with self._opening:
            if name not in self._summarisers:
                self._summarisers[name] = self._open(name)
            return self._summarisers[name]

    def turn(self, question: str, history: Sequence[str] = (), version: str | None = None) -> Turn:
        """The last turn of a conversation: the question as understood, and its answer."""
        return self._remembered_turn(question, self._before(question, history, version), version)

    def _before(self, question: str, history: Sequence[str], version: str | None) -> Turn | None:
        """The turn that a question may lean on; what is only polite is no turn, and leans on none."""
        before: Turn | None = None
        earlier = [] if is_polite(question) else [words for words in history if not is_polite(words)]
        for asked in earlier[-REMEMBERED:]:
            before = self._remembered_turn(asked, before, version)
        return before

    def _open(self, engine: str) -> Summariser | None:
        writer, encoder = open_writer(self.settings, engine), self.library.encoder
        return Summariser(engine, writer, Checker(encoder, self.library.structures), encoder) if writer else None

    def forget(self) -> None:
        """Drop the turns and questions kept in memory, so that the next answers are worked out anew."""
        self.library.forget()
        self._remembered_turn.cache_clear()

    def _turn(self, question: str, before: Turn | None, version: str | None) -> Turn:
        query, evidence, coverage = self._judged(question, before, version)
        if coverage.status == Status.NOT_IN_SOURCES and query.leans and before and before.answer.status in NOT_ANSWERED:
            query, evidence, coverage = self._afresh(question, version) or (query, evidence, coverage)
        part = self._beginning(query, coverage, version)
        draft = self._composer.compose(*(part or (query, evidence, coverage)))
        verified = verify(draft, self.library.structures)
        return Turn(query, _finish(query, draft, verified))

    def _judged(self, question: str, before: Turn | None, version: str | None) -> Judged:
        """A question as understood, what the sources hold for it, and whether they answer it."""
        query = understand(question, before, self.library, version)
        evidence = retrieve(query, self.library, version)
        return query, evidence, judge(query, evidence, self._vocabulary)

    def _afresh(self, question: str, version: str | None) -> Judged | None:
        """A question that seemed to lean on one that got no answer, by itself, where the sources surely answer that."""
        query, evidence, coverage = self._judged(question, None, version)
        says_enough = query.has_topic and coverage.status not in NOT_ANSWERED
        if not (says_enough and surely_answered(query, evidence, self._vocabulary)):
            return None
        return query, evidence, coverage

    def _beginning(self, query: Query, coverage: Coverage, version: str | None) -> Judged | None:
        """What a question asks first, by itself, where the sources surely answer that; the rest is named as missing.

        A question that looks answered comes apart too where the sources surely do not hold what it names besides.
        """
        asked, besides = beginning(query)
        if not asked or coverage.status not in (Status.ANSWERED, Status.NOT_IN_SOURCES):
            return None
        if coverage.status == Status.ANSWERED:
            rest, found, _ = self._judged(besides, None, version)
            if not surely_open(rest, found, self._vocabulary):
                return None
        first, evidence, _ = self._judged(asked, None, version)
        if not surely_answered(first, evidence, self._vocabulary):
            return None
        return first, evidence, Coverage(Status.PARTLY_ANSWERED, (besides,))

    def _check_version(self, version: str | None) -> None:
        if version not in (None, "all"):
            try:
                self.library.corpus.document(str(version))
            except ConfigurationError:
                names = ", ".join(d.id for d in self.library.corpus.documents)
                raise ConfigurationError(f"There is no version “{version}”: use one of {names}, or all.") from None


def _finish(query: Query, draft: Draft, verified: Verified) -> Answer:
    status, statements = draft.status, verified.statements
    if status in (Status.ANSWERED, Status.PARTLY_ANSWERED) and not verified.citations:
        status = Status.NOT_IN_SOURCES
        statements = (Statement(phrases.NOT_IN_SOURCES, (), StatementKind.NOTE),)
    return Answer(
        question=query.question,
        standalone_question=query.standalone,
        status=status,
        statements=statements,
        citations=verified.citations,
        suggestions=draft.suggestions,
        engine="extractive",
        elapsed_ms=0.0,
    )
