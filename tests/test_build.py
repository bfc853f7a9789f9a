"""Building is safe: one builder at a time, a kill at any moment leaves a whole index, readers never see half of one."""

from __future__ import annotations

import signal
import sys
import time
from itertools import pairwise
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import numpy as np
import pytest
from tests.index_fixtures import (
    PARAGRAPHS,
    WordHashes,
    build,
    build_and_copy_each_step,
    build_slowly,
    build_until,
    chunks_of,
    other_corpus,
    processes,
    read_corpus,
    rebuild_in_turn,
    small_corpus,
    tree,
    wait_for,
    write_corpus,
)

from lessons import build as build_module
from lessons.codebook import fingerprint
from lessons.domain import ConfigurationError, CorpusError, IndexBroken, IndexBusy
from lessons.embedding import Vectors
from lessons.index import CURRENT, Index, current_build, open_index

FIXTURES = (small_corpus, other_corpus)

PAUSE = 0.02  # seconds a text: a build is then long enough to be killed in the midst of its encoding
MOMENTS = 12
# The operations around the swap, in their order; a build is stopped just before each of them and killed there.
STEPS = (
    "os.mkdir staging-",
    "open staging-",
    "os.rename staging-",
    "open current.new",
    "os.rename current.new",
    "shutil.rmtree build-",
)


def is_whole(index: Index, *corpora: Path) -> bool:
    """Whether an index is exactly that of one of the corpora, in every part."""
    expected = {fingerprint(*read_corpus(corpus), "word-hashes"): chunks_of(corpus) for corpus in corpora}
    chunks = expected[index.facts.fingerprint]
    vectors = WordHashes().encode([chunk.search_text for chunk in chunks])
    return (
        index.chunks == chunks and np.array_equal(index.vectors, vectors) and len(index.matches("time")) == len(chunks)
    )


def kill(process: ForkServerProcess) -> None:
    process.kill()
    process.join()
    assert process.exitcode == -signal.SIGKILL


def finish(process: ForkServerProcess) -> None:
    process.join(60)
    assert process.exitcode == 0


def test_a_second_builder_is_refused_in_a_plain_sentence_while_readers_go_on(
    tmp_path: Path, small: Path, other: Path
) -> None:
    index, tell = tmp_path / "index", tmp_path / "encoding"
    build(index, small)
    first = processes().Process(target=build_slowly, args=(index, other, 60.0, tell), daemon=True)
    first.start()
    wait_for(tell, first)
    before = tree(index)
    with pytest.raises(IndexBusy) as refusal:
        build(index, other)
    assert str(refusal.value) == "Another program is building the index: wait until it is done, then try again."
    assert refusal.value.exit_code == 3
    assert tree(index) == before
    assert is_whole(open_index(index), small)
    kill(first)
    build(index, other)  # the lock went with the process
    assert is_whole(open_index(index), other)


def test_a_build_killed_at_any_moment_leaves_the_old_index_or_the_new_one(
    tmp_path: Path, small: Path, other: Path
) -> None:
    """``kill -9`` at a dozen moments from the first text on to the swap; the next build always works."""
    index = tmp_path / "index"
    build(index, small)
    whole_time = _run_slow_build(index, other, tmp_path / "timed", None)
    assert whole_time is not None
    killed = left_staging = runs = 0
    old, new = other, small
    while killed < MOMENTS:
        assert is_whole(open_index(index), old)
        runs += 1
        if _run_slow_build(index, new, tmp_path / f"run-{runs}", whole_time * killed / MOMENTS) is None:
            killed += 1
            left_staging += bool(list(index.glob("staging-*")))
        else:
            whole_time *= 0.8  # it came through: the machine has become quicker
        assert is_whole(open_index(index), old, new)
        build(index, new)
        assert not list(index.glob("staging-*"))
        old, new = new, old
    assert left_staging >= MOMENTS // 2


def _run_slow_build(index: Path, corpus: Path, tell: Path, delay: float | None) -> float | None:
    """Build in another process and kill it that long after its first text; the seconds that it took where it came through."""
    process = processes().Process(target=build_slowly, args=(index, corpus, PAUSE, tell), daemon=True)
    process.start()
    wait_for(tell, process)
    began = time.monotonic()
    process.join(delay)
    process.kill()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)  # it may be done just when it is to be killed
    return time.monotonic() - began if process.exitcode == 0 else None


@pytest.mark.parametrize("step", STEPS)
def test_a_build_killed_around_the_swap_leaves_a_whole_index(
    tmp_path: Path, small: Path, other: Path, step: str
) -> None:
    index, tell = tmp_path / "index", tmp_path / "reached"
    build(index, small)
    build(index, small, rebuild=True)  # so that an older build is there to be removed
    process = processes().Process(target=build_until, args=(index, other, step, tell), daemon=True)
    process.start()
    wait_for(tell, process)
    with pytest.raises(IndexBusy):
        build(index, other)
    kill(process)
    pointed_at_new = step.startswith("shutil.rmtree")
    assert is_whole(open_index(index), other if pointed_at_new else small)
    build(index, other, rebuild=True)
    assert is_whole(open_index(index), other)
    left = {path.name.split("-")[0] for path in index.iterdir()}
    assert left == {"build", "current", "lock"}
    assert len(list(index.glob("build-*"))) <= 2


