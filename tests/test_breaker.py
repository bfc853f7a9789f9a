"""An endpoint that failed several times in a row is left alone for a while; then one try decides."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from lessons.engines.breaker import Breaker


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(failures=3, rest=30.0, clock=clock)


def fail(breaker: Breaker, times: int) -> None:
    for _ in range(times):
        assert breaker.admit()
        breaker.fail()


def test_it_admits_until_it_has_failed_often_enough_in_a_row(breaker: Breaker) -> None:
    fail(breaker, 3)
    assert not breaker.admit()


def test_a_success_between_failures_starts_the_count_afresh(breaker: Breaker) -> None:
    fail(breaker, 2)
    assert breaker.admit()
    breaker.succeed()
    fail(breaker, 2)
    assert breaker.admit()


def test_after_the_rest_one_try_is_let_through_and_its_success_opens_the_way(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now += 29.9
    assert not breaker.admit()
    clock.now += 0.2
    assert [breaker.admit() for _ in range(3)] == [True, False, False]
    breaker.succeed()
    assert [breaker.admit() for _ in range(3)] == [True, True, True]


def test_a_try_after_the_rest_that_fails_starts_another_rest(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now += 30
    assert breaker.admit()
    clock.now += 5
    breaker.fail()
    clock.now += 29
    assert not breaker.admit()
    clock.now += 1
    assert breaker.admit()


def test_a_try_that_was_given_up_lets_the_next_person_try(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now += 30
    assert breaker.admit()
    breaker.withdraw()
    assert [breaker.admit() for _ in range(2)] == [True, False]


def test_a_try_that_never_says_how_it_went_does_not_close_the_way_for_ever(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now += 30
    assert breaker.admit()
    clock.now += 30
    assert breaker.admit()


def test_giving_up_says_nothing_of_an_endpoint_that_is_well(breaker: Breaker) -> None:
    fail(breaker, 2)
    assert breaker.admit()
    breaker.withdraw()
    fail(breaker, 1)
    assert not breaker.admit()


def test_of_many_who_ask_at_once_after_the_rest_one_is_admitted(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now += 30
    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(lambda _: breaker.admit(), range(200))) == 1
