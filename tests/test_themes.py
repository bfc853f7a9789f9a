"""A theme holds the paper's own words, each where it stands, every quote once, and nothing that the codebook says itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from lessons.codebook import Codebook, load_codebook
from lessons.corpus import Corpus, load_corpus
from lessons.domain import Citation, Pilot, Span, Structure
from lessons.themes import BARRIER, ENABLER, Theme, cite, learning_points, read_themes

TITLES = [
    "Uncertainty around policy and future change",
    "Financial pressures and legitimating return on investment",
    "Managing organisational governance structures across care settings",
    "Improving interorganisational relations and practices",
    "Building capacity and resources",
    "Securing commitment and engagement",
]
# Counted by hand in the labels of the published paper.
COUNTS = {
    1: {"EHCH": 2, "UEC": 1},
    2: {"MCP": 1, "PACS": 1, "UEC": 1},
    3: {"EHCH": 1, "UEC": 1, "ACC": 2},
    4: {"EHCH": 1, "PACS": 2},
    5: {"ACC": 1, "PACS": 1, "EHCH": 1},
    6: {"UEC": 1, "PACS": 2},
}
LABEL = re.compile(r"\((MCP|PACS|ACC|EHCH|UEC)-Senior[^)]*\)")


@pytest.fixture(scope="module")
def codebook(corpus_folder: Path) -> Codebook:
    return load_codebook(corpus_folder, load_corpus(corpus_folder))


@pytest.fixture(scope="module")
def published(structures: dict[str, Structure]) -> Structure:
    return structures["published"]


@pytest.fixture(scope="module")
def themes(published: Structure, codebook: Codebook) -> tuple[Theme, ...]:
    return read_themes(published, codebook)


def excerpts(theme: Theme) -> Iterator[Citation]:
    """Everything that a theme shows as the authors' words."""
    yield theme.line
    yield from (*theme.findings, *theme.barriers, *theme.enablers, *theme.differing)
    for point in theme.points:
        yield from (point.point, point.message)


def test_the_paper_has_six_themes_with_the_titles_that_it_prints(
    themes: tuple[Theme, ...], published: Structure
) -> None:
    assert [theme.number for theme in themes] == [1, 2, 3, 4, 5, 6]
    assert [theme.title for theme in themes] == TITLES
    assert all(published.words(theme.section).startswith(theme.title) for theme in themes)


def test_every_excerpt_stands_word_for_word_at_its_place(themes: tuple[Theme, ...], published: Structure) -> None:
    text = published.document.text
    shown = [citation for theme in themes for citation in excerpts(theme)]
    assert len(shown) > 60
    for citation in shown:
        assert citation.document == "published"
        assert text[citation.start : citation.end] == citation.excerpt
        assert citation.section == published.section_at(citation.start).title
        assert citation.page == published.document.page_at(citation.start)
        assert citation.speaker is None


def test_the_line_of_a_theme_is_a_whole_sentence_of_its_section(
    themes: tuple[Theme, ...], published: Structure
) -> None:
    sentences = {sentence for paragraph in published.paragraphs for sentence in paragraph.sentences}
    for theme in themes:
        line = Span(theme.line.start, theme.line.end)
        assert line in sentences
        assert line.within(theme.section)
        assert re.match(r"[A-Z](?!his |hese |owever)", theme.line.excerpt)
        assert theme.line.excerpt.endswith(".")


def test_quotes_of_each_theme_and_pilot_are_as_many_as_the_printed_labels(
    themes: tuple[Theme, ...], published: Structure
) -> None:
    for theme in themes:
        printed = Counter(LABEL.findall(published.words(theme.section)))
        assert {pilot.value: theme.count(pilot) for pilot in theme.pilots} == printed == COUNTS[theme.number]
        assert theme.pilots == tuple(pilot for pilot in Pilot if pilot in printed)


def test_every_quote_of_the_paper_stands_under_one_theme(themes: tuple[Theme, ...], published: Structure) -> None:
    assert [quote for theme in themes for quote in theme.quotes] == list(published.quotes)


def test_every_sentence_under_a_theme_is_shown_as_one_kind(themes: tuple[Theme, ...], published: Structure) -> None:
    """Nothing is left out but lines that only lead to a quote ("As one participant … commented:")."""
    for theme in themes:
        shown = [Span(c.start, c.end) for c in (*theme.findings, *theme.barriers, *theme.enablers)]
        for paragraph in published.paragraphs:
            for sentence in paragraph.sentences:
                holding = sum(sentence.within(span) for span in shown)
                if published.section(paragraph.section).theme == theme.number:
                    leads_in = re.search(r"commented:$|typical of those expressed", published.words(sentence))
                    assert holding == (0 if leads_in else 1), published.words(sentence)
                else:
                    assert holding <= 1


