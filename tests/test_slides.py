"""The PowerPoint file, opened again: what it holds is what was planned, on our master or on a house template."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pptx
import pytest
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.presentation import Presentation

from lessons.domain import UsageError
from lessons.packs import wording
from lessons.packs.assembly import assemble, fill_basket
from lessons.packs.basket import Part
from lessons.packs.pack import Cards, Pack
from lessons.packs.slides.deck import plan_deck
from lessons.packs.slides.drawing import MASTER, as_slides
from lessons.packs.slides.layouts import find_layouts, placeholders
from lessons.packs.slides.master import make_master
from lessons.packs.slides.slide import OUR_LETTERS, OUR_ROOM, Kind
from lessons.packs.study import Study

HOSTILE = 'Rock & roll <b>"bold"</b> \x00\x0b]]> =HYPERLINK("x") \u202e{title} ' + "x" * 300


@pytest.fixture(scope="module")
def pack(study: Study) -> Pack:
    return assemble(fill_basket(study), study)


@pytest.fixture(scope="module")
def content(pack: Pack) -> bytes:
    return as_slides(pack)


@pytest.fixture(scope="module")
def deck(content: bytes) -> Presentation:
    return reopen(content)


@pytest.fixture(scope="module")
def house() -> bytes:
    """A template at 4:3 with two slides in it."""
    template = pptx.Presentation()
    for number in (1, 2):
        slide = template.slides.add_slide(template.slide_layouts[1])
        slide.shapes.title.text = f"Old slide {number}"
        slide.notes_slide.notes_text_frame.text = "Old notes"
    return save(template)


def save(presentation: Presentation) -> bytes:
    written = io.BytesIO()
    presentation.save(written)
    return written.getvalue()


def reopen(content: bytes) -> Presentation:
    return pptx.Presentation(io.BytesIO(content))


def shapes(deck: Presentation) -> Iterator[Any]:
    for slide in deck.slides:
        yield from slide.shapes


def text(slide: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def charts(deck: Presentation) -> list[Any]:
    return [shape for shape in shapes(deck) if shape.has_chart]


def titles(deck: Presentation) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def test_the_file_holds_the_planned_slides_with_titles_in_title_placeholders(deck: Presentation, pack: Pack) -> None:
    planned = plan_deck(pack)
    assert titles(deck) == [slide.title for slide in planned.slides]
    assert len(set(titles(deck))) == len(titles(deck))
    for slide in deck.slides:
        assert slide.shapes.title.placeholder_format.type in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)


def test_every_extract_that_is_shown_stands_on_its_slide_verbatim(deck: Presentation, pack: Pack) -> None:
    planned = plan_deck(pack).slides
    assert sum(len(slide.extracts) for slide in planned) > 15
    for slide, drawn in zip(planned, deck.slides, strict=True):
        assert all(extract.words.strip() in text(drawn) for extract in slide.extracts)
        assert all(not extract.speaker or f"“{extract.words}”" in text(drawn) for extract in slide.extracts)


def test_every_slide_has_the_planned_notes(deck: Presentation, pack: Pack) -> None:
    for slide, drawn in zip(plan_deck(pack).slides, deck.slides, strict=True):
        notes = drawn.notes_slide.notes_text_frame
        assert notes is not None
        assert [paragraph.text for paragraph in notes.paragraphs] == list(slide.notes)


def test_the_chart_is_native_has_the_right_numbers_and_alternative_text(deck: Presentation, pack: Pack) -> None:
    (frame,) = charts(deck)
    counts = pack.counts
    assert counts is not None
    plot = frame.chart.plots[0]
    assert list(plot.categories) == list(counts.themes)
    assert [series.name for series in plot.series] == list(counts.pilots)
    rows = zip(*([int(value or 0) for value in series.values] for series in plot.series), strict=True)
    assert tuple(rows) == counts.numbers
    description = frame._element.nvGraphicFramePr.cNvPr.get("descr")
    assert "Theme 1: Uncertainty around policy and future change: EHCH 2, UEC 1." in description


def test_the_parts_of_the_chart_bear_names_and_numbers_so_that_colour_is_not_needed(deck: Presentation) -> None:
    (frame,) = charts(deck)
    for series in frame.chart.plots[0].series:
        assert series.data_labels.show_series_name
        assert series.data_labels.show_value


def test_no_placeholder_is_left_empty(deck: Presentation) -> None:
    for slide in deck.slides:
        for place in slide.placeholders:
            assert place.text_frame.text.strip() or place._element.xpath(".//a:fld"), (slide.name, place.name)


def test_pictures_and_charts_have_alternative_text_and_nothing_else_is_only_decoration(deck: Presentation) -> None:
    for shape in shapes(deck):
        assert shape.has_text_frame or shape.has_chart
        assert not shape.has_chart or shape._element.xpath("string(.//p:cNvPr/@descr)")


def test_every_slide_but_the_first_has_its_number_and_the_caution(deck: Presentation, pack: Pack) -> None:
    for at, slide in enumerate(deck.slides):
        kinds = [place.placeholder_format.type for place in slide.placeholders]
        assert (PP_PLACEHOLDER.SLIDE_NUMBER in kinds) == (at > 0)
        assert pack.caution in text(slide)


def test_shapes_of_a_slide_have_numbers_of_their_own(deck: Presentation) -> None:
    for slide in deck.slides:
        numbers = [shape.shape_id for shape in slide.shapes]
        assert len(set(numbers)) == len(numbers)


def test_text_is_british_english_and_never_shrinks_by_itself(deck: Presentation) -> None:
    for slide in deck.slides:
        assert not slide._element.xpath(".//a:normAutofit")
        languages = {run.get("lang") for run in slide._element.xpath(".//a:r/a:rPr")}
        assert languages == {"en-GB"}


def test_the_file_says_what_it_is_and_who_made_it(deck: Presentation, pack: Pack) -> None:
    about = deck.core_properties
    assert (about.title, about.author, about.language) == (pack.title, wording.AUTHOR, "en-GB")


def test_our_master_is_what_its_script_makes_and_has_the_planned_room() -> None:
    made, kept = (zipfile.ZipFile(io.BytesIO(c)) for c in (make_master(), MASTER.read_bytes()))
    assert {name: made.read(name) for name in made.namelist()} == {name: kept.read(name) for name in kept.namelist()}
    master = pptx.Presentation(str(MASTER))
    assert find_layouts(master).room(OUR_LETTERS) == OUR_ROOM
    assert [layout.name for layout in master.slide_layouts] == ["Title", "Text", "Quote", "Chart"]
    assert (master.slide_width, master.slide_height) == (12192000, 6858000)
    for layout in master.slide_layouts:
        types = [place.placeholder_format.type for place in placeholders(layout)]
        assert {PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER} < set(types)
        assert {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE} & set(types)


def test_a_part_that_was_not_chosen_leaves_nothing(study: Study) -> None:
    basket = replace(fill_basket(study), parts=(Part.CARDS,))
    deck = reopen(as_slides(assemble(basket, study)))
    assert not charts(deck)
    assert all("a voice from" in title for title in titles(deck)[1:])


def test_words_that_look_like_markup_stand_as_they_are(study: Study, pack: Pack) -> None:
    cards = next(part for part in pack.parts if isinstance(part.content, Cards))
    assert isinstance(cards.content, Cards)
    first = replace(cards.content.cards[0], note=HOSTILE, limits=HOSTILE, theme=HOSTILE[:60])
    hostile = replace(pack, title=HOSTILE[:120], parts=(replace(cards, content=Cards((first,))),))
    deck = reopen(as_slides(hostile))
    assert titles(deck)[0].startswith('Rock & roll <b>"bold"</b> ]]> =HYPERLINK("x")')
    assert "{title}" in text(deck.slides[1])
    notes = deck.slides[1].notes_slide.notes_text_frame
    assert notes is not None
    assert 'Rock & roll <b>"bold"</b> ]]>' in notes.text


def test_a_house_template_is_used_and_its_slides_are_gone(pack: Pack, house: bytes) -> None:
    content = as_slides(pack, house)
    deck = reopen(content)
    assert (deck.slide_width, deck.slide_height) == (9144000, 6858000)
    assert [layout.name for layout in deck.slide_layouts][:2] == ["Title Slide", "Title and Content"]
    assert titles(deck)[0] == pack.title
    assert 8 <= len(deck.slides) <= 12
    assert b"Old" not in b"".join(zipfile.ZipFile(io.BytesIO(content)).read(name) for name in slide_parts(content))
    assert len(slide_parts(content)) == 2 * len(deck.slides)
    assert len(charts(deck)) == 1


def slide_parts(content: bytes) -> list[str]:
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    return [name for name in names if name.startswith(("ppt/slides/slide", "ppt/notesSlides/notes"))]


def test_on_a_house_template_too_no_placeholder_is_empty_and_no_title_twice(pack: Pack, house: bytes) -> None:
    deck = reopen(as_slides(pack, house))
    assert len(set(titles(deck))) == len(deck.slides)
    test_no_placeholder_is_left_empty(deck)
    test_shapes_of_a_slide_have_numbers_of_their_own(deck)


def test_a_template_with_nothing_but_title_and_text_is_enough(pack: Pack) -> None:
    template = pptx.Presentation()
    for layout in [layout for layout in template.slide_layouts if layout.name != "Title and Content"]:
        template.slide_layouts.remove(layout)
    deck = reopen(as_slides(pack, save(template)))
    assert {slide.slide_layout.name for slide in deck.slides} == {"Title and Content"}
    assert len(charts(deck)) == 1
    test_no_placeholder_is_left_empty(deck)


def test_a_template_without_a_usable_layout_is_refused_in_one_sentence(pack: Pack) -> None:
    template = pptx.Presentation()
    for layout in [layout for layout in template.slide_layouts if layout.name != "Blank"]:
        template.slide_layouts.remove(layout)
    with pytest.raises(UsageError, match="no layout with a title"):
        as_slides(pack, save(template))


@pytest.mark.parametrize("content", [b"", b"not a file", b"PK\x03\x04broken"])
def test_what_is_no_template_is_refused(pack: Pack, content: bytes) -> None:
    with pytest.raises(UsageError, match=r"not a \.pptx file"):
        as_slides(pack, content)


def test_a_template_whose_inside_is_broken_is_refused(pack: Pack, house: bytes) -> None:
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(house)) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<p" if name == "ppt/presentation.xml" else old.read(name))
    with pytest.raises(UsageError, match=r"not a \.pptx file"):
        as_slides(pack, broken.getvalue())


def test_one_quote_alone_makes_a_short_deck(study: Study) -> None:
    basket = fill_basket(study)
    short = replace(basket, items=basket.items[:1], parts=(Part.CARDS, Part.SOURCES), themes=None)
    pack = assemble(short, study)
    assert [slide.kind for slide in plan_deck(pack).slides] == [Kind.TITLE, Kind.CHART, Kind.QUOTE, Kind.SOURCES]
    assert len(reopen(as_slides(pack)).slides) == 4
