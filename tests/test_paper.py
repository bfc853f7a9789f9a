"""The preview shows a pack's Markdown with its headings in place, every mark as text, and nothing that loads or runs."""

from __future__ import annotations

import re
from html import unescape

import pytest

from lessons.packs.assembly import assemble, fill_basket
from lessons.packs.markdown import as_markdown
from lessons.packs.pack import extracts_of
from lessons.packs.study import load_study
from lessons.pages.paper import paper_html
from lessons.settings import PROJECT


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "![picture](http://example.org/a.png)",
        "[link](javascript:alert(1))",
        '"><svg onload=alert(1)>',
        "<table><tr><td>x</td></tr></table>",
        "# <b onclick=alert(1)>title</b>",
    ],
)
def test_marks_are_shown_as_text_and_pictures_are_left_out(markdown: str) -> None:
    html = paper_html(markdown)
    tags = set(re.findall(r"<(\w+)", html))
    assert tags <= {"div", "p", "h3", "a"}
    assert "javascript" not in " ".join(re.findall(r'href="([^"]*)"', html))


def test_headings_stand_below_that_of_the_page() -> None:
    html = paper_html("# One\n\n## Two\n\n### Three\n\n##### Five\n")
    assert re.findall(r"<(h\d)[^>]*>(\w+)</\1>", html) == [
        ("h3", "One"),
        ("h4", "Two"),
        ("h5", "Three"),
        ("h6", "Five"),
    ]


def test_links_in_the_contents_lead_to_their_headings() -> None:
    html = paper_html("# Title\n\n- [Quote *cards*](#quote-cards)\n\n## Quote cards\n\n## Quote cards\n")
    target = re.findall(r'href="#(pack-\d+)"', html)
    assert target
    assert f'<h4 id="{target[0]}">Quote cards</h4>' in html
    assert html.index(f'id="{target[0]}"') == min(m.start() for m in re.finditer(r'<h4 id="', html)) + 4
    assert len(set(re.findall(r' id="([^"]+)"', html))) == 3


def test_a_link_to_a_heading_that_is_not_there_leads_nowhere_else() -> None:
    assert 'href="#"' in paper_html("[gone](#gone)")


def test_links_to_elsewhere_leave_the_page_open() -> None:
    html = paper_html("[doi](https://doi.org/10.1136/x)")
    assert 'href="https://doi.org/10.1136/x"' in html
    assert 'target="_blank"' in html
    assert 'rel="noopener noreferrer"' in html


def test_tables_have_headed_columns_and_scroll_in_a_box_of_their_own() -> None:
    html = paper_html("| a | b |\n|---|---|\n| 1 | 2 |\n")
    assert html.count('<th scope="col">') == 2
    assert re.search(
        r'<div class="scrolls" tabindex="0" role="region" aria-label="[^"]+"><table>.*</table></div>', html, re.DOTALL
    )


def test_the_whole_study_is_there_word_for_word() -> None:
    study = load_study(PROJECT / "corpus")
    pack = assemble(fill_basket(study), study)
    read = " ".join(unescape(re.sub(r"<[^>]+>", "", paper_html(as_markdown(pack)))).split())
    words = [" ".join(extract.words.split()) for extract in extracts_of(pack.parts)]
    assert len(words) > 50
    assert [w for w in words if w not in read] == []
