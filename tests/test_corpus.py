from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lessons.build import refresh_index
from lessons.corpus import Corpus, load_corpus
from lessons.domain import ConfigurationError, CorpusError, Kind, Structure
from lessons.settings import load_settings

# The two files as the customer handed them over; the numbers were taken from the hand-over folder, not from the manifest.
RECEIVED = {
    "000_797817d61329c19d.txt": (87_274, "4dd949e4733e241167c3e405e28b498ccdf21a30a112bbe6cf2883e0a4b53697"),
    "003_77bd2dec26be0add.txt": (35_607, "a737fa04ee16aa9aca1f5b0d9ab7574be0f180820f3cf389f183c068925c91e9"),
}
PUBLISHED = "003_77bd2dec26be0add.txt"
MANUSCRIPTS = "000_797817d61329c19d.txt"


@pytest.mark.parametrize("name", RECEIVED)
def test_a_source_file_is_byte_for_byte_the_one_received(corpus_folder: Path, name: str) -> None:
    content = (corpus_folder / name).read_bytes()
    assert (len(content), hashlib.sha256(content).hexdigest()) == RECEIVED[name]


def test_the_manifest_names_the_received_files_with_their_hashes(manifest: dict[str, dict[str, Any]]) -> None:
    named = {(entry["file"], entry["sha256"]) for entry in manifest.values()}
    assert named == {(name, sha256) for name, (_, sha256) in RECEIVED.items()}


@pytest.mark.parametrize("name", RECEIVED)
def test_every_line_of_a_source_belongs_to_exactly_one_document(
    corpus_folder: Path, manifest: dict[str, dict[str, Any]], name: str
) -> None:
    lines = (corpus_folder / name).read_bytes().decode("utf-8").split("\n")
    owners = [0] * (len(lines) + 1)
    for entry in manifest.values():
        if entry["file"] == name:
            assert 1 <= entry["lines"][0] <= entry["lines"][1] <= len(lines)
            for number in range(entry["lines"][0], entry["lines"][1] + 1):
                owners[number] += 1
    assert max(owners) == 1
    assert [line for number, line in enumerate(lines, start=1) if not owners[number] and line.strip()] == []


def test_the_corpus_holds_the_three_versions_the_cover_page_and_the_checklist(corpus: Corpus) -> None:
    assert [(d.id, d.kind) for d in corpus.documents] == [
        ("published", Kind.VERSION),
        ("r1", Kind.VERSION),
        ("submitted", Kind.VERSION),
        ("cover", Kind.COVER),
        ("checklist", Kind.CHECKLIST),
    ]
    assert [d.id for d in corpus.versions] == ["published", "r1", "submitted"]
    assert corpus.problems == ()


@pytest.mark.parametrize(
    ("document", "date", "manuscript", "doi", "status"),
    [
        ("published", "2019-11-03", "", "10.1136/bmjopen-2019-032107", "published version of record"),
        ("r1", "2019-08-20", "bmjopen-2019-032107.R1", "", "revision after peer review, not the version of record"),
        ("submitted", "2019-06-04", "bmjopen-2019-032107", "", "submitted manuscript, not the version of record"),
    ],
)
def test_a_version_says_what_it_is(
    corpus: Corpus, document: str, date: str, manuscript: str, doi: str, status: str
) -> None:
    found = corpus.document(document)
    assert (found.date, found.manuscript_number, found.doi, found.status) == (date, manuscript, doi, status)


def test_the_licence_is_not_guessed(corpus: Corpus) -> None:
    assert {d.licence for d in corpus.documents} == {"not stated in the text supplied"}


def test_an_unknown_document_is_named_with_those_that_are_there(corpus: Corpus) -> None:
    with pytest.raises(ConfigurationError, match=r"“final”.*published, r1, submitted"):
        corpus.document("final")


@pytest.mark.parametrize(
    ("name", "tampering"),
    [
        (PUBLISHED, lambda content: content.replace(b"were not involved", b"were involved")),
        (MANUSCRIPTS, lambda content: content.replace(b"Senior Manager 14", b"Senior Manager 15", 1)),
        (PUBLISHED, lambda content: content + b"\n"),
        (MANUSCRIPTS, lambda content: content.replace(b"\n", b"\r\n")),
        (PUBLISHED, lambda _: b""),
    ],
    ids=["dropped negation", "other speaker", "one line break more", "other line ends", "emptied"],
)
def test_a_file_whose_hash_differs_is_refused_by_name(
    corpus_copy: Path, name: str, tampering: Callable[[bytes], bytes]
) -> None:
    path = corpus_copy / name
    path.write_bytes(tampering(path.read_bytes()))
    with pytest.raises(CorpusError, match=f"{re.escape(name)} was altered") as refused:
        load_corpus(corpus_copy)
    other = next(n for n in RECEIVED if n != name)
    assert other not in str(refused.value)


