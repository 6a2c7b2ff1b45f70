"""A word in the form that another had."""

from __future__ import annotations

import pytest

from rashomon.selftest.inflect import inflected


@pytest.mark.parametrize(
    ("lemma", "tag", "form"),
    [
        ("sign", "VBD", "signed"), ("ban", "VBD", "banned"), ("deny", "VBZ", "denies"), ("deny", "VBG", "denying"),
        ("raise", "VBG", "raising"), ("rise", "VBD", "rose"), ("rise", "VBN", "risen"), ("rise", "VBZ", "rises"),
        ("win", "VBG", "winning"), ("keep", "VBN", "kept"), ("put", "VBD", "put"), ("permit", "VBN", "permitted"),
        ("agree", "VBG", "agreeing"), ("pass", "VBZ", "passes"), ("weaken", "VBD", "weakened"), ("delay", "VBD", "delayed"),
        ("big", "JJR", "bigger"), ("large", "JJS", "largest"), ("easy", "JJR", "easier"), ("good", "JJS", "best"),
        ("dangerous", "JJS", "most dangerous"), ("safe", "JJR", "safer"), ("sign", "VB", "sign"), ("ally", "NNS", "allies"),
    ],
)  # fmt: skip
def test_forms(lemma: str, tag: str, form: str) -> None:
    assert inflected(lemma, tag) == form
