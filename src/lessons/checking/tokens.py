"""Cuts sentences and passages into words that can be compared: stems, clauses, typesetting and spelling made alike."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

_STEMMER = Stemmer.Stemmer("english")


def word_list(words: str) -> tuple[str, ...]:
    """The words of a line, in order."""
    return tuple(words.split())


def word_set(words: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(words.split())


WORD = re.compile(r"[£$€]?\d+(?:[.,]\d+)*%?|[^\W\d_]+(?:'[^\W\d_]+)*(?:\d+[^\W_]*)?|[,;:.!?()…\n\t]|--")
# The number of a reference behind a word, a full stop or a bracket ("delivery.1 These", "Plan28", "time.11 12").
REFERENCE = re.compile(
    r"[⁰¹²³⁴-⁹⁻]+|(?<=[a-z’”\")])(?<!\b[A-Za-z])\d{1,2}(?:[–,-]\d{1,2})*(?=[\s:;,.]|$)"
    r"|(?<=[a-z)’”\"][.,])\d{1,2}(?:[–, -]\d{1,2})*(?=\s+[A-Z]|\s*$|\s[a-z])"
)
JOINED_PREFIX = re.compile(r"\b(inter|intra|semi|multi|micro|socio|co|re|non|over|under|up)-(?=[a-z])", re.IGNORECASE)
AMERICAN = (
    (re.compile(r"iz(e|ed|es|ing|ation|ations|er|ers)$"), r"is\1"),
    (re.compile(r"([a-z]{3,})or(s?)$"), r"\1or\2"),
)
BREAKS = frozenset({",", ";", ":", ".", "!", "?", "(", ")", "…", "--", "\n", "\t"})
SENTENCE_BREAKS = frozenset({".", "!", "?", "\n"})
CLAUSE_WORDS = word_set("but although though while whereas because which who whom however unless despite")
SMALL = word_set(
    "a an and are as at be been being but by for from had has have having he her hers him his i if in into is it its itself me my of "
    "on or our ours out over she so than that the their theirs them themselves then there these they this those to too up upon us "
    "was we were what when where which who whom whose why will with would you your do does did done am also both such own very "
    "about between through during against under again further once here how all any each few more most other some no nor not only "
    "just can could may might must shall should s t d ll m re ve within across among amongst toward towards via per while whereas "
    "although though because since until unless yet however said say says saying around amid besides according much many quite rather even "
    "along upon onto near off out like"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word: as typed, small, its stem, and which clause and sentence of its text it stands in."""

    text: str
    small: str
    stem: str
    clause: int
    sentence: int
    content: bool


IRREGULAR = {
    form: base
    for base, forms in (
        pair.split(":")
        for pair in word_list(
            "begin:began,begun understand:understood give:gave,given hold:held see:saw,seen find:found come:came "
            "go:went,gone lead:led make:made tell:told build:built keep:kept bring:brought think:thought "
            "feel:felt take:took,taken grow:grew,grown draw:drew,drawn leave:left spend:spent pay:paid meet:met "
            "lose:lost send:sent run:ran know:knew,known show:shown choose:chose,chosen write:wrote,written "
            "speak:spoke,spoken rise:rose,risen fall:fell,fallen become:became mean:meant teach:taught "
            "seek:sought drive:drove,driven get:got,gotten speed:sped learn:learnt break:broke,broken buy:bought "
            "sell:sold stand:stood win:won deal:dealt arise:arose,arisen sit:sat lay:laid hear:heard catch:caught "
            "forget:forgot,forgotten fight:fought hide:hid,hidden lend:lent shake:shook,shaken shrink:shrank,shrunk "
            "slide:slid stick:stuck strike:struck strive:strove,striven sweep:swept swing:swung throw:threw,thrown "
            "undertake:undertook,undertaken uphold:upheld withdraw:withdrew,withdrawn withstand:withstood feed:fed "
            "oversee:oversaw,overseen overcome:overcame foresee:foresaw,foreseen misunderstand:misunderstood "
        )
    )
    for form in forms.split(",")
}


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """The stem of a small word, British and American spelling alike, irregular verbs with the rest."""
    word = IRREGULAR.get(word, word)
    for pattern, instead in AMERICAN:
        word = pattern.sub(instead, word)
    return str(_STEMMER.stemWord(word.split("'")[0]))


