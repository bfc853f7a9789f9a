"""What the tests of index, build, embedding, command line and doctor share: one real index, tiny corpora, real processes.

Fixtures are taken over by an explicit import into a test module. Pytest then makes them anew for each module, so what is costly
is kept by a cached function of the session's folder.
"""

from __future__ import annotations

import functools
import hashlib
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

import numpy as np
import pytest

from lessons import encoders
from lessons.answers import Assistant
from lessons.build import build_index, refresh_index
from lessons.chunks import cut_chunks
from lessons.cli import main
from lessons.codebook import Codebook, load_codebook
from lessons.corpus import Corpus, load_corpus
from lessons.domain import Chunk, IndexBroken
from lessons.embedding import MiniLm, Vectors
from lessons.index import CURRENT, IndexFacts, current_build, open_index
from lessons.settings import PROJECT, Settings, load_settings
from lessons.structure import read_structure

PATIENCE = 240.0  # seconds; the first process of a fresh environment imports and compiles a great deal
PRELOADED = ["tests.index_fixtures", "lessons.build", "llama_index.vector_stores.chroma", "onnxruntime", "tokenizers"]
RUN_CLI = "from lessons.cli import main; main()"

PARAGRAPHS = (
    "Uncertainty over the future made local managers wary of change. They wished for time to let the pilots bed in.",
    "Funding came late. Staff could not be released from clinics to build the teams that the pilots needed.",
)


class WordHashes:
    """An encoder without a model: each word adds to one of 64 dimensions. Keeps what it was given to encode."""

    def __init__(self, pause: float = 0.0, name: str = "word-hashes", tell: Path | None = None) -> None:
        self.name = name
        self.pause = pause
        self.tell = tell
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str], advance: Callable[[int], None] | None = None) -> Vectors:
        if self.tell:
            self.tell.touch()
        vectors = np.zeros((len(texts), 64), dtype=np.float32)
        for i, text in enumerate(texts):
            for word in text.lower().split():
                vectors[i, hashlib.sha256(word.encode()).digest()[0] % 64] += 1
            time.sleep(self.pause)
            if advance:
                advance(1)
        self.encoded += texts
        unit: Vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        return unit


def write_corpus(folder: Path, *paragraphs: str, codebook: str = "") -> Path:
    """A corpus of one small text with one heading; without paragraphs, that of PARAGRAPHS."""
    folder.mkdir(parents=True, exist_ok=True)
    text = "FINDINGS\n\n" + "\n\n".join(paragraphs or PARAGRAPHS) + "\n"
    (folder / "study.txt").write_text(text, "utf-8")
    sha256 = hashlib.sha256((folder / "study.txt").read_bytes()).hexdigest()
    (folder / "manifest.toml").write_text(
        f"""
        [[documents]]
        id = "published"
        kind = "version"
        title = "A small study"
        label = "Published"
        status = "published version of record"
        licence = "not stated"
        file = "study.txt"
        sha256 = "{sha256}"
        layout = "manuscript"
        lines = [1, {text.count(chr(10))}]
        headings = [{{ heading = "FINDINGS", level = 1 }}]
        """,
        "utf-8",
    )
    if codebook:
        (folder / "codebook.toml").write_text(codebook, "utf-8")
    return folder


def read_corpus(folder: Path) -> tuple[Corpus, Codebook]:
    corpus = load_corpus(folder)
    return corpus, load_codebook(folder, corpus)


def chunks_of(corpus_folder: Path) -> tuple[Chunk, ...]:
    """The chunks that an index of that corpus has to hold."""
    return tuple(c for d in load_corpus(corpus_folder).documents for c in cut_chunks(read_structure(d)))


def build(index: Path, corpus_folder: Path, encoder: WordHashes | None = None, rebuild: bool = False) -> IndexFacts:
    """The real build of a small corpus with the encoder of hashed words."""
    return build_index(index, *read_corpus(corpus_folder), encoder or WordHashes(), rebuild=rebuild)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def wait_for(path: Path, process: ForkServerProcess | None = None) -> None:
    """Until a file is there; fails when that does not happen or the process that should make it is gone."""
    until = time.monotonic() + PATIENCE
    while not path.exists():
        assert time.monotonic() < until, f"{path.name} never came"
        assert process is None or process.is_alive() or path.exists(), f"the process ended before it made {path.name}"
        time.sleep(0.002)


