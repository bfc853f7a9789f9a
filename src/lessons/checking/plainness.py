"""Tells whether a written sentence is one plain English sentence that reports, and nothing else."""

from __future__ import annotations

import re
import unicodedata

from lessons.checking.tokens import SMALL, tokens
from lessons.checking.verdicts import Fault, Reason

FEWEST, MOST = 4, 60  # words
LONGEST = 600  # characters
LEAST_SMALL = 0.08  # of the words of an English sentence are among these
ALLOWED = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,;:'\"“”‘’()£%–—-…/&?!éèêëàâçöüïôîû\u00a0"
)
MARKUP = re.compile(
    r"[<>`*_#|\[\]{}\\^~=]|&(?:#?\w+);|\bhttps?\b|\bwww\b|\b\w+\.(?:com|org|net|io|uk|gov|html?|png|jpe?g|js|py)\b|\b[\w.]+@\w|^\s*(?:[-•–—·‣]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s"
    r"|\bjavascript\b|\bdata:|/{2}",
    re.IGNORECASE,
)
PERSON = re.compile(
    r"\b(?:I|me|my|mine|myself|we|us|our|ours|ourselves|you|your|yours|yourself|let's)\b", re.IGNORECASE
)
CHAT = re.compile(
    r"^(?:certainly|of course|sure|ok|okay|thanks?|thank|welcome|great|absolutely|here)\b|\b(?:please|sorry|apolog\w+|hello|hi|as an ai|language model|assistant|chatbot|"
    r"system prompt|(?:previous|earlier|above|system|your|my|these|following|all|any|prior) (?:\w+ )?instructions?|(?:ignore|disregard)s? (?:the|all|any|previous|earlier|these|your)|prompt|passages?|excerpts?|click|subscribe|download|visit|password|the user|"
    r"question asked|json|here (?:is|are)|happy to|hopefully|(?:this|that|it) helps:|feel free|let me|in summary|to summari[sz]e|^note that|please note|remember|tell (?:me|us|you|them|the (?:user|reader)s?|everyone|everybody)\b|hope (?:this|that|it)|"
    r"the (?:text|context|source|document|snippet)s? (?:above|below|provided|supplied|given))\b",
    re.IGNORECASE,
)
COMMAND = re.compile(
    r"^(?:do|don't|go|see|read|write|say|tell|make|take|note|consider|remember|ignore|contact|call|open|click|give|send|reply|answer|"
    r"respond|print|output|repeat|use|try|visit|follow|check|ask|imagine|forget|reveal|pretend|act|"
    r"accept|treat|translate|summari[sz]e|describe|explain|mark|rate|trust|stop|start|buy|sign|email|click|join|let)\b(?!-| of\b)(?!(?<=email) (?!the|an?|this|it|to|all|every|and)\w)",
    re.IGNORECASE,
)
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)")


def form_fault(sentence: str) -> Fault | None:
    """What keeps a sentence from being shown whatever its passages say."""
    for fault in (_signs, _shape, _manner):
        if said := fault(sentence):
            return Fault(Reason.FORM, said)
    return None


def _signs(sentence: str) -> str:
    strange = next((c for c in sentence if c not in ALLOWED), None)
    if strange is not None:
        return f"it holds a sign that plain text has no use for ({unicodedata.name(strange, 'unnamed')})"
    return "it holds markup or an address" if MARKUP.search(sentence) else ""


def _shape(sentence: str) -> str:
    words = tokens(sentence)
    if not FEWEST <= len(words) <= MOST or len(sentence) > LONGEST:
        return "it is too short or too long for one sentence"
    if words[-1].sentence != words[0].sentence:
        return "it is more than one sentence"
    if not sentence.rstrip(" \"”’'").endswith(".") or sentence != sentence.strip() or "?" in QUOTED.sub("", sentence):
        return "it is not one full sentence"
    if not re.match(r"[A-Z0-9“‘\"']", sentence):
        return "it does not begin like a sentence"
    small = sum(word.small in SMALL for word in words) / len(words)
    return "" if small >= LEAST_SMALL else "it does not read like English"


def _manner(sentence: str) -> str:
    own = QUOTED.sub(" ", sentence)
    if PERSON.search(own):
        return "it speaks in the first or second person"
    if CHAT.search(own):
        return "it speaks to the reader instead of reporting"
    return "it gives an instruction" if COMMAND.search(own) else ""
