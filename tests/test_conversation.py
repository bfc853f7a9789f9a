"""A visit remembers what was asked and opened, and nothing that was taken back; what the page shows of it is in test_app."""

from __future__ import annotations

import pytest

from lessons.domain import Answer, Citation, Status
from lessons.pages.conversation import MOST_QUESTIONS, WINDOW, Conversation, Exchange, Opened, Visit


def exchange(question: str, citations: int = 2) -> Exchange:
    cited = tuple(
        Citation(number, "published", "Findings", 1, 1, None, 0, 4, f"four {number}")
        for number in range(1, citations + 1)
    )
    return Exchange(question, "published", Answer(question, question, Status.ANSWERED, (), cited, (), "none", 0.0))


def conversation(*questions: str) -> Conversation:
    """A conversation in which these were asked and answered."""
    made = Conversation()
    for question in questions:
        put(made, question)
    return made


def put(to: Conversation, question: str) -> None:
    """Ask a question and give it an answer, as the page does."""
    to.ask(question)
    started = to.start()
    assert started is not None
    to.add(exchange(started))


def asked(of: Conversation) -> list[str]:
    return [e.question for e in of.exchanges]


# ------------------------------------------------------------------------------------------ one conversation


def test_every_exchange_has_an_id_of_its_own() -> None:
    assert len({exchange("Why?").id for _ in range(50)}) == 50


@pytest.mark.parametrize("blank", [None, "", "  ", "\n\t"])
def test_a_blank_question_is_passed_over(blank: str | None) -> None:
    made = Conversation(problem="Wait.", opened=Opened(0, 1))
    made.ask(blank)
    assert (made.asked, made.problem, made.opened) == (None, "Wait.", Opened(0, 1))


def test_a_question_is_taken_without_the_blanks_around_it_and_clears_what_is_past() -> None:
    made = conversation("Why?")
    made.open(0, 1)
    made.problem = "Wait."
    made.ask(" How?\n")
    assert made.asked == "How?"
    assert made.problem is None
    assert made.opened is None


def test_a_question_is_started_once_and_its_answer_ends_it() -> None:
    made = Conversation()
    assert made.start() is None
    made.ask("Why?")
    assert made.start() == made.started == "Why?"
    assert made.asked is None
    made.add(exchange("Why?"))
    assert made.started is None
    assert made.stopped() is None
    assert made.start() is None


def test_a_stopped_question_is_told_once_and_is_no_history() -> None:
    made = conversation("Why?")
    made.ask("How?")
    made.start()
    assert made.stopped() == "How?"
    assert made.stopped() is None
    assert made.history == ["Why?"]


def test_a_question_that_failed_says_why_and_was_not_stopped() -> None:
    made = Conversation()
    made.ask("Why?")
    made.start()
    made.fail("The index is damaged.")
    assert made.problem == "The index is damaged."
    assert made.stopped() is None
    assert made.history == []


def test_a_conversation_has_begun_when_something_was_asked_or_went_wrong() -> None:
    assert not Conversation().begun
    assert Conversation(asked="Why?").begun
    assert Conversation(problem="Wait.").begun
    assert conversation("Why?").begun


def test_while_the_last_question_is_edited_it_is_no_history() -> None:
    made = conversation("Why?", "How?")
    assert made.history == ["Why?", "How?"]
    assert made.edit() == "How?"
    assert made.history == ["Why?"]
    made.keep()
    assert made.history == ["Why?", "How?"]


def test_editing_the_only_question_leaves_no_history() -> None:
    made = conversation("Why?")
    made.edit()
    assert made.history == []


def test_an_edited_question_takes_the_place_of_the_last_one_and_only_once() -> None:
    made = conversation("Why?", "How?")
    made.edit()
    put(made, "How then?")
    assert asked(made) == ["Why?", "How then?"]
    assert not made.replacing
    put(made, "When?")
    assert asked(made) == ["Why?", "How then?", "When?"]


def test_the_last_answer_stays_until_the_edited_question_has_one() -> None:
    made = conversation("Why?", "How?")
    made.edit()
    made.ask("How then?")
    made.start()
    made.fail("The index is damaged.")
    assert asked(made) == ["Why?", "How?"]
    assert made.history == ["Why?"]
    put(made, "How then?")
    assert asked(made) == ["Why?", "How then?"]


def test_an_edited_question_is_brought_into_view_anew() -> None:
    made = conversation("Why?", "How?")
    made.seen = 2
    made.edit()
    put(made, "How then?")
    assert made.seen < len(made.exchanges)


