"""Makes a pack of a basket: every excerpt verified anew, the parts in the trainer's order, parts without content left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from lessons.domain import Pilot, Unverified, UsageError
from lessons.packs import wording
from lessons.packs.basket import Basket, Checked, check, item_of
from lessons.packs.pack import Counts, Extract, Pack, extracts_of
from lessons.packs.parts import make_parts, theme_name, theme_numbers
from lessons.packs.study import Study
from lessons.packs.text import one_line, uncapitalised
from lessons.phrases import CAUTION
from lessons.quotations import select_quotes
from lessons.themes import cite

FIRST_WORDS = 6


def fill_basket(study: Study, themes: Sequence[int] = (), pilots: Sequence[str] = ()) -> Basket:
    """A basket with the quotes of these themes and pilots; all where none are named.

    Raises UsageError for a theme or a pilot that there is none of, and where no quote fits.
    """
    known = [theme.number for theme in study.themes]
    if unknown := [number for number in themes if number not in known]:
        raise UsageError(f"There is no theme {unknown[0]}: use {', '.join(map(str, known))}.")
    chosen = tuple(dict.fromkeys(themes)) or tuple(known)
    fitting = [
        quote
        for number in chosen
        for quote in select_quotes(study.preferred, theme=number)
        if not pilots or quote in {q for pilot in pilots for q in select_quotes(study.preferred, number, pilot)}
    ]
    if pilots and not fitting:
        raise UsageError(f"No quote of {' or '.join(pilots)} stands under these themes: choose others.")
    items = [item_of(cite(study.preferred, quote.span)) for quote in fitting]
    return Basket(themes=chosen).add(items)


def assemble(basket: Basket, study: Study) -> Pack:
    """The pack of a basket; raises Unverified, with the reason for each item, where one cannot be verified."""
    checked = check(basket.items, study.structures)
    _refuse_unverified(checked)
    if not theme_numbers(basket, checked) and not basket.items:
        raise UsageError(wording.NOTHING_IN_PACK)
    parts = make_parts(basket, study, checked)
    audience = study.material.audience(basket.audience)
    subtitle = wording.SUBTITLE if audience else wording.SUBTITLE_PLAIN
    return Pack(
        title=one_line(basket.title) or wording.DEFAULT_TITLE,
        subtitle=subtitle.format(audience=audience.name if audience else "", minutes=basket.minutes),
        parts=parts,
        caution=CAUTION,
        verification=verification(extracts_of(parts)),
        counts=_counts(study),
    )


def _refuse_unverified(checked: Sequence[Checked]) -> None:
    problems = [
        wording.UNVERIFIED_ITEM.format(position=i, words=_first_words(c), problem=c.problem)
        for i, c in enumerate(checked, start=1)
        if c.problem
    ]
    if problems:
        raise Unverified(wording.UNVERIFIED.format(count=len(problems), total=len(checked)), problems)


def _first_words(checked: Checked) -> str:
    words = checked.item.question or checked.item.excerpts[0].text
    return " ".join(words.split()[:FIRST_WORDS])


def verification(extracts: Iterable[Extract]) -> str:
    """How many quotes and other excerpts were verified, and against what; each place counts once."""
    places = {(e.citation.document, e.citation.start, e.citation.end): e for e in extracts}.values()
    counts = Counter(bool(extract.speaker) for extract in places)
    said = [
        words[1 if counts[quoted] == 1 else 2].format(count=counts[quoted])
        for quoted, words in ((True, wording.VERIFIED_QUOTES), (False, wording.VERIFIED_EXCERPTS))
        if counts[quoted]
    ]
    if not said:
        return wording.NOTHING_VERIFIED
    labels = list(dict.fromkeys(extract.version for extract in places))
    versions = wording.VERIFIED_VERSIONS
    if len(labels) == 1:
        versions = wording.VERIFIED_ONE_VERSION.format(label=uncapitalised(labels[0]))
    return wording.VERIFIED.format(counts=" and ".join(said), versions=versions)


def _counts(study: Study) -> Counts | None:
    if not study.themes:
        return None
    return Counts(
        label=study.preferred.document.label,
        themes=tuple(theme_name(theme) for theme in study.themes),
        pilots=tuple(pilot.value for pilot in Pilot),
        numbers=tuple(tuple(theme.count(pilot) for pilot in Pilot) for theme in study.themes),
    )
