"""The page's own copy is plain: short sentences, no jargon, British spelling, easy to read. And the lint can fail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest

from lessons.pages import wording

MOST_WORDS = 25  # in a sentence
LEAST_EASE = 70.0  # Flesch reading ease of all copy together: from 60 on it is plain English; measured when written: 82
PHRASES = (
    "leverage", "utilise", "utilize", "rag", "llm", "embedding", "retrieval", "retrieve", "vector", "token", "pipeline",
    "hallucinat", "stakeholder", "robust", "in order to", "please note", "going forward", "functionality", "seamless",
    "cutting-edge", "state-of-the-art", "chunk", "query", "semantic", "prompt", "corpus", "facilitate", "commence",
    "prior to", "via", "e.g.", "i.e.", "etc.", "and/or", "best practice", "deep dive", "click here", "simply", "obviously",
)  # fmt: skip
BEGINNINGS = frozenset(
    {"hallucinat", "leverage", "embedding", "utilise", "utilize", "facilitate", "stakeholder", "token", "vector"}
)
JARGON = re.compile(
    "|".join(rf"(?<!\w){re.escape(p)}" + ("" if p in BEGINNINGS else r"s?(?!\w)") for p in PHRASES), re.IGNORECASE
)
AMERICAN = re.compile(
    r"\b\w+(?:iz(?:e[sdr]?|ing|ation|ations))\b|\b(?:color|center|behavior|favor|labor|neighbor|honor|catalog|dialog|fulfill)\w*"
    r"|\b(?:defense|offense|gray|traveled|modeled|labeled|canceled)\b",
    re.IGNORECASE,
)
BRITISH = re.compile(r"\b(?:siz|seiz|priz|catalogu|dialogu|centre|fulfilled|fulfilling)\w*", re.IGNORECASE)
# Names that others gave: they are copied letter by letter, and what follows them is checked.
NAMES = re.compile(
    r"SIL Open Font License(?: 1\.1)?|Apache License 2\.0|\{\w+\}|LESSONS_\w+|(?:[\w.-]+/)+[\w-]+\.(?:html|txt)"
)
# Codes, keys and addresses, which nobody reads as a sentence.
NOT_COPY = re.compile(r"^[a-z0-9_/.-]+$")


def told(value: object) -> Iterator[str]:
    """Every string that a constant holds, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from told(part)
    elif isinstance(value, tuple | list | frozenset | set):
        for part in value:
            yield from told(part)


def copy() -> dict[str, list[str]]:
    """All copy of the pages, by the name of the constant that it stands in."""
    constants = {name: value for name, value in vars(wording).items() if name.isupper()}
    return {name: [text for text in told(value) if not NOT_COPY.match(text)] for name, value in constants.items()}


def sentences(text: str) -> list[str]:
    """The sentences of a text; the point in a number or an address ends none."""
    return [s for s in re.split(r"(?<=[.?!])[”’)]*\s+|(?<=[.?!][”’)])\s+|\n+", text) if re.search(r"\w", s)]


def words(text: str) -> list[str]:
    return re.findall(r"[\w’'{}%-]*\w[\w’'{}%-]*", text)


def faults(text: str) -> list[str]:
    """What is wrong with a piece of copy."""
    named = NAMES.sub("Name", text)
    found = [f"{len(words(s))} words: {s}" for s in sentences(text) if len(words(s)) > MOST_WORDS]
    found += [f"jargon: {match[0]}" for match in JARGON.finditer(named)]
    found += [f"American: {match[0]}" for match in AMERICAN.finditer(named) if not BRITISH.match(match[0])]
    found += ["exclamation mark"] if "!" in text else []
    found += ["double space"] if "  " in text else []
    found += ["space at an end"] if text != text.strip() and not is_joint(text) else []
    return found


def is_joint(text: str) -> bool:
    """Whether a text only joins two others, as " and " does."""
    return len(words(text)) <= 2


