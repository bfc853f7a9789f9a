"""Settings come from the environment or ``.env``; an impossible one is refused by the name of its variable."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessons.domain import ConfigurationError
from lessons.settings import PROJECT, Settings, load_settings


@pytest.fixture(autouse=True)
def bare_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable and no ``.env`` of the machine that the tests run on."""
    for field in Settings.model_fields:
        monkeypatch.delenv(f"LESSONS_{field.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)


def test_nothing_needs_to_be_set() -> None:
    settings = load_settings()
    assert settings.corpus_dir == PROJECT / "corpus"
    assert settings.index_dir == PROJECT / ".index"
    assert (settings.embedding, settings.engine, settings.port) == ("minilm", "extractive", 8501)


@pytest.mark.parametrize(
    ("variable", "value", "field", "expected"),
    [
        ("LESSONS_INDEX_DIR", "/srv/index", "index_dir", Path("/srv/index")),
        ("LESSONS_CORPUS_DIR", "texts", "corpus_dir", Path("texts")),
        ("LESSONS_PORT", "8600", "port", 8600),
        ("lessons_port", "8601", "port", 8601),
        ("LESSONS_EMBEDDING", "huggingface:some/model", "embedding", "huggingface:some/model"),
        ("LESSONS_EMBEDDING_URL", "http://127.0.0.1:9/v1", "embedding_url", "http://127.0.0.1:9/v1"),
        ("LESSONS_ENGINE", "endpoint", "engine", "endpoint"),
        ("LESSONS_ENGINE_KEY", "secret", "engine_key", "secret"),
        ("LESSONS_ENGINE_TIMEOUT", "7.5", "engine_timeout", 7.5),
        ("LESSONS_CONTACT", "library@example.org, or desk 3", "contact", "library@example.org, or desk 3"),
    ],
)
def test_a_variable_of_the_environment_overrides_the_default(
    variable: str, value: str, field: str, expected: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    assert getattr(load_settings(), field) == expected


def test_the_environment_counts_more_than_the_file_and_an_argument_more_than_both(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path(".env").write_text("LESSONS_PORT=8600\nSOMETHING_ELSE=1\n", "utf-8")
    assert load_settings().port == 8600
    monkeypatch.setenv("LESSONS_PORT", "8601")
    assert load_settings().port == 8601
    assert load_settings(port=8602).port == 8602


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("LESSONS_PORT", "no number"),
        ("LESSONS_ENGINE", "oracle"),
        ("LESSONS_ENGINE_TIMEOUT", "0"),
        ("LESSONS_ENGINE_FIRST_WORD", "soon"),
        ("LESSONS_PORT", ""),
        ("LESSONS_PORT", "0"),
        ("LESSONS_PORT", "-1"),
        ("LESSONS_PORT", "65536"),
        ("LESSONS_PORT", "8501.5"),
        ("LESSONS_ENGINE", "nonsense"),
        ("LESSONS_CONTACT", "x" * 501),
    ],
)
def test_an_impossible_value_is_one_sentence_that_names_its_variable(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(ConfigurationError) as refusal:
        load_settings()
    assert f"The setting {variable} cannot be used" in str(refusal.value)
    assert str(refusal.value).endswith(": correct or remove it.")
    assert "\n" not in str(refusal.value)
    assert refusal.value.exit_code == 2


def test_an_impossible_value_in_the_file_is_named_too() -> None:
    Path(".env").write_text("LESSONS_PORT=many\n", "utf-8")
    with pytest.raises(ConfigurationError, match="LESSONS_PORT"):
        load_settings()


def test_a_file_that_is_no_text_is_one_sentence() -> None:
    Path(".env").write_bytes(b"\xff\xfe\x00LESSONS_PORT=1")
    with pytest.raises(ConfigurationError, match=r"^The file \.env cannot be read: [^.]+\.$"):
        load_settings()


def test_settings_cannot_be_changed_behind_the_programs_back() -> None:
    settings = load_settings()
    with pytest.raises(ValueError, match="frozen"):
        settings.port = 1
