"""Sentences that a model wrote of a picture: not from the fact table, and unverified until a reader says that they are right."""

from __future__ import annotations

import re

from inference.report.sentences import split_report
from viewer.case.report import TABLE_MARK
from viewer.case.source import new_id

_PREFIX = "described-"
_MOST_SENTENCES, _MOST_LETTERS = 12, 400
_MARKUP = re.compile(r"^[\s#*\-•>]+|[*_`]{1,3}|<[^<>]{0,40}>")
_PLACES = str.maketrans("[]", "()")
"""Brackets are places to fill in, here."""


def described_id() -> str:
    """The id of a new sentence of this kind."""
    return f"{_PREFIX}{new_id()}"


def is_described(sentence_id: str) -> bool:
    return sentence_id.startswith(_PREFIX)


def sentences_of(text: str) -> tuple[str, ...]:
    """A model's free text as sentences of a report: plain, without headings, lists and marks that mean something here."""
    lines = [_MARKUP.sub("", line) for line in text.splitlines()]
    plain = "\n".join("".join(c if c.isprintable() else " " for c in line).translate(_PLACES).replace(TABLE_MARK, " ") for line in lines)
    found = (" ".join(part.text.split()) for part in split_report(plain))
    return tuple(one[:_MOST_LETTERS] for one in found if any(c.isalpha() for c in one))[:_MOST_SENTENCES]