def test_the_index_is_not_built_from_an_altered_file(corpus_copy: Path, tmp_path: Path) -> None:
    path = corpus_copy / PUBLISHED
    path.write_bytes(path.read_bytes().replace(b"were not involved", b"were involved"))
    index = tmp_path / "index"
    with pytest.raises(CorpusError, match=re.escape(PUBLISHED)):
        refresh_index(load_settings(corpus_dir=corpus_copy, index_dir=index))
    assert not index.exists()


@pytest.mark.parametrize("name", RECEIVED)
def test_a_missing_file_is_named(corpus_copy: Path, name: str) -> None:
    (corpus_copy / name).unlink()
    with pytest.raises(CorpusError, match=f"{re.escape(name)} is missing"):
        load_corpus(corpus_copy)


def test_an_untouched_copy_reads_the_same(corpus: Corpus, corpus_copy: Path) -> None:
    assert load_corpus(corpus_copy) == corpus


def test_a_missing_manifest_is_a_fault_of_the_corpus(corpus_copy: Path) -> None:
    (corpus_copy / "manifest.toml").unlink()
    with pytest.raises(CorpusError, match=r"no manifest\.toml"):
        load_corpus(corpus_copy)


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ("[[documents]]", "[[documents", "cannot be read"),
        ("[[documents", "[[papers", "documents"),
        ('sha256 = "a737', 'checksum = "a737', "'sha256' of “published”"),
        ('layout = "typeset"', "", "'layout' of “published”"),
    ],
    ids=["not TOML", "no documents", "no hash", "no layout"],
)
def test_a_manifest_that_cannot_be_used_is_refused_in_one_sentence(
    corpus_copy: Path, before: str, after: str, named: str
) -> None:
    path = corpus_copy / "manifest.toml"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")
    with pytest.raises(ConfigurationError, match=re.escape(named)) as refused:
        load_corpus(corpus_copy)
    assert "manifest.toml" in str(refused.value)


def test_a_table_that_the_manifest_describes_wrongly_is_refused(corpus_copy: Path) -> None:
    path = corpus_copy / "manifest.toml"
    path.write_text(path.read_text("utf-8").replace('"Avoid micromanagement"', '"Avoid meetings"'), "utf-8")
    with pytest.raises(CorpusError, match=r"“Table 3 Key learning points.*“Avoid meetings”"):
        load_corpus(corpus_copy)


def test_only_page_5_of_the_published_version_is_known(corpus: Corpus) -> None:
    pages = {d.id: [p.number for p in d.pages] for d in corpus.documents}
    assert pages == {"published": [5], "r1": [], "submitted": [], "cover": [], "checklist": []}


def test_page_5_runs_from_its_first_word_to_its_last(corpus: Corpus) -> None:
    """It opens in the middle of a sentence, below the running header, and ends where table 3 opens the next page."""
    document = corpus.document("published")
    page = document.pages[0]
    assert document.text[page.span.start : page.span.end].startswith("difficulties were highlighted, but most felt")
    assert document.text[page.span.start : page.span.end].endswith("As one participant in the UEC pilot commented:")
    assert document.page_at(page.span.start) == 5
    assert document.page_at(page.span.start - 1) is None
    assert document.page_at(page.span.end - 1) == 5
    assert document.page_at(page.span.end) is None


def test_the_page_of_a_quote_is_known_where_the_source_shows_it_and_nowhere_else(
    structures: dict[str, Structure],
) -> None:
    published = structures["published"]
    pages = [(q.speaker.name, published.document.page_at(q.span.start)) for q in published.quotes]
    assert pages[:9] == [(name, None) for name, _ in pages[:9]]
    assert pages[9:16] == [
        ("ACC-Senior Manager 1, CCG", 5),
        ("EHCH-Senior Manager 5, CCG", 5),
        ("PACS-Senior Manager 4, CCG", 5),
        ("PACS-Senior Manager 3, CCG", 5),
        ("ACC-Senior Manager 4, CCG", 5),
        ("PACS-Senior Manager 1, CCG", 5),
        ("EHCH-Senior Manager 12, CCG", 5),
    ]
    assert pages[16:] == [(name, None) for name, _ in pages[16:]]
    for version in ("r1", "submitted"):
        structure = structures[version]
        assert {structure.document.page_at(at) for at in range(len(structure.document.text))} == {None}
