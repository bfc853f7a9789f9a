"""The page About says what the assistant is, where words go, and whom to ask; also when the documents cannot be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from tests.index_fixtures import shared_assistant, shared_settings

from lessons import phrases
from lessons.answers import Assistant
from lessons.pages import readiness, statements, wording
from lessons.settings import Settings

FIXTURES = (shared_settings, shared_assistant)
HOSTILE = '<img src=x onerror="alert(1)"> {version} **b** &amp;'
SCRIPT = """
import streamlit as st
from lessons.pages import about
from lessons.settings import load_settings
about.show(load_settings(), st.container())
"""

Open = Callable[[], AppTest]


@pytest.fixture(name="open_page")
def opened_page(shared: Settings, monkeypatch: pytest.MonkeyPatch) -> Open:
    monkeypatch.setenv("LESSONS_CORPUS_DIR", str(shared.corpus_dir))
    monkeypatch.setenv("LESSONS_INDEX_DIR", str(shared.index_dir))
    return lambda: AppTest.from_string(SCRIPT, default_timeout=60).run()


def shown(page: AppTest) -> str:
    """All HTML that the page shows."""
    assert not page.exception
    return "\n".join(element.proto.body for element in page.get("html"))


def test_every_link_of_the_contents_leads_to_a_section(open_page: Open) -> None:
    html = shown(open_page())
    targets = re.findall(r'href="#([\w-]+)"', html)
    assert targets == [f"about-{name}" for name in wording.ABOUT_SECTIONS]
    assert all(html.count(f'<h3 class="part" id="{target}">') == 1 for target in targets)


def test_the_picture_is_told_in_words_too(open_page: Open) -> None:
    html = shown(open_page())
    picture = html[html.index("<figure") : html.index("</figure>")]
    assert 'aria-hidden="true"' in picture
    assert picture.count('class="box"') == len(wording.HOW_STEPS)
    assert picture.count(wording.HOW_DOCUMENTS) == 2
    words = html[html.index("</figure>") :]
    assert all(title in words and told in words for title, told in wording.HOW_STEPS)
    assert "?." not in words


def test_the_page_holds_all_its_statements(open_page: Open) -> None:
    html = shown(open_page()).replace("&#x27;", "'")
    for words in (*wording.LIMITS, *wording.ACCESS_DEFECTS, *wording.PRIVACY, *wording.LICENCES, wording.LOCAL):
        assert words in html
    for _, entries in wording.RECORD_SECTIONS:
        assert all(f"<dt>{heading}</dt>" in html for heading, _ in entries)
    assert not re.search(r"\{\w+\}", html)


def test_the_record_has_the_standards_fields_in_order() -> None:
    numbers = [heading.split(" ")[0] for _, entries in wording.RECORD_SECTIONS for heading, _ in entries]
    assert len(set(numbers)) == len(numbers) == 45
    assert numbers == sorted(numbers, key=lambda n: [int(part) for part in n.split(".")])


def test_version_documents_and_passages_are_those_of_this_copy(open_page: Open, assistant: Assistant) -> None:
    html = shown(open_page())
    library = assistant.library
    assert f"version {version('lessons-learnt-assistant')}" in html
    assert f"{len(library.index.chunks):,} passages of {len(library.corpus.documents)} documents" in html
    assert library.index.facts.model in html
    for document in library.corpus.documents:
        assert f"<code>{document.sha256[:12]}</code>" in html
    counts = re.findall(r"</code></td><td>([\d,]+)</td>", html)
    assert sum(int(count.replace(",", "")) for count in counts) == len(library.index.chunks)


def test_without_a_contact_the_page_says_how_to_set_one(open_page: Open) -> None:
    html = shown(open_page())
    assert wording.CONTACT_MISSING in html
    assert f"<dt>1.4 Contact email</dt><dd>{wording.RECORD_OWNER}</dd>" in html


def test_the_contact_is_shown_as_text(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LESSONS_CONTACT", HOSTILE)
    html = shown(open_page())
    assert "<img" not in html
    escaped = "&lt;img src=x onerror=&quot;alert(1)&quot;&gt; {version} **b** &amp;amp;"
    assert html.count(escaped) == 2
    assert wording.CONTACT_MISSING not in html


def test_another_host_is_named(open_page: Open, monkeypatch: pytest.MonkeyPatch, assistant: Assistant) -> None:
    monkeypatch.setenv("LESSONS_EMBEDDING", "endpoint:m")
    monkeypatch.setenv("LESSONS_EMBEDDING_URL", "https://me:secret@models.example.org/v1")
    monkeypatch.setattr(readiness, "_open_build", lambda *_: assistant)
    html = shown(open_page())
    assert wording.REMOTE_HOST.format(host="models.example.org") in html
    assert wording.LOCAL not in html
    assert "secret" not in html


@pytest.mark.llm
def test_a_model_that_writes_is_named_with_its_host_and_its_limits(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, assistant: Assistant
) -> None:
    monkeypatch.setenv("LESSONS_ENGINE", "endpoint")
    monkeypatch.setenv("LESSONS_ENGINE_URL", "https://me:secret@models.example.org/v1")
    monkeypatch.setenv("LESSONS_ENGINE_MODEL", "big <b>model</b>")
    monkeypatch.setattr(readiness, "_open_build", lambda *_: assistant)
    html = shown(open_page())
    model = "big &lt;b&gt;model&lt;/b&gt;"
    assert phrases.WRITTEN_AT.format(model=model, host="models.example.org") in html
    assert wording.HOW_WRITTEN.format(model=model) in html
    assert wording.RECORD_WRITER.format(model=model) in html
    assert wording.RECORD_NETWORK.format(host="models.example.org") in html
    assert wording.LIMIT_WRITTEN in html
    assert not any(words in html for words in (wording.LIMIT_EXTRACTIVE, wording.LOCAL, wording.HOW_EXTRACTIVE))
    assert "secret" not in html


def test_an_engine_that_lacks_a_setting_is_said_and_nothing_is_promised(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LESSONS_ENGINE", "endpoint")
    html = shown(open_page())
    assert html.count("LESSONS_ENGINE_URL") == 2
    assert wording.LOCAL in html
    assert wording.LIMIT_EXTRACTIVE in html
    assert wording.RECORD_NO_WRITER in html


def test_unreadable_documents_leave_every_statement_and_one_sentence(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LESSONS_CORPUS_DIR", str(tmp_path / "nothing"))
    monkeypatch.setenv("LESSONS_INDEX_DIR", str(tmp_path / "index"))
    monkeypatch.setenv("LESSONS_CONTACT", "desk 3")
    page = open_page()
    html = shown(page)
    assert len(page.error) == 1
    assert "desk 3" in html
    assert wording.PRIVACY[0] in html
    assert html.count(wording.VERSION_UNKNOWN) >= 3
    assert "<table" not in html


def test_names_of_documents_are_shown_as_text(assistant: Assistant) -> None:
    from dataclasses import replace

    hostile = replace(assistant.library.corpus.documents[0], label=HOSTILE)
    html = statements.documents_html([hostile], {})
    assert "<img" not in html
    assert html.count("&lt;img") == 1
