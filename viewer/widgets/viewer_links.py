"""How viewers beside each other go together: scroll and crosshair, pan and zoom, window, and lines where pictures cut.

Two viewers go together where their pictures share a frame of reference, where a transform between their frames is
known (`ViewerLinks.set_transforms`), or where the reader linked them as they stood: then they stay as far apart as they
were, and that comes before what the frames of reference or a transform say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

from viewer.case.calibration import is_local
from viewer.case.geometry import Point
from viewer.case.volume import Window
from viewer.scene.reference_lines import ReferencePlane
from viewer.scene.view_state import PlaneView, outer_corners, to_point

if TYPE_CHECKING:
    from viewer.widgets.reading_room import ReadingRoom
    from viewer.widgets.view_grid import ViewGrid

Map = Callable[[Point], Point]
"""From a point of one frame of reference to the same place in another, LPS mm."""
AS_THEY_STOOD = "linked as they stood"
SAME_PLACE_MM = 0.05
"""Viewers that stand no further apart stand where their link puts them."""


@dataclass(frozen=True, slots=True)
class Link:
    """How to go from one viewer to another, and what the reader is told of it.

    `by_number` counts pictures instead of millimetres: the other's picture less this one's.
    """

    to: Map
    text: str
    by_number: int | None = None


class ViewerLinks(QObject):
    """Of one room. `scroll` is on from the start; `zoom` and `window` wait for the reader."""

    changed = Signal()

    def __init__(self, room: ReadingRoom) -> None:
        super().__init__(room)
        self._room = room
        self.scroll, self.zoom, self.window, self.lines = True, False, False, True
        self._transforms: dict[tuple[str, str], Link] = {}
        self._stood: dict[tuple[ViewGrid, str], Point] = {}
        self._by_hand: dict[tuple[ViewGrid, str], Point] = {}
        self._busy = False
        self._joined: set[ViewGrid] = set()
        for viewer in room.viewers:
            self._join(viewer)
        room.made.connect(self._join)

    # What the reader wants ----------------------------------------------------------------------------------

    def toggle_scroll(self) -> None:
        """Let viewers scroll together, or each for itself."""
        self.scroll = not self.scroll
        self.refresh()

    def toggle_zoom(self) -> None:
        """Let viewers be moved and magnified together; they begin with what the active one shows."""
        self.zoom = not self.zoom
        pane = self._room.active.main_pane
        if self.zoom and pane is not None and pane.view is not None:
            self._on_framed(self._room.active, pane.view)
        self.refresh()

    def toggle_window(self) -> None:
        """Let viewers of the same unit share their window; they begin with the active one's."""
        self.window = not self.window
        if self.window:
            self._on_window(self._room.active, self._room.active.window_level)
        self.refresh()

    def toggle_lines(self) -> None:
        self.lines = not self.lines
        self.refresh()

    def link_as_they_stand(self) -> None:
        """Link all viewers at the pictures that they show now, whatever their frames of reference."""
        self.scroll = True
        self._by_hand = {key: viewer.crosshair_lps for viewer in self._room.viewers if (key := _key(viewer)) is not None}
        self.refresh()

    def link_at(self, first: ViewGrid, first_lps: Point, other: ViewGrid, other_lps: Point) -> None:
        """Link two viewers so that these points belong together."""
        for viewer, point in ((first, first_lps), (other, other_lps)):
            if (key := _key(viewer)) is not None:
                self._stood[key] = point
        self.refresh()

    def bring(self, viewer: ViewGrid) -> None:
        """Let a viewer that shows something new go where the active one is, if they are linked."""
        active = self._room.active
        link = self.find_link(active, viewer)
        if link is None or not self.scroll:
            return
        if link.by_number is None:
            viewer.follow(link.to(active.crosshair_lps), False)
        else:
            viewer.scroll_to(_number(active, active.crosshair_lps) + link.by_number)

    def bring_all(self) -> None:
        """The same for every viewer: after the active one was sent somewhere."""
        for viewer in self._room.viewers:
            self.bring(viewer)

    def part_all(self) -> None:
        """End what `link_as_they_stand` began."""
        self._stood, self._by_hand = {}, {}
        self.refresh()

    @property
    def stand_linked(self) -> bool:
        return bool(self._stood or self._by_hand)

    def set_transforms(self, known: Sequence[tuple[str, str, Map, Map, str]]) -> None:
        """Which frames of reference belong together, instead of those known before: for each two frames, the way from
        the first to the other, the way back, and what the reader is told of it."""
        self._transforms = {}
        for frame_uid, other_uid, there, back, text in known:
            self._transforms[frame_uid, other_uid] = Link(there, text)
            self._transforms[other_uid, frame_uid] = Link(back, text)
        self.refresh()

    def find_link(self, viewer: ViewGrid, other: ViewGrid) -> Link | None:
        """How the other goes along with a viewer; None where it stays as it is."""
        here, there = viewer.content.frame_uid, other.content.frame_uid
        if not here or not there or viewer is other:
            return None
        known = Link(lambda point_lps: point_lps, "linked") if here == there else self._transforms.get((here, there))
        start, end = self._by_hand.get((viewer, here)), self._by_hand.get((other, there))
        if known is not None:
            return known if start is None or end is None else _shifted(known, start, end)
        if start is None or end is None:
            start, end = self._stood.get((viewer, here)), self._stood.get((other, there))
        if start is None or end is None:
            return None
        if is_local(here) or is_local(there):
            return Link(lambda point_lps: point_lps, "linked by picture", _number(other, end) - _number(viewer, start))
        return _shifted(Link(lambda point_lps: point_lps, AS_THEY_STOOD), start, end)

    # What follows -------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Say in each viewer how it is linked with the active one, and draw where the active picture cuts it."""
        active, several = self._room.active, len(self._room.viewers) > 1
        for viewer in self._room.viewers:
            link = self.find_link(active, viewer) if several and self.scroll else None
            content, content_link = viewer.content, "" if link is None else link.text
            if content_link:
                content_link += "".join(f" · {word}" for word, on in (("zoom", self.zoom), ("window", self.window)) if on)
            content.link, content.cursor_on = content_link, several
        self._draw_lines()
        self.changed.emit()

    def _join(self, viewer: ViewGrid) -> None:
        viewer.scrolled.connect(partial(self._on_moved, viewer, False))
        viewer.pointed.connect(partial(self._on_moved, viewer, True))
        viewer.framed.connect(partial(self._on_framed, viewer))
        viewer.window_chosen.connect(partial(self._on_window, viewer))
        viewer.plane_changed.connect(partial(self._on_plane_changed, viewer))

    def _on_moved(self, viewer: ViewGrid, with_pan: bool, point_lps: Point) -> None:
        if self._busy or not self.scroll:
            return
        self._busy = True
        for other in self._room.viewers:
            link = self.find_link(viewer, other)
            if link is None:
                continue
            if link.by_number is not None:
                other.scroll_to(_number(viewer, point_lps) + link.by_number)
            else:
                other.follow(link.to(point_lps), with_pan)
        self._busy = False

    def _on_framed(self, viewer: ViewGrid, view: PlaneView) -> None:
        """Other views show the same place as large; pictures without a place, the same part of the picture."""
        if not self.zoom or self._busy:
            return
        self._busy = True
        for other in self._room.viewers:
            pane = other.main_pane
            link = self.find_link(viewer, other)
            placeless = is_local(viewer.content.frame_uid) and is_local(other.content.frame_uid)
            if other is viewer or pane is None or pane.view is None or (link is None and not placeless):
                continue
            field_mm = view.mm_per_px * min(view.size_px)
            shown = replace(pane.view, mm_per_px=field_mm / min(pane.view.size_px))
            if link is not None and link.by_number is None:
                offset = np.array(link.to(view.centre_lps)) - np.array(shown.centre_lps)
                normal = np.array(shown.normal_lps)
                shown = shown.moved(to_point(offset - (offset @ normal) * normal))
            else:
                shown = _at_same_part(viewer, view, other, shown)
            other.frame(pane, shown)
        self._busy = False

    def _on_window(self, viewer: ViewGrid, window: Window) -> None:
        if not self.window or self._busy:
            return
        self._busy = True
        for other in self._room.viewers:
            source, own = other.content.source, viewer.content.source
            if other is not viewer and source is not None and own is not None and source.shown.unit == own.shown.unit:
                other.show_window(window)
        self._busy = False

    def _on_plane_changed(self, viewer: ViewGrid) -> None:
        if viewer is self._room.active and len(self._room.viewers) > 1:
            self._draw_lines()

    def _draw_lines(self) -> None:
        active = self._room.active
        pane = active.main_pane
        for viewer in self._room.viewers:
            link = self.find_link(active, viewer)
            shown = None
            if self.lines and link is not None and link.by_number is None and pane is not None and pane.view is not None:
                shown = _reference(active, pane.view, link.to)
            if shown != viewer.content.reference:
                viewer.content.reference = shown
                viewer.update_slices()
            elif viewer is not active:
                viewer.update_slices()


