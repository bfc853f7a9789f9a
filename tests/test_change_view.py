"""A change is shown with its kind in words, its differences marked for eye and ear, and every character as it is."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from tests.index_fixtures import shared_assistant, shared_settings

from lessons.answers import Assistant
from lessons.domain import ChunkKind
from lessons.library import Library
from lessons.pages import wording
from lessons.pages.change_list import Comparison, Part, compare, versions
from lessons.pages.change_view import marked_wording_html, part_html, side_html, words_html
from lessons.pages.timeline import timeline_html
from lessons.revisions import Change, Revision
from lessons.wordings import Mark, difference

FIXTURES = (shared_settings, shared_assistant)
HOSTILE = "<script>alert(1)</script> & <img src=x onerror=alert(1)> $x^2$"


@pytest.fixture(name="library")
def shared_library(assistant: Assistant) -> Library:
    return assistant.library


def shown(comparison: Comparison, holds: str, apart: bool = False) -> str:
    """The one passage that holds these words before or after, as its part shows it."""
    found = [
        (part, revision)
        for part in comparison.parts
        for revision in part.revisions
        if any(chunk and holds in chunk.text for chunk in (revision.before, revision.after))
    ]
    part, revision = found[0]
    return part_html(part, (revision,), comparison, apart)


def seen(body: str) -> str:
    """What is left for the eye: no tags, nothing that is only heard."""
    return html.unescape(re.sub(r"<[^>]+>", "", re.sub(r'<span class="unseen">.*?</span>', "", body)))


def test_a_reworded_passage_marks_what_went_and_what_came(library: Library) -> None:
    body = shown(compare(library, "r1", "published"), "unrealistic pressure placed upon them to deliver outcomes.")
    assert f">{wording.CHANGES[Change.REWORDED]}</span>" in body
    assert re.search(
        r"<del><span class=\"unseen\">removed: </span>upon<span class=\"unseen\">[^<]+</span></del> ", body
    )
    assert re.search(r"<ins><span class=\"unseen\">added: </span>on<span class=\"unseen\">[^<]+</span></ins> ", body)
    assert "placed upon on them" in seen(body)


def test_side_by_side_each_wording_is_whole_and_marks_only_its_own(library: Library) -> None:
    comparison = compare(library, "r1", "published")
    before, after = shown(comparison, "placed upon them to deliver outcomes.", apart=True).split("</div><div>")
    assert "placed upon them" in seen(before)
    assert "placed on them" in seen(after)
    assert "<ins>" not in before
    assert "<del>" not in after
    assert wording.CHANGES[Change.REWORDED] in before


def test_where_only_typesetting_differs_both_are_shown_and_nothing_is_marked(library: Library) -> None:
    body = shown(compare(library, "r1", "published"), "DATA MANAGEMENT AND ANALYSIS")
    assert wording.CHANGES[Change.TYPOGRAPHIC] in body
    assert "DATA MANAGEMENT AND ANALYSIS" in body
    assert ">Data management and analysis</p>" in body
    assert "<del>" not in body
    assert "<ins>" not in body


def test_an_added_and_a_removed_passage_say_of_which_version(library: Library) -> None:
    body = shown(compare(library, "submitted", "r1"), "according to their role and involvement")
    added = shown(compare(library, "submitted", "r1"), "Health system transformation is difficult work")
    gone = shown(compare(library, "r1", "published"), "Ethical approval was gained")
    assert "Added in Revised (R1)" in added
    assert added.count("<a ") == 1
    assert "Not in Published any more" in gone
    assert body.count("<a ") == 2


def test_a_part_that_was_not_supplied_is_not_called_taken_out(library: Library) -> None:
    body = shown(compare(library, "r1", "published"), "The authors declare that they have no competing interests.")
    assert "Not in the text supplied of Published" in body
    assert wording.PART_NOT_SUPPLIED.format(later="Published") in body
    assert "any more" not in body


def test_a_moved_passage_says_where_it_stood(library: Library) -> None:
    comparison = compare(library, "r1", "published")
    assert "in another place than in Revised (R1)" in shown(
        comparison, "Service users were not recruited for this study."
    )
    part = comparison.parts[0]
    moved = next(r for r in part.revisions if r.change == Change.MOVED and r.before)
    assert moved.before
    elsewhere = replace(moved, before=replace(moved.before, section="r1-s12"))
    assert "In Revised (R1) they stand in “The regional context”" in part_html(part, (elsewhere,), comparison, False)


def test_a_quote_is_set_apart_with_its_speaker(library: Library) -> None:
    comparison = compare(library, "r1", "published")
    revision = next(r for p in comparison.parts for r in p.revisions if r.after and r.after.kind == ChunkKind.QUOTE)
    assert revision.after
    body = part_html(comparison.parts[0], (revision,), comparison, False)
    assert f"<footer>{html.escape(revision.after.speaker or '')}</footer></blockquote>" in body
    assert wording.CHANGED_PARTS[ChunkKind.QUOTE] in body


def test_cells_of_a_row_are_told_apart_without_a_change_of_words(library: Library) -> None:
    body = shown(compare(library, "submitted", "r1"), "Article Type:\tOriginal research")
    assert "Article Type: · Original research" in " ".join(seen(body).split())
    assert seen(words_html("A\tB")) == "A · B"


def test_links_lead_to_the_passage_in_each_version(library: Library) -> None:
    comparison = compare(library, "r1", "published")
    revision = next(r for r in comparison.parts[1].revisions if r.change == Change.REWORDED and r.before and r.after)
    body = part_html(comparison.parts[1], (revision,), comparison, False)
    assert revision.before
    assert revision.after
    assert re.findall(r'href="([^"]+)"', body) == [
        f"/sources?document=r1&amp;start={revision.before.span.start}",
        f"/sources?document=published&amp;start={revision.after.span.start}",
    ]


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize("change", list(Change))
def test_no_word_of_a_document_becomes_markup(library: Library, change: Change, apart: bool) -> None:
    comparison = compare(library, "r1", "published")
    some = next(r for r in comparison.parts[0].revisions if r.before and r.after)
    assert some.before
    assert some.after
    before = replace(some.before, text=f"{HOSTILE} one two", speaker=HOSTILE, kind=ChunkKind.QUOTE)
    after = replace(some.after, text=f"{HOSTILE} three two", speaker=HOSTILE, kind=ChunkKind.QUOTE)
    revision = Revision(
        change, None if change == Change.ADDED else before, None if change == Change.REMOVED else after, 0.9
    )
    part = Part("p", HOSTILE, None, frozenset(), False, (revision,))
    hostile = replace(
        comparison,
        earlier=replace(comparison.earlier, label=HOSTILE),
        later=replace(comparison.later, label=HOSTILE),
    )
    body = part_html(part, (revision,), hostile, apart)
    assert "<script" not in body
    assert "<img" not in body
    assert html.escape("<script>alert(1)</script>") in body


def test_blanks_stay_outside_the_marks_and_words_never_run_together() -> None:
    runs = difference("the North East Vanguard.", "the North East Vanguards now.")
    assert seen(marked_wording_html(runs)) == "the North East Vanguard. Vanguards now."
    assert seen(side_html(runs, Mark.REMOVED)).rstrip() == "the North East Vanguard."
    assert seen(side_html(runs, Mark.ADDED)) == "the North East Vanguards now."


def test_the_timeline_lists_every_version_with_date_number_and_status(library: Library) -> None:
    body = timeline_html(versions(library))
    steps = re.findall(r"<li>(.*?)</li>", body)
    assert body.startswith("<ol ")
    assert len(steps) == 3
    for step, found in zip(
        steps,
        [
            ("2019-06-04", "4 June 2019", "Submitted", "Manuscript bmjopen-2019-032107", "Submitted manuscript"),
            ("2019-08-20", "20 August 2019", "77 days later", "bmjopen-2019-032107.R1", "Revision after peer review"),
            ("2019-11-03", "3 November 2019", "75 days later", "doi:10.1136/bmjopen-2019-032107", "version of record"),
        ],
        strict=True,
    ):
        assert all(words in step for words in found)


def test_a_version_without_date_or_number_says_so(library: Library) -> None:
    first, second, _ = versions(library)
    bare = replace(second, date="", manuscript_number="", label=HOSTILE, status=HOSTILE)
    body = timeline_html([first, bare, replace(second, date="<b>May</b>")])
    assert wording.NO_VERSION_DATE in body
    assert wording.NO_NUMBER in body
    assert "&lt;b&gt;May&lt;/b&gt;" in body
    assert "later" not in re.sub(r'class="later"', "", body)
    assert "<script" not in body
