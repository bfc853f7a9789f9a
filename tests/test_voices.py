"""An answer says how many voices carry it, and a learning point comes with its themes and with the quotes that speak to it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from typing import Any

import pytest
from tests.index_fixtures import shared_assistant, shared_settings

from lessons import phrases
from lessons.answers import Assistant
from lessons.domain import Answer, Chunk, ChunkKind, DraftStatement, StatementKind, Status
from lessons.engines.selection import Selection
from lessons.engines.voices import MOST_JOINED, joined_points, points_joined, strength, voices_of_points
from lessons.settings import Settings

FIXTURES = (shared_settings, shared_assistant)

Coding = dict[str, Any]

MOST_EXCERPTS = 10
VERSIONS = ("published", "r1", "submitted")
TITLES = {  # of the themes, copied by hand from the published version
    1: "Uncertainty around policy and future change",
    2: "Financial pressures and legitimating return on investment",
    3: "Managing organisational governance structures across care settings",
    4: "Improving interorganisational relations and practices",
    5: "Building capacity and resources",
    6: "Securing commitment and engagement",
}
# How the seven learning points of Table 3 begin, in its order.
POINTS = (
    "Importance of encouraging and valuing local flexibility",
    "Allow sufficient time for changes to become embedded",
    "Uneven development evident in",
    "Relationship-building is key in",
    "Value of a collective approach",
    "Importance of investment to support transformation efforts",
    "Previous transformation initiatives",
)
TIME, RELATIONSHIPS, UNEVEN, PAST_REFORMS = POINTS[1], POINTS[3], POINTS[2], POINTS[6]
VOICED = POINTS[:6]
# Quotes by how they begin.
MCP_2 = "So the demand to see efficiencies"
PACS_1 = "I think the biggest issue about MDT working"
PACS_4 = "So the people who would be my equivalent colleagues"
PACS_4_AGAIN = "The elephant in the room"
ACC_1 = "Then, there needs to be a bit of a behavioural shift"
ACC_1_AGAIN = "I think it is going back to prior to the Vanguard"
ACC_4 = "I am not confident with it coming to a sudden end"
EHCH_5 = "You’re pulling together lots of different employers"
UEC_5 = "We’ve been influenced heavily"
UEC_IT_2 = "Nothing really gets time to bed in"
# Sentences of the findings: one whose paragraph introduces MCP_2, one that introduces ACC_4, and two without a quote.
SUPPORTED = "A number of interviewees pointed to the benefits"
UNCERTAIN = "However, many of the interviewees were critical of the uncertainty in the programme’s financial support"
RESOURCES = "Availability of resources was considered to be a key factor"
RESENTED = "However, there appeared to be some resentment"
METHODS = (
    "Transcribed interview data were analysed using thematic analysis",
    "Face-to-face interviews were conducted",
    "Another potential limitation is that service users",
)
METHODS_ASKED = (
    "How were the transcripts analysed?",
    "How were the interviewees recruited?",
    "How many people were interviewed at the MCP pilot?",
    "Who funded the study?",
    "What are the limitations of the study?",
    "Was ethical approval needed?",
    "How long did the interviews take?",
)
ADVICE_ASKED = (
    "What do the authors recommend on targets?",
    "What should be done about resourcing?",
    "What are the recommendations on relationships?",
    "What advice is there on past reforms?",
    "Any advice on uneven development?",
    "What do the authors recommend on local flexibility?",
    "what should leaders do to break silos?",
    "Invest in relationships and leadership",
    "regional bodies encourage learning",
    "adequate and secure resourcing",
    "resist chasing targets",
    "recommendation to rediscover lessons",
    "What should be done about resourcing in the care homes?",
    "list all the recommendations",
    "What lessons are there for other sites, with quotes?",
)


def matches(template: str, words: str) -> bool:
    """Whether words are a sentence of the program's with something in its gaps."""
    return bool(re.fullmatch(re.sub(r"\\\{\w+\\\}", ".+", re.escape(template)), words))


SPEAKING = (phrases.VOICES, phrases.VOICES_SHOWN, phrases.ONE_VOICE, phrases.ONE_VOICE_SHOWN, phrases.NO_VOICE)


