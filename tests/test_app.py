"""The page holds what it promises: an answer first, its evidence one click away, plain words when something is wrong."""

from __future__ import annotations

import asyncio
import errno
import html
import os
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from filelock import FileLock
from starlette.requests import Request
from starlette.types import Message, Receive, Scope, Send
from streamlit.testing.v1 import AppTest
from tests.index_fixtures import shared_assistant, shared_settings, write_corpus

from lessons import build
from lessons.answers import Assistant
from lessons.domain import Answer, ModelBroken, Quote, Span, Status
from lessons.feedback import kept
from lessons.pages import readiness, wording
from lessons.pages.conversation import MOST_QUESTIONS, Visit
from lessons.pages.markup import marked_html, plain_label
from lessons.pages.places import cited_html, places, position
from lessons.pages.server import SCRIPT, SafeHeaders, readyz
from lessons.settings import Settings

FIXTURES = (shared_settings, shared_assistant)

REFUSED = "What drug was prescribed to patients?"
HOSTILE = "What about money? <script>alert(1)</script> $x^2$ ![a](http://example.org/a.png) :+1: **b** &amp;"
MARKED = re.compile(r"<mark>(.*?)</mark>", re.DOTALL)

OpenPage = Callable[[], AppTest]


@pytest.fixture
def open_page(shared: Settings, monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """Opens the page over the shared index."""
    use(monkeypatch, shared.corpus_dir, shared.index_dir)
    return lambda: AppTest.from_file(str(SCRIPT), default_timeout=60).run()


def use(monkeypatch: pytest.MonkeyPatch, corpus: Path, index: Path) -> None:
    monkeypatch.setenv("LESSONS_CORPUS_DIR", str(corpus))
    monkeypatch.setenv("LESSONS_INDEX_DIR", str(index))


def shown(page: AppTest) -> str:
    """All HTML that the page shows."""
    return "\n".join(element.proto.body for element in page.get("html"))


def buttons(page: AppTest, key: str) -> list[str]:
    """The keys of the buttons that begin so."""
    return [button.key for button in page.button if button.key and button.key.startswith(key)]


def ask(page: AppTest, question: str) -> AppTest:
    return page.chat_input[0].set_value(question).run()


def in_line(page: AppTest) -> str:
    """What stands in the question line."""
    return str(page.chat_input[0].proto.value)


def last_answer(page: AppTest) -> Answer:
    visit: Visit = page.session_state["visit"]
    return visit.conversation.exchanges[-1].answer


# What a visitor does


def test_page_opens_with_its_purpose_a_caution_and_six_questions_to_start_from(open_page: OpenPage) -> None:
    page = open_page()
    assert [page.button(key=key).label for key in buttons(page, "starter-")] == list(wording.STARTERS)
    assert len(wording.STARTERS) == 6
    for words in (wording.TITLE, wording.PURPOSE, wording.CAUTION, wording.LOCAL):
        assert words in shown(page)
    assert page.chat_input[0].proto.max_chars == 1000
    assert not page.error


@pytest.mark.parametrize("question", wording.STARTERS)
def test_every_starter_question_is_answered_from_the_sources(question: str, assistant: Assistant) -> None:
    answer = assistant.answer(question)
    assert answer.status == Status.ANSWERED
    assert answer.citations


def test_a_starter_gives_an_answer_with_numbered_sources(open_page: OpenPage) -> None:
    page = open_page()
    page.button(key="starter-1").click().run()
    answer = last_answer(page)
    assert html.escape(wording.STARTERS[1]) in shown(page)
    assert len(buttons(page, "source-0-")) == len(answer.citations) > 0
    assert len(buttons(page, "chip-0-")) == sum(len(s.citations) for s in answer.statements)
    assert page.expander[0].label == wording.READY[answer.status]
    assert not buttons(page, "starter-")


def test_statements_are_shown_word_for_word_and_in_order(open_page: OpenPage) -> None:
    page = ask(open_page(), "What helped organisations work together?")
    text = re.sub(r"</?b[^>]*>", "", shown(page))
    answer = last_answer(page)
    cited = {c.number: c for c in answer.citations}
    words = [cited[s.citations[0]].excerpt if s.kind == "quote" else s.text for s in answer.statements]
    found = [text.index(html.escape(w)) for w in words]
    assert found == sorted(found)


def test_a_quote_names_its_speaker(open_page: OpenPage) -> None:
    page = ask(open_page(), "Give me a quote about engaging GPs")
    speakers = {c.speaker for c in last_answer(page).citations if c.speaker}
    assert speakers
    assert all(f"<cite>{html.escape(speaker)}</cite>" in shown(page) for speaker in speakers)


def test_a_source_shows_the_cited_words_highlighted_and_ready_to_copy(open_page: OpenPage) -> None:
    page = open_page()
    page.button(key="starter-1").click().run()
    for citation in last_answer(page).citations:
        page.button(key=f"source-0-{citation.number}").click().run()
        marked = [html.unescape(words) for words in MARKED.findall(shown(page))]
        assert "\t".join(marked) == citation.excerpt
        assert html.escape(citation.section) in shown(page)
        assert page.code[-1].value.startswith(f"“{citation.excerpt}”")
        assert "BMJ Open 2019;9:e032107" in page.code[-1].value


def test_a_number_in_the_text_opens_and_closes_the_same_source(open_page: OpenPage) -> None:
    page = open_page()
    page.button(key="starter-1").click().run()
    chip = buttons(page, "chip-0-")[0]
    page.button(key=chip).click().run()
    assert "<mark>" in shown(page)
    page.button(key=chip).click().run()
    assert "<mark>" not in shown(page)


def test_the_paragraphs_around_a_source_can_be_read(open_page: OpenPage) -> None:
    page = open_page()
    page.button(key="starter-1").click().run()
    page.button(key="source-0-1").click().run()
    cited = shown(page)
    page.button(key="next").click().run()
    assert "<mark>" not in shown(page)
    assert wording.NOT_CITED in shown(page)
    page.button(key="back").click().run()
    assert MARKED.findall(shown(page)) == MARKED.findall(cited)
    page.button(key="close").click().run()
    assert len(page.code) == 1  # the address of the question


def test_a_refusal_says_so_and_offers_questions_that_can_be_answered(open_page: OpenPage) -> None:
    page = ask(open_page(), REFUSED)
    answer = last_answer(page)
    assert answer.status == Status.NOT_IN_SOURCES
    assert f'<p class="lead">{html.escape(answer.statements[0].text)}</p>' in shown(page)
    assert page.expander[0].label == wording.READY[Status.NOT_IN_SOURCES]
    assert len(buttons(page, "suggestion-")) == len(answer.suggestions) > 0
    page.button(key="suggestion-0").click().run()
    assert last_answer(page).question == answer.suggestions[0]


def test_new_conversation_clears_everything(open_page: OpenPage) -> None:
    page = ask(open_page(), "What did people say about money?")
    page.button(key="new-conversation").click().run()
    assert 'class="question"' not in shown(page)
    assert len(buttons(page, "starter-")) == 6
    assert not buttons(page, "new-conversation")


def test_earlier_questions_are_handed_on_as_history(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []
    answer = Assistant.evidence

    def listen(self: Assistant, question: str, history: list[str], version: str | None) -> Answer:
        seen.append(list(history))
        return answer(self, question, history, version)

    monkeypatch.setattr(Assistant, "evidence", listen)
    ask(ask(open_page(), "What did people say about money?"), "Who said that?")
    assert seen == [[], ["What did people say about money?"]]


def test_another_version_changes_what_is_cited(open_page: OpenPage) -> None:
    page = ask(open_page(), "What helped organisations work together?")
    assert {c.document for c in last_answer(page).citations} == {"published"}
    page.radio(key="scope").set_value("r1").run()
    page.button(key="again").click().run()
    assert {c.document for c in last_answer(page).citations} == {"r1"}
    assert ":orange-badge[Revised \\(R1\\)]" in page.button(key="source-1-1").label
    page.button(key="source-1-1").click().run()
    assert "not the version of record" in page.code[-1].value


def test_hostile_questions_are_shown_as_they_were_typed(open_page: OpenPage) -> None:
    page = ask(open_page(), HOSTILE)
    assert f"{html.escape(HOSTILE)}</h2>" in shown(page)
    assert "<script>alert" not in shown(page)
    assert not page.markdown or all("example.org" not in m.value for m in page.markdown)


def test_a_link_fills_the_question_line_and_asks_nothing(shared: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, shared.corpus_dir, shared.index_dir)
    page = AppTest.from_file(str(SCRIPT), default_timeout=60)
    page.query_params["question"] = HOSTILE
    page.query_params["version"] = "r1"
    page.run()
    assert in_line(page) == HOSTILE
    assert wording.LINKED in shown(page)
    assert not page.session_state["visit"].conversation.begun
    ask(page, HOSTILE)
    assert page.session_state["visit"].conversation.exchanges[0].scope == "r1"
    assert wording.LINKED not in shown(page)


def test_a_link_of_a_version_that_there_is_none_of_is_passed_over(
    shared: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, shared.corpus_dir, shared.index_dir)
    page = AppTest.from_file(str(SCRIPT), default_timeout=60)
    page.query_params["version"] = "<b>"
    page.run()
    assert page.session_state["visit"].scope == "published"
    assert not page.error


def test_the_address_of_a_question_holds_question_and_version(open_page: OpenPage) -> None:
    page = ask(open_page(), "What about money & trust?")
    assert page.code[0].value.endswith("/?question=What+about+money+%26+trust%3F&version=published")


def test_the_last_question_can_be_edited_and_its_answer_is_replaced(open_page: OpenPage) -> None:
    page = ask(ask(open_page(), "What did people say about money?"), "Who said that?")
    page.button(key="edit").click().run()
    assert in_line(page) == "Who said that?"
    ask(page, "Was it enough money?")
    questions = [e.question for e in page.session_state["visit"].conversation.exchanges]
    assert questions == ["What did people say about money?", "Was it enough money?"]


def test_an_edit_can_be_called_off(open_page: OpenPage) -> None:
    page = ask(open_page(), "What did people say about money?")
    page.button(key="edit").click().run()
    page.button(key="keep").click().run()
    assert in_line(page) == ""
    ask(page, "Who said that?")
    assert len(page.session_state["visit"].conversation.exchanges) == 2


def test_a_stopped_question_goes_back_into_the_line(open_page: OpenPage) -> None:
    page = open_page()
    page.session_state["visit"].conversation.started = "What about money?"
    page.run()
    assert in_line(page) == "What about money?"
    assert page.warning[0].value == plain_label(wording.STOPPED)


def test_a_visitor_who_asks_without_end_is_asked_to_wait(open_page: OpenPage) -> None:
    page = open_page()
    visit: Visit = page.session_state["visit"]
    for _ in range(MOST_QUESTIONS):
        assert visit.may_ask(0.0)
    visit.asked_at = [float("inf")] * MOST_QUESTIONS
    ask(page, "What did people say about money?")
    assert page.warning[0].value == plain_label(wording.TOO_MANY)
    assert in_line(page) == "What did people say about money?"
    assert not page.session_state["visit"].conversation.exchanges


def test_earlier_conversations_can_be_reopened_and_cleared(open_page: OpenPage) -> None:
    page = ask(open_page(), "What did people say about money?")
    page.button(key="new-conversation").click().run()
    page = ask(page, "How was the study done?")
    page.button(key="earlier-0").click().run()
    assert last_answer(page).question == "What did people say about money?"
    assert page.button(key="earlier-0").label == plain_label("How was the study done?")
    page.button(key="clear-history").click().run()
    assert not buttons(page, "earlier-")
    assert len(buttons(page, "starter-")) == 6


def test_a_rating_and_its_reason_are_kept_on_this_computer(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LESSONS_FEEDBACK_FILE", str(tmp_path / "new" / "feedback.jsonl"))
    readiness._open_build.clear()
    page = ask(open_page(), "What did people say about money?")
    page.feedback[0].set_value(0).run()
    assert wording.RATED in shown(page)
    page.text_input[0].set_value("Not what I asked")
    next(b for b in page.button if b.label == wording.SEND_REASON).click().run()
    [opinion] = kept(tmp_path / "new" / "feedback.jsonl")
    assert (opinion.question, opinion.good, opinion.reason) == (
        "What did people say about money?",
        False,
        "Not what I asked",
    )


def test_a_rating_that_cannot_be_kept_says_so(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("LESSONS_FEEDBACK_FILE", str(tmp_path / "file" / "feedback.jsonl"))
    readiness._open_build.clear()
    page = ask(open_page(), "What did people say about money?")
    page.feedback[0].set_value(1).run()
    assert "cannot be kept" in page.warning[0].value
    readiness._open_build.clear()


def test_a_conversation_is_saved_only_while_its_sources_stand(open_page: OpenPage) -> None:
    page = ask(open_page(), "What did people say about money?")
    assert len(page.get("download_button")) == 2
    exchange = page.session_state["visit"].conversation.exchanges[0]
    altered = replace(exchange.answer.citations[0], excerpt="These words stand nowhere.")
    answer = replace(exchange.answer, citations=(altered, *exchange.answer.citations[1:]))
    page.session_state["visit"].conversation.exchanges[0] = replace(exchange, answer=answer)
    page.run()
    assert not page.get("download_button")
    assert "ask again" in page.error[0].value


# What a visitor sees when something is wrong


def test_a_corpus_that_cannot_be_read_gives_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    use(monkeypatch, tmp_path / "nowhere", tmp_path / "index")
    page = AppTest.from_file(str(SCRIPT), default_timeout=60).run()
    assert len(page.error) == 1
    assert "manifest" in page.error[0].value
    assert "Traceback" not in page.error[0].value
    assert not page.exception


def test_an_impossible_setting_gives_one_sentence(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LESSONS_PORT", "many")
    page = open_page()
    assert "LESSONS\\_PORT" in page.error[0].value
    assert not page.exception


def test_a_missing_index_is_built_before_the_page_opens(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    use(monkeypatch, write_corpus(tmp_path / "corpus"), tmp_path / "index")
    page = AppTest.from_file(str(SCRIPT), default_timeout=120).run()
    assert not page.error
    assert len(buttons(page, "starter-")) == 6
    assert (tmp_path / "index" / "current").is_file()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_full_disk_or_a_read_only_folder_is_named_and_the_page_recovers(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, number: int
) -> None:
    use(monkeypatch, write_corpus(tmp_path / "corpus"), tmp_path / "index")

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as broken:
        broken.setattr(build, "_write", fail)
        page = AppTest.from_file(str(SCRIPT), default_timeout=120).run()
        assert plain_label(os.strerror(number)) in page.error[0].value
        assert "LESSONS\\_INDEX\\_DIR" in page.error[0].value
    page.run()
    assert not page.error
    assert len(buttons(page, "starter-")) == 6


def test_a_damaged_index_is_built_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    use(monkeypatch, write_corpus(tmp_path / "corpus"), tmp_path / "index")
    AppTest.from_file(str(SCRIPT), default_timeout=120).run()
    for vectors in (tmp_path / "index").glob("build-*/vectors.npy"):
        vectors.write_bytes(b"")
    readiness._open_build.clear()
    page = AppTest.from_file(str(SCRIPT), default_timeout=120).run()
    assert not page.error
    assert len(buttons(page, "starter-")) == 6


def test_while_another_program_builds_the_page_waits(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    use(monkeypatch, write_corpus(tmp_path / "corpus"), tmp_path / "index")
    (tmp_path / "index").mkdir()
    lock = FileLock(tmp_path / "index" / "lock", thread_local=False)
    lock.acquire()
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        lock.release()

    monkeypatch.setattr(readiness, "sleep", wait)
    page = AppTest.from_file(str(SCRIPT), default_timeout=120).run()
    assert waits == [readiness.WAIT]
    assert len(buttons(page, "starter-")) == 6


def test_an_answer_that_fails_gives_one_sentence_and_the_page_goes_on(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Answer:
        raise ModelBroken("The model file model.onnx is missing: run “make install” again.")

    with monkeypatch.context() as broken:
        broken.setattr(Assistant, "evidence", fail)
        page = ask(open_page(), "What did people say about money?")
        assert page.warning[0].value.startswith("The model file model\\.onnx is missing")
    ask(page, "What did people say about money?")
    assert not page.warning
    assert buttons(page, "source-0-")


def test_an_unexpected_failure_shows_no_internals(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Answer:
        raise RuntimeError("secret path /srv/index")

    monkeypatch.setattr(Assistant, "evidence", fail)
    page = ask(open_page(), "What did people say about money?")
    assert [error.value for error in page.error] == [wording.FAILED]
    assert not page.exception


# What the page is made of


def test_every_chunk_of_the_corpus_can_be_shown_highlighted_word_for_word(assistant: Assistant) -> None:
    for chunk in assistant.library.index.chunks:
        structure = assistant.library.structures[chunk.document]
        marked = [
            html.unescape(words) for words in MARKED.findall(cited_html(structure, places(structure), chunk.span))
        ]
        assert "\t".join(marked) == chunk.text


def test_a_quote_stands_with_its_introduction_and_its_label(assistant: Assistant) -> None:
    structure = assistant.library.structures["published"]
    quote = next(q for q in structure.quotes if q.introduction)
    shown_words = html.unescape(cited_html(structure, places(structure), quote.span))
    assert quote.introduction is not None
    for span in (quote.introduction, quote.span, quote.label):
        assert structure.words(span) in shown_words


def test_places_follow_each_other_and_hold_every_quote_and_table(assistant: Assistant) -> None:
    for structure in assistant.library.structures.values():
        found = places(structure)
        assert all(a.span.end <= b.span.start for a, b in pairwise(found))
        assert sum(isinstance(p.part, Quote) for p in found) == len(structure.quotes)
        assert [position(found, place.span) for place in found] == list(range(len(found)))


@pytest.mark.parametrize(
    ("span", "marked", "expected"),
    [
        (Span(0, 9), Span(2, 5), "a <mark>&lt;b&gt;</mark> $c$"),
        (Span(0, 9), None, "a &lt;b&gt; $c$"),
        (Span(2, 5), Span(0, 9), "<mark>&lt;b&gt;</mark>"),
        (Span(0, 1), Span(2, 5), "a"),
    ],
)
def test_highlighting_escapes_what_a_browser_would_obey(span: Span, marked: Span | None, expected: str) -> None:
    assert marked_html("a <b> $c$", span, marked) == expected


def test_labels_escape_what_markdown_would_obey() -> None:
    assert plain_label("a *b* [c](d) $e$\n:f:") == r"a \*b\* \[c\]\(d\) \$e\$ \:f\:"


def test_response_headers_let_the_page_load_nothing_from_elsewhere() -> None:
    sent: list[Message] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(SafeHeaders(app)({"type": "http"}, receive, send))
    headers = dict(sent[0]["headers"])
    assert b"default-src 'self'" in headers[b"content-security-policy"]
    assert b"unsafe-eval" not in headers[b"content-security-policy"]
    assert b"http" not in headers[b"content-security-policy"]
    assert headers[b"x-content-type-options"] == b"nosniff"


def test_readiness_is_told_to_whoever_watches_the_server(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    request = Request({"type": "http"})
    assert readyz(request).status_code == 200
    monkeypatch.setenv("LESSONS_INDEX_DIR", str(tmp_path))
    assert readyz(request).status_code == 503
    assert b"lessons index" in readyz(request).body
