"""Answers are made of the sources' own words: each statement is carried by excerpts that stand there, said by whom it says."""

from __future__ import annotations

from functools import cache

import pytest
from tests.index_fixtures import shared_assistant, shared_settings

from lessons import phrases
from lessons.answers import Assistant
from lessons.domain import Answer, Citation, Span, Statement, StatementKind, Status
from lessons.questions import understand

FIXTURES = (shared_settings, shared_assistant)

MOST_EXCERPTS = 10
ORDER = [
    StatementKind.FACT,
    StatementKind.FINDING,
    StatementKind.QUOTE,
    StatementKind.RECOMMENDATION,
    StatementKind.REVISION,
]
# Everyone who is quoted, with the number of quotes, counted by hand in the published version.
QUOTED = {
    "MCP-Senior Manager 2": 1,
    "PACS-Senior Manager 1": 1,
    "PACS-Senior Manager 3": 2,
    "PACS-Senior Manager 4": 2,
    "PACS-Senior Manager 9": 1,
    "ACC-Senior Manager 1": 2,
    "ACC-Senior Manager 4": 1,
    "EHCH-Senior Manager 5": 1,
    "EHCH-Senior Manager 6": 1,
    "EHCH-Senior Manager 7": 1,
    "EHCH-Senior Manager 12": 1,
    "EHCH-Senior Manager 14": 1,
    "UEC-Senior Manager 3": 1,
    "UEC-Senior Manager 5": 1,
    "UEC-Senior Manager 7": 1,
    "UEC-Senior IT Manager 2": 1,
}
REVISIONS_ASKED = (
    "What changed between the submitted and the published version?",
    "How did the funding statement change between the submitted version and R1?",
    "How did the title of theme 2 change between versions?",
    "Was the ethics statement added in the revision?",
)
ASKED = (
    "What did people say about funding?",
    "Why do hospital trusts mistrust each other?",
    "What do the authors recommend on targets?",
    "list all the recommendations",
    "Give me all the quotes from the UEC pilot",
    "give me all quotes",
    "Give me two quotes about funding",
    "Give me quotes from theme 3",
    "What did PACS-Senior Manager 4 say?",
    "one quote about the elephant in the room",
    "What were the barriers to joint working?",
    "What are the six themes?",
    "What is the aim of the ACC pilot?",
    "How many interviews were done?",
    "How many people were interviewed at the MCP pilot?",
    "Which pilot had the most interviews?",
    "Who funded the study?",
    "Who contributed to the design of the study?",
    "where is the data available?",
    "What are the limitations of the study?",
    "What was said about multidisciplinary teams?",
    "How were the interviewees recruited?",
    "What does the journal say about open peer review?",
    "When did the PACS pilot begin and how many bed days did it save?",
    "What are the six themes? And who is the prime minister?",
    "In the revised manuscript, how were participants chosen?",
    "Should we dust off earlier reforms?",
    "Was commitment high?",
    *REVISIONS_ASKED,
)
REFUSED = (
    "How many hospital admissions were avoided by the MCP pilot?",
    "What is the recommended dose of ibuprofen?",
    "Who won the general election?",
    "What did the ambulance drivers tell the researchers?",
    "How satisfied were residents' families with the care homes pilot?",
    "What was the average age of the interviewees?",
    "Which statistical tests were applied?",
    "How do integrated care boards work nowadays?",
    "What did ACC-Senior Manager 12 say?",
    "What has happened to the pilots since 2020?",
)


def said(answer: Answer, *kinds: StatementKind) -> list[Statement]:
    return [s for s in answer.statements if s.kind in kinds]


def notes(answer: Answer) -> list[str]:
    return [s.text for s in said(answer, StatementKind.NOTE)]


def speakers(answer: Answer) -> list[str]:
    return [c.speaker for c in answer.citations if c.speaker]


def cited(answer: Answer, statement: Statement) -> list[Citation]:
    return [c for c in answer.citations if c.number in statement.citations]


@cache
def _another(assistant: Assistant) -> Assistant:
    """A second assistant over the same library, which remembers nothing of the first one's answers."""
    return Assistant(assistant.library, assistant.settings)


