"""Where a visitor's words go is said as the settings have it, with the host's name and never with a password."""

from __future__ import annotations

import pytest

from lessons.pages import wording
from lessons.pages.data_flow import receiver, stays_here, where_words_go
from lessons.settings import Settings, load_settings


def settings(embedding: str = "minilm", url: str = "") -> Settings:
    return load_settings(embedding=embedding, embedding_url=url)


@pytest.mark.parametrize(
    ("embedding", "url"),
    [
        ("minilm", ""),
        ("minilm", "https://models.example.org/v1"),  # an address that nothing uses
        ("huggingface:some/model", ""),
        ("endpoint:m", "http://127.0.0.1:9/v1"),
        ("endpoint:m", "http://localhost:9/v1"),
        ("endpoint:m", "http://[::1]:9/v1"),
    ],
)
def test_words_stay_with_a_model_on_this_computer(embedding: str, url: str) -> None:
    given = settings(embedding, url)
    assert stays_here(given)
    assert receiver(given) is None
    assert where_words_go(given) == wording.LOCAL


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://models.example.org/v1", "models.example.org"),
        ("https://me:secret@models.example.org:8443/v1?key=secret", "models.example.org"),
        ("http://192.0.2.7:9/v1", "192.0.2.7"),
        ("http://localhost.example.org/v1", "localhost.example.org"),
    ],
)
def test_another_host_is_named(url: str, host: str) -> None:
    given = settings("endpoint:m", url)
    assert not stays_here(given)
    assert receiver(given) == host
    assert where_words_go(given) == wording.REMOTE_HOST.format(host=host)
    assert "secret" not in where_words_go(given)


@pytest.mark.parametrize("url", ["", "models", "http://[broken/v1"])
def test_an_address_that_says_no_host_is_never_called_local(url: str) -> None:
    given = settings("endpoint:m", url)
    assert receiver(given) is None
    assert where_words_go(given) == wording.REMOTE


def test_an_engine_elsewhere_is_never_called_local() -> None:
    given = settings().model_copy(update={"engine": "endpoint"})
    assert where_words_go(given) == wording.REMOTE
