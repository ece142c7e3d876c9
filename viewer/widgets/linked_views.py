"""Moves the flat views and the crosshair together."""

from __future__ import annotations

from collections.abc import Sequence

from viewer.case.geometry import Box, Point
from viewer.scene.acquired import PICTURE, fit_picture
from viewer.scene.view_state import bring_into_view, keep_in_view, scroll
from viewer.widgets.content import Content
from viewer.widgets.pane import SlicePane


class LinkedViews:
    """The panes of one content; every method leaves the crosshair where its last point is."""

    def __init__(self, content: Content, panes: Sequence[SlicePane]) -> None:
        self._content, self._panes = content, panes

    def fit(self) -> None:
        """All of the picture in each view, from the middle of a volume or the first of other pictures."""
        source = self._content.source
        if source is None:
            return
        for pane in self._panes:
            axis = source.axes.get(pane.name)
            first = 1 if pane.name == PICTURE else None
            pane.show_view(None if axis is None else fit_picture(source.stack, source.geometry, axis, pane.size_px, first))
        main = source.axes[source.first]
        self._content.crosshair = main.middle_of(1 if source.first == PICTURE else (main.count + 1) // 2)

    def jump_to(self, point_lps: Point, box_lps: Box | None) -> None:
        """Every view to a point; pan where it, or the box around it, would be off screen."""
        self._content.crosshair = point_lps
        for pane in self._panes:
            if pane.view is not None:
                pane.show_view(bring_into_view(pane.view, self._content.axes[pane.name], point_lps, box_lps))

    def page_to(self, point_lps: Point) -> None:
        """Every view to the picture nearest to a point, without moving what is seen of it."""
        self._content.crosshair = point_lps
        for pane in self._panes:
            if pane.view is not None:
                axis = self._content.axes[pane.name]
                pane.show_view(pane.view.through(axis.middle_of(axis.number_at(point_lps))))

    def follow(self, pane: SlicePane | None, point_lps: Point) -> None:
        """The crosshair follows the mouse: the pane under it keeps still, the others go to the point."""
        self._content.crosshair = point_lps
        for other in self._panes:
            if other is not pane and other.view is not None:
                other.show_view(keep_in_view(other.view, self._content.axes[other.name], point_lps))

    def scroll(self, pane: SlicePane, steps: int) -> None:
        """Go `steps` pictures on in one view; the crosshair goes along, so that it stays on the screen."""
        if pane.view is None:
            return
        view = scroll(pane.view, self._content.axes[pane.name], steps)
        pane.show_view(view)
        depth = view.distance_mm(self._content.crosshair)
        x, y, z = (at - depth * along for at, along in zip(self._content.crosshair, view.normal_lps, strict=True))
        self._content.crosshair = (x, y, z)
