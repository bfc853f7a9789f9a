"""Every word of the page itself, apart from the study's words and the sentences of an answer (``lessons.phrases``)."""

from __future__ import annotations

from lessons.domain import StatementKind, Status

TITLE = "Lessons Learnt Assistant"
PURPOSE = "What five NHS Vanguards in the North East of England learnt, in the words of the study."
CAUTION = "Can be wrong. Check the source. Not clinical advice."
LOCAL = "Runs on this computer. Nothing that you type leaves it."
REMOTE = "What you type is sent to the model service that is set up for this page."

ASK = "Ask about the study"
START = "Start here, or ask your own question."
STARTERS = (
    "What did people say about money?",
    "What helped organisations work together?",
    "How can we get GPs on board?",
    "What should we do differently next time?",
    "How was the study done?",
    "What changed before the paper was published?",
)

NEW_CONVERSATION = "New conversation"
YOU_ASKED = "You asked"
VERSION = "Version: {label}"
VERSION_QUESTION = "Answer from"
ALL_VERSIONS = "All versions"
VERSION_HELP = {
    "published": "The paper as it stands in the journal. Earlier versions only for what it leaves out.",
    "r1": "The manuscript after peer review. Not the version of record.",
    "submitted": "The manuscript as first sent in. Not the version of record.",
    "all": "The published paper and both manuscripts, side by side.",
}
VERSION_NEXT = "This holds for your next question."
ASK_AGAIN = "Ask this again of: {label}"

KINDS = {
    StatementKind.FINDING: "What the study found",
    StatementKind.QUOTE: "In participants’ own words",
    StatementKind.RECOMMENDATION: "What the study recommends",
    StatementKind.FACT: "Facts from the study",
    StatementKind.REVISION: "What changed between versions",
}
READY = {
    Status.ANSWERED: "Answer ready",
    Status.PARTLY_ANSWERED: "Answer ready, in part",
    Status.NOT_IN_SOURCES: "Not in the sources",
    Status.UNCLEAR: "A little more is needed",
}
LOOKING = "Looking in the sources"

ABOUT_EXTRACTIVE = (
    "No language model wrote this answer. Its sentences are taken from the documents and were checked against them, "
    "letter by letter, before they were shown. The choice of sentences is a program’s. It can miss something or pick "
    "the wrong place. Open the sources before you rely on it."
)
ABOUT_WRITTEN = (
    "A language model wrote sentences of this answer. Each was checked against the places that it names. "
    "It can still be wrong. Open the sources before you rely on it."
)
UNDERSTOOD = "Understood as: {question}"
ASKED_OF = "Asked of: {label}."

SOURCE = "Source"
SOURCES = "Sources"
SOURCES_HELP = "Choose one to read it where it stands."
SUGGESTIONS = "You could ask next"
SUGGESTIONS_INSTEAD = "The sources can answer these"

THEME = "Theme {number}"
PAGE = "page {number}"
OPENED = "Source {number} is open"
CLOSE = "Close"
PREVIOUS = "Previous paragraph"
NEXT = "Next paragraph"
BACK = "Back to the cited words"
NOT_CITED = "The words around it. The answer does not cite this paragraph."
COPY = "Copy with citation"

GUIDE = "How to check an answer"
GUIDE_STEPS = (
    "Each sentence ends with a number, such as [1].",
    "Choose the number to read those words here, where they stand in the paper.",
    "Copy them with their reference when you need them in a report.",
)
GUIDE_CORPUS = "What it reads"
GUIDE_AFTER = "Choose a number to read the words behind it here."

FIRST_START = "Getting ready. This happens once and takes about a minute."
PROGRESS = "{done} of {total} texts read"
BUSY = "Another program is getting the sources ready. This page opens as soon as it is done."
FAILED = "Something went wrong on this page. Reload it. If it happens again, run “lessons doctor” and report it."
