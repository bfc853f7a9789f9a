"""Tunes the recogniser and writes ``src/lessons/recogniser.npz``; a little over an hour on two cores.

It learns three things at once: the code of each coded question, or that the sources do not answer it; what a turn of a written
conversation (``conversations.jsonl``, and ``talks.jsonl`` by strangers) asks when it is read behind those before it; and how the turn
hangs on them, which helps with that and is not kept. What a turn asks is what the coded questions say that are most like its
meaning, written out by whoever wrote the conversation, and whether the study answers is as they said. ``near_misses.txt`` holds
questions that nothing in the study answers; a coded question behind some others is a new one. Two runs from one start, in other
orders, are averaged (model soups: Wortsman et al., arXiv 2203.05482). The golden questions, ``refusals.jsonl``, ``strangers.jsonl`` and
``contrasts.jsonl`` are not read. Run it after the codebook's questions have changed a lot, in an environment that has ``torch`` and
``onnx`` beside the product: ``python -m evals.fit_recogniser``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import Dropout, Linear, Module, Parameter, ReLU, Sequential, functional

from evals.tuned_encoder import WIDTH, TunedEncoder
from lessons.build import refresh_index
from lessons.codebook import load_codebook
from lessons.corpus import load_corpus
from lessons.embedding import MODEL, MODEL_SHA256, MiniLm, Vectors, checked_file, open_tokenizer
from lessons.index import Index, open_index
from lessons.recognition import FILE, SCALE, pieces
from lessons.settings import load_settings

HERE = Path(__file__).parent
CONVERSATIONS = ("conversations.jsonl", "talks.jsonl")
RUNS, ROUNDS, BATCH, HIDDEN = 2, 4, 64, 512
ENCODER_STEP, NETWORK_STEP, GATE_STEP = 2e-4, 2e-3, 1e-3
REPEATED = 3  # times that a round goes over the conversations
BEHIND_OTHERS = 3000  # coded questions a round that are read behind others
SHARPNESS = 30.0  # with which likeness becomes chances
WORDED_SHARE = 0.2  # of likeness in wording beside that in meaning
HOW = {"new": 0, "continues": 1, "turns": 2}
NOT_ANSWERED, ANSWERED = 0.9, 0.05  # chance that no code fits, by whether the study answers
LEANING_HIDDEN = 64


@dataclass(frozen=True, slots=True)
class Example:
    """Pieces and where the question's own begin, the chances of each code and of none, and the likely ways to hang on the last."""

    ids: list[int]
    own: int
    chances: Vectors
    leaning: tuple[int, ...] = ()


