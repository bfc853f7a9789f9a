"""The embedding model behind LlamaIndex's ``BaseEmbedding``, both ways: ours for LlamaIndex, and LlamaIndex's for us."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from pydantic import PrivateAttr

from lessons.domain import ConfigurationError
from lessons.embedding import Encoder, Vectors
from lessons.settings import Settings


class OfflineEmbedding(BaseEmbedding):
    """An ``Encoder`` as a LlamaIndex embedding model."""

    _encoder: Encoder = PrivateAttr()

    def __init__(self, encoder: Encoder, **more: Any) -> None:
        super().__init__(model_name=encoder.name, **more)
        self._encoder = encoder

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embeddings([query])[0]

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._encoder.encode(texts).tolist()
        return vectors

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


class LlamaEncoder:
    """A LlamaIndex embedding model that the settings name ("huggingface:NAME", "endpoint:NAME") as an ``Encoder``."""

    def __init__(self, settings: Settings) -> None:
        self._model = _llama_model(settings)
        self.name = settings.embedding

    def encode(self, texts: Sequence[str], advance: Callable[[int], None] | None = None) -> Vectors:
        """See ``Encoder``."""
        vectors = np.asarray(self._model.get_text_embedding_batch(list(texts)), dtype=np.float32)
        if advance:
            advance(len(texts))
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


def _llama_model(settings: Settings) -> BaseEmbedding:
    kind, _, name = settings.embedding.partition(":")
    if kind == "endpoint" and name and not settings.embedding_url:  # LlamaIndex would go to a paid service instead
        raise ConfigurationError(
            f"The embedding “{settings.embedding}” needs an address: set LESSONS_EMBEDDING_URL to that of the endpoint."
        )
    try:
        if kind == "huggingface" and name:
            from llama_index.embeddings.huggingface import HuggingFaceEmbedding

            model: BaseEmbedding = HuggingFaceEmbedding(model_name=name)
            return model
        if kind == "endpoint" and name:
            from llama_index.embeddings.openai_like import OpenAILikeEmbedding

            endpoint: BaseEmbedding = OpenAILikeEmbedding(
                model_name=name, api_base=settings.embedding_url, api_key=settings.embedding_key or "none"
            )
            return endpoint
    except ImportError:
        package = {"huggingface": "huggingface", "endpoint": "openai-like"}[kind]
        raise ConfigurationError(
            f"The embedding “{settings.embedding}” needs the package llama-index-embeddings-{package}: install it."
        ) from None
    raise ConfigurationError(
        f"The embedding “{settings.embedding}” is not known: use minilm, huggingface:NAME or endpoint:NAME."
    )
