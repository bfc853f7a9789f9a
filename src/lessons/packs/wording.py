"""Every sentence of our own that stands in a pack or says why something cannot. The study's words never stand here."""

from __future__ import annotations

# What every file says.
AUTHOR = "Lessons Learnt Assistant"
LANGUAGE = "en-GB"
DEFAULT_TITLE = "Lessons from the North East Vanguards"
SUBTITLE = "A workshop pack for {audience}, {minutes} minutes"
SUBTITLE_PLAIN = "A workshop pack for {minutes} minutes"
VERIFIED = "{counts} verified against {versions}."
VERIFIED_QUOTES = {1: "{count} of {count} quote", 2: "{count} of {count} quotes"}
VERIFIED_EXCERPTS = {1: "{count} of {count} other excerpt", 2: "{count} of {count} other excerpts"}
VERIFIED_ONE_VERSION = "the {label} version"
VERIFIED_VERSIONS = "the version that each one names"
NOTHING_VERIFIED = "This file quotes nothing from the study."
OURS = "Written by us, not by the study."
OUR_CODING = "Sorted by us. The study does not sort its quotes."
PLACE = "{label}, “{section}”"
PLACE_PAGE = "{label}, “{section}”, page {page}"
YOUR_NOTE = "Note: {note}"

# Parts.
PART_TITLES = {
    "purpose": "Purpose",
    "agenda": "Agenda",
    "handouts": "Handouts",
    "cards": "Quote cards",
    "questions": "Discussion questions",
    "exercise": "Group exercise",
    "collected": "Collected passages and answers",
    "notes": "Notes for the facilitator",
    "sources": "Sources",
}
THEME = "Theme {number}: {title}"
FOUND = "What the study found"
PUT_IT = "How participants put it"
DIFFER = "Where voices differ"
POINT = "Learning point"
MESSAGE = "Message for development"
LIMITS = "What this quote does not show"
ANY_QUOTE = "These are one person’s words at one pilot. They do not show how many others would agree."
EXERCISE_KEY = "Key"
SORTS = {"barrier": "Barrier", "enabler": "Enabler", "both": "Barrier and enabler"}
AGENDA_CAPTION = "Agenda for {minutes} minutes"
KEY_CAPTION = "Key to the exercise"
COUNTS_CAPTION = "Quotes printed in the {label} version, by theme and pilot"
COUNTS_NOTE = "A count of printed quotes does not say how many people held a view."
COLUMNS_AGENDA = ("Minutes", "Step", "What happens")
COLUMNS_KEY = ("Quote", "Ours", "Why")
COLUMNS_COUNTS = ("Theme",)
AUDIENCE = "For"
LENGTH = "Length"
MINUTES = "{minutes} minutes"
THEMES = "Themes"
AIM = "Aim"
TIMING = "Timing"
CHALLENGES = "What people may say, and a reply"
TIPS = "Worth remembering"
PILOTS = "The pilots"
STATUS = "Status"
LICENCE = "Licence"
NOTHING_IN_PACK = "The pack is empty: choose a theme, or add a quote, a passage or an answer."

# Word.
CONTENTS = "Contents"
CONTINUED = "{title}, continued"
TABLE_LABEL = "Table"
PAGE_OF = ("Page ", " of ")
OPENING_QUESTION = "A question to begin with"
IN_THESE_WORDS = "Every sentence of this handout stands in the paper in these words. From: {places}."
POINTS_CAPTION = "Learning points and messages for development"
EXERCISE_CAPTION = "Quotes to sort: tick one or both"
COLUMNS_EXERCISE = ("No.", "Quote", "Barrier", "Enabler")
COLUMNS_WORD_KEY = ("No.", "Speaker", "Ours", "Why")
VERSION_PAGE = "{label}, page {page}"
TICK_BOX = "☐"
KEEP_BACK = "Keep this page back until the groups have sorted the quotes."
COLUMNS_TIMING = ("From minute", "Minutes", "Step")
COLUMNS_CHALLENGES = ("Theme", "What people may say", "A reply")
COLUMNS_PILOTS = ("Short name", "Full name")
COUNTS_ALL = "All"
SPAN = "{starts}–{ends}"

# Markdown.
CARD = "Card {number}"
CARD_PILOT = "Pilot"
LIMITS_ARE_OURS = "“What this quote does not show” is written by us, not by the study."

