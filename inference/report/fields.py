"""What a template leaves to the reader: lines to fill in, and normal text for structures that were reviewed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import resources
from inference.report.languages import ENGLISH, LANGUAGES
from inference.report.sentences import SECTIONS
from viewer.case.errors import KnownError
from viewer.case.terms import Code

OPEN = re.compile(r"\[[^\[\]\n]{1,120}\]")
"""A place that is to be filled in: ``[category]``."""
_REQUIRED = re.compile(r"^\w+-required-")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with places to fill in, by language. `required`: it cannot be left out, only say that it does not apply.

    `code` is what an imported template was coded with.
    """

    id: str
    section: str
    texts: Mapping[str, str]
    required: bool = False
    code: Code | None = None

    def text(self, language: str) -> str:
        return self.texts.get(language) or self.texts[ENGLISH]


@dataclass(frozen=True, slots=True)
class Normal:
    """What is said of a structure that the reader marked as reviewed, by language.

    An accepted finding in one of `organs` keeps it out of the draft. `heading` is its place in the findings; `section`
    another section where an imported template has it.
    """

    id: str
    name: str
    organs: tuple[str, ...]
    heading: str
    texts: Mapping[str, str]
    section: str = "findings"
    code: Code | None = None

    def text(self, language: str) -> str:
        return self.texts.get(language) or self.texts[ENGLISH]


@cache
def shared_lines() -> Mapping[str, Line]:
    """The lines that our templates share, by id."""
    return {line.id: line for line in lines_of(_read("fields"), "fields.toml")}


@cache
def shared_normals() -> Mapping[str, Normal]:
    """The normal texts that our templates share, by id."""
    return {normal.id: normal for normal in normals_of(_read("normal"), "normal.toml")}


def lines_of(rows: Mapping[str, Any], where: str) -> tuple[Line, ...]:
    """The lines of a file. Raises `KnownError` for one without a section or a text."""
    lines: list[Line] = []
    for id, row in rows.items():
        section = row.get("section", "findings")
        if section not in SECTIONS:
            raise KnownError(f"In {where}, the line {id!r} stands in no section {section!r}.", f"Sections: {', '.join(SECTIONS)}.")
        lines.append(Line(id, section, _texts(row, f"the line {id!r} of {where}"), bool(row.get("required", False)), _code(row)))
    return tuple(lines)


def normals_of(rows: Mapping[str, Any], where: str) -> tuple[Normal, ...]:
    """The normal texts of a file. Raises `KnownError` for one without a text."""
    return tuple(
        Normal(
            id,
            str(row.get("name", id)),
            tuple(row.get("organs", ())),
            str(row.get("heading", "")),
            _texts(row, f"the normal text {id!r} of {where}"),
            row.get("section", "findings"),
            _code(row),
        )
        for id, row in rows.items()
    )


def open_places(text: str) -> tuple[str, ...]:
    """What is still to be filled in: ``("category",)``."""
    return tuple(found.group()[1:-1].strip() for found in OPEN.finditer(text))


def without_places(text: str) -> str:
    """A text as the check reads it: what is not filled in says nothing."""
    return OPEN.sub("", text)


def is_required(sentence_id: str) -> bool:
    """Whether a sentence of a draft is a line that its template requires."""
    return bool(_REQUIRED.match(sentence_id))


def _texts(row: Mapping[str, Any], what: str) -> dict[str, str]:
    texts = {language: str(row[language]) for language in LANGUAGES if row.get(language)}
    if not texts:
        raise KnownError(f"There is no text for {what}.", f"One for each language: {', '.join(LANGUAGES)}.")
    texts.setdefault(ENGLISH, next(iter(texts.values())))
    return texts


def _code(row: Mapping[str, Any]) -> Code | None:
    scheme, value, meaning = (*row.get("code", ()), "", "", "")[:3]
    return Code(scheme, value, meaning) if value else None


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.path("report_templates", f"{name}.toml").read_text(encoding="utf-8"))
