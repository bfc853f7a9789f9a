"""Pins the structure of the sources. Everything expected here was read off the raw files, not off the program."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest

from lessons.domain import Document, Heading, Kind, Pilot, Span, Structure, Table
from lessons.structure import read_structure

DOCUMENTS = ("published", "r1", "submitted", "cover", "checklist")
VERSIONS = ("published", "r1", "submitted")


def plain(text: str) -> str:
    """The text with typewriter quotes and dots: the typeset version prints curly ones."""
    return text.translate(str.maketrans("’‘“”", "''\"\"")).replace("…", "...")


# --------------------------------------------------------------------------------------------------------- quotes

# Theme, label, first words, last words, last words of the sentence that introduces the quote.
QUOTES = [
    (1, "EHCH-Senior Manager 6, CCG", "I think we've had so many central", "a lot of goal-post changes.", "dominating the agenda."),
    (1, "UEC-Senior Manager 5, CCG", "We've been influenced heavily", "we've been attempting to do.", "can hinder progress:"),
    (1, "EHCH-Senior Manager 14, CCG", "There's been a lot of pressure", "can be quite difficult.", "was a major complaint:"),
    (2, "MCP-Senior Manager 2, CCG", "So the demand to see", "for designing change.", "participant in the MCP pilot commented:"),
    (2, "PACS-Senior Manager 3, CCG", "There's an incredible level", "get the right answers.", "in the PACS pilot commented:"),
    (2, "UEC-Senior IT Manager 2, CCG", "Nothing really gets time", "investment is £1.0325!.", "in digital capacity."),
    (3, "EHCH-Senior Manager 7, CCG", "At the moment, there's", "or the service user.", "pilot commented:"),
    (3, "UEC-Senior Manager 3, CCG", "We have two acute trusts", "and they conflict.", "interviewee in the UEC pilot commented:"),
    (3, "ACC-Senior Manager 1, CCG", "Then, there needs to be", "can be quite parochial.", "harbour suspicion and mistrust."),
    (3, "ACC-Senior Manager 1, CCG", "I think it is going back", "we would do differently.", "those expressed in interviews."),
    (4, "EHCH-Senior Manager 5, CCG", "You're pulling together", "change, flexibility...", "could also add complexity."),
    (4, "PACS-Senior Manager 4, CCG", "So the people who would", "any crossover or conflict.", "particularly challenging."),
    (4, "PACS-Senior Manager 3, CCG", "We still haven't cracked", "that wraps around that.", "working in the community."),
    (5, "ACC-Senior Manager 4, CCG", "I am not confident with it", "as it is doing now.", "be a good deal slower."),
    (5, "PACS-Senior Manager 1, CCG", "I think the biggest issue", "about the workforce.", "value and benefit of the team."),
    (5, "EHCH-Senior Manager 12, CCG", "One of the benefits is", "you might be doing it.", "pilot commented:"),
    (6, "UEC-Senior Manager 7, CCG", "I think what helps the", "been very challenging.", "participant in the UEC pilot commented:"),
    (6, "PACS-Senior Manager 4, CCG", "The elephant in the room", "at the whole thing.", "interviewee to comment as follows:"),
    (6, "PACS-Senior Manager 9, CCG", "I mean the challenge", "it has to be developed.", "accompanying lack of awareness."),
]  # fmt: skip

# What the versions print in another way: the position of the quote, what is expected there instead.
PRINTED_LABELS = {
    "published": {},
    "r1": {2: "EHCH, Senior Manager 14, CCG"},
    "submitted": {2: "EHCH, Senior Manager 14, CCG"},
}
LAST_WORDS = {"published": {}, "r1": {}, "submitted": {5: "investment is £1.0325!"}}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_version_has_its_19_quotes_with_their_speakers_and_themes(
    structures: dict[str, Structure], version: str
) -> None:
    quotes = structures[version].quotes
    assert len(quotes) == 19
    assert [(q.theme, q.speaker.name) for q in quotes] == [(theme, label) for theme, label, *_ in QUOTES]
    assert {q.document for q in quotes} == {version}
    assert [q.id for q in quotes] == [f"{version}-q{n}" for n in range(1, 20)]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_speaker_is_pilot_role_number_and_organisation(structures: dict[str, Structure], version: str) -> None:
    for quote, (_, label, *_) in zip(structures[version].quotes, QUOTES, strict=True):
        pilot, role, number = re.split(r"-| (?=\d)", label.removesuffix(", CCG"))
        speaker = quote.speaker
        assert (speaker.pilot, speaker.role) == (Pilot(pilot), role)
        assert (speaker.number, speaker.organisation) == (int(number), "CCG")


@pytest.mark.parametrize("version", VERSIONS)
def test_the_label_is_kept_as_printed(structures: dict[str, Structure], version: str) -> None:
    """One label is printed "EHCH, Senior Manager 14" before publication and "EHCH-Senior Manager 14" in print."""
    structure = structures[version]
    printed = [PRINTED_LABELS[version].get(n, label) for n, (_, label, *_) in enumerate(QUOTES)]
    assert [q.speaker.label for q in structure.quotes] == printed
    assert [structure.words(q.label) for q in structure.quotes] == [f"({label})" for label in printed]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("position", range(19))
def test_a_quote_holds_the_participants_words_from_first_to_last(
    structures: dict[str, Structure], version: str, position: int
) -> None:
    structure = structures[version]
    quote = structure.quotes[position]
    _, _, first, last, _ = QUOTES[position]
    words = plain(structure.words(quote.span))
    assert words.startswith(first)
    assert words.endswith(LAST_WORDS[version].get(position, last))
    assert "Manager" not in words
    assert "\n" not in words


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("position", range(19))
def test_a_quote_is_bound_to_the_sentence_that_introduces_it(
    structures: dict[str, Structure], version: str, position: int
) -> None:
    structure = structures[version]
    introduction = structure.quotes[position].introduction
    assert introduction is not None
    words = structure.words(introduction)
    assert words.endswith(QUOTES[position][4])
    assert len(re.findall(r"[.:!?](?:\s|$)", words)) == 1
    assert introduction in [s for p in structure.paragraphs for s in p.sentences]
    assert introduction.end < structure.quotes[position].span.start


@pytest.mark.parametrize("version", VERSIONS)
def test_a_quote_stands_in_the_section_of_its_theme(structures: dict[str, Structure], version: str) -> None:
    structure = structures[version]
    for quote in structure.quotes:
        section = structure.section(quote.section)
        assert section.theme == quote.theme
        assert Span(quote.span.start, quote.label.end).within(section.body)


# The authors' paragraphs of the six themes, by their first words. Between two of them stands a quote or a heading.
AUTHORS_PARAGRAPHS = {
    1: [
        "Our findings demonstrated",
        "In this context, it was felt",
        "Overall, uniting all",
        "Of particular concern was",
    ],
    2: [
        "A number of interviewees pointed",
        "Discussions regarding the national",
        "In this context, a number of interviewees",
        "Availability of resources was",
    ],
    3: [
        "Although participants felt",
        "It was felt that different",
        "Although interviewees reported",
        "It had been harder convincing",
    ],
    4: [
        "Sharing good practice",
        "Even though relationships",
        "Difficulties in operational",
        "Although there were concerns",
    ],
    5: [
        "Participants valued the national",
        "Aside from resources",
        "Those professionals whose",
        "However, there appeared",
    ],
    6: ["Among", "Although", "Some argued that the programme"],
}


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("theme", AUTHORS_PARAGRAPHS)
def test_the_authors_words_of_a_theme_are_its_paragraphs_and_no_quotes(
    structures: dict[str, Structure], version: str, theme: int
) -> None:
    structure = structures[version]
    section = next(s for s in structure.sections if s.theme == theme)
    paragraphs = [structure.words(p.span) for p in structure.paragraphs if p.section == section.id]
    expected = AUTHORS_PARAGRAPHS[theme]
    assert len(paragraphs) == len(expected)
    for words, first in zip(paragraphs, expected, strict=True):
        assert words.startswith(first)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_label_of_a_speaker_stands_outside_a_quote(structures: dict[str, Structure], document: str) -> None:
    structure = structures[document]
    labels = [Span(*m.span()) for m in re.finditer(r"\([A-Z]+\W+Senior[\w ]+ \d+, [A-Z]+\)", structure.document.text)]
    assert labels == [q.label for q in structure.quotes]
    assert len(labels) == (19 if document in VERSIONS else 0)


@pytest.mark.parametrize("version", VERSIONS)
def test_the_raw_source_prints_as_many_labels_as_there_are_quotes(sources: dict[str, str], version: str) -> None:
    assert len(re.findall(r"Manager\s+\d+,\s+(?:CCG|LA)\)", sources[version])) == 19


# ------------------------------------------------------------------------------------------------------- sections

METHODS = [
    "Setting",
    "Recruitment and sampling",
    "Patient and public involvement",
    "Data collection",
    "Data management and analysis",
]
DISCUSSION = [
    "DISCUSSION",
    "Summary of findings",
    "Strengths and limitations",
    "Comparison with other work",
    "CONCLUSIONS",
]
TITLE = "Lessons learnt from the implementation of New Care Models in the NHS: A qualitative study of the North East {} Programme"
MANUSCRIPT_FRONT = [
    TITLE.format("Vanguard"),
    TITLE.format("Vanguards"),
    "ABSTRACT",
    "Strengths and limitations of this study",
    "INTRODUCTION",
    *(heading.upper() for heading in METHODS),
    "FINDINGS",
    "THE REGIONAL CONTEXT",
]
THEMES = {
    "published": [
        "Uncertainty around policy and future change",
        "Financial pressures and legitimating return on investment",
        "Managing organisational governance structures across care settings",
        "Improving interorganisational relations and practices",
        "Building capacity and resources",
        "Securing commitment and engagement",
    ],
    "r1": [
        "THEME 1: UNCERTAINTY AROUND POLICY AND FUTURE CHANGE",
        "THEME 2: FINANCIAL PRESSURES AND LEGITIMATING RETURN ON INVESTMENT",
        "THEME 3: MANAGING ORGANISATIONAL GOVERNANCE STRUCTURES ACROSS CARE SETTINGS",
        "THEME 4: IMPROVING INTER-ORGANISATIONAL RELATIONS AND PRACTICES",
        "THEME 5: BUILDING CAPACITY AND RESOURCES",
        "THEME 6: SECURING COMMITMENT AND ENGAGEMENT",
    ],
    "submitted": [
        "THEME 1: UNCERTAINTY AROUND POLICY AND GOVERNMENT TARGETS",
        "THEME 2: LEGITIMATING RETURN ON INVESTMENT",
        "THEME 3: MANAGING ORGANISATIONAL GOVERNANCE STRUCTURES ACROSS CARE SETTINGS",
        "THEME 4: IMPROVING INTER-ORGANISATIONAL RELATIONS AND PRACTICES",
        "THEME 5: BUILDING CAPACITY AND RESOURCES",
        "THEME 6: SECURING COMMITMENT AND ENGAGEMENT",
    ],
}
STATEMENTS = ["Acknowledgements", "Contributions", "Competing interests", "Funding", "Data availability statement"]
HEADINGS = {
    "published": [
        "Strengths and limitations of this study",
        "ABSTRACT",
        "INTRODUCTION",
        "Table 1 Vanguard sites",
        "METHODS AND ANALYSIS",
        *METHODS[:2],
        "Table 2 List of interviewees",
        *METHODS[2:],
        "FINDINgS",
        "The regional context",
        *THEMES["published"],
        "Table 3 Key learning points and messages for development",
        *DISCUSSION,
    ],
    "r1": [
        *MANUSCRIPT_FRONT,
        *THEMES["r1"],
        *DISCUSSION,
        *STATEMENTS[:4],
        "Ethics approval",
        *STATEMENTS[4:],
        "REFERENCES",
        "Table 1: Vanguard Sites",
        "Table 2: List of interviewees",
        "Table 3: Key Learning Points and Messages for Development",
    ],
    "submitted": [
        *MANUSCRIPT_FRONT,
        *THEMES["submitted"],
        *DISCUSSION,
        *STATEMENTS,
        "REFERENCES",
        "Table 1: List of interviewees",
    ],
    "cover": [""],
    "checklist": [
        "Standards for Reporting Qualitative Research (SRQR)*",
        "Title and abstract",
        "Introduction",
        "Methods",
        "Results/findings",
        "Discussion",
        "Other",
    ],
}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_sections_have_their_headings_as_printed_in_order(structures: dict[str, Structure], document: str) -> None:
    structure = structures[document]
    assert [s.heading for s in structure.sections] == HEADINGS[document]
    for section in structure.sections:
        assert structure.words(section.span).startswith(section.heading)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_themes_are_numbered_and_nothing_else_is(structures: dict[str, Structure], document: str) -> None:
    numbered = {s.theme: s.heading for s in structures[document].sections if s.theme is not None}
    assert numbered == dict(enumerate(THEMES.get(document, []), start=1))


@pytest.mark.parametrize(
    ("document", "heading", "title"),
    [
        ("published", "FINDINgS", "Findings"),
        ("published", "Setting", "Setting"),
        ("published", "Building capacity and resources", "Building capacity and resources"),
        ("r1", "THEME 5: BUILDING CAPACITY AND RESOURCES", "Building capacity and resources"),
        ("submitted", "THEME 2: LEGITIMATING RETURN ON INVESTMENT", "Legitimating return on investment"),
        ("submitted", TITLE.format("Vanguard"), "Submission details"),
        ("r1", TITLE.format("Vanguards"), "Title page"),
        ("r1", "PATIENT AND PUBLIC INVOLVEMENT", "Patient and public involvement"),
        ("cover", "", "Peer review cover page"),
    ],
)
def test_a_section_has_a_title_to_read(
    structures: dict[str, Structure], document: str, heading: str, title: str
) -> None:
    assert [s.title for s in structures[document].sections if s.heading == heading] == [title]


@pytest.mark.parametrize(
    ("document", "parent", "children"),
    [
        ("published", "METHODS AND ANALYSIS", METHODS),
        ("published", "FINDINgS", ["The regional context", *THEMES["published"]]),
        ("published", "DISCUSSION", DISCUSSION[1:4]),
        ("r1", "FINDINGS", ["THE REGIONAL CONTEXT", *THEMES["r1"]]),
        ("submitted", "FINDINGS", ["THE REGIONAL CONTEXT", *THEMES["submitted"]]),
        ("submitted", "DISCUSSION", DISCUSSION[1:4]),
    ],
)
def test_a_subsection_belongs_to_the_section_above_it_never_to_a_table(
    structures: dict[str, Structure], document: str, parent: str, children: list[str]
) -> None:
    structure = structures[document]
    above = next(s for s in structure.sections if s.heading == parent)
    assert [s.heading for s in structure.sections if s.parent == above.id] == children


@pytest.mark.parametrize("document", DOCUMENTS)
def test_sections_follow_each_other_and_hold_the_whole_text(structures: dict[str, Structure], document: str) -> None:
    structure = structures[document]
    text = structure.document.text
    assert structure.sections[0].span.start == 0
    assert structure.sections[-1].span.end == len(text)
    for before, after in pairwise(structure.sections):
        assert text[before.span.end : after.span.start] == "\n\n"
    for section in structure.sections:
        assert section.span.start <= section.body.start <= section.body.end == section.span.end
        assert structure.section_at(section.span.start) == structure.section_at(section.span.end) == section


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_character_belongs_to_exactly_one_part(structures: dict[str, Structure], document: str) -> None:
    """A heading, a paragraph, a quote with its label, a table or a reference: nothing is in two, nothing in none."""
    structure = structures[document]
    text = structure.document.text
    tables = [t.span for t in structure.tables]
    parts = [
        *(p.span for p in structure.paragraphs),
        *(Span(q.span.start, q.label.end) for q in structure.quotes),
        *tables,
        *(r.span for r in structure.references),
        *(
            Span(s.span.start, s.span.start + len(s.heading))
            for s in structure.sections
            if not any(table.start == s.span.start for table in tables)
        ),
    ]
    owners = [0] * len(text)
    for part in parts:
        for at in range(part.start, part.end):
            owners[at] += 1
    assert max(owners) == 1
    run_in = rf"(?:{'|'.join(STATEMENTS)}|Ethics approval)$"
    for at, character in enumerate(text):
        after_run_in = character == ":" and re.search(run_in, text[max(0, at - 40) : at])
        assert owners[at] or character.isspace() or after_run_in, text[at - 20 : at + 20]


# ------------------------------------------------------------------------------------------------------ paragraphs


@pytest.mark.parametrize(
    ("version", "objective"), [("published", "Objective"), ("r1", "Objectives"), ("submitted", "Objectives")]
)
def test_the_abstract_has_its_labelled_parts(structures: dict[str, Structure], version: str, objective: str) -> None:
    structure = structures[version]
    parts = {p.part: [structure.words(s) for s in p.sentences] for p in structure.paragraphs if p.part}
    assert list(parts) == [objective, "Design", "Setting", "Participants", "Results", "Conclusions"]
    assert parts[objective][0].startswith("To examine lessons learnt")
    assert parts["Design"][0].startswith("Data collection comprised semi")
    assert parts["Setting"][0].startswith("The study took place across six")
    assert parts["Participants"][0].startswith("Sixty-six interviewees")
    assert [words.split(",")[0].split(" was ")[0] for words in parts["Results"]] == [
        "While the context for each Vanguard is separate and distinct",
        "Participants felt that the national programme helped to raise the profile of local change initiatives and also"
        " contributed to the wider understanding of regional service integration issues.",
        "At the same time our findings demonstrate that all five sites experienced",
        "Of particular concern among all sites",
    ]
    assert len(parts["Conclusions"]) == 2
    abstract = next(s for s in structure.sections if s.title == "Abstract")
    assert {p.section for p in structure.paragraphs if p.part} == {abstract.id}


@pytest.mark.parametrize(
    ("version", "points"),
    [
        (
            "published",
            [
                "This is the only regional study to explore factors shaping the implementation of five Vanguard"
                " initiatives in England.",
                "The findings provide insights relevant to the implementation of different Vanguard initiatives.",
                "Data were collected from a broad range of stakeholders across healthcare and social care.",
                "The majority of participants had a senior managerial role and were directly involved in the"
                " implementation of each Vanguard.",
                "Service users were not recruited for this study.",
            ],
        ),
        (
            "r1",
            [
                "This is the only regional study to explore factors shaping the implementation of five Vanguard"
                " initiatives in England.",
                "The findings provide insights relevant to the implementation of different Vanguard initiatives.",
                "Data were collected from a broad range of stakeholders across healthcare and social care.",
                "The majority of participants had a senior managerial role and were directly involved in the"
                " implementation of each Vanguard. Service users were not recruited for this study.",
            ],
        ),
        (
            "submitted",
            [
                "This is the only regional study to explore factors shaping the implementation of five Vanguard"
                " initiatives in England.",
                "The findings provide insights relevant to the implementation of different Vanguard initiatives.",
                "Data were collected from a broad range of stakeholders across healthcare and social care.",
                "The majority of participants had a senior role and were directly involved in the implementation of"
                " each Vanguard. Service users were not recruited for this study.",
            ],
        ),
    ],
    ids=VERSIONS,
)
def test_each_point_of_strengths_and_limitations_is_a_paragraph(
    structures: dict[str, Structure], version: str, points: list[str]
) -> None:
    structure = structures[version]
    section = next(s for s in structure.sections if s.heading == "Strengths and limitations of this study")
    assert [structure.words(p.span) for p in structure.paragraphs if p.section == section.id] == points


@pytest.mark.parametrize(
    ("version", "heading", "words"),
    [
        ("r1", "Ethics approval", "Ethical approval was gained from Newcastle University"),
        ("r1", "Funding", "The paper presents independent research that was funded"),
        ("submitted", "Acknowledgements", "We would like to thank all the participants"),
        ("submitted", "Competing interests", "The authors declare that they have no competing interests."),
    ],
)
def test_a_heading_on_the_line_of_its_paragraph_is_told_from_its_words(
    structures: dict[str, Structure], version: str, heading: str, words: str
) -> None:
    structure = structures[version]
    section = next(s for s in structure.sections if s.heading == heading)
    [paragraph] = [p for p in structure.paragraphs if p.section == section.id]
    assert structure.words(paragraph.span).startswith(words)
    assert paragraph.span == section.body


# ---------------------------------------------------------------------------------------------------------- tables


def table_of(structure: Structure, first_header: str) -> Table:
    return next(t for t in structure.tables if t.caption and first_header in structure.words(t.caption))


def cells(structure: Structure, table: Table) -> list[list[str]]:
    return [[structure.words(cell) for cell in row.cells] for row in table.rows]


INTERVIEWS = [
    ("MCP", 7, "senior manager, ccg"),
    ("MCP", 1, "senior manager, la"),
    ("MCP", 3, "senior it manager, ccg"),
    ("PACS", 11, "senior manager, ccg"),
    ("PACS", 2, "senior it manager, ccg"),
    ("ACC", 7, "senior manager, ccg"),
    ("ACC", 3, "senior it manager, ccg"),
    ("EHCH", 14, "senior manager, ccg"),
    ("EHCH", 3, "senior it manager, ccg"),
    ("UEC", 11, "senior manager, ccg"),
    ("UEC", 4, "senior it manager, ccg"),
]
LONG_NAMES = {"Enhanced Health in Care Homes": "EHCH", "Urgent and Emergency Care": "UEC"}


@pytest.mark.parametrize("version", VERSIONS)
def test_the_interviews_table_counts_66_by_pilot_and_role(structures: dict[str, Structure], version: str) -> None:
    structure = structures[version]
    *rows, total = cells(structure, table_of(structure, "List of interviewees"))
    names = [row[0].removesuffix(" Vanguard") for row in rows]
    found = [(LONG_NAMES.get(name, name), int(row[1]), row[2].lower()) for name, row in zip(names, rows, strict=True)]
    assert found == INTERVIEWS
    assert total == ["Total", "66"]
    by_pilot: Counter[str] = Counter()
    by_role: Counter[str] = Counter()
    for pilot, number, role in found:
        by_pilot[pilot] += number
        by_role[role] += number
    assert by_pilot == {"MCP": 11, "PACS": 13, "ACC": 10, "EHCH": 17, "UEC": 15}
    assert by_role == {"senior manager, ccg": 50, "senior manager, la": 1, "senior it manager, ccg": 15}
    assert by_pilot.total() == by_role.total() == 66


SITES = {
    "published": [
        ("Multispecialty community providers (MCPs)", "The MCP Vanguard began in April 2015, although pre-Vanguard"),
        ("Primary and acute care systems (PACS)", "The PACS Vanguard began in June 2015 and the Trust became"),
        ("Acute care collaboration (ACC)", "The ACC Vanguard was finalised in January 2016."),
        ("Enhanced health in care homes", "The Vanguard started in March 2015, although some features"),
        ("Urgent and emergency care", "The Vanguard status was awarded in July 2015 and the programme"),
    ],
    "r1": [
        ("Multispecialty Community providers (MCPs)", "The MCP Vanguard began in April 2015 although pre-Vanguard"),
        ("Primary and Acute Care Systems (PACS)", "The PACS Vanguard began in June 2015 and the Trust became"),
        ("Acute Care Collaboration Vanguard (ACC)", "The ACC Vanguard was finalised in January 2016."),
        ("Enhanced Health in Care Homes Vanguard (EHCH)", "The Vanguard started March 2015 although some features"),
        ("Urgent and Emergency Care Vanguard (UEC)", "The Vanguard status was awarded in July 2015 and the programme"),
    ],
}


@pytest.mark.parametrize("version", SITES)
def test_the_sites_table_has_the_five_pilots_with_their_start_dates(
    structures: dict[str, Structure], version: str
) -> None:
    structure = structures[version]
    rows = cells(structure, table_of(structure, "Vanguard "))
    assert [row[0] for row in rows] == [name for name, _ in SITES[version]]
    for row, (_, start) in zip(rows, SITES[version], strict=True):
        assert len(row) == 2
        assert row[1].startswith("The Vanguard aims to ")
        assert start in row[1]


LEARNING_POINTS = [
    ("Importance of encouraging and valuing local flexibility", "Avoid micro", "discover what works for it"),
    ("Allow sufficient time for changes to become embedded", "Resist the undue emphasis", "get quick results"),
    ("Uneven development evident in", "Achieve consistency by", "to encourage learning"),
    ("Relationship-building is key in intra", "Invest in nurturing", "including leadership"),
    ("Value of a collective approach", "Acknowledge important role", "and break silos"),
    ("Importance of investment to support", "Ensure adequate and secure", "length of time required"),
    ("Previous transformation initiatives", "Rediscover valid lessons", "work and why"),
]


@pytest.mark.parametrize("version", ["published", "r1"])
def test_the_learning_points_table_has_seven_points_each_with_its_message(
    structures: dict[str, Structure], version: str
) -> None:
    structure = structures[version]
    table = table_of(structure, "earning")
    rows = cells(structure, table)
    assert len(rows) == 7
    assert table.number == 3
    for (point, message), (first, opening, closing) in zip(rows, LEARNING_POINTS, strict=True):
        assert point.startswith(first)
        assert message.startswith(opening)
        assert message.rstrip(".").replace("doesn't work", "does not work").endswith(closing)


def test_the_submitted_version_has_no_learning_points_and_no_sites_table(structures: dict[str, Structure]) -> None:
    structure = structures["submitted"]
    assert [structure.words(t.caption) for t in structure.tables if t.caption] == ["Table 1: List of interviewees"]
    assert "learning points" not in structure.document.text.lower()


@pytest.mark.parametrize(
    ("version", "captions", "headers"),
    [
        (
            "published",
            ["Table 1 Vanguard sites", "Table 2 List of interviewees", HEADINGS["published"][-6]],
            [
                ["Vanguard", "Aim of the programme"],
                ["Vanguard", "Interviews (n)", "Interviewees"],
                ["Learning points", "Messages for development"],
            ],
        ),
        (
            "r1",
            HEADINGS["r1"][-3:],
            [
                ["Vanguard", "Aim of programme"],
                ["Vanguard", "No. of interviews", "Interviewees"],
                ["Learning Points", "Messages for Development"],
            ],
        ),
        ("submitted", HEADINGS["submitted"][-1:], [["Vanguard", "No. of interviews", "Interviewees"]]),
    ],
    ids=VERSIONS,
)
def test_a_numbered_table_has_its_caption_and_the_names_of_its_columns(
    structures: dict[str, Structure], version: str, captions: list[str], headers: list[list[str]]
) -> None:
    structure = structures[version]
    tables = [t for t in structure.tables if t.number]
    assert [t.number for t in tables] == list(range(1, len(captions) + 1))
    assert [structure.words(t.caption) for t in tables if t.caption] == captions
    assert [[structure.words(c) for c in t.header.cells] for t in tables if t.header] == headers
    assert [structure.section(t.section).heading for t in tables] == captions


def test_the_note_below_a_table_is_no_row_of_it(structures: dict[str, Structure]) -> None:
    structure = structures["published"]
    notes = [structure.words(t.note) if t.note else None for t in structure.tables]
    assert notes[0] == "NHS, National Health Service."
    assert notes[1] is not None
    assert notes[1].startswith("ACC, acute care collaboration; CCG,")
    assert notes[1].endswith("UEC, urgent and emergency care.")
    assert notes[2] is None


@pytest.mark.parametrize(
    ("version", "rows"),
    [
        (
            "submitted",
            [
                ["Journal:", "BMJ Open"],
                ["Manuscript ID", "bmjopen-2019-032107"],
                ["Article Type:", "Research"],
                ["Date Submitted by the Author:", "04-Jun-2019"],
            ],
        ),
        (
            "r1",
            [
                ["Journal:", "BMJ Open"],
                ["Manuscript ID", "bmjopen-2019-032107.R1"],
                ["Article Type:", "Original research"],
                ["Date Submitted by the Author:", "20-Aug-2019"],
            ],
        ),
    ],
)
def test_the_cover_sheet_is_a_table_without_caption(
    structures: dict[str, Structure], version: str, rows: list[list[str]]
) -> None:
    structure = structures[version]
    sheet = structure.tables[0]
    assert (sheet.number, sheet.caption, sheet.header, sheet.note) == (None, None, None, None)
    assert cells(structure, sheet)[:4] == rows


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_row_runs_from_its_first_cell_to_its_last(structures: dict[str, Structure], document: str) -> None:
    structure = structures[document]
    for table in structure.tables:
        for row in table.rows:
            assert structure.words(row.span) == "\t".join(structure.words(cell) for cell in row.cells)
            assert row.span.within(table.span)


# ------------------------------------------------------------------------------------------------------ references

REFERENCES: dict[str, list[str]] = {
    "published": [],
    "r1": [
        "NHS England",
        "Berwick",
        "Maniatopoulos",
        "Alderwick",
        "Alderwick",
        "Ruane",
        "McDermott",
        "Northumberland",
        "Boyatzis",
        "Ragin",
        "Hunter",
        "WHO",
        "NHS England",
        "Hunter",
        "Bevan",
        "Bevan",
        "Hunter",
        "National Audit Office",
        "Wilson",
        "Stocker",
        "Lloyd",
        "HASCE",
        "Marjanovic",
        "Billings",
        "Starling",
        "Erskine",
        "Ham",
        "NHS England",
    ],
    "submitted": [
        "NHS England",
        "Berwick",
        "Alderwick",
        "Alderwick",
        "Ruane",
        "McDermott",
        "Northumberland",
        "Boyatzis",
        "Ragin",
        "NHS England",
        "Hunter",
        "Bevan",
        "Bevan",
        "Hunter",
        "National Audit Office",
        "Stocker",
        "Lloyd",
        "HASCE",
        "Marjanovic",
        "Billings",
        "Starling",
        "Erskine",
        "Ham",
        "NHS England",
    ],
}


@pytest.mark.parametrize(("version", "number"), [("published", 0), ("r1", 28), ("submitted", 24)])
def test_the_references_are_numbered_as_printed(structures: dict[str, Structure], version: str, number: int) -> None:
    structure = structures[version]
    assert [r.number for r in structure.references] == list(range(1, number + 1))
    for reference, name in zip(structure.references, REFERENCES[version], strict=True):
        assert structure.words(reference.span).startswith(f"{reference.number}. {name}")


@pytest.mark.parametrize(
    ("version", "number", "end"),
    [
        ("submitted", 1, "Next steps on the NHS Five Year Forward View. NHSE, 2017"),
        ("submitted", 15, "vanguards. 2018; NAO"),
        ("submitted", 24, "NHS England. The NHS Long Term Plan. NHSE, 2019"),
        ("r1", 3, "/2018/03/NEVE-Final-Report-September-2017.pdf"),
        ("r1", 19, "vanguard-programme(3c8cfbf6-52de-4639-b715-2df5627c105e).html"),
        ("r1", 26, "Health Services Management Research 2013; 26(1)"),
        ("r1", 28, "NHS England. The NHS Long Term Plan. NHSE, 2019"),
    ],
)
def test_a_reference_is_whole(structures: dict[str, Structure], version: str, number: int, end: str) -> None:
    structure = structures[version]
    words = structure.words(structure.references[number - 1].span)
    assert words.endswith(end)
    assert "\n" not in words


# --------------------------------------------------------------------------------------------------- other documents


def added(text: str, headings: tuple[Heading, ...] = ()) -> Structure:
    document = Document("added-x", "X", "X", Kind.ADDED, "added", text, "x.pdf", "0", headings=headings)
    return read_structure(document)


def test_a_document_without_known_headings_has_the_likely_ones() -> None:
    structure = added("Opening words.\n\nA plain heading\n\nFirst paragraph.\n\nThis is a sentence.")
    assert [(s.heading, s.title) for s in structure.sections] == [("", "X"), ("A plain heading", "A plain heading")]
    assert [structure.words(p.span) for p in structure.paragraphs] == [
        "Opening words.",
        "First paragraph.",
        "This is a sentence.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It was hard (as Senior Manager 3, CCG, told us).",
        "It was hard (EHCH-Senior Manager 6, CCG) in every way.",
        "It was hard. (XYZ-Senior Manager 6, CCG)",
        "(EHCH-Senior Manager 6, CCG)",
    ],
    ids=["no label", "label amid the sentence", "unknown pilot", "nothing but a label"],
)
def test_words_without_a_label_at_their_end_are_the_authors(text: str) -> None:
    structure = added(f"Before it.\n\n{text}")
    assert structure.quotes == ()
    assert structure.words(structure.paragraphs[-1].span) == text


def test_a_quote_at_the_start_of_a_section_has_no_introduction_from_the_one_before() -> None:
    text = "One\n\nAuthors' words.\n\nTwo\n\nIt was hard. (LA-x)\n\nThree\n\nHard. (ACC-Senior Manager 9, LA)"
    structure = added(text, (Heading("One"), Heading("Two"), Heading("Three")))
    [quote] = structure.quotes
    assert quote.introduction is None
    assert (quote.speaker.name, quote.theme) == ("ACC-Senior Manager 9, LA", None)


def test_an_empty_document_has_no_parts() -> None:
    structure = added("")
    assert (structure.paragraphs, structure.quotes, structure.tables, structure.references) == ((), (), (), ())
    assert [s.span for s in structure.sections] == [Span(0, 0)]
