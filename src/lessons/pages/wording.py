"""Every word of the page itself, apart from the study's words and the sentences of an answer (``lessons.phrases``)."""

from __future__ import annotations

from lessons import phrases
from lessons.domain import ChunkKind, StatementKind, Status
from lessons.revisions import Change

TITLE = "Lessons Learnt Assistant"
PURPOSE = "What five NHS Vanguards in the North East of England learnt, in the words of the study."
CAUTION = phrases.CAUTION
LOCAL = "Runs on this computer. Nothing that you type leaves it."
REMOTE = "What you type is sent to the model service that is set up for this page."

ASK_PAGE = "Ask"
THEMES_PAGE = "Themes"
VERSIONS_PAGE = "Versions"
PACKS_PAGE = "Packs"
SOURCES_PAGE = "Sources"
QUALITY_PAGE = "Quality"
ABOUT_PAGE = "About"
THIS_PAGE = "(this page)"

# The page Ask

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

GIST = "In short, in the study’s words"
GIST_WRITTEN = "In short, written by {model}"
WRITING = "Writing a summary. Each sentence is checked before it is shown."
STILL_WRITING = "Still writing"
STOP_WRITING = "Stop"
WRITTEN = "Written by a model. Every sentence was checked."
SUMMARY_CAME = {True: "Summary ready", False: "No summary is shown"}
MORE_POINTS = "More of what it found"
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
STOPPED = "Stopped. Your question is back in the line below. Change it or send it again."
TOO_MANY = "That was a lot of questions in one minute. Wait a moment, then send this one again."
LINKED = "A link brought this question. Send it to see the answer."

RATE = "Was this answer of use?"
RATED = "Thank you. Your question and this rating are kept in a file on this computer."
REASON = "What was good or wrong about it? You can leave this out."
SEND_REASON = "Add this"
LINK = "Link"
LINK_HELP = "This address opens the page with your question ready to send. It holds the question itself."
EDIT = "Edit and ask again"
REPLACING = "Change your question below and send it. The new answer takes the place of this one."
KEEP_AS_IT_IS = "Keep it as it is"
SAVE = "Save"
SAVE_HELP = "The questions and answers on this page, with every source."
SAVE_WORD = "Word"
SAVE_MARKDOWN = "Markdown"
FILE_NAME = "vanguards-questions-and-answers"
EARLIER = "Earlier"
EARLIER_HELP = "Your earlier conversations. They are gone when you close this page."
CLEAR_HISTORY = "Clear all of them"
READ_ON = "Read it in the whole text"

ABOUT_EXTRACTIVE = (
    "No language model wrote this answer. Its sentences are taken from the documents and were checked against them, "
    "letter by letter, before they were shown. The choice of sentences is a program’s. It can miss something or pick "
    "the wrong place. Open the sources before you rely on it."
)
ABOUT_WRITTEN = (
    "A language model wrote sentences of this answer. Each was checked against the places that it names. "
    "It can still be wrong. Open the sources before you rely on it."
)
ABOUT_COUNTS = "{model} wrote the summary. Sentences kept after the check: {kept}. Left out: {dropped}."
ABOUT_NOT_SHOWN = (
    "{model} was asked for a summary, which is not shown. Sentences that passed the check: {kept}. Left out: {dropped}."
)
UNDERSTOOD = "Understood as: {question}"
PUT_BY_MODEL = "The model put the question as: {question}"
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

# The page Themes

THEMES_START = "The study found six themes. Open one to read what stands under it."
THEMES_NONE = "There are no themes in these documents. Ask a question on the first page instead."
THEMES_UNKNOWN = "There is no such theme. Choose one of these."
THEMES_OPEN = "Open theme {number}"
THEMES_OPENED = "Theme {number} is open"
THEMES_ALL = "All themes"
THEMES_PREVIOUS = "Previous theme"
THEMES_NEXT = "Next theme"
THEMES_READ_SECTION = "Read the whole section"
THEMES_READ = "Read in the paper"
THEMES_QUOTES = {1: "1 quote", 2: "{count} quotes"}
THEMES_PILOTS = {1: "1 pilot", 2: "{count} pilots"}

THEMES_QUOTES_HEADING = "What participants said"
THEMES_PILOT = "Pilot"
THEMES_ROLE = "Role"
THEMES_SHOWN = "{shown} of {total} quotes shown"
THEMES_NO_QUOTES = "No quote under this theme fits. Choose another pilot or role, or show all quotes."
THEMES_NO_QUOTES_AT_ALL = "No participant is quoted under this theme."
THEMES_SHOW_ALL = "Show all quotes"

