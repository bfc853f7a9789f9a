"""Times indexing and answering beside the usual LlamaIndex recipe, in one process, with the same model and questions.

The usual recipe: SimpleDirectoryReader, SentenceSplitter as it comes, VectorStoreIndex on Chroma, a retriever of the top two.
It has no offline language model, so its time is that of retrieval alone, while ours is that of the whole verified answer.
Nothing here needs the network. Run it on a machine that has nothing else to do: ``make bench`` [``--json FILE``].
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import chromadb
import numpy as np
from chromadb.config import Settings as ChromaSettings
from evals.golden import load_golden
from llama_index.core import SimpleDirectoryReader, StorageContext, VectorStoreIndex
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.node_parser import SentenceSplitter
from llama_index.vector_stores.chroma import ChromaVectorStore

from lessons.answers import Assistant
from lessons.build import refresh_index
from lessons.embedding import MiniLm
from lessons.llama import OfflineEmbedding
from lessons.settings import Settings, load_settings

QUESTIONS = (
    "What got in the way of joint working?",
    "What helped organisations to work together?",
    "How did political uncertainty affect the pilots?",
    "Why was it hard to show savings?",
    "How were the pilots governed?",
    "What did managers say about sharing data?",
    "What did staff need to take part?",
    "How were clinicians won over?",
    "Give me two quotes about trust",
    "What did IT managers in the UEC pilot say?",
    "What are the key learning points?",
    "What should we do differently next time?",
    "How many people were interviewed?",
    "What was the aim of the MCP Vanguard?",
    "Were patients involved in the research?",
    "What are the limitations of the study?",
    "Who funded the study?",
    "What changed after peer review?",
    "Which drug worked best?",
    "What is the conclusion?",
)
COLD_QUESTION = QUESTIONS[0]
OURS, RECIPE = "assistant", "usual recipe"
COLLECTION = "recipe"
GOLDEN_SHARE, GOLDEN_TRIES = 5, 3
QUICK = 50  # milliseconds

Row = tuple[str, float, float | None, str]


def main() -> None:
    """Run all measurements and print them as a table."""
    options = _options()
    if options.cold_recipe:
        _recipe_retriever(options.cold_recipe, build=False).retrieve(COLD_QUESTION)
        return
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(index_dir=Path(folder, "index"))
        rows = [
            _bench_building(settings, Path(folder, "recipe")),
            *_bench_answering(settings, Path(folder, "recipe"), options.rounds),
            *_bench_golden(settings, Path(folder, "recipe")),
            _bench_cold_start(settings, Path(folder, "recipe"), options.cold_runs),
        ]
    _print(rows)
    if options.json:
        options.json.write_text(json.dumps(_as_json(rows), indent=2) + "\n", "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    parser.add_argument("--rounds", type=int, default=10, help="how often each question is asked (10)")
    parser.add_argument("--cold-runs", type=int, default=3, help="how many new processes are timed (3)")
    parser.add_argument("--cold-recipe", type=Path, help=argparse.SUPPRESS)  # what a new process of the recipe runs
    return parser.parse_args()


def _bench_building(settings: Settings, recipe: Path) -> Row:
    """The whole index from nothing. Ours also holds the codebook's questions, which the recipe has no counterpart for."""
    began = time.perf_counter()
    facts, _ = refresh_index(settings, rebuild=True)
    ours = time.perf_counter() - began
    began = time.perf_counter()
    _recipe_retriever(recipe, build=True)
    theirs = time.perf_counter() - began
    with_codebook = f"{facts.chunks} chunks and {facts.questions} questions against {_recipe_size(recipe)} chunks"
    return "index build, s", ours, theirs, with_codebook


def _bench_answering(settings: Settings, recipe: Path, rounds: int) -> list[Row]:
    """Each question in turn to ours and to the recipe, so that both meet the machine in the same state."""
    assistant, retriever = Assistant.open(settings), _recipe_retriever(recipe, build=False)
    for question in QUESTIONS:
        assistant.answer(question)
        retriever.retrieve(question)
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(rounds):
        assistant.forget()  # a question that was just answered would only be remembered
        for question in QUESTIONS:
            ours.append(_milliseconds(partial(assistant.answer, question)))
            theirs.append(_milliseconds(partial(retriever.retrieve, question)))
    how = f"{len(ours)} answers with verified citations against {len(theirs)} retrievals"
    return [
        ("warm answer, median ms", float(np.median(ours)), float(np.median(theirs)), how),
        ("warm answer, p95 ms", float(np.percentile(ours, 95)), float(np.percentile(theirs, 95)), how),
    ]


