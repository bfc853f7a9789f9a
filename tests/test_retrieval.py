"""What is retrieved comes from the versions that a question is about, best first, and the same every time."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from tests.index_fixtures import shared_assistant, shared_settings

from lessons.answers import Assistant
from lessons.chunks import LEAD_IN
from lessons.domain import ChunkKind, Passage
from lessons.questions import Want, understand
from lessons.recognition import odds
from lessons.retrieval import NEAREST_ANSWERED, NEIGHBOURS, Evidence, retrieve

FIXTURES = (shared_settings, shared_assistant)

ABOUT_THE_STUDY = (
    "What did people say about funding?",
    "Why do hospital trusts mistrust each other?",
    "Who funded the study?",
    "Which committee gave ethical approval?",
    "How were the interviewees recruited?",
    "What do the authors recommend on targets?",
    "How many people were interviewed at the UEC pilot?",
    "Give me quotes from PACS",
    "What is the aim of the ACC pilot?",
    "When did the interviews take place?",
    "How do I bake bread?",
)
MANUSCRIPTS = ("submitted", "r1")


def found(assistant: Assistant, question: str, version: str | None = None) -> Evidence:
    return retrieve(understand(question, bank=assistant.library, version=version), assistant.library, version)


def found_after(assistant: Assistant, question: str, *history: str) -> Evidence:
    return retrieve(assistant.turn(question, history).query, assistant.library)


def documents(evidence: Evidence) -> set[str]:
    return {p.chunk.document for p in evidence.passages}


def letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())


@pytest.mark.parametrize("question", ABOUT_THE_STUDY)
def test_ranks_count_from_one_and_scores_fall(assistant: Assistant, question: str) -> None:
    passages = found(assistant, question).passages
    assert passages
    assert [p.rank for p in passages] == list(range(1, len(passages) + 1))
    assert [p.score for p in passages] == sorted((p.score for p in passages), reverse=True)
    assert all(p.score > 0 for p in passages)
    assert len({p.chunk.id for p in passages}) == len(passages)


@pytest.mark.parametrize("question", ABOUT_THE_STUDY)
def test_the_same_question_finds_the_same_passages(assistant: Assistant, question: str) -> None:
    assert found(assistant, question) == found(assistant, question)


@pytest.mark.parametrize("question", ABOUT_THE_STUDY)
def test_manuscripts_are_let_in_only_for_what_the_published_text_does_not_say(
    assistant: Assistant, question: str
) -> None:
    library = assistant.library
    for chunk in (p.chunk for p in found(assistant, question).passages):
        if chunk.document in MANUSCRIPTS:
            later = [r.after for r in library.revisions[(chunk.document, "published")] if r.before == chunk]
            assert later == [None], f"the published text has its own wording of: {chunk.text}"


@pytest.mark.parametrize("question", ABOUT_THE_STUDY)
def test_the_same_words_are_not_found_in_two_versions(assistant: Assistant, question: str) -> None:
    at: dict[str, str] = {}
    for chunk in (p.chunk for p in found(assistant, question).passages):
        assert at.setdefault(letters(chunk.text), chunk.document) == chunk.document, chunk.text


@pytest.mark.parametrize(
    ("question", "words", "document"),
    [
        ("Who funded the study?", "through the support of the North East Commissioning Support Unit", "r1"),
        ("Which committee gave ethical approval?", "Newcastle University Research Ethics Committee", "r1"),
        ("Is the data available?", "stored on a secure server", "r1"),
        ("Do the authors have competing interests?", "no competing interests", "r1"),
        ("When was the manuscript first submitted?", "04-Jun-2019", "submitted"),
        ("What is open peer review?", "committed to open peer review", "cover"),
    ],
)
def test_what_the_published_text_does_not_say_is_found_elsewhere(
    assistant: Assistant, question: str, words: str, document: str
) -> None:
    best = found(assistant, question).passages[:5]
    assert any(words in p.chunk.text and p.chunk.document == document for p in best)


@pytest.mark.parametrize("version", ["submitted", "r1", "published", "cover"])
@pytest.mark.parametrize("question", ["What did people say about funding?", "Who wrote it?", "How were people chosen?"])
def test_a_set_version_limits_what_is_found(assistant: Assistant, version: str, question: str) -> None:
    assert documents(found(assistant, question, version)) == {version}


@pytest.mark.parametrize(
    ("question", "version"),
    [
        ("What does R1 say on how trusts compete?", "r1"),
        ("In the revised manuscript, how were participants chosen?", "r1"),
        ("What is said about back-fill in the published version?", "published"),
    ],
)
def test_a_version_named_in_the_question_limits_what_is_found(
    assistant: Assistant, question: str, version: str
) -> None:
    assert documents(found(assistant, question)) == {version}


@pytest.mark.parametrize("question", ABOUT_THE_STUDY[:6])
def test_all_versions_are_let_in_when_all_are_set(assistant: Assistant, question: str) -> None:
    assert {"submitted", "r1", "published"} <= documents(found(assistant, question, "all"))


@pytest.mark.parametrize(
    "question",
    [
        "How did the funding statement change between the versions?",
        "Was the sentence on software added in R1?",
        "What changed between the submitted and the published version?",
        "How did the title of theme 1 change?",
    ],
)
def test_a_question_about_changes_lets_every_version_in(assistant: Assistant, question: str) -> None:
    evidence = found(assistant, question)
    assert {"submitted", "r1", "published"} <= documents(evidence)


@pytest.mark.parametrize("question", ABOUT_THE_STUDY)
def test_a_question_about_the_study_does_not_ask_for_changes(assistant: Assistant, question: str) -> None:
    assert Want.CHANGES not in understand(question, bank=assistant.library).wants


@pytest.mark.parametrize("question", ABOUT_THE_STUDY)
@pytest.mark.parametrize("version", [None, "all"])
def test_checklist_references_and_headings_stay_out_unless_asked_for(
    assistant: Assistant, question: str, version: str | None
) -> None:
    chunks = [p.chunk for p in found(assistant, question, version).passages]
    assert not [c.text for c in chunks if c.document == "checklist"]
    assert not [c.text for c in chunks if c.kind in (ChunkKind.REFERENCE, ChunkKind.HEADING)]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Which references does the paper cite on targets?", ChunkKind.REFERENCE),
        ("What literature is there on gaming?", ChunkKind.REFERENCE),
        ("What is theme 4 called?", ChunkKind.HEADING),
        ("Which headings does the discussion have?", ChunkKind.HEADING),
    ],
)
def test_references_and_headings_are_found_when_asked_for(assistant: Assistant, question: str, kind: ChunkKind) -> None:
    assert kind in {p.chunk.kind for p in found(assistant, question).passages}


@pytest.mark.parametrize(
    "question", ["What is the reporting checklist for sampling?", "What does the SRQR ask about ethics?"]
)
def test_the_checklist_is_found_when_asked_for(assistant: Assistant, question: str) -> None:
    assert "checklist" in documents(found(assistant, question))


@pytest.mark.parametrize("question", [*ABOUT_THE_STUDY, "How did the funding statement change between the versions?"])
def test_nothing_is_found_that_cannot_be_cited_by_itself(assistant: Assistant, question: str) -> None:
    chunks = [p.chunk for p in found(assistant, question).passages]
    assert not [c.text for c in chunks if c.kind == ChunkKind.PARAGRAPH or LEAD_IN.fullmatch(c.text)]


def test_a_double_question_finds_the_best_of_each_part(assistant: Assistant) -> None:
    evidence = found(assistant, "When did the PACS pilot begin and how were the transcripts analysed?")
    assert len(evidence.parts) == 2
    ids = {p.chunk.id for p in evidence.passages}
    assert all({p.chunk.id for p in part.passages[:3]} <= ids for part in evidence.parts)
    assert [p.rank for p in evidence.passages] == list(range(1, len(evidence.passages) + 1))
    texts = [p.chunk.text for p in evidence.passages[:10]]
    assert any("June 2015" in text for text in texts)
    assert any("thematic analysis" in text for text in texts)


def test_near_questions_say_whether_the_sources_answer_them(assistant: Assistant) -> None:
    evidence = found(assistant, "How many bed days were saved?")
    assert {q.code >= 0 for q in evidence.questions} == {True, False}
    likeness = [q.likeness for q in evidence.questions if q.code < 0]
    assert likeness == sorted(likeness, reverse=True)
    assert likeness[0] == pytest.approx(1.0, abs=0.01)  # the codebook knows this very question as not answered


@pytest.mark.parametrize("question", ABOUT_THE_STUDY)
def test_the_near_questions_are_the_nearest_of_all_nearest_first(assistant: Assistant, question: str) -> None:
    library = assistant.library
    query = understand(question, bank=library)
    likeness = library.likeness(query.standalone).questions
    answered = np.array([code >= 0 for _, code in library.index.questions])
    evidence = found(assistant, question)
    for side, wanted, count in ((True, answered, NEAREST_ANSWERED), (False, ~answered, NEIGHBOURS)):
        near = [q.likeness for q in evidence.questions if (q.code >= 0) == side]
        assert near == pytest.approx(sorted(likeness[wanted], reverse=True)[:count])
    best, others = (sorted(likeness[side], reverse=True)[:NEIGHBOURS] for side in (answered, ~answered))
    assert evidence.in_meaning.nearest == pytest.approx(best[0] - others[0])
    assert evidence.in_meaning.mean == pytest.approx(np.mean(best) - np.mean(others), abs=1e-6)


@pytest.mark.parametrize("question", ABOUT_THE_STUDY)
def test_the_nearest_of_the_questions_that_may_be_offered_are_suggested(assistant: Assistant, question: str) -> None:
    library = assistant.library
    evidence = found(assistant, question)
    offered = [q.likeness for q in evidence.suggestions]
    assert {q.text for q in evidence.suggestions} <= set(library.codebook.suggestions)
    assert offered == sorted(offered, reverse=True)
    assert len(offered) == NEAREST_ANSWERED
    better = [q for q in evidence.questions if q.text in library.codebook.suggestions and q.likeness > offered[-1]]
    assert set(better) <= set(evidence.suggestions)


def test_what_is_not_answered_lies_farther_beyond_than_what_is(assistant: Assistant) -> None:
    inside = found(assistant, "What did people think about the uncertainty over funding?")
    outside = found(assistant, "What is the dose of paracetamol for a child?")
    assert inside.beyond < outside.beyond
    assert inside.in_meaning.mean > outside.in_meaning.mean
    assert inside.in_wording.mean > outside.in_wording.mean


# Our own wordings, made while reading the sources, with words of the passage that answers.
KNOWN = [
    ("Did shifting rules from above make it harder to win people over?", "so many central directive changes"),
    ("What is different about doctors' and project managers' priorities?", "A clinician always puts the patient first"),
    ("Was there enough time to let one scheme settle before the next?", "Nothing really gets time to bed in"),
    ("Are health and social work kept apart?", "there’s a boundary line"),
    ("Do the two big hospitals pull in different directions?", "We have two acute trusts"),
    ("Are hospitals rivals by nature?", "by nature hospital trusts are competitive"),
    ("What did a failed takeover teach?", "going through a process to acquire"),
    ("What happens when more powerful organisations join the table?", "once you bring the bigger beasts in"),
    ("Do people in the same job elsewhere ever meet?", "we don’t spend any time together"),
    ("Would things stop when the cash stops?", "not confident with it coming to a sudden end"),
    ("Is the bottleneck people or cash?", "less about the money and more about the workforce"),
    ("What did a family doctor like about taking part?", "having the time to think about what is useful"),
    ("Was it easy to get councils on board?", "buy-in from some of our local authority partners"),
    ("Which hospital is everyone avoiding talking about?", "The elephant in the room"),
    ("Why is engagement so delicate?", "it is a fragile thing, engagement"),
    ("How many sites in England were pilots?", "50 pilot sites"),
    ("How deprived is the region?", "high levels of socioeconomic deprivation"),
    ("Between which months were people interviewed?", "between December 2016 and May 2017"),
    ("When did they decide that no more interviews were needed?", "no new themes were emerging"),
    ("Did two people code the transcripts separately?", "independently coded and analysed"),
    ("Were patients asked to take part in the design?", "public were not involved in this study"),
    ("What did the earlier transformation programme take its ideas from?", "Virginia Mason"),
    ("What should the centre stop doing?", "Avoid micromanagement"),
    ("What to do so that changes have time?", "Resist the undue emphasis on meeting targets"),
    ("How can good practice spread evenly?", "Achieve consistency by providing opportunities"),
    (
        "When was the first accountable care organisation of the region made?",
        "first accountable care organisation in the region",
    ),
    ("What is the aim for older people in community beds?", "offer older people better, joined-up health"),
    ("Which further research is needed on devolution?", "in a context where devolution is a live"),
    ("Is it too soon to call it a success?", "It is too early to conclude"),
    ("Who would be missed by talking to senior people only?", "the majority of participants occupied senior roles"),
]


def rank_of(passages: tuple[Passage, ...], words: str) -> int:
    return next((p.rank for p in passages if words in p.chunk.text), 99)


def test_the_passage_that_answers_is_among_the_first_five(assistant: Assistant) -> None:
    """A floor, not a wish: nine in ten of these thirty."""
    ranks = {question: rank_of(found(assistant, question).passages, words) for question, words in KNOWN}
    missed = {question: rank for question, rank in ranks.items() if rank > 5}
    assert len(missed) <= 3, missed


def test_none_of_them_stands_in_the_codebook(assistant: Assistant) -> None:
    coded = {question.casefold() for question, _ in assistant.library.codebook.questions}
    assert not [question for question, _ in KNOWN if question.casefold() in coded]


def test_the_passage_that_answers_is_among_the_first_five_whatever_was_asked_before(assistant: Assistant) -> None:
    """The same floor after a question about one pilot, which none of the thirty leans on."""
    asked = "What is the aim of the PACS pilot?"
    ranks = {question: rank_of(found_after(assistant, question, asked).passages, words) for question, words in KNOWN}
    missed = {question: rank for question, rank in ranks.items() if rank > 5}
    assert len(missed) <= 3, missed


# (earlier questions, follow-up, words of the passage that answers it). By itself the follow-up seldom finds that passage.
CONVERSATIONS = [
    (["Is it hard to get council people involved?"], "any quotes on that?", "buy-in from some of our local authority"),
    (["Why do the hospitals not trust each other?"], "did anyone say so themselves?", "by nature hospital trusts are"),
    (["What went wrong with engagement at the MCP?"], "and in the care homes?", "so many central directive changes"),
    (["Was there enough money for the pilots?"], "what should we do about it?", "Importance of investment"),
    (["Did national targets get in the way?"], "do they recommend anything?", "Resist the undue emphasis on meeting"),
    (["What is the aim of the PACS pilot?"], "when did it start?", "June 2015"),
    (["How were people chosen for interview?"], "how many were there?", "(66 in total"),
    (["What do the authors recommend about funding?"], "and on targets?", "Resist the undue emphasis on meeting"),
    (["Is there a quote about the elephant in the room?"], "who said that?", "The elephant in the room"),
    (
        ["Which hospital is nobody talking about?", "who said that?"],
        "which pilot was that?",
        "The elephant in the room",
    ),
    (
        ["Do GPs find time for meetings?", "why?"],
        "did paying for cover help?",
        "having the time to think about what is",
    ),
    (["Did earlier reforms teach anything?"], "where did they take the idea from?", "Virginia Mason"),
    (["Who funded the study?"], "did that change between the versions?", "This funding is gratefully"),
    (["What is said on the sudden end of funding?"], "exact words?", "not confident with it coming to a sudden end"),
    (["Are health and social care kept apart?"], "got a quote for that", "there’s a boundary line"),
    (["Is it too early to judge the Vanguards?"], "why?", "It is too early to conclude"),
    (["Do people in the same job elsewhere ever meet?"], "any quotes?", "we don’t spend any time together"),
    (["What happens when bigger organisations join?"], "who said so?", "once you bring the bigger beasts in"),
    (["Who took part in the interviews?"], "is that a weakness?", "the majority of participants occupied senior roles"),
    (["Were patients involved?"], "does the paper admit that as a limit?", "service users"),
]


def test_a_follow_up_finds_what_answers_it_in_the_conversation(assistant: Assistant) -> None:
    """A floor: seventeen of these twenty. By themselves only nine of the follow-ups found it."""
    ranks = {
        (*history, question): rank_of(found_after(assistant, question, *history).passages, words)
        for history, question, words in CONVERSATIONS
    }
    missed = {asked: rank for asked, rank in ranks.items() if rank > 5}
    assert len(missed) <= 3, missed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("What did a failed takeover teach?", "How many sites in England were pilots?"),
        ("Why is engagement so delicate?", "Who funded the study?"),
    ],
)
def test_each_wording_of_a_question_counts_by_its_share(assistant: Assistant, one: str, other: str) -> None:
    library = assistant.library
    query = understand("Is there more?", bank=library)
    words = dict(KNOWN)[one]
    scores = []
    for share in (0.1, 0.5, 0.9):
        readings = (((one,), share), ((other,), 1 - share))
        evidence = retrieve(replace(query, readings=readings), library)
        assert evidence == retrieve(replace(query, readings=readings[::-1]), library)
        likeness = share * library.likeness(one).questions + (1 - share) * library.likeness(other).questions
        for near in evidence.questions:
            assert near.likeness == pytest.approx(likeness[library.index.questions.index((near.text, near.code))])
        assert max(likeness) == pytest.approx(max(near.likeness for near in evidence.questions))
        worded = share * library.index.question_matches(one) + (1 - share) * library.index.question_matches(other)
        answered = library.index.question_codes >= 0
        assert evidence.in_wording.nearest == pytest.approx(worded[answered].max() - worded[~answered].max())
        scores.append(next((p.score for p in evidence.passages if words in p.chunk.text), 0.0))
    assert scores[0] < scores[1] < scores[2]
    assert rank_of(evidence.passages, words) <= 5


def test_where_a_question_asks_two_things_the_likest_counts(assistant: Assistant) -> None:
    library = assistant.library
    query = understand("Who funded the study, and why is engagement so delicate?", bank=library)
    one, other = (library.likeness(part.question) for part in query.parts)
    evidence = retrieve(query, library)
    for near in evidence.questions:
        at = library.index.questions.index((near.text, near.code))
        assert near.likeness == pytest.approx(max(one.questions[at], other.questions[at]))
    assert evidence.likeness == pytest.approx(max(one.chunks.max(), other.chunks.max()))
    chances = [library.chances([(part.question, ())])[-1] for part in query.parts]
    assert evidence.beyond == pytest.approx(odds(float(np.mean(chances))), abs=1e-4)


def test_a_question_of_the_codebook_finds_a_passage_of_its_code(assistant: Assistant) -> None:
    """Likeness of questions counts for more than likeness of words: every 120th coded question, within the first three."""
    library = assistant.library
    coded = [(q, code) for q, code in library.codebook.questions if code >= 0][::120]
    missed = []
    for question, code in coded:
        spans = library.codebook.codes[code].passages
        chunks = [p.chunk for p in found(assistant, question, "all").passages[:3]]
        if not any(p.document == c.document and p.span.overlaps(c.span) for p in spans for c in chunks):
            missed.append((question, library.codebook.codes[code].id))
    assert len(coded) >= 40
    assert len(missed) <= 0.1 * len(coded), missed
