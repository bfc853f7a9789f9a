"""Opens the embedding model that the settings name: ours, or one that LlamaIndex knows."""

from __future__ import annotations

from lessons.embedding import Encoder, MiniLm
from lessons.settings import Settings


def open_encoder(settings: Settings) -> Encoder:
    """The encoder that the settings name; raises ModelBroken or ConfigurationError with one plain sentence."""
    if settings.embedding == "minilm":
        return MiniLm()
    from lessons.llama import LlamaEncoder

    return LlamaEncoder(settings)
