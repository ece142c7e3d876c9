"""How a picture is looked at: mirrored, turned, in colours."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from viewer.case.errors import KnownError
from viewer.case.progress import Tick
from viewer.scene.acquired import PICTURE
from viewer.scene.inspector import StoredPicture
from viewer.scene.palettes import PALETTES
from viewer.widgets.pane import SlicePane
from viewer.widgets.tr import tr

if TYPE_CHECKING:
    from desktop.desk import Desk
    from viewer.case.volume import Voxels
    from viewer.widgets.view_grid import ViewGrid


def _pane(desk: Desk) -> SlicePane | None:
    """The flat view that has the keys, else the first one."""
    names = desk.grid.content.views
    pane = desk.grid.pane(next((name for name in names if desk.grid.pane(name).hasFocus()), names[0]))
    return pane if isinstance(pane, SlicePane) and pane.view is not None else None


def toggle_full_screen(desk: Desk) -> None:
    window = desk.grid.window()  # that may be the second one
    window.showNormal() if window.isFullScreen() else window.showFullScreen()


def flip(desk: Desk) -> None:
    pane = _pane(desk)
    if pane is not None and pane.view is not None:
        pane.show_view(pane.view.flipped())


def flip_vertical(desk: Desk) -> None:
    pane = _pane(desk)
    if pane is not None and pane.view is not None:
        pane.show_view(pane.view.flipped().turned(2))


def turn(quarters: int, desk: Desk) -> None:
    """Turn the picture clockwise by so many quarters."""
    pane = _pane(desk)
    if pane is not None and pane.view is not None:
        pane.show_view(pane.view.turned(quarters))


def has_greys(desk: Desk) -> bool:
    return desk.grid.content.source is not None and not desk.grid.content.source.is_colour


def next_colours(desk: Desk) -> None:
    """The next colour table for greys, after the last one plain greys."""
    names = ("", *PALETTES)
    now = desk.grid.content.colours
    desk.grid.set_colours(names[(names.index(now) + 1) % len(names)])


def use_colours(name: str, desk: Desk) -> None:
    """A colour table for greys by its name; an empty name for greys."""
    desk.grid.set_colours(name)


def has_colours(name: str, desk: Desk) -> bool:
    return desk.grid.content.colours == name


def window_of_picture(desk: Desk) -> None:
    """Show all values of the picture that is shown, from black to white."""
    pane = _pane(desk)
    window = None if pane is None or pane.view is None else desk.grid.content.window_of_picture(pane.view)
    if window is not None:
        desk.grid.show_window(window)


def has_lens(desk: Desk) -> bool:
    return desk.grid.content.lens


def toggle_lens(desk: Desk) -> None:
    """A magnifying glass over the pointer, in every viewer, or none."""
    on = not desk.grid.content.lens
    for viewer in desk.room.viewers:
        viewer.content.lens = on
        viewer.update_slices()


def inspects(desk: Desk) -> bool:
    return desk.grid.content.inspects


def toggle_inspector(desk: Desk) -> None:
    """Say what lies under the pointer beside it, in every viewer, or only in the line at the bottom."""
    on = not desk.grid.content.inspects
    for viewer in desk.room.viewers:
        viewer.content.inspects = on
        viewer.content.stored_wanted = partial(_read_stored, desk, viewer)
        viewer.update_slices()


def _read_stored(desk: Desk, viewer: ViewGrid, wanted: StoredPicture) -> None:
    """Read what the file of the picture under the pointer holds, for the viewer that shows it."""
    source = viewer.content.source
    if source is None:
        return
    rows, decoder = desk.library.instances_of(source.stack.series_uid), desk.decoder
    path = next((row.path for row in rows if row.uid == wanted.instance_uid), "")

    def work(tick: Tick) -> Voxels | None:
        from viewer.dicom.stored import read_stored

        try:
            return decoder.call(read_stored, path, wanted.frame)
        except KnownError:
            return None  # without it the values are still said

    def then(values: Voxels | None) -> None:
        if viewer.content.stored is wanted:
            viewer.content.stored = replace(wanted, values=values)
            viewer.update_slices()

    desk.start("Read stored values", work, then)


def true_size(desk: Desk) -> None:
    """Show the picture as large as the body is, as far as the screen tells how large it is itself."""
    pane, source = _pane(desk), desk.grid.content.source
    if pane is None or pane.view is None or source is None:
        return
    if pane.name == PICTURE and source.measured.spacing_source == "none":
        raise KnownError("Nothing says how large a pixel of this picture is.", "Calibrate it by a known length (K).")
    screen = pane.screen()
    wide_mm, wide_px = screen.physicalSize().width(), screen.geometry().width()
    if wide_mm <= 0:
        raise KnownError("The screen does not tell how large it is.")
    desk.grid.frame(pane, replace(pane.view, mm_per_px=wide_mm / wide_px))
    desk.notices.say(
        tr("True size for a screen that is {width} cm wide, as it tells itself.", width=f"{wide_mm / 10:.1f}"),
        "Hold a ruler to the scale: projectors, remote and scaled screens tell wrong sizes; a radiograph is magnified.",
    )