@pytest.fixture(name="answer", params=ASKED)
def answer_to_each_question(request: pytest.FixtureRequest, assistant: Assistant) -> Answer:
    answer = assistant.answer(request.param)
    assert answer.status in (Status.ANSWERED, Status.PARTLY_ANSWERED), "this table holds questions that are answered"
    return answer


def test_every_statement_but_notes_is_carried_by_citations(answer: Answer) -> None:
    assert said(answer, *ORDER)
    for statement in answer.statements:
        assert statement.text.strip()
        assert bool(statement.citations) == (statement.kind != StatementKind.NOTE)
        assert len(cited(answer, statement)) == len(statement.citations)


def test_citations_are_numbered_as_they_first_carry_a_statement(answer: Answer) -> None:
    used = [number for statement in answer.statements for number in statement.citations]
    assert (
        list(dict.fromkeys(used)) == [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    )


def test_every_citation_stands_there_word_for_word_with_the_right_speaker(answer: Answer, assistant: Assistant) -> None:
    for citation in answer.citations:
        structure = assistant.library.structures[citation.document]
        assert citation.excerpt == structure.document.text[citation.start : citation.end]
        span = Span(citation.start, citation.end)
        spoken = [q for q in structure.quotes if span.overlaps(Span(q.span.start, q.label.end))]
        assert ([citation.speaker] if citation.speaker else []) == [q.speaker.name for q in spoken]
        assert all(span.within(q.span) for q in spoken)
        section = structure.section_at(citation.start)
        assert (citation.section, citation.theme) == (section.title, section.theme)
        assert citation.page == structure.document.page_at(citation.start)


def test_a_quote_names_its_speaker_and_a_finding_is_the_papers_own_words(answer: Answer) -> None:
    for statement in said(answer, StatementKind.QUOTE):
        (citation,) = cited(answer, statement)
        assert citation.speaker
        assert citation.speaker in statement.text
        assert f"“{citation.excerpt}”" in statement.text
    for statement in said(answer, StatementKind.FINDING):
        assert [statement.text] == [c.excerpt for c in cited(answer, statement)]
        assert not [c for c in cited(answer, statement) if c.speaker]


def test_no_excerpt_is_shown_twice_or_inside_another(answer: Answer) -> None:
    places = [(c.document, Span(c.start, c.end)) for c in answer.citations]
    for i, (document, span) in enumerate(places):
        inside = [j for j, (other, outer) in enumerate(places) if j != i and other == document and span.within(outer)]
        assert not inside


def test_at_most_ten_excerpts_are_shown(answer: Answer) -> None:
    assert 1 <= len(answer.citations) <= MOST_EXCERPTS


def test_kinds_stand_in_the_order_of_a_briefing(answer: Answer) -> None:
    """What was asked for first, then findings, quotes, recommendations, facts: each kind in one run."""
    places = [ORDER.index(s.kind) for s in said(answer, *ORDER)]
    first = [place for place in places if place == places[0]]
    assert places == first + sorted(place for place in places if place != places[0])


def test_a_manuscript_is_cited_as_what_it_is(answer: Answer, assistant: Assistant) -> None:
    """Beside findings a note says the status; where wordings are set side by side each one is labelled."""
    for name in {c.document for c in answer.citations} - {"published"}:
        document = assistant.library.corpus.document(name)
        of_document = {c.number for c in answer.citations if c.document == name}
        side_by_side = [s for s in said(answer, StatementKind.REVISION) if of_document & set(s.citations)]
        noted = [n for n in notes(answer) if document.label in n and document.status in n]
        assert noted or (side_by_side and all(document.label in s.text for s in side_by_side))


def test_no_note_speaks_of_a_version_that_is_not_cited(answer: Answer, assistant: Assistant) -> None:
    cited_documents = {c.document for c in answer.citations}
    for document in assistant.library.corpus.documents:
        if document.id not in cited_documents:
            assert phrases.FROM_VERSION.format(label=document.label, status=document.status) not in notes(answer)


@pytest.mark.parametrize("question", ASKED)
def test_the_same_question_gets_the_same_answer(assistant: Assistant, question: str) -> None:
    again = _another(assistant).answer(question)
    first = assistant.answer(question)
    assert (again.status, again.statements, again.citations, again.suggestions) == (
        first.status,
        first.statements,
        first.citations,
        first.suggestions,
    )


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "Give me all the quotes from the UEC pilot",
            ["UEC-Senior Manager 5", "UEC-Senior IT Manager 2", "UEC-Senior Manager 3", "UEC-Senior Manager 7"],
        ),
        ("all the quotes from ACC please", ["ACC-Senior Manager 1", "ACC-Senior Manager 1", "ACC-Senior Manager 4"]),
        ("Quotes from the MCP, please", ["MCP-Senior Manager 2"]),
        ("quotes from theme 2", ["MCP-Senior Manager 2", "PACS-Senior Manager 3", "UEC-Senior IT Manager 2"]),
        ("Give me quotes from theme 6", ["UEC-Senior Manager 7", "PACS-Senior Manager 4", "PACS-Senior Manager 9"]),
        ("quotes from ACC on theme 3", ["ACC-Senior Manager 1", "ACC-Senior Manager 1"]),
        ("What did PACS-Senior Manager 4 say?", ["PACS-Senior Manager 4", "PACS-Senior Manager 4"]),
        ("What did ACC-Senior Manager 1 say?", ["ACC-Senior Manager 1", "ACC-Senior Manager 1"]),
        ("What did EHCH-Senior Manager 6 say?", ["EHCH-Senior Manager 6"]),
        ("UEC Senior Manager 5 verbatim", ["UEC-Senior Manager 5"]),
    ],
)
def test_quotes_without_a_topic_are_all_that_fit_in_reading_order(
    assistant: Assistant, question: str, expected: list[str]
) -> None:
    answer = assistant.answer(question)
    assert answer.status == Status.ANSWERED
    assert speakers(answer) == [f"{name}, CCG" for name in expected]
    assert {s.kind for s in answer.statements} == {StatementKind.QUOTE, StatementKind.NOTE}
    assert str(len(expected)) in notes(answer)[0] or len(expected) == 1