# Why an item is not exported.
NO_DOCUMENT = "There is no document “{document}” here any more: remove this item."
MOVED_WORDS = "These words now stand at another place of “{label}”: remove this item and add it again."
OTHER_VERSION = "These are the words of “{other}”, not of “{label}”: remove this item and add it again."
OTHER_WORDS = "These words do not stand in “{label}”: remove this item."
OTHER_SPEAKER = "The source names another speaker ({speaker}): remove this item and add it again."
AUTHORS_WORDS = "The source gives these words to the authors, not to a participant: remove this item and add it again."
MIXED_WORDS = "This mixes a participant’s words with the authors’: remove this item and add it again."
CUT_WORD = "This begins or ends inside a word: remove this item and add it again."
UNVERIFIED = "{count} of {total} items cannot be verified, so no file was made: remove them or add them again."
UNVERIFIED_ITEM = "Item {position} (“{words}…”): {problem}"

# Files that cannot be used.
NOT_A_BASKET = "This is not a basket that was saved here: choose a file that ends in .basket.json."
OTHER_FORM = "This basket was saved by another version of the program: collect the items again."
FILE_TOO_LARGE = "This file is too large for a basket: choose one that was saved here."
TOO_MUCH = "This basket holds more than a basket can: choose one that was saved here."
NOT_A_TEMPLATE = "This is not a .{ending} file that can be used as a template: choose another one."
TEMPLATE_TOO_LARGE = "This template is larger than {most} MB: choose a smaller one."
TEMPLATE_TOO_LARGE_UNPACKED = "This template unpacks to more than a template needs: choose a smaller one."

# Slides.
PURPOSE_AND_AGENDA = "Purpose and agenda"
AGENDA_FOR = "Agenda for {minutes} minutes"
OPENING = "To begin with:"
VOICE = "{theme}: a voice from {pilot}"
FOUND_ON = "What the study found on theme {number}"
POINTS = "Learning points and messages"
GATHERED = "From what was collected"
PASSAGES = "Collected passages"
SAME_TITLE = "{title} ({count})"
STEP = "{starts}–{ends} min:"
AUTHORS_OWN = "The authors’ own words. The notes say where they stand."
PLACES_IN_NOTES = "The study’s own words. The notes say where they stand."
POINTS_KEY = "In bold: the learning point. After it: the message for development. The authors’ own words."
LIMITS_OURS = "{limits} ({ours})"
SORT_INTO = "Sort {count} quotes: barrier, enabler, or both."
QUOTES_ON_CARDS = "The quotes are in the Word handout, the key is in the notes."
COUNTS_ALT = "Bar chart: {caption}. {rows}"
COUNTS_ROW = "{theme}: {numbers}."
PILOT = "{short}: {name}"
PILOT_NAME = "{short}: {name}."
LEFT_OUT = {
    1: "{count} more quote of this pack is in the Word handout and in Markdown.",
    2: "{count} more quotes of this pack are in the Word handout and in Markdown.",
}
SOURCE_STATUS = "Status: {status}. Licence: {licence}."

# Speaker notes. What to say or do with a slide, by its kind.
SAY = {
    "title": "Show this slide while people arrive. Say who you are, and which study the quotes are from.",
    "purpose": "Say what the workshop is for. Ask the opening question and hear a few answers before you go on.",
    "agenda": "Go through the steps briefly, and say when you will end.",
    "chart": "Say what was counted: quotes that the paper prints. The pilots differ in how often they are quoted. "
    "That does not say how many people held a view.",
    "found": "Give people a minute to read. Ask which of these they know from their own work.",
    "quote": "Read the quote aloud, or ask somebody to. Leave a moment of silence. Then ask: what do you hear in it?",
    "differ": "Ask who sees it the one way and who the other. Both belong in the room.",
    "points": "Let people choose one point. Ask what it would take to do this where they work.",
    "questions": "Choose one or two questions. Let people talk in pairs first, then hear some of them.",
    "exercise": "Put people into groups of three to five and hand out the quotes. Give the key only when they have sorted.",
    "gathered": "Say why you collected this. Give people time to read it.",
    "sources": "Say where the words are from and what state the document is in. Leave this slide up for questions.",
}
WHEN = "Time: minutes {starts} to {ends} of {minutes} ({title})."
STANDS_AT = "Where it stands: {places}"
STAND_AT = "Where the words stand: {places}"
REFERENCE = "Reference: {reference}"
SOMEBODY_SAYS = "On “{theme}”, somebody may say: {challenge}"
REPLY = "A reply: {reply}"
AIM_NOTE = "Aim: {aim}"
KEY_NOTE = "Key: quote {number} ({speaker}): {sorts}. {because}"
NOT_SHOWN = "There was no room for everything: what is not on this slide stands in the Word handout and in Markdown."
ALL_QUESTIONS = "All questions on {theme}: {questions}"
NO_USABLE_LAYOUT = "This template has no layout with a title and enough room for text: choose another one."
