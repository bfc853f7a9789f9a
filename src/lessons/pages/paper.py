"""The preview of a pack: its Markdown as HTML that looks like paper, with nothing in it that loads or runs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from lessons.pages import wording
from lessons.pages.markup import plain_html

DEEPER = 2  # the pack's own title stands below the page's heading
DEEPEST = 6
TABLE = f'<div class="scrolls" tabindex="0" role="region" aria-label="{wording.PACKS_TABLE}"><table>'


def paper_html(markdown: str) -> str:
    """Markdown as HTML; marks of HTML in it are shown as they are, and pictures are left out."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    tokens = reader.parse(markdown)
    _adapt(tokens, _name_headings(tokens))
    body = reader.renderer.render(tokens, reader.options, {})
    framed = body.replace("<table>", TABLE).replace("</table>", "</table></div>")
    name = plain_html(wording.PACKS_PREVIEW_NAME)
    return f'<div class="paper" tabindex="0" role="region" aria-label="{name}">{framed}</div>'


def _name_headings(tokens: Sequence[Token]) -> dict[str, str]:
    """Gives every heading a name that nothing else on the page has; returns the first name for each heading's words."""
    names: dict[str, str] = {}
    for position, (heading, words) in enumerate(pairwise(tokens)):
        if heading.type == "heading_open":
            heading.attrSet("id", f"pack-{position}")
            names.setdefault(_words(words.children or ()), f"pack-{position}")
    return names


def _words(tokens: Sequence[Token]) -> str:
    return "".join(token.content for token in tokens)


def _adapt(tokens: Sequence[Token], names: dict[str, str]) -> None:
    """Headings stand below those of the page, columns are headed, links lead to a heading here or leave the page open."""
    for position, token in enumerate(tokens):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1:]) + DEEPER, DEEPEST)}"
        elif token.type == "th_open":
            token.attrSet("scope", "col")
        elif token.type == "link_open" and str(token.attrGet("href")).startswith("#"):
            end = next(i for i, later in enumerate(tokens) if i > position and later.type == "link_close")
            token.attrSet("href", f"#{names.get(_words(tokens[position:end]), '')}")
        elif token.type == "link_open":
            token.attrs |= {"target": "_blank", "rel": "noopener noreferrer"}
        _adapt(token.children or (), names)
