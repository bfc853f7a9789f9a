"""Each metric looks at the golden questions that it is for and at no others, and fails for the fault that it is for.

The answers are about a made-up study of two short sections, which is printed in two versions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from evals.golden import Item, load_golden
from evals.metrics import DEPTHS, METRICS, MOST_WORDS
from evals.observed import Metric, Observed
from evals.results import Finding
from evals.scoring import MOST_EXCERPTS

from lessons.domain import (
    Answer,
    Citation,
    Document,
    Heading,
    Kind,
    PageSpan,
    Span,
    Statement,
    StatementKind,
    Status,
    Structure,
)
from lessons.printing import markdown
from lessons.structure import read_structure

FUNDING = "Uncertainty around the availability of funding was evident at all sites."
RECRUITED = "Service users were not recruited for this study."
HELD = "We held 66 interviews."
MONEY = "The money came late every single year."
TEAMS = "Our teams never had a room to meet in."
MANAGER = "MCP-Senior Manager 1, CCG"
OTHER_MANAGER = "UEC-Senior Manager 2, LA"
TRUST = "THEME 1: TRUST BETWEEN SITES"
TEXT = f"""FINDINGS

{FUNDING} {RECRUITED} {HELD}

{TRUST}

One manager put it so:

{MONEY} ({MANAGER})

Another one did so too:

