"""A saved conversation holds every question and excerpt word for word, and obeys nothing that stands in them."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import replace

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from markdown_it import MarkdownIt
from tests.index_fixtures import shared_assistant, shared_settings

from lessons.answers import Assistant
from lessons.arrangement import in_reading_order
from lessons.domain import (
    Answer,
    BrokenError,
    Citation,
    Document,
    Kind,
    Outcome,
    PageSpan,
    Pilot,
    Quote,
    Section,
    Span,
    Speaker,
    Statement,
    StatementKind,
    Status,
    Structure,
    Writing,
)
from lessons.packs.transcript import SOURCES, TITLE, VERIFIED, Entry, as_markdown, as_word, check_excerpts
from lessons.phrases import CAUTION, EVIDENCE, NO_SUMMARY, WRITTEN_BY, WRITTEN_TO
from lessons.references import reference

FIXTURES = (shared_settings, shared_assistant)

ASKED = (  # with findings and quotes, rows of a table, changes between versions, learning points, and a refusal
    ("What helped organisations work together?", None),
    ("How many people were interviewed at each pilot?", None),
    ("What changed between the first submission and the published version?", None),
    ("What should be done about resourcing in the care homes?", "r1"),
    ("What drug was prescribed to patients?", None),
)
HOSTILE = (
    "<script>alert(1)</script>",
    "<!-- gone --> <b>bold</b>",
    "*emphasis* **strong** _under_ __score__ ~~struck~~",
    "[x](y) ![i](http://example.org/i.png) [x]: y",
    "costs $x^2$ and `code` {.class}",
    "&lt;b&gt; &amp; &copy; &#35;",
    "# heading #",
    "> quoted",
    "- item",
    "+ item",
    "1. item",
    "2019) item",
    "---",
    "===",
    "| a | b |",
    "~~~ fenced",
    "C:\\path\\*new* \\",
    "trailing backslash \\",
    "“Curly” – £1 m… naïve 東京 😀",
)
UNPRINTABLE = (
    "bell \x07 rings",
    "escape \x1b[31m red",
    "nought \x00 here",
    "half \ud83d a pair",
    "no \ufffe\uffff one",
)


def made_speaker(words: str) -> Speaker:
    return Speaker(Pilot.MCP, words, 1, "CCG", words)


def made_structure(text: str, speaker: Speaker | None = None) -> Structure:
    """A document of one section; all of it is a quote where somebody says it."""
    document = Document(
        id="notes",
        title="Board *notes*",
        label="notes_2019",
        kind=Kind.ADDED,
        status="added by a user",
        text=text,
        file="notes.txt",
        sha256="",
    )
    whole = Span(0, len(text))
    section = Section("notes-s1", "Money", "Money", 1, 2, None, whole, whole)
    quotes = (
        [Quote("notes-q1", "notes", section.id, 2, speaker, whole, Span(len(text), len(text)), None)] if speaker else []
    )
    return Structure(replace(document, pages=(PageSpan(3, whole),)), (section,), (), tuple(quotes), (), ())


def made_entry(question: str, excerpt: str, asked_of: str = "Published", speaker: Speaker | None = None) -> Entry:
    """An exchange whose answer is one finding, one quote and one note, all of which say the same."""
    name = speaker.name if speaker else None
    citations = tuple(Citation(n, "notes", "Money", 2, 3, name, 0, len(excerpt), excerpt) for n in (1, 2))
    statements = (
        Statement(excerpt, (1,), StatementKind.FINDING),
        Statement(excerpt, (2,), StatementKind.QUOTE),
        Statement(excerpt, (), StatementKind.NOTE),
    )
    return Entry(
        question, asked_of, Answer(question, question, Status.ANSWERED, statements, citations, (), "extractive", 1.0)
    )


@pytest.fixture(name="entries", scope="module")
def real_conversation(assistant: Assistant) -> list[Entry]:
    return [
        Entry(question, version or "Published", in_reading_order(assistant.answer(question, (), version)))
        for question, version in ASKED
    ]


@pytest.fixture(name="sources", scope="module")
def structures_of_the_corpus(assistant: Assistant) -> dict[str, Structure]:
    return assistant.library.structures


def on_one_line(words: str) -> str:
    return " ".join(words.split())


def shown(markdown: str) -> list[tuple[str, str]]:
    """What a reader of the Markdown sees: block by block its tag and its words. Fails where anything is not plain words."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    blocks: list[tuple[str, str]] = []
    expected = {"inline", "heading", "paragraph", "bullet_list", "ordered_list", "list_item", "blockquote"}
    for opened, token in zip([None, *tokens], tokens, strict=False):
        assert re.sub(r"_(open|close)$", "", token.type) in expected, token.type
        if token.type == "inline":
            assert opened
            assert {child.type for child in token.children or ()} <= {"text", "em_open", "em_close"}
            blocks.append((opened.tag, "".join(child.content for child in token.children or ())))
    return blocks


