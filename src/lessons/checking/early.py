"""Checks that what a passage calls too early to conclude is not concluded."""

from __future__ import annotations

from collections.abc import Sequence

from lessons.checking.grounding import Reading
from lessons.checking.tokens import Token, word_set
from lessons.checking.verdicts import Fault, Reason

CONCLUDING = word_set("conclude say tell know judge assess determine")
TOO_SOON_SAID = word_set(
    "early soon premature prematurely yet not cannot unclear uncertain unknown remains whether no nor without"
)


def too_early_fault(reading: Reading, whole: Sequence[Token]) -> Fault | None:
    """A claim of what its passage says it is too early to conclude; ``whole`` are the words of the sentence so far."""
    held = {w.small for g in reading.grounds for w in g.unit.words}
    if _too_soon(held) and not {w.small for w in whole} & TOO_SOON_SAID and _concludes(reading):
        return Fault(Reason.MODALITY, "the passage says that it is too early to say so")
    return None


def _too_soon(held: set[str]) -> bool:
    """Whether a passage says that it is too early to conclude something."""
    return "too" in held and bool(held & {"early", "soon"}) and bool(held & CONCLUDING)


def _concludes(reading: Reading) -> bool:
    """Whether a claim rests on what stands behind "too early to conclude"."""
    for ground in reading.grounds:
        at = next((j for j, w in enumerate(ground.unit.words) if w.small in CONCLUDING), None)
        end = next((w.clause for w in ground.unit.words[at or 0 :]), 0)
        if (
            at is not None
            and sum(
                k.at > at and ground.unit.words[k.at].clause == end and w.content
                for w, k in zip(reading.part.words, ground.found, strict=True)
            )
            > 1
        ):
            return True
    return False
