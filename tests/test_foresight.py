"""What is foreseen is worked out once, in the background or by whoever asks first, and remembered for a while."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event, get_ident

import pytest

from lessons.foresight import Background, Foreseen

PATIENCE = 20  # seconds


@pytest.fixture
def background() -> Background:
    return Background()


def finish(background: Background) -> None:
    """Wait until all that was begun is done."""
    done = Event()
    background.begin(done.set)
    assert done.wait(PATIENCE)


class Lengths:
    """Lengths of words; remembers what it was asked for, together and by which thread."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []
        self.threads: list[int] = []

    def __call__(self, words: Sequence[str]) -> list[int]:
        self.asked.append(tuple(words))
        self.threads.append(get_ident())
        return [len(word) for word in words]


def test_what_was_begun_is_worked_out_together_and_once(background: Background) -> None:
    lengths = Lengths()
    foreseen = Foreseen(lengths, 10, background)
    foreseen.begin(["one", "three", "one"])
    finish(background)
    assert (foreseen("one"), foreseen("three"), foreseen("one")) == (3, 5, 3)
    foreseen.begin(["three", "one"])
    finish(background)
    assert lengths.asked == [("one", "three")]
    assert get_ident() not in lengths.threads


def test_what_was_not_begun_is_worked_out_by_who_asks(background: Background) -> None:
    lengths = Lengths()
    assert Foreseen(lengths, 10, background)("seven") == 5
    assert lengths.threads == [get_ident()]


def test_what_waits_its_turn_is_worked_out_by_who_asks(background: Background) -> None:
    go_on, lengths = Event(), Lengths()
    background.begin(lambda: go_on.wait(PATIENCE))
    foreseen = Foreseen(lengths, 10, background)
    foreseen.begin(["one", "three"])
    assert foreseen("three") == 5
    assert not go_on.is_set()
    go_on.set()
    finish(background)
    assert lengths.asked == [("one", "three")]
    assert lengths.threads == [get_ident()]


def test_who_asks_for_what_is_under_way_waits_for_it(background: Background) -> None:
    begun, go_on, asked = Event(), Event(), []

    def slow(words: Sequence[str]) -> list[int]:
        asked.append(words)
        begun.set()
        assert go_on.wait(PATIENCE)
        return [len(word) for word in words]

    foreseen = Foreseen(slow, 10, background)
    foreseen.begin(["one"])
    assert begun.wait(PATIENCE)
    with ThreadPoolExecutor(1) as other:
        waiting = other.submit(foreseen, "one")
        assert not waiting.done()
        go_on.set()
        assert waiting.result(PATIENCE) == 3
    assert len(asked) == 1


def test_the_background_does_not_wait_for_what_somebody_else_is_at(background: Background) -> None:
    hold, waited = Event(), Event()

    def slow(words: Sequence[str]) -> list[int]:
        hold.set()  # the background goes on, and finds this under way
        assert waited.wait(PATIENCE)
        return [len(word) for word in words]

    background.begin(lambda: hold.wait(PATIENCE))
    foreseen = Foreseen(slow, 10, background)
    foreseen.begin(["one"])
    background.begin(waited.set)
    assert foreseen("one") == 3


def test_an_error_reaches_who_asks_and_the_next_try_is_made(background: Background) -> None:
    tries = []

    def failing(words: Sequence[str]) -> list[int]:
        tries.append(words)
        if len(tries) == 1:
            raise MemoryError
        return [len(word) for word in words]

    foreseen = Foreseen(failing, 10, background)
    with pytest.raises(MemoryError):
        foreseen("one")
    assert foreseen("one") == 3


def test_only_the_last_keys_are_remembered(background: Background) -> None:
    lengths = Lengths()
    foreseen = Foreseen(lengths, 2, background)
    for word in ("one", "three", "one", "seven", "one", "three"):
        foreseen(word)
    assert [word for (word,) in lengths.asked] == ["one", "three", "seven", "three"]


def test_more_than_is_remembered_can_be_begun_at_once(background: Background) -> None:
    foreseen = Foreseen(Lengths(), 2, background)
    foreseen.begin(["one", "three", "seven"])
    assert [foreseen(word) for word in ("one", "three", "seven")] == [3, 5, 5]


def test_nothing_to_begin_is_no_work(background: Background) -> None:
    lengths = Lengths()
    Foreseen(lengths, 2, background).begin([])
    finish(background)
    assert not lengths.asked


def test_who_waits_for_what_is_under_way_helps_with_what_waits(background: Background) -> None:
    begun, done = Event(), Event()

    def slow(words: Sequence[str]) -> list[int]:
        begun.set()
        assert done.wait(PATIENCE)
        return [len(word) for word in words]

    helper: list[int] = []
    foreseen = Foreseen(slow, 10, background)
    foreseen.begin(["one"])
    assert begun.wait(PATIENCE)

    def help_out() -> None:
        helper.append(get_ident())
        done.set()

    background.begin(help_out)
    assert foreseen("one") == 3
    assert helper == [get_ident()]


def test_an_error_in_the_background_reaches_only_who_asks_for_that(background: Background) -> None:
    def failing(words: Sequence[str]) -> list[int]:
        raise MemoryError(words)

    foreseen = Foreseen(failing, 10, background)
    foreseen.begin(["one"])
    finish(background)
    with pytest.raises(MemoryError):
        foreseen("one")


def test_what_was_kept_can_be_forgotten(background: Background) -> None:
    lengths = Lengths()
    foreseen = Foreseen(lengths, 10, background)
    foreseen("one")
    foreseen.forget()
    assert foreseen("one") == 3
    assert lengths.asked == [("one",), ("one",)]
