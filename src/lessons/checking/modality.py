"""Checks that a claim is no surer than its passage: what may be stays what may be, what was felt stays what was felt."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lessons.checking.grounding import Ground, Reading
from lessons.checking.passages import How
from lessons.checking.tokens import Token, stem, word_set
from lessons.checking.verdicts import Fault, Reason


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())


POSSIBLE = _stems(
    "may might could can potential potentially possible possibly perhaps maybe possibility likely unlikely risk chance chances seem seems appear appears "
    "seemed appeared suggest suggests suggested sometimes help whether if tend tended tends apparently probably early promise"
)
SEEMING = _stems("seem appear apparently suggest perhaps possibly maybe likely may might")
HEDGES = word_set("may might could potential potentially possible possibly perhaps likely unlikely can risk")
TO = word_set("could would should may might can must will to")
WOULD = frozenset({"would", "will", "d", "ll"})
ADVERB = re.compile(r"ly$|^(?:sometimes|often|always|already|soon|perhaps|never)$")
EMPTY = _stems(
    "offer provide help make give get serve act"
)  # verbs that say too little to show that a hedge was dropped
# What is done when "to" and a verb follow these; behind other words it may never have come to that.
DONE = _stems(
    "help allow enable begin continue lead manage use come get serve succeed felt thought seen found said due able want need like"
)
PAST = word_set(
    "built led given made held driven shown put brought seen drawn taken left paid met grown become became began won lost"
)
BELIEF = _stems(
    "felt feel feeling thought think believed believe perceived perception considered regarded viewed view seen opinion impression sense "
    "argued suggested acknowledged recognised concern concerns worried complaint complained said says reported noted commented "
    "described according criticised critical valued agreed praise praised highlighted pointed told spoke understood "
    "warned explained doubted saw claimed mentioned worry worries fear feared seemed seem appeared regard "
    "recognition awareness regards admitted recommends recommend advice identified found interviewees participants respondents expected"
)
BELIEVED = word_set(
    "felt thought believed perceived perception considered regarded impression sense argued suggested concerns "
    "reported commented claimed opinion"
)
FACT = _stems("acknowledged recognised recognition demonstrated showed identified reported")
INTENDED = _stems(
    "aim aims aimed plan plans planned intend intended seek seeks hope hoped want wants objective purpose propose proposed sought ambition "
    "ambitious target goal designed meant try tries tried attempt attempts task charged about supposed expected"
)
AIMS = word_set("aims aimed intended planned seeks hoped proposed")
CERTAIN: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (frozenset({"must"}), word_set("must need needs haveto required necessary crucial essential")),
    (frozenset({"will", "shall"}), frozenset({"will", "shall", "ll"})),
    (word_set("should ought"), word_set("should must need needs needed ought recommend recommended important importance key avoid resist achieve invest allow ensure acknowledge rediscover message messages haveto encourage encouraging")),
    (
        word_set("certainly definitely clearly undoubtedly inevitably obviously undeniably undeniable conclusively unquestionably surely indeed indisputably doubtless"),
        word_set("certainly definitely clearly undoubtedly inevitably obviously clear evident invariably"),
    ),
    (word_set("proven proved prove proves proof proving"), word_set("proven proved prove proves proof proving")),
    (word_set("confirm confirms confirmed established"), word_set("confirm confirms confirmed established establish")),
    (word_set("guarantee guarantees guaranteed guaranteeing"), word_set("guarantee guarantees guaranteed")),
    (word_set("ensure ensures ensured ensuring"), word_set("ensure ensures ensured ensuring secure")),
    (word_set("certain sure"), word_set("certain sure clear some")),
)  # fmt: skip
HEADS = 3  # content words behind a hedge that it surely bears on


def modality_fault(reading: Reading, whole: Sequence[Token]) -> Fault | None:
    """Where the claim is surer than its passages; ``whole`` are the words of the sentence so far."""
    claim = reading.part.words
    held = {w.small for g in reading.grounds for w in g.unit.words}
    for strong, enough in CERTAIN:
        grown = next((w.text for i, w in enumerate(claim) if w.small in strong and not _turned_out(i, reading)), "")
        if grown and not held & enough:
            return Fault(Reason.MODALITY, f"the passage does not say “{grown}”")
    said = {w.stem for w in whole}
    for ground in reading.grounds:
        if weak := _dropped(claim, ground, said):
            return Fault(Reason.MODALITY, f"the passage only says “{weak}”")
        if done := _done(claim, ground):
            return Fault(Reason.MODALITY, f"the passage does not say that it was done (“{done}”)")
    unit = reading.chief.unit
    if not unit.speaker and _only_believed(reading.chief) and not {w.stem for w in whole} & (BELIEF | SEEMING):
        return Fault(Reason.MODALITY, "the passage only says that it was thought so")
    return None


def _only_believed(ground: Ground) -> bool:
    """Whether most of what the claim takes from a sentence stands behind "felt", "thought" and the like, or before where none is."""
    unit = ground.unit.words
    if not any(w.small in BELIEVED for w in unit):
        return False
    said = [j for j, w in enumerate(unit) if w.small in BELIEVED or w.stem in FACT]
    used = [link.at for link in ground.found if link.how == How.SAME and unit[link.at].content]
    over = [max((j for j in said if j < at), default=-1) for at in used]
    return sum(j < 0 or unit[j].small in BELIEVED for j in over) * 2 >= len(used)


def _turned_out(i: int, reading: Reading) -> bool:
    """Whether "proved" only says that something was so: "had proved harder"."""
    behind = reading.found[i + 1 : i + 2]
    return reading.part.words[i].stem == "prove" and bool(behind) and behind[0].how >= How.ALIKE


def _dropped(claim: Sequence[Token], ground: Ground, said: set[str]) -> str:
    """A hedge of the passage that the claim leaves out though it uses the words that it bears on."""
    unit = ground.unit.words
    used = {link.at for link in ground.found if link.at >= 0}
    small = {w.small for w in claim}
    for at, word in enumerate(unit):
        weak = _weaker(word)
        if (
            not weak
            or said & weak
            or (word.small in WOULD and small & WOULD)
            or (ground.unit.speaker and word.small in WOULD | {"can"})
        ):
            continue
        behind = [
            j for j in range(at + 1, min(len(unit), at + 9)) if unit[j].content and unit[j].clause == unit[at].clause
        ]
        if word.small in WOULD and at + 1 < len(unit) and unit[at + 1].small == "like":
            continue
        telling = [j for j in behind if unit[j].stem not in EMPTY and not ADVERB.search(unit[j].small)]
        heads = telling[: 1 if word.small in WOULD else HEADS]
        if at + 1 < len(unit) and unit[at + 1].small == "not":
            continue  # what is denied is compared as such
        if any(j in used for j in heads[:1]):
            return word.text
    return ""


def _weaker(word: Token) -> frozenset[str]:
    """The stems of which one has to stand in a claim that uses what stands behind a word of its passage."""
    if word.small in HEDGES:
        return POSSIBLE
    if word.small in WOULD:
        return POSSIBLE | BELIEF | INTENDED
    return INTENDED | POSSIBLE if word.small in AIMS else frozenset()


def _done(claim: Sequence[Token], ground: Ground) -> str:
    """Something told as done that the passage only speaks of doing: "an opportunity to improve" and "has improved"."""
    unit = ground.unit.words
    for i, link in enumerate(ground.found):
        if (
            link.how != How.SAME
            or claim[i].stem in EMPTY
            or link.at < 2
            or unit[link.at - 1].small != "to"
            or unit[link.at - 2].stem in DONE
        ):
            continue
        if unit[link.at].small.endswith(("ing", "ed")) or any(
            w.stem in DONE for w in unit[max(0, link.at - 4) : link.at - 1]
        ):
            continue
        before = [w.small for w in claim[max(0, i - 3) : i]]
        if _is_past(claim[i].small) and not set(before) & (TO | {"be", "to"}):
            return claim[i].text
    return ""


def _is_past(word: str) -> bool:
    return word.endswith("ed") or word in PAST
