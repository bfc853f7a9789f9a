"""The reader shows every document word for word and once, marks what was asked for, and takes only sound addresses."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from functools import cache

import pytest
from tests.index_fixtures import shared_assistant, shared_settings

from lessons.answers import Assistant
from lessons.corpus import load_corpus
from lessons.domain import Document, Kind, PageSpan, Span, Structure, Table
from lessons.pages import wording
from lessons.pages.passages import cited, counterparts, passage_at, read_address
from lessons.pages.reader import Marks, Shown, contents_html, passage_link, read_blocks, reader_html
from lessons.pages.search import find_words
from lessons.settings import PROJECT
from lessons.structure import read_structure

FIXTURES = (shared_settings, shared_assistant)
NAMES = ("published", "r1", "submitted", "cover", "checklist")

OWN = re.compile(r'<(p|a) class="own[^>]*>.*?</\1>')
TAG = re.compile(r"<[^>]+>")
MARKED = re.compile(r"<mark>(.*?)</mark>", re.DOTALL)
FOUND = re.compile(r'<mark class="found" data-found="(\d+)">(.*?)</mark>', re.DOTALL)
HOSTILE = '<script>alert(1)</script> <img src=x onerror=alert(1)> "quoted" & $x^2$'


@cache
def structures() -> dict[str, Structure]:
    return {d.id: read_structure(d) for d in load_corpus(PROJECT / "corpus").documents}


def page(structure: Structure, marks: Marks | None = None, shown: Shown = Shown.EVERYTHING) -> str:
    return reader_html(structure, read_blocks(structure, shown), marks or Marks())


def words(shown: str) -> str:
    """The document's words of a page, without what the page adds to them."""
    return html.unescape(TAG.sub(" ", OWN.sub(" ", shown)))


def hostile() -> Structure:
    text = f"{HOSTILE}\n\nWords & more words <b>here</b>. They end with a full stop."
    return read_structure(
        Document('added-"><script>', HOSTILE, HOSTILE, Kind.ADDED, HOSTILE, text, f"{HOSTILE}.pdf", "0" * 64)
    )


# The text


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_a_document_is_shown_once_and_in_order(name: str) -> None:
    structure = structures()[name]
    assert words(page(structure)).split() == structure.document.text.split()


@pytest.mark.parametrize("name", NAMES)
def test_highlights_do_not_change_the_words(name: str) -> None:
    structure = structures()[name]
    text = structure.document.text
    found = find_words(text, "e", [block.span for block in read_blocks(structure)])
    shown = page(structure, Marks(Span(0, len(text)), found))
    assert "".join(words(shown).split()) == "".join(text.split())


@pytest.mark.parametrize("name", NAMES)
def test_contents_lead_to_every_section_once(name: str) -> None:
    structure = structures()[name]
    blocks = read_blocks(structure)
    targets = re.findall(r'href="#([^"]+)"', contents_html(blocks))
    assert targets == [section.id for section in structure.sections]
    assert re.findall(r' id="([^"]+)"', page(structure)) == targets


def test_contents_number_the_themes() -> None:
    contents = contents_html(read_blocks(structures()["published"]))
    assert re.findall(r"<b>(.*?)</b>", contents) == [wording.THEME.format(number=n) for n in range(1, 7)]


def test_a_printed_theme_number_is_not_said_twice() -> None:
    assert page(structures()["published"]).count(">Theme 1<") == 1
    assert ">Theme 1<" not in page(structures()["r1"])


def test_quotes_and_tables_are_marked_and_can_be_linked_to() -> None:
    structure = structures()["published"]
    shown = page(structure)
    assert shown.count(wording.PARTICIPANT) == shown.count("<blockquote>") == len(structure.quotes) == 19
    assert shown.count('role="region"') == shown.count("<table>") == len(structure.tables) == 3
    assert shown.count('<th scope="col">') == sum(len(t.header.cells) for t in structure.tables if t.header)
    for quote in structure.quotes:
        assert f'start={quote.span.start}" aria-label="{wording.LINK_QUOTE}"' in shown
        assert html.escape(structure.words(quote.label)) in shown


