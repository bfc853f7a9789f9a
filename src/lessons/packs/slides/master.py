"""Makes ``master.pptx``, the slide master of our own decks: ``python -m lessons.packs.slides.master``.

It starts from the blank presentation of python-pptx and keeps four layouts. What the library has no call for (the theme's
colours and fonts, the master's text styles, shapes on a layout) is set in its XML here, and nowhere else.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pptx
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE, PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import BaseOxmlElement, OxmlElement
from pptx.presentation import Presentation
from pptx.slide import SlideLayout, SlideMaster
from pptx.util import Pt

from lessons.packs.wording import AUTHOR, LANGUAGE

FILE = Path(__file__).with_name("master.pptx")
PINE = RGBColor(0x1F, 0x5D, 0x4C)
COLOURS = {
    "dk1": "242A28", "lt1": "FDFBF7", "dk2": "1F5D4C", "lt2": "EFEBE1", "accent1": "1F5D4C", "accent2": "8FB8A8",
    "accent3": "4A4F4D", "accent4": "CFE3DA", "accent5": "E3D9C0", "accent6": "6B5A2E", "hlink": "1F5D4C", "folHlink": "4A4F4D",
}  # fmt: skip
FONTS = {"majorFont": "Georgia", "minorFont": "Arial"}
WIDTH, HEIGHT = 960, 540  # points, 16:9
NOT_OURS = (RT.THUMBNAIL, RT.EXTENDED_PROPERTIES)  # the blank presentation's picture and its counts of words
FIXED_DATE = datetime(2024, 1, 1)  # the library wants it without a zone

Place = tuple[float, float, float, float]  # left, top, width, height in points
TITLE_PLACE, BODY_PLACE, QUOTE_PLACE = (54, 30, 852, 86.4), (54, 130, 852, 360), (90, 130, 816, 360)
FRONT_PLACE, SUBTITLE_PLACE = (84, 108, 792, 158.4), (84, 294, 792, 144)
FOOTER_PLACE, NUMBER_PLACE = (54, 502, 600, 25), (826, 502, 80, 25)
RULE_PLACE, BAR_PLACE, BAND_PLACE, FRONT_RULE = (
    (61, 119, 838, 1.5),
    (66, 146, 5, 328),
    (0, 0, 30, HEIGHT),
    (91, 279, 120, 3),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """A layout: the blank presentation's that it is made from, where its placeholders and its green shapes are."""

    source: str
    name: str
    kind: str
    places: Mapping[PP_PLACEHOLDER, Place]
    shapes: tuple[Place, ...]


FOOT = {PP_PLACEHOLDER.FOOTER: FOOTER_PLACE, PP_PLACEHOLDER.SLIDE_NUMBER: NUMBER_PLACE}
TITLED = {PP_PLACEHOLDER.TITLE: TITLE_PLACE, **FOOT}
PLANS = (
    Plan("Title Slide", "Title", "title", {PP_PLACEHOLDER.CENTER_TITLE: FRONT_PLACE, PP_PLACEHOLDER.SUBTITLE: SUBTITLE_PLACE, **FOOT}, (BAND_PLACE, FRONT_RULE)),
    Plan("Title and Content", "Text", "obj", {PP_PLACEHOLDER.OBJECT: BODY_PLACE, **TITLED}, (RULE_PLACE,)),
    Plan("Two Content", "Quote", "obj", {PP_PLACEHOLDER.OBJECT: QUOTE_PLACE, **TITLED}, (RULE_PLACE, BAR_PLACE)),
    Plan("Title Only", "Chart", "titleOnly", TITLED, (RULE_PLACE,)),
)  # fmt: skip


def make_master() -> bytes:
    """The master as a presentation without slides."""
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    _drop_what_is_not_ours(deck)
    master = deck.slide_master
    _theme(master)
    _style_master(master)
    for plan in PLANS:
        _lay_out(next(layout for layout in deck.slide_layouts if layout.name == plan.source), plan, deck)
    for layout in [layout for layout in deck.slide_layouts if layout.name not in {plan.name for plan in PLANS}]:
        deck.slide_layouts.remove(layout)
    written = io.BytesIO()
    deck.save(written)
    return written.getvalue()


def _drop_what_is_not_ours(deck: Presentation) -> None:
    package = deck.part.package
    for relationship in [r for r in package.iter_rels() if r.reltype in NOT_OURS]:
        package.drop_rel(relationship.rId)
    for relationship in [r for r in deck.part.rels.values() if r.reltype == RT.PRINTER_SETTINGS]:
        deck.part.rels.pop(relationship.rId)
    about = deck.core_properties
    about.title, about.author, about.last_modified_by, about.language = "Slide master", AUTHOR, AUTHOR, LANGUAGE
    about.subject = about.keywords = about.comments = ""
    about.created = about.modified = FIXED_DATE
    about.revision = 1


