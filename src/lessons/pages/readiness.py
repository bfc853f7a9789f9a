"""Gets the assistant ready: opens it once for all visitors, and builds the index first where it is missing or stale."""

from __future__ import annotations

from collections.abc import Callable
from time import sleep

import streamlit as st

from lessons.answers import Assistant
from lessons.domain import IndexBroken, IndexBusy
from lessons.index import current_build
from lessons.pages import wording
from lessons.settings import Settings

WAIT = 2.0  # seconds between two looks at an index that another process builds


def ready_assistant(settings: Settings) -> Assistant:
    """The assistant, after building its index if need be; raises LessonsError when that cannot be done."""
    try:
        return _open(settings)
    except IndexBroken:
        pass
    notice = st.empty()
    with notice.container():
        try:
            return _build(settings)
        except IndexBusy:
            st.info(wording.BUSY, icon=":material/hourglass_empty:")
            sleep(WAIT)
            st.rerun()
        finally:
            notice.empty()


def _build(settings: Settings) -> Assistant:
    from lessons.build import refresh_index

    refresh_index(settings, begin=_begin)
    try:
        return _open(settings)
    except IndexBroken:  # it fits the corpus, yet its files are damaged
        refresh_index(settings, rebuild=True, begin=_begin)
        return _open(settings)


def _begin(total: int) -> Callable[[int], None]:
    """Show how many texts of the total are done, and return what to call for each few more."""
    bar = st.progress(0.0, text=wording.FIRST_START)
    done = 0

    def advance(more: int) -> None:
        nonlocal done
        done += more
        said = wording.PROGRESS.format(done=f"{done:,}", total=f"{total:,}")
        bar.progress(min(done / total, 1.0), text=f"{wording.FIRST_START} {said}.")

    return advance


def _open(settings: Settings) -> Assistant:
    return _open_build(str(current_build(settings.index_dir)), settings)


@st.cache_resource(show_spinner=False, max_entries=2)
def _open_build(build: str, _settings: Settings) -> Assistant:  # noqa: ARG001  # the build is the key of the cache
    """One assistant a build of the index, so that a rebuilt one is taken up without a restart."""
    return Assistant.open(_settings)