THEMES_SAYS_HEADING = "What the study says"
THEMES_SAYS_NOTE = (
    "The sentences are the paper’s. We sorted them into barriers, enablers and other findings. "
    "That sorting is ours, not the study’s."
)
THEMES_KINDS = {
    "barrier": ("Barriers", "We found no sentence under this theme that speaks of a barrier."),
    "enabler": ("Enablers", "We found no sentence under this theme that speaks of something that helped."),
    "finding": ("Other findings", "Every sentence under this theme is a barrier or an enabler in our sorting."),
}
THEMES_POINTS_HEADING = "Learning points"
THEMES_POINTS_NOTE = "The words are the paper’s. We chose the theme and the quotes for each point."
THEMES_NO_POINTS = "None of the paper’s learning points belongs to this theme in our sorting."
THEMES_MESSAGE = "Message for development"
THEMES_VOICES = "Quotes that speak to it"
THEMES_NO_VOICES = "No quote speaks to it."
THEMES_DIFFERING_HEADING = "Where voices differ"
THEMES_DIFFERING_NOTE = "The paper does not list who disagreed. A program picked the sentences in which it says that some, many or one held a view."
THEMES_NO_DIFFERING = "The paper names no view under this theme as held by only some."
THEMES_ASK_HEADING = "Questions to ask"
THEMES_ASK_NOTE = "Our questions. The study speaks to each of them. The answer opens on the page Ask."
THEMES_OUTSIDE = "Outside the six themes"
THEMES_OUTSIDE_NOTE = "The paper lists this learning point too. We found no theme that it belongs to."

THEMES_MATRIX = "Who is quoted where"
THEMES_MATRIX_NOTE = "How many quotes of each pilot stand under each theme. The stronger the colour, the more quotes."
THEMES_MATRIX_ALT = "Quotes by theme and pilot. {rows} The table below the chart holds the same numbers."
THEMES_MATRIX_ROW = "Theme {number}: {counts}."
THEMES_MATRIX_TABLE = "The same as a table"
THEMES_MATRIX_CAPTION = "Quotes by theme and pilot"
THEMES_MATRIX_TOTAL = "All"
THEMES_MATRIX_MANY = "A quote is one person’s view. The numbers show who is quoted, not who spoke most."

# The page Versions

VERSIONS_LEAD = "What changed from one version of the study to the next, passage by passage."
ONE_VERSION = "Only one version of the study is here, so there is nothing to compare it with."
MANUSCRIPT = "Manuscript {number}"
NO_NUMBER = "No manuscript number given"
NO_VERSION_DATE = "No date given"
DAYS_LATER = "{days} days later"
FROM_VERSION = "From"
TO_VERSION = "To"
SECTION = "Section"
ALL_SECTIONS = "All sections"
NO_SUCH_VERSION = "That address names a version that is not here. The ones below are compared instead."
NO_SUCH_SECTION = "These two versions have no such section, so all sections are shown."
NO_SUCH_KIND = "That address names a kind of change that is not known, so the usual kinds are shown."
SAME_VERSION = "“{label}” cannot be compared with itself, so its neighbour was taken for the other one."
WRONG_WAY_ROUND = "“{earlier}” came before “{later}”, so the two were put in that order."
VERSIONS_SUMMARY = (
    "From “{earlier}” to “{later}”, {total} passages: {reworded} reworded, {added} added, {removed} not there any more, "
    "{moved} moved, {typographic} changed in typesetting only, {unchanged} unchanged."
)
KINDS_SHOWN = "Show"
CHANGES = {
    Change.REWORDED: "Reworded",
    Change.ADDED: "Added in {later}",
    Change.REMOVED: "Not in {later} any more",
    Change.MOVED: "Moved",
    Change.TYPOGRAPHIC: "Typesetting only",
    Change.UNCHANGED: "Unchanged",
}
KINDS_COUNTED = {**CHANGES, Change.REMOVED: "Not in {later}"}
CHANGE_NOT_SUPPLIED = "Not in the text supplied of {later}"
PART_NOT_SUPPLIED = "The text supplied of {later} does not have this part."
CHANGED_PARTS = {
    ChunkKind.HEADING: "Heading",
    ChunkKind.QUOTE: "Quote",
    ChunkKind.ROW: "Table row",
    ChunkKind.REFERENCE: "Reference",
}
SIDE_BY_SIDE = "Both wordings side by side"
MOVED_WITHIN = "The same words, in another place than in {earlier}."
MOVED_FROM = "The same words. In {earlier} they stand in “{section}”."
READ_IN = "Read in {label}"
NEW_TAB = "opens in a new tab"
LINKS_OPEN = "Links open the text in a new tab."
HEARD_REMOVED = "removed:"
HEARD_ADDED = "added:"
HEARD_END = "end of change."
CHANGES_SHOWN = "Showing {shown} of {total}."
SHOW_ALL_CHANGES = "Show all {total}"
NO_CHANGES = "Nothing in “{section}” changed in the ways that you chose."
NO_KINDS = "No kind of change is chosen. Choose at least one above."
CLEAR_FILTER = "Clear the filter"