@pytest.mark.parametrize(("speaker", "count"), QUOTED.items())
def test_everyone_who_is_quoted_can_be_asked_for_by_label(assistant: Assistant, speaker: str, count: int) -> None:
    answer = assistant.answer(f"What did {speaker} say?")
    assert answer.status == Status.ANSWERED
    assert speakers(answer) == [f"{speaker}, CCG"] * count
    assert len(answer.citations) == count


@pytest.mark.parametrize(
    ("question", "speaker", "words"),
    [
        ("one quote about the elephant in the room", "PACS-Senior Manager 4, CCG", "great big hospital trust"),
        ("a quote on having no spare staff for back-fill", "PACS-Senior Manager 1, CCG", "nobody to back-fill"),
        ("Any quote about bigger beasts?", "EHCH-Senior Manager 5, CCG", "bigger beasts"),
        ("quote about the boundary between health and social work", "EHCH-Senior Manager 7, CCG", "boundary line"),
        ("Who said the elephant in the room line?", "PACS-Senior Manager 4, CCG", "elephant"),
        ("Whose words are “bigger beasts”?", "EHCH-Senior Manager 5, CCG", "bigger beasts"),
        ("Find me a quote about a million pounds and return on investment", "UEC-Senior IT Manager 2, CCG", "£1 m"),
    ],
)
def test_the_quote_on_a_topic_comes_first_with_its_speaker(
    assistant: Assistant, question: str, speaker: str, words: str
) -> None:
    first = next(c for c in assistant.answer(question).citations if c.speaker)
    assert first.speaker == speaker
    assert words in first.excerpt


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("Give me two quotes about funding", 2),
        ("I need three quotes on engagement", 3),
        ("one quote about the elephant in the room", 1),
        ("Give me two quotes from PACS", 2),
    ],
)
def test_as_many_quotes_come_as_were_asked_for(assistant: Assistant, question: str, count: int) -> None:
    answer = assistant.answer(question)
    assert len(speakers(answer)) == len(answer.citations) == count


