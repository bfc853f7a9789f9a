"""The page Ask: the question line, the conversation, and beside it the source that is open."""

from __future__ import annotations

import time

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lessons.answers import Assistant
from lessons.arrangement import in_reading_order
from lessons.domain import LessonsError
from lessons.pages import wording
from lessons.pages.answer_view import show_exchange, show_suggestions
from lessons.pages.collecting import Collection, this_collection
from lessons.pages.controls import show_controls
from lessons.pages.conversation import Conversation, Exchange, Visit
from lessons.pages.data_flow import where_words_go
from lessons.pages.markup import plain_html, plain_label
from lessons.pages.readiness import ready_assistant
from lessons.pages.source_view import show_guide, show_hint, show_source
from lessons.pages.view import bring_into_view
from lessons.pages.visits import LINE, LONGEST_QUESTION, this_visit, write_in_line
from lessons.settings import Settings


def show(settings: Settings, controls: DeltaGenerator) -> None:
    """The page, top to bottom; ``controls`` is the place for what works on the whole conversation."""
    assistant = ready_assistant(settings)
    visit = this_visit(assistant)
    collection = this_collection(settings)
    _answer_waiting_question(assistant, visit)
    with controls:
        show_controls(assistant, visit)
    with st.container(key="desk"):
        left, right = st.columns([1.7, 1], gap="large")
        with left:
            _show_conversation(assistant, visit, collection)
        with right:
            _show_evidence(assistant, visit.conversation, collection)
    _show_question_line(settings, visit)
    _bring_into_view(visit.conversation)


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
            answer = assistant.answer(question, conversation.history, version)
    except LessonsError as problem:
        conversation.fail(str(problem))
    else:
        conversation.add(Exchange(question, visit.scope, in_reading_order(answer)))


def _show_conversation(assistant: Assistant, visit: Visit, collection: Collection) -> None:
    conversation = visit.conversation
    if not conversation.exchanges:
        _show_starters(conversation)
    for at in range(len(conversation.exchanges)):
        show_exchange(assistant, conversation, at, collection)
    if conversation.problem:
        st.warning(plain_label(conversation.problem))
    if conversation.replacing:
        _show_replacing(conversation)
    elif conversation.exchanges:
        show_suggestions(assistant, conversation, visit.scope)


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
    newest = conversation.exchanges[-1].id if conversation.exchanges else ""
    is_new, conversation.seen = count > conversation.seen, count
    if opened:
        moment = f"{newest} {opened.exchange} {opened.number} {opened.step}"
        bring_into_view("words", moment, wording.OPENED.format(number=opened.number))
    elif is_new:
        bring_into_view("question", newest, wording.READY[conversation.exchanges[-1].answer.status])
    else:
        bring_into_view("", newest)
