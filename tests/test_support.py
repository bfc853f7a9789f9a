"""A statement counts as carried only where its excerpts say the same: the words quoted, the numbers, the negations."""

from __future__ import annotations

import pytest
from evals.support import carried, contributes, table_totals

from lessons.domain import Document, Kind, Span
from lessons.structure import read_structure

FUNDING = "However, uncertainty around the availability of funding was evident within all sites."
RECRUITED = "Service users were not recruited for this study."
NONE_PAID = "No participants were paid for the interview."
HELD = "The study held 66 interviews in 5 pilots."
MONEY = "We have never had the money that we were promised."
PRESSURE_BEFORE = "The pressure being felt was forcing the pilots to deliver."
PRESSURE_AFTER = "The pressure coming from the centre was forcing the pilots to deliver."
POINT = "Allow sufficient time for changes\tResist the undue emphasis on targets"
EHCH = ("EHCH Vanguard\t14\tSenior manager, CCG", "EHCH Vanguard\t3\tSenior IT manager, CCG")
EACH_COUNT = (7, 1, 3, 11, 2, 7, 3, 14, 3, 11, 4)
EACH_PILOT = ("MCP", "MCP", "MCP", "PACS", "PACS", "ACC", "ACC", "EHCH", "EHCH", "UEC", "UEC")
TABLE = "\n".join(
    f"{pilot} Vanguard\t{count}\tSenior manager, CCG" for pilot, count in zip(EACH_PILOT, EACH_COUNT, strict=True)
)


@pytest.mark.parametrize(
    ("text", "excerpts"),
    [
        (FUNDING, [FUNDING]),
        ("Uncertainty around the availability of funding was evident.", [MONEY, FUNDING]),
        ("It hasn't helped - the “buy in” was hard", ["It hasn’t helped – the “buy-in” was hard"]),
        ("Within all sites the availability of funding was uncertain.", [FUNDING]),
        ("Service users were never recruited for the study.", [RECRUITED]),
        ("Service users weren’t recruited for this study.", [RECRUITED]),
        ("Each site went on with funding and support.", ["No site went on without funding and support."]),
        (f"MCP-Senior Manager 1, CCG said: “{MONEY}”", [MONEY]),
        (
            "Learning points: Allow sufficient time for changes. Messages: Resist the undue emphasis on targets.",
            [POINT],
        ),
        (
            f"The wording changed. Submitted: “{PRESSURE_BEFORE}” Published: “{PRESSURE_AFTER}”",
            [PRESSURE_BEFORE, PRESSURE_AFTER],
        ),
        ("This does not stand in every version. Revised: “Table 1 — Sites” Not in Submitted.", ["Table 1\tSites"]),
    ],
    ids=[
        "very words",
        "part of the words",
        "typesetting",
        "most words in another order",
        "another negation",
        "negation as a contraction",
        "two negations for none",
        "quote behind its speaker",
        "row behind the names of its columns",
        "revision with a run in each excerpt",
        "revision with cells set apart",
    ],
)
def test_what_the_excerpts_say_is_carried(text: str, excerpts: list[str]) -> None:
    assert carried(text, excerpts) == ""


@pytest.mark.parametrize(
    ("text", "excerpts"),
    [
        ("17 of the 66 interviews: Senior manager, CCG (EHCH 14); Senior IT manager, CCG (EHCH 3).", [*EHCH]),
        ("3 of the 66 interviews: Senior IT manager, CCG (EHCH 3).", [EHCH[1]]),
        ("For each pilot: MCP 3, PACS 2. In all: 5 of 66.", ["MCP Vanguard\t3\nPACS Vanguard\t2"]),
        ("Interviews for each pilot: MCP 11, PACS 13, ACC 10, EHCH 17, UEC 15. In all: 66.", [TABLE]),
        ("The most interviews were held at EHCH: 17 of 66.", [*EHCH]),
        ("“Submitted” lists 24 references.", ["24. NHS England. The NHS Long Term Plan. NHSE, 2019"]),
    ],
    ids=["two rows", "one row", "each pilot of a role", "each pilot of all eleven rows", "the most", "references"],
)
def test_a_sum_of_the_numbers_in_the_excerpts_is_carried(text: str, excerpts: list[str]) -> None:
    assert carried(text, excerpts, [66]) == ""