class Material:
    """What is learnt from: the coded questions of an index and the files beside this one."""

    def __init__(self, index: Index, codes: int) -> None:
        self._index, self._codes = index, codes
        self._encoder, self._tokenizer = MiniLm(), open_tokenizer()

    def lone(self) -> Iterator[Example]:
        """The coded questions and the near misses, each by itself."""
        for question, code in self._index.questions:
            yield Example(*pieces(self._tokenizer, question), self._only(code))
        for question in (HERE / "near_misses.txt").read_text("utf-8").splitlines():
            yield Example(*pieces(self._tokenizer, question), self._only(-1))

    def in_conversations(self) -> Iterator[Example]:
        """The turns of the written conversations, and what they mean by itself where a writer said whether it is answered."""
        lines = [line for name in CONVERSATIONS for line in (HERE / name).read_text("utf-8").splitlines()]
        for talk in map(json.loads, lines):
            turns, means = talk["turns"], talk["means"]
            for i in range(1, len(turns)):
                answered = talk["answered"][i] != "no" if "answered" in talk else None
                chances = self._meant(means[i], answered)
                how = (HOW[talk["how"][i]],) if "how" in talk else (0,) if turns[i] == means[i] else (1, 2)
                yield Example(*pieces(self._tokenizer, turns[i], turns[:i]), chances, how)
                if answered is not None:
                    yield Example(*pieces(self._tokenizer, means[i]), chances)

    def behind_others(self, random: np.random.Generator) -> Iterator[Example]:
        """Coded questions asked after others that have nothing to do with them."""
        questions = self._index.questions
        for _ in range(BEHIND_OTHERS):
            earlier = [questions[i][0] for i in random.integers(len(questions), size=random.integers(1, 3))]
            question, code = questions[random.integers(len(questions))]
            yield Example(*pieces(self._tokenizer, question, earlier), self._only(code), (HOW["new"],))

    def _meant(self, meaning: str, answered: bool | None) -> Vectors:
        """The codes of the coded questions most like a meaning, as chances; None where nobody said whether it is answered."""
        index, asked = self._index, self._index.question_codes >= 0
        likeness = index.near_questions(self._encoder.encode([meaning]))[0]
        if answered is None:
            answered = bool(asked[likeness.argmax()])
        none = ANSWERED if answered else NOT_ANSWERED
        nearest = np.zeros(self._codes, dtype=np.float32)
        alike = likeness + WORDED_SHARE * index.question_matches(meaning)
        np.maximum.at(nearest, index.question_codes[asked], alike[asked])
        grown = np.exp(SHARPNESS * (nearest - nearest.max()))
        return np.append((1 - none) * grown / grown.sum(), none).astype(np.float32)

    def _only(self, code: int) -> Vectors:
        """Certainty of one code, or that none fits."""
        chances = np.zeros(self._codes + 1, dtype=np.float32)
        chances[code if code >= 0 else self._codes] = 1
        return chances


