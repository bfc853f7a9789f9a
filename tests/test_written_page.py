"""The page with a model that writes: evidence first, then only what passed, and one quiet line where nothing did."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from threading import Event

import pytest
from streamlit.testing.v1 import AppTest
from tests.index_fixtures import shared_assistant, shared_settings
from tests.test_app import ask, buttons, last_answer, shown
from tests.written_pages import HOST, MODEL, Pen, write_with

from lessons import phrases
from lessons.answers import Assistant
from lessons.arrangement import in_reading_order
from lessons.domain import Answer, Outcome, StatementKind
from lessons.engines.summary import Summary
from lessons.engines.writer import WHY, Failure
from lessons.packs.basket import item_of_answer
from lessons.pages import readiness, wording
from lessons.pages.conversation import Conversation
from lessons.pages.scribe import Scribe
from lessons.pages.server import SCRIPT
from lessons.settings import Settings, load_settings

FIXTURES = (shared_settings, shared_assistant)

QUESTION = "What did people say about money?"
REFUSED = "What drug was prescribed to patients?"
CHANGES = "What changed before the paper was published?"
KEPT = ("Funding came late <b>here</b>.", "Plans could begin.")
LIE = "This is a lie about money."
LABEL = html.escape(wording.GIST_WRITTEN.format(model=MODEL))

Open = Callable[[Pen], AppTest]


@pytest.fixture(name="open_page")
def opened_page(shared: Settings, assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens the page over the shared index with a model."""
    monkeypatch.setenv("LESSONS_CORPUS_DIR", str(shared.corpus_dir))
    monkeypatch.setenv("LESSONS_INDEX_DIR", str(shared.index_dir))

    def open_page(pen: Pen) -> AppTest:
        write_with(pen, assistant, monkeypatch)
        return AppTest.from_file(str(SCRIPT), default_timeout=60).run()

    return open_page


def conversation(page: AppTest) -> Conversation:
    made: Conversation = page.session_state["visit"].conversation
    return made


def scribe(page: AppTest) -> Scribe:
    """Who writes at the moment."""
    writes = conversation(page).scribe
    assert writes
    return writes


def stay(page: AppTest) -> AppTest:
    """The run that the browser asks for a moment later, which stays until the summary is there; and the one after it."""
    conversation(page).watching = True
    return page.run()


def summary_of(page: AppTest) -> list[str]:
    return [s.text for s in last_answer(page).statements if s.kind == StatementKind.SUMMARY]


def evidence_chips(page: AppTest) -> list[str]:
    return [key for key in buttons(page, "chip-0-") if "summary" not in key]


def test_the_evidence_is_there_whole_before_a_word_is_written(open_page: Open, assistant: Assistant) -> None:
    pen = Pen(KEPT)
    page = ask(open_page(pen), QUESTION)
    evidence = in_reading_order(assistant.evidence(QUESTION))
    assert pen.written == 0
    assert last_answer(page).statements == evidence.statements
    assert len(buttons(page, "source-0-")) == len(evidence.citations)
    assert wording.WRITING in shown(page)
    assert LABEL not in shown(page)
    assert not page.error


def test_what_passed_stands_in_front_with_numbers_that_open_sources(open_page: Open) -> None:
    page = ask(open_page(Pen(KEPT)), QUESTION)
    before = evidence_chips(page)
    stay(page)
    text = shown(page)
    assert summary_of(page) == list(KEPT)
    assert wording.WRITING not in text
    assert wording.STILL_WRITING not in text
    assert text.index(LABEL) < text.index(html.escape(KEPT[0])) < text.index(KEPT[1]) < text.index(wording.GIST)
    assert wording.WRITTEN in text
    assert "<b>" not in text.replace('<b class="column">', "")
    assert evidence_chips(page) == before  # so that no button of the evidence is another one now
    page.button(key="chip-0-summary1-1").click().run()
    assert conversation(page).citation == last_answer(page).citations[0]


def test_a_summary_is_written_once(open_page: Open) -> None:
    pen = Pen(KEPT)
    page = stay(ask(open_page(pen), QUESTION))
    page.run()
    page.button(key=evidence_chips(page)[0]).click().run()
    assert pen.written == 1
    assert conversation(page).scribe is None
    assert summary_of(page) == list(KEPT)


def test_a_lie_is_left_out_and_only_counted(open_page: Open) -> None:
    page = stay(ask(open_page(Pen((KEPT[0], LIE, KEPT[1]))), QUESTION))
    assert summary_of(page) == list(KEPT)
    assert LIE not in shown(page)
    counts = wording.ABOUT_COUNTS.format(model=MODEL, kept=2, dropped=1)
    assert html.escape(counts) in shown(page)
    assert wording.ABOUT_WRITTEN in shown(page)


