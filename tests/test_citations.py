from __future__ import annotations

from dataclasses import replace

import pytest

from lessons.chunks import cut_chunks, is_evidence
from lessons.citations import verify, verify_excerpt
from lessons.domain import (
    Citation,
    Draft,
    DraftStatement,
    Excerpt,
    Span,
    Statement,
    StatementKind,
    Status,
    Structure,
)

DOCUMENTS = ("published", "r1", "submitted", "cover", "checklist")

NOT_RECRUITED = "Service users were not recruited for this study."
ACUTE_TRUSTS = "We have two acute trusts and the focus in each acute trust is very different"
ELEPHANT = "The elephant in the room is the fact that we have a great big hospital trust"
WORKFORCE = "it is less about the money and more about the workforce."


def excerpt(
    structures: dict[str, Structure], words: str, speaker: str | None = None, document: str = "published"
) -> Excerpt:
    """An excerpt whose offsets are right."""
    start = structures[document].document.text.index(words)
    return Excerpt(document, Span(start, start + len(words)), words, speaker)


def between(structures: dict[str, Structure], first: str, last: str, speaker: str | None = None) -> Excerpt:
    """The contiguous excerpt from some first words to some last words of the published version."""
    text = structures["published"].document.text
    start = text.index(first)
    end = text.index(last, start) + len(last)
    return Excerpt("published", Span(start, end), text[start:end], speaker)


def test_exact_words_of_the_authors_verify_with_their_place(structures: dict[str, Structure]) -> None:
    given = excerpt(
        structures, "Interviews ceased once it became clear that no new themes were emerging from the data."
    )
    assert verify_excerpt(given, structures, number=3) == Citation(
        number=3,
        document="published",
        section="Data collection",
        theme=None,
        page=None,
        speaker=None,
        start=given.span.start,
        end=given.span.end,
        excerpt=given.text,
    )


def test_a_participants_words_verify_with_speaker_theme_and_page(structures: dict[str, Structure]) -> None:
    given = excerpt(structures, WORKFORCE, "PACS-Senior Manager 1, CCG")
    citation = verify_excerpt(given, structures)
    assert citation is not None
    assert (citation.section, citation.theme, citation.page) == ("Building capacity and resources", 5, 5)
    assert (citation.speaker, citation.excerpt) == ("PACS-Senior Manager 1, CCG", WORKFORCE)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_everything_that_can_be_cited_verifies(structures: dict[str, Structure], document: str) -> None:
    for chunk in cut_chunks(structures[document]):
        if is_evidence(chunk):
            given = Excerpt(document, chunk.span, chunk.text, chunk.speaker)
            citation = verify_excerpt(given, structures)
            assert citation is not None, chunk
            text = structures[document].document.text
            assert citation.excerpt == text[citation.start : citation.end] == chunk.text
            assert citation.speaker == chunk.speaker


def test_a_speaker_is_known_by_one_name_in_all_versions(structures: dict[str, Structure]) -> None:
    """The label that r1 prints as "EHCH, Senior Manager 14, CCG" is the speaker's whom the published version names."""
    words = "A clinician always puts the patient first"
    for document in ("published", "r1", "submitted"):
        citation = verify_excerpt(excerpt(structures, words, "EHCH-Senior Manager 14, CCG", document), structures)
        assert citation is not None
        assert citation.document == document


@pytest.mark.parametrize(
    "words",
    [
        "Service users were recruited for this study.",
        "Service users were not recruited for the study.",
        "Service users were not recruited for this study!",
        "service users were not recruited for this study.",
        "Service users were not recruited for this study",
        "Service users were not recruited for this study. ",
        "Service users were never recruited for this study.",
        "",
    ],
    ids=[
        "dropped negation",
        "altered word",
        "other full stop",
        "other capital",
        "lost full stop",
        "blank more",
        "put another way",
        "nothing",
    ],
)
def test_words_that_are_not_the_very_words_are_refused(structures: dict[str, Structure], words: str) -> None:
    right = excerpt(structures, NOT_RECRUITED)
    assert verify_excerpt(right, structures) is not None
    assert verify_excerpt(replace(right, text=words), structures) is None
    fitted = replace(right, text=words, span=Span(right.span.start, right.span.start + len(words)))
    assert words in NOT_RECRUITED or verify_excerpt(fitted, structures) is None


@pytest.mark.parametrize("shift", [(1, 1), (-1, -1), (0, 1), (1, 0), (-1, 0), (0, -1), (10_000, 10_000)])
def test_offsets_that_are_off_are_refused(structures: dict[str, Structure], shift: tuple[int, int]) -> None:
    right = excerpt(structures, NOT_RECRUITED)
    moved = replace(right, span=Span(right.span.start + shift[0], right.span.end + shift[1]))
    assert verify_excerpt(moved, structures) is None


