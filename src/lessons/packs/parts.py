"""Makes the parts of a pack from what the basket holds and what the study and our material say about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lessons.chunks import PILOT_NAMES
from lessons.domain import Citation, Quote, Span
from lessons.packs import wording
from lessons.packs.basket import Basket, Checked, ItemKind, Part
from lessons.packs.material import Audience, QuoteMaterial
from lessons.packs.pack import (
    Agenda,
    AgendaStep,
    Card,
    Cards,
    Challenge,
    Content,
    Entry,
    Exercise,
    Extract,
    Gathered,
    Handout,
    Handouts,
    Notes,
    PackPart,
    PointAndMessage,
    Purpose,
    Questions,
    SortedQuote,
    Source,
    Sources,
    ThemeQuestions,
    extracts_of,
)
from lessons.packs.study import Study
from lessons.packs.text import one_line
from lessons.references import reference
from lessons.themes import Theme

MOST_FINDINGS, MOST_DIFFERING = 1000, 600  # characters on a handout, so that it keeps to one page
POINTING_BACK = ("However,", "This ", "These ", "They ")
FEWEST_KINDS = 2  # of quotes, so that there is something to sort


@dataclass(frozen=True, slots=True)
class _Workshop:
    """What the parts of one pack are made from: ``quotes`` are those collected, ``themes`` those chosen or spoken of."""

    basket: Basket
    study: Study
    checked: tuple[Checked, ...]
    quotes: tuple[_Collected, ...]
    themes: tuple[Theme, ...]

    @property
    def audience(self) -> Audience | None:
        return self.study.material.audience(self.basket.audience)


@dataclass(frozen=True, slots=True)
class _Collected:
    """A quote that was collected: where it stands, what we wrote about it, the trainer's note."""

    extract: Extract
    quote: Quote
    material: QuoteMaterial | None
    note: str


def make_parts(basket: Basket, study: Study, checked: Sequence[Checked]) -> tuple[PackPart, ...]:
    """The parts that the basket asks for, in its order; those that would be empty are left out."""
    quotes = tuple(_collected(c, study) for c in checked if c.item.kind == ItemKind.QUOTE)
    themes = tuple(theme for theme in study.themes if theme.number in theme_numbers(basket, checked))
    workshop = _Workshop(basket, study, tuple(checked), quotes, themes)
    found = {part: content for part in basket.parts if part in MAKERS and (content := MAKERS[part](workshop))}
    if Part.SOURCES in basket.parts and (sources := _sources(tuple(found.values()), study)):
        found[Part.SOURCES] = sources
    return tuple(PackPart(part, wording.PART_TITLES[part], found[part]) for part in basket.parts if part in found)


def theme_numbers(basket: Basket, checked: Iterable[Checked]) -> tuple[int, ...]:
    """The themes that were chosen, or else those that the items speak of."""
    if basket.themes is not None:
        return basket.themes
    spoken = {citation.theme for c in checked for citation in c.citations}
    return tuple(sorted(number for number in spoken if number))


def theme_name(theme: Theme) -> str:
    """“Theme 2: Financial pressures …”."""
    return wording.THEME.format(number=theme.number, title=theme.title)


def _collected(checked: Checked, study: Study) -> _Collected:
    citation = checked.citations[0]
    structure = study.structures[citation.document]
    quote = structure.quote_at(Span(citation.start, citation.end))
    if quote is None:
        raise ValueError(f"“{citation.excerpt[:40]}” names a speaker and is no quote")
    return _Collected(_extract(citation, study), quote, study.material.about(quote, structure), checked.item.note)


def _extract(citation: Citation, study: Study) -> Extract:
    structure = study.structures[citation.document]
    quote = structure.quote_at(Span(citation.start, citation.end))
    place = wording.PLACE_PAGE if citation.page else wording.PLACE
    where = place.format(label=structure.document.label, section=citation.section, page=citation.page)
    return Extract(citation, structure.document.label, where, quote.speaker.label if quote else "")


def _purpose(workshop: _Workshop) -> Purpose | None:
    audience = workshop.audience
    text = one_line(workshop.basket.purpose) or (audience.purpose if audience else "")
    if not text:
        return None
    return Purpose(
        text=text,
        audience=audience.name if audience else "",
        minutes=workshop.basket.minutes,
        themes=tuple(map(theme_name, workshop.themes)),
        opening=audience.opening if audience else "",
    )


def _agenda(workshop: _Workshop) -> Agenda | None:
    steps = _steps(workshop)
    return Agenda(workshop.basket.minutes, steps) if steps else None


def _steps(workshop: _Workshop) -> tuple[AgendaStep, ...]:
    """The steps for the chosen length; the minutes of those whose part is not in the pack go to the one that takes the rest."""
    basket = workshop.basket
    agenda = next((a for a in workshop.study.material.agendas if a.minutes == basket.minutes), None)
    there = (None, *_parts_with_content(workshop))
    steps = [step for step in agenda.steps if step.part in there] if agenda else []
    left = basket.minutes - sum(step.minutes for step in steps)
    found: list[AgendaStep] = []
    starts = 0
    for step in steps:
        minutes = step.minutes + (left if step.takes_rest else 0)
        found.append(AgendaStep(starts, minutes, step.title, step.what, step.part))
        starts += minutes
    return tuple(found)


