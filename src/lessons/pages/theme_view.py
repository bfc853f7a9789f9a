"""Shows one theme: who is quoted, what the study says, what was learnt, where voices differ, what to ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import streamlit as st

from lessons.domain import Citation, Pilot, Quote, Structure
from lessons.packs.basket import item_of
from lessons.pages import wording
from lessons.pages.collecting import Collection, collect_button, collect_citation
from lessons.pages.links import reader_link
from lessons.pages.markup import plain_html, plain_label
from lessons.references import cited_excerpt
from lessons.themes import LearningPoint, Theme, cite

FIRST_WORDS = 6
PILOT, ROLE = "pilot", "role"  # keys of the filters, and their names in the page's address

Ask = Callable[[str], None]


def counted(theme: Theme) -> str:
    """“3 quotes, 2 pilots”."""
    return f"{_many(wording.THEMES_QUOTES, len(theme.quotes))}, {_many(wording.THEMES_PILOTS, len(theme.pilots))}"


def _many(words: dict[int, str], count: int) -> str:
    return words[1 if count == 1 else 2].format(count=count)


def show_theme(theme: Theme, structure: Structure, ask: Ask, collection: Collection) -> None:
    """All of a theme; ``ask`` puts a question and leads to its answer."""
    with st.container(key="theme-top", gap="xsmall"):
        _show_top(theme, structure, collection)
    with st.container(key="theme-desk"):
        left, right = st.columns([1.7, 1], gap="large")
        with left:
            _show_quotes(theme, structure, collection)
            _show_sayings(theme)
        with right, st.container(key="theme-side"):
            _show_points(theme)
            _show_differing(theme)
            _show_questions(theme, ask)


def _show_top(theme: Theme, structure: Structure, collection: Collection) -> None:
    st.html(
        f'<p class="label">{wording.THEME.format(number=theme.number)}</p><h2 class="page">{plain_html(theme.title)}</h2>'
        f'<p class="line">“{plain_html(theme.line.excerpt)}”</p><p class="quiet">{counted(theme)}</p>'
    )
    with st.container(key="theme-ways", horizontal=True, vertical_alignment="center", gap="medium"):
        reader_link(wording.THEMES_READ_SECTION, structure.document.id, theme.section.start)
        quotes = [item_of(cite(structure, quote.span)) for quote in theme.quotes]
        collect_button(collection, quotes, "collect-theme", theme.number)


def _show_quotes(theme: Theme, structure: Structure, collection: Collection) -> None:
    st.html(f"<h3>{wording.THEMES_QUOTES_HEADING}</h3>")
    if not theme.quotes:
        st.html(f'<p class="quiet">{wording.THEMES_NO_QUOTES_AT_ALL}</p>')
        return
    chosen = _choose(theme.quotes, structure)
    st.html(
        f'<p class="quiet" role="status">{wording.THEMES_SHOWN.format(shown=len(chosen), total=len(theme.quotes))}</p>'
    )
    for quote in chosen:
        show_quote(quote, structure, collection)
    if not chosen:
        st.info(wording.THEMES_NO_QUOTES)
        st.button(wording.THEMES_SHOW_ALL, key="all-quotes", on_click=_clear_filters)


def _choose(quotes: Sequence[Quote], structure: Structure) -> list[Quote]:
    """The quotes that fit the filters; every pilot and role of the version can be chosen, whether quoted here or not."""
    roles = list(dict.fromkeys(quote.speaker.role for quote in structure.quotes))
    with st.container(key="theme-filters", horizontal=True, gap="medium"):
        pilot = st.pills(wording.THEMES_PILOT, [p.value for p in Pilot], key=PILOT, bind="query-params", wrap=True)
        role = st.pills(wording.THEMES_ROLE, roles, key=ROLE, bind="query-params", wrap=True, format_func=plain_label)
    return [q for q in quotes if pilot in (None, q.speaker.pilot) and role in (None, q.speaker.role)]


def _clear_filters() -> None:
    st.session_state[PILOT] = st.session_state[ROLE] = None


def show_quote(quote: Quote, structure: Structure, collection: Collection) -> None:
    """A participant's words as a quote, with the speaker as printed, the way to the place, and what can be done with it."""
    words, speaker = plain_html(structure.words(quote.span)), plain_html(quote.speaker.label)
    with st.container(key=f"theme-quote-{quote.span.start}", gap=None):
        st.html(f"<blockquote><p>{words}</p><footer>{speaker}</footer></blockquote>")
        citation = cite(structure, quote.span)
        _read(citation)
        with st.container(
            key=f"quote-actions-{quote.span.start}", horizontal=True, vertical_alignment="center", gap="small"
        ):
            collect_citation(collection, citation, f"collect-quote-{quote.span.start}")
            _show_copy(citation, structure)


