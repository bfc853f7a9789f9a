"""What a trainer chooses for a pack: title, audience, length, purpose, themes, and its parts in their order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import streamlit as st

from lessons.packs import wording as pack_wording
from lessons.packs.basket import LENGTHS, LONGEST_NOTE, LONGEST_TITLE, Basket, Checked, Part
from lessons.packs.parts import theme_numbers
from lessons.packs.study import Study
from lessons.pages import wording
from lessons.pages.collecting import Collection
from lessons.pages.markup import plain_label

Value = TypeVar("Value")
EVERY_PART = tuple(Part)


def show_choices(collection: Collection, study: Study, checked: Sequence[Checked]) -> None:
    """All choices; each is kept at once."""
    basket = collection.basket
    st.html(f"<h3>{wording.PACKS_CHOICES}</h3>")
    with st.container(key="pack-choices", gap="small"):
        change = _bound(collection, "pack-title", basket.title, lambda now, value: replace(now, title=value))
        st.text_input(wording.PACK_TITLE, basket.title, key="pack-title", max_chars=LONGEST_TITLE, on_change=change)
        _choose_audience(collection, basket, study)
        change = _bound(collection, "pack-length", basket.minutes, lambda now, value: replace(now, minutes=value))
        st.segmented_control(
            wording.PACK_LENGTH, LENGTHS, default=basket.minutes, key="pack-length", required=True, on_change=change
        )
        _choose_themes(collection, basket, study, checked)
        _choose_purpose(collection, basket, study)
        _choose_parts(collection, basket.parts)


def _bound(collection: Collection, key: str, value: Value, put: Callable[[Basket, Any], Basket]) -> Callable[[], None]:
    """Show in a widget what the basket says, whoever changed it, and give what keeps a change of the widget.

    The widget needs the value as its default too: what the session sets is sent once, and a click that interrupts the page
    while it is drawn can take the place of that; the browser then sends a default that nobody chose.
    """
    if st.session_state.get(key, value) != value:
        st.session_state[key] = value

    def keep() -> None:
        chosen = st.session_state[key]
        collection.change(lambda basket: put(basket, chosen))

    return keep


def _choose_audience(collection: Collection, basket: Basket, study: Study) -> None:
    names = {audience.id: audience.name for audience in study.material.audiences}
    current = study.material.audience(basket.audience)
    if current is None:
        return
    change = _bound(collection, "pack-audience", current.id, lambda now, value: replace(now, audience=value))
    st.selectbox(
        wording.PACK_AUDIENCE,
        list(names),
        list(names).index(current.id),
        key="pack-audience",
        format_func=lambda name: names[name],
        on_change=change,
    )


def _choose_purpose(collection: Collection, basket: Basket, study: Study) -> None:
    audience = study.material.audience(basket.audience)
    change = _bound(collection, "pack-purpose", basket.purpose, lambda now, value: replace(now, purpose=value))
    st.text_area(
        wording.PACK_PURPOSE,
        basket.purpose,
        key="pack-purpose",
        max_chars=LONGEST_NOTE,
        placeholder=audience.purpose if audience else None,
        help=wording.PACK_PURPOSE_OURS if audience else None,
        on_change=change,
    )


def _choose_themes(collection: Collection, basket: Basket, study: Study, checked: Sequence[Checked]) -> None:
    """None chosen means those that the items speak of."""
    if not study.themes:
        return
    titles = {theme.number: f"{theme.number}. {theme.title}" for theme in study.themes}
    chosen = [number for number in basket.themes or () if number in titles]
    change = _bound(
        collection, "pack-themes", chosen, lambda now, value: replace(now, themes=tuple(sorted(value)) or None)
    )
    spoken = ", ".join(map(str, theme_numbers(replace(basket, themes=None), checked)))
    follow = wording.PACK_THEMES_SOME.format(numbers=spoken) if spoken else wording.PACK_THEMES_FOLLOW
    st.multiselect(
        wording.PACK_THEMES,
        list(titles),
        chosen,
        key="pack-themes",
        placeholder=follow,
        format_func=lambda number: titles[number],
        on_change=change,
    )


def _choose_parts(collection: Collection, parts: tuple[Part, ...]) -> None:
    label = wording.PACK_PARTS.format(count=len(parts), total=len(EVERY_PART))
    with st.expander(label, key="pack-parts"):
        st.html(f'<p class="quiet">{wording.PACK_PARTS_NOTE}</p>')
        for part in (*parts, *(p for p in EVERY_PART if p not in parts)):
            _show_part(collection, parts, part)


def _show_part(collection: Collection, parts: tuple[Part, ...], part: Part) -> None:
    title = pack_wording.PART_TITLES[part]
    with st.container(key=f"part-row-{part}", horizontal=True, vertical_alignment="center", gap=None):
        change = _bound(
            collection,
            f"part-{part}",
            part in parts,
            lambda now, is_chosen: replace(now, parts=with_or_without(now.parts, part, is_chosen)),
        )
        st.checkbox(title, part in parts, key=f"part-{part}", on_change=change)
        for label, icon, by in ((wording.PART_EARLIER, "arrow_upward", -1), (wording.PART_LATER, "arrow_downward", 1)):
            st.button(
                f":gray[{plain_label(label.format(part=title))}]",
                key=f"part-{'up' if by < 0 else 'down'}-{part}",
                icon=f":material/{icon}:",
                type="tertiary",
                disabled=part not in parts or part == parts[0 if by < 0 else -1],
                on_click=collection.change,
                args=(lambda now, by=by: replace(now, parts=shifted(now.parts, part, by)),),
            )


def with_or_without(parts: Sequence[Part], part: Part, is_chosen: bool) -> tuple[Part, ...]:
    """With a part, right behind the last of those that usually come before it where it is not there yet; or without it."""
    if not is_chosen:
        return tuple(p for p in parts if p != part)
    if part in parts:
        return tuple(parts)
    before = [i for i, p in enumerate(parts) if EVERY_PART.index(p) < EVERY_PART.index(part)]
    at = before[-1] + 1 if before else 0
    return (*parts[:at], part, *parts[at:])


def shifted(parts: Sequence[Part], part: Part, by: int) -> tuple[Part, ...]:
    """With a part so many places later, or earlier where ``by`` is negative; never past an end."""
    if part not in parts:
        return tuple(parts)
    others = [p for p in parts if p != part]
    others.insert(min(max(parts.index(part) + by, 0), len(others)), part)
    return tuple(others)
