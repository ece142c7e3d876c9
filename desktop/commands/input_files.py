"""Files that a command reads: text and JSON, or a sentence that says what is wrong with them."""

from __future__ import annotations

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


def read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise KnownError(f"The file {path} is not UTF-8 text.") from error
    except OSError as error:
        raise KnownError(f"The file {path} cannot be read: {error.strerror}.") from error
