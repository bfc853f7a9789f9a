"""What the tests of the checker share: one checker over the real corpus, and stretches of its documents as citations.

The fixture is taken over by an explicit import into a test module.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from lessons.checking.checker import Checker
from lessons.citations import cite
from lessons.domain import Citation, Span, Structure
from lessons.embedding import MiniLm


@pytest.fixture(scope="module", name="checker")
def real_checker(structures: Mapping[str, Structure]) -> Checker:
    """The checker over the real corpus, with the real model."""
    return Checker(MiniLm(), structures)


def passages(structures: Mapping[str, Structure], *texts: str, document: str = "published") -> list[Citation]:
    """The stretches of a document as citations, numbered."""
    return stretches(structures, *((document, text) for text in texts))


def stretches(structures: Mapping[str, Structure], *places: tuple[str, str]) -> list[Citation]:
    """Stretches of several documents as citations, numbered."""
    found = []
    for number, (document, text) in enumerate(places, start=1):
        start = structures[document].document.text.index(text)
        citation = cite(structures[document], Span(start, start + len(text)))
        assert citation is not None
        found.append(replace(citation, number=number))
    return found
