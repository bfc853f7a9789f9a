"""What people say around a question that asks nothing of the sources: greetings, excuses, thanks, who asks and what for."""

from __future__ import annotations

import re

# What runs into the question without a stop.
OPENING = re.compile(
    r"^\W*(?:"
    r"(?:hi|hello|hey|hiya|(?:good )?(?:morning|afternoon|evening))(?: there| all| team| everyone)?\b[\s,.!:;-]+|"
    r"(?:just )?(?:a |one |another )?(?:quick|silly|daft|stupid|basic|simple|small|short) (?:question|one|query)\b[\s,.!:;-]+(?:but )?|"
    r"(?:sorry|apologies|forgive me|excuse me)(?: if| for| to)\b[^,:;.?!]*?(?:[,:;.!]| but\b| -)\s*(?:but )?|"
    r"(?:i(?:['’]?m| am| was| have been|['’]ve been)? )?(?:just )?wondering\b(?: if you (?:could|can) tell me\b)?[\s,:-]*|"
    r"(?:please )?(?:can|could|would|will) (?:you|u|anyone|somebody|someone) (?:please |kindly |possibly )?"
    r"(?:tell me|explain to me|let me know|remind me|find out)\b[\s,:]*|"
    r"(?:please |pls )?(?:tell|remind) me\b(?! (?:more|again|about (?:it|that|them)\b))[\s,:]*|"
    r"(?:i(?:['’]?d| would) (?:like|love)|i (?:want|need)) to (?:know|find out|understand)\b[\s,:]*|"
    r"(?:would|is) it (?:be )?possible to (?:find out|know|say|hear)\b[\s,:]*|"
    r"(?:do|would) you (?:happen to )?know\b[\s,:]*|"
    r"according to (?:the|this|your) (?:paper|study|authors?|article|research|report|evaluation|sources?|documents?)\b[\s,:]*"
    r")+",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"(?:(?:[\s,.;:!-]|(?<=\?))+(?:(?:many |kind |best |with )?(?:thanks|thank you|thx|cheers|regards)(?: in advance| so much| a lot| very much)?|"
    r"i need (?:it|this) (?:for|by)\b[^.?!]*|(?:it|this)(?:['’]?s| is) for (?:a|an|my|our|the)\b[^.?!]*))+[\s.!]*$",
    re.IGNORECASE,
)
# A stretch of a question up to a stop; it asks nothing where it is made of these words, and speaks of who asks.
STRETCH = re.compile(r".+?(?:[.?!:;,)]+(?=\s|$)|\s(?=[-–—(])|$)")
WORDS = re.compile(r"[\w’']+")


def _word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


OF_ASKING = _word_set(
    "i im i'm ive i've id i'd we we're we've me my our us you your you're question questions query help thanks thank curious interest "
    "wondering appreciated asking colleague boss morning afternoon hello hi"
)
BESIDE_ASKING = OF_ASKING | _word_set(
    "a all am an and any anyone answer answered are as ask asked at be been bit but by can can't could curiosity did director do don't dont "
    "else favour find fine for friend from get give glad grateful great had happy have haven't here hope hoping idea if in interested is isn't it "
    "just kind know like little local looking lost love manager may maybe might minute moment much need new no nobody not nurse of on one or out "
    "perhaps please possible possibly quick quickly really said seems so sorry student stuck sure teacher team tell than that the there thing this "
    "time to today told trying understand unsure very wanted wants was well whether with wonder work would"
)
# "I've got an exam tomorrow" behind a question; "I'd like it word for word" asks for something, "I recall …" says what it is about.
OF_MINE = re.compile(
    r"^\W*(?:i(?:['’](?:ve|m|ll))?|my|we(?:['’](?:ve|re|ll))?|our)\b"
    r"(?!.*(?:\?|\b(?:want|need|like|show|give|quot\w+|words?|verbatim|exact|sources?|heard|hear|remember|recall|think|thought|read|saw|mean|meant)\b))",
    re.IGNORECASE,
)
LEAST_WORDS = 2  # of a stretch that is left out: "no," or "why?" may be all that a follow-up says


def without_asides(words: str) -> str:
    """A question without what stands around it and asks nothing; all of it where nothing would be left."""
    stretches = STRETCH.findall(CLOSING.sub("", OPENING.sub("", words)))
    while len(stretches) > 1 and _asks_nothing(stretches[0]):
        del stretches[0]
        stretches[0] = re.sub(r"^[\W_]*but\b", "", stretches[0], flags=re.IGNORECASE)
    while len(stretches) > 1 and (_asks_nothing(stretches[-1]) or _is_added("".join(stretches[:-1]), stretches[-1])):
        del stretches[-1]
    left = OPENING.sub("", "".join(stretches).strip(" ,;:-–—"))
    return left if re.search(r"\w", left) else words


def _is_added(asked: str, stretch: str) -> bool:
    """Whether a stretch behind a question only says something of who asks."""
    return asked.rstrip().endswith("?") and bool(OF_MINE.search(stretch))


def _asks_nothing(stretch: str) -> bool:
    """Whether a stretch of a question is only about who asks: "not sure if you can help," or "I'm new to all this."."""
    said = {word.replace("’", "'") for word in WORDS.findall(stretch.lower())}
    return len(WORDS.findall(stretch)) >= LEAST_WORDS and said <= BESIDE_ASKING and bool(said & OF_ASKING)