@lru_cache(maxsize=512)
def plain(text: str) -> str:
    """Text with one kind of quotation mark, dash and blank, and without the numbers of references."""
    text = unicodedata.normalize("NFC", text)
    text = REFERENCE.sub("", text)
    text = re.sub(r"[‘’‛ʼ`´]", "'", text)
    text = re.sub(r"[“”„‟«»]", '"', text)
    text = re.sub(r"\s+[–-]\s+|—", " -- ", text).replace("...", "…")
    return JOINED_PREFIX.sub(r"\1", text).replace("per cent", "%").replace(" %", "%")


# Several words that are one to us: what they are taken for.
PHRASES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"\b(?:{said})\b", re.IGNORECASE), meant)
    for said, meant in (
        (
            r"h[oe]ld(?:s|ing)? (?:\w+ )?back|set(?:s|ting)? back|(?:get|got|gets|getting|stand|stood)s? in the way of",
            "hinder",
        ),
        (
            r"(?:take|took|taking|taken|takes)(?: a| an)?(?: \w+)? part in|(?:take|took|taking|taken|takes) part",
            "participate in",
        ),
        (r"(?:take|took|taking|taken|takes) place", "happen"),
        (r"(?:carry|carried|carries|carrying) on|(?:go|goes|went|gone|going) on", "continue"),
        (r"(?:carry|carried|carries|carrying) out", "conduct"),
        (r"set(?:s|ting)? up", "establish"),
        (r"signed up|sign up|signing up", "committed"),
        (r"buy[- ]in", "buyin"),
        (r"back[- ]?fill(?:ing|ed)?", "backfill"),
        (r"front[- ]line", "frontline"),
        (r"health[- ]care", "healthcare"),
        (r"get(?:ting|s)? going|got going|get(?:ting|s)? under ?way|got under ?way", "start"),
        (r"up[- ]to[- ]date|up[- ]to[- ]speed", "uptodate"),
        (r"make sure|makes sure|making sure|made sure", "ensure"),
        (r"(?:a|the) (?:lot|great deal|good deal) of|lots of|plenty of", "much"),
        (r"as a whole", "overall"),
        (r"system[- ]wide|whole[- ]system", "systemwide"),
        (r"region[- ]wide", "regionwide"),
        (r"top[- ]down", "topdown"),
        (r"bottom[- ]up", "bottomup"),
        (r"face[- ]to[- ]face|in person", "facetoface"),
        (r"new care models?(?: programme)?|NCMs?", "NCM"),
        (r"general practitioners?", "GP"),
        (r"(?:the |a )?(?:large )?majority of", "most of"),
        (r"A&E|A & E", "accident and emergency"),
        (r"Five Year Forward View", "5YFV"),
        (r"long[- ]term", "longterm"),
        (r"short[- ]term", "shortterm"),
        (r"joined[- ]up|joining up|join up|joins up", "integrated"),
        (r"(?:ask|asked|asks|asking) for", "request"),
        (r"(?:brought|bring|bringing|brings) about", "cause"),
        (r"(?:came|come|comes|coming) about", "happen"),
        (r"(?:look|looks|looked|looking) at", "examine"),
        (r"(?:put|puts|putting) in place", "establish"),
        (r"roll(?:ed|ing|s)? out|roll(?:ed|ing|s)? (?:models|them|it) out", "spread"),
        (r"as well as", "and"),
        (r"(?:was|were|is|are|be|being) (?:not present|absent|missing|lacking|not there)", "wasmissing"),
        (r"(?:cut|cuts|cutting) across|(?:at|in) odds with|(?:go|goes|went|going) against", "counter to"),
        (r"(?:have|has|had|having) to", "haveto"),
        (r"(?:call|calls|called|calling) for", "recommend"),
        (r"(?:pay|paid|paying|pays)(?: close| more| closer)? attention to", "attention to"),
        (r"(?:win|winning|won) over|(?:get|getting|got)(?: \w+){0,3} on board", "persuade"),
        (r"ran out|run out|runs out|dr(?:y|ied|ies) up", "end"),
        (r"(?:at|on) the same time", "while"),
        (r"(?:be|is|are|was|were) (?:aware|conscious) of", "know"),
        (r"(?:point|points|pointed|pointing) (?:to|out)", "highlight"),
        (r"(?:deal|deals|dealt|dealing|cope|copes|coped|coping) with|(?:tackle|tackles|tackled|tackling)", "address"),
        (r"(?:rest|rests|rested|resting) on", "based on"),
        (r"day job|day-to-day (?:job|work|tasks)", "everyday responsibilities"),
        (r"turn(?:s|ed|ing)? into", "become"),
        (r"no one", "nobody"),
        (
            r"(?:the|its) (?:abstract|introduction|discussion|conclusions?)(?: section)? (?=[a-z]+s that\b)",
            "the paper ",
        ),
        (r"(?:according to|in) the (?:abstract|introduction|discussion|conclusions?)(?: section)?", "in the paper"),
        (
            r"people (?:that|who) (?:go|come) to (?=(?:\w+ ){0,2}(?:hospitals?|surger(?:y|ies)|clinics?)\b)",
            "patients of ",
        ),
        (r"(?:very much )?up for", "keen on"),
        (r"members of the (?:general )?public", "the public"),
        (r"first (?=[a-z]+ed +(?:on|in|at|by|as)\b)", ""),
        (r"(?:falls?|fell|stands?|stood|sits?|lies|lay) (?=(?:below|above)\b)", "is "),
        (r"across the board", "overall"),
        (r"in (?:answer|response|reply) to|in the light of|in view of", "given"),
        (r"(?:with regard|in relation|with respect) to|in terms of|on the subject of", "about"),
        (r"(?:conflict|clash)(?:s|ed|ing)? with|(?:is|are|was|were) in conflict with", "counter to"),
        (r"simultaneously|concurrently|in parallel", "while"),
        (r"a (?:good|great) deal", "considerably"),
        (r"per (?:head|person|capita)", "percapita"),
        (r"opposite numbers?", "counterpart"),
        (r"long[- ]standing", "longstanding"),
        (r"(?:find|finds|found|finding) out|work(?:s|ed|ing)? out", "discover"),
        (r"(?:give|gives|gave|given|giving) rise to", "cause"),
        (r"in charge of", "responsible for"),
        (r"into (?:practice|effect|action)", "implement"),
        (r"speed(?:s|ed|ing)? up|sped up", "accelerate"),
        (r"had it not been for|if it were not for|were it not for", "butfor"),
        (r"Sept?", "September"),
        *((month[:3], month) for month in word_list("January February June July August October November December")),
    )
)


