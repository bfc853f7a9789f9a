"""``lessons pack``: a workshop pack from themes and pilots, or from a basket that was saved in the browser."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lessons import printing
from lessons.domain import Unverified, UsageError
from lessons.settings import load_settings

FEWER = "Slides show fewer of them where there is no room: the deck says how many."

if TYPE_CHECKING:
    from lessons.packs.basket import Basket
    from lessons.packs.formats import Format
    from lessons.packs.study import Study


def pack(
    more: Annotated[list[str] | None, typer.Argument(help="More themes and pilots, such as 2 3 PACS.")] = None,
    theme: Annotated[list[int] | None, typer.Option("--theme", help="1 to 6; can be repeated.")] = None,
    pilot: Annotated[list[str] | None, typer.Option("--pilot", help="A pilot, such as PACS; can be repeated.")] = None,
    form: Annotated[str, typer.Option("--format", help="docx, pptx or md; else the ending of --out.")] = "",
    out: Annotated[Path | None, typer.Option("--out", help="The file to write.")] = None,
    basket: Annotated[Path | None, typer.Option("--basket", help="A basket that was saved in the browser.")] = None,
    template: Annotated[Path | None, typer.Option("--template", help="A .docx or .pptx whose look is used.")] = None,
    title: Annotated[str, typer.Option("--title", help="What stands on the first page.")] = "",
    audience: Annotated[str, typer.Option("--audience", help="Who the workshop is for.")] = "",
    minutes: Annotated[int | None, typer.Option("--minutes", help="30, 60 or 120.")] = None,
    part: Annotated[list[str] | None, typer.Option("--part", help="A part to hold, in order; can be repeated.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")] = False,
) -> None:
    """Write a workshop pack; every excerpt in it is verified against the source once more. Exit code 1: one does not stand there."""
    from lessons.packs.assembly import assemble
    from lessons.packs.study import load_study

    chosen = _format(form, out)
    themes = [*(theme or []), *(int(word) for word in more or [] if word.isdecimal())]
    pilots = [*(pilot or []), *(word for word in more or [] if not word.isdecimal())]
    study = load_study(load_settings().corpus_dir)
    filled = _filled(basket, study, themes, pilots)
    try:
        made = assemble(_chosen(filled, study, title, audience, minutes, part), study)
    except Unverified as refused:
        print(*refused.problems, sep="\n", file=sys.stderr)
        raise
    path = out or Path(f"workshop-pack.{chosen.ending}")
    _write(path, chosen.write(made, _read(template, "template") if template else None))
    if as_json:
        parts = [p.part.value for p in made.parts]
        printing.print_json({"file": str(path), "title": made.title, "parts": parts, "verified": made.verification})
    else:
        print(f"{path}: {made.verification}{'' if chosen.shows_all else f' {FEWER}'}")


def _format(name: str, out: Path | None) -> Format:
    from lessons.packs.formats import FORMATS

    wanted = (name or (out.suffix if out else "")).lower().lstrip(".")
    found = next((form for form in FORMATS if form.ending == wanted), None)
    if found is None:
        raise UsageError(f"Say which format the pack is to have: --format {', '.join(f.ending for f in FORMATS)}.")
    return found


def _filled(path: Path | None, study: Study, themes: list[int], pilots: list[str]) -> Basket:
    """The basket of a file, or one with the quotes of themes and pilots."""
    from lessons.packs.assembly import fill_basket
    from lessons.packs.basket_file import read_basket

    if path is None:
        return fill_basket(study, themes, pilots)
    if themes or pilots:
        raise UsageError("A basket says itself what it holds: give either --basket or themes and pilots.")
    return read_basket(_read(path, "basket"))


def _chosen(
    filled: Basket, study: Study, title: str, audience: str, minutes: int | None, parts: list[str] | None
) -> Basket:
    """The basket with what was chosen on the command line."""
    from lessons.packs.basket import LENGTHS, Part

    names = [known.id for known in study.material.audiences]
    if audience and audience not in names:
        raise UsageError(f"There is no audience “{audience}”: use {', '.join(names) or 'none'}.")
    length = next((known for known in LENGTHS if known == (minutes or filled.minutes)), None)
    if length is None:
        raise UsageError(f"There is no agenda for {minutes} minutes: use {', '.join(map(str, LENGTHS))}.")
    if unknown := [part for part in parts or [] if part not in list(Part)]:
        raise UsageError(f"There is no part “{unknown[0]}”: use {', '.join(Part)}.")
    return replace(
        filled,
        title=title or filled.title,
        audience=audience or filled.audience,
        minutes=length,
        parts=tuple(dict.fromkeys(map(Part, parts))) if parts else filled.parts,
    )


def _read(path: Path, what: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise UsageError(f"The {what} {path} cannot be read: check its name.") from None


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as problem:
        raise UsageError(f"{path} cannot be written ({problem.strerror}): choose another place.") from None
