"""Cuts sentences and passages into words that can be compared: stems, clauses, spelling made alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

from lessons.checking.phrases import worded

_STEMMER = Stemmer.Stemmer("english")


def word_list(words: str) -> tuple[str, ...]:
    """The words of a line, in order."""
    return tuple(words.split())


def word_set(words: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(words.split())


WORD = re.compile(r"[£$€]?\d+(?:[.,]\d+)*%?|[^\W\d_]+(?:'[^\W\d_]+)*(?:\d+[^\W_]*)?|[,;:.!?()…\n\t]|--")
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
