"""all-MiniLM-L6-v2 in torch, its upper layers free to learn, read from and written to the same ONNX file's bytes.

Only ``fit_recogniser`` needs it, and with it ``torch`` and ``onnx``, which are not among the locked packages: nobody needs them to
run, test or evaluate the product.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor
from torch.nn import Module, ModuleList, Parameter, functional

LAYERS, HEADS, WIDTH = 6, 12, 384
FROZEN = 1  # lower layers that stay as they are
DROPPED = 0.1
EPSILON = 1e-12
LARGEST = 127  # of a weight of eight bits
PREFIX = "inner.encoder.layer."

Arrays = dict[str, npt.NDArray[np.float32]]


class Layer(Module):
    """A transformer layer with BERT's names of its parts, dots written as underscores."""

    def __init__(self, parts: Arrays) -> None:
        super().__init__()
        for name, part in parts.items():
            self.register_parameter(name.replace(".", "_"), Parameter(torch.tensor(part)))

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Vectors of shape (texts, pieces, width) to the same."""
        rate = DROPPED if self.training else 0.0
        query, key, value = (
            self._linear(x, f"attention_self_{name}").view(*x.shape[:2], HEADS, -1).transpose(1, 2)
            for name in ("query", "key", "value")
        )
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask, dropout_p=rate)
        seen = self._linear(seen.transpose(1, 2).reshape(x.shape), "attention_output_dense")
        x = self._norm(x + functional.dropout(seen, rate, self.training), "attention_output_LayerNorm")
        inner = self._linear(functional.gelu(self._linear(x, "intermediate_dense")), "output_dense")
        return self._norm(x + functional.dropout(inner, rate, self.training), "output_LayerNorm")

    def _linear(self, x: Tensor, name: str) -> Tensor:
        return x @ self.get_parameter(f"{name}_weight") + self.get_parameter(f"{name}_bias")

    def _norm(self, x: Tensor, name: str) -> Tensor:
        weight, bias = (self.get_parameter(f"{name}_{part}") for part in ("weight", "bias"))
        return functional.layer_norm(x, (WIDTH,), weight, bias, EPSILON)


class TunedEncoder(Module):
    """The encoder; ``forward`` gives the vectors of all pieces."""

    def __init__(self, model: Path) -> None:
        super().__init__()
        self._graph = onnx.load(str(model)).graph
        self._bytes = model.read_bytes()
        parts = _weights(self._graph)
        embeddings = {name.removeprefix("inner.embeddings."): torch.tensor(p) for name, p in parts.items()}
        self._words = embeddings["word_embeddings.weight"]
        self._beside = embeddings["position_embeddings.weight"], embeddings["token_type_embeddings.weight"][0]
        self._norm = embeddings["LayerNorm.weight"], embeddings["LayerNorm.bias"]
        self.layers = ModuleList(Layer(_of_layer(parts, number)) for number in range(LAYERS))
        for layer in self.layers[:FROZEN]:
            layer.requires_grad_(False)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Vectors of shape (texts, pieces, width); ``mask`` is 1 where there is a piece."""
        seen = mask[:, None, None, :].bool()
        with torch.no_grad():
            positions, kind = self._beside
            x = functional.layer_norm(
                self._words[ids] + positions[: ids.shape[1]] + kind, (WIDTH,), *self._norm, EPSILON
            )
        for number, layer in enumerate(self.layers):
            layer.train(self.training and number >= FROZEN)
            x = layer(x, seen)
        return x

    def tuned(self) -> tuple[list[int], list[int], bytes]:
        """What differs from the model's file: where each stretch starts, its size in bytes, and all of them, one after the other.

        Weights of the free layers go back to eight bits, each column with a scale of its own.
        """
        stored = {i.name: numpy_helper.to_array(i) for i in self._graph.initializer}
        names = _names(self._graph)
        starts, sizes, stretches = [], [], []

        def replace(name: str, part: npt.NDArray[np.generic]) -> None:
            old = stored[name]
            if self._bytes.count(old.tobytes()) != 1:
                raise ValueError(f"{name} does not stand once in the model's file")
            new = np.ascontiguousarray(part, dtype=old.dtype).reshape(old.shape).tobytes()
            starts.append(self._bytes.index(old.tobytes()))
            sizes.append(len(new))
            stretches.append(new)

        for number, layer in list(enumerate(self.layers))[FROZEN:]:
            for name in _of_layer(dict.fromkeys(names, np.empty(0, np.float32)), number):
                part = layer.get_parameter(name.replace(".", "_")).detach().numpy()
                own = names[f"{PREFIX}{number}.{name}"]
                if own in stored:
                    replace(own, part)
                else:
                    scale = np.abs(part).max(axis=0, keepdims=True) / LARGEST
                    replace(f"{own}_q", np.round(part / scale))
                    replace(f"{own}_scale", scale)
        return starts, sizes, b"".join(stretches)


def _names(graph: onnx.GraphProto) -> dict[str, str]:
    """BERT's names of the weights, with those that the file gives them: a matrix is known by the bias that is added behind it."""
    stored = {i.name for i in graph.initializer}
    names = {name: name for name in stored if name.startswith("inner.") and not name.endswith(("_q", "_scale"))}
    after = {n.input[i]: n for n in graph.node if n.op_type == "Add" for i in (0, 1)}
    for node in graph.node:
        if node.op_type == "MatMul" and node.output[0] in after and f"{node.input[1]}_q" in stored:
            bias = next(i for i in after[node.output[0]].input if i.endswith(".bias"))
            names[bias.replace(".bias", ".weight")] = node.input[1]
    names |= {n.removesuffix("_q"): n.removesuffix("_q") for n in stored if n.startswith("inner.") and n.endswith("_q")}
    return names


def _weights(graph: onnx.GraphProto) -> Arrays:
    stored = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    return {
        name: stored[own] if own in stored else stored[f"{own}_q"].astype(np.float32) * stored[f"{own}_scale"]
        for name, own in _names(graph).items()
    }


def _of_layer(parts: Arrays, number: int) -> Arrays:
    prefix = f"{PREFIX}{number}."
    return {name.removeprefix(prefix): part for name, part in parts.items() if name.startswith(prefix)}
