"""The boundary tells two kinds of questions apart where they can be told apart, and gives up quietly where there is one kind."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from lessons.boundary import beyond, learn_boundary
from lessons.embedding import Vectors

Flags = npt.NDArray[np.bool_]


def toy(answered: int = 40, unanswered: int = 20, dimensions: int = 6) -> tuple[Vectors, Flags]:
    """Unit vectors of two kinds that lie round two directions; the unanswered ones come last."""
    random = np.random.default_rng(7)
    rows = random.normal(scale=0.15, size=(answered + unanswered, dimensions))
    rows[:answered, 0] += 1
    rows[answered:, 1] += 1
    unit: Vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit, np.arange(len(unit)) >= answered


def test_separable_questions_lie_on_their_own_side() -> None:
    vectors, unanswered = toy()
    boundary = learn_boundary(vectors, unanswered)
    sides = np.array([beyond(boundary, vector) > 0 for vector in vectors])
    assert (sides == unanswered).all()


def test_an_unseen_question_falls_on_the_side_of_its_kind() -> None:
    boundary = learn_boundary(*toy())
    assert beyond(boundary, np.eye(6, dtype=np.float32)[0]) < 0 < beyond(boundary, np.eye(6, dtype=np.float32)[1])


def test_log_odds_grow_with_the_way_beyond() -> None:
    boundary = learn_boundary(*toy())
    answered, unanswered = np.eye(6, dtype=np.float32)[:2]
    way = [beyond(boundary, ((1 - t) * answered + t * unanswered).astype(np.float32)) for t in np.linspace(0, 1, 9)]
    assert way == sorted(way)
    assert way[0] < way[-1]


def test_one_weight_for_each_dimension_and_one_for_the_bias() -> None:
    assert learn_boundary(*toy(dimensions=6)).shape == (7,)
    assert learn_boundary(*toy(dimensions=3)).shape == (4,)


@pytest.mark.parametrize("kind", [True, False])
def test_questions_of_one_kind_teach_nothing(kind: bool) -> None:
    vectors, _ = toy()
    boundary = learn_boundary(vectors, np.full(len(vectors), kind))
    assert boundary.shape == (vectors.shape[1] + 1,)
    assert not boundary.any()
    assert beyond(boundary, vectors[0]) == 0


def test_no_questions_at_all_teach_nothing() -> None:
    boundary = learn_boundary(np.zeros((0, 5), dtype=np.float32), np.zeros(0, dtype=np.bool_))
    assert boundary.shape == (6,)
    assert not boundary.any()


def test_the_same_questions_give_the_same_boundary() -> None:
    vectors, unanswered = toy()
    first, second = learn_boundary(vectors, unanswered), learn_boundary(vectors.copy(), unanswered.copy())
    assert (first == second).all()


def test_the_order_of_the_questions_does_not_matter() -> None:
    vectors, unanswered = toy()
    order = np.random.default_rng(3).permutation(len(vectors))
    mixed = learn_boundary(vectors[order], unanswered[order])
    assert np.allclose(mixed, learn_boundary(vectors, unanswered), atol=1e-8)


def test_it_is_the_minimum_of_the_penalised_loss_and_finite_on_separable_data() -> None:
    """Moving any weight a little either way makes the loss larger; the data alone would drive the weights to infinity."""
    vectors, unanswered = toy()
    boundary = learn_boundary(vectors, unanswered, ridge=1.0, weight=4.0)
    rows = np.column_stack([vectors, np.ones(len(vectors))]).astype(np.float64)

    def loss(weights: npt.NDArray[np.float64]) -> float:
        odds = rows @ weights
        each = np.logaddexp(0, odds) - unanswered * odds
        return float((np.where(unanswered, 4.0, 1.0) * each).sum() + 0.5 * (weights[:-1] ** 2).sum())

    assert np.isfinite(boundary).all()
    for i in range(len(boundary)):
        for step in (-1e-3, 1e-3):
            moved = boundary.copy()
            moved[i] += step
            assert loss(moved) > loss(boundary)


def test_unanswered_questions_weigh_more_than_their_number() -> None:
    """One unanswered question among nine alike answered ones: with weight it pulls the boundary to its side."""
    vectors = np.tile(np.array([[1.0, 0.0]], dtype=np.float32), (10, 1))
    unanswered = np.arange(10) == 9
    plain = beyond(learn_boundary(vectors, unanswered, weight=1.0), vectors[0])
    weighted = beyond(learn_boundary(vectors, unanswered, weight=4.0), vectors[0])
    assert plain == pytest.approx(np.log(1 / 9), abs=0.01)
    assert weighted == pytest.approx(np.log(4 / 9), abs=0.01)
