"""Counts participants' quotes by theme, pilot and person, and learning points; chooses as many quotes as are asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from lessons import phrases
from lessons.domain import Chunk, ChunkKind, DraftStatement
from lessons.engines.statements import in_themes, listed, listed_themes, note
from lessons.questions import Query, Want
from lessons.wants import FEWEST_WORDS, MOST_WORDS, Group

USUALLY = 8  # quotes, where no number is asked for
MOST = 10  # however many are asked for


def compose_tally(query: Query, quotes: Sequence[Chunk], chosen: Sequence[Chunk]) -> list[DraftStatement]:
    """How many there are of the quotes that fit, or of the learning points chosen; empty where no count is asked for."""
    if not query.asks_for_tally:
        return []
    if Want.RECOMMENDATIONS in query.wants:
        where = phrases.JOINED_BY_US.format(themes=listed_themes(query.themes)) if query.themes else ""
        points = sum(chunk.kind == ChunkKind.ROW for chunk in chosen)
        return [note(phrases.TALLY_OF_POINTS.format(where=where, count=points))]
    where = in_themes(query.themes)
    where += phrases.AT_PILOTS.format(pilots=listed(query.pilots)) if query.pilots else ""
    said = [phrases.TALLY.format(where=where, count=len(quotes), people=len({q.speaker for q in quotes}))]
    counts = _counts(query.counted_by, quotes)
    if leaders := _leaders(query, counts):
        template = phrases.TALLY_FEWEST if FEWEST_WORDS.search(query.words) else phrases.TALLY_MOST
        said.insert(0, template.format(names=_listed(leaders)))
    if query.counted_by in (Group.THEME, Group.PILOT):
        said.append(phrases.TALLY_EACH.format(group=query.counted_by.value, counts=_listed(counts)))
    return [note(" ".join(said))]


def as_many(query: Query, quotes: Sequence[Chunk]) -> list[Chunk]:
    """As many of the quotes as are asked for: of whoever has most or fewest only, from each theme, pilot or person in turn."""
    leaders = _leaders(query, _counts(query.counted_by, quotes))
    if leaders:
        quotes = [quote for quote in quotes if _name(query.counted_by, quote) in leaders]
    groups: dict[str, list[Chunk]] = {}
    for quote in quotes:
        groups.setdefault(_name(query.each, quote), []).append(quote)
    in_turn = [quote for turn in zip_longest(*groups.values()) for quote in turn if quote]
    return in_turn[: min(query.count * len(groups), MOST) if query.count else USUALLY]


def _leaders(query: Query, counts: Counter[str]) -> Counter[str]:
    """Those that have most, or fewest, of what is counted; none where that is not asked."""
    fewest = FEWEST_WORDS.search(query.words)
    if not (query.asks_for_tally and query.counted_by and counts and (fewest or MOST_WORDS.search(query.words))):
        return Counter()
    extreme = (min if fewest else max)(counts.values())
    return Counter({name: count for name, count in counts.items() if count == extreme})


def _counts(group: Group | None, quotes: Iterable[Chunk]) -> Counter[str]:
    return Counter(_name(group, quote) for quote in quotes)


def _name(group: Group | None, quote: Chunk) -> str:
    """What a quote counts for; the same for all where they are not told apart."""
    names = {Group.THEME: f"theme {quote.theme}", Group.PILOT: str(quote.pilot), Group.PERSON: quote.speaker or ""}
    return names[group] if group else ""


def _listed(counts: Counter[str]) -> str:
    return "; ".join(f"{name} ({count})" for name, count in counts.items())
