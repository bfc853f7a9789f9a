"""A question is understood as a person would understand it: what it asks for, about whom, in which version, leaning on what."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from tests.index_fixtures import shared_assistant, shared_settings

from lessons.answers import Assistant
from lessons.bank import Bank, NoBank
from lessons.domain import Answer, Citation, Pilot, Status
from lessons.mentions import SpeakerFilter
from lessons.questions import LONGEST_QUESTION, Query, Turn, understand
from lessons.terms import content_words
from lessons.wants import Want

FIXTURES = (shared_settings, shared_assistant)

MCP, PACS, ACC, EHCH, UEC = Pilot.MCP, Pilot.PACS, Pilot.ACC, Pilot.EHCH, Pilot.UEC


def turn(question: str, before: Turn | None = None, bank: Bank | None = None) -> Turn:
    """An earlier question with some answer."""
    query = understand(question, before, bank)
    return Turn(query, Answer(question, query.standalone, Status.ANSWERED, (), (), (), "extractive", 0.1))


@pytest.mark.parametrize(
    ("question", "want"),
    [
        ("Any quotes about trust between hospitals?", Want.QUOTES),
        ("Give me a quotation on funding running out", Want.QUOTES),
        ("What was said verbatim on MDT working?", Want.QUOTES),
        ("two short quotes from the care homes, please", Want.QUOTES),
        ("Got a sound bite on return on investment?", Want.QUOTES),
        ("What did people say about goal-posts in their own words?", Want.QUOTES),
        ("what did EHCH senior manager 6 say about time?", Want.QUOTES),
        ("Did anyone complain about the pace?", Want.QUOTES),
        ("Someone saying the money was not the problem?", Want.QUOTES),
        ("Which voices speak of patients?", Want.QUOTES),
        ("Is somebody on record about the targets?", Want.QUOTES),
        ("Who said the elephant in the room line?", Want.SPEAKER),
        ("Whose words are “bigger beasts”?", Want.SPEAKER),
        ("who put it like that: nobody to back-fill?", Want.SPEAKER),
        ("Who told them about the boundary line?", Want.SPEAKER),
        ("What do the authors recommend on targets?", Want.RECOMMENDATIONS),
        ("What should managers do about silo working?", Want.RECOMMENDATIONS),
        ("Any advice for leaders about relationships?", Want.RECOMMENDATIONS),
        ("key messages for policy makers", Want.RECOMMENDATIONS),
        ("What are the learning points on investment?", Want.RECOMMENDATIONS),
        ("what can we do about uneven development", Want.RECOMMENDATIONS),
        ("Tips for regional bodies?", Want.RECOMMENDATIONS),
        ("Which lessons come from earlier reforms?", Want.RECOMMENDATIONS),
        ("What would the study suggest on staffing?", Want.RECOMMENDATIONS),
        ("What changed between the submitted and the published version?", Want.CHANGES),
        ("Was the funding statement reworded in R1?", Want.CHANGES),
        ("How did the title of theme 1 change in the revision?", Want.CHANGES),
        ("Did the published paper soften the wording on financial support?", Want.CHANGES),
        ("Was the ethics statement added after the first submission?", Want.CHANGES),
        ("How does the abstract differ between the manuscript and the final paper?", Want.CHANGES),
        ("Compare the limitations in the draft and the published paper", Want.CHANGES),
        ("Which sentences were dropped from the original manuscript?", Want.CHANGES),
        ("How many people were interviewed?", Want.NUMBER),
        ("How many interviews took place at the UEC pilot?", Want.NUMBER),
        ("What proportion of interviewees were IT managers?", Want.NUMBER),
        ("what's the total number of interviews?", Want.NUMBER),
        ("How long did the interviews last?", Want.NUMBER),
        ("Which references does the paper cite on targets?", Want.REFERENCES),
        ("How many references are in R1?", Want.REFERENCES),
        ("Who wrote the literature on gaming?", Want.REFERENCES),
        ("What does the SRQR checklist say about sampling?", Want.CHECKLIST),
        ("Which reporting standard did they follow?", Want.CHECKLIST),
        ("What is theme 4 called?", Want.HEADINGS),
        ("What are the headings of the discussion?", Want.HEADINGS),
        ("Name of the third section?", Want.HEADINGS),
        ("What did the reviewers say about the methods?", Want.REVIEWS),
        ("Did peer review comments mention sampling?", Want.REVIEWS),
        ("What concerns did the referees raise?", Want.REVIEWS),
        ("Can I see the feedback from the reviewers?", Want.REVIEWS),
    ],
)
def test_what_a_question_wants_shows_in_its_words(question: str, want: Want) -> None:
    assert want in understand(question).wants


@pytest.mark.parametrize(
    ("question", "not_wanted"),
    [
        ("How did the pace of change affect the sites?", Want.CHANGES),
        ("Why was culture change so hard?", Want.CHANGES),
        ("Did views differ between the pilots?", Want.CHANGES),
        ("What comments did interviewees make about targets?", Want.REVIEWS),
        ("How was the evidence reviewed by the team?", Want.REVIEWS),
        ("What does the paper say about mistrust?", Want.NUMBER),
        ("How did hospitals work together?", Want.NUMBER),
        ("Who funded the study?", Want.SPEAKER),
        ("Why did multidisciplinary teams struggle?", Want.QUOTES),
        ("What is the aim of the PACS pilot?", Want.QUOTES),
        ("How did uncertainty affect staff?", Want.RECOMMENDATIONS),
        ("What was found about theme 3?", Want.HEADINGS),
        ("How were interviewees recruited?", Want.CHECKLIST),
        ("What did people value about the programme?", Want.REFERENCES),
    ],
)
def test_a_question_does_not_want_what_it_does_not_ask(question: str, not_wanted: Want) -> None:
    assert not_wanted not in understand(question).wants


@pytest.mark.parametrize(
    ("question", "pilots"),
    [
        ("What happened at the MCP?", {MCP}),
        ("What did the multi-specialty community provider find?", {MCP}),
        ("everything on the multispecialty community provider", {MCP}),
        ("How did pacs get on?", {PACS}),
        ("What did managers in the primary and acute care system think?", {PACS}),
        ("Quotes from ACC, please", {ACC}),
        ("Why was there mistrust in the acute care collaboration?", {ACC}),
        ("how did the hospital alliance get on with trust?", {ACC}),
        ("Any voices from the EHCH pilot?", {EHCH}),
        ("What happened in the care homes?", {EHCH}),
        ("the care-home pilot", {EHCH}),
        ("What happened in the nursing homes?", {EHCH}),
        ("What went wrong at the urgent care site?", {UEC}),
        ("And at the A&E pilot?", {UEC}),
        ("the emergency care pilot", {UEC}),
        ("Compare PACS and MCP on engagement", {PACS, MCP}),
        ("Did care homes and urgent care share problems?", {EHCH, UEC}),
        ("What impacts did targets have?", set()),
        ("According to the authors, is it too early to judge?", set()),
        ("What do staff in primary care need?", set()),
        ("Did the five pilots differ?", set()),
    ],
)
def test_pilots_are_known_by_short_name_full_name_and_everyday_name(question: str, pilots: set[Pilot]) -> None:
    assert set(understand(question).pilots) == pilots


@pytest.mark.parametrize(
    ("question", "said_by", "not_said_by"),
    [
        ("What did PACS-Senior Manager 1 say?", "PACS-Senior Manager 1, CCG", "PACS-Senior Manager 3, CCG"),
        ("Quote UEC manager 5", "UEC-Senior Manager 5, CCG", "EHCH-Senior Manager 5, CCG"),
        ("UEC-Senior Manager 5, CCG", "UEC-Senior Manager 5, CCG", "UEC-Senior Manager 7, CCG"),
        ("What did MCP, Senior Manager 2 say?", "MCP-Senior Manager 2, CCG", "UEC-Senior IT Manager 2, CCG"),
        ("words of EHCH senior manager 14", "EHCH-Senior Manager 14, CCG", "EHCH-Senior Manager 12, CCG"),
        ("manager 3 at PACS", "PACS-Senior Manager 3, CCG", "UEC-Senior Manager 3, CCG"),
        ("ACC manager no. 4", "ACC-Senior Manager 4, CCG", "ACC-Senior Manager 1, CCG"),
        ("Senior Manager #9 of PACS", "PACS-Senior Manager 9, CCG", "PACS-Senior Manager 4, CCG"),
        ("EHCH manager number 7", "EHCH-Senior Manager 7, CCG", "EHCH-Senior Manager 6, CCG"),
        ("what did Senior IT Manager 2 at UEC say?", "UEC-Senior IT Manager 2, CCG", "MCP-Senior Manager 2, CCG"),
        ("What did the IT managers say?", "UEC-Senior IT Manager 2, CCG", "UEC-Senior Manager 5, CCG"),
        ("Any words from a digital lead?", "UEC-Senior IT Manager 2, CCG", "PACS-Senior Manager 4, CCG"),
        ("what did the tech people tell them", "UEC-Senior IT Manager 2, CCG", "ACC-Senior Manager 1, CCG"),
    ],
)
def test_speakers_are_known_by_label_number_and_role(question: str, said_by: str, not_said_by: str) -> None:
    speakers = understand(question).speakers
    assert any(s.fits(said_by) for s in speakers)
    assert not any(s.fits(not_said_by) for s in speakers)


@pytest.mark.parametrize(
    "question",
    [
        "What did managers think of the pace?",
        "Is it a barrier to joint working?",
        "How many of the 66 interviews were with managers?",
        "What did people say about digital capacity?",
    ],
)
def test_a_question_about_people_in_general_names_no_speaker(question: str) -> None:
    assert understand(question).speakers == ()


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (SpeakerFilter(), True),
        (SpeakerFilter(pilot=PACS), True),
        (SpeakerFilter(pilot=UEC), False),
        (SpeakerFilter(role="Manager"), True),
        (SpeakerFilter(role="IT Manager"), False),
        (SpeakerFilter(number=1), True),
        (SpeakerFilter(number=11), False),
        (SpeakerFilter(PACS, "Senior Manager", 1), True),
    ],
)
def test_a_filter_fits_a_speaker_in_every_point_that_it_names(wanted: SpeakerFilter, fits: bool) -> None:
    assert wanted.fits("PACS-Senior Manager 1, CCG") is fits


def test_a_number_is_not_taken_for_the_beginning_of_another() -> None:
    assert not SpeakerFilter(EHCH, "Manager", 1).fits("EHCH-Senior Manager 12, CCG")
    assert not SpeakerFilter(EHCH, "Manager", 4).fits("EHCH-Senior Manager 14, CCG")


@pytest.mark.parametrize(
    ("question", "theme"),
    [
        ("quotes from theme 2", 2),
        ("theme six in a nutshell", 6),
        ("What is theme no. 4 called?", 4),
        ("Theme number 1, please", 1),
        ("the 5th theme please", 5),
        ("Give me all the quotes from the third theme", 3),
        ("the first theme", 1),
        ("theme 7", None),
        ("theme 12", None),
        ("theme 0", None),
        ("What is the main theme?", None),
        ("How many themes are there?", None),
        ("table 3", None),
    ],
)
def test_theme_is_one_of_the_six_or_none(question: str, theme: int | None) -> None:
    assert understand(question).themes == ((theme,) if theme else ())


@pytest.mark.parametrize(
    ("question", "themes"),
    [
        ("compare themes 1 and 2", (1, 2)),
        ("difference between theme 2 and theme five", (2, 5)),
        ("quotes from themes 6, 3 & 1", (6, 3, 1)),
        ("theme 4 versus theme 4", (4,)),
        ("the six themes", ()),
    ],
)
def test_several_themes_are_named_as_they_come(question: str, themes: tuple[int, ...]) -> None:
    asked = understand(question)
    assert asked.themes == themes
    assert Want.CHANGES not in asked.wants


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("I need three quotes on engagement", 3),
        ("two short quotes from the care homes, please", 2),
        ("show me one quote about silos", 1),
        ("top 3 quotes on money", 3),
        ("12 quotes", 12),
        ("five voices on trust", 5),
        ("Any quotes on trust?", None),
        ("quotes about the five pilots", None),
        ("quotes from theme 2", None),
        ("What did the 66 interviewees want?", None),
    ],
)
def test_how_many_quotes_are_asked_for(question: str, count: int | None) -> None:
    assert understand(question).count == count


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("just two", 2),
        ("only one please", 1),
        ("and one more", 1),
        ("ok, give me three", 3),
        ("make it 4", 4),
        ("why two?", None),
        ("and in theme two?", None),
        ("the other one", None),
    ],
)
def test_a_number_alone_says_how_many_where_quotes_were_asked_for(question: str, count: int | None) -> None:
    assert understand(question, turn("Give me quotes on trust")).count == count
    assert understand(question, turn("How was trust built?")).count is None


@pytest.mark.parametrize(
    ("question", "versions"),
    [
        ("what does the submitted version say about government targets?", {"submitted"}),
        ("How did the first version describe theme 3?", {"submitted"}),
        ("What did the original manuscript say about ethics?", {"submitted"}),
        ("What was originally said about return on investment?", {"submitted"}),
        ("the June draft", {"submitted"}),
        ("In the revised manuscript, how were participants chosen?", {"r1"}),
        ("What is in R1 on software?", {"r1"}),
        ("the August version", {"r1"}),
        ("the resubmitted paper", {"r1"}),
        ("What does the version of record say about software?", {"published"}),
        ("final version of the paper", {"published"}),
        ("how was it in print", {"published"}),
        ("What changed between the submitted and the published version?", {"submitted", "published"}),
        ("From R1 to the published article, what is new?", {"r1", "published"}),
        ("What does the paper say about targets?", set()),
        ("Why did trust grow slowly?", set()),
        ("What did they learn from earlier reforms?", set()),
    ],
)
def test_versions_are_known_by_the_names_that_people_give_them(question: str, versions: set[str]) -> None:
    assert set(understand(question).versions) == versions


def test_a_version_that_is_set_beats_those_in_the_words() -> None:
    assert understand("What does the submitted version say?", version="r1").versions == ("r1",)
    assert understand("What about targets?", version="checklist").versions == ("checklist",)
    assert understand("What does the submitted version say?", version="all").versions == ("submitted",)


@pytest.mark.parametrize(
    ("question", "left", "gone"),
    [
        ("Can you please tell me about silo working? Thanks", {"silo", "working"}, {"please", "tell", "thanks", "can"}),
        ("I would like to know about trust, please", {"trust"}, {"would", "like", "know", "please"}),
        ("Hello, could you find me something on back-fill?", {"back-fill"}, {"hello", "could", "find"}),
        ("Give me a quote on engagement", {"engagement"}, {"give", "quote", "me"}),
        ("What did MCP managers say about efficiencies?", {"efficiencies"}, {"mcp", "managers", "say"}),
        ("Any quotes from theme two on digital money?", {"digital", "money"}, {"quotes", "theme", "two"}),
        ("Which words are about the bigger beasts?", {"bigger", "beasts"}, {"which", "words", "about"}),
    ],
)
def test_topic_is_what_is_left_after_filler(question: str, left: set[str], gone: set[str]) -> None:
    words = {word.lower() for word in content_words(understand(question).topic)}
    assert left <= words
    assert not gone & words


@pytest.mark.parametrize(
    ("question", "left", "gone"),
    [
        (
            "What changed in the funding statement between the submitted and the published version?",
            "funding",
            "published",
        ),
        ("Was the ethics statement added after the first submission?", "ethics", "submission"),
        ("How did the heading on return on investment differ in R1?", "return on investment", "R1"),
        ("Did the published paper soften the wording on financial support?", "financial support", "published"),
    ],
)
def test_topic_of_a_question_about_changes_leaves_the_versions_out(question: str, left: str, gone: str) -> None:
    topic = understand(question).topic
    assert left in topic
    assert gone not in topic


@pytest.mark.parametrize(
    ("question", "has_topic"),
    [
        ("quotes", False),
        ("all the quotes from UEC", False),
        ("What did PACS-Senior Manager 1 say?", False),
        ("hello", False),
        ("why?", False),
        ("what about the other one?", False),
        ("quotes from theme 2", False),
        ("quotes on trust", True),
        ("What did UEC say about local authorities?", True),
        ("barriers", True),
        ("MDT?", True),
    ],
)
def test_a_question_has_a_topic_when_it_says_what_about(question: str, has_topic: bool) -> None:
    assert understand(question).has_topic is has_topic


@pytest.mark.parametrize(
    ("question", "everything"),
    [
        ("What changed between the submitted and the published version?", True),
        ("How do R1 and the published version differ?", True),
        ("Compare the submitted and the revised manuscript", True),
        ("Was the funding statement reworded in R1?", False),
        ("How did the abstract change between the versions?", False),
        ("What changed in theme 5 between the versions?", True),
        ("Was theme 5 renamed?", False),
        ("How was the money in theme 5 put at first?", False),
        ("all quotes", False),
    ],
)
def test_a_question_about_all_changes_names_none(question: str, everything: bool) -> None:
    assert understand(question).about_all_changes is everything


@pytest.mark.parametrize(
    ("question", "exhaustive"),
    [
        ("list all the recommendations", True),
        ("every quote from ACC", True),
        ("the complete list of themes", True),
        ("quotes from ACC", False),
        ("a recommendation on targets", False),
    ],
)
def test_a_question_for_all_is_told_from_one_for_some(question: str, exhaustive: bool) -> None:
    assert understand(question).exhaustive is exhaustive


def test_everyday_words_bring_the_studys_words_into_the_search_but_not_into_the_question() -> None:
    bank = NoBank()
    bank.everyday = {"whitehall": "national government", "bosses": "managers"}
    query = understand("Was Whitehall impatient?", bank=bank)
    assert "national government" in query.searched
    assert "managers" not in query.searched
    assert "national government" not in query.standalone
    assert "Whitehall" in query.searched


def test_blanks_and_line_ends_make_no_difference() -> None:
    spaced, plain = understand("  Any \n quotes\ton   trust? "), understand("Any quotes on trust?")
    assert (spaced.standalone, spaced.topic, spaced.wants) == (plain.standalone, plain.topic, plain.wants)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "When did the PACS pilot begin and how many bed days did it save?",
            ("When did the PACS pilot begin", "how many bed days did it save"),
        ),
        (
            "What are the six themes? And who is the prime minister?",
            ("What are the six themes", "who is the prime minister"),
        ),
        (
            "How long did interviews take, and how many were held?",
            ("How long did interviews take", "how many were held"),
        ),
        ("Was the funding cut but did the work go on?", ("Was the funding cut", "did the work go on")),
        (
            "Who said that trusts compete and how did the authors explain it?",
            ("Who said that trusts compete", "how did the authors explain it"),
        ),
        (
            "How did targets do harm, and also what should be done about pace?",
            ("How did targets do harm", "what should be done about pace"),
        ),
    ],
)
def test_a_double_question_comes_apart(question: str, parts: tuple[str, str]) -> None:
    found = understand(question).parts
    assert len(found) == 2
    for part, words in zip(found, parts, strict=True):
        assert words in part.question


@pytest.mark.parametrize(
    "question",
    [
        "What did people say about trust and engagement?",
        "How do health and social care work together?",
        "Compare PACS and MCP on engagement",
        "Why was funding cut and when?",
        "Which pilot had the most interviews?",
        "Were staff keen and committed?",
        "What are the strengths and limitations of this study?",
    ],
)
def test_a_single_question_stays_whole(question: str) -> None:
    assert understand(question).parts == ()


def test_each_part_is_understood_by_itself() -> None:
    query = understand("What did the MCP say on pressure and how many people were interviewed at UEC?")
    first, second = query.parts
    assert (first.pilots, second.pilots) == ((MCP,), (UEC,))
    assert Want.NUMBER in second.wants
    assert Want.NUMBER not in first.wants
    assert set(query.pilots) == {MCP, UEC}


# (earlier question, follow-up, how the second hangs on the first)
FOLLOW_UPS = [
    ("Is there a quote about the elephant in the room?", "who said that?", "continues"),
    ("Is there a quote about the elephant in the room?", "Whose words were those?", "continues"),
    ("Is there a quote about the elephant in the room?", "What else did that manager say?", "continues"),
    ("Was it hard to get hospital doctors into the community?", "why?", "continues"),
    ("Was it hard to get hospital doctors into the community?", "why was that?", "continues"),
    ("Why did deadlines annoy people?", "any quotes on that?", "continues"),
    ("Why did deadlines annoy people?", "can you give me a quote on that please", "continues"),
    ("Why did deadlines annoy people?", "what should we do about it?", "continues"),
    ("Why did deadlines annoy people?", "what can be done about this?", "continues"),
    ("Why did deadlines annoy people?", "do they recommend anything?", "continues"),
    ("Who funded the study?", "did that change between the versions?", "continues"),
    ("What is the aim of the PACS pilot?", "when did it start?", "continues"),
    ("what held multidisciplinary teams back?", "really?", "continues"),
    ("what held multidisciplinary teams back?", "can you summarise that?", "continues"),
    ("Give me quotes on engagement", "tell me more", "continues"),
    ("What did the MCP say about pressure?", "and in the care homes?", "turns"),
    ("What did the MCP say about pressure?", "what about PACS?", "turns"),
    ("What did the MCP say about pressure?", "and at the urgent care one?", "turns"),
    ("How many people were interviewed in the care homes?", "no, I meant the hospitals", "turns"),
    ("How many people were interviewed in the care homes?", "sorry, I meant the MCP", "turns"),
    ("What do the authors recommend about funding?", "and on targets?", "turns"),
    ("What do the authors recommend about funding?", "ok, and on relationships between organisations?", "turns"),
    ("what held multidisciplinary teams back?", "and money?", "turns"),
    ("When was the first version sent to the journal?", "And the reworked one?", "turns"),
    ("How many people were interviewed at PACS?", "What are the limitations of the study?", "none"),
    ("How many people were interviewed at PACS?", "Why did hospital trusts compete with each other?", "none"),
    ("How many people were interviewed at PACS?", "How were the transcripts analysed?", "none"),
    ("How many people were interviewed at PACS?", "What did ACC-Senior Manager 1 say about culture?", "none"),
    ("How many people were interviewed at PACS?", "Was the ethics statement added after the first submission?", "none"),
    ("What did the MCP say about pressure?", "What did people at UEC say about local authorities?", "none"),
    ("What did the MCP say about pressure?", "Is it true that funding was cut for digital developments?", "none"),
    ("What did the MCP say about pressure?", "What do the authors recommend to national leaders on targets?", "none"),
    ("What did the MCP say about pressure?", "Did the study's design include patients?", "none"),
    ("what held multidisciplinary teams back?", "What happened in the Vanguards after the funding ended?", "none"),
]


def leaning(follow_up: str, before: Turn, bank: Bank | None = None) -> str:
    """How a follow-up was understood: with the earlier answer, as a turn of the earlier question, or by itself.

    One that stands by itself may still be looked up with the earlier question beside it, where that is in doubt.
    """
    query, alone = understand(follow_up, before, bank), understand(follow_up, None, bank)
    if query.leans_on is before.answer:
        return "continues"
    assert query.leans_on is None
    if replace(query, after=None, readings=(), asked=()) == replace(alone, readings=(), asked=()):
        assert query.readings[0][0] == (follow_up,)
        assert query.readings[0][1] > 0.5
        return "none"
    assert query.leans
    return "turns"


@pytest.mark.parametrize(("earlier", "follow_up", "hangs"), FOLLOW_UPS)
def test_how_a_follow_up_hangs_on_the_question_before(
    assistant: Assistant, earlier: str, follow_up: str, hangs: str
) -> None:
    bank = assistant.library
    assert leaning(follow_up, turn(earlier, bank=bank), bank) == hangs


@pytest.mark.parametrize(("earlier", "follow_up", "hangs"), FOLLOW_UPS)
def test_it_hangs_on_it_the_same_way_where_nothing_is_coded(earlier: str, follow_up: str, hangs: str) -> None:
    assert leaning(follow_up, turn(earlier)) == hangs


@pytest.mark.parametrize(("_", "follow_up", "__"), FOLLOW_UPS)
def test_nothing_leans_on_a_conversation_that_has_not_begun(_: str, follow_up: str, __: str) -> None:
    query = understand(follow_up)
    assert query.leans_on is None
    assert query.standalone == follow_up


@pytest.mark.parametrize(
    ("earlier", "follow_up", "kept"),
    [
        ("Was it hard to get hospital doctors into the community?", "why?", "hospital doctors"),
        ("Why did deadlines annoy people?", "any quotes on that?", "deadlines"),
        ("What problems did targets cause?", "what should we do about it?", "targets"),
        ("What did the MCP say about pressure?", "and in the care homes?", "pressure"),
        ("How many people were interviewed at PACS?", "and at UEC?", "interviewed"),
    ],
)
def test_a_leaning_question_is_made_to_stand_alone(
    assistant: Assistant, earlier: str, follow_up: str, kept: str
) -> None:
    query = understand(follow_up, turn(earlier, bank=assistant.library), assistant.library)
    assert kept in query.standalone
    assert kept in query.topic
    assert query.question == follow_up


@pytest.mark.parametrize(
    ("earlier", "follow_up", "pilots"),
    [
        ("What did the MCP say about pressure?", "and in the care homes?", (EHCH,)),
        ("What did the MCP say about pressure?", "what about PACS?", (PACS,)),
        ("Give me quotes from the UEC pilot", "and from ACC?", (ACC,)),
        ("How many people were interviewed at PACS?", "and at UEC?", (UEC,)),
        ("What is the aim of the PACS pilot?", "when did it start?", (PACS,)),
        ("What did the MCP say about pressure?", "any quotes on that?", (MCP,)),
        ("What did the MCP say about pressure?", "How were the transcripts analysed?", ()),
    ],
)
def test_a_newly_named_pilot_takes_the_place_of_the_earlier_one(
    assistant: Assistant, earlier: str, follow_up: str, pilots: tuple[Pilot, ...]
) -> None:
    query = understand(follow_up, turn(earlier, bank=assistant.library), assistant.library)
    assert query.pilots == pilots
    if pilots and "MCP" in earlier and MCP not in pilots:
        assert "MCP" not in query.standalone


def test_a_newly_named_version_takes_the_place_of_the_earlier_one(assistant: Assistant) -> None:
    earlier = turn("When was the first version sent to the journal?", bank=assistant.library)
    query = understand("And the reworked one?", earlier, assistant.library)
    assert query.versions == ("r1",)
    assert "sent to the journal" in query.standalone
    assert "first version" not in query.standalone


@pytest.mark.parametrize(
    ("earlier", "follow_up", "want"),
    [
        ("What do the authors recommend about funding?", "and on targets?", Want.RECOMMENDATIONS),
        (
            "What do the authors recommend about funding?",
            "ok, and on relationships between organisations?",
            Want.RECOMMENDATIONS,
        ),
        ("Give me quotes on engagement", "and on trust?", Want.QUOTES),
        ("Any quotes from the MCP on pressure?", "what about PACS?", Want.QUOTES),
        ("Was the funding statement reworded in R1?", "and the abstract?", Want.CHANGES),
    ],
)
def test_a_turn_to_something_else_still_wants_the_same_kind_of_answer(
    assistant: Assistant, earlier: str, follow_up: str, want: Want
) -> None:
    assert want in understand(follow_up, turn(earlier, bank=assistant.library), assistant.library).wants


def test_a_follow_up_leans_on_the_last_question_not_on_older_ones(assistant: Assistant) -> None:
    first = turn("What is the aim of the PACS pilot?", bank=assistant.library)
    second = turn("Why did hospital trusts compete with each other?", first, assistant.library)
    query = understand("any quotes on that?", second, assistant.library)
    assert query.leans_on is second.answer
    assert "PACS" not in query.standalone
    assert not [texts for texts, _ in query.readings if "PACS" in texts[0]]


def test_a_chain_of_follow_ups_keeps_its_subject(assistant: Assistant) -> None:
    first = turn("What problems did targets cause?", bank=assistant.library)
    second = turn("any quotes on that?", first, assistant.library)
    query = understand("what should we do about it?", second, assistant.library)
    assert "targets" in query.standalone
    assert [texts for texts, _ in query.readings if "targets" in texts[0]]


@pytest.mark.parametrize(
    "question", ["Why did deadlines annoy people?", "  Why did \n deadlines annoy people? ", "why?", ""]
)
def test_a_question_that_begins_a_conversation_is_looked_up_as_it_is(question: str) -> None:
    query = understand(question)
    assert query.readings == (((query.standalone,), 1.0),)


def test_each_part_of_a_question_is_looked_up_by_itself() -> None:
    query = understand("What did the MCP say on pressure and how many people were interviewed at UEC?")
    assert [part.readings for part in query.parts] == [(((part.question,), 1.0),) for part in query.parts]


def test_a_question_in_parts_is_read_part_by_part_and_not_as_a_whole_too() -> None:
    query = understand("What did the MCP say on pressure and how many people were interviewed at UEC?")
    parts = tuple(part.question for part in query.parts)
    assert len(parts) == 2
    assert query.readings == ((parts, 1.0),)
    assert query.asked == tuple((part, ()) for part in parts)


def test_a_question_in_parts_that_follows_another_is_read_behind_it_as_a_whole() -> None:
    words = "What did the MCP say on pressure and how many people were interviewed at UEC?"
    query = understand(words, turn("Why did deadlines annoy people?"))
    assert query.asked == ((words, ("Why did deadlines annoy people?",)),)


def test_what_only_carries_on_is_not_looked_up_even_where_nothing_was_asked_before() -> None:
    assert understand("OK, so why did deadlines annoy people?").readings == (
        (("why did deadlines annoy people?",), 1.0),
    )


@pytest.mark.parametrize(("earlier", "follow_up", "_"), FOLLOW_UPS)
def test_the_shares_of_what_a_follow_up_is_looked_up_by_add_up_to_one(
    assistant: Assistant, earlier: str, follow_up: str, _: str
) -> None:
    query = understand(follow_up, turn(earlier, bank=assistant.library), assistant.library)
    assert math.isclose(sum(share for _, share in query.readings), 1.0)
    assert query.readings[0][0] in ((follow_up,), (query.standalone,))


@pytest.mark.parametrize(
    ("earlier", "follow_up", "kept"),
    [
        ("Why did deadlines annoy people?", "any quotes on that?", "deadlines"),
        ("Why did deadlines annoy people?", "do they recommend anything?", "deadlines"),
        ("What is the aim of the PACS pilot?", "when did it start?", "PACS"),
        ("What did the MCP say about pressure?", "and in the care homes?", "pressure"),
        ("When was the first version sent to the journal?", "And the reworked one?", "journal"),
    ],
)
def test_a_follow_up_is_looked_up_with_what_it_leans_on(
    assistant: Assistant, earlier: str, follow_up: str, kept: str
) -> None:
    query = understand(follow_up, turn(earlier, bank=assistant.library), assistant.library)
    assert sum(share for texts, share in query.readings if kept in texts[0]) >= 0.4


def test_a_follow_up_of_a_follow_up_is_looked_up_with_the_subject_of_both(assistant: Assistant) -> None:
    bank = assistant.library
    second = turn("did anyone disagree?", turn("What problems did targets cause?", bank=bank), bank)
    wordings = [texts for texts, _ in understand("what was the cause of it?", second, bank).readings]
    assert wordings == [
        ("what was the cause of it?",),
        ("What problems did targets cause? what was the cause of it?",),
    ]


def test_a_question_for_more_from_the_same_person_is_looked_up_by_its_own_words() -> None:
    earlier = turn("Is there a quote about the elephant in the room?")
    said = Citation(1, "published", "Findings", 4, None, "PACS-Senior Manager 4, CCG", 0, 12, "The elephant")
    earlier = replace(earlier, answer=replace(earlier.answer, citations=(said,)))
    query = understand("What else did that manager say?", earlier)
    assert query.readings == ((("What else did that manager say?",), 1.0),)
    assert query.speakers == (SpeakerFilter(PACS, "Senior Manager", 4),)


def test_no_more_of_an_overlong_question_is_looked_up_by_a_follow_up_than_was_read_of_it(assistant: Assistant) -> None:
    follow_up = "did anyone disagree?"
    earlier = turn("What did the managers say about funding and trust? " * 400, bank=assistant.library)
    readings = understand(follow_up, earlier, assistant.library).readings
    assert max(len(text) for texts, _ in readings for text in texts) <= LONGEST_QUESTION + len(f" {follow_up}")


def test_the_same_question_is_understood_the_same_way_every_time() -> None:
    asked = [understand("Two quotes from PACS on theme 5 in R1?") for _ in range(3)]
    assert asked[0] == asked[1] == asked[2]
    assert isinstance(asked[0], Query)
    assert (asked[0].count, asked[0].pilots, asked[0].themes, asked[0].versions) == (2, (PACS,), (5,), ("r1",))


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("give me two quotes on time pressure", "time pressure"),
        ("Any quotations from managers about trust?", "trust?"),
        ("a sound bite regarding money", "money"),
    ],
)
def test_what_quotes_are_asked_about_is_a_question_of_its_own(question: str, subject: str) -> None:
    bare = understand(question).bare
    assert bare is not None
    assert bare.question == subject


@pytest.mark.parametrize("question", ["What about trust?", "three quotes please", "Who said that about trust?"])
def test_without_quotes_about_something_there_is_no_such_question(question: str) -> None:
    assert understand(question).bare is None