def speaks_of_voices(words: str) -> bool:
    return any(matches(template, words) for template in SPEAKING)


def joins(words: str) -> bool:
    return any(matches(template, words) for template in (phrases.POINT_JOINED, phrases.POINT_UNVOICED))


def notes(answer: Answer) -> list[str]:
    return [s.text for s in answer.statements if s.kind == StatementKind.NOTE]


def texts(statements: Sequence[DraftStatement]) -> list[str]:
    """What notes say; they are the program's own words and need no excerpt."""
    assert all(s.kind == StatementKind.NOTE and not s.excerpts for s in statements)
    return [s.text for s in statements]


def find(assistant: Assistant, *openings: str, document: str = "published") -> list[Chunk]:
    """The one sentence, quote or row of a document that begins with each of these words, whatever its apostrophes are."""
    chunks = [c for c in assistant.library.index.chunks if c.document == document and c.kind != ChunkKind.PARAGRAPH]
    found = []
    for opening in openings:
        (chunk,) = [c for c in chunks if c.text.replace("'", "’").startswith(opening)]
        found.append(chunk)
    return found


def quotes_of(assistant: Assistant, *documents: str) -> list[Chunk]:
    return [c for c in assistant.library.index.chunks if c.kind == ChunkKind.QUOTE and c.document in documents]


def voices(quotes: int, people: int, pilots: str, said: str = phrases.VOICES) -> str:
    return said.format(quotes=quotes, people=people, pilots=pilots)


def shown(quotes: int, people: int, pilots: str) -> str:
    return voices(quotes, people, pilots, phrases.VOICES_SHOWN)


@pytest.fixture(name="coding", scope="module")
def coding_of_learning_points(shared: Settings) -> dict[str, Coding]:
    """What the codebook says of each learning point of Table 3, read without the package."""
    entries = tomllib.loads((shared.corpus_dir / "codebook.toml").read_text("utf-8"))["codes"]
    coded = [entry for entry in entries if "voices" in entry]
    found = {}
    for opening in POINTS:
        (found[opening],) = [e for e in coded if any(p["text"].startswith(opening) for p in e["passages"])]
    assert len(coded) == len(found) == 7
    return found


# ------------------------------------------------------------------------------------------ how strong the voice is


@pytest.mark.parametrize(
    ("openings", "quotes", "people", "pilots"),
    [
        ((ACC_1, PACS_1), 2, 2, "2 of the 5 pilots (PACS, ACC)"),
        ((UEC_5, EHCH_5, ACC_4, PACS_4, MCP_2), 5, 5, "5 of the 5 pilots (MCP, PACS, ACC, EHCH, UEC)"),
        ((UEC_IT_2, UEC_5), 2, 2, "one pilot (UEC)"),
        ((ACC_1, ACC_1_AGAIN, ACC_4), 3, 2, "one pilot (ACC)"),
        ((PACS_4, PACS_4_AGAIN, EHCH_5), 3, 2, "2 of the 5 pilots (PACS, EHCH)"),
    ],
)
def test_strength_says_how_many_quotes_people_and_pilots(
    assistant: Assistant, openings: tuple[str, ...], quotes: int, people: int, pilots: str
) -> None:
    """Pilots are named in the order of the paper, whichever was shown first."""
    chosen = find(assistant, *openings)
    assert texts(strength(chosen, False, assistant.library)) == [voices(quotes, people, pilots)]


@pytest.mark.parametrize(
    ("openings", "quotes", "pilot"),
    [
        ((MCP_2,), phrases.ONE_QUOTE, "MCP"),
        ((UEC_IT_2,), phrases.ONE_QUOTE, "UEC"),
        ((PACS_4, PACS_4_AGAIN), phrases.QUOTES_OF_ONE.format(quotes=2), "PACS"),
        ((ACC_1_AGAIN, ACC_1), phrases.QUOTES_OF_ONE.format(quotes=2), "ACC"),
    ],
)
def test_one_person_is_named_as_one(assistant: Assistant, openings: tuple[str, ...], quotes: str, pilot: str) -> None:
    (said,) = texts(strength(find(assistant, *openings), False, assistant.library))
    assert said == phrases.ONE_VOICE.format(quotes=quotes, pilot=pilot)
    assert "one person" in said
    assert "people" not in said


