"""A workshop pack as PowerPoint: every planned slide drawn on our own master, or on a house template."""

from __future__ import annotations

import copy
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pptx
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_AUTO_SIZE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation
from pptx.shapes.autoshape import Shape
from pptx.shapes.placeholder import LayoutPlaceholder
from pptx.slide import Slide as DrawnSlide
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Length, Pt

from lessons.domain import UsageError
from lessons.packs import wording
from lessons.packs.pack import Pack
from lessons.packs.slides.chart import draw_chart
from lessons.packs.slides.deck import plan_deck
from lessons.packs.slides.fit import Box, Line, Sizes, Style, height, largest_size
from lessons.packs.slides.layouts import EDGE, FEET, SIDE, Layouts, find_layouts, placeholders
from lessons.packs.slides.slide import OUR_LETTERS, Deck, Kind, Letters, Slide
from lessons.packs.templates import check_template
from lessons.packs.text import one_line, printable

MASTER = Path(__file__).with_name("master.pptx")
HEADING_FONT = "+mj-lt"  # the template's own
FOOTER_SIZE = 12
GAP = Pt(8)  # between a chart and the words below it


def as_slides(pack: Pack, template: bytes | None = None) -> bytes:
    """The pack as a .pptx file; raises UsageError where the template cannot be used."""
    presentation = _open(template)
    layouts = find_layouts(presentation)
    deck = plan_deck(pack, layouts.room(OUR_LETTERS if template is None else Letters()))
    for slide in deck.slides:
        _draw(slide, deck, presentation, layouts)
    _describe(deck, presentation)
    written = io.BytesIO()
    presentation.save(written)
    return written.getvalue()


def _open(template: bytes | None) -> Presentation:
    """The template without its slides."""
    if template is None:
        return pptx.Presentation(str(MASTER))
    check_template(template, "pptx")
    try:
        presentation = pptx.Presentation(io.BytesIO(template))
        _remove_slides(presentation)
    except Exception as problem:  # whatever a broken file makes the library raise
        raise UsageError(wording.NOT_A_TEMPLATE.format(ending="pptx")) from problem
    return presentation


def _remove_slides(presentation: Presentation) -> None:
    """Drops the slides, and what in the presentation lists them: shows made of some of them, and sections."""
    slides = presentation.slides._sldIdLst
    for identifier in list(slides):
        presentation.part.rels.pop(identifier.rId)
        slides.remove(identifier)
    for name in ("p:custShowLst", "p:extLst"):
        for listed in presentation.part._element.findall(qn(name)):
            presentation.part._element.remove(listed)


def _draw(slide: Slide, deck: Deck, presentation: Presentation, layouts: Layouts) -> None:
    layout = layouts.of(slide.kind)
    page = presentation.slides.add_slide(layout)
    title = page.shapes.title
    _write(title.text_frame, (Line(slide.title, Style.TEXT),), Sizes(slide.title_size, 0, 0))
    bodies = [place for place in page.placeholders if place.placeholder_format.idx != title.placeholder_format.idx]
    if slide.counts:
        for body in bodies:
            page.shapes._spTree.remove(body._element)
        _draw_counts(slide, page, layouts)
    else:
        _write(bodies[0].text_frame, slide.lines, slide.sizes)
    for place in placeholders(layout):
        if place.placeholder_format.type in FEET:
            _draw_foot(place, page, deck, slide.kind)
    notes = page.notes_slide.notes_text_frame
    notes.text = "\n".join(one_line(note) for note in slide.notes)
    for paragraph in notes.paragraphs:
        _set_language(paragraph)


def _write(frame: TextFrame, lines: tuple[Line, ...], sizes: Sizes) -> None:
    """Paragraphs at their sizes; margins and spacing are set because the estimate reckons with them."""
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = SIDE
    frame.margin_top = frame.margin_bottom = EDGE
    for at, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.line_spacing = 1.0
        paragraph.space_after = Pt(0)
        paragraph.space_before = Pt(sizes.before(line.style) if at else 0)
        if line.style != Style.ITEM:
            _without_bullet(paragraph)
        for words, bold in ((line.lead, True), (line.text, None)):
            if words:
                run = paragraph.add_run()
                run.text = printable(f"{words} " if bold and line.text else words)
                run.font.size, run.font.bold = Pt(sizes.of(line.style)), bold
                run.font.name = HEADING_FONT if line.style == Style.QUOTE else None
        _set_language(paragraph)


def _without_bullet(paragraph: _Paragraph) -> None:
    """The library has no call for bullets."""
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", "0")
    properties.set("indent", "0")
    properties.append(parse_xml(f"<a:buNone {nsdecls('a')}/>"))


def _set_language(paragraph: _Paragraph) -> None:
    for run in paragraph.runs:
        run.font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK


def _draw_counts(slide: Slide, page: DrawnSlide, layouts: Layouts) -> None:
    """The chart where other slides have their text, and the words below it."""
    if slide.counts is None:
        return
    left, top, width, whole = layouts.body
    need = Length(Pt(height(slide.lines, slide.sizes, Length(width - 2 * SIDE).pt)) + 2 * EDGE)
    box = page.shapes.add_textbox(left, Length(top + whole - need), width, need)
    box.name = "Text below the chart"
    _write(box.text_frame, slide.lines, slide.sizes)
    draw_chart(page, slide.counts, slide.alternative, (left, top, width, Length(whole - need - GAP)))


def _draw_foot(place: LayoutPlaceholder, page: DrawnSlide, deck: Deck, kind: Kind) -> None:
    """The slide's number, and the caution where the template has a footer for it; the library copies neither."""
    is_number = place.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER
    is_footer = place.placeholder_format.type == PP_PLACEHOLDER.FOOTER
    box = Box(Length(place.width - 2 * SIDE).pt, Length(place.height - 2 * EDGE).pt)
    if (
        kind == Kind.TITLE
        or not (is_number or is_footer)
        or (is_footer and not largest_size(deck.footer, box, (FOOTER_SIZE,)))
    ):
        return
    foot = copy.deepcopy(place._element)
    foot.nvSpPr.cNvPr.set("id", str(max(shape.shape_id for shape in page.shapes) + 1))
    page.shapes._spTree.append(foot)
    if is_footer:
        frame = cast(Shape, page.shapes[-1]).text_frame
        frame.clear()
        run = frame.paragraphs[0].add_run()
        run.text, run.font.size = deck.footer, Pt(FOOTER_SIZE)
        _set_language(frame.paragraphs[0])


def _describe(deck: Deck, presentation: Presentation) -> None:
    about = presentation.core_properties
    about.title, about.author, about.last_modified_by = deck.title, wording.AUTHOR, wording.AUTHOR
    about.language, about.revision = wording.LANGUAGE, 1
    about.subject = about.keywords = about.comments = about.category = ""
    about.created = about.modified = datetime.now(UTC).replace(tzinfo=None)
