"""`lightbox render` and `lightbox probe`: what the window would show, and the value at a point."""

from __future__ import annotations

import argparse
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from desktop.commands.answer import Answer, Json
from desktop.commands.session import pixels_of
from desktop.store.library import Library
from desktop.workflows.pictures import shown_of
from viewer.case.errors import KnownError
from viewer.case.progress import Tick
from viewer.case.volume import Window
from viewer.scene.pixel_source import PixelSource
from viewer.scene.render import render_picture, render_view
from viewer.scene.value_text import value_text

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
        opened = pixels_of(library, study, options.series, tick, options.part, drawn=True)
        case = library.open_case(study.uid)
        shown = replace(shown_of(case, study, opened.series, opened.loaded), drawings=opened.drawings)
        window = Window(*options.window) if options.window else None
        loaded = opened.loaded
        if loaded.volume is None and options.view == "picture":
            rendered = render_picture(loaded.stack, options.size, options.position or "", window, shown)
        elif loaded.volume is None:
            raise KnownError(f"These pictures make no volume, so there is no {options.view} view.", "Use --view picture.")
        else:
            rendered = render_view(
                loaded.volume, options.view, options.size, options.position or "", window, shown,
                options.centre, options.normal, options.up, loaded.stack,
            )  # fmt: skip
    if not options.out.parent.is_dir():
        raise KnownError(f"There is no folder {options.out.parent}.", "Make it first.")
    painter()(rendered.pixels, rendered.marks, options.out)
    document: Json = {
        "path": str(options.out), "view": options.view, "position_lps": list(rendered.position_lps),
        "series": opened.series.uid, "part": loaded.part.key, "size": list(options.size),
    }  # fmt: skip
    return Answer(document, str(options.out))


def probe(options: argparse.Namespace, tick: Tick) -> Answer:
    with Library(options.library, read_only=True) as library:
        study = library.find_study(options.study)
        opened = pixels_of(library, study, options.series, tick, options.part)
    loaded = opened.loaded
    found, unit = loaded.stack.probe(options.lps), "RGB" if loaded.stack.is_colour else loaded.stack.unit
    document: Json = {
        "value": None, "unit": unit, "ijk": None, "lps": list(options.lps), "series": opened.series.uid,
        "part": loaded.part.key,
    }  # fmt: skip
    if found is None:
        return Answer(document, "That point lies outside the pictures of this series.")
    value, ijk = found
    if isinstance(value, float) and loaded.volume is not None:
        document["other_units"] = {name: value * factor for name, factor in loaded.volume.other_units}
    shown = PixelSource(loaded.stack, loaded.volume)
    pictures = shown.axes[shown.main]
    place = f"picture {pictures.number_at(options.lps)} of {pictures.count}, " if pictures.count > 1 else ""
    text = f"{value_text(value, unit)} in {place}column {ijk[0] + 1}, row {ijk[1] + 1}, counted from 1 as in the window"
    if len(loaded.parts) > 1:
        text += f" of the part {loaded.part.name} ({loaded.part.key})"
    return Answer(document | {"value": list(value) if isinstance(value, tuple) else value, "ijk": list(ijk)}, text)
