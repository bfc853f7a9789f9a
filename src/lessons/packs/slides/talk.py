"""The notes for whoever speaks to a slide: what to do, how long, where the words stand, what people may say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lessons.packs import wording
from lessons.packs.basket import Part
from lessons.packs.pack import Agenda, AgendaStep, Challenge, Extract, Notes, Pack, Sources
from lessons.packs.slides.slide import Kind

WORKS_WITH = {
    Kind.FOUND: Part.HANDOUTS,
    Kind.DIFFER: Part.HANDOUTS,
    Kind.POINTS: Part.HANDOUTS,
    Kind.QUOTE: Part.CARDS,
    Kind.QUESTIONS: Part.QUESTIONS,
    Kind.EXERCISE: Part.EXERCISE,
    Kind.GATHERED: Part.COLLECTED,
}
OPENS, CLOSES = (Kind.TITLE, Kind.PURPOSE, Kind.AGENDA), (Kind.SOURCES,)


@dataclass(frozen=True, slots=True)
class Talk:
    """What a pack has for the notes. ``references`` are by the label of the document."""

    steps: tuple[AgendaStep, ...]
    challenges: tuple[Challenge, ...]
    references: dict[str, str]

    def about(self, kind: Kind, extracts: Iterable[Extract] = (), themes: Iterable[str] = ()) -> tuple[str, ...]:
        """The notes to a slide; ``themes`` are those whose challenge may come up with it."""
        said = tuple(extracts)
        return (wording.SAY[kind], *self._times(kind), *self._places(said), *self._challenges(tuple(themes)))

    def _times(self, kind: Kind) -> Iterator[str]:
        total = self.steps[-1].starts + self.steps[-1].minutes if self.steps else 0
        for step in self._steps(kind):
            ends = step.starts + step.minutes
            yield wording.WHEN.format(starts=step.starts, ends=ends, minutes=total, title=step.title)

    def _steps(self, kind: Kind) -> tuple[AgendaStep, ...]:
        if kind in OPENS and self.steps and self.steps[0].part is None:
            return self.steps[:1]
        if kind in CLOSES and self.steps and self.steps[-1].part is None:
            return self.steps[-1:]
        part = WORKS_WITH.get(kind)
        return tuple(step for step in self.steps if part is not None and step.part == part)

    def _places(self, extracts: tuple[Extract, ...]) -> Iterator[str]:
        places = list(dict.fromkeys(extract.place for extract in extracts))
        if places:
            words = wording.STANDS_AT if len(places) == 1 else wording.STAND_AT
            yield words.format(places="; ".join(places))
        for label in dict.fromkeys(extract.version for extract in extracts):
            if label in self.references:
                yield wording.REFERENCE.format(reference=self.references[label])

    def _challenges(self, themes: tuple[str, ...]) -> Iterator[str]:
        for challenge in self.challenges:
            if challenge.theme in themes:
                yield wording.SOMEBODY_SAYS.format(theme=challenge.theme, challenge=challenge.challenge)
                yield wording.REPLY.format(reply=challenge.reply)


def read_talk(pack: Pack) -> Talk:
    """What a pack has for the notes; empty where it has no such part."""
    contents = [part.content for part in pack.parts]
    notes = next((c for c in contents if isinstance(c, Notes)), None)
    agenda = next((c for c in contents if isinstance(c, Agenda)), None)
    sources = next((c for c in contents if isinstance(c, Sources)), None)
    return Talk(
        steps=agenda.steps if agenda else notes.timing if notes else (),
        challenges=notes.challenges if notes else (),
        references={source.label: source.reference for source in sources.sources} if sources else {},
    )
