"""Reads a PDF as pages of lines in reading order, without ever parsing it in the program's own process.

`read_pdf` hands the file to `lessons.pdf_worker`, a process with limits, which collects the runs of each page and lays them out
(`lessons.pdf_layout`). This module imports nothing that could be harmed by a file.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from lessons.domain import BrokenError, UnreadableDocument
from lessons.pdf_layout import PdfPage


class Fault(StrEnum):
    """Why a file cannot be read; the value is the sentence for the user."""

    MISSING = "{name} cannot be opened: check that it is still there and that you are allowed to read it."
    EMPTY = "{name} is an empty file: export or download it again and add the new copy."
    TOO_BIG = "{name} is larger than {max_bytes:,} bytes: split it into smaller files and add those instead."
    BROKEN = (
        "{name} is damaged or not a PDF: save it as a PDF again from the program that made it and add that instead."
    )
    LOCKED = "{name} is protected with a password: save a copy without the password and add that instead."
    NO_PAGES = "{name} has no pages: export or download it again and add the new copy."
    TOO_MANY_PAGES = "{name} has more than {max_pages:,} pages: split it into shorter files and add those instead."
    NO_TEXT = "{name} has no text, only pictures of pages: run text recognition (OCR) on it and add the result instead."
    TOO_DENSE = (
        "{name} has a page of over {max_characters:,} characters: save its text as a new PDF and add that instead."
    )
    SLOW = "{name} takes too long to read: print it to a new PDF and add that instead."
    MEMORY = "{name} takes too much memory to read: print it to a new PDF and add that instead."


@dataclass(frozen=True, slots=True)
class PdfLimits:
    """What a file may ask for at most; memory is address space, `max_characters` is for one page."""

    max_bytes: int = 20_000_000
    max_pages: int = 400
    seconds: float = 60.0
    cpu_seconds: int = 45
    memory_bytes: int = 2**30
    max_characters: int = 50_000


def read_pdf(path: Path, limits: PdfLimits = PdfLimits()) -> tuple[PdfPage, ...]:
    """The pages of a PDF, in order.

    Raises `UnreadableDocument` where the file is missing, empty, damaged, locked, without text or asks for more than
    `limits`, and `BrokenError` where the process that reads PDFs does not work at all.
    """
    try:
        with path.open("rb") as file:
            content = file.read(limits.max_bytes + 1)
    except OSError:
        raise unreadable(path, Fault.MISSING, limits) from None
    if not content:
        raise unreadable(path, Fault.EMPTY, limits)
    reply = ask_worker(content, limits) if len(content) <= limits.max_bytes else Fault.TOO_BIG
    if isinstance(reply, Fault):
        raise unreadable(path, reply, limits)
    return reply


def unreadable(path: Path, fault: Fault, limits: PdfLimits) -> UnreadableDocument:
    """The error for a fault: one sentence that names the file and says what to do."""
    return UnreadableDocument(fault.format(name=" ".join(path.name.split()), **asdict(limits)))


def ask_worker(content: bytes, limits: PdfLimits) -> tuple[PdfPage, ...] | Fault:
    """The worker's pages or the fault it found or died of."""
    # -P: a file called pypdf.py in the current directory must not be taken for pypdf.
    command = [sys.executable, "-P", "-W", "ignore", "-m", "lessons.pdf_worker", json.dumps(asdict(limits))]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    try:
        ended = subprocess.run(command, input=content, stdout=pipe, stderr=nowhere, timeout=limits.seconds, check=False)
    except subprocess.TimeoutExpired:
        return Fault.SLOW
    except OSError:
        raise BrokenError("The reader of PDFs does not start: install the program again.") from None
    if ended.returncode > 0:
        raise BrokenError("The reader of PDFs does not work: install the program again.")
    if ended.returncode < 0:
        return Fault.SLOW  # stopped by a signal, as the system does when the processor time is used up
    reply = json.loads(ended.stdout)
    if "fault" in reply:
        return Fault[reply["fault"]]
    return tuple(PdfPage(p["number"], tuple(p["lines"]), tuple(p["furniture"])) for p in reply["pages"])
