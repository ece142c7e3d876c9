"""Report templates: which sections, which organs in which order, what is to be filled in, and how it may be worded.

Ours are TOML files in ``resources/report_templates``; files of the same form in the library's folder of that name stand
beside them, and one with the id of ours takes its place.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import resources
from inference.report.fields import Line, Normal, lines_of, normals_of, shared_lines, shared_normals
from inference.report.lexicon import lexicon
from viewer.case.errors import KnownError
from viewer.case.facts import FactTable, StudyFacts

FOLDER = "report_templates"
"""Where a library keeps templates of its own."""
_NO_TEMPLATES = ("phrases", "normal", "fields", "site")
_KEYS = {"id", "name", "modalities", "body_parts", "descriptions", "special", "sections", "organ_headings", "reviewable",
         "fields", "line", "normal", "made_from"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrases:
    """Wordings by kind of sentence (patterns of `inference.report.phrases`), and names for header values."""

    sentences: Mapping[str, tuple[str, ...]]
    modalities: Mapping[str, str]
    body_parts: Mapping[str, str]
    changed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of report. Empty `modalities` or `body_parts` mean any; `descriptions` are words of a study's description.

    A `special` one is chosen only where the description says one of them. `lines` are for the reader to fill in,
    `normals` what may be said of structures that the reader marked as reviewed.
    """

    id: str
    name: str
    modalities: tuple[str, ...]
    body_parts: tuple[str, ...]
    sections: tuple[str, ...]
    organ_headings: tuple[str, ...]
    descriptions: tuple[str, ...] = ()
    special: bool = False
    lines: tuple[Line, ...] = ()
    normals: tuple[Normal, ...] = field(default=())

    def heading_rank(self, heading: str) -> int:
        """The place of a group of organs in the findings; unknown ones come last."""
        return self.organ_headings.index(heading) if heading in self.organ_headings else len(self.organ_headings)


def body_part_key(body_part: str) -> str:
    """Body Part Examined as the tables spell it: letters only, capitals."""
    return "".join(letter for letter in body_part.upper() if letter.isalpha())


@cache
def phrases() -> Phrases:
    """The wordings, read once."""
    data = read_toml(resources.path(FOLDER, "phrases.toml"))
    sentences = {kind: tuple(patterns) for kind, patterns in data["sentences"].items()}
    return Phrases(sentences, data["modalities"], data["body_parts"], data["changed"])


def all_templates(library: Path | None = None) -> tuple[Template, ...]:
    """The templates, in the order of their ids: ours, and those of a library, which come before ours of the same id.

    Raises
    ------
    KnownError, naming the file, for a template of the library that cannot be read.
    """
    found = {template.id: template for template in _ours()}
    for path in own_files(library):
        template = read_template(path)
        found[template.id] = template
    return tuple(found[id] for id in sorted(found))


def own_files(library: Path | None) -> tuple[Path, ...]:
    """The files of a library's own templates."""
    folder = library / FOLDER if library is not None else None
    if folder is None or not folder.is_dir():
        return ()
    return tuple(sorted(path for path in folder.glob("*.toml") if path.stem not in _NO_TEMPLATES))


def template_by_id(id: str, library: Path | None = None) -> Template:
    """One template. Raises `KnownError` when there is none of that name."""
    templates = all_templates(library)
    for template in templates:
        if template.id == id:
            return template
    known = ", ".join(template.id for template in templates)
    raise KnownError(f"There is no report template {id!r}.", f"Templates: {known}.")


def choose_template(study: StudyFacts, description: str = "", library: Path | None = None) -> Template:
    """The template that fits a study best: by its description, its body part, its modality; else the general one."""
    return ranked(study, description, library)[0]


def template_for(facts: FactTable, library: Path | None = None) -> Template:
    """The template that fits the study of a fact table best, with what its headers and series are called."""
    return ranked(facts.study, described(facts), library)[0]


def described(facts: FactTable) -> str:
    """What a study and its series are called in their headers."""
    names = [facts.header.description if facts.header else "", *(one.description for one in facts.series)]
    return " ".join(name for name in names if name)


def ranked(study: StudyFacts, description: str = "", library: Path | None = None) -> tuple[Template, ...]:
    """All templates, those that fit a study best first."""
    said = f" {' '.join(description.lower().replace('_', ' ').split())} "
    part = body_part_key(study.body_part)

    def fit(template: Template) -> int:
        modality = study.modality.upper() in template.modalities
        in_words = any(word in said for word in template.descriptions)
        in_part = part in template.body_parts
        limited = bool(template.body_parts or template.descriptions)
        if template.modalities and not modality:
            return -2
        if limited and not (in_words if template.special else in_words or in_part or not template.body_parts):
            return -1
        # what is special is said in so many words; else the header's body part counts more than a description
        return modality + (8 if template.special else 4) * in_words + 5 * in_part

    return tuple(sorted(all_templates(library), key=lambda template: (-fit(template), template.id)))


def read_template(path: Path) -> Template:
    """A template from a file. Raises `KnownError` with what is wrong in it."""
    return template_of(read_toml(path), path.name)


def template_of(data: Mapping[str, Any], where: str) -> Template:
    """A template from the values of its file; `where` names the file in messages."""
    unknown = sorted(data.keys() - _KEYS)
    if unknown:
        raise KnownError(f"The report template {where} has the unknown key {unknown[0]!r}.", f"Keys: {', '.join(sorted(_KEYS))}.")
    missing = [key for key in ("id", "name", "sections") if not data.get(key)]
    if missing:
        raise KnownError(f"The report template {where} has no {missing[0]!r}.")
    for key in ("modalities", "body_parts", "descriptions", "sections", "organ_headings", "reviewable", "fields"):
        if not _are_texts(data.get(key, [])):
            raise KnownError(f"In the report template {where}, {key!r} must be a list of texts.")
    headings = tuple(data.get("organ_headings", ()))
    if not headings:
        headings = tuple(dict.fromkeys(term.heading for term in lexicon().anatomy.values() if term.heading))
    known_lines, known_normals = shared_lines(), shared_normals()
    for key, names, known in (("fields", data.get("fields", ()), known_lines), ("reviewable", data.get("reviewable", ()), known_normals)):
        strange = [name for name in names if name not in known]
        if strange:
            raise KnownError(f"The report template {where} names {strange[0]!r} under {key!r}, which is not known.", f"Known: {', '.join(known)}.")
    return Template(
        str(data["id"]),
        str(data["name"]),
        tuple(one.upper() for one in data.get("modalities", ())),
        tuple(body_part_key(one) for one in data.get("body_parts", ())),
        tuple(data["sections"]),
        headings,
        tuple(one.lower() for one in data.get("descriptions", ())),
        bool(data.get("special", False)),
        (*(known_lines[name] for name in data.get("fields", ())), *lines_of(data.get("line", {}), where)),
        (*(known_normals[name] for name in data.get("reviewable", ())), *normals_of(data.get("normal", {}), where)),
    )


def read_toml(path: Path) -> dict[str, Any]:
    """The values of a file. Raises `KnownError` when it cannot be read or is no TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise KnownError(f"The file {path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise KnownError(f"The file {path} is not valid: {error}.", "Correct or remove it.") from error


@cache
def _ours() -> tuple[Template, ...]:
    paths = sorted(resources.path(FOLDER).glob("*.toml"))
    return tuple(read_template(path) for path in paths if path.stem not in _NO_TEMPLATES)


def _are_texts(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and all(isinstance(one, str) and one for one in value)
