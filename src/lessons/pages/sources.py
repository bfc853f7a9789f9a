"""The page Sources: every document with what is known about it, and a reader for the whole text."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote as percent_encoded

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lessons.domain import Document, Structure
from lessons.library import Library
from lessons.pages import wording
from lessons.pages.citing import show_citing
from lessons.pages.collecting import this_collection
from lessons.pages.markup import plain_html, plain_label
from lessons.pages.passages import read_address
from lessons.pages.reader_view import show_reader
from lessons.pages.readiness import ready_assistant
from lessons.pages.source_view import colour
from lessons.pages.view import bring_into_view
from lessons.references import reference, spelled_day
from lessons.settings import Settings

STYLE = Path(__file__).with_name("sources.css")
DOI = re.compile(r"10\.\d{4,9}/[\w.()/:;-]+")


def show(settings: Settings, controls: DeltaGenerator) -> None:
    """Show the list of all documents, or the reader where the address names one."""
    library = ready_assistant(settings).library
    st.html(STYLE)
    address = read_address(st.query_params, library.structures)
    if address.problem and not address.passage:
        st.info(address.problem, icon=":material/info:")
    if address.document is None:
        _show_documents(library)
        return
    controls.button(wording.ALL_SOURCES, key="all-sources", icon=":material/arrow_back:", on_click=_open_list)
    show_reader(library, library.structures[address.document], address, this_collection(settings))


def _open_list() -> None:
    st.query_params.clear()


def _open_document(document: str) -> None:
    st.query_params.from_dict({"document": document})


def _show_documents(library: Library) -> None:
    st.html(f'<h2 class="page">{wording.SOURCES_PAGE}</h2><p class="quiet">{wording.SOURCES_INTRODUCTION}</p>')
    for problem in library.corpus.problems:
        st.warning(plain_label(problem))
    with st.container(key="documents"):
        for number, document in enumerate(library.corpus.documents):
            with st.container(key=f"document-{number}", gap="small"):
                _show_document(library, document)
    bring_into_view("top", "documents")


def _show_document(library: Library, document: Document) -> None:
    structure = library.structures[document.id]
    passages = sum(chunk.document == document.id for chunk in library.index.chunks)
    st.html(
        f'<p><span class="badge {colour(document.id)}">{plain_html(document.label)}</span></p>'
        f"<h3>{plain_html(document.title)}</h3><dl>{_facts_html(document, holdings(structure, passages))}</dl>"
    )
    st.code(document.sha256, language=None, wrap_lines=True)
    with st.container(key=f"ways-{document.id}", horizontal=True, gap="small"):
        st.button(
            plain_label(wording.READ.format(label=document.label)),
            key=f"read-{document.id}",
            icon=":material/menu_book:",
            on_click=_open_document,
            args=(document.id,),
        )
        show_citing(document)


def holdings(structure: Structure, passages: int) -> str:
    """How much a document holds: what the index has of it, its quotes and its tables."""
    counts = {"passage": passages, "quote": len(structure.quotes), "table": len(structure.tables)}
    return ", ".join(f"{n:,} {word}{'' if n == 1 else 's'}" for word, n in counts.items() if n)


def _facts_html(document: Document, held: str) -> str:
    facts = {
        wording.FACT_STATUS: plain_html(document.status[:1].upper() + document.status[1:]),
        wording.FACT_DATE: plain_html(spelled_day(document.date) or wording.NO_DATE),
        wording.FACT_NUMBER: plain_html(document.manuscript_number),
        wording.FACT_DOI: _doi_html(document.doi),
        wording.FACT_REFERENCE: plain_html(reference(document)),
        wording.FACT_LICENCE: plain_html(document.licence[:1].upper() + document.licence[1:]),
        wording.FACT_HOLDS: plain_html(held),
        wording.FACT_FILE: plain_html(document.file),
        wording.FACT_HASH: "",
    }
    last = wording.FACT_HASH
    return "".join(f"<dt>{n}</dt><dd>{words}</dd>" for n, words in facts.items() if words) + f"<dt>{last}</dt>"


def _doi_html(doi: str) -> str:
    """A DOI with the link that its registry asks for; one of an odd form as words only."""
    if not DOI.fullmatch(doi):
        return plain_html(doi)
    target = f"https://doi.org/{percent_encoded(doi)}"
    return f'<a href="{plain_html(target)}" target="_blank" rel="noopener noreferrer">{plain_html(doi)}</a>'
