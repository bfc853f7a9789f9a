"""The network tells kinds of questions apart where they can be told apart, is the same each time, and learns down the true slope."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from lessons import recognition
from lessons.embedding import Vectors
from lessons.recognition import DECAY, NETWORKS, ROUNDS, Recogniser, learn, odds

Codes = npt.NDArray[np.int64]
Exact = npt.NDArray[np.float64]

DIMENSIONS = 6
NOT_ANSWERED = -1
CODES = (0, 1, 2, NOT_ANSWERED)
UNEVEN = [0, 2, 0, 3, 3, 1, 2, 0, 0]  # classes of the questions of one small batch
WRONG_BY = 1e-5  # of a slope, from single precision


def toy(each: int = 30, codes: tuple[int, ...] = CODES, spread: float = 0.15) -> tuple[Vectors, Codes]:
    """Unit vectors of several kinds, those of each kind round a direction of their own."""
    rows = np.random.default_rng(7).normal(scale=spread, size=(each * len(codes), DIMENSIONS))
    for kind in range(len(codes)):
        rows[each * kind : each * (kind + 1), kind] += 1
    return unit(rows), np.repeat(np.array(codes, dtype=np.int64), each)


def unit(rows: Exact) -> Vectors:
    scaled: Vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return scaled


def weights(recogniser: Recogniser) -> list[npt.NDArray[np.float32]]:
    return [recogniser.inner, recogniser.inner_bias, recogniser.outer, recogniser.outer_bias]


def likeliest(recogniser: Recogniser, vectors: Vectors) -> list[int]:
    return [int(recogniser.chances(vector).argmax()) for vector in vectors]


# -------------------------------------------------------------------------------------------- what it tells apart


@pytest.mark.parametrize("codes", [(0, NOT_ANSWERED), (NOT_ANSWERED, 0)])
def test_two_separable_kinds_lie_on_their_own_side(codes: tuple[int, ...]) -> None:
    vectors, wanted = toy(codes=codes)
    network = learn(vectors, wanted, 1)
    chances = np.array([network.chances(vector) for vector in vectors])
    assert ((chances[:, -1] > 0.5) == (wanted == NOT_ANSWERED)).all()


def test_each_code_has_its_own_place_and_the_last_one_is_not_answered() -> None:
    vectors, wanted = toy()
    network = learn(vectors, wanted, 3)
    assert likeliest(network, vectors) == np.where(wanted == NOT_ANSWERED, 3, wanted).tolist()


def test_an_unseen_question_falls_on_the_side_of_its_kind() -> None:
    network = learn(*toy(), 3)
    assert likeliest(network, np.eye(DIMENSIONS, dtype=np.float32)[:4]) == [0, 1, 2, 3]


def test_the_order_in_which_codes_first_appear_does_not_matter() -> None:
    vectors, wanted = toy(codes=(2, NOT_ANSWERED, 0, 1))
    assert likeliest(learn(vectors, wanted, 3), np.eye(DIMENSIONS, dtype=np.float32)[:4]) == [2, 3, 0, 1]


def test_a_code_that_no_question_has_is_unlikely() -> None:
    vectors, wanted = toy(codes=(0, 2, NOT_ANSWERED))
    network = learn(vectors, wanted, 3)
    assert max(float(network.chances(vector)[1]) for vector in vectors) < 0.05


def test_the_chance_of_a_kind_grows_towards_it() -> None:
    network = learn(*toy(), 3)
    answered, unanswered = np.eye(DIMENSIONS)[[0, 3]]
    between = unit(np.array([(1 - t) * answered + t * unanswered for t in np.linspace(0, 1, 9)]))
    way = [float(network.chances(vector)[-1]) for vector in between]
    assert way == sorted(way)
    assert way[0] < 0.1 < 0.9 < way[-1]


def test_more_questions_than_one_batch_holds_are_learnt_from() -> None:
    vectors, wanted = toy(each=recognition.BATCH + 7)
    network = learn(vectors, wanted, 3)
    right = np.array(likeliest(network, vectors)) == np.where(wanted == NOT_ANSWERED, 3, wanted)
    assert right.mean() > 0.99


def test_a_round_goes_over_all_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    """One round over many small batches is enough; a few questions of it would not be."""
    monkeypatch.setattr(recognition, "ROUNDS", 1)
    monkeypatch.setattr(recognition, "BATCH", 16)
    vectors, wanted = toy(each=200)
    assert likeliest(learn(vectors, wanted, 3), np.eye(DIMENSIONS, dtype=np.float32)[:4]) == [0, 1, 2, 3]


# ------------------------------------------------------------------------------------------------------- chances


@pytest.mark.parametrize("count", [1, 3, 40])
def test_chances_lie_between_0_and_1_and_sum_to_1(count: int) -> None:
    vectors, wanted = toy(codes=(0, NOT_ANSWERED))
    network = learn(vectors, wanted, count)
    others = unit(np.random.default_rng(1).normal(size=(50, DIMENSIONS)))
    for vector in (*vectors, *others, np.zeros(DIMENSIONS, dtype=np.float32)):
        chances = network.chances(vector)
        assert chances.shape == (count + 1,)
        assert chances.min() >= 0
        assert chances.max() <= 1
        assert float(chances.sum()) == pytest.approx(1, abs=1e-5)


def test_chances_stay_chances_however_large_the_scores_are() -> None:
    large = np.eye(3, dtype=np.float32) * 1e6
    nothing = np.zeros((1, 3), np.float32)
    network = Recogniser(large[None], nothing, large[None], nothing)
    assert network.chances(np.array([0, 1, 0], dtype=np.float32)).tolist() == [0, 1, 0]


def test_odds_are_finite_at_0_and_1_and_0_at_one_half() -> None:
    assert odds(0.5) == 0
    assert np.isfinite([odds(0.0), odds(1.0)]).all()
    assert odds(0.0) == pytest.approx(-odds(1.0))
    assert odds(1.0) > 5


def test_odds_are_log_odds_and_grow_with_the_chance() -> None:
    assert odds(0.8) == pytest.approx(np.log(4), abs=0.01)
    assert odds(0.1) == pytest.approx(-np.log(9), abs=0.01)
    rising = [odds(chance) for chance in np.linspace(0, 1, 101)]
    assert all(low < high for low, high in pairwise(rising))


# -------------------------------------------------------------------------------------- the same network each time


def test_the_same_questions_give_the_same_network_bit_for_bit() -> None:
    vectors, wanted = toy()
    first = learn(vectors, wanted, 3)
    np.random.default_rng(0).random(100)
    again = learn(vectors.copy(), wanted.copy(), 3)
    assert [part.tobytes() for part in weights(again)] == [part.tobytes() for part in weights(first)]


def test_other_questions_give_another_network() -> None:
    vectors, wanted = toy()
    moved = unit(vectors + np.linspace(0, 0.1, DIMENSIONS))
    first, second = learn(vectors, wanted, 3), learn(moved, wanted, 3)
    assert any(one.tobytes() != other.tobytes() for one, other in zip(weights(first), weights(second), strict=True))


def test_learning_leaves_the_questions_as_they_are() -> None:
    vectors, wanted = toy()
    learn(vectors, wanted, 3)
    same_vectors, same_codes = toy()
    assert (vectors == same_vectors).all()
    assert (wanted == same_codes).all()


@pytest.mark.parametrize("each", [0, 5])
def test_each_round_is_reported_once(each: int) -> None:
    rounds: list[None] = []
    learn(*toy(each=each), 3, lambda: rounds.append(None))
    assert len(rounds) == NETWORKS * ROUNDS


# -------------------------------------------------------------------------------------------- little to learn from


@pytest.mark.parametrize("count", [0, 1, 200])
def test_no_questions_still_give_a_network(count: int) -> None:
    network = learn(np.zeros((0, 384), dtype=np.float32), np.zeros(0, dtype=np.int64), count)
    for vector in unit(np.random.default_rng(2).normal(size=(10, 384))):
        chances = network.chances(vector)
        assert chances.shape == (count + 1,)
        assert chances.min() >= 0
        assert float(chances.sum()) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("kind", CODES)
def test_questions_of_one_kind_teach_that_kind(kind: int) -> None:
    vectors, wanted = toy(codes=(kind,))
    assert set(likeliest(learn(vectors, wanted, 3), vectors)) == {3 if kind == NOT_ANSWERED else kind}


def test_one_question_is_enough_to_learn() -> None:
    vector = np.eye(DIMENSIONS, dtype=np.float32)[:1]
    assert likeliest(learn(vector, np.array([2]), 3), vector) == [2]


# ------------------------------------------------------------------------------------------------ saved and loaded


def test_a_network_read_back_gives_the_same_chances(tmp_path: Path) -> None:
    vectors, wanted = toy()
    network = learn(vectors, wanted, 3)
    network.save(tmp_path / "network.npz")
    back = Recogniser.load(tmp_path / "network.npz")
    assert [part.tobytes() for part in weights(back)] == [part.tobytes() for part in weights(network)]
    for vector in vectors:
        assert (back.chances(vector) == network.chances(vector)).all()


CUTS: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda whole: whole[:0],
    "one byte": lambda whole: whole[:1],
    "the start of the first name": lambda whole: whole[:40],
    "half": lambda whole: whole[: len(whole) // 2],
    "all but the list of parts": lambda whole: whole[: whole.index(b"PK\x01\x02")],
    "all but the last byte": lambda whole: whole[:-1],
}


@pytest.mark.parametrize("cut", CUTS)
def test_a_file_that_is_cut_off_is_one_of_the_errors_that_it_names(tmp_path: Path, cut: str) -> None:
    path = tmp_path / "network.npz"
    learn(*toy(each=3), 3).save(path)
    path.write_bytes(CUTS[cut](path.read_bytes()))
    with pytest.raises((OSError, ValueError, KeyError)):
        Recogniser.load(path)


def test_a_file_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="network"):
        Recogniser.load(tmp_path / "network.npz")


def test_a_file_without_one_of_the_parts_is_a_key_error(tmp_path: Path) -> None:
    np.savez(tmp_path / "network.npz", inner=np.zeros((2, 2), np.float32))
    with pytest.raises(KeyError, match="inner_bias"):
        Recogniser.load(tmp_path / "network.npz")


# ------------------------------------------------------------------------------------------------------- slopes


def small() -> tuple[list[npt.NDArray[np.float32]], Vectors, Codes]:
    """A small network none of whose parts is zero, and a batch of questions."""
    random = np.random.default_rng(11)
    shapes = ((5, 7), (7,), (7, 4), (4,))
    parts = [random.normal(scale=0.6, size=shape).astype(np.float32) for shape in shapes]
    return parts, unit(random.normal(size=(len(UNEVEN), 5))), np.array(UNEVEN)


def loss(parts: list[Exact], vectors: Vectors, wanted: Codes, decay: float) -> float:
    """Mean cross-entropy and half the decay times the sum of the squared weights; biases do not decay. Worked out anew."""
    inner, inner_bias, outer, outer_bias = parts
    hidden = np.maximum(recognition.SCALE * vectors.astype(np.float64) @ inner + inner_bias, 0)
    scores = hidden @ outer + outer_bias
    entropy = np.logaddexp.reduce(scores, axis=1) - scores[np.arange(len(wanted)), wanted]
    return float(entropy.mean() + decay / 2 * ((inner**2).sum() + (outer**2).sum()))


def rises(parts: list[Exact], vectors: Vectors, wanted: Codes, decay: float, step: float = 1e-6) -> list[Exact]:
    """How the loss rises with each weight, by moving it a little either way."""
    found = [np.zeros_like(part) for part in parts]
    for part, rise in zip(parts, found, strict=True):
        for place in np.ndindex(part.shape):
            kept = part[place]
            part[place] = kept + step
            above = loss(parts, vectors, wanted, decay)
            part[place] = kept - step
            rise[place] = (above - loss(parts, vectors, wanted, decay)) / (2 * step)
            part[place] = kept
    return found


def slopes(seed: int = 0) -> list[npt.NDArray[np.float32]]:
    return recognition._slopes(*small(), np.random.default_rng(seed))


@pytest.mark.parametrize("decay", [DECAY, 0.0, 0.3])
def test_slopes_are_those_of_mean_cross_entropy_and_decay(monkeypatch: pytest.MonkeyPatch, decay: float) -> None:
    monkeypatch.setattr(recognition, "DROPPED", 0.0)
    monkeypatch.setattr(recognition, "DECAY", decay)
    parts, vectors, wanted = small()
    expected = rises([part.astype(np.float64) for part in parts], vectors, wanted, decay)
    for slope, rise in zip(slopes(), expected, strict=True):
        assert slope.shape == rise.shape
        assert np.abs(rise).max() > 0.01, "a slope of nothing would prove nothing"
        assert np.allclose(slope, rise, rtol=1e-4, atol=WRONG_BY)


def test_what_is_learnt_is_what_chances_are_worked_out_from() -> None:
    """The loss that goes down is that of the chances which the network gives."""
    parts, vectors, wanted = small()
    network = Recogniser(*(part[None] for part in parts))
    chances = [float(network.chances(vector)[code]) for vector, code in zip(vectors, wanted, strict=True)]
    expected = loss([part.astype(np.float64) for part in parts], vectors, wanted, 0.0)
    assert float(-np.log(chances).mean()) == pytest.approx(expected, abs=1e-4)


def test_a_hidden_unit_that_is_left_out_learns_nothing_on_either_side(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "DECAY", 0.0)
    monkeypatch.setattr(recognition, "DROPPED", 0.5)
    parts, vectors, wanted = small()
    parts[1] += 10  # every unit is on, so that only what is left out is still
    inner, inner_bias, outer, _ = recognition._slopes(parts, vectors[:1], wanted[:1], np.random.default_rng(0))
    still = (outer == 0).all(axis=1)
    assert 0 < still.sum() < len(still)
    assert ((inner == 0).all(axis=0) == still).all()
    assert ((inner_bias == 0) == still).all()


def test_leaving_units_out_changes_nothing_on_average(monkeypatch: pytest.MonkeyPatch) -> None:
    """With outer weights of nothing the chances do not hang on what is left out, so that slopes can be averaged."""
    monkeypatch.setattr(recognition, "DROPPED", 0.0)
    parts, vectors, wanted = small()
    parts[2] *= 0
    random = np.random.default_rng(5)
    whole = recognition._slopes(parts, vectors, wanted, random)[2]
    monkeypatch.setattr(recognition, "DROPPED", 0.3)
    average = np.mean([recognition._slopes(parts, vectors, wanted, random)[2] for _ in range(3000)], axis=0)
    assert np.allclose(average, whole, rtol=0.05, atol=0.01)
    assert not np.allclose(recognition._slopes(parts, vectors, wanted, random)[2], whole, rtol=0.05, atol=0.01)
