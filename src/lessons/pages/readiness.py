"""Gets the assistant ready: opens it once for all visitors, and builds the index first where it is missing or stale."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from time import sleep

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lessons.answers import Assistant
from lessons.domain import IndexBroken, IndexBusy, LessonsError
from lessons.index import current_build
from lessons.pages import wording
from lessons.settings import Settings

WAIT = 2.0  # seconds between two looks at an index that another process builds


def ready_assistant(settings: Settings) -> Assistant:
    """The assistant, after building its index if need be; raises LessonsError when that cannot be done."""
    try:
        return _open(settings)
    except IndexBroken:
        return _assistant_after_build(settings, st.empty())


def open_early(settings: Settings) -> None:
    """Open the assistant before the first visitor comes; where that cannot be done yet, the page builds the index or says why.

    With a model that writes, what it needs is loaded too.
    """
    with suppress(LessonsError):
        assistant = _open(settings)
        assistant.evidence(wording.STARTERS[0])  # the first answer loads what later ones find there
        if summariser := assistant.summariser():
            summariser.writer.prepare()


def _assistant_after_build(settings: Settings, notice: DeltaGenerator) -> Assistant:
    while True:
        try:
            assistant = _build(settings, notice)
        except IndexBusy:
            notice.info(wording.BUSY, icon=":material/hourglass_empty:")
            sleep(WAIT)
        except LessonsError:
            notice.empty()
            raise
        else:
            notice.empty()
            return assistant


def _build(settings: Settings, notice: DeltaGenerator) -> Assistant:
    from lessons.build import refresh_index

    refresh_index(settings, begin=partial(_begin, notice))
    try:
        return _open(settings)
    except IndexBroken:  # it fits the corpus, yet its files are damaged
        refresh_index(settings, rebuild=True, begin=partial(_begin, notice))
        return _open(settings)


def _begin(notice: DeltaGenerator, total: int) -> Callable[[int], None]:
    """Show how many texts of the total are done, and return what to call for each few more."""
    notice.progress(0.0, text=wording.FIRST_START)
    done = 0

    def advance(more: int) -> None:
        nonlocal done
        done += more
        said = wording.PROGRESS.format(done=f"{done:,}", total=f"{total:,}")
        notice.progress(min(done / total, 1.0), text=f"{wording.FIRST_START} {said}.")

    return advance


def _open(settings: Settings) -> Assistant:
    return _open_build(str(current_build(settings.index_dir)), settings)


@st.cache_resource(show_spinner=False, max_entries=2)
def _open_build(build: str, _settings: Settings) -> Assistant:  # noqa: ARG001  # the build is the key of the cache
    """One assistant a build of the index, so that a rebuilt one is taken up without a restart."""
    return Assistant.open(_settings)
