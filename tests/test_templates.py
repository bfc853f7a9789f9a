"""A house template is looked at before it is used, and what cannot be used is refused in one plain sentence."""

from __future__ import annotations

import io
import zipfile

import docx
import pptx
import pytest

from lessons.domain import UsageError
from lessons.packs.templates import LARGEST_TEMPLATE, LARGEST_UNPACKED, check_template


def word_file() -> bytes:
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def slides_file() -> bytes:
    out = io.BytesIO()
    pptx.Presentation().save(out)
    return out.getvalue()


def zipped(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return out.getvalue()


def damaged(content: bytes) -> bytes:
    """The same file with bytes of its packed text overwritten."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        at = file.getinfo("word/document.xml").header_offset + 80
    return content[:at] + b"\x00" * 60 + content[at + 60 :]


def test_real_files_are_taken() -> None:
    check_template(word_file(), "docx")
    check_template(slides_file(), "pptx")


@pytest.mark.parametrize("ending", ["docx", "pptx"])
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK",
        b"%PDF-1.7",
        word_file()[:3000],
        zipped(),
        zipped(**{"word/document.xml": b"<w/>", "ppt/presentation.xml": b"<p/>"}),
        zipped(**{"[Content_Types].xml": b"", "word/document.xml": b"<w/>", "ppt/presentation.xml": b"<p/>"}),
        damaged(word_file()),
    ],
    ids=["nothing", "two bytes", "a PDF", "half a file", "empty zip", "no types", "other types", "damaged"],
)
def test_what_is_no_office_file_is_refused(content: bytes, ending: str) -> None:
    with pytest.raises(UsageError, match=rf"\.{ending} file") as refused:
        check_template(content, ending)
    assert "\n" not in str(refused.value)


def test_slides_are_no_word_template_and_a_word_file_is_none_for_slides() -> None:
    with pytest.raises(UsageError):
        check_template(slides_file(), "docx")
    with pytest.raises(UsageError):
        check_template(word_file(), "pptx")


def test_a_file_that_is_well_zipped_but_cannot_be_opened_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_file())) as whole, zipfile.ZipFile(out, "w") as file:
        for entry in whole.infolist():
            file.writestr(entry, b"<broken" if entry.filename == "word/document.xml" else whole.read(entry))
    with pytest.raises(UsageError):
        check_template(out.getvalue(), "docx")


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(UsageError, match="larger"):
        check_template(b"x" * (LARGEST_TEMPLATE + 1), "docx")


def test_a_file_that_unpacks_to_too_much_is_refused_without_unpacking_it() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file, file.open("big", "w", force_zip64=True) as big:
        for _ in range(LARGEST_UNPACKED // 10_000_000 + 1):
            big.write(b"\x00" * 10_000_000)
    assert len(out.getvalue()) < LARGEST_TEMPLATE
    with pytest.raises(UsageError, match="unpacks"):
        check_template(out.getvalue(), "docx")
