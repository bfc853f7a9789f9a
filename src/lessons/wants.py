"""The wordings by which a question shows what it wants: patterns only, no logic."""

from __future__ import annotations

import re
from enum import StrEnum

from lessons.domain import Pilot


class Want(StrEnum):
    """What kind of answer a question asks for."""

    QUOTES = "quotes"
    SPEAKER = "speaker"
    PLACE = "place"
    RECOMMENDATIONS = "recommendations"
    CHANGES = "changes"
    NUMBER = "number"
    REFERENCES = "references"
    CHECKLIST = "checklist"
    HEADINGS = "headings"
    REVIEWS = "reviews"


class Group(StrEnum):
    """By what quotes are told apart: "one from each theme", "who is quoted most"."""

    THEME = "theme"
    PILOT = "pilot"
    PERSON = "person"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


CHANGE_WORDS = (
    r"(already|chang(e|es|ed|ing)|differ\w*|compar\w+|reword\w*|renam\w*|always|rewrit\w*|rewrote|edit(ed|s)|add(ed|ition|itions)?|remov\w+|delet\w+|"
    r"drop(ped|s)?|cut|soften\w*|ton(e|ed) down|alter\w*|same|new|newly|missing|tidied|touch(ed)?|shift\w*|bolted|insert(ed|s)?|absent|"
    r"appear\w*|used to|introduced?|took out|ta(?:ke|ken) out|left out|leave out|put in|slipp?(ed)? in|called|moved|renumbered|still|no longer|any ?more|before and after|before/after|or new|evolv\w*|amend\w*|tweak\w*|turned up)"
)
VERSION_NAMES = (
    r"(versions?|drafts?|manuscripts?|submi\w+|resubmi\w+|r1|revis\w+|publish\w*|publication|peer.?review\w*|originally|original (version|draft|manuscript|paper|submission|one|text|wording)|"
    r"in print|printed|before print|first (go|round|time)|at first|from the start|along the way|all along|day one|the outset|the beginning|the very start|final paper|review(er|ers|ing)?)"
)

# What hints at a question about differences between versions; neither is enough by itself ("How did the pace of change feel?").
CHANGE_HINTS = (_any(rf"\b{CHANGE_WORDS}\b"), _any(rf"\b{VERSION_NAMES}\b"))
GOES_ON = r"(?:and|ok|okay|so|but|right|well)\b"
POINTERS = r"(?:that|this|it|these|those|they|he|she)"
A_PLACE = r"(?:page|section|theme|part|version|draft|heading|document)s?"
# "What does the draft say about money?"
SAYS_WHAT = _any(r"^\W*(?:and |in the \w+ \w+, )?(what|how|when|who|whose|where|which)\b")

