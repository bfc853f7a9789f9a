"""What changed is shown in the words of every version asked about; what is only missing from the supplied text is said to be so."""

from __future__ import annotations

import re

import pytest
from tests.index_fixtures import shared_assistant, shared_settings

from lessons import phrases
from lessons.answers import Assistant
from lessons.domain import Answer, Statement, StatementKind, Status

FIXTURES = (shared_settings, shared_assistant)

LABELS = {"submitted": "Submitted", "r1": "Revised (R1)", "published": "Published"}
NOT_THERE = None
CLAIMS_OF_REMOVAL = re.compile(r"\b(removed|deleted|dropped|cut out|taken out|no longer|left out)\b", re.IGNORECASE)

Wordings = dict[str, str | None]

# Question, and the words that stand in each version asked about; None where the passage is not there.
CHANGES: list[tuple[str, Wordings]] = [
    (
        "What was theme 1 called in the submitted version and what is it called now?",
        {
            "submitted": "UNCERTAINTY AROUND POLICY AND GOVERNMENT TARGETS",
            "r1": "UNCERTAINTY AROUND POLICY AND FUTURE CHANGE",
            "published": "Uncertainty around policy and future change",
        },
    ),
    (
        "How did the title of theme 2 change between versions?",
        {
            "submitted": "THEME 2: LEGITIMATING RETURN ON INVESTMENT",
            "r1": "FINANCIAL PRESSURES AND LEGITIMATING RETURN ON INVESTMENT",
            "published": "Financial pressures and legitimating return on investment",
        },
    ),
    (
        "How did the funding statement change between the submitted version and R1?",
        {
            "submitted": "funded by the National Health Service England (NHS).",
            "r1": "through the support of the North East Commissioning Support Unit (NECS).",
        },
    ),
    (
        "How did the funding statement change between the submitted version and R1?",
        {
            "submitted": "This support is gratefully acknowledged.",
            "r1": "This funding is gratefully acknowledged as is the support received from NECS",
        },
    ),
    (
        "Was the ethics statement added in the revision?",
        {"submitted": NOT_THERE, "r1": "Newcastle University Research Ethics Committee", "published": NOT_THERE},
    ),
    (
        "When was the sentence on software added to the manuscript?",
        {
            "submitted": "analysed using thematic analysis.",
            "r1": "without the aid of a software programme.",
            "published": "without the aid of a software program.",
        },
    ),
    (
        "How was “highly critical of the reduction” reworded in the revised version?",
        {
            "submitted": "highly critical of the reduction in the programme's financial support",
            "r1": "were critical of the uncertainty in the programme's financial support",
            "published": "were critical of the uncertainty in the programme’s financial support",
        },
    ),
    (
        "Which tables were added in the revision?",
        {
            "submitted": NOT_THERE,
            "r1": "Table 3: Key Learning Points and Messages for Development",
            "published": "Table 3 Key learning points and messages for development",
        },
    ),
    (
        "Which tables were added in the revision?",
        {"submitted": NOT_THERE, "r1": "Table 1: Vanguard Sites", "published": "Table 1 Vanguard sites"},
    ),
    (
        "Was the part on further research and devolution added in R1?",
        {
            "submitted": NOT_THERE,
            "r1": "in a context where devolution is a live and evolving issue",
            "published": "in a context where devolution is a live and evolving issue",
        },
    ),
    (
        "Did the description of the participants' seniority change between versions?",
        {
            "submitted": "participants had a senior role",
            "r1": "participants had a senior managerial role",
            "published": "participants had a senior managerial role",
        },
    ),
    (
        "How was the sentence on government targets in the discussion reworded after the first submission?",
        {
            "submitted": "government targets and an undue emphasis on performance",
            "r1": "government targets to deliver efficiencies and an undue emphasis",
            "published": "government targets to deliver efficiencies and an undue emphasis",
        },
    ),
    (
        "How did the description of the two interviewers change between the versions?",
        {
            "submitted": "two experienced researchers",
            "r1": "two experienced qualitative researchers",
            "published": "two experienced qualitative researchers",
        },
    ),
    (
        "Did the GP's quote change between R1 and the published version?",
        {"r1": "Normally as a GP you don't get", "published": "Normally as a GP [general practitioner] you don’t get"},
    ),
]
UNCHANGED = [
    ("Did the name of theme 5 change between the versions?", "Building capacity and resources"),
    ("Did the title of theme 6 change?", "Securing commitment and engagement"),
    ("Did the quote about the elephant in the room change between the versions?", "The elephant in the room"),
]
BACK_MATTER = [
    ("Did the published version drop the funding statement?", "independent research that was funded"),
    ("Did the acknowledgements change between R1 and the published version?", "Jean Brown and Kate Melvin"),
    ("Was the sentence on competing interests changed in the published version?", "no competing interests"),
    ("Was the data availability statement removed from the published version?", "datasets analysed during the study"),
    ("Was the ethics statement added in the revision?", "NHS Research Ethics approval|Ethical approval was gained"),
]


