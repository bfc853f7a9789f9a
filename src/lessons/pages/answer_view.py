"""Shows an exchange: the question, the answer's gist, points and quotes with their source numbers, the sources, what to do next."""

from __future__ import annotations

import streamlit as st

from lessons.answers import Assistant
from lessons.arrangement import Block, Part, arrange
from lessons.domain import NOT_ANSWERED, Answer, Citation, Outcome, Statement, StatementKind, Structure
from lessons.library import Library
from lessons.pages import wording
from lessons.pages.actions import show_actions
from lessons.pages.chips import is_open, show_chips
from lessons.pages.collecting import Collection
from lessons.pages.controls import scope_label
from lessons.pages.conversation import Conversation, Exchange
from lessons.pages.markup import plain_html, plain_label
from lessons.pages.source_view import source_label
from lessons.pages.written_view import WrittenPart, show_written


def show_exchange(
    assistant: Assistant, conversation: Conversation, at: int, collection: Collection
) -> WrittenPart | None:
    """The exchange at a position of the conversation; gives the part that a model writes, if there is one."""
    exchange = conversation.exchanges[at]
    with st.container(key=f"exchange-{at}", gap="small"):
        st.html(
            f'<h2 class="question"><span class="unseen">{wording.YOU_ASKED}: </span>{plain_html(exchange.question)}</h2>'
        )
        written = _show_blocks(assistant.library, conversation, at)
        _show_about(assistant, exchange)
        show_actions(assistant, conversation, at, collection)
        # Of earlier answers the numbers alone open sources: a list below each would make a long conversation slow and unquiet.
        if exchange.answer.citations and exchange is conversation.exchanges[-1]:
            _show_sources(assistant.library, conversation, at)
    return written


def _show_blocks(library: Library, conversation: Conversation, at: int) -> WrittenPart | None:
    answer = conversation.exchanges[at].answer
    number = point = 0
    arranged = arrange(answer)
    written = [s for block in arranged for s in block.statements if block.part == Part.SUMMARY]
    part = show_written(conversation, at, written)
    blocks = tuple(block for block in arranged if block.part != Part.SUMMARY)
    several = sum(len(block.statements) for block in blocks if block.part == Part.POINTS) > 1
    for block in blocks:
        if label := _label(block, blocks):
            st.html(f'<h3 class="label">{label}</h3>')
        for statement in block.statements:
            numbered = several and block.part == Part.POINTS
            point += numbered
            with st.container(key=f"statement-{block.part}-{at}-{number}", gap=None):
                st.html(_statement_html(library, answer, statement, point if numbered else None))
                show_chips(conversation, at, str(number), statement)
            number += 1
    return part


def _label(block: Block, blocks: tuple[Block, ...]) -> str | None:
    """The heading of a block; the gist has its points' heading, and points that follow on from it have one of their own."""
    if block.part == Part.GIST:
        return wording.GIST
    follows_gist = any(b.part == Part.GIST and b.kind == block.kind for b in blocks)
    return wording.MORE_POINTS if follows_gist and block.part == Part.POINTS else wording.KINDS.get(block.kind)


def _statement_html(library: Library, answer: Answer, statement: Statement, point: int | None) -> str:
    citation = _only_citation(answer, statement)
    if statement.kind == StatementKind.NOTE:
        lead = answer.status in NOT_ANSWERED and statement == answer.statements[0]
        return f'<p class="{"lead" if lead else "note"}">{plain_html(statement.text)}</p>'
    if statement.kind == StatementKind.QUOTE and citation and citation.speaker:
        return (
            f"<blockquote><p>“{plain_html(citation.excerpt)}”</p></blockquote>"
            f"<cite>{plain_html(citation.speaker)}</cite>"
        )
    words = plain_html(statement.text)
    if citation:
        words = _with_column_names(words, library.structures[citation.document], citation)
    return f'<p><span class="point">{point}.</span>{words}</p>' if point else f"<p>{words}</p>"


def _only_citation(answer: Answer, statement: Statement) -> Citation | None:
    """The statement's citation where it has exactly one."""
    if len(statement.citations) != 1:
        return None
    return next(c for c in answer.citations if c.number == statement.citations[0])


def _with_column_names(words: str, structure: Structure, citation: Citation) -> str:
    """A table row's sentence with the names of the columns set off."""
    table = next((t for t in structure.tables if t.span.start <= citation.start < t.span.end), None)
    for cell in table.header.cells if table and table.header else ():
        name = plain_html(f"{structure.words(cell)}:")
        words = words.replace(name, f'<b class="column">{name}</b>', 1)
    return words


def _show_about(assistant: Assistant, exchange: Exchange) -> None:
    """Says that the answer is there and, when opened, how it was made."""
    answer = exchange.answer
    # Not st.status, which pauses 50 ms each time that it is drawn; what screen readers announce stands in ask.py.
    with st.expander(wording.READY[answer.status], icon=":material/check:", type="compact"):
        lines = [*_who_wrote(answer), wording.ASKED_OF.format(label=scope_label(assistant, exchange.scope))]
        if answer.standalone_question != " ".join(answer.question.split()):
            lines.append(wording.UNDERSTOOD.format(question=answer.standalone_question))
        st.html("".join(f'<p class="quiet">{plain_html(line)}</p>' for line in lines))


def _who_wrote(answer: Answer) -> list[str]:
    """Whether a model wrote any of it, and how its sentences fared."""
    lines = [wording.ABOUT_EXTRACTIVE if answer.engine == "extractive" else wording.ABOUT_WRITTEN]
    writing = answer.writing
    if writing and writing.outcome not in (Outcome.NOT_ASKED, Outcome.STOPPED):
        said = wording.ABOUT_NOT_SHOWN if answer.engine == "extractive" else wording.ABOUT_COUNTS
        lines.append(said.format(model=writing.model, kept=writing.kept, dropped=writing.dropped))
    return lines


def _show_sources(library: Library, conversation: Conversation, at: int) -> None:
    with st.container(key=f"sources-{at}", gap=None):
        st.html(f'<h3 class="label">{wording.SOURCES}</h3><p class="quiet">{wording.SOURCES_HELP}</p>')
        for citation in conversation.exchanges[at].answer.citations:
            document = library.structures[citation.document].document
            st.button(
                f"**{citation.number}** {source_label(citation, document)}",
                key=f"source-{at}-{citation.number}",
                type="secondary" if is_open(conversation, at, citation) else "tertiary",
                width="stretch",
                wrap=True,
                on_click=conversation.open,
                args=(at, citation.number),
            )


def show_suggestions(assistant: Assistant, conversation: Conversation, scope: str) -> None:
    """What to go on with after the last answer, and the same question again where another version was chosen since."""
    last = conversation.exchanges[-1]
    refused = last.answer.status in NOT_ANSWERED
    with st.container(key="suggestions", gap="small"):
        if last.answer.suggestions:
            title = wording.SUGGESTIONS_INSTEAD if refused else wording.SUGGESTIONS
            st.html(f'<h3 class="label">{title}</h3>')
        for i, suggestion in enumerate(last.answer.suggestions):
            st.button(
                plain_label(suggestion), key=f"suggestion-{i}", wrap=True, on_click=conversation.ask, args=(suggestion,)
            )
        if scope != last.scope:
            again = wording.ASK_AGAIN.format(label=scope_label(assistant, scope))
            st.button(
                plain_label(again),
                key="again",
                icon=":material/refresh:",
                on_click=conversation.ask,
                args=(last.question,),
            )
