"""The numbers after a statement: buttons that open its sources."""

from __future__ import annotations

import streamlit as st

from lessons.domain import Citation, Statement
from lessons.pages import wording
from lessons.pages.conversation import Conversation
from lessons.pages.markup import plain_label


def show_chips(conversation: Conversation, at: int, place: str, statement: Statement) -> None:
    """The buttons of a statement of an exchange; ``place`` tells the statement from the others there."""
    for citation in conversation.exchanges[at].answer.citations:
        if citation.number in statement.citations:
            st.button(
                f":gray[{wording.SOURCE}] {plain_label(f'[{citation.number}]')}",
                key=f"chip-{at}-{place}-{citation.number}",
                type="primary" if is_open(conversation, at, citation) else "secondary",
                on_click=conversation.open,
                args=(at, citation.number),
            )


def is_open(conversation: Conversation, at: int, citation: Citation) -> bool:
    """Whether a citation is the source that is being read."""
    opened = conversation.opened
    return opened is not None and (opened.exchange, opened.number) == (at, citation.number)
