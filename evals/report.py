"""Writes what an evaluation found for people and for servers: Markdown, one self-contained page, and JUnit.

Questions and answers are not trusted: each form escapes whatever stands in them.
"""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evals.report_sections import Section, Summary, background, figures, kind_title, metric_title, number, share
from evals.results import ItemResult

Told = Sequence[tuple[str, Sequence[str]]]

TEMPLATE = Path(__file__).with_name("report.html.j2")
# What XML 1.0 forbids, and the control characters that it allows but terminals obey.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# What Markdown may read as more than a letter: marks, addresses, and what opens a block at the start of a line.
OPENERS = "|".join(rf"(?<=^\d{{{digits}}})[.)](?=\s|$)" for digits in range(1, 10))
MARKS = re.compile(rf"[\\`*_\[\]|~#$]|:(?=//)|(?<=www)\.|(?<=\w)@(?=\w)|^[-+=]|{OPENERS}", re.IGNORECASE)
VERDICTS = {
    "green": "Green: the run found no reason to fail",
    "red": "Red: the run fails",
    "unstable": "Unstable: the run is neither green nor red",
}
LABELS = {"must": "must say", "must_not": "must not say", "status_also": "or the status"}
PLACE = ("document", "section", "page", "speaker")


@dataclass(frozen=True, slots=True)
class Failure:
    """An item that is not right, with why and with both sides in words."""

    anchor: str
    result: ItemResult
    why: Sequence[str]
    expected: Told
    given: Told


