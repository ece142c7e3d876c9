"""Report templates: which sections, which organs in which order, and how sentences may be worded."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import resources
from inference.report.lexicon import lexicon
from viewer.case.errors import KnownError
from viewer.case.facts import StudyFacts


@dataclass(frozen=True, slots=True)
class Phrases:
    """Wordings by kind of sentence (patterns of `inference.report.phrases`), and names for header values."""

    sentences: Mapping[str, tuple[str, ...]]
    modalities: Mapping[str, str]
    body_parts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of report. Empty `modalities` or `body_parts` mean any."""

    id: str
    name: str
    modalities: tuple[str, ...]
    body_parts: tuple[str, ...]
    sections: tuple[str, ...]
    organ_headings: tuple[str, ...]

    def heading_rank(self, heading: str) -> int:
        """The place of a group of organs in the findings; unknown ones come last."""
        return self.organ_headings.index(heading) if heading in self.organ_headings else len(self.organ_headings)


def body_part_key(body_part: str) -> str:
    """Body Part Examined as the tables spell it: letters only, capitals."""
    return "".join(letter for letter in body_part.upper() if letter.isalpha())


@cache
def phrases() -> Phrases:
    """The wordings, read once."""
    data = _read("phrases")
    sentences = {kind: tuple(patterns) for kind, patterns in data["sentences"].items()}
    return Phrases(sentences, data["modalities"], data["body_parts"])


@cache
def all_templates() -> tuple[Template, ...]:
    """The installed templates, in the order of their ids."""
    folder = resources.path("report_templates")
    names = sorted(path.stem for path in folder.glob("*.toml") if path.stem != "phrases")
    return tuple(_template(_read(name)) for name in names)


def template_by_id(id: str) -> Template:
    """One template. Raises `KnownError` when there is none of that name."""
    for template in all_templates():
        if template.id == id:
            return template
    known = ", ".join(template.id for template in all_templates())
    raise KnownError(f"There is no report template {id!r}.", f"Templates: {known}.")


def choose_template(study: StudyFacts) -> Template:
    """The template that fits a study best: its modality and body part, else its modality, else the general one."""

    def fit(template: Template) -> int:
        modality = study.modality.upper() in template.modalities
        part = body_part_key(study.body_part) in template.body_parts
        if (template.modalities and not modality) or (template.body_parts and not part):
            return -1
        return 2 * part + modality

    return max(all_templates(), key=fit)


def _template(data: Mapping[str, Any]) -> Template:
    headings = tuple(data["organ_headings"])
    if not headings:
        headings = tuple(dict.fromkeys(term.heading for term in lexicon().anatomy.values() if term.heading))
    return Template(
        data["id"],
        data["name"],
        tuple(data["modalities"]),
        tuple(data["body_parts"]),
        tuple(data["sections"]),
        headings,
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.path("report_templates", f"{name}.toml").read_text(encoding="utf-8"))