@pytest.mark.parametrize(
    ("text", "excerpts", "totals", "strange"),
    [
        ("17 of the 67 interviews: Senior manager, CCG (EHCH 14).", EHCH, [0, 66, 0], "67"),
        ("17 of 67.", EHCH, [66], "67"),
        ("17 of the 66 interviews: Senior manager, CCG (EHCH 14).", EHCH, [], "66"),
        ("66 of the 66 interviews: Senior manager, CCG (EHCH 14).", EHCH, [66], "66"),
        ("5 of the 66 interviews were held.", [HELD], [], ""),
        ("14 of the 17 interviews: Senior manager, CCG (EHCH 14).", EHCH, [66], ""),
        ("The most interviews were held at EHCH: 17 of 66.", [TABLE], [], ""),
        ("The first of 2014 was held.", ["The first was held in 2014."], [], ""),
        ("The first of 2015 was held.", ["The first was held in 2014."], [], "2015"),
    ],
    ids=[
        "another total than the table's",
        "nothing but the numbers",
        "no table",
        "a total where a part is meant",
        "a total in the excerpt",
        "a sum of the rows",
        "a sum of all rows",
        "a year",
        "another year",
    ],
)
def test_a_number_of_all_stands_in_an_excerpt_or_is_its_sum_or_its_tables_total(
    text: str, excerpts: list[str], totals: list[int], strange: str
) -> None:
    assert carried(text, excerpts, totals) == (f"no excerpt holds the number {strange}" if strange else "")


STUDY = f"Table 2 Sites\nVanguard\tNo.\tRole\n{TABLE}\nTotal\t66\n\nIt held 12 meetings."


@pytest.mark.parametrize(
    ("words", "totals"),
    [(EHCH[0], [0, 66, 0]), (TABLE, [0, 66, 0]), ("12 meetings", [])],
    ids=["a row", "all rows", "outside the table"],
)
def test_the_totals_of_a_table_are_those_of_its_columns(words: str, totals: list[int]) -> None:
    structure = read_structure(Document("published", "", "", Kind.VERSION, "", STUDY, "study.txt", ""))
    start = STUDY.index(words)
    assert table_totals(structure, Span(start, start + len(words))) == totals


@pytest.mark.parametrize(
    ("text", "excerpts", "reason"),
    [
        ("Digital records made shared care easier.", [FUNDING], "too little of “Digital records made shared care"),
        (f"{FUNDING} Digital records made shared care easier.", [FUNDING], "too little of “Digital records"),
        (FUNDING, [], "too little of “However, uncertainty"),
        (FUNDING, [""], "too little of “However, uncertainty"),
        (f"She said: “{MONEY}”", [FUNDING], "no excerpt says “We have never had the money"),
        ("She said: “We have never had the cash that we were promised.”", [MONEY], "no excerpt says “We have never"),
        ("She said: “We have had the money that we were promised.”", [MONEY], "no excerpt says “We have had"),
        ("She said: “held 60 interviews”", [HELD], "no excerpt says “held 60"),
        ("It was “realistic”.", ["It was unrealistic."], "too little of “It was “realistic”.”"),
        ("She said: “within all sites. We have never had”", [FUNDING, MONEY], "no excerpt says “within all sites"),
        (f"Before: “{PRESSURE_BEFORE}” After: “{PRESSURE_AFTER}”", [PRESSURE_BEFORE], "coming from the centre"),
        ("Service users were recruited for this study.", [RECRUITED], "not negated alike"),
        ("Uncertainty around funding was not evident within all sites.", [FUNDING], "not negated alike"),
        ("Participants were paid for the interview.", [NONE_PAID], "not negated alike"),
        ("The study held 60 interviews.", [HELD], "no excerpt holds the number 60"),
        ("The study held 60 interviews in 5 pilots.", [HELD], "number 60"),
        ("18 of the 66 interviews: Senior manager, CCG (EHCH 14).", [*EHCH], "no excerpt holds the number 18"),
        ("17 of the 66 interviews: Senior manager, CCG (EHCH 15).", [*EHCH], "no excerpt holds the number 15"),
        ("Every manager at every site adored the new programme: it lasted.", [MONEY], "too little of “Every manager"),
    ],
    ids=[
        "other words",
        "one sentence too many",
        "no excerpt",
        "empty excerpt",
        "quote from elsewhere",
        "quote with another word",
        "quote without its negation",
        "quote with another number",
        "part of a word",
        "quote across two excerpts",
        "second run not there",
        "negation dropped",
        "negation put in",
        "negation cut off in front",
        "another number",
        "another number beside a right one",
        "wrong sum",
        "wrong summand",
        "claim before a colon",
    ],
)
def test_what_the_excerpts_do_not_say_is_named(text: str, excerpts: list[str], reason: str) -> None:
    assert reason in carried(text, excerpts, [66])


