"""Tells where a word of a text is a verb, in which voice, and where it is what something is said to be."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lessons.checking.tokens import IRREGULAR, Token, word_set

PREPOSITIONS = word_set(
    "of in on at by for with from to into within across among over between under about as through than towards around against upon"
)
AUXILIARY = word_set(
    "to has have had will would can could may might must should did do does not was were is are be been being"
)
HAVE = word_set("have has had")
JOINS = word_set("and but or yet")
NUMBERS = word_set("two three four five six seven eight nine ten some many several more most few")
BE = word_set("was were is are be been being get got")
LINKING = BE | word_set("feel feels felt")
DETERMINERS = word_set("the a an this that these those their its his her no any some each every")
PARTICIPLES = word_set(
    "built led given made held driven shown put brought told seen drawn taken left felt thought paid found said gave took"
) | frozenset(IRREGULAR)
MODALS = word_set("can could may might must should will would")
VERB_ENDS = ("er", "or", "ure", "ment", "ence")
COMPARED = word_set(
    "better further greater wider higher lower larger smaller earlier later other closer deeper fuller slower"
)
ADJECTIVE = re.compile(r"(?:tial|ional|ical|cal|nal|ral|ible|ous|ful|less|ary)$")
NOUN = re.compile(r"(?:tion|ment|ness|ance|ence|ship|ity|ism|ure|ures|or|ors|er|ers)$")
MARKED = 4  # words between "from" and what it is said of


def is_verb(words: Sequence[Token], i: int) -> bool:
    """Whether a word is surely a verb where it stands."""
    small, before = words[i].small, words[i - 1].small if i else ""
    told = before == "that" and (small.endswith("ed") or small in PARTICIPLES)  # "services that provided a basis"
    if not words[i].content or (before in DETERMINERS and not told) or before in PREPOSITIONS - {"to"}:
        return False
    if (i and words[i].text[0].isupper()) or ADJECTIVE.search(small):
        return False  # part of a name, or what something is like
    after = words[i + 1].small if i + 1 < len(words) else ""
    if NOUN.search(small):
        return before in MODALS or (before == "to" and _infinitive(small, after))
    if small.endswith("ed") or small in PARTICIPLES:
        return _past(words, i, before, after)
    if small.endswith("s") and not small.endswith("ss") and after in DETERMINERS and before:
        return True
    if _plural(words, i - 1) and after in DETERMINERS and not small.endswith(("s", "ing", "ly")):
        return True  # "our findings echo those"
    opens = i + 1 < len(words) and (i == 0 or words[i - 1].clause != words[i].clause)
    if opens and not small.endswith(("s", "ing", "ly")) and (words[i + 1].content or after in DETERMINERS):
        return True  # "Achieve consistency"
    if before in JOINS and i > 1 and _goes_on(words, i):
        return is_verb(words, i - 2) and words[i - 2].small.endswith("ed")  # "enhanced or sped up"
    if small.endswith("ing"):
        return i + 1 < len(words) and (before in BE or words[i + 1].content)
    return before in AUXILIARY - BE - HAVE or (before in HAVE and after in DETERMINERS)


def _past(words: Sequence[Token], i: int, before: str, after: str) -> bool:
    """Whether a form that may be a past tense or a participle is a verb and no adjective."""
    if before in HAVE or (before == "not" and i > 1 and words[i - 2].small in HAVE):
        return True
    if after == "to" and i + 2 < len(words) and words[i + 2].content and before not in NUMBERS:
        return bool(before)  # "aimed to reconfigure"
    if i + 1 == len(words):
        return is_passive(words, i)
    goes_on = bool(before and after) and words[i + 1].clause == words[i].clause and after not in PREPOSITIONS
    # "transformation and integrated care"
    named = before in JOINS and after not in DETERMINERS and not _second(words, i)
    return is_passive(words, i) or (before not in NUMBERS and goes_on and not named)


def _second(words: Sequence[Token], i: int) -> bool:
    """Whether a participle behind "and" is one of two verbs: "embraced diverse areas and incorporated large ones"."""
    near = [
        j for j in range(max(0, i - 4), i - 2) if words[j].clause == words[i].clause and words[j].small.endswith("ed")
    ]
    return words[i + 1].text[0].isupper() or any(is_verb(words, j) and not is_passive(words, j) for j in near)


def _goes_on(words: Sequence[Token], i: int) -> bool:
    """Whether a content word or a determiner follows."""
    return i + 1 < len(words) and (words[i + 1].content or words[i + 1].small in DETERMINERS)


def _infinitive(small: str, after: str) -> bool:
    """Whether a word behind "to" that looks like a noun is a verb: "to foster links", not "to better outcomes"."""
    return bool(after) and after not in PREPOSITIONS and small.endswith(VERB_ENDS) and small not in COMPARED


def _plural(words: Sequence[Token], i: int) -> bool:
    return i >= 0 and words[i].content and words[i].small.endswith("s") and not words[i].small.endswith("ss")


def is_passive(words: Sequence[Token], i: int) -> bool:
    """Whether a participle has a form of "be" right before it, or with "not" or an adverb between."""
    small = words[i].small
    if not (small.endswith(("ed", "en")) or small in PARTICIPLES):
        return False
    if i + 1 < len(words) and words[i + 1].small == "by":
        return True
    for word in reversed(words[max(0, i - 3) : i]):
        if word.small in LINKING:
            return True
        if word.small not in ("not", "also", "already") and not word.small.endswith("ly"):
            return False
    return False


def is_been(words: Sequence[Token], i: int) -> bool:
    """Whether a participle has a form of "be" near before it."""
    return any(w.small in LINKING for w in words[max(0, i - MARKED) : i])
