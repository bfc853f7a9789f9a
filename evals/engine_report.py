"""Writes what the comparison of engines found: engines.json, and the same as Markdown and as one self-contained page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from evals.report import UNPRINTABLE, fenced, inline, markdown_section, render
from evals.report_sections import Bar, Chart, Section, number
from evals.report_sections import share as percent
from lessons.printing import Tabled, print_json_to

Summary = dict[str, Any]

NO_READING = (
    "No person read these sentences. “Not carried” is what a measure finds that shares nothing with the checker: words in "
    "quotation marks verbatim, most content words, the same numbers and negations. It misses what is put together wrongly out of "
    "the passages’ own words and may blame a fair rewording: read them for yourself."
)
TUNED = (
    "On the half “tune” the checker was worked on, so its figures there flatter it; only “unseen” claims measure it. An "
    "interval is exact, of 95 per cent."
)
TITLE = "Engines compared"
SHARES = {
    "right": "Evidence right",
    "cited": "Evidence rightly cited",
    "right_as_shown": "Right as shown, with the summary",
    "summaries": "Summaries shown, of the answers to sum up",
    "on_point": "Summaries that rest on expected evidence",
}
SENTENCES = {
    "unsupported": "Sentences shown that are not carried",
    "own_words": "Sentences shown with a word that no passage has",
    "repeated": "Sentences shown that only repeat a passage",
}
OUTCOMES = {
    "written": "shown",
    "broken_off": "shown, broken off",
    "thin": "thin",
    "failed": "failed",
    "stopped": "stopped",
    "not_asked": "nothing to sum up",
    "broken": "no answer",
}
TIMES = {
    "first_evidence": "Until the first evidence",
    "first_sentence": "Until the first checked sentence",
    "full": "Until the full answer",
}


def write_engines(folder: Path, summary: Summary) -> None:
    """Write engines.json, engines.md and engines.html into the folder."""
    print_json_to(folder / "engines.json", summary)
    for name, form in (("engines.md", _markdown), ("engines.html", _html)):
        (folder / name).write_text(UNPRINTABLE.sub("\ufffd", form(summary)), "utf-8")


def told(summary: Summary) -> tuple[list[Tabled], list[str]]:
    """What a person at a terminal is told: tables, and sentences beneath them."""
    tables = [(section.title, section.head, section.rows) for section in figures(summary) if section.rows]
    return tables, [*summary["notes"], NO_READING, TUNED, summary["conclusion"]]


def figures(summary: Summary) -> list[Section]:
    """All that was measured, as tables."""
    return [_engines(summary), _reasons(summary), _missing(summary), _claims(summary)]


def _engines(summary: Summary) -> Section:
    found: dict[str, Any] = summary["engines"]
    rows = [("Model", *(_model(engine) for engine in found.values()))]
    rows += [(title, *(_share(engine[name]) for engine in found.values())) for name, title in SHARES.items()]
    rows += [
        ("How the summaries came out", *(_counts(engine["outcomes"], OUTCOMES) for engine in found.values())),
        ("Why models failed", *(_counts(engine["failures"]) for engine in found.values())),
        ("Sentences", *(_sentences(engine) for engine in found.values())),
        *((title, *(_share(engine[name]) for engine in found.values())) for name, title in SENTENCES.items()),
    ]
    for name, title in TIMES.items():
        rows.append((title, *(_times(engine["milliseconds"][name]) for engine in found.values())))
    charts = [
        Chart(title, [_bar(name, engine[share]) for name, engine in found.items()]) for share, title in SHARES.items()
    ]
    note = f"Each share has its exact interval of 95 per cent. Times are medians, with the 95th percentile in brackets. {NO_READING}"
    return Section("Engines", ("", *found), rows, note, charts=charts)


def _reasons(summary: Summary) -> Section:
    engines = {name: engine["reasons"] for name, engine in summary["engines"].items() if engine["sentences"]["written"]}
    named = dict.fromkeys(reason for reasons in engines.values() for reason in reasons)
    rows = [(reason, *(str(reasons.get(reason, 0)) for reasons in engines.values())) for reason in named]
    return Section("Why sentences were left out", ("Reason", *engines), rows, instead="None was left out.")


def _missing(summary: Summary) -> Section:
    rows = list(summary["missing"].items())
    return Section("Engines that were not measured", ("Engine", "Why"), rows, instead="All were.")


def _claims(summary: Summary) -> Section:
    rows = [(row["title"], row["half"], _share(row)) for row in summary["claims"]]
    head = ("Labelled claims", "Half", "Told right")
    return Section("The checker on labelled claims", head, rows, TUNED, "There are no labelled claims.")


def _shown(summary: Summary) -> Section:
    """Every sentence that was shown beside what it rests on, for people to read."""
    rows = [
        (engine, sentence["text"], " … ".join(sentence["excerpts"]), _judgement(sentence), answer["question"])
        for engine, answers in summary["answers"].items()
        for answer in answers
        for sentence in answer["shown"]
    ]
    head = ("Engine", "Sentence", "Passages", "By the measure", "Question")
    return Section("Sentences shown", head, rows, NO_READING if rows else "", "No sentence was shown.")


def _judgement(sentence: Summary) -> str:
    said = f"not carried: {sentence['unsupported']}" if sentence["unsupported"] else "carried"
    said += ", word for word" if sentence["repeats"] else ""
    return f"{said}; words of its own: {', '.join(sentence['own'])}" if sentence["own"] else said


def _background(summary: Summary) -> list[Section]:
    rows = [(f"Hash: {name}", value) for name, value in summary["hashes"].items()]
    rows += [("Prompts", f"version {summary['prompt']}"), ("Embedding", summary["embedding"])]
    rows += [(f"Limit: {name.replace('_', ' ')}", f"{seconds:g} s") for name, seconds in summary["limits"].items()]
    return [_shown(summary), Section("What was run", ("What", "Which"), rows)]


def _lead(summary: Summary) -> str:
    return f"{summary['conclusion']} {summary['questions']} golden questions each, prompts of version {summary['prompt']}, made {summary['made']}."


def _markdown(summary: Summary) -> str:
    blocks = [f"# {TITLE}", inline(_lead(summary)), *(inline(note) for note in summary["notes"])]
    for section in [*figures(summary), *_background(summary)]:
        blocks += markdown_section(section)
    return "\n\n".join([*blocks, "## How to repeat it", fenced(summary["command"])]) + "\n"


def _html(summary: Summary) -> str:
    return render(
        summary,
        verdict=TITLE,
        lead=_lead(summary),
        told=[("Notes", summary["notes"])],
        figures=figures(summary),
        background=_background(summary),
        failures=None,
        anchors={},
    )


def _share(found: Summary) -> str:
    if not found["total"]:
        return "none"
    low, high = percent(found["low"]), percent(found["high"])
    return f"{found['count']} of {found['total']}, {percent(found['count'] / found['total'])} ({low} to {high})"


def _bar(engine: str, found: Summary) -> Bar:
    reached = found["count"] / found["total"] if found["total"] else None
    return Bar(engine, _share(found), reached, number(found["low"]), number(found["high"]))


def _model(engine: Summary) -> str:
    if not engine["model"]:
        return "none"
    where = f"at {engine['host']}" if engine["host"] else "in this process"
    return f"{engine['model']} {where}, ready after {engine['ready_ms'] / 1000:.1f} s"


def _counts(found: Summary, titles: Summary | None = None) -> str:
    return ", ".join(f"{(titles or {}).get(name, name)} {count}" for name, count in found.items()) or "none"


def _sentences(engine: Summary) -> str:
    found = engine["sentences"]
    told = f"{found['written']} written, {found['kept']} kept, {found['dropped']} left out, {found['shown']} shown"
    return told if found["written"] else "none"


def _times(found: Summary) -> str:
    if not found["count"]:
        return "none"
    return f"{_seconds(found['median'])} ({_seconds(found['p95'])}), {found['count']} answers"


def _seconds(milliseconds: float) -> str:
    return f"{milliseconds:.0f} ms" if milliseconds < 1000 else f"{milliseconds / 1000:.1f} s"
