"""The trunk every model of ours starts from: the embeddings and layers of MiniLM-L6, for training.

What is built on it adds to the embeddings before the layers or reads what comes out of them.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

HIDDEN, HEADS, LAYERS, INNER, VOCABULARY, POSITIONS = 384, 12, 6, 1536, 30522, 512


class Layer(nn.Module):
    """A layer of BERT; names as in the published weights once dots are joined."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.up, self.down = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.norm_attention, self.norm = (nn.LayerNorm(HIDDEN, eps=1e-12) for _ in range(2))
        self.dropout = nn.Dropout(dropout)
        self.rate = dropout

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = (
            part(x).view(batch, length, HEADS, HIDDEN // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        if mask is None:  # as it is exported: plain products, which the quantiser knows
            weights = torch.softmax(q @ k.transpose(-1, -2) / (HIDDEN // HEADS) ** 0.5, -1)
            seen = weights @ v
        else:
            rate = self.rate if self.training else 0.0
            seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask, dropout_p=rate)
        seen = seen.transpose(1, 2).reshape(batch, length, HIDDEN)
        x = self.norm_attention(x + self.dropout(self.out(seen)))
        return self.norm(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Trunk(nn.Module):
    """Pieces, each with marks (numbers below the sizes given), to a vector a piece.

    FRESH: how the names of parts begin that are not among the published weights."""

    FRESH: tuple[str, ...] = ("marks",)

    def __init__(self, marks: list[int], dropout: float) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.kind = nn.Parameter(torch.zeros(HIDDEN))
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.marks = nn.ModuleList(nn.Embedding(size, HIDDEN) for size in marks)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)

    def start_marks(self) -> None:
        """Begin the marks small, so that the published weights are not disturbed; call it last."""
        for table in self.marks:
            nn.init.normal_(table.weight, std=0.02)

    def read(self, pieces: Tensor, marks: Tensor, mask: Tensor | None) -> Tensor:
        """(batch, length) pieces and (batch, length, marks) marks to (batch, length, HIDDEN) vectors."""
        place = torch.arange(pieces.shape[1])
        x = self.words(pieces) + self.positions(place) + self.kind
        for i, table in enumerate(self.marks):
            x = x + table(marks[..., i])
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load_published(self, path: Path) -> None:
        """The weights of all-MiniLM-L6-v2."""
        given = load_file(str(path))
        own: dict[str, Tensor] = {
            "words.weight": given["embeddings.word_embeddings.weight"],
            "positions.weight": given["embeddings.position_embeddings.weight"],
            "kind": given["embeddings.token_type_embeddings.weight"][0],
        }
        names = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "out": "attention.output.dense",
            "norm_attention": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm": "output.LayerNorm",
        }
        for part in ("weight", "bias"):
            own[f"norm.{part}"] = given[f"embeddings.LayerNorm.{part}"]
            for n in range(LAYERS):
                for name, theirs in names.items():
                    own[f"layers.{n}.{name}.{part}"] = given[f"encoder.layer.{n}.{theirs}.{part}"]
        missing, unknown = self.load_state_dict(own, strict=False)
        if unknown or any(not name.startswith(self.FRESH) for name in missing):
            raise SystemExit(f"weights do not fit: missing {missing}, unknown {unknown}")

    def parts(self) -> tuple[list[nn.Parameter], list[nn.Parameter]]:
        """What is trained, published and fresh. The embeddings of words stay as they are: half of all weights, and
        more than this much text can teach."""
        self.words.weight.requires_grad_(False)
        named = [(n, p) for n, p in self.named_parameters() if p.requires_grad]
        return (
            [p for n, p in named if not n.startswith(self.FRESH)],
            [p for n, p in named if n.startswith(self.FRESH)],
        )
