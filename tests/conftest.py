"""What the tests share: the real corpus, read once, its raw source parts, and a copy that a test may tamper with."""

from __future__ import annotations

import shutil
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from lessons.corpus import Corpus, load_corpus
from lessons.domain import Structure
from lessons.packs.study import Study, load_study
from lessons.structure import read_structure

SPEAKS_TO_MODELS = all(find_spec(name) for name in ("xllamacpp", "llama_index.llms", "openai"))

# Files whose tests take longest. They go first, so that no worker is left with one of them when the others are done.
LONG = frozenset(
    f"test_{name}.py" for name in ("answers", "app", "claims", "defects", "engines", "follow_ups", "hostile", "offline")
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, which xdist would give out last where they hold few tests."""
    items.sort(key=lambda item: item.path.name not in LONG)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what is marked "llm" where the extra is not installed."""
    if item.get_closest_marker("llm") and not SPEAKS_TO_MODELS:
        pytest.skip("the extra “llm” is not installed")


@pytest.fixture(scope="session")
def corpus_folder() -> Path:
    """The corpus that the product ships with."""
    return Path(__file__).resolve().parents[1] / "corpus"


@pytest.fixture(scope="session")
def manifest(corpus_folder: Path) -> dict[str, dict[str, Any]]:
    """The entries of the manifest by their ids, read without the package."""
    entries = tomllib.loads((corpus_folder / "manifest.toml").read_text("utf-8"))["documents"]
    return {entry["id"]: entry for entry in entries}


@pytest.fixture(scope="session")
def sources(corpus_folder: Path, manifest: dict[str, dict[str, Any]]) -> dict[str, str]:
    """The raw source part of each document: the lines of its file that the manifest names, read without the package."""
    parts: dict[str, str] = {}
    for document_id, entry in manifest.items():
        lines = (corpus_folder / entry["file"]).read_bytes().decode("utf-8").split("\n")
        parts[document_id] = "\n".join(lines[entry["lines"][0] - 1 : entry["lines"][1]])
    return parts


@pytest.fixture(scope="session")
def corpus(corpus_folder: Path) -> Corpus:
    """The documents of the real corpus."""
    return load_corpus(corpus_folder)


@pytest.fixture(scope="session")
def structures(corpus: Corpus) -> dict[str, Structure]:
    """The structure of each document of the real corpus by its id."""
    return {document.id: read_structure(document) for document in corpus.documents}


@pytest.fixture(scope="session")
def study(corpus_folder: Path) -> Study:
    """What packs are made from: the real corpus with our material about it."""
    return load_study(corpus_folder)


@pytest.fixture
def corpus_copy(corpus_folder: Path, tmp_path: Path) -> Path:
    """A copy of the corpus folder that a test may tamper with."""
    folder = tmp_path / "corpus"
    shutil.copytree(corpus_folder, folder)
    for path in folder.iterdir():
        path.chmod(0o644)
    return folder


@pytest.fixture(scope="session", autouse=True)
def one_look_for_components() -> Iterator[None]:
    """AppTest looks through the metadata of every installed package each time that a page runs; that they stay is known."""
    with pytest.MonkeyPatch.context() as patch:
        if "streamlit" in sys.modules:
            from streamlit.components.v2 import manifest_scanner

            found = cache(manifest_scanner.scan_component_manifests)
            patch.setattr(manifest_scanner, "scan_component_manifests", found)
        yield


@pytest.fixture(autouse=True)
def keep_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppTest puts the page's script in the place of the main module, which processes that a test forks would run again."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