WANTS: tuple[tuple[Want, re.Pattern[str]], ...] = (
    (
        Want.SPEAKER,
        _any(
            r"\bwho (said|says|told|put it|(?:was|is) (that|it|this))\b",
            r"\bwho.?s (that|this)\b",
            r"^\W*(?:(?:and|so|ok|okay|but)\W+)?who (?:are|were) (?:they|these|those)(?: people| managers)?\W*$",
            r"\b(which|what) (organi[sz]ation|site|pilot|vanguard|trust|body) (is|was|are|were|does|do) (he|she|they|that|this|it)\b.{0,12}\b(from|at|with|for)\W*$",
            r"\bwhose (words|quote)",
            r"\bwho.?s (the speaker|speaking)",
        ),
    ),
    (
        Want.PLACE,
        _any(
            rf"^\W*(?:{GOES_ON}\W*)*(?:(?:on|in|under|from) )?(?:which|what) {A_PLACE} (?:(?:of|in) the \w+ )?(?:is|was|are|were|do|does|did)"
            rf" {POINTERS}\b(?:\W+\w+){{0,3}}\W*$",
            rf"\bwhere (?:is|was|are|were|do|does|did|can i find|do i find|would i find) {POINTERS}(?: quotes?)?(?: (?:come|taken|said|written|stand))?"
            r"(?: (?:from|in|on|in the \w+|in it))?\W*$",
            rf"\bwhere does (?:it|the \w+) say {POINTERS}",
            r"^\W*(?:\w+\W+){0,3}page (?:numbers?|refs?|references?)\W*(?:\w+\W*){0,2}$",
        ),
    ),
    (
        Want.QUOTES,
        _any(
            r"\bquot(e|es|ed|ing|ation|ations)\b",
            r"\bverbatim",
            r"\b(own|exact|actual|very) words\b",
            r"\bin (their|his|her) words",
            r"\bsound ?bite",
            r"\bwhat did .{0,40}\b(say|tell|moan|complain|grumble|gripe)\b",
            r"\b(someone|anyone|anybody|somebody) (sa(y|id|ying)|grumbl|complain|admit|worried)",
            r"\bvoices?\b",
            r"\bon (the )?record\b",
        ),
    ),
    (
        Want.RECOMMENDATIONS,
        _any(
            r"\brec+om+end",
            r"\badvi[cs]e",
            r"\bshould (we|i|they|you|one|a|the|our|nhs|managers?|leaders?|people)\b",
            r"\bwhat (to|can) (do|we do|i do)\b",
            r"\bmessages?\b",
            r"\blearning points?",
            r"\btake.?(away|home)",
            r"\btips?\b",
            r"\bdo differently",
            r"\bneeds? to be done",
            r"\bsuggest",
            r"\blessons?\b",
        ),
    ),
    (
        Want.NUMBER,
        _any(
            r"\bhow (many|much|often|big)\b|\bhow long\b(?! (it|they|that|this|the \w+) (should|would|will|must|needs?))",
            r"\b(numbers?|size) of\b",
            r"\b(list|bibliography|sample) size\b|\bsize\b.{0,20}\b(list|bibliography|sample)\b",
            r"\bcount\b",
            r"\btotal\b",
            r"\bper ?cent(age)?\b",
            r"\bproportion\b",
        ),
    ),
    (Want.REFERENCES, _any(r"\breferences?\b", r"\bcit(e|es|ed|ation|ations)\b", r"\bbibliograph", r"\bliterature\b")),
    (
        Want.HEADINGS,
        _any(
            r"\bheadings?\b",
            r"\b(theme|section|chapter)s?\b.{0,40}\b(called|named|titled?|names?)\b",
            r"\b(called|named?|titles?)\b.{0,40}\b(theme|section|table)",
        ),
    ),
    (
        Want.REVIEWS,
        _any(
            r"\b(reviewers?|referees?)\b",
            r"\b(comments?|feedback|criticisms?|remarks|concerns?|views?)\b.{0,40}\bpeer review",
            r"\bpeer review\w*\b.{0,40}\b(say|said|comments?|feedback|criticis\w+|concerns?|ask\w*|want\w*)\b",
        ),
    ),
    (Want.CHECKLIST, _any(r"\bchecklist", r"\bsrqr\b", r"\breporting (standard|guideline)")),
)

# "Give me two quotes on time pressure": what the quotes are to be about.
QUOTES_ABOUT = re.compile(
    r"\b(?:quot(?:e|es|ation|ations)|sound ?bites?|verbatims?)\b.{0,40}?\b(?:on|about|around|regarding|concerning|re)\s+(?P<topic>\w.*)",
    re.IGNORECASE,
)

PILOTS: tuple[tuple[Pilot, re.Pattern[str]], ...] = (
    (Pilot.MCP, _any(r"\bmcps?\b", r"\bmulti.?special\w+(?: community)?")),
    (Pilot.PACS, _any(r"\bpacs\b", r"\bprimary[- ](?:and|&)[- ]acute(?:[- ]care)?\b")),
    (
        Pilot.ACC,
        _any(
            r"\bacc\b",
            r"acute care collab\w*",
            r"(?<!and )(?<!& )\bacute(?: care)? (pilot|site|vanguard|one)\b",
            r"\bhospitals? (collaborat\w+|alliance|chain|group|one)\b",
        ),
    ),
    (Pilot.EHCH, _any(r"\behch\b", r"\bcare.?homes?\b", r"\b(nursing|residential) homes?\b")),
    (
        Pilot.UEC,
        _any(
            r"\buec\b",
            r"\burgent(?: (?:and|&) emergency)?(?: care)?(?: (?:pilot|site|vanguard|one))?\b",
            r"\ba ?& ?e (pilot|site|vanguard|one)",
            r"\bemergency (care )?(pilot|site|vanguard|one)\b",
        ),
    ),
)

VERSIONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "submitted",
        _any(
            r"\bsubmitted\b",
            r"\bsubmission\b",
            r"\b(first|initial|original|earliest|june) (version|draft|manuscript|paper|submission|go|one)\b",
            r"\bearlier (draft|manuscript|one)\b",
            r"\boriginally\b",
            r"\bfirst sent in\b",
            r"\bat first\b",
            r"\boriginal\b",
        ),
    ),
    (
        "r1",
        _any(
            r"\br1\b",
            r"\brevised\b",
            r"\brevision\b",
            r"\b(second|august|reworked|revised|modified|amended|edited|updated|later) (version|draft|manuscript|submission|one)\b",
            r"\bresubmi\w+",
            r"\b(the|their) (rewrite|rework|revamp)\b",
        ),
    ),
    (
        "published",
        _any(
            r"\bpublished\b",
            r"\b(final|printed|published) (version|paper|article|one|wording|text)\b",
            r"\bversion of record\b",
            r"\bprint(ed)?\b",
            r"\bin the journal\b",
            r"\bpublication\b",
        ),
    ),
)
PARTS_BESIDE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("cover", _any(r"\bcover page\b")),
    ("checklist", _any(r"\bchecklist", r"\bsrqr\b")),
)
ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "Senior IT Manager",
        _any(
            r"\b(?:(?-i:IT)|i\.t\.|digital|technology|computer|informatics|tech) (manager|lead|director|executive|person|people|staff|boss)",
            r"\bit (manager|director|executive)",
        ),
    ),
)
# People whom somebody may ask to hear, and whom the paper does not quote.
UNQUOTED_ROLES = (
    r"(?:patients?|service users?|carers?|residents?|relatives|famil(?:y|ies)(?! (?:doctors?|physicians?|practi\w+|gps?))|nurses?|paramedics?|ambulance \w+|social workers?|ministers?|"
    r"politicians?|mps?|chief execs?|chief executives?|councillors?|pharmacists?|consultants?|surgeons?|receptionists?|(?:trade )?unions?|"
    r"physios?|therapists?|volunteers?|voluntary sector|charit(?:y|ies))"
)
UNQUOTED = _any(
    rf"\b(?:quot\w+|words|voices?|comments?|sound ?bites?|statements?)\b.{{0,25}}\b(?:from|by|of)\b (?:\w+ ){{0,2}}{UNQUOTED_ROLES}\b",
    rf"\bwhat (?:did|do|does) (?:\w+ ){{0,2}}{UNQUOTED_ROLES}\b.{{0,40}}\b(?:say|said|think|feel|tell|reckon|make of|put it)\b",
)
SPEAKER = re.compile(
    r"(?:\b(?P<pilot>MCP|PACS|ACC|EHCH|UEC)\b[-–, ]*)?(?:senior )?(?P<it>IT )?manager (?:number |no\.? ?|#)?(?P<number>\d{1,2})\b",
    re.IGNORECASE,
)
ORDINALS = "first|second|third|fourth|fifth|sixth"
THEME = re.compile(
    rf"\b(?:theme|heading|section|topic),? \(?(?:no\.? |number |#)?(\d|one|two|three|four|five|six)\b"
    rf"|\b(\d(?=st|nd|rd|th)|{ORDINALS})(?:st|nd|rd|th)? (?:theme|findings? (?:section|heading)|of the (?:six )?themes)\b"
    rf"|\bthemes\b.{{0,60}}\bthe ({ORDINALS})\b",
    re.IGNORECASE,
)
A_NUMBER = r"(?:[1-6]|one|two|three|four|five|six)"
# "Themes 2 and 5": the numbers behind the first one.
THEMES = re.compile(
    rf"\bthemes? ({A_NUMBER}\b(?:(?:\s*(?:,|&|and|or|with|versus|vs\.?|against|than)\s*)+(?:theme )?{A_NUMBER}\b)+)",
    re.IGNORECASE,
)
TABLE = re.compile(r"\btables? (?:no\.? ?|number |#)?(\d|one|two|three)\b", re.IGNORECASE)
# What a question for whole themes may say beside their numbers.
OF_THEMES = _any(
    r"\b(differen\w*|differs?|between|compar\w+|versus|vs|against|with|both|summari\w+|describe|explain|outline|overview|short(?:ly)?|brief\w*|quick\w*|"
    r"bullets?|points?|sentences?|lines?|findings?|found|says|section|read|open|go|see|look|at)\b"
)
# What speaks of the wording of themes, where two are named: "how were themes 2 and 5 reworded?".
REWORDED = _any(rf"\b{VERSION_NAMES}\b", r"\b(?:chang|reword|renam|rewrit|rewrote|alter|edit|tweak|amend)\w*")
# What a question for a whole table may say beside its number.
OF_A_TABLE = _any(
    r"\b(in|inside|contents?|contain\w*|rows?|lines?|columns?|full|hold|look|like|see|display|reproduce|print(ed)?|s)\b"
)
# What a question for all that is recommended for a theme may say beside its number.
OF_ADVICE = _any(
    r"\b(rec+om+end\w*|advi[cs]e\w*|should|lessons?|learn(ing|t|ed)?|points?|messages?|tips?|take.?(aways?|home)|suggest\w*|do|done|differently|"
    r"needs?|goes|belong\w*|joined|linked|development|practical|actions?|table|under)\b"
)
GROUPS = (
    (Group.THEME, r"(?:themes?|headings?)\b"),
    (Group.PILOT, r"(?:pilots?|sites?|vanguards?|models?|schemes?|projects?|initiatives?)\b"),
    (Group.PERSON, r"(?:people|persons?|speakers?|managers?|interviewees?|participants?|voices)\b"),
)
OF_ALL = r" (?:of the )?(?:single |different |five |six )?"
EACH_OF = rf"\b(?:each|every|per|by|all (?:of )?(?:the )?(?:five|six)|the (?:five|six)|different|across (?:all )?(?:the )?){OF_ALL}"
WHICH_OF = rf"\b(?:which|what|how many){OF_ALL}"
EACH = tuple((group, _any(EACH_OF + name)) for group, name in GROUPS)
WHICH = (*((group, _any(WHICH_OF + name)) for group, name in GROUPS), (Group.PERSON, _any(r"\bwho\b")))
MOST_WORDS = _any(r"\b(most|largest|larger|biggest|bigger|highest|more|bulk|majority|lion['’]s share)\b")
FEWEST_WORDS = _any(r"\b(fewest|least|smallest|smaller|lowest|fewer)\b")
# What a question for the number of quotes or learning points may say beside.
OF_A_TALLY = _any(
    r"\b(most|fewest|least|more|often|frequently|times?|numbers?|counts?|total|tally|split|breakdown|spread|distribution|listed|included|used|"
    r"contain\w*|mak(?:es?|ing)|made|gives?|given|set out|sets out|held|in all|altogether|up|out|gets?|got|appears?|models?|headings?|speakers?|"
    r"quoted|someone|anyone)\b"
)
# "Which of them has no quote behind it?": learning points that no participant speaks to.
UNVOICED = _any(
    r"(?:\b(?:has|have|had|with)? ?no|\bwithout|\bnot|\blacks?|\w*n['’]t)\b(?: (?:a|an|any|single|backed|supported|carried|covered|have|by|got|quoted|the|one))*"
    r" (?:participant )?(?:quot\w+|voices?|participants?|anyone|anybody)\b(?: (?:behind|for|to|on|about|with|speaks?|says?|them|it))*",
    r"\b(?:nobody|no.?one|no (?:participant|interviewee|manager))(?: (?:was|is|were|has|ever))* (?:quot\w+|speaks?|spoke|talks?|talked)\b(?: (?:to|on|about|for))*",
)
NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
NUMBERS |= {"couple of": 2, "half a dozen": 6}
NUMBERS |= {word: i for i, word in enumerate(ORDINALS.split("|"), start=1)}
COUNT = re.compile(
    r"\b(\d{1,2}|a|an|one|two|three|four|five|six|seven|ten)\s+(?:\w+\s+){0,3}?(?:quot|voices?|sound ?bites?|verbatim)",
    re.IGNORECASE,
)