@pytest.mark.parametrize(
    ("question", "pilot"),
    [
        ("quotes from the care homes on pressure", "EHCH"),
        ("What did people at UEC say about trust?", "UEC"),
        ("PACS quotes on engagement", "PACS"),
        ("any quotes from ACC about culture?", "ACC"),
    ],
)
def test_only_the_pilot_that_was_asked_about_is_quoted(assistant: Assistant, question: str, pilot: str) -> None:
    found = speakers(assistant.answer(question))
    assert found
    assert all(name.startswith(f"{pilot}-") for name in found)


@pytest.mark.parametrize(
    ("question", "people"),
    [
        ("What did MCP-Senior Manager 7 say?", ["MCP-Senior Manager 2, CCG"]),
        ("What did ACC-Senior Manager 12 say?", ["ACC-Senior Manager 1, CCG", "ACC-Senior Manager 4, CCG"]),
        (
            "What did UEC-Senior Manager 9 say?",
            ["UEC-Senior Manager 3", "UEC-Senior Manager 5", "UEC-Senior Manager 7", "UEC-Senior IT Manager 2"],
        ),
        (
            "Give me the words of EHCH-Senior Manager 1",
            [f"EHCH-Senior Manager {n}, CCG" for n in (5, 6, 7, 12, 14)],
        ),
    ],
)
def test_a_speaker_who_is_not_quoted_is_a_refusal_that_names_who_is(
    assistant: Assistant, question: str, people: list[str]
) -> None:
    answer = assistant.answer(question)
    assert answer.status == Status.NOT_IN_SOURCES
    assert not answer.citations
    named = " ".join(notes(answer))
    assert all(person in named for person in people)
    pilot = people[0].split("-")[0]
    assert not [p for p in ("MCP-", "PACS-", "ACC-", "EHCH-", "UEC-") if p in named and not p.startswith(pilot)]


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("What do the authors recommend on targets?", "Resist the undue emphasis on meeting targets"),
        ("What should be done about resourcing?", "Ensure adequate and secure resourcing"),
        ("What are the recommendations on relationships?", "Invest in nurturing and maintaining relationships"),
        ("What advice is there on past reforms?", "Rediscover valid lessons from previous reforms"),
        ("Any advice on uneven development?", "Achieve consistency by providing opportunities"),
        ("What do the authors recommend on local flexibility?", "Avoid micromanagement from the centre"),
        ("what should leaders do to break silos?", "spread learning and break silos"),
    ],
)
def test_a_recommendation_cites_its_row_of_table_3(assistant: Assistant, question: str, message: str) -> None:
    answer = assistant.answer(question)
    assert answer.status == Status.ANSWERED
    table = next(t for t in assistant.library.structures["published"].tables if t.number == 3)
    recommended = said(answer, StatementKind.RECOMMENDATION)
    assert message in recommended[0].text
    for statement in recommended:
        (citation,) = cited(answer, statement)
        assert citation.document == "published"
        assert Span(citation.start, citation.end) in [row.span for row in table.rows]
        assert all(cell in statement.text for cell in citation.excerpt.replace(".", "").split("\t"))


def test_all_recommendations_are_the_seven_rows_of_table_3(assistant: Assistant) -> None:
    answer = assistant.answer("list all the recommendations")
    table = next(t for t in assistant.library.structures["published"].tables if t.number == 3)
    shown = {c.start for s in said(answer, StatementKind.RECOMMENDATION) for c in cited(answer, s)}
    assert shown == {row.span.start for row in table.rows}
    assert len(shown) == 7


@pytest.mark.parametrize(
    ("question", "document", "number", "rows"),
    [
        ("show me table 1", "published", 1, 5),
        ("what's in table three?", "published", 3, 7),
        ("Table no. 3 in full, please", "published", 3, 7),
        ("What is in table 1 of the revised manuscript?", "r1", 1, 5),
    ],
)
def test_a_table_that_is_asked_for_by_its_number_is_shown_row_by_row(
    assistant: Assistant, question: str, document: str, number: int, rows: int
) -> None:
    answer = assistant.answer(question)
    table = next(t for t in assistant.library.structures[document].tables if t.number == number)
    shown = [(c.start, c.end) for c in answer.citations if c.document == document and not c.speaker]
    assert [(row.span.start, row.span.end) for row in table.rows] == shown
    assert len(shown) == rows


