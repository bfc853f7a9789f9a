"""A pack as Markdown shows every word as it is, in the trainer's order, raw and rendered, whatever the words are made of."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from typing import Any

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from lessons.domain import Citation
from lessons.packs import wording
from lessons.packs.assembly import assemble, fill_basket
from lessons.packs.basket import Part, item_of
from lessons.packs.markdown import as_markdown
from lessons.packs.pack import (
    Agenda,
    AgendaStep,
    Card,
    Cards,
    Counts,
    Entry,
    Exercise,
    Extract,
    Gathered,
    Handout,
    Handouts,
    Pack,
    PackPart,
    Purpose,
    Questions,
    SortedQuote,
    ThemeQuestions,
    extracts_of,
)
from lessons.packs.study import Study
from lessons.packs.text import one_line
from lessons.themes import cite

HOSTILE = (
    "<script>alert(1)</script> <b>bold</b> <!-- gone --> <https://example.org>",
    "![picture](x.png) [link](javascript:alert(1)) [a]: /b [^1]",
    "*a* _b_ **c** __d__ ~~e~~ `f` ``` $g$ {#h} | i | j |",
    "# heading", "## heading ##", "- item", "+ item", "1. item", "12) item", "> quote", "---", "***", "===", "~~~", "```",
    "&amp; &#60;b&#62; &lt;i&gt; AT&T R&D",
    "ends in a backslash \\", "\\", "a\\|b", "|", "*", "_",
    "two\nlines\r\n\n# and\ta heading\x00\x1b[31m",
    "[ ] task", "    indented", "“quoted” ‘and’ again", "日本語 عربي 👩‍⚕️ ﬁ", "w" * 400,
)  # fmt: skip
SIGNS = "\\`*_{}[]()<>#|$~!&+-=.:;\"' 1ab“”\n\t"
PLAIN = "plainword"


@pytest.fixture(scope="module")
def pack(study: Study) -> Pack:
    """Every part, all six themes, a note and a passage."""
    return pack_of(study)


@pytest.fixture(scope="module")
def small(study: Study) -> Pack:
    """The same for one theme whose quotes are of more than one kind."""
    return pack_of(study, 3)


def pack_of(study: Study, *themes: int) -> Pack:
    basket = fill_basket(study, themes)
    sentence = study.preferred.paragraphs[6].sentences[0]
    basket = basket.annotate(basket.items[0].key, "Ask Jo about this").add([item_of(cite(study.preferred, sentence))])
    pack = assemble(basket, study)
    assert [part.part for part in pack.parts] == list(Part)
    return pack


def tokens_of(markdown: str) -> list[Token]:
    """What a reader of CommonMark with tables makes of it."""
    return MarkdownIt("commonmark").enable("table").parse(markdown)


def shown(markdown: str) -> str:
    """The text that a reader sees, a line for each paragraph, heading or cell."""
    return "\n".join(plain(token) for token in tokens_of(markdown) if token.type == "inline")


def plain(token: Token) -> str:
    return "".join(child.content for child in token.children or [])


def kinds(markdown: str) -> list[str]:
    """The bare structure of what is rendered."""
    return [t.type for token in tokens_of(markdown) for t in (token, *(token.children or []))]


def headings(markdown: str) -> list[tuple[int, str]]:
    tokens = tokens_of(markdown)
    return [
        (int(token.tag[1]), plain(following)) for token, following in pairwise(tokens) if token.type == "heading_open"
    ]


def blockquotes(markdown: str) -> list[list[str]]:
    """The paragraphs of each blockquote."""
    found: list[list[str]] = []
    is_inside = False
    for token in tokens_of(markdown):
        if token.type == "blockquote_open":
            found.append([])
            is_inside = True
        is_inside = is_inside and token.type != "blockquote_close"
        if is_inside and token.type == "inline":
            found[-1].append(plain(token))
    return found


def tables(markdown: str) -> list[list[list[str]]]:
    """The rows of each table."""
    found: list[list[list[str]]] = []
    tokens = tokens_of(markdown)
    for token, following in pairwise(tokens):
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            found[-1].append([])
        elif token.type in ("th_open", "td_open"):
            found[-1][-1].append(plain(following))
    return found


def reworded(value: Any, say: Callable[[str], str]) -> Any:
    """The same pack with other words in every place that holds words; parts stay what they are."""
    if isinstance(value, Part):
        return value
    if isinstance(value, str):
        return say(value)
    if isinstance(value, Citation):
        return replace(value, excerpt=say(value.excerpt))
    if isinstance(value, Counts):  # its label stands in lower case, inside a sentence
        return replace(value, themes=reworded(value.themes, say), pilots=reworded(value.pilots, say))
    if isinstance(value, tuple):
        return tuple(reworded(member, say) for member in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: reworded(getattr(value, f.name), say) for f in fields(value)})
    return value


def extract(words: str, speaker: str = "ACC-Senior Manager 1, CCG") -> Extract:
    citation = Citation(1, "published", "A section", 3, None, speaker or None, 0, len(words), words)
    return Extract(citation, "Published", "Published, “A section”", speaker)


def only(part: Part, content: Any) -> Pack:
    """A pack of one part."""
    title = wording.PART_TITLES[part]
    return Pack("Title", "Subtitle", (PackPart(part, title, content),), "Caution.", "Verified.", None)


# The pack of the study.


def test_every_extract_stands_word_for_word_in_what_is_shown(pack: Pack) -> None:
    text = shown(as_markdown(pack))
    extracts = list(extracts_of(pack.parts))
    assert len({e.words for e in extracts if e.speaker}) == 19
    assert [e.words for e in extracts if f"“{one_line(e.words)}”" not in text] == []


def test_every_quote_of_handouts_cards_and_exercise_is_set_apart_with_who_says_it(pack: Pack) -> None:
    found = blockquotes(as_markdown(pack))
    for quote in (e for e in extracts_of(pack.parts) if e.speaker):
        with_it = [paragraphs for paragraphs in found if f"“{one_line(quote.words)}”" in paragraphs[0]]
        assert len(with_it) == 3
        assert {paragraphs[1] for paragraphs in with_it} == {f"— {quote.speaker} ({quote.place})"}


def test_headings_follow_the_order_of_the_pack(pack: Pack) -> None:
    found = headings(as_markdown(pack))
    assert found[0] == (1, pack.title)
    assert [words for level, words in found if level == 1] == [pack.title]
    counts = wording.COUNTS_CAPTION.format(label="published")
    assert [words for level, words in found if level == 2] == [*(part.title for part in pack.parts), counts]
    assert all(after <= before + 1 for (before, _), (after, _) in pairwise(found))


def test_parts_in_another_order_stay_in_that_order(study: Study) -> None:
    basket = replace(fill_basket(study, [2]), parts=(Part.SOURCES, Part.EXERCISE, Part.CARDS))
    found = headings(as_markdown(assemble(basket, study)))
    assert [words for level, words in found if level == 2][:3] == ["Sources", "Group exercise", "Quote cards"]


def test_themes_are_headings_of_the_third_level_in_their_order(pack: Pack) -> None:
    found = headings(as_markdown(pack))
    start = found.index((2, "Handouts"))
    end = found.index((2, "Quote cards"))
    themes = [words for level, words in found[start:end] if level == 3]
    assert [re.match(r"Theme (\d): ", words)[1] for words in themes] == list("123456")  # type: ignore[index]


def test_no_heading_is_empty_or_stands_over_nothing(pack: Pack) -> None:
    tokens = [t for t in tokens_of(as_markdown(pack)) if t.type != "heading_close" and t.type != "inline"]
    openings = [i for i, token in enumerate(tokens) if token.type == "heading_open"]
    for i in openings:
        following = tokens[i + 1]
        deeper = following.type == "heading_open" and following.tag > tokens[i].tag
        assert deeper or (following.type.endswith("_open") and following.type != "heading_open")
    assert all(words for _, words in headings(as_markdown(pack)))


def test_the_contents_name_every_part_and_lead_to_it(pack: Pack) -> None:
    tokens = tokens_of(as_markdown(pack))
    links = [
        (child.attrs["href"], after.content)
        for token in tokens
        for child, after in pairwise(token.children or [])
        if child.type == "link_open"
    ]
    parts = [words for level, words in headings(as_markdown(pack)) if level == 2]
    assert [words for _, words in links] == parts
    assert links[0][0] == "#purpose"
    assert ("#notes-for-the-facilitator", "Notes for the facilitator") in links
    assert links[-1][0] == "#quotes-printed-in-the-published-version-by-theme-and-pilot"


def test_agenda_points_key_and_counts_are_tables(pack: Pack) -> None:
    found = tables(as_markdown(pack))
    by_head = {tuple(table[0]): table for table in found}
    agenda = by_head[wording.COLUMNS_AGENDA]
    assert agenda[1][0] == "0–6"
    assert agenda[-1][0].endswith("–60")
    key = by_head[wording.COLUMNS_KEY]
    assert [row[0] for row in key[1:]] == [str(n) for n in range(1, 20)]
    assert {row[1] for row in key[1:]} == set(wording.SORTS.values())
    counts = by_head["Theme", "MCP", "PACS", "ACC", "EHCH", "UEC"]
    assert sum(int(cell) for row in counts[1:] for cell in row[1:]) == 19
    assert len([t for t in found if t[0] == [wording.POINT, wording.MESSAGE]]) == 6
    assert all(len(row) == len(table[0]) for table in found for row in table)


def test_the_exercise_numbers_its_quotes_and_has_its_key_at_the_end(pack: Pack) -> None:
    markdown = as_markdown(pack)
    content = next(part.content for part in pack.parts if part.part == Part.EXERCISE)
    assert isinstance(content, Exercise)
    section = markdown[markdown.index("## Group exercise") : markdown.index("## Collected")]
    numbered = [quote[0] for quote in blockquotes(section)]
    assert numbered == [f"{found.number}. “{one_line(found.quote.words)}”" for found in content.quotes]
    assert section.index(f"### {wording.KEY_CAPTION}") > section.rindex("\n> ")
    assert wording.OUR_CODING in section


def test_questions_are_numbered_lists_and_marked_as_ours(pack: Pack) -> None:
    markdown = as_markdown(pack)
    content = next(part.content for part in pack.parts if part.part == Part.QUESTIONS)
    assert isinstance(content, Questions)
    section = markdown[markdown.index("## Discussion questions") : markdown.index("## Group exercise")]
    assert kinds(section).count("ordered_list_open") == len(content.themes) == 6
    assert kinds(section).count("list_item_open") == sum(len(theme.questions) for theme in content.themes)
    assert wording.OURS in shown(section)


def test_what_is_ours_is_said_to_be_ours(pack: Pack) -> None:
    text = shown(as_markdown(pack))
    assert text.count(wording.OURS) == 2  # questions, notes
    assert wording.LIMITS_ARE_OURS in text
    assert wording.OUR_CODING in text


def test_caution_stands_at_the_head_and_the_verification_at_the_foot(pack: Pack) -> None:
    lines = shown(as_markdown(pack)).split("\n")
    assert lines[:3] == [pack.title, pack.subtitle, pack.caution]
    assert lines[-1] == pack.verification
    assert pack.verification.startswith("19 of 19 quotes and ")


def test_a_note_stands_with_its_quote(pack: Pack) -> None:
    markdown = as_markdown(pack)
    assert "Note: Ask Jo about this" in shown(markdown[markdown.index("### Card 1\n") : markdown.index("### Card 2\n")])


def test_every_word_of_the_pack_is_shown_and_nothing_is_left_to_html(pack: Pack) -> None:
    markdown = as_markdown(pack)
    found = set(kinds(markdown))
    assert not found & {"html_block", "html_inline", "image", "code_block", "fence", "code_inline", "hardbreak"}
    assert "<" not in markdown
    text = shown(markdown)
    content = next(part.content for part in pack.parts if part.part == Part.SOURCES)
    assert all(one_line(w) in text for s in content.sources for w in (s.label, s.reference, s.status, s.licence))  # type: ignore[union-attr]


def test_it_reads_well_raw(pack: Pack) -> None:
    """Few backslashes, one empty line between blocks, no space at the end of a line, one new line at the end."""
    markdown = as_markdown(pack)
    assert markdown.count("\\") <= 10  # the paper's own square brackets
    assert "\n\n\n" not in markdown
    assert not re.search(r"[ \t]$", markdown, re.MULTILINE)
    assert markdown.endswith(".*\n")


@pytest.mark.parametrize("part", [part for part in Part if part not in (Part.SOURCES, Part.COLLECTED)])
def test_a_pack_of_one_part_holds_that_part_and_no_contents(part: Part, study: Study) -> None:
    pack = assemble(replace(fill_basket(study), parts=(part,)), study)
    markdown = as_markdown(pack)
    seconds = [words for level, words in headings(markdown) if level == 2]
    assert seconds[0] == wording.PART_TITLES[part]
    has_quotes = any(e.speaker for e in extracts_of(pack.parts))
    assert len(seconds) == 1 + has_quotes
    assert (wording.CONTENTS in shown(markdown).split("\n")) == has_quotes


def test_a_pack_without_any_part_is_still_a_file(study: Study) -> None:
    pack = assemble(replace(fill_basket(study), parts=()), study)
    assert headings(as_markdown(pack)) == [(1, pack.title)]
    assert wording.NOTHING_VERIFIED in shown(as_markdown(pack))


# Packs that were made up.


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: ascii(words[:24]))
def test_hostile_words_stay_words_wherever_they_stand(words: str, small: Pack) -> None:
    """The structure is that of the same pack with a plain word in every place, and the words are shown as they are."""
    hostile, tame = as_markdown(reworded(small, lambda _: words)), as_markdown(reworded(small, lambda _: PLAIN))
    assert [k for k in kinds(hostile) if k != "text_special"] == [k for k in kinds(tame) if k != "text_special"]
    expected = shown(tame).replace(PLAIN, "\0").split("\n")
    assert shown(hostile).split("\n") == [line.replace("\0", one_line(words)) for line in expected]


def test_any_mixture_of_signs_stays_words(small: Pack) -> None:
    tame = shown(as_markdown(reworded(small, lambda _: PLAIN))).replace(PLAIN, "\0")
    mixed = random.Random(6)
    for _ in range(60):
        words = one_line("".join(mixed.choices(SIGNS, k=mixed.randint(1, 12))))
        if words:
            written = as_markdown(reworded(small, lambda _, words=words: words))  # type: ignore[misc]
            assert shown(written) == tame.replace("\0", words)


def test_a_handout_without_anything_but_its_line_has_no_empty_heading() -> None:
    handout = Handout(1, "A theme", extract("The line.", ""), (), (), (), ())
    markdown = as_markdown(only(Part.HANDOUTS, Handouts((handout,))))
    assert headings(markdown) == [(1, "Title"), (2, "Handouts"), (3, "Theme 1: A theme")]
    assert "“The line.”" in shown(markdown)


def test_what_is_not_known_of_a_purpose_leaves_no_gap() -> None:
    markdown = as_markdown(only(Part.PURPOSE, Purpose("Why we meet.", "", 30, ())))
    assert shown(markdown).split("\n") == ["Title", "Subtitle", "Caution.", "Purpose", "Why we meet.", "Length: 30 minutes", "Verified."]  # fmt: skip


def test_authors_words_in_an_answer_are_set_apart_with_their_place_and_no_speaker() -> None:
    entry = Entry("What was found?", (extract("They found it.", ""), extract("I saw it.")), "Mine")
    markdown = as_markdown(only(Part.COLLECTED, Gathered((entry,))))
    assert blockquotes(markdown) == [
        ["“They found it.”", "— Published, “A section”"],
        ["“I saw it.”", "— ACC-Senior Manager 1, CCG (Published, “A section”)"],
    ]
    assert "Note: Mine" in shown(markdown)


def test_words_of_a_table_row_keep_to_one_line() -> None:
    card = Card(extract("one\ttwo\n\nthree"), "ACC", "Theme 3: X", "Not much.")
    assert blockquotes(as_markdown(only(Part.CARDS, Cards((card,)))))[0][0] == "“one two three”"


@pytest.mark.parametrize(
    ("part", "content"),
    [
        (Part.AGENDA, Agenda(30, (AgendaStep(0, 30, "Talk", "Talk about it."),))),
        (Part.QUESTIONS, Questions((ThemeQuestions("A theme", ("Why is it so?",)),))),
        (Part.EXERCISE, Exercise("Sort.", (SortedQuote(1, extract("I said."), "Barrier", "It hinders."),))),
    ],
    ids=["one step", "one question", "one quote"],
)
def test_the_smallest_parts_are_whole(part: Part, content: Any) -> None:
    assert headings(as_markdown(only(part, content)))[1] == (2, wording.PART_TITLES[part])
