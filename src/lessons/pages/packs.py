"""The page Packs: what was collected for a workshop, what the pack is to be like, how it will look, and its files."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lessons.answers import Assistant
from lessons.library import Library
from lessons.packs.assembly import assemble
from lessons.packs.basket import Checked, check
from lessons.packs.markdown import as_markdown
from lessons.packs.material import FILE
from lessons.packs.pack import Pack
from lessons.packs.study import Study, read_study
from lessons.pages import wording
from lessons.pages.basket_view import show_basket, show_start, show_undo
from lessons.pages.collecting import Collection, this_collection
from lessons.pages.pack_choices import show_choices
from lessons.pages.pack_files import show_files, show_saving
from lessons.pages.paper import paper_html
from lessons.pages.readiness import ready_assistant
from lessons.pages.view import bring_into_view
from lessons.settings import Settings

STYLE = Path(__file__).with_name("packs.css")
TABS = "packs-tabs"


def show(settings: Settings, controls: DeltaGenerator) -> None:
    """The basket and the preview beside the choices and the files."""
    study = this_study(ready_assistant(settings))
    collection = this_collection(settings)
    st.html(STYLE)
    kept = wording.PACKS_KEPT if collection.is_kept else wording.PACKS_NOT_KEPT
    st.html(f'<h2 class="page">{wording.PACKS_PAGE}</h2><p class="quiet">{wording.PACKS_LEAD} {kept}</p>')
    show_undo(collection)
    if not _holds_something(collection):
        show_start(collection, study)
        show_saving(collection)
    else:
        _show_pack(collection, study, controls)
    bring_into_view("top", "packs")


def _show_pack(collection: Collection, study: Study, controls: DeltaGenerator) -> None:
    checked = check(collection.basket.items, study.structures)
    pack = None if any(c.problem for c in checked) else assemble(collection.basket, study)
    with controls:
        show_saving(collection)
    with st.container(key="packs-desk"):
        left, right = st.columns([1.55, 1], gap="large")
        with left:
            _show_work(collection, study, checked, pack)
        with right, st.container(key="packs-side", gap="small"):
            show_choices(collection, study, checked)
            show_files(collection.basket, study, pack)


def _holds_something(collection: Collection) -> bool:
    """Whether there is anything to make a pack of: a theme that was chosen is enough."""
    return bool(collection.basket.items or collection.basket.themes)


def _show_work(collection: Collection, study: Study, checked: tuple[Checked, ...], pack: Pack | None) -> None:
    """What was collected, or the preview: only the one that is looked at is drawn, so that a click on an item stays quick."""
    collected, preview = st.tabs([wording.PACKS_COLLECTED, wording.PACKS_PREVIEW], key=TABS, on_change="rerun")
    if not preview.open:
        with collected:
            show_basket(collection, study, checked)
        return
    with preview, st.container(key="paper"):
        if pack is None:
            st.info(wording.PACKS_PREVIEW_NONE)
        else:
            st.html(_paper(as_markdown(pack)))


@st.cache_data(show_spinner=False, max_entries=32)
def _paper(markdown: str) -> str:
    return paper_html(markdown)


def this_study(assistant: Assistant) -> Study:
    """The study that packs are made from, read once for these documents, this codebook and this material of ours."""
    folder = assistant.settings.corpus_dir
    material = folder / FILE
    facts = material.stat() if material.exists() else None
    documents = " ".join(document.sha256 for document in assistant.library.corpus.documents)
    stamp = f"{documents} {assistant.library.codebook.sha256} {facts and (facts.st_mtime_ns, facts.st_size)}"
    return _read_study(stamp, assistant.library, folder)


@st.cache_resource(show_spinner=False, max_entries=2)
def _read_study(stamp: str, _library: Library, _folder: Path) -> Study:  # noqa: ARG001  # the key of the cache
    return read_study(_library.corpus, _library.structures, _library.codebook, _folder)