@pytest.mark.parametrize(
    ("sentence", "enough"),
    [
        ("Alpha beta gamma delta epsilon.", True),
        ("Alpha beta gamma other words.", True),
        ("Alpha beta many other words.", False),
        ("This was in the alpha beta of our many other words that they had.", False),
    ],
)
def test_three_in_five_content_words_have_to_stand_in_the_excerpts(sentence: str, enough: bool) -> None:
    assert (carried(sentence, ["Epsilon delta gamma beta alpha"]) == "") is enough


def test_content_words_may_stand_in_different_excerpts() -> None:
    sentence = "Alpha beta gamma delta."
    assert carried(sentence, ["Alpha gamma"])
    assert carried(sentence, ["Alpha gamma", "Delta beta"]) == ""


def test_a_negation_is_looked_for_in_the_sentence_that_is_most_alike() -> None:
    excerpt = "Nobody was paid. Service users were asked about their care in every pilot."
    assert carried("Service users were asked about care in the pilot.", [excerpt]) == ""
    assert "negated" in carried("Service users were not asked about care in the pilot.", [excerpt])


@pytest.mark.parametrize(
    ("text", "excerpt", "does"),
    [
        (FUNDING, FUNDING, True),
        (f"{FUNDING} {MONEY}", MONEY, True),
        (f"She said: “{MONEY}”", MONEY, True),
        (f"Before: “{PRESSURE_BEFORE}” After: “{PRESSURE_AFTER}”", PRESSURE_BEFORE, True),
        (f"Before: “{PRESSURE_BEFORE}” After: “{PRESSURE_AFTER}”", PRESSURE_AFTER, True),
        ("17 of the 66 interviews: Senior manager, CCG (EHCH 14); Senior IT manager, CCG (EHCH 3).", EHCH[0], True),
        ("17 of the 66 interviews: Senior manager, CCG (EHCH 14); Senior IT manager, CCG (EHCH 3).", EHCH[1], True),
        (FUNDING, MONEY, False),
        (FUNDING, "", False),
        (f"She said: “{MONEY}”", "She said so.", False),
        (f"She said: “{MONEY}”", "We have never had the cash that we were promised.", False),
        ("17 of the 66 interviews: Senior manager, CCG (EHCH 14).", FUNDING, False),
        ("Learning points: Allow sufficient time for changes.", FUNDING, False),
        ("It was 66.", FUNDING, False),
    ],
    ids=[
        "all of it",
        "one sentence of it",
        "its quote",
        "its first run",
        "its second run",
        "its first summand",
        "its second summand",
        "other words",
        "no words",
        "the words that lead in",
        "almost its quote",
        "no summand",
        "other words than those behind the name of a column",
        "another number",
    ],
)
def test_an_excerpt_contributes_where_it_carries_a_part_by_itself(text: str, excerpt: str, does: bool) -> None:
    assert contributes(text, excerpt) is does


def test_a_wording_shared_by_versions_that_number_their_references_otherwise_is_carried_by_each() -> None:
    first, second = (
        "Despite the emphasis on 'flexibility'¹⁰ all felt it",
        "Despite the emphasis on ‘flexibility’¹³ all felt it",
    )
    text = f"The wording did not change. Submitted and Revised: “{first}”"
    assert contributes(text, first)
    assert contributes(text, second)
