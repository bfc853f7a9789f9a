"""The page Themes: six cards and who is quoted where; a theme opens in their place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lessons.answers import Assistant
from lessons.pages import wording
from lessons.pages.collecting import this_collection
from lessons.pages.markup import plain_html
from lessons.pages.readiness import ready_assistant
from lessons.pages.theme_matrix import matrix_chart, matrix_table, matrix_words, pilot_names
from lessons.pages.theme_view import counted, show_point, show_theme
from lessons.pages.view import bring_into_view
from lessons.pages.visits import this_visit
from lessons.settings import Settings
from lessons.themes import LearningPoint, Theme, learning_points, read_themes

STYLE = Path(__file__).with_name("themes.css")
NAME = "theme"  # of the open theme in the page's address
KEPT = "open-theme"  # the same in the session

Study = tuple[tuple[Theme, ...], tuple[LearningPoint, ...]]


def show(settings: Settings, controls: DeltaGenerator) -> None:
    """The open theme, or all of them."""
    assistant = ready_assistant(settings)
    st.html(STYLE)
    themes, points = _study(assistant)
    wanted = st.query_params.get(NAME, st.session_state.get(KEPT))
    opened = next((theme for theme in themes if str(theme.number) == wanted), None)
    if opened:
        _open(opened.number)
        with controls:
            _show_ways(opened, themes)
        structure = assistant.library.structures[opened.line.document]
        show_theme(opened, structure, lambda words: _ask(assistant, words), this_collection(settings))
    else:
        _show_all(themes, points, is_unknown=wanted is not None)
    say = wording.THEMES_OPENED.format(number=opened.number) if opened else ""
    bring_into_view("heading" if opened else "top", f"themes {say}", say)


def _study(assistant: Assistant) -> Study:
    document = assistant.library.corpus.versions[0]
    return _read_study(document.sha256, assistant.library.codebook.sha256, assistant)


@st.cache_resource(show_spinner=False, max_entries=2)
def _read_study(document: str, codebook: str, _assistant: Assistant) -> Study:  # noqa: ARG001  # the key of the cache
    """The themes of the version that is preferred, and its learning points, read once."""
    library = _assistant.library
    structure = library.structures[library.corpus.versions[0].id]
    return read_themes(structure, library.codebook), learning_points(structure, library.codebook)


def _open(number: int) -> None:
    """Open a theme; it stays open while the visitor looks at other pages."""
    st.query_params[NAME] = st.session_state[KEPT] = str(number)


def _close() -> None:
    st.query_params.pop(NAME, None)
    st.session_state.pop(KEPT, None)


def _ask(assistant: Assistant, question: str) -> None:
    """Put a question and go to its answer."""
    this_visit(assistant).conversation.ask(question)
    # A page is told apart by its address alone, so this stands for the one that the frame registered.
    st.switch_page(st.Page(lambda: None, title=wording.ASK_PAGE, default=True))


def _show_ways(opened: Theme, themes: Sequence[Theme]) -> None:
    """From the open theme back to all, or on to the one before or after it."""
    at = themes.index(opened)
    st.button(wording.THEMES_ALL, key="all-themes", icon=":material/grid_view:", on_click=_close)
    for label, key, there in (
        (wording.THEMES_PREVIOUS, "theme-before", at - 1),
        (wording.THEMES_NEXT, "theme-after", at + 1),
    ):
        is_there = 0 <= there < len(themes)
        number = themes[there].number if is_there else 0
        st.button(label, key=key, disabled=not is_there, on_click=_open, args=(number,))


def _show_all(themes: Sequence[Theme], points: Sequence[LearningPoint], is_unknown: bool) -> None:
    st.html(f'<h2 class="page">{wording.THEMES_PAGE}</h2>')
    if not themes:
        st.info(wording.THEMES_NONE)
        return
    if is_unknown:
        st.info(wording.THEMES_UNKNOWN)
    st.html(f'<p class="start">{wording.THEMES_START}</p>')
    with st.container(key="theme-cards", gap="small"):
        for theme in themes:
            _show_card(theme)
    _show_matrix(themes)
    outside = [point for point in points if not point.themes]
    if outside:
        st.html(f'<h3>{wording.THEMES_OUTSIDE}</h3><p class="quiet">{wording.THEMES_OUTSIDE_NOTE}</p>')
    for point in outside:
        show_point(point)


def _show_card(theme: Theme) -> None:
    with st.container(key=f"theme-card-{theme.number}", gap=None):
        st.html(
            f'<p class="top"><span>{wording.THEME.format(number=theme.number)}</span> <span>{counted(theme)}</span></p>'
            f'<h3>{plain_html(theme.title)}</h3><p class="line">“{plain_html(theme.line.excerpt)}”</p>'
        )
        label = wording.THEMES_OPEN.format(number=theme.number)
        st.button(label, key=f"open-theme-{theme.number}", type="tertiary", on_click=_open, args=(theme.number,))


def _show_matrix(themes: Sequence[Theme]) -> None:
    with st.container(key="theme-matrix", gap="small"):
        st.html(f'<h3>{wording.THEMES_MATRIX}</h3><p class="quiet">{wording.THEMES_MATRIX_NOTE}</p>')
        st.vega_lite_chart(spec=matrix_chart(themes), width="stretch", alt=matrix_words(themes))
        st.html(f'<ul class="names">{pilot_names()}</ul><p class="quiet">{wording.THEMES_MATRIX_MANY}</p>')
        with st.expander(wording.THEMES_MATRIX_TABLE):
            st.html(matrix_table(themes))
