"""Write docs/settings.md and docs/keys.md from the settings and the commands themselves.

python docs/make_tables.py
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from desktop.action import Place  # noqa: E402
from desktop.actions import ACTIONS  # noqa: E402
from desktop.settings import CONFIG_VARIABLE, Settings  # noqa: E402
from viewer.widgets import gestures  # noqa: E402

MADE = "This page is written by `python docs/make_tables.py`; a test compares it with the program."

_PLACES: Mapping[Place, str] = {
    "everywhere": "Everywhere",
    "viewer": "In the image views",
    "findings": "In the list of findings",
    "worklist": "In the worklist",
    "editor": "In the report's text",
}


def settings_page() -> str:
    rows = [
        (f"`{row.name}`", _value(getattr(Settings(), row.name)), _limits(row.metadata), row.metadata["help"])
        for row in fields(Settings)
    ]
    return "\n".join((
        "# Settings",
        "",
        "One TOML file, `settings.toml`, in the configuration folder of your user account; the environment variable",
        f"`{CONFIG_VARIABLE}` names another file. A setting that is left out has its default; an unknown name or a value",
        "that cannot be is refused with a sentence that says so.",
        "",
        *_table(("Setting", "Default", "Limits", "What it does"), rows),
        "",
        MADE,
        "",
    ))  # fmt: skip


def keys_page() -> str:
    lines = [
        "# Keys and mouse",
        "",
        "Every command can also be found by its name: press Ctrl+Shift+P and type a part of it.",
        "On macOS, Ctrl is the Command key.",
    ]
    for place, title in _PLACES.items():
        rows = [(f"`{one.keys}`", one.text) for one in ACTIONS if place in one.places and one.keys]
        if rows:
            lines += ["", f"## {title}", "", *_table(("Key", "What it does"), rows)]
    rows = [(one.text, one.menu) for one in ACTIONS if not one.keys]
    lines += ["", "## Without a key", "", *_table(("Command", "Menu"), rows)]
    lines += ["", "## Mouse", "", *_table(("Mouse", "On a slice", "In 3D"), gestures.mouse_rows()), "", MADE, ""]
    return "\n".join(lines)


def _value(value: str | int | float | bool) -> str:
    return "empty" if value == "" else f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _limits(metadata: Mapping[str, Any]) -> str:
    if "choices" in metadata:
        return ", ".join(f"`{one}`" if one else "empty" for one in metadata["choices"])
    return f"{metadata['least']:g} to {metadata['most']:g}" if "least" in metadata else ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)]


PAGES = {"settings.md": settings_page, "keys.md": keys_page}


def main() -> int:
    for name, page in PAGES.items():
        (ROOT / "docs" / name).write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