def _parts_with_content(workshop: _Workshop) -> tuple[Part, ...]:
    """The parts of the pack that a step of the agenda may need."""
    needed = (Part.HANDOUTS, Part.CARDS, Part.QUESTIONS, Part.EXERCISE, Part.COLLECTED)
    return tuple(part for part in needed if part in workshop.basket.parts and MAKERS[part](workshop))


def _handouts(workshop: _Workshop) -> Handouts | None:
    handouts = tuple(_handout(theme, workshop) for theme in workshop.themes)
    return Handouts(handouts) if handouts else None


def _handout(theme: Theme, workshop: _Workshop) -> Handout:
    study = workshop.study
    differing = _fitting(theme.differing, MOST_DIFFERING)
    shown = [Span(c.start, c.end) for c in (theme.line, *differing)]
    sayings = [
        c
        for c in (*theme.barriers, *theme.enablers, *theme.findings)
        if c.section == theme.title and _stands_alone(c) and not any(Span(c.start, c.end).overlaps(s) for s in shown)
    ]
    return Handout(
        number=theme.number,
        title=theme.title,
        line=_extract(theme.line, study),
        findings=tuple(_extract(c, study) for c in _fitting(sayings, MOST_FINDINGS)),
        quotes=tuple(
            q.extract
            for q in workshop.quotes
            if q.quote.theme == theme.number and q.quote.document == theme.line.document
        ),
        differing=tuple(_extract(c, study) for c in differing),
        points=tuple(PointAndMessage(_extract(p.point, study), _extract(p.message, study)) for p in theme.points),
    )


def _stands_alone(citation: Citation) -> bool:
    """Whether words need no others: they do not point back, nor lead on to a quote."""
    return citation.excerpt.endswith(".") and not citation.excerpt.startswith(POINTING_BACK)


def _fitting(citations: Iterable[Citation], most: int) -> tuple[Citation, ...]:
    """As many as keep within so many characters, in the order of the paper."""
    found: list[Citation] = []
    for citation in citations:
        if sum(len(c.excerpt) for c in (*found, citation)) <= most:
            found.append(citation)
    return tuple(sorted(found, key=lambda c: c.start))


def _cards(workshop: _Workshop) -> Cards | None:
    names = {theme.number: theme_name(theme) for theme in workshop.study.themes}
    cards = tuple(
        Card(
            quote=q.extract,
            pilot=q.quote.speaker.pilot.value,
            theme=names.get(q.quote.theme or 0, q.extract.citation.section),
            limits=q.material.limits if q.material else wording.ANY_QUOTE,
            note=one_line(q.note),
        )
        for q in workshop.quotes
    )
    return Cards(cards) if cards else None


def _questions(workshop: _Workshop) -> Questions | None:
    material = workshop.study.material
    found = tuple(
        ThemeQuestions(theme_name(theme), ours.questions)
        for theme in workshop.themes
        if (ours := material.theme(theme.number)) and ours.questions
    )
    return Questions(found) if found else None


def _exercise(workshop: _Workshop) -> Exercise | None:
    """The quotes that we sorted; none where there are too few to sort, or they are all of one kind."""
    sortable = [(q.extract, q.material) for q in workshop.quotes if q.material]
    if len({material.sorts for _, material in sortable}) < FEWEST_KINDS or not workshop.study.material.guidance.task:
        return None
    quotes = tuple(
        SortedQuote(number, extract, wording.SORTS[material.sorts], material.because)
        for number, (extract, material) in enumerate(sortable, start=1)
    )
    return Exercise(workshop.study.material.guidance.task, quotes)


def _gathered(workshop: _Workshop) -> Gathered | None:
    entries = tuple(
        Entry(
            title=one_line(c.item.question) or c.citations[0].section,
            extracts=tuple(_extract(citation, workshop.study) for citation in c.citations),
            note=one_line(c.item.note),
        )
        for c in workshop.checked
        if c.item.kind != ItemKind.QUOTE
    )
    return Gathered(entries) if entries else None


def _notes(workshop: _Workshop) -> Notes | None:
    material = workshop.study.material
    if not material.guidance.aim:
        return None
    challenges = tuple(
        Challenge(theme_name(theme), ours.challenge, ours.reply)
        for theme in workshop.themes
        if (ours := material.theme(theme.number))
    )
    return Notes(material.guidance.aim, _steps(workshop), challenges, material.guidance.tips)


def _sources(contents: tuple[Content, ...], study: Study) -> Sources | None:
    """Every document that the other parts quote, in the order of the corpus."""
    citations = [extract.citation for extract in extracts_of(contents)]
    quoted = {citation.document for citation in citations}
    sources = tuple(
        Source(d.label, reference(d), d.status, d.licence)
        for d in (s.document for s in study.structures.values())
        if d.id in quoted
    )
    pilots = tuple(
        (pilot.value, name)
        for pilot, name in PILOT_NAMES.items()
        if any(c.speaker and c.speaker.startswith(f"{pilot}-") for c in citations)
    )
    return Sources(sources, pilots) if sources else None


MAKERS: Mapping[Part, Callable[[_Workshop], Content | None]] = {
    Part.PURPOSE: _purpose,
    Part.AGENDA: _agenda,
    Part.HANDOUTS: _handouts,
    Part.CARDS: _cards,
    Part.QUESTIONS: _questions,
    Part.EXERCISE: _exercise,
    Part.COLLECTED: _gathered,
    Part.NOTES: _notes,
}
