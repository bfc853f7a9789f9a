"""What a reader can do with one answer: rate it, take a link to its question, collect it for a pack, edit the last question."""

from __future__ import annotations

from functools import partial

import streamlit as st

from lessons.answers import Assistant
from lessons.domain import LessonsError
from lessons.feedback import LONGEST_REASON, keep, opinion
from lessons.pages import wording
from lessons.pages.collecting import Collection, collect_answer
from lessons.pages.conversation import Conversation, Exchange
from lessons.pages.links import question_address
from lessons.pages.markup import plain_label
from lessons.pages.visits import write_in_line
from lessons.settings import Settings


def show_actions(assistant: Assistant, conversation: Conversation, at: int, collection: Collection) -> None:
    """The row below an answer."""
    exchange = conversation.exchanges[at]
    with st.container(key=f"actions-{at}", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f'<p class="quiet">{wording.RATE}</p>')
        rate = partial(_rate, assistant.settings, exchange)
        st.feedback("thumbs", key=_thumbs(exchange), on_change=rate)
        with st.popover(wording.LINK, icon=":material/link:"):
            st.html(f'<p class="quiet">{wording.LINK_HELP}</p>')
            st.code(question_address(exchange.question, exchange.scope, st.context.url), language=None, wrap_lines=True)
        collect_answer(collection, exchange.answer, f"collect-answer-{exchange.id}")
        if exchange is conversation.exchanges[-1]:
            st.button(wording.EDIT, key="edit", icon=":material/edit:", on_click=_edit, args=(conversation,))
    if st.session_state.get(_thumbs(exchange)) is not None:
        _show_reason(exchange, rate)


def _show_reason(exchange: Exchange, rate: partial[None]) -> None:
    """Thanks, or why the rating could not be kept; and a line for the reason."""
    if problem := st.session_state.get(f"unkept-{exchange.id}"):
        st.warning(plain_label(problem))
        return
    with st.form(key=f"reasons-{exchange.id}", border=False):
        st.html(f'<p class="quiet" role="status">{wording.RATED}</p>')
        st.text_input(wording.REASON, key=_reason(exchange), max_chars=LONGEST_REASON)
        st.form_submit_button(wording.SEND_REASON, on_click=rate)


def _rate(settings: Settings, exchange: Exchange) -> None:
    """Keep the rating with its reason."""
    rating = st.session_state[_thumbs(exchange)]
    if rating is None:
        return
    reason = st.session_state.get(_reason(exchange), "")
    problem = ""
    try:
        keep(opinion(exchange.id, exchange.answer, exchange.scope, bool(rating), reason), settings.feedback_file)
    except LessonsError as unkept:
        problem = str(unkept)
    st.session_state[f"unkept-{exchange.id}"] = problem


def _thumbs(exchange: Exchange) -> str:
    return f"thumbs-{exchange.id}"


def _reason(exchange: Exchange) -> str:
    return f"reason-{exchange.id}"


def _edit(conversation: Conversation) -> None:
    write_in_line(conversation.edit())
