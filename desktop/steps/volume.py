"""What the reader does with 3D: looks, sides, cuts, surfaces of segments, a turntable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viewer.case.errors import KnownError, NotYetError
from viewer.case.progress import Tick
from viewer.widgets.pane import SlicePane
from viewer.widgets.tr import tr

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.desk import Desk
    from viewer.widgets.volume_pane import VolumePane

TURNTABLE = "turntable"


def has_body(desk: Desk) -> bool:
    return desk.grid.volume_pane.state is not None


def choose_look(desk: Desk) -> None:
    """Offer the looks of what is shown."""
    pane = _pane(desk)
    desk.choose([(name, f"Show 3D as {name}") for name in pane.looks], lambda place: pane.use_look(pane.looks[place]))


def next_look(desk: Desk) -> None:
    pane = _pane(desk)
    pane.use_look(pane.looks[(pane.looks.index(pane.look) + 1) % len(pane.looks)])


def toggle_cut(desk: Desk) -> None:
    """Cut 3D at the plane of the view that has the keys, else the axial one; it goes along with the crosshair."""
    pane = _pane(desk)
    focused = next((name for name in desk.grid.content.views if desk.grid.pane(name).hasFocus()), desk.grid.content.views[0])
    view = desk.grid.pane(focused)
    pane.cut_along(None if pane.is_cut or not isinstance(view, SlicePane) else view.view)
    pane.follow(desk.grid.crosshair_lps)


def toggle_segments(desk: Desk) -> None:
    shown = _pane(desk).toggle_segments()
    state = desk.grid.volume_pane.state
    if shown and state is not None and state.surfaces is None:
        desk.notices.say("There are no visible segments.", "Segment the series, or show the segments (G).")


def undo_snip(desk: Desk) -> None:
    if not _pane(desk).undo_snip():
        desk.notices.say("The scissors took nothing away.")


def export_turntable(desk: Desk) -> None:
    """Ask for GIF or film, and write a turn of the body, as it is shown, into a folder."""
    _pane(desk)
    desk.choose(
        [("Moving picture (GIF)", "turns without end, for slides and messages"), ("Film (AVI)", "three turns, for players of films")],
        lambda place: _export_turntable(desk, (".gif", ".avi")[place]),
    )


def _export_turntable(desk: Desk, suffix: str) -> None:
    pane, loaded = _pane(desk), desk.loaded
    if pane.state is None or loaded is None or loaded.volume is None:
        return
    folder = desk.ask_folder("Export the turntable to")
    if folder is None:
        return
    state, volume, initializer = pane.state, loaded.volume, pane.start_with

    def work(tick: Tick) -> Path:
        from desktop.workflows.turntable import export_turntable

        return export_turntable(volume, state, folder / f"{TURNTABLE}{suffix}", initializer, tick)

    desk.start("Export the turntable", work, lambda path: desk.notices.say(tr("One turn is in {path}.", path=path)))


def _pane(desk: Desk) -> VolumePane:
    pane = desk.grid.volume_pane
    if pane.state is None:
        raise KnownError("There is no volume to show in 3D.", "Open a series of slices.")
    if not pane.looks:
        raise NotYetError("3D is not there yet.", "Show the 3D view (M) and wait a moment.")
    return pane
