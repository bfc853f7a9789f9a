"""A summary is cut into sentences as it comes, each is checked before it is shown, and too little of it is not shown at all."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace

import pytest
from tests.index_fixtures import shared_assistant, shared_settings

from lessons import phrases
from lessons.answers import Assistant
from lessons.checking.verdicts import Reason, Verdict
from lessons.domain import Answer, Citation, Outcome, Statement, StatementKind, Status, Writing
from lessons.engines.breaker import Breaker
from lessons.engines.cutting import MOST_READ, Cutter, Written
from lessons.engines.prompts import MOST_SENTENCES, MOST_SIGNS, PROMPT_VERSION, Prompt
from lessons.engines.relay import Offer, Patience, relay
from lessons.engines.summary import MOST_WRITTEN, Summariser, Summary, can_be_summed_up
from lessons.engines.writer import WHY, Failure, WriterFailed, host_of, is_here, where_words_go
from lessons.settings import load_settings

FIXTURES = (shared_settings, shared_assistant)

QUESTION = "Was there enough money?"
GOOD, BAD = "Funding was uncertain (good {}).", "Funding was plentiful (bad {})."


@dataclass
class Pen:
    """A writer that writes what it was given, and may fail at the end of it."""

    pieces: Sequence[str] = ()
    failure: Failure | None = None
    name: str = "pen"
    host: str = ""
    room: int = 8000
    prompts: list[Prompt] = field(default_factory=list)
    closed: int = 0

    def prepare(self) -> None:
        pass

    def write(self, prompt: Prompt) -> Iterator[str]:
        self.prompts.append(prompt)
        try:
            yield from self.pieces
            if self.failure:
                raise WriterFailed(self.failure)
        finally:
            self.closed += 1


class Strict:
    """Keeps what says that it is good."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, tuple[int, ...]]] = []

    def check(self, sentence: str, cited: Sequence[Citation]) -> Verdict:
        self.seen.append((sentence, tuple(citation.number for citation in cited)))
        return Verdict("good" in sentence, None if "good" in sentence else Reason.SUPPORT)


class Faulty:
    def check(self, sentence: str, cited: Sequence[Citation]) -> Verdict:
        raise ZeroDivisionError(sentence, cited)


@pytest.fixture(scope="module")
def evidence(assistant: Assistant) -> Answer:
    return assistant.evidence(QUESTION)


def said(*texts: str, passages: Sequence[object] = (1,)) -> str:
    return json.dumps({"sentences": [{"text": text, "passages": list(passages)} for text in texts]})


def good(count: int) -> list[str]:
    return [GOOD.format(n) for n in range(count)]


def bad(count: int) -> list[str]:
    return [BAD.format(n) for n in range(count)]


def summary_of(assistant: Assistant, answer: Answer, pen: Pen, breaker: Breaker | None = None) -> Summary:
    return Summariser("endpoint", pen, Strict(), assistant.library.encoder, breaker).summarise(answer)


def finished(assistant: Assistant, answer: Answer, pen: Pen) -> tuple[Answer, Writing]:
    done = summary_of(assistant, answer, pen).finish()
    assert done.writing
    return done, done.writing


def shown(answer: Answer) -> list[str]:
    return [s.text for s in answer.statements if s.kind == StatementKind.SUMMARY]


def test_what_passes_stands_in_front_with_the_numbers_of_the_evidence(assistant: Assistant, evidence: Answer) -> None:
    done, writing = finished(assistant, evidence, Pen([said(*good(2), passages=[2, 1, 2])]))
    expected = tuple(Statement(text, (1, 2), StatementKind.SUMMARY) for text in good(2))
    assert done.statements == (*expected, *evidence.statements)
    assert done.citations == evidence.citations
    assert done.engine == "endpoint"
    assert (writing.outcome, writing.kept, writing.dropped, writing.model, writing.prompt) == (
        Outcome.WRITTEN,
        2,
        0,
        "pen",
        PROMPT_VERSION,
    )


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50, 10_000])
def test_sentences_come_as_soon_as_they_are_complete_however_the_text_is_cut(size: int) -> None:
    text = 'Here it is:\n```json\n{ "sentences" : [\n' + ",\n".join(
        json.dumps({"text": t, "passages": [n]}) for n, t in enumerate(['A "}]{[" b.', "C\\", "D, [1]."])
    )
    cutter = Cutter()
    found = [w for at in range(0, len(text), size) for w in cutter.feed(text[at : at + size])]
    assert found == [Written('A "}]{[" b.', (0,)), Written("C\\", (1,)), Written("D, [1].", (2,))]
    assert not cutter.complete
    assert list(cutter.feed("\n]}\n```")) == []
    assert cutter.complete