def test_a_table_without_a_caption_is_named_after_its_heading() -> None:
    shown = page(structures()["checklist"])
    headings = [s.heading for s in structures()["checklist"].sections if s.parent]
    assert re.findall(r'role="region" tabindex="0" aria-label="(.*?)"', shown) == headings
    assert wording.LINK_TABLE not in shown


def test_a_page_number_stands_where_the_source_shows_it() -> None:
    structure = structures()["published"]
    shown = page(structure)
    begins, ends = wording.PAGE_BEGINS_BELOW.format(number=5), wording.PAGE_ENDS.format(number=5)
    assert re.findall(r'<p class="own page-number">(.*?)</p>', shown) == [begins, ends]
    page_5 = structure.document.pages[0].span
    below = words(shown.split(begins)[1].split("<p>")[1].split("</p>")[0])
    assert structure.words(page_5)[:50] in below
    assert words(shown.split(ends)[0]).split()[-5:] == structure.words(page_5).split()[-5:]


def test_pages_that_begin_with_a_paragraph_begin_there() -> None:
    text = "First words.\n\nSecond words."
    pages = (PageSpan(1, Span(0, 12)), PageSpan(2, Span(14, len(text))))
    structure = read_structure(Document("a", "A", "A", Kind.ADDED, "added", text, "a.pdf", "0" * 64, pages=pages))
    assert re.findall(r"<p[^>]*>(.*?)</p>", page(structure)) == [
        wording.PAGE_BEGINS.format(number=1),
        "First words.",
        wording.PAGE_BEGINS.format(number=2),
        "Second words.",
    ]


@pytest.mark.parametrize(
    ("shown", "name"), [(Shown.QUOTES, "published"), (Shown.TABLES, "published"), (Shown.TABLES, "checklist")]
)
def test_only_quotes_or_tables_stand_below_their_headings(shown: Shown, name: str) -> None:
    structure = structures()[name]
    parts = structure.quotes if shown == Shown.QUOTES else structure.tables
    blocks = read_blocks(structure, shown)
    assert [b.place.span.start for b in blocks if b.place] == [part.span.start for part in parts]
    assert all(structure.section_at(part.span.start) in [b.section for b in blocks] for part in parts)
    assert "<p>" not in OWN.sub("", page(structure, shown=shown)).replace("<blockquote><p>", "").replace(
        "</table><p>", ""
    )


def test_words_of_a_document_are_never_code() -> None:
    structure = hostile()
    shown = page(structure, Marks(Span(0, 10), (Span(2, 8),))) + contents_html(read_blocks(structure))
    assert words(page(structure)).split() == structure.document.text.split()
    assert not re.search(r"<(script|img|b)\b", shown)
    assert re.findall(r'href="([^"]*)"', shown)
    assert all(re.fullmatch(r"[?#][\w%=&;.+-]*", target) for target in re.findall(r'href="([^"]*)"', shown))


# Highlights


@pytest.mark.parametrize("name", NAMES)
def test_any_passage_that_can_be_cited_is_highlighted_and_nothing_else(name: str) -> None:
    structure = structures()[name]
    passages = {passage_at(structure, block.span.start) for block in read_blocks(structure)}
    for passage in passages:
        marked = html.unescape("\t".join(MARKED.findall(page(structure, Marks(passage)))))
        assert marked == structure.words(passage)


def test_findings_are_numbered_in_order_also_inside_a_passage() -> None:
    structure = structures()["published"]
    found = find_words(structure.document.text, "vanguard", [b.span for b in read_blocks(structure)])
    shown = page(structure, Marks(structure.paragraphs[0].span, found))
    numbers = [int(number) for number, _ in FOUND.findall(shown)]
    assert numbers == list(range(len(found)))
    assert {w.lower() for _, w in FOUND.findall(shown)} == {"vanguard"}


# Addresses


@pytest.mark.parametrize("name", NAMES)
def test_every_character_leads_to_words_that_can_be_cited(name: str) -> None:
    structure = structures()[name]
    text = structure.document.text
    for start in range(0, len(text), 7):
        passage = passage_at(structure, start)
        assert cited(structure, passage), structure.words(passage)
        within = structure.quote_at(Span(start, start + 1))
        assert within is None or passage == within.span


