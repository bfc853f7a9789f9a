"""A PDF as its pages, with the place of every word, as poppler reads it."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

XHTML = "{http://www.w3.org/1999/xhtml}"
LONGEST = 60  # seconds


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its box, in points from the page's top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered page: its size in points and its words in reading order."""

    width: float
    height: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)


def read_pages(pdf: Path) -> tuple[Page, ...]:
    """The pages of a PDF with the box of every word."""
    done = subprocess.run(
        ["pdftotext", "-bbox-layout", str(pdf), "-"], check=True, capture_output=True, timeout=LONGEST
    )
    root = ElementTree.fromstring(done.stdout)
    return tuple(
        Page(
            width=float(page.attrib["width"]),
            height=float(page.attrib["height"]),
            words=tuple(_word(word) for word in page.iter(f"{XHTML}word")),
        )
        for page in root.iter(f"{XHTML}page")
    )


def _word(element: ElementTree.Element) -> Word:
    left, top, right, bottom = (float(element.attrib[name]) for name in ("xMin", "yMin", "xMax", "yMax"))
    return Word(element.text or "", left, top, right, bottom)
