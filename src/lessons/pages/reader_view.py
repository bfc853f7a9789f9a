"""Shows a whole document: contents and search beside the text, and the passage that the address names with how to cite it."""

from __future__ import annotations

import streamlit as st

from lessons.domain import Document, Span, Structure
from lessons.library import Library
from lessons.pages import wording
from lessons.pages.collecting import Collection, collect_citation
from lessons.pages.markup import plain_html
from lessons.pages.passages import Address, Counterpart, cited, counterparts
from lessons.pages.reader import Block, Marks, Shown, contents_html, passage_link, read_blocks, reader_html
from lessons.pages.search import LONGEST_SEARCH, find_words
from lessons.pages.source_view import colour
from lessons.pages.view import bring_into_view
from lessons.references import cited_excerpt, imprint

READING = "reading"  # the address that was shown last
SEARCH = "reader-search"
SHOWN = "reader-shown"
AT = "reader-at"  # the number of the finding in view
SEARCHED = "reader-searched"  # whether anything was searched for since that address was opened


def show_reader(library: Library, structure: Structure, address: Address, collection: Collection) -> None:
    """The document that an address names, with its passage highlighted if it names one."""
    _begin_anew_where_moved(address)
    _show_title(structure.document)
    with st.container(key="reader"):
        side, middle = st.columns([1, 2.4], gap="large")
        with side, st.container(key="reader-side", gap="small"):
            blocks, marks = _show_side(structure, address.passage)
        with middle:
            _show_text(library, structure, blocks, marks, address.problem, collection)
    _bring_into_view(address, marks)


def _begin_anew_where_moved(address: Address) -> None:
    """A new address ends a search and shows everything, so that its passage is there to be seen.

    So does coming back from another page, where Streamlit forgets what was typed here.
    """
    if st.session_state.get(READING) != address or SEARCH not in st.session_state:
        st.session_state[READING] = address
        st.session_state[SEARCH] = ""
        st.session_state[SHOWN] = Shown.EVERYTHING
        st.session_state[SEARCHED] = False
        _go_to(0)


def _go_to(number: int) -> None:
    st.session_state[AT] = number


def _search() -> None:
    st.session_state[SEARCHED] = True
    _go_to(0)


def _position(total: int) -> int:
    """The number of the finding in view, of so many that there are."""
    at: int = st.session_state[AT]
    return min(at, total - 1)


def _show_title(document: Document) -> None:
    st.html(
        f'<p><span class="badge {colour(document.id)}">{plain_html(document.label)}</span></p>'
        f'<h2 class="page">{plain_html(document.title)}</h2><p class="quiet">{plain_html(imprint(document))}</p>'
    )


def _show_side(structure: Structure, passage: Span | None) -> tuple[tuple[Block, ...], Marks]:
    """Search, choice of parts and contents; what they leave to be shown."""
    words = st.text_input(wording.SEARCH_TEXT, key=SEARCH, max_chars=LONGEST_SEARCH, type="search", on_change=_search)
    place_of_findings = st.container(key="reader-found", gap="small")
    shown = _choose_shown(structure)
    blocks = read_blocks(structure, shown)
    found = find_words(structure.document.text, words or "", [block.span for block in blocks])
    if (words or "").strip():
        with place_of_findings:
            _show_findings(len(found), shown)
    contents = contents_html(blocks)
    st.html(f'<div class="contents wide"><p class="label">{wording.CONTENTS}</p>{contents}</div>')
    st.html(f'<details class="contents narrow"><summary>{wording.CONTENTS}</summary>{contents}</details>')
    return blocks, Marks(passage, found)


def _choose_shown(structure: Structure) -> Shown:
    counts = {Shown.EVERYTHING: 1, Shown.QUOTES: len(structure.quotes), Shown.TABLES: len(structure.tables)}
    offered = [shown for shown, count in counts.items() if count]
    if len(offered) == 1:
        return Shown.EVERYTHING
    chosen = st.segmented_control(
        wording.SHOW,
        offered,
        default=Shown.EVERYTHING,
        key=SHOWN,
        required=True,
        format_func=lambda shown: wording.SHOW_PARTS[shown].format(count=counts[shown]),
        on_change=_go_to,
        args=(0,),
    )
    return Shown(chosen or Shown.EVERYTHING)