# The page Packs, and the buttons of other pages that collect for it

PACKS_COUNT = "Packs ({count})"
ADD_TO_PACK = "Add to pack"
ADD_ALL_TO_PACK = "Add all its quotes to pack"
IN_PACK = "In your pack"
IN_PACK_AGAIN = "(choose again to take it out)"
REMOVED = {1: "1 item was removed.", 2: "{count} items were removed."}
EMPTIED = "The basket was emptied."
BASKET_OPENED = "The basket in “{file}” took the place of the one before."
UNDO = "Undo"
BASKET_UNREADABLE = (
    "Your basket cannot be read ({reason}). Mend the folder {folder}. Until then this page begins with an empty one."
)
BASKET_UNKEPT = (
    "Your basket cannot be kept ({reason}). Make room in {folder}. Until then it is gone when you close this page."
)
BASKET_DAMAGED = (
    "The file of your basket was damaged, so you begin with an empty one. The damaged file is kept as {file}."
)
BASKET_FULL = "There is no room for this in your basket. Remove something from it first."
BASKET_UNFIT = "This change could not be kept. Your basket is as it was before. Reload the page and try again."
BASKET_MOST = "A basket holds {most} items, so not everything was added."

PACKS_LEAD = "Collect evidence for a workshop, then take it away as a handout, slides or plain text."
PACKS_KEPT = (
    "Your basket is kept in a file on the computer that runs this page, for this browser only. "
    "It is removed when you have not changed it for a year."
)
PACKS_NOT_KEPT = "Your basket cannot be kept here, so it is gone when you close this page. Save it as a file."
PACKS_EMPTY = "Nothing is in your pack yet"
PACKS_HOW = (
    "Under an answer, a quote or a passage, choose “Add to pack”. What you add is listed here.",
    "Or start with all quotes of a theme, and remove what you do not need:",
)
PACKS_START = "Theme {number}: {title}"
PACKS_ADD_THEME = "Add the quotes of a theme"
PACKS_START_ALL = "All themes"
PACKS_COLLECTED = "Collected"
PACKS_PREVIEW = "Preview"
PACKS_PREVIEW_NAME = "Preview of the pack"
PACKS_TABLE = "Table"
PACKS_PREVIEW_NONE = "The preview is here as soon as the flagged items are removed."
ITEM_KINDS = {"quote": "Quote", "passage": "Passage", "answer": "Answer"}
ITEM_PLACES = {1: "1 excerpt", 2: "{count} excerpts"}
ITEM_FLAGGED = "Cannot be verified"
ITEM_UP = "Up"
ITEM_DOWN = "Down"
ITEM_MOVED = "Now item {place} of {count}."
ITEM_NOTE = "Note"
ITEM_NOTE_LABEL = "Your own note. It stands in the pack, marked as a note."
ITEM_NOTE_SHOWN = "Your note: {note}"
ITEM_REMOVE = "Remove"
FLAGGED = {
    1: "1 item cannot be verified, so no file is made. Its reason stands below it.",
    2: "{count} items cannot be verified, so no file is made. The reason stands below each.",
}
FLAGGED_REMOVE = {1: "Remove this item", 2: "Remove these items"}
BASKET_EMPTY = "Empty the basket"

PACKS_CHOICES = "Your workshop"
PACK_TITLE = "Title"
PACK_AUDIENCE = "For"
PACK_LENGTH = "Length in minutes"
PACK_PURPOSE = "Purpose"
PACK_PURPOSE_OURS = "Leave this empty to use our words for this audience."
PACK_THEMES = "Themes with a handout and questions"
PACK_THEMES_FOLLOW = "Those of your items"
PACK_THEMES_SOME = "Those of your items: {numbers}"
PACK_PARTS = "Parts and their order ({count} of {total})"
PACK_PARTS_NOTE = "A part with nothing to show is left out by itself."
PART_EARLIER = "Move {part} up"
PART_LATER = "Move {part} down"
PACKS_DOWNLOAD = "Take it away"
PACKS_NO_PARTS = "None of the chosen parts has anything to show. Choose more parts, or collect something."
PACKS_FLAGGED = "No file is made while an item cannot be verified. Remove the flagged items first."
FORMAT_NAMES = {"docx": "Word", "pptx": "PowerPoint", "md": "Markdown"}
FORMAT_CSV = "Quotes as CSV"
FORMAT_FILE = "workshop-pack"
FORMAT_CSV_FILE = "workshop-quotes"
TEMPLATES = "Use a house template"
TEMPLATES_NOTE = (
    "Your own Word or PowerPoint file. The pack takes over its styles. It is forgotten when you close this page."
)
TEMPLATE_NAMES = {"docx": "Word file (.docx)", "pptx": "PowerPoint file (.pptx)"}
TEMPLATE_USED = "In use: {file}"
TEMPLATE_FORGET = "Do not use it"
BASKET_SAVE = "Save or open a basket"
BASKET_SAVE_NOTE = "The basket as a small file, to go on with on another computer or to pass on."
BASKET_SAVE_BUTTON = "Save this basket"
BASKET_FILE = "workshop"
BASKET_OPEN = "Open a basket (.basket.json)"
BASKET_OPEN_NOTE = "It takes the place of the one that you have. Every item is checked."