def test_a_sentence_is_yielded_before_the_next_is_written(assistant: Assistant, evidence: Answer) -> None:
    first, second = good(2)
    written: list[str] = []

    class Slow(Pen):
        def write(self, prompt: Prompt) -> Iterator[str]:
            self.prompts.append(prompt)
            yield '{"sentences": [' + json.dumps({"text": first, "passages": [1]})
            written.append("second")
            yield "," + json.dumps({"text": second, "passages": [1]}) + "]}"

    summary = iter(summary_of(assistant, evidence, Slow()))
    assert next(summary).text == first
    assert written == []
    assert next(summary).text == second


def test_what_does_not_pass_is_left_out_and_only_counted(assistant: Assistant, evidence: Answer) -> None:
    done, writing = finished(assistant, evidence, Pen([said(good(2)[0], bad(1)[0], good(2)[1])]))
    assert shown(done) == good(2)
    assert (writing.outcome, writing.kept, writing.dropped, writing.reasons) == (Outcome.WRITTEN, 2, 1, ("support",))
    assert "plentiful" not in json.dumps(asdict(done))


@pytest.mark.parametrize(
    ("kept", "dropped", "outcome"),
    [(1, 1, Outcome.WRITTEN), (1, 2, Outcome.THIN), (0, 3, Outcome.THIN), (2, 3, Outcome.THIN)],
)
def test_a_model_that_is_mostly_wrong_is_not_shown(
    kept: int, dropped: int, outcome: Outcome, assistant: Assistant, evidence: Answer
) -> None:
    done, writing = finished(assistant, evidence, Pen([said(*good(kept), *bad(dropped))]))
    assert writing.outcome == outcome
    if outcome == Outcome.THIN:
        note = phrases.NO_SUMMARY.format(why=phrases.SUMMARY_THIN)
        assert done.statements == (*evidence.statements, Statement(note, (), StatementKind.NOTE))
        assert done.engine == "extractive"


def test_at_most_so_many_sentences_are_shown_and_the_stream_is_closed(assistant: Assistant, evidence: Answer) -> None:
    pen = Pen([said(*good(20)), *["never read"] * 9])
    done, _ = finished(assistant, evidence, pen)
    assert shown(done) == good(MOST_SENTENCES)
    assert pen.closed == 1


def test_a_model_that_lies_on_and_on_is_cut_short(assistant: Assistant, evidence: Answer) -> None:
    _, writing = finished(assistant, evidence, Pen([said(*bad(50))]))
    assert writing.dropped == MOST_WRITTEN


def test_a_sentence_said_twice_is_shown_once(assistant: Assistant, evidence: Answer) -> None:
    done, _ = finished(assistant, evidence, Pen([said(*good(1), *good(1))]))
    assert shown(done) == good(1)


@pytest.mark.parametrize("passages", [[99], [1, 99], [0], [], [-1], ["1"], [1.0], [True], [[1]], [None]])
def test_passages_that_the_model_was_not_given_cannot_be_cited(
    passages: Sequence[object], assistant: Assistant, evidence: Answer
) -> None:
    done, writing = finished(assistant, evidence, Pen([said(*good(1), passages=passages)]))
    assert (shown(done), writing.dropped) == ([], 1)


def test_only_passages_of_the_prompt_can_be_cited(assistant: Assistant, evidence: Answer) -> None:
    pen = Pen(room=60)
    summary_of(assistant, evidence, pen).finish()
    (given,) = pen.prompts[0].passages
    other = next(c.number for c in evidence.citations if c.number != given)
    done, writing = finished(assistant, evidence, Pen([said(*good(1), passages=[other])], room=60))
    assert (shown(done), writing.reasons) == ([], ("passages",))


