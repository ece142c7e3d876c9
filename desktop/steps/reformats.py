"""What the reader does with reformats beyond the views: exporting them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from viewer.case.errors import KnownError
from viewer.case.geometry import Point
from viewer.case.measurement import Polyline
from viewer.case.progress import Tick, part_of
from viewer.case.region import Region
from viewer.case.study import Part
from viewer.scene.time_curve import TimeCurve, curve_in, curve_of
from viewer.widgets.pane import SlicePane
from viewer.widgets.tr import counted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desktop.desk import Desk
    from viewer.case.study import Series, Study
    from viewer.case.volume import Volume
    from viewer.scene.curved import Straightened
    from viewer.widgets.view_grid import ViewGrid


def focused_view(desk: Desk) -> str:
    """The flat view that has the keys, else the first one."""
    names = desk.grid.content.views
    return next((name for name in names if desk.grid.pane(name).hasFocus()), names[0])


def export(desk: Desk) -> None:
    """Write the pictures of the view that has the keys, turned and thick as they are shown, into a folder."""
    if is_curved(desk):
        _export_curved(desk)
        return
    source, loaded, study, series = desk.grid.reformats.source, desk.loaded, desk.study, desk.series
    if source is None or loaded is None or loaded.volume is None or study is None or series is None:
        return
    folder = desk.ask_folder("Export the reformat to")
    if folder is None:
        return
    from desktop.workflows.export_reformat import ReformatRequest, export_reformat

    axis, window = source.axes[focused_view(desk)], desk.grid.window_level
    request = ReformatRequest(
        study, series, desk.library.instances_of(series.uid), loaded.stack, loaded.volume, axis, source.slab, window
    )

    def work(tick: Tick) -> tuple[Path, ...]:
        return export_reformat(request, folder, tick)

    desk.start("Export the reformat", work, lambda paths: desk.notices.say(counted(len(paths), "1 picture is in {folder}.", "{count} pictures are in {folder}.", folder=paths[0].parent)))


def can_export(desk: Desk) -> bool:
    return desk.grid.reformats.source is not None or is_curved(desk)


def _export_curved(desk: Desk) -> None:
    """Write the pictures of the plane that was laid flat."""
    source, loaded, study, series = desk.grid.content.source, desk.loaded, desk.study, desk.series
    if source is None or loaded is None or study is None or series is None:
        return
    volume, flat, window = loaded.need_volume(), source.stack, desk.grid.window_level
    folder = desk.ask_folder("Export the reformat to")
    if folder is None:
        return
    instances = desk.library.instances_of(series.uid)

    def work(tick: Tick) -> tuple[Path, ...]:
        from desktop.workflows.export_reformat import export_curved

        return export_curved(study, series, instances, volume, flat, window, folder, tick)

    desk.start("Export the reformat", work, lambda paths: desk.notices.say(counted(len(paths), "1 picture is in {folder}.", "{count} pictures are in {folder}.", folder=paths[0].parent)))


CURVED = "curved"


def straighten(desk: Desk) -> None:
    """Show what lies along the selected line as a flat picture, or go back from it."""
    study, series, loaded, line = desk.study, desk.series, desk.loaded, desk.measurement
    if study is None or series is None or loaded is None:
        return
    if is_curved(desk):
        desk.open_study(study.uid, series.uid, loaded.part.key)
        return
    if not isinstance(line, Polyline):
        raise KnownError("No line is selected.", "Draw one of several points (L), and select it.")
    volume, view, viewer = loaded.need_volume(), desk.grid.pane(focused_view(desk)), desk.grid
    across = _down(view.view.normal_lps) if isinstance(view, SlicePane) and view.view is not None else (0.0, 0.0, -1.0)

    def then(made: Straightened) -> None:
        if desk.loaded is loaded:  # nothing else is open by now
            _show_flat(viewer, made, study, series)

    before = viewer.view_state()
    desk.start("Lay the plane along the line flat", lambda tick: _laid_flat(volume, line, across, before), then)


def _laid_flat(volume: Volume, line: Polyline, across: Point, before: Mapping[str, Any], only: int | None = None) -> Straightened:
    from viewer.scene.curved import Straightened, straighten

    return Straightened(straighten(volume, line.points_lps, across, f"{CURVED}.{line.id}", only), volume, line.id, line.points_lps, across, before)


def _show_flat(viewer: ViewGrid, made: Straightened, study: Study, series: Series) -> None:
    from viewer.dicom.cache import Loaded

    stack = made.stack
    part = Part(CURVED, "curved along a line; mm hold along it and across it", len(stack.planes), stack.frame_uid, False)
    viewer.show_loaded(Loaded(stack, None, (), part, (part,)), study, series)
    viewer.content.straightened = made


def follow_lines(desk: Desk) -> None:
    """Lay planes flat anew whose line was moved, wherever they are shown; picture and window stay."""
    case = desk.case
    for viewer in desk.room.viewers:
        shown, corners = viewer.content.straightened, viewer.content.corners
        line = case.find(Polyline, shown.line_id) if case is not None and shown is not None else None
        if shown is None or corners is None or line is None or line.points_lps == shown.points_lps:
            continue
        desk.start("Follow the line", partial(_follow, shown, line), partial(_show_followed, viewer, shown))


def follow_drag(desk: Desk, line: object) -> None:
    """While a line is dragged, show its picture anew wherever its plane is laid flat; the others follow when it is let go.

    `line` is what is being drawn, or None where that was given up.
    """
    if line is None:
        follow_lines(desk)
    if not isinstance(line, Polyline):
        return
    for viewer in desk.room.viewers:
        shown, source = viewer.content.straightened, viewer.content.source
        if shown is None or source is None or shown.line_id != line.id or line.points_lps == shown.points_lps:
            continue
        with suppress(KnownError):  # too short for now
            turn = source.axes[source.first].number_at(viewer.content.crosshair) - 1
            made = _laid_flat(shown.volume, line, shown.across_lps, shown.views_before, turn)
            _show_followed(viewer, shown, replace(made, points_lps=()))


def _follow(shown: Straightened, line: Polyline, tick: Tick) -> Straightened:
    return _laid_flat(shown.volume, line, shown.across_lps, shown.views_before)


def _show_followed(viewer: ViewGrid, shown: Straightened, made: Straightened) -> None:
    content = viewer.content
    if content.straightened is not shown or content.corners is None or content.source is None:
        return  # it was moved on meanwhile, or is gone
    window, number = content.window, content.source.axes[content.source.first].number_at(content.crosshair)
    _show_flat(viewer, made, content.corners.study, content.corners.series)
    viewer.show_window(window)
    viewer.scroll_to(number)


def is_curved(desk: Desk) -> bool:
    """Whether a plane that was laid flat is on the screen."""
    source = desk.grid.content.source
    return source is not None and source.geometry.frame_uid.startswith(f"local:{CURVED}.")


def can_straighten(desk: Desk) -> bool:
    return is_curved(desk) or (isinstance(desk.measurement, Polyline) and desk.grid.reformats.source is not None)


def why_not_straighten(desk: Desk) -> str:
    return "Draw a line of several points (L) in a volume, and select it."


def _down(normal_lps: Point) -> Point:
    """The direction along a normal that is down on the screen: to the feet, the back, or the patient's left."""
    normal = np.array(normal_lps)
    axis = int(np.abs(normal).argmax())
    x, y, z = normal if (normal[axis] > 0) == (axis != 2) else -normal
    return float(x), float(y), float(z)


