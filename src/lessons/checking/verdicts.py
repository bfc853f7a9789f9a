"""What the checker of written sentences can say, and the words that it says it in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a written sentence is left out."""

    FORM = "form"  # not one plain sentence of reporting prose
    PASSAGES = "passages"  # nothing is cited
    QUOTE = "quote"  # words in quotation marks that do not stand in one passage without a break
    SPEAKER = "speaker"  # somebody else said it
    PILOT = "pilot"
    ROLE = "role"
    VERSION = "version"
    NUMBER = "number"
    NAME = "name"
    SCOPE = "scope"  # said of more people or places than in the passages
    NEGATION = "negation"
    POLARITY = "polarity"  # the opposite of a word of the passages
    MODALITY = "modality"  # surer than the passages
    DIRECTION = "direction"  # cause and effect, or who and whom, turned round
    SUPPORT = "support"  # too much of it is not in the passages


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence may be shown; ``score`` is the log odds that its passages carry it, 0 where that was not reached."""

    kept: bool
    reason: Reason | None = None
    detail: str = ""
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a sentence, in plain words."""

    reason: Reason
    detail: str
