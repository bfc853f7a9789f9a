"""Weighs how far the passages carry what a claim says: how much of its words that say something no passage has.

Logistic regression on ``missing``, fitted by ``evals/fit_support.py`` on the tune claims of seven writers. The limit is the one
that cost least when each writer's claims were scored by weights that had not seen that writer; the cost is much the same from
-0.25 to 1. The longest run of missing words, the likeness of the whole, words of little meaning and words that the passage has
in another place were tried on six of the writers, each scored unseen, and left out: they told true from false no better.
``LEAST_FOUND`` is set by hand: it stops sentences of words of little meaning only.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lessons.checking.grounding import Reading
from lessons.checking.passages import How
from lessons.checking.tokens import stem, word_list

WEIGHT = -4.72  # of what is missing
BIAS = 1.22
LEAST_SCORE = 0.25  # log odds
LEAST_FOUND = 0.4  # of a part's content words, light ones too, have to be found: a report of a passage shares its words

# Words that a report of a passage may add without saying more: of saying and thinking, of little meaning, of order.
LIGHT = frozenset(
    stem(word)
    for word in word_list(
        "said say tell speak describe call note comment report argue explain mention warn complain suggest "
        "recommend advise advice point highlight stress emphasise acknowledge recognise feel think believe "
        "see view consider regard find want understand know express raise state claim indicate identify name "
        "refer talk observe add agree accord study paper author authors article research researchers text "
        "findings finding participant participants interviewee interviewees respondent respondents person "
        "people interview pilot pilots vanguard vanguards site sites programme senior manager managers "
        "version north east region make get give put take have become come go face use involve include do "
        "mean seem appear happen occur provide matter deal own able ability thing things way ways part kind "
        "sort case aspect area term terms one ones two now still then there together well instead overall "
        "fully properly really particularly especially long whether compare compared also too other others "
        "same such whole general generally main mainly along meanwhile although however despite rather place "
        "held look need needs needed neither ask before after during widely commonly history various total "
        "existing current currently similarly indeed like just about nearly almost roughly approximately "
        "typically normally mostly largely merely simply actually itself themselves herself himself someone "
        "somebody something everything anything team models model lesson lessons message messages issue "
        "issues concern concerns fact example instance receive tend work already practice back sometimes "
        # Further verbs of reporting, and verbs and nouns that only carry what stands beside them.
        "protest insist judge voice assert affirm maintain contend declare reckon remark underline reiterate "
        "admit concede confess hold opine muse reveal relate depict portray characterise label dub title "
        "entitle rename retitle request conduct carry perform undertake obtain exist emerge arise feature "
        "comprise consist constitute belong status element component manner fashion respect another lay run "
        "mark span cover range spread amount number account represent contribute pertain coincide correspond "
        "accompany characterise define entail stem derive originate owe hinge revolve centre tie connect "
        "associate attribute ascribe credit attach assign cite quote reference frame bill brand "
        "rank rate figure loom surface arrive precede underscore echo mirror match resemble complement "
        "counterpart respective respectively notwithstanding order "
        # Words that English uses everywhere, of whatever it speaks.
        "set stand draw play pull bear sit meet show achieve help choose reach keep let turn bring move try "
        "pass lie stay follow grow lift catch send count cross fill fit handle lend lean list match miss pick "
        "reflect remain rest seek serve settle shape sound stick strike suit tackle touch treat weigh yield "
        "apply prove link base form focus contrast object urge account recall learn require allow expect hope "
        "wish dislike side source picture sake chance reason choice choosing question sense line word step "
        "position hand heart nature basis weight balance difference extent degree level range series moment "
        "stage today body character effect time times possible possibly short far close closer closely next "
        "earlier later afterwards full fuller plain plainly clear clearly serious seriously heavy heavily "
        "apart plus without less down away forward ahead everyone everybody anyone anybody nobody none "
        "elsewhere anywhere otherwise therefore thus hence besides alongside except beyond behind mixed "
        "certain true likely unlikely different further nothing no nor due real broad wide strong good better "
        "best bad easy hard least several direct directly easily hardly soon reader readers "
        "longer stronger broader harder easier clearer plainer nearer sooner "
        # What phrases of little meaning are taken for ("look at", "deal with", "have to"), and verbs that lean on a noun.
        "examine address discover haveto undergo underwent undergone pursue exercise exert trace present "
        # What makes a claim less sure, parts of a paper, further verbs of reporting, members of whatever it is.
        "potential potentially probably presumably arguably conceivably abstract section paragraph passage heading "
        "lack lacking "  # a denial is compared as such
        "recount remember remind outline summarise conclude caution lament joke member members "
    )
)


@dataclass(frozen=True, slots=True)
class Word:
    """A content word of a part: whether it is of little meaning, how much of it no passage carries, whether it stands there."""

    light: bool
    missing: float
    found: bool


def carry(reading: Reading, extra: frozenset[str], near: Sequence[float]) -> tuple[Word, ...]:
    """Looks for each content word of a part in the sentences that it rests on, and in ``extra`` (labels, headings).

    What is not found is missing but for its credit: how near some word there comes to it in meaning.
    """
    return tuple(
        Word(
            word.stem in LIGHT,
            0.0 if link.how != How.NOWHERE or word.stem in extra else 1.0 - credit,
            link.how == How.SAME or word.stem in extra or (link.how != How.NOWHERE and word.stem not in LIGHT),
        )
        for word, link, credit in zip(reading.part.words, reading.found, near, strict=True)
        if word.content
    )


def missing(words: Sequence[Word]) -> float:
    """How much of a part's words no passage carries, those of little meaning aside."""
    return sum(word.missing for word in words if not word.light)


def shared(words: Sequence[Word]) -> bool:
    """Whether enough of a part's words are found at all."""
    return sum(word.found for word in words) >= LEAST_FOUND * len(words)


def score(missed: float) -> float:
    """Log odds that the passages carry a part of which so much is missing."""
    return BIAS + WEIGHT * missed


def rarity(counts: Mapping[str, int], paragraphs: int) -> Callable[[str], float]:
    """How much a word weighs: one that the documents hardly have more than one that they are full of."""
    most = math.log(paragraphs + 1)

    def weight(stem: str) -> float:
        return 0.25 + math.log((paragraphs + 1) / (counts.get(stem, 0) + 1)) / most

    return weight
