"""Reads one PDF inside limits that it sets for itself: ``python -m lessons.pdf_worker LIMITS < file.pdf``.

A small hostile PDF can keep pypdf busy for hours or fill the memory, and pypdf's own limits hold for a stream or a page
only. So the file is parsed here, in a process that may die without harm. LIMITS is `PdfLimits` as a JSON object. One JSON
object comes back on standard output: ``{"pages": [{"number", "lines", "furniture"}, ...]}`` or ``{"fault": "locked"}``.

Text stands in a PDF in the order in which it was drawn, so what is collected from it is *runs*: words with their place
and size on the page, from which `lessons.pdf` works out the reading order.
"""

from __future__ import annotations

import contextlib
import json
import logging
import math
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from io import BytesIO
from typing import Any

import pypdf
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

# pypdf has no public class for a font's encoding and widths; the requirement on pypdf is pinned below 8 because of this.
from pypdf.generic._font import Font

from lessons.pdf import Fault, PdfLimits, Run, lay_out

Matrix = Sequence[float]

UPRIGHT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
NEW_PLACE = {b"BT", b"Td", b"TD", b"Tm", b"T*", b"'", b'"'}
SHOWN_OPERAND = {b"Tj": 0, b"'": 0, b'"': 2}
# Scans are often a few degrees askew: text within half this many degrees of a direction counts as set in it.
TURN_STEP = 15
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
# No page of text comes near these; pypdf's own values let one stream take 75 MB.
STREAM_BYTES = 30_000_000


