"""Reads one PDF inside limits that it sets for itself: ``python -m lessons.pdf_worker LIMITS < file.pdf``.

A small hostile PDF can keep pypdf busy for hours, and pypdf's own limits hold for one stream or one page. So files are
parsed in this process, which may die without harm. LIMITS is `PdfLimits` as a JSON object; on standard output comes
``{"pages": [{"number", "lines", "furniture"}, ...]}`` or ``{"fault": "LOCKED"}``.

Text stands in a PDF in the order in which it was drawn, and pypdf joins what stands on one baseline, whichever column
it belongs to. So the operators that show text are followed here, and every run of text keeps its place.
"""

from __future__ import annotations

import contextlib
import json
import logging
import math
import sys
from collections import defaultdict
from collections.abc import Sequence
from copy import copy
from dataclasses import asdict, dataclass, field
from io import BytesIO
from typing import Any, BinaryIO

import pypdf
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

# pypdf has no public class for the encoding and the widths of a font; its version is pinned below 8 for this one.
from pypdf.generic._font import Font

from lessons.pdf import Fault, PdfLimits
from lessons.pdf_layout import Run, lay_out

Matrix = Sequence[float]  # the six numbers of PDF 32000-1, 8.3.3
Fonts = dict[int, tuple[Any, Font]]  # by the id of the font's resource, which is kept so that the id stays its own

UNCHANGED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
PLACING = {b"BT", b"Td", b"TD", b"Tm", b"T*", b"'", b'"'}
SHOWN = {b"Tj": slice(0, 1), b"'": slice(0, 1), b'"': slice(2, 3)}
MEASURES = {b"Tc": "letter_gap", b"Tw": "word_gap", b"Tz": "stretch", b"Ts": "rise"}
TURN_STEP = 15  # degrees; scans are often a little askew
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
STREAM_BYTES = 30_000_000  # no page of text comes near


class Unread(Exception):
    """Carries the `Fault` for which the file cannot be read."""


@dataclass(slots=True)
class TextState:
    """What the operators have set for text to come, in the units of text space; `stretch` is in per cent."""

    font: Font | None = None
    size: float = 0.0
    letter_gap: float = 0.0
    word_gap: float = 0.0
    stretch: float = 100.0
    rise: float = 0.0


@dataclass(slots=True)
class Canvas:
    """The page, or a form drawn on it: its resources, its place, the state it began with and the states put aside."""

    resources: Any
    matrix: Matrix
    first: TextState
    put_aside: list[TextState] = field(default_factory=list)


class RunCollector:
    """Follows the operators of one page and collects its runs by direction, in drawing order; pypdf keeps the matrices."""

    def __init__(self, resources: Any, fonts: Fonts, max_characters: int) -> None:
        self.runs: defaultdict[int, list[Run]] = defaultdict(list)
        self.characters = 0
        self._max_characters = max_characters
        self._fonts = fonts
        self._state = TextState()
        self._pen = 0.0
        self._canvases = [Canvas(resources, UNCHANGED, TextState())]

    def before(self, operator: bytes, operands: Sequence[Any], current: Matrix, _text: Matrix) -> None:
        """Step onto a form before pypdf draws it."""
        if operator == b"Do":
            outer = self._canvases[-1]
            resources, matrix = outer.resources, product(current, outer.matrix)
            with contextlib.suppress(KeyError, IndexError, TypeError, ValueError, AttributeError):
                form = resources.get_object()["/XObject"][operands[0]]
                matrix = product([float(number) for number in form.get("/Matrix", UNCHANGED)], matrix)
                resources = form.get("/Resources", resources)
            self._canvases.append(Canvas(resources, matrix, copy(self._state)))

    def after(self, operator: bytes, operands: Sequence[Any], current: Matrix, text: Matrix) -> None:
        """Take in one operator, once pypdf has brought the matrices up to date."""
        canvas = self._canvases[-1]
        if operator in PLACING:
            self._pen = 0.0
        if operator == b"Do":
            self._state = self._canvases.pop().first
        elif operator == b"q":
            canvas.put_aside.append(copy(self._state))
        elif operator == b"Q" and canvas.put_aside:
            self._state = canvas.put_aside.pop()
        elif operator == b"TJ" and operands:
            self._show(operands[0], product(product(text, current), canvas.matrix))
        elif operator in SHOWN:
            if operator == b'"':
                self._set(b"Tw", operands)
                self._set(b"Tc", operands[1:])
            self._show(operands[SHOWN[operator]], product(product(text, current), canvas.matrix))
        else:
            self._set(operator, operands)

    def _set(self, operator: bytes, operands: Sequence[Any]) -> None:
        """Change the text state; an operand that makes no sense leaves it as it is."""
        with contextlib.suppress(IndexError, TypeError, ValueError):
            if operator in MEASURES:
                setattr(self._state, MEASURES[operator], float(operands[0]))
            elif operator == b"Tf":
                self._state.font = self._font(operands[0])
                self._state.size = float(operands[1])

    def _font(self, name: Any) -> Font | None:
        """The font of that name, or None where its letters cannot be told."""
        try:
            resource = self._canvases[-1].resources.get_object()["/Font"][name]
            if id(resource) not in self._fonts:
                self._fonts[id(resource)] = (resource, Font.from_font_resource(resource))
        except (KeyError, TypeError, AttributeError):
            return None
        font = self._fonts[id(resource)][1]
        return font if font.interpretable else None

    def _show(self, items: Any, place: Matrix) -> None:
        """Collect shown strings; a number among them moves the pen back by thousandths of the size."""
        if not isinstance(items, list) or not math.isfinite(sum(place)):
            return
        for item in items:
            if isinstance(item, (int, float)):
                self._pen -= item / 1000 * self._state.size * self._state.stretch / 100
            elif isinstance(item, (bytes, str)) and self._state.font:
                self._draw(item, self._state.font, place)

    def _draw(self, shown: bytes | str, font: Font, place: Matrix) -> None:
        """Collect one shown string and move the pen behind it."""
        codes, words = decoded(shown, font)
        state, start = self._state, self._pen
        glyphs = sum(font.space_width if code == font.space_char else font.get_text_width(code) for code in codes)
        gaps = len(codes) * state.letter_gap + codes.count(" ") * state.word_gap
        self._pen += (glyphs / 1000 * state.size + gaps) * state.stretch / 100
        self.characters += len(words)
        turn = round(math.degrees(math.atan2(place[1], place[0])) / TURN_STEP) * TURN_STEP % 360
        a, b, c, d, e, f = product(place, rotation(-turn))
        x, right = (along * a + state.rise * c + e for along in (start, self._pen))
        run = Run(x, right, start * b + state.rise * d + f, abs(state.size) * math.hypot(c, d), words)
        if self.characters > self._max_characters or not words or not math.isfinite(x + right + run.y) or not run.size:
            return
        runs = self.runs[turn]
        if runs and runs[-1].goes_on_with(run):
            run = runs.pop().joined(run)
        runs.append(run)


