"""The offline metrics: each looks at one answer beside its golden question and gives a figure, or nothing where it does not apply.

Pure functions of an ``Observed``; ``evals/suite.py`` carries them with ragas's classes.
"""

from __future__ import annotations

from evals.observed import Measure, Metric, Observed, has_evidence, is_absent, is_there
from evals.results import Finding
from evals.scoring import MOST_EXCERPTS, covers, says, score, words
from evals.support import carried, contributes, table_totals
from lessons.domain import Citation, Span, Statement, StatementKind

MOST_WORDS = 600  # of all statements; the longest good answers have some 480
DEPTHS = (1, 3, 5, 10)  # citations at which span recall is taken


def correct(seen: Observed) -> Finding:
    """Right status, right evidence, right words, nothing wrong."""
    faults = score(seen.answer, seen.text, seen.item).faults
    return _passed(not faults, "; ".join(faults))


def missed_refusal(seen: Observed) -> Finding:
    """Whether the assistant says so where the sources do not answer."""
    return _passed(seen.refused, "answered though the sources do not")


def wrong_refusal(seen: Observed) -> Finding:
    """Whether the assistant answers where the sources do."""
    return _passed(not seen.refused, f"status is {seen.answer.status.value}")


def evidence(seen: Observed) -> Finding:
    """Whether every group of the expected evidence is cited."""
    missing = [group[0]["text"][:60] for group in seen.groups if not _rank(group, seen)]
    return _passed(not missing, f"not cited: {'; '.join(missing)}")


def required_content(seen: Observed) -> Finding:
    """Whether the answer says what it must."""
    missing = [w for w in seen.item["must"] if not says(seen.text, w)]
    return _passed(not missing, f"does not say {missing}")


def forbidden_content(seen: Observed) -> Finding:
    """Whether the answer keeps from saying what it must not."""
    said = [w for w in seen.item["must_not"] if says(seen.text, w)]
    return _passed(not said, f"says {said}")


def quote_fidelity(seen: Observed) -> Finding | None:
    """Share of the citations whose excerpt is the reading text at its place, byte for byte; a quote shown must be one too."""
    if not seen.answer.citations:
        return None
    wrong = [str(c.number) for c in seen.answer.citations if _words_at(c, seen) != c.excerpt]
    excerpts = {c.number: c.excerpt for c in seen.answer.citations}
    wrong += [
        s.text[:60]
        for s in seen.told
        if s.kind == StatementKind.QUOTE and not any(f"“{excerpts.get(n, '')}”" in s.text for n in s.citations)
    ]
    return _share(len(seen.answer.citations), wrong, "not verbatim")


def citation_location(seen: Observed) -> Finding | None:
    """Share of the citations whose section, theme and page are those of their place."""
    if not seen.answer.citations:
        return None
    return _share(
        len(seen.answer.citations),
        [str(c.number) for c in seen.answer.citations if not _rightly_placed(c, seen)],
        "misplaced",
    )


def speaker(seen: Observed) -> Finding | None:
    """Share of the quotes that name the speaker whose label the source prints, in the citation and in the statement."""
    quotes = [s for s in seen.told if s.kind == StatementKind.QUOTE]
    cited = {c.number: c for c in seen.answer.citations}
    spoken = [c for c in seen.answer.citations if c.speaker or _speaker_at(c, seen)]
    if not quotes and not spoken:
        return None
    wrong = [f"citation {c.number}" for c in spoken if c.speaker != _speaker_at(c, seen)]
    wrong += [
        s.text[:60]
        for s in quotes
        if not any(n in cited and s.text.startswith(cited[n].speaker or "nobody") for n in s.citations)
    ]
    return _share(len(quotes) + len(spoken), wrong, "wrong speaker")


def citation_recall(seen: Observed) -> Finding | None:
    """Share of the statements that the excerpts they cite carry."""
    if not seen.told:
        return None
    faults = [_not_carried(statement, seen) for statement in seen.told]
    return _share(len(faults), [fault for fault in faults if fault], "not carried")


def citation_precision(seen: Observed) -> Finding | None:
    """Share of the citations, statement by statement, that carry some of it."""
    excerpts = {c.number: c.excerpt for c in seen.answer.citations}
    pairs = [(s, n) for s in seen.told for n in s.citations]
    idle = [str(n) for s, n in pairs if not contributes(s.text, excerpts.get(n, ""))]
    return _share(len(pairs), idle, "carries nothing") if pairs else None


def version(seen: Observed) -> Finding | None:
    """Whether expected words that are cited are cited from a version that was meant."""
    wrong = []
    found = False
    for group in seen.groups:
        here = any(covers(c.document, c.excerpt, option) for option in group for c in seen.shown)
        anywhere = {c.document for c in seen.shown for option in group if covers(option["document"], c.excerpt, option)}
        found |= here or bool(anywhere)
        wrong += [] if here or not anywhere else sorted(anywhere)
    return _passed(not wrong, f"cited from {', '.join(wrong)}") if found else None


