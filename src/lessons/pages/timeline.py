"""The way of the study from submission to publication: each version with its date, number and status, as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lessons.domain import Document
from lessons.pages import wording
from lessons.pages.markup import plain_html
from lessons.pages.source_view import colour
from lessons.references import spelled_day


def timeline_html(documents: Sequence[Document]) -> str:
    """Versions, the earliest first, as a list in order, with the days from each to the next."""
    steps = zip([None, *documents], documents, strict=False)
    return f'<ol class="timeline">{"".join(_step(before, document) for before, document in steps)}</ol>'


def _step(before: Document | None, document: Document) -> str:
    later = _later(before, document) if before else ""
    status = document.status[:1].upper() + document.status[1:]
    return (
        f'<li><p class="step"><span class="badge {colour(document.id)}">{plain_html(document.label)}</span> {_day(document)}</p>'
        f'<p class="later">{later}</p>'
        f"<p>{plain_html(_number(document))}</p>"
        f'<p class="quiet">{plain_html(status)}.</p></li>'
    )


def _number(document: Document) -> str:
    """What a version can be found by: its manuscript number, or where it was published."""
    number = wording.MANUSCRIPT.format(number=document.manuscript_number) if document.manuscript_number else ""
    doi = f"doi:{document.doi}" if document.doi else ""
    return " · ".join(filter(None, [number, document.journal_reference, doi])) or wording.NO_NUMBER


def _day(document: Document) -> str:
    said = plain_html(spelled_day(document.date) or wording.NO_VERSION_DATE)
    day = _date(document)
    return f'<time datetime="{day.isoformat()}">{said}</time>' if day else f"<span>{said}</span>"


def _later(before: Document, document: Document) -> str:
    first, last = _date(before), _date(document)
    return wording.DAYS_LATER.format(days=(last - first).days) if first and last else ""


def _date(document: Document) -> date | None:
    try:
        return date.fromisoformat(document.date)
    except ValueError:
        return None
