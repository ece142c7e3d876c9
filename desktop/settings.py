"""What a user sets: one frozen dataclass, kept as TOML. Each field carries its default and its help text."""

from __future__ import annotations

import getpass
import os
import re
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from viewer.case.errors import KnownError

CONFIG_VARIABLE = "LIGHTBOX_CONFIG"
LEAST_TEXT, MOST_TEXT = 80, 200
"""Percent of the usual size of text."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting of Lightbox. The settings page and its documentation are made from the metadata.

    Raises
    ------
    KnownError for a value that cannot be.
    """

    reader_name: str = field(
        default="", metadata={"help": "Your name, as it stands under the reports you sign and beside your edits."}
    )
    institution: str = field(default="", metadata={"help": "The institution in the heading of printed reports."})
    library_folder: str = field(
        default="", metadata={"help": "The folder of the library; empty means the user's data folder of this platform."}
    )
    import_in_place: bool = field(
        default=False,
        metadata={
            "help": "Whether imported files stay where they are instead of being copied into the library; such a study "
            "opens only while its disk is connected. Files out of archives are always copied."
        },
    )
    threads: int = field(
        default=0,
        metadata={"help": "How many processor cores Lightbox may use; 0 means all of them.", "least": 0, "most": 1024},
    )
    overlay_opacity: float = field(
        default=0.35,
        metadata={"help": "How strongly segmentations cover the picture, 0 to 1.", "least": 0.0, "most": 1.0},
    )
    theme: str = field(
        default="dark",
        metadata={
            "help": "The colours of the window; pictures stay on black.",
            "choices": ("dark", "high contrast", "light"),
        },
    )
    text_percent: int = field(
        default=100,
        metadata={"help": "The size of text in the window, in percent.", "least": LEAST_TEXT, "most": MOST_TEXT},
    )
    language: str = field(
        default="",
        metadata={
            "help": "The language of the window, from its next start; empty means that of the system, where there is a "
            "translation. Reports, exports and the command line do not follow it.",
            "choices": ("", "en", "de", "es", "fr", "zh_CN", "ja"),
        },
    )
    report_language: str = field(
        default="",
        metadata={
            "help": "The language in which reports are drafted; empty means that of the library's `site.toml`, else "
            "English. Each report can have another one (menu Report).",
            "choices": ("", "en", "de", "es", "fr"),
        },
    )
    learn_phrases: bool = field(
        default=True,
        metadata={
            "help": "Whether sentences that you write and sign are kept in `phrases.db` of the library, to be offered when "
            "you begin one like it; the page of your short words shows and deletes them."
        },
    )
    check_spelling: bool = field(
        default=True,
        metadata={"help": "Whether misspelt words of a report are underlined; the word lists lie on this machine."},
    )
    changed_keys: str = field(
        default="",
        metadata={
            "help": "Keys of commands that were changed on the page of keys: `command=key`, separated by spaces; "
            "nothing after the sign means no key."
        },
    )
    trusted_programs: str = field(
        default="",
        metadata={
            "help": "SHA-256 of model packs that are programs (TorchScript) and that this site trusts, separated by "
            "commas; all others of that kind are refused."
        },
    )

    def __post_init__(self) -> None:
        for row in fields(self):
            value: Any = getattr(self, row.name)
            kind: type = type(row.default)
            if type(value) is not kind:  # a bool is no number here
                raise KnownError(f"The setting {row.name} cannot be {value!r}.", f"It is {_WORDS[kind]}.")
            if "choices" in row.metadata and value not in row.metadata["choices"]:
                named = ", ".join(f'"{one}"' for one in row.metadata["choices"])
                raise KnownError(f"The setting {row.name} cannot be {value!r}.", f"It is one of {named}.")
            if "least" in row.metadata and not row.metadata["least"] <= getattr(self, row.name) <= row.metadata["most"]:
                limits = f"It lies between {row.metadata['least']} and {row.metadata['most']}."
                raise KnownError(f"The setting {row.name} cannot be {value}.", limits)


_WORDS: dict[type, str] = {str: "a text in quotes", int: "a whole number", float: "a number", bool: "true or false"}


def settings_path() -> Path:
    """The settings file: where ``LIGHTBOX_CONFIG`` points, else in the user's configuration folder."""
    named = os.environ.get(CONFIG_VARIABLE)
    if named:
        return Path(named)
    import platformdirs  # here: only a start without the variable pays for it

    return Path(platformdirs.user_config_dir("lightbox", appauthor=False)) / "settings.toml"


def default_library_folder(settings: Settings | None = None) -> Path:
    """The library folder that is meant when none is given."""
    chosen = settings or load_settings()
    if chosen.library_folder:
        return Path(chosen.library_folder).expanduser()
    import platformdirs

    return Path(platformdirs.user_data_dir("lightbox", appauthor=False)) / "library"


def load_settings(path: Path | None = None) -> Settings:
    """Reads the settings file; without one everything has its default.

    Raises
    ------
    KnownError, naming the file, when it is no TOML, names an unknown setting or has a wrong value.
    """
    path = path or settings_path()
    try:
        values: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise KnownError(f"The settings file {path} cannot be read: {error.strerror}.") from error
    except ValueError as error:  # broken TOML or broken UTF-8
        raise KnownError(f"The settings file {path} is not valid: {error}.", "Correct or delete it.") from error
    defaults = {row.name: row.default for row in fields(Settings)}
    unknown = sorted(values.keys() - defaults.keys())
    if unknown:
        raise KnownError(
            f"The settings file {path} has the unknown setting {unknown[0]!r}.", "Correct or remove that line."
        )
    for name, value in values.items():
        if isinstance(defaults[name], float) and type(value) is int:
            values[name] = float(value)
    try:
        return Settings(**values)
    except KnownError as error:
        raise KnownError(f"{error.text[:-1]} (in {path}).", error.advice) from error


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Writes the settings file, with each setting's help text above it.

    Raises
    ------
    KnownError when the file cannot be written.
    """
    path = path or settings_path()
    lines: list[str] = []
    for row in fields(settings):
        lines += [f"# {row.metadata['help']}", f"{row.name} = {_to_toml(getattr(settings, row.name))}", ""]
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text("\n".join(lines), encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise KnownError(f"The settings file {path} cannot be written: {error.strerror}.") from error


def _to_toml(value: str | int | float | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda found: f"\\u{ord(found[0]):04x}", escaped) + '"'
    return repr(value)


def login_name() -> str:
    """The name of whoever is logged in, until the reader says a better one."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "reader"
