"""Reads ``corpus/manifest.toml`` and the files that it names: checked hashes, one ``Document`` for each text."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lessons.domain import ConfigurationError, CorpusError, Document, Heading, Kind, UnreadableDocument
from lessons.furniture import cut, find_furniture
from lessons.pdf import read_pdf
from lessons.reading import TableLayout, mark_pages, reflow

MANIFEST = "manifest.toml"


@dataclass(frozen=True, slots=True)
class Corpus:
    """The documents that can be read, and a sentence about each added one that cannot."""

    documents: tuple[Document, ...]
    problems: tuple[str, ...] = field(default=())

    def document(self, document_id: str) -> Document:
        """The document of that id; raises ConfigurationError where there is none."""
        found = next((d for d in self.documents if d.id == document_id), None)
        if found is None:
            names = ", ".join(d.id for d in self.documents)
            raise ConfigurationError(f"There is no document “{document_id}”. These are here: {names}.")
        return found

    @property
    def versions(self) -> tuple[Document, ...]:
        """The versions of the study, the published one first."""
        return tuple(d for d in self.documents if d.kind == Kind.VERSION)


def load_corpus(folder: Path) -> Corpus:
    """Read every document of the folder: those of the manifest, then the PDFs that users put beside them.

    Raises CorpusError when a manifest's file is missing or altered. An added PDF that cannot be read becomes a problem in
    words; the others are still there.
    """
    entries = _manifest(folder / MANIFEST)
    documents = [_read_entry(folder, entry) for entry in entries]
    problems: list[str] = []
    named = {entry["file"] for entry in entries}
    for path in sorted(folder.glob("*.pdf")):
        if path.name in named:
            continue
        try:
            documents.append(read_added_pdf(path))
        except UnreadableDocument as problem:
            problems.append(str(problem))
    return Corpus(tuple(documents), tuple(problems))


def read_added_pdf(path: Path) -> Document:
    """A PDF that a user added, as a document of its own; raises UnreadableDocument with one plain sentence."""
    lines: list[str] = []
    pages: list[tuple[int, int, int | None]] = []
    for page in read_pdf(path):
        if page.lines:
            pages.append((page.number, len(lines) + 1, None))
            lines += page.lines
    text, spans = reflow(mark_pages(lines, pages))
    return Document(
        id=f"added-{path.stem.lower().replace(' ', '-')}",
        title=path.stem.replace("-", " ").replace("_", " "),
        label=path.stem,
        kind=Kind.ADDED,
        status="added by a user, not part of the study",
        text=text,
        file=path.name,
        sha256=_sha256(path),
        pages=spans,
    )


def _manifest(path: Path) -> list[dict[str, Any]]:
    try:
        entries: list[dict[str, Any]] = tomllib.loads(path.read_text("utf-8"))["documents"]
    except FileNotFoundError:
        raise CorpusError(
            f"The corpus has no {MANIFEST}: put the folder “{path.parent.name}” back from the release."
        ) from None
    except (tomllib.TOMLDecodeError, KeyError, UnicodeDecodeError) as problem:
        raise ConfigurationError(
            f"{path.name} cannot be read ({problem}): mend it or put it back from the release."
        ) from None
    return entries


def _read_entry(folder: Path, entry: dict[str, Any]) -> Document:
    try:
        return _document(folder, entry)
    except KeyError as missing:
        raise ConfigurationError(
            f"{MANIFEST} leaves out {missing} of “{entry.get('id', '?')}”: mend it or put it back from the release."
        ) from None


def _document(folder: Path, entry: dict[str, Any]) -> Document:
    source, first = _source_part(folder, entry)
    declared = [(f["lines"][0] - first + 1, f["lines"][1] - first + 1, f["reason"]) for f in entry.get("furniture", [])]
    furniture = find_furniture(source, entry["layout"], declared)
    pages = [(p["number"], p["lines"][0] - first + 1, p["lines"][1] - first + 1) for p in entry.get("pages", [])]
    headings = tuple(_heading(h) for h in entry.get("headings", []))
    lines = mark_pages(cut(source, furniture).split("\n"), pages)
    tables = [_table_layout(t, first) for t in entry.get("tables", [])]
    text, spans = reflow(lines, headings, tables, typeset=entry["layout"] == "typeset")
    return Document(
        **{key: entry[key] for key in ("id", "title", "label", "status", "file", "sha256", "licence")},
        **{key: entry.get(key, "") for key in ("date", "manuscript_number", "doi", "journal_reference")},
        kind=Kind(entry["kind"]),
        authors=tuple(entry.get("authors", ())),
        text=text,
        pages=spans,
        furniture=furniture,
        headings=headings,
    )


def _source_part(folder: Path, entry: dict[str, Any]) -> tuple[str, int]:
    path = folder / entry["file"]
    if not path.is_file():
        raise CorpusError(f"The source file {entry['file']} is missing: put it back into the folder “{folder.name}”.")
    if _sha256(path) != entry["sha256"]:
        raise CorpusError(f"The source file {entry['file']} was altered: put the original back, then index again.")
    first, last = entry["lines"]
    lines: Sequence[str] = path.read_text("utf-8").split("\n")
    return "\n".join(lines[first - 1 : last]), first


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _heading(entry: dict[str, Any]) -> Heading:
    return Heading(
        text=entry["heading"],
        level=entry.get("level", 1),
        theme=entry.get("theme"),
        title=entry.get("title", ""),
        parts=tuple(entry.get("parts", ())),
        run_in=entry.get("run_in", False),
    )


def _table_layout(entry: dict[str, Any], first: int) -> TableLayout:
    begins, ends = entry["lines"]
    rows = tuple(tuple(row) for row in entry["rows"])
    return TableLayout(begins - first + 1, ends - first + 1, entry["caption"], rows, entry.get("note", ""))