def test_what_cannot_be_checked_is_not_shown(assistant: Assistant, evidence: Answer) -> None:
    summariser = Summariser("endpoint", Pen([said(*good(1))]), Faulty(), assistant.library.encoder)
    done = summariser.summarise(evidence).finish()
    assert done.writing
    assert (shown(done), done.writing.reasons) == ([], ("unchecked",))


def test_an_empty_list_is_said_so(assistant: Assistant, evidence: Answer) -> None:
    done, writing = finished(assistant, evidence, Pen([said()]))
    assert writing.outcome == Outcome.THIN
    assert done.statements[-1].text == phrases.NO_SUMMARY.format(why=phrases.SUMMARY_EMPTY)


@pytest.mark.parametrize("failure", list(Failure), ids=str)
def test_each_failure_is_one_plain_line_behind_the_whole_evidence(
    failure: Failure, assistant: Assistant, evidence: Answer
) -> None:
    done, writing = finished(assistant, evidence, Pen([], failure))
    note = Statement(phrases.NO_SUMMARY.format(why=WHY[failure]), (), StatementKind.NOTE)
    assert done.statements == (*evidence.statements, note)
    assert (writing.outcome, writing.failure) == (Outcome.FAILED, failure)


def test_what_passed_before_the_model_broke_off_stays_and_is_said_to_be_short(
    assistant: Assistant, evidence: Answer
) -> None:
    done, writing = finished(assistant, evidence, Pen([said(*good(2))[:-2] + ', {"text'], Failure.ENDED))
    assert shown(done) == good(2)
    assert writing.outcome == Outcome.BROKEN_OFF
    assert done.statements[-1].text == phrases.SUMMARY_BROKE_OFF.format(why=WHY[Failure.ENDED])


CUT = '{"sentences": [{"passages": [1, 2], "text": "%s'


def cut_off(text: str, size: int = 7) -> list[Written]:
    """What is left of a reply that ends in the middle of a sentence's text."""
    cutter, reply = Cutter(), CUT % text
    assert not [s for at in range(0, len(reply), size) for s in cutter.feed(reply[at : at + size])]
    return cutter.rest()


@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_what_is_whole_of_a_text_that_was_cut_off_counts(size: int) -> None:
    told = [Written("Money was short.", (1, 2)), Written("Staff were few.", (1, 2))]
    assert cut_off("Money was short. Staff were few. Time wa", size) == told


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Money wa",
        "Money was short.",  # "Money was short.5" may have been meant, and who knows where it ends
        "“Money was short. Staff were few” and so",
        "Money was short. Staff were few" + " and so on" * 60,
    ],
)
def test_what_may_not_be_whole_does_not(text: str) -> None:
    assert cut_off(text) == []


@pytest.mark.parametrize("escape", ["\\", "\\u", "\\u00", "\\n", '\\"', "\\ud83d"])
def test_a_text_can_be_cut_off_in_the_middle_of_a_sign(escape: str) -> None:
    assert cut_off(f"Money was short. So wer{escape}") == [Written("Money was short.", (1, 2))]


def test_a_sentence_that_is_cut_off_before_its_passages_were_named_is_lost() -> None:
    cutter = Cutter()
    list(cutter.feed('{"sentences": [{"text": "Money was short. Staff were few", "passages": [1'))
    assert cutter.rest() == []


def test_a_text_of_several_sentences_is_cut_into_them_and_each_counts_once() -> None:
    found = list(Cutter().feed(said("Money was short. Staff were few. Money was short.")))
    assert found == [Written("Money was short.", (1,)), Written("Staff were few.", (1,))]


def test_a_quotation_is_not_cut_in_two() -> None:
    text = "One said “Money was short. Staff were few.” Time was short, too."
    assert list(Cutter().feed(said(text))) == [Written(text, (1,))]