# The page Sources

SOURCES_INTRODUCTION = "Every text that answers come from. Open one to read it from beginning to end."
READ = "Read: {label}"
ALL_SOURCES = "All sources"
CITE = "Cite: {label}"
CITE_STATUS = "Status: {status}. The reference is in Vancouver style."
CITE_RIS = "RIS"
CITE_BIBTEX = "BibTeX"
FACT_STATUS = "Status"
FACT_DATE = "Date"
FACT_NUMBER = "Manuscript number"
FACT_DOI = "DOI"
FACT_REFERENCE = "Reference"
FACT_LICENCE = "Licence"
FACT_HOLDS = "Holds"
FACT_FILE = "File"
FACT_HASH = "Fingerprint of the file (SHA-256)"
NO_DATE = "Not stated"
CONTENTS = "Contents"
PARTICIPANT = "A participant’s words"
PAGE_BEGINS = "Page {number} begins here"
PAGE_BEGINS_BELOW = "Page {number} begins in the paragraph below"
PAGE_ENDS = "Page {number} ends above"
LINK_PART = "Link to this part"
LINK_QUOTE = "Link to this quote"
LINK_TABLE = "Link to this table"
SEARCH_TEXT = "Search in this text"
FOUND = "{number} of {total}"
FOUND_NOTHING = "No place holds these words."
FOUND_NOTHING_HELP = "Try fewer words, or only the beginning of a word."
FOUND_NOTHING_SHOWN = "Only a part of the text is shown. Choose “{everything}” to search all of it."
FOUND_PREVIOUS = "Previous"
FOUND_NEXT = "Next"
FOUND_SAY = "Place {number} of {total}"
SHOW = "Show"
SHOW_PARTS = {"everything": "All", "quotes": "Quotes ({count})", "tables": "Tables ({count})"}
PASSAGE = "This passage"
PASSAGE_OPENED = "The passage is highlighted"
PASSAGE_ADDRESS = "The address of this page leads straight to this passage."
PASSAGE_CLOSE = "Remove highlight"
PASSAGE_ELSEWHERE = "The same passage in"
SAME_WORDS = "{label}, in the same words"
OTHER_WORDS = "{label}, reworded"
NO_COUNTERPART = "{label}: nothing there was matched with it."
UNKNOWN_DOCUMENT = "The address names a document that is not here. Choose one of these."
UNKNOWN_PASSAGE = "The address names a place that this text does not have. Here is the text from its beginning."
WIDENED_PASSAGE = "The words that the address names cannot stand alone. Here is the sentence that they begin in."

# The page Quality

QUALITY_HEADING = "How well it answers"
QUALITY_INTRO = (
    "The assistant is tried on a fixed set of test questions. Each answer is compared with the evidence that it should "
    "show. Those who wrote the questions had not seen how the program works."
)
RECORD_UNREADABLE = "The file {file} cannot be opened. Mend its permissions, or run the evaluation again."
RECORD_BROKEN = "The file {file} is damaged or only half written. Run the evaluation again."
NO_RECORD = "There are no figures in this copy yet. Run the evaluation to make them."
NOT_RUN_HERE = "This copy has not been evaluated on this computer. These figures came with the program. They were measured on {date}."
RUN_ON = "Run on {date}."
VERDICTS = {
    "green": ("Passed", "Nothing got worse unnoticed, and every figure that has a floor reaches it."),
    "red": ("Not passed", "This is why:"),
    "unstable": ("No verdict", "The model that judged the answers cannot be relied on. This is why:"),
    "baseline": ("Not run here", ""),
}
NO_GATE = ("For information", "This kind of run has no pass mark.")
UNKNOWN_VERDICT = "Verdict: {verdict}"
OUT_OF_DATE = "These figures are out of date. {what} changed since. Run the evaluation again."
HASHED = {
    "corpus": "The documents",
    "codebook": "The coding of the documents",
    "golden": "The test questions",
}
LIST_AND = " and "

HEADLINE = "{right} of {total} test questions were answered right."
HEADLINE_SHARE = "{share} of the test questions were answered right."
RANGE = "By chance alone this could lie between {low} and {high}."

