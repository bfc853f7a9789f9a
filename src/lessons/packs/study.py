"""What packs are made from: the documents of the corpus, the themes of the preferred version, and our material about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lessons.codebook import Codebook, load_codebook
from lessons.corpus import Corpus, load_corpus
from lessons.domain import Structure, UsageError
from lessons.packs.material import Material, load_material
from lessons.structure import read_structure
from lessons.themes import Theme, read_themes


@dataclass(frozen=True, slots=True)
class Study:
    """``preferred`` is the version that handouts speak from; ``structures`` holds every document."""

    preferred: Structure
    structures: Mapping[str, Structure]
    themes: tuple[Theme, ...]
    material: Material


def load_study(folder: Path) -> Study:
    """The study of a corpus folder."""
    corpus = load_corpus(folder)
    structures = {document.id: read_structure(document) for document in corpus.documents}
    return read_study(corpus, structures, load_codebook(folder, corpus), folder)


def read_study(corpus: Corpus, structures: Mapping[str, Structure], codebook: Codebook, folder: Path) -> Study:
    """The same for a corpus that was read already; raises UsageError where it has no version of the study."""
    if not corpus.versions:
        raise UsageError("There is no version of the study to make a pack from: put it into the corpus.")
    preferred = structures[corpus.versions[0].id]
    return Study(preferred, structures, read_themes(preferred, codebook), load_material(folder, structures))
