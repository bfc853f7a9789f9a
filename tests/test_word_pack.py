"""A Word pack holds every excerpt word for word, in real headings and tables, and asks nothing when it is opened."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Inches, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from lessons.domain import UsageError
from lessons.packs import wording
from lessons.packs.assembly import assemble, fill_basket
from lessons.packs.basket import Basket, Part, item_of
from lessons.packs.pack import (
    Cards,
    Entry,
    Exercise,
    Extract,
    Gathered,
    Handouts,
    Pack,
    PackPart,
    Purpose,
    Sources,
    extracts_of,
)
from lessons.packs.study import Study
from lessons.packs.text import printable
from lessons.packs.word.document import as_word
from lessons.packs.word.look import LOOKS

HOSTILE = "<b>bold</b> & {{MERGEFIELD x}} \x00\x0b\x1b\ud800 TOC \\o \u202eright to left"
LISTED = ("Heading 1", "Heading 2")


@pytest.fixture(scope="module")
def pack(study: Study) -> Pack:
    """Everything: all six themes, with passages collected and a note on a quote."""
    basket = fill_basket(study)
    findings = [item_of(theme.findings[0]) for theme in study.themes[:3]]
    return assemble(basket.add(findings).annotate(basket.items[0].key, "Ask who was there."), study)


@pytest.fixture(scope="module")
def document(pack: Pack) -> Document:
    return reopened(as_word(pack))


def reopened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def paragraphs(document: Document) -> list[Paragraph]:
    """Every paragraph of the body in order, those in tables too."""
    return [Paragraph(p, document._body) for p in document.element.body.iter(qn("w:p"))]


def reading_text(document: Document) -> str:
    return "\n".join(paragraph.text for paragraph in paragraphs(document))


def styled(document: Document, *names: str) -> list[str]:
    return [p.text for p in paragraphs(document) if p.style and p.style.name in names]


def tables_with_captions(document: Document) -> Iterator[tuple[str, Table]]:
    """Each table with the text of the paragraph before it."""
    before = ""
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield before, block
        else:
            before = block.text if block.style and block.style.name == "Caption" else ""


def contents(document: Document) -> list[tuple[str, str]]:
    """The lines of the contents: words and page."""
    lines = styled(document, "toc 1", "toc 2")
    return [(line.partition("\t")[0], line.partition("\t")[2]) for line in lines]


def only(pack: Pack, *parts: Part) -> Pack:
    return replace(pack, parts=tuple(p for part in parts for p in pack.parts if p.part == part))


def with_entries(pack: Pack, *entries: Entry) -> Pack:
    return replace(pack, parts=(PackPart(Part.COLLECTED, "Collected", Gathered(entries)),))


def some_extract(pack: Pack, words: str) -> Extract:
    """An extract of made-up words."""
    extract = next(extracts_of(pack))
    return replace(extract, citation=replace(extract.citation, excerpt=words), speaker="")


def test_every_excerpt_stands_in_the_text_word_for_word(pack: Pack, document: Document) -> None:
    text = reading_text(document)
    extracts = list(extracts_of(pack))
    assert len(extracts) > 60
    assert [extract.words for extract in extracts if extract.words not in text] == []


def test_every_quote_is_in_quotation_marks_with_its_speaker_as_printed(pack: Pack, document: Document) -> None:
    text = reading_text(document)
    for extract in extracts_of(pack):
        if extract.speaker:
            assert f"“{extract.words}”\n{extract.speaker}" in text


def test_parts_are_first_headings_and_themes_second_ones_in_order(pack: Pack, document: Document) -> None:
    assert styled(document, "Title") == [pack.title]
    assert styled(document, "Heading 1") == [part.title for part in pack.parts]
    handouts = next(part.content for part in pack.parts if isinstance(part.content, Handouts))
    themes = [wording.THEME.format(number=h.number, title=h.title) for h in handouts.handouts]
    assert [t for t in styled(document, "Heading 2") if t in themes] == themes * 2  # handouts, questions


def test_headings_skip_no_level(document: Document) -> None:
    levels = [int(p.style.name[-1]) for p in paragraphs(document) if p.style and str(p.style.name)[:7] == "Heading"]
    assert all(after - before <= 1 for before, after in zip([0, *levels], levels, strict=False))


def test_no_paragraph_is_empty(document: Document) -> None:
    assert [paragraph for paragraph in paragraphs(document) if not paragraph.text.strip()] == []


def test_no_part_is_empty(pack: Pack, document: Document) -> None:
    kinds = [p.style.name for p in paragraphs(document) if p.style]
    ends = [kinds[place + 1 : place + 2] for place, kind in enumerate(kinds) if kind in LISTED]
    assert ["Heading 1"] not in ends
    assert [] not in ends


def test_the_contents_list_every_part_and_theme_with_a_page(document: Document) -> None:
    found = contents(document)
    assert [words for words, _ in found] == styled(document, *LISTED)
    pages = [int(page) for _, page in found]
    assert pages == sorted(pages)
    assert pages[0] > 1


def test_every_line_of_the_contents_leads_to_its_heading(document: Document) -> None:
    body = document.element.body
    links = {link.get(qn("w:anchor")): "".join(link.itertext(qn("w:t"))) for link in body.iter(qn("w:hyperlink"))}
    marks = {mark.get(qn("w:name")): mark.getparent() for mark in body.iter(qn("w:bookmarkStart"))}
    assert len(links) == len(contents(document))
    for anchor, words in links.items():
        heading = Paragraph(marks[anchor], document._body).text
        assert re.fullmatch(rf"{re.escape(heading)}\d+", words)


def test_the_contents_are_a_real_field_that_asks_nothing_when_opened(document: Document) -> None:
    body = document.element.body
    instructions = [element.text or "" for element in body.iter(qn("w:instrText"))]
    assert sum(instruction.startswith(" TOC ") for instruction in instructions) == 1
    kinds = [element.get(qn("w:fldCharType")) for element in body.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == len(instructions)
    assert next(document.settings.element.iter(qn("w:updateFields")), None) is None
    assert "w:dirty" not in body.xml


def test_every_part_and_handout_begins_on_a_page_of_its_own(pack: Pack, document: Document) -> None:
    breaking = {p.text for p in paragraphs(document) if p.paragraph_format.page_break_before}
    titles = {part.title for part in pack.parts}
    assert titles - breaking <= {wording.PART_TITLES["agenda"]}  # which stands below the purpose
    handouts = next(part.content for part in pack.parts if isinstance(part.content, Handouts))
    assert {wording.THEME.format(number=h.number, title=h.title) for h in handouts.handouts[1:]} <= breaking
    assert wording.EXERCISE_KEY in breaking


def test_headings_and_captions_keep_to_what_follows(document: Document) -> None:
    for name in ("Heading 1", "Heading 2", "Heading 3", "Caption", "Quote", "Pack Continued"):
        style = document.styles[name]
        assert style.type == WD_STYLE_TYPE.PARAGRAPH
        assert style.paragraph_format.keep_with_next


def test_every_data_table_has_a_caption_and_a_head_that_repeats(document: Document) -> None:
    numbers = []
    for caption, table in tables_with_captions(document):
        marked = [next(row._tr.iter(qn("w:tblHeader")), None) is not None for row in table.rows]
        if not caption:  # cards to cut out
            assert marked == [False] * len(marked)
            assert len(table.columns) == 1
            continue
        assert marked == [True] + [False] * (len(marked) - 1)
        numbers.append(int(re.findall(r"^Table (\d+): \S", caption)[0]))
    assert len(numbers) > 10
    assert sorted(set(numbers)) == list(range(1, max(numbers) + 1))
    assert numbers == sorted(numbers)


def test_captions_are_numbered_by_fields(document: Document) -> None:
    captions = [p for p in paragraphs(document) if p.style and p.style.name == "Caption"]
    assert captions
    for caption in captions:
        instruction = "".join(element.text or "" for element in caption._p.iter(qn("w:instrText")))
        assert instruction.startswith(" SEQ Table ")
        assert ("\\c" in instruction) == caption.text.endswith(wording.CONTINUED.format(title=""))


def test_no_row_breaks_across_pages(document: Document) -> None:
    for table in document.tables:
        assert all(next(row._tr.iter(qn("w:cantSplit")), None) is not None for row in table.rows)


def test_the_foot_of_each_page_has_the_caution_and_the_page_number(pack: Pack, document: Document) -> None:
    footer = document.sections[0].footer
    assert re.fullmatch(rf"{re.escape(pack.caution)} .*Page 1 of \d+", footer.paragraphs[0].text)
    instructions = [element.text for element in footer._element.iter(qn("w:instrText"))]
    assert instructions == [" PAGE ", " NUMPAGES "]


def test_the_title_page_says_what_it_is_and_what_was_verified(pack: Pack, document: Document) -> None:
    front = reading_text(document).partition(wording.CONTENTS)[0]
    assert all(words in front for words in (pack.title, pack.subtitle, pack.verification, pack.caution))


def test_the_language_is_british_english_everywhere(document: Document) -> None:
    found = [*document.styles.element.iter(qn("w:lang")), *document.element.iter(qn("w:lang"))]
    assert {element.get(qn("w:val")) for element in found} == {"en-GB"}
    defaults = document.styles.element.find(qn("w:docDefaults"))
    assert next(defaults.iter(qn("w:lang")), None) is not None
    assert document.core_properties.language == "en-GB"


def test_the_properties_name_the_pack_and_its_maker(pack: Pack, document: Document) -> None:
    properties = document.core_properties
    assert (properties.title, properties.author) == (pack.title, wording.AUTHOR)
    assert properties.created is not None
    assert abs(datetime.now(UTC) - properties.created.replace(tzinfo=UTC)) < timedelta(minutes=5)
    assert "python-docx" not in properties.comments


def test_nothing_is_in_colour(document: Document) -> None:
    names = {document.styles[name].style_id for name in LOOKS}
    used = [s for s in document.styles.element.iter(qn("w:style")) if s.get(qn("w:styleId")) in names]
    for element in (document.element, *used):
        assert {color.get(qn("w:val")) for color in element.iter(qn("w:color"))} <= {"000000"}
        assert next(element.iter(qn("w:shd")), None) is None


def test_only_fonts_that_every_word_has_are_used(document: Document) -> None:
    assert {document.styles[name].font.name for name in LOOKS} == {"Arial", "Times New Roman"}


def test_a_card_says_what_its_quote_does_not_show_and_the_trainers_note(pack: Pack, document: Document) -> None:
    cards = next(part.content for part in pack.parts if isinstance(part.content, Cards)).cards
    cells = [cell.text for caption, t in tables_with_captions(document) if not caption for cell in t.columns[0].cells]
    assert len(cells) == len(cards)
    for card, cell in zip(cards, cells, strict=True):
        assert all(w in cell for w in (card.quote.words, card.quote.speaker, card.pilot, card.theme, card.limits))
        assert f"{wording.LIMITS}:" in cell
        assert wording.OURS in cell
        assert (wording.YOUR_NOTE.format(note=card.note) in cell) == bool(card.note)
    assert any(card.note for card in cards)


def test_the_exercise_has_a_box_to_tick_for_both_and_does_not_give_the_key_away(pack: Pack, document: Document) -> None:
    exercise = next(part.content for part in pack.parts if isinstance(part.content, Exercise))
    rows = [
        [cell.text for cell in row.cells]
        for caption, table in tables_with_captions(document)
        if wording.EXERCISE_CAPTION in caption
        for row in table.rows[1:]
    ]
    assert [row[0] for row in rows] == [str(quote.number) for quote in exercise.quotes]
    assert all(row[2:] == [wording.TICK_BOX] * 2 for row in rows)
    keys = [
        [cell.text for cell in row.cells]
        for caption, table in tables_with_captions(document)
        if wording.KEY_CAPTION in caption
        for row in table.rows[1:]
    ]
    assert [(key[0], key[2], key[3]) for key in keys] == [(str(q.number), q.sorts, q.because) for q in exercise.quotes]


def test_the_counts_are_those_of_the_pack(pack: Pack, document: Document) -> None:
    assert pack.counts is not None
    caption = wording.COUNTS_CAPTION.format(label="published")
    table = next(table for words, table in tables_with_captions(document) if caption in words)
    numbers = [[int(cell.text) for cell in row.cells[1:]] for row in table.rows[1:]]
    assert tuple(tuple(row[:-1]) for row in numbers[:-1]) == pack.counts.numbers
    assert [row[-1] for row in numbers[:-1]] == [sum(row) for row in pack.counts.numbers]
    assert numbers[-1][-1] == 19
    assert wording.COUNTS_NOTE in reading_text(document)


def test_the_sources_are_named_in_full(pack: Pack, document: Document) -> None:
    text = reading_text(document)
    sources = next(part.content for part in pack.parts if isinstance(part.content, Sources))
    for source in sources.sources:
        assert all(words in text for words in (source.reference, source.status, source.licence))
    assert all(short in text and full in text for short, full in sources.pilots)


def test_what_is_ours_is_marked(document: Document) -> None:
    text = reading_text(document)
    for part in ("agenda", "questions", "exercise", "notes"):
        title = wording.PART_TITLES[part]
        assert wording.OURS in text.rpartition(f"\n{title}\n")[2][:400]
    assert wording.OUR_CODING in text


@pytest.mark.parametrize("part", list(Part))
def test_a_part_can_stand_alone(pack: Pack, part: Part) -> None:
    alone = only(pack, part)
    document = reopened(as_word(alone))
    assert styled(document, "Heading 1") == [wording.PART_TITLES[part]]
    assert [p for p in paragraphs(document) if not p.text.strip()] == []
    assert document.element.body[-2].tag == qn("w:p")  # else Word adds an empty paragraph
    assert all(extract.words in reading_text(document) for extract in extracts_of(alone.parts))


def test_parts_stand_in_the_trainers_order(pack: Pack) -> None:
    turned = replace(pack, parts=pack.parts[::-1])
    assert styled(reopened(as_word(turned)), "Heading 1") == [part.title for part in turned.parts]


def test_a_pack_without_parts_is_a_title_page_without_contents(pack: Pack) -> None:
    document = reopened(as_word(replace(pack, parts=(), counts=None)))
    assert pack.title in reading_text(document)
    assert styled(document, "TOC Heading") == []


def test_hostile_words_are_shown_as_they_are_without_what_a_file_cannot_hold(pack: Pack) -> None:
    entry = Entry(HOSTILE, (some_extract(pack, f"{HOSTILE}\nSecond\tline"),), note=HOSTILE)
    document = reopened(as_word(replace(with_entries(pack, entry), title=HOSTILE * 9)))
    shown = printable(HOSTILE)
    assert "\x00" not in shown
    assert styled(document, "Heading 2") == [shown]
    assert f"“{shown}\nSecond\tline”" in reading_text(document)
    assert wording.YOUR_NOTE.format(note=shown) in reading_text(document)
    instructions = [element.text for element in document.element.body.iter(qn("w:instrText"))]
    assert not [words for words in instructions if "MERGEFIELD" in str(words)]


def test_pages_are_left_out_of_the_contents_where_a_passage_is_longer_than_a_page(pack: Pack) -> None:
    long = Entry("A long passage", (some_extract(pack, "word " * 3000),))
    document = reopened(as_word(with_entries(pack, long)))
    assert contents(document) == [("Collected", ""), ("A long passage", "")]


def test_many_entries_make_long_contents_that_still_name_pages(pack: Pack) -> None:
    entries = [Entry(f"Question {n}", (some_extract(pack, "Words. " * 40),)) for n in range(150)]
    document = reopened(as_word(with_entries(pack, *entries)))
    found = contents(document)
    assert len(found) == 151
    assert int(found[0][1]) > 3
    assert wording.CONTINUED.format(title=wording.CONTENTS) in reading_text(document)


def test_unbroken_words_are_kept_whole(pack: Pack) -> None:
    word = "W" * 400
    assert word in reading_text(reopened(as_word(with_entries(pack, Entry(word, (some_extract(pack, word),))))))


# House templates.


def house_template(footer: str = "", missing: tuple[str, ...] = ()) -> bytes:
    """A house's template: Letter paper, own font and header, words in its body, without the styles that are missing."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.header.paragraphs[0].text = "The House"
    if footer:
        section.footer.paragraphs[0].text = footer
    document.styles["Normal"].font.name = "Verdana"
    document.styles["Heading 1"].font.size = Pt(33)
    document.add_heading("Old heading", 1)
    document.add_picture(io.BytesIO(one_dot()))
    document.add_table(2, 2)
    for name in missing:
        document.styles[name].delete()
    document.core_properties.author = "Somebody Else"
    document.settings.element.append(docx.oxml.OxmlElement("w:updateFields"))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def one_dot() -> bytes:
    """A picture of one white dot."""
    return bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
        "0000000c49444154789c63f8ffff3f0005fe02fea7354a900000000049454e44ae426082"
    )


