"""Turned planes and thick slabs of one viewer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from viewer.scene.oblique import straight_view, turn_axes, turn_view
from viewer.scene.pixel_source import PixelSource
from viewer.scene.slab import Slab, next_mode
from viewer.widgets.pane import SlicePane

if TYPE_CHECKING:
    from viewer.widgets.view_grid import ViewGrid


REST_MS = 200


class Reformats:
    """Nothing here does anything while there is no volume, or not all of it."""

    def __init__(self, grid: ViewGrid, panes: Sequence[SlicePane]) -> None:
        self._grid, self._panes = grid, panes
        self._rest = QTimer(grid)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._on_rested)
        grid.crosshair_moved.connect(self._on_moved)

    @property
    def source(self) -> PixelSource | None:
        """The volume that can be reformatted; None where there is none."""
        source = self._grid.content.source
        return source if source is not None and source.volume is not None and source.arriving is None else None

    @property
    def slab(self) -> Slab | None:
        return None if self.source is None else self.source.slab

    def turn(self, pane: SlicePane, degrees: float) -> None:
        """Turn the planes that cut a view about the crosshair, clockwise on its screen; the view itself stays."""
        source, about = self.source, self._grid.crosshair_lps
        if source is None or pane.view is None:
            return
        normal, others = pane.view.normal_lps, [name for name in source.views if name != pane.name]
        source.axes = turn_axes(source.axes, source.geometry, others, about, normal, degrees)
        self._on_moved()
        for other in self._panes:
            if other.name in others and other.view is not None:
                other.show_view(turn_view(other.view, source.axes[other.name], about, normal, degrees))
        self._grid.update_slices()

    def straighten(self) -> None:
        """The planes along the volume's own axes again, each through the crosshair."""
        source = self.source
        if source is None or not source.is_turned:
            return
        source.straighten()
        for pane in self._panes:
            if pane.view is not None and pane.name in source.axes:
                pane.show_view(straight_view(pane.view, source.axes[pane.name], self._grid.crosshair_lps))
        self._grid.refresh_slices()

    def use_slab(self, slab: Slab | None) -> None:
        """Cut slabs of this thickness in all flat views; None cuts planes."""
        if self.source is not None and slab != self.source.slab:
            self.source.slab = slab
            self._grid.refresh_slices()

    def next_mode(self) -> None:
        """Thin, then MIP, MinIP and mean with the same thickness."""
        self.use_slab(next_mode(self.slab))

    def thicken(self, steps: int) -> None:
        """A thicker slab, or with negative `steps` a thinner one; of planes a MIP."""
        self.use_slab(Slab("MIP") if self.slab is None else self.slab.thicker(steps))

    def _on_moved(self, point_lps: object = None) -> None:
        """While planes move, thick slabs are cut at half the resolution, and turned planes where that is slow."""
        if self.slab is not None or (self.source is not None and self.source.is_turned):
            self._grid.content.moving = True
            self._rest.start(REST_MS)

    def _on_rested(self) -> None:
        self._grid.content.moving = False
        self._grid.refresh_slices()
