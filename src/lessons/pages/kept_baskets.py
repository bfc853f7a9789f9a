"""Keeps each visitor's basket in a small file on this computer, so that it outlasts a page, a reload and a restart."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from filelock import FileLock

from lessons.domain import BrokenError, UsageError
from lessons.packs.basket import Basket
from lessons.packs.basket_file import LARGEST_FILE, read_basket, write_basket
from lessons.pages import wording
from lessons.pages.visit_cookie import VISITOR

ENDING = ".basket.json"
LONGEST_UNUSED = 365 * 24 * 60 * 60  # seconds
PATIENCE = 5  # seconds to wait for another session that is writing
KEPT_PARSED = 32

Change = Callable[[Basket], Basket]


@dataclass(frozen=True, slots=True)
class Kept:
    """A visitor's basket, and one sentence where its file was damaged."""

    basket: Basket
    problem: str = ""


def kept_basket(folder: Path, visitor: str) -> Kept:
    """The basket of a visitor, empty where there is none yet; a damaged file is set aside.

    Raises BrokenError where the folder cannot be read or written.
    """
    path = _path(folder, visitor)
    try:
        try:
            return Kept(_read(path))
        except UsageError:
            with FileLock(folder / ".lock", timeout=PATIENCE):
                return _read_or_set_aside(path)
    except OSError as problem:
        raise BrokenError(wording.BASKET_UNREADABLE.format(reason=_reason(problem), folder=folder)) from None


def change_kept(folder: Path, visitor: str, change: Change) -> Kept:
    """Change the basket of a visitor as its file has it now, and keep it so.

    Raises BrokenError where it cannot be written, UsageError where it would be too large or could not be read back.
    """
    path = _path(folder, visitor)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with FileLock(folder / ".lock", timeout=PATIENCE):
            before = _read_or_set_aside(path)
            after = change(before.basket)
            _write(path, after)
            _remove_unused(folder)
    except OSError as problem:
        raise BrokenError(wording.BASKET_UNKEPT.format(reason=_reason(problem), folder=folder)) from None
    return Kept(after, before.problem)


def _path(folder: Path, visitor: str) -> Path:
    if not VISITOR.fullmatch(visitor):
        raise ValueError("that is no visitor's name")
    return folder / f"{visitor}{ENDING}"


def _read(path: Path) -> Basket:
    try:
        with path.open("rb") as file:
            return _parsed(file.read(LARGEST_FILE + 1))
    except FileNotFoundError:
        return Basket()


@lru_cache(maxsize=KEPT_PARSED)
def _parsed(content: bytes) -> Basket:
    """Every click reads the file, which seldom changed since the one before."""
    return read_basket(content)


def _read_or_set_aside(path: Path) -> Kept:
    try:
        return Kept(_read(path))
    except UsageError:
        aside = path.with_name(f"{path.name}.damaged-{time.time_ns()}")
        path.replace(aside)
        return Kept(Basket(), wording.BASKET_DAMAGED.format(file=aside))


def _write(path: Path, basket: Basket) -> None:
    """In one move, so that whoever reads meanwhile gets the old basket or the new one; one that holds nothing needs no file."""
    if basket == Basket():
        path.unlink(missing_ok=True)
        return
    content = write_basket(basket).encode()
    if len(content) > LARGEST_FILE:
        raise UsageError(wording.BASKET_FULL)
    try:
        _parsed(content)
    except UsageError:  # at the next look it would be set aside as damaged, with all that was collected
        raise UsageError(wording.BASKET_UNFIT) from None
    new = path.with_name(f"{path.name}.new")
    new.touch(mode=0o600)
    new.write_bytes(content)
    new.replace(path)


def _remove_unused(folder: Path) -> None:
    limit = time.time() - LONGEST_UNUSED
    for path in folder.glob(f"*{ENDING}*"):
        with suppress(OSError):
            if path.stat().st_mtime < limit:
                path.unlink()


def _reason(problem: OSError) -> str:
    return problem.strerror or type(problem).__name__
