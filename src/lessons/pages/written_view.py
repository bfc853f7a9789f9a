"""Shows the summary that a model wrote above an answer's evidence, while it is written and afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lessons.domain import Answer, Statement, StatementKind
from lessons.pages import wording
from lessons.pages.chips import show_chips
from lessons.pages.conversation import Conversation
from lessons.pages.markup import plain_html
from lessons.pages.scribe import Scribe

STYLE = Path(__file__).with_name("written.css")
BEAT = 0.1  # seconds between two looks at what a model wrote, and at what the visitor wants


@dataclass(frozen=True, slots=True)
class WrittenPart:
    """The place above the evidence of an exchange: a line that says what it is, then sentences with their numbers.

    ``shown`` sentences were there when it was drawn.
    """

    conversation: Conversation
    at: int
    place: DeltaGenerator
    head: DeltaGenerator
    shown: int

    def add(self, statement: Statement, number: int) -> None:
        """A sentence."""
        with self.place, st.container(key=f"statement-summary-{self.at}-{number}", gap=None):
            st.html(f"<p>{plain_html(statement.text)}</p>")
            show_chips(self.conversation, self.at, f"summary{number}", statement)


def show_written(conversation: Conversation, at: int, statements: Sequence[Statement]) -> WrittenPart | None:
    """The part that a model writes, of which the statements are there; None where no summary was or is to be made."""
    answer, scribe = conversation.exchanges[at].answer, conversation.scribe_of(at)
    if not statements and scribe is None:
        return None
    sentences = scribe.sentences if scribe else tuple(s for s in statements if s.kind == StatementKind.SUMMARY)
    notes = "".join(f'<p class="quiet">{plain_html(s.text)}</p>' for s in statements if s.kind == StatementKind.NOTE)
    place = st.container(key=f"written-{at}", gap=None)
    with place, st.container(key=f"head-of-written-{at}", horizontal=True, vertical_alignment="center", gap="small"):
        part = WrittenPart(conversation, at, place, st.empty(), len(sentences))
        if scribe:
            part.head.html(_progress(scribe))
            st.button(wording.STOP_WRITING, key="stop-writing", type="tertiary", on_click=conversation.stop_writing)
        else:
            badge = f'<p class="badge gray">{wording.WRITTEN}</p>'
            part.head.html(_head(_model(answer), badge) if sentences else notes)
    for number, statement in enumerate(sentences):
        part.add(statement, number)
    if sentences and answer.writing and answer.writing.question:
        said = wording.PUT_BY_MODEL.format(question=answer.writing.question)
        place.html(f'<p class="quiet">{plain_html(said)}</p>')
    if sentences and notes:
        place.html(notes)
    return part


def _progress(scribe: Scribe) -> str:
    """What the line says while a summary is written."""
    said = wording.STILL_WRITING if scribe.sentences else wording.WRITING
    told = f'<p class="quiet">{said}</p>'
    return _head(scribe.model, told) if scribe.sentences else told


def _head(model: str, state: str) -> str:
    label = plain_html(wording.GIST_WRITTEN.format(model=model))
    return f'<div class="written-head"><h3 class="label">{label}</h3>{state}</div>'


def _model(answer: Answer) -> str:
    return answer.writing.model if answer.writing else ""


def watch(part: WrittenPart, scribe: Scribe) -> None:
    """Show sentences as they come, until there are no more.

    Each look sends a message to the browser, for that is where the toolkit lets a click or a stop in.
    """
    pulse = st.container(key="pulse").empty()
    done, shown = False, part.shown
    scribe.start()
    while not done:
        done = scribe.wait(BEAT)
        for number in range(shown, len(scribe.sentences)):
            part.head.html(_progress(scribe))
            part.add(scribe.sentences[number], number)
            shown = number + 1
        pulse.empty()
