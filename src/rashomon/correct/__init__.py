"""What people put right in a comparison, kept in a file of its own and replayed on every later run.

A correction points to its texts by their words (``anchors``), not by ids, which change from run to run. ``records`` is
the file, ``making`` writes a correction down from a report, ``replaying`` follows it, ``agreement`` sets two files
beside each other. Corrections of a library's stories are another thing (``rashomon.library.corrections``).
"""

from rashomon.correct.records import Correction, load
from rashomon.correct.replaying import Replay, replay

__all__ = ["Correction", "Replay", "load", "replay"]
