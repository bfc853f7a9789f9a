"""Words that say the same in this field, and words that say the opposite: our own tables, for there is no dictionary here.

A group of ``SAME`` are words that may stand for each other; a word may be in several. One of ``OPPOSITE`` is two groups,
parted by "|", that must not. Groups are parted by "/" and the ends of lines; all words are compared by their stems.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from lessons.checking.thesaurus import SAME
from lessons.checking.tokens import stem

OPPOSITE = """
increase rise grow raise growing expand greater more gain boost | decrease reduce fall decline shrink cut lower diminish less fewer lessen drop loss
help support assist enable facilitate aid enabler foster encourage promote | hinder impede hamper obstruct undermine prevent block discourage inhibit hindrance oppose thwart
barrier obstacle hurdle hindrance | enabler facilitator help aid
easy simple straightforward effortless smooth easier | difficult hard challenging tough complex complicated harder
success succeed successful | fail failure unsuccessful failed
strength advantage benefit | weakness limitation drawback disadvantage
strengthen reinforce improve enhance better improvement improved | weaken undermine worsen deteriorate damage worse harm
praise commend applaud welcome value appreciate favourable positive supportive praised | criticise complain critical fault resent negative condemn reject criticism criticised
trust confidence | mistrust distrust suspicion
agree agreement consensus | disagree disagreement conflict dispute
before prior ahead previously preceding precede pre predate | after following afterwards subsequently later post follow
early earlier sooner soon | late later delay delayed / first earliest initial | last final latest
start begin launch began commence | end stop cease finish close halt
quick fast rapid quickly speed accelerate faster hasten rapidly swift sped quicker | slow slowly slower delay decelerate gradual gradually
short brief shortterm | long lengthy longterm prolonged / temporary | permanent
high higher above over exceed upper | low lower below under beneath / topdown | bottomup / more | less fewer
most majority | least minority few
large big great huge extensive wide broad | small little minor narrow limited tiny
many numerous much | few little / all every each | none no
always invariably constantly | never rarely seldom occasionally sometimes
often frequently commonly usually | rarely seldom
common widespread typical general generally | rare uncommon unusual isolated exceptional
same similar alike identical uniform common consistent | different differ differing distinct separate uneven inconsistent vary
collaborate cooperate collaborative collaboration cooperation joint together collective | compete competition competitive rivalry individual separate alone apart
central centre centralised | local decentralised peripheral / urban | rural
simple simpler simplify | complex complicated complexity complicate
certain certainty sure confident clear clarity definite stability | uncertain uncertainty unsure doubt unclear ambiguous
realistic achievable | unrealistic unachievable
sufficient adequate enough ample plentiful | insufficient inadequate lack shortage scarce
stable robust strong resilient secure solid | fragile unstable fluid weak precarious delicate
include included | exclude excluded / involve involved | exclude excluded uninvolved
present presence | absent absence lack missing
keen enthusiasm enthusiastic eager willing | reluctant reluctance unwilling apathy / gain win | lose loss
join | leave withdraw / keep maintain retain continue sustain preserve | abandon drop lose discontinue stop
allow permit let enable | forbid prevent prohibit ban / accept welcome embrace | reject refuse resist decline
valid pertinent relevant | invalid irrelevant outdated
useful helpful valuable invaluable worthwhile | useless unhelpful worthless / flat | hierarchical bureaucratic
formal | informal / qualitative | quantitative / affluent rich wealthy | poor deprived / cause | prevent
improve improved | worsen worsened / new fresh novel | old existing / internal | external
positive encouraging promising favourable hopeful | negative discouraging unfavourable hopeless adverse
satisfied satisfaction happy pleased | dissatisfied dissatisfaction unhappy frustrated frustration
avoid prevent | cause / raise raised | lower lowered / voluntary | compulsory mandatory
independent independence | dependent dependence / transparent | opaque / sustainable lasting | unsustainable
even evenly consistently | uneven unevenly inconsistently / deep deeper | shallow
wide wider broad | narrow narrower / published | unpublished / funded | unfunded / planned | unplanned
ambitious | modest / excellence excellent impressive | poor mediocre
commitment committed | apathy indifference
"""


@lru_cache(maxsize=1)
def groups() -> Mapping[str, frozenset[int]]:
    """The groups of words that say the same which each stem is in."""
    found: dict[str, set[int]] = {}
    for i, line in enumerate(_lines(SAME)):
        for word in line.split():
            found.setdefault(stem(word.lower()), set()).add(i)
    return {word: frozenset(lines) for word, lines in found.items()}


@lru_cache(maxsize=1)
def opposites() -> Mapping[str, frozenset[str]]:
    """The stems that say the opposite of each stem."""
    found: dict[str, set[str]] = {}
    for line in _lines(OPPOSITE):
        one, other = ([stem(w) for w in side.split()] for side in line.split("|"))
        for word in one:
            found.setdefault(word, set()).update(other)
        for word in other:
            found.setdefault(word, set()).update(one)
    return {word: frozenset(others - {word}) for word, others in found.items()}


def alike(one: str, other: str) -> bool:
    """Whether two stems say the same."""
    return one == other or bool(groups().get(one, frozenset()) & groups().get(other, frozenset()))


def _lines(table: str) -> list[str]:
    return [line for line in re.split(r"\s/\s|\n", table) if line.strip()]