@pytest.mark.parametrize("had_one", [True, False], ids=["over an old index", "the first time"])
def test_every_single_state_that_a_build_passes_through_is_safe(
    tmp_path: Path, small: Path, other: Path, had_one: bool
) -> None:
    """A copy of the folder before each operation on its files, opened as a reader would find it after a kill there."""
    index, copies = tmp_path / "index", tmp_path / "copies"
    if had_one:
        build(index, small)
    else:
        index.mkdir()
    process = processes().Process(target=build_and_copy_each_step, args=(index, other, copies), daemon=True)
    process.start()
    finish(process)
    steps = (copies / "steps").read_text("utf-8").splitlines()
    assert len(steps) >= 15
    assert any(step.startswith("os.rename staging-") for step in steps)
    states = sorted(path for path in copies.iterdir() if path.is_dir())
    assert len(states) == len(steps)
    for state, step in zip(states, steps, strict=True):
        if had_one:
            assert is_whole(open_index(state), small, other), step
        elif (state / CURRENT).exists():
            assert is_whole(open_index(state), other), step
        else:
            with pytest.raises(IndexBroken, match="There is no index yet"):
                open_index(state)
    assert is_whole(open_index(index), other)
    for state in states[-3:]:
        build(state, other)
        assert is_whole(open_index(state), other)


def test_a_reader_never_sees_half_an_index_while_another_process_rebuilds(
    tmp_path: Path, small: Path, other: Path
) -> None:
    index, done = tmp_path / "index", tmp_path / "done"
    build(index, small)
    process = processes().Process(target=rebuild_in_turn, args=(index, (other, small), 5, done), daemon=True)
    process.start()
    seen: list[int] = []
    while not done.exists():
        assert process.is_alive() or done.exists()
        found = open_index(index)
        assert is_whole(found, small, other)
        seen.append(found.facts.chunks)
    finish(process)
    changes = sum(a != b for a, b in pairwise(seen))
    assert len(seen) >= 20
    assert changes >= 2
    assert is_whole(open_index(index), other)


def test_leftovers_of_killed_builds_are_cleared_even_when_nothing_is_to_do(tmp_path: Path, small: Path) -> None:
    index = tmp_path / "index"
    build(index, small)
    (index / "staging-deadbeef" / "chroma").mkdir(parents=True)
    (index / "staging-deadbeef" / "vectors.npy").write_bytes(b"half")
    before = current_build(index)
    build(index, small)
    assert current_build(index) == before
    assert not list(index.glob("staging-*"))


def test_only_the_build_in_use_and_the_one_before_are_kept(tmp_path: Path, small: Path) -> None:
    index = tmp_path / "index"
    names: list[str] = []
    for _ in range(4):
        build(index, small, rebuild=True)
        names.append(current_build(index).name)
    assert len(set(names)) == 4
    assert {path.name for path in index.glob("build-*")} == set(names[-2:])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="counts the process's open files in /proc")
def test_a_build_leaves_no_file_and_no_thread_behind(tmp_path: Path, small: Path) -> None:
    """The browser app builds in its own process and goes on living."""

    def held() -> tuple[int, int]:
        files = [link for link in Path("/proc/self/fd").iterdir() if _points_into(link, tmp_path)]
        return len(files), len(list(Path("/proc/self/task").iterdir()))

    build(tmp_path / "index", small)
    before = held()
    for _ in range(3):
        build(tmp_path / "index", small, rebuild=True)
    files, threads = held()
    assert files == 0
    assert threads <= before[1] + 2  # Chroma's pool may still be going home


def _points_into(link: Path, folder: Path) -> bool:
    try:
        return str(link.readlink()).startswith(str(folder))
    except OSError:
        return False


def test_what_chroma_did_not_keep_is_noticed_before_the_swap(
    tmp_path: Path, small: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store is read back; one vector that is another stops the build, and the old index stays in use."""
    index = tmp_path / "index"
    build(index, small)
    whole = build_module.read_store

    def read_with_a_fault(path: Path) -> dict[str, Vectors]:
        stored = whole(path)
        first = next(iter(stored))
        return {**stored, first: stored[first] + 0.01}

    monkeypatch.setattr(build_module, "read_store", read_with_a_fault)
    with pytest.raises(IndexBroken, match="could not be read back"):
        build(index, other)
    assert is_whole(open_index(index), small)


def test_a_failing_encoder_leaves_the_old_index(tmp_path: Path, small: Path, other: Path) -> None:
    class Failing(WordHashes):
        def encode(self, *_: object) -> Vectors:
            raise RuntimeError("the model broke")

    index = tmp_path / "index"
    build(index, small)
    with pytest.raises(RuntimeError, match="the model broke"):
        build(index, other, Failing())
    assert is_whole(open_index(index), small)
    build(index, other)
    assert is_whole(open_index(index), other)


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path, small: Path) -> None:
    (tmp_path / "index").write_text("a file stands where the folder should", "utf-8")
    with pytest.raises(IndexBroken) as refusal:
        build(tmp_path / "index", small)
    assert str(tmp_path / "index") in str(refusal.value)
    assert "LESSONS_INDEX_DIR" in str(refusal.value)


def test_a_corpus_without_text_is_refused_and_the_old_index_stays(tmp_path: Path, small: Path) -> None:
    index = tmp_path / "index"
    build(index, small)
    (small / "manifest.toml").write_text("documents = []", "utf-8")
    with pytest.raises((CorpusError, ConfigurationError), match=r"corpus|document"):
        build(index, small)
    assert open_index(index).facts.documents == 1


@pytest.mark.parametrize("count", [1, 40])
def test_a_corpus_of_any_size_is_indexed_whole(tmp_path: Path, count: int) -> None:
    paragraphs = [f"{PARAGRAPHS[0]} This is paragraph {number} of many." for number in range(count)]
    corpus = write_corpus(tmp_path / "corpus", *paragraphs)
    facts = build(tmp_path / "index", corpus)
    assert facts.chunks == len(chunks_of(corpus)) > count
    assert is_whole(open_index(tmp_path / "index"), corpus)
    assert len(build_module.read_store(current_build(tmp_path / "index") / build_module.STORE)) == facts.chunks
