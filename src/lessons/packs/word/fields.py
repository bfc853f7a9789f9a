"""The few things of a Word file for which python-docx has no call: fields, links to headings, repeated heads, rules, language."""

from __future__ import annotations

from collections.abc import Mapping

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

TOC = ' TOC \\o "1-2" \\h \\z '
TOC_WITHOUT_PAGES = ' TOC \\o "1-2" \\n \\h \\z '
PROMPTS = ("w:updateFields", "w:mailMerge")  # settings that make Word ask a question when a file is opened
RULE = "6"  # eighths of a point


def _element(tag: str, /, **attributes: str) -> BaseOxmlElement:
    element: BaseOxmlElement = OxmlElement(tag)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _mark(paragraph: Paragraph, kind: str) -> BaseOxmlElement:
    run = paragraph.add_run()._r
    run.append(_element("w:fldChar", fldCharType=kind))
    return run


def open_field(paragraph: Paragraph, instruction: str) -> list[BaseOxmlElement]:
    """Begins a field; what is added until it is closed is its result. Gives the runs that it added."""
    runs = [_mark(paragraph, "begin")]
    instructed = paragraph.add_run()._r
    words = _element("w:instrText")
    words.set(qn("xml:space"), "preserve")
    words.text = instruction
    instructed.append(words)
    return [*runs, instructed, _mark(paragraph, "separate")]


def close_field(paragraph: Paragraph) -> BaseOxmlElement:
    """Ends the field that was opened last; gives the run that it added."""
    return _mark(paragraph, "end")


def add_field(paragraph: Paragraph, instruction: str, result: str) -> list[BaseOxmlElement]:
    """A whole field that shows a result until Word works it out anew; gives the runs that it added."""
    runs = open_field(paragraph, instruction)
    runs.append(paragraph.add_run(result)._r)
    return [*runs, close_field(paragraph)]


def add_link(paragraph: Paragraph, anchor: str, words: str, page: int | None) -> None:
    """Words that lead to a bookmark, with its page where that is known."""
    runs = [paragraph.add_run(words)._r]
    if page is not None:
        runs.append(paragraph.add_run("\t")._r)
        runs += add_field(paragraph, f" PAGEREF {anchor} \\h ", str(page))
    link = _element("w:hyperlink", anchor=anchor, history="1")
    runs[0].addprevious(link)
    link.extend(runs)


def bookmark(paragraph: Paragraph, number: int, name: str) -> None:
    """Names a paragraph, so that links and page references find it."""
    runs = paragraph._p.r_lst
    runs[0].addprevious(_element("w:bookmarkStart", id=str(number), name=name))
    runs[-1].addnext(_element("w:bookmarkEnd", id=str(number)))


def set_style(paragraph: Paragraph, style: ParagraphStyle) -> None:
    """Gives a paragraph a style; the library's own way looks through every style of the file each time."""
    paragraph._p.style = style.style_id


def repeat_row(row: _Row) -> None:
    """Marks a row as the table's head, to stand again on each page."""
    row._tr.get_or_add_trPr().append(_element("w:tblHeader"))


def keep_row_whole(row: _Row) -> None:
    """Keeps a row from breaking across pages."""
    row._tr.get_or_add_trPr().insert(0, _element("w:cantSplit"))


def rule_table(table: Table, sides: Mapping[str, str], ends: float, edges: float) -> None:
    """Draws black rules ("single", "dashed") at sides of a table; ``ends`` and ``edges`` are the room above and beside its words."""
    borders = _element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        kind = sides.get(side, "nil")
        borders.append(_element(f"w:{side}", val=kind, sz=RULE if side in sides else "0", space="0", color="000000"))
    room = _element("w:tblCellMar")
    for side, points in (("top", ends), ("left", edges), ("bottom", ends), ("right", edges)):
        room.append(_element(f"w:{side}", w=str(round(points * 20)), type="dxa"))
    table.autofit = False
    properties = table._tbl.tblPr
    for old in (*properties.findall(borders.tag), *properties.findall(room.tag)):
        properties.remove(old)
    layout = properties.find(qn("w:tblLayout"))  # which the format wants between the two
    layout.addprevious(borders)
    layout.addnext(room)


def set_language(document: Document, language: str) -> None:
    """Sets the language of all styles, and that of every run that names none."""
    styles = document.styles.element
    defaults = styles.find(qn("w:docDefaults"))
    if defaults is None:
        defaults = _element("w:docDefaults")
        styles.insert(0, defaults)
    inner = defaults
    for name in ("w:rPrDefault", "w:rPr"):
        found = inner.find(qn(name))
        if found is None:
            found = _element(name)
            inner.insert(0, found)
        inner = found
    if inner.find(qn("w:lang")) is None:
        inner.append(_element("w:lang"))
    settings = document.settings.element
    for element in (*styles.iter(qn("w:lang")), *settings.iter(qn("w:themeFontLang"))):
        element.set(qn("w:val"), language)


def set_newest_mode(document: Document) -> None:
    """Has Word treat the file as one of its own, not one of an earlier version."""
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def stop_prompts(document: Document) -> None:
    """Takes out of a template's settings what would make Word ask a question when the file is opened."""
    settings = document.settings.element
    for name in PROMPTS:
        for element in settings.findall(qn(name)):
            settings.remove(element)
