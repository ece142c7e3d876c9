"""How a picture is looked at: mirrored, turned, in colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viewer.scene.palettes import PALETTES
from viewer.widgets.pane import SlicePane

if TYPE_CHECKING:
    from desktop.desk import Desk


def _pane(desk: Desk) -> SlicePane | None:
    """The flat view that has the keys, else the first one."""
    names = desk.grid.content.views
    pane = desk.grid.pane(next((name for name in names if desk.grid.pane(name).hasFocus()), names[0]))
    return pane if isinstance(pane, SlicePane) and pane.view is not None else None


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
