"""A change between two versions as HTML: what kind it is in words, both wordings with their differences marked, who said it."""

from __future__ import annotations

from urllib.parse import urlencode

from lessons.domain import Chunk, ChunkKind, Document
from lessons.pages import wording
from lessons.pages.change_list import Comparison, Part
from lessons.pages.markup import plain_html
from lessons.revisions import Change, Revision, plain_words
from lessons.wordings import Mark, Run, difference

COLOURS = {Change.REWORDED: "orange", Change.ADDED: "green", Change.REMOVED: "violet"}
CELL_BORDER = '<span class="cell"> · </span>'
FIRST_WORDS = 6


def part_html(part: Part, changes: tuple[Revision, ...], comparison: Comparison, apart: bool) -> str:
    """A section with its changes; ``apart`` sets both wordings of each side by side instead of marking one text."""
    theme = f'<p class="label">{wording.THEME.format(number=part.theme)}</p>' if part.theme else ""
    supplied = part.stands or not comparison.later_is_part
    note = "" if supplied else wording.PART_NOT_SUPPLIED.format(later=comparison.later.label)
    cards = "".join(f"<li>{_change_html(change, part, comparison, apart)}</li>" for change in changes)
    return (
        f'<section class="part"><div class="head">{theme}<h3>{plain_html(part.title)}</h3>'
        f'<p class="quiet">{plain_html(note)}</p></div><ul class="changes">{cards}</ul></section>'
    )


def _change_html(revision: Revision, part: Part, comparison: Comparison, apart: bool) -> str:
    sides = [(comparison.earlier, revision.before), (comparison.later, revision.after)]
    links = "".join(_link(document, chunk) for document, chunk in sides if chunk)
    return (
        f'<p class="kind"><span class="badge {COLOURS.get(revision.change, "gray")}">'
        f"{plain_html(_badge(revision, part, comparison))}</span>{_what(revision)}</p>"
        f"{_words(revision, comparison, apart)}{_origin(revision, comparison)}"
        f'<p class="where">{links}</p>'
    )


def _badge(revision: Revision, part: Part, comparison: Comparison) -> str:
    if revision.change == Change.REMOVED and comparison.later_is_part and not part.stands:
        return wording.CHANGE_NOT_SUPPLIED.format(later=comparison.later.label)
    return wording.CHANGES[revision.change].format(later=comparison.later.label)


def _what(revision: Revision) -> str:
    chunk = revision.after or revision.before
    name = wording.CHANGED_PARTS.get(chunk.kind) if chunk else None
    return f' <span class="what">{name}</span>' if name else ""


def _words(revision: Revision, comparison: Comparison, apart: bool) -> str:
    """The words of a change: a single text where one is enough, else both."""
    before, after = revision.before, revision.after
    if before is None or after is None:
        only = after or before
        return _passage(only, words_html(only.text)) if only else ""
    if revision.change in (Change.UNCHANGED, Change.MOVED):
        return _passage(after, words_html(after.text))
    runs = difference(before.text, after.text)
    if apart or revision.change == Change.TYPOGRAPHIC:
        left = _passage(before, side_html(runs, Mark.REMOVED))
        right = _passage(after, side_html(runs, Mark.ADDED))
        return (
            f'<div class="sides"><div>{_side_label(comparison.earlier)}{left}</div>'
            f"<div>{_side_label(comparison.later)}{right}</div></div>"
        )
    return _passage(after, marked_wording_html(runs))


def _side_label(document: Document) -> str:
    return f'<p class="label">{plain_html(document.label)}</p>'


def _passage(chunk: Chunk, words: str) -> str:
    if chunk.kind == ChunkKind.QUOTE:
        speaker = f"<footer>{plain_html(chunk.speaker)}</footer>" if chunk.speaker else ""
        return f"<blockquote><p>{words}</p>{speaker}</blockquote>"
    return f'<p class="wording {chunk.kind.value}">{words}</p>'


def _origin(revision: Revision, comparison: Comparison) -> str:
    """Where a passage stood that has moved."""
    before, after = revision.before, revision.after
    if revision.change != Change.MOVED or before is None or after is None:
        return ""
    old, new = comparison.section(before).title, comparison.section(after).title
    said = wording.MOVED_WITHIN if plain_words(old) == plain_words(new) else wording.MOVED_FROM
    return f'<p class="quiet">{plain_html(said.format(earlier=comparison.earlier.label, section=old))}</p>'


def _link(document: Document, chunk: Chunk) -> str:
    """Opens the reader beside this page, so that neither this page nor the conversation is lost."""
    address = f"/sources?{urlencode({'document': document.id, 'start': chunk.span.start})}"
    first = " ".join(chunk.text.split()[:FIRST_WORDS])
    return (
        f'<a href="{plain_html(address)}" target="_blank">{plain_html(wording.READ_IN.format(label=document.label))}'
        f'<span class="unseen">: “{plain_html(first)}…” ({wording.NEW_TAB})</span></a> '
    )


def words_html(words: str) -> str:
    """Words as HTML, the border between two cells of a table row shown as a dot."""
    return plain_html(words).replace("\t", CELL_BORDER)


def marked_wording_html(runs: tuple[Run, ...]) -> str:
    """Both wordings in one text, in the later version's typesetting."""
    return "".join(words_html(run.after) if run.mark == Mark.SAME else _marked(run) for run in runs)


def side_html(runs: tuple[Run, ...], side: Mark) -> str:
    """One wording with what only it has marked: ``side`` is REMOVED for the earlier one, ADDED for the later one."""
    own = [run for run in runs if run.mark in (Mark.SAME, side)]
    return "".join(
        words_html(run.before if side == Mark.REMOVED else run.after) if run.mark == Mark.SAME else _marked(run)
        for run in own
    )


def _marked(run: Run) -> str:
    """Marked for the eye by colour and line, for the ear by words; blanks around it stay outside."""
    tag, said, words = (
        ("del", wording.HEARD_REMOVED, run.before)
        if run.mark == Mark.REMOVED
        else ("ins", wording.HEARD_ADDED, run.after)
    )
    blank = words[len(words.rstrip()) :] if run.mark == Mark.ADDED else " "
    heard = f'<span class="unseen">{said} </span>', f'<span class="unseen"> {wording.HEARD_END} </span>'
    return f"<{tag}>{heard[0]}{words_html(words.strip())}{heard[1]}</{tag}>{words_html(blank)}"
