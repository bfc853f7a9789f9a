"""The page Versions: how the study came to be published, and what changed between two versions, section by section."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lessons import phrases
from lessons.domain import Document
from lessons.library import Library
from lessons.pages import wording
from lessons.pages.change_list import Part, count, versions
from lessons.pages.change_view import part_html
from lessons.pages.markup import plain_html, plain_label
from lessons.pages.readiness import ready_assistant
from lessons.pages.timeline import timeline_html
from lessons.pages.version_choice import KINDS, Choice, kinds_query, read_choice
from lessons.revisions import Change, Revision
from lessons.settings import Settings

STYLE = Path(__file__).with_name("versions.css")
MOST_AT_FIRST = 30  # changes
ALL = "all"
REMEMBERED = "versions-query"  # what was compared, for when the visitor comes back from another page
SHOWN_IN_FULL = "versions-in-full"


def show(settings: Settings, controls: DeltaGenerator) -> None:  # noqa: ARG001  # the page has no buttons up there
    """The page, top to bottom."""
    library = ready_assistant(settings).library
    known = versions(library)
    st.html(STYLE)
    st.html(f'<h2 class="page">{wording.VERSIONS_PAGE}</h2><p>{wording.VERSIONS_LEAD}</p>')
    st.html(timeline_html(known))
    if len(known) < 2:
        st.info(wording.ONE_VERSION)
        return
    choice = _chosen(library)
    _show_filters(known, choice)
    apart = st.toggle(wording.SIDE_BY_SIDE, key="versions-apart", persist_state="session")
    _show_changes(choice, apart)


def _chosen(library: Library) -> Choice:
    """What the address asks for, or what was compared last; what had to be put right is said once."""
    asked = st.query_params.to_dict() or st.session_state.get(REMEMBERED, {})
    choice, notes = read_choice(asked, library)
    for note in notes:
        st.info(plain_label(note))
    if st.query_params.to_dict() != choice.query():
        st.query_params.from_dict(choice.query())
    st.session_state[REMEMBERED] = choice.query()
    return choice


def _show_filters(known: Sequence[Document], choice: Choice) -> None:
    comparison = choice.comparison
    labels = {document.id: document.label for document in known}
    with st.container(key="versions-pair", horizontal=True, gap="small"):
        _select("from", wording.FROM_VERSION, labels, comparison.earlier.id)
        _select("to", wording.TO_VERSION, labels, comparison.later.id)
        _select("section", wording.SECTION, _section_labels(choice), choice.part.id if choice.part else ALL)
    st.html(f'<p class="summary">{plain_html(_summary(choice))}</p>')
    _show_kinds(choice)


def _select(name: str, label: str, labels: Mapping[str, str], value: str) -> None:
    key = f"versions-{name}"
    st.session_state[key] = value
    st.selectbox(
        label,
        list(labels),
        list(labels).index(value),  # also where a click comes before the browser has what the session sets
        key=key,
        format_func=labels.__getitem__,
        on_change=_select_changed,
        args=(name,),
    )


def _select_changed(name: str) -> None:
    value: str = st.session_state[f"versions-{name}"]
    if value == ALL:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = value


def _section_labels(choice: Choice) -> dict[str, str]:
    """The sections with how many changes of the chosen kinds they hold."""
    counted = {part.id: f"{part.title} ({len(part.changes(choice.kinds))})" for part in choice.comparison.parts}
    return {ALL: wording.ALL_SECTIONS, **counted}


def _summary(choice: Choice) -> str:
    """How much changed between the two versions altogether, whatever is shown of it."""
    comparison = choice.comparison
    counts = count(comparison.parts)
    said = wording.VERSIONS_SUMMARY.format(
        earlier=comparison.earlier.label,
        later=comparison.later.label,
        total=counts.total(),
        **{kind.value: counts[kind] for kind in KINDS},
    )
    return said + (phrases.PUBLISHED_IS_PART if comparison.later_is_part else "")


def _show_kinds(choice: Choice) -> None:
    """The kinds of change with their counts in what is chosen; each can be shown or hidden."""
    counts = count(choice.parts)
    later = choice.comparison.later.label

    def label(kind: Change) -> str:
        return f"**{counts[kind]}** {plain_label(wording.KINDS_COUNTED[kind].format(later=later))}"

    shown = [kind for kind in KINDS if kind in choice.kinds]
    st.session_state["versions-kind"] = shown
    st.pills(
        wording.KINDS_SHOWN,
        KINDS,
        selection_mode="multi",
        default=shown,
        key="versions-kind",
        format_func=label,
        on_change=_kinds_changed,
    )


def _kinds_changed() -> None:
    st.query_params["kind"] = kinds_query(st.session_state["versions-kind"])


def _show_changes(choice: Choice, apart: bool) -> None:
    found = [(part, changes) for part in choice.parts if (changes := part.changes(choice.kinds))]
    total = sum(len(changes) for _, changes in found)
    in_full = st.session_state.get(SHOWN_IN_FULL) == choice.query()
    shown = total if in_full else min(total, MOST_AT_FIRST)
    if not total:
        _show_nothing(choice)
        return
    said = wording.CHANGES_SHOWN.format(shown=shown, total=total)
    st.html(f'<p class="quiet" role="status">{said} {wording.LINKS_OPEN}</p>')
    for part, changes in _first(found, shown):
        st.html(part_html(part, changes, choice.comparison, apart))
    if shown < total:
        st.button(
            wording.SHOW_ALL_CHANGES.format(total=total), key="versions-show-all", on_click=_show_all, args=(choice,)
        )


def _first(found: Sequence[tuple[Part, tuple[Revision, ...]]], most: int) -> list[tuple[Part, tuple[Revision, ...]]]:
    """As many changes as are to be shown, section by section."""
    shown = []
    for part, changes in found:
        first = tuple(islice(changes, most))
        most -= len(first)
        if first:
            shown.append((part, first))
    return shown


def _show_all(choice: Choice) -> None:
    st.session_state[SHOWN_IN_FULL] = choice.query()


def _show_nothing(choice: Choice) -> None:
    where = choice.part.title if choice.part else wording.ALL_SECTIONS
    said = wording.NO_CHANGES.format(section=where) if choice.kinds else wording.NO_KINDS
    st.html(f'<p class="empty" role="status">{plain_html(said)}</p>')
    st.button(wording.CLEAR_FILTER, key="versions-clear", on_click=_clear_filter)


def _clear_filter() -> None:
    for name in ("section", "kind"):
        st.query_params.pop(name, None)
