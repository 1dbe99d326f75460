"""Fitting the network to examples: one seeded run.

Each epoch: change a part of the texts (augment.py); lay them into batches of like length so that little is
padded, keeping contrast pairs together; one step a batch. The loss of a labelled example is cross-entropy of
the label, softened, with smaller parts for the category and for contrast pairs (the more urgent of two
near-equal messages must score higher); of a topic's example (topics.py) cross-entropy of the topic, and of
"not immediate" where that is known. The returned network has the exponential mean of the weights over the
run, which stands in for an average over several seeds.
"""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional

from bot.danger.encoder import LABELS
from bot.danger.training.augment import Augmenter, harmless_sentences
from bot.danger.training.examples import CATEGORIES, Example
from bot.danger.training.network import Network
from bot.danger.training.topics import TopicExample, topic_names
from bot.danger.wordpieces import Wording

LONGEST = 192


@dataclass(frozen=True)
class Recipe:
    """How to train. `epochs` passes, `batch` messages a step, `rate` the highest learning rate."""

    epochs: int = 4
    batch: int = 16
    rate: float = 1.5e-4
    seed: int = 7
    category_part: float = 0.2
    pair_part: float = 0.2
    topic_part: float = 0.5
    softening: float = 0.05
    memory: float = 0.99
    threads: int = 2
    bf16: bool = False


def fit(
    examples: Sequence[Example],
    groups: Sequence[int],
    topics: Sequence[TopicExample],
    *,
    base: Path,
    wording: Wording,
    recipe: Recipe,
    say: Callable[[str], None] = lambda _: None,
) -> Network:
    """A network fitted to the examples and topics, with averaged weights, in evaluation mode."""
    torch.set_num_threads(recipe.threads)
    torch.manual_seed(recipe.seed)
    names = topic_names(topics)
    network = Network(base, topics=len(names))
    mean: Network = copy.deepcopy(network).eval()
    lessons: list[Example | TopicExample] = [*examples, *topics]
    own_groups = [*groups, *range(max(groups) + 1, max(groups) + 1 + len(topics))]
    optimiser, schedule = _optimiser(network, recipe, recipe.epochs * math.ceil(len(lessons) / recipe.batch))
    augmenter = Augmenter(harmless_sentences(examples), seed=recipe.seed)
    shuffler = Random(recipe.seed)  # noqa: S311 - nothing secret
    taken = 0
    for epoch in range(recipe.epochs):
        began, total = time.monotonic(), 0.0
        network.train()
        rows = [piece_ids(augmenter.changed(one.text), wording) for one in lessons]
        for batch in batches([len(row) for row in rows], own_groups, size=recipe.batch, shuffler=shuffler):
            chosen = [lessons[place] for place in batch]
            ids, mask = padded([rows[place] for place in batch])
            with torch.autocast("cpu", torch.bfloat16, enabled=recipe.bf16):
                logits, topic_logits = network(ids, mask)
            value = _lesson(logits.float(), topic_logits.float(), chosen, own_groups, batch, names, recipe)
            value.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            taken += 1
            _average(mean, network, min(recipe.memory, taken / (taken + 10)))
            total += float(value.detach()) * len(batch)
        say(f"epoch {epoch + 1}: loss {total / len(lessons):.3f}, {time.monotonic() - began:.0f} s")
    return mean


def _lesson(
    logits: torch.Tensor,
    topic_logits: torch.Tensor,
    chosen: Sequence[Example | TopicExample],
    groups: Sequence[int],
    batch: Sequence[int],
    names: Sequence[str],
    recipe: Recipe,
) -> torch.Tensor:
    """The loss of a batch that mixes labelled examples and topics, each weighted by its share."""
    labelled = [place for place, one in enumerate(chosen) if isinstance(one, Example)]
    told = [place for place, one in enumerate(chosen) if isinstance(one, TopicExample)]
    value = torch.zeros(())
    if labelled:
        some = [one for one in chosen if isinstance(one, Example)]
        part = loss(logits[labelled], some, [groups[batch[place]] for place in labelled], recipe)
        value = value + part * len(labelled) / len(chosen)
    if told:
        part = topic_loss(
            logits[told],
            topic_logits[told],
            [c for c in chosen if isinstance(c, TopicExample)],
            names,
            recipe,
        )
        value = value + part * len(told) / len(chosen)
    return value


