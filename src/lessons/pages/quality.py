"""The page on quality: what the last evaluation found, where it fell short, and the command that repeats it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lessons.domain import BrokenError
from lessons.pages import wording
from lessons.pages.evaluation_record import (
    RESULTS,
    TUNE,
    Kind,
    Places,
    Record,
    Tried,
    changed_since,
    hashes,
    read_failures,
    read_record,
)
from lessons.pages.evaluation_view import failure_html, groups, kinds_html, measures_html, verdict_html
from lessons.pages.markup import plain_html, plain_label
from lessons.pages.readiness import ready_assistant
from lessons.settings import Settings

STYLE = Path(__file__).with_name("quality.css")
AT_A_TIME = 10  # failing questions that one click shows
SHOWN, UNSEEN = "quality-shown", "quality-unseen"


def show(settings: Settings, controls: DeltaGenerator, places: Places | None = None) -> None:  # noqa: ARG001  # no buttons
    """The page, top to bottom; ``places`` are where the evaluation's files stand, if not in this copy's own folders."""
    places = places or Places()
    st.html(STYLE)
    st.html(
        f'<h2 class="page">{plain_html(wording.QUALITY_HEADING)}</h2><p class="intro">{plain_html(wording.QUALITY_INTRO)}</p>'
    )
    try:
        record = read_record(places)
    except BrokenError as problem:
        st.error(plain_label(str(problem)))
        _show_command(None)
        return
    if record is None:
        st.info(wording.NO_RECORD)
        _show_command(None)
        return
    age = st.container()
    st.html(verdict_html(record))
    _show_command(record)
    _show_measures(record)
    _show_kinds(record)
    _show_failures(record, places.run)
    with age:  # last, because it may have to wait for the documents
        _show_age(settings, record, places)


def _show_age(settings: Settings, record: Record, places: Places) -> None:
    """Say what changed since the figures were made."""
    corpus = ready_assistant(settings).library.corpus
    changed = changed_since(record, hashes(corpus, settings.corpus_dir, places.golden))
    if changed:
        what = wording.LIST_AND.join(wording.HASHED[name].lower() for name in changed)
        st.warning(wording.OUT_OF_DATE.format(what=what[:1].upper() + what[1:]), icon=":material/history:")


def _show_command(record: Record | None) -> None:
    with st.expander(wording.REPEAT, expanded=record is None or not record.own):
        st.html(f"<p>{plain_html(wording.REPEAT_HOW)}</p>")
        st.code("make evals", language=None)
        if record and record.own:
            st.html(f"<p>{plain_html(wording.REPEAT_SAME)}</p>")
            st.code(record.command, language=None)
        st.html(f'<p class="quiet">{plain_html(wording.REPEAT_REPORT)}</p>')


def _show_measures(record: Record) -> None:
    st.html(f'<p class="quiet">{plain_html(wording.FLOORS_EXPLAINED)}</p>')
    for title, measures in groups(record.metrics):
        if title == wording.MEASURE_REST:
            with st.expander(title):
                st.html(measures_html(title, measures))
        else:
            st.html(f'<h3 class="part">{plain_html(title)}</h3>{measures_html(title, measures)}')


def _show_kinds(record: Record) -> None:
    if record.kinds:
        st.html(
            f'<h3 class="part">{plain_html(wording.KINDS_HEADING)}</h3><p class="quiet">{plain_html(wording.KINDS_INTRO)}</p>'
            + kinds_html(record)
        )


def _show_failures(record: Record, folder: Path) -> None:
    st.html(f'<h3 class="part">{plain_html(wording.FAILURES_HEADING)}</h3>')
    try:
        failures = _failures(folder)
    except BrokenError as problem:
        st.error(plain_label(str(problem)))
        return
    if not record.own or failures is None:
        st.html(f"<p>{plain_html(wording.NO_RESULTS)}</p>")
        return
    everything = st.toggle(wording.SHOW_UNSEEN, key=UNSEEN, help=wording.SHOW_UNSEEN_HELP, persist_state="session")
    chosen = [tried for tried in failures if everything or tried.half == TUNE]
    if not chosen:
        st.html(f"<p>{plain_html(wording.NO_FAILURES if everything else wording.NO_FAILURES_TUNE)}</p>")
        return
    intro = wording.FAILURES_INTRO_ALL if everything else wording.FAILURES_INTRO
    st.html(f'<p class="quiet">{plain_html(intro)}</p>')
    _show_some(chosen, record)


def _show_some(chosen: list[Tried], record: Record) -> None:
    shown = min(st.session_state.get(SHOWN, AT_A_TIME), len(chosen))
    kinds: dict[str, Kind] = dict(record.kinds)
    st.html("".join(failure_html(tried, kinds) for tried in chosen[:shown]))
    st.html(f'<p class="quiet">{plain_html(wording.FAILURES_COUNT.format(shown=shown, total=len(chosen)))}</p>')
    left = len(chosen) - shown
    if left:
        more = min(AT_A_TIME, left)
        st.button(wording.SHOW_MORE.format(count=more), key="quality-more", on_click=partial(_show_more, shown + more))


def _show_more(count: int) -> None:
    st.session_state[SHOWN] = count


def _failures(folder: Path) -> tuple[Tried, ...] | None:
    """The failing questions of a run, or None where it kept no results; read once for each state of the file."""
    try:
        state = (folder / RESULTS).stat()
    except OSError:
        return None
    return _read_failures(str(folder), state.st_mtime_ns, state.st_size)


@st.cache_resource(show_spinner=False, max_entries=2)
def _read_failures(folder: str, changed: int, size: int) -> tuple[Tried, ...]:  # noqa: ARG001  # the key of the cache
    return read_failures(Path(folder))
