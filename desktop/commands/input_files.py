"""Files that a command reads: text and JSON, or a sentence that says what is wrong with them."""

from __future__ import annotations

import codecs
import json
from pathlib import Path
from typing import Any

from viewer.case.errors import KnownError


def read_json(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise KnownError(f"The file {path} is not JSON: {error}.") from error
    if not isinstance(value, dict):
        raise KnownError(f"The file {path} does not hold a JSON object.")
    return value


def read_any_text(path: Path) -> str:
    """A text in whatever encoding it comes, its line ends as they are: UTF-8, UTF-16 with its mark, else Windows-1252."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise KnownError(f"The file {path} cannot be read: {error.strerror}.") from error
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise KnownError(f"The file {path} is not UTF-8 text.") from error
    except OSError as error:
        raise KnownError(f"The file {path} cannot be read: {error.strerror}.") from error
