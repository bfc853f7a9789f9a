"""What is foreseen is worked out once, in the background or by whoever asks first, and remembered for a while."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event, get_ident

import pytest

from lessons.foresight import Foreseen

PATIENCE = 20  # seconds


@pytest.fixture
def executor() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as made:
        yield made


class Lengths:
    """Lengths of words; remembers what it was asked for, together and by which thread."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []
        self.threads: list[int] = []

    def __call__(self, words: Sequence[str]) -> list[int]:
        self.asked.append(tuple(words))
        self.threads.append(get_ident())
        return [len(word) for word in words]


def test_what_was_begun_is_worked_out_together_and_once(executor: ThreadPoolExecutor) -> None:
    lengths = Lengths()
    foreseen = Foreseen(lengths, 10, executor)
    foreseen.begin(["one", "three", "one"])
    executor.submit(lambda: None).result(PATIENCE)
    assert (foreseen("one"), foreseen("three"), foreseen("one")) == (3, 5, 3)
    foreseen.begin(["three", "one"])
    executor.submit(lambda: None).result(PATIENCE)
    assert lengths.asked == [("one", "three")]
    assert get_ident() not in lengths.threads


def test_what_was_not_begun_is_worked_out_by_who_asks(executor: ThreadPoolExecutor) -> None:
    lengths = Lengths()
    assert Foreseen(lengths, 10, executor)("seven") == 5
    assert lengths.threads == [get_ident()]


def test_what_waits_its_turn_is_worked_out_by_who_asks(executor: ThreadPoolExecutor) -> None:
    go_on, lengths = Event(), Lengths()
    executor.submit(go_on.wait, PATIENCE)
    foreseen = Foreseen(lengths, 10, executor)
    foreseen.begin(["one", "three"])
    assert foreseen("three") == 5
    assert not go_on.is_set()
    go_on.set()
    executor.submit(lambda: None).result(PATIENCE)
    assert lengths.asked == [("one", "three")]
    assert lengths.threads == [get_ident()]


def test_who_asks_for_what_is_under_way_waits_for_it(executor: ThreadPoolExecutor) -> None:
    begun, go_on, asked = Event(), Event(), []

    def slow(words: Sequence[str]) -> list[int]:
        asked.append(words)
        begun.set()
        assert go_on.wait(PATIENCE)
        return [len(word) for word in words]

    foreseen = Foreseen(slow, 10, executor)
    foreseen.begin(["one"])
    assert begun.wait(PATIENCE)
    with ThreadPoolExecutor(1) as other:
        waiting = other.submit(foreseen, "one")
        assert not waiting.done()
        go_on.set()
        assert waiting.result(PATIENCE) == 3
    assert len(asked) == 1


def test_an_error_reaches_who_asks_and_the_next_try_is_made(executor: ThreadPoolExecutor) -> None:
    tries = []

    def failing(words: Sequence[str]) -> list[int]:
        tries.append(words)
        if len(tries) == 1:
            raise MemoryError
        return [len(word) for word in words]

    foreseen = Foreseen(failing, 10, executor)
    with pytest.raises(MemoryError):
        foreseen("one")
    assert foreseen("one") == 3


def test_only_the_last_keys_are_remembered(executor: ThreadPoolExecutor) -> None:
    lengths = Lengths()
    foreseen = Foreseen(lengths, 2, executor)
    for word in ("one", "three", "one", "seven", "one", "three"):
        foreseen(word)
    assert [word for (word,) in lengths.asked] == ["one", "three", "seven", "three"]


def test_more_than_is_remembered_can_be_begun_at_once(executor: ThreadPoolExecutor) -> None:
    foreseen = Foreseen(Lengths(), 2, executor)
    foreseen.begin(["one", "three", "seven"])
    assert [foreseen(word) for word in ("one", "three", "seven")] == [3, 5, 5]


def test_nothing_to_begin_is_no_work(executor: ThreadPoolExecutor) -> None:
    lengths = Lengths()
    Foreseen(lengths, 2, executor).begin([])
    executor.submit(lambda: None).result(PATIENCE)
    assert not lengths.asked
