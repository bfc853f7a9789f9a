"""Every sentence that the program itself says in an answer. The study's words never stand here."""

from __future__ import annotations

NOT_IN_SOURCES = "The sources do not answer this."
NEAREST = "The nearest thing that they say:"
UNCLEAR = "Please say a little more: what would you like to know about the Vanguards study?"
NO_QUOTE = "No participant quote in the paper speaks to this."
NO_SUCH_SPEAKER = "Nobody who fits that is quoted in the paper. These people are: {people}."
AUTHORS_WORDS = "These are the authors' own words. No participant is quoted as saying them."
SAID_BY = "{speaker} said:"
ONLY_IN = "This stands only in “{label}”: {status}."
FROM_VERSION = "Cited from “{label}”: {status}."
PARTLY = "The sources answer a part of this only."
NOT_COVERED = "The sources do not answer this part: “{words}”."
SEVERAL_VERSIONS = "The wording in each version:"
FROM_COUNT = "{shown} of {total} participant quotes that fit are shown."
VOICES = "{voices} of the 19 participant quotes in the paper are shown here, from {pilots}."
REWORDED = "The wording changed."
UNCHANGED = "The wording did not change, apart from typesetting."
NOT_IN_ALL = "This does not stand in every version."
NOT_THERE = "Not in {labels}."
NOT_SUPPLIED = "Not in the text supplied of {labels}."
COUNTS = (
    "From “{first}” to “{last}”, passage by passage: {reworded} reworded, {added} added, {removed} not there any more, "
    "{typographic} changed in typesetting only. The differences that weigh most:"
)
PUBLISHED_IS_PART = (
    "(The published text supplied has no title page, back matter or references, so theirs count as not there.)"
)
NO_REVIEWS = "What the reviewers wrote is not in the sources. They hold the versions that were reviewed, their dates and what changed."
SUM = "{total} of the {all} interviews were with: {filter}."
EACH_PILOT = "Interviews for each pilot: {counts}. In all: {all}."
MOST = "The most interviews were held at {pilot}: {count} of {all}."
FEWEST = "The fewest interviews were held at {pilot}: {count} of {all}."
NO_QUOTE_CLOSE = "No participant quote in the paper speaks to this directly."
REFERENCES = "“{label}” lists {count} references."
TOO_LONG = "The question is too long to read with care. Please ask it in fewer than {most} characters."
