"""How a question hangs on the one before it, how it reads alone, and which of its words say what it is about or where."""

from __future__ import annotations

import json
import math
import re

import pytest
from evals.fit_follow_ups import FILE
from tests.index_fixtures import shared_assistant, shared_settings

from lessons.answers import Assistant
from lessons.domain import Answer, Status
from lessons.follow_ups import (
    MOST_WORDS,
    SIGNS,
    WEIGHTS,
    Before,
    Leaning,
    Readings,
    compares,
    leaning,
    names_only_places,
    odds,
    own_parts,
    readings_of,
    signs,
    stand_alone,
)
from lessons.terms import content_words, in_place_of, places_named, without_places

FIXTURES = (shared_settings, shared_assistant)

ALONE, LEANS, TURNS = Leaning.NONE, Leaning.CONTINUES, Leaning.TURNS
STRANGE, KNOWN = 0.1, 0.95  # likeness of a question that nobody coded and of one that nearly stands in the codebook
CODED = 1.0  # of one that stands there
ANY = (0.0, STRANGE, KNOWN, CODED)
# What was measured of the written conversations: nine in ten of the turns that lean, and of those that stand alone.
OF_FOLLOW_UPS = (0.45, 0.6, 0.75)
OF_OTHERS = (0.7, 0.8, KNOWN, CODED)
PRESSURE = "What did the MCP say about pressure?"
REFUSED = (Status.NOT_IN_SOURCES, Status.UNCLEAR)
LEAST_TOLD_RIGHT = 0.85  # of the turns of the written conversations


def before(anchor: str = PRESSURE, theme: int | None = None, status: Status = Status.ANSWERED) -> Before:
    return Before(anchor, theme, Answer(anchor, anchor, status, (), (), (), "extractive", 0.1))


def likeness_in(assistant: Assistant, words: str) -> float:
    return assistant.library.nearest(own_parts(words))


# ------------------------------------------------------------------------------------------------ how it hangs

POINT_BACK = (
    "any quotes on that?",
    "can you give me a quote on that please",
    "what should we do about it?",
    "who said this?",
    "who said that?",
    "did he say why?",
    "And who said that?",
    "what was the cause of it?",
    "when did it start?",
    "did that change between the versions?",
)
NAME_NOTHING = (
    "why?",
    "how come?",
    "tell me more",
    "really?",
    "who?",
    "any others?",
    "any quotes?",
    "ok, and?",
    "so?",
    "in the published version?",
)
ASK_ON = ("So what would help?", "and how could managers improve?", "ok, who should act?")
SAY_THEY = ("do they recommend anything?", "Was their funding enough?", "why did they say that?")
SHORT = ("In what connection?", "What causes?", "did anyone disagree?", "examples from hospitals?")
TURN = (
    "and on targets?",
    "and money?",
    "what about engagement?",
    "no, I meant leadership",
    "sorry, the digital work",
    "and in the care homes?",
    "what about PACS?",
    "no, I meant the urgent care one",
    "and in the submitted version?",
    "and theme 4?",
    "same for UEC",
    "ok, and on relationships between organisations?",
)
NEXT_THEME = ("And the next theme?", "what about the following one?", "the theme after", "next theme")
STAND_ALONE = (
    "Why did rivalry between neighbouring hospital trusts hamper plans for joint governance?",
    "Did local authorities resent national pressure for quick results and savings?",
    "What did people at UEC say about local authorities?",
    "Why did hospital trusts compete with each other?",
)
POINT_WITHIN = (
    "Why did rivalry between hospital trusts hamper that plan for joint governance?",
    "Is it true that funding for digital developments was cut within months?",
    "Did they think national leaders understood how slowly local relationships grow?",
)
ABOUT_THE_STUDY = (
    "Who funded this study?",
    "How were the transcripts analysed?",
    "What are the limitations of the study?",
    "Did the study's design include patients?",
)
HANG = [
    *((words, LEANS) for words in (*POINT_BACK, *NAME_NOTHING, *ASK_ON, *SAY_THEY, *SHORT)),
    *((words, TURNS) for words in TURN),
    *((words, ALONE) for words in (*STAND_ALONE, *POINT_WITHIN, *ABOUT_THE_STUDY)),
]


@pytest.mark.parametrize(("words", "how"), HANG)
def test_how_a_question_hangs_by_its_likeness_to_the_coded_questions(
    assistant: Assistant, words: str, how: Leaning
) -> None:
    assert leaning(words, before(), likeness_in(assistant, words)) == how


