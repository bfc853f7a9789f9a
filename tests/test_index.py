"""The index holds what the corpus says, knows when it is out of date, and is never answered from when it is damaged."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from tests.index_fixtures import (
    PARAGRAPHS,
    WordHashes,
    build,
    chunks_of,
    one_model_for_all,
    other_corpus,
    read_corpus,
    shared_assistant,
    shared_settings,
    small_corpus,
    tree,
    write_corpus,
)

from lessons import index as index_module
from lessons.answers import Assistant
from lessons.build import COLLECTION, STORE, is_current, refresh_index
from lessons.codebook import fingerprint
from lessons.domain import Chunk, ChunkKind, CorpusError, IndexBroken
from lessons.index import CURRENT, current_build, open_index
from lessons.library import open_library
from lessons.settings import Settings, load_settings

FIXTURES = (shared_settings, shared_assistant, small_corpus, other_corpus, one_model_for_all)
pytestmark = pytest.mark.usefixtures("one_model")

CODEBOOK = """
[[codes]]
id = "late-money"
type = "barrier"
passages = [{ document = "published", text = "Funding came late." }]
synonyms = ["cash"]
questions = ["Was the money late?", "Did the cash come on time?"]
"""


def is_one_sentence(words: str) -> bool:
    return "\n" not in words and words.endswith(".") and not re.search(r"[.!?]\s", words)


def settings_of(corpus: Path, index: Path) -> Settings:
    return load_settings(corpus_dir=corpus, index_dir=index)


def test_every_chunk_of_the_corpus_is_in_the_index_word_for_word(shared: Settings, assistant: Assistant) -> None:
    index = assistant.library.index
    corpus, codebook = read_corpus(shared.corpus_dir)
    assert set(index.chunks) == set(chunks_of(shared.corpus_dir))
    assert len({chunk.id for chunk in index.chunks}) == len(index.chunks)
    assert all(corpus.document(c.document).text[c.span.start : c.span.end] == c.text for c in index.chunks)
    assert index.questions == codebook.questions


def test_counts_agree_and_every_vector_has_length_one(assistant: Assistant) -> None:
    index = assistant.library.index
    assert index.facts.documents == len(assistant.library.corpus.documents)
    assert index.facts.chunks == len(index.chunks) == len(index.vectors) == len(index.matches("pilot"))
    assert index.facts.questions == len(index.questions) == len(index.question_vectors)
    lengths = np.linalg.norm(np.concatenate([index.vectors, index.question_vectors]), axis=1)
    assert np.allclose(lengths, 1.0, atol=1e-5)


def test_chroma_holds_the_same_ids_vectors_words_and_places(
    shared: Settings, assistant: Assistant, tmp_path: Path
) -> None:
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    shutil.copytree(current_build(shared.index_dir) / STORE, tmp_path / STORE)
    client = chromadb.PersistentClient(str(tmp_path / STORE), ChromaSettings(anonymized_telemetry=False))
    stored = client.get_collection(COLLECTION, embedding_function=None).get(
        include=["embeddings", "documents", "metadatas"]
    )
    client.close()  # type: ignore[attr-defined]  # the client has it, its declared type does not
    chunks = {chunk.id: (chunk, vector) for chunk, vector in zip(*_rows(assistant), strict=True)}
    assert sorted(stored["ids"]) == sorted(chunks)
    assert stored["embeddings"] is not None
    assert stored["documents"] is not None
    assert stored["metadatas"] is not None
    for chunk_id, vector, words, place in zip(
        stored["ids"], stored["embeddings"], stored["documents"], stored["metadatas"], strict=True
    ):
        chunk, expected = chunks[chunk_id]
        assert np.allclose(vector, expected, atol=1e-6)
        assert words == chunk.text
        assert (place["document"], place["start"], place["end"]) == (chunk.document, chunk.span.start, chunk.span.end)


def _rows(assistant: Assistant) -> tuple[tuple[Chunk, ...], np.typing.NDArray[np.float32]]:
    return assistant.library.index.chunks, assistant.library.index.vectors


def test_word_scores_reach_one_at_best_and_are_zero_for_words_that_nobody_uses(tmp_path: Path, small: Path) -> None:
    build(tmp_path / "index", small)
    index = open_index(tmp_path / "index")
    scores = index.matches("clinics")
    assert "clinics" in index.chunks[int(scores.argmax())].text
    assert scores.max() == pytest.approx(1.0)
    assert not index.matches("xylophone").any()
    assert not index.matches("").any()


def test_ids_and_vectors_stay_when_another_paragraph_is_added(tmp_path: Path, small: Path, other: Path) -> None:
    build(tmp_path / "before", small)
    build(tmp_path / "after", other)
    before, after = open_index(tmp_path / "before"), open_index(tmp_path / "after")
    vectors = {chunk.id: vector for chunk, vector in zip(after.chunks, after.vectors, strict=True)}
    assert {chunk.id for chunk in before.chunks} < set(vectors)
    assert all(np.array_equal(vectors[c.id], v) for c, v in zip(before.chunks, before.vectors, strict=True))


def test_ids_stay_when_a_paragraph_is_put_in_front_and_every_offset_moves(tmp_path: Path, small: Path) -> None:
    moved = write_corpus(tmp_path / "moved", "An opening remark comes first.", *PARAGRAPHS)
    build(tmp_path / "before", small)
    build(tmp_path / "after", moved)
    before, after = open_index(tmp_path / "before"), open_index(tmp_path / "after")
    places = {chunk.id: chunk.span for chunk in after.chunks}
    assert {chunk.id for chunk in before.chunks} < set(places)
    words = [chunk for chunk in before.chunks if chunk.kind in (ChunkKind.SENTENCE, ChunkKind.PARAGRAPH)]
    assert len(words) == 6
    assert all(places[chunk.id].start > chunk.span.start for chunk in words)


def test_only_what_changed_is_embedded_again(tmp_path: Path, small: Path, other: Path) -> None:
    first, same, more, afresh = WordHashes(), WordHashes(), WordHashes(), WordHashes()
    build(tmp_path / "index", small, first)
    assert sorted(first.encoded) == sorted({chunk.search_text for chunk in chunks_of(small)})
    build(tmp_path / "index", small, same)
    assert same.encoded == []
    build(tmp_path / "index", other, more)
    assert len(more.encoded) == 1
    assert more.encoded[0].endswith("Trust between organisations grew slowly.")
    build(tmp_path / "index", other, afresh, rebuild=True)
    assert sorted(afresh.encoded) == sorted([*first.encoded, *more.encoded])


def test_a_new_question_in_the_codebook_is_all_that_is_embedded(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", codebook=CODEBOOK)
    encoder = WordHashes()
    build(tmp_path / "index", corpus)
    write_corpus(corpus, codebook=CODEBOOK.replace('time?"', 'time?", "Who held the purse?"'))
    build(tmp_path / "index", corpus, encoder)
    assert encoder.encoded == ["Who held the purse?"]
    assert len(open_index(tmp_path / "index").questions) == 3


def test_another_model_takes_no_vector_over(tmp_path: Path, small: Path) -> None:
    another = WordHashes(name="another-model")
    build(tmp_path / "index", small)
    build(tmp_path / "index", small, another)
    assert len(another.encoded) == len(chunks_of(small))
    assert open_index(tmp_path / "index").facts.model == "another-model"


def _reword(corpus: Path) -> None:
    write_corpus(corpus, *PARAGRAPHS, "One thing more was said.", codebook=CODEBOOK)


def _recode(corpus: Path) -> None:
    write_corpus(corpus, codebook=CODEBOOK.replace("Was the money late?", "Was the money very late?"))


def _respell_a_synonym(corpus: Path) -> None:
    write_corpus(corpus, codebook=CODEBOOK.replace("cash", "dough"))


@pytest.mark.parametrize("change", [_reword, _recode, _respell_a_synonym])
def test_an_index_of_other_sources_is_not_used_and_is_rebuilt(tmp_path: Path, change: Callable[[Path], None]) -> None:
    """``open`` refuses it in one sentence; ``prepare`` builds it anew."""
    settings = settings_of(write_corpus(tmp_path / "corpus", codebook=CODEBOOK), tmp_path / "index")
    before, _ = refresh_index(settings)
    Assistant.open(settings)
    change(settings.corpus_dir)
    with pytest.raises(IndexBroken) as refusal:
        Assistant.open(settings)
    assert "out of date" in str(refusal.value)
    assert is_one_sentence(str(refusal.value))
    after = Assistant.prepare(settings).library.index.facts
    assert after.fingerprint != before.fingerprint
    assert Assistant.open(settings).library.index.facts == after


def test_an_index_of_another_model_is_not_used(tmp_path: Path, small: Path) -> None:
    build(tmp_path / "index", small)
    open_library(settings_of(small, tmp_path / "index"), WordHashes())
    with pytest.raises(IndexBroken, match="out of date"):
        open_library(settings_of(small, tmp_path / "index"), WordHashes(name="another-model"))


def test_preparing_builds_an_index_where_there_is_none_and_tells_its_progress(tmp_path: Path, small: Path) -> None:
    totals: list[int] = []
    done: list[int] = []

    def begin(total: int) -> Callable[[int], None]:
        totals.append(total)
        return done.append

    settings = settings_of(small, tmp_path / "index")
    texts = len(chunks_of(small))
    assert Assistant.prepare(settings, begin).library.index.facts.chunks == texts
    assert totals == [texts]
    assert sum(done) == texts
    Assistant.prepare(settings, begin)
    assert totals == [texts]  # the second time nothing was to do


def test_the_fingerprint_tells_documents_codebook_and_model_apart(tmp_path: Path, other: Path) -> None:
    corpus, codebook = read_corpus(write_corpus(tmp_path / "corpus", codebook=CODEBOOK))
    changed, _ = read_corpus(other)
    _, recoded = read_corpus(write_corpus(tmp_path / "recoded", codebook=CODEBOOK + "# a remark"))
    prints = [
        fingerprint(corpus, codebook, "model"),
        fingerprint(changed, codebook, "model"),
        fingerprint(corpus, recoded, "model"),
        fingerprint(corpus, codebook, "other model"),
    ]
    assert len(set(prints)) == len(prints)
    assert fingerprint(*read_corpus(tmp_path / "corpus"), "model") == prints[0]


Damage = Callable[[Path], object]


def _change_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


DAMAGES: dict[str, Damage] = {
    "emptied": lambda path: path.write_bytes(b""),
    "cut in half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "cut by a byte": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "changed in a byte": _change_a_byte,
    "overwritten": lambda path: path.write_bytes(b"\xff\x00PK" * 40),
    "removed": lambda path: path.unlink(),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=list(DAMAGES))
def test_damage_to_any_file_of_the_index_is_noticed_and_mended(tmp_path: Path, damage: Damage) -> None:
    """Whichever file it is: opening says so in one sentence, and the next build makes a whole index again."""
    corpus = write_corpus(tmp_path / "corpus", codebook=CODEBOOK)
    build(tmp_path / "good", corpus)
    files = [name for name in tree(current_build(tmp_path / "good")) if not name.startswith(STORE)]
    assert len(files) >= 10
    for name in files:
        index = tmp_path / "index"
        shutil.copytree(tmp_path / "good", index)
        damage(current_build(index) / name)
        with pytest.raises(IndexBroken) as refusal:
            open_index(index)
        assert is_one_sentence(str(refusal.value)), name
        assert "--rebuild" in str(refusal.value)
        assert not is_current(index, fingerprint(*read_corpus(corpus), "word-hashes")), name
        shutil.rmtree(index)


def test_a_damaged_index_is_built_anew_when_an_assistant_is_prepared(tmp_path: Path, small: Path) -> None:
    """It still fits the corpus, so only reading it can tell."""
    settings = settings_of(small, tmp_path / "index")
    refresh_index(settings)
    _change_a_byte(current_build(settings.index_dir) / index_module.VECTORS)
    assert Assistant.prepare(settings).library.index.facts.chunks == len(chunks_of(small))
    assert len(open_index(settings.index_dir).chunks) == len(chunks_of(small))


POINTERS: dict[str, tuple[bytes | None, str]] = {
    "missing": (None, "There is no index yet: run “lessons index”."),
    "empty": (b"", "damaged"),
    "to nothing": (b"build-00000000", "damaged"),
    "to elsewhere": (b"../small-corpus", "damaged"),
    "not words": (b"\xff\xfe\x00", "damaged"),
}


@pytest.mark.parametrize(("content", "says"), POINTERS.values(), ids=list(POINTERS))
def test_a_bad_pointer_is_said_in_one_sentence_and_mended(
    tmp_path: Path, small: Path, content: bytes | None, says: str
) -> None:
    build(tmp_path / "index", small)
    pointer = tmp_path / "index" / CURRENT
    if content is None:
        pointer.unlink()
    else:
        pointer.write_bytes(content)
    with pytest.raises(IndexBroken) as refusal:
        open_index(tmp_path / "index")
    assert says in str(refusal.value)
    assert is_one_sentence(str(refusal.value))
    build(tmp_path / "index", small)
    assert len(open_index(tmp_path / "index").chunks) == len(chunks_of(small))


def test_a_folder_without_an_index_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(IndexBroken, match=r"^There is no index yet: run “lessons index”\.$"):
        open_index(tmp_path / "nowhere")


def test_one_altered_byte_of_a_source_is_refused_by_name_and_the_old_index_stays(corpus_copy: Path) -> None:
    index = corpus_copy.parent / "index"
    build(index, write_corpus(corpus_copy.parent / "small"))
    before = tree(index)
    source = next(corpus_copy.glob("003*.txt"))
    _change_a_byte(source)
    with pytest.raises(CorpusError) as refusal:
        refresh_index(settings_of(corpus_copy, index), rebuild=True)
    assert source.name in str(refusal.value)
    assert is_one_sentence(str(refusal.value))
    assert tree(index) == before
    assert len(open_index(index).chunks) == len(chunks_of(corpus_copy.parent / "small"))


def test_an_index_swapped_away_while_it_is_opened_is_not_called_damaged(
    tmp_path: Path, small: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two rebuilds remove the folder that a slow reader is in the middle of; it then opens the newest."""
    index = tmp_path / "index"
    build(index, small)
    whole = index_module.read_facts
    swapped: list[str] = []

    def read_facts_slowly(folder: Path) -> index_module.IndexFacts:
        facts = whole(folder)
        if not swapped:
            swapped.append(folder.name)
            build(index, other, rebuild=True)
            build(index, other, rebuild=True)
        return facts

    monkeypatch.setattr(index_module, "read_facts", read_facts_slowly)
    assert len(open_index(index).chunks) == len(chunks_of(other)) > len(chunks_of(small))
    assert not (index / swapped[0]).exists()