def _show_findings(total: int, shown: Shown) -> None:
    if not total:
        lines = [wording.FOUND_NOTHING, wording.FOUND_NOTHING_HELP]
        if shown != Shown.EVERYTHING:
            lines.append(wording.FOUND_NOTHING_SHOWN.format(everything=wording.SHOW_PARTS[Shown.EVERYTHING]))
        st.html("".join(f'<p class="quiet">{plain_html(line)}</p>' for line in lines))
        return
    at = _position(total)
    with st.container(key="reader-steps", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f'<p class="count">{wording.FOUND.format(number=f"{at + 1:,}", total=f"{total:,}")}</p>')
        steps = ((wording.FOUND_PREVIOUS, "found-previous", -1), (wording.FOUND_NEXT, "found-next", 1))
        for label, key, by in steps if total > 1 else ():
            st.button(label, key=key, on_click=_go_to, args=((at + by) % total,))


def _show_text(
    library: Library,
    structure: Structure,
    blocks: tuple[Block, ...],
    marks: Marks,
    notice: str,
    collection: Collection,
) -> None:
    """The text; where it has a highlighted passage, with what to do with it right below."""
    passage = marks.passage
    holding = [i for i, block in enumerate(blocks) if passage and block.span.overlaps(passage)]
    split = holding[-1] + 1 if holding else len(blocks)
    st.html(reader_html(structure, blocks[:split], marks))
    if passage and holding:
        with st.container(key="passage", gap="small"):
            _show_passage(library, structure, passage, notice, collection)
        st.html(reader_html(structure, blocks[split:], marks))


def _show_passage(library: Library, structure: Structure, passage: Span, notice: str, collection: Collection) -> None:
    with st.container(key="passage-top", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f'<h3 class="label">{wording.PASSAGE}</h3>')
        st.button(
            wording.PASSAGE_CLOSE,
            key="passage-close",
            icon=":material/close:",
            type="tertiary",
            on_click=_close_passage,
        )
    if notice:
        st.html(f"<p>{plain_html(notice)}</p>")
    citation = cited(structure, passage)
    if citation:
        collect_citation(collection, citation, "collect-passage")
        st.html(f'<p class="quiet">{wording.COPY}</p>')
        st.code(cited_excerpt(citation, structure.document), language=None, wrap_lines=True)
    st.html(f'<p class="quiet">{wording.PASSAGE_ADDRESS}</p>')
    others = counterparts(library, structure.document.id, passage)
    if others:
        entries = "".join(f"<li>{_counterpart_html(other)}</li>" for other in others)
        st.html(f'<p class="quiet">{wording.PASSAGE_ELSEWHERE}</p><ul class="elsewhere">{entries}</ul>')


def _counterpart_html(other: Counterpart) -> str:
    label = other.document.label
    if other.chunk is None:
        return plain_html(wording.NO_COUNTERPART.format(label=label))
    span = other.chunk.span
    said = wording.SAME_WORDS if other.same_words else wording.OTHER_WORDS
    return passage_link(said.format(label=label), other.document.id, span.start, span.end)


def _close_passage() -> None:
    st.query_params.from_dict({"document": st.query_params["document"]})


def _bring_into_view(address: Address, marks: Marks) -> None:
    """To the passage or the beginning of an address that was just opened; after that to findings only."""
    moment = f"{address.document} {address.passage}"
    if marks.found:
        total = len(marks.found)
        at = _position(total)
        say = wording.FOUND_SAY.format(number=at + 1, total=total)
        bring_into_view("found", f"{moment} {marks.found[at]} {total}", say, at)
    elif st.session_state[SEARCHED]:
        bring_into_view("", moment, wording.FOUND_NOTHING if st.session_state[SEARCH].strip() else "")
    elif address.passage:
        bring_into_view("passage", moment, address.problem or wording.PASSAGE_OPENED)
    else:
        bring_into_view("top", moment)
