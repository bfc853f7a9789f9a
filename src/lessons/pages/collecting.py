"""The visitor's basket between clicks, pages and reloads, and the buttons that put things into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from lessons.domain import Answer, BrokenError, Citation, Status, UsageError
from lessons.packs.basket import MOST_ITEMS, Basket, Item, item_of, item_of_answer
from lessons.pages import wording
from lessons.pages.kept_baskets import Change, change_kept, kept_basket
from lessons.pages.markup import plain_label
from lessons.pages.visit_cookie import visitor_of
from lessons.settings import Settings

STYLE = Path(__file__).with_name("collecting.css")
HERE = "basket"  # in the session: the basket of a visitor for whom no file is kept
PROBLEM = "basket-problem"  # one sentence
UNDO = "basket-undo"

FIRST_WORDS = 5
FULL = (Status.ANSWERED, Status.PARTLY_ANSWERED)


@dataclass(frozen=True, slots=True)
class Undo:
    """How to take the last change back: what was done, in a few words, and the change that undoes it."""

    done: str
    change: Change


@dataclass(frozen=True, slots=True)
class Collection:
    """A visitor's basket and how to change it. ``visitor`` is None where the browser sends no cookie.

    The file is the truth, so that two windows of one visitor show the same. Without one the session holds the basket.
    """

    folder: Path
    visitor: str | None

    @property
    def is_kept(self) -> bool:
        """Whether the basket outlasts the session."""
        return self.visitor is not None and HERE not in st.session_state

    @property
    def basket(self) -> Basket:
        """What is in it now."""
        if self.visitor is None or HERE in st.session_state:
            here: Basket = st.session_state.get(HERE, Basket())
            return here
        try:
            kept = kept_basket(self.folder, self.visitor)
        except BrokenError as problem:
            return _keep_here(Basket(), str(problem))
        if kept.problem:
            st.session_state[PROBLEM] = kept.problem
        return kept.basket

    def change(self, change: Change, undo: Undo | None = None) -> None:
        """Change the basket; ``undo`` takes the place of the one before, which would undo more than it says."""
        st.session_state[UNDO] = undo
        st.session_state.pop(PROBLEM, None)
        if self.visitor is None or HERE in st.session_state:
            st.session_state[HERE] = change(self.basket)
            return
        try:
            kept = change_kept(self.folder, self.visitor, change)
        except UsageError as problem:
            st.session_state[PROBLEM] = str(problem)
        except BrokenError as problem:
            _keep_here(change(self.basket), str(problem))
        else:
            if kept.problem:
                st.session_state[PROBLEM] = kept.problem

    def add(self, items: Sequence[Item], theme: int | None = None) -> None:
        """Put items in, and the theme whose items they are among those chosen, if any are; says where there is no room."""
        self.change(lambda basket: _with_theme(basket.add(items), theme))
        if not all(self.basket.holds(item) for item in items) and PROBLEM not in st.session_state:
            st.session_state[PROBLEM] = wording.BASKET_MOST.format(most=MOST_ITEMS)

    def remove(self, items: Sequence[Item]) -> None:
        """Take items out; it can be undone."""
        before = self.basket
        done = wording.REMOVED[1 if len(items) == 1 else 2].format(count=len(items))
        undo = Undo(done, lambda basket: replace(basket, items=before.add(basket.items).items))
        self.change(lambda basket: basket.remove([item.key for item in items]), undo)

    def exchange(self, other: Basket, done: str) -> None:
        """Take another basket instead; it can be undone."""
        before = self.basket
        self.change(lambda _: other, Undo(done, lambda _: before))

    def undo(self) -> None:
        """Take the last change back, if it can be."""
        if undo := st.session_state.get(UNDO):
            self.change(undo.change)

    @property
    def undoable(self) -> str:
        """What the last change did, "" where it cannot be undone."""
        undo: Undo | None = st.session_state.get(UNDO)
        return undo.done if undo else ""


def _with_theme(basket: Basket, theme: int | None) -> Basket:
    """None chosen means that the themes follow the items."""
    if theme is None or basket.themes is None:
        return basket
    return replace(basket, themes=tuple(sorted({*basket.themes, theme})))


def this_collection(settings: Settings) -> Collection:
    """The collection of the visitor who looks at the page."""
    return Collection(settings.baskets_dir, visitor_of(st.context.cookies))


def _keep_here(basket: Basket, problem: str) -> Basket:
    """From now on the session holds the basket, because no file can."""
    st.session_state[HERE], st.session_state[PROBLEM] = basket, problem
    return basket


def show_problem() -> None:
    """Say what went wrong with the basket, on whatever page the visitor is."""
    if problem := st.session_state.get(PROBLEM):
        st.warning(plain_label(problem))


def collect_button(collection: Collection, items: Sequence[Item], key: str, theme: int | None = None) -> None:
    """A button that puts items into the basket, or takes them out where it holds them all; none where there are none.

    ``theme`` is given where they are all the quotes of a theme.
    """
    if not items:
        return
    basket = collection.basket
    is_in = all(basket.holds(item) for item in items)
    st.button(
        _label(items, is_in, is_theme=theme is not None),
        key=key,
        icon=":material/bookmark_added:" if is_in else ":material/bookmark_add:",
        type="tertiary",
        on_click=collection.remove if is_in else collection.add,
        args=(items,) if is_in else (items, theme),
    )


def _label(items: Sequence[Item], is_in: bool, is_theme: bool) -> str:
    """What a button says; in grey what only those hear who do not see what it stands under."""
    if is_theme and not is_in:
        return wording.ADD_ALL_TO_PACK
    name = "" if is_theme else f"“{plain_label(first_words(items[0]))}…”"
    if is_in:
        return f"{wording.IN_PACK} :gray[{name} {wording.IN_PACK_AGAIN}]"
    return f"{wording.ADD_TO_PACK} :gray[{name}]"


def first_words(item: Item) -> str:
    """How an item begins, to tell it from others."""
    return " ".join((item.question or item.excerpts[0].text).split()[:FIRST_WORDS])


def collect_answer(collection: Collection, answer: Answer, key: str) -> None:
    """The button for an answer with all that it cites; a refusal has none."""
    if answer.status in FULL and answer.citations:
        collect_button(collection, [item_of_answer(answer)], key)


def collect_citation(collection: Collection, citation: Citation, key: str) -> None:
    """The button for a quote or a passage."""
    collect_button(collection, [item_of(citation)], key)
