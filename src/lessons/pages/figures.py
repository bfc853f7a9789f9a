"""Says figures in words: shares, counts, floors, changes. No share is rounded to all or to nothing."""

from __future__ import annotations

from datetime import datetime

from lessons.pages import wording
from lessons.pages.evaluation_record import Measure, Share


def share(value: float | None) -> str:
    """A value in 0..1 as a percentage."""
    if value is None:
        return wording.NOT_MEASURED
    if 0 < value < 1:
        value = min(max(value, 0.001), 0.999)  # 1,359 of 1,360 is not 100%
    return f"{value:.0%}" if round(value * 100, 6) == round(value * 100) else f"{value:.1%}"


def day(moment: datetime) -> str:
    """A moment as a day, e.g. 3 November 2026."""
    return f"{moment.day} {moment:%B %Y}"


def looked_at(measure: Measure) -> str:
    """How many answers a figure rests on."""
    if measure.scored is None or measure.total is None:
        return wording.NOT_MEASURED
    if measure.scored == measure.total:
        return f"{measure.total:,}"
    return wording.LOOKED_AT.format(scored=f"{measure.scored:,}", total=f"{measure.total:,}")


def floor(measure: Measure) -> str:
    """The least that a figure has to reach, and whether it does."""
    if measure.floor is None:
        return wording.NO_FLOOR
    said = wording.FLOOR_MISSED if measure.holds is False else wording.FLOOR_HELD
    return said.format(floor=share(measure.floor)) if measure.holds is not None else share(measure.floor)


def change(measure: Measure) -> str:
    """How a figure moved since the baseline."""
    gain = measure.gain
    if gain is None:
        return wording.NOT_MEASURED
    if gain == 0:
        return wording.SAME
    points = round(abs(gain) * 100, 1)
    size = (
        wording.HARDLY if points < 0.1 else wording.ONE_POINT if points == 1 else wording.POINTS.format(points=points)
    )
    return (wording.BETTER if gain > 0 else wording.WORSE).format(points=size)


def right(found: Share) -> str:
    """How many answers are right, as counts and a share."""
    part = share(found.right / found.total) if found.total else wording.NOT_MEASURED
    return wording.RIGHT_OF.format(right=f"{found.right:,}", total=f"{found.total:,}", share=part)


def span(low: float | None, high: float | None, form: str) -> str:
    """The interval of a figure in a sentence of that form; empty where there is none."""
    return "" if low is None or high is None else form.format(low=share(low), high=share(high))
