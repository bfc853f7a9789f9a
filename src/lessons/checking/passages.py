"""The cited passages cut into sentences, with who said them, and where the words of a claim stand in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from lessons.checking.entities import pilots_behind, pilots_of
from lessons.checking.synonyms import groups, opposites
from lessons.checking.tokens import Token, base_form, stem, tokens, word_set
from lessons.domain import Citation, Pilot

NEAR = 6  # words on either side whose fellows tell which place of a passage a word of the claim means
WINDOW = 10
MOST_BETWEEN = 8  # characters between two sentences: a blank, numbers of references
BESIDE = 0.8  # what a fellow right beside it adds to a place
ROW_NAME = 8  # words at the beginning of a table row that may name its pilot
AROUND = 6  # words of the passage among which an opposite stands in the place of the claim's word
CLOSE = 3  # words between an opposite and a fellow of the claim's next word, so that it stands in its place
LEAST_STEM = 5  # letters that two words of one family share
PREFIX = re.compile(r"^(?:inter|intra|multi|semi|over)(?=[a-z]{5})")
# Stems that begin like those of other families ("community" and "communication", "general" and "generate").
STRANGERS = word_set(
    "commun communic general generat intern interest interview particular particip univers organ organis public publish person personnel "
    "polici polit contract contrast consult consist constrain condit confid confidenti provid provis profit produc product process proport"
)
POINTS_BACK = word_set("they these this those their it its such he she")


@dataclass(frozen=True)
class Unit:
    """One sentence of a passage: its words, its speaker's name (none where the authors write), its document, its passage.

    ``before`` are the words of the sentence that it points back at ("They were critical …").
    """

    words: tuple[Token, ...]
    speaker: str
    document: str
    number: int
    pilots: frozenset[Pilot]
    before: tuple[Token, ...]
    meanings: Mapping[str, frozenset[str]]
    row: bool = False  # of a table

    @cached_property
    def places(self) -> Mapping[str, tuple[int, ...]]:
        """Where each stem stands; an acronym stands for the words that it is short for."""
        found: dict[str, list[int]] = {}
        for i, word in enumerate(self.words):
            for one in {word.stem, *self.spelt(word)}:
                found.setdefault(one, []).append(i)
        return {one: tuple(at) for one, at in found.items()}

    def spelt(self, word: Token) -> frozenset[str]:
        """The stems of the words that an acronym is short for."""
        if not word.text[:2].isupper():
            return frozenset()
        return self.meanings.get(word.small) or self.meanings.get(word.small.removesuffix("s")) or frozenset()

    @cached_property
    def kin(self) -> Mapping[int, tuple[int, ...]]:
        """Where words of each group of like words stand."""
        found: dict[int, list[int]] = {}
        for i, word in enumerate(self.words):
            for group in groups().get(word.stem, ()):
                found.setdefault(group, []).append(i)
        return {group: tuple(at) for group, at in found.items()}

    @cached_property
    def bases(self) -> Mapping[str, int]:
        """Where words that begin with "un-" or the like stand, by the stem of what they deny."""
        return {stem(base_form(w.small)): i for i, w in enumerate(self.words) if base_form(w.small) != w.small}


class How:
    """How well a word of a claim is found: the word itself, one that says the same, its opposite."""

    SAME, ALIKE, OPPOSED, NOWHERE = 3, 2, 1, 0


@dataclass(frozen=True, slots=True)
class Link:
    """Where a word of a claim is found in a sentence: the position there (-1 where nowhere), and how."""

    at: int
    how: int
    flipped: bool = False  # found as its opposite


NOT_FOUND = Link(-1, How.NOWHERE)
Found = tuple[Link, ...]


def units_of(cited: Sequence[Citation], meanings: Mapping[str, frozenset[str]]) -> tuple[Unit, ...]:
    """The sentences of all passages; a table row is one."""
    found: list[Unit] = []
    before: tuple[Token, ...] = ()
    last = None
    for citation in cited:
        words = tokens(citation.excerpt.replace("\t", " , "))
        if last is None or not _follows(last, citation):
            before = ()
        last = citation
        pilots = pilots_behind(citation)
        rows = "\n" in citation.excerpt.strip() and "\t" in citation.excerpt  # each of them about its own pilot
        for sentence in dict.fromkeys(word.sentence for word in words):
            own = tuple(word for word in words if word.sentence == sentence)
            back = before if {w.small for w in own[:3]} & POINTS_BACK else ()
            about = (pilots_of(" ".join(w.text for w in own[:ROW_NAME])) if rows else frozenset()) or pilots
            found.append(
                Unit(
                    own,
                    citation.speaker or "",
                    citation.document,
                    citation.number,
                    about,
                    back,
                    meanings,
                    "\t" in citation.excerpt,
                )
            )
            before = own
    return tuple(found)


def _follows(one: Citation, other: Citation) -> bool:
    """Whether a passage is the one after another in the same document, with next to nothing between."""
    return one.document == other.document and 0 <= other.start - one.end <= MOST_BETWEEN


def links(claim: Sequence[Token], unit: Unit) -> Found:
    """For every word of a claim where it stands in a sentence; among several places the one with the claim's neighbours."""
    options = [_options(word, unit) for word in claim]
    chosen = [_chosen(i, claim, options, unit) for i in range(len(claim))]
    chosen = [_said_of(i, claim, options, chosen) for i in range(len(claim))]
    return tuple(
        link if link.how != How.OPPOSED or _in_its_place(i, claim, chosen) else NOT_FOUND
        for i, link in enumerate(chosen)
    )


