"""The formats of a pack, by the ending of their files: one model, three ways to write it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lessons.packs.markdown import as_markdown
from lessons.packs.pack import Pack
from lessons.packs.slides.drawing import as_slides
from lessons.packs.word.document import as_word


@dataclass(frozen=True, slots=True)
class Format:
    """A format; ``write`` takes a pack and a house template, if there is one, and gives the file.

    A file that does not show all of a pack says itself how many excerpts it shows.
    """

    ending: str
    media_type: str
    takes_template: bool
    shows_all: bool
    write: Callable[[Pack, bytes | None], bytes]


OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS = (
    Format("docx", f"{OFFICE}.wordprocessingml.document", True, True, as_word),
    Format("pptx", f"{OFFICE}.presentationml.presentation", True, False, as_slides),
    Format("md", "text/markdown", False, True, lambda pack, _: as_markdown(pack).encode()),
)
