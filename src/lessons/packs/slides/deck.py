"""Plans the slides of a pack: which parts get one, how many quotes there is room for, in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

from lessons.domain import UsageError
from lessons.packs import wording
from lessons.packs.assembly import verification
from lessons.packs.pack import (
    Agenda,
    Card,
    Cards,
    Content,
    Exercise,
    Extract,
    Gathered,
    Handouts,
    Notes,
    Pack,
    Purpose,
    Questions,
    Sources,
    extracts_of,
)
from lessons.packs.slides.drafts import Drafter
from lessons.packs.slides.fit import (
    FRONT_SIZES,
    SMALLEST_TITLES,
    TEXT_SIZES,
    Line,
    Style,
    choose_sizes,
    largest_size,
    title_size,
)
from lessons.packs.slides.items import in_turns
from lessons.packs.slides.slide import OUR_ROOM, Deck, Kind, Room, Slide
from lessons.packs.slides.talk import read_talk
from lessons.packs.text import one_line

MOST_SLIDES = 12
WANTED_QUOTES = 3  # at least, and one of each theme, before any other part gets a slide more
FEW_THEMES = 2  # so few get a slide each for what was found

Frame = Sequence[Slide | Kind]  # slides, and the kinds of those that are chosen later


@dataclass(frozen=True, slots=True)
class _Spread:
    """How far a deck spreads: what was found on a slide for each theme; purpose and agenda on one; or what the study says of a
    theme on the slide of its first quote, and neither where voices differ nor the exercise on slides of their own.
    """

    split: bool = False
    merged: bool = False
    folded: bool = False


SPREADS = (
    _Spread(split=True),
    _Spread(split=True, merged=True),
    _Spread(),
    _Spread(merged=True),
    _Spread(merged=True, folded=True),
)


def plan_deck(pack: Pack, room: Room = OUR_ROOM) -> Deck:
    """The slides of a pack for the room that a template has; raises UsageError where there is too little even for a title."""
    slides = _with_unique_titles(_Planner(pack, room, Drafter(room, read_talk(pack))).slides(), room)
    return Deck(slides[0].title, tuple(slides), pack.caution)


@dataclass(frozen=True, slots=True)
class _Planner:
    pack: Pack
    room: Room
    draft: Drafter

    def slides(self) -> list[Slide]:
        """All slides; that of the sources is written last, because it says what the others show."""
        entries = self._entries()
        spread, frame = self._frame(self._wanted() + min(len(entries), 1))
        quotes = self._quotes(spread)
        chosen = _alternating(quotes, entries)[: MOST_SLIDES - _fixed(frame)]
        found = {
            Kind.QUOTE: sorted((s for s in chosen if s.kind == Kind.QUOTE), key=self._position),
            Kind.GATHERED: [s for s in entries if s in chosen],
        }
        shown = list(_fill(frame, found))
        sources = self._sources(shown) if Kind.SOURCES in frame else None
        found[Kind.SOURCES] = [sources] if sources else []
        return [self._title(shown, is_verified=sources is not None), *_fill(frame, found)]

    def _wanted(self) -> int:
        """How many quotes come before any other part gets a slide more."""
        cards = self._cards()
        return min(len(cards), max(WANTED_QUOTES, len({card.theme for card in cards})))

    def _frame(self, wanted: int) -> tuple[_Spread, Frame]:
        """The richest frame that leaves room for as many slides of what was collected, or else the least."""
        frame: Frame = ()
        for spread in SPREADS:
            frame = [place for place in self._places(spread) if place]
            if _fixed(frame) + wanted <= MOST_SLIDES:
                break
        return spread, frame

    def _places(self, spread: _Spread) -> Iterator[Slide | Kind | None]:
        """Slides in the order of the parts. The chart comes before the study's words, what to learn from them after all of them."""
        contents = [part.content for part in self.pack.parts]
        words = [c for c in contents if isinstance(c, Handouts | Cards | Sources)]
        handouts = next((c for c in contents if isinstance(c, Handouts)), None)
        last = [c for c in contents if isinstance(c, Handouts | Cards)][-1:]
        counts = self.pack.counts if any(isinstance(c, Sources) for c in contents) else None
        for content in contents:
            if words and content is words[0] and counts and any(map(any, counts.numbers)):
                yield self.draft.chart(counts)
            yield from self._part(content, spread)
            if handouts and content in last:
                yield from (None if spread.folded else self.draft.differ(handouts), self.draft.points(handouts))

    def _part(self, content: Content, spread: _Spread) -> Iterator[Slide | Kind | None]:
        contents = [part.content for part in self.pack.parts]
        agenda = next((c for c in contents if isinstance(c, Agenda)), None)
        purpose = next((c for c in contents if isinstance(c, Purpose)), None)
        questions = next((c for c in contents if isinstance(c, Questions)), None)
        exercise = next((c for c in contents if isinstance(c, Exercise)), None)
        match content:
            case Purpose():
                both = self.draft.purpose_and_agenda(content, agenda) if spread.merged and agenda else None
                yield both or self.draft.purpose(wording.PART_TITLES["purpose"], content)
            case Agenda():
                yield None if spread.merged and purpose else self.draft.agenda(content)
            case Handouts() if spread.folded:
                pass  # on the slides of the quotes
            case Exercise() if spread.folded and questions:
                pass  # in the notes to the questions
            case Handouts():
                few = spread.split and len(content.handouts) <= FEW_THEMES
                groups = [Handouts((h,)) for h in content.handouts] if few else [content]
                yield from map(self.draft.found, groups)
            case Questions():
                yield self.draft.questions(content, exercise if spread.folded else None)
            case Exercise():
                yield self.draft.exercise(content)
            case Cards() | Gathered() | Sources():
                yield {Cards: Kind.QUOTE, Gathered: Kind.GATHERED, Sources: Kind.SOURCES}[type(content)]
            case Notes():
                pass  # it stands in the notes to the other slides

    def _cards(self) -> list[Card]:
        return [card for p in self.pack.parts if isinstance(p.content, Cards) for card in p.content.cards]

    def _quotes(self, spread: _Spread) -> list[Slide]:
        """A slide for every quote that fits on one, of each theme in turns."""
        handouts = [h for p in self.pack.parts if isinstance(p.content, Handouts) for h in p.content.handouts]
        lines = {h.name: h.line for h in handouts} if spread.folded else {}
        drafts = [
            (card.theme, slide)
            for card in self._cards()
            if (slide := self.draft.quote(card, lines.pop(card.theme, None)) or self.draft.quote(card))
        ]
        return in_turns(drafts)

    def _position(self, quote: Slide) -> int:
        return [card.quote for card in self._cards()].index(quote.extracts[0])

    def _entries(self) -> list[Slide]:
        entries = [e for p in self.pack.parts if isinstance(p.content, Gathered) for e in p.content.entries]
        return self.draft.collected(entries)

    def _title(self, shown: Sequence[Slide], *, is_verified: bool) -> Slide:
        """The first slide; it says what was verified where no slide for the sources does."""
        title = one_line(self.pack.title) or wording.DEFAULT_TITLE
        verified = "" if is_verified else verification(_extracts(shown))
        small = [Line(text, Style.SMALL) for text in (verified, self.pack.caution) if text]
        lines = (Line(one_line(self.pack.subtitle), Style.TEXT), *small)
        sizes, size = (
            choose_sizes(lines, self.room.subtitle, TEXT_SIZES),
            largest_size(title, self.room.front, (*FRONT_SIZES, *SMALLEST_TITLES)),
        )
        if not sizes or not size:
            raise UsageError(wording.NO_USABLE_LAYOUT)
        notes = next((p.content for p in self.pack.parts if isinstance(p.content, Notes)), None)
        extra = (wording.AIM_NOTE.format(aim=notes.aim), *notes.tips) if notes else ()
        return Slide(Kind.TITLE, title, lines, sizes, size, (*self.draft.talk.about(Kind.TITLE), *extra))

    def _sources(self, shown: Sequence[Slide]) -> Slide | None:
        """What the slides quote, and how many quotes of the pack they leave out."""
        sources = next(p.content for p in self.pack.parts if isinstance(p.content, Sources))
        extracts = _extracts(shown)
        labels = {extract.version for extract in extracts}
        quoted = tuple(source for source in sources.sources if source.label in labels)
        count = len(_quoted(extracts_of(self.pack.parts)) - _quoted(extracts))
        left_out = wording.LEFT_OUT[1 if count == 1 else 2].format(count=count) if count else ""
        return self.draft.sources(replace(sources, sources=quoted or sources.sources), verification(extracts), left_out)


