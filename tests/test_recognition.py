"""The recogniser reads a question behind those before it; its file fits this model and this codebook."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from tests.index_fixtures import shared_assistant, shared_settings

from lessons.answers import Assistant
from lessons.domain import ModelBroken
from lessons.embedding import MODEL, MODEL_SHA256, checked_file, open_tokenizer
from lessons.library import Library
from lessons.recognition import EARLIER, FILE, LONGEST, LONGEST_EARLIER, Recogniser, odds, pieces

MONEY, PARTNERS = "What did people say about money?", "What got in the way of hospitals working together?"
WHAT_TO_DO = "and what should be done about it?"
NEW_TOPIC = "Who funded the study?"
FIXTURES = (shared_settings, shared_assistant)


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser()


@pytest.fixture(scope="module")
def library(assistant: Assistant) -> Library:
    return assistant.library


# ----------------------------------------------------------------------------------------------------- what is read


def test_earlier_questions_stand_before_the_question_each_with_its_end() -> None:
    tokenizer = open_tokenizer()
    end = tokenizer.encode("").ids[-1]
    ids, own = pieces(tokenizer, WHAT_TO_DO, (MONEY, PARTNERS))
    assert ids.count(end) == 3
    assert ids[own - 1] == ids[-1] == end
    assert tokenizer.decode(ids[own:-1]) == WHAT_TO_DO
    assert tokenizer.decode(ids[1:own]).startswith(MONEY.lower())


def test_a_question_by_itself_has_nothing_before_it() -> None:
    ids, own = pieces(open_tokenizer(), MONEY)
    assert own == 0
    assert ids == open_tokenizer().encode(MONEY).ids


def test_no_more_than_the_last_questions_are_read_and_no_more_than_the_beginning_of_long_ones() -> None:
    tokenizer = open_tokenizer()
    many = [MONEY, *[PARTNERS] * EARLIER]
    assert pieces(tokenizer, WHAT_TO_DO, many) == pieces(tokenizer, WHAT_TO_DO, many[1:])
    ids, own = pieces(tokenizer, "money " * 500, ["trust " * 500] * EARLIER)
    assert own == 1 + EARLIER * (LONGEST_EARLIER + 1)
    assert len(ids) == own + LONGEST + 1


# --------------------------------------------------------------------------------------------------- what it finds


@pytest.mark.parametrize("question", [MONEY, "", "?", "why", "€ £ 66", "x" * 3000])
@pytest.mark.parametrize("earlier", [(), (PARTNERS,), ("", "")])
def test_chances_lie_between_0_and_1_and_sum_to_1(
    recogniser: Recogniser, question: str, earlier: tuple[str, ...]
) -> None:
    (chances,) = recogniser.chances([(question, earlier)])
    assert chances.shape == (len(recogniser.codes) + 1,)
    assert chances.min() >= 0
    assert float(chances.sum()) == pytest.approx(1, abs=1e-4)


def test_the_same_question_is_read_the_same_way_each_time(recogniser: Recogniser) -> None:
    asked = [(WHAT_TO_DO, (MONEY,))]
    first, again = recogniser.chances(asked), Recogniser().chances(asked)
    assert first[0].tobytes() == again[0].tobytes()


def test_a_question_is_read_the_same_way_whatever_is_read_beside_it(recogniser: Recogniser) -> None:
    asked = [(WHAT_TO_DO, (MONEY,)), (NEW_TOPIC, ()), (MONEY, (PARTNERS, NEW_TOPIC, WHAT_TO_DO))]
    for found, one in zip(recogniser.chances(asked), asked, strict=True):
        assert np.allclose(found, recogniser.chances([one])[0], atol=1e-5)


def test_what_a_follow_up_is_about_hangs_on_what_was_asked_before(library: Library) -> None:
    money, partners = (library.chances([(WHAT_TO_DO, (before,))])[:-1] for before in (MONEY, PARTNERS))
    assert money.argmax() != partners.argmax()
    assert float(np.minimum(money, partners).sum()) < 0.5 * float(money.sum())


def test_a_new_topic_is_found_whatever_was_asked_before(library: Library) -> None:
    alone = int(library.chances([(NEW_TOPIC, ())]).argmax())
    for before in (MONEY, PARTNERS):
        assert alone in np.argsort(-library.chances([(NEW_TOPIC, (before,))]))[:3]


# ------------------------------------------------------------------------------------------------------- its file


def test_it_knows_every_code_of_the_codebook_and_no_other(library: Library, recogniser: Recogniser) -> None:
    """Else it is time for ``evals/fit_recogniser.py``."""
    assert {code.id for code in library.codebook.codes} == set(recogniser.codes)


def test_a_code_that_it_does_not_know_gets_no_chance(library: Library) -> None:
    known = int(library.chances([(MONEY, ())])[:-1].argmax())
    places = library.recognised.copy()
    places[known] = -1
    fewer = dataclasses.replace(library, recognised=places)
    assert fewer.chances([(MONEY, ())])[known] == 0
    assert fewer.chances([(MONEY, ())])[-1] == library.chances([(MONEY, ())])[-1]


def test_its_weights_stand_where_the_model_has_its_own_and_differ() -> None:
    model = checked_file(*MODEL, MODEL_SHA256).read_bytes()
    with np.load(FILE) as found:
        starts, sizes, tuned = found["starts"].tolist(), found["sizes"].tolist(), found["tuned"].tobytes()
    assert sum(sizes) == len(tuned)
    stretches = sorted(zip(starts, sizes, strict=True))
    assert all(start + size <= later for (start, size), (later, _) in pairwise(stretches))
    own = b"".join(model[start : start + size] for start, size in zip(starts, sizes, strict=True))
    changed = float(np.mean(np.frombuffer(own, np.uint8) != np.frombuffer(tuned, np.uint8)))
    assert 0.1 < changed < 1


CUTS: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda whole: whole[:0],
    "no archive": lambda whole: b"weights",
    "half": lambda whole: whole[: len(whole) // 2],
    "all but the last byte": lambda whole: whole[:-1],
}


@pytest.mark.parametrize("cut", CUTS)
def test_a_damaged_file_is_said_to_be_damaged(tmp_path: Path, cut: str) -> None:
    (tmp_path / FILE.name).write_bytes(CUTS[cut](FILE.read_bytes()))
    with pytest.raises(ModelBroken, match=r"recogniser\.npz is missing or damaged: install the program again"):
        Recogniser(tmp_path / FILE.name)


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelBroken, match="install the program again"):
        Recogniser(tmp_path / FILE.name)


# ------------------------------------------------------------------------------------------------------------ odds


def test_odds_are_finite_at_0_and_1_and_0_at_one_half() -> None:
    assert odds(0.5) == 0
    assert np.isfinite([odds(0.0), odds(1.0)]).all()
    assert odds(0.0) == pytest.approx(-odds(1.0))
    assert odds(1.0) > 5


def test_odds_are_log_odds_and_grow_with_the_chance() -> None:
    assert odds(0.8) == pytest.approx(np.log(4), abs=0.01)
    rising = [odds(chance) for chance in np.linspace(0, 1, 101)]
    assert all(low < high for low, high in pairwise(rising))