def _show_copy(citation: Citation, structure: Structure) -> None:
    with st.popover(wording.COPY, icon=":material/content_copy:", type="tertiary", key=f"copy-{citation.start}"):
        st.code(cited_excerpt(citation, structure.document), language=None, wrap_lines=True)


def _show_sayings(theme: Theme) -> None:
    st.html(f'<h3>{wording.THEMES_SAYS_HEADING}</h3><p class="quiet">{wording.THEMES_SAYS_NOTE}</p>')
    found = {"barrier": theme.barriers, "enabler": theme.enablers, "finding": theme.findings}
    for kind, (heading, nothing) in wording.THEMES_KINDS.items():
        st.html(f'<h4>{heading} <span class="count">{len(found[kind])}</span></h4>')
        _show_excerpts(f"theme-{kind}", theme, found[kind], nothing)


def _show_excerpts(name: str, theme: Theme, found: Iterable[Citation], nothing: str) -> None:
    if not found:
        st.html(f'<p class="quiet">{nothing}</p>')
    for citation in found:
        with st.container(key=f"{name}-{citation.start}", gap=None):
            st.html(f'<p class="excerpt">{plain_html(citation.excerpt)}</p>')
            _read(citation, "" if citation.section == theme.title else citation.section)


def _read(citation: Citation, section: str = "") -> None:
    """The way to the place; the first words tell the link from others to who cannot see what it stands under."""
    page = wording.PAGE.format(number=citation.page) if citation.page else ""
    place = ", ".join(filter(None, [wording.THEMES_READ, section, page]))
    words = " ".join(citation.excerpt.split()[:FIRST_WORDS])
    reader_link(f"{plain_label(place)} :gray[“{plain_label(words)}…”]", citation.document, citation.start, citation.end)


def _show_points(theme: Theme) -> None:
    note = wording.THEMES_POINTS_NOTE if theme.points else wording.THEMES_NO_POINTS
    st.html(f'<h3>{wording.THEMES_POINTS_HEADING}</h3><p class="quiet">{note}</p>')
    for point in theme.points:
        show_point(point)


def show_point(point: LearningPoint) -> None:
    """A learning point, its message, and whose words carry it."""
    voices = "; ".join(voice.speaker.label for voice in point.voices)
    said = f"{wording.THEMES_VOICES}: {voices}." if voices else wording.THEMES_NO_VOICES
    with st.container(key=f"theme-point-{point.point.start}", gap=None):
        st.html(
            f'<p class="excerpt">{plain_html(point.point.excerpt)}</p><p class="label">{wording.THEMES_MESSAGE}</p>'
            f'<p class="excerpt">{plain_html(point.message.excerpt)}</p><p class="quiet">{plain_html(said)}</p>'
        )
        _read(point.point)


def _show_differing(theme: Theme) -> None:
    st.html(f'<h3>{wording.THEMES_DIFFERING_HEADING}</h3><p class="quiet">{wording.THEMES_DIFFERING_NOTE}</p>')
    _show_excerpts("theme-differing", theme, theme.differing, wording.THEMES_NO_DIFFERING)


def _show_questions(theme: Theme, ask: Ask) -> None:
    if not theme.questions:
        return
    st.html(f'<h3>{wording.THEMES_ASK_HEADING}</h3><p class="quiet">{wording.THEMES_ASK_NOTE}</p>')
    for position, question in enumerate(theme.questions):
        key = f"theme-ask-{position}"
        # The filters stand in the address, and the toolkit leaves no page whose address holds one.
        if st.button(plain_label(question), key=key, width="stretch", wrap=True, on_click=_clear_filters):
            ask(question)
