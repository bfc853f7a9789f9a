"""The one place that reads the environment: every setting, its default and what it may be.

Each setting can be given as an environment variable with the prefix ``LESSONS_`` (``LESSONS_INDEX_DIR=/srv/index``) or in a
file ``.env`` in the working folder.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from lessons.domain import ConfigurationError

PROJECT = Path(__file__).resolve().parents[2]


class Settings(BaseSettings):
    """What can be set. Nothing needs to be."""

    model_config = SettingsConfigDict(env_prefix="LESSONS_", env_file=".env", extra="ignore", frozen=True)

    corpus_dir: Path = PROJECT / "corpus"
    index_dir: Path = PROJECT / ".index"
    feedback_file: Path = PROJECT / ".local" / "feedback.jsonl"
    baskets_dir: Path = PROJECT / ".local" / "baskets"
    # "minilm" runs offline; "huggingface:NAME" and "endpoint:NAME" use LlamaIndex's own classes for such models.
    embedding: str = "minilm"
    embedding_url: str = ""
    embedding_key: str = ""
    version: str = "published"
    # What writes: "extractive" needs no model; the others put a checked summary in front of the same evidence.
    engine: Literal["extractive", "embedded", "endpoint"] = "extractive"
    # Any endpoint that speaks OpenAI's protocol, up to and with its /v1. The key is sent there and shown nowhere.
    engine_url: str = ""
    engine_model: str = ""
    engine_key: str = Field("", repr=False)
    # Seconds: for a whole summary, and until its first word.
    engine_timeout: float = Field(20.0, gt=0, le=300)
    engine_first_word: float = Field(10.0, gt=0, le=300)
    # Who judges answers in the evaluation's judged suite: any endpoint that speaks OpenAI's protocol.
    judge_url: str = ""
    judge_model: str = ""
    judge_key: str = ""
    # Whom readers of the page can turn to: an e-mail address or other words, shown as they are.
    contact: str = Field("", max_length=500)
    port: int = Field(8501, ge=1, le=65535)


def load_settings(**overrides: object) -> Settings:
    """The settings of this run; raises ConfigurationError with one plain sentence where one is impossible."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]  # pydantic checks what the environment cannot promise
    except ValidationError as problem:
        first = problem.errors()[0]
        name = "LESSONS_" + "_".join(str(part) for part in first["loc"]).upper()
        raise ConfigurationError(
            f"The setting {name} cannot be used ({first['msg'].lower()}): correct or remove it."
        ) from None
    except (OSError, UnicodeDecodeError):
        raise ConfigurationError("The file .env cannot be read: make it a text file in UTF-8, or remove it.") from None
