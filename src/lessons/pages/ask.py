"""The page Ask: the question line, the conversation, and beside it the source that is open."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lessons.answers import Assistant
from lessons.arrangement import in_reading_order
from lessons.domain import Answer, ConfigurationError, LessonsError
from lessons.engines.summary import SHOWN, can_be_summed_up
from lessons.pages import wording
from lessons.pages.answer_view import show_exchange, show_suggestions
from lessons.pages.collecting import Collection, this_collection
from lessons.pages.controls import show_controls
from lessons.pages.conversation import Conversation, Exchange, Visit
from lessons.pages.data_flow import where_words_go
from lessons.pages.markup import plain_html, plain_label
from lessons.pages.readiness import ready_assistant
from lessons.pages.scribe import Scribe
from lessons.pages.source_view import show_guide, show_hint, show_source
from lessons.pages.view import bring_into_view
from lessons.pages.visits import LINE, LONGEST_QUESTION, this_visit, write_in_line
from lessons.pages.written_view import STYLE, WrittenPart, watch
from lessons.settings import Settings

SOON = 0.1  # seconds


def show(settings: Settings, controls: DeltaGenerator) -> None:
    """The page, top to bottom; ``controls`` is the place for what works on the whole conversation."""
    if settings.engine != "extractive":
        st.html(STYLE)
    assistant = ready_assistant(settings)
    visit = this_visit(assistant)
    collection = this_collection(settings)
    _answer_waiting_question(assistant, visit)
    visit.conversation.take_written()
    with controls:
        show_controls(assistant, visit)
    with st.container(key="desk"):
        left, right = st.columns([1.7, 1], gap="large")
        with left:
            written = _show_conversation(assistant, visit, collection)
        with right:
            _show_evidence(assistant, visit.conversation, collection)
    _show_question_line(settings, visit)
    _bring_into_view(visit.conversation)
    if written and visit.conversation.scribe:
        _show_writing(visit.conversation, written, visit.conversation.scribe)


def _answer_waiting_question(assistant: Assistant, visit: Visit) -> None:
    """Answer the question that waits, if one does; one that was stopped goes back into the question line."""
    conversation = visit.conversation
    if stopped := conversation.stopped():
        write_in_line(stopped)
        conversation.problem = wording.STOPPED
    question = conversation.start()
    if question is None:
        return
    if not visit.may_ask(time.monotonic()):
        write_in_line(question)
        conversation.fail(wording.TOO_MANY)
        return
    # The first version is what an answer rests on anyway, with the others for what it leaves out.
    version = None if visit.scope == assistant.library.corpus.versions[0].id else visit.scope
    try:
        with st.spinner(wording.LOOKING):
            answer = in_reading_order(assistant.evidence(question, conversation.history, version))
    except LessonsError as problem:
        conversation.fail(str(problem))
    else:
        conversation.add(Exchange(question, visit.scope, answer), _scribe(assistant, answer, conversation.history))


def _scribe(assistant: Assistant, answer: Answer, history: Sequence[str]) -> Scribe | None:
    """Who is to write a summary of an answer; None without a model, or where there is nothing to sum up."""
    try:
        summariser = assistant.summariser()
    except ConfigurationError:  # said below the question line, where the page says where words go
        return None
    if summariser is None or not can_be_summed_up(answer):
        return None
    return Scribe(summariser.writer.name, answer, partial(assistant.summarise, history=history))


def _show_writing(conversation: Conversation, part: WrittenPart, scribe: Scribe) -> None:
    """Stay and show the summary as it comes, if this run is for that; a run for anything else ends first.

    Only when a run ends does the toolkit take away what stood on the page before it.
    """
    if not conversation.watching:
        _come_back(conversation)
        return
    conversation.watching = False
    watch(part, scribe)
    st.rerun()


def _come_back(conversation: Conversation) -> None:
    """Have the page run once more in a moment, to stay with the summary."""
    in_this_run = iter((True,))

    @st.fragment(run_every=SOON)
    def come_back() -> None:
        if not next(in_this_run, False):
            conversation.watching = True
            st.rerun()

    with st.container(key="come-back"):
        come_back()


def _show_conversation(assistant: Assistant, visit: Visit, collection: Collection) -> WrittenPart | None:
    """All exchanges and what to go on with; gives the part of the last one that a model writes, if there is one."""
    conversation = visit.conversation
    written: WrittenPart | None = None
    if not conversation.exchanges:
        _show_starters(conversation)
    for at in range(len(conversation.exchanges)):
        written = show_exchange(assistant, conversation, at, collection)
    if conversation.problem:
        st.warning(plain_label(conversation.problem))
    if conversation.replacing:
        _show_replacing(conversation)
    elif conversation.exchanges:
        show_suggestions(assistant, conversation, visit.scope)
    return written


def _show_replacing(conversation: Conversation) -> None:
    """Says that the question being edited takes the place of the last one, with the way out."""
    with st.container(key="replacing", horizontal=True, vertical_alignment="center"):
        st.html(f'<p class="quiet">{wording.REPLACING}</p>')
        st.button(wording.KEEP_AS_IT_IS, key="keep", on_click=_keep, args=(conversation,))


def _keep(conversation: Conversation) -> None:
    conversation.keep()
    write_in_line("")


def _show_evidence(assistant: Assistant, conversation: Conversation, collection: Collection) -> None:
    if conversation.opened:
        show_source(assistant.library, conversation, collection)
    elif not conversation.exchanges:
        show_guide(assistant.library)
    elif any(exchange.answer.citations for exchange in conversation.exchanges):
        show_hint()


def _show_starters(conversation: Conversation) -> None:
    st.html(f'<h2 class="start">{wording.START}</h2>')
    with st.container(key="starters", gap="small"):
        for i, question in enumerate(wording.STARTERS):
            st.button(
                question, key=f"starter-{i}", width="stretch", wrap=True, on_click=conversation.ask, args=(question,)
            )


def _show_question_line(settings: Settings, visit: Visit) -> None:
    def ask() -> None:
        visit.conversation.ask(st.session_state[LINE])

    with st.bottom:
        if visit.linked:
            st.html(f'<p class="quiet" id="linked">{wording.LINKED}</p>')
        with st.container(key="question-line", horizontal=True, vertical_alignment="center", gap="small"):
            st.chat_input(wording.ASK, key=LINE, max_chars=LONGEST_QUESTION, submit_mode="stop", on_submit=ask)
            where = plain_html(where_words_go(settings))
            st.html(f'<p class="caution">{plain_html(wording.CAUTION)} <span>{where}</span></p>')


def _bring_into_view(conversation: Conversation) -> None:
    """Go to a new answer's question, or to the highlighted words of a source that was just opened; and say so."""
    opened, count = conversation.opened, len(conversation.exchanges)
    answer = conversation.exchanges[-1].answer if conversation.exchanges else None
    newest = conversation.exchanges[-1].id if conversation.exchanges else ""
    is_new, conversation.seen = count > conversation.seen, count
    # While a summary is written the page runs more than once for one answer: what was said and shown of it stays.
    is_here = is_new or (conversation.arriving and conversation.scribe is not None)
    conversation.arriving = is_here and not opened
    if opened:
        moment = f"{newest} {opened.exchange} {opened.number} {opened.step}"
        bring_into_view("words", moment, wording.OPENED.format(number=opened.number))
    elif is_here and answer:
        bring_into_view("question", newest, wording.READY[answer.status])
    elif answer and answer.writing and conversation.scribe is None:
        bring_into_view("", f"{newest} {answer.writing.outcome}", wording.SUMMARY_CAME[answer.writing.outcome in SHOWN])
    else:
        bring_into_view("", newest)