ALL_MISSING = ("Quote", "List Bullet", "Caption", "Table Grid", "Title", "Subtitle", "Heading 3", "TOC Heading")


@pytest.mark.parametrize("missing", [("Table Grid",), ALL_MISSING], ids=["one", "many"])
def test_a_template_is_used_whatever_styles_it_lacks(pack: Pack, missing: tuple[str, ...]) -> None:
    document = reopened(as_word(pack, house_template(missing=missing)))
    text = reading_text(document)
    assert [e.words for e in extracts_of(pack) if e.words not in text] == []
    assert styled(document, "Heading 1") == [part.title for part in pack.parts]
    assert [p for p in paragraphs(document) if not p.text.strip()] == []


@pytest.fixture(scope="module")
def housed(pack: Pack) -> bytes:
    return as_word(pack, house_template())


def test_a_templates_styles_page_and_header_are_kept_and_its_body_is_not(housed: bytes) -> None:
    document = reopened(housed)
    section = document.sections[0]
    assert section.header.paragraphs[0].text == "The House"
    assert section.page_width == Inches(8.5)
    assert document.styles["Normal"].font.name == "Verdana"
    assert document.styles["Heading 1"].font.size == Pt(33)
    assert "Old heading" not in reading_text(document)
    assert document.core_properties.author == wording.AUTHOR
    with zipfile.ZipFile(io.BytesIO(housed)) as file:
        assert not [name for name in file.namelist() if "media" in name]