REPEAT = "Run it yourself"
REPEAT_HOW = "In the program’s folder, this installs what is needed and runs everything:"
REPEAT_SAME = "Once that is installed, this repeats the run shown here:"
REPEAT_REPORT = "The full report is then in build/evals/report.html."

FLOORS_EXPLAINED = (
    "Floor: the least that a figure has to reach. Before: the figure that was kept for comparison. "
    "A point is one answer in a hundred."
)
MEASURE_COLUMNS = ("What is measured", "Figure", "Answers looked at", "Floor", "Before", "Change")
MEASURE_GROUPS = (
    (
        "What you notice",
        (
            "correct",
            "evidence",
            "required_content",
            "forbidden_content",
            "missed_refusal",
            "wrong_refusal",
            "follow_up",
            "version",
        ),
    ),
    (
        "What must always hold",
        (
            "quote_fidelity",
            "citation_location",
            "speaker",
            "citation_recall",
            "citation_precision",
            "length",
            "repetition",
            "determinism",
        ),
    ),
)
MEASURE_REST = "More figures, for those who work on it"
MEASURES = {
    "correct": (
        "Answers that are right",
        "The right kind of answer, with the evidence that it needs and nothing false.",
    ),
    "evidence": ("Right evidence shown", "The passages that a right answer needs are among its sources."),
    "required_content": ("Says what it must", "Names and numbers that the answer needs are in it."),
    "forbidden_content": ("Avoids what it must not say", "Words that would make the answer wrong are not in it."),
    "missed_refusal": ("Says when there is no answer", "Asked about what the study does not cover, it says so."),
    "wrong_refusal": ("Answers when the study does", "It does not turn down a question that the study answers."),
    "follow_up": ("Follow-up questions answered right", "Short questions are understood from those before them."),
    "version": ("Takes the version that was meant", "Its sources stand in the version that was asked about."),
    "quote_fidelity": ("Quotes word for word", "Every excerpt and quote stands in its document letter for letter."),
    "citation_location": ("Sources stand where it says", "The version, section and page that it names are right."),
    "speaker": ("Quotes with the right speaker", "Each quote names the speaker as the paper prints it."),
    "citation_recall": ("Sentences backed by their sources", "What a sentence says stands in the sources it names."),
    "citation_precision": (
        "Sources that back their sentence",
        "No source is named that does nothing for its sentence.",
    ),
    "length": ("Short enough to read", "No answer is longer than 600 words."),
    "repetition": ("Says nothing twice", "No sentence stands in an answer two times."),
    "determinism": ("The same answer each time", "Every tenth question is asked three times and answered the same."),
    "mrr": (
        "How early the evidence comes",
        "At 100% the first source is always the one looked for. At 50% the second is.",
    ),
    "span_recall_1": ("Evidence in the first source", "How much of the evidence looked for comes first."),
    "span_recall_3": ("Evidence in the first 3 sources", "How much of the evidence looked for comes this early."),
    "span_recall_5": ("Evidence in the first 5 sources", "How much of the evidence looked for comes this early."),
    "span_recall_10": ("Evidence in the first 10 sources", "How much of the evidence looked for comes this early."),
    "semantic_similarity": ("Answer close to the evidence", "How alike they are in meaning, for every tenth question."),
    "context_precision": (
        "Sources that were looked for",
        "Answers show more than the evidence looked for, so this is far from 100%.",
    ),
    "context_recall": ("Evidence that is shown", "How much of the evidence looked for is among the sources."),
    "judged_faithfulness": ("Judged: true to the sources", "A language model compared answers with their sources."),
    "judged_groundedness": ("Judged: backed by the sources", "A language model compared answers with their sources."),
    "judged_context_recall": ("Judged: evidence shown", "A language model looked for what the answer leaves out."),
    "judged_relevancy": ("Judged: answers the question", "A language model compared answers with their questions."),
    "judged_factual_correctness": ("Judged: facts are right", "A language model compared answers with the right ones."),
}
LOOKED_AT = "{scored} of {total}"
NOT_MEASURED = "not measured"
NO_FLOOR = "none"
FLOOR_HELD = "{floor}, reached"
FLOOR_MISSED = "{floor}, not reached"
SAME = "the same"
BETTER = "{points} better"
WORSE = "{points} worse"
POINTS = "{points} points"
ONE_POINT = "1 point"
HARDLY = "less than 0.1 points"

KINDS_HEADING = "By kind of question"
KINDS_INTRO = (
    "Half of the questions may be looked at while the program is improved. The other half is kept unseen, "
    "so that its figures do not flatter. A thin line shows how far a figure could be off by chance."
)
KIND_COLUMN = "Kind of question"
ALL_KINDS = "All questions"
HALVES = {"tune": "Used for improving", "unseen": "Kept unseen"}
RIGHT_OF = "{right} of {total} right, {share}"
RIGHT_RANGE = "({low} to {high})"

