"""The colours of both modes can be told apart: text 4.5:1 and edges of controls 3:1 on whatever lies behind them (WCAG 2.2)."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from lessons.pages.server import SCRIPT
from lessons.settings import PROJECT

THEME = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
MODES = ("light", "dark")
STYLE = SCRIPT.with_name("style.css").read_text("utf-8")
HUES = ("green", "orange", "violet", "gray", "red", "blue")
VARIABLE = re.compile(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
BADGE = re.compile(
    r"\.badge\.([a-z]+) \{ background: light-dark\((#\w{6}), (#\w{6})\); color: light-dark\((#\w{6}), (#\w{6})\)"
)
TEXT, EDGE = 4.5, 3.0


def lightness(colour: str) -> float:
    """Relative luminance of "#rrggbb" after WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    dark, light = sorted((lightness(one), lightness(other)))
    return (light + 0.05) / (dark + 0.05)


def variables(mode: str) -> dict[str, str]:
    """The style sheet's own colours in a mode."""
    return {name: (light if mode == "light" else dark) for name, light, dark in VARIABLE.findall(STYLE)}


def test_contrast_is_computed_as_wcag_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert contrast("#777777", "#ffffff") < TEXT


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("behind", ["backgroundColor", "secondaryBackgroundColor", "codeBackgroundColor"])
@pytest.mark.parametrize("name", ["textColor", "linkColor", *(f"{hue}TextColor" for hue in HUES)])
def test_text_stands_out_from_every_background(mode: str, behind: str, name: str) -> None:
    assert contrast(THEME[mode][name], THEME[mode][behind]) >= TEXT


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("hue", HUES)
def test_badges_can_be_read(mode: str, hue: str) -> None:
    assert contrast(THEME[mode][f"{hue}TextColor"], THEME[mode][f"{hue}BackgroundColor"]) >= TEXT


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("behind", ["backgroundColor", "secondaryBackgroundColor"])
@pytest.mark.parametrize("name", ["borderColor", "primaryColor"])
def test_controls_stand_out(mode: str, behind: str, name: str) -> None:
    assert contrast(THEME[mode][name], THEME[mode][behind]) >= EDGE


@pytest.mark.parametrize("mode", MODES)
def test_words_on_a_chosen_button_can_be_read(mode: str) -> None:
    assert contrast("#ffffff", THEME[mode]["primaryColor"]) >= TEXT


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("behind", ["paper", "card"])
@pytest.mark.parametrize("name", ["ink", "muted", "pine"])
def test_the_style_sheets_own_text_stands_out(mode: str, behind: str, name: str) -> None:
    colours = variables(mode)
    assert contrast(colours[name], colours[behind]) >= TEXT


@pytest.mark.parametrize("mode", MODES)
def test_highlighted_words_and_badges_of_the_style_sheet_can_be_read(mode: str) -> None:
    colours = variables(mode)
    assert contrast(colours["mark-ink"], colours["mark"]) >= TEXT
    badges = BADGE.findall(STYLE)
    assert len(badges) == 4
    for _, light_back, dark_back, light_text, dark_text in badges:
        back, text = (light_back, light_text) if mode == "light" else (dark_back, dark_text)
        assert contrast(text, back) >= TEXT


def test_fonts_are_the_programs_own() -> None:
    folder = SCRIPT.with_name("fonts")
    for face in THEME["fontFaces"]:
        assert face["url"].startswith("/fonts/")
        assert (folder / Path(face["url"]).name).read_bytes()[:4] == b"wOF2"
