"""The models that ship with the package: one folder each (weights, card, licence, checksums), one loader each."""

from __future__ import annotations

from rashomon.models.encoder import encoder_id, load_encoder
from rashomon.models.relation import load_relater, relation_id
from rashomon.models.tagger import load_tagger, tagger_id

__all__ = ["encoder_id", "load_encoder", "load_relater", "load_tagger", "relation_id", "tagger_id"]
