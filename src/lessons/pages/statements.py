"""The statements of the page About as HTML: how it works, what it cannot do, the transparency record and the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lessons.domain import Document
from lessons.pages import wording
from lessons.pages.markup import plain_html

SHORT_HASH = 12  # characters
FED = (2, 5)  # the steps that read the documents
ENDS = 3  # the step that may end without an answer


def contents_html() -> str:
    """The list of the page's sections, as links to them."""
    links = "".join(
        f'<li><a href="#about-{name}">{plain_html(title)}</a></li>' for name, title in wording.ABOUT_SECTIONS.items()
    )
    return (
        f'<nav class="contents" aria-labelledby="about-contents"><p id="about-contents" class="label">'
        f"{plain_html(wording.ABOUT_CONTENTS)}</p><ul>{links}</ul></nav>"
    )


def section_html(name: str, body: str) -> str:
    """A section with its heading, which a link can lead to."""
    title = plain_html(wording.ABOUT_SECTIONS[name])
    return f'<section class="about"><h3 class="part" id="about-{name}">{title}</h3>{body}</section>'


def paragraphs_html(sentences: Iterable[str]) -> str:
    """Paragraphs of plain words."""
    return "".join(f"<p>{plain_html(sentence)}</p>" for sentence in sentences)


def list_html(sentences: Iterable[str], tag: str = "ul") -> str:
    """A list of plain words."""
    return f"<{tag}>{''.join(f'<li>{plain_html(sentence)}</li>' for sentence in sentences)}</{tag}>"


def how_html(who_writes: str) -> str:
    """The way from a question to an answer: a diagram, and the same in words for those who do not see it."""
    steps = "".join(
        f"<li><strong>{plain_html(title if title.endswith('?') else f'{title}.')}</strong> {plain_html(told)}</li>"
        for title, told in wording.HOW_STEPS
    )
    return (
        f"<p>{plain_html(wording.HOW_INTRO)}</p>"
        f'<figure class="flow" aria-hidden="true">{"".join(_box(i) for i in range(len(wording.HOW_STEPS)))}</figure>'
        f"<ol>{steps}</ol><p>{plain_html(who_writes)}</p>"
    )


def _box(step: int) -> str:
    """A step of the diagram, with what feeds it or where it may end below it."""
    side = ""
    if step in FED:
        side = f'<span class="feeds">{plain_html(wording.HOW_DOCUMENTS)}</span>'
    if step == ENDS:
        side = f'<span class="ends">{plain_html(wording.HOW_REFUSED)}</span>'
    return f'<span class="step"><span class="box">{plain_html(wording.HOW_STEPS[step][0])}</span>{side}</span>'


def record_html(facts: Mapping[str, str]) -> str:
    """The transparency record; ``facts`` fill what depends on this copy."""
    parts = "".join(
        f"<details{' open' if i == 0 else ''}><summary>{plain_html(title)}</summary><dl>{_entries(entries, facts)}</dl></details>"
        for i, (title, entries) in enumerate(wording.RECORD_SECTIONS)
    )
    return f'<p>{plain_html(wording.RECORD_INTRO)}</p><div class="record">{parts}</div>'


def _entries(entries: Sequence[tuple[str, str]], facts: Mapping[str, str]) -> str:
    return "".join(
        f"<dt>{plain_html(heading)}</dt><dd>{plain_html(text.format_map(facts))}</dd>" for heading, text in entries
    )


def links_html(links: Mapping[str, str]) -> str:
    """Links by their addresses."""
    entries = "".join(f'<li><a href="{plain_html(to)}">{plain_html(name)}</a></li>' for to, name in links.items())
    return f"<ul>{entries}</ul>"


def documents_html(documents: Sequence[Document], passages: Mapping[str, int]) -> str:
    """The documents with the start of their hashes and how many passages of each are searched."""
    head = "".join(f'<th scope="col">{plain_html(name)}</th>' for name in wording.VERSION_COLUMNS)
    rows = "".join(
        f'<tr><th scope="row">{plain_html(d.label)}</th>'
        f"<td><code>{plain_html(d.sha256[:SHORT_HASH])}</code></td><td>{passages.get(d.id, 0):,}</td></tr>"
        for d in documents
    )
    caption = plain_html(wording.VERSION_TABLE)
    return (
        f'<p class="quiet">{caption}</p><div class="scrolls" tabindex="0" role="region" aria-label="{caption}">'
        f'<table class="documents"><caption class="unseen">{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