def reopened(entries: Sequence[Entry], structures: dict[str, Structure]) -> WordDocument:
    return docx.Document(io.BytesIO(as_word(entries, structures)))


def styled(document: WordDocument, style: str) -> list[str]:
    return [p.text for p in document.paragraphs if p.style is not None and p.style.name == style]


def citations_of(entries: Sequence[Entry]) -> list[Citation]:
    return [citation for entry in entries for citation in entry.answer.citations]


def test_the_conversation_looked_at_has_every_sort_of_answer(entries: list[Entry]) -> None:
    """So that the tests below cannot hold of nothing."""
    assert {s.kind for entry in entries for s in entry.answer.statements} == set(StatementKind) - {
        StatementKind.SUMMARY
    }
    assert [bool(entry.answer.citations) for entry in entries] == [True] * 4 + [False]
    assert any("\t" in c.excerpt for c in citations_of(entries))
    assert any(c.speaker for c in citations_of(entries))
    assert len({c.document for c in citations_of(entries)}) == 3


# ------------------------------------------------------------------------------------------ Markdown


def test_markdown_shows_every_question_statement_and_source(
    entries: list[Entry], sources: dict[str, Structure]
) -> None:
    blocks = shown(as_markdown(entries, sources))
    assert blocks[0] == ("h1", TITLE)
    assert blocks[1] == ("p", CAUTION)
    assert [words for tag, words in blocks if tag == "h2"] == [question for question, _ in ASKED]
    assert [words for tag, words in blocks if tag == "h3"] == [SOURCES] * 4
    words = [words for _, words in blocks]
    for entry in entries:
        assert f"Asked of: {entry.asked_of}" in words
        for statement in entry.answer.statements:
            numbers = "".join(f" [{number}]" for number in statement.citations)
            assert on_one_line(statement.text) + numbers in words
    count = len(citations_of(entries))
    assert words[-1] == VERIFIED.format(count=count)
    assert str(count) in words[-1]


def test_markdown_without_its_backslashes_holds_every_excerpt_with_speaker_place_and_reference(
    entries: list[Entry], sources: dict[str, Structure]
) -> None:
    lines = re.sub(r"\\(.)", r"\1", as_markdown(entries, sources)).split("\n")
    for citation in citations_of(entries):
        said = f" — {citation.speaker}" if citation.speaker else ""
        page = f", page {citation.page}" if citation.page else ""
        place = f"Section “{citation.section}”{page}."
        line = (
            f"{citation.number}. “{on_one_line(citation.excerpt)}”{said}."
            f" {place} {reference(sources[citation.document].document)}"
        )
        assert line in lines


def test_markdown_numbers_its_sources_as_the_answer_does(entries: list[Entry], sources: dict[str, Structure]) -> None:
    for entry in entries:
        tokens = MarkdownIt("commonmark").parse(as_markdown([entry], sources))
        numbered = [token for token in tokens if token.type == "list_item_open" and token.markup == "."]
        assert [int(token.info) for token in numbered] == [c.number for c in entry.answer.citations]


@pytest.mark.parametrize("words", HOSTILE)
def test_markdown_shows_hostile_words_as_they_are_wherever_they_stand(words: str) -> None:
    speaker = made_speaker(words)
    entry = made_entry(words, words, asked_of=f"The {words} version", speaker=speaker)
    blocks = shown(as_markdown([entry], {"notes": made_structure(words, speaker)}))
    assert ("h2", words) in blocks
    assert [text for tag, text in blocks].count(f"{words} [1]") == 1
    assert [text for tag, text in blocks].count(f"{words} [2]") == 1
    assert ("p", words) in blocks
    assert ("p", f"Asked of: The {words} version") in blocks
    source = f"“{words}” — {speaker.name}. Section “Money”, page 3. Board *notes*."
    assert [text.startswith(source) for _, text in blocks][-3:] == [True, True, False]


@pytest.mark.parametrize("words", UNPRINTABLE)
def test_markdown_leaves_out_what_cannot_be_written(words: str) -> None:
    entry = made_entry(words, "plain")
    markdown = as_markdown([entry], {"notes": made_structure("plain")})
    markdown.encode("utf-8")
    assert all(c.isprintable() or c == "\n" for c in markdown)
    heading = next(text for tag, text in shown(markdown) if tag == "h2")
    assert heading.split() == [word for word in re.sub(r"[\x00\x07\x1b\ud83d\ufffe\uffff]", "", words).split() if word]