def has_times(desk: Desk) -> bool:
    return desk.loaded is not None and bool(desk.loaded.part.group)


def why_no_times(desk: Desk) -> str:
    return "Only a series with several times, phases or b-values has a curve."


def show_curve(desk: Desk) -> None:
    """Show how the mean in the selected region, or the value at the crosshair, changes over the times of the series.

    Once more takes the curve away.
    """
    loaded, series, content = desk.loaded, desk.series, desk.grid.content
    if loaded is None or series is None or not loaded.part.group:
        return
    region = desk.measurement if isinstance(desk.measurement, Region) else None
    known = content.curve
    if known is not None and known.region == region and (region is not None or known.at_lps == desk.grid.crosshair_lps):
        content.curve = None
        desk.grid.update_slices()
        return
    parts = sorted((part for part in loaded.parts if part.group == loaded.part.group), key=lambda part: part.position)
    at, instances = desk.grid.crosshair_lps, desk.library.instances_of(series.uid)
    folder, decoder = desk.library.volumes_folder, desk.decoder

    def work(tick: Tick) -> TimeCurve:
        from desktop.workflows.open_series import open_series

        found = []
        for number, part in enumerate(parts):
            ticking = part_of(tick, number / len(parts), (number + 1) / len(parts))
            found.append(open_series(series, instances, folder, decoder, ticking, part.key))
        if region is not None:
            return curve_in(region, [one.stack for one in found], loaded.part.group)
        return curve_of([one.need_volume() for one in found], loaded.part.group, at)

    def then(curve: TimeCurve) -> None:
        desk.grid.content.curve = curve
        desk.grid.update_slices()

    desk.start("Values over time", work, then)