def test_what_a_template_lacks_takes_the_templates_own_font(pack: Pack) -> None:
    document = reopened(as_word(only(pack, Part.HANDOUTS), house_template(missing=("Quote",))))
    style = document.styles["Quote"]
    assert style.type == WD_STYLE_TYPE.PARAGRAPH
    assert style.font.name is None
    assert style.base_style is not None
    assert style.base_style.name == "Normal"


def test_a_template_gets_contents_without_pages_and_asks_nothing(housed: bytes) -> None:
    document = reopened(housed)
    assert [words for words, _ in contents(document)] == styled(document, *LISTED)
    assert {page for _, page in contents(document)} == {""}
    assert next(document.settings.element.iter(qn("w:updateFields")), None) is None
    assert "Pack Continued" not in {p.style.name for p in paragraphs(document) if p.style}


def test_a_templates_own_footer_is_kept_and_the_caution_goes_into_the_text(pack: Pack) -> None:
    document = reopened(as_word(pack, house_template(footer="House rules")))
    assert [p.text for p in document.sections[0].footer.paragraphs] == ["House rules"]
    handouts = next(part.content for part in pack.parts if isinstance(part.content, Handouts)).handouts
    assert reading_text(document).count(pack.caution) >= len(handouts) + 1


def test_a_template_without_a_footer_gets_ours(pack: Pack, housed: bytes) -> None:
    footer = reopened(housed).sections[0].footer
    assert pack.caution in footer.paragraphs[0].text


