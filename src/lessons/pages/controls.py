"""What works on the whole visit: which version is asked, saving the conversation, a new one, the ones before it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from lessons.answers import Assistant
from lessons.domain import LessonsError
from lessons.packs.transcript import Entry, as_markdown, as_word, check_excerpts
from lessons.pages import wording
from lessons.pages.conversation import Conversation, Visit
from lessons.pages.markup import plain_label
from lessons.pages.visits import scopes

FIRST_WORDS = 8
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show_controls(assistant: Assistant, visit: Visit) -> None:
    """The row of buttons above the conversation."""
    _show_versions(assistant, visit)
    if visit.conversation.exchanges:
        _show_saving(assistant, visit.conversation)
    if visit.earlier:
        _show_earlier(visit)
    if visit.conversation.begun:
        st.button(wording.NEW_CONVERSATION, key="new-conversation", icon=":material/add:", on_click=visit.begin_again)


def scope_label(assistant: Assistant, scope: str) -> str:
    """The name of a version, or of all together."""
    return next((d.label for d in assistant.library.corpus.versions if d.id == scope), wording.ALL_VERSIONS)


def _show_versions(assistant: Assistant, visit: Visit) -> None:
    def choose() -> None:
        visit.scope = st.session_state["scope"]

    offered = scopes(assistant)
    with st.popover(wording.VERSION.format(label=scope_label(assistant, visit.scope))):
        st.radio(
            wording.VERSION_QUESTION,
            offered,
            index=offered.index(visit.scope),
            key="scope",
            format_func=lambda scope: plain_label(scope_label(assistant, scope)),
            captions=[wording.VERSION_HELP.get(scope, "") for scope in offered],
            on_change=choose,
        )
        st.html(f'<p class="quiet">{wording.VERSION_NEXT}</p>')


def _show_saving(assistant: Assistant, conversation: Conversation) -> None:
    structures = assistant.library.structures
    entries = [Entry(e.question, scope_label(assistant, e.scope), e.answer) for e in conversation.exchanges]
    with st.popover(wording.SAVE, icon=":material/download:"):
        try:
            check_excerpts(entries, structures)
        except LessonsError as problem:
            st.error(plain_label(str(problem)))
            return
        st.html(f'<p class="quiet">{wording.SAVE_HELP}</p>')
        st.download_button(
            wording.SAVE_WORD,
            partial(as_word, entries, structures),
            file_name=f"{wording.FILE_NAME}.docx",
            mime=WORD,
            key="save-word",
            on_click="ignore",
        )
        st.download_button(
            wording.SAVE_MARKDOWN,
            partial(as_markdown, entries, structures),
            file_name=f"{wording.FILE_NAME}.md",
            mime="text/markdown",
            key="save-markdown",
            on_click="ignore",
        )


def _show_earlier(visit: Visit) -> None:
    with st.popover(wording.EARLIER, icon=":material/history:"):
        st.html(f'<p class="quiet">{wording.EARLIER_HELP}</p>')
        for position, conversation in enumerate(visit.earlier):
            st.button(
                plain_label(_first_words(conversation)),
                key=f"earlier-{position}",
                width="stretch",
                wrap=True,
                on_click=visit.reopen,
                args=(position,),
            )
        st.button(wording.CLEAR_HISTORY, key="clear-history", icon=":material/delete:", on_click=visit.forget)


def _first_words(conversation: Conversation) -> str:
    """How the first question of a conversation begins."""
    words = conversation.exchanges[0].question.split()
    return " ".join(words[:FIRST_WORDS]) + ("…" if len(words) > FIRST_WORDS else "")
