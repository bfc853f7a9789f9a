"""Says how the parts that show the study's words are printed: handouts, cards, what was collected, sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from lessons.packs import wording
from lessons.packs.pack import (
    Card,
    Cards,
    Counts,
    Entry,
    Extract,
    Gathered,
    Handout,
    Pack,
    PointAndMessage,
    Source,
    Sources,
    extracts_of,
)
from lessons.packs.word.pieces import Grid, Piece, Row, Words, cell, quoted

THEME, SECTION = "Heading 2", "Heading 3"
BULLET, SMALL, SPEAKER = "List Bullet", "Pack Small", "Pack Speaker"


def handout_pieces(handout: Handout) -> Iterator[Piece]:
    """One theme, with nothing but the study’s own words under our headings."""
    yield Words(handout.name, THEME)
    yield Words(handout.line.words, "Pack Lead")
    yield from _listed(wording.FOUND, handout.findings)
    if handout.quotes:
        yield Words(wording.PUT_IT, SECTION)
        for quote in handout.quotes:
            yield from _said(quote)
    yield from _listed(wording.DIFFER, handout.differing)
    if handout.points:
        yield Grid(
            rows=tuple(map(_point, handout.points)),
            shares=(0.5, 0.5),
            columns=(wording.POINT, wording.MESSAGE),
            caption=wording.POINTS_CAPTION,
        )
    places = dict.fromkeys(extract.place for extract in extracts_of(handout))
    yield Words(wording.IN_THESE_WORDS.format(places="; ".join(places)), SMALL)


def _listed(title: str, extracts: Sequence[Extract]) -> Iterator[Words]:
    if extracts:
        yield Words(title, SECTION)
    for extract in extracts:
        if extract.speaker:
            yield from _said(extract)
        else:
            yield Words(extract.words, BULLET)


def _said(quote: Extract) -> Iterator[Words]:
    yield Words(quoted(quote), "Quote")
    yield Words(quote.speaker, SPEAKER)


def _point(pair: PointAndMessage) -> Row:
    return cell(pair.point.words), cell(pair.message.words)


def cards_pieces(cards: Cards) -> Iterator[Piece]:
    """Cards to cut out."""
    yield Grid(rows=tuple((tuple(_card(card)),) for card in cards.cards), shares=(1.0,))


def _card(card: Card) -> Iterator[Words]:
    yield Words(quoted(card.quote), "Pack Card Quote")
    yield Words(card.quote.speaker, "Pack Card Speaker")
    yield Words(" · ".join((card.pilot, card.theme, _place(card))), "Pack Card Text")
    yield Words(f"{card.limits} {wording.OURS}", "Pack Card Text", lead=f"{wording.LIMITS}:")
    if card.note:
        yield Words(wording.YOUR_NOTE.format(note=card.note), "Pack Card Text")


def _place(card: Card) -> str:
    """Where a card's quote stands; a section that is the theme is not named twice."""
    citation = card.quote.citation
    if not card.theme.endswith(citation.section):
        return card.quote.place
    if citation.page is None:
        return card.quote.version
    return wording.VERSION_PAGE.format(label=card.quote.version, page=citation.page)


def gathered_pieces(gathered: Gathered) -> Iterator[Piece]:
    """What else the trainer collected."""
    for title, entries in groupby(gathered.entries, key=lambda entry: entry.title):
        yield Words(title, THEME)
        for entry in entries:
            yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[Words]:
    last = len(entry.extracts) - 1
    for place, extract in enumerate(entry.extracts):
        yield Words(quoted(extract), "Quote")
        source = " · ".join(filter(None, (extract.speaker, extract.place)))
        yield Words(source, "Pack Place" if entry.note and place == last else SPEAKER)
    if entry.note:
        yield Words(wording.YOUR_NOTE.format(note=entry.note), "Pack Note")


def sources_pieces(sources: Sources, pack: Pack) -> Iterator[Piece]:
    """The documents quoted, what was verified, and how many quotes are printed."""
    for source in sources.sources:
        yield from _source(source)
    yield Words(pack.verification, "Pack Lead")
    if sources.pilots:
        yield Grid(
            rows=tuple((cell(short), cell(full)) for short, full in sources.pilots),
            shares=(0.2, 0.8),
            columns=wording.COLUMNS_PILOTS,
            caption=wording.PILOTS,
        )
    if pack.counts:
        yield from _counts(pack.counts)


def _source(source: Source) -> Iterator[Words]:
    yield Words(source.reference, lead=f"{source.label}:")
    yield Words(source.status, BULLET, lead=f"{wording.STATUS}:")
    yield Words(source.licence, BULLET, lead=f"{wording.LICENCE}:")


def _counts(counts: Counts) -> Iterator[Piece]:
    rows = [(theme, numbers) for theme, numbers in zip(counts.themes, counts.numbers, strict=True)]
    rows.append((wording.COUNTS_ALL, tuple(map(sum, zip(*counts.numbers, strict=True)))))
    share = 0.09  # of each column of numbers
    yield Grid(
        rows=tuple(tuple(cell(str(value)) for value in (theme, *ns, sum(ns))) for theme, ns in rows),
        shares=(1 - share * (len(counts.pilots) + 1), *[share] * (len(counts.pilots) + 1)),
        columns=(*wording.COLUMNS_COUNTS, *counts.pilots, wording.COUNTS_ALL),
        caption=counts.caption,
    )
    yield Words(wording.COUNTS_NOTE, SMALL)
