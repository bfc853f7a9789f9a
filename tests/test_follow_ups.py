"""How a question hangs on the one before it, how it reads alone, and which of its words say what it is about or where."""

from __future__ import annotations

import re

import pytest

from lessons.domain import Answer, Status
from lessons.follow_ups import Before, Leaning, leaning, stand_alone
from lessons.terms import content_words, in_place_of, places_named, without_places

ALONE, LEANS, TURNS = Leaning.NONE, Leaning.CONTINUES, Leaning.TURNS
STRANGE, KNOWN = 0.1, 0.95  # likeness of a question that nobody coded and of one that nearly stands in the codebook
ANY = (0.0, STRANGE, KNOWN, 1.0)
PRESSURE = "What did the MCP say about pressure?"
ANSWERED = (Status.ANSWERED, Status.PARTLY_ANSWERED)
REFUSED = (Status.NOT_IN_SOURCES, Status.UNCLEAR)


def before(anchor: str = PRESSURE, theme: int | None = None, status: Status = Status.ANSWERED) -> Before:
    return Before(anchor, theme, Answer(anchor, anchor, status, (), (), (), "extractive", 0.1))


# ------------------------------------------------------------------------------------------------ how it hangs


@pytest.mark.parametrize("likeness", ANY)
@pytest.mark.parametrize(
    "words",
    [
        "any quotes on that?",
        "can you give me a quote on that please",
        "what should we do about it?",
        "who said this?",
        "did he say why?",
        "And who said that?",
        "what was the cause of it?",
    ],
)
def test_what_points_back_carries_the_last_question_on_whatever_it_is_like(words: str, likeness: float) -> None:
    assert leaning(words, before(), likeness) == LEANS


@pytest.mark.parametrize("likeness", ANY)
@pytest.mark.parametrize(
    "words", ["why?", "tell me more", "really?", "who?", "any others?", "ok, and?", "so?", "in the published version?"]
)
def test_what_names_nothing_carries_the_last_question_on_whatever_it_is_like(words: str, likeness: float) -> None:
    assert leaning(words, before(), likeness) == LEANS


@pytest.mark.parametrize("likeness", ANY)
@pytest.mark.parametrize("words", ["So what would help?", "and how could managers improve?", "ok, who should act?"])
def test_what_asks_on_carries_the_last_question_on_though_it_names_a_word(words: str, likeness: float) -> None:
    assert leaning(words, before(), likeness) == LEANS


@pytest.mark.parametrize("likeness", ANY)
@pytest.mark.parametrize("words", ["do they recommend anything?", "Was their funding enough?"])
def test_they_with_next_to_nothing_else_carries_on(words: str, likeness: float) -> None:
    assert leaning(words, before(), likeness) == LEANS


@pytest.mark.parametrize(
    "words", ["In what connection?", "What causes?", "Transcripts analysed?", "examples from hospitals?"]
)
def test_a_short_question_leans_unless_it_is_like_a_coded_one(words: str) -> None:
    assert leaning(words, before(), STRANGE) == LEANS
    assert leaning(words, before(), KNOWN) == ALONE


def test_a_short_question_that_says_a_word_of_the_last_one_again_carries_it_on() -> None:
    assert leaning("Which Trusts were studied?", before("Why did hospital trusts compete?"), KNOWN) == LEANS
    assert leaning("Which Trusts were studied?", before("Who paid for digital work?"), KNOWN) == ALONE


@pytest.mark.parametrize("likeness", ANY)
@pytest.mark.parametrize(
    "words",
    [
        "Why did rivalry between neighbouring hospital trusts hamper plans for joint governance?",
        "Did local authorities resent national pressure for quick results and savings?",
    ],
)
def test_a_question_that_says_what_it_is_about_stands_alone_whatever_it_is_like(words: str, likeness: float) -> None:
    assert leaning(words, before(), likeness) == ALONE


@pytest.mark.parametrize(
    "words",
    [
        "Why did rivalry between hospital trusts hamper that plan for joint governance?",
        "Is it true that funding for digital developments was cut within months?",
        "Did they think national leaders understood how slowly local relationships grow?",
    ],
)
def test_a_pointing_word_within_a_question_that_says_enough_does_not_make_it_lean(words: str) -> None:
    assert leaning(words, before(), KNOWN) == ALONE