def test_a_text_that_ends_at_the_limit_was_cut_off_there() -> None:
    whole = "Money was short. "
    text = whole + ("Staff were few" * 40)[: MOST_SIGNS - len(whole) - 1] + "."
    assert list(Cutter().feed(said(text))) == [Written(whole.strip(), (1,))]
    assert len(list(Cutter().feed(said(text[:-2] + ".")))) == 2


@pytest.mark.parametrize("failure", [None, Failure.ENDED, Failure.SLOW])
def test_of_a_reply_that_was_cut_off_whole_sentences_are_checked_and_shown(
    failure: Failure | None, assistant: Assistant, evidence: Answer
) -> None:
    (kept,), (lost,) = good(1), bad(1)
    done, writing = finished(assistant, evidence, Pen([CUT % f"{kept} {lost} {kept[:9]}"], failure))
    assert shown(done) == [kept]
    assert (writing.outcome, writing.failure, writing.dropped) == (Outcome.BROKEN_OFF, failure or Failure.ENDED, 1)
    assert "plentiful" not in json.dumps(asdict(done))


@pytest.mark.parametrize("failure", [Failure.UNREADABLE, Failure.TOO_MUCH, Failure.SERVER])
def test_of_a_reply_that_failed_otherwise_no_more_is_taken(
    failure: Failure, assistant: Assistant, evidence: Answer
) -> None:
    done, writing = finished(assistant, evidence, Pen([CUT % f"{good(1)[0]} And so"], failure))
    assert (shown(done), writing.kept, writing.dropped) == ([], 0, 0)


def test_what_is_said_again_counts_for_nothing(assistant: Assistant, evidence: Answer) -> None:
    """A small model says the same again and again; that makes it no more wrong."""
    done, writing = finished(assistant, evidence, Pen([said(*good(1), *good(1), *bad(1), *bad(1), *bad(1))]))
    assert shown(done) == good(1)
    assert writing.outcome == Outcome.WRITTEN
    assert Counter(writing.reasons) == {"repeated": 3, "support": 1}


def test_after_several_failures_the_next_person_does_not_wait(assistant: Assistant, evidence: Answer) -> None:
    pen = Pen([], Failure.SLOW)
    summariser = Summariser("endpoint", pen, Strict(), assistant.library.encoder, Breaker(failures=2, rest=60))
    came = [summariser.summarise(evidence).finish().writing for _ in range(4)]
    assert [w.failure for w in came if w] == ["slow", "slow", "resting", "resting"]
    assert len(pen.prompts) == 2


def test_a_thin_summary_is_no_failure_of_the_endpoint(assistant: Assistant, evidence: Answer) -> None:
    pen = Pen([said(*bad(3))])
    summariser = Summariser("endpoint", pen, Strict(), assistant.library.encoder, Breaker(failures=1))
    assert [w and w.outcome for w in (summariser.summarise(evidence).finish().writing for _ in range(3))] == [
        "thin"
    ] * 3


def test_stopping_closes_the_writer_and_leaves_the_evidence(assistant: Assistant, evidence: Answer) -> None:
    (first,) = good(1)
    pen = Pen(['{"sentences": [' + json.dumps({"text": first, "passages": [1]}), ",", "never read"])
    breaker = Breaker(failures=1)
    summary = summary_of(assistant, evidence, pen, breaker)
    assert next(iter(summary)).text == first
    summary.close()
    assert pen.closed == 1
    assert shown(summary.answer) == []
    assert summary.answer.statements[-1].text == phrases.NO_SUMMARY.format(why=phrases.SUMMARY_STOPPED)
    assert breaker.admit()


def test_while_nothing_comes_there_are_beats(assistant: Assistant, evidence: Answer) -> None:
    summary = summary_of(assistant, evidence, Pen(["", "", said(*good(1))]))
    assert [s and s.text for s in summary.beats()] == [None, None, *good(1)]


@pytest.mark.parametrize("status", [Status.NOT_IN_SOURCES, Status.UNCLEAR])
def test_refusals_and_unclear_answers_are_never_summed_up(
    status: Status, assistant: Assistant, evidence: Answer
) -> None:
    pen = Pen([said(*good(1))])
    answer = replace(evidence, status=status)
    done, writing = finished(assistant, answer, pen)
    assert pen.prompts == []
    assert writing.outcome == Outcome.NOT_ASKED
    assert done.statements == answer.statements