def length(seen: Observed) -> Finding:
    """Whether the answer is short enough to read, in words and in excerpts."""
    count = sum(len(s.text.split()) for s in seen.answer.statements)
    most = len(seen.answer.citations)
    return _passed(count <= MOST_WORDS and most <= MOST_EXCERPTS, f"{count} words, {most} excerpts")


def repetition(seen: Observed) -> Finding | None:
    """Share of the statements that say something for the first time."""
    said = [" ".join(words(s.text)) for s in seen.answer.statements]
    again = [text[:60] for i, text in enumerate(said) if text in said[:i]]
    return _share(len(said), again, "said twice") if said else None


def determinism(seen: Observed) -> Finding | None:
    """Whether the answer came out the same three times."""
    return None if seen.steady is None else _passed(seen.steady, "came out differently when asked again")


def reciprocal_rank(seen: Observed) -> Finding:
    """One divided by the place of the first citation that holds expected evidence, the mean of which is MRR."""
    first = min((rank for group in seen.groups if (rank := _rank(group, seen))), default=0)
    return Finding(1 / first if first else 0.0)


def span_recall(depth: int) -> Measure:
    """What works out the share of the evidence groups that the first citations hold."""

    def measure(seen: Observed) -> Finding:
        return Finding(sum(0 < _rank(group, seen) <= depth for group in seen.groups) / len(seen.groups))

    return measure


METRICS: tuple[Metric, ...] = (
    Metric("correct", "Right answers", correct),
    Metric("evidence", "Right evidence cited", evidence, has_evidence),
    Metric("required_content", "Says what it must", required_content, lambda item: bool(item["must"])),
    Metric(
        "forbidden_content", "Does not say what it must not", forbidden_content, lambda item: bool(item["must_not"])
    ),
    Metric("missed_refusal", "Refuses where the sources do not answer", missed_refusal, is_absent),
    Metric("wrong_refusal", "Answers where the sources do", wrong_refusal, is_there),
    Metric("follow_up", "Follow-ups answered right", correct, lambda item: item["kind"] == "follow_up"),
    Metric("version", "Cited from the version that was meant", version, has_evidence),
    Metric("quote_fidelity", "Excerpts and quotes verbatim", quote_fidelity),
    Metric("citation_location", "Excerpts stand where the answer says", citation_location),
    Metric("speaker", "Quotes with the speaker as printed", speaker),
    Metric("citation_recall", "Statements carried by their excerpts (ALCE recall)", citation_recall),
    Metric("citation_precision", "Excerpts that carry their statement (ALCE precision)", citation_precision),
    Metric("length", "Short enough to read", length),
    Metric("repetition", "Says nothing twice", repetition),
    Metric("determinism", "The same three times", determinism),
    Metric("mrr", "Mean reciprocal rank of the evidence", reciprocal_rank, has_evidence, graded=True),
    *(
        Metric(
            f"span_recall_{k}", f"Evidence within the first {k} citations", span_recall(k), has_evidence, graded=True
        )
        for k in DEPTHS
    ),
)


def _passed(good: bool, reason: str) -> Finding:
    return Finding(1.0) if good else Finding(0.0, reason)


def _share(total: int, wrong: list[str], reason: str) -> Finding:
    return Finding(1 - min(len(wrong), total) / total, f"{reason}: {'; '.join(wrong)}" if wrong else "")


def _rank(group: list[dict[str, str]], seen: Observed) -> int:
    """The place of the first citation that holds one of these options; 0 where none does."""
    for place, citation in enumerate(seen.shown, start=1):
        if any(covers(citation.document, citation.excerpt, option) for option in group):
            return place
    return 0


def _not_carried(statement: Statement, seen: Observed) -> str:
    """What of a statement the excerpts that it cites do not carry, with the totals of the tables that they stand in."""
    cited = [c for c in seen.answer.citations if c.number in statement.citations]
    return carried(statement.text, [c.excerpt for c in cited], [total for c in cited for total in _totals_at(c, seen)])


def _totals_at(citation: Citation, seen: Observed) -> list[int]:
    structure = seen.structures.get(citation.document)
    return table_totals(structure, Span(citation.start, citation.end)) if structure else []


def _words_at(citation: Citation, seen: Observed) -> str | None:
    structure = seen.structures.get(citation.document)
    return structure.document.text[citation.start : citation.end] if structure else None


def _rightly_placed(citation: Citation, seen: Observed) -> bool:
    structure = seen.structures.get(citation.document)
    if structure is None:
        return False
    section = structure.section_at(citation.start)
    place = (section.title, section.theme, structure.document.page_at(citation.start))
    return place == (citation.section, citation.theme, citation.page)


def _speaker_at(citation: Citation, seen: Observed) -> str | None:
    structure = seen.structures.get(citation.document)
    quote = structure and structure.quote_at(Span(citation.start, citation.end))
    return quote.speaker.name if quote else None
