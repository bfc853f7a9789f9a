"""An evaluation as HTML: its verdict, its figures as tables, its failing questions side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from lessons.pages import figures, wording
from lessons.pages.evaluation_record import Kind, Measure, Record, Share, Tried
from lessons.pages.markup import plain_html

LONGEST = 600  # characters of an answer that are shown at once
MARKS = re.compile(
    r"^(?:- |> |\*(?=.*\*$))|(?<=[^*])\*$", re.MULTILINE
)  # of the answer's Markdown, at the ends of a line


def verdict_html(record: Record) -> str:
    """The verdict in words, the reasons where there are any, and how many answers are right."""
    title, sentence = wording.VERDICTS.get(record.verdict, (wording.UNKNOWN_VERDICT.format(verdict=record.verdict), ""))
    if record.own and record.suite != "offline" and record.verdict == "green":
        title, sentence = wording.NO_GATE
    tone = "green" if record.verdict == "green" else "orange"
    when = (wording.RUN_ON if record.own else wording.NOT_RUN_HERE).format(date=figures.day(record.made))
    faults = "".join(f"<li>{plain_html(fault)}</li>" for fault in record.faults)
    notes = "".join(f'<p class="quiet">{plain_html(note)}</p>' for note in record.notes)
    return (
        f'<p class="verdict"><span class="badge {tone}">{plain_html(title)}</span> {plain_html(when)} '
        f"{plain_html(sentence)}</p>{f'<ul>{faults}</ul>' if faults else ''}{notes}{_headline(record.metrics)}"
    )


def _headline(measures: Mapping[str, Measure]) -> str:
    found = measures.get("correct")
    if found is None or found.value is None:
        return ""
    if found.passed is None or found.total is None:
        said = wording.HEADLINE_SHARE.format(share=figures.share(found.value))
    else:
        said = wording.HEADLINE.format(right=f"{found.passed:,}", total=f"{found.total:,}")
    spread = figures.span(found.low, found.high, wording.RANGE)
    return f'<p class="headline">{plain_html(said)}</p><p class="quiet">{plain_html(spread)}</p>'


def groups(measures: Mapping[str, Measure]) -> list[tuple[str, dict[str, Measure]]]:
    """The measures in groups for people, each with its title; what is in no group comes last under an own title."""
    grouped = [
        (title, {name: measures[name] for name in names if name in measures}) for title, names in wording.MEASURE_GROUPS
    ]
    told = {name for _, found in grouped for name in found}
    rest = {name: measure for name, measure in measures.items() if name not in told}
    return [(title, found) for title, found in [*grouped, (wording.MEASURE_REST, rest)] if found]


def measures_html(title: str, measures: Mapping[str, Measure]) -> str:
    """A group of measures as a table; on a narrow screen each row is a block, which the roles keep a row."""
    head = "".join(f'<th scope="col" role="columnheader">{plain_html(name)}</th>' for name in wording.MEASURE_COLUMNS)
    rows = "".join(_measure_row(name, measure) for name, measure in measures.items())
    return (
        f'<table class="measures" role="table"><caption class="unseen">{plain_html(title)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{rows}</tbody></table>'
    )


def _measure_row(name: str, measure: Measure) -> str:
    title, explained = wording.MEASURES.get(name, (measure.title, ""))
    baseline = wording.NO_FLOOR if measure.baseline is None else figures.share(measure.baseline)
    told = (figures.share(measure.value), figures.looked_at(measure), figures.floor(measure), baseline)
    cells = zip(wording.MEASURE_COLUMNS[1:], (*told, figures.change(measure)), strict=True)
    told_html = "".join(
        f'<td role="cell" data-label="{plain_html(label)}"{_tone(label, measure)}>{plain_html(words)}</td>'
        for label, words in cells
    )
    head = f'{plain_html(title)}<span class="quiet">{plain_html(explained)}</span>'
    return f'<tr role="row"><th scope="row" role="rowheader">{head}</th>{told_html}</tr>'


def _tone(label: str, measure: Measure) -> str:
    missed = label == wording.MEASURE_COLUMNS[3] and measure.holds is False
    worse = label == wording.MEASURE_COLUMNS[5] and (measure.gain or 0) < 0
    return ' class="worse"' if missed or worse else ""


def kinds_html(record: Record) -> str:
    """Right answers by kind of question and half, as bars with their figures in words; empty where none were counted."""
    if not record.kinds:
        return ""
    everything = Kind(wording.ALL_KINDS, record.halves.get("tune"), record.halves.get("unseen"))
    columns = "".join(
        f'<th scope="col" role="columnheader">{plain_html(name)}</th>'
        for name in (wording.KIND_COLUMN, *wording.HALVES.values())
    )
    rows = "".join(_kind_row(kind) for kind in [everything, *record.kinds.values()])
    return (
        f'<table class="kinds" role="table"><caption class="unseen">{plain_html(wording.KINDS_HEADING)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{columns}</tr></thead><tbody role="rowgroup">{rows}</tbody></table>'
    )


def _kind_row(kind: Kind) -> str:
    cells = "".join(
        f'<td role="cell" data-label="{plain_html(label)}">{_bar(found)}</td>'
        for label, found in zip(wording.HALVES.values(), (kind.tune, kind.unseen), strict=True)
    )
    return f'<tr role="row"><th scope="row" role="rowheader">{plain_html(kind.title)}</th>{cells}</tr>'


def _bar(found: Share | None) -> str:
    if found is None or not found.total:
        return plain_html(wording.NOT_MEASURED)
    low, high = (found.low, found.high) if found.low is not None and found.high is not None else (0.0, 0.0)
    line = f'<i style="left:{low:.1%};width:{max(0.0, high - low):.1%}"></i>' if high else ""
    spread = figures.span(found.low, found.high, wording.RIGHT_RANGE)
    return (
        f'<span class="bar" aria-hidden="true"><b style="width:{min(1.0, found.right / found.total):.1%}"></b>{line}</span>'
        f'<span class="told">{plain_html(figures.right(found))} <span class="quiet">{plain_html(spread)}</span></span>'
    )


def failure_html(tried: Tried, kinds: Mapping[str, Kind]) -> str:
    """A question whose answer is not right: what was expected beside what was given, and what failed."""
    kind = kinds[tried.kind].title if tried.kind in kinds else tried.kind.replace("_", " ")
    half = wording.HALVES.get(tried.half, tried.half)
    before = "".join(f"<li>{plain_html(question)}</li>" for question in tried.history)
    asked = f'<p class="side">{plain_html(wording.ASKED_BEFORE)}</p><ul>{before}</ul>' if before else ""
    return (
        f'<article class="failure"><p class="quiet">{plain_html(tried.id)} · {plain_html(kind)} · {plain_html(half)}</p>'
        f"{asked}<h4>{plain_html(tried.question)}</h4>"
        f'<div class="sides"><section><h5>{plain_html(wording.EXPECTED)}</h5>{_expected(tried)}</section>'
        f"<section><h5>{plain_html(wording.GIVEN)}</h5>{_given(tried)}</section></div>"
        f"<h5>{plain_html(wording.NOT_RIGHT)}</h5><ul>{_reasons(tried)}</ul></article>"
    )


def _expected(tried: Tried) -> str:
    wanted = tried.expected
    statuses = wording.OR.join(_status(name) for name in (wanted.status, *wanted.status_also))
    evidence = [
        (wording.EVIDENCE if len(group) == 1 else wording.EVIDENCE_ONE_OF, [option.get("text", "") for option in group])
        for group in wanted.evidence
    ]
    words = [
        (label, [said if isinstance(said, str) else wording.OR.join(said) for said in found])
        for label, found in ((wording.MUST_SAY, wanted.must), (wording.MUST_NOT_SAY, wanted.must_not))
        if found
    ]
    return f"<p><strong>{plain_html(statuses)}</strong></p>" + _lists([*evidence, *words])


def _lists(labelled: Iterable[tuple[str, Sequence[str]]]) -> str:
    return "".join(
        f'<p class="side">{plain_html(label)}</p><ul>{"".join(f"<li>{plain_html(text)}</li>" for text in texts)}</ul>'
        for label, texts in labelled
    )


def _given(tried: Tried) -> str:
    if tried.error and not tried.given.answer:
        return f"<p>{plain_html(wording.BROKE.format(error=tried.error))}</p>"
    answer = MARKS.sub("", tried.given.answer)
    cut = len(answer) if len(answer) <= LONGEST else (answer.rfind(" ", 0, LONGEST) + 1 or LONGEST)
    rest = answer[cut:].strip()
    more = (
        f"<details><summary>{plain_html(wording.READ_ALL)}</summary><p>{plain_html(rest)}</p></details>" if rest else ""
    )
    status = _status(tried.given.status)
    return f'<p><strong>{plain_html(status)}</strong></p><p class="answer">{plain_html(answer[:cut].strip())}</p>{more}'


def _reasons(tried: Tried) -> str:
    """What failed and why; measures that failed for one reason stand together."""
    by_reason: dict[str, list[str]] = {}
    for name, reason in tried.failed.items():
        by_reason.setdefault(reason, []).append(wording.MEASURES.get(name, (name.replace("_", " "), ""))[0])
    if tried.error:
        by_reason[tried.error] = [wording.BROKE.format(error="").strip(": ")]
    return "".join(
        f"<li><strong>{plain_html(', '.join(titles))}</strong>: {plain_html(_plain(reason))}</li>"
        for reason, titles in by_reason.items()
    )


def _plain(reason: str) -> str:
    for name, words in wording.STATUSES.items():
        reason = reason.replace(f"status is {name}", f"{wording.GIVEN.lower()}: {words.lower()}")
    return reason or wording.NO_REASON


def _status(name: str) -> str:
    return wording.STATUSES.get(name, name)