@functools.cache
def processes() -> ForkServerContext:
    """Makes real processes quickly: a server that has the heavy imports done forks each of them."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def build_slowly(index: Path, corpus_folder: Path, pause: float, tell: Path) -> None:
    """For a process of its own: rebuild; ``tell`` appears when the first text is about to be encoded."""
    build(index, corpus_folder, WordHashes(pause, tell=tell), rebuild=True)


def build_watched(index: Path, corpus_folder: Path, at_step: Callable[[str], None]) -> None:
    """Rebuild, and call ``at_step`` before every operation on files that Python does inside the index folder."""
    root = f"{index}{os.sep}"
    inside = False

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal inside
        if inside or event not in ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree"):
            return
        if str(arguments[0]).startswith(root):
            inside = True
            names = [str(a).removeprefix(root) for a in arguments if str(a).startswith(root)]
            at_step(f"{event} {' '.join(names)}")
            inside = False

    sys.addaudithook(watch)
    build(index, corpus_folder, rebuild=True)


def build_and_copy_each_step(index: Path, corpus_folder: Path, copies: Path) -> None:
    """For a process of its own: keep a copy of the index folder as it stands before each operation on its files.

    That is what a kill at this moment leaves: what is still in the process's buffers is in neither.
    """
    copies.mkdir()
    steps: list[str] = []

    def copy(step: str) -> None:
        shutil.copytree(index, copies / f"{len(steps):03}", ignore=shutil.ignore_patterns("lock"))
        steps.append(step)

    build_watched(index, corpus_folder, copy)
    (copies / "steps").write_text("\n".join(steps), "utf-8")


def build_until(index: Path, corpus_folder: Path, step: str, tell: Path) -> None:
    """For a process of its own: rebuild, and stop for good just before the operation that begins with those words."""

    def stop(reached: str) -> None:
        if reached.startswith(step):
            tell.touch()
            time.sleep(10 * PATIENCE)

    build_watched(index, corpus_folder, stop)


def rebuild_in_turn(index: Path, corpora: Sequence[Path], times: int, done: Path) -> None:
    """For a process of its own: rebuild the index again and again, of one corpus after another."""
    for i in range(times):
        build(index, corpora[i % len(corpora)], rebuild=True)
    done.touch()


def run_lessons(*arguments: str, **settings: str | Path) -> subprocess.CompletedProcess[str]:
    """The command ``lessons`` as a shell runs it, in an interpreter of its own; settings become environment variables."""
    return run_python(RUN_CLI, *arguments, **settings)


def fork_lessons(*arguments: str, **settings: str | Path) -> subprocess.CompletedProcess[str]:
    """Like ``run_lessons`` in a tenth of the time: a real process too, whose imports are done already.

    The process leaves its exit code in a file: multiprocessing loses it (and says 255) where another thread starts a process in
    the moment in which this one ends.
    """
    with tempfile.TemporaryDirectory() as folder:
        out, err, code = (Path(folder, name) for name in ("out", "err", "code"))
        process = processes().Process(target=_run_main, args=(arguments, settings, out, err, code), daemon=True)
        process.start()
        process.join(4 * PATIENCE)
        assert process.exitcode is not None, f"lessons {arguments} did not end"
        words = out.read_bytes().decode("utf-8"), err.read_bytes().decode("utf-8")
        ended = int(code.read_text("utf-8")) if code.exists() else process.exitcode
        return subprocess.CompletedProcess(arguments, ended, *words)


def _run_main(arguments: Sequence[str], settings: dict[str, str | Path], out: Path, err: Path, code: Path) -> None:
    for name in [name for name in os.environ if name.startswith("LESSONS_")]:
        del os.environ[name]
    os.environ.update({name.upper(): str(value) for name, value in settings.items()})
    os.chdir(PROJECT)
    sys.argv = ["lessons", *arguments]
    for stream, path in ((1, out), (2, err)):
        file = os.open(path, os.O_WRONLY | os.O_CREAT)
        os.dup2(file, stream)
        os.close(file)
    sys.stdout, sys.stderr = open(1, "w", closefd=False), open(2, "w", closefd=False)  # noqa: SIM115  # for good
    try:
        main()
        sys.exit(0)
    except SystemExit as end:
        code.write_text(str(end.code or 0), "utf-8")
        raise


def run_python(code: str, *arguments: str, **settings: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LESSONS_")}
    environment |= {name.upper(): str(value) for name, value in settings.items()}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=4 * PATIENCE,
    )


@functools.cache
def workers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(2)


Run = Callable[[], "subprocess.CompletedProcess[str]"]


def start(run: Run) -> Future[subprocess.CompletedProcess[str]]:
    """Start a command now, to be looked at later: two at a time, for two cores."""
    return workers().submit(run)


@functools.cache
def _shared(base: Path) -> Settings:
    """Settings with a copy of the corpus (others may edit it meanwhile) and its real index.

    Vectors of texts that did not change are taken from the project's own index where there is one, as ``lessons index`` does;
    ``test_embedding.py`` holds that they are the model's.
    """
    folder = base / "shared"
    shutil.copytree(PROJECT / "corpus", folder / "corpus", copy_function=shutil.copyfile)
    settings = load_settings(corpus_dir=folder / "corpus", index_dir=folder / "index")
    try:
        own = current_build(PROJECT / ".index")
        shutil.copytree(own, settings.index_dir / own.name)
        (settings.index_dir / CURRENT).write_text(own.name, "utf-8")
        open_index(settings.index_dir)
    except (IndexBroken, OSError, shutil.Error):
        shutil.rmtree(settings.index_dir, ignore_errors=True)
    refresh_index(settings)
    return settings


@functools.cache
def _assistant(base: Path) -> Assistant:
    return Assistant.open(_shared(base))


@pytest.fixture(scope="session", name="shared")
def shared_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of the real corpus and its real index. Nobody writes there."""
    return _shared(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session", name="assistant")
def shared_assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant over the shared index."""
    return _assistant(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session", name="environment")
def shared_environment(shared: Settings) -> dict[str, Path]:
    """What a command needs in its environment to use the shared index."""
    return {"lessons_corpus_dir": shared.corpus_dir, "lessons_index_dir": shared.index_dir}


@functools.cache
def _model() -> MiniLm:
    return MiniLm()


@pytest.fixture(name="one_model")
def one_model_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real model, loaded once in a session instead of by everyone who opens it."""
    monkeypatch.setattr(encoders, "MiniLm", _model)


@pytest.fixture(name="small")
def small_corpus(tmp_path: Path) -> Path:
    """The folder of a tiny corpus."""
    return write_corpus(tmp_path / "small-corpus")


@pytest.fixture(name="other")
def other_corpus(tmp_path: Path) -> Path:
    """The folder of a tiny corpus that says one thing more."""
    return write_corpus(tmp_path / "other-corpus", *PARAGRAPHS, "Trust between organisations grew slowly.")
