"""Offers the reference of a document: as text to copy, and as files for programs that manage references."""

from __future__ import annotations

from functools import partial

import streamlit as st

from lessons.domain import Document
from lessons.pages import wording
from lessons.pages.markup import plain_html, plain_label
from lessons.reference_files import bibtex, ris
from lessons.references import reference

FILES = {
    "ris": (wording.CITE_RIS, "application/x-research-info-systems", ris),
    "bib": (wording.CITE_BIBTEX, "application/x-bibtex", bibtex),
}


def show_citing(document: Document) -> None:
    """The reference with its status, in a box that opens."""
    with st.popover(
        plain_label(wording.CITE.format(label=document.label)),
        icon=":material/format_quote:",
        key=f"cite-{document.id}",
    ):
        status = wording.CITE_STATUS.format(status=document.status)
        st.html(f'<p class="quiet">{plain_html(status)}</p>')
        st.code(reference(document), language=None, wrap_lines=True)
        with st.container(key=f"cite-files-{document.id}", horizontal=True, gap="small"):
            for ending, (label, media_type, write) in FILES.items():
                st.download_button(
                    label,
                    partial(write, document),
                    file_name=f"{document.id}.{ending}",
                    mime=media_type,
                    key=f"{ending}-{document.id}",
                    icon=":material/download:",
                    on_click="ignore",
                )