@pytest.mark.parametrize(
    ("pen", "outcome", "note", "counts"),
    [
        (Pen((LIE, KEPT[0], "Another lie.")), Outcome.THIN, phrases.SUMMARY_THIN, (1, 2)),
        (Pen(), Outcome.THIN, phrases.SUMMARY_EMPTY, (0, 0)),
        (Pen((), Failure.UNREACHABLE), Outcome.FAILED, WHY[Failure.UNREACHABLE], (0, 0)),
        (Pen((LIE,), Failure.SLOW), Outcome.FAILED, WHY[Failure.SLOW], (0, 1)),
    ],
)
def test_no_summary_is_one_quiet_line_in_its_place(
    pen: Pen, outcome: Outcome, note: str, counts: tuple[int, int], open_page: Open, assistant: Assistant
) -> None:
    page = stay(ask(open_page(pen), QUESTION))
    said = f'<p class="quiet">{html.escape(phrases.NO_SUMMARY.format(why=note))}</p>'
    text = shown(page)
    assert text.count(said) == 1
    assert text.index(said) < text.index(wording.GIST)
    assert not any(words in text for words in (LABEL, wording.WRITTEN, wording.WRITING, LIE, KEPT[0]))
    assert not [*page.error, *page.warning]
    answer = last_answer(page)
    assert answer.statements[:-1] == in_reading_order(assistant.evidence(QUESTION)).statements
    assert answer.writing
    assert answer.writing.outcome == outcome
    told = wording.ABOUT_NOT_SHOWN.format(model=MODEL, kept=counts[0], dropped=counts[1])
    assert html.escape(told) in text
    assert wording.ABOUT_EXTRACTIVE in text


def test_a_summary_that_broke_off_says_so_below_what_is_shown(open_page: Open) -> None:
    page = stay(ask(open_page(Pen(KEPT, Failure.ENDED)), QUESTION))
    said = phrases.SUMMARY_BROKE_OFF.format(why=WHY[Failure.ENDED])
    assert summary_of(page) == list(KEPT)
    assert shown(page).index(KEPT[1]) < shown(page).index(said) < shown(page).index(wording.GIST)


def test_stop_ends_the_writing_and_keeps_the_evidence(open_page: Open, assistant: Assistant) -> None:
    pen = Pen(KEPT, gates=(Event(), Event()))
    page = ask(open_page(pen), QUESTION)
    scribe(page).start()
    pen.gates[0].set()
    while not scribe(page).sentences:
        scribe(page).wait(0.1)
    page.run()
    assert html.escape(KEPT[0]) in shown(page)
    assert wording.STILL_WRITING in shown(page)
    page.button(key="stop-writing").click().run()
    assert pen.closed.is_set()
    assert html.escape(KEPT[0]) not in shown(page)
    assert phrases.NO_SUMMARY.format(why=phrases.SUMMARY_STOPPED) in shown(page)
    assert last_answer(page).statements[:-1] == in_reading_order(assistant.evidence(QUESTION)).statements
    assert not buttons(page, "stop-writing")


def test_evidence_can_be_opened_while_a_slow_model_writes_on(open_page: Open) -> None:
    pen = Pen(KEPT, gates=(Event(),))
    page = ask(open_page(pen), QUESTION)
    scribe(page).start()
    page.button(key=evidence_chips(page)[0]).click().run()
    assert "<mark>" in shown(page)
    assert wording.WRITING in shown(page)
    pen.gates[0].set()
    stay(page)
    assert summary_of(page) == list(KEPT)
    assert "<mark>" in shown(page)
    assert pen.written == 1


def test_a_summary_done_while_nobody_looked_is_there_at_the_next_run(open_page: Open) -> None:
    page = ask(open_page(Pen(KEPT)), QUESTION)
    scribe(page).start()
    while not scribe(page).wait(0.1):
        pass
    page.run()
    assert summary_of(page) == list(KEPT)


def test_another_question_ends_the_writing_and_leans_on_the_evidence(open_page: Open) -> None:
    pen = Pen(KEPT, gates=(Event(),))
    page = ask(open_page(pen), QUESTION)
    scribe(page).start()
    ask(page, "Who said that?")
    assert pen.closed.is_set()
    first, second = (exchange.answer for exchange in conversation(page).exchanges)
    assert first.writing
    assert first.writing.outcome == Outcome.STOPPED
    assert second.question == "Who said that?"
    assert second.citations