def worded(text: str) -> str:
    """Plain text in which phrases are one word."""
    text = plain(text)
    for pattern, meant in PHRASES:
        text = pattern.sub(meant, text)
    return text


@lru_cache(maxsize=512)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text in order, without its signs."""
    found: list[Token] = []
    clause = sentence = 0
    for word in WORD.findall(worded(text)):
        if word in BREAKS:
            clause += 1
            sentence += word in SENTENCE_BREAKS
            continue
        small = word.lower()
        clause += small in CLAUSE_WORDS
        found.extend(part_token(part, clause, sentence) for part in _parts(word, small))
    return tuple(found)


def part_token(word: str, clause: int, sentence: int) -> Token:
    """One word as a token."""
    if len(word) > 2 and word[:-1].isupper() and word[-1] == "s":
        word = word[:-1]  # "GPs"
    small = word.lower()
    return Token(word, small, stem(small), clause, sentence, small not in SMALL or word == "IT")


NEGATIVE = re.compile(r"^(?:un|in|im|dis|non|ir)(?=[a-z]{4})")
# Words that only look as if they began so, or whose rest means something else.
NO_NEGATIVE = re.compile(
    r"^(?:un(?:der|it|ion|iver|iqu|til|less|ite|iform)|in(?:ter|tra|vest|volv|clu|creas|form|stitut|dic|divid|flu|itia|nov|sight|stead|vit|"
    r"spir|tegr|tend|tens|tent|put|ject|dustr|spect|ner|nat|to|deed|herit|stan|tell|tro|vari|quir|dex|fra|fer)|im(?:p|m|ag|it)|"
    r"dis(?:cuss|tric|play|tinct|ease|charg|cov|course|pos|tribut|turb|semin|rupt|tan|cipl|ciplin|appear|cre|ting)|ir(?:on))"
)
NEGATIVE_AFTER_ALL = re.compile(
    r"^(?:impossib|imposs|improb|impract|immatur|insuffic|inabil|inadeq|inconsist|ineff|infreq|inflex|invalid|incomplet|unintend)"
)


@lru_cache(maxsize=4096)
def base_form(word: str) -> str:
    """A word without the prefix that makes it its opposite ("unrealistic" gives "realistic"), or the word itself."""
    if NO_NEGATIVE.match(word) and not NEGATIVE_AFTER_ALL.match(word):
        return word
    return NEGATIVE.sub("", word)


def _parts(word: str, small: str) -> list[str]:
    """Such as "didn't" gives "did" and "not", "pilot's" gives "pilot"."""
    if small == "cannot":
        return ["can", "not"]
    if small.endswith("n't"):
        return [{"ca": "can", "wo": "will"}.get(small[:-3], word[:-3]), "not"]
    return [word.split("'")[0]]
