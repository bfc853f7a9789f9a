"""The page Versions: its figures are the program's, its filters and addresses do what they say, and nothing breaks it."""

from __future__ import annotations

import hashlib
import html
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from tests.index_fixtures import (
    fork_lessons,
    one_model_for_all,
    shared_assistant,
    shared_environment,
    shared_settings,
    write_corpus,
)

from lessons import phrases
from lessons.answers import Assistant
from lessons.pages import wording
from lessons.pages.versions import ALL, MOST_AT_FIRST
from lessons.revisions import Change
from lessons.settings import Settings

FIXTURES = (shared_settings, shared_assistant, shared_environment, one_model_for_all)
PAGE = """
import streamlit as st
from lessons.pages import versions
from lessons.settings import load_settings
versions.show(load_settings(), st.container())
"""
HOSTILE = "<script>alert(1)</script> came with $x$ & [more](javascript:alert(1)) and :red[colour] into the plan"
CARD = re.compile(r"<li><p class=\"kind\">")

OpenPage = Callable[..., AppTest]


@pytest.fixture
def open_page(shared: Settings, monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """Opens the page over the shared index at an address."""
    use(monkeypatch, shared.corpus_dir, shared.index_dir)

    def opened(**query: str) -> AppTest:
        page = AppTest.from_string(PAGE, default_timeout=120)
        for name, value in query.items():
            page.query_params[name.rstrip("_")] = value
        return page.run()

    return opened


def use(monkeypatch: pytest.MonkeyPatch, corpus: Path, index: Path) -> None:
    monkeypatch.setenv("LESSONS_CORPUS_DIR", str(corpus))
    monkeypatch.setenv("LESSONS_INDEX_DIR", str(index))


def shown(page: AppTest) -> str:
    """All HTML that the page shows, without its style sheet."""
    return "\n".join(e.proto.body for e in page.get("html") if not e.proto.body.startswith("<style"))


def address(page: AppTest) -> dict[str, str]:
    return {name: value[0] if isinstance(value, list) else value for name, value in page.query_params.items()}


def counted(page: AppTest) -> dict[str, int]:
    """The counts on the buttons of the kinds, by the words behind them."""
    found = [re.fullmatch(r"\*\*(\d+)\*\* (.+)", option) for option in page.pills(key="versions-kind").options]
    return {match[2].replace("\\", ""): int(match[1]) for match in found if match}


@pytest.mark.parametrize("pair", [("submitted", "r1"), ("r1", "published"), ("submitted", "published")])
def test_figures_are_those_of_the_alignment(open_page: OpenPage, assistant: Assistant, pair: tuple[str, str]) -> None:
    page = open_page(from_=pair[0], to=pair[1])
    expected = Counter(revision.change for revision in assistant.library.revisions[pair])
    label = assistant.library.corpus.document(pair[1]).label
    assert counted(page) == {wording.KINDS_COUNTED[kind].format(later=label): expected[kind] for kind in Change}
    assert f"{expected[Change.REWORDED]} reworded, {expected[Change.ADDED]} added" in shown(page)
    assert (html.escape(phrases.PUBLISHED_IS_PART.strip()) in shown(page)) == (pair[1] == "published")
    assert not page.info
    assert not page.error


def test_figures_are_those_of_the_command_compare(environment: dict[str, Path], open_page: OpenPage) -> None:
    command = fork_lessons("compare", "--from", "submitted", "--to", "r1", **environment)
    figures = counted(open_page(from_="submitted", to="r1"))
    for kind, words in (("reworded", "Reworded"), ("added", "Added in Revised (R1)"), ("unchanged", "Unchanged")):
        assert f" {figures[words]} {kind}" in command.stdout.split("\n\n")[0]


def test_the_page_opens_with_the_whole_way_and_the_first_changes(open_page: OpenPage) -> None:
    page = open_page()
    assert address(page) == {"from": "submitted", "to": "published"}
    assert shown(page).count('<ol class="timeline">') == 1
    assert len(CARD.findall(shown(page))) == MOST_AT_FIRST
    assert wording.CHANGES[Change.TYPOGRAPHIC] + "</span>" not in shown(page)
    assert wording.CHANGES[Change.UNCHANGED] + "</span>" not in shown(page)


def test_all_changes_are_shown_on_demand_until_something_else_is_chosen(
    open_page: OpenPage, assistant: Assistant
) -> None:
    page = open_page()
    revisions = assistant.library.revisions["submitted", "published"]
    total = sum(r.change not in (Change.TYPOGRAPHIC, Change.UNCHANGED) for r in revisions)
    page.button(key="versions-show-all").click().run()
    assert len(CARD.findall(shown(page))) == total
    assert wording.CHANGES_SHOWN.format(shown=total, total=total) in shown(page)
    assert not page.button
    page.selectbox(key="versions-to").select("r1").run()
    assert len(CARD.findall(shown(page))) == MOST_AT_FIRST


def test_one_section_can_be_chosen_and_left_again(open_page: OpenPage) -> None:
    page = open_page(from_="r1", to="published")
    page.selectbox(key="versions-section").select("published-s13").run()
    assert address(page)["section"] == "published-s13"
    assert re.findall(r"<h3>(.*?)</h3>", shown(page)) == ["The regional context"]
    assert counted(page)["Reworded"] == len(CARD.findall(shown(page))) > 0
    page.selectbox(key="versions-section").select(ALL).run()
    assert "section" not in address(page)
    assert len(re.findall(r"<h3>", shown(page))) > 1


def test_one_kind_can_be_chosen(open_page: OpenPage, assistant: Assistant) -> None:
    page = open_page(from_="submitted", to="r1")
    page.pills(key="versions-kind").set_value([Change.REWORDED]).run()
    assert address(page)["kind"] == "reworded"
    expected = Counter(r.change for r in assistant.library.revisions["submitted", "r1"])[Change.REWORDED]
    assert len(CARD.findall(shown(page))) == expected
    assert "Added in Revised (R1)</span>" not in shown(page)


def test_a_deep_link_opens_what_it_names(open_page: OpenPage) -> None:
    page = open_page(from_="r1", to="published", section="published-s14", kind="typographic")
    assert page.selectbox(key="versions-from").value == "r1"
    assert page.selectbox(key="versions-section").value == "published-s14"
    assert page.pills(key="versions-kind").value == [Change.TYPOGRAPHIC]
    assert re.findall(r"<h3>(.*?)</h3>", shown(page)) == ["Uncertainty around policy and future change"]
    assert f"{wording.CHANGES[Change.TYPOGRAPHIC]}</span>" in shown(page)


def test_versions_the_wrong_way_round_are_put_in_order_and_that_is_said_once(open_page: OpenPage) -> None:
    page = open_page(from_="published", to="submitted")
    assert [page.selectbox(key=f"versions-{name}").value for name in ("from", "to")] == ["submitted", "published"]
    assert "put in that order" in page.info[0].value
    assert address(page) == {"from": "submitted", "to": "published"}
    assert not page.run().info


def test_the_same_version_twice_is_put_right(open_page: OpenPage) -> None:
    page = open_page(from_="submitted", to="published")
    page.selectbox(key="versions-to").select("submitted").run()
    assert [page.selectbox(key=f"versions-{name}").value for name in ("from", "to")] == ["submitted", "r1"]
    assert "cannot be compared with itself" in page.info[0].value


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ({"from_": "<script>alert(1)</script>"}, wording.NO_SUCH_VERSION),
        ({"section": "../../etc"}, wording.NO_SUCH_SECTION),
        ({"kind": "bold**,:red[x]"}, wording.NO_SUCH_KIND),
    ],
)
def test_a_bad_address_gives_one_plain_sentence_and_the_usual_page(
    open_page: OpenPage, query: dict[str, str], note: str
) -> None:
    page = open_page(**query)
    assert [info.value.replace("\\", "") for info in page.info] == [note]
    assert address(page) == {"from": "submitted", "to": "published"}
    assert len(CARD.findall(shown(page))) == MOST_AT_FIRST
    assert not page.exception