@pytest.mark.parametrize("opening", [MCP_2, PACS_1, ACC_4, UEC_IT_2])
@pytest.mark.parametrize("documents", [VERSIONS, VERSIONS[::-1], ("r1", "submitted"), ("submitted", "submitted")])
def test_the_same_quote_in_two_versions_counts_once(
    assistant: Assistant, opening: str, documents: tuple[str, ...]
) -> None:
    same = [chunk for document in documents for chunk in find(assistant, opening, document=document)]
    assert texts(strength(same, False, assistant.library)) == texts(strength(same[:1], False, assistant.library))
    assert phrases.ONE_QUOTE in strength(same, False, assistant.library)[0].text


@pytest.mark.parametrize("documents", [VERSIONS, *((version,) for version in VERSIONS)])
def test_all_quotes_of_the_paper_are_19_from_16_people(assistant: Assistant, documents: tuple[str, ...]) -> None:
    every = quotes_of(assistant, *documents)
    assert len(every) == 19 * len(documents)
    said = voices(19, 16, "5 of the 5 pilots (MCP, PACS, ACC, EHCH, UEC)")
    assert texts(strength(every, False, assistant.library)) == [said]


@pytest.mark.parametrize("document", VERSIONS)
def test_a_finding_counts_the_quote_that_its_paragraph_introduces(assistant: Assistant, document: str) -> None:
    (finding,) = find(assistant, SUPPORTED, document=document)
    said = phrases.ONE_VOICE.format(quotes=phrases.ONE_QUOTE, pilot="MCP")
    assert texts(strength([finding], False, assistant.library)) == [said]


def test_a_quote_that_is_shown_and_introduced_counts_once(assistant: Assistant) -> None:
    (finding,) = find(assistant, SUPPORTED, document="r1")
    said = phrases.ONE_VOICE.format(quotes=phrases.ONE_QUOTE, pilot="MCP")
    assert texts(strength([finding, *find(assistant, MCP_2)], False, assistant.library)) == [said]


def test_findings_and_quotes_are_counted_together(assistant: Assistant) -> None:
    chosen = find(assistant, RESOURCES, SUPPORTED, UNCERTAIN, UEC_5)
    assert texts(strength(chosen, False, assistant.library)) == [voices(3, 3, "3 of the 5 pilots (MCP, ACC, UEC)")]


@pytest.mark.parametrize("openings", [(RESOURCES,), (RESENTED,), (RESOURCES, RESENTED)])
def test_findings_without_a_quote_are_said_to_be_the_authors_words(
    assistant: Assistant, openings: tuple[str, ...]
) -> None:
    assert texts(strength(find(assistant, *openings), False, assistant.library)) == [phrases.NO_VOICE]


@pytest.mark.parametrize("openings", [(), METHODS, *((opening,) for opening in METHODS), (PAST_REFORMS,)])
def test_of_what_is_no_finding_nothing_is_said(assistant: Assistant, openings: tuple[str, ...]) -> None:
    assert strength(find(assistant, *openings), False, assistant.library) == []


@pytest.mark.parametrize("question", METHODS_ASKED)
def test_answers_about_methods_say_nothing_of_voices(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(question)
    assert answer.status == Status.ANSWERED
    assert not [note for note in notes(answer) if speaks_of_voices(note) or joins(note)]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Give me quotes from theme 3", shown(4, 3, "3 of the 5 pilots (ACC, EHCH, UEC)")),
        ("Give me quotes from theme 6", shown(3, 3, "2 of the 5 pilots (PACS, UEC)")),
        ("all the quotes from ACC please", shown(3, 2, "one pilot (ACC)")),
        ("What did ACC-Senior Manager 1 say?", phrases.ONE_VOICE_SHOWN.format(quotes="2 quotes", pilot="ACC")),
        ("Quotes from the MCP, please", phrases.ONE_VOICE_SHOWN.format(quotes="One quote", pilot="MCP")),
    ],
)
@pytest.mark.parametrize("version", VERSIONS)
def test_an_answer_of_quotes_says_once_who_speaks(assistant: Assistant, question: str, said: str, version: str) -> None:
    answer = assistant.answer(question, version=version)
    assert [note for note in notes(answer) if speaks_of_voices(note)] == [said]