def _options(word: Token, unit: Unit) -> Found:
    """Where a word may be found: itself, what begins with "un-" or the like, words that say the same, its opposites.

    Opposites count beside the word itself only where that has another form there ("trust" for "hospital trusts").
    """
    against = {i for other in opposites().get(word.stem, ()) for i in unit.places.get(other, ())}
    if at := unit.places.get(word.stem):
        same_form = any(unit.words[i].small == word.small for i in at)
        return (*(Link(i, How.SAME) for i in at), *(() if same_form else _opposed(against)))
    base = base_form(word.small)
    if base != word.small and (at := unit.places.get(stem(base))):
        return tuple(Link(i, How.SAME, True) for i in at)
    if word.stem in unit.bases:
        return (Link(unit.bases[word.stem], How.SAME, True),)
    alike = {i for group in groups().get(word.stem, ()) for i in unit.kin.get(group, ())}
    alike |= {i for i, held in enumerate(unit.words) if held.content and akin(word.stem, held.stem)}
    return (*(Link(i, How.ALIKE) for i in sorted(alike)), *_opposed(against - alike))


def _opposed(places: set[int]) -> Found:
    return tuple(Link(i, How.OPPOSED, True) for i in sorted(places))


@lru_cache(maxsize=1 << 16)
def akin(one: str, other: str) -> bool:
    """Whether two stems are of one family: "histori" and "histor", "profess" and "interprofession"."""
    short, long = sorted((PREFIX.sub("", one), PREFIX.sub("", other)), key=len)
    if one in STRANGERS or other in STRANGERS or base_form(one) != one or base_form(other) != other:
        return False
    common = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return common >= LEAST_STEM and common >= len(short) - 1


def _chosen(i: int, claim: Sequence[Token], options: Sequence[Found], unit: Unit) -> Link:
    own = options[i]
    if len(own) < 2:
        return own[0] if own else NOT_FOUND
    near = [j for j in range(max(0, i - NEAR), min(len(claim), i + NEAR + 1)) if j != i and claim[j].content]

    def company(link: Link) -> float:
        total = 0.0
        for j in near:
            gaps = [abs((other.at - link.at) - (j - i)) for other in options[j] if other.at != link.at]
            if gaps and min(gaps) <= WINDOW:
                total += 1.0 / (1.0 + min(gaps)) + 0.2
            total += any(abs(other.at - link.at) == 1 for other in options[j]) * BESIDE
        return total

    def led(link: Link) -> bool:
        return bool(i and link.at and claim[i - 1].small == unit.words[link.at - 1].small)

    return max(own, key=lambda link: (round(company(link), 6), link.how, led(link), -link.at))


def _said_of(i: int, claim: Sequence[Token], options: Sequence[Found], chosen: Sequence[Link]) -> Link:
    """A like word, or its opposite where that stands right beside what the claim says it of ("different obstacles")."""
    if chosen[i].how != How.ALIKE:
        return chosen[i]
    subjects = {chosen[j].at for j in range(max(0, i - NEAR), i) if claim[j].content and chosen[j].how == How.SAME}
    if any(abs(chosen[i].at - at) == 1 for at in subjects):
        return chosen[i]
    return next((o for o in options[i] if o.how == How.OPPOSED and any(o.at + 1 == at for at in subjects)), chosen[i])


def _in_its_place(i: int, claim: Sequence[Token], chosen: Sequence[Link]) -> bool:
    """Whether an opposite stands among the same words as the claim's word does."""
    near = [j for j in range(max(0, i - CLOSE), min(len(claim), i + CLOSE + 1)) if j != i and claim[j].content]
    return any(chosen[j].how >= How.ALIKE and 0 < abs(chosen[j].at - chosen[i].at) <= AROUND for j in near)
