"""The page Themes: six cards, a theme that opens in their place, quotes filtered, and plain words where nothing fits."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from tests.index_fixtures import shared_assistant, shared_settings, write_corpus

from lessons.answers import Assistant
from lessons.domain import Pilot
from lessons.pages import themes as page_themes
from lessons.pages import wording
from lessons.pages.markup import plain_label
from lessons.pages.theme_matrix import SHADES, matrix_chart, matrix_table, matrix_words
from lessons.settings import Settings
from lessons.themes import Theme, read_themes

FIXTURES = (shared_settings, shared_assistant)
STYLE = Path(__file__).resolve().parents[1] / "src/lessons/pages/themes.css"
SCRIPT = """
import streamlit as st
from lessons.pages.themes import show
from lessons.settings import load_settings
show(load_settings(), st.container())
"""

OpenPage = Callable[..., AppTest]


@pytest.fixture
def open_page(shared: Settings, monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """Opens the page over the shared index, at an address if one is given."""
    monkeypatch.setenv("LESSONS_CORPUS_DIR", str(shared.corpus_dir))
    monkeypatch.setenv("LESSONS_INDEX_DIR", str(shared.index_dir))

    def open_at(**query: str) -> AppTest:
        page = AppTest.from_string(SCRIPT, default_timeout=60)
        for name, value in query.items():
            page.query_params[name] = value
        return page.run()

    return open_at


@pytest.fixture
def themes(assistant: Assistant) -> tuple[Theme, ...]:
    return read_themes(assistant.library.structures["published"], assistant.library.codebook)


def shown(page: AppTest) -> str:
    """All HTML that the page shows, the style sheet left out."""
    return "\n".join(b for b in (element.proto.body for element in page.get("html")) if not b.startswith("<style>"))


def quotes(page: AppTest) -> list[str]:
    return [unescape(q) for q in re.findall(r"<blockquote><p>(.*?)</p>", shown(page), re.DOTALL)]


def keys(page: AppTest, beginning: str) -> list[str]:
    return [button.key for button in page.button if button.key and button.key.startswith(beginning)]


# All themes


def test_six_cards_show_title_line_and_counts(open_page: OpenPage, themes: tuple[Theme, ...]) -> None:
    page = open_page()
    assert keys(page, "open-theme-") == [f"open-theme-{n}" for n in range(1, 7)]
    for theme in themes:
        assert f"<h3>{theme.title}</h3>" in shown(page)
        assert f'<p class="line">“{theme.line.excerpt}”</p>' in unescape(shown(page))
    assert [unescape(c) for c in re.findall(r"</span> <span>(.*?)</span>", shown(page))] == [
        "3 quotes, 2 pilots",
        "3 quotes, 3 pilots",
        "4 quotes, 3 pilots",
        "3 quotes, 2 pilots",
        "3 quotes, 3 pilots",
        "3 quotes, 2 pilots",
    ]
    assert not page.error
    assert not page.info


def test_the_learning_point_of_no_theme_stands_under_the_cards(open_page: OpenPage) -> None:
    page = open_page()
    assert wording.THEMES_OUTSIDE in shown(page)
    assert "Previous transformation initiatives" in shown(page)
    assert "Avoid micromanagement" not in shown(page)


def test_choosing_a_card_opens_the_theme_and_the_way_back_leads_to_the_cards(open_page: OpenPage) -> None:
    page = open_page()
    page.button(key="open-theme-4").click().run()
    assert page.query_params["theme"] == "4"
    assert '<h2 class="page">Improving interorganisational relations and practices</h2>' in shown(page)
    assert not keys(page, "open-theme-")
    page.button(key="theme-after").click().run()
    assert "Building capacity and resources" in shown(page)
    page.button(key="all-themes").click().run()
    assert "theme" not in page.query_params
    assert len(keys(page, "open-theme-")) == 6


def test_an_open_theme_stays_open_while_the_visitor_looks_at_another_page(open_page: OpenPage) -> None:
    page = open_page()
    page.button(key="open-theme-4").click().run()
    del page.query_params["theme"]  # as a link to another page and back does
    page.run()
    assert "Improving interorganisational relations" in shown(page)
    assert page.query_params["theme"] == "4"


@pytest.mark.parametrize(("number", "closed"), [("1", "theme-before"), ("6", "theme-after")])
def test_the_first_theme_has_none_before_and_the_last_none_after(open_page: OpenPage, number: str, closed: str) -> None:
    page = open_page(theme=number)
    assert [key for key in ("theme-before", "theme-after") if page.button(key=key).disabled] == [closed]


@pytest.mark.parametrize("wrong", ["0", "7", "two", "", "1 ", "-1", "²", "<script>alert(1)</script>"])
def test_an_address_with_a_wrong_theme_gives_one_sentence_and_the_cards(open_page: OpenPage, wrong: str) -> None:
    page = open_page(theme=wrong)
    assert [info.value for info in page.info] == [wording.THEMES_UNKNOWN]
    assert len(keys(page, "open-theme-")) == 6
    assert "alert(1)" not in shown(page)
    assert not page.error


# One theme


def test_a_theme_opens_to_all_its_parts(open_page: OpenPage, themes: tuple[Theme, ...]) -> None:
    for theme in themes:
        page = open_page(theme=str(theme.number))
        text = unescape(shown(page))
        for citation in (*theme.barriers, *theme.enablers, *theme.findings, *theme.differing):
            assert f'<p class="excerpt">{citation.excerpt}</p>' in text
        for point in theme.points:
            assert point.point.excerpt in text
            assert point.message.excerpt in text
            assert all(voice.speaker.label in text for voice in point.voices)
        assert len(keys(page, "theme-ask-")) == len(theme.questions)
        assert len(quotes(page)) == len(theme.quotes)
        assert not page.error


def test_what_we_coded_is_said_to_be_ours(open_page: OpenPage) -> None:
    page = open_page(theme="2")
    for words in (wording.THEMES_SAYS_NOTE, wording.THEMES_POINTS_NOTE, wording.THEMES_DIFFERING_NOTE):
        assert words in shown(page)
    assert "ours, not the study’s" in wording.THEMES_SAYS_NOTE


def test_a_part_without_anything_in_it_says_so(open_page: OpenPage) -> None:
    page = open_page(theme="1")
    assert wording.THEMES_KINDS["enabler"][1] in shown(page)
    assert wording.THEMES_NO_DIFFERING in shown(page)
    assert wording.THEMES_KINDS["finding"][1] in shown(open_page(theme="5"))


def test_every_excerpt_and_quote_leads_to_its_place_in_the_reader(
    open_page: OpenPage, themes: tuple[Theme, ...]
) -> None:
    theme = themes[2]
    links = [element.proto for element in open_page(theme="3").get("page_link")]
    starts = {int(match[1]) for link in links if (match := re.search(r"start=(\d+)", link.query_string))}
    assert all("document=published" in link.query_string for link in links)
    expected = [*theme.barriers, *theme.enablers, *theme.findings, *theme.differing, *(p.point for p in theme.points)]
    assert starts == {theme.section.start} | {c.start for c in expected} | {q.span.start for q in theme.quotes}


def test_quotes_are_filtered_by_pilot_and_role(open_page: OpenPage, themes: tuple[Theme, ...]) -> None:
    page = open_page(theme="2")
    assert len(quotes(page)) == 3
    page.button_group(key="pilot").set_value("PACS").run()
    assert [q.partition(" ")[0] for q in quotes(page)] == ["There’s"]
    assert wording.THEMES_SHOWN.format(shown=1, total=3) in shown(page)
    page.button_group(key="pilot").set_value(None).run()
    page.button_group(key="role").set_value("Senior IT Manager").run()
    assert [q.partition(" ")[0] for q in quotes(page)] == ["Nothing"]


def test_filters_that_fit_no_quote_say_what_to_do_and_can_be_cleared(open_page: OpenPage) -> None:
    page = open_page(theme="1")
    page.button_group(key="pilot").set_value("MCP").run()
    assert quotes(page) == []
    assert [info.value for info in page.info] == [wording.THEMES_NO_QUOTES]
    page.button(key="all-quotes").click().run()
    assert len(quotes(page)) == 3
    assert not page.info


def test_filters_are_in_the_address_and_wrong_ones_are_passed_over(open_page: OpenPage) -> None:
    assert len(quotes(open_page(theme="3", pilot="ACC"))) == 2
    page = open_page(theme="3", pilot="<b>", role="Nurse")
    assert len(quotes(page)) == 4
    assert not page.error


def test_a_question_is_put_to_the_page_ask(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    went: list[str] = []
    monkeypatch.setattr(st, "switch_page", lambda page: went.append(page.url_path))
    page = open_page(theme="2")
    label = page.button(key="theme-ask-1").label
    page.button(key="theme-ask-1").click().run()
    assert went == [""]  # the address of the first page
    question = page.session_state["visit"].conversation.asked
    assert question == "What did the minority of respondents think?"
    assert label == plain_label(question)


# The chart


def test_the_chart_its_words_and_its_table_hold_the_same_numbers(themes: tuple[Theme, ...]) -> None:
    cells = matrix_chart(themes)["data"]["values"]
    assert len(cells) == 30
    assert sum(cell["count"] for cell in cells) == 19
    by_place = {(cell["theme"], cell["pilot"]): cell["count"] for cell in cells}
    table = matrix_table(themes)
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', table)
    for theme, (name, row) in zip(themes, rows, strict=False):
        counts = [by_place[f"Theme {theme.number}", pilot.value] for pilot in Pilot]
        assert [int(n) for n in re.findall(r"<td>(\d+)</td>", row)] == [*counts, len(theme.quotes)]
        assert theme.title in name
        for pilot, count in zip(Pilot, counts, strict=True):
            said = matrix_words(themes).split(f"Theme {theme.number}: ")[1].split(".")[0].split(", ")
            assert (f"{pilot} {count}" in said) == (count > 0)
    assert rows[-1] == ("All", "".join(f"<td>{n}</td>" for n in (1, 6, 3, 5, 4, 19)))
    assert table.count('scope="col"') == 7
    assert "<caption>" in table


def test_the_chart_is_on_the_page_with_its_words_for_who_cannot_see_it(
    open_page: OpenPage, themes: tuple[Theme, ...]
) -> None:
    page = open_page()
    (chart,) = page.get("vega_lite_chart") or page.get("arrow_vega_lite_chart")
    assert chart.proto.alt == matrix_words(themes)
    assert "http" not in json.dumps(matrix_chart(themes))
    assert matrix_table(themes) in shown(page)


@pytest.mark.parametrize("mode", [0, 1])
def test_the_number_on_each_shade_can_be_read_in_light_and_dark(mode: int) -> None:
    css = STYLE.read_text("utf-8")
    for shade in range(SHADES):
        ground, ink = (
            re.search(rf"--{name}-{shade}: light-dark\((#\w+), (#\w+)\)", css) for name in ("count", "on-count")
        )
        assert ground
        assert ink
        lighter, darker = sorted((_luminance(ground[mode + 1]), _luminance(ink[mode + 1])), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def _luminance(colour: str) -> float:
    """Relative luminance (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


# Other corpora


def test_marks_in_a_documents_words_are_shown_as_they_are(
    open_page: OpenPage, themes: tuple[Theme, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = "<script>alert(1)</script> $x$ :red[y] **z**"
    citation = replace(themes[0].line, excerpt=hostile, section=hostile)
    theme = replace(themes[0], title=hostile, line=citation, barriers=(citation,), questions=(hostile,))
    monkeypatch.setattr(page_themes, "read_themes", lambda *_: (theme,))
    page_themes._read_study.clear()
    try:
        pages = [open_page(), open_page(theme="1")]
    finally:
        page_themes._read_study.clear()
    for page in pages:
        assert "<script>alert" not in shown(page)
        assert hostile in unescape(shown(page))
        assert not page.error
    assert pages[1].button(key="theme-ask-0").label == plain_label(hostile)
    assert all(":red[" not in link.proto.label for link in pages[1].get("page_link"))


def test_a_corpus_without_themes_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LESSONS_CORPUS_DIR", str(write_corpus(tmp_path / "corpus")))
    monkeypatch.setenv("LESSONS_INDEX_DIR", str(tmp_path / "index"))
    page = AppTest.from_string(SCRIPT, default_timeout=60).run()
    assert [info.value for info in page.info] == [wording.THEMES_NONE]
    assert not page.error
    assert not keys(page, "open-theme-")
