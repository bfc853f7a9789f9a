"""A visitor's basket is kept in a file of their own: whole, never another's, and never lost quietly."""

from __future__ import annotations

import os
import stat
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from lessons.domain import BrokenError, Excerpt, Span, UsageError
from lessons.packs.basket import Basket, Item
from lessons.packs.basket_file import write_basket
from lessons.pages import kept_baskets
from lessons.pages.kept_baskets import LONGEST_UNUSED, Kept, change_kept, kept_basket

ONE, OTHER = "a" * 32, "b" * 32


def item(number: int) -> Item:
    return Item((Excerpt("published", Span(number, number + 5), f"words {number}", "PACS-Manager 1"),))


def basket(*numbers: int) -> Basket:
    return Basket(tuple(map(item, numbers)), title="A day in March")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "new" / "baskets"


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != ".lock")


def test_a_new_visitor_has_an_empty_basket_and_no_file(folder: Path) -> None:
    assert kept_basket(folder, ONE).basket == Basket()
    assert not folder.exists()


def test_what_was_changed_is_there_again(folder: Path) -> None:
    assert change_kept(folder, ONE, lambda _: basket(1, 2)).basket == basket(1, 2)
    assert kept_basket(folder, ONE).basket == basket(1, 2)
    assert files(folder) == [f"{ONE}.basket.json"]


def test_a_change_starts_from_what_another_window_kept_meanwhile(folder: Path) -> None:
    change_kept(folder, ONE, lambda _: basket(1))
    change_kept(folder, ONE, lambda now: now.add([item(2)]))
    assert change_kept(folder, ONE, lambda now: now.add([item(3)])).basket == basket(1, 2, 3)


def test_no_change_is_lost_where_many_come_at_once(folder: Path) -> None:
    with ThreadPoolExecutor(8) as windows:
        list(windows.map(lambda n: change_kept(folder, ONE, lambda now: now.add([item(n)])), range(24)))
    assert {i.key for i in kept_basket(folder, ONE).basket.items} == {item(n).key for n in range(24)}


def test_two_visitors_never_see_each_others(folder: Path) -> None:
    change_kept(folder, ONE, lambda _: basket(1))
    assert kept_basket(folder, OTHER).basket == Basket()
    change_kept(folder, OTHER, lambda now: now.add([item(2)]))
    assert kept_basket(folder, ONE).basket == basket(1)


@pytest.mark.parametrize("name", ["../elsewhere", "", "a" * 31, "A" * 32, "a" * 32 + "/x", "a" * 32 + "\n"])
def test_a_name_of_another_form_never_becomes_a_file(folder: Path, name: str) -> None:
    with pytest.raises(ValueError, match="visitor"):
        kept_basket(folder, name)
    with pytest.raises(ValueError, match="visitor"):
        change_kept(folder, name, lambda _: basket(1))
    assert not folder.exists()


def test_only_the_owner_of_the_program_can_read_the_file(folder: Path) -> None:
    change_kept(folder, ONE, lambda _: basket(1))
    assert stat.S_IMODE((folder / f"{ONE}.basket.json").stat().st_mode) == 0o600


def test_an_emptied_basket_leaves_no_file(folder: Path) -> None:
    change_kept(folder, ONE, lambda _: basket(1))
    change_kept(folder, ONE, lambda _: Basket())
    assert files(folder) == []
    change_kept(folder, ONE, lambda _: Basket())


@pytest.mark.parametrize("content", [b"", b"{", b'{"form": "other"}', b"\xff\xfe", b"[" * 100_000])
def test_a_damaged_file_is_set_aside_and_said(folder: Path, content: bytes) -> None:
    folder.mkdir(parents=True)
    (folder / f"{ONE}.basket.json").write_bytes(content)
    kept = kept_basket(folder, ONE)
    assert kept.basket == Basket()
    (aside,) = files(folder)
    assert aside.startswith(f"{ONE}.basket.json.damaged-")
    assert str(folder / aside) in kept.problem
    assert (folder / aside).read_bytes() == content
    assert kept_basket(folder, ONE).problem == ""


def test_a_change_of_a_damaged_basket_sets_it_aside_too(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / f"{ONE}.basket.json").write_text("{")
    kept = change_kept(folder, ONE, lambda now: now.add([item(1)]))
    assert "damaged" in kept.problem
    assert kept.basket.items == (item(1),)
    assert len(files(folder)) == 2


def test_what_was_mended_while_waiting_is_not_set_aside(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another session may write a whole file between the look at a damaged one and its removal."""
    folder.mkdir(parents=True)
    path = folder / f"{ONE}.basket.json"
    path.write_text("{")

    class Mends(FileLock):
        def __enter__(self) -> Mends:
            path.write_text(write_basket(basket(1)), "utf-8")
            super().__enter__()
            return self

    monkeypatch.setattr(kept_baskets, "FileLock", Mends)
    assert kept_basket(folder, ONE).basket == basket(1)
    assert files(folder) == [path.name]


def test_a_basket_that_no_file_can_hold_is_refused_and_the_one_before_stays(folder: Path) -> None:
    change_kept(folder, ONE, lambda _: basket(1))
    words = [Excerpt("published", Span(n, n + 5), "x" * 19_000) for n in range(120)]
    with pytest.raises(UsageError, match="no room"):
        change_kept(folder, ONE, lambda now: now.add([Item((e,)) for e in words]))
    assert kept_basket(folder, ONE).basket == basket(1)


def test_a_basket_that_could_not_be_read_back_is_refused_and_the_one_before_stays(folder: Path) -> None:
    change_kept(folder, ONE, lambda _: basket(1))
    with pytest.raises(UsageError, match="as it was before"):
        change_kept(folder, ONE, lambda now: replace(now, title="x" * 500))
    with pytest.raises(UsageError, match="as it was before"):
        change_kept(folder, ONE, lambda now: replace(now, minutes=None))  # type: ignore[arg-type]  # what a browser may send
    assert kept_basket(folder, ONE) == Kept(basket(1))


def test_a_write_that_fails_leaves_the_file_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change_kept(folder, ONE, lambda _: basket(1))

    def full(self: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(BrokenError, match="No space left on device") as caught:
        change_kept(folder, ONE, lambda _: basket(2))
    assert str(folder) in str(caught.value)
    assert kept_basket(folder, ONE).basket == basket(1)


def test_a_folder_that_cannot_be_made_or_read_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BrokenError, match="cannot be kept"):
        change_kept(tmp_path / "file" / "baskets", ONE, lambda _: basket(1))
    (tmp_path / f"{ONE}.basket.json").mkdir()
    with pytest.raises(BrokenError, match="cannot be read"):
        kept_basket(tmp_path, ONE)


def test_baskets_that_nobody_changed_for_a_year_go_when_another_is_kept(folder: Path) -> None:
    third = "c" * 32
    for visitor in (ONE, OTHER):
        change_kept(folder, visitor, lambda _: basket(1))
    (folder / "notes.txt").write_text("somebody's own")
    long_ago = time.time() - LONGEST_UNUSED - 60
    for name in (f"{ONE}.basket.json", "notes.txt"):
        os.utime(folder / name, (long_ago, long_ago))
    change_kept(folder, third, lambda now: replace(now, minutes=30))
    assert files(folder) == [f"{OTHER}.basket.json", f"{third}.basket.json", "notes.txt"]
