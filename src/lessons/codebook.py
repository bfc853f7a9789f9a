"""The qualitative coding of the corpus: codes that point at passages, everyday words, and the questions they answer.

``corpus/codebook.toml`` is our own work about the customer's documents. It helps to find passages and is never shown as if the
study had said it. Every passage in it is checked against the reading text when it is loaded.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lessons.corpus import Corpus
from lessons.domain import ConfigurationError, Span

FILE = "codebook.toml"
REVISION = "revision"  # the type of codes about differences between versions
LAYOUT = 8  # of the index's files; raise it when they change
CUTTING = 4  # of the chunks; raise it when they are cut in another way


@dataclass(frozen=True, slots=True)
class CodedPassage:
    """A stretch of a document that a code points at."""

    document: str
    span: Span


@dataclass(frozen=True, slots=True)
class Code:
    """One idea of the study: what kind of thing it is, where it stands, how people ask for it.

    ``type`` is barrier, enabler, recommendation, finding, context, method, limitation, fact, revision or front-matter.
    ``note`` says of a revision what changed, in our words. ``joined`` are the themes that a learning point belongs to, ``voices``
    the participants' quotes that carry it: none where we found that no quote speaks to it, None where that was not coded.
    """

    id: str
    type: str
    theme: int | None
    pilots: tuple[str, ...]
    passages: tuple[CodedPassage, ...]
    synonyms: tuple[str, ...]
    questions: tuple[str, ...]
    note: str = ""
    joined: tuple[int, ...] = ()
    voices: tuple[CodedPassage, ...] | None = None


@dataclass(frozen=True, slots=True)
class Codebook:
    """All codes, questions that the corpus does not answer, questions to offer, and everyday words for the study's."""

    codes: tuple[Code, ...] = ()
    out_of_scope: tuple[str, ...] = ()
    suggestions: frozenset[str] = frozenset()
    everyday: dict[str, str] | None = None
    sha256: str = ""

    @property
    def questions(self) -> tuple[tuple[str, int], ...]:
        """Every question with the position of its code; -1 for those that the corpus does not answer."""
        coded = [(question, i) for i, code in enumerate(self.codes) for question in code.questions]
        return (*coded, *((question, -1) for question in self.out_of_scope))


def load_codebook(folder: Path, corpus: Corpus) -> Codebook:
    """The codebook of a corpus folder, empty where there is none; raises ConfigurationError where a passage is not real."""
    path = folder / FILE
    if not path.is_file():
        return Codebook()
    try:
        entries = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise ConfigurationError(
            f"{FILE} cannot be read ({problem}): mend it or put it back from the release."
        ) from None
    return Codebook(
        codes=tuple(_code(entry, corpus) for entry in entries.get("codes", [])),
        out_of_scope=tuple(entries.get("out_of_scope", {}).get("questions", ())),
        suggestions=frozenset(entries.get("suggestions", {}).get("questions", ())),
        everyday=dict(entries.get("everyday", {})),
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
    )


def _code(entry: dict[str, Any], corpus: Corpus) -> Code:
    missing = [key for key in ("id", "type", "passages", "questions") if not entry.get(key)]
    if missing:
        named = f"“{entry['id']}”" if entry.get("id") else "without an id"
        raise ConfigurationError(f"The code {named} has no {' and no '.join(missing)}: mend {FILE}.")
    return Code(
        id=entry["id"],
        type=entry["type"],
        theme=entry.get("theme"),
        pilots=tuple(entry.get("pilots", ())),
        passages=tuple(_passages(entry["id"], entry["passages"], corpus)),
        synonyms=tuple(entry.get("synonyms", ())),
        questions=tuple(entry["questions"]),
        note=entry.get("note", ""),
        joined=tuple(entry.get("joined", ())),
        voices=tuple(_passages(entry["id"], entry["voices"], corpus)) if "voices" in entry else None,
    )


def _passages(code: str, passages: Iterable[dict[str, str]], corpus: Corpus) -> Iterable[CodedPassage]:
    """Where the words stand, in every place: the conclusions are printed twice."""
    for passage in passages:
        document, words = passage.get("document", ""), passage.get("text", "")
        text = next((d.text for d in corpus.documents if d.id == document), "")
        places = [match.start() for match in re.finditer(re.escape(words), text)] if words.strip() else []
        if not places:
            raise ConfigurationError(
                f"The code “{code}” points at words that do not stand in “{document}”: mend {FILE}."
            )
        yield from (CodedPassage(document, Span(at, at + len(words))) for at in places)


def fingerprint(corpus: Corpus, codebook: Codebook, model: str) -> str:
    """What decides whether an index is still good: the documents' words, how they are cut, the codebook, the model."""
    parts = [f"layout {LAYOUT}, cutting {CUTTING}", model, codebook.sha256]
    parts += [
        f"{d.id} {d.sha256} {hashlib.sha256(f'{d.text}{d.headings!r}'.encode()).hexdigest()}" for d in corpus.documents
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
