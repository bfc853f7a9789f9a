"""Brings a part of the page into view and tells those who listen to it what is there."""

from __future__ import annotations

import streamlit as st

from lessons.pages.markup import plain_html
from lessons.pages.server import SCROLL


def bring_into_view(part: str, moment: str, say: str = "", found: int = 0) -> None:
    """Scroll to a part that ``scroll.js`` knows and announce it, once for each moment.

    The script runs again only when its element changes, so a visitor who merely picks something is left where they are.
    """
    with st.container(key="into-view"):
        st.html('<p id="announcement" role="status"></p>')
        st.html(
            f'<i id="into-view" data-part="{part}" data-found="{found}" data-say="{plain_html(say)}" '
            f'data-moment="{plain_html(moment)}"></i><script>{SCROLL}</script>',
            unsafe_allow_javascript=True,
        )
