"""Weighs how far the passages carry what a claim says: shares of words, words that no passage has, likeness in meaning.

Logistic regression on ``signs``, fitted on the tune half of the labelled claims (``evals/fit_support.py``).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lessons.checking.grounding import Reading
from lessons.checking.passages import How
from lessons.checking.tokens import stem, word_list

SIGNS = ("missing", "longest run missing", "cosine")
WEIGHTS = (-0.721, -2.347, 0.298)
BIAS = 1.317
LEAST_SCORE = 0.0  # log odds
LEAST_FOUND = 0.4  # of a part's content words, light ones too, have to be found: a report of a passage shares its words

# Words that a report of a passage may add without saying more: of saying and thinking, of little meaning, of order.
LIGHT = frozenset(
    stem(word)
    for word in word_list(
        "said say tell speak describe call note comment report argue explain mention warn complain suggest "
        "recommend advise advice point highlight stress emphasise acknowledge recognise feel think believe see "
        "view consider regard find want understand know express raise state claim indicate identify name refer "
        "talk observe add agree accord study paper author authors article research researchers text findings "
        "finding participant participants interviewee interviewees respondent respondents person people interview "
        "pilot pilots vanguard vanguards site sites programme senior manager managers version published submission "
        "submitted revised revision manuscript original first draft north east region make get give put take have "
        "become come go face use involve include do mean seem appear happen occur provide matter deal own able "
        "ability thing things way ways part kind sort case aspect area term terms one ones two now still then "
        "there together well instead overall fully properly really particularly especially long whether compare "
        "compared also too other others same such whole general generally main mainly along meanwhile although "
        "however despite rather place held look need needs needed gain arrive last enough often neither ask before "
        "after during increasingly widely commonly history various total existing current currently similarly "
        "indeed like just about nearly almost roughly approximately usually typically normally mostly largely "
        "merely simply actually itself themselves herself himself someone somebody something everything anything "
        "team models model lesson lessons message messages issue issues concern concerns fact example instance "
        "receive tend work already practice back sometimes "
        # Words that English uses everywhere, of whatever it speaks.
        "set stand draw play pull bear sit meet show achieve help choose reach keep let put turn bring hold move try pass lie stay "
        "follow grow lift carry catch send count cross fill fit handle lend lean list look match miss pick reflect remain rest seek "
        "serve settle shape sound stick strike suit tackle touch treat weigh yield apply prove concern relate link base form focus "
        "contrast compare object urge account recall remark write wrote learn face require allow expect hope wish like dislike "
        "side source picture sake chance reason choice choosing question sense line word step position hand heart nature basis "
        "weight balance difference extent degree level range series moment stage today body character effect time times "
        "possible possibly short far close closer closely next earlier later afterwards full fuller plain plainly clear clearly "
        "serious seriously heavy heavily apart plus without less down away forward ahead everyone everybody anyone anybody "
        "nobody none elsewhere anywhere otherwise therefore thus hence besides alongside except beyond behind mixed certain main "
        "true likely unlikely different further nothing no nor need due real true simply broad wide strong good better best bad "
        "big small great high low early late new old easy hard least last first second third single several various "
        "direct directly easily hardly soon ever never always usual usually often rare rarely reader readers "
    )
)


@dataclass(frozen=True, slots=True)
class Word:
    """A content word of a part: what it weighs, whether it is of little meaning, how much of it no passage carries, whether it stands there."""

    weight: float
    light: bool
    missing: float
    found: bool


def carry(
    reading: Reading, weight: Callable[[str], float], extra: frozenset[str], near: Sequence[float]
) -> tuple[Word, ...]:
    """Looks for each content word of a part in the sentences that it rests on, and in ``extra`` (labels, headings).

    What is not found is missing but for its credit: how near some word there comes to it in meaning.
    """
    return tuple(
        Word(
            weight(word.stem),
            word.stem in LIGHT,
            0.0 if link.how != How.NOWHERE or word.stem in extra else 1.0 - credit,
            link.how == How.SAME or word.stem in extra or (link.how != How.NOWHERE and word.stem not in LIGHT),
        )
        for word, link, credit in zip(reading.part.words, reading.found, near, strict=True)
        if word.content
    )


def signs(words: Sequence[Word], cosine: float) -> tuple[float, ...]:
    """The numbers that the score is made of, in the order of ``SIGNS``; words of little meaning may be missing."""
    return (sum(word.missing for word in words if not word.light), _longest(words), cosine)


def shared(words: Sequence[Word]) -> bool:
    """Whether enough of a part's words are found at all."""
    return sum(word.found for word in words) >= LEAST_FOUND * len(words)


def score(found: Sequence[float]) -> float:
    """Log odds that the passages carry a claim with these signs."""
    return BIAS + sum(w * s for w, s in zip(WEIGHTS, found, strict=True))


def rarity(counts: Mapping[str, int], paragraphs: int) -> Callable[[str], float]:
    """How much a word weighs: one that the documents hardly have more than one that they are full of."""
    most = math.log(paragraphs + 1)

    def weight(stem: str) -> float:
        return 0.25 + math.log((paragraphs + 1) / (counts.get(stem, 0) + 1)) / most

    return weight


def _longest(words: Sequence[Word]) -> float:
    """How much is missing in words that say something and stand one after the other, at most."""
    best = run = 0.0
    for word in words:
        run = 0.0 if word.light or not word.missing else run + word.missing
        best = max(best, run)
    return best