def revisions(answer: Answer) -> list[Statement]:
    return [s for s in answer.statements if s.kind == StatementKind.REVISION]


def wordings(answer: Answer, statement: Statement) -> dict[str, str]:
    """The excerpt that a statement cites from each version."""
    return {c.document: c.excerpt for c in answer.citations if c.number in statement.citations}


def tells(answer: Answer, statement: Statement, expected: Wordings) -> bool:
    """Whether a statement cites just these wordings of the versions asked about."""
    cited = wordings(answer, statement)
    there = {version: words for version, words in expected.items() if words is not None}
    return cited.keys() == there.keys() and all(words in cited[version] for version, words in there.items())


@pytest.mark.parametrize(("question", "expected"), CHANGES)
def test_a_change_is_told_in_the_words_of_every_version_asked_about(
    assistant: Assistant, question: str, expected: Wordings
) -> None:
    answer = assistant.answer(question)
    assert answer.status == Status.ANSWERED
    told = [s for s in revisions(answer) if tells(answer, s, expected)]
    assert told, [wordings(answer, s) for s in revisions(answer)]
    statement = told[0]
    assert all(LABELS[version] in statement.text for version in expected)
    assert all(label not in statement.text for version, label in LABELS.items() if version not in expected)
    if NOT_THERE in expected.values():
        assert statement.text.startswith(phrases.NOT_IN_ALL)
    else:
        assert statement.text.startswith(phrases.REWORDED)


