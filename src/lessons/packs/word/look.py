"""The look of a Word pack: black on white, in fonts that every Word has, the same widths on every machine."""

from __future__ import annotations

from dataclasses import dataclass

SANS, SERIF = "Arial", "Times New Roman"
PAGE_WIDTH, PAGE_HEIGHT = 595.3, 841.9  # points: A4
MARGIN, BOTTOM_MARGIN, FOOTER_AT = 51.0, 58.0, 28.0
LINE = 1.08  # of a font's own line height
BULLET_INDENT = 18.0
CELL_PADDING = 5.4  # left and right, Word's own
CARD_PADDING = 9.0  # all round
ROW_PADDING = 2.5  # above and below


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph style; sizes in points. ``keeps`` holds it to what follows, ``tab`` is the
    room of what stands at the right after a tab.
    """

    size: float
    before: float = 0
    after: float = 0
    bold: bool = False
    serif: bool = False
    keeps: bool = False
    indent: float = 0
    right: float = 0
    tab: float = 0


LOOKS = {
    "Normal": Look(10, after=6),
    "Title": Look(30, before=30, after=8, bold=True, keeps=True),
    "Subtitle": Look(14, after=20, keeps=True),
    "Heading 1": Look(21, before=14, after=8, bold=True, keeps=True),
    "Heading 2": Look(13.5, before=7, after=6, bold=True, keeps=True),
    "Heading 3": Look(11, before=8, after=3, bold=True, keeps=True),
    "TOC Heading": Look(14, before=22, after=4, bold=True, keeps=True),
    "toc 1": Look(10, before=5, after=1, bold=True, tab=30),
    "toc 2": Look(10, after=1, indent=14, tab=30),
    "List Bullet": Look(10, after=3, indent=BULLET_INDENT),
    "Quote": Look(11, after=1, serif=True, keeps=True, indent=14, right=14),
    "Caption": Look(9.5, before=8, after=3, bold=True, keeps=True),
    "Footer": Look(8.5),
    "Pack Lead": Look(11.5, after=4, bold=True),
    "Pack Speaker": Look(9.5, after=6, indent=14),
    "Pack Place": Look(9.5, after=2, keeps=True, indent=14),
    "Pack Note": Look(10, after=8, indent=14),
    "Pack Small": Look(9, before=4, after=6),
    "Pack Continued": Look(10.5, after=8, bold=True, keeps=True),
    "Pack Table": Look(9.5, after=1),
    "Pack Table Head": Look(9.5, after=1, bold=True, keeps=True),
    "Pack Table Quote": Look(10.5, after=2, serif=True),
    "Pack Card Quote": Look(13, after=5, serif=True),
    "Pack Card Speaker": Look(10.5, after=2, bold=True),
    "Pack Card Text": Look(9.5, after=3),
}