def test_changes_between_versions_are_not_summed_up(assistant: Assistant) -> None:
    assert not can_be_summed_up(assistant.evidence("Did the title of theme 1 change?"))


def test_without_an_engine_nothing_changes(assistant: Assistant, evidence: Answer) -> None:
    assert assistant.summarise(evidence).finish() == evidence
    assert list(assistant.summarise(evidence)) == []
    assert evidence.writing is None


def test_a_reply_is_read_up_to_a_limit() -> None:
    cutter = Cutter()
    list(cutter.feed(" " * MOST_READ))
    with pytest.raises(WriterFailed) as problem:
        list(cutter.feed("x"))
    assert problem.value.failure == Failure.TOO_MUCH


def test_what_a_model_wrote_does_not_show_in_a_traceback() -> None:
    assert "secret" not in repr(Written("secret", (1,)))
    assert "secret" not in repr(list(Cutter().feed(said("secret"))))


# The relay: waiting is done in a thread of its own.


def test_a_relay_gives_beats_while_nothing_comes_and_then_gives_up() -> None:
    over = threading.Event()
    began = time.monotonic()

    def write(offer: Offer) -> None:
        over.wait(5)

    pieces = relay(write, Patience(0.25, 5.0), over.set)
    seen: list[str] = []
    with pytest.raises(WriterFailed) as problem:
        seen.extend(pieces)
    assert problem.value.failure == Failure.SLOW
    assert 0.2 < time.monotonic() - began < 1.5
    assert over.is_set()


def test_a_relay_lasts_no_longer_than_the_whole_may_take() -> None:
    def drip(offer: Offer) -> None:
        while offer("x"):
            time.sleep(0.01)

    with pytest.raises(WriterFailed) as problem:
        list(relay(drip, Patience(0.1, 0.3)))
    assert problem.value.failure == Failure.SLOW


def test_closing_a_relay_ends_its_thread() -> None:
    ended = threading.Event()

    def write(offer: Offer) -> None:
        while offer("x"):
            pass
        ended.set()

    pieces = relay(write, Patience(5, 5))
    assert next(pieces) == "x"
    pieces.close()  # type: ignore[attr-defined]  # it is a generator
    assert ended.wait(2)


def test_whatever_goes_wrong_in_the_thread_comes_out_in_our_own_words() -> None:
    def write(offer: Offer) -> None:
        raise ValueError("secret")

    with pytest.raises(WriterFailed) as problem:
        list(relay(write, Patience(5, 5)))
    assert problem.value.failure == Failure.UNREADABLE
    assert problem.value.__cause__ is problem.value.__context__ is None


# Where words go.


@pytest.mark.parametrize(
    ("address", "host", "here"),
    [
        ("http://localhost:11434/v1", "localhost:11434", True),
        ("http://127.0.0.1:8000/v1", "127.0.0.1:8000", True),
        ("http://[::1]:8000/v1", "[::1]:8000", True),
        ("https://user:secret@models.example.org/v1", "models.example.org", False),
        ("http://10.0.0.7:8000/v1", "10.0.0.7:8000", False),
        ("http://localhost.example.org/v1", "localhost.example.org", False),
        ("no address", "", True),
    ],
)
def test_the_host_is_named_without_names_and_passwords(address: str, host: str, here: bool) -> None:
    assert (host_of(address), is_here(host_of(address))) == (host, here)


def test_it_is_said_where_words_go() -> None:
    assert where_words_go(None) == "Nothing leaves this computer."
    assert where_words_go(Pen()) == "Answers are written by pen on this computer. Nothing leaves this computer."
    for host in ("models.example.org", "127.0.0.1:11434"):  # what a server on this computer sends on is not known
        assert where_words_go(Pen(host=host)) == (
            f"Answers are written by pen at {host}. Questions and passages are sent there."
        )


def test_the_key_of_an_endpoint_never_shows() -> None:
    assert "secret" not in repr(load_settings(engine_key="secret"))
