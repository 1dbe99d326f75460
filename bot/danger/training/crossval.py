"""Networks that each leave a fold out: their figures are honest, and their mean is what ships.

Groups (groups.py) are never parted. Every fold is scored by networks that never saw it; those logits
calibrate the layer and set its limits. All networks start from the same weights and so stay close enough
together that the mean of their weights works like the mean of their answers, for the price of one: no further
network has to be trained on everything. (Tried on two folds: the averaged network's log-likelihood was within
0.03 of the averaged answers'.) The figures of the folds are those of lesser networks than the one that ships.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from bot.danger.encoder import LABELS
from bot.danger.training.examples import Example
from bot.danger.training.fit import Recipe, fit, logits_of
from bot.danger.training.groups import folds
from bot.danger.training.network import Network
from bot.danger.wordpieces import Wording


def cross_fitted(
    examples: Sequence[Example],
    groups: Sequence[int],
    *,
    base: Path,
    wording: Wording,
    recipe: Recipe,
    count: int,
    rounds: int,
    say: Callable[[str], None],
) -> tuple[npt.NDArray[np.float32], Network]:
    """Label logits of each example by networks that had not seen it, and the mean of all networks.

    For each of `count` folds, `rounds` networks with seeds of their own are fitted to the other folds.
    """
    fold_of = np.array(folds(examples, groups, count=count, seed=recipe.seed))
    logits = np.zeros((len(examples), len(LABELS)), dtype=np.float32)
    means = []
    for fold in range(count):
        seen = np.flatnonzero(fold_of != fold)
        fitted = []
        for number in range(rounds):
            say(f"fold {fold + 1} of {count}, network {number + 1} of {rounds}")
            network = fit(
                [examples[place] for place in seen],
                [groups[place] for place in seen],
                base=base,
                wording=wording,
                recipe=replace(recipe, seed=recipe.seed + number),
                say=say,
            )
            fitted.append(network)
        mean = averaged(fitted)
        held = np.flatnonzero(fold_of == fold)
        texts = [examples[place].text for place in held]
        logits[held] = logits_of(mean, texts, wording)[:, : len(LABELS)]
        means.append(mean)
    return logits, averaged(means)


def averaged(networks: Sequence[Network]) -> Network:
    """The first of the networks, with the mean of all their weights."""
    weights = [dict(network.named_parameters()) for network in networks]
    with torch.no_grad():
        for name, parameter in weights[0].items():
            parameter.copy_(torch.stack([one[name] for one in weights]).mean(dim=0))
    return networks[0]
