from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import pytest

from lessons.chunks import cut_chunks, is_evidence
from lessons.corpus import Corpus
from lessons.domain import Chunk, ChunkKind, Span, Structure
from lessons.structure import read_structure

DOCUMENTS = ("published", "r1", "submitted", "cover", "checklist")
VERSIONS = ("published", "r1", "submitted")


@pytest.fixture(scope="module")
def chunks(structures: dict[str, Structure]) -> dict[str, tuple[Chunk, ...]]:
    return {document: cut_chunks(structure) for document, structure in structures.items()}


def of_kind(chunks: Iterable[Chunk], *kinds: ChunkKind) -> list[Chunk]:
    return [chunk for chunk in chunks if chunk.kind in kinds]


def rewritten(corpus: Corpus, version: str, before: str, after: str) -> dict[str, Chunk]:
    """The chunks by their ids of a version in which some words were put in the place of others."""
    document = corpus.document(version)
    assert document.text.count(before) == 1
    changed = replace(document, text=document.text.replace(before, after))
    return {chunk.id: chunk for chunk in cut_chunks(read_structure(changed))}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_chunk_is_the_reading_text_from_start_to_end(
    corpus: Corpus, chunks: dict[str, tuple[Chunk, ...]], document: str
) -> None:
    text = corpus.document(document).text
    assert chunks[document]
    for chunk in chunks[document]:
        assert 0 <= chunk.span.start < chunk.span.end <= len(text)
        assert chunk.text == text[chunk.span.start : chunk.span.end]
        assert chunk.text == chunk.text.strip()
        assert chunk.document == document


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_chunk_lies_in_the_section_that_it_names(
    structures: dict[str, Structure], chunks: dict[str, tuple[Chunk, ...]], document: str
) -> None:
    for chunk in chunks[document]:
        section = structures[document].section(chunk.section)
        assert chunk.span.within(section.span)
        assert chunk.theme == section.theme


def test_ids_are_unique_over_all_documents(chunks: dict[str, tuple[Chunk, ...]]) -> None:
    counted = Counter(chunk.id for document in chunks.values() for chunk in document)
    assert [id_ for id_, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_same_text_gives_the_same_chunks(
    corpus: Corpus, chunks: dict[str, tuple[Chunk, ...]], document: str
) -> None:
    assert cut_chunks(read_structure(corpus.document(document))) == chunks[document]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    "place", ["I think what helps the Vanguard project", "Our findings demonstrated that each pilot"]
)
def test_ids_stay_when_a_paragraph_is_inserted_before(
    corpus: Corpus, chunks: dict[str, tuple[Chunk, ...]], version: str, place: str
) -> None:
    after = rewritten(corpus, version, place, f"A new first sentence. And a second one.\n\n{place}")
    before = {chunk.id: chunk for chunk in chunks[version]}
    assert before.keys() <= after.keys()
    assert sorted(after[id_].text for id_ in after.keys() - before.keys()) == [
        "A new first sentence.",
        "A new first sentence. And a second one.",
        "And a second one.",
    ]
    moved = [id_ for id_ in before if after[id_].span != before[id_].span]
    assert len(moved) > 50
    assert all(after[id_].text == before[id_].text for id_ in before)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_changed_word_changes_the_ids_of_its_sentence_and_paragraph_only(
    corpus: Corpus, chunks: dict[str, tuple[Chunk, ...]], version: str
) -> None:
    after = rewritten(
        corpus, version, "Interviews ceased once it became clear", "Interviews stopped once it became clear"
    )
    before = {chunk.id: chunk for chunk in chunks[version]}
    gone = [before[id_] for id_ in before.keys() - after.keys()]
    assert sorted(chunk.kind for chunk in gone) == [ChunkKind.PARAGRAPH, ChunkKind.SENTENCE]
    assert all("Interviews ceased" in chunk.text for chunk in gone)


def test_the_same_words_twice_in_a_document_are_two_chunks(
    corpus: Corpus, chunks: dict[str, tuple[Chunk, ...]]
) -> None:
    words = "While early indications show some encouraging signs of promise"
    twice = [c for c in of_kind(chunks["published"], ChunkKind.SENTENCE) if c.text.startswith(words)]
    assert len({c.id for c in twice}) == 2
    assert len({c.text for c in twice}) == 1
    assert corpus.document("published").text.count(twice[0].text) == 2


def test_the_same_words_in_two_versions_are_two_chunks(chunks: dict[str, tuple[Chunk, ...]]) -> None:
    words = "No further topics were added."
    found = [c for version in VERSIONS for c in chunks[version] if c.text == words]
    assert len(found) == len({c.id for c in found}) == 3


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_sentence_quote_row_note_and_reference_is_a_chunk_once(
    structures: dict[str, Structure], chunks: dict[str, tuple[Chunk, ...]], document: str
) -> None:
    structure = structures[document]
    kinds = {
        ChunkKind.SENTENCE: [
            *(s for p in structure.paragraphs for s in p.sentences),
            *(t.note for t in structure.tables if t.note),
        ],
        ChunkKind.QUOTE: [q.span for q in structure.quotes],
        ChunkKind.ROW: [r.span for t in structure.tables for r in t.rows],
        ChunkKind.REFERENCE: [r.span for r in structure.references],
    }
    for kind, spans in kinds.items():
        assert sorted(c.span.start for c in of_kind(chunks[document], kind)) == sorted(s.start for s in spans)
        assert {c.span for c in of_kind(chunks[document], kind)} == set(spans)


