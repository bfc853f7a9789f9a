from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.index_fixtures import shared_assistant, shared_settings

from lessons.answers import Assistant
from lessons.chunks import cut_chunks, is_evidence
from lessons.codebook import FILE, Code, Codebook, fingerprint, load_codebook
from lessons.corpus import Corpus
from lessons.domain import ChunkKind, ConfigurationError, Pilot, Span, Structure

FIXTURES = (shared_settings, shared_assistant)

TYPES = {
    "barrier",
    "enabler",
    "recommendation",
    "finding",
    "context",
    "method",
    "limitation",
    "fact",
    "revision",
    "front-matter",
}


@pytest.fixture(scope="module")
def codebook(corpus_folder: Path, corpus: Corpus) -> Codebook:
    return load_codebook(corpus_folder, corpus)


@pytest.fixture(scope="module")
def entries(corpus_folder: Path) -> dict[str, Any]:
    return tomllib.loads((corpus_folder / FILE).read_text("utf-8"))


def write(folder: Path, document: str, text: str, code: str = "made-up", extra: str = "") -> Path:
    """A folder with a codebook of one code that points at one passage."""
    quoted = text.replace('"', '\\"')
    (folder / FILE).write_text(
        f'[[codes]]\nid = "{code}"\ntype = "fact"\nquestions = ["Is it so?"]\n'
        f'passages = [{{ document = "{document}", text = "{quoted}" }}]\n{extra}',
        "utf-8",
    )
    return folder


def test_every_passage_of_every_code_stands_in_the_document_that_it_names(
    corpus: Corpus, codebook: Codebook, entries: dict[str, Any]
) -> None:
    assert [code.id for code in codebook.codes] == [entry["id"] for entry in entries["codes"]]
    assert len(codebook.codes) > 100
    for code, entry in zip(codebook.codes, entries["codes"], strict=True):
        found = [(p.document, corpus.document(p.document).text[p.span.start : p.span.end]) for p in code.passages]
        assert list(dict.fromkeys(found)) == list(dict.fromkeys((p["document"], p["text"]) for p in entry["passages"]))
        assert all(text for _, text in found)


def test_words_that_are_printed_twice_are_pointed_at_in_both_places(corpus: Corpus, codebook: Codebook) -> None:
    code = next(code for code in codebook.codes if code.id == "promising-but-fragile-and-fluid")
    assert len({passage.span.start for passage in code.passages if passage.document == "published"}) == 2
    assert len({corpus.document(p.document).text[p.span.start : p.span.end] for p in code.passages}) == 1


def test_a_code_says_what_it_is_and_how_people_ask_for_it(codebook: Codebook) -> None:
    counted = Counter(code.id for code in codebook.codes)
    assert [id_ for id_, times in counted.items() if times > 1] == []
    for code in codebook.codes:
        assert code.type in TYPES, code.id
        assert code.theme in (None, 1, 2, 3, 4, 5, 6), code.id
        assert set(code.pilots) <= set(Pilot), code.id
        assert code.questions, code.id
        assert all(question.strip() for question in code.questions), code.id


def test_every_code_but_a_revision_leads_to_something_that_can_be_cited(
    codebook: Codebook, structures: dict[str, Structure]
) -> None:
    evidence = {
        document: [c.span for c in cut_chunks(structure) if is_evidence(c)]
        for document, structure in structures.items()
    }

    def leads(code: Code) -> bool:
        return any(span.overlaps(p.span) for p in code.passages for span in evidence[p.document])

    assert [code.id for code in codebook.codes if code.type != "revision" and not leads(code)] == []


def test_no_passage_mixes_a_participants_words_with_the_authors(
    codebook: Codebook, structures: dict[str, Structure]
) -> None:
    for code in codebook.codes:
        for passage in code.passages:
            structure = structures[passage.document]
            touched = [q for q in structure.quotes if Span(q.span.start, q.label.end).overlaps(passage.span)]
            assert not touched or structure.quote_at(passage.span) == touched[0], (code.id, passage)


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ("published", "Service users were interviewed about the Vanguards."),
        ("published", "Service users were recruited for this study."),
        ("published", "service Users were not recruited for this study."),
        ("published", "uncertainty around policy and government targets"),
        ("submitted", "Importance of encouraging and valuing local flexibility and context"),
        ("published", "participants gave informed  consent"),
        ("published", "We have two acute trusts … they conflict."),
    ],
    ids=["made up", "dropped negation", "other capital", "of another version", "too early", "blank more", "stitched"],
)
def test_a_passage_that_is_not_real_is_refused_and_its_code_named(
    tmp_path: Path, corpus: Corpus, document: str, text: str
) -> None:
    with pytest.raises(ConfigurationError, match=f"“no-such-finding”.*“{document}”"):
        load_codebook(write(tmp_path, document, text, code="no-such-finding"), corpus)


def test_one_false_passage_among_true_ones_is_found(corpus_copy: Path, corpus: Corpus, codebook: Codebook) -> None:
    path = corpus_copy / FILE
    true = "Service users were not recruited for this study."
    assert true in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(true, "Service users were recruited for this study."), "utf-8")
    start = corpus.document("published").text.index(true)
    affected = [
        code.id for code in codebook.codes if any(p.span == Span(start, start + len(true)) for p in code.passages)
    ]
    with pytest.raises(ConfigurationError) as refused:
        load_codebook(corpus_copy, corpus)
    assert any(f"“{id_}”" in str(refused.value) for id_ in affected)


def test_a_passage_of_an_unknown_document_is_refused(tmp_path: Path, corpus: Corpus) -> None:
    with pytest.raises(ConfigurationError, match="“final”"):
        load_codebook(write(tmp_path, "final", "Anything."), corpus)