@pytest.mark.parametrize(
    ("question", "history", "theme"),
    [
        ("list the recommendations for theme 2", [], 2),
        ("what does theme 6 recommend?", [], 6),
        ("Advice that goes with the fourth theme?", [], 4),
        ("what should we do about theme 5", [], 5),
        ("and the recommendations?", ["tell me about theme 5"], 5),
        ("ok, so what are the lessons?", ["quotes from theme 3"], 3),
        ("list the recommendations for theme 2", ["any quotes from a nurse?"], 2),
    ],
)
def test_what_is_recommended_for_a_theme_are_the_learning_points_that_are_joined_to_it(
    assistant: Assistant, question: str, history: list[str], theme: int
) -> None:
    answer = assistant.answer(question, history)
    assert answer.status == Status.ANSWERED
    advised = {
        chunk.span.start
        for position, (themes, _) in assistant.library.points.items()
        if theme in themes and (chunk := assistant.library.chunk(position)).document == "published"
    }
    shown = {c.start for s in said(answer, StatementKind.RECOMMENDATION) for c in cited(answer, s)}
    assert shown == advised != set()
    assert {c.theme for c in answer.citations if c.speaker} <= {theme}


@pytest.mark.parametrize(
    "question",
    [
        "which recommendations have no quotes behind them",
        "Which learning point isn't backed by a quote?",
        "are there any recommendations that nobody was quoted on?",
    ],
)
def test_a_learning_point_that_no_participant_speaks_to_can_be_asked_for(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(question)
    assert answer.status == Status.ANSWERED
    (point,) = answer.citations
    assert point.excerpt.startswith("Previous transformation initiatives")
    assert any(words.startswith("No participant quote in the paper speaks to") for words in notes(answer))


def test_advice_on_silence_is_no_question_for_points_without_quotes(assistant: Assistant) -> None:
    for question in (
        "What should we do when nobody speaks up in meetings?",
        "any advice on people who will not participate?",
    ):
        assert not understand(question).asks_for_unvoiced
    assert understand("Which learning point has no quote behind it?").asks_for_unvoiced


def test_what_asks_about_something_in_a_table_does_not_get_the_whole(assistant: Assistant) -> None:
    answer = assistant.answer("what does table 3 say about micromanagement?")
    assert any("micromanagement" in c.excerpt for c in answer.citations)
    assert len(answer.citations) < 7


def test_advice_that_is_asked_for_after_quotes_comes_first(assistant: Assistant) -> None:
    answer = assistant.answer("and the recommendations?", ["three quotes about money"])
    assert answer.statements[0].kind == StatementKind.RECOMMENDATION


@pytest.mark.parametrize("earlier", ["what changed in theme 5", "three quotes about money", "who funded the study?"])
@pytest.mark.parametrize("question", ["show me table 2", "show me theme 2", "list the quotes in theme 6"])
def test_a_table_or_a_theme_that_is_asked_for_by_its_number_does_not_lean(
    assistant: Assistant, earlier: str, question: str
) -> None:
    alone, later = (assistant.answer(question, history) for history in ([], [earlier]))
    assert later.standalone_question == question
    assert {s.kind for s in later.statements} == {s.kind for s in alone.statements}


@pytest.mark.parametrize("question", ["difference between theme 2 and theme 5", "quotes from themes 2 and 5"])
def test_of_two_themes_both_are_shown(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(question)
    assert answer.status == Status.ANSWERED
    assert not said(answer, StatementKind.REVISION)
    assert {c.theme for c in answer.citations} == {2, 5}
    assert len(answer.citations) >= 6


@pytest.mark.parametrize("theme", range(1, 7))
@pytest.mark.parametrize("words", ["theme {}", "show me theme {}", "summarise theme {} in three bullet points"])
def test_a_whole_theme_is_never_refused(assistant: Assistant, words: str, theme: int) -> None:
    answer = assistant.answer(words.format(theme))
    assert answer.status == Status.ANSWERED
    assert {c.theme for c in answer.citations if "\t" not in c.excerpt} == {theme}


def test_a_theme_that_is_only_named_gets_what_was_asked_for_before(assistant: Assistant) -> None:
    answer = assistant.answer("theme 4", ["three quotes about money"])
    assert [c.theme for c in answer.citations] == [4, 4, 4][: len(answer.citations)] != []
    assert all(c.speaker for c in answer.citations)


@pytest.mark.parametrize(
    "question",
    ["what worked well at PACS", "what did the ACC pilot struggle with", "what helped in the care homes pilot"],
)
def test_rows_of_interviewees_answer_only_questions_about_interviews(assistant: Assistant, question: str) -> None:
    assert not [c for c in assistant.answer(question).citations if "enior manager, CCG" in c.excerpt]
    asked = assistant.answer("who was interviewed at the ACC pilot?").citations
    assert [c for c in asked if "enior manager, CCG" in c.excerpt]


@pytest.mark.parametrize(
    "question",
    [
        "which page is that on?",
        "what section is it from",
        "ok, and which theme is that under?",
        "which version is this from",
        "where does it say that?",
        "where do these quotes come from",
        "page numbers please",
    ],
)
def test_where_what_was_shown_stands_is_said_beside_it(assistant: Assistant, question: str) -> None:
    earlier = "Is there a quote about the elephant in the room?"
    shown = assistant.answer(earlier).citations
    answer = assistant.answer(question, [earlier])
    assert answer.status == Status.ANSWERED
    assert [(c.document, c.start) for c in answer.citations] == [(c.document, c.start) for c in shown]
    where = answer.statements[0]
    assert where.kind == StatementKind.NOTE
    assert all(f"Published, “{c.section}”, theme {c.theme}" in where.text for c in shown)


def test_a_page_that_is_not_known_is_said_not_to_be(assistant: Assistant) -> None:
    paged = assistant.answer("on what page is that?", ["What was said about pump priming?"])
    assert ", page 5" in paged.statements[0].text
    pageless = assistant.answer("on what page is that?", ["who funded the study?"])
    assert pageless.statements[0].text.endswith(phrases.NO_PAGE)


def test_where_something_took_place_is_no_question_of_where_it_stands(assistant: Assistant) -> None:
    answer = assistant.answer("where was the study done?", ["who funded the study?"])
    assert any("six local authority areas" in c.excerpt for c in answer.citations)


@pytest.mark.parametrize(
    ("question", "version"),
    [("show me table 9", "published"), ("what was table 3 in the submitted version", "submitted")],
)
def test_a_table_that_is_not_there_is_a_refusal_that_names_those_that_are(
    assistant: Assistant, question: str, version: str
) -> None:
    answer = assistant.answer(question)
    assert answer.status == Status.NOT_IN_SOURCES
    structure = assistant.library.structures[version]
    captions = [structure.words(table.caption) for table in structure.tables if table.caption]
    assert captions
    assert all(caption in notes(answer)[1] for caption in captions)


@pytest.mark.parametrize("question", ["recommendations for care homes", "any advice for UEC"])
def test_advice_for_a_pilot_is_that_for_all_and_says_so(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(question)
    assert len(said(answer, StatementKind.RECOMMENDATION)) == 7
    assert phrases.FOR_ALL_PILOTS in notes(answer)


def test_family_doctors_are_no_family(assistant: Assistant) -> None:
    assert assistant.answer("what did family doctors make of it").status == Status.ANSWERED


@pytest.mark.parametrize("question", REFUSED)
def test_a_refusal_says_so_and_claims_nothing(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(question)
    assert answer.status == Status.NOT_IN_SOURCES
    assert {s.kind for s in answer.statements} == {StatementKind.NOTE}
    assert answer.statements[0].text == phrases.NOT_IN_SOURCES
    assert not answer.citations


@pytest.mark.parametrize("question", REFUSED)
def test_a_refusal_offers_up_to_three_questions_that_are_answered(assistant: Assistant, question: str) -> None:
    suggestions = assistant.answer(question).suggestions
    assert len(suggestions) == len(set(suggestions)) <= 3
    assert question not in suggestions
    assert {s: assistant.answer(s).status for s in suggestions} == dict.fromkeys(suggestions, Status.ANSWERED)


@pytest.mark.parametrize(
    ("question", "near"),
    [
        ("Good morning, how are you today?", False),
        ("Who won the match in Newcastle last night?", False),
        ("Did Jeremy Hunt say anything about it?", False),
        ("What was the gender and age split of the people they interviewed?", True),
        ("What are the names of the six councils?", True),
    ],
)
def test_a_refusal_points_to_a_section_only_where_the_sources_come_near(
    assistant: Assistant, question: str, near: bool
) -> None:
    pointers = [n for n in notes(assistant.answer(question)) if n.startswith(phrases.NEAREST.split("“")[0])]
    assert len(pointers) == near


def test_what_is_counted_is_answered_beside_what_is_not(assistant: Assistant) -> None:
    answer = assistant.answer("Which pilot had the most interviews, and how many staff does it employ?")
    assert answer.status == Status.PARTLY_ANSWERED
    assert answer.statements[0].text.startswith("The most interviews were held at EHCH: 17 of 66.")


def test_who_is_quoted_is_said_where_only_a_part_asks_for_somebody_else(assistant: Assistant) -> None:
    answer = assistant.answer("Why were staff not free for meetings, and what did UEC-Senior Manager 9 say?")
    assert answer.status == Status.PARTLY_ANSWERED
    assert "UEC-Senior Manager 7" in notes(answer)[-1]


def test_refusals_have_something_to_offer(assistant: Assistant) -> None:
    assert all(assistant.answer(question).suggestions for question in REFUSED)


@pytest.mark.parametrize("question", ["hello", "what?", "and?", "thanks!"])
def test_a_question_about_nothing_is_asked_back(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(question)
    assert answer.status == Status.UNCLEAR
    assert notes(answer) == [phrases.UNCLEAR]
    assert not answer.citations


@pytest.mark.parametrize(
    ("question", "answered_by", "missing"),
    [
        (
            "When did the PACS pilot begin and how many bed days did it save?",
            "June 2015",
            "how many bed days did it save",
        ),
        ("What are the six themes? And who is the prime minister?", "six broad themes", "who is the prime minister"),
        ("How many people were interviewed and what were their ages?", "66", "what were their ages"),
        ("How many IT managers were interviewed and what was their age?", "Senior IT manager", "what was their age"),
        ("Why were staff not free for meetings, and what did the nurses say?", "back-fill", "what did the nurses say"),
    ],
)
def test_a_double_question_that_is_half_answered_names_the_other_half(
    assistant: Assistant, question: str, answered_by: str, missing: str
) -> None:
    answer = assistant.answer(question)
    assert answer.status == Status.PARTLY_ANSWERED
    assert any(answered_by in c.excerpt for c in answer.citations)
    left_open = [n for n in notes(answer) if n.startswith(phrases.NOT_COVERED.split("“")[0])]
    assert len(left_open) == 1
    assert missing in left_open[0]


@pytest.mark.parametrize(
    "question", ["What are the six themes and how were the transcripts analysed?", "Who funded the study?"]
)
def test_a_question_that_is_answered_whole_names_nothing_missing(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(question)
    assert answer.status == Status.ANSWERED
    assert not [n for n in notes(answer) if n.startswith(phrases.NOT_COVERED.split("“")[0])]


@pytest.mark.parametrize(
    ("history", "follow_up", "speaker", "words"),
    [
        (["Is there a quote about the elephant in the room?"], "who said that?", "PACS-Senior Manager 4", "elephant"),
        (["Any quote about bigger beasts?"], "Whose words are those?", "EHCH-Senior Manager 5", "bigger beasts"),
        (["What was said about funding coming to an end?"], "who said that?", "ACC-Senior Manager 4", "sudden end"),
        (["Is there a quote about parochial hospitals?"], "who was that?", "ACC-Senior Manager 1", "parochial"),
    ],
)
def test_who_said_that_is_answered_from_what_was_shown(
    assistant: Assistant, history: list[str], follow_up: str, speaker: str, words: str
) -> None:
    shown = {(c.document, c.start) for c in assistant.answer(history[0]).citations if c.speaker}
    answer = assistant.answer(follow_up, history)
    assert answer.status == Status.ANSWERED
    assert {(c.document, c.start) for c in answer.citations} == shown
    first = answer.citations[0]
    assert first.speaker == f"{speaker}, CCG"
    assert words in first.excerpt


@pytest.mark.parametrize(
    ("earlier", "follow_up", "pilot", "before"),
    [
        ("What did people at the MCP say about pressure to deliver?", "and in the care homes?", "EHCH", "MCP"),
        ("Give me quotes from the UEC pilot", "and in the care homes?", "EHCH", "UEC"),
        ("Give me quotes from the UEC pilot", "what about ACC?", "ACC", "UEC"),
    ],
)
def test_a_follow_up_about_another_pilot_quotes_that_pilot(
    assistant: Assistant, earlier: str, follow_up: str, pilot: str, before: str
) -> None:
    assert {name.split("-")[0] for name in speakers(assistant.answer(earlier))} == {before}
    assert {name.split("-")[0] for name in speakers(assistant.answer(follow_up, [earlier]))} == {pilot}


@pytest.mark.parametrize(
    ("earlier", "message"),
    [
        ("Why was short-term funding a problem?", "Ensure adequate and secure resourcing"),
        ("What problems did targets cause?", "Resist the undue emphasis on meeting targets"),
    ],
)
def test_what_should_we_do_about_it_is_answered_with_a_recommendation_on_that(
    assistant: Assistant, earlier: str, message: str
) -> None:
    answer = assistant.answer("what should we do about it?", [earlier])
    assert answer.status == Status.ANSWERED
    assert message in said(answer, StatementKind.RECOMMENDATION)[0].text


def test_any_quotes_on_that_brings_participants_words_on_the_same_subject(assistant: Assistant) -> None:
    answer = assistant.answer("any quotes on that?", ["Was there enough time for team meetings?"])
    assert "PACS-Senior Manager 1, CCG" in speakers(answer)


def test_a_new_question_is_answered_as_if_nothing_had_been_asked_before(assistant: Assistant) -> None:
    question = "What are the limitations of the study?"
    after = assistant.answer(question, ["How many people were interviewed at PACS?", "who said that?"])
    alone = assistant.answer(question)
    assert (after.statements, after.citations) == (alone.statements, alone.citations)


@pytest.mark.parametrize("version", ["submitted", "r1", "published"])
@pytest.mark.parametrize(
    "question", ["What did people say about funding?", "What are the six themes?", "Give me quotes from PACS"]
)
def test_only_the_version_that_was_set_is_cited(assistant: Assistant, question: str, version: str) -> None:
    answer = assistant.answer(question, version=version)
    assert answer.status == Status.ANSWERED
    assert {c.document for c in answer.citations} == {version}


@pytest.mark.parametrize(
    ("question", "version"),
    [
        ("In the revised manuscript, how were participants chosen?", "r1"),
        ("When was the first manuscript submitted?", "submitted"),
    ],
)
def test_only_the_version_that_was_named_is_cited(assistant: Assistant, question: str, version: str) -> None:
    assert {c.document for c in assistant.answer(question).citations} == {version}


def test_the_wording_of_the_version_that_was_set_is_shown(assistant: Assistant) -> None:
    question = "How critical were interviewees of the programme's financial support?"
    wordings = {
        version: " ".join(s.text for s in assistant.answer(question, version=version).statements)
        for version in ("submitted", "r1", "published")
    }
    assert "highly critical of the reduction" in wordings["submitted"]
    assert "critical of the uncertainty" in wordings["r1"]
    assert "over the 3 years" in wordings["published"]
    assert "highly critical" not in wordings["r1"] + wordings["published"]


@pytest.mark.parametrize(
    "question",
    [
        "What did the reviewers say?",
        "What did the reviewers say about the methods?",
        "Did the referees ask for more detail on sampling?",
        "What concerns were raised in peer review?",
    ],
)
def test_reviewers_comments_are_said_not_to_be_there_and_changes_are_offered(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.answer(question)
    assert answer.status == Status.NOT_IN_SOURCES
    assert notes(answer) == [phrases.NOT_IN_SOURCES, phrases.NO_REVIEWS]
    assert answer.suggestions[0] == phrases.ASK_AFTER_REVIEW
    assert assistant.answer(phrases.ASK_AFTER_REVIEW).status == Status.ANSWERED
    assert not answer.citations
