"""Collects every text of the window that has to be translated, and brings the files of the languages up to date.

python resources/translations/collect.py

Texts are found where they are written: in ``tr("...")``, in the rows of commands, in the sentences that steps say, and
in the tables named below. Each language has one Qt file, ``lightbox_<language>.ts``; Qt's own ``lrelease`` compiles it.
Translations that exist stay, texts that are gone leave, new ones are unfinished until they are translated.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LANGUAGES = ("de", "es", "fr", "zh_CN", "ja")
SOURCES = ("desktop/windows", "desktop/steps", "desktop/menus", "desktop", "viewer/widgets", "viewer/scene")
SAID_BY = ("say", "KnownError", "NotYetError", "ask", "ask_words", "_ask_numbers", "ask_files", "ask_folder", "choose", "start")
"""Calls whose plain sentences are shown through `tr`; sentences with values in them stay English."""
TABLES: Mapping[str, tuple[str, ...]] = {
    "desktop/actions.py": ("MENUS", "SUBMENUS"),
    "desktop/windows/about.py": ("NOT_FOR_CARE",),
    "desktop/windows/aside_page.py": ("KINDS",),
    "desktop/windows/import_page.py": ("MARKS", "COLUMNS"),
    "desktop/windows/keys_page.py": ("HEADS", "PLACE_WORDS", "MOUSE_HEADS"),
    "desktop/windows/main_window.py": ("MARKING", "HINTS"),
    "desktop/windows/marking_panel.py": ("HINT", "SIGNS", "SHORT"),
    "desktop/windows/model_card.py": ("TASKS", "NOT_TRIED", "NOT_MEASURED"),
    "desktop/windows/model_library.py": ("EMPTY",),
    "desktop/windows/open_room.py": ("EMPTY",),
    "desktop/windows/patients_page.py": ("ROWS",),
    "desktop/windows/segment_tools.py": ("OVERLAPS",),
    "desktop/windows/segments_panel.py": ("MEASURED",),
    "desktop/windows/term_picker.py": ("SIDES",),
    "desktop/windows/versions_page.py": ("AGAINST",),
    "desktop/windows/words.py": ("STATUS_WORDS", "STUDY_MARKS", "ATTESTATION_MARKS"),
    "desktop/windows/worklist.py": ("COLUMNS",),
    "viewer/scene/palettes.py": ("_ORDER",),
    "viewer/widgets/tool_box.py": ("DRAWN", "BRUSHES", "VOXEL_TOOLS", "TURN", "TOOLS"),
}
ALSO = (
    "Undo", "Redo", "no side", "left", "right", "supported", "unsupported", "contradicted", "not checkable",
    "Draft report", "Edit sentence", "Add sentence", "Remove sentence", "Check sentence", "Start addendum", "Sign report",
    "Insert a key image", "Insert the table of measurements", "Bring back a version of the report", "checked", "own words",
    "imported", "reading", "drafted", "signed", "Stopped.", "unknown",
    "new", "larger", "stable", "smaller", "resolved", "not comparable",
    "soft tissue", "lung", "bone", "brain", "liver", "mediastinum", "angio", "stroke", "full", "of a region", "all of this picture", "1 to 99 %",
    "inverted", "inverse grey", "linked", "linked by picture", "linked as they stood", "zoom", "window",
    "no mm: lengths in pixels", "≈ mm on the detector", "≈ mm by magnification factor", "mm from Pixel Spacing",
    "axial", "coronal", "sagittal", "picture", "3D is being made.",
    "3D takes longer than usual: the computer is busy. Click here to stop it.", "3D was stopped. Click here to make it.",
    "3D stopped twice on this series and is off for it. The slices are not touched. Click here to try again.", "any use; keep the licence text with copies",
    "experimental: not accepted at this site", "Size", "Values", "Place", "Distances", "This organ",
    "head", "neck", "chest", "abdomen", "legs", "upper third", "middle third", "lower third", "definite", "probable", "possible",
    "Ruler", "Bidirectional", "Polyline", "Angle", "Cobb angle", "Rectangle", "Ellipse", "Region", "Spline", "Probe", "Arrow", "Text note",
    "Spine label", "Calibration", "series", "vessels", "skin", "uptake", "MR tissue", "MR vessels", "3D stopped and was started again",
    "confirmed", "corrected", "rejected", "passively accepted", "not attested", "within minutes", "within hours", "within days",
)  # fmt: skip
"""Words that are made from keys and states."""


KEYS = frozenset(("name", "id", "issuer", "birth_date", "sex", "none", "bilateral"))
"""Names of fields that stand in the tables beside the texts."""


def literals(tree: ast.AST) -> Iterator[str]:
    """Texts of a table; of a dictionary only what stands behind the keys."""
    if isinstance(tree, ast.Constant) and isinstance(tree.value, str):
        yield tree.value
    for inner in tree.values if isinstance(tree, ast.Dict) else ast.iter_child_nodes(tree):
        yield from literals(inner)


def plain(node: ast.AST) -> Iterator[str]:
    """Texts that are an argument as a whole, or one of its two choices."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*plain(node.body), *plain(node.orelse))
    elif isinstance(node, ast.List | ast.Tuple):
        for one in node.elts:
            yield from plain(one)