def test_most_turns_of_the_written_conversations_are_told_right(assistant: Assistant) -> None:
    """A floor: the weights were fitted on them, but not every wording can be told without knowing what it means."""
    wrong = []
    turns = 0
    for talk in map(json.loads, FILE.read_text("utf-8").splitlines()):
        for words, meaning in list(zip(talk["turns"], talk["means"], strict=True))[1:]:
            turns += 1
            if (leaning(words, before(), likeness_in(assistant, words)) == ALONE) != (words == meaning):
                wrong.append(words)
    assert turns >= 500
    assert len(wrong) <= (1 - LEAST_TOLD_RIGHT) * turns, wrong


@pytest.mark.parametrize("likeness", OF_FOLLOW_UPS)
@pytest.mark.parametrize("words", POINT_BACK)
def test_what_points_back_carries_the_last_question_on(words: str, likeness: float) -> None:
    assert leaning(words, before(), likeness) == LEANS


@pytest.mark.parametrize("likeness", [*OF_FOLLOW_UPS, KNOWN])
@pytest.mark.parametrize("words", ["any quotes on that?", "who said this?", "And who said that?", "did he say why?"])
def test_what_says_hardly_more_than_that_it_points_back_does_so_even_where_it_is_like_a_coded_question(
    words: str, likeness: float
) -> None:
    assert leaning(words, before(), likeness) == LEANS


@pytest.mark.parametrize("likeness", OF_FOLLOW_UPS)
@pytest.mark.parametrize("words", [*NAME_NOTHING, *ASK_ON, *SAY_THEY])
def test_what_says_too_little_by_itself_carries_the_last_question_on(words: str, likeness: float) -> None:
    assert leaning(words, before(), likeness) == LEANS


@pytest.mark.parametrize(
    "words", ["In what connection?", "What causes?", "Transcripts analysed?", "examples from hospitals?"]
)
def test_a_short_question_leans_unless_it_is_a_coded_one(words: str) -> None:
    assert leaning(words, before(), STRANGE) == LEANS
    assert leaning(words, before(), CODED) == ALONE


@pytest.mark.parametrize("likeness", OF_OTHERS)
@pytest.mark.parametrize("words", STAND_ALONE)
def test_a_question_that_says_what_it_is_about_stands_alone(words: str, likeness: float) -> None:
    assert leaning(words, before(), likeness) == ALONE


@pytest.mark.parametrize("likeness", [0.8, KNOWN, CODED])
@pytest.mark.parametrize("words", POINT_WITHIN)
def test_a_pointing_word_within_a_question_that_says_enough_does_not_make_it_lean(words: str, likeness: float) -> None:
    assert leaning(words, before(), likeness) == ALONE


@pytest.mark.parametrize("likeness", [KNOWN, CODED])
@pytest.mark.parametrize("words", [*ABOUT_THE_STUDY, "Who was recruited?"])
def test_a_coded_question_about_the_study_stands_alone(words: str, likeness: float) -> None:
    assert leaning(words, before(), likeness) == ALONE


@pytest.mark.parametrize("likeness", OF_FOLLOW_UPS)
@pytest.mark.parametrize("words", TURN)
def test_an_opening_with_a_topic_or_a_place_turns_the_last_question(words: str, likeness: float) -> None:
    assert leaning(words, before(), likeness) == TURNS


@pytest.mark.parametrize(
    "words", ["and on targets?", "and money?", "what about engagement?", "no, I meant leadership", "what about PACS?"]
)
def test_an_opening_with_one_word_turns_the_last_question_though_that_word_is_coded(words: str) -> None:
    assert leaning(words, before(), CODED) == TURNS


@pytest.mark.parametrize("likeness", [*OF_FOLLOW_UPS, KNOWN])
@pytest.mark.parametrize("words", ["And who said that?", "But why was it cut?", "ok, any quotes on this?"])
def test_an_opening_with_a_pointing_word_carries_on_instead(words: str, likeness: float) -> None:
    assert leaning(words, before(), likeness) == LEANS


def test_an_opening_with_a_pointing_word_turns_where_it_is_like_a_coded_question() -> None:
    words = "And how was that coding of transcripts checked?"
    assert leaning(words, before(), 0.8) == TURNS
    assert leaning(words, before(), STRANGE) == LEANS


@pytest.mark.parametrize("likeness", ANY)
@pytest.mark.parametrize("words", NEXT_THEME)
def test_the_theme_after_turns_a_question_about_a_theme(words: str, likeness: float) -> None:
    assert leaning(words, before("What is theme 2 about?", theme=2), likeness) == TURNS


def test_without_a_theme_before_there_is_no_theme_after() -> None:
    assert leaning("what comes in the theme after", before(theme=2), STRANGE) == TURNS
    assert leaning("what comes in the theme after", before(theme=None), STRANGE) == LEANS


@pytest.mark.parametrize("status", REFUSED)
@pytest.mark.parametrize(("words", "how"), HANG)
def test_a_refusal_before_makes_no_difference(words: str, how: Leaning, status: Status) -> None:
    """One may ask on about what was refused; what was wrongly taken to lean is looked up by its own words too."""
    likeness = KNOWN if how == ALONE else 0.6
    assert leaning(words, before(status=status), likeness) == leaning(words, before(), likeness) == how