def _shifted(link: Link, start_lps: Point, end_lps: Point) -> Link:
    """A link after which these two points belong together; the same one where they did."""
    offset = np.array(end_lps) - np.array(link.to(start_lps))
    if float(np.linalg.norm(offset)) < SAME_PLACE_MM:
        return link
    return Link(lambda point_lps: to_point(np.array(link.to(point_lps)) + offset), AS_THEY_STOOD)


def _key(viewer: ViewGrid) -> tuple[ViewGrid, str] | None:
    return (viewer, viewer.content.frame_uid) if viewer.content.frame_uid else None


def _number(viewer: ViewGrid, point_lps: Point) -> int:
    source = viewer.content.source
    return 1 if source is None else source.axes[source.first].number_at(point_lps)


def _at_same_part(viewer: ViewGrid, view: PlaneView, other: ViewGrid, shown: PlaneView) -> PlaneView:
    """A view whose middle is as far from the middle of its pictures as another view's is."""
    axis, other_axis = viewer.content.axes.get(view.name), other.content.axes.get(shown.name)
    if axis is None or other_axis is None:
        return shown
    off = np.array(view.centre_lps) - np.array(axis.first_lps)
    right, down = float(off @ np.array(view.right_lps)), float(off @ np.array(view.down_lps))
    wanted = np.array(other_axis.first_lps) + right * np.array(shown.right_lps) + down * np.array(shown.down_lps)
    offset, normal = wanted - np.array(shown.centre_lps), np.array(shown.normal_lps)
    return shown.moved(to_point(offset - (offset @ normal) * normal))


def _reference(viewer: ViewGrid, view: PlaneView, to: Map) -> ReferencePlane | None:
    """The picture that a view shows, as wide and high as it is, in another viewer's frame of reference."""
    source = viewer.content.source
    if source is None:
        return None
    corners = outer_corners(source.geometry) - np.array(source.geometry.centre_lps)
    half_right = float(np.abs(corners @ np.array(view.right_lps)).max())
    half_down = float(np.abs(corners @ np.array(view.down_lps)).max())
    middle = np.array(source.geometry.centre_lps)
    centre = to_point(middle - view.distance_mm(to_point(middle)) * np.array(view.normal_lps))
    origin = np.array(to(centre))
    right = np.array(to(to_point(np.array(centre) + np.array(view.right_lps)))) - origin
    down = np.array(to(to_point(np.array(centre) + np.array(view.down_lps)))) - origin
    return ReferencePlane(
        to_point(origin),
        to_point(right / np.linalg.norm(right)),
        to_point(down / np.linalg.norm(down)),
        (half_right * float(np.linalg.norm(right)), half_down * float(np.linalg.norm(down))),
    )