def test_a_filter_that_nothing_fits_says_so_and_can_be_cleared(open_page: OpenPage) -> None:
    page = open_page(from_="submitted", to="r1", section="r1-s12", kind="removed")
    assert html.escape(wording.NO_CHANGES.format(section="The regional context")) in shown(page)
    assert not CARD.findall(shown(page))
    page.button(key="versions-clear").click().run()
    assert address(page) == {"from": "submitted", "to": "r1"}
    assert len(CARD.findall(shown(page))) == MOST_AT_FIRST


def test_without_a_kind_the_page_asks_for_one(open_page: OpenPage) -> None:
    page = open_page()
    page.pills(key="versions-kind").set_value([]).run()
    assert address(page)["kind"] == "none"
    assert wording.NO_KINDS in shown(page)


def test_both_wordings_can_be_set_side_by_side(open_page: OpenPage) -> None:
    page = open_page(kind="reworded")
    assert 'class="sides"' not in shown(page)
    page.toggle(key="versions-apart").set_value(True).run()
    assert shown(page).count('class="sides"') == MOST_AT_FIRST


def test_coming_back_without_an_address_finds_the_last_comparison(open_page: OpenPage) -> None:
    page = open_page(from_="r1", to="published", kind="added")
    page.query_params.clear()
    page.run()
    assert address(page) == {"from": "r1", "to": "published", "kind": "added"}
    assert page.pills(key="versions-kind").value == [Change.ADDED]


@pytest.mark.usefixtures("one_model")
def test_hostile_words_of_a_document_come_out_literally(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    use(monkeypatch, two_versions(tmp_path / "corpus"), tmp_path / "index")
    page = AppTest.from_string(PAGE, default_timeout=120).run()
    assert not page.exception
    assert html.escape("<script>alert(1)</script>") in shown(page)
    assert "<script" not in shown(page)
    assert "$x$ &amp; [more](javascript:alert(1)) and :red[colour]" in shown(page)
    assert page.selectbox(key="versions-from").options == ["<b>Draft</b> $x$", "Published"]


@pytest.mark.usefixtures("one_model")
def test_a_single_version_has_nothing_to_be_compared_with(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    use(monkeypatch, write_corpus(tmp_path / "corpus"), tmp_path / "index")
    page = AppTest.from_string(PAGE, default_timeout=120).run()
    assert page.info[0].value == wording.ONE_VERSION
    assert '<ol class="timeline">' in shown(page)
    assert not page.selectbox


def two_versions(folder: Path) -> Path:
    """A small corpus with an earlier version whose words and label try to be markup."""
    write_corpus(folder, "The money came into the plan in time. Trust grew slowly between the partners.")
    text = f"FINDINGS\n\n{HOSTILE} in time. Trust grew slowly between the partners.\n"
    (folder / "draft.txt").write_text(text, "utf-8")
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    with (folder / "manifest.toml").open("a", encoding="utf-8") as manifest:
        manifest.write(
            f"""
            [[documents]]
            id = "draft"
            kind = "version"
            title = "A small study"
            label = "<b>Draft</b> $x$"
            status = "draft"
            licence = "not stated"
            file = "draft.txt"
            sha256 = "{sha256}"
            layout = "manuscript"
            lines = [1, {text.count(chr(10))}]
            headings = [{{ heading = "FINDINGS", level = 1 }}]
            """
        )
    return folder