def texts_of(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    name = path.relative_to(ROOT).as_posix()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(one, ast.Name) and one.id in TABLES.get(name, ()) for one in targets) and node.value:
                yield from literals(node.value)
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called == "tr":
                yield from plain(node.args[0])
            elif called == "counted":
                yield from (text for argument in node.args[1:3] for text in plain(argument))
            elif called in SAID_BY and not name.startswith("viewer"):
                for argument in node.args:
                    yield from (text for text in plain(argument) if " " in text or text[:1].isupper())


def rows_of_commands() -> Iterator[str]:
    """What the rows of commands say: their names, and what stands in their way."""
    sys.path.insert(0, str(ROOT))
    from desktop.actions import ACTIONS

    for row in ACTIONS:
        yield row.text
    for path in sorted(path for folder in ("menus", "steps") for path in (ROOT / "desktop" / folder).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "why" and isinstance(node.value, ast.Lambda):
                yield from plain(node.value.body)
            if isinstance(node, ast.FunctionDef) and "why" in node.name:
                for inner in ast.walk(node):
                    if isinstance(inner, ast.Return) and inner.value is not None:
                        yield from plain(inner.value)


def mouse_words() -> Iterator[str]:
    from viewer.widgets import gestures

    for row in gestures.mouse_rows():
        yield from row


def all_texts() -> tuple[str, ...]:
    """Every text once, in the order of the files."""
    found: dict[str, None] = dict.fromkeys(text for text in rows_of_commands())
    for folder in SOURCES:
        for path in sorted((ROOT / folder).glob("*.py")):
            if path.name not in ("cli.py", "__main__.py", "settings.py", "crash_report.py", "display.py"):
                found.update(dict.fromkeys(texts_of(path)))
    found.update(dict.fromkeys((*mouse_words(), *ALSO)))
    return tuple(text for text in found if text not in KEYS and any(letter.isalpha() for letter in text))


def read(language: str) -> dict[str, str]:
    """The finished translations of a language."""
    path = HERE / f"lightbox_{language}.ts"
    if not path.exists():
        return {}
    messages = ElementTree.parse(path).getroot().iter("message")
    pairs = ((one.findtext("source") or "", one.find("translation")) for one in messages)
    return {source: made.text or "" for source, made in pairs if made is not None and made.get("type") != "unfinished"}


def write(language: str, known: Mapping[str, str]) -> None:
    """The file of a language with every text of now, and its compiled form."""
    root = ElementTree.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = "Lightbox"
    for text in all_texts():
        message = ElementTree.SubElement(context, "message")
        ElementTree.SubElement(message, "source").text = text
        made = ElementTree.SubElement(message, "translation")
        if known.get(text):
            made.text = known[text]
        else:
            made.set("type", "unfinished")
    ElementTree.indent(root, "  ")
    path = HERE / f"lightbox_{language}.ts"
    body = ElementTree.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")
    compile_file(path, path.with_suffix(".qm"))


def compile_file(source: Path, made: Path) -> None:
    """Qt's own compiler, which comes with PySide6."""
    tool = Path(sys.executable).with_name("pyside6-lrelease")
    subprocess.run([str(tool), "-silent", str(source), "-qm", str(made)], check=True, capture_output=True)


def main() -> int:
    for language in LANGUAGES:
        write(language, read(language))
    return 0


if __name__ == "__main__":
    sys.exit(main())
