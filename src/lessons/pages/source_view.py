"""Shows a source where it stands: the cited words highlighted in their paragraph, what they are from, and how to cite them."""

from __future__ import annotations

import streamlit as st

from lessons.domain import Citation, Document, Kind, Quote, Span, Structure
from lessons.library import Library
from lessons.pages import wording
from lessons.pages.collecting import Collection, collect_citation
from lessons.pages.conversation import Conversation
from lessons.pages.links import reader_link
from lessons.pages.markup import plain_html, plain_label
from lessons.pages.places import Place, cited_html, place_html, places, position
from lessons.references import cited_excerpt, imprint, reference

FIRST_WORDS = 6
COLOURS = {"published": "green", "r1": "orange", "submitted": "violet"}


def colour(document_id: str) -> str:
    """The colour of a version's badge."""
    return COLOURS.get(document_id, "gray")


def show_source(library: Library, conversation: Conversation, collection: Collection) -> None:
    """The open source with its buttons."""
    citation, opened = conversation.citation, conversation.opened
    if citation is None or opened is None:
        return
    structure = library.structures[citation.document]
    found = places(structure)
    cited = Span(citation.start, citation.end)
    start = position(found, cited)
    at = min(max(start + opened.step, 0), len(found) - 1)
    with st.container(key="source", gap="small"):
        _show_top(structure.document, citation, conversation)
        if opened.step:
            _show_neighbour(structure, found[at])
        else:
            _show_cited(structure, found, citation)
        _show_steps(conversation, first=at == 0, last=at == len(found) - 1)
        with st.container(key="open-ways", horizontal=True, vertical_alignment="center", gap="small"):
            reader_link(wording.READ_ON, citation.document, citation.start, citation.end, icon=":material/menu_book:")
            collect_citation(collection, citation, "collect-source")
        st.html(f'<p class="label">{wording.COPY}</p>')
        st.code(cited_excerpt(citation, structure.document), language=None, wrap_lines=True)


def _show_top(document: Document, citation: Citation, conversation: Conversation) -> None:
    with st.container(key="open-top", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(
            f'<p class="version"><span class="badge {colour(document.id)}">{plain_html(document.label)}</span> '
            f"<span>[{citation.number}]</span></p>"
        )
        st.button(wording.CLOSE, key="close", icon=":material/close:", type="tertiary", on_click=conversation.close)


def _show_cited(structure: Structure, found: tuple[Place, ...], citation: Citation) -> None:
    details = _details(citation.theme, citation.page, citation.speaker)
    body = cited_html(structure, found, Span(citation.start, citation.end))
    _show_place(structure.document, citation.section, details, body)


def _show_neighbour(structure: Structure, place: Place) -> None:
    section = structure.section_at(place.span.start)
    speaker = place.part.speaker.name if isinstance(place.part, Quote) else None
    details = _details(section.theme, structure.document.page_at(place.span.start), speaker)
    _show_place(structure.document, section.title, details, place_html(structure, place, None))
    st.html(f'<p class="quiet">{wording.NOT_CITED}</p>')


def _show_place(document: Document, section: str, details: str, body: str) -> None:
    status = document.status[:1].upper() + document.status[1:]
    st.html(
        f'<section class="place"><h3>{plain_html(section)}</h3>'
        f'<p class="details">{plain_html(details)}</p><p class="details">{plain_html(status)}.</p>'
        f'<div class="words" tabindex="0">{body}</div></section>'
    )


def _details(theme: int | None, page: int | None, speaker: str | None) -> str:
    return " · ".join(
        part
        for part in (
            wording.THEME.format(number=theme) if theme else "",
            wording.PAGE.format(number=page) if page else "",
            speaker or "",
        )
        if part
    )


def source_label(citation: Citation, document: Document) -> str:
    """One line that names a source, as Markdown for a button."""
    details = _details(citation.theme, citation.page, citation.speaker)
    place = " · ".join(filter(None, [citation.section, details]))
    label = f":{colour(document.id)}-badge[{plain_label(document.label)}] {plain_label(place)}"
    return label if citation.speaker else f"{label} :gray[{plain_label(_first_words(citation.excerpt))}]"


def _first_words(excerpt: str) -> str:
    """How an excerpt begins, to tell it from others of the same section."""
    words = excerpt.split()
    return f"“{' '.join(words[:FIRST_WORDS])}{'…' if len(words) > FIRST_WORDS else ''}”"


def _show_steps(conversation: Conversation, first: bool, last: bool) -> None:
    with st.container(key="steps", horizontal=True, gap="small"):
        st.button(wording.PREVIOUS, key="previous", disabled=first, on_click=conversation.step, args=(-1,))
        st.button(wording.NEXT, key="next", disabled=last, on_click=conversation.step, args=(1,))
        if conversation.opened and conversation.opened.step:
            st.button(wording.BACK, key="back", type="tertiary", on_click=conversation.step, args=(0,))


def show_guide(library: Library) -> None:
    """What stands in the place of a source before anything was asked: how to check an answer, and what is read."""
    steps = "".join(f"<li>{plain_html(step)}</li>" for step in wording.GUIDE_STEPS)
    shown = [d for d in library.corpus.documents if d.kind in (Kind.VERSION, Kind.ADDED)]
    read = "".join(_corpus_line(document, shown[0]) for document in shown)
    with st.container(key="guide"):
        st.html(
            f'<h3>{wording.GUIDE}</h3><ol>{steps}</ol><h3>{wording.GUIDE_CORPUS}</h3><ul class="corpus">{read}</ul>'
        )


def show_hint() -> None:
    """What stands in the place of a source while none is open."""
    with st.container(key="hint"):
        st.html(f'<p class="quiet">{wording.GUIDE_AFTER}</p>')


def _corpus_line(document: Document, first: Document) -> str:
    described = reference(document) if document == first else imprint(document)
    badge = f'<span class="badge {colour(document.id)}">{plain_html(document.label)}</span>'
    return f"<li>{badge}<span>{plain_html(described)}</span></li>"