def write_report(folder: Path, summary: Summary, results: Sequence[ItemResult]) -> None:
    """Write report.md, report.html and junit.xml into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, form in (("report.md", _markdown), ("report.html", _html), ("junit.xml", _junit)):
        (folder / name).write_text(UNPRINTABLE.sub("\ufffd", form(summary, results)), "utf-8")


def _verdict(summary: Summary) -> str:
    faults = len(summary["faults"])
    reasons = f" for {faults} reason{'s' * (faults > 1)}" if faults and summary["verdict"] == "red" else ""
    return VERDICTS.get(summary["verdict"], str(summary["verdict"])) + reasons


def _lead(summary: Summary, results: Sequence[ItemResult]) -> str:
    """One line on what was run and how many items are not right or cannot be told."""
    try:
        made = f"{datetime.fromisoformat(summary['made']).astimezone(UTC):%d %B %Y, %H:%M} UTC".lstrip("0")
    except ValueError:
        made = summary["made"]
    broken = sum(bool(r.error) for r in results)
    failing = sum(bool(r.failed) and not r.error for r in results)
    unscored = sum(not r.findings and not r.error for r in results)
    return (
        f"Suite “{summary['suite']}”, made {made}. Of {len(results):,} items {failing:,} fail a metric and {broken:,}"
        " broke." + (f" {unscored:,} have no metric, so nothing is said of them." if unscored else "")
    )


def _failures(summary: Summary, results: Sequence[ItemResult]) -> dict[str, list[Failure]]:
    """The items that are not right, by the title of their kind."""
    by_kind: dict[str, list[Failure]] = defaultdict(list)
    for count, result in enumerate(results, 1):
        if result.failed or result.error:
            why = _why(summary, result)
            failure = Failure(f"item-{count}", result, why, _told(result.expected), _told(result.given))
            by_kind[kind_title(summary, result.kind)].append(failure)
    return dict(by_kind)


def _why(summary: Summary, result: ItemResult) -> list[str]:
    broke = [f"Broke: {result.error}"] if result.error else []
    failed = ((metric_title(summary, name), result.findings[name]) for name in result.failed)
    return broke + [
        f"{title} {'not a number' if number(found.value) is None else share(found.value)}: {found.reason or 'no reason given'}"
        for title, found in failed
    ]


def _told(side: dict[str, Any]) -> Told:
    """What was expected or given, as labels with texts; what is empty is left out."""
    filled = ((name, value) for name, value in side.items() if value not in (None, "", [], (), {}))
    return [
        (LABELS.get(name, name.replace("_", " ")), [_text(v) for v in value] if _is_list(value) else [_text(value)])
        for name, value in filled
    ] or [("nothing", [])]


def _is_list(value: object) -> bool:
    return isinstance(value, list | tuple)


def _text(value: Any) -> str:
    """A text with its place in front; the members of a list are options."""
    if _is_list(value):
        return "\nor ".join(_text(option) for option in value)
    if not isinstance(value, dict):
        return str(value)
    words = value.get("excerpt") or value.get("text")
    if not words:
        return "; ".join(f"{name} {_text(part)}" for name, part in value.items())
    place = ", ".join(f"{'page ' * (name == 'page')}{value[name]}" for name in PLACE if value.get(name))
    return f"{place}: {words}" if place else str(words)


def _markdown(summary: Summary, results: Sequence[ItemResult]) -> str:
    blocks = [f"# {inline(_verdict(summary))}", inline(_lead(summary, results))]
    for title in ("Faults", "Notes"):
        blocks += [f"## {title}", "\n".join(f"- {inline(s)}" for s in summary[title.lower()]) or "None."]
    for section in figures(summary):
        blocks += markdown_section(section)
    failures = _failures(summary, results)
    blocks += ["## Failing items"] + ([] if failures else ["None."])
    for kind, found in failures.items():
        blocks.append(f"### {inline(kind)} ({len(found):,})")
        for failure in found:
            blocks += _markdown_item(failure)
    for section in background(summary, len(results)):
        blocks += markdown_section(section)
    return "\n\n".join([*blocks, "## How to repeat it", fenced(summary["command"])]) + "\n"


def markdown_section(section: Section) -> list[str]:
    """A section as blocks of Markdown."""
    head, *rows = ([inline(str(cell)) for cell in row] for row in (section.head, *section.rows))
    table = "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))
    return [
        f"## {section.title}",
        *([inline(section.note)] if section.note else []),
        table if rows else section.instead,
    ]


def _markdown_item(failure: Failure) -> list[str]:
    result = failure.result
    facts = [("Question", result.question), *(("Before", said) for said in result.history)]
    facts += [("Why", reason) for reason in failure.why]
    sides = [
        fenced("\n".join(f"{n}: {t}" for n, texts in side for t in texts or [""]))
        for side in (failure.expected, failure.given)
    ]
    lines = "\n".join(f"- {name}: {inline(words)}" for name, words in facts)
    return [f"#### {inline(result.id)} ({inline(result.half)})", lines, "Expected:", sides[0], "Given:", sides[1]]


def inline(words: str) -> str:
    """A text as one line of Markdown that reads as nothing but text."""
    return MARKS.sub(r"\\\g<0>", html.escape(" ".join(words.split()), quote=False))


def fenced(words: str) -> str:
    """A text as a block of code, with a fence that nothing in it can close."""
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", words)), default=0))
    return f"{fence}text\n{words}\n{fence}"


def _html(summary: Summary, results: Sequence[ItemResult]) -> str:
    failures = _failures(summary, results)
    return render(
        summary,
        verdict=_verdict(summary),
        lead=_lead(summary, results),
        told=[("Faults", summary["faults"]), ("Notes", summary["notes"])],
        figures=figures(summary),
        background=background(summary, len(results)),
        failures=failures,
        anchors={f.result.id: f.anchor for found in failures.values() for f in found},
    )


def render(summary: Summary, **parts: Any) -> str:
    """The page out of its template; ``failures`` of None stands for a report that has no failing items."""
    from jinja2 import Environment, StrictUndefined

    page = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return page.from_string(TEMPLATE.read_text("utf-8")).render(summary=summary, **parts)


def _junit(summary: Summary, results: Sequence[ItemResult]) -> str:
    by_kind: dict[str, list[ItemResult]] = defaultdict(list)
    for result in results:
        by_kind[result.kind].append(result)
    root = ET.Element("testsuites", {"name": str(summary["suite"]), **_totals(results)})
    for kind, found in by_kind.items():
        suite = ET.SubElement(root, "testsuite", {"name": kind, **_totals(found)})
        for result in found:
            name = f"{result.id} {' '.join(result.question.split())}"
            case = ET.SubElement(suite, "testcase", classname=kind, name=name, time=_seconds([result]))
            why = _why(summary, result)
            if result.error or result.failed:
                tag = "error" if result.error else "failure"
                ET.SubElement(case, tag, message="; ".join(why)).text = "\n".join(why)
            elif not result.findings:
                ET.SubElement(case, "skipped", message="No metric applies.")
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _totals(results: Sequence[ItemResult]) -> dict[str, str]:
    """An item that broke counts as an error only, one without a metric as skipped."""
    errors = sum(bool(r.error) for r in results)
    failures = sum(bool(r.failed) and not r.error for r in results)
    skipped = sum(not r.findings and not r.error for r in results)
    counts = {"tests": len(results), "failures": failures, "errors": errors, "skipped": skipped}
    return {name: str(count) for name, count in counts.items()} | {"time": _seconds(results)}


def _seconds(results: Sequence[ItemResult]) -> str:
    return f"{sum(number(r.milliseconds) or 0.0 for r in results) / 1000:.3f}"