FAILURES_HEADING = "Answers that are not right"
FAILURES_INTRO = "Of the questions used for improving. Each shows what was expected beside what was given."
FAILURES_INTRO_ALL = "Of all questions. Each shows what was expected beside what was given."
NO_FAILURES = "None. Every answer of this run passed."
NO_FAILURES_TUNE = "None among the questions used for improving."
NO_RESULTS = "This needs a run on this computer. Run the evaluation to see questions side by side."
FAILURES_COUNT = "{shown} of {total} are shown."
SHOW_MORE = "Show {count} more"
SHOW_UNSEEN = "Show the unseen half too"
SHOW_UNSEEN_HELP = (
    "Half of the questions stay unseen to those who improve the program. If they looked, the program would be fitted to "
    "them and its figures would flatter. Switch this on only if you do not work on it."
)
EXPECTED = "Expected"
GIVEN = "Given"
NOT_RIGHT = "What is not right"
ASKED_BEFORE = "Asked before"
EVIDENCE = "Evidence"
EVIDENCE_ONE_OF = "Evidence, one of these"
MUST_SAY = "Must say"
MUST_NOT_SAY = "Must not say"
OR = " or "
BROKE = "The program broke: {error}"
NO_REASON = "no reason was noted"
STATUSES = {
    Status.ANSWERED.value: "Answered",
    Status.PARTLY_ANSWERED.value: "Answered in part",
    Status.NOT_IN_SOURCES.value: "Not in the sources",
    Status.UNCLEAR.value: "Asks back",
}
READ_ALL = "Read the rest of the answer"

# The page About

REMOTE_HOST = "What you type is sent to {host}, the model service that is set up for this page."

ABOUT_HEADING = "About this assistant"
ABOUT_CONTENTS = "On this page"
ABOUT_SECTIONS = {
    "how": "How it works",
    "limits": "What it cannot do",
    "flow": "Where your words go",
    "record": "Transparency record",
    "access": "Accessibility statement",
    "privacy": "Privacy",
    "licences": "Fonts and licences",
    "version": "Version",
    "contact": "Contact",
}

HOW_INTRO = "From your question to an answer in seven steps. The same steps are told in words below the picture."
HOW_STEPS = (
    ("Your question", "You ask in your own words."),
    ("What is asked", "The program works out what you are after, such as a theme, a number, a quote or a change."),
    ("Passages found", "It searches the passages of the documents for those that fit, by meaning and by words."),
    ("Is it enough?", "It weighs whether they answer the question. If not, it says so and names what comes nearest."),
    ("Answer built", "It puts sentences and quotes of the documents together."),
    ("Checked", "It compares every excerpt with the document, letter by letter. What does not match is not shown."),
    ("Answer with sources", "You read the answer, and can open each source where it stands."),
)
HOW_DOCUMENTS = "The documents"
HOW_REFUSED = "“Not in the sources”"
HOW_EXTRACTIVE = "No language model writes any of it."
HOW_WRITTEN = (
    "Then {model} writes a short summary of it. Each sentence has to pass a check against the places that it names. "
    "What does not pass is not shown. The study’s own words always stand below."
)
HOW_WITHOUT = "No language model writes any of it at present. {problem}"

LIMIT_EXTRACTIVE = "It arranges the study’s own sentences. It does not sum them up in new words."
LIMIT_WRITTEN = "Its summary can leave out what matters. The check stops most false sentences, but not every one."
LIMITS = (
    "It knows only the documents that the page Sources lists. It has not heard of anything else.",
    LIMIT_EXTRACTIVE,
    "It can miss a passage, or pick one that is beside the point. The page Quality says how often.",
    "It can misread a question. Short follow-up questions go wrong most often.",
    "The study rests on 66 interviews at five pilots. Quotes show what people thought, not how many thought so.",
    "It does not judge whether the study is right, or whether it fits your own setting.",
    "It reads and answers in English only.",
    "It gives no clinical, legal or financial advice.",
)

FLOW_SERVER = "“This computer” is the one that runs the program. If somebody else runs it for you, what you type reaches their computer."
FLOW_NO_OTHERS = "The page itself loads nothing from other web sites. Its fonts and scripts come with the program."
FLOW_PERSONAL = "Please do not type names of patients or other personal details."