def test_a_refusal_says_nothing_of_voices(assistant: Assistant) -> None:
    answer = assistant.answer("What did MCP-Senior Manager 7 say?")
    assert answer.status == Status.NOT_IN_SOURCES
    assert not [note for note in notes(answer) if speaks_of_voices(note)]


# --------------------------------------------------------------- learning points with their themes and their quotes


@pytest.mark.parametrize("opening", POINTS)
def test_a_learning_point_is_joined_to_the_themes_of_the_codebook(
    assistant: Assistant, coding: dict[str, Coding], opening: str
) -> None:
    said = texts(points_joined(find(assistant, opening), assistant.library))
    coded = coding[opening]["joined"]
    named = [theme for note in said for theme, title in TITLES.items() if f"theme {theme} (“{title}”)" in note]
    assert named == sorted(coded)
    assert sum(note.count("theme") for note in said) == len(coded)
    assert all(opening in note for note in said)


@pytest.mark.parametrize("document", VERSIONS[:2])
@pytest.mark.parametrize("opening", POINTS)
def test_a_learning_point_is_joined_to_the_quotes_of_the_codebook(
    assistant: Assistant, coding: dict[str, Coding], opening: str, document: str
) -> None:
    """The quotes are those of its own version, and two at the most come along."""
    library = assistant.library
    (point,) = find(assistant, opening, document=document)
    joined = library.joined(point)
    assert joined
    coded = [voice["text"] for voice in coding[opening]["voices"]]
    first_versions = [library.first_version(library.position(quote)) for quote in joined[1]]
    assert all(quote.kind == ChunkKind.QUOTE and quote.document == document for quote in joined[1])
    assert len(joined[1]) == len(coded)
    assert all(sum(words in quote.text for quote in first_versions) == 1 for words in coded)
    assert all(any(words in quote.text for words in coded) for quote in first_versions)

    brought = voices_of_points([point], library)
    assert set(brought) <= set(joined[1])
    assert len(brought) == min(2, len(coded))


@pytest.mark.parametrize("opening", VOICED)
def test_a_learning_point_that_quotes_speak_to_is_not_called_unvoiced(assistant: Assistant, opening: str) -> None:
    (said,) = texts(points_joined(find(assistant, opening), assistant.library))
    assert matches(phrases.POINT_JOINED, said)


@pytest.mark.parametrize("document", VERSIONS[:2])
def test_no_quote_speaks_to_the_learning_point_on_past_reforms(assistant: Assistant, document: str) -> None:
    point = find(assistant, PAST_REFORMS, document=document)
    (said,) = texts(points_joined(point, assistant.library))
    assert said == phrases.POINT_UNVOICED.format(point=point[0].text.split("\t")[0].rstrip("."))
    assert said.startswith("No participant quote")
    assert voices_of_points(point, assistant.library) == []


def test_themes_are_called_what_the_version_of_the_learning_point_calls_them(assistant: Assistant) -> None:
    (published,) = texts(points_joined(find(assistant, RELATIONSHIPS), assistant.library))
    (revised,) = texts(points_joined(find(assistant, RELATIONSHIPS, document="r1"), assistant.library))
    assert "interorganisational relations" in published
    assert "inter-organisational relations" in revised


def test_two_learning_points_are_both_joined_and_share_a_quote(assistant: Assistant) -> None:
    both = find(assistant, UNEVEN, RELATIONSHIPS)
    said = texts(points_joined(both, assistant.library))
    assert [opening in note for opening, note in zip((UNEVEN, RELATIONSHIPS), said, strict=True)] == [True, True]
    brought = set(voices_of_points(both, assistant.library))
    assert {str(quote.speaker) for quote in brought} == {"PACS-Senior Manager 3, CCG", "PACS-Senior Manager 4, CCG"}


