"""Brings a part of the page into view, keeps the focus, and tells those who listen what is there."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lessons.pages.markup import plain_html
from lessons.pages.server import KEEP_FOCUS, SCROLL


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


def keep_focus(keys: Sequence[str], say: str) -> None:
    """Give the focus back to the first of some widgets that can take it, where a change of the page took it away, and announce.

    Shown in the one run after the change only; needs the place for announcements that ``bring_into_view`` makes.
    """
    st.html(
        f'<i id="keep-focus" data-keys="{plain_html(" ".join(keys))}" data-say="{plain_html(say)}"></i>'
        f"<script>{KEEP_FOCUS}</script>",
        unsafe_allow_javascript=True,
    )