RECORD_INTRO = (
    "This follows the headings of the UK’s Algorithmic Transparency Recording Standard (ATRS), version 3.0 of March 2024. "
    "It is a draft for the organisation that runs this copy. It has not been published anywhere else."
)
RECORD_OWNER = "Only the organisation that runs this copy can fill this in."
RECORD_NO_NETWORK = "It needs no network."
RECORD_NETWORK = "It sends questions and passages to a language model at {host}."
RECORD_NO_WRITER = "No language model writes."
RECORD_WRITER = "A language model, {model}, writes summaries. Each sentence has to pass a check."
RECORD_SECTIONS = (
    (
        "Tier 1: Overview",
        (
            ("1.1 Name", TITLE),
            (
                "1.2 Description",
                "Answers questions about one study of five NHS Vanguards, in the study’s words and with its sources. "
                "It helps people to find evidence and to check it. It decides nothing about anyone.",
            ),
            ("1.3 Website URL", RECORD_OWNER),
            ("1.4 Contact email", "{contact}"),
        ),
    ),
    (
        "Tier 2: Owner and responsibility",
        (
            ("2.1.1 Organisation or department", RECORD_OWNER),
            ("2.1.2 Team", RECORD_OWNER),
            ("2.1.3 Senior responsible owner", RECORD_OWNER),
            (
                "2.1.4 External supplier involvement (with 2.1.4.1 to 2.1.4.5)",
                "The program needs no supplier to run. " + RECORD_OWNER,
            ),
        ),
    ),
    (
        "Tier 2: Description and rationale",
        (
            ("2.2.1 Detailed description", "See “How it works” on this page."),
            (
                "2.2.2 Scope",
                "Finding, reading and passing on what the study says. It is not meant for decisions about patients, staff "
                "or contracts, nor for questions outside the study.",
            ),
            (
                "2.2.3 Benefit",
                "Evidence is found in seconds, with the exact place to check it. What the study does not say is told apart "
                "from what it does.",
            ),
            ("2.2.4 Previous process", "Reading the paper and its two earlier versions, and searching them by hand."),
            (
                "2.2.5 Alternatives considered",
                "A language model that writes the answers. It was left out by default because it can put words into "
                "people’s mouths. Plain word search was left out because people ask in other words than the study’s.",
            ),
        ),
    ),
    (
        "Tier 2: Decision-making process",
        (
            ("2.3.1 Process integration", "It is part of no decision process. " + RECORD_OWNER),
            (
                "2.3.2 Provided information",
                "Sentences and quotes of the study, each with version, section and speaker, or the notice that the study "
                "does not say.",
            ),
            ("2.3.3 Frequency and scale of usage", RECORD_OWNER),
            (
                "2.3.4 Human decisions and review",
                "People decide what to do with an answer. Every answer tells them to check its sources.",
            ),
            ("2.3.5 Required training", "None. The first page shows how to check an answer."),
            ("2.3.6 Appeals and review", "Nobody is decided about, so there is nothing to appeal. " + RECORD_OWNER),
        ),
    ),
    (
        "Tier 2: Tool specification",
        (
            (
                "2.4.1.1 System architecture",
                "One program on one computer: a web page, a search index in files, and the documents. {network}",
            ),
            ("2.4.1.2 Phase", RECORD_OWNER),
            (
                "2.4.1.3 Maintenance",
                "Each change has to pass the tests and the evaluation on the page Quality. " + RECORD_OWNER,
            ),
            (
                "2.4.1.4 Models",
                "One model that compares texts by meaning. A tuned copy of it that reads a question in its conversation "
                "and tells what it is about. A formula that weighs whether the passages found are enough. {writer}",
            ),
        ),
    ),
    (
        "Tier 2: Model specification",
        (
            ("2.4.2.1 Model name", "{model}"),
            (
                "2.4.2.2 Model version",
                "Its name above ends with the version. The tuned copy and the formula belong to version {version}.",
            ),
            ("2.4.2.3 Model task", "To tell how close a question and a passage are in meaning."),
            ("2.4.2.4 Model input", "A question, or a passage of a document."),
            ("2.4.2.5 Model output", "A list of numbers. Texts with close numbers are close in meaning."),
            (
                "2.4.2.6 Model architecture",
                "A small transformer network with six layers, used as it was published. In the copy the upper five layers "
                "are tuned, and a small network stands on top. The formula is a logistic one.",
            ),
            ("2.4.2.7 Model performance", "See the page Quality. Groups of people were not compared."),
            (
                "2.4.2.8 Datasets",
                "The main model was trained by its authors on public text pairs. The tuned copy and the formula learnt "
                "from questions and conversations that were written for this study.",
            ),
            (
                "2.4.2.9 Dataset purposes",
                "One half of the test questions served to improve the program. The other half serves to measure it.",
            ),
        ),
    ),
    (
        "Tier 2: Data specification",
        (
            ("2.4.3.1 Source data name", "The documents that the page Sources lists."),
            ("2.4.3.2 Data modality", "Text."),
            (
                "2.4.3.3 Data description",
                "Three versions of one interview study, the journal’s cover page and a reporting checklist.",
            ),
            ("2.4.3.4 Data quantities", "{documents} documents, {passages} passages, {questions} practice questions."),
            (
                "2.4.3.5 Sensitive attributes",
                "Quotes name a speaker’s role, number and kind of organisation, as printed. They name no person.",
            ),
            (
                "2.4.3.6 Data completeness and representativeness",
                "The published text was supplied without its title page, end matter and references. The interviews cover "
                "five pilots in one region.",
            ),
            ("2.4.3.7 Source data URL", "See the references on the page Sources."),
            ("2.4.3.8 Data collection", "The study’s authors held the interviews. Ask “How was the study done?”"),
            (
                "2.4.3.9 Data cleaning",
                "Page numbers, running heads and line numbers were taken out. No other word was changed.",
            ),
            ("2.4.3.10 Data sharing agreements", RECORD_OWNER),
            ("2.4.3.11 Data access and storage", "See “Privacy” on this page. " + RECORD_OWNER),
        ),
    ),
    (
        "Tier 2: Risks, mitigations and impact assessments",
        (
            ("2.5.1 Impact assessment", RECORD_OWNER),
            (
                "2.5.2 Risks and mitigations",
                "A wrong or missing passage: every source can be opened, and the rate is measured. "
                "Words put into someone’s mouth: quotes are compared letter by letter with the document. "
                "An earlier version taken for the paper: each source names its version. "
                "One voice taken for many: answers say how many people stand behind them. "
                "Personal details typed in: questions are not logged.",
            ),
        ),
    ),
)