@pytest.mark.parametrize("count", range(MOST_JOINED + 1, len(POINTS) + 1))
def test_with_many_learning_points_nothing_is_joined(assistant: Assistant, count: int) -> None:
    points = find(assistant, *POINTS[:count])
    assert joined_points(points, assistant.library) == []
    assert points_joined(points, assistant.library) == []
    assert voices_of_points(points, assistant.library) == []


def test_only_rows_of_table_3_count_as_learning_points(assistant: Assistant) -> None:
    """Other rows, findings and quotes beside two learning points do not keep these from being joined, and are not joined."""
    rows = [c for c in assistant.library.index.chunks if c.kind == ChunkKind.ROW and c.document == "published"]
    others = [c for c in rows if not c.text.startswith(POINTS)]
    assert len(others) > MOST_JOINED
    beside = [*others[:4], *find(assistant, RESOURCES, *METHODS)]
    assert points_joined(beside, assistant.library) == []
    assert voices_of_points(beside, assistant.library) == []
    points = find(assistant, TIME, PAST_REFORMS)
    assert joined_points([*beside, *points], assistant.library) == points
    assert len(points_joined([*beside, *points], assistant.library)) == 2


def test_an_answer_that_is_full_takes_only_as_many_quotes_as_there_is_room_for(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = find(assistant, *METHODS, RESOURCES, RESENTED, SUPPORTED, TIME, RELATIONSHIPS)
    monkeypatch.setattr(Selection, "choose", lambda *_: chosen)
    answer = Assistant(assistant.library, assistant.settings).answer("What do the authors recommend on time?")
    assert len(answer.citations) == MOST_EXCERPTS
    assert sum(c.speaker is not None for c in answer.citations) == MOST_EXCERPTS - len(chosen)


@pytest.mark.parametrize("version", [None, "r1"])
@pytest.mark.parametrize("question", ADVICE_ASKED)
def test_an_answer_shows_ten_excerpts_at_the_most(assistant: Assistant, question: str, version: str | None) -> None:
    assert 1 <= len(assistant.answer(question, version=version).citations) <= MOST_EXCERPTS


@pytest.mark.parametrize("question", ADVICE_ASKED)
def test_an_answer_joins_each_of_its_learning_points_or_none(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(question)
    points = [s.text for s in answer.statements if s.kind == StatementKind.RECOMMENDATION]
    shown = [opening for opening in POINTS if any(opening in point for point in points)]
    joined = [note for note in notes(answer) if joins(note)]
    assert len(points) == len(shown)
    assert [opening for opening in POINTS if any(opening in note for note in joined)] == (
        shown if len(shown) <= MOST_JOINED else []
    )


@pytest.mark.parametrize("question", ADVICE_ASKED)
def test_an_answer_brings_the_quotes_of_the_learning_points_that_it_joins(assistant: Assistant, question: str) -> None:
    answer = assistant.answer(question)
    joined = [opening for opening in POINTS if any(opening in note for note in notes(answer) if joins(note))]
    if "care homes" in question:  # then only the quotes of that pilot may come
        assert {c.speaker[:4] for c in answer.citations if c.speaker} <= {"EHCH"}
        return
    for point in find(assistant, *joined) if len(answer.citations) < MOST_EXCERPTS else ():
        coded = assistant.library.joined(point)
        assert coded
        brought = [quote for quote in coded[1] if any(c.excerpt == quote.text for c in answer.citations)]
        assert len(brought) >= min(2, len(coded[1]))


def test_some_answers_join_their_learning_points_and_a_list_of_all_of_them_does_not(assistant: Assistant) -> None:
    """So that the test before this one cannot hold of nothing."""
    joining = [q for q in ADVICE_ASKED if any(joins(note) for note in notes(assistant.answer(q)))]
    assert len(joining) >= 3
    whole = assistant.answer("list all the recommendations")
    assert sum(s.kind == StatementKind.RECOMMENDATION for s in whole.statements) == 7
    assert not [note for note in notes(whole) if joins(note)]