@pytest.mark.parametrize("question", dict.fromkeys(question for question, _ in CHANGES))
def test_every_wording_in_a_statement_is_cited_and_every_citation_belongs_to_a_version(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.answer(question)
    for statement in revisions(answer):
        cited = wordings(answer, statement)
        assert len(cited) == len(statement.citations)
        assert cited.keys() <= LABELS.keys()
        shown = re.findall(r"(?:^|: )“(.+?)”(?= Submitted| Revised| Published| Not in|$)", statement.text)
        assert shown
        for words in shown:
            assert words in [excerpt.replace("\t", " — ") for excerpt in cited.values()]


@pytest.mark.parametrize(("question", "words"), UNCHANGED)
def test_what_did_not_change_is_said_not_to_have_changed(assistant: Assistant, question: str, words: str) -> None:
    answer = assistant.answer(question)
    assert answer.status == Status.ANSWERED
    first = revisions(answer)[0]
    assert first.text.startswith(phrases.UNCHANGED)
    assert wordings(answer, first).keys() == LABELS.keys()
    assert all(words.lower() in excerpt.lower() for excerpt in wordings(answer, first).values())


@pytest.mark.parametrize(("question", "words"), BACK_MATTER)
def test_back_matter_is_not_in_the_text_supplied_and_never_said_to_be_removed(
    assistant: Assistant, question: str, words: str
) -> None:
    answer = assistant.answer(question)
    assert answer.status == Status.ANSWERED
    about = [s for s in revisions(answer) if re.search(words, s.text)]
    assert about
    for statement in about:
        assert "published" not in wordings(answer, statement)
        assert phrases.NOT_SUPPLIED.format(labels="Published") in statement.text
        assert phrases.NOT_THERE.format(labels="Published") not in statement.text
    said = " ".join(s.text for s in answer.statements)
    assert not CLAIMS_OF_REMOVAL.search(said)


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("What changed between the submitted version and R1?", "submitted", "r1"),
        ("What changed between R1 and the published version?", "r1", "published"),
        ("What changed between the submitted and the published version?", "submitted", "published"),
    ],
)
def test_all_changes_are_counted_and_those_that_weigh_most_are_shown(
    assistant: Assistant, question: str, first: str, last: str
) -> None:
    answer = assistant.answer(question)
    assert answer.status == Status.ANSWERED
    counted = answer.statements[0]
    assert counted.kind == StatementKind.NOTE
    assert counted.text.index(LABELS[first]) < counted.text.index(LABELS[last])
    assert {c.document for c in answer.citations} == {first, last}
    assert 3 <= len(revisions(answer)) <= 6
    assert (phrases.PUBLISHED_IS_PART in counted.text) == (last == "published")
    assert not CLAIMS_OF_REMOVAL.search(" ".join(s.text for s in answer.statements))


def test_the_counts_are_those_of_a_full_reading(assistant: Assistant) -> None:
    """Read side by side, the revision rewords 23 passages of the submitted manuscript and adds 30 (``test_revisions.py``)."""
    counted = assistant.answer("What changed between the submitted version and R1?").statements[0].text
    numbers = {what: int(number) for number, what in re.findall(r"(\d+) (reworded|added|not there)", counted)}
    assert numbers["reworded"] == pytest.approx(23, abs=1)
    assert numbers["added"] == pytest.approx(30, abs=1)
    assert numbers["not there"] == 0


def test_the_new_names_of_themes_weigh_most_between_the_manuscripts(assistant: Assistant) -> None:
    answer = assistant.answer("What changed between the submitted version and R1?")
    shown = [wordings(answer, s) for s in revisions(answer)]
    assert {"submitted", "r1"} in [set(w) for w in shown]
    excerpts = " ".join(words for w in shown for words in w.values())
    assert "GOVERNMENT TARGETS" in excerpts
    assert "THEME 2: LEGITIMATING RETURN ON INVESTMENT" in excerpts


@pytest.mark.parametrize(
    ("question", "reworded", "words"),
    [
        ("what changed in theme 5", 2, "were highly critical of the reduction in the programme's financial support"),
        ("did theme 6 change between the first version and the published one?", 1, "Amongst all pilot sites"),
        ("Theme 3: R1 against the published paper, what's different?", 3, "adequately learned"),
    ],
)
def test_the_changes_of_a_theme_are_counted_and_shown(
    assistant: Assistant, question: str, reworded: int, words: str
) -> None:
    """As read side by side; a heading that kept its name does not stand for what stands below it."""
    answer = assistant.answer(question)
    counted = answer.statements[0].text
    assert f"{reworded} reworded, 0 added, 0 not there" in counted
    assert phrases.PUBLISHED_IS_PART not in counted
    assert len(revisions(answer)) == reworded
    assert any(words in citation.excerpt for citation in answer.citations)
    assert {citation.theme for citation in answer.citations} == {int(re.findall(r"heme (\d)", question)[0])}


@pytest.mark.parametrize(
    ("question", "none", "words"),
    [
        ("what was added to theme 4?", "0 added", "multidisciplinary teams (MDT)"),
        ("what did the revision drop?", "0 not there any more", "GOVERNMENT TARGETS"),
    ],
)
def test_where_nothing_came_or_went_that_is_said_and_what_changed_is_shown(
    assistant: Assistant, question: str, none: str, words: str
) -> None:
    answer = assistant.answer(question)
    assert answer.status == Status.ANSWERED
    assert none in answer.statements[0].text
    assert any(words in citation.excerpt for citation in answer.citations)


