"""What the reader does with reformats beyond the views: exporting them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viewer.case.progress import Tick

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.desk import Desk


def focused_view(desk: Desk) -> str:
    """The flat view that has the keys, else the first one."""
    names = desk.grid.content.views
    return next((name for name in names if desk.grid.pane(name).hasFocus()), names[0])


def export(desk: Desk) -> None:
    """Write the pictures of the view that has the keys, turned and thick as they are shown, into a folder."""
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

    desk.start("Export the reformat", work, lambda paths: desk.notices.say(f"{len(paths)} pictures are in {paths[0].parent}."))