# "Just two, please": how many, said after a request for quotes.
COUNT_ALONE = re.compile(
    r"^\W*(?:(?:ok|okay|and|no|just|only|actually|please|make (?:it|that)|give me|show me|the|first|best|top|another)\b\W*)*"
    r"(\d{1,2}|one|two|three|four|five|six|seven|ten)\b"
    r"(?:\W*\b(?:more|others?|of (?:them|those|these)|please|pls|thanks|will do|would do|is enough|are enough|then|only)\b)*\W*$",
    re.IGNORECASE,
)

ALL_OF_IT = _any(r"\b(all|every|each|list|whole|full|complete|entire|everything)\b")

# Words that say only which kind of answer is wanted, or who wants it.
FILLER = _any(
    r"\b(please|pls|plz|thanks|thank you|hi|hello|hey)\b",
    r"\b(can|could|would) you\b",
    r"\b(give|show|tell|find|list|get|fetch) me\b",
    r"\bi('d| would)? (like|need|want)( to know)?\b",
)
VERSION_WORDS = _any(
    rf"\b{VERSION_NAMES}\b",
    r"\b(chang(e|es|ed|ing)|differ\w*|compar\w+|reword\w*|rewrit\w*|altered|alter|before and after|before/after|between|old or new|"
    r"same|stay\w*|kept|keep|identical|unchanged|untouched|remain\w*|first|second|final|august|june|against|versus|vs|before|after|since|until|paper|article|go|get|got|along|way|anything|something|everything|bits?|deleted?|deletions?|removed?|added|"
    r"adds?|additions?|drop|drops|dropped|cut|remove|delete|deletes|insert|inserts|inserted|introduced?|edit|edits|edited|tweak\w*|amend\w*|new|newly|"
    r"took out|taken? out|left out|leave out|put in|they|extra|missing|gone|wasn't|weren't|isn't|aren't|hasn't|been|has|have|had|had|from|into|one|what's|what|is|was|did|does|do|were|there|the|how|which|when)\b",
)
TOPICLESS = _any(
    r"\b(quot(e|es|ed|ation|ations)|verbatim|voices?|sound ?bites?|all|any|every|some|the|of|from|a|an|in|at|by|for|on|as|what|did|"
    r"say|said|says|tell|does|do|is|are|was|were|that|this|these|those|there|me|us|people|person|participants?|interviewees?|senior|managers?|"
    r"it|i\.t\.|pilots?|sites?|vanguards?|mcp|pacs|acc|ehch|uec|care homes?|acute|care|collaboration|urgent|and|emergency|primary|"
    r"systems?|multispecialty|community|providers?|theme|number|no|one|two|three|four|five|six|seven|eight|nine|ten|\d+|words?|their|"
    r"exact|own|who|whose|each|per|different|single|have|has|we|you|i|need|want|available|available|paper|study|article|text|wording|authors?|they|main|about|"
    r"key|major|same|others|other|list|show|give|find|get|come|comes|only|every|else|another|more|again|why|when|where|which|ok|okay|then|really|please|can|could|would|be|been|get|overall|everything|anything|things?|summary|summarise|it's|its|to|with|and|or|go|lot|much|many|how)\b"
)

