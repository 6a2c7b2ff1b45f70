"""MiniLM-L6 with four marks a word, a tag for each word, and a link from each word to its cue."""

from __future__ import annotations

from minilm import HIDDEN, Trunk
from torch import Tensor, nn

LINK = 96  # width of the vectors whose product is a link


class Tagger(Trunk):
    """Pieces and marks to tag scores and link vectors of each piece."""

    FRESH = ("marks", "tag", "asks", "answers")

    def __init__(self, marks: list[int], tags: int, dropout: float = 0.1) -> None:
        super().__init__(marks, dropout)
        self.tag = nn.Linear(HIDDEN, tags)
        self.asks, self.answers = nn.Linear(HIDDEN, LINK), nn.Linear(HIDDEN, LINK)
        self.start_marks()

    def forward(
        self, pieces: Tensor, marks: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor]:
        x = self.dropout(self.read(pieces, marks, mask))
        return self.tag(x), self.asks(x), self.answers(x)
