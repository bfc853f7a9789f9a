"""A golden question is scored right only where status, evidence and words are all right, and a fault is named."""

from __future__ import annotations

from typing import Any

import pytest
from evals.scoring import MOST_EXCERPTS, Score, covers, score, statuses, words

from lessons.domain import Answer, Citation, Status

FUNDING = "However, uncertainty around the availability of funding was evident within all sites."
CUTS = "For example, cuts in the anticipated funding to digital developments have already made an impact."
TRUST = "We have two acute trusts and the focus in each acute trust is very different."


def citation(excerpt: str, document: str = "published", number: int = 1) -> Citation:
    return Citation(number, document, "Findings", 2, None, None, 0, len(excerpt), excerpt)


def answer(*citations: Citation, status: Status = Status.ANSWERED) -> Answer:
    return Answer("a question", "a question", status, (), citations, (), "extractive", 1.0)


def option(text: str, document: str = "published") -> dict[str, str]:
    return {"document": document, "text": text}


def golden(**changes: Any) -> dict[str, Any]:
    return {"status": "answered", "evidence": [[option(FUNDING)]], "must": [], "must_not": [], **changes}


def test_right_status_with_the_expected_evidence_is_right() -> None:
    assert score(answer(citation(FUNDING)), FUNDING, golden()) == Score(())
    assert score(answer(citation(FUNDING)), FUNDING, golden()).right


def test_a_score_with_a_fault_is_not_right() -> None:
    assert not Score(("status is unclear",)).right


@pytest.mark.parametrize(
    ("expected", "accepted"),
    [
        ({"status": "answered"}, {"answered"}),
        ({"status": "not_in_sources"}, {"not_in_sources"}),
        ({"status": "unclear"}, {"unclear"}),
        ({"status": "partly_answered"}, {"partly_answered", "answered"}),
        ({"status": "answered", "status_also": ["unclear"]}, {"answered", "unclear"}),
        ({"status": "not_in_sources", "status_also": ["unclear"]}, {"not_in_sources", "unclear"}),
        (
            {"status": "not_in_sources", "status_also": ["partly_answered"]},
            {"not_in_sources", "partly_answered", "answered"},
        ),
    ],
)
def test_statuses_that_count_as_right(expected: dict[str, Any], accepted: set[str]) -> None:
    assert statuses(expected) == accepted


@pytest.mark.parametrize(
    ("given", "expected", "right"),
    [
        (Status.ANSWERED, "answered", True),
        (Status.PARTLY_ANSWERED, "partly_answered", True),
        (Status.ANSWERED, "partly_answered", True),
        (Status.PARTLY_ANSWERED, "answered", False),
        (Status.NOT_IN_SOURCES, "answered", False),
        (Status.ANSWERED, "not_in_sources", False),
        (Status.UNCLEAR, "not_in_sources", False),
        (Status.UNCLEAR, "unclear", True),
    ],
)
def test_a_wrong_status_is_a_fault_that_names_it(given: Status, expected: str, right: bool) -> None:
    result = score(answer(citation(FUNDING), status=given), FUNDING, golden(status=expected))
    assert result.right is right
    assert right or result.faults == (f"status is {given.value}",)


def test_missing_evidence_is_named_by_its_first_words() -> None:
    result = score(answer(citation(CUTS)), CUTS, golden())
    assert len(result.faults) == 1
    assert FUNDING[:40] in result.faults[0]


def test_every_group_of_evidence_has_to_be_cited() -> None:
    both = golden(evidence=[[option(FUNDING)], [option(TRUST)]])
    assert score(answer(citation(FUNDING), citation(TRUST)), "", both).right
    assert len(score(answer(citation(FUNDING)), "", both).faults) == 1
    assert len(score(answer(citation(CUTS)), "", both).faults) == 2


def test_one_option_of_a_group_is_enough() -> None:
    either = golden(evidence=[[option(FUNDING), option(TRUST)]])
    assert score(answer(citation(TRUST)), "", either).right
    assert not score(answer(citation(CUTS)), "", either).right


