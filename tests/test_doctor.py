"""The doctor finds a healthy set-up healthy, and of a sick one says which thing is wrong and what mends it."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.index_fixtures import one_model_for_all, shared_assistant, shared_settings, write_corpus

from lessons import codebook, embedding, library
from lessons.answers import Assistant
from lessons.doctor import Check, examine
from lessons.engines.prompts import Prompt
from lessons.engines.writer import Failure, WriterFailed
from lessons.index import VECTORS, current_build
from lessons.pages.data_flow import where_words_go
from lessons.settings import Settings

FIXTURES = (shared_settings, shared_assistant, one_model_for_all)


def faults(settings: Settings) -> dict[str, str]:
    return {check.name: check.found for check in examine(settings) if not check.good}


def found(settings: Settings) -> dict[str, Check]:
    return {check.name: check for check in examine(settings)}


@pytest.fixture
def one_library(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read of the shared corpus and index, for tests that look at something else."""
    monkeypatch.setattr(codebook, "load_codebook", lambda *_: assistant.library.codebook)
    monkeypatch.setattr(library, "open_library", lambda *_: assistant.library)


def test_a_healthy_setup_is_found_good_in_everything(shared: Settings) -> None:
    checks = examine(shared)
    assert [check.name for check in checks] == ["corpus", "model", "index", "engine", "port"]
    assert all(check.good for check in checks), checks
    said = found(shared)
    assert "5 documents" in said["corpus"].found
    assert embedding.MODEL_SHA256[:12] in said["model"].found
    assert "up to date" in said["index"].found


@pytest.mark.usefixtures("one_model")
def test_a_missing_index_is_named_with_its_mend(shared: Settings, tmp_path: Path) -> None:
    settings = shared.model_copy(update={"index_dir": tmp_path / "none"})
    assert faults(settings) == {"index": "There is no index yet: run “lessons index”."}


@pytest.mark.usefixtures("one_model")
def test_a_damaged_index_is_named_with_its_mend(shared: Settings, tmp_path: Path) -> None:
    settings = shared.model_copy(update={"index_dir": tmp_path / "index"})
    shutil.copytree(shared.index_dir, settings.index_dir)
    vectors = current_build(settings.index_dir) / VECTORS
    vectors.write_bytes(vectors.read_bytes()[:-4])
    assert faults(settings) == {"index": "The index is damaged: run “lessons index --rebuild”."}


@pytest.mark.usefixtures("one_model")
def test_a_stale_index_is_named_with_its_mend(shared: Settings, tmp_path: Path) -> None:
    settings = shared.model_copy(update={"corpus_dir": write_corpus(tmp_path / "corpus")})
    assert faults(settings) == {"index": "The index is out of date: run “lessons index”."}


@pytest.mark.usefixtures("one_model")
def test_an_altered_source_is_named(shared: Settings, corpus_copy: Path) -> None:
    source = next(corpus_copy.glob("003*.txt"))
    source.write_bytes(source.read_bytes() + b" ")
    wrong = faults(shared.model_copy(update={"corpus_dir": corpus_copy}))
    assert set(wrong) == {"corpus", "index"}
    assert source.name in wrong["corpus"]
    assert "altered" in wrong["corpus"]


@pytest.mark.usefixtures("one_model")
def test_a_missing_source_is_named(shared: Settings, corpus_copy: Path) -> None:
    source = next(corpus_copy.glob("000*.txt"))
    source.unlink()
    wrong = faults(shared.model_copy(update={"corpus_dir": corpus_copy}))
    assert f"{source.name} is missing" in wrong["corpus"]


@pytest.mark.usefixtures("one_model")
def test_a_code_that_points_at_words_that_are_not_there_is_named(shared: Settings, corpus_copy: Path) -> None:
    codebook = corpus_copy / "codebook.toml"
    said = "This is the only regional study to explore factors"
    codebook.write_text(codebook.read_text("utf-8").replace(said, "This is the best study of all", 1), "utf-8")
    wrong = faults(shared.model_copy(update={"corpus_dir": corpus_copy}))
    assert "points at words that do not stand in “published”" in wrong["corpus"]


def test_a_missing_model_package_is_named_with_its_mend(shared: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "MODEL", ("a-package-that-nobody-installed", "model.onnx"))
    wrong = faults(shared)
    assert set(wrong) == {"model", "index"}
    assert wrong["model"] == "The model file model.onnx is missing: run “make install” again."