def _bench_golden(settings: Settings, recipe: Path) -> list[Row]:
    """A share of the golden questions, follow-ups behind their conversations; the least of a few times each, because another
    process may have had the machine meanwhile.
    """
    assistant, retriever = Assistant.open(settings), _recipe_retriever(recipe, build=False)
    ours: list[float] = []
    theirs: list[float] = []
    for entry in load_golden()[::GOLDEN_SHARE]:
        question, history = entry["question"], entry["history"]
        times = []
        for _ in range(GOLDEN_TRIES):
            assistant.forget()
            if history:
                assistant.answer(history[-1], history[:-1])
            times.append(_milliseconds(partial(assistant.answer, question, history)))
        ours.append(min(times))
        theirs.append(min(_milliseconds(partial(retriever.retrieve, question)) for _ in range(GOLDEN_TRIES)))
    quick = sum(time <= QUICK for time in ours)
    how = f"{len(ours)} golden questions, {quick} of ours within {QUICK} ms"
    return [
        (f"golden, {name} ms", float(np.percentile(ours, share)), float(np.percentile(theirs, share)), how)
        for name, share in (("median", 50), ("p95", 95), ("most", 100))
    ]


def _bench_cold_start(settings: Settings, recipe: Path, runs: int) -> Row:
    """From the start of a new process to the end of its one answer; the index is there already."""
    ask = [sys.executable, "-c", "from lessons.cli import main; main()", "ask", COLD_QUESTION, "--json"]
    usual = [sys.executable, __file__, "--cold-recipe", str(recipe)]
    environment = {**os.environ, "LESSONS_INDEX_DIR": str(settings.index_dir)}
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(runs):
        for command, times in ((ask, ours), (usual, theirs)):
            run = partial(subprocess.run, command, env=environment, stdout=subprocess.DEVNULL, check=True)
            times.append(_milliseconds(run))
    how = f"one question in a new process, median of {runs}"
    return "cold start, s", float(np.median(ours)) / 1000, float(np.median(theirs)) / 1000, how


def _recipe_retriever(folder: Path, build: bool) -> BaseRetriever:
    client = chromadb.PersistentClient(str(folder), ChromaSettings(anonymized_telemetry=False))
    collection = client.get_or_create_collection(COLLECTION, embedding_function=None)
    store = ChromaVectorStore(chroma_collection=collection)
    model = OfflineEmbedding(MiniLm())
    if not build:
        return VectorStoreIndex.from_vector_store(store, embed_model=model).as_retriever(similarity_top_k=2)
    documents = SimpleDirectoryReader(str(load_settings().corpus_dir), required_exts=[".txt"]).load_data()
    index = VectorStoreIndex.from_documents(
        documents,
        storage_context=StorageContext.from_defaults(vector_store=store),
        transformations=[SentenceSplitter()],
        embed_model=model,
    )
    return index.as_retriever(similarity_top_k=2)


def _recipe_size(folder: Path) -> int:
    client = chromadb.PersistentClient(str(folder), ChromaSettings(anonymized_telemetry=False))
    return int(client.get_collection(COLLECTION, embedding_function=None).count())


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _print(rows: Sequence[Row]) -> None:
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}\n")
    print(f"{'':24}{OURS:>14}{RECIPE:>14}{'ratio':>8}")
    for name, ours, theirs, how in rows:
        other = f"{theirs:14.2f}{ours / theirs:8.2f}" if theirs else ""
        print(f"{name:24}{ours:14.2f}{other}   {how}")


def _as_json(rows: Sequence[Row]) -> dict[str, object]:
    return {
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "measurements": [
            {"name": name, OURS: ours, RECIPE: theirs, "ratio": ours / theirs if theirs else None, "of": how}
            for name, ours, theirs, how in rows
        ],
    }


if __name__ == "__main__":
    main()
