"""Pages that are made from the program say what it has; the scripts beside them in docs/ write them anew."""

import importlib.util
import json
from dataclasses import fields
from pathlib import Path
from types import ModuleType

import pytest

from desktop.actions import ACTIONS
from desktop.settings import Settings

DOCS = Path(__file__).parent.parent / "docs"


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_every_setting_and_every_command_has_its_row() -> None:
    settings, keys = read("settings.md").splitlines(), read("keys.md").splitlines()
    for row in fields(Settings):
        assert [line for line in settings if line.startswith(f"| `{row.name}` |") and row.metadata["help"] in line]
    for action in ACTIONS:
        row_of = f"| `{action.keys}` | {action.text} |" if action.keys else f"| {action.text} | {action.menu} |"
        assert row_of in keys


@pytest.mark.parametrize("name", ["settings.md", "keys.md"])
def test_the_pages_are_as_they_would_be_written_now(name: str) -> None:
    assert read(name) == script("make_tables").PAGES[name]()


def test_the_page_on_conformance_is_made_from_the_rows_that_are_tested() -> None:
    rows = json.loads((DOCS.parent / "tests" / "data" / "shared_files.json").read_text(encoding="utf-8"))
    assert read("conformance.md") == script("make_conformance").conformance_page(rows)


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made
