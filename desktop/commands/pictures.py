"""`lightbox render` and `lightbox probe`: what the window would show, and the value at a point."""

from __future__ import annotations

import argparse
from functools import cache
from typing import TYPE_CHECKING

from desktop.commands.answer import Answer, Json
from desktop.commands.session import pixels_of
from desktop.store.library import Library
from desktop.workflows.pictures import shown_of
from viewer.case.errors import KnownError
from viewer.case.progress import Tick
from viewer.case.volume import Window
from viewer.scene.render import render_view

if TYPE_CHECKING:
    from viewer.scene.marks import Paint


@cache
def painter() -> Paint:
    """The painter the window uses, in a Qt application without a display."""
    from PySide6.QtGui import QGuiApplication

    from viewer.widgets.paint import paint

    if QGuiApplication.instance() is None:
        global _application  # Qt wants it alive as long as anything is painted
        _application = QGuiApplication(["lightbox", "-platform", "offscreen"])
    return paint


_application: object = None


def render(options: argparse.Namespace, tick: Tick) -> Answer:
    with Library(options.library, read_only=True) as library:
        study = library.find_study(options.study)
        opened = pixels_of(library, study, options.series, tick)
        shown = shown_of(library.open_case(study.uid), study, opened.series, opened.loaded)
        window = Window(*options.window) if options.window else None
        rendered = render_view(
            opened.loaded.need_volume(), options.view, options.size, options.position or "", window, shown,
            options.centre, options.normal, options.up, opened.loaded.stack,
        )  # fmt: skip
    if not options.out.parent.is_dir():
        raise KnownError(f"There is no folder {options.out.parent}.", "Make it first.")
    painter()(rendered.pixels, rendered.marks, options.out)
    document: Json = {
        "path": str(options.out), "view": options.view, "position_lps": list(rendered.position_lps),
        "series": opened.series.uid, "size": list(options.size),
    }  # fmt: skip
    return Answer(document, str(options.out))


def probe(options: argparse.Namespace, tick: Tick) -> Answer:
    with Library(options.library, read_only=True) as library:
        study = library.find_study(options.study)
        opened = pixels_of(library, study, options.series, tick)
    found = opened.loaded.stack.probe(options.lps)
    unit = opened.loaded.stack.unit
    document: Json = {"value": None, "unit": unit, "ijk": None, "lps": list(options.lps), "series": opened.series.uid}
    if found is None:
        return Answer(document, "That point lies outside the pictures of this series.")
    value, ijk = found
    return Answer(document | {"value": value, "ijk": list(ijk)}, f"{value:g} {unit} at column {ijk[0]}, row {ijk[1]}, slice {ijk[2]}")