def test_markdown_keeps_a_question_of_several_lines_on_one() -> None:
    entry = made_entry("First\n\n# second\r\n- third\tfourth", "plain")
    assert ("h2", "First # second - third fourth") in shown(as_markdown([entry], {"notes": made_structure("plain")}))


# ------------------------------------------------------------------------------------------ Word


def test_word_has_its_title_and_is_in_british_english(entries: list[Entry], sources: dict[str, Structure]) -> None:
    document = reopened(entries, sources)
    assert document.core_properties.title == TITLE
    assert document.core_properties.language == "en-GB"
    assert document.core_properties.author == "Lessons Learnt Assistant"
    languages = [language.get(qn("w:val")) for language in document.styles.element.iter(qn("w:lang"))]
    assert languages
    assert set(languages) == {"en-GB"}


def test_word_has_real_headings(entries: list[Entry], sources: dict[str, Structure]) -> None:
    document = reopened(entries, sources)
    assert styled(document, "Title") == [TITLE]
    assert styled(document, "Heading 1") == [question for question, _ in ASKED]
    assert styled(document, "Heading 2") == [SOURCES] * 4
    assert document.paragraphs[1].text == CAUTION
    assert document.paragraphs[-1].text == VERIFIED.format(count=len(citations_of(entries)))


def test_word_holds_every_statement_in_the_order_and_style_of_its_part(
    entries: list[Entry], sources: dict[str, Structure]
) -> None:
    for entry in entries:
        document = reopened([entry], sources)
        statements = entry.answer.statements
        expected = [s.text + "".join(f" [{n}]" for n in s.citations) for s in statements]
        assert [p.text for p in document.paragraphs][4 : 4 + len(expected)] == expected
        quotes = [text for text, s in zip(expected, statements, strict=True) if s.kind == StatementKind.QUOTE]
        assert styled(document, "Quote") == quotes
        assert set(styled(document, "List Bullet")) <= set(expected) - set(quotes)


def test_word_holds_every_excerpt_word_for_word_with_speaker_and_reference(
    entries: list[Entry], sources: dict[str, Structure]
) -> None:
    paragraphs = [p.text for p in reopened(entries, sources).paragraphs]
    for citation in citations_of(entries):
        said = f" ({citation.speaker})" if citation.speaker else ""
        opening = f"[{citation.number}] “{citation.excerpt}”{said} Section “{citation.section}”"
        cited = reference(sources[citation.document].document)
        assert any(text.startswith(opening) and text.endswith(cited) for text in paragraphs)


@pytest.mark.parametrize("words", HOSTILE)
def test_word_shows_hostile_words_as_they_are_wherever_they_stand(words: str) -> None:
    speaker = made_speaker(words)
    entry = made_entry(words, words, asked_of=words, speaker=speaker)
    document = reopened([entry], {"notes": made_structure(words, speaker)})
    assert styled(document, "Heading 1") == [words]
    assert styled(document, "Quote") == [f"{words} [2]"]
    paragraphs = [p.text for p in document.paragraphs]
    assert paragraphs[3:7] == [f"Asked of: {words}", f"{words} [1]", f"{words} [2]", words]
    assert paragraphs[8].startswith(f"[1] “{words}” ({speaker.name}) ")


@pytest.mark.parametrize("words", UNPRINTABLE)
def test_word_leaves_out_what_cannot_be_written(words: str) -> None:
    entry = made_entry(words, "plain", asked_of=words)
    document = reopened([entry], {"notes": made_structure("plain")})
    left = re.sub(r"[\x00\x07\x1b\ud83d\ufffe\uffff]", "", words)
    assert styled(document, "Heading 1") == [left]
    assert document.paragraphs[3].text == f"Asked of: {left}"


def test_a_conversation_without_exchanges_or_sources_can_be_saved() -> None:
    entry = made_entry("Why?", "plain")
    without = replace(entry, answer=replace(entry.answer, statements=(), citations=()))
    assert [words for _, words in shown(as_markdown([], {}))] == [TITLE, CAUTION, VERIFIED.format(count=0)]
    assert [p.text for p in reopened([without], {}).paragraphs] == [
        TITLE,
        CAUTION,
        "Why?",
        "Asked of: Published",
        VERIFIED.format(count=0),
    ]


# ------------------------------------------------------------------------------------------ what is refused


def altered(entries: Sequence[Entry], at: int, citation: Citation) -> list[Entry]:
    """The conversation with another citation in place of the first one of an exchange."""
    answer = replace(entries[at].answer, citations=(citation, *entries[at].answer.citations[1:]))
    return [*entries[:at], replace(entries[at], answer=answer), *entries[at + 1 :]]


