"""Shows what was collected: each item with its place, the trainer's note, and what can be done with it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import streamlit as st

from lessons.domain import Excerpt, Structure
from lessons.packs.assembly import fill_basket
from lessons.packs.basket import LONGEST_NOTE, Basket, Checked, Item, ItemKind
from lessons.packs.study import Study
from lessons.pages import wording
from lessons.pages.collecting import Collection, first_words
from lessons.pages.markup import plain_html, plain_label
from lessons.pages.view import keep_focus

ID_LENGTH = 12
MOVED = "item-moved"  # in the session, for one run: the key of the button that moved an item, and the item's key


def show_undo(collection: Collection) -> None:
    """What the last change did, with the way back, where there is one."""
    if done := collection.undoable:
        with st.container(key="basket-undo", horizontal=True, vertical_alignment="center", gap="small"):
            st.html(f'<p role="status">{plain_html(done)}</p>')
            st.button(wording.UNDO, key="undo", icon=":material/undo:", on_click=collection.undo)


def show_start(collection: Collection, study: Study) -> None:
    """What stands in the place of an empty basket: how to collect, and a theme to start with."""
    with st.container(key="packs-start", gap="small"):
        how = "".join(f"<p>{plain_html(line)}</p>" for line in wording.PACKS_HOW)
        st.html(f"<h3>{wording.PACKS_EMPTY}</h3>{how}")
        with st.container(key="packs-themes", gap="small"):
            _show_themes(collection, study)


def _show_themes(collection: Collection, study: Study) -> None:
    """A button for each theme, and one for all, that adds the quotes printed there."""
    for theme in study.themes:
        label = wording.PACKS_START.format(number=theme.number, title=theme.title)
        _theme_button(collection, plain_label(label), f"start-{theme.number}", study, theme.number)
    if len(study.themes) > 1:
        _theme_button(collection, wording.PACKS_START_ALL, "start-all", study)


def _theme_button(collection: Collection, label: str, key: str, study: Study, theme: int | None = None) -> None:
    items = fill_basket(study, [theme] if theme else ()).items
    if items:
        st.button(label, key=key, width="stretch", wrap=True, on_click=collection.add, args=(items, theme))


def show_basket(collection: Collection, study: Study, checked: Sequence[Checked]) -> None:
    """Every item in the trainer's order, those that cannot be verified with the reason."""
    _show_flagged(collection, [c.item for c in checked if c.problem])
    with st.container(key="basket-items", gap=None):
        for position, each in enumerate(checked):
            _show_item(collection, study, each, is_first=position == 0, is_last=position == len(checked) - 1)
    _follow_moved([each.item for each in checked])
    with st.container(key="basket-actions", horizontal=True, gap="small"):
        with st.popover(wording.PACKS_ADD_THEME, icon=":material/add:", type="tertiary"):
            _show_themes(collection, study)
        st.button(
            wording.BASKET_EMPTY,
            key="empty-basket",
            icon=":material/delete:",
            type="tertiary",
            on_click=collection.exchange,
            args=(Basket(), wording.EMPTIED),
        )


def _show_flagged(collection: Collection, flagged: Sequence[Item]) -> None:
    if not flagged:
        return
    with st.container(key="flagged", horizontal=True, vertical_alignment="center", gap="small"):
        one_or_many = 1 if len(flagged) == 1 else 2
        st.html(f'<p role="alert">{wording.FLAGGED[one_or_many].format(count=len(flagged))}</p>')
        label = wording.FLAGGED_REMOVE[one_or_many]
        st.button(label, key="remove-flagged", on_click=collection.remove, args=(flagged,))


def _show_item(collection: Collection, study: Study, checked: Checked, is_first: bool, is_last: bool) -> None:
    item, name = checked.item, item_id(checked.item)
    kind = "flagged" if checked.problem else "item"
    with st.container(key=f"{kind}-{name}", gap=None):
        st.html(item_html(checked, study.structures))
        with st.container(key=f"item-actions-{name}", horizontal=True, vertical_alignment="center", gap="small"):
            _move_button(collection, item, wording.ITEM_UP, "arrow_upward", -1, is_first)
            _move_button(collection, item, wording.ITEM_DOWN, "arrow_downward", 1, is_last)
            _show_note(collection, item)
            st.button(
                _told_apart(wording.ITEM_REMOVE, item),
                key=f"remove-{name}",
                icon=":material/close:",
                type="tertiary",
                on_click=collection.remove,
                args=([item],),
            )


