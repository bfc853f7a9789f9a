"""The chat page: the question line, the conversation, and beside it the source that is open."""

from __future__ import annotations

import logging
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lessons.answers import Assistant
from lessons.domain import LessonsError
from lessons.pages import wording
from lessons.pages.answer_view import scope_label, show_exchange, show_suggestions
from lessons.pages.conversation import Conversation, Exchange
from lessons.pages.markup import plain_html, plain_label
from lessons.pages.readiness import ready_assistant
from lessons.pages.server import SCROLL
from lessons.pages.source_view import show_guide, show_hint, show_source
from lessons.settings import Settings, load_settings

LONGEST_QUESTION = 1000  # characters
ALL = "all"
LOCAL_ENGINES = frozenset({"extractive", "embedded"})
STYLE = Path(__file__).with_name("style.css")
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1f5d4c"/>'
    '<path d="M8 9h16v11H15l-5 4v-4H8z" fill="#fbf9f4"/></svg>'
)

log = logging.getLogger(__name__)


def open_page() -> None:
    """Show the page; whatever goes wrong is said in one sentence."""
    st.set_page_config(page_title=wording.TITLE, page_icon=ICON, layout="wide", initial_sidebar_state="collapsed")
    st.html(STYLE)
    controls = _show_masthead()
    try:
        show_page(load_settings(), controls)
    except LessonsError as problem:
        st.error(plain_label(str(problem)))
    except Exception:  # the outermost boundary: no traceback reaches a visitor
        log.exception("The page failed")
        st.error(wording.FAILED)


def show_page(settings: Settings, controls: DeltaGenerator) -> None:
    """The page, top to bottom; ``controls`` is the place for what works on the whole conversation."""
    assistant = ready_assistant(settings)
    conversation = _conversation()
    with controls:
        _show_controls(assistant, conversation)
    _answer_waiting_question(assistant, conversation)
    with st.container(key="desk"):
        left, right = st.columns([1.7, 1], gap="large")
        with left:
            _show_conversation(assistant, conversation)
        with right:
            _show_evidence(assistant, conversation)
    _show_question_line(settings, conversation)
    _bring_into_view(conversation)


def _conversation() -> Conversation:
    if "conversation" not in st.session_state:
        st.session_state["conversation"] = Conversation()
    conversation: Conversation = st.session_state["conversation"]
    return conversation


def _show_masthead() -> DeltaGenerator:
    """The title, there from the first moment; returns the place beside it."""
    with st.container(key="masthead", horizontal=True, vertical_alignment="center", gap="medium"):
        st.html(f"<header><h1>{wording.TITLE}</h1><p>{wording.PURPOSE}</p></header>")
        return st.container(key="controls", horizontal=True, width="content", gap="small")


def _show_controls(assistant: Assistant, conversation: Conversation) -> None:
    _show_versions(assistant)
    if conversation.begun:
        st.button(wording.NEW_CONVERSATION, key="new-conversation", icon=":material/add:", on_click=conversation.clear)


def _show_versions(assistant: Assistant) -> None:
    library = assistant.library
    scopes = [*(d.id for d in library.corpus.versions), ALL]
    preferred = assistant.settings.version
    st.session_state.setdefault("scope", preferred if preferred in scopes else scopes[0])
    with st.popover(wording.VERSION.format(label=scope_label(library, st.session_state["scope"]))):
        st.radio(
            wording.VERSION_QUESTION,
            scopes,
            key="scope",
            format_func=lambda scope: plain_label(scope_label(library, scope)),
            captions=[wording.VERSION_HELP.get(scope, "") for scope in scopes],
        )
        st.html(f'<p class="quiet">{wording.VERSION_NEXT}</p>')


def _answer_waiting_question(assistant: Assistant, conversation: Conversation) -> None:
    """Answer the question that waits, if one does."""
    question = conversation.asked
    if question is None:
        return
    scope: str = st.session_state["scope"]
    # The first version is what an answer rests on anyway, with the others for what it leaves out.
    version = None if scope == assistant.library.corpus.versions[0].id else scope
    try:
        with st.spinner(wording.LOOKING):
            answer = assistant.answer(question, conversation.history, version)
    except LessonsError as problem:
        conversation.fail(str(problem))
    else:
        conversation.add(Exchange(question, scope, answer))


def _show_conversation(assistant: Assistant, conversation: Conversation) -> None:
    if not conversation.exchanges:
        _show_starters(conversation)
    for at in range(len(conversation.exchanges)):
        show_exchange(assistant.library, conversation, at)
    if conversation.problem:
        st.error(plain_label(conversation.problem))
    if conversation.exchanges:
        show_suggestions(assistant.library, conversation, st.session_state["scope"])


def _show_evidence(assistant: Assistant, conversation: Conversation) -> None:
    if conversation.opened:
        show_source(assistant.library, conversation)
    elif not conversation.exchanges:
        show_guide(assistant.library)
    elif any(exchange.answer.citations for exchange in conversation.exchanges):
        show_hint()


def _show_starters(conversation: Conversation) -> None:
    st.html(f'<p class="start">{wording.START}</p>')
    with st.container(key="starters", gap="small"):
        for i, question in enumerate(wording.STARTERS):
            st.button(
                question, key=f"starter-{i}", width="stretch", wrap=True, on_click=conversation.ask, args=(question,)
            )


def _show_question_line(settings: Settings, conversation: Conversation) -> None:
    def ask() -> None:
        conversation.ask(st.session_state["question"])

    where = wording.LOCAL if _answers_here(settings) else wording.REMOTE
    with st.bottom, st.container(key="question-line", horizontal=True, vertical_alignment="center", gap="small"):
        st.chat_input(wording.ASK, key="question", max_chars=LONGEST_QUESTION, on_submit=ask)
        st.html(f'<p class="caution">{plain_html(wording.CAUTION)} <span>{plain_html(where)}</span></p>')


def _answers_here(settings: Settings) -> bool:
    """Whether questions stay on this computer."""
    return not settings.embedding.startswith("endpoint") and settings.engine in LOCAL_ENGINES


def _bring_into_view(conversation: Conversation) -> None:
    """Scroll to a new answer's question, or to the highlighted words of a source that was just opened; and say so.

    The script runs again only when its element changes, so a visitor who merely picks a version is left where they are.
    """
    opened, count = conversation.opened, len(conversation.exchanges)
    if opened:
        part, say = "words", wording.OPENED.format(number=opened.number)
        moment = f"{count}-{opened.exchange}-{opened.number}-{opened.step}"
    else:
        part = "question" if count > conversation.seen else ""
        say = wording.READY[conversation.exchanges[-1].answer.status] if part else ""
        moment = str(count)
    conversation.seen = count
    with st.container(key="into-view"):
        st.html('<p id="announcement" role="status"></p>')
        st.html(
            f'<i id="into-view" data-part="{part}" data-say="{say}" data-moment="{moment}"></i><script>{SCROLL}</script>',
            unsafe_allow_javascript=True,
        )
