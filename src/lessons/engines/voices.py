"""How strong the voice behind an answer is: which quotes carry what it shows, from how many people at how many pilots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lessons import phrases
from lessons.domain import Chunk, ChunkKind, DraftStatement, Pilot
from lessons.engines.statements import listed, note, quotes_introduced, recommends
from lessons.library import Library

MOST_JOINED = 3  # learning points that are joined to their themes and quotes; a list of all of them speaks for itself
VOICES_EACH = 2  # quotes that a learning point brings along


def joined_points(chosen: Sequence[Chunk], library: Library) -> list[Chunk]:
    """The learning points of an answer that are few enough to be joined to their themes and quotes."""
    points = [chunk for chunk in chosen if recommends(chunk, library)]
    return points if len(points) <= MOST_JOINED else []


def voices_of_points(chosen: Sequence[Chunk], library: Library) -> list[Chunk]:
    """The quotes that carry the learning points among the chunks, a few for each."""
    joined = [library.joined(point) for point in joined_points(chosen, library)]
    return [voice for _, quotes in filter(None, joined) for voice in quotes[:VOICES_EACH]]


def points_joined(chosen: Sequence[Chunk], library: Library) -> list[DraftStatement]:
    """Says of each learning point which themes our coding joins it to, or that no quote speaks to it."""
    notes = []
    for point in joined_points(chosen, library):
        joined = library.joined(point)
        if joined:
            themes, voices = joined
            titles = {s.theme: s.title for s in library.structures[point.document].sections if s.theme}
            named = listed([f"theme {theme} (“{titles[theme]}”)" for theme in themes])
            words = point.text.split("\t")[0].rstrip(".")
            notes += [note(phrases.POINT_JOINED.format(point=words, themes=named))] if themes else []
            notes += [] if voices else [note(phrases.POINT_UNVOICED.format(point=words))]
    return notes


def strength(chosen: Sequence[Chunk], quotes_asked: bool, library: Library) -> list[DraftStatement]:
    """How many quotes, people and pilots stand behind what an answer shows of the findings; nothing for other answers.

    Where quotes were asked for, those that are shown are counted.
    """
    if not any(chunk.theme or chunk.kind == ChunkKind.QUOTE for chunk in chosen):
        return []
    quotes = list(dict.fromkeys(_quotes_behind(chosen, library)))
    if not quotes:
        return [note(phrases.NO_VOICE)]
    people = {q.speaker for q in quotes}
    pilots = [pilot for pilot in Pilot if pilot in {q.pilot for q in quotes}]
    if len(people) == 1:
        one = phrases.ONE_QUOTE if len(quotes) == 1 else phrases.QUOTES_OF_ONE.format(quotes=len(quotes))
        said = phrases.ONE_VOICE_SHOWN if quotes_asked else phrases.ONE_VOICE
        named = said.format(quotes=one, pilot=pilots[0])
        return [note(named[0].upper() + named[1:])]
    at = phrases.ONE_PILOT if len(pilots) == 1 else phrases.PILOTS.format(count=len(pilots), all=len(Pilot))
    said = phrases.VOICES_SHOWN if quotes_asked else phrases.VOICES
    return [note(said.format(quotes=len(quotes), people=len(people), pilots=f"{at} ({', '.join(pilots)})"))]


def _quotes_behind(chosen: Iterable[Chunk], library: Library) -> Iterable[Chunk]:
    """The quotes shown and those that the findings shown introduce, each as its chunk in the first version that has it."""
    for chunk in chosen:
        if chunk.kind == ChunkKind.QUOTE:
            yield library.first_version(library.position(chunk))
        elif chunk.theme and chunk.kind == ChunkKind.SENTENCE:
            for quote in quotes_introduced(chunk, library):
                yield library.first_version(library.quoted[(quote.document, quote.span)])