@pytest.mark.parametrize("version", VERSIONS)
def test_participants_words_are_in_quote_chunks_only(
    structures: dict[str, Structure], chunks: dict[str, tuple[Chunk, ...]], version: str
) -> None:
    quotes = structures[version].quotes
    said = [Span(q.span.start, q.label.end) for q in quotes]
    for chunk in chunks[version]:
        if chunk.kind == ChunkKind.QUOTE:
            quote = next(q for q in quotes if q.span == chunk.span)
            assert (chunk.speaker, chunk.pilot) == (quote.speaker.name, quote.speaker.pilot)
            assert chunk.theme == quote.theme
        else:
            assert not any(span.overlaps(chunk.span) for span in said)
            assert chunk.speaker is None
            assert chunk.pilot is None or chunk.kind == ChunkKind.ROW
    assert len(of_kind(chunks[version], ChunkKind.QUOTE)) == 19


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_sentence_knows_the_paragraph_that_it_stands_in(chunks: dict[str, tuple[Chunk, ...]], document: str) -> None:
    paragraphs = {c.id: c for c in of_kind(chunks[document], ChunkKind.PARAGRAPH)}
    parents = set()
    for chunk in chunks[document]:
        around = [p for p in paragraphs.values() if p.id != chunk.id and chunk.span.within(p.span)]
        assert [p.id for p in around] == ([chunk.parent] if chunk.parent else [])
        parents.add(chunk.parent)
    assert parents - {None} == paragraphs.keys()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_chunks_come_in_reading_order_a_paragraph_before_its_sentences(
    chunks: dict[str, tuple[Chunk, ...]], document: str
) -> None:
    order = [(c.span.start, -c.span.end) for c in chunks[document]]
    assert order == sorted(order)


def found(chunks: Iterable[Chunk], words: str, kind: ChunkKind) -> Chunk:
    return next(c for c in chunks if c.kind == kind and words in c.text)


def test_a_quote_is_searched_with_the_sentence_that_introduces_it(chunks: dict[str, tuple[Chunk, ...]]) -> None:
    quote = found(chunks["published"], "So the demand to see efficiencies", ChunkKind.QUOTE)
    assert "As a participant in the MCP pilot commented: So the demand" in quote.search_text
    assert "As a participant" not in quote.text


def test_a_row_is_searched_with_its_caption_and_the_names_of_its_columns(
    chunks: dict[str, tuple[Chunk, ...]],
) -> None:
    row = found(chunks["published"], "EHCH Vanguard\t14", ChunkKind.ROW)
    assert row.search_text == (
        "Table 2 List of interviewees. Vanguard: EHCH Vanguard. Interviews (n): 14. Interviewees: Senior manager, CCG"
    )


@pytest.mark.parametrize("version", VERSIONS)
def test_a_row_about_a_pilot_knows_it(chunks: dict[str, tuple[Chunk, ...]], version: str) -> None:
    """Three rows of interviews for the MCP pilot, two for each other; the sites table has one row each."""
    rows = of_kind(chunks[version], ChunkKind.ROW)
    interviews = [c.pilot for c in rows if "anager, " in c.text or c.text.startswith("Total")]
    assert interviews == [*["MCP"] * 3, *["PACS"] * 2, *["ACC"] * 2, *["EHCH"] * 2, *["UEC"] * 2, None]
    sites = [c.pilot for c in rows if "The Vanguard aims to" in c.text]
    assert sites == ([] if version == "submitted" else ["MCP", "PACS", "ACC", "EHCH", "UEC"])
    assert sum(c.pilot is not None for c in rows) == 11 + len(sites)


def test_a_sentence_is_searched_with_the_title_of_its_section(chunks: dict[str, tuple[Chunk, ...]]) -> None:
    sentence = found(chunks["r1"], "Further, staff had to see", ChunkKind.SENTENCE)
    assert sentence.search_text == f"Building capacity and resources: {sentence.text}"


def test_the_abbreviations_below_a_table_can_be_found(chunks: dict[str, tuple[Chunk, ...]]) -> None:
    note = found(chunks["published"], "LA, local authority;", ChunkKind.SENTENCE)
    assert is_evidence(note)
    assert note.text.startswith("ACC, acute care collaboration;")


@pytest.mark.parametrize(
    ("words", "kind", "evidence"),
    [
        ("As one participant in the UEC pilot commented:", ChunkKind.SENTENCE, False),
        ("leading one interviewee to comment as follows:", ChunkKind.SENTENCE, True),
        ("Further, staff had to see the value", ChunkKind.SENTENCE, True),
        ("Participants valued the national programme", ChunkKind.PARAGRAPH, False),
        ("Participants valued the national programme", ChunkKind.SENTENCE, True),
        ("The elephant in the room", ChunkKind.QUOTE, True),
        ("MCP Vanguard\t7", ChunkKind.ROW, True),
    ],
)
def test_what_can_be_cited_as_it_is(
    chunks: dict[str, tuple[Chunk, ...]], words: str, kind: ChunkKind, evidence: bool
) -> None:
    assert is_evidence(found(chunks["published"], words, kind)) is evidence
