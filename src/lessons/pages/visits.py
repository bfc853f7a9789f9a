"""Where a visitor's conversations are kept between clicks and pages, and how a question from another page or a link gets there."""

from __future__ import annotations

import streamlit as st

from lessons.answers import Assistant
from lessons.pages.conversation import Visit

LONGEST_QUESTION = 1000  # characters
ALL = "all"
LINE = "question"  # the key of the question line, and the name that a link gives its question


def scopes(assistant: Assistant) -> list[str]:
    """What a question can be asked of: each version by its id, or all together."""
    return [*(d.id for d in assistant.library.corpus.versions), ALL]


def this_visit(assistant: Assistant) -> Visit:
    """The visitor's conversations; made on the first look at the page, with what the link brought, if it was a link."""
    if "visit" not in st.session_state:
        offered = scopes(assistant)
        preferred = assistant.settings.version
        st.session_state["visit"] = Visit(preferred if preferred in offered else offered[0])
        _take_link(st.session_state["visit"], offered)
    visit: Visit = st.session_state["visit"]
    return visit


def write_in_line(question: str) -> None:
    """Put words into the question line, for the visitor to send or change."""
    st.session_state[LINE] = question[:LONGEST_QUESTION]


def _take_link(visit: Visit, offered: list[str]) -> None:
    """A link's question goes into the line and is not asked; a version that there is none of is passed over."""
    if question := st.query_params.get(LINE, "").strip():
        write_in_line(question)
        visit.linked = True
    if (scope := st.query_params.get("version", "")) in offered:
        visit.scope = scope