class Network(Module):
    """What ``lessons.recognition`` works out, so that it can be learnt."""

    def __init__(self, encoder: TunedEncoder, codes: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.gate = Linear(WIDTH, 1)
        self.gate_earlier = Parameter(torch.zeros(1))
        self.networks = Sequential(Linear(WIDTH, HIDDEN), ReLU(), Dropout(0.3), Linear(HIDDEN, codes + 1))
        self.leaning = Sequential(Linear(3 * WIDTH, LEANING_HIDDEN), ReLU(), Linear(LEANING_HIDDEN, len(HOW)))
        for part in self.gate.parameters():
            torch.nn.init.zeros_(part)
        torch.nn.init.normal_(self.networks[0].weight, 0, 1.5 / WIDTH**0.5)

    def forward(self, examples: Sequence[Example]) -> tuple[Tensor, Tensor]:
        """Scores of the codes and of the ways to lean, of shapes (examples, codes + 1) and (examples, 3)."""
        longest = max(len(e.ids) for e in examples)
        ids = torch.tensor([e.ids + [0] * (longest - len(e.ids)) for e in examples])
        mask = torch.tensor([[1.0] * len(e.ids) + [0.0] * (longest - len(e.ids)) for e in examples])
        earlier = torch.tensor([[1.0] * e.own + [0.0] * (longest - e.own) for e in examples])
        hidden = self.encoder(ids, mask)
        weights = torch.sigmoid(self.gate(hidden)[..., 0] + self.gate_earlier * earlier) * mask
        meant = functional.normalize((hidden * weights[..., None]).sum(1) / weights.sum(1, keepdim=True), dim=1)
        before, said = (
            (hidden * part[..., None]).sum(1) / part.sum(1, keepdim=True).clamp(min=1)
            for part in (earlier, mask - earlier)
        )
        return self.networks(SCALE * meant), self.leaning(torch.cat([before, said, before * said], 1))


def main() -> None:
    """Learn, print the loss of each round, write the mean of the runs."""
    settings = load_settings()
    refresh_index(settings)
    codes = [code.id for code in load_codebook(settings.corpus_dir, load_corpus(settings.corpus_dir)).codes]
    material = Material(open_index(settings.index_dir), len(codes))
    learnt: list[dict[str, Tensor]] = []
    for run in range(RUNS):
        torch.manual_seed(0)  # the mean makes sense only of runs that start alike
        network = Network(TunedEncoder(checked_file(*MODEL, MODEL_SHA256)), len(codes))
        for number, loss in enumerate(learn(network, material, run), start=1):
            print(f"run {run + 1} of {RUNS}, round {number} of {ROUNDS}: loss {loss:.3f}", flush=True)
        learnt.append(network.state_dict())
    network.load_state_dict({name: torch.stack([parts[name] for parts in learnt]).mean(0) for name in learnt[0]})
    save(network, codes)


def learn(network: Network, material: Material, run: int) -> Iterator[float]:
    """The mean loss of each round. AdamW, with steps that grow for a twentieth of the way and then fall to nothing."""
    lone, talks = list(material.lone()), list(material.in_conversations())
    random = np.random.default_rng(run)
    tuned = [part for part in network.encoder.parameters() if part.requires_grad]
    gates = [*network.gate.parameters(), network.gate_earlier, *network.leaning.parameters()]
    optimizer = torch.optim.AdamW(
        [
            {"params": tuned, "lr": ENCODER_STEP, "weight_decay": 0.01},
            {"params": list(network.networks.parameters()), "lr": NETWORK_STEP, "weight_decay": 1e-4},
            {"params": gates, "lr": GATE_STEP, "weight_decay": 0.01},
        ]
    )
    steps = ROUNDS * ((len(lone) + REPEATED * len(talks) + BEHIND_OTHERS) // BATCH + 1)
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min(1.0, 20 * (n + 1) / steps) * max(0.02, 1 - n / steps)
    )
    network.train()
    for _ in range(ROUNDS):
        losses = []
        for batch in _batches([*lone, *talks * REPEATED, *material.behind_others(random)], random):
            loss = _loss(network, batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            pace.step()
            losses.append(float(loss.detach()))
        yield float(np.mean(losses))


def save(network: Network, codes: Sequence[str], file: Path = FILE) -> None:
    """Write what ``lessons.recognition`` reads."""
    starts, sizes, tuned = network.encoder.tuned()
    small = {
        "gate": network.gate.weight[0],
        "gate_bias": network.gate.bias[0],
        "gate_earlier": network.gate_earlier[0],
        "inner": network.networks[0].weight.T,
        "inner_bias": network.networks[0].bias,
        "outer": network.networks[3].weight.T,
        "outer_bias": network.networks[3].bias,
    }
    np.savez_compressed(
        file,
        codes=np.array(codes),
        starts=np.array(starts),
        sizes=np.array(sizes),
        tuned=np.frombuffer(tuned, np.uint8),
        **{name: part.detach().numpy().astype(np.float16) for name, part in small.items()},
    )


def _loss(network: Network, batch: Sequence[Example]) -> Tensor:
    scores, ways = network(batch)
    wanted = torch.tensor(np.array([e.chances for e in batch]))
    loss = -(wanted * functional.log_softmax(scores, -1)).sum(1).mean()
    likely = functional.log_softmax(ways, -1)
    said = [-torch.logsumexp(likely[i, list(e.leaning)], 0) for i, e in enumerate(batch) if e.leaning]
    return loss + torch.stack(said).sum() / len(batch) if said else loss


def _batches(examples: list[Example], random: np.random.Generator) -> Iterator[list[Example]]:
    """Examples of like lengths together, in any order."""
    order = random.permutation(len(examples))
    batches = []
    for part in np.array_split(order, max(1, len(order) // (BATCH * 40))):
        alike = sorted(part, key=lambda i: len(examples[i].ids))
        batches += [alike[at : at + BATCH] for at in range(0, len(alike), BATCH)]
    for number in random.permutation(len(batches)):
        yield [examples[i] for i in batches[number]]


if __name__ == "__main__":
    main()