@pytest.mark.parametrize(
    "span",
    [(-5, 0), (-48, -1), (5, 5), (20, 10), (0, 10**9), (10**9, 10**9 + 5)],
    ids=["before the text", "counted from the end", "empty", "backwards", "beyond the end", "behind the text"],
)
def test_a_span_that_is_no_stretch_of_the_text_is_refused(
    structures: dict[str, Structure], span: tuple[int, int]
) -> None:
    words = structures["published"].document.text[slice(*span)]
    assert verify_excerpt(Excerpt("published", Span(*span), words), structures) is None


@pytest.mark.parametrize("document", ["final", "", "Published"])
def test_an_unknown_document_is_refused(structures: dict[str, Structure], document: str) -> None:
    given = replace(excerpt(structures, NOT_RECRUITED), document=document)
    assert verify_excerpt(given, structures) is None


@pytest.mark.parametrize(
    ("words", "from_version", "to_version"),
    [
        ("uncertainty around policy and government targets", "submitted", "published"),
        ("highly critical of the reduction in the programme's financial support", "submitted", "r1"),
        ("without the aid of a software programme", "r1", "published"),
        ("Ethical approval was gained from Newcastle University", "r1", "submitted"),
        ("Resist the undue emphasis on meeting targets", "published", "submitted"),
        (NOT_RECRUITED, "published", "r1"),
    ],
)
def test_the_words_of_another_version_are_refused(
    structures: dict[str, Structure], words: str, from_version: str, to_version: str
) -> None:
    """Even where the other version has the same words at another place: the offsets are those of one version."""
    given = excerpt(structures, words, document=from_version)
    assert verify_excerpt(given, structures) is not None
    assert verify_excerpt(replace(given, document=to_version), structures) is None


@pytest.mark.parametrize(
    "speaker",
    [
        "UEC-Senior Manager 5, CCG",
        "UEC-Senior Manager 33, CCG",
        "PACS-Senior Manager 3, CCG",
        "UEC-Senior IT Manager 3, CCG",
        "UEC-Senior Manager 3, LA",
        "UEC-Senior Manager 3",
        "the authors",
        "",
        None,
    ],
)
def test_a_quote_with_another_speaker_or_none_is_refused(structures: dict[str, Structure], speaker: str | None) -> None:
    given = excerpt(structures, ACUTE_TRUSTS, "UEC-Senior Manager 3, CCG")
    assert verify_excerpt(given, structures) is not None
    assert verify_excerpt(replace(given, speaker=speaker), structures) is None


def test_the_authors_words_are_not_put_into_a_participants_mouth(structures: dict[str, Structure]) -> None:
    given = excerpt(structures, "As an interviewee in the UEC pilot commented:", "UEC-Senior Manager 3, CCG")
    assert verify_excerpt(given, structures) is None
    assert verify_excerpt(replace(given, speaker=None), structures) is not None


@pytest.mark.parametrize("speaker", ["UEC-Senior Manager 7, CCG", "PACS-Senior Manager 4, CCG", None])
@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("As one participant in the UEC pilot commented:", "the Vanguard project is the buy-in"),
        ("has been very challenging.", "a lot of committed people"),
        ("has been very challenging. (UEC-Senior Manager 7, CCG)", "a lot of committed people"),
        ("Senior Manager 7, CCG)", "a lot of committed people"),
        ("CCG)\n\nAlthough there was", "committed people"),
        ("I think what helps the Vanguard", "The elephant in the room"),
        ("In this context, buy-in", "DISCUSSION"),
    ],
    ids=[
        "into a quote",
        "out of a quote",
        "past its label",
        "from within its label",
        "from the last word of its label",
        "from quote to quote",
        "around quotes",
    ],
)
def test_a_span_that_crosses_the_border_of_a_quote_is_refused(
    structures: dict[str, Structure], first: str, last: str, speaker: str | None
) -> None:
    assert verify_excerpt(between(structures, first, last, speaker), structures) is None


@pytest.mark.parametrize("words", ["(UEC-Senior Manager 7, CCG)", "Senior Manager 7, CCG"])
@pytest.mark.parametrize("speaker", ["UEC-Senior Manager 7, CCG", None])
def test_a_label_alone_is_nobodys_words(structures: dict[str, Structure], words: str, speaker: str | None) -> None:
    at = structures["published"].quotes[16].label.start
    start = structures["published"].document.text.index(words, at)
    given = Excerpt("published", Span(start, start + len(words)), words, speaker)
    assert verify_excerpt(given, structures) is None


def test_a_quote_may_be_cited_with_its_label(structures: dict[str, Structure]) -> None:
    given = between(structures, "I think what helps", "(UEC-Senior Manager 7, CCG)", "UEC-Senior Manager 7, CCG")
    assert verify_excerpt(given, structures) is not None


