"""The page about the assistant: how it works, what it cannot do, where words go, and the statements that a public body owes."""

from __future__ import annotations

from collections import Counter
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lessons.domain import LessonsError
from lessons.library import Library
from lessons.pages import statements, wording
from lessons.pages.data_flow import author, where_words_go
from lessons.pages.markup import plain_html, plain_label
from lessons.pages.readiness import ready_assistant
from lessons.settings import Settings

STYLE = Path(__file__).with_name("about.css")
PACKAGE = "lessons-learnt-assistant"


def show(settings: Settings, controls: DeltaGenerator) -> None:  # noqa: ARG001  # the page has no buttons
    """The page, top to bottom; what does not depend on the documents is shown even when they cannot be read."""
    st.html(STYLE)
    st.html(f'<h2 class="page">{plain_html(wording.ABOUT_HEADING)}</h2>{statements.contents_html()}')
    st.html(statements.section_html("how", statements.how_html(_who_writes(settings))))
    st.html(statements.section_html("limits", statements.list_html(_limits(settings))))
    st.html(statements.section_html("flow", _flow_html(settings)))
    record = st.container()
    st.html(statements.section_html("access", _access_html()))
    st.html(statements.section_html("privacy", statements.list_html(wording.PRIVACY)))
    st.html(statements.section_html("licences", _licences_html()))
    library_place = st.container()
    st.html(statements.section_html("contact", f"<p>{plain_html(_contact(settings))}</p>"))
    library = _show_version(settings, library_place)
    with record:
        st.html(statements.section_html("record", statements.record_html(_facts(settings, library))))


def _who_writes(settings: Settings) -> str:
    by = author(settings)
    if by.writer:
        return wording.HOW_WRITTEN.format(model=by.writer.name)
    return wording.HOW_WITHOUT.format(problem=by.problem) if by.problem else wording.HOW_EXTRACTIVE


def _limits(settings: Settings) -> list[str]:
    """What it cannot do; with a model that writes it sums up, and that has limits of its own."""
    is_written = author(settings).writer is not None
    return [
        wording.LIMIT_WRITTEN if is_written and limit == wording.LIMIT_EXTRACTIVE else limit for limit in wording.LIMITS
    ]


def _flow_html(settings: Settings) -> str:
    others = (wording.FLOW_SERVER, wording.FLOW_NO_OTHERS, wording.FLOW_PERSONAL)
    return f'<p class="said">{plain_html(where_words_go(settings))}</p>{statements.paragraphs_html(others)}'


def _access_html() -> str:
    return (
        statements.paragraphs_html([wording.ACCESS_AIM, wording.ACCESS_TESTED, wording.ACCESS_DEFECTS_INTRO])
        + statements.list_html(wording.ACCESS_DEFECTS)
        + statements.paragraphs_html([wording.ACCESS_REPORT])
    )


def _licences_html() -> str:
    return statements.list_html(wording.LICENCES) + statements.links_html(wording.LICENCE_TEXTS)


def _contact(settings: Settings) -> str:
    contact = settings.contact.strip()
    return wording.CONTACT_IS.format(contact=contact) if contact else wording.CONTACT_MISSING


def _show_version(settings: Settings, place: DeltaGenerator) -> Library | None:
    """The program's version, and the documents with it where they can be read; gives these back."""
    program = f"<p>{plain_html(wording.VERSION_PROGRAM.format(version=_version()))}</p>"
    with place:
        try:
            library = ready_assistant(settings).library
        except LessonsError as problem:
            st.html(statements.section_html("version", program))
            st.error(plain_label(str(problem)))
            return None
        index = f"<p>{plain_html(wording.VERSION_INDEX.format_map(_facts(settings, library)))}</p>"
        passages = Counter(chunk.document for chunk in library.index.chunks)
        table = statements.documents_html(library.corpus.documents, passages)
        st.html(statements.section_html("version", program + index + table))
    return library


def _facts(settings: Settings, library: Library | None) -> dict[str, str]:
    """What the record says of this copy, as words."""
    facts = library.index.facts if library else None
    unknown = wording.VERSION_UNKNOWN
    writer = author(settings).writer
    host = writer.host if writer else ""
    return {
        "contact": settings.contact.strip() or wording.RECORD_OWNER,
        "version": _version(),
        "writer": wording.RECORD_WRITER.format(model=writer.name) if writer else wording.RECORD_NO_WRITER,
        "network": wording.RECORD_NETWORK.format(host=host) if host else wording.RECORD_NO_NETWORK,
        "model": facts.model if facts else unknown,
        "documents": f"{facts.documents:,}" if facts else unknown,
        "passages": f"{facts.chunks:,}" if facts else unknown,
        "questions": f"{facts.questions:,}" if facts else unknown,
    }


def _version() -> str:
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return wording.VERSION_UNKNOWN
