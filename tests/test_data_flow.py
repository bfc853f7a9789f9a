"""Where a visitor's words go is said as the settings have it, with the host's name and never with a password."""

from __future__ import annotations

import pytest

from lessons import phrases
from lessons.pages import wording
from lessons.pages.data_flow import receiver, where_words_go
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
    assert receiver(given) == host
    assert where_words_go(given) == wording.REMOTE_HOST.format(host=host)
    assert "secret" not in where_words_go(given)


@pytest.mark.parametrize("url", ["", "models", "http://[broken/v1"])
def test_an_address_that_says_no_host_is_never_called_local(url: str) -> None:
    given = settings("endpoint:m", url)
    assert receiver(given) is None
    assert where_words_go(given) == wording.REMOTE


def with_engine(engine: str, url: str = "", model: str = "", **more: str) -> Settings:
    return load_settings(engine=engine, engine_url=url, engine_model=model, engine_key="secret", **more)


@pytest.mark.parametrize("engine", ["extractive", pytest.param("embedded", marks=pytest.mark.llm)])
def test_words_stay_with_an_engine_in_this_program(engine: str) -> None:
    given = with_engine(engine, "https://models.example.org/v1", "m")  # an address that nothing uses
    assert where_words_go(given) == wording.LOCAL


@pytest.mark.llm
@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://me:secret@models.example.org:8443/v1?key=secret", "models.example.org:8443"),
        ("http://192.0.2.7/v1", "192.0.2.7"),
        ("http://127.0.0.1:11434/v1", "127.0.0.1:11434"),
        ("http://[::1]:9/v1", "[::1]:9"),
        ("http://localhost/v1", "localhost"),
    ],
)
def test_an_endpoint_is_named_with_its_model_also_on_this_computer(url: str, host: str) -> None:
    given = with_engine("endpoint", url, "some/model")
    assert where_words_go(given) == phrases.WRITTEN_AT.format(model="some/model", host=host)
    assert "secret" not in where_words_go(given)


@pytest.mark.llm
def test_two_hosts_are_both_named() -> None:
    given = with_engine(
        "endpoint", "http://a.example/v1", "m", embedding="endpoint:m", embedding_url="http://b.example/v1"
    )
    written, compared = phrases.WRITTEN_AT.format(model="m", host="a.example"), "b.example"
    assert where_words_go(given) == f"{written} {wording.REMOTE_HOST.format(host=compared)}"


@pytest.mark.parametrize(("url", "model"), [("", ""), ("", "m"), ("http://a.example/v1", ""), ("a.example", "m")])
def test_an_engine_that_lacks_a_setting_sends_nothing_and_says_what_to_set(url: str, model: str) -> None:
    given = with_engine("endpoint", url, model)
    assert where_words_go(given).startswith(f"{wording.LOCAL} The ")
    assert "LESSONS_ENGINE_URL" in where_words_go(given)


def test_a_package_that_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lessons.engines.writer.find_spec", lambda _: None)
    said = where_words_go(with_engine("embedded"))
    assert said.startswith(wording.LOCAL)
    assert "extra “llm”" in said
