"""Viewers side by side: how many, what they show, how they are linked; priors; hanging protocols."""

from __future__ import annotations

from functools import partial

from desktop.action import ALL, VIEWER, Action, always, has_case, has_image
from desktop.desk import Desk
from desktop.steps import layouts
from viewer.widgets.shown_views import FLAT, FOUR, ONE


def _arrange(rows: int, columns: int, views: str, desk: Desk) -> None:
    desk.hanging.arrange(rows, columns, views)


def _tiles(rows: int, columns: int, desk: Desk) -> None:
    layouts.show_tiles(desk, rows, columns)


_LAYOUTS = tuple(
    Action(f"layout.{id}", text, f"Alt+{number}", ALL, partial(_arrange, rows, columns, views), has_case, "Layout")
    for number, (id, text, rows, columns, views) in enumerate(
        (
            ("four", "Three planes and 3D", 1, 1, FOUR),
            ("planes", "Three planes", 1, 1, FLAT),
            ("one", "One viewer", 1, 1, ONE),
            ("1x2", "Two side by side", 1, 2, ONE),
            ("2x1", "Two, one above the other", 2, 1, ONE),
            ("2x2", "Four viewers", 2, 2, ONE),
            ("1x3", "Three side by side", 1, 3, ONE),
            ("2x3", "Six viewers", 2, 3, ONE),
            ("3x3", "Nine viewers", 3, 3, ONE),
        ),
        1,
    )
)
_TILES = tuple(
    Action(f"layout.tiles_{rows}x{columns}", f"Pictures of this series, {rows} x {columns}", keys, VIEWER, partial(_tiles, rows, columns), has_image, "Layout")
    for rows, columns, keys in ((2, 2, "Ctrl+T"), (3, 3, "Ctrl+Shift+T"), (4, 5, ""))
)  # fmt: skip

ROWS = (
    *_LAYOUTS,
    *_TILES,
    Action("layout.next", "Next viewer", "Alt+Right", ALL, lambda desk: desk.room.step(1), layouts.has_several, "Layout"),
    Action("layout.previous", "Viewer before", "Alt+Left", ALL, lambda desk: desk.room.step(-1), layouts.has_several, "Layout"),
    Action("layout.prior", "Newest prior beside", "Alt+P", ALL, layouts.open_prior, layouts.has_prior, "Layout", "compare", True, layouts.why_no_prior),
    Action("layout.choose_prior", "Choose a prior", "Alt+Shift+P", ALL, layouts.choose_prior, layouts.has_prior, "Layout", why=layouts.why_no_prior),
    Action("layout.second_window", "Second window, for another monitor", "Alt+Shift+M", ALL, layouts.toggle_second, has_case, "Layout", checked=layouts.has_second),
    Action("layout.move_across", "Move this viewer to the other window", "Alt+M", ALL, layouts.move_across, has_case, "Layout"),
    Action("link.scroll", "Scroll linked viewers together", "Alt+L", ALL, layouts.toggle_scroll, layouts.has_several, "Layout", "link", True, checked=lambda desk: desk.room.links.scroll),
    Action("link.stand", "Link viewers as they stand, or part them", "Alt+Shift+L", ALL, layouts.link_as_they_stand, layouts.has_several, "Layout", checked=lambda desk: desk.room.links.stand_linked),
    Action("link.zoom", "Move and magnify viewers together", "Alt+Z", ALL, layouts.toggle_zoom, layouts.has_several, "Layout", checked=lambda desk: desk.room.links.zoom),
    Action("link.window", "One window for all viewers", "Alt+W", ALL, layouts.toggle_window, layouts.has_several, "Layout", checked=lambda desk: desk.room.links.window),
    Action("link.lines", "Show or hide reference lines", "Alt+R", ALL, layouts.toggle_lines, layouts.has_several, "Layout", checked=lambda desk: desk.room.links.lines),
    Action("layout.hang", "Hang by a protocol", "Alt+H", ALL, layouts.hang, has_case, "Layout"),
    Action("layout.save", "Save this layout as hanging protocol", "", ALL, layouts.save_protocol, has_case, "Layout"),
    Action("layout.protocols", "Hanging protocols", "", ALL, lambda desk: desk.show("hanging"), always, "Layout"),
)  # fmt: skip