@pytest.mark.parametrize(
    "words", ["Who funded this study?", "How were the transcripts analysed?", "Who was recruited?"]
)
def test_a_coded_question_about_the_study_stands_alone(words: str) -> None:
    assert leaning(words, before(), KNOWN) == ALONE


@pytest.mark.parametrize("likeness", ANY)
@pytest.mark.parametrize(
    "words",
    [
        "and on targets?",
        "and money?",
        "what about engagement?",
        "ok, and on relationships between organisations?",
        "no, I meant leadership",
        "sorry, the digital work",
        "and in the care homes?",
        "what about PACS?",
        "no, I meant the urgent care one",
        "and in the submitted version?",
        "and theme 4?",
        "same for UEC",
    ],
)
def test_an_opening_with_a_topic_or_a_place_turns_the_last_question(words: str, likeness: float) -> None:
    assert leaning(words, before(), likeness) == TURNS


@pytest.mark.parametrize("words", ["And who said that?", "But why was it cut?", "ok, any quotes on this?"])
def test_an_opening_with_a_pointing_word_carries_on_instead(words: str) -> None:
    assert leaning(words, before(), KNOWN) == LEANS


def test_an_opening_with_a_pointing_word_turns_where_it_is_like_a_coded_question() -> None:
    words = "And how was that coding of transcripts checked?"
    assert leaning(words, before(), KNOWN) == TURNS
    assert leaning(words, before(), STRANGE) == LEANS


@pytest.mark.parametrize(
    "words", ["And the next theme?", "what about the following one?", "the theme after", "next theme"]
)
def test_the_theme_after_turns_a_question_about_a_theme(words: str) -> None:
    assert leaning(words, before("What is theme 2 about?", theme=2), KNOWN) == TURNS


def test_without_a_theme_before_there_is_no_theme_after() -> None:
    assert leaning("what comes in the theme after", before(theme=2), STRANGE) == TURNS
    assert leaning("what comes in the theme after", before(theme=None), STRANGE) == LEANS


@pytest.mark.parametrize("status", REFUSED)
@pytest.mark.parametrize("likeness", ANY)
@pytest.mark.parametrize(
    "words",
    [
        "Why did hospitals compete?",
        "What about rivalry between trusts?",
        "who recruited those interviewees there and anonymised them?",
        "did their budgets shrink?",
        "and on relationships between organisations?",
    ],
)
def test_after_a_refusal_what_says_something_stands_alone(words: str, likeness: float, status: Status) -> None:
    assert leaning(words, before(status=status), likeness) == ALONE


@pytest.mark.parametrize("status", REFUSED)
@pytest.mark.parametrize(
    ("words", "how"),
    [("why?", LEANS), ("any quotes on that?", LEANS), ("and on targets?", TURNS), ("what about PACS?", TURNS)],
)
def test_after_a_refusal_what_says_next_to_nothing_still_leans(words: str, how: Leaning, status: Status) -> None:
    assert leaning(words, before(status=status), KNOWN) == how


@pytest.mark.parametrize("status", ANSWERED)
@pytest.mark.parametrize("words", ["Why did hospitals compete?", "did their budgets shrink?"])
def test_after_an_answer_the_same_short_questions_lean(words: str, status: Status) -> None:
    assert leaning(words, before(status=status), STRANGE) == LEANS


@pytest.mark.parametrize("status", Status)
def test_refused_is_what_got_no_answer(status: Status) -> None:
    assert before(status=status).refused == (status in REFUSED)


@pytest.mark.parametrize("words", ["", "?", "  "])
def test_nothing_at_all_is_no_error(words: str) -> None:
    how = leaning(words, before(), 0.0)
    assert how == LEANS
    assert PRESSURE in stand_alone(words, before(), how, 0.0)


# ------------------------------------------------------------------------------------------------ how it reads alone


@pytest.mark.parametrize("likeness", ANY)
@pytest.mark.parametrize("words", ["Who funded this study?", "And what about PACS?", "next theme"])
def test_what_does_not_lean_is_left_as_it_is(words: str, likeness: float) -> None:
    assert stand_alone(words, before(theme=2), ALONE, likeness) == words


@pytest.mark.parametrize("likeness", ANY)
@pytest.mark.parametrize(
    ("words", "alone"),
    [
        ("why?", f"{PRESSURE} why?"),
        ("any quotes on that?", f"{PRESSURE} any quotes on that?"),
        ("And who said that?", f"{PRESSURE} who said that?"),
        ("So what would help?", f"{PRESSURE} what would help?"),
    ],
)
def test_what_carries_on_is_put_behind_the_question_before(words: str, alone: str, likeness: float) -> None:
    assert stand_alone(words, before(), LEANS, likeness) == alone


