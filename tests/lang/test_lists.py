"""The word lists that decide which words mean one thing: no list may contradict itself or another."""

from __future__ import annotations

from collections import Counter

import pytest

from rashomon.lang import entries, lines, table
from rashomon.lang.concepts import concept

LISTS = ("concepts", "antonyms", "event_nouns", "charged")
CLASSES = [row.split() for row in lines("concepts")]


@pytest.mark.parametrize("name", LISTS)
def test_lines_are_plain_lower_case_words(name: str) -> None:
    allowed = set("abcdefghijklmnopqrstuvwxyz-0123456789 \t")
    assert [row for row in lines(name) if set(row) - allowed or row != row.strip()] == []


@pytest.mark.parametrize("name", LISTS)
def test_no_line_stands_twice(name: str) -> None:
    assert [row for row, times in Counter(lines(name)).items() if times > 1] == []


@pytest.mark.parametrize("name", ["event_nouns", "charged"])
def test_single_words_are_sorted(name: str) -> None:
    assert [row for row in lines(name) if " " in row] == []
    assert list(lines(name)) == sorted(lines(name))


def test_a_word_is_in_one_class_only() -> None:
    assert [word for word, times in Counter(w for row in CLASSES for w in row).items() if times > 1] == []


def test_a_class_has_two_words_or_more() -> None:
    assert [row for row in CLASSES if len(row) < 2] == []


def test_each_word_is_its_class() -> None:
    assert [w for row in CLASSES for w in row if concept(w) != row[0]] == []


def test_an_antonym_is_a_pair_and_stands_once() -> None:
    pairs = table("antonyms")
    assert [row for row in pairs if len(row) != 2] == []
    assert [pair for pair, times in Counter(frozenset(p) for p in pairs).items() if times > 1] == []


def test_opposites_are_no_synonyms() -> None:
    assert [pair for pair in table("antonyms") if concept(pair[0]) == concept(pair[1])] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("die", "kill"),
        ("strike", "walkout"),
        ("takeover", "acquisition"),
        ("ceasefire", "truce"),
        ("epicenter", "epicentre"),
        ("criticise", "criticize"),
        ("resume", "restart"),
        ("resignation", "quit"),
    ],
)
def test_words_for_one_thing_meet(one: str, other: str) -> None:
    assert concept(one) == concept(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("migrant", "refugee"),
        ("murder", "manslaughter"),
        ("fire", "dismiss"),
        ("department", "depart"),
        ("executive", "execute"),
        ("office", "officer"),
        ("defendant", "defend"),
        ("rise", "fall"),
        ("blockade", "sanction"),
        ("law", "legal"),
        ("report", "reporter"),
        ("state", "say"),
    ],
)
def test_words_for_two_things_stay_apart(one: str, other: str) -> None:
    assert concept(one) != concept(other)


@pytest.mark.parametrize("word", ["illegal", "unlawful", "convicted", "defendant", "suspect", "fatal"])
def test_legal_and_factual_terms_are_not_charged(word: str) -> None:
    assert word not in entries("charged")