def test_an_unknown_embedding_is_named(shared: Settings) -> None:
    wrong = faults(shared.model_copy(update={"embedding": "nonsense"}))
    assert "“nonsense” is not known" in wrong["model"]


@pytest.mark.usefixtures("one_model", "one_library")
def test_a_port_in_use_is_said_and_is_no_fault(shared: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = int(taken.getsockname()[1])
        check = found(shared.model_copy(update={"port": port}))["port"]
    assert check.good
    assert f"{port} is in use" in check.found


def test_what_nobody_thought_of_is_a_finding_and_not_a_crash(shared: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one command that must not fail is the one that says what fails."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no such\ninstruction")

    monkeypatch.setattr("onnxruntime.InferenceSession", fail)
    checks = found(shared)
    assert [name for name, check in checks.items() if not check.good] == ["model", "index"]
    assert "RuntimeError" in checks["model"].found
    assert "\n" not in checks["model"].found


class Pen:
    """Stands in for a model."""

    name, host, room = "pen", "models.example.org", 1000

    def __init__(self, *pieces: str | Failure) -> None:
        self.pieces = pieces

    def prepare(self) -> None:
        pass

    def write(self, prompt: Prompt) -> Iterator[str]:
        assert prompt.passages
        for piece in self.pieces:
            if isinstance(piece, Failure):
                raise WriterFailed(piece)
            yield piece


@pytest.fixture
def engine(shared: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Check]:
    def look(*pieces: str | Failure, url: str = "https://models.example.org/v1") -> Check:
        monkeypatch.setattr("lessons.doctor.open_writer", lambda settings, name: Pen(*pieces))
        return found(shared.model_copy(update={"engine": "endpoint", "engine_url": url}))["engine"]

    return look


WHERE = "endpoint. Answers are written by pen at models.example.org. Questions and passages are sent there."


@pytest.mark.usefixtures("one_model", "one_library")
@pytest.mark.parametrize("reply", ['{"sentences": [{"text": "Most felt so.", "passages": [1]}', '{"sentences": []}'])
def test_a_model_that_answers_is_named_with_where_words_go(reply: str, engine: Callable[..., Check]) -> None:
    assert engine("", reply) == Check("engine", True, f"{WHERE} It answers.")


@pytest.mark.llm
@pytest.mark.usefixtures("one_model", "one_library")
def test_an_endpoint_on_this_computer_is_named_in_the_words_of_the_page(shared: Settings) -> None:
    """Nothing listens at port 9, which is said behind it."""
    more = {"engine": "endpoint", "engine_url": "http://127.0.0.1:9/v1", "engine_model": "some/model"}
    settings = shared.model_copy(update=more)
    said = where_words_go(settings)
    assert "some/model at 127.0.0.1:9" in said
    assert found(settings)["engine"].found.startswith(f"endpoint. {said} The model cannot be reached: ")


@pytest.mark.usefixtures("one_model", "one_library")
def test_words_that_are_sent_without_encryption_are_said_so(engine: Callable[..., Check]) -> None:
    assert "without encryption" in engine('{"sentences": []}', url="http://models.example.org/v1").found


@pytest.mark.usefixtures("one_model", "one_library")
@pytest.mark.parametrize(
    ("failure", "mend"),
    [
        (Failure.KEY, "LESSONS_ENGINE_KEY"),
        (Failure.MODEL, "LESSONS_ENGINE_MODEL"),
        (Failure.UNREACHABLE, "LESSONS_ENGINE_URL"),
        (Failure.SLOW, "LESSONS_ENGINE_TIMEOUT"),
        (Failure.SERVER, "try again"),
    ],
)
def test_a_model_that_fails_is_a_fault_with_its_mend(failure: Failure, mend: str, engine: Callable[..., Check]) -> None:
    check = engine(failure)
    assert not check.good
    assert check.found.startswith(WHERE)
    assert mend in check.found


@pytest.mark.usefixtures("one_model", "one_library")
def test_a_model_that_writes_something_else_is_a_fault(engine: Callable[..., Check]) -> None:
    check = engine("I am a teapot.")
    assert (check.good, "teapot" in check.found) == (False, False)


@pytest.mark.usefixtures("one_model", "one_library")
def test_an_endpoint_without_an_address_is_a_fault(shared: Settings) -> None:
    check = found(shared.model_copy(update={"engine": "endpoint"}))["engine"]
    assert not check.good
    assert "LESSONS_ENGINE_URL" in check.found
