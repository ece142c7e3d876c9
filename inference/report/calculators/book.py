"""Every calculator and guideline: the formulas, the files that come with Lightbox, and the site's own files."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import resources
from inference.report.calculators.asking import plain_word
from inference.report.calculators.density import DENSITY
from inference.report.calculators.laboratory import LABORATORY
from inference.report.calculators.model import Calculator
from inference.report.calculators.response import RESPONSE
from inference.report.calculators.sizes import SIZES
from inference.report.guidelines.file import read_guideline
from viewer.case.errors import KnownError

FORMULAS = (*SIZES, *DENSITY, *LABORATORY, *RESPONSE)


@dataclass(frozen=True, slots=True)
class Book:
    """All that can be asked. `problems` says of each of the site's files that is not used why."""

    calculators: tuple[Calculator, ...]
    problems: tuple[str, ...] = ()

    def find(self, name: str) -> Calculator:
        """The calculator of this name or alias, in any spelling. Raises `KnownError` with those that are like it."""
        asked = _letters(name)
        names = {_letters(alias): one for one in self.calculators for alias in (one.title, *one.aliases)}
        names |= {_letters(one.id): one for one in self.calculators}
        if asked not in names:
            near = [one.id for one in self.search(name)][:4]
            near = near or [names[word].id for word in difflib.get_close_matches(asked, names, 3)]
            advice = f"Did you mean {', '.join(dict.fromkeys(near))}?" if near else "`lightbox calc --list` names all."
            raise KnownError(f"There is no calculator {name!r}.", advice)
        return names[asked]

    def search(self, text: str) -> tuple[Calculator, ...]:
        """Those with every word of a text in their name, their words or what they do; names first."""
        asked = plain_word(text).split()
        ranked = [(rank, one.title.lower(), one) for one in self.calculators if (rank := _rank(one, asked)) is not None]
        return tuple(one for _, _, one in sorted(ranked, key=lambda row: row[:2]))


def own_folder(library_folder: Path) -> Path:
    """Where the site's own guideline files are."""
    return library_folder / "guidelines"


def book_of(library_folder: Path | None = None) -> Book:
    """All calculators; a file of the site takes the place of one that has its id."""
    found = {one.id: one for one in (*FORMULAS, *_shipped())}
    problems = []
    for path in sorted(own_folder(library_folder).glob("*.toml")) if library_folder is not None else ():
        try:
            one, _ = read_guideline(path.read_text(encoding="utf-8-sig"), site=True)
        except KnownError as error:
            problems.append(f"The guideline {path.name} is not used: {error}")
        except (OSError, UnicodeDecodeError):
            problems.append(f"The guideline {path.name} cannot be read.")
        else:
            found[one.id] = one
    return Book(tuple(sorted(found.values(), key=lambda one: one.title.lower())), tuple(problems))


@cache
def _shipped() -> tuple[Calculator, ...]:
    """The guidelines that come with Lightbox; one of them that cannot be read is our bug."""
    files = sorted(resources.path("guidelines").glob("*.toml"))
    return tuple(read_guideline(path.read_text(encoding="utf-8"))[0] for path in files)


def _rank(one: Calculator, asked: list[str]) -> int | None:
    names = plain_word(" ".join((one.id, one.title, *one.aliases)))
    words = plain_word(" ".join(one.words))
    whole = plain_word(f"{names} {words} {one.what} {' '.join(slot.title for slot in one.slots)}")
    if not all(word in whole or _letters(word) in _letters(names) for word in asked):
        return None
    return 0 if all(word in names for word in asked) else 1 if all(word in words for word in asked) else 2


def _letters(text: str) -> str:
    return "".join(sign for sign in text.lower() if sign.isalnum())
