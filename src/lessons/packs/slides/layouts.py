"""Finds out which layouts of a template the slides can stand on, and how much room they have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.presentation import Presentation
from pptx.shapes.placeholder import LayoutPlaceholder
from pptx.slide import SlideLayout
from pptx.util import Emu, Length, Pt

from lessons.domain import UsageError
from lessons.packs import wording
from lessons.packs.slides.fit import Box
from lessons.packs.slides.slide import Kind, Letters, Room

SIDE, EDGE = Pt(7.2), Pt(3.6)  # the margins of a text box, left and right, above and below
TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
BODIES = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT)
FEET = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
QUOTE = "quote"  # what a layout for quotes is called, where there is one of its own
LEAST_TITLE, LEAST_SUBTITLE, LEAST_BODY = (Pt(250), Pt(34)), (Pt(300), Pt(70)), (Pt(400), Pt(200))  # width, height


@dataclass(frozen=True, slots=True)
class Layouts:
    """The layouts that slides stand on, by what they hold, and the place of a body of text."""

    front: SlideLayout
    text: SlideLayout
    quote: SlideLayout
    chart: SlideLayout
    body: tuple[Length, Length, Length, Length]  # left, top, width, height

    def of(self, kind: Kind) -> SlideLayout:
        """The layout for a slide."""
        return {Kind.TITLE: self.front, Kind.QUOTE: self.quote, Kind.CHART: self.chart}.get(kind, self.text)

    def room(self, letters: Letters) -> Room:
        """The room for words, in fonts of those widths."""
        titles = [_box(_roles(layout)[0], letters.title) for layout in (self.text, self.quote, self.chart)]
        return Room(
            front=_box(_roles(self.front)[0], letters.title),
            subtitle=_box(_roles(self.front)[1], letters.text),
            title=min(titles, key=_area),
            body=_box(_roles(self.text)[1], letters.text),
            quote=_box(_roles(self.quote)[1], letters.quote),
        )


def find_layouts(deck: Presentation) -> Layouts:
    """The layouts of a template; raises UsageError where none has a title and room for text."""
    layouts = [layout for master in deck.slide_masters for layout in master.slide_layouts]
    texts = [layout for layout in layouts if _holds(layout, BODIES, LEAST_BODY)]
    if not texts:
        raise UsageError(wording.NO_USABLE_LAYOUT)
    text = max(texts, key=lambda layout: _area(_box(_roles(layout)[1])))
    body = _roles(text)[1]
    return Layouts(
        front=next((x for x in layouts if _holds(x, (PP_PLACEHOLDER.SUBTITLE,), LEAST_SUBTITLE)), text),
        text=text,
        quote=next((x for x in texts if x.name.casefold() == QUOTE), text),
        chart=next((x for x in layouts if _is_title_only(x)), text),
        body=(body.left, body.top, body.width, body.height),
    )


def placeholders(layout: SlideLayout) -> list[LayoutPlaceholder]:
    """The placeholders of a layout, whose type the library states wrongly."""
    return list(cast(Iterable[LayoutPlaceholder], layout.placeholders))


def _roles(layout: SlideLayout) -> list[LayoutPlaceholder]:
    """What slides of a layout are to fill: the title, then the rest."""
    content = (p for p in placeholders(layout) if p.placeholder_format.type not in FEET)
    return sorted(content, key=lambda p: p.placeholder_format.type not in TITLES)


def _holds(layout: SlideLayout, kinds: Iterable[PP_PLACEHOLDER], least: tuple[Length, Length]) -> bool:
    """Whether a layout has a title and just one more placeholder, of one of these kinds, both of a usable size."""
    roles = _roles(layout)
    return (
        [p.placeholder_format.type in TITLES for p in roles] == [True, False]
        and roles[1].placeholder_format.type in kinds
        and _is_large(roles[0], LEAST_TITLE)
        and _is_large(roles[1], least)
    )


def _is_title_only(layout: SlideLayout) -> bool:
    roles = _roles(layout)
    return [p.placeholder_format.type in TITLES for p in roles] == [True] and _is_large(roles[0], LEAST_TITLE)


def _is_large(place: LayoutPlaceholder, least: tuple[Length, Length]) -> bool:
    is_upright = place._element.xpath("not(.//p:ph[@orient='vert'])")
    return bool(is_upright) and (place.width or 0) >= least[0] and (place.height or 0) >= least[1]


def _box(place: LayoutPlaceholder, letters: float = 1.0) -> Box:
    return Box(round(Emu(place.width - 2 * SIDE).pt, 1), round(Emu(place.height - 2 * EDGE).pt, 1), letters)


def _area(box: Box) -> float:
    return box.width * box.height