def test_a_theme_that_stayed_as_it_was_is_shown_by_its_heading(assistant: Assistant) -> None:
    answer = assistant.answer("what changed in theme 6 between the submitted version and R1?")
    assert "0 reworded, 0 added, 0 not there" in answer.statements[0].text
    assert phrases.WEIGHTIEST not in answer.statements[0].text
    (heading,) = revisions(answer)
    assert heading.text.startswith(phrases.UNCHANGED)
    assert "COMMITMENT AND ENGAGEMENT" in heading.text


@pytest.mark.parametrize(
    ("question", "kind"),
    [("what did R1 add?", "r1"), ("Did anything get inserted in the revision?", "r1")],
)
def test_what_a_version_added_is_all_new(assistant: Assistant, question: str, kind: str) -> None:
    answer = assistant.answer(question)
    assert {citation.document for citation in answer.citations} == {kind}
    assert all(s.text.startswith(phrases.NOT_IN_ALL) for s in revisions(answer))


@pytest.mark.parametrize(
    "question",
    [
        "did quotes change?",
        "which quotes were changed",
        "were any quotes removed?",
        "which quotes in theme 5 were edited",
    ],
)
def test_changes_of_quotes_are_counted_among_quotes(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(question)
    counted = answer.statements[0].text
    assert phrases.AMONG_QUOTES in counted
    assert "1 reworded, 0 added, 0 not there" in counted
    assert phrases.PUBLISHED_IS_PART not in counted
    assert {citation.speaker for citation in answer.citations} == {"EHCH-Senior Manager 12, CCG"}


def test_all_quotes_are_accounted_for(assistant: Assistant) -> None:
    counted = assistant.answer("did quotes change?").statements[0].text
    numbers = [int(n) for n in re.findall(r"(\d+) (?:the same|reworded|added|not there|changed in)", counted)]
    assert sum(numbers) == len(assistant.library.structures["published"].quotes)


def test_what_stayed_the_same_is_shown_as_unchanged(assistant: Assistant) -> None:
    answer = assistant.answer("what stayed the same?")
    assert answer.status == Status.ANSWERED
    assert revisions(answer)
    assert all(s.text.startswith(phrases.UNCHANGED) for s in revisions(answer))


def test_what_is_not_supplied_is_not_shown_as_dropped(assistant: Assistant) -> None:
    dropped = assistant.answer("what was dropped between R1 and the published version?")
    assert [c.excerpt[:32] for c in dropped.citations] == ["Ethical approval was gained from"]
    assert phrases.PUBLISHED_IS_PART in dropped.statements[0].text


def test_quotes_of_one_version_are_no_changes(assistant: Assistant) -> None:
    answer = assistant.answer("give me the theme 3 quotes as they were in the first draft")
    assert not revisions(answer)
    assert {(c.document, c.theme) for c in answer.citations} == {("submitted", 3)}
    assert len(answer.citations) == 4


def test_a_follow_up_asks_whether_what_was_shown_changed(assistant: Assistant) -> None:
    answer = assistant.answer("did that change between the versions?", ["Who funded the study?"])
    assert answer.status == Status.ANSWERED
    told = [s for s in revisions(answer) if "funded by the National Health Service England" in s.text]
    assert told
    assert wordings(answer, told[0]).keys() == {"submitted", "r1"}


@pytest.mark.parametrize(
    "question", ["What did people say about the pace of change?", "Why was culture change so hard?"]
)
def test_a_question_about_change_in_the_health_service_is_no_question_about_versions(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.answer(question)
    assert answer.status == Status.ANSWERED
    assert not revisions(answer)