@pytest.mark.parametrize(
    ("first", "second", "speaker"),
    [
        ("We have two acute trusts", "and they conflict.", "UEC-Senior Manager 3, CCG"),
        ("The elephant in the room is", "looking at the whole thing.", "PACS-Senior Manager 4, CCG"),
        ("Service users were", "involved in this study.", None),
    ],
)
@pytest.mark.parametrize("glue", [" ", " … ", "... ", " [...] "])
def test_a_stitched_quote_is_refused(
    structures: dict[str, Structure], first: str, second: str, speaker: str | None, glue: str
) -> None:
    """Two true pieces with something left out between them are not what was said, at whichever offsets."""
    text = structures["published"].document.text
    start, end = text.index(first), text.index(second) + len(second)
    stitched = f"{first}{glue}{second}"
    for span in (Span(start, end), Span(start, start + len(stitched)), Span(end - len(stitched), end)):
        assert verify_excerpt(Excerpt("published", span, stitched, speaker), structures) is None


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("unrealistic pressure placed on them", "realistic pressure placed on them"),
        ("non-departmental public body", "departmental public body"),
        ("66 semistructured interviews completed", "6 semistructured interviews completed"),
        ("18 months that it really", "8 months that it really"),
        ("two experienced qualitative researchers", "two experienced qualitative research"),
        ("I don’t think we’d stop", "I don"),
        ("I don’t think we’d stop", "t think we’d stop"),
    ],
)
def test_an_excerpt_does_not_begin_or_end_inside_a_word(
    structures: dict[str, Structure], printed: str, words: str
) -> None:
    """Letter by letter "realistic pressure" stands in the text too, and says the opposite."""
    structure = structures["published"]
    start = structure.document.text.index(printed) + printed.index(words)
    span = Span(start, start + len(words))
    quote = structure.quote_at(span)
    assert structure.words(span) == words
    assert verify_excerpt(Excerpt("published", span, words, quote.speaker.name if quote else None), structures) is None


@pytest.mark.parametrize(
    "words",
    [
        "five NCM initiatives in the North East of England",
        "‘local flexibility’",
        "back-fill",
        "comparative case study approach",
    ],
)
def test_an_excerpt_may_be_part_of_a_sentence(structures: dict[str, Structure], words: str) -> None:
    """A reference number or a quotation mark right behind the last word does not count as part of it."""
    assert verify_excerpt(excerpt(structures, words), structures) is not None


# ---------------------------------------------------------------------------------------------------------- drafts


def drafted(kind: StatementKind, *excerpts: Excerpt, text: str = "A statement.") -> DraftStatement:
    return DraftStatement(text, kind, excerpts)


def test_citations_are_numbered_in_order_and_one_excerpt_keeps_its_number(structures: dict[str, Structure]) -> None:
    one = excerpt(structures, NOT_RECRUITED)
    two = excerpt(structures, ACUTE_TRUSTS, "UEC-Senior Manager 3, CCG")
    draft = Draft(
        Status.ANSWERED,
        (
            drafted(StatementKind.FINDING, one),
            drafted(StatementKind.QUOTE, two),
            drafted(StatementKind.FINDING, two, one, two),
        ),
    )
    verified = verify(draft, structures)
    assert [s.citations for s in verified.statements] == [(1,), (2,), (2, 1)]
    assert [(c.number, c.excerpt) for c in verified.citations] == [(1, NOT_RECRUITED), (2, ACUTE_TRUSTS)]
    assert verified.dropped == 0


def test_a_statement_that_loses_one_excerpt_is_dropped_with_all_its_citations(structures: dict[str, Structure]) -> None:
    good = excerpt(structures, NOT_RECRUITED)
    other = excerpt(structures, "No further topics were added.")
    bad = replace(other, text="Further topics were added.")
    draft = Draft(Status.ANSWERED, (drafted(StatementKind.FINDING, other, bad), drafted(StatementKind.FACT, good)))
    verified = verify(draft, structures)
    assert verified.statements == (Statement("A statement.", (1,), StatementKind.FACT),)
    assert [(c.number, c.excerpt) for c in verified.citations] == [(1, NOT_RECRUITED)]
    assert verified.dropped == 1


@pytest.mark.parametrize("kind", StatementKind)
def test_only_a_note_stands_without_an_excerpt(structures: dict[str, Structure], kind: StatementKind) -> None:
    verified = verify(Draft(Status.ANSWERED, (drafted(kind),)), structures)
    assert len(verified.statements) == (1 if kind == StatementKind.NOTE else 0)
    assert verified.citations == ()


def test_a_note_with_a_false_excerpt_is_dropped(structures: dict[str, Structure]) -> None:
    bad = replace(excerpt(structures, NOT_RECRUITED), text="Service users were recruited for this study.")
    assert verify(Draft(Status.ANSWERED, (drafted(StatementKind.NOTE, bad),)), structures).statements == ()


def test_the_same_words_of_two_versions_are_two_citations(structures: dict[str, Structure]) -> None:
    words = "No further topics were added."
    both = (excerpt(structures, words), excerpt(structures, words, document="r1"))
    verified = verify(Draft(Status.ANSWERED, (drafted(StatementKind.REVISION, *both),)), structures)
    assert [(c.number, c.document) for c in verified.citations] == [(1, "published"), (2, "r1")]


def test_an_empty_draft_verifies_to_nothing(structures: dict[str, Structure]) -> None:
    verified = verify(Draft(Status.NOT_IN_SOURCES), structures)
    assert (verified.statements, verified.citations, verified.dropped) == ((), (), 0)
