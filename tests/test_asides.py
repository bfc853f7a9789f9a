"""What is said around a question and asks nothing is left out; what a follow-up says stays."""

from __future__ import annotations

import pytest

from lessons.asides import without_asides


@pytest.mark.parametrize(
    "typed",
    [
        "Hi there, quick question: who funded it?",
        "Good morning. I'm new to all this. Who funded it?",
        "Could you please tell me who funded it?",
        "Sorry to bother you, but who funded it?",
        "Sorry if this is a daft question but who funded it?",
        "I've been asked this and have no idea: who funded it?",
        "Out of interest, do you happen to know who funded it?",
        "According to the paper, who funded it?",
        "Remind me: who funded it? Many thanks in advance.",
        "who funded it? I need this for a board paper",
        "who funded it? (asking for a colleague)",
        "who funded it? I've got an exam tomorrow. Cheers!",
        "Would it be possible to find out who funded it, please? It's for my dissertation.",
    ],
)
def test_what_asks_nothing_is_left_out(typed: str) -> None:
    assert without_asides(typed).lower().removesuffix(", please?").strip(" ?") == "who funded it"


@pytest.mark.parametrize(
    "typed",
    [
        "no, the other one",
        "sorry, I meant the care homes",
        "thanks!",
        "hello",
        "can you help me?",
        "tell me more",
        "tell me about that",
        "why?",
        "Someone said engagement is fragile. Who? I'd like it word for word",
        "Did the wording change? I recall 'reduction' somewhere",
        "I run a care home. What should we do about staffing?",
        "our council isn't on board, did they have that?",
        "Any quotes on that, and from whom?",
    ],
)
def test_what_may_matter_stays(typed: str) -> None:
    assert without_asides(typed) == typed
