"""Selects participants' quotes by theme, pilot and role."""

from __future__ import annotations

from lessons.domain import Pilot, Quote, Structure, UsageError


def select_quotes(
    structure: Structure, theme: int | None = None, pilot: str | None = None, role: str | None = None
) -> tuple[Quote, ...]:
    """The quotes of one version that fit every filter given, in reading order; raises UsageError for an unknown pilot."""
    wanted = _pilot(pilot) if pilot else None
    return tuple(
        quote
        for quote in structure.quotes
        if (theme is None or quote.theme == theme)
        and (wanted is None or quote.speaker.pilot == wanted)
        and (role is None or role.lower() in f"{quote.speaker.role} {quote.speaker.organisation}".lower())
    )


def _pilot(name: str) -> Pilot:
    try:
        return Pilot(name.upper())
    except ValueError:
        raise UsageError(f"There is no pilot “{name}”: use {', '.join(Pilot)}.") from None
