"""Finds the names of a sentence (people's roles, pilots, organisations, versions) and whether the passages carry them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lessons.checking.phrases import plain
from lessons.checking.tokens import stem, tokens, word_set
from lessons.checking.verdicts import Fault, Reason
from lessons.domain import Citation, Pilot, Structure
from lessons.wants import PILOTS

SPELT_OUT = re.compile(r"((?:[\w'-]+,? ){1,8}?)\(([A-Z0-9][A-Za-z0-9]{1,6})\)")
DEFINED = re.compile(r"\b([A-Z][A-Z0-9]{1,5}), ([a-z][a-z ]{5,60}?)(?=[;.])")
NO_PILOT = re.compile(r"\s+(?:hospitals?|services?|departments?|staff|residents?)\b", re.IGNORECASE)
ROLE_WORDS = word_set(
    "manager clinician doctor gp nurse consultant commissioner director executive lead leader practitioner worker patient user carer resident "
    "politician minister councillor councilor officer paramedic therapist pharmacist surgeon analyst administrator chair chairman "
    "expert official accountant owner provider specialist midwife trustee volunteer"
)
KINDS = r"(?:version|manuscript|draft|paper|article|text|submission|study|one)"
AND_OTHER = rf",? (?:and|or) (?:the )?(?:submitted|revised|published|final) {KINDS}"  # "the submitted and the published version"
VERSION_NAMES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (document, re.compile(pattern, re.IGNORECASE))
    for document, pattern in (
        (
            "submitted",
            rf"\b(?:submitted|original|initial|(?<!the )first) {KINDS}\b|\bsubmitted(?={AND_OTHER})|\b(?:first|earlier|previous|prior) (?:submission|version|draft|manuscript)\b|"
            r"\bthe submission\b|\bas submitted\b|\boriginally\b",
        ),
        (
            "r1",
            rf"\b(?:revised|second|resubmitted) {KINDS}\b|\brevised(?={AND_OTHER})|\b(?:first|the|its|a) revision\b|\bR1\b|\bresubmission\b",
        ),
        (
            "published",
            rf"\b(?:published|(?<!approved the )(?<!approve the )(?<!approving the )final|printed) {KINDS}\b|\bpublished(?={AND_OTHER})|\bas published\b|\bin print\b",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Acronyms:
    """What the documents' acronyms stand for, and the other way round, both as stems."""

    meanings: Mapping[str, frozenset[str]]

    @classmethod
    def read(cls, structures: Mapping[str, Structure]) -> Acronyms:
        """Collect "clinical commissioning groups (CCGs)" and "LA, local authority" from the documents."""
        found: dict[str, frozenset[str]] = {}
        for structure in structures.values():
            text = plain(structure.document.text)
            for words, short in SPELT_OUT.findall(text):
                letters = re.sub(r"s$", "", short)
                meaning = _meaning(words.replace("-", " ").split(), letters)
                if meaning:
                    found.setdefault(letters.lower(), meaning)
            for short, words in DEFINED.findall(text):
                found.setdefault(short.lower(), frozenset(stem(w) for w in words.split()))
        return cls(found)


def _meaning(words: Sequence[str], letters: str) -> frozenset[str]:
    """The words before a bracket whose first letters are those in it."""
    wanted = [c for c in letters.lower() if c.isalpha()]
    for size in range(len(wanted), min(len(words), len(wanted) + 3) + 1):
        tail = words[-size:] if size else []
        initials = [w[0].lower() for w in tail]
        if (
            tail
            and initials[0] == wanted[0]
            and [c for c in initials if c in wanted][: len(wanted)]
            and len(tail) >= len(wanted) - 2
        ):
            return frozenset(stem(w.lower()) for w in tail)
    return frozenset()


def pilots_of(text: str) -> frozenset[Pilot]:
    """The pilots that a text names, in short or in full."""
    return frozenset(pilot for pilot, _, _ in pilot_names(text))


def pilot_names(text: str) -> Iterator[tuple[Pilot, int, int]]:
    """Where a text names a pilot; "a new urgent and emergency care hospital" is none."""
    for pilot, pattern in PILOTS:
        for match in pattern.finditer(text):
            if not NO_PILOT.match(text, match.end()):
                yield pilot, match.start(), match.end()


def names_in(text: str) -> tuple[str, ...]:
    """The words by which a text names pilots and versions, which are checked as such."""
    patterns = (*(p for _, p in PILOTS), *(p for _, p in VERSION_NAMES))
    return tuple(match[0] for pattern in patterns for match in pattern.finditer(text))


def pilots_behind(citation: Citation) -> frozenset[Pilot]:
    """The pilots that a citation is about: those that it names and its speaker's."""
    if citation.speaker:
        return frozenset(pilot for pilot in Pilot if citation.speaker.startswith(f"{pilot}-"))
    rows = [row.split("\t") for row in citation.excerpt.strip().split("\n") if "\t" in row]
    first = frozenset[Pilot]().union(
        *(pilots_of(cells[0]) for cells in rows)
    )  # what a row is about, whatever else it names
    return first or pilots_of(citation.excerpt)


def versions_of(text: str) -> tuple[str, ...]:
    """The versions of the study that a text names."""
    return tuple(document for document, pattern in VERSION_NAMES if pattern.search(text))


def version_fault(sentence: str, cited: Sequence[Citation]) -> Fault | None:
    """A version named that none of the passages comes from."""
    held = {citation.document for citation in cited}
    for document in versions_of(sentence):
        if document not in held:
            return Fault(Reason.VERSION, f"no passage is from the {document} version")
    return None


def pilot_fault(sentence: str, cited: Sequence[Citation]) -> Fault | None:
    """A pilot named that no passage is about."""
    held = frozenset[Pilot]().union(*(pilots_behind(citation) for citation in cited))
    strange = pilots_of(sentence) - held
    return Fault(Reason.PILOT, f"no passage is about {min(strange)}") if strange else None


def name_fault(sentence: str, cited: Sequence[Citation], acronyms: Acronyms) -> Fault | None:
    """A name or an acronym that no passage holds in its short or its full form."""
    held = held_stems(cited, acronyms)
    words = tokens(sentence)
    for position, word in enumerate(words):
        if not word.text[0].isupper() or word.text == "I":
            continue
        if position == 0 and not any(c.isupper() for c in word.text[1:]):
            continue
        base = re.sub(r"s$", "", word.text) if word.text[:-1].isupper() else word.text
        meaning = acronyms.meanings.get(base.lower(), frozenset())
        if word.stem in held or stem(base.lower()) in held or (meaning and meaning <= held):
            continue
        if (
            base.upper() == "R1"
            or base.upper() in Pilot.__members__
            or base.lower() in ("vanguard", "senior", "manager", "ncm", "it")
        ):
            continue
        return Fault(Reason.NAME, f"no passage names {word.text}")
    return None


def held_stems(cited: Sequence[Citation], acronyms: Acronyms) -> frozenset[str]:
    """The stems of all words of the passages and of their speakers, and what their acronyms stand for."""
    own = {word.stem for c in cited for word in tokens(f"{c.excerpt} . {c.speaker or ''}")}
    small = {word.small for c in cited for word in tokens(f"{c.excerpt} . {c.speaker or ''}")}
    spelt = [acronyms.meanings.get(re.sub(r"s$", "", word), acronyms.meanings.get(word, frozenset())) for word in small]
    return frozenset(own).union(*spelt)