# Where a question that asks several things comes apart.
PARTS = re.compile(
    r"\?\s+|[,;]?\s+(?:and|but|also|plus|\+|&)\s+(?=(?:also |if (?:so|not),? )?(?:(?:by|in|from|at|on|to|for|with) )?"
    r"(?:how|what|who|whom|when|where|which|why|whose|did|do|does|was|were|has|have|(?:can|could) you)\b)",
    re.IGNORECASE,
)
# Where a question ends in one thing more: "the start of each pilot and its budget".
BESIDES = re.compile(
    r"[,;]?\s+(?:and|with|plus)\s+(?=(?:also )?(?:the|their|its|his|her|each|for each|any)\b[^,;:.?!]*\W*$)",
    re.IGNORECASE,
)

BETWEEN = re.compile(
    r"\b(?:between|both)\b[^,;:.?!]*$", re.IGNORECASE
)  # what follows is one thing with what stands behind

# How a question hangs on the one before.
CARRIES_ON = re.compile(
    r"^\W*(?:(?:ok|okay|right|fine|well|thanks|no|actually|sorry|hmm|and|but|so|also|then|what about|how about|same (?:for|at|in|with)|"
    r"i meant?|rather|instead)\b[\s,.:;-]*)+(?:(?:on|for|at|in|with|about|from)\b\s*)?",
    re.IGNORECASE,
)
POINTS_BACK = _any(
    r"\b(that|those|this|these|them|he|she|him|her|his|the same|the former|the latter|which one|the other one)\b"
    r"(?!.{0,3}(study|paper|article))"
)
# What points back only where a question is not one that is known by itself ("is it true that …", "were there any …").
MAY_POINT_BACK = _any(
    r"\b((?-i:[Ii]ts?)|such)\b", r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )\bthere\b(?! (is|are|was|were|any)\b)"
)
# "So what would help?" goes on about the same thing, though it names a word of its own.
ASKS_ON = _any(
    r"^\W*(?:(?:ok|okay|and|but|so|then|right|well)\b\W*)+(?:what|how|who|why) (?:would|could|should|can|might) (?:\w+\W*){1,3}$"
)
A_PERSON = (
    r"(?:same (?:senior )?(?:manager|person|speaker|interviewee|participant|individual|voice|guy|woman|man|one)"
    r"|(?:that|this) (?:senior )?(?:manager|person|speaker|interviewee|participant|individual|guy|woman|man)|s?he)"
)
# "Does that same manager turn up anywhere else?": more from whoever was quoted.
SAME_SPEAKER = _any(
    rf"\b(?:else|more|others?|again)\b.{{0,12}}\b(?:from|by|of) (?:the |that |this )?(?:{A_PERSON}|them|him|her)\b",
    rf"\b(?:what|where|anything|anywhere) else\b.{{0,12}}\b{A_PERSON}\b",
    rf"\b{A_PERSON}\b.{{0,40}}\b(?:else|elsewhere|again|(?:more|other|further|another) (?:quotes?|words|comments?|remarks?))\b",
    rf"\b(?:{A_PERSON}|they) (?:say|said|saying|mention\w*) (?:anything|something|more|other)\b",
)
GONE = _any(r"\b(delet|remov|drop|left out|leave out|missing|gone|taken? out|took out|lost|cut)\w*")
NEW = _any(r"\b(add(s|ed|ition)?\b|addition|put in|new|newly|insert|extra|wasn't|weren't|not in)\w*")
SAME = _any(r"\b(same|unchanged|identical|untouched|stay(s|ed)?|remain(s|ed)?|kept)\b")
# What a question about the number of interviews may be made of; a word beside these asks for something else ("refused").
COUNTING = _any(
    r"\b(interview\w*|conversations?|talk(ed|ing)?|spoke|spoken|speak|took|take|taken|part|held|hold|conducted|carried|done|made|"
    r"respondents?|informants?|samples?|staff|persons?|folks?|roles?|posts?|jobs?|numbers?|counts?|totals?|altogether|together|overall|"
    r"most|fewest|least|more|fewer|large|largest|larger|small|smallest|smaller|size|big|biggest|bigger|highest|lowest|split|breakdown|break|down|spread|per|between|across|"
    r"headcount|tally|lion['’]s|bulk|majority|share|proportion|percentage|percent|not|except|excluding|other|than|apart|outside|besides|compared?|against|"
    r"digital|tech\w*|informatics|computer|leads?|leaders?|directors?|executives?|boss(?:es)?|schemes?|projects?|initiatives?|local|authorit\w+|councils?|la|ccgs?|clinical|commissioning|groups?|north|east|"
    r"came|come|comes|drawn|included|different|these|those|so|also|just|only|exactly|about|into|out|up|off|each|every|did|had|has|got|get|their|any)\b",
)
# "Sorry, wrong one, I meant the care homes": what says only that another place was meant.
CORRECTS = _any(
    r"\b(?:sorry|oops|apologies|pardon|my (?:mistake|bad|fault)|wrong (?:one|site|pilot|version)|wait|rather|instead|not|"
    r"(?:but )?(?:i |was |i was |i'm )?(?:just |really |actually )?(?:meant(?! by)|thinking(?: of)?|after)|"
    r"i (?:just |really |actually )?(?:mean|said|typed|wrote|asked|thought))\b"
)
# "More than at the care homes?" means both places, the one named before and its own.
COMPARES = _any(r"\b(than|compared (to|with)|versus|vs|as (many|much|big|long|often|early|late) as)\b")
# A whole question; "shorter, please", "one about money" is none, and asks for what the last one did.
A_QUESTION = _any(
    r"^\W*(?:(?:and|so|but|ok|okay|then|right|well|hm+)\b\W*)*(?:did|do|does|was|were|is|are|has|have|had|can|could|will|would|should)\b",
    r"\b(what|how|when|who|whom|whose|where|which|why)\b",
)
# What asks by itself, where it names a theme or a table: "show me table 2".
A_REQUEST = _any(r"\b(show|list|give|tell|summari[sz]e|describe|explain|read|what|which|who|how)\b")
# "And the fewest?" is about what was counted before.
RANKS = _any(
    r"\b(most|least|fewest|fewer|more|less|large(r|st)|small(er|est)|bigge(r|st)|high(er|est)|low(er|est)|than)\b"
)
THIRD_PERSON = _any(r"\b(they|their|theirs)\b")
# "And the next theme?", "carry on to the one after".
THEME_AFTER = _any(
    r"\b(next|following)( one| theme)?\W*$", r"\b(the )?(one|theme) after\b", r"\b(next|following) theme\b"
)
# What is only polite: "thanks, that's great", "bye".
POLITE = _any(
    r"\b(thanks?|thank you|cheers|ta|great|ok|okay|bye(?:[ -]?bye)?|goodbye|hello|hi|hey|good (?:morning|afternoon|evening|day|stuff|one)|nice|perfect|lovely|"
    r"brilliant|excellent|cool|super|got it|i see|right|fine|that.?s (?:all|it|great|good|fine|helpful|useful)|all good|very much|so much|a lot|"
    r"for (?:that|now|this|your help|today)|you|very|helpful|useful|see you|have a (?:good|nice) day|then|well|done|no more|please)\b"
)
# What people call the study; the codebook's questions call it that, and an "evaluation" is another one there.
THE_STUDY = re.compile(
    r"\b(the|this|your|their) (?:evaluation|inquiry|investigation|report|piece of (?:work|research))\b"
    r"(?: of (?:the |these )?(?:five )?(?:vanguards?|pilots?|sites|programme|schemes?|new care models?)\b)?(?! (?:reports?|teams?|by|from|on|in|at|into)\b)",
    re.IGNORECASE,
)
# "The second one", where themes were spoken of.
NTH_ONE = re.compile(rf"\bthe ({ORDINALS})(?: one)?\b(?! \w)", re.IGNORECASE)
# "Any others?", "give me more": what was not shown yet.
MORE = _any(
    r"\b(any|some|what|which|the|give me|show me|got|and|one|two|three|four|five|six|\d+) (others?|more|else)\b",
    r"\b(anything|anyone|anybody) else\b",
    r"\b(different|other|another) (ones?|quotes?)\b",
    r"^\W*(more|others|another)\b",
)
