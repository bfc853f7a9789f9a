"""The frame around every page: title, way to the other pages, look, and one plain sentence when something goes wrong."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lessons.domain import LessonsError
from lessons.pages import about, ask, collecting, packs, quality, sources, themes, versions, wording
from lessons.pages.markup import plain_label
from lessons.settings import Settings, load_settings

STYLE = Path(__file__).with_name("style.css")
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1f5d4c"/>'
    '<path d="M8 9h16v11H15l-5 4v-4H8z" fill="#fbf9f4"/></svg>'
)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """A page: its name in the row of links, its address, and what shows it, given the place for its own buttons."""

    title: str
    path: str
    show: Callable[[Settings, DeltaGenerator], None]


ENTRIES = (
    Entry(wording.ASK_PAGE, "ask", ask.show),
    Entry(wording.THEMES_PAGE, "themes", themes.show),
    Entry(wording.VERSIONS_PAGE, "versions", versions.show),
    Entry(wording.PACKS_PAGE, "packs", packs.show),
    Entry(wording.SOURCES_PAGE, "sources", sources.show),
    Entry(wording.QUALITY_PAGE, "quality", quality.show),
    Entry(wording.ABOUT_PAGE, "about", about.show),
)


def open_page() -> None:
    """Show the page that the address names."""
    st.html(STYLE)
    st.html(collecting.STYLE)
    pages = [
        st.Page(partial(_show, entry), title=entry.title, url_path=entry.path, default=entry is ENTRIES[0])
        for entry in ENTRIES
    ]
    chosen = st.navigation(pages, position="hidden")
    st.set_page_config(
        page_title=f"{chosen.title} · {wording.TITLE}",
        page_icon=ICON,
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    with st.container(key="masthead", horizontal=True, vertical_alignment="center", gap="medium"):
        st.html(f"<header><h1>{wording.TITLE}</h1><p>{wording.PURPOSE}</p></header>")
        with st.container(key="pages", horizontal=True, width="content", gap="xsmall"):
            collected = _count_collected()
            for page in pages:
                # The toolkit marks the page that is open by its colour alone.
                here = f" :gray[{wording.THIS_PAGE}]" if page.url_path == chosen.url_path else ""
                is_counted = collected and page.title == wording.PACKS_PAGE
                title = wording.PACKS_COUNT.format(count=collected) if is_counted else page.title
                st.page_link(page, label=f"{title}{here}")
    collecting.show_problem()
    chosen.run()


def _count_collected() -> int:
    """How many items are in the visitor's basket; where the settings are wrong the page below says so."""
    try:
        return len(collecting.this_collection(load_settings()).basket.items)
    except LessonsError:
        return 0


def _show(entry: Entry) -> None:
    """One page below the masthead; whatever goes wrong is said in one sentence."""
    controls = st.container(key="controls", horizontal=True, gap="small")
    try:
        entry.show(load_settings(), controls)
    except LessonsError as problem:
        st.error(plain_label(str(problem)))
    except Exception:  # the outermost boundary: no traceback reaches a visitor
        log.exception("The page failed")
        st.error(wording.FAILED)
