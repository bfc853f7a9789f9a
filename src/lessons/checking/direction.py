"""Checks that cause and effect, and who does what to whom, stand in the claim as they do in its passage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lessons.checking.doers import mirrored, other_doer, strange_doer
from lessons.checking.grounding import Ground, Reading
from lessons.checking.order import other_complement, taken_over, turned_contrast
from lessons.checking.tokens import Token, stem, word_set
from lessons.checking.turning import crossed
from lessons.checking.verdicts import Fault, Reason


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())


RELATIONS = _stems(
    "lead led cause result help allow enable let criticise critical support hinder convince persuade supersede replace draw drew inspire put "
    "become contrast influence affect drive force push build built strengthen undermine contribute oppose exceed follow precede depend rely "
    "give gave provide offer ask invite tell told inform want blame praise value trust manage oversee fund pay commission produce create raise "
    "complement bring brought test link reduce improve join teach show serve"
)
CAUSES = _stems(
    "lead led leading cause result produce create make made affect influence force forced drive driven contribute"
)
BACKWARD = word_set("because due owing")
BE = word_set("was were is are been be being get got")
PARTICIPLES = word_set(
    "built led given made held driven shown put brought told seen drawn taken left felt thought paid"
)
AFTER_PARTICIPLE = word_set("by in on through over with for at upon from")
CLOSEST, NEAREST = 2, 4  # linked words on each side of a relation that count
OBJECTS = word_set("them him her us me you it the a an their its")
BEFORE_NOUN = word_set("the a an of for with by in on its their any no this these those")
BEFORE_PARTICIPLE = word_set("with the a an of for and their its in by on at")
NOUN = re.compile(r"(?:tion|ment|ness|ance|ence|ship|ity|ism|ure|or|er)s?$")


def direction_fault(reading: Reading) -> Fault | None:
    """A relation whose two sides have changed places, or a word that the passage says of something else."""
    claim = reading.part.words
    for ground in reading.grounds:
        if word := (
            _turned_relation(claim, ground)
            or turned_contrast(claim, ground)
            or other_doer(claim, ground)
            or mirrored(claim, ground)
            or other_complement(claim, ground)
            or crossed(claim, ground)
        ):
            return Fault(Reason.DIRECTION, f"the passage has it the other way round (“{word}”)")
        if word := taken_over(claim, ground):
            return Fault(Reason.DIRECTION, f"the passage does not say “{word}” of this")
    if word := strange_doer(reading):
        return Fault(Reason.DIRECTION, f"the passage does not say who “{word}”")
    return None


def _is_passive(words: Sequence[Token], i: int) -> bool:
    before = [w.small for w in words[max(0, i - 3) : i]]
    participle = words[i].small.endswith(("ed", "en")) or words[i].small in PARTICIPLES
    return participle and bool(set(before) & BE) and before[-1] not in ("have", "has", "had")


def _turned_relation(claim: Sequence[Token], ground: Ground) -> str:
    unit = ground.unit.words
    for i, word in enumerate(claim):
        if word.stem not in RELATIONS | CAUSES and word.small not in BACKWARD:
            continue
        for p, held in enumerate(unit):
            if _one_relation(word, held) and _crossed(claim, ground, i, p):
                return word.text
    return ""


def _one_relation(word: Token, held: Token) -> bool:
    causes = [w.stem in CAUSES or w.small in BACKWARD for w in (word, held)]
    return held.stem == word.stem or all(causes)


def _crossed(claim: Sequence[Token], ground: Ground, i: int, p: int) -> bool:
    """Whether what stands before a relation in the claim stands behind it in the passage, and the other way round."""
    forms = _form(claim, i), _form(ground.unit.words, p)
    if 0 in forms:
        return False
    back = bool(ground.unit.before)
    found = ground.found

    def place(j: int) -> int | None:
        return found[j].at if found[j].at >= 0 else -1 if back and ground.earlier[j] else None

    before = [at for j in range(i - 1, -1, -1) if claim[j].content and (at := place(j)) is not None][:NEAREST]
    after = [at for j in range(i + 1, len(claim)) if claim[j].content and (at := place(j)) is not None][:NEAREST]
    if not before or not after:
        return False
    return any(
        _most(at > p for at in before[:near]) and _most(at < p for at in after[:near])
        if forms[0] == forms[1]
        else _most(at < p for at in before[:near]) and _most(at > p for at in after[:near])
        for near in (1, CLOSEST, NEAREST)
    )


def _most(crossing: Iterable[bool]) -> bool:
    found = list(crossing)
    return sum(found) * 2 > len(found)


def _form(words: Sequence[Token], i: int) -> int:
    """1 where the doer stands before a word, -1 where behind it, 0 where that cannot be told."""
    small = words[i].small
    before = [w.small for w in words[max(0, i - 3) : i]]
    after = words[i + 1].small if i + 1 < len(words) else ""
    if small in BACKWARD or (words[i].stem == "result" and after == "of"):
        return -1
    if (words[i].stem == "result" and after not in ("in", "from")) or (i and words[i].text[0].isupper()):
        return 0  # a noun, or part of a name
    if NOUN.search(small) or (small.endswith("ing") and not set(before[-1:]) & BE):
        return 0
    if before[-1:] == ["this"] and small.endswith("ed") and after in OBJECTS:
        return 1  # "this allowed them"
    if (before and before[-1] in BEFORE_NOUN) or after == "it":
        return 0
    if not (small.endswith(("ed", "en")) or small in PARTICIPLES):
        return 1
    if _is_passive(words, i):
        return -1 if "by" in {w.small for w in words[i + 1 : i + 4]} else 0
    if after in AFTER_PARTICIPLE:
        return 0
    return 0 if before and before[-1] in BEFORE_PARTICIPLE else 1
