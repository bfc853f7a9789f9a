"""Ways from one page to another that keep the session: a link into the reader, and the address of a question."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

SOURCES = "sources"


def reader_link(label: str, document: str, start: int, end: int | None = None, icon: str | None = None) -> None:
    """A link that opens the whole text at a passage; ``label`` is Markdown."""
    where = {"document": document, "start": str(start)} | ({"end": str(end)} if end is not None else {})
    # A page is told apart by its address alone, so this stands for the one that the frame registered.
    page = st.Page(lambda: None, title=SOURCES, url_path=SOURCES)
    st.page_link(page, label=label, icon=icon, query_params=where)


def question_address(question: str, scope: str, here: str | None) -> str:
    """The address that opens the question line with this question in it; nothing is asked until the reader sends it."""
    parts = urlsplit(here or "")
    query = urlencode({"question": question, "version": scope}, errors="replace")
    return urlunsplit((parts.scheme, parts.netloc, "/", query, ""))