def test_all_excerpts_are_counted(entries: list[Entry], sources: dict[str, Structure]) -> None:
    assert check_excerpts(entries, sources) == sum(len(entry.answer.citations) for entry in entries) > 20
    assert check_excerpts([], sources) == 0


@pytest.mark.parametrize("at", [0, 3])
@pytest.mark.parametrize(
    "fault", ["a letter", "the case", "a blank", "moved", "cut", "other version", "unknown document", "another speaker"]
)
def test_an_excerpt_that_does_not_stand_at_its_place_is_refused(
    fault: str, at: int, entries: list[Entry], sources: dict[str, Structure]
) -> None:
    good = entries[at].answer.citations[0]
    bad = {
        "a letter": replace(good, excerpt=f"{good.excerpt[:-2]}x{good.excerpt[-1]}"),
        "the case": replace(good, excerpt=good.excerpt.swapcase()),
        "a blank": replace(good, excerpt=good.excerpt.replace(" ", "  ", 1)),
        "moved": replace(good, start=good.start + 1, end=good.end + 1),
        "cut": replace(good, end=good.end - 1),
        "other version": replace(good, document="submitted"),
        "another speaker": replace(good, speaker="MCP-Senior Manager 99, CCG"),
        "unknown document": replace(good, document="withdrawn"),
    }[fault]
    assert bad != good
    conversation = altered(entries, at, bad)
    for attempt in (check_excerpts, as_markdown, as_word):
        with pytest.raises(BrokenError) as caught:
            attempt(conversation, sources)
        assert str(caught.value).endswith(".")
        assert "ask again" in str(caught.value)
        assert "\n" not in str(caught.value)


def test_an_excerpt_of_a_source_that_changed_since_is_refused(
    entries: list[Entry], sources: dict[str, Structure]
) -> None:
    first = entries[0].answer.citations[0]
    old = sources[first.document]
    changed = replace(old, document=replace(old.document, text=" " + old.document.text))
    with pytest.raises(BrokenError):
        as_word(entries, {**sources, first.document: changed})


# ------------------------------------------------------------------------------------------ what a model wrote


def written_entry(outcome: Outcome, *before: Statement, model: str = "pen") -> Entry:
    """An exchange whose answer was to be summed up, with what stands in front of its evidence."""
    made = made_entry("Why?", "Money was short.")
    answer = replace(
        made.answer,
        statements=(*before, *made.answer.statements),
        engine="endpoint",
        writing=Writing("endpoint", model, "", "1", outcome),
    )
    return replace(made, answer=answer)


@pytest.mark.parametrize("model", ["pen", *HOSTILE[:4]])
def test_what_a_model_wrote_is_marked_apart_from_the_studys_words(model: str) -> None:
    summary = (
        Statement("It was short.", (1,), StatementKind.SUMMARY),
        Statement("Of money.", (2,), StatementKind.SUMMARY),
    )
    entry = written_entry(Outcome.WRITTEN, *summary, model=model)
    structures = {"notes": made_structure("Money was short.")}
    expected = [
        WRITTEN_BY.format(model=model),
        "It was short. [1]",
        "Of money. [2]",
        EVIDENCE,
        "Money was short. [1]",
    ]
    markdown = [words for _, words in shown(as_markdown([entry], structures))]
    word = [p.text for p in reopened([entry], structures).paragraphs]
    for words in (markdown, word):
        at = words.index(expected[0])
        assert words[at : at + 5] == expected


def test_the_question_that_a_model_wrote_to_is_said_with_who_wrote() -> None:
    entry = written_entry(Outcome.WRITTEN, Statement("It was short.", (1,), StatementKind.SUMMARY), model="pen")
    assert entry.answer.writing
    asked = replace(entry.answer, writing=replace(entry.answer.writing, question="Why was *it* short?"))
    entry = replace(entry, answer=asked)
    structures = {"notes": made_structure("Money was short.")}
    expected = f"{WRITTEN_BY.format(model='pen')} {WRITTEN_TO.format(question='Why was *it* short?')}"
    assert expected in [words for _, words in shown(as_markdown([entry], structures))]
    assert expected in [p.text for p in reopened([entry], structures).paragraphs]


def test_nothing_is_marked_as_written_where_no_summary_is_shown() -> None:
    note = Statement(NO_SUMMARY.format(why="it was stopped"), (), StatementKind.NOTE)
    structures = {"notes": made_structure("Money was short.")}
    words = [words for _, words in shown(as_markdown([written_entry(Outcome.STOPPED, note)], structures))]
    assert words.count(note.text) == 1
    assert EVIDENCE not in words
    assert not any(line.startswith("Written by") for line in words)