@pytest.mark.parametrize(
    ("words", "own"),
    [
        ("and on targets?", "targets?"),
        ("no, I meant leadership", "leadership"),
        ("ok, and on relationships between organisations?", "relationships between organisations?"),
        ("what about engagement at PACS?", "engagement at PACS?"),
    ],
)
def test_a_topic_of_its_own_takes_the_place_of_the_question_before_only_where_it_is_known(words: str, own: str) -> None:
    assert stand_alone(words, before("Who has the money?"), TURNS, KNOWN) == own
    assert stand_alone(words, before("Who has the money?"), TURNS, STRANGE) == f"Who has the money? {own}"


@pytest.mark.parametrize("likeness", ANY)
@pytest.mark.parametrize(
    ("anchor", "words", "kept", "own", "gone"),
    [
        (PRESSURE, "and in the care homes?", ["pressure"], "care homes", ["MCP"]),
        (PRESSURE, "what about PACS?", ["pressure"], "PACS", ["MCP"]),
        ("Quotes on trust at PACS?", "and at the urgent care one?", ["trust"], "urgent care", ["PACS"]),
        (
            "What did the multispecialty community provider say on theme 2?",
            "and in the care homes?",
            ["theme 2"],
            "care homes",
            ["multispecialty", "community"],
        ),
        ("Is funding named in the submitted version?", "And the revised one?", ["funding"], "revised", ["submitted"]),
        ("Any quotes on theme 2 at UEC?", "and theme 4?", ["quotes", "UEC"], "theme 4", ["theme 2"]),
        ("Any quotes on the second theme at UEC?", "and theme 4?", ["quotes", "UEC"], "theme 4", ["second"]),
        ("Did R1 say why the MCP struggled?", "what about ACC?", ["R1", "struggled"], "ACC", ["MCP"]),
        ("Did R1 say why the MCP struggled?", "and the published one?", ["MCP", "struggled"], "published", ["R1"]),
        ("Did PACS struggle in R1?", "and UEC in the published paper?", ["struggle"], "UEC", ["PACS", "R1"]),
    ],
)
def test_a_place_takes_the_place_of_one_of_its_kind_and_of_no_other(
    anchor: str, words: str, kept: list[str], own: str, gone: list[str], likeness: float
) -> None:
    alone = stand_alone(words, before(anchor), TURNS, likeness)
    assert own in alone
    assert all(word in alone for word in kept)
    assert not [word for word in gone if word in alone]


@pytest.mark.parametrize("likeness", ANY)
def test_a_place_takes_the_place_of_another_in_what_carries_on_too(likeness: float) -> None:
    alone = stand_alone("did it work at PACS?", before(), LEANS, likeness)
    assert "pressure" in alone
    assert alone.endswith("did it work at PACS?")
    assert "MCP" not in alone


@pytest.mark.parametrize("likeness", ANY)
@pytest.mark.parametrize(("theme", "after"), [(1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 1)])
def test_the_theme_after_is_named_and_the_first_follows_the_last(theme: int, after: int, likeness: float) -> None:
    for words in ("And the next theme?", "what about the following one?"):
        assert stand_alone(words, before(theme=theme), TURNS, likeness) == f"theme {after}"


def test_where_no_theme_went_before_none_is_made_up() -> None:
    alone = stand_alone("And the next theme?", before("Who has the money?"), TURNS, STRANGE)
    assert not re.search(r"theme \d", alone)
    assert alone.startswith("Who has the money?")


@pytest.mark.parametrize("how", Leaning)
@pytest.mark.parametrize("words", ["why?", "and on targets?", "what about PACS?", "next theme", "", "ok", "in R1?"])
@pytest.mark.parametrize("likeness", ANY)
def test_what_stands_alone_has_no_blanks_too_many(how: Leaning, words: str, likeness: float) -> None:
    for anchor in (PRESSURE, "Any quotes on theme 2 at UEC?", "PACS?"):
        alone = stand_alone(words, before(anchor), how, likeness)
        assert "  " not in alone
        assert " ?" not in alone


