"""A reference can be pasted into a paper as it is, and never passes a manuscript off as the published text."""

from __future__ import annotations

import pytest

from lessons.domain import Citation, Document, Kind
from lessons.references import cited_excerpt, reference

AUTHORS = ("Gregory Maniatopoulos", "David J Hunter", "Jonathan Erskine", "Bob Hudson")
EXCERPT = "Nothing really gets *time* to bed in – they give you £1 m…"


def document(**changes: object) -> Document:
    values: dict[str, object] = {
        "id": "published",
        "title": "Lessons learnt: a qualitative study",
        "label": "Published",
        "kind": Kind.VERSION,
        "status": "published version of record",
        "text": "",
        "file": "study.txt",
        "sha256": "",
        "date": "2019-11-03",
        "doi": "10.1136/bmjopen-2019-032107",
        "authors": AUTHORS,
        "journal_reference": "BMJ Open 2019;9:e032107",
    }
    return Document(**{**values, **changes})  # type: ignore[arg-type]  # a test's values are of the right types


MANUSCRIPT = document(
    id="r1",
    label="Revised (R1)",
    status="revision after peer review, not the version of record",
    date="2019-08-20",
    manuscript_number="bmjopen-2019-032107.R1",
    doi="",
    journal_reference="",
)


def citation(**changes: object) -> Citation:
    values: dict[str, object] = {
        "number": 1,
        "document": "published",
        "section": "Financial pressures",
        "theme": 2,
        "page": 5,
        "speaker": "UEC-Senior IT Manager 2, CCG",
        "start": 0,
        "end": len(EXCERPT),
        "excerpt": EXCERPT,
    }
    return Citation(**{**values, **changes})  # type: ignore[arg-type]  # a test's values are of the right types


def test_published_reference_has_authors_title_journal_and_doi() -> None:
    assert reference(document()) == (
        "Maniatopoulos G, Hunter DJ, Erskine J, Hudson B. Lessons learnt: a qualitative study. "
        "BMJ Open 2019;9:e032107. doi:10.1136/bmjopen-2019-032107"
    )


def test_manuscript_reference_says_its_number_and_that_it_is_not_the_version_of_record() -> None:
    assert reference(MANUSCRIPT).endswith(
        "Manuscript bmjopen-2019-032107.R1, 20 August 2019 (revision after peer review, not the version of record)."
    )
    assert "BMJ Open 2019;9" not in reference(MANUSCRIPT)


def test_document_without_authors_number_or_date_is_named_by_its_label() -> None:
    added = document(
        label="notes", title="Board notes", status="added by a user", authors=(), journal_reference="", doi="", date=""
    )
    assert reference(added) == "Board notes. notes (added by a user)."


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Bob Hudson", "Hudson B"),
        ("David J Hunter", "Hunter DJ"),
        ("Anne-Marie Smith", "Smith AM"),
        ("J. R. Hartley", "Hartley JR"),
        ("Consortium", "Consortium"),
    ],
)
def test_authors_are_surname_and_initials(name: str, shown: str) -> None:
    assert reference(document(authors=(name,))).startswith(f"{shown}. ")


def test_more_than_six_authors_end_in_et_al() -> None:
    assert "Hudson B, et al. Lessons" in reference(document(authors=("Bob Hudson",) * 7))


def test_a_date_that_is_not_iso_is_shown_as_it_is() -> None:
    assert "spring 2019 (" in reference(document(journal_reference="", date="spring 2019"))


def test_excerpt_is_copied_word_for_word_with_speaker_place_and_reference() -> None:
    text = cited_excerpt(citation(), document())
    assert text.startswith(f"“{EXCERPT}” (UEC-Senior IT Manager 2, CCG)\n\nSection “Financial pressures”, page 5.\n")
    assert text.endswith(reference(document()))


def test_an_unknown_page_and_authors_words_leave_nothing_behind() -> None:
    text = cited_excerpt(citation(page=None, speaker=None), MANUSCRIPT)
    assert text.startswith(f"“{EXCERPT}”\n\nSection “Financial pressures”.\n")