def topic_loss(
    logits: torch.Tensor,
    topic_logits: torch.Tensor,
    chosen: Sequence[TopicExample],
    names: Sequence[str],
    recipe: Recipe,
) -> torch.Tensor:
    """The loss of topics' examples: which topic, and that the calm ones are not immediate."""
    targets = torch.tensor([names.index(one.topic) for one in chosen])
    value = recipe.topic_part * functional.cross_entropy(topic_logits, targets, label_smoothing=0.1)
    calm = [place for place, one in enumerate(chosen) if one.calm]
    if calm:
        levels = logits[calm, : len(LABELS)].log_softmax(dim=-1)
        value = value - levels[:, :2].logsumexp(dim=-1).sum() / len(chosen)
    return value


def _optimiser(network: Network, recipe: Recipe, steps: int) -> tuple[Any, Any]:
    heads = [*network.head.parameters(), *network.weigh.parameters(), *network.topic.parameters()]
    own = {id(parameter) for parameter in heads}
    rest = [one for one in network.parameters() if one.requires_grad and id(one) not in own]
    optimiser = torch.optim.AdamW(
        [{"params": rest, "lr": recipe.rate}, {"params": heads, "lr": recipe.rate * 5}], weight_decay=0.01
    )
    warm = max(steps // 12, 1)

    def at(step: int) -> float:
        return (step + 1) / warm if step < warm else max((steps - step) / max(steps - warm, 1), 0.02)

    return optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, at)


def loss(
    logits: torch.Tensor, chosen: Sequence[Example], groups: Sequence[int], recipe: Recipe
) -> torch.Tensor:
    """The training loss of one batch."""
    count = len(LABELS)
    ranks = torch.tensor([LABELS.index(one.label) for one in chosen])
    kinds = torch.tensor([CATEGORIES.index(one.category) for one in chosen])
    value = functional.cross_entropy(logits[:, :count], ranks, label_smoothing=recipe.softening)
    value = value + recipe.category_part * functional.cross_entropy(logits[:, count:], kinds)
    danger = logits[:, 2:count].logsumexp(dim=-1) - logits[:, :2].logsumexp(dim=-1)
    same = torch.tensor(groups)
    contrast = (same[:, None] == same[None, :]) & (ranks[:, None] > ranks[None, :])
    if bool(contrast.any()):
        gaps = (danger[:, None] - danger[None, :])[contrast]
        value = value + recipe.pair_part * functional.softplus(2.0 - gaps).mean()
    return value


def batches(lengths: Sequence[int], groups: Sequence[int], *, size: int, shuffler: Random) -> list[list[int]]:
    """Batches of about `size`, of like length, with groups together, in random order."""
    members: dict[int, list[int]] = {}
    for place, group in enumerate(groups):
        members.setdefault(group, []).append(place)
    order = [
        (max(lengths[place] for place in group) * shuffler.uniform(0.85, 1.15), group)
        for group in members.values()
    ]
    order.sort(key=lambda one: one[0])
    flat = [place for _, group in order for place in group]
    cut = [flat[start : start + size] for start in range(0, len(flat), size)]
    shuffler.shuffle(cut)
    return cut


def piece_ids(text: str, wording: Wording) -> list[int]:
    """The ids of a text for training, with the marks that open and close it."""
    return [wording.opening, *wording.pieces(text).ids[:LONGEST], wording.closing]


def padded(rows: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids and mask as tensors."""
    longest = max(len(row) for row in rows)
    ids = torch.tensor([[*row, *[0] * (longest - len(row))] for row in rows])
    return ids, (ids != 0).long()


def logits_of(network: Network, texts: Sequence[str], wording: Wording) -> npt.NDArray[np.float32]:
    """The network's logits for each text, label classes first."""
    rows = [piece_ids(text, wording) for text in texts]
    order = sorted(range(len(rows)), key=lambda place: len(rows[place]))
    found: dict[int, npt.NDArray[np.float32]] = {}
    with torch.inference_mode():
        for start in range(0, len(order), 32):
            some = order[start : start + 32]
            values = network(*padded([rows[place] for place in some]))[0].numpy()
            found.update(zip(some, values, strict=True))
    return np.stack([found[place] for place in range(len(rows))])


def _average(mean: Network, network: Network, memory: float) -> None:
    with torch.no_grad():
        pairs = zip(mean.parameters(), network.parameters(), strict=True)
        for kept, new in pairs:
            if new.requires_grad:
                kept.lerp_(new, 1 - memory)
