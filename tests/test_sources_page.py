"""The page Sources lists every document with what is known of it, and opens any of them at any passage."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from streamlit.testing.v1 import AppTest
from tests.index_fixtures import shared_assistant, shared_settings

from lessons.answers import Assistant
from lessons.corpus import Corpus
from lessons.domain import Document, Kind
from lessons.library import Library
from lessons.pages import sources, wording
from lessons.pages.reader import Shown
from lessons.references import reference
from lessons.structure import read_structure

FIXTURES = (shared_settings, shared_assistant)

SHOW = """
import streamlit as st
from lessons.pages.sources import show
from lessons.settings import load_settings
show(load_settings(), st.container())
"""
MARKED = re.compile(r"<mark>(.*?)</mark>", re.DOTALL)
FOUND = re.compile(r'<mark class="found" data-found="(\d+)">')
VIEW = re.compile(r'data-part="(\w*)" data-found="(\d+)" data-say="([^"]*)"')
HOSTILE = '<script>alert(1)</script> <img src=x onerror=alert(1)> $x^2$ :red[b] **c** "d" &amp;'

OpenPage = Callable[..., AppTest]


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the page needs of an assistant."""

    library: Library


@pytest.fixture
def open_page(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """Opens the page with these query parameters, over the shared index or another library."""

    def open_page(library: Library | None = None, **parameters: str) -> AppTest:
        monkeypatch.setattr(sources, "ready_assistant", lambda _: Shelf(library or assistant.library))
        page = AppTest.from_string(SHOW, default_timeout=60)
        page.query_params.update(parameters)
        page.run()
        assert not page.exception
        return page

    return open_page


def shown(page: AppTest) -> str:
    """All HTML that the page shows."""
    return "\n".join(element.proto.body for element in page.get("html"))


def view(page: AppTest) -> tuple[str, str, str]:
    """The part that is brought into view, the number of the finding, and what is announced."""
    part, found, say = VIEW.findall(shown(page))[0]
    return part, found, html.unescape(say)


def marked(page: AppTest) -> str:
    return html.unescape("\t".join(MARKED.findall(shown(page))))


def search(page: AppTest, words: str) -> AppTest:
    return page.text_input(key="reader-search").set_value(words).run()


# The list


def test_every_document_is_listed_with_what_is_known_of_it(open_page: OpenPage, assistant: Assistant) -> None:
    page = open_page()
    library = assistant.library
    copied = [words for d in library.corpus.documents for words in (d.sha256, reference(d))]
    assert [code.value for code in page.code] == copied
    for document in library.corpus.documents:
        passages = sum(chunk.document == document.id for chunk in library.index.chunks)
        for words in (document.label, document.title, reference(document), document.file, f"{passages} passages"):
            assert html.escape(words) in shown(page)
        assert html.escape(document.status[1:]) in shown(page)
        assert html.escape(document.licence[1:]) in shown(page)
        assert page.button(key=f"read-{document.id}").label.endswith(
            document.label.replace("(", r"\(").replace(")", r"\)")
        )
    for words in ("3 November 2019", "20 August 2019", "4 June 2019", "bmjopen-2019-032107.R1", "19 quotes, 3 tables"):
        assert words in shown(page)
    assert 'href="https://doi.org/10.1136/bmjopen-2019-032107"' in shown(page)
    assert not page.info


def test_what_could_not_be_read_is_said(open_page: OpenPage, assistant: Assistant) -> None:
    corpus = Corpus(assistant.library.corpus.documents, ("The file *a.pdf* cannot be read.",))
    page = open_page(replace(assistant.library, corpus=corpus))
    assert page.warning[0].value == r"The file \*a\.pdf\* cannot be read\."


def test_a_document_opens_and_closes_by_buttons(open_page: OpenPage) -> None:
    page = open_page()
    page.button(key="read-submitted").click().run()
    assert dict(page.query_params) == {"document": "submitted"}
    assert "GOVERNMENT TARGETS" in shown(page)
    assert view(page)[0] == "top"
    page.button(key="all-sources").click().run()
    assert not page.query_params
    assert page.button(key="read-submitted")


# The reader


@pytest.mark.parametrize("name", ["published", "r1", "submitted", "cover", "checklist"])
def test_every_document_can_be_read(open_page: OpenPage, assistant: Assistant, name: str) -> None:
    page = open_page(document=name)
    structure = assistant.library.structures[name]
    for span in [*(p.span for p in structure.paragraphs), *(r.span for r in structure.references)]:
        assert html.escape(structure.words(span)) in shown(page)
    assert "<mark" not in shown(page)
    assert not page.code


def test_an_address_highlights_exactly_its_words_with_their_citation(open_page: OpenPage, assistant: Assistant) -> None:
    structure = assistant.library.structures["published"]
    for quote in structure.quotes[:2]:
        page = open_page(document="published", start=str(quote.span.start + 3))
        assert marked(page) == structure.words(quote.span)
        assert page.code[0].value.startswith(f"“{structure.words(quote.span)}” ({quote.speaker.name})")
        assert "BMJ Open 2019;9:e032107" in page.code[0].value
        assert view(page) == ("passage", "0", wording.PASSAGE_OPENED)
    start, end = structure.paragraphs[3].sentences[0].start, structure.paragraphs[3].sentences[0].end
    page = open_page(document="published", start=str(start), end=str(end))
    assert marked(page) == structure.document.text[start:end]


def test_a_passage_leads_to_the_same_one_in_other_versions(open_page: OpenPage, assistant: Assistant) -> None:
    library = assistant.library
    quote = library.structures["published"].quotes[0]
    page = open_page(document="published", start=str(quote.span.start))
    links = re.findall(
        r'<a class="passage-link" href="\?document=(\w+)&amp;start=(\d+)&amp;end=(\d+)">(.*?)</a>', shown(page)
    )
    assert [(name, label) for name, _, _, label in links] == [
        ("r1", wording.SAME_WORDS.format(label="Revised (R1)")),
        ("submitted", wording.SAME_WORDS.format(label="Submitted")),
    ]
    for name, start, end, _ in links:
        twin = next(
            q for q in library.structures[name].quotes if q.speaker == quote.speaker and q.span.start == int(start)
        )
        assert twin.span.end == int(end)


def test_a_passage_that_another_version_lacks_says_so(open_page: OpenPage, assistant: Assistant) -> None:
    table = next(t for t in assistant.library.structures["r1"].tables if t.number == 1)
    page = open_page(document="r1", start=str(table.rows[0].span.start))
    assert wording.NO_COUNTERPART.format(label="Submitted") in shown(page)


def test_the_highlight_can_be_removed(open_page: OpenPage) -> None:
    page = open_page(document="published", start="5000")
    page.button(key="passage-close").click().run()
    assert not marked(page)
    assert dict(page.query_params) == {"document": "published"}


def test_only_quotes_or_tables_can_be_shown(open_page: OpenPage, assistant: Assistant) -> None:
    page = open_page(document="published")
    page.segmented_control(key="reader-shown").set_value(Shown.QUOTES).run()
    assert shown(page).count("<blockquote>") == 19
    assert "<table>" not in shown(page)
    page.segmented_control(key="reader-shown").set_value(Shown.TABLES).run()
    assert shown(page).count("<table>") == 3
    assert "<blockquote>" not in shown(page)
    assert not open_page(document="cover").get("button_group")


# Search


def test_findings_are_counted_marked_and_gone_through_in_a_circle(open_page: OpenPage) -> None:
    page = search(open_page(document="published"), "Return on Investment")
    total = len(FOUND.findall(shown(page)))
    assert total >= 2
    for at in [*range(total), 0]:
        number = wording.FOUND.format(number=at + 1, total=total)
        assert f'<p class="count">{number}</p>' in shown(page)
        assert view(page) == ("found", str(at), wording.FOUND_SAY.format(number=at + 1, total=total))
        page.button(key="found-next").click().run()
    page.button(key="found-previous").click().run()
    page.button(key="found-previous").click().run()
    assert view(page)[1] == str(total - 1)


def test_a_new_search_begins_with_its_first_finding(open_page: OpenPage) -> None:
    page = search(open_page(document="published"), "vanguard")
    page.button(key="found-next").click().run()
    assert view(search(page, "trust"))[:2] == ("found", "0")


def test_a_single_finding_has_no_others_to_go_to(open_page: OpenPage) -> None:
    page = search(open_page(document="published"), "goal-post changes")
    assert wording.FOUND.format(number=1, total=1) in shown(page)
    assert "found-next" not in [button.key for button in page.button]


def test_a_search_without_findings_says_what_to_do_and_moves_nothing(open_page: OpenPage) -> None:
    page = search(open_page(document="published", start="5000"), "zebra")
    assert wording.FOUND_NOTHING in shown(page)
    assert wording.FOUND_NOTHING_HELP in shown(page)
    assert view(page) == ("", "0", wording.FOUND_NOTHING)
    page.segmented_control(key="reader-shown").set_value(Shown.QUOTES).run()
    assert wording.FOUND_NOTHING_SHOWN.format(everything="All") in shown(page)
    assert wording.FOUND_NOTHING not in shown(search(page, "  "))


def test_a_search_keeps_to_the_parts_that_are_shown(open_page: OpenPage) -> None:
    page = search(open_page(document="published"), "engagement")
    everywhere = len(FOUND.findall(shown(page)))
    page.segmented_control(key="reader-shown").set_value(Shown.QUOTES).run()
    assert 0 < len(FOUND.findall(shown(page))) < everywhere


def test_another_address_ends_the_search(open_page: OpenPage) -> None:
    page = search(open_page(document="published"), "vanguard")
    page.query_params["start"] = "5000"
    page.run()
    assert page.text_input(key="reader-search").value == ""
    assert view(page)[0] == "passage"


def test_a_search_is_limited_and_shown_as_text(open_page: OpenPage) -> None:
    page = open_page(document="published")
    assert page.text_input(key="reader-search").max_chars == 200
    assert "alert(1)" not in shown(search(page, HOSTILE))
    assert not page.exception


# What can go wrong


def test_an_unknown_document_leads_to_the_list(open_page: OpenPage) -> None:
    page = open_page(document="<script>alert(1)</script>", start="5")
    assert [info.value for info in page.info] == [wording.UNKNOWN_DOCUMENT]
    assert page.button(key="read-published")
    assert "alert(1)" not in shown(page)


@pytest.mark.parametrize("start", ["x", "-1", "999999", "", "1.0"])
def test_an_unknown_passage_leads_to_the_beginning(open_page: OpenPage, start: str) -> None:
    page = open_page(document="published", start=start)
    assert [info.value for info in page.info] == [wording.UNKNOWN_PASSAGE]
    assert not marked(page)
    assert view(page)[0] == "top"


def test_words_that_cannot_stand_alone_are_replaced_by_their_sentence(
    open_page: OpenPage, assistant: Assistant
) -> None:
    structure = assistant.library.structures["published"]
    sentence = structure.paragraphs[0].sentences[0]
    page = open_page(document="published", start=str(sentence.start + 1), end=str(sentence.start + 9))
    assert wording.WIDENED_PASSAGE in shown(page)
    assert view(page) == ("passage", "0", wording.WIDENED_PASSAGE)
    assert marked(page) == structure.words(sentence)


def test_words_of_an_added_document_are_never_code(open_page: OpenPage, assistant: Assistant) -> None:
    text = f"{HOSTILE}\n\n{HOSTILE} They end here."
    added = Document("added-<b>", HOSTILE, HOSTILE, Kind.ADDED, HOSTILE, text, f"{HOSTILE}.pdf", "0" * 64, doi=HOSTILE)
    library = assistant.library
    library = replace(
        library,
        corpus=Corpus((*library.corpus.documents, added)),
        structures={**library.structures, added.id: read_structure(added)},
    )
    listed = open_page(library)
    read = open_page(library, document=added.id, start="3")
    for page in (listed, read):
        assert html.escape(HOSTILE) in shown(page)
        assert "<script>alert" not in shown(page)
        assert "<img" not in shown(page)
    assert ":red[" not in listed.button(key=f"read-{added.id}").label
    assert marked(read) == HOSTILE