def test_a_real_passage_is_found_with_its_offsets(tmp_path: Path, corpus: Corpus) -> None:
    words = "Patients and/or the public were not involved in this study."
    extra = '[everyday]\n"money" = "funding"\n[out_of_scope]\nquestions = ["Who won?"]\n'
    codebook = load_codebook(write(tmp_path, "published", words, extra=extra), corpus)
    [code] = codebook.codes
    start = corpus.document("published").text.index(words)
    assert [(p.document, p.span) for p in code.passages] == [("published", Span(start, start + len(words)))]
    assert (code.id, code.type, code.theme, code.pilots, code.synonyms, code.note) == (
        "made-up",
        "fact",
        None,
        (),
        (),
        "",
    )
    assert codebook.questions == (("Is it so?", 0), ("Who won?", -1))
    assert codebook.everyday == {"money": "funding"}


def test_a_corpus_without_a_codebook_has_an_empty_one(tmp_path: Path, corpus: Corpus) -> None:
    assert load_codebook(tmp_path, corpus) == Codebook()
    assert Codebook().questions == ()


@pytest.mark.parametrize("content", [b"[[codes]", b"\xff\xfe"], ids=["not TOML", "not text"])
def test_a_codebook_that_cannot_be_read_is_refused(tmp_path: Path, corpus: Corpus, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(ConfigurationError, match=r"codebook\.toml cannot be read"):
        load_codebook(tmp_path, corpus)


def test_every_question_knows_its_code(codebook: Codebook) -> None:
    assert len(codebook.questions) > 1000
    for question, position in codebook.questions:
        assert position == -1 or question in codebook.codes[position].questions
    assert tuple(q for q, position in codebook.questions if position == -1) == codebook.out_of_scope
    assert codebook.out_of_scope


def test_the_fingerprint_follows_words_codebook_and_model(corpus: Corpus, codebook: Codebook) -> None:
    document = corpus.documents[0]
    reworded = replace(document, text=document.text.replace("were not involved", "were involved"))
    prints = [
        fingerprint(corpus, codebook, "minilm"),
        fingerprint(corpus, codebook, "other"),
        fingerprint(corpus, replace(codebook, sha256="0"), "minilm"),
        fingerprint(Corpus((reworded, *corpus.documents[1:])), codebook, "minilm"),
        fingerprint(Corpus(corpus.documents[1:]), codebook, "minilm"),
    ]
    assert len(set(prints)) == len(prints)
    assert fingerprint(corpus, codebook, "minilm") == prints[0]


PLACES_OF_FORM = ("Page/line no(s).", "Reference:")  # of the checklist: gaps to fill in, which say nothing


def test_every_passage_is_coded(assistant: Assistant) -> None:
    """Each sentence, quote, table row and reference of every version has a code that points at it or at its twin."""
    library = assistant.library
    pointed = {int(chunk) for chunk in library.pointers[1]}
    bare = [
        (chunk.document, chunk.text)
        for i, chunk in enumerate(library.index.chunks)
        if library.places.citable[i] and i not in pointed and chunk.kind != ChunkKind.HEADING
    ]
    assert [text for _, text in bare if text not in PLACES_OF_FORM] == []


NAMED = re.compile(r"(?<![.!?:\"] )(?<!^)(?<!\")\b[A-Z][a-z]{2,}\b|\b(?:19|20)\d\d\b|£ ?\d[\d.,]*")


def test_the_notes_name_nothing_that_the_sources_do_not_say(corpus: Corpus, codebook: Codebook) -> None:
    """No name, year or amount in our own notes is foreign to the documents (a month may be written out)."""
    texts = "\n".join(document.text for document in corpus.documents)
    named = {(code.id, name) for code in codebook.codes for name in NAMED.findall(code.note)}
    assert len(named) > 50
    assert {(code, name) for code, name in named if name not in texts and name[:3] not in texts} == set()


def test_learning_points_are_joined_to_themes_of_the_study_and_to_quotes(assistant: Assistant) -> None:
    points = [code for code in assistant.library.codebook.codes if code.voices is not None]
    quotes = [(q.document, q.span) for s in assistant.library.structures.values() for q in s.quotes]
    assert len(points) == 7
    for code in points:
        assert set(code.joined) <= {1, 2, 3, 4, 5, 6}
        for voice in code.voices or ():
            assert [span for document, span in quotes if document == voice.document and voice.span.within(span)]


@pytest.mark.parametrize("key", ["id", "passages", "questions"])
def test_a_code_that_lacks_something_is_refused_in_one_sentence(corpus_copy: Path, corpus: Corpus, key: str) -> None:
    path = corpus_copy / "codebook.toml"
    entry = {
        "id": '"a"',
        "type": '"finding"',
        "passages": '[{document = "published", text = "NHS"}]',
        "questions": '["?"]',
    }
    lines = "\n".join(f"{name} = {value}" for name, value in entry.items() if name != key)
    path.write_text(f"[[codes]]\n{lines}\n", "utf-8")
    with pytest.raises(ConfigurationError, match=f"has no {key}"):
        load_codebook(corpus_copy, corpus)


def test_a_passage_without_words_is_refused(corpus_copy: Path, corpus: Corpus) -> None:
    words = (
        '[[codes]]\nid = "a"\ntype = "finding"\nquestions = ["?"]\npassages = [{document = "published", text = " "}]\n'
    )
    (corpus_copy / "codebook.toml").write_text(words, "utf-8")
    with pytest.raises(ConfigurationError, match="“a” points at words"):
        load_codebook(corpus_copy, corpus)