def syllables(word: str) -> int:
    """About how many syllables a word has: groups of vowels, without a silent e."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", re.sub(r"(?:(?<![cszxg])es|(?<!l)e|(?<![td])ed)$", "", plain) or plain))
    return max(1, groups)


def reading_ease(texts: list[str]) -> float:
    """Flesch's reading ease (Journal of Applied Psychology 32, 1948): 100 is very easy, 30 is hard."""
    told_sentences = [s for text in texts for s in sentences(text)]
    all_words = [w for s in told_sentences for w in words(s)]
    per_word = sum(map(syllables, all_words)) / len(all_words)
    return 206.835 - 1.015 * len(all_words) / len(told_sentences) - 84.6 * per_word


@pytest.mark.parametrize("name", sorted(copy()))
def test_copy_is_plain(name: str) -> None:
    assert {text: found for text in copy()[name] if (found := faults(text))} == {}


def test_copy_as_a_whole_is_easy_to_read() -> None:
    """Whole sentences only: labels of two words would flatter the figure."""
    whole = [s for texts in copy().values() for text in texts for s in sentences(text) if len(words(s)) >= 5]
    assert len(whole) > 100
    assert reading_ease(whole) >= LEAST_EASE


def test_copy_is_found_in_tuples_and_mappings_too() -> None:
    assert list(told({"a": ("One.", {"b": ["Two."]}), "c": "Three."})) == ["One.", "Two.", "Three."]
    assert wording.LIMITS[0] in copy()["LIMITS"]
    assert wording.RECORD_SECTIONS[0][1][1][1] in copy()["RECORD_SECTIONS"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (" ".join(["word"] * 26) + ".", "26 words"),
        ("Short. " + " ".join(["word"] * 26) + ".", "26 words"),
        ("We leverage sources.", "leverage"),
        ("It uses RAG.", "RAG"),
        ("Two LLMs wrote it.", "LLM"),
        ("The embeddings are new.", "embedding"),
        ("It hallucinated.", "hallucinat"),
        ("Do this in order to see it.", "in order to"),
        ("Please note the date.", "Please note"),
        ("Stakeholders agree.", "Stakeholder"),
        ("Organize it.", "Organize"),
        ("The organization did.", "organization"),
        ("Pick a color.", "color"),
        ("In the center.", "center"),
        ("Good behavior.", "behavior"),
        ("Done!", "exclamation"),
        ("Two  spaces.", "double space"),
        ("Trailing words stand here. ", "space at an end"),
    ],
)
def test_lint_finds_what_is_wrong(text: str, fault: str) -> None:
    found = faults(text)
    assert found
    assert fault.lower() in " ".join(found).lower()


@pytest.mark.parametrize(
    "text",
    [
        " ".join(["word"] * 25) + ".",
        "A fragment of storage in a dragon’s den.",  # holds "rag" inside other words
        "The size of the prize.",
        "Under the SIL Open Font License 1.1.",
        "See the previous analysis.",
        " and ",
        "{document} has {count} passages.",
        "At 90.9% of 1,360 questions. It is told in version 3.0.",
    ],
)
def test_lint_lets_plain_copy_pass(text: str) -> None:
    assert faults(text) == []


def test_reading_ease_tells_plain_from_hard() -> None:
    plain = ["You ask in your own words.", "The page shows where each one stands."]
    hard = [
        "Organisational heterogeneity necessitates comprehensive interdisciplinary operationalisation considerations."
    ]
    assert reading_ease(plain) > 80 > LEAST_EASE > 0 > reading_ease(hard)


@pytest.mark.parametrize(
    ("word", "count"),
    [("page", 1), ("sources", 2), ("answer", 2), ("table", 2), ("evidence", 3), ("the", 1), ("asked", 1)],
)
def test_syllables_are_counted_about_right(word: str, count: int) -> None:
    assert syllables(word) == count
