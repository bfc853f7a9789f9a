"""The golden questions and the written conversations are what they are said to be.

Real evidence, both halves, all kinds, none of them in the codebook; turns that lean, beside what they mean.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

from evals.fit_follow_ups import FILE as CONVERSATIONS
from evals.golden import HALVES, load_golden
from evals.scoring import FILED_WITH

from lessons.codebook import load_codebook
from lessons.corpus import load_corpus
from lessons.domain import Status
from lessons.follow_ups import SIGNS, WEIGHTS, signs
from lessons.settings import PROJECT

KINDS = {
    "theme_finding",
    "barrier_enabler",
    "recommendation",
    "quote",
    "number_fact",
    "methods",
    "version_change",
    "review_history",
    "follow_up",
    "not_in_sources",
    "partly",
}
TALKS, STRANGERS, REFUSALS, CONTRASTS, NEAR_MISSES = (
    CONVERSATIONS.with_name(name)
    for name in ("talks.jsonl", "strangers.jsonl", "refusals.jsonl", "contrasts.jsonl", "near_misses.txt")
)
CORPUS = load_corpus(PROJECT / "corpus")
TEXTS = {document.id: document.text for document in CORPUS.documents}


@cache
def plain(words: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", words.lower()))


def test_there_are_enough_questions_of_every_kind_in_both_halves() -> None:
    assert len(load_golden()) >= 250
    for half in HALVES:
        kinds = Counter(item["kind"] for item in load_golden(half))
        assert set(kinds) == KINDS
        assert min(kinds.values()) >= 15
    assert len(load_golden("tune")) + len(load_golden("unseen")) == len(load_golden())


def test_every_question_has_an_id_of_its_own_and_a_known_status() -> None:
    items = load_golden()
    assert len({item["id"] for item in items}) == len(items)
    assert all(Status(status) for item in items for status in (item["status"], *item.get("status_also", ())))


def test_evidence_stands_in_the_document_that_it_names() -> None:
    beside = {whole: part for part, whole in FILED_WITH.items()}
    for item in load_golden():
        for option in (option for group in item["evidence"] for option in group):
            texts = [TEXTS[option["document"]], TEXTS.get(beside.get(option["document"], ""), "")]
            assert any(plain(option["text"]) in plain(text) for text in texts), (item["id"], option)


def test_a_question_that_is_answered_has_evidence_and_a_refused_one_none() -> None:
    for item in load_golden():
        refused = item["status"] in ("not_in_sources", "unclear")
        assert not (refused and item["evidence"]), item["id"]


def test_chains_of_follow_ups_go_up_to_five_turns() -> None:
    assert {len(item["history"]) + 1 for item in load_golden()} >= {1, 2, 3, 4, 5}


def test_the_codebook_knows_hardly_any_of_them() -> None:
    """The codebook was written by others than the golden set. A few short ones ("list of interviewees") come about twice."""
    coded = {plain(question) for question, _ in load_codebook(PROJECT / "corpus", CORPUS).questions}
    for half in HALVES:
        items = [item for item in load_golden(half) if not item["history"]]
        twice = [item["question"] for item in items if plain(item["question"]) in coded]
        assert len(twice) <= 0.02 * len(items), twice


def conversations(file: Path = CONVERSATIONS) -> list[dict[str, list[str]]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def test_every_turn_of_a_written_conversation_has_its_meaning_and_the_first_means_itself() -> None:
    for talk in [talk for path in (CONVERSATIONS, TALKS, STRANGERS, REFUSALS) for talk in conversations(path)]:
        assert set(talk) in ({"turns", "means"}, {"turns", "means", "how", "answered"})
        assert len(talk["turns"]) >= 2
        assert {len(said) for said in talk.values()} == {len(talk["turns"])}
        assert set(talk.get("how", ())) <= {"first", "new", "continues", "turns"}
        assert set(talk.get("answered", ())) <= {"yes", "partly", "no"}
        assert talk["turns"][0] == talk["means"][0]
        assert all(said == said.strip() != "" for said in (*talk["turns"], *talk["means"])), talk


def test_of_the_later_turns_about_as_many_lean_as_stand_by_themselves() -> None:
    pairs = [pair for talk in conversations() for pair in list(zip(talk["turns"], talk["means"], strict=True))[1:]]
    assert len(pairs) >= 500
    assert 0.35 <= sum(words != meaning for words, meaning in pairs) / len(pairs) <= 0.65


def test_no_conversation_is_written_twice() -> None:
    talks = conversations()
    assert len({tuple(plain(turn) for turn in talk["turns"]) for talk in talks}) == len(talks) >= 200


def test_no_conversation_of_strangers_is_one_that_was_learnt_from() -> None:
    learnt = {tuple(map(plain, talk["turns"][:2])) for talk in [*conversations(), *conversations(TALKS)]}
    assert not [talk for talk in conversations(STRANGERS) if tuple(map(plain, talk["turns"][:2])) in learnt]


def test_no_contrast_is_a_question_that_was_learnt_from() -> None:
    codes = load_codebook(PROJECT / "corpus", CORPUS).codes
    learnt = {plain(question) for code in codes for question in code.questions}
    learnt |= {plain(line) for line in NEAR_MISSES.read_text("utf-8").splitlines()}
    contrasts = [json.loads(line) for line in CONTRASTS.read_text("utf-8").splitlines()]
    asked = [plain(contrast["q"]) for contrast in contrasts]
    assert len(set(asked)) == len(asked) >= 1000
    assert not learnt & set(asked)
    assert {contrast["code"] for contrast in contrasts} <= {None, *(code.id for code in codes)}


def test_near_misses_are_written_once_and_none_is_a_golden_question() -> None:
    misses = [plain(line) for line in NEAR_MISSES.read_text("utf-8").splitlines()]
    assert len(set(misses)) == len(misses) >= 1000
    assert not set(misses) & {plain(item["question"]) for item in load_golden()}


def test_the_conversations_are_not_those_of_the_golden_questions() -> None:
    """The leaning is fitted on the one and measured on the other."""
    written = {
        (plain(a), plain(b))
        for t in [*conversations(), *conversations(TALKS)]
        for a, b in zip(t["turns"], t["turns"][1:], strict=False)
    }
    asked = [(plain(item["history"][-1]), plain(item["question"])) for item in load_golden() if item["history"]]
    assert not [pair for pair in asked if pair in written]


def test_follow_ups_have_a_weight_for_every_sign() -> None:
    assert len(WEIGHTS) == len(SIGNS) == len(signs("and on targets?", 0.5))
