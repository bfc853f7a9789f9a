"""The quotes of themes by pilots: as a chart, in words, and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lessons.chunks import PILOT_NAMES
from lessons.domain import Pilot
from lessons.pages import wording
from lessons.pages.markup import plain_html
from lessons.themes import Theme

ROW_HEIGHT = 38  # pixels
NUMBER = {"aria": False, "type": "text", "fontSize": 15, "fontWeight": 600}
AXIS = {
    "title": None,
    "domain": False,
    "ticks": False,
    "labelColor": "var(--ink)",
    "labelFontSize": 14,
    "labelPadding": 8,
    "labelBaseline": "middle",
    "labelFlush": False,
}
SHADES = 4  # style sheet: --count-0 to --count-3, the last for three quotes and more


def matrix_chart(themes: Sequence[Theme]) -> dict[str, Any]:
    """The chart as a Vega-Lite specification. Its colours are the style sheet's, so they follow light and dark."""
    top = {"orient": "top", "labelAngle": 0, "labelBaseline": "bottom"}
    number = {"field": "count", "type": "quantitative"}
    return {
        "data": {"values": [_cell(theme, pilot) for theme in themes for pilot in Pilot]},
        "background": "transparent",
        "height": ROW_HEIGHT * (len(themes) + 1),
        "encoding": {
            "x": {"field": "pilot", "type": "nominal", "sort": None, "axis": AXIS | top},
            "y": {"field": "theme", "type": "nominal", "sort": None, "axis": AXIS},
        },
        "layer": [
            {"mark": {"type": "rect", "cornerRadius": 4, "aria": False}, "encoding": {"color": _shade("count")}},
            {"mark": NUMBER, "encoding": {"text": number, "color": _shade("on-count")}},
        ],
        "config": {"aria": False, "scale": {"bandPaddingInner": 0.06}, "view": {"stroke": None}},
        "resolve": {"scale": {"color": "independent"}},
        "usermeta": {"embedOptions": {"renderer": "svg"}},
    }


def _cell(theme: Theme, pilot: Pilot) -> dict[str, str | int]:
    count = theme.count(pilot)
    name = wording.THEME.format(number=theme.number)
    return {"theme": name, "pilot": pilot.value, "count": count, "shade": min(count, SHADES - 1)}


def _shade(name: str) -> dict[str, Any]:
    scale = {"domain": list(range(SHADES)), "range": [f"var(--{name}-{i})" for i in range(SHADES)]}
    return {"field": "shade", "type": "ordinal", "scale": scale, "legend": None}


def matrix_words(themes: Sequence[Theme]) -> str:
    """The chart in words, pilots without a quote left out."""
    rows = (
        wording.THEMES_MATRIX_ROW.format(
            number=theme.number, counts=", ".join(f"{pilot} {theme.count(pilot)}" for pilot in theme.pilots)
        )
        for theme in themes
        if theme.quotes
    )
    return wording.THEMES_MATRIX_ALT.format(rows=" ".join(rows))


def matrix_table(themes: Sequence[Theme]) -> str:
    """The chart as an HTML table with totals."""
    named = "".join(f'<th scope="col"><abbr title="{PILOT_NAMES[pilot]}">{pilot}</abbr></th>' for pilot in Pilot)
    total = plain_html(wording.THEMES_MATRIX_TOTAL)
    rows = "".join(
        _row(f"{theme.number}. {theme.title}", [theme.count(pilot) for pilot in Pilot], len(theme.quotes))
        for theme in themes
    )
    sums = [sum(theme.count(pilot) for theme in themes) for pilot in Pilot]
    caption = plain_html(wording.THEMES_MATRIX_CAPTION)
    return (
        f'<div class="scroll" role="region" aria-label="{caption}" tabindex="0"><table><caption>{caption}</caption>'
        f'<thead><tr><th scope="col">{plain_html(wording.THEMES_PAGE)}</th>{named}<th scope="col">{total}</th></tr></thead>'
        f"<tbody>{rows}</tbody><tfoot>{_row(wording.THEMES_MATRIX_TOTAL, sums, sum(sums))}</tfoot></table></div>"
    )


def _row(name: str, counts: Sequence[int], total: int) -> str:
    cells = "".join(f"<td>{count}</td>" for count in (*counts, total))
    return f'<tr><th scope="row">{plain_html(name)}</th>{cells}</tr>'


def pilot_names() -> str:
    """What the pilots' short names stand for, as an HTML list."""
    return "".join(f"<li><b>{pilot}</b> {plain_html(PILOT_NAMES[pilot])}</li>" for pilot in Pilot)
