"""Every sentence that the program itself says in an answer. The study's words never stand here."""

from __future__ import annotations

CAUTION = "Can be wrong. Check the source. Not clinical advice."
NOT_IN_SOURCES = "The sources do not answer this."
NEAREST = "They come nearest to it in “{section}”."
UNCLEAR = "Please say a little more: what would you like to know about the Vanguards study?"
NO_SUCH_SPEAKER = "Nobody who fits that is quoted in the paper. These people are: {people}."
AUTHORS_WORDS = "The words shown before are the authors' own. No participant is quoted as saying them."
SAID_BY = "{speaker} said:"
FROM_VERSION = "Cited from “{label}”: {status}."
NOT_COVERED = "The sources do not answer this part: “{words}”."
FROM_COUNT = "{shown} of {total} participant quotes that fit are shown."
REWORDED = "The wording changed."
UNCHANGED = "The wording did not change, apart from typesetting."
NOT_IN_ALL = "This does not stand in every version."
NOT_THERE = "Not in {labels}."
NOT_SUPPLIED = "Not in the text supplied of {labels}."
COUNTS = (
    "From “{first}” to “{last}”, passage by passage: {reworded} reworded, {added} added, {removed} not there any more, "
    "{typographic} changed in typesetting only.{part} The differences that weigh most:"
)
PUBLISHED_IS_PART = (
    " (The published text supplied has no title page, back matter or references, so theirs count as not there.)"
)
NO_REVIEWS = "What the reviewers wrote is not in the sources. They do show what changed after the review."
ASK_AFTER_REVIEW = "What changed between the first submission and the revision?"
SUM = "{total} of the {all} interviews: {filter}."
EACH_PILOT = "Interviews for each pilot: {counts}. In all: {all}."
EACH_PILOT_OF_ROLE = "For each pilot: {counts}. In all: {all} of {every}."
WITH_ROLE = " with {role}"
MOST = "The most interviews{role} were held at {pilot}: {count} of {all}."
FEWEST = "The fewest interviews{role} were held at {pilot}: {count} of {all}."
REFERENCES = "“{label}” lists {count} references."
TOO_LONG = "The question is too long to read with care. Please ask it in fewer than {most} characters."
VOICES = "The paper prints {quotes} quotes with these passages, from {people} people at {pilots}."
VOICES_SHOWN = "{quotes} quotes are shown, from {people} people at {pilots}."
ONE_VOICE = (
    "The paper prints {quotes} with these passages, from one person at {pilot}. One person’s words are not everyone’s."
)
ONE_VOICE_SHOWN = "{quotes} from one person at {pilot}: one person’s words are not everyone’s."
ONE_QUOTE = "one quote"
QUOTES_OF_ONE = "{quotes} quotes"
ONE_PILOT = "one pilot"
PILOTS = "{count} of the {all} pilots"
NO_VOICE = "The paper prints no quote with these passages: they are the authors’ words."
POINT_JOINED = "Our own coding joins the learning point “{point}” to {themes}."
POINT_UNVOICED = "No participant quote in the paper speaks to the learning point “{point}”."