@pytest.mark.parametrize("words", ["", "?", "  "])
def test_nothing_at_all_is_no_error(words: str) -> None:
    how = leaning(words, before(), 0.0)
    assert how == LEANS
    assert PRESSURE in stand_alone(words, before(), how, 0.0)


# ------------------------------------------------------------------------------------------------ how likely it leans


@pytest.mark.parametrize(
    ("sign", "words", "other"),
    [
        ("names nothing", "any quotes?", "any quotes on trust?"),
        ("names one thing", "quotes on trust?", "quotes on trust and funding?"),
        ("points back", "who said that?", "who said so?"),
        ("may point back", "who said it?", "who said so?"),
        ("opens as one that goes on", "and targets?", "targets?"),
        ("third person", "did they say why?", "did people say why?"),
    ],
)
def test_each_sign_is_there_where_its_name_says_so_and_speaks_for_leaning(sign: str, words: str, other: str) -> None:
    at = SIGNS.index(sign)
    assert (signs(words, 0.5)[at], signs(other, 0.5)[at]) == (1, 0)
    assert WEIGHTS[at] > 0


def test_words_are_counted_up_to_where_more_of_them_tell_no_more() -> None:
    at = SIGNS.index("words")
    assert [signs(words, 0.5)[at] for words in ("", "why?", "any quotes on trust?")] == [0, 1, 4]
    assert signs("trust " * MOST_WORDS, 0.5) == signs("trust " * 3 * MOST_WORDS, 0.5)


@pytest.mark.parametrize(("words", "_"), HANG)
def test_the_liker_a_question_is_to_a_coded_one_the_less_likely_it_leans(words: str, _: Leaning) -> None:
    found = [odds(words, likeness) for likeness in (0.0, 0.25, 0.5, 0.75, 1.0)]
    assert found == sorted(found, reverse=True)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("likeness", OF_FOLLOW_UPS)
@pytest.mark.parametrize(
    ("likelier", "words"),
    [
        ("any quotes on that?", "any quotes on trust?"),
        ("why?", "why was trust so slow to grow between the organisations?"),
        ("and on targets?", "what on targets?"),
        ("did they disagree?", "did managers disagree?"),
        ("who said it?", "who said that trusts compete?"),
    ],
)
def test_what_says_less_and_points_back_more_leans_likelier(likelier: str, words: str, likeness: float) -> None:
    assert odds(likelier, likeness) > odds(words, likeness)


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


# ------------------------------------------------------------------------------------------------ what it is looked up by


def looked_up(words: str, last: Before, likeness: float) -> Readings:
    how = leaning(words, last, likeness)
    return readings_of(words, stand_alone(words, last, how, likeness), last, how, likeness)


LASTS = (
    before(),
    before("Any quotes on theme 2 at UEC?", theme=2),
)


@pytest.mark.parametrize("likeness", [*ANY, *OF_FOLLOW_UPS])
@pytest.mark.parametrize(("words", "_"), [*HANG, ("", LEANS), ("?", LEANS)])
def test_the_shares_of_the_wordings_add_up_to_one(words: str, _: Leaning, likeness: float) -> None:
    for last in LASTS:
        readings = looked_up(words, last, likeness)
        assert math.isclose(sum(share for _, share in readings), 1.0)
        assert all(share > 0 for _, share in readings)
        wordings = [wording for texts, _ in readings for wording in texts]
        assert len(set(wordings)) == len(wordings)
        assert not [wording for wording in wordings if "  " in wording]


@pytest.mark.parametrize("words", STAND_ALONE)
def test_a_question_that_surely_stands_alone_is_looked_up_by_its_own_words_only(words: str) -> None:
    assert looked_up(words, before(), KNOWN) == (((words,), 1.0),)


@pytest.mark.parametrize(
    ("words", "alone"),
    [
        ("why?", f"{PRESSURE} why?"),
        ("tell me more", f"{PRESSURE} tell me more"),
        ("who said that?", f"{PRESSURE} who said that?"),
    ],
)
def test_what_says_nothing_itself_is_looked_up_as_it_reads_when_made_whole(words: str, alone: str) -> None:
    assert looked_up(words, before(), 0.5) == (((alone,), 1.0),)


@pytest.mark.parametrize(
    ("words", "alone"),
    [
        ("and on national savings targets?", "national savings targets?"),
        ("what about PACS?", "What did PACS say about pressure?"),
        ("and in the care homes?", "What did the care homes say about pressure?"),
    ],
)
def test_a_turn_is_looked_up_as_what_it_turns_to(words: str, alone: str) -> None:
    assert looked_up(words, before(), 0.75) == (((alone,), 1.0),)


