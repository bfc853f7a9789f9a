"""Checks that a claim is no surer than its passage: what may be stays what may be, what was felt stays what was felt."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lessons.checking.denials import denied
from lessons.checking.grounding import Ground, Reading
from lessons.checking.passages import How
from lessons.checking.tokens import Token, stem, word_set
from lessons.checking.verbs import BE, HAVE, is_passive, is_verb
from lessons.checking.verdicts import Fault, Reason


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())


POSSIBLE = _stems(
    "may might could can potential potentially possible possibly perhaps maybe possibility likely unlikely risk chance chances seem seems appear appears "
    "seemed appeared suggest suggests suggested sometimes help whether if tend tended tends apparently probably early promise"
)
SEEMING = _stems("seem appear apparently suggest perhaps possibly maybe likely may might")
HEDGES = word_set("may might could potential potentially possible possibly perhaps likely unlikely can risk")
SEEMED = word_set("seem seems seemed seeming seemingly appear appears appeared apparently apparent")
PERSONS = _stems("interviewees participants respondents")
WOULD = frozenset({"would", "will", "d", "ll"})
OWN = 6  # words of a part that is long enough to have its own hedge
AFTER_AND = 4  # words before "thought" that begin what is said to be thought
ADVERB = re.compile(r"ly$|^(?:sometimes|often|always|already|soon|perhaps|never)$")
EMPTY = _stems(
    "offer provide help make give get serve act"
)  # verbs that say too little to show that a hedge was dropped
PAST = word_set(
    "built led given made held driven shown put brought seen drawn taken left paid met grown become became began won lost"
)
BELIEF = _stems(
    "felt feel feeling thought think believed believe perceived perception considered regarded viewed view seen opinion impression sense "
    "argued suggested acknowledged recognised concern concerns worried complaint complained said says reported noted commented "
    "described according criticised critical valued agreed praise praised highlighted pointed told spoke understood "
    "warned explained doubted saw claimed mentioned worry worries fear feared seemed seem appeared regard "
    "deemed judged reckoned judgement recognition awareness regards admitted recommends recommend advice identified found interviewees participants respondents expected"
)
BELIEVED = word_set(
    "felt thought believed perceived perception considered regarded impression sense argued suggested concerns "
    "reported commented claimed opinion"
)
FACT = _stems("noted acknowledged recognised recognition demonstrated showed identified reported")
INTENDED = _stems(
    "aim aims aimed plan plans planned intend intended seek seeks hope hoped want wants objective purpose propose proposed sought ambition "
    "ambitious target goal designed meant try tries tried attempt attempts task charged about supposed expected"
)
AIMS = word_set("aims aimed intended planned seeks hoped proposed")
PROSPECTIVE = word_set(
    "partners interviewees participants candidates members"
)  # "potential" ones; what is said of them is no surer without it
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


def modality_fault(reading: Reading, whole: Sequence[Token]) -> Fault | None:
    """Where the claim is surer than its passages; ``whole`` are the words of the sentence so far."""
    claim = reading.part.words
    held = {w.small for g in reading.grounds for w in g.unit.words}
    for strong, enough in CERTAIN:
        grown = next(
            (
                w.text
                for i, w in enumerate(claim)
                if w.small in strong and not _turned_out(i, reading) and not _doubted(i, claim)
            ),
            "",
        )
        if grown and not held & enough:
            return Fault(Reason.MODALITY, f"the passage does not say “{grown}”")
    said = {w.stem for w in whole} | ({"aim"} if _sets_out(whole) else set())
    own = {w.stem for w in claim} | (said & (BELIEF | INTENDED)) if len(claim) >= OWN else said
    for ground in reading.grounds:
        if weak := _dropped(claim, ground, said, own):
            return Fault(Reason.MODALITY, f"the passage only says “{weak}”")
    unit = reading.chief.unit
    hedged = bool({w.small for w in claim} & HEDGES & {w.small for w in unit.words})
    if not unit.speaker and _only_believed(reading.chief) and not _as_thought(whole) and not hedged:
        return Fault(Reason.MODALITY, "the passage only says that it was thought so")
    return None


def _sets_out(whole: Sequence[Token]) -> bool:
    """Whether a claim says that something set out to do what it names: that is an aim."""
    small = [w.small for w in whole]
    return any(w.startswith("set") and small[i + 1 : i + 3] == ["out", "to"] for i, w in enumerate(small))


def _as_thought(whole: Sequence[Token]) -> bool:
    """Whether a claim says that somebody thinks it; people of whom it only names something are none who do."""
    for i, word in enumerate(whole):
        after = whole[i + 1] if i + 1 < len(whole) else None
        owned = after is not None and after.content and after.stem not in BELIEF and not is_verb(whole, i + 1)
        if word.stem in BELIEF | SEEMING and not (word.stem in PERSONS and owned):
            return True
    return False


def _only_believed(ground: Ground) -> bool:
    """Whether most of what the claim takes from a sentence stands behind "felt", "thought" and the like, or before where none is."""
    unit = ground.unit.words
    if not any(w.small in BELIEVED for w in unit):
        return False
    said = [j for j, w in enumerate(unit) if w.small in BELIEVED or w.stem in FACT]
    used = [link.at for link in ground.found if link.how == How.SAME and unit[link.at].content]
    own = [w.small for w in unit[max(0, said[0] - AFTER_AND) : said[0]]]
    if "and" in own and set(own[own.index("and") :]) & BE:
        used = [
            at for at in used if at > said[0]
        ]  # "it ran counter to this and was thought to harm": only the second is thought
        if not used:
            return False
    over = [max((j for j in said if j < at), default=-1) for at in used]
    return sum(j < 0 or unit[j].small in BELIEVED for j in over) * 2 >= len(used)


def _turned_out(i: int, reading: Reading) -> bool:
    """Whether "proved" only says that something was so: "had proved harder"."""
    behind = reading.found[i + 1 : i + 2]
    return reading.part.words[i].stem == "prove" and bool(behind) and behind[0].how >= How.ALIKE


def _doubted(i: int, claim: Sequence[Token]) -> bool:
    """Whether what a word is sure of is itself denied: "this does not guarantee that it will"."""
    that = [j for j in range(i) if claim[j].small == "that"]
    return bool(that) and claim[that[-1]].clause == claim[i].clause and denied(claim)[that[-1]] and denied(claim)[i]


def _dropped(claim: Sequence[Token], ground: Ground, said: set[str], own: set[str]) -> str:
    """A hedge of the passage that the claim leaves out though it uses the words that it bears on."""
    unit = ground.unit.words
    used = {link.at for link in ground.found if link.at >= 0}
    small = {w.small for w in claim}
    used_as_done = {link.at for i, link in enumerate(ground.found) if link.at >= 0 and _finite(claim, i)}
    for at, word in enumerate(unit):
        weak = _weaker(word)
        if (
            not weak
            or (said if word.small == "can" else own) & weak
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
        if at + 1 < len(unit) and (unit[at + 1].small == "not" or unit[at + 1].small in PROSPECTIVE):
            continue  # what is denied is compared as such
        if any(j in used for j in _heads(telling, unit)) or (
            word.small in AIMS and any(j > at and unit[j].clause == word.clause for j in used_as_done)
        ):
            return word.text
    return ""


def _heads(telling: Sequence[int], unit: Sequence[Token]) -> list[int]:
    """What a hedge surely bears on: the first word behind it that says something, and those joined to it by "or"."""
    found = list(telling[:1])
    for j in telling[1:]:
        if j - found[-1] == 2 and unit[j - 1].small == "or":
            found.append(j)
    return found


def _finite(words: Sequence[Token], i: int) -> bool:
    """Whether a word tells what was done: "have shifted", "they shifted it", not "were shifted" of what is named so."""
    before = words[i - 1].small if i else ""
    return _is_past(words[i].small) and (before in HAVE or (is_verb(words, i) and not is_passive(words, i)))


def _weaker(word: Token) -> frozenset[str]:
    """The stems of which one has to stand in a claim that uses what stands behind a word of its passage."""
    if word.small in HEDGES:
        return POSSIBLE | INTENDED if word.small == "can" else POSSIBLE
    if word.small in SEEMED:
        return POSSIBLE | BELIEF
    if word.small in WOULD:
        return POSSIBLE | BELIEF | INTENDED
    return INTENDED | POSSIBLE if word.small in AIMS else frozenset()


def _is_past(word: str) -> bool:
    return word.endswith("ed") or word in PAST