@pytest.mark.parametrize(("puts", "is_shown"), [("Why did funding go wrong?", True), ("Why did zqx go wrong?", False)])
def test_a_follow_up_is_shown_as_the_model_put_it_unless_it_drifts(puts: str, is_shown: bool, open_page: Open) -> None:
    page = stay(ask(open_page(Pen(KEPT, puts=puts)), "What went wrong with funding?"))
    assert wording.PUT_BY_MODEL.format(question="") not in shown(page)
    page = stay(ask(page, "why?"))
    assert summary_of(page) == list(KEPT)
    assert (wording.PUT_BY_MODEL.format(question=puts) in shown(page)) == is_shown
    assert "zqx" not in shown(page)


def test_a_new_conversation_ends_the_writing(open_page: Open) -> None:
    pen = Pen(KEPT, gates=(Event(),))
    page = ask(open_page(pen), QUESTION)
    scribe(page).start()
    page.button(key="new-conversation").click().run()
    assert pen.closed.is_set()
    page.button(key="earlier-0").click().run()
    assert phrases.NO_SUMMARY.format(why=phrases.SUMMARY_STOPPED) in shown(page)


@pytest.mark.parametrize("question", [REFUSED, CHANGES])
def test_what_cannot_be_summed_up_is_shown_as_without_a_model(question: str, open_page: Open) -> None:
    pen = Pen(KEPT)
    page = stay(ask(open_page(pen), question))
    assert pen.written == 0
    assert wording.WRITING not in shown(page)
    assert not re.search("No summary", shown(page))


@pytest.mark.llm
def test_the_page_says_who_writes_and_where_words_go(open_page: Open) -> None:
    text = shown(open_page(Pen(KEPT)))
    assert html.escape(phrases.WRITTEN_AT.format(model=MODEL, host=HOST)) in text
    assert wording.LOCAL not in text
    assert "secret" not in text


def test_without_a_model_nothing_is_written_and_no_run_is_asked_for(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, assistant: Assistant
) -> None:
    open_page(Pen())
    monkeypatch.setenv("LESSONS_ENGINE", "extractive")
    monkeypatch.setattr(readiness, "_open_build", lambda *_: assistant)
    page = ask(AppTest.from_file(str(SCRIPT), default_timeout=60).run(), QUESTION)
    assert conversation(page).scribe is None
    assert last_answer(page).writing is None
    assert wording.LOCAL in shown(page)
    assert not buttons(page, "stop-writing")


@pytest.mark.parametrize(("url", "names"), [("", "LESSONS_ENGINE_URL"), ("localhost:1/v1", "LESSONS_ENGINE_URL")])
def test_an_engine_that_lacks_a_setting_leaves_the_evidence_and_one_sentence(
    url: str, names: str, open_page: Open, monkeypatch: pytest.MonkeyPatch, assistant: Assistant
) -> None:
    open_page(Pen())
    monkeypatch.setenv("LESSONS_ENGINE_URL", url)
    wrong = Assistant(assistant.library, load_settings())
    monkeypatch.setattr(readiness, "_open_build", lambda *_: wrong)
    page = ask(AppTest.from_file(str(SCRIPT), default_timeout=60).run(), QUESTION)
    assert last_answer(page).citations
    assert names in shown(page)
    assert wording.LOCAL in shown(page)
    assert not [*page.error, *page.warning]


def test_a_pack_takes_what_is_cited_and_no_word_of_a_model(open_page: Open, assistant: Assistant) -> None:
    page = stay(ask(open_page(Pen(KEPT)), QUESTION))
    item = item_of_answer(last_answer(page))
    assert item == item_of_answer(in_reading_order(assistant.evidence(QUESTION)))
    assert not any(sentence in excerpt.text for sentence in KEPT for excerpt in item.excerpts)


def test_an_early_start_loads_the_model_and_writes_nothing(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    pen = Pen(KEPT)
    open_page(pen)
    readiness.open_early(load_settings())
    assert (pen.prepared, pen.written) == (1, 0)


def test_a_scribe_whose_summary_cannot_begin_leaves_the_evidence(
    assistant: Assistant, caplog: pytest.LogCaptureFixture
) -> None:
    evidence = assistant.evidence(QUESTION)

    def fail(_: Answer) -> Summary:
        raise RuntimeError("secret")

    writes = Scribe(MODEL, evidence, fail)
    writes.start()
    while not writes.wait(0.1):
        pass
    assert writes.answer == evidence
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text


def test_a_scribe_that_was_stopped_before_it_began_never_begins(assistant: Assistant) -> None:
    evidence = assistant.evidence(QUESTION)
    begun: list[Answer] = []

    def begin(answer: Answer) -> Summary:
        begun.append(answer)
        return Summary(answer, None)

    writes = Scribe(MODEL, evidence, begin)
    writes.stop()
    writes.start()
    assert not writes.wait(0.05)
    assert begun == []
    assert writes.answer == evidence