def test_a_place_is_named_by_its_sentence_quote_row_or_heading() -> None:
    structure = structures()["published"]
    quote, table, paragraph = structure.quotes[0], structure.tables[2], structure.paragraphs[20]
    for words_ in (quote.span, table.rows[2].span, paragraph.sentences[-1]):
        assert passage_at(structure, words_.start) == passage_at(structure, words_.end - 1) == words_
    assert passage_at(structure, quote.label.start) == quote.span
    heading = structure.sections[1]
    assert structure.words(passage_at(structure, heading.span.start)) == heading.heading


@pytest.mark.parametrize(
    ("parameters", "document", "problem"),
    [
        ({}, None, ""),
        ({"start": "5"}, None, ""),
        ({"document": "published"}, "published", ""),
        ({"document": "published", "start": "0"}, "published", ""),
        ({"document": "nothing"}, None, wording.UNKNOWN_DOCUMENT),
        ({"document": ""}, None, wording.UNKNOWN_DOCUMENT),
        ({"document": "<script>"}, None, wording.UNKNOWN_DOCUMENT),
        *(
            ({"document": "published", "start": start}, "published", wording.UNKNOWN_PASSAGE)
            for start in ("", "-1", "1.5", "x", "٣", "1e3", " 1", "99999", "9" * 400)
        ),
        *(
            ({"document": "published", "start": "100", "end": end}, "published", wording.UNKNOWN_PASSAGE)
            for end in ("", "100", "99", "x", "99999")
        ),
    ],
)
def test_only_sound_addresses_are_taken(parameters: Mapping[str, str], document: str | None, problem: str) -> None:
    address = read_address(parameters, structures())
    assert (address.document, address.problem) == (document, problem)
    assert address.passage is None or not problem


def test_an_address_may_name_exact_words() -> None:
    structure = structures()["published"]
    span = Span(structure.quotes[0].span.start, structure.quotes[0].span.start + 7)
    address = read_address({"document": "published", "start": str(span.start), "end": str(span.end)}, structures())
    assert (address.passage, address.problem) == (span, "")


@pytest.mark.parametrize("shift", [(1, 0), (-200, 0), (0, 100)])
def test_words_that_cannot_be_cited_alone_give_way_to_their_sentence(shift: tuple[int, int]) -> None:
    """A word cut in two, or a participant's words together with the authors'."""
    structure = structures()["published"]
    quote = structure.quotes[0]
    start, end = quote.span.start + shift[0], quote.span.end + shift[1]
    if shift == (1, 0):
        start = structure.paragraphs[0].span.start + 1
        end = start + 10
    address = read_address({"document": "published", "start": str(start), "end": str(end)}, structures())
    assert address.problem == wording.WIDENED_PASSAGE
    assert address.passage == passage_at(structure, start)


def test_a_link_to_a_passage_is_an_address_of_it() -> None:
    link = passage_link("a <b>", "r1", 5, 9)
    assert link == '<a class="passage-link" href="?document=r1&amp;start=5&amp;end=9">a &lt;b&gt;</a>'


# Other versions


def test_other_versions_are_named_with_whether_they_use_the_same_words(assistant: Assistant) -> None:
    library = assistant.library
    quote = library.structures["published"].quotes[0]
    others = counterparts(library, "published", quote.span)
    assert [other.document.id for other in others] == ["r1", "submitted"]
    assert all(other.same_words and other.chunk and other.chunk.speaker == quote.speaker.name for other in others)
    for other in others:
        assert other.chunk
        back = counterparts(library, other.document.id, other.chunk.span)
        assert next(o.chunk and o.chunk.span for o in back if o.document.id == "published") == quote.span


def test_what_other_versions_lack_or_reword_is_said(assistant: Assistant) -> None:
    library = assistant.library
    table = next(t for t in library.structures["r1"].tables if isinstance(t, Table) and t.number == 1)
    lacking = {o.document.id: o.chunk for o in counterparts(library, "r1", table.rows[0].span)}
    assert lacking["submitted"] is None
    sentences = [s for p in library.structures["published"].paragraphs for s in p.sentences]
    assert any(o.chunk and not o.same_words for s in sentences for o in counterparts(library, "published", s))


def test_documents_that_are_no_version_have_no_counterparts(assistant: Assistant) -> None:
    assert counterparts(assistant.library, "checklist", Span(0, 50)) == ()