def _move_button(collection: Collection, item: Item, label: str, icon: str, by: int, is_end: bool) -> None:
    def move() -> None:
        collection.change(lambda basket: moved(basket, item, by))
        st.session_state[MOVED] = (label, item.key)

    st.button(
        _told_apart(label, item),
        key=_move_key(label, item),
        icon=f":material/{icon}:",
        type="tertiary",
        disabled=is_end,
        on_click=move,
    )


def _move_key(label: str, item: Item) -> str:
    return f"{label.lower()}-{item_id(item)}"


def _follow_moved(items: Sequence[Item]) -> None:
    """After a move: the focus goes with the item, and its new place is said."""
    label, key = st.session_state.pop(MOVED, ("", ""))
    for place, item in enumerate(items, start=1):
        if item.key == key:
            names = [_move_key(name, item) for name in dict.fromkeys([label, wording.ITEM_UP, wording.ITEM_DOWN])]
            keep_focus(names, wording.ITEM_MOVED.format(place=place, count=len(items)))


def moved(basket: Basket, item: Item, by: int) -> Basket:
    """The basket with an item moved; as it is where another window took the item out meanwhile."""
    return basket.move(item.key, by) if basket.holds(item) else basket


def _show_note(collection: Collection, item: Item) -> None:
    key = f"note-{item_id(item)}"
    if st.session_state.get(key, item.note) != item.note:
        st.session_state[key] = item.note

    def keep() -> None:
        note = st.session_state[key]
        collection.change(lambda basket: basket.annotate(item.key, note))

    with st.popover(_told_apart(wording.ITEM_NOTE, item), icon=":material/edit_note:", type="tertiary"):
        st.text_area(wording.ITEM_NOTE_LABEL, item.note, key=key, max_chars=LONGEST_NOTE, on_change=keep)


def _told_apart(label: str, item: Item) -> str:
    """A button's label, with words that only those hear who do not see what it stands under."""
    return f"{label} :gray[“{plain_label(first_words(item))}…”]"


def item_id(item: Item) -> str:
    """A short name for an item that stays with it wherever it is moved."""
    return hashlib.sha256(item.key.encode("utf-8", "replace")).hexdigest()[:ID_LENGTH]


def item_html(checked: Checked, structures: Mapping[str, Structure]) -> str:
    """An item as HTML: what it is, its words, who said them, where they stand, the note, and why it is flagged."""
    item = checked.item
    lines = [f'<p class="label">{_kind(checked)}</p>', _words_html(item), _place_html(checked, structures)]
    if item.note:
        lines.append(f'<p class="own-note">{plain_html(wording.ITEM_NOTE_SHOWN.format(note=item.note))}</p>')
    if checked.problem:
        lines.append(f'<p class="problem"><b>{wording.ITEM_FLAGGED}.</b> {plain_html(checked.problem)}</p>')
    return "".join(lines)


def _kind(checked: Checked) -> str:
    kind = wording.ITEM_KINDS[checked.item.kind]
    themes = dict.fromkeys(c.theme for c in checked.citations if c.theme)
    return " · ".join([kind, *(wording.THEME.format(number=number) for number in themes)])


def _words_html(item: Item) -> str:
    if item.kind == ItemKind.ANSWER:
        return f'<p class="words">{plain_html(item.question)}</p>'
    return f'<p class="words">“{plain_html(item.excerpts[0].text)}”</p>'


def _place_html(checked: Checked, structures: Mapping[str, Structure]) -> str:
    count = len(checked.item.excerpts)
    places = dict.fromkeys(_document(excerpt, structures) for excerpt in checked.item.excerpts)
    said = [checked.item.excerpts[0].speaker or ""] if count == 1 else []
    if checked.item.kind == ItemKind.ANSWER:
        said = [wording.ITEM_PLACES[1 if count == 1 else 2].format(count=count)]
    sections = list(dict.fromkeys(citation.section for citation in checked.citations))
    section = f"“{sections[0]}”" if len(sections) == 1 else ""
    return f'<p class="quiet">{plain_html(" · ".join(filter(None, [*said, *places, section])))}</p>'


def _document(excerpt: Excerpt, structures: Mapping[str, Structure]) -> str:
    structure = structures.get(excerpt.document)
    return structure.document.label if structure else excerpt.document