{TEAMS} ({OTHER_MANAGER})
"""
# Section, theme, page and speaker, as a reader of the text finds them.
PLACES: dict[str, tuple[str, int | None, int, str | None]] = {
    FUNDING: ("Findings", None, 1, None),
    RECRUITED: ("Findings", None, 1, None),
    HELD: ("Findings", None, 1, None),
    MONEY: ("Trust between sites", 1, 2, MANAGER),
    TEAMS: ("Trust between sites", 1, 2, OTHER_MANAGER),
}


def structure(document: str) -> Structure:
    turn = TEXT.index(TRUST)
    return read_structure(
        Document(
            id=document,
            title="A study",
            label=document,
            kind=Kind.VERSION,
            status="",
            text=TEXT,
            file="study.txt",
            sha256="",
            pages=(PageSpan(1, Span(0, turn)), PageSpan(2, Span(turn, len(TEXT)))),
            headings=(Heading("FINDINGS"), Heading(TRUST, level=2, theme=1)),
        )
    )


STUDY = {document: structure(document) for document in ("published", "r1", "checklist")}


def cite(words: str, number: int = 1, document: str = "published", **changes: Any) -> Citation:
    section, theme, page, speaker = PLACES[words]
    start = TEXT.index(words)
    whole = Citation(number, document, section, theme, page, speaker, start, start + len(words), words)
    return replace(whole, **changes)


def finding(words: str, *numbers: int) -> Statement:
    return Statement(words, numbers, StatementKind.FINDING)


def quote(words: str, *numbers: int, speaker: str = MANAGER) -> Statement:
    return Statement(f"{speaker} said: “{words}”", numbers, StatementKind.QUOTE)


def note(words: str) -> Statement:
    return Statement(words, (), StatementKind.NOTE)


def answer(
    statements: Sequence[Statement] = (), citations: Sequence[Citation] = (), status: Status = Status.ANSWERED
) -> Answer:
    return Answer("a question", "a question", status, tuple(statements), tuple(citations), (), "extractive", 1.0)


def option(text: str, document: str = "published") -> dict[str, str]:
    return {"document": document, "text": text}


def golden(**changes: Any) -> Item:
    item = {"id": "x-001", "kind": "theme_finding", "half": "tune", "question": "a question", "history": []}
    wanted = {"status": "answered", "evidence": [[option(FUNDING)]], "must": ["sites"], "must_not": ["£5 million"]}
    return {**item, **wanted, **changes}


def observe(given: Answer, steady: bool | None = None, **changes: Any) -> Observed:
    return Observed(golden(**changes), given, markdown(given), STUDY, steady)


def metric(name: str) -> Metric:
    return next(m for m in METRICS if m.name == name)


def of(name: str, seen: Observed) -> Finding:
    found = metric(name).of(seen)
    assert found is not None
    return found


def found_in(seen: Observed) -> dict[str, Finding]:
    return {m.name: finding for m in METRICS if (finding := m.of(seen))}


def failed_in(seen: Observed) -> set[str]:
    """The metrics that fail, without those that are a matter of degree."""
    graded = {m.name for m in METRICS if m.graded}
    return {name for name, finding in found_in(seen).items() if not finding.passed} - graded


TOLD = (finding(FUNDING, 1), quote(MONEY, 2))
CITED = (cite(FUNDING, 1), cite(MONEY, 2))
RIGHT = answer([*TOLD, note("One quote is shown.")], CITED)
REFUSAL = answer([note("The sources do not answer this.")], status=Status.NOT_IN_SOURCES)
ABSENT: dict[str, Any] = {"status": "not_in_sources", "evidence": [], "must": []}


# ------------------------------------------------------------------------------------------------- what they apply to

GRADED = {"mrr", "span_recall_1", "span_recall_3", "span_recall_5", "span_recall_10"}
REFUSALS = {"not_in_sources", "unclear"}


def accepted(item: Item) -> set[str]:
    return {item["status"], *item.get("status_also", ())}


EVERY: dict[str, Callable[[Item], bool]] = dict.fromkeys(
    (
        "correct",
        "quote_fidelity",
        "citation_location",
        "speaker",
        "citation_recall",
        "citation_precision",
        "length",
        "repetition",
        "determinism",
    ),
    lambda _item: True,
)
SHOULD: dict[str, Callable[[Item], bool]] = {
    **EVERY,
    **dict.fromkeys(("evidence", "version", *GRADED), lambda item: len(item["evidence"]) > 0),
    "required_content": lambda item: len(item["must"]) > 0,
    "forbidden_content": lambda item: len(item["must_not"]) > 0,
    "missed_refusal": lambda item: not accepted(item) - REFUSALS,
    "wrong_refusal": lambda item: not accepted(item) & REFUSALS,
    "follow_up": lambda item: bool(item["kind"] == "follow_up"),
}


@pytest.mark.parametrize("name", sorted(SHOULD))
def test_a_metric_applies_to_the_golden_questions_that_it_is_for_and_gives_nothing_elsewhere(name: str) -> None:
    everything = [item for item in load_golden() if SHOULD[name](item)]
    nothing = [item for item in load_golden() if not SHOULD[name](item)]
    assert everything
    assert nothing or name in EVERY
    assert all(metric(name).applies(item) for item in everything)
    for item in nothing:
        assert metric(name).of(Observed(item, RIGHT, markdown(RIGHT), STUDY, False)) is None
        assert metric(name).of(Observed(item, REFUSAL, markdown(REFUSAL), STUDY, False)) is None


def test_these_are_all_metrics_each_with_a_title_of_its_own() -> None:
    assert {m.name for m in METRICS} == set(SHOULD)
    assert len({m.name for m in METRICS}) == len({m.title for m in METRICS}) == len(METRICS)
    assert {m.name for m in METRICS if m.graded} == GRADED


@pytest.mark.parametrize(
    ("status", "also", "names"),
    [
        ("answered", [], {"wrong_refusal"}),
        ("partly_answered", [], {"wrong_refusal"}),
        ("not_in_sources", [], {"missed_refusal"}),
        ("unclear", [], {"missed_refusal"}),
        ("not_in_sources", ["unclear"], {"missed_refusal"}),
        ("answered", ["partly_answered"], {"wrong_refusal"}),
        ("answered", ["not_in_sources"], set()),
        ("not_in_sources", ["partly_answered"], set()),
        ("partly_answered", ["unclear"], set()),
    ],
)
def test_refusals_are_judged_where_only_one_of_refusal_and_answer_is_right(
    status: str, also: list[str], names: set[str]
) -> None:
    item = golden(status=status, status_also=also)
    assert {name for name in ("missed_refusal", "wrong_refusal") if metric(name).applies(item)} == names


# ---------------------------------------------------------------------------------------------------- what is right


def test_a_right_answer_passes_everything_that_applies_to_it() -> None:
    found = found_in(observe(RIGHT, steady=True, kind="follow_up"))
    assert set(found) == set(SHOULD) - {"missed_refusal"}
    assert all(finding == Finding(1.0) for finding in found.values())


def test_a_right_refusal_passes_and_has_nothing_else_to_look_at() -> None:
    found = found_in(observe(REFUSAL, **ABSENT))
    assert set(found) == {"correct", "forbidden_content", "missed_refusal", "length", "repetition"}
    assert all(finding == Finding(1.0) for finding in found.values())


OF_CONTENT = {"quote_fidelity", "citation_location", "speaker", "citation_recall", "citation_precision", "version"}


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (RIGHT, OF_CONTENT),
        (answer([finding(FUNDING)]), {"citation_recall"}),
        (answer([finding(FUNDING, 1)], [cite(FUNDING)]), OF_CONTENT - {"speaker"}),
        (answer([finding(RECRUITED, 1), quote(MONEY, 2)], [cite(RECRUITED), cite(MONEY, 2)]), OF_CONTENT - {"version"}),
        (answer([note("Nothing.")], [cite(FUNDING)]), {"quote_fidelity", "citation_location", "version"}),
        (answer([note("Nothing.")]), set()),
    ],
    ids=["quote and finding", "no citations", "nobody speaks", "other words cited", "only notes", "refusal"],
)
def test_a_metric_gives_nothing_where_an_answer_holds_nothing_to_look_at(given: Answer, names: set[str]) -> None:
    assert set(found_in(observe(given))) & OF_CONTENT == names


def test_an_answer_that_says_nothing_repeats_nothing() -> None:
    assert metric("repetition").of(observe(answer())) is None
    assert of("length", observe(answer())).passed


def test_whether_an_answer_is_steady_is_unknown_where_it_was_not_tried() -> None:
    assert metric("determinism").of(observe(RIGHT, steady=None)) is None
    assert of("determinism", observe(RIGHT, steady=True)).passed
    assert of("determinism", observe(RIGHT, steady=False)).value == 0


def test_sums_and_both_wordings_of_a_revision_pass_every_metric() -> None:
    sum_of = Statement("66 of the 66 interviews: We held 66.", (1,), StatementKind.FACT)
    wordings = f"The wording changed. Revised: “{FUNDING}” Published: “{MONEY} ({MANAGER})”"
    revision = Statement(wordings, (2, 3), StatementKind.REVISION)
    labelled = f"{MONEY} ({MANAGER})"
    start = TEXT.index(labelled)
    with_label = cite(MONEY, 3, excerpt=labelled, start=start, end=start + len(labelled))
    given = answer([sum_of, revision], [cite(HELD, 1), cite(FUNDING, 2, "r1"), with_label])
    assert failed_in(observe(given, evidence=[[option(FUNDING, "r1")]])) == set()


# ---------------------------------------------------------------------------------------------------- what is wrong

SWAPPED = cite(MONEY, 2, speaker=OTHER_MANAGER)
NOBODY = "PACS-Senior Manager 9, CCG"
MISQUOTED = MONEY.replace("late", "soon")
LONG = note("word " * (MOST_WORDS - len(f"{FUNDING} {MANAGER} said: {MONEY}".split()) + 1))

FAULTS: dict[str, tuple[Observed, set[str]]] = {
    "a byte of an excerpt": (
        observe(answer(TOLD, [replace(CITED[0], excerpt=FUNDING.replace("sites.", "sites!")), CITED[1]])),
        {"quote_fidelity"},
    ),
    "a blank more in an excerpt": (
        observe(answer(TOLD, [replace(CITED[0], excerpt=f"{FUNDING} "), CITED[1]])),
        {"quote_fidelity"},
    ),
    "offsets one too far": (
        observe(answer(TOLD, [replace(CITED[0], start=CITED[0].start + 1, end=CITED[0].end + 1), CITED[1]])),
        {"quote_fidelity"},
    ),
    "a document that is not there": (
        observe(answer(TOLD, [CITED[0], replace(CITED[1], document="final")])),
        {"quote_fidelity", "citation_location", "speaker"},
    ),
    "a quote that is not its excerpt": (
        observe(answer([TOLD[0], quote(MONEY.removesuffix("."), 2)], CITED)),
        {"quote_fidelity"},
    ),
    "a quote with another word": (
        observe(answer([TOLD[0], quote(MISQUOTED, 2)], CITED)),
        {"quote_fidelity", "citation_recall", "citation_precision"},
    ),
    "another section": (
        observe(answer(TOLD, [CITED[0], replace(CITED[1], section="Findings")])),
        {"citation_location"},
    ),
    "another theme": (observe(answer(TOLD, [CITED[0], replace(CITED[1], theme=2)])), {"citation_location"}),
    "a theme where there is none": (
        observe(answer(TOLD, [replace(CITED[0], theme=1), CITED[1]])),
        {"citation_location"},
    ),
    "no theme": (observe(answer(TOLD, [CITED[0], replace(CITED[1], theme=None)])), {"citation_location"}),
    "another page": (observe(answer(TOLD, [CITED[0], replace(CITED[1], page=1)])), {"citation_location"}),
    "no page": (observe(answer(TOLD, [CITED[0], replace(CITED[1], page=None)])), {"citation_location"}),
    "another speaker in the statement": (
        observe(answer([TOLD[0], quote(MONEY, 2, speaker=OTHER_MANAGER)], CITED)),
        {"speaker"},
    ),
    "another speaker in the citation": (observe(answer(TOLD, [CITED[0], SWAPPED])), {"speaker"}),
    "another speaker in both": (
        observe(answer([TOLD[0], quote(MONEY, 2, speaker=OTHER_MANAGER)], [CITED[0], SWAPPED])),
        {"speaker"},
    ),
    "a speaker of whom nothing is printed": (
        observe(answer([TOLD[0], quote(MONEY, 2, speaker=NOBODY)], [CITED[0], replace(CITED[1], speaker=NOBODY)])),
        {"speaker"},
    ),
    "a quote passed off as the authors' words": (
        observe(answer([TOLD[0], finding(MONEY, 2)], [CITED[0], replace(CITED[1], speaker=None)])),
        {"speaker"},
    ),
    "the authors' words in somebody's mouth": (
        observe(answer([quote(FUNDING, 1), TOLD[1]], [replace(CITED[0], speaker=MANAGER), CITED[1]])),
        {"speaker"},
    ),
    "a quote without its citation": (
        observe(answer([TOLD[0], quote(MONEY)], CITED)),
        {"quote_fidelity", "speaker", "citation_recall"},
    ),
    "a dropped negation": (
        observe(answer([*TOLD, finding(RECRUITED.replace("not ", ""), 3)], [*CITED, cite(RECRUITED, 3)])),
        {"citation_recall"},
    ),
    "another number": (
        observe(answer([*TOLD, finding(HELD.replace("66", "60"), 3)], [*CITED, cite(HELD, 3)])),
        {"citation_recall"},
    ),
    "a statement without citation": (
        observe(answer([*TOLD, finding(RECRUITED)], [*CITED, cite(RECRUITED, 3)])),
        {"citation_recall"},
    ),
    "a statement that cites what is not listed": (
        observe(answer([*TOLD, finding(RECRUITED, 7)], CITED)),
        {"citation_recall", "citation_precision"},
    ),
    "a statement with the wrong citation": (
        observe(answer([*TOLD, finding(RECRUITED, 2)], CITED)),
        {"citation_recall", "citation_precision"},
    ),
    "a citation that carries nothing": (
        observe(answer([finding(FUNDING, 1, 2), TOLD[1]], CITED)),
        {"citation_precision"},
    ),
    "another version": (
        observe(answer(TOLD, [cite(FUNDING, 1, "r1"), CITED[1]])),
        {"correct", "evidence", "version"},
    ),
    "evidence not cited": (
        observe(answer([finding(RECRUITED, 1), TOLD[1]], [cite(RECRUITED), CITED[1]]), must=[]),
        {"correct", "evidence"},
    ),
    "what must be said is not": (
        observe(RIGHT, must=["sites", ["in April", "in May"]]),
        {"correct", "required_content"},
    ),
    "what must not be said is": (
        observe(RIGHT, must_not=["£5", ["June", "ONE QUOTE"]]),
        {"correct", "forbidden_content"},
    ),
    "too many words": (observe(answer([*TOLD, LONG], CITED)), {"length"}),
    "too many excerpts": (
        observe(answer(TOLD, [*CITED, *(cite(HELD, n) for n in range(3, MOST_EXCERPTS + 2))])),
        {"length"},
    ),
    "said twice": (observe(answer([*TOLD, finding(f"{FUNDING[:-1]}!", 1)], CITED)), {"repetition"}),
    "unsteady": (observe(RIGHT, steady=False), {"determinism"}),
    "an answer where there is none": (observe(RIGHT, **ABSENT), {"correct", "missed_refusal"}),
    "half an answer where there is none": (
        observe(replace(RIGHT, status=Status.PARTLY_ANSWERED), **ABSENT),
        {"correct", "missed_refusal"},
    ),
    "a refusal where there is an answer": (
        observe(REFUSAL),
        {"correct", "wrong_refusal", "evidence", "required_content"},
    ),
    "a question back where there is an answer": (
        observe(replace(REFUSAL, status=Status.UNCLEAR)),
        {"correct", "wrong_refusal", "evidence", "required_content"},
    ),
    "a follow-up answered wrong": (
        observe(RIGHT, kind="follow_up", must=["April"]),
        {"correct", "follow_up", "required_content"},
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_by_the_metrics_that_are_for_it_and_by_no_other(fault: str) -> None:
    seen, names = FAULTS[fault]
    assert failed_in(seen) == names
    assert all(finding.reason for name, finding in found_in(seen).items() if name in names)


def test_every_metric_that_passes_or_fails_has_its_fault() -> None:
    assert {name for _, names in FAULTS.values() for name in names} == set(SHOULD) - GRADED


@pytest.mark.parametrize(
    ("name", "fault", "value", "reason"),
    [
        ("quote_fidelity", "a byte of an excerpt", 1 / 2, "not verbatim: 1"),
        ("quote_fidelity", "a quote that is not its excerpt", 1 / 2, f"not verbatim: {MANAGER} said:"),
        ("citation_location", "another page", 1 / 2, "misplaced: 2"),
        ("speaker", "another speaker in the statement", 1 / 2, f"wrong speaker: {OTHER_MANAGER} said:"),
        ("speaker", "another speaker in the citation", 0, "wrong speaker: citation 2"),
        ("citation_recall", "a dropped negation", 2 / 3, "not carried: “Service users were recruited"),
        ("citation_recall", "another number", 2 / 3, "not carried: no excerpt holds the number 60"),
        ("citation_precision", "a citation that carries nothing", 2 / 3, "carries nothing: 2"),
        ("version", "another version", 0, "cited from r1"),
        ("evidence", "evidence not cited", 0, f"not cited: {FUNDING[:60]}"),
        ("repetition", "said twice", 2 / 3, "said twice: uncertainty around"),
        ("length", "too many words", 0, f"{MOST_WORDS + 1} words, 2 excerpts"),
        ("length", "too many excerpts", 0, f"{MOST_EXCERPTS + 1} excerpts"),
        ("required_content", "what must be said is not", 0, "does not say [['in April', 'in May']]"),
        ("forbidden_content", "what must not be said is", 0, "says [['June', 'ONE QUOTE']]"),
        ("wrong_refusal", "a question back where there is an answer", 0, "status is unclear"),
        ("correct", "another version", 0, "evidence missing"),
    ],
)
def test_a_fault_weighs_its_share_and_is_named(name: str, fault: str, value: float, reason: str) -> None:
    found = of(name, FAULTS[fault][0])
    assert found.value == pytest.approx(value)
    assert reason in found.reason


def test_a_share_never_falls_below_nothing() -> None:
    """Citation and quote are both wrong here, and there is one citation."""
    given = answer([quote(MISQUOTED, 1)], [cite(MONEY, excerpt=f"{MONEY} ")])
    assert of("quote_fidelity", observe(given)).value == 0
    swapped = answer([quote(MONEY, 1, speaker=NOBODY)], [cite(MONEY, speaker=OTHER_MANAGER)])
    assert of("speaker", observe(swapped)).value == 0


# ------------------------------------------------------------------------------------------------------- at the borders


def test_an_answer_of_the_most_words_and_excerpts_is_short_enough() -> None:
    words = note("word " * MOST_WORDS)
    excerpts = [cite(HELD, n) for n in range(1, MOST_EXCERPTS + 1)]
    assert of("length", observe(answer([words], excerpts))) == Finding(1.0)
    assert not of("length", observe(answer([words, note("more")], excerpts))).passed


@pytest.mark.parametrize(
    ("cited", "options", "value"),
    [
        (["published"], ["published"], 1),
        (["r1"], ["published", "r1"], 1),
        (["r1", "published"], ["published"], 1),
        (["checklist"], ["r1"], 1),
        (["checklist"], ["published"], 0),
        (["r1"], ["published"], 0),
        (["published"], ["r1"], 0),
    ],
)
def test_expected_words_have_to_be_cited_from_a_version_that_was_meant(
    cited: list[str], options: list[str], value: float
) -> None:
    citations = [cite(FUNDING, n, document) for n, document in enumerate(cited, start=1)]
    seen = observe(answer(TOLD[:1], citations), evidence=[[option(FUNDING, document) for document in options]])
    assert of("version", seen).value == value


def test_one_group_from_the_wrong_version_is_enough_to_fail() -> None:
    both = [[option(FUNDING)], [option(RECRUITED)]]
    mixed = observe(answer(TOLD[:1], [cite(FUNDING, 1), cite(RECRUITED, 2, "r1")]), evidence=both)
    assert of("version", mixed).value == 0
    half = observe(answer(TOLD[:1], [cite(FUNDING, 1), cite(HELD, 2, "r1")]), evidence=both)
    assert of("version", half).passed


@pytest.mark.parametrize(
    ("place", "rank", "recalls"),
    [
        (1, 1.0, (1, 1, 1, 1)),
        (2, 1 / 2, (0, 1, 1, 1)),
        (3, 1 / 3, (0, 1, 1, 1)),
        (4, 1 / 4, (0, 0, 1, 1)),
        (5, 1 / 5, (0, 0, 1, 1)),
        (6, 1 / 6, (0, 0, 0, 1)),
        (10, 1 / 10, (0, 0, 0, 1)),
        (11, 0.0, (0, 0, 0, 0)),
    ],
)
def test_the_place_of_the_evidence_makes_rank_and_recall(place: int, rank: float, recalls: tuple[int, ...]) -> None:
    citations = [cite(FUNDING if n == place else HELD, n) for n in range(1, 12)]
    seen = observe(answer(TOLD, citations))
    assert of("mrr", seen).value == pytest.approx(rank)
    assert tuple(of(f"span_recall_{depth}", seen).value for depth in DEPTHS) == recalls
    assert of("evidence", seen).passed is (place <= MOST_EXCERPTS)


def test_recall_is_the_share_of_the_groups_and_rank_that_of_the_first_one_found() -> None:
    groups = [[option(FUNDING)], [option(RECRUITED), option(MONEY)], [option("words that stand nowhere at all")]]
    seen = observe(answer(TOLD, [cite(HELD, 1), cite(MONEY, 2), cite(FUNDING, 3), cite(RECRUITED, 4)]), evidence=groups)
    assert of("mrr", seen).value == 1 / 2
    assert [of(f"span_recall_{depth}", seen).value for depth in DEPTHS] == pytest.approx([0, 2 / 3, 2 / 3, 2 / 3])
    assert not of("evidence", seen).passed


def test_a_version_or_a_rank_of_a_refusal_is_no_pass() -> None:
    assert metric("version").of(observe(REFUSAL)) is None
    assert of("mrr", observe(REFUSAL)).value == 0
    assert of("span_recall_10", observe(REFUSAL)).value == 0


# ---------------------------------------------------------------------------------------------------- the real sources


def quoted(source: Structure, speakers: Sequence[str]) -> Observed:
    """An answer that shows every participant quote of a version, each under one of some names."""
    citations, statements = [], []
    for number, (found, speaker) in enumerate(zip(source.quotes, speakers, strict=True), start=1):
        words = source.words(found.span)
        section = source.section(found.section)
        page = source.document.page_at(found.span.start)
        place = (section.title, found.theme, page, speaker, found.span.start, found.span.end, words)
        citations.append(Citation(number, source.document.id, *place))
        statements.append(quote(words, number, speaker=speaker))
    given = answer(statements, citations)
    return Observed(golden(), given, markdown(given), {source.document.id: source})


@pytest.mark.parametrize("version", ["published", "r1", "submitted"])
@pytest.mark.parametrize(("all_of_them", "value"), [(66, 1.0), (67, 0.0)])
def test_a_part_of_the_interviews_is_of_as_many_as_the_table_has(
    structures: dict[str, Structure], version: str, all_of_them: int, value: float
) -> None:
    source = structures[version]
    words = next(w for t in source.tables for row in t.rows if "\t14\t" in (w := source.words(row.span)))
    start = source.document.text.index(words)
    cited = Citation(1, version, "Methods", None, None, None, start, start + len(words), words)
    given = answer([finding(f"14 of the {all_of_them} interviews: Senior manager, CCG (EHCH 14).", 1)], [cited])
    seen = Observed(golden(), given, markdown(given), {version: source})
    assert of("citation_recall", seen).value == value


@pytest.mark.parametrize("version", ["published", "r1", "submitted"])
def test_every_quote_of_the_study_passes_under_its_own_name_only(
    structures: dict[str, Structure], version: str
) -> None:
    source = structures[version]
    names = [q.speaker.name for q in source.quotes]
    own = quoted(source, names)
    for name in ("quote_fidelity", "citation_location", "speaker", "citation_recall", "citation_precision"):
        assert of(name, own) == Finding(1.0)
    others = [next(name for name in names[i:] + names if name != own_name) for i, own_name in enumerate(names)]
    assert of("speaker", quoted(source, others)).value == pytest.approx(1 / 2)
