"""The models that ship with the package: one folder each (weights, card, licence, checksums), one loader each."""

from __future__ import annotations

from rashomon.models.encoder import encoder_id, load_encoder

__all__ = ["encoder_id", "load_encoder"]