def test_a_list_item_has_its_mark_where_the_template_has_no_lists(pack: Pack, housed: bytes) -> None:
    without = reopened(as_word(only(pack, Part.QUESTIONS), house_template(missing=("List Bullet",))))
    assert all(words.startswith("•\t") for words in styled(without, "List Bullet"))
    assert not any("•" in words for words in styled(reopened(housed), "List Bullet"))


def test_a_style_of_another_kind_with_the_same_name_does_no_harm(pack: Pack) -> None:
    document = reopened(house_template(missing=("Quote",)))
    document.styles.add_style("Quote", WD_STYLE_TYPE.CHARACTER)
    out = io.BytesIO()
    document.save(out)
    written = reopened(as_word(only(pack, Part.HANDOUTS), out.getvalue()))
    assert styled(written, "Pack Quote")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<html>"])
def test_what_is_no_template_is_refused(pack: Pack, content: bytes) -> None:
    with pytest.raises(UsageError):
        as_word(pack, content)


def test_an_empty_basket_of_one_theme_makes_a_pack(study: Study) -> None:
    document = reopened(as_word(assemble(Basket(themes=(2,)), study)))
    assert wording.PART_TITLES["handouts"] in styled(document, "Heading 1")
    assert wording.PART_TITLES["cards"] not in styled(document, "Heading 1")