# ------------------------------------------------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("words", "content"),
    [
        ("Why did hospital trusts compete?", ["hospital", "trusts", "compete"]),
        ("Give me all quotes on funding, please", ["funding"]),
        ("What did people at PACS say about leadership?", ["leadership"]),
        ("Could you tell me who's responsible for back-fill?", ["responsible", "back-fill"]),
        ("I'd like to know what managers' rivals did", ["rivals"]),
        ("ENGAGEMENT", ["ENGAGEMENT"]),
        ("plan b?", ["plan"]),
    ],
)
def test_content_words_are_those_that_say_what_a_question_is_about(words: str, content: list[str]) -> None:
    assert [word for word in content_words(words) if word.strip("’'s")] == content


@pytest.mark.parametrize(
    "words",
    ["", "?", "why?", "tell me more", "can you show me some quotes please?", "what about that", "WHO SAID THAT?", "5"],
)
def test_what_names_nothing_has_no_content_words(words: str) -> None:
    assert content_words(words) == []


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("", 0),
        ("Why did trusts compete?", 0),
        ("at PACS?", 1),
        ("at PACS and in the care homes?", 1),
        ("in the revised manuscript", 1),
        ("in theme 3", 1),
        ("in the third theme", 1),
        ("PACS in the submitted version", 2),
        ("theme 6 at UEC", 2),
        ("theme 6 at UEC, in R1", 3),
    ],
)
def test_kinds_of_places_are_counted_once_each(words: str, kinds: int) -> None:
    assert len(places_named(words)) == kinds


@pytest.mark.parametrize(
    ("one", "other"),
    [("at PACS", "in the care homes"), ("in R1", "in the first draft"), ("theme 2", "the sixth theme")],
)
def test_places_of_one_kind_are_the_same_kind(one: str, other: str) -> None:
    assert places_named(one) == places_named(other) != ()


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("What did they say at PACS?", "What did they say?"),
        ("What did they say in the care homes about trust?", "What did they say about trust?"),
        ("Was trust an issue in theme 3, or not?", "Was trust an issue, or not?"),
        ("Was trust an issue for the mcp?", "Was trust an issue?"),
        ("Is trust named in R1 at UEC?", "Is trust named?"),
        ("Is   trust\tnamed?", "Is trust named?"),
        ("Why did trusts compete?", "Why did trusts compete?"),
        ("PACS", ""),
    ],
)
def test_without_places_the_words_before_them_go_too(words: str, left: str) -> None:
    assert without_places(words) == left


def test_only_the_kinds_that_are_named_are_taken_away() -> None:
    words = "Is trust named in R1 at UEC?"
    assert without_places(words, places_named("the care homes")) == "Is trust named in R1?"
    assert without_places(words, places_named("the first draft")) == "Is trust named at UEC?"
    assert without_places(words, places_named("who?")) == words


@pytest.mark.parametrize(
    ("words", "own", "changed"),
    [
        ("When was the first version sent in?", "the reworked one?", "When was the reworked one sent in?"),
        (PRESSURE, "PACS?", "What did PACS say about pressure?"),
        (PRESSURE, "in the care homes?", "What did the care homes say about pressure?"),
        ("Any quotes on theme 2 at UEC?", "theme 4?", "Any quotes on theme 4 at UEC?"),
        ("Did PACS struggle in R1?", "UEC in the published paper?", "Did UEC struggle in the published paper?"),
        ("Why did trusts compete?", "who?", "Why did trusts compete?"),
    ],
)
def test_a_place_is_put_where_one_of_its_kind_stood(words: str, own: str, changed: str) -> None:
    assert in_place_of(words, own) == changed


def test_a_place_that_has_none_to_take_the_place_of_comes_last() -> None:
    assert in_place_of("Who has the money?", "at PACS?").endswith("PACS")
    assert in_place_of("Who has the money at PACS?", "in R1?").startswith("Who has the money at PACS?")


@pytest.mark.parametrize(
    "words", ["PACS and ACC in R1 on theme 2", "the sixth theme at the urgent care one, as published"]
)
def test_without_places_none_is_named_any_more(words: str) -> None:
    assert places_named(words)
    assert places_named(without_places(words)) == ()


def test_only_the_places_are_taken_out_and_nothing_that_stands_between_them() -> None:
    said = in_place_of("What did PACS say about pressure and ACC about trust?", "and the urgent care one?")
    assert "about pressure" in said
    assert "about trust" in said
    assert "PACS" not in said
    assert "ACC" not in said
