"""How a site writes: ``site.toml`` in the library's folder of report templates; what it does not say stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from inference.report.languages import ENGLISH, LANGUAGES
from inference.report.phrases import fill
from inference.report.sentences import section_of
from inference.report.templates import FOLDER, read_toml
from viewer.case.errors import KnownError

STYLE_FILE = "site.toml"
_KEYS = {"language", "sections", "headings", "titles", "sentences"}


@dataclass(frozen=True, slots=True)
class Style:
    """`sections` are kinds of section in the site's order; empty, those of the template. `headings`: organs are named.

    `titles` are by kind of section, `sentences` by language and kind of sentence.
    """

    language: str = ENGLISH
    sections: tuple[str, ...] = ()
    headings: bool = True
    titles: Mapping[str, str] = field(default_factory=dict)
    sentences: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)


def read_style(library: Path | None) -> Style:
    """The style of a library; the usual one where it has none.

    Raises
    ------
    KnownError, naming the file and the key, for what cannot be used.
    """
    path = library / FOLDER / STYLE_FILE if library is not None else None
    if path is None or not path.is_file():
        return Style()
    data = read_toml(path)
    unknown = sorted(data.keys() - _KEYS)
    if unknown:
        raise KnownError(f"The file {path} has the unknown key {unknown[0]!r}.", f"Keys: {', '.join(sorted(_KEYS))}.")
    if data.get("language", ENGLISH) not in LANGUAGES:
        raise KnownError(f"The file {path} asks for the language {data['language']!r}.", f"Languages: {', '.join(LANGUAGES)}.")
    sections = tuple(section_of(str(title)) for title in data.get("sections", ()))
    titles = {section_of(str(name)): str(title) for name, title in data.get("titles", {}).items()}
    lost = [title for title in (*titles.values(), *data.get("sections", ())) if not section_of(str(title))]
    if lost or "" in titles:
        raise KnownError(
            f"The file {path} has a section {(lost or list(data['titles']))[0]!r} that the check could not tell apart.",
            "Usual titles are known, such as Indication, Technique, Comparison, Findings, Impression.",
        )
    return Style(data.get("language", ENGLISH), sections, bool(data.get("headings", True)), titles, _sentences(data.get("sentences", {}), path))


def _sentences(rows: Mapping[str, Mapping[str, list[str]]], path: Path) -> dict[str, dict[str, tuple[str, ...]]]:
    from inference.report.voice import voice_of

    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for language, kinds in rows.items():
        own = voice_of(language).patterns
        for kind, patterns in kinds.items():
            if kind not in own:
                raise KnownError(f"The file {path} words a sentence {kind!r} that no report has.", f"Kinds: {', '.join(own)}.")
            slots = _Known(own[kind])
            for pattern in patterns:
                try:
                    fill(pattern, slots)
                except ValueError as error:
                    raise KnownError(f"In the file {path}, {kind!r} cannot be used: {error}.") from error
            found.setdefault(language, {})[kind] = tuple(patterns)
    return found


class _Known(dict[str, str]):
    """The slots that the usual patterns of a kind have, each filled with something."""

    def __init__(self, patterns: tuple[str, ...]) -> None:
        names = {part.partition("}")[0] for pattern in patterns for part in pattern.split("{")[1:]}
        super().__init__(dict.fromkeys(names, "x"))
