"""References for other programs: RIS and BibTeX that say which version it is, and hold the manifest's own words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lessons.corpus import Corpus
from lessons.domain import Document
from lessons.reference_files import bibtex, ris

VERSIONS = ("published", "r1", "submitted")


def entries(text: str) -> dict[str, list[str]]:
    """The values of a RIS record by their tags."""
    found: dict[str, list[str]] = {}
    for line in text.removesuffix("\r\n").split("\r\n"):
        tag, value = line[:2], line[6:]
        assert line[2:6] == "  - "
        found.setdefault(tag, []).append(value)
    return found


def fields(text: str) -> dict[str, str]:
    """The fields of a BibTeX entry."""
    pairs = (line.strip().rstrip(",").split(" = ", 1) for line in text.splitlines() if " = " in line)
    return {name: value.removeprefix("{").removesuffix("}") for name, value in pairs}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_record_opens_with_its_kind_and_ends(corpus: Corpus, version: str) -> None:
    lines = ris(corpus.document(version)).split("\r\n")
    assert lines[0] == ("TY  - JOUR" if version == "published" else "TY  - UNPB")
    assert lines[-2:] == ["ER  - ", ""]


def test_the_published_paper_is_an_article_of_its_journal(corpus: Corpus) -> None:
    found = entries(ris(corpus.document("published")))
    assert found["AU"] == ["Maniatopoulos, Gregory", "Hunter, David J", "Erskine, Jonathan", "Hudson, Bob"]
    assert (found["JO"], found["VL"], found["SP"], found["PY"]) == (["BMJ Open"], ["9"], ["e032107"], ["2019"])
    assert found["DO"] == ["10.1136/bmjopen-2019-032107"]
    entry = bibtex(corpus.document("published"))
    assert entry.startswith("@article{maniatopoulos2019published,\n")
    assert fields(entry)["journal"] == "BMJ Open"
    assert fields(entry)["author"].count(" and ") == 3


@pytest.mark.parametrize("version", ["r1", "submitted"])
def test_a_manuscript_says_its_number_and_that_it_is_not_the_version_of_record(corpus: Corpus, version: str) -> None:
    document = corpus.document(version)
    found = entries(ris(document))
    assert found["M1"] == [document.manuscript_number]
    assert "not the version of record" in found["N1"][0]
    assert "JO" not in found
    entry = bibtex(document)
    assert entry.startswith("@unpublished{")
    assert "not the version of record" in fields(entry)["note"]
    assert "journal" not in fields(entry)


@pytest.mark.parametrize("version", VERSIONS)
def test_the_title_is_that_of_the_manifest(corpus: Corpus, version: str) -> None:
    document = corpus.document(version)
    assert entries(ris(document))["TI"] == [document.title]
    assert fields(bibtex(document))["title"] == document.title


def test_keys_of_versions_differ(corpus: Corpus) -> None:
    keys = {bibtex(corpus.document(version)).split("{")[1].split(",")[0] for version in VERSIONS}
    assert len(keys) == len(VERSIONS)


def odd(corpus: Corpus) -> Document:
    return replace(corpus.document("r1"), title="50% of {a}\n& b_c $d \\e", authors=("Plato",), date="")


def test_marks_of_bibtex_are_printed_and_not_obeyed(corpus: Corpus) -> None:
    entry = bibtex(odd(corpus))
    assert r"title = {50\% of \{a\} \& b\_c \$d \textbackslash{}e}" in entry
    assert "author = {Plato}" in entry
    assert "year" not in entry


def test_a_title_of_two_lines_stays_one_line_of_the_record(corpus: Corpus) -> None:
    assert entries(ris(odd(corpus)))["TI"] == ["50% of {a} & b_c $d \\e"]


def test_a_document_without_authors_or_date_still_has_a_record(corpus: Corpus) -> None:
    bare = replace(corpus.document("cover"), authors=(), date="")
    assert "AU" not in entries(ris(bare))
    assert bibtex(bare).startswith("@unpublished{cover,")
