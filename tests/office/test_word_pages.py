"""The pages of a Word pack as they come out of a word processor: the contents are right, and nothing runs over."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from tests.office.conftest import ToPdf
from tests.office.rendering import Page, Word, read_pages

from lessons.packs import wording
from lessons.packs.assembly import assemble, fill_basket
from lessons.packs.basket import Part, item_of
from lessons.packs.pack import Cards, Handouts, Pack, extracts_of
from lessons.packs.study import load_study
from lessons.packs.word.document import as_word
from lessons.packs.word.look import BOTTOM_MARGIN, MARGIN

pytestmark = pytest.mark.office

HEADING_HEIGHT = 17.2  # points: no other words are as tall, apart from the title page's
NOTE = "Ask who was in the room, who was not, and what they would have said. " * 7


@pytest.fixture(scope="module")
def packs(corpus_folder: Path) -> dict[str, Pack]:
    """The whole study as it comes; with a long note on every quote, and everything collected, parts turned round; one theme."""
    study = load_study(corpus_folder)
    whole = fill_basket(study)
    full = whole.add(item_of(c) for theme in study.themes for c in (*theme.findings, *theme.barriers, *theme.enablers))
    for item in full.items:
        full = full.annotate(item.key, NOTE)
    full = replace(full, parts=tuple(Part)[::-1], purpose="To talk about change. " * 22, minutes=120)
    one = fill_basket(study, [3])
    return {"whole": assemble(whole, study), "full": assemble(full, study), "one": assemble(one, study)}


@pytest.fixture(scope="module", params=["whole", "full", "one"])
def written(
    request: pytest.FixtureRequest, packs: dict[str, Pack], to_pdf: ToPdf
) -> tuple[Pack, bytes, tuple[Page, ...]]:
    pack = packs[request.param]
    content = as_word(pack)
    return pack, content, read_pages(to_pdf(content, f"{request.param}.docx"))


def promised(content: bytes) -> list[tuple[str, int]]:
    """What the contents list, with its page."""
    paragraphs = docx.Document(io.BytesIO(content)).paragraphs
    lines = [p.text.split("\t") for p in paragraphs if p.style and p.style.name in ("toc 1", "toc 2")]
    return [(words, int(page)) for words, page in lines]


def is_heading(word: Word) -> bool:
    return word.bottom - word.top > HEADING_HEIGHT


def body(page: Page) -> list[Word]:
    """The words above the foot of the page."""
    return [word for word in page.words if word.bottom < page.height - BOTTOM_MARGIN + 2]


def test_every_heading_stands_on_the_page_that_the_contents_promise(
    written: tuple[Pack, bytes, tuple[Page, ...]],
) -> None:
    _, content, pages = written
    lines = promised(content)
    first = lines[0][1]
    for number, page in enumerate(pages[first - 1 :], start=first):
        expected = " ".join(words for words, at in lines if at == number)
        assert " ".join(word.text for word in page.words if is_heading(word)) == expected, f"page {number}"


def test_the_contents_show_their_page_numbers(written: tuple[Pack, bytes, tuple[Page, ...]]) -> None:
    _, content, pages = written
    lines = promised(content)
    front = " ".join(page.text for page in pages[: lines[0][1] - 1])
    assert front.count(f"{'.' * 5}") >= 1
    for words, at in lines:
        after = front.partition(words)[2].lstrip(". ")
        assert after.split()[0] == str(at), words
        front = front.partition(words)[2]


def test_the_foot_counts_every_page(written: tuple[Pack, bytes, tuple[Page, ...]]) -> None:
    pack, _, pages = written
    for number, page in enumerate(pages, start=1):
        assert page.text.endswith(f"Page {number} of {len(pages)}")
        assert pack.caution in page.text


def test_pages_are_a4_and_words_keep_inside_the_margins(written: tuple[Pack, bytes, tuple[Page, ...]]) -> None:
    for page in written[2]:
        assert (round(page.width), round(page.height)) == (595, 842)
        assert all(word.left > MARGIN - 8 and word.right < page.width - MARGIN + 8 for word in page.words)
        assert all(word.top > MARGIN - 4 for word in page.words)


def test_no_heading_is_stranded_at_the_foot_of_a_page(written: tuple[Pack, bytes, tuple[Page, ...]]) -> None:
    for page in written[2][1:]:
        assert not is_heading(max(body(page), key=lambda word: word.bottom))


def test_each_theme_of_the_study_keeps_to_one_page(packs: dict[str, Pack], to_pdf: ToPdf) -> None:
    pack = packs["whole"]
    alone = replace(pack, parts=tuple(part for part in pack.parts if part.part == Part.HANDOUTS))
    pages = read_pages(to_pdf(as_word(alone), "handouts.docx"))
    handouts = alone.parts[0].content
    assert isinstance(handouts, Handouts)
    assert len(pages) == 1 + len(handouts.handouts) == 7
    for handout, page in zip(handouts.handouts, pages[1:], strict=True):
        assert [e.words for e in extracts_of(handout) if squeezed(e.words) not in squeezed(page.text)] == []


def squeezed(words: str) -> str:
    """Words without spaces: a line may end at a hyphen."""
    return "".join(words.split())


def test_no_card_is_parted(written: tuple[Pack, bytes, tuple[Page, ...]]) -> None:
    pack, _, pages = written
    cards = next(part.content for part in pack.parts if isinstance(part.content, Cards)).cards
    for card in cards:
        parts = (f"“{card.quote.words}”", card.quote.speaker, wording.LIMITS)
        assert any(all(squeezed(words) in squeezed(page.text) for words in parts) for page in pages)
