"""Every slide as LibreOffice renders it: each word lies inside the shape that it belongs to, and on the slide."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pptx
import pytest
from pptx.enum.shapes import PP_PLACEHOLDER
from tests.office.conftest import ToPdf
from tests.office.rendering import Page, Word, read_pages

from lessons.packs.assembly import assemble, fill_basket
from lessons.packs.basket import LONGEST_NOTE, LONGEST_TITLE, Item, Part, item_of
from lessons.packs.pack import Cards, Exercise, Pack, Purpose, Questions, Sources, ThemeQuestions
from lessons.packs.slides.drawing import as_slides
from lessons.packs.study import Study

pytestmark = pytest.mark.office

SLACK = 1.5  # points, for strokes that reach over the edge of a letter's box
TALL = 0.06  # of a word's height, by which poppler draws it taller than a line is
BULLET = "•"
HOSTILE = "Wörter & <b>words</b> =1+1 𝔘nicode ありがとう " + "W" * 200 + " end"
HOUSE_16_9 = (12192000, 6858000)


@dataclass(frozen=True, slots=True)
class Area:
    """Where a shape is, in points, and its words without spaces; a chart's are in its parts."""

    left: float
    top: float
    right: float
    bottom: float
    words: str

    def holds(self, word: Word) -> bool:
        slack = SLACK + TALL * (word.bottom - word.top)
        inside = (
            word.left >= self.left - SLACK
            and word.right <= self.right + SLACK
            and word.top >= self.top - slack
            and word.bottom <= self.bottom + slack
        )
        return inside and (word.text == BULLET or flat(word.text) in self.words)


def flat(words: str) -> str:
    return "".join(unicodedata.normalize("NFKC", words).split())


def areas(slide: Any, number: int) -> Iterator[Area]:
    for shape in slide.shapes:
        words = shape.text_frame.text if shape.has_text_frame else ""
        if shape.is_placeholder and shape.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER:
            words = str(number)
        if shape.has_chart:
            plot = shape.chart.plots[0]
            numbers = [f"{series.name} {value:.0f}" for series in plot.series for value in series.values if value]
            words = " ".join([*plot.categories, *numbers])
        left, top = shape.left.pt, shape.top.pt
        yield Area(left, top, left + shape.width.pt, top + shape.height.pt, flat(words))


def everything(study: Study) -> Pack:
    return assemble(fill_basket(study), study)


def long_notes(study: Study) -> Pack:
    basket = fill_basket(study)
    for item in basket.items:
        basket = basket.annotate(item.key, "A long note. " * (LONGEST_NOTE // 13))
    return assemble(replace(basket, parts=(Part.CARDS, Part.EXERCISE, Part.SOURCES)), study)


def long_title(study: Study) -> Pack:
    title = "What health and care leaders can learn about change that lasts, from people who tried it in five places at one time"
    return assemble(replace(fill_basket(study, [3]), title=f"{title} now"[:LONGEST_TITLE]), study)


def wide_title(study: Study) -> Pack:
    basket = replace(fill_basket(study, [3]), title="W" * LONGEST_TITLE, purpose="purpose " * 60)
    return assemble(basket, study)


def collected(study: Study) -> Pack:
    citations = [citation for theme in study.themes for citation in (theme.line, *theme.findings[:4])]
    answer = Item(
        tuple(e for c in citations for e in item_of(c).excerpts)[:12], question="What is said about it? " * 20
    )
    basket = fill_basket(study, [1]).add([answer, *map(item_of, citations[:4])])
    return assemble(replace(basket, parts=(Part.COLLECTED, Part.CARDS, Part.SOURCES)), study)


def hostile(study: Study) -> Pack:
    """Every text that is not the study's is long, wide and strange."""
    pack = everything(study)
    parts = []
    for part in pack.parts:
        content = part.content
        if isinstance(content, Purpose):
            content = replace(content, text=HOSTILE, opening=HOSTILE)
        elif isinstance(content, Cards):
            content = Cards(tuple(replace(card, limits=HOSTILE, theme=HOSTILE[:100]) for card in content.cards))
        elif isinstance(content, Questions):
            content = Questions(tuple(ThemeQuestions(t.theme, (HOSTILE, *t.questions)) for t in content.themes))
        elif isinstance(content, Exercise):
            content = replace(content, task=HOSTILE)
        elif isinstance(content, Sources):
            content = replace(content, sources=tuple(replace(s, licence=HOSTILE) for s in content.sources * 4))
        parts.append(replace(part, content=content))
    # Of plain letters only: poppler writes a title into its own markup as it is.
    return replace(pack, title="=1+1 {title} %s " + "W" * 100, parts=tuple(parts))


def blank(width: int = 0, height: int = 0) -> bytes:
    """The blank template of the library, at 4:3 if no size is given; its placeholders stay where they are."""
    template = pptx.Presentation()
    if width:
        template.slide_width, template.slide_height = pptx.util.Emu(width), pptx.util.Emu(height)
    written = io.BytesIO()
    template.save(written)
    return written.getvalue()


def of_theme(number: int) -> Callable[[Study], Pack]:
    return lambda study: assemble(fill_basket(study, [number]), study)


CASES: dict[str, tuple[Callable[[Study], Pack], bytes | None]] = {
    "six themes": (everything, None),
    **{f"theme {number}": (of_theme(number), None) for number in range(1, 7)},
    "nineteen quotes with long notes": (long_notes, None),
    "a title of 120 characters": (long_title, None),
    "a title of one wide word": (wide_title, None),
    "passages and answers": (collected, None),
    "hostile text": (hostile, None),
    "house template": (everything, blank()),
    "house template, hostile text": (hostile, blank(*HOUSE_16_9)),
}


@dataclass(frozen=True, slots=True)
class Rendered:
    slides: list[list[Area]]
    pages: tuple[Page, ...]


@pytest.fixture(scope="module", params=CASES, ids=lambda name: name.replace(" ", "-"))
def rendered(request: pytest.FixtureRequest, study: Study, to_pdf: ToPdf) -> Rendered:
    make, template = CASES[request.param]
    content = as_slides(make(study), template)
    deck = pptx.Presentation(io.BytesIO(content))
    slides = [list(areas(slide, number)) for number, slide in enumerate(deck.slides, start=1)]
    return Rendered(slides, read_pages(to_pdf(content, "deck.pptx")))


def test_every_word_lies_inside_its_shape_and_on_its_slide(rendered: Rendered) -> None:
    assert len(rendered.pages) == len(rendered.slides)
    outside = [
        (number, word)
        for number, (page, found) in enumerate(zip(rendered.pages, rendered.slides, strict=True), start=1)
        for word in page.words
        if not any(area.holds(word) for area in found)
        or not (word.left >= 0 and word.right <= page.width and word.top >= 0 and word.bottom <= page.height)
    ]
    assert not outside


def test_nothing_of_a_slide_is_missing_from_its_page(rendered: Rendered) -> None:
    for page, found in zip(rendered.pages, rendered.slides, strict=True):
        drawn = sum(len(flat(word.text)) for word in page.words if word.text != BULLET)
        assert drawn == sum(len(area.words) for area in found)