def test_passages_of_one_section_stand_under_one_heading_each_with_its_note(pack: Pack) -> None:
    entries = [Entry("A section", (some_extract(pack, f"Words {n}."),), note=f"Thought {n}") for n in range(3)]
    document = reopened(as_word(with_entries(pack, *entries, Entry("Another", entries[0].extracts))))
    assert styled(document, "Heading 2") == ["A section", "Another"]
    text = reading_text(document)
    assert [text.index(f"Thought {n}") for n in range(3)] == sorted(text.index(f"Thought {n}") for n in range(3))


@pytest.mark.parametrize(("words", "breaks"), [("Short.", False), ("A long purpose. " * 120, True)])
def test_purpose_and_agenda_share_a_page_only_where_they_fit(pack: Pack, words: str, breaks: bool) -> None:
    purpose, agenda = only(pack, Part.PURPOSE, Part.AGENDA).parts
    assert isinstance(purpose.content, Purpose)
    parts = (replace(purpose, content=replace(purpose.content, text=words)), agenda)
    document = reopened(as_word(replace(pack, parts=parts)))
    heading = next(
        p for p in paragraphs(document) if p.style and p.style.name == "Heading 1" and p.text == agenda.title
    )
    assert bool(heading.paragraph_format.page_break_before) == breaks