ACCESS_AIM = "The page aims to meet the Web Content Accessibility Guidelines 2.2 at level AA."
ACCESS_TESTED = (
    "It is tested in a real browser with the checker axe-core and with the keyboard alone. "
    "It is also tried at 400% zoom, at the width of a phone, and in light and dark. "
    "People who use a screen reader every day have not tested it yet."
)
ACCESS_DEFECTS_INTRO = "These faults are known. They lie in Streamlit, the toolkit that the page is built with:"
ACCESS_DEFECTS = (
    "A screen reader does not read a new answer out by itself. The page says “Answer ready” instead.",
    "Pressing the key R outside a text field loads the page’s content again. This cannot be turned off. "
    "Nothing that you asked is lost.",
    "Embedded frames have fixed titles that do not say what they hold.",
)
ACCESS_REPORT = "Did you meet another barrier? Please report it to the contact at the end of this page."

PRIVACY = (
    "What you ask is not written to any log.",
    "Your conversation is kept in the memory of the computer that runs the program. "
    "It goes a short time after you close the page.",
    "Answers to recent questions stay in memory until the program stops, so that they come faster. The page shows them to nobody else.",
    "If you rate an answer, your rating and reason are kept in a file on that computer. The question, how it "
    "was answered, the places cited and the time go with them. Your name does not.",
    "What you add to a pack is kept in a file on that computer, with your notes and choices. The file is named by a random number, "
    "not by your name. It is removed when you empty the basket, or when you have not changed it for a year.",
    "Two cookies are set. One is for safety: it keeps other web sites from acting in your name. It goes when you close the browser.",
    "The other holds the random number, so that your basket is found again. It goes 180 days after your last visit.",
    "A house template is held in memory only, until you close the page.",
    "Your browser also remembers whether you chose light or dark.",
    "A link that you copy holds your question. Whoever has the link can read it.",
    "Nobody counts or follows visits. The toolkit’s own statistics are turned off.",
)

LICENCES = (
    "Text is set in Atkinson Hyperlegible Next, headings and quotes in Source Serif 4. "
    "Both are under the SIL Open Font License 1.1 and come with the program.",
    "The page is built with Streamlit, under the Apache License 2.0.",
    "The checker axe-core is used in tests only. It is no part of the page.",
    "The page Sources says under which licence each document stands.",
)
LICENCE_TEXTS = {
    "/fonts/atkinson-hyperlegible-next-OFL.txt": "Licence of Atkinson Hyperlegible Next",
    "/fonts/source-serif-4-OFL.txt": "Licence of Source Serif 4",
}

VERSION_PROGRAM = "Program: version {version}."
VERSION_INDEX = "Search index: {passages} passages of {documents} documents, read with {model}."
VERSION_TABLE = "The documents and the first 12 characters of each file’s fingerprint (SHA-256)"
VERSION_COLUMNS = ("Document", "Fingerprint", "Passages")
VERSION_UNKNOWN = "not known"

CONTACT_IS = "Questions, corrections and barriers: {contact}"
CONTACT_MISSING = "No contact is set up for this copy. Whoever runs it can name one with the setting LESSONS_CONTACT."
