"""Saves a basket to a small file and reads it back; what such a file holds is believed only after it was checked."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter, ValidationError

from lessons.domain import UsageError
from lessons.packs import wording
from lessons.packs.basket import LONGEST_NOTE, LONGEST_TITLE, MOST_ITEMS, Basket, Item

FORM = "lessons-basket"
FORM_VERSION = 1
LARGEST_FILE = 2_000_000  # bytes
LONGEST_WORDS = 20_000  # characters of an excerpt or a question

_basket = TypeAdapter(Basket)


def write_basket(basket: Basket) -> str:
    """The basket as JSON."""
    entry: dict[str, Any] = _basket.dump_python(basket, mode="json")
    return json.dumps({"form": FORM, "form_version": FORM_VERSION, **entry}, ensure_ascii=False, indent=1) + "\n"


def read_basket(content: bytes) -> Basket:
    """The basket that a file holds; raises UsageError with one plain sentence for anything that is none."""
    if len(content) > LARGEST_FILE:
        raise UsageError(wording.FILE_TOO_LARGE)
    try:
        entry = json.loads(content)
        if not isinstance(entry, dict) or entry.pop("form", None) != FORM:
            raise UsageError(wording.NOT_A_BASKET)
        if entry.pop("form_version", None) != FORM_VERSION:
            raise UsageError(wording.OTHER_FORM)
        # As JSON once more, because strict reading takes a list for a tuple there and nowhere else.
        basket = _basket.validate_json(json.dumps(entry), strict=True)
    except (ValueError, RecursionError, ValidationError):
        raise UsageError(wording.NOT_A_BASKET) from None
    if not _is_within_limits(basket):
        raise UsageError(wording.TOO_MUCH)
    return basket


def _is_within_limits(basket: Basket) -> bool:
    keys = {item.key for item in basket.items}
    return (
        len(keys) == len(basket.items) <= MOST_ITEMS
        and len(basket.title) <= LONGEST_TITLE
        and len(basket.purpose) <= LONGEST_NOTE
        and len(set(basket.parts)) == len(basket.parts)
        and all(_is_reasonable(item) for item in basket.items)
    )


def _is_reasonable(item: Item) -> bool:
    words = [item.question, *(excerpt.text for excerpt in item.excerpts)]
    return bool(item.excerpts) and len(item.note) <= LONGEST_NOTE and all(len(w) <= LONGEST_WORDS for w in words)
