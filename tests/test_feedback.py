"""What a visitor thinks of an answer is kept whole on this computer, whatever else happens to the file."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from tests.index_fixtures import PATIENCE, processes

from lessons import feedback
from lessons.domain import Answer, BrokenError, Citation, Status
from lessons.feedback import LONGEST_REASON, Opinion, keep, kept, opinion

WRITTEN = 40  # opinions by each of two writers


def answer(question: str = "What about money?") -> Answer:
    citations = (
        Citation(1, "published", "Findings", 2, 5, None, 10, 14, "four"),
        Citation(2, "r1", "Findings", 2, None, None, 7, 9, "or"),
    )
    return Answer(question, question, Status.ANSWERED, (), citations, (), "extractive", 1.0)


def given(exchange: str = "a", good: bool = True, reason: str = "", question: str = "What about money?") -> Opinion:
    return opinion(exchange, answer(question), "published", good, reason)


@pytest.fixture(name="path")
def feedback_file(tmp_path: Path) -> Path:
    """A file in a folder that is not there yet."""
    return tmp_path / "new" / "feedback.jsonl"


def write(path: Path, *lines: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(lines), "utf-8")


def as_line(of: Opinion, **changes: Any) -> str:
    return json.dumps({**asdict(of), **changes}) + "\n"


def test_an_opinion_says_what_was_asked_of_what_and_which_places_were_cited() -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    made = opinion("a", answer(), "r1", good=False, reason="Not what I asked")
    assert (made.exchange, made.question, made.scope, made.status) == ("a", "What about money?", "r1", "answered")
    assert (made.good, made.reason) == (False, "Not what I asked")
    assert made.cited == ("published:10-14", "r1:7-9")
    assert before <= datetime.fromisoformat(made.given) <= datetime.now(UTC)
    assert made.program


@pytest.mark.parametrize(
    "words",
    [
        "plain",
        "“curly” – £1 m…",
        "two\nlines\r\nand\ttabs",
        '{"json": "inside"}',
        "line\u2028and\u2029paragraph\x85separators",
        "\x00\x1b[31m",
        "😀",
    ],
)
def test_what_is_kept_is_read_back_as_it_was_given(words: str, path: Path) -> None:
    first, second = given("a", question=words), given("b", good=False, reason=words)
    keep(first, path)
    keep(second, path)
    assert kept(path) == (first, second)
    assert len(path.read_bytes().splitlines()) == 2


def test_half_a_character_is_replaced_and_the_rest_is_kept(path: Path) -> None:
    keep(given(question="What about \ud83d money?"), path)
    assert [entry.question for entry in kept(path)] == ["What about ? money?"]


def test_without_a_file_nothing_is_kept_yet(path: Path) -> None:
    assert kept(path) == ()
    assert not path.parent.exists()


def test_the_last_opinion_on_an_exchange_counts_and_stands_last(path: Path) -> None:
    for made in (given("a"), given("b"), given("a", good=False), given("c"), given("a", good=False, reason="Too long")):
        keep(made, path)
    assert [(entry.exchange, entry.good, entry.reason) for entry in kept(path)] == [
        ("b", True, ""),
        ("c", True, ""),
        ("a", False, "Too long"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "\n",
        "words\n",
        "null\n",
        "7\n",
        "[]\n",
        "{}\n",
        '"cited"\n',
        "[" * 100_000 + "\n",
        as_line(given("x"))[:-20] + "\n",
        as_line(given("x"), more=1),
        as_line(given("x"), exchange=["x"]),
        as_line(given("x"), reason=None),
        as_line(given("x"), question=7),
        as_line(given("x"), question="\ud83d"),
        as_line(given("x"), good="yes"),
        as_line(given("x"), good=1),
        as_line(given("x"), cited=None),
        as_line(given("x"), cited=[1, 2]),
    ],
)
def test_a_line_that_is_no_opinion_is_passed_over(line: str, path: Path) -> None:
    first, last = given("a"), given("b")
    write(path, as_line(first), line, as_line(last))
    assert kept(path) == (first, last)


def test_bytes_that_are_no_text_spoil_their_own_line_only(path: Path) -> None:
    keep(given("a"), path)
    with path.open("ab") as file:
        file.write(b"\xff\xfe\x00\n")
    keep(given("b"), path)
    assert [entry.exchange for entry in kept(path)] == ["a", "b"]


@pytest.mark.parametrize("missing", [1, 2, 50])
def test_a_line_that_was_cut_off_does_not_take_the_next_one_with_it(missing: int, path: Path) -> None:
    keep(given("a"), path)
    keep(given("b"), path)
    path.write_bytes(path.read_bytes()[:-missing])
    keep(given("c"), path)
    whole = ["a", "b", "c"] if missing == 1 else ["a", "c"]  # the last byte is the line's end only
    assert [entry.exchange for entry in kept(path)] == whole


def test_a_long_reason_is_shortened_and_its_blanks_are_single() -> None:
    assert given(reason="  not\n\n what \t I asked ").reason == "not what I asked"
    assert given(reason="x" * LONGEST_REASON).reason == "x" * LONGEST_REASON
    assert given(reason="x" * (LONGEST_REASON + 1)).reason == "x" * LONGEST_REASON


def check_sentence(problem: BrokenError, *words: str) -> None:
    sentence = str(problem)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "Errno" not in sentence
    assert all(word in sentence for word in words)
    assert problem.__suppress_context__


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BrokenError) as caught:
        keep(given(), tmp_path / "file" / "feedback.jsonl")
    check_sentence(caught.value, "cannot be kept", str(tmp_path / "file"), "LESSONS_FEEDBACK_FILE")
    (tmp_path / "folder").mkdir()
    with pytest.raises(BrokenError) as caught:
        keep(given(), tmp_path / "folder")
    check_sentence(caught.value, "cannot be kept", "LESSONS_FEEDBACK_FILE")


def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BrokenError) as caught:
        kept(tmp_path)
    check_sentence(caught.value, str(tmp_path), "cannot be read")


def test_while_another_program_writes_nothing_is_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It waits its turn; here without patience, so that the test need not wait."""
    keep(given("a"), path)
    before = path.read_bytes()
    monkeypatch.setattr(feedback, "FileLock", lambda place, timeout: FileLock(place, timeout=0))
    with FileLock(f"{path}.lock"), ThreadPoolExecutor(1) as other, pytest.raises(BrokenError) as caught:
        other.submit(keep, given("b"), path).result()
    check_sentence(caught.value, "cannot be kept (Timeout)")
    assert path.read_bytes() == before
    keep(given("b"), path)
    assert [entry.exchange for entry in kept(path)] == ["a", "b"]


def keep_many(path: Path, writer: str) -> None:
    """One writer's opinions, each longer than a file's buffer."""
    for i in range(WRITTEN):
        keep(replace(given(f"{writer}-{i}"), question=writer * 20_000), path)


def check_all_kept(path: Path) -> None:
    entries = kept(path)
    assert {entry.exchange for entry in entries} == {f"{writer}-{i}" for writer in "ab" for i in range(WRITTEN)}
    assert all(entry.question == entry.exchange[0] * 20_000 for entry in entries)
    assert len(path.read_bytes().splitlines()) == 2 * WRITTEN


def test_two_threads_lose_nothing(path: Path) -> None:
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(partial(keep_many, path), "ab"))
    check_all_kept(path)


def test_two_processes_lose_nothing(path: Path) -> None:
    writers = [processes().Process(target=keep_many, args=(path, writer), daemon=True) for writer in "ab"]
    for process in writers:
        process.start()
    for process in writers:
        process.join(PATIENCE)
    assert [process.exitcode for process in writers] == [0, 0]
    check_all_kept(path)
