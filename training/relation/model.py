"""MiniLM-L6 over two statements and perhaps a question: scores of relations and of stances."""

from __future__ import annotations

import torch
from minilm import HIDDEN, Trunk
from torch import Tensor, nn

from rashomon.models.relation import MARK_SIZES, RELATIONS, STANCES


class Relation(Trunk):
    """Pieces and marks to scores of RELATIONS and STANCES."""

    FRESH = ("marks", "pool", "relation", "stance")

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__(list(MARK_SIZES), dropout)
        self.pool = nn.Linear(2 * HIDDEN, HIDDEN)
        self.relation = nn.Linear(HIDDEN, len(RELATIONS))
        self.stance = nn.Linear(HIDDEN, len(STANCES))
        self.start_marks()

    def forward(self, pieces: Tensor, marks: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        x = self.read(pieces, marks, mask)
        if mask is None:
            mean = x.mean(1)
        else:
            real = (mask[:, 0, 0] == 0).to(x.dtype).unsqueeze(-1)
            mean = (x * real).sum(1) / real.sum(1)
        pooled = self.dropout(torch.tanh(self.pool(torch.cat([x[:, 0], mean], -1))))
        return self.relation(pooled), self.stance(pooled)
