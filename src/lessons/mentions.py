"""What a question names: pilots, people, how many, a theme, versions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lessons.domain import Answer, Pilot
from lessons.wants import (
    A_NUMBER,
    COUNT,
    COUNT_ALONE,
    EACH,
    NTH_ONE,
    NUMBERS,
    PARTS_BESIDE,
    PILOTS,
    ROLES,
    SAME_SPEAKER,
    SPEAKER,
    TABLE,
    THEME,
    THEMES,
    UNQUOTED,
    VERSIONS,
    WHICH,
    Group,
)

NOBODY = "nobody whom the paper quotes"


@dataclass(frozen=True, slots=True)
class SpeakerFilter:
    """The people that a question names: by pilot, role, number, as far as it says."""

    pilot: Pilot | None = None
    role: str = ""
    number: int | None = None

    def fits(self, name: str) -> bool:
        """Whether a speaker's name, e.g. ``PACS-Senior Manager 1, CCG``, is one of them."""
        return (
            (self.pilot is None or name.startswith(f"{self.pilot}-"))
            and self.role in name
            and (self.number is None or f" {self.number}," in name)
        )


def pilots_in(words: str) -> tuple[Pilot, ...]:
    """The pilots that it names."""
    return tuple(pilot for pilot, pattern in PILOTS if pattern.search(words))


def speakers_in(words: str) -> tuple[SpeakerFilter, ...]:
    """The people that it names, singly or by role; nobody's filter where it names such as the paper does not quote."""
    found = []
    for match in SPEAKER.finditer(words):
        pilot = Pilot(match["pilot"].upper()) if match["pilot"] else next(iter(pilots_in(words)), None)
        role = "Senior IT Manager" if match["it"] else "Senior Manager"
        found.append(SpeakerFilter(pilot, role, int(match["number"])))
    if not found:
        found = [SpeakerFilter(None, role) for role, pattern in ROLES if pattern.search(words)]
    if not found and UNQUOTED.search(words):
        found = [SpeakerFilter(role=NOBODY)]
    return tuple(found)


def count_in(words: str, goes_on: bool) -> int | None:
    """How many quotes it asks for; in a few words where it goes on about quotes: "just two"."""
    words = THEME.sub(" ", THEMES.sub(" ", words))  # "theme 3 quotes" are not three
    found = COUNT.search(words) or (COUNT_ALONE.search(words) if goes_on else None)
    return (NUMBERS.get(found[1].lower()) or int(found[1])) if found else None


def each_in(words: str) -> Group | None:
    """Of what it wants quotes from each: "one from each theme"."""
    return next((group for group, pattern in EACH if pattern.search(words)), None)


def counted_in(words: str) -> Group | None:
    """By what it wants quotes counted: "which theme has most", "how many people"."""
    return each_in(words) or next((group for group, pattern in WHICH if pattern.search(words)), None)


def themes_in(words: str) -> tuple[int, ...]:
    """The numbers of the themes that it names, 1 to 6, as they come."""
    several = [word for found in THEMES.finditer(words) for word in re.findall(A_NUMBER, found[1], re.IGNORECASE)]
    named = several + [next(filter(None, found.groups())) for found in THEME.finditer(words)]
    numbers = (NUMBERS.get(word.lower()) or int(word) for word in named)
    return tuple(dict.fromkeys(number for number in numbers if 1 <= number <= 6))


def nth_theme(words: str, anchor: str) -> str:
    """A question with "the second one" as the theme that it means behind a question about a theme."""
    found = NTH_ONE.search(words)
    if found is None or versions_in(anchor, None) or not re.search(r"\bthemes?\b", anchor, re.IGNORECASE):
        return words
    return f"{words[: found.start()]}theme {NUMBERS[found[1].lower()]}{words[found.end() :]}"


def table_in(words: str) -> int | None:
    """The printed number of the table that it names."""
    found = TABLE.search(words)
    return (NUMBERS.get(found[1].lower()) or int(found[1])) if found else None


def versions_in(words: str, version: str | None) -> tuple[str, ...]:
    """The documents to answer from: the one that the answer is limited to, or those that it names."""
    if version and version != "all":
        return (version,)
    beside = tuple(name for name, pattern in PARTS_BESIDE if pattern.search(words))
    return beside or tuple(name for name, pattern in VERSIONS if pattern.search(words))


def same_speakers(words: str, last: Answer) -> tuple[SpeakerFilter, ...]:
    """The people quoted in the last answer, where a question asks for more from the same one."""
    if not SAME_SPEAKER.search(words):
        return ()
    names = dict.fromkeys(c.speaker for c in last.citations if c.speaker)
    return tuple(found for name in names for found in speakers_in(name))[:1]
