"""The files of a pack, made when somebody asks for one; house templates; and the basket as a file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import PurePath

import streamlit as st

from lessons.domain import LessonsError, Span, UsageError
from lessons.packs.assembly import assemble
from lessons.packs.basket import Basket
from lessons.packs.basket_file import read_basket, write_basket
from lessons.packs.formats import FORMATS, Format
from lessons.packs.pack import Pack, extracts_of
from lessons.packs.spreadsheet import quote_entry, quotes_csv
from lessons.packs.study import Study
from lessons.packs.templates import check_template
from lessons.pages import wording
from lessons.pages.collecting import Collection
from lessons.pages.kept_baskets import ENDING
from lessons.pages.markup import plain_html, plain_label

ROUND = "upload-round"  # counts uploads that were taken over, so that their field is empty again
BAD_BASKET = "basket-file-problem"


def show_files(basket: Basket, study: Study, pack: Pack | None) -> None:
    """A button for each format, or why there is none. ``pack`` is None where an item cannot be verified."""
    st.html(f"<h3>{wording.PACKS_DOWNLOAD}</h3>")
    if pack is None:
        st.warning(wording.PACKS_FLAGGED)
        return
    if not pack.parts:
        st.info(wording.PACKS_NO_PARTS)
        return
    st.html(f'<p class="verified">{plain_html(pack.verification)}</p>')
    with st.container(key="pack-files", horizontal=True, gap="small"):
        for form in FORMATS:
            _download(form, basket, study)
        if any(extract.speaker for extract in extracts_of(pack.parts)):
            _download_quotes(basket, study)
    _show_templates(pack)


def _download(form: Format, basket: Basket, study: Study) -> None:
    template = _template(form) if form.takes_template else None
    st.download_button(
        wording.FORMAT_NAMES[form.ending],
        partial(make_file, form, basket, study, template[1] if template else None),
        file_name=f"{wording.FORMAT_FILE}.{form.ending}",
        mime=form.media_type,
        key=f"download-{form.ending}",
        icon=":material/download:",
        on_click="ignore",
    )


def make_file(form: Format, basket: Basket, study: Study, template: bytes | None) -> bytes:
    """A file of the pack, every excerpt verified now, whatever was verified when the button was shown."""
    return form.write(assemble(basket, study), template)


def _download_quotes(basket: Basket, study: Study) -> None:
    st.download_button(
        wording.FORMAT_CSV,
        partial(make_csv, basket, study),
        file_name=f"{wording.FORMAT_CSV_FILE}.csv",
        mime="text/csv",
        key="download-csv",
        icon=":material/download:",
        on_click="ignore",
    )


def make_csv(basket: Basket, study: Study) -> bytes:
    """The quotes of the pack for a spreadsheet, each once, verified now."""
    entries: dict[str, Mapping[str, object]] = {}
    for extract in extracts_of(assemble(basket, study).parts):
        structure = study.structures[extract.citation.document]
        if quote := structure.quote_at(Span(extract.citation.start, extract.citation.end)):
            entries.setdefault(quote.id, quote_entry(structure, quote))
    return quotes_csv(entries.values(), for_download=True).encode()


def _template(form: Format) -> tuple[str, bytes] | None:
    """The name and content of the house template in use."""
    template: tuple[str, bytes] | None = st.session_state.get(f"template-{form.ending}")
    return template


def _show_templates(pack: Pack) -> None:
    with st.expander(wording.TEMPLATES, key="templates"):
        st.html(f'<p class="quiet">{wording.TEMPLATES_NOTE}</p>')
        for form in FORMATS:
            if form.takes_template:
                _show_template(form, pack)


def _show_template(form: Format, pack: Pack) -> None:
    kept, problem = f"template-{form.ending}", f"template-problem-{form.ending}"
    key = _upload_key(f"template-file-{form.ending}")

    def take() -> None:
        uploaded = st.session_state[key]
        st.session_state[problem] = ""
        if uploaded is None:
            return
        try:
            check_template(uploaded.getvalue(), form.ending)
            form.write(pack, uploaded.getvalue())
        except LessonsError as refusal:
            st.session_state[problem] = str(refusal)
        else:
            st.session_state[kept] = (uploaded.name, uploaded.getvalue())
            _next_round()

    if template := _template(form):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.html(f"<p>{plain_html(wording.TEMPLATE_USED.format(file=template[0]))}</p>")
            st.button(
                wording.TEMPLATE_FORGET,
                key=f"forget-template-{form.ending}",
                type="tertiary",
                on_click=st.session_state.pop,
                args=(kept, None),
            )
        return
    st.file_uploader(wording.TEMPLATE_NAMES[form.ending], type=form.ending, key=key, on_change=take)
    if said := st.session_state.get(problem):
        st.error(plain_label(said))


def show_saving(collection: Collection) -> None:
    """The basket as a file, to save and to open."""
    with st.popover(wording.BASKET_SAVE, icon=":material/folder_open:"):
        basket = collection.basket
        if basket != Basket():
            st.html(f'<p class="quiet">{wording.BASKET_SAVE_NOTE}</p>')
            st.download_button(
                wording.BASKET_SAVE_BUTTON,
                partial(write_basket, basket),
                file_name=f"{wording.BASKET_FILE}{ENDING}",
                mime="application/json",
                key="save-basket",
                icon=":material/download:",
                on_click="ignore",
            )
        _show_opening(collection)


def _show_opening(collection: Collection) -> None:
    key = _upload_key("basket-file")

    def take() -> None:
        uploaded = st.session_state[key]
        st.session_state[BAD_BASKET] = ""
        if uploaded is None:
            return
        try:
            opened = read_basket(uploaded.getvalue())
        except UsageError as problem:
            st.session_state[BAD_BASKET] = str(problem)
        else:
            collection.exchange(opened, wording.BASKET_OPENED.format(file=PurePath(uploaded.name).name))
            _next_round()

    st.file_uploader(wording.BASKET_OPEN, type="json", key=key, on_change=take)
    st.html(f'<p class="quiet">{wording.BASKET_OPEN_NOTE}</p>')
    if said := st.session_state.get(BAD_BASKET):
        st.error(plain_label(said))


def _upload_key(name: str) -> str:
    return f"{name}-{st.session_state.get(ROUND, 0)}"


def _next_round() -> None:
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
