"""Opens what a Word pack is written into: our own plain look, or a house template whose styles, page and header are kept."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from lessons.packs import wording
from lessons.packs.templates import check_template
from lessons.packs.word.fields import set_language, set_newest_mode, stop_prompts
from lessons.packs.word.look import (
    BOTTOM_MARGIN,
    FOOTER_AT,
    LINE,
    LOOKS,
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SANS,
    SERIF,
    Look,
)

BULLET = "List Bullet"
KEPT_OF_STYLE = (qn("w:numPr"), qn("w:outlineLvl"))  # what makes a style a list or a heading
# What a template's body refers to; it goes with the body, so that nothing of an old document travels on unseen.
BODY_RELATIONS = (
    "/image",
    "/hyperlink",
    "/chart",
    "/oleObject",
    "/package",
    "/comments",
    "/commentsExtended",
    "/commentsIds",
)


@dataclass(frozen=True, slots=True)
class House:
    """A document without a body, its section, and its style for each name of ``LOOKS``.

    ``is_ours`` says whether page and fonts are our own, and so known; ``bullet`` is put before list items where the template has
    no list.
    """

    document: Document
    section: Section
    styles: Mapping[str, ParagraphStyle]
    is_ours: bool
    bullet: str = ""

    @property
    def has_own_footer(self) -> bool:
        """Whether a template prints something of its own at the foot of pages, which is kept."""
        footer = self.section.footer._element
        has_words = any((words.text or "").strip() for words in footer.iter(qn("w:t"), qn("w:instrText")))
        has_picture = next(footer.iter(qn("w:drawing"), qn("w:pict")), None) is not None
        return not self.is_ours and (has_words or has_picture)

    @property
    def width(self) -> Length:
        """The width between the margins."""
        section = self.section
        width = section.page_width or Pt(PAGE_WIDTH)
        return Length(width - (section.left_margin or 0) - (section.right_margin or 0))


def open_house(template: bytes | None) -> House:
    """What a pack is written into; raises UsageError where the template cannot be used."""
    if template is None:
        document = docx.Document()
        _set_page(document.sections[-1])
        set_newest_mode(document)
    else:
        check_template(template, "docx")
        document = _open_template(template)
    has_list = template is None or BULLET in {style.name for style in document.styles}
    styles = {name: _style(document, name, look, template is None) for name, look in LOOKS.items()}
    set_language(document, wording.LANGUAGE)
    house = House(document, document.sections[-1], styles, template is None, "" if has_list else "•\t")
    if house.is_ours:
        for name in ("toc 1", "toc 2"):
            stops = styles[name].paragraph_format.tab_stops
            stops.add_tab_stop(house.width, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    return house


def _open_template(template: bytes) -> Document:
    document = docx.Document(io.BytesIO(template))
    document.element.body.clear_content()
    if not document.sections:
        document.add_section()
    relations = document.part.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith(BODY_RELATIONS)]:
        if f'"{key}"' not in document.element.xml:
            del relations[key]
    stop_prompts(document)
    return document


def _set_page(section: Section) -> None:
    section.page_width, section.page_height = Pt(PAGE_WIDTH), Pt(PAGE_HEIGHT)
    section.left_margin = section.right_margin = section.top_margin = Pt(MARGIN)
    section.bottom_margin, section.footer_distance = Pt(BOTTOM_MARGIN), Pt(FOOTER_AT)


def _style(document: Document, name: str, look: Look, is_ours: bool) -> ParagraphStyle:
    """The template's own style of that name; ours where it has none, or where there is no template."""
    found = next((s for s in document.styles if s.name == name), None)
    if isinstance(found, ParagraphStyle) and not is_ours:
        return found
    if not isinstance(found, ParagraphStyle):
        is_builtin = not name.startswith("Pack ")
        found = document.styles.add_style(
            f"Pack {name}" if found else name, WD_STYLE_TYPE.PARAGRAPH, is_builtin and not found
        )
        found.base_style = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    _apply(look, found, is_ours)
    return found


def _apply(look: Look, style: ParagraphStyle, with_fonts: bool) -> None:
    _clear(style)
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold, False
    if with_fonts:
        style.font.name = SERIF if look.serif else SANS
        style.font.color.rgb = RGBColor(0, 0, 0)
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(look.before), Pt(look.after), LINE
    form.keep_with_next, form.widow_control = look.keeps, True
    form.right_indent = Pt(look.right)
    if style.name == BULLET:
        form.left_indent, form.first_line_indent = Pt(look.indent), Pt(-look.indent)
    else:
        form.left_indent = Pt(look.indent)
    if style.name == "Footer":
        form.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _clear(style: ParagraphStyle) -> None:
    """Takes away what the library's own template says of a style's look."""
    element = style.element
    if element.rPr is not None:
        element.remove(element.rPr)
    for child in list(element.pPr if element.pPr is not None else ()):
        if child.tag not in KEPT_OF_STYLE:
            element.pPr.remove(child)