def _extracts(slides: Sequence[Slide]) -> list[Extract]:
    return list(chain.from_iterable(slide.extracts for slide in slides))


def _quoted(extracts: Iterator[Extract] | Sequence[Extract]) -> set[tuple[str, int, int]]:
    return {(e.citation.document, e.citation.start, e.citation.end) for e in extracts if e.speaker}


def _fixed(frame: Frame) -> int:
    """How many slides a frame has without what was collected, the first one included."""
    return 1 + sum(place not in (Kind.QUOTE, Kind.GATHERED) for place in frame)


def _alternating(quotes: Sequence[Slide], entries: Sequence[Slide]) -> list[Slide]:
    return [slide for turn in zip_longest(quotes, entries) for slide in turn if slide]


def _fill(frame: Frame, found: Mapping[Kind, Sequence[Slide]]) -> Iterator[Slide]:
    for place in frame:
        if isinstance(place, Slide):
            yield place
        else:
            yield from found.get(place, ())


def _with_unique_titles(slides: Sequence[Slide], room: Room) -> list[Slide]:
    """The same slides, those that would have the title of another numbered."""
    taken: set[str] = set()
    titled: list[Slide] = []
    for slide in slides:
        title, count = slide.title, 1
        while title.casefold() in taken:
            count += 1
            title = wording.SAME_TITLE.format(title=slide.title, count=count)
        taken.add(title.casefold())
        size = slide.title_size if title == slide.title else title_size(title, room.title) or slide.title_size
        titled.append(replace(slide, title=title, title_size=size))
    return titled