def test_a_barrier_or_enabler_is_one_that_the_codebook_points_at(
    themes: tuple[Theme, ...], codebook: Codebook, published: Structure
) -> None:
    for theme in themes:
        for kind, found in ((BARRIER, theme.barriers), (ENABLER, theme.enablers)):
            coded = [
                passage.span
                for code in codebook.codes
                if code.type == kind and code.theme == theme.number
                for passage in code.passages
                if passage.document == "published"
            ]
            assert all(any(span.overlaps(Span(c.start, c.end)) for span in coded) for c in found)
    assert all(theme.barriers for theme in themes)
    assert [theme.number for theme in themes if theme.enablers] == [4, 5, 6]


def test_what_the_paper_says_about_a_theme_elsewhere_comes_after_its_own_section(themes: tuple[Theme, ...]) -> None:
    places = [c.theme for c in themes[0].barriers]
    assert places == [1] * 6 + [None] * 4
    assert {c.section for c in themes[0].barriers if c.theme is None} == {"Summary of findings"}


def test_seven_learning_points_come_with_their_messages_as_the_table_pairs_them(
    published: Structure, codebook: Codebook
) -> None:
    points = learning_points(published, codebook)
    (table,) = [table for table in published.tables if table.number == 3]
    assert [(p.point.excerpt, p.message.excerpt) for p in points] == [
        tuple(published.words(cell) for cell in row.cells) for row in table.rows
    ]
    assert len(points) == 7
    assert points[0].message.excerpt.startswith("Avoid micromanagement from the centre")
    assert [p.themes for p in points] == [(1, 2), (1, 2), (4,), (4, 6), (3, 4), (2, 5), ()]
    assert [len(p.voices) for p in points] == [3, 3, 1, 3, 2, 2, 0]


def test_a_learning_point_stands_under_each_theme_that_it_belongs_to(themes: tuple[Theme, ...]) -> None:
    assert [len(theme.points) for theme in themes] == [2, 3, 1, 3, 1, 1]
    assert all(theme.number in point.themes for theme in themes for point in theme.points)


def test_voices_differ_only_where_the_paper_says_that_some_held_a_view(themes: tuple[Theme, ...]) -> None:
    held = re.compile(r"\b(some|many|most|minority|a number of|one respondent)\b", re.IGNORECASE)
    assert all(held.search(citation.excerpt) for theme in themes for citation in theme.differing)
    assert [len(theme.differing) for theme in themes] == [0, 3, 1, 3, 2, 1]
    assert all(Span(c.start, c.end).within(theme.section) for theme in themes for c in theme.differing)
    both = next(c.excerpt for c in themes[1].differing if "minority" in c.excerpt)
    assert both.startswith("There was a minority group of respondents")
    assert both.endswith("For most however, this clearly was thought to have come at a price.")


def test_the_codebooks_own_words_are_in_the_questions_only(
    themes: tuple[Theme, ...], codebook: Codebook, published: Structure
) -> None:
    own = {code.id for code in codebook.codes} | {code.note for code in codebook.codes if code.note}
    own |= {question for code in codebook.codes for question in code.questions}
    for theme in themes:
        said = {citation.excerpt for citation in excerpts(theme)} | {published.words(q.span) for q in theme.quotes}
        assert not said & own
        assert 4 <= len(theme.questions) <= 6
        assert len(set(theme.questions)) == len(theme.questions)
        assert set(theme.questions) <= codebook.suggestions


def test_without_a_codebook_everything_under_a_theme_is_a_finding(published: Structure) -> None:
    themes = read_themes(published, Codebook())
    assert len(themes) == 6
    for theme in themes:
        assert theme.findings
        assert (theme.barriers, theme.enablers, theme.points, theme.questions) == ((), (), (), ())


def test_a_document_without_themes_has_none(structures: dict[str, Structure], codebook: Codebook) -> None:
    assert read_themes(structures["checklist"], codebook) == ()
    assert learning_points(structures["checklist"], codebook) == ()


@pytest.mark.parametrize("version", ["submitted", "r1"])
def test_the_manuscripts_have_the_same_six_themes_in_their_own_words(
    structures: dict[str, Structure], codebook: Codebook, version: str
) -> None:
    text = structures[version].document.text
    themes = read_themes(structures[version], codebook)
    assert [theme.number for theme in themes] == [1, 2, 3, 4, 5, 6]
    for theme in themes:
        assert all(text[c.start : c.end] == c.excerpt for c in excerpts(theme))


def test_a_stretch_that_mixes_a_quote_with_the_authors_words_is_not_cited(published: Structure) -> None:
    quote = published.quotes[0]
    with pytest.raises(ValueError, match="cannot be cited"):
        cite(published, Span(quote.span.start - 20, quote.span.end))


def test_the_corpus_that_is_shipped_shows_its_published_version(corpus_folder: Path) -> None:
    corpus: Corpus = load_corpus(corpus_folder)
    assert corpus.versions[0].id == "published"