def test_a_turn_to_one_word_is_looked_up_beside_what_came_before_too() -> None:
    found = looked_up("and on targets?", before(), 0.75)
    assert [texts for texts, _ in found] == [("targets?",), (f"{PRESSURE} and on targets?",)]


@pytest.mark.parametrize(
    "words", ["what should we do about it?", "did anyone disagree?", "what was the cause of it?", "In what connection?"]
)
def test_a_follow_up_is_looked_up_by_its_own_words_and_joined_to_what_came_before(words: str) -> None:
    (own, share), (joined, _) = looked_up(words, before(), 0.5)
    assert own == (words,)
    assert share >= 0.5
    assert joined == (f"{PRESSURE} {words}",)


@pytest.mark.parametrize("words", ["what should we do about it?", "did anyone disagree?", "did their budgets shrink?"])
def test_the_likelier_a_question_leans_the_more_counts_what_came_before(words: str) -> None:
    own = [looked_up(words, before(), likeness)[0] for likeness in (0.9, 0.75, 0.6, 0.45)]
    assert {texts for texts, _ in own} == {(words,)}
    shares = [share for _, share in own]
    assert shares == sorted(shares, reverse=True)
    assert len(set(shares)) == len(shares)


@pytest.mark.parametrize("words", ["Which Trusts were studied?", "Why did hospitals compete?", "response rate"])
def test_what_is_taken_to_stand_alone_is_looked_up_by_its_own_words_though_it_is_in_doubt(words: str) -> None:
    likeness = next(x / 100 for x in range(100) if odds(words, x / 100) <= 0)
    assert leaning(words, before(), likeness) == ALONE
    assert looked_up(words, before(), likeness) == (((words,), 1.0),)
    assert looked_up(f"OK, {words}", before(), likeness) == (((words,), 1.0),)


def test_a_place_that_it_names_takes_the_place_of_another_in_what_it_is_joined_to() -> None:
    (own, _), (joined, _) = looked_up("did it work at PACS?", before(), 0.6)
    assert own == ("did it work at PACS?",)
    assert joined == ("What did say about pressure? did it work at PACS?",)


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
        ("When was the first version sent in?", "the reworked one?", "When was the reworked version sent in?"),
        (PRESSURE, "PACS?", "What did PACS say about pressure?"),
        (PRESSURE, "in the care homes?", "What did the care homes say about pressure?"),
        ("Any quotes on theme 2 at UEC?", "theme 4?", "Any quotes on theme 4 at UEC?"),
        ("Did PACS struggle in R1?", "UEC in the published paper?", "Did UEC struggle in the published paper?"),
        ("Why did trusts compete?", "who?", "Why did trusts compete?"),
        (PRESSURE, "the primary and acute one?", "What did the primary and acute Vanguard say about pressure?"),
        (PRESSURE, "sorry, I said MCP but meant PACS", "What did PACS say about pressure?"),
        (PRESSURE, "not the MCP, the care homes", "What did the care homes say about pressure?"),
        ("When was the first version submitted?", "and R1?", "When was R1 submitted?"),
        ("When was it submitted?", "and R1?", "When was it submitted? in R1"),
    ],
)
def test_a_place_is_put_where_one_of_its_kind_stood(words: str, own: str, changed: str) -> None:
    assert in_place_of(words, own) == changed


@pytest.mark.parametrize(
    "words", ["more than at the care homes?", "fewer than the multispecialty one", "bigger than ACC?"]
)
@pytest.mark.parametrize("likeness", ANY)
def test_a_comparison_means_both_places(words: str, likeness: float) -> None:
    anchor = "How many people were interviewed at PACS?"
    assert compares(words)
    assert leaning(words, before(anchor), likeness) == LEANS
    assert stand_alone(words, before(anchor), LEANS, likeness) == f"{anchor} {words}"


@pytest.mark.parametrize(
    "words", ["Which site had more interviews than the others?", "Is it higher in the north than here?"]
)
def test_a_comparison_that_names_no_place_or_says_more_holds_nothing_against_what_came_before(words: str) -> None:
    assert not compares(words)


@pytest.mark.parametrize(
    "words", ["sorry, I meant the care homes", "oops, wrong one, the acute care one", "I said MCP but meant ACC"]
)
@pytest.mark.parametrize("likeness", ANY)
def test_what_sets_a_place_right_turns_the_question_whatever_it_is_like(words: str, likeness: float) -> None:
    assert names_only_places(words)
    assert leaning(words, before(), likeness) == TURNS


@pytest.mark.parametrize("words", ["what is meant by MCP?", "the MCP and trust", "and trust?"])
def test_what_asks_something_is_more_than_a_place(words: str) -> None:
    assert not names_only_places(words)


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
