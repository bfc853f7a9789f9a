"""The chat page: the question line, the conversation, and beside it the source that is open."""

from __future__ import annotations

import logging
from pathlib import Path

import streamlit as st

from lessons.answers import Assistant
from lessons.domain import LessonsError
from lessons.pages import wording
from lessons.pages.answer_view import scope_label, show_exchange, show_suggestions
from lessons.pages.conversation import Conversation, Exchange
from lessons.pages.markup import plain_html, plain_label
from lessons.pages.readiness import ready_assistant
from lessons.pages.source_view import show_guide, show_source
from lessons.settings import Settings, load_settings

LONGEST_QUESTION = 1000  # characters
ALL = "all"
STYLE = Path(__file__).with_name("style.css")
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1f5d4c"/>'
    '<path d="M8 9h16v11H15l-5 4v-4H8z" fill="#fbf9f4"/></svg>'
)
# Brings the newest question, or the highlighted words, into view. Constant, so that a policy can name it by its hash.
SCROLL = (Path(__file__).with_name("scroll.js")).read_text("utf-8")

log = logging.getLogger(__name__)


def open_page() -> None:
    """Show the page; whatever goes wrong is said in one sentence."""
    st.set_page_config(page_title=wording.TITLE, page_icon=ICON, layout="wide", initial_sidebar_state="collapsed")
    st.html(STYLE)
    try:
        show_page(load_settings())
    except LessonsError as problem:
        st.error(plain_label(str(problem)))
    except Exception:  # the outermost boundary: no traceback reaches a visitor
        log.exception("The page failed")
        st.error(wording.FAILED)


def show_page(settings: Settings) -> None:
    """The page, top to bottom."""
    assistant = ready_assistant(settings)
    conversation = _conversation()
    _show_masthead(assistant, conversation)
    begun = _answer_waiting_question(assistant, conversation)
    with st.container(key="desk"):
        left, right = st.columns([1.7, 1], gap="large")
        with left:
            _show_conversation(assistant, conversation)
        with right:
            show_source(assistant.library, conversation)
            if conversation.opened is None:
                show_guide(assistant.library, begun=bool(conversation.exchanges))
    _show_question_line(settings, conversation)
    _bring_into_view(conversation, begun)