def test_editing_closes_the_open_source() -> None:
    made = conversation("Why?")
    made.open(0, 1)
    made.edit()
    assert made.opened is None


def test_the_open_citation_is_that_of_its_number_and_exchange() -> None:
    made = conversation("Why?", "How?")
    assert made.citation is None
    for at, number in [(0, 1), (1, 2), (1, 1)]:
        made.open(at, number)
        assert made.citation is made.exchanges[at].answer.citations[number - 1]


def test_opening_the_same_citation_again_closes_it_and_another_replaces_it() -> None:
    made = conversation("Why?", "How?")
    made.open(0, 1)
    made.step(2)
    made.open(1, 1)
    assert made.opened == Opened(1, 1, step=0)
    made.open(1, 1)
    assert made.opened is None


def test_steps_add_up_and_nought_goes_back_to_the_cited_paragraph() -> None:
    made = conversation("Why?")
    made.step(1)
    assert made.opened is None
    made.open(0, 2)
    for by, place in [(1, 1), (1, 2), (-1, 1), (-3, -2), (0, 0)]:
        made.step(by)
        assert made.opened == Opened(0, 2, place)
    made.close()
    assert made.opened is None


# ------------------------------------------------------------------------------------------ a visit


def test_a_new_conversation_puts_the_one_before_it_aside_as_the_latest() -> None:
    first, second = conversation("Why?"), conversation("How?")
    visit = Visit("published", first)
    visit.begin_again()
    visit.conversation = second
    visit.begin_again()
    assert visit.earlier == [second, first]
    assert visit.conversation == Conversation()


@pytest.mark.parametrize("empty", [Conversation(), Conversation(asked="Why?"), Conversation(problem="Wait.")])
def test_a_conversation_without_an_answer_is_not_put_aside(empty: Conversation) -> None:
    visit = Visit("published", empty)
    visit.begin_again()
    assert visit.earlier == []
    assert visit.conversation == Conversation()


@pytest.mark.parametrize("position", [0, 1, 2])
def test_reopening_changes_places_with_the_conversation_on_the_page(position: int) -> None:
    earlier = [conversation("A?"), conversation("B?"), conversation("C?")]
    now = conversation("Now?")
    visit = Visit("published", now, list(earlier))
    visit.reopen(position)
    assert visit.conversation is earlier[position]
    assert visit.earlier == [now, *(c for c in earlier if c is not earlier[position])]


def test_reopening_from_an_empty_page_leaves_nothing_behind() -> None:
    before = conversation("Why?")
    visit = Visit("published", earlier=[before])
    visit.reopen(0)
    assert visit.conversation is before
    assert visit.earlier == []


def test_forgetting_drops_every_conversation_but_not_how_much_was_asked() -> None:
    visit = Visit("r1", conversation("Why?"), [conversation("How?")])
    for _ in range(MOST_QUESTIONS):
        assert visit.may_ask(0.0)
    visit.forget()
    assert visit.earlier == []
    assert visit.conversation == Conversation()
    assert visit.scope == "r1"
    assert not visit.may_ask(1.0)


def test_the_limit_moves_with_the_clock() -> None:
    """Each question counts for one window from when it was asked."""
    visit = Visit("published")
    moments = [float(i) for i in range(MOST_QUESTIONS)]
    assert all(visit.may_ask(moment) for moment in moments)
    assert not visit.may_ask(WINDOW - 0.5)
    assert visit.may_ask(WINDOW)  # the one asked at 0 no longer counts
    assert not visit.may_ask(WINDOW + 0.5)
    assert visit.may_ask(WINDOW + 1.0)
    assert not visit.may_ask(WINDOW + 1.0)


def test_what_was_refused_does_not_count() -> None:
    visit = Visit("published")
    for _ in range(MOST_QUESTIONS):
        visit.may_ask(0.0)
    for moment in range(1, int(WINDOW)):
        assert not visit.may_ask(float(moment))
    assert all(visit.may_ask(WINDOW) for _ in range(MOST_QUESTIONS))


def test_a_linked_question_counts_as_sent_once_it_may_be_asked() -> None:
    visit = Visit("published", linked=True, asked_at=[0.0] * MOST_QUESTIONS)
    assert not visit.may_ask(1.0)
    assert visit.linked
    assert visit.may_ask(WINDOW)
    assert not visit.linked