class Unread(Exception):
    """The file cannot be read for the reason that `fault` names."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class TextState:
    """What the operators have set for the text to come; lengths in units of text space, `stretch` a factor."""

    font: Font | None = None
    size: float = 0.0
    letter_gap: float = 0.0
    word_gap: float = 0.0
    stretch: float = 1.0
    rise: float = 0.0


@dataclass(slots=True)
class Scope:
    """The page, or a form drawn on it: its resources, where it stands, and the text states put aside inside it."""

    resources: Any
    matrix: Matrix
    before: TextState
    put_aside: list[TextState] = field(default_factory=list)


class RunCollector:
    """Follows the operators of one page and collects its runs, in drawing order.

    pypdf keeps the matrices; its own text pieces are not used because it joins what stands on one baseline, whichever
    column it belongs to.
    """

    def __init__(self, page: Any, fonts: dict[int, tuple[Any, Font]], max_characters: int) -> None:
        self.runs: list[Run] = []
        self.characters = 0
        self._max_characters = max_characters
        self._fonts = fonts
        self._state = TextState()
        self._pen = 0.0
        self._scopes = [Scope(page.get_inherited("/Resources"), UPRIGHT, self._state)]

    def before(self, operator: bytes, operands: Sequence[Any], current: Matrix, text: Matrix) -> None:
        """Step into a form before pypdf draws it."""
        if operator != b"Do":
            return
        outer = self._scopes[-1]
        resources, matrix = outer.resources, product(current, outer.matrix)
        with contextlib.suppress(KeyError, IndexError, TypeError, AttributeError, ValueError):
            form = outer.resources.get_object()["/XObject"][operands[0]]
            resources = form.get("/Resources", outer.resources)
            matrix = product([float(n) for n in form.get("/Matrix", UPRIGHT)], matrix)
        self._scopes.append(Scope(resources, matrix, self._state))

    def after(self, operator: bytes, operands: Sequence[Any], current: Matrix, text: Matrix) -> None:
        """Take in one operator once pypdf has brought the matrices up to date."""
        if operator in NEW_PLACE:
            self._pen = 0.0
        if operator == b"Do":
            self._state = self._scopes.pop().before
        elif operator == b"q":
            self._scopes[-1].put_aside.append(self._state)
        elif operator == b"Q":
            if self._scopes[-1].put_aside:
                self._state = self._scopes[-1].put_aside.pop()
        elif operator == b"TJ" and operands:
            self._show(operands[0], product(product(text, current), self._scopes[-1].matrix))
        elif operator in SHOWN_OPERAND:
            if operator == b'"':
                self._set(b"Tw", operands[:1])
                self._set(b"Tc", operands[1:2])
            shown = operands[SHOWN_OPERAND[operator] :][:1]
            self._show(shown, product(product(text, current), self._scopes[-1].matrix))
        else:
            self._set(operator, operands)

    def _set(self, operator: bytes, operands: Sequence[Any]) -> None:
        """Change the text state; an operand that makes no sense leaves it as it is, as viewers do."""
        with contextlib.suppress(TypeError, ValueError, IndexError):
            if operator == b"Tf":
                self._state = replace(self._state, font=self._font(operands[0]), size=float(operands[1]))
            elif operator == b"Tc":
                self._state = replace(self._state, letter_gap=float(operands[0]))
            elif operator == b"Tw":
                self._state = replace(self._state, word_gap=float(operands[0]))
            elif operator == b"Tz":
                self._state = replace(self._state, stretch=float(operands[0]) / 100)
            elif operator == b"Ts":
                self._state = replace(self._state, rise=float(operands[0]))

    def _font(self, name: Any) -> Font | None:
        """The font of that name, or None where its letters cannot be told."""
        try:
            resource = self._scopes[-1].resources.get_object()["/Font"][name].get_object()
        except (KeyError, TypeError, AttributeError):
            return None
        if id(resource) not in self._fonts:
            # The resource is kept beside its font so that its id is not given to another object.
            self._fonts[id(resource)] = (resource, Font.from_font_resource(resource))
        font = self._fonts[id(resource)][1]
        return font if font.interpretable else None

    def _show(self, items: Any, place: Matrix) -> None:
        """Collect shown strings; the numbers among them move the pen back by thousandths of the size."""
        for item in items if isinstance(items, (list, tuple)) else ():
            if isinstance(item, (int, float)):
                self._pen -= item / 1000 * self._state.size * self._state.stretch
            elif isinstance(item, (bytes, str)) and self._state.font is not None:
                self._draw(item, self._state.font, place)

    def _draw(self, shown: bytes | str, font: Font, place: Matrix) -> None:
        codes, words = decoded(shown, font)
        state, start = self._state, self._pen
        glyphs = sum(font.space_width if c == font.space_char else font.get_text_width(c) for c in codes)
        gaps = len(codes) * state.letter_gap + codes.count(" ") * state.word_gap
        self._pen = start + (glyphs / 1000 * state.size + gaps) * state.stretch
        self.characters += len(words)
        turn = round(math.degrees(math.atan2(place[1], place[0])) / TURN_STEP) * TURN_STEP % 360
        x, y = turned(place, start, state.rise, turn)
        right, _ = turned(place, self._pen, state.rise, turn)
        size = abs(state.size) * math.hypot(place[2], place[3])
        if self.characters <= self._max_characters and words and size > 0 and math.isfinite(x + y + right + size):
            self._add(Run(x, right, y, size, turn, words))

    def _add(self, run: Run) -> None:
        if self.runs and self.runs[-1].goes_on_with(run):
            self.runs[-1] = self.runs[-1].joined(run)
        else:
            self.runs.append(run)


def decoded(shown: bytes | str, font: Font) -> tuple[str, str]:
    """The codes of a shown string, one character each, and the words that they stand for."""
    if isinstance(shown, str):
        codes = letters = shown
    elif isinstance(font.encoding, str):
        codes = letters = shown.decode(font.encoding, "replace")
    else:
        codes = shown.decode("latin-1")
        letters = "".join(font.encoding.get(byte, chr(byte)) for byte in shown)
    words = "".join(str(font.character_map.get(letter, letter)) for letter in letters).translate(LIGATURES)
    return codes, "".join(c if c >= " " and not "\ud800" <= c <= "\udfff" else " " for c in words)


def product(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does `first` and `then` after it; both are the six numbers of PDF 32000-1, 8.3.3."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def turned(place: Matrix, along: float, above: float, turn: int) -> tuple[float, float]:
    """A point of text space on the page, the page turned back so that text set at `turn` degrees runs left to right."""
    x = along * place[0] + above * place[2] + place[4]
    y = along * place[1] + above * place[3] + place[5]
    cosine, sine = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    return x * cosine + y * sine, y * cosine - x * sine


def read_runs(content: bytes, limits: PdfLimits) -> list[list[Run]]:
    """The runs of each page, in drawing order.

    Raises
    ------
    Unread
        The file is locked, has no pages or too many, or a page has too many characters.
    """
    reader = pypdf.PdfReader(BytesIO(content))
    # Many files are encrypted with an empty password, only to forbid printing: every viewer opens those.
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unread(Fault.LOCKED)
    if not reader.pages:
        raise Unread(Fault.NO_PAGES)
    if len(reader.pages) > limits.max_pages:
        raise Unread(Fault.TOO_MANY_PAGES)
    fonts: dict[int, tuple[Any, Font]] = {}
    return [page_runs(page, fonts, limits.max_characters) for page in reader.pages]


def page_runs(page: pypdf.PageObject, fonts: dict[int, tuple[Any, Font]], max_characters: int) -> list[Run]:
    """The runs of one page; `fonts` is kept from page to page and filled here."""
    collector = RunCollector(page, fonts, max_characters)
    page.extract_text(visitor_operand_before=collector.before, visitor_operand_after=collector.after)
    if collector.characters > max_characters:
        raise Unread(Fault.TOO_DENSE)
    return collector.runs


def limit_process(limits: PdfLimits) -> None:
    """Have the system stop this process when it takes too much memory or time; Windows has no such limits."""
    try:
        import resource
    except ImportError:
        return
    wanted = {resource.RLIMIT_AS: limits.memory_bytes, resource.RLIMIT_CPU: limits.cpu_seconds, resource.RLIMIT_CORE: 0}
    for kind, value in wanted.items():
        # Refused where the system's own limit is lower already, and for memory on macOS.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (value, value))


def read(content: bytes, limits: PdfLimits) -> dict[str, Any]:
    """The pages of a PDF, or its fault, as the object to print."""
    pypdf.overwrite_configuration(
        maximum_declared_stream_length=STREAM_BYTES,
        array_based_stream_maximum_output_length=STREAM_BYTES,
        zlib_maximum_output_length=STREAM_BYTES,
        lzw_maximum_output_length=STREAM_BYTES,
        run_length_maximum_output_length=STREAM_BYTES,
        jbig2dec_binary=None,
    )
    try:
        pages = read_runs(content, limits)
        if not any(run.text.strip() for runs in pages for run in runs):
            raise Unread(Fault.NO_TEXT)
        return {"pages": [asdict(page) for page in lay_out(pages)]}
    except Unread as unread:
        return {"fault": unread.fault}
    except (DependencyError, FileNotDecryptedError):
        return {"fault": Fault.LOCKED}
    except LimitReachedError:
        return {"fault": Fault.SLOW}
    except MemoryError:
        return {"fault": Fault.MEMORY}
    # The outermost boundary: a damaged file makes pypdf raise whatever its damage leads to.
    except Exception:
        return {"fault": Fault.BROKEN}


def main(arguments: Sequence[str]) -> None:
    """Read the PDF on standard input and print the pages or the fault."""
    limits = PdfLimits(**json.loads(arguments[0]))
    limit_process(limits)
    logging.disable()
    json.dump(read(sys.stdin.buffer.read(), limits), sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
