"""Has a model put a follow-up in words that stand alone, which are used only where they say what was asked and no more.

What stands in the conversation is all that a rewording may speak of: so a model can neither bring in what nobody asked nor have
words of its own shown. In every other case, and when it takes long, the rule-based reading stands. The evidence never waits for it.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass

from Stemmer import Stemmer

from lessons.engines.prompts import rewording
from lessons.engines.writer import Writer, WriterFailed
from lessons.terms import content_words
from lessons.wants import CARRIES_ON, PILOTS, ROLES, THEME, VERSIONS

ENGINES = frozenset({"endpoint"})  # the small model in this process does not ask: it shortens passages (decision 12)
SECONDS = 3.0
MOST_READ = 1000  # characters of a reply
LONGEST = 200  # characters of a question
FEWEST, MOST = 3, 30  # words
LEAST_CARRIED = 1 / 3  # of what the rule-based reading is about
PLAIN = re.compile(r"[A-Z][A-Za-z0-9 ,;:'’&%£()/-]+[?.]")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# Words that turn a question round, or say whose words are meant: as much part of it as a name is.
WEIGHTY = re.compile(
    r"\b(?:not?|never|none|nobody|nothing|without|cannot|\w+n[’']t|senior|managers?|participants?|interviewees?|authors?|"
    r"providers?|patients?|quot\w+|should|recommend\w*|advi[cs]e\w*|chang\w+|differ\w*)\b",
    re.IGNORECASE,
)
QUANTITY = re.compile(r"\b(?:only|all|every\w*|each|any\w*|both|always|most|many|several)\b", re.IGNORECASE)
# What a question may need to be whole, and what says nothing of its own.
GLUE = re.compile(
    r"\b(?:"
    r"about|after|against|also|am|among|around|as|because|before|being|between|but|during|explain|"
    r"find|found|give|given|had|happen|happened|happens|having|here|if|into|kinds?|may|mean|meant|"
    r"mention|mentioned|might|must|of|off|over|reasons?|regard|regarding|related|saying|so|such|than|"
    r"them|themselves|these|those|through|took|towards?|under|until|upon|used|were|when|while|whether|"
    r"within|would"
    r")\b",
    re.IGNORECASE,
)
Entity = tuple[str, str]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question that leans on earlier ones: as typed, as the rules read it, and what was asked before, oldest first."""

    question: str
    standalone: str
    earlier: tuple[str, ...]


def follow_up(question: str, standalone: str, earlier: Sequence[str]) -> FollowUp | None:
    """The question as one that leans on earlier ones; None where it stands alone."""
    leans = bool(earlier) and standalone != " ".join(question.split())
    return FollowUp(question, standalone, tuple(earlier)) if leans else None


def reword(writer: Writer, asked: FollowUp) -> Generator[None, None, str]:
    """The follow-up in the model's words, "" where the rule-based reading stands; gives a beat while nothing comes."""
    pieces = writer.write(rewording(asked.question, asked.earlier))
    until = time.monotonic() + SECONDS
    said, found = "", None
    try:
        for piece in pieces:
            said += piece
            found = _question_in(said) if "}" in piece else None
            if found is not None or len(said) > MOST_READ or time.monotonic() > until:
                break
            yield None
    except WriterFailed:  # the summary is tried all the same, and says so if it fails
        return ""
    finally:
        if isinstance(pieces, Generator):
            pieces.close()
    return found if found is not None and holds(found, asked) else ""


def holds(said: str, asked: FollowUp) -> bool:
    """Whether a rewording is one plain question that brings in nothing and loses nothing of what was asked."""
    if len(said) > LONGEST or not PLAIN.fullmatch(said) or not FEWEST <= len(said.split()) <= MOST:
        return False
    if said in (" ".join(asked.question.split()), asked.standalone):
        return False
    typed = " ".join([*asked.earlier, asked.question, asked.standalone])
    return _brings_in_nothing(said, typed) and _loses_nothing(said, asked)


def _brings_in_nothing(said: str, typed: str) -> bool:
    named, quantities = entities(said) | _words(WEIGHTY, said), _words(QUANTITY, said)
    known = entities(typed) | _words(WEIGHTY, typed)
    return named <= known and quantities <= _words(QUANTITY, typed) and _about(said) <= _about(typed)


def _loses_nothing(said: str, asked: FollowUp) -> bool:
    meant, about = _about(asked.standalone), _about(said)
    own = CARRIES_ON.sub("", asked.question)
    return (
        entities(asked.standalone) <= entities(said)
        and _words(WEIGHTY, own) <= _words(WEIGHTY, said)
        and _about(own) <= about
        and len(about & meant) >= LEAST_CARRIED * len(meant)
    )


def entities(words: str) -> frozenset[Entity]:
    """The pilots, versions, themes, roles and numbers that a question names."""
    named = [("place", str(name)) for name, pattern in (*PILOTS, *VERSIONS) if pattern.search(words)]
    roles = [("role", role) for role, pattern in ROLES if pattern.search(words)]
    themes = [("theme", " ".join(match[0].lower().split())) for match in THEME.finditer(words)]
    return frozenset([*named, *roles, *themes, *(("number", number) for number in NUMBER.findall(words))])


def _words(kind: re.Pattern[str], words: str) -> frozenset[Entity]:
    return frozenset(("word", match[0].lower()) for match in kind.finditer(words))


def _about(words: str) -> frozenset[str]:
    """The stems of the words that say what a question is about."""
    said = [word.lower().strip("'’") for word in content_words(GLUE.sub(" ", words))]
    return frozenset(Stemmer("english").stemWords(said))


def _question_in(reply: str) -> str | None:
    """The question in a reply that is complete, "" where there is none; None while it is not complete."""
    try:
        found, _ = json.JSONDecoder().raw_decode(reply, max(reply.find("{"), 0))
    except json.JSONDecodeError:
        return None
    except (ValueError, RecursionError):
        return ""
    question = found.get("question") if isinstance(found, dict) else None
    return question[:1].upper() + question[1:] if isinstance(question, str) else ""