def _theme(master: SlideMaster) -> None:
    """Colours and fonts."""
    part = master.part.part_related_by(RT.THEME)
    theme = parse_xml(part.blob)
    for name, colour in COLOURS.items():
        place = theme.find(f".//{qn('a:clrScheme')}/{qn(f'a:{name}')}")
        for old in list(place):
            place.remove(old)
        _add(place, "a:srgbClr", val=colour)
    for name, font in FONTS.items():
        theme.find(f".//{qn(f'a:{name}')}/{qn('a:latin')}").set("typeface", font)
    theme.set("name", AUTHOR)
    part._blob = serialize_part_xml(theme)


def _style_master(master: SlideMaster) -> None:
    styles = master._element.find(qn("p:txStyles"))
    title = styles.find(f"{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    title.set("algn", "l")
    title.find(qn("a:defRPr")).set("sz", "3000")
    body = styles.find(f"{qn('p:bodyStyle')}/{qn('a:lvl1pPr')}")
    body.set("marL", "228600")
    body.set("indent", "-228600")
    body.find(qn("a:defRPr")).set("sz", "2000")
    places = {PP_PLACEHOLDER.TITLE: TITLE_PLACE, PP_PLACEHOLDER.BODY: BODY_PLACE, **FOOT}
    _arrange(master, places)
    for language in master._element.iter(qn("a:rPr"), qn("a:endParaRPr")):
        language.set("lang", LANGUAGE)


def _arrange(page: SlideMaster | SlideLayout, places: Mapping[PP_PLACEHOLDER, Place]) -> None:
    """Each placeholder to its place; those that have none are removed."""
    left = dict(places)
    for shape in list(page.placeholders):
        place = left.pop(shape.placeholder_format.type, None)
        if place is None:
            page.shapes._spTree.remove(shape._element)
            continue
        shape.left, shape.top, shape.width, shape.height = (Pt(value) for value in place)
        kind = shape.placeholder_format.type
        frame = shape.text_frame
        for levels in frame._txBody.findall(qn("a:lstStyle")):
            for level in list(levels):
                levels.remove(level)
        if kind in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
            _small(frame._txBody.find(qn("a:lstStyle")), "l" if kind == PP_PLACEHOLDER.FOOTER else "r")
        if kind in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE):
            frame.vertical_anchor = MSO_ANCHOR.BOTTOM
        if kind in (PP_PLACEHOLDER.SUBTITLE, PP_PLACEHOLDER.OBJECT) and place in (SUBTITLE_PLACE, QUOTE_PLACE):
            level = _add(frame._txBody.find(qn("a:lstStyle")), "a:lvl1pPr", marL="0", indent="0")
            _add(level, "a:buNone")
        if kind in (PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.SUBTITLE):
            frame.vertical_anchor = MSO_ANCHOR.MIDDLE if place == QUOTE_PLACE else MSO_ANCHOR.TOP


def _add(parent: BaseOxmlElement, tag: str, **attributes: str) -> BaseOxmlElement:
    child = OxmlElement(tag)
    for name, value in attributes.items():
        child.set(name, value)
    parent.append(child)
    return child


def _small(levels: BaseOxmlElement, align: str) -> None:
    level = _add(levels, "a:lvl1pPr", algn=align)
    size = _add(level, "a:defRPr", sz="1200")
    _add(_add(size, "a:solidFill"), "a:schemeClr", val="accent3")


def _lay_out(layout: SlideLayout, plan: Plan, deck: Presentation) -> None:
    layout.name = plan.name
    layout._element.set("type", plan.kind)
    _arrange(layout, plan.places)
    for language in layout._element.iter(qn("a:rPr"), qn("a:endParaRPr")):
        language.set("lang", LANGUAGE)
    # A layout has no call that draws a shape: it is drawn on a slide, moved, and the slide dropped.
    page = deck.slides.add_slide(layout)
    for place in plan.shapes:
        left, top, width, height = (Pt(value) for value in place)
        shape = page.shapes.add_shape(MSO_SHAPE.RECTANGLE, left, top, width, height)
        shape.fill.solid()
        shape.fill.fore_color.rgb = PINE
        shape.line.fill.background()
        shape._element.remove(shape._element.find(qn("p:style")))  # it brings a shadow
        layout.shapes._spTree.insert(2, shape._element)
    identifier = deck.slides._sldIdLst[-1]
    deck.part.rels.pop(identifier.rId)
    deck.slides._sldIdLst.remove(identifier)


if __name__ == "__main__":
    FILE.write_bytes(make_master())