def test_evidence_beyond_the_first_ten_excerpts_does_not_count() -> None:
    others = [citation(CUTS, number=i) for i in range(1, MOST_EXCERPTS + 1)]
    assert MOST_EXCERPTS == 10
    assert score(answer(*others[:-1], citation(FUNDING)), "", golden()).right
    assert not score(answer(*others, citation(FUNDING)), "", golden()).right


def test_a_refusal_needs_no_evidence_and_no_words() -> None:
    expected = golden(status="not_in_sources", must=["funding"])
    assert score(answer(status=Status.NOT_IN_SOURCES), "The sources do not answer this.", expected).right


@pytest.mark.parametrize(
    ("text", "must", "faults"),
    [
        ("The total was 66 interviews.", ["66"], 0),
        ("THE TOTAL was sixty-six.", ["the total"], 0),
        ("The total was 60 interviews.", ["66"], 1),
        ("It began in April.", [["April 2015", "in April"]], 0),
        ("It began in June.", [["April 2015", "in April"]], 1),
        ("It began in June.", ["April", "2015"], 2),
    ],
)
def test_words_that_the_answer_must_say(text: str, must: list[Any], faults: int) -> None:
    result = score(answer(citation(FUNDING)), text, golden(must=must))
    assert len(result.faults) == faults
    assert all(fault.startswith("does not say") for fault in result.faults)


@pytest.mark.parametrize("status", [Status.ANSWERED, Status.NOT_IN_SOURCES])
def test_words_that_no_answer_may_say_are_a_fault_even_in_a_refusal(status: Status) -> None:
    expected = golden(status=status.value, must_not=["£5 million", ["reviewer 1", "reviewer 2"]])
    assert score(answer(citation(FUNDING), status=status), "Nothing of the kind.", expected).right
    assert len(score(answer(citation(FUNDING), status=status), "It saved £5 Million.", expected).faults) == 1
    assert len(score(answer(citation(FUNDING), status=status), "Reviewer 2 said £5 million.", expected).faults) == 2


@pytest.mark.parametrize(
    ("excerpt", "wanted", "covered"),
    [
        (FUNDING, FUNDING, True),
        (f"{CUTS} {FUNDING}", FUNDING, True),
        (FUNDING, "uncertainty around the availability of funding", True),
        ("It hasn’t helped – “buy-in” was hard", 'It hasn\'t helped - "buy-in" was hard', True),
        ("UNCERTAINTY AROUND POLICY", "Uncertainty around policy", True),
        ("one two three four five six", "one two three four five six seven eight nine ten", True),
        ("one two three four five", "one two three four five six seven eight nine ten", False),
        ("one two three X four five six", "one two three four five six", False),
        ("ten nine eight seven six", "six seven eight nine ten", False),
        ("", FUNDING, False),
        (TRUST, FUNDING, False),
    ],
)
def test_an_excerpt_covers_evidence_when_most_of_it_stands_there_in_one_run(
    excerpt: str, wanted: str, covered: bool
) -> None:
    assert covers("published", excerpt, option(wanted)) is covered


@pytest.mark.parametrize(
    ("document", "expected", "covered"),
    [
        ("published", "published", True),
        ("r1", "published", False),
        ("published", "r1", False),
        ("submitted", "r1", False),
        ("checklist", "r1", True),
        ("cover", "submitted", True),
        ("checklist", "submitted", False),
        ("r1", "checklist", False),
        ("notes", "published", False),
    ],
)
def test_evidence_counts_in_the_document_that_it_is_filed_with_only(
    document: str, expected: str, covered: bool
) -> None:
    assert covers(document, FUNDING, option(FUNDING, expected)) is covered


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Nothing really… £1 m!”", ["nothing", "really", "1", "m"]),
        ("Table 2\tTotal\t66", ["table", "2", "total", "66"]),
        ("ﬁndings", ["findings"]),
        ("–", []),
    ],
)
def test_words_are_told_apart_from_typesetting(text: str, expected: list[str]) -> None:
    assert words(text) == expected
