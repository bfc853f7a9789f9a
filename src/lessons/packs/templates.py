"""Looks at a house template before anything is made from it."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping

import docx
import pptx
from docx.exceptions import PythonDocxError
from pptx.exc import PythonPptxError

from lessons.domain import UsageError
from lessons.packs import wording

LARGEST_TEMPLATE = 20_000_000  # bytes, as the file comes
LARGEST_UNPACKED = 200_000_000  # bytes
OPENERS: Mapping[str, Callable[[io.BytesIO], object]] = {"docx": docx.Document, "pptx": pptx.Presentation}
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, SyntaxError)
# What the two libraries raise, undocumented, at a file that lacks a part or an element that every such file has.
UNUSABLE = (PythonDocxError, PythonPptxError, LookupError, ValueError, AttributeError, TypeError)


def check_template(content: bytes, ending: str) -> None:
    """Raises UsageError, with one plain sentence, where the content is no usable file of that ending ("docx" or "pptx")."""
    if len(content) > LARGEST_TEMPLATE:
        raise UsageError(wording.TEMPLATE_TOO_LARGE.format(most=LARGEST_TEMPLATE // 1_000_000))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            if sum(entry.file_size for entry in file.infolist()) > LARGEST_UNPACKED:
                raise UsageError(wording.TEMPLATE_TOO_LARGE_UNPACKED)
            damaged = file.testzip()
        if damaged is None:
            OPENERS[ending](io.BytesIO(content))
    except (*UNREADABLE, *UNUSABLE) as problem:
        raise UsageError(wording.NOT_A_TEMPLATE.format(ending=ending)) from problem
    if damaged is not None:
        raise UsageError(wording.NOT_A_TEMPLATE.format(ending=ending))