def decoded(shown: bytes | str, font: Font) -> tuple[str, str]:
    """The codes of a shown string, one character each, and the words that they stand for."""
    if isinstance(shown, str):
        codes = letters = shown
    elif isinstance(font.encoding, str):
        codes = letters = shown.decode(font.encoding, "replace")
    else:
        codes = shown.decode("latin-1")
        letters = "".join(font.encoding.get(code, chr(code)) for code in shown)
    words = "".join(str(font.character_map.get(letter, letter)) for letter in letters).translate(LIGATURES)
    # Control characters and halves of a pair stand for nothing, and halves cannot be written to a file.
    return codes, "".join(" " if c < " " or "\ud800" <= c <= "\udfff" else c for c in words)


def product(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does `first`, then `then`."""
    (a, b, c, d, e, f), (p, q, r, s, t, u) = first, then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def rotation(degrees: float) -> Matrix:
    """The matrix that turns the page about its origin, counter-clockwise."""
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    return (cosine, sine, -sine, cosine, 0.0, 0.0)


def read_runs(content: bytes, limits: PdfLimits) -> list[list[list[Run]]]:
    """The runs of each page by direction, the fullest direction first, or `Unread`."""
    reader = pypdf.PdfReader(BytesIO(content))
    # Many files are encrypted with an empty password, only to forbid printing: every viewer opens those.
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unread(Fault.LOCKED)
    if not 0 < len(reader.pages) <= limits.max_pages:
        raise Unread(Fault.TOO_MANY_PAGES if reader.pages else Fault.NO_PAGES)
    fonts: Fonts = {}
    pages = []
    for page in reader.pages:
        collector = RunCollector(page.get_inherited("/Resources"), fonts, limits.max_characters)
        page.extract_text(visitor_operand_before=collector.before, visitor_operand_after=collector.after)
        if collector.characters > limits.max_characters:
            raise Unread(Fault.TOO_DENSE)
        pages.append(sorted(collector.runs.values(), key=lambda runs: -sum(len(run.text) for run in runs)) or [[]])
    return pages


def read(file: BinaryIO, limits: PdfLimits) -> str:
    """The pages of a PDF, or its fault, as JSON."""
    most = STREAM_BYTES
    pypdf.overwrite_configuration(zlib_maximum_output_length=most, array_based_stream_maximum_output_length=most)
    try:
        pages = lay_out(read_runs(file.read(), limits))
        if not any(page.lines or page.furniture for page in pages):
            raise Unread(Fault.NO_TEXT)
        return json.dumps({"pages": [asdict(page) for page in pages]})
    except Unread as unread:
        fault = unread.args[0]
    except (DependencyError, FileNotDecryptedError):
        fault = Fault.LOCKED
    except LimitReachedError:
        fault = Fault.SLOW
    except MemoryError:
        fault = Fault.MEMORY
    except Exception:  # the outermost boundary: damage makes pypdf raise whatever it leads to
        fault = Fault.BROKEN
    return json.dumps({"fault": fault.name})


def limit_process(limits: PdfLimits) -> None:
    """Have the system stop this process when it wants too much memory or time; Windows has no such limits."""
    try:
        import resource
    except ImportError:
        return
    wanted = {resource.RLIMIT_AS: limits.memory_bytes, resource.RLIMIT_CPU: limits.cpu_seconds, resource.RLIMIT_CORE: 0}
    for kind, value in wanted.items():
        # Refused where a lower limit holds already, and on macOS for memory.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (value, value))


if __name__ == "__main__":
    asked = PdfLimits(**json.loads(sys.argv[1]))
    limit_process(asked)
    logging.disable()
    print(read(sys.stdin.buffer, asked))
