"""The address of a question gives back the question and nothing else."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from lessons.pages.links import question_address

ODD = (
    "What about money & trust? #1 = 100% + 5; a/b\\c",
    "<script>alert('1')</script> \"quoted\" [x](y) $z$ `w`",
    "question=a&version=b",
    "%26 %2B %00 %",
    " two  blanks and a tab\t",
    "line\nbreaks\r\nin it",
    "“Curly” – £1 m… naïve 東京 😀",
    "\x00\x1b[31m\x7f\xa0\u2028",
    "//example.org/?a=b#c",
    "",
    "x" * 1000,
)


@pytest.mark.parametrize("question", ODD)
@pytest.mark.parametrize("scope", ["published", "all", "added & <odd>=1"])
def test_question_and_version_come_back_as_they_were(question: str, scope: str) -> None:
    address = urlsplit(question_address(question, scope, "http://localhost:8501/"))
    assert (address.scheme, address.netloc, address.path, address.fragment) == ("http", "localhost:8501", "/", "")
    assert parse_qs(address.query, keep_blank_values=True, strict_parsing=True) == {
        "question": [question],
        "version": [scope],
    }


@pytest.mark.parametrize("question", ODD)
def test_an_address_can_be_pasted_anywhere(question: str) -> None:
    address = question_address(question, "published", "http://localhost:8501/")
    assert address.isascii()
    assert address.isprintable()
    assert not set(address) & set(" <>\"'`\\")


def test_half_a_character_does_not_spoil_the_address() -> None:
    address = urlsplit(question_address("What about \ud83d money?", "published", None))
    assert parse_qs(address.query)["question"] == ["What about ? money?"]


@pytest.mark.parametrize(
    ("here", "opens"),
    [
        (None, "/?"),
        ("", "/?"),
        ("http://localhost:8501", "http://localhost:8501/?"),
        ("https://lessons.example.org/", "https://lessons.example.org/?"),
        ("http://localhost:8501/sources?document=r1&start=7#there", "http://localhost:8501/?"),
        ("http://[::1]:8501/?question=Old", "http://[::1]:8501/?"),
    ],
)
def test_only_the_server_is_taken_from_where_the_reader_is(here: str | None, opens: str) -> None:
    assert question_address("Why?", "r1", here) == f"{opens}question=Why%3F&version=r1"
