"""Subtracting a mask from the frames of an angiography."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from viewer.case.errors import KnownError
from viewer.case.progress import Tick
from viewer.case.subtraction import Subtraction
from viewer.scene.acquired import PICTURE

if TYPE_CHECKING:
    from desktop.desk import Desk

MODALITIES = ("XA", "RF")


def can_subtract(desk: Desk) -> bool:
    """Whether the active viewer shows a film of X-rays, all of which is there."""
    source, series = desk.grid.content.source, desk.series
    film = source is not None and source.main == PICTURE and len(source.stack.planes) > 1 and not source.is_colour
    return film and source is not None and source.arriving is None and series is not None and series.modality in MODALITIES


def why_not(desk: Desk) -> str:
    return "Masks are subtracted from films of angiography and fluoroscopy, once all of a film is there."


def is_subtracted(desk: Desk) -> bool:
    source = desk.grid.content.source
    return source is not None and source.subtraction is not None


def why_not_subtracted(desk: Desk) -> str:
    return "No mask is subtracted now."


def toggle(desk: Desk) -> None:
    """Subtract the mask that the file names, else its first frame; or show the frames as they are again."""
    if is_subtracted(desk):
        _show(desk, None)
        return

    def then(found: Subtraction) -> None:
        if found.maskings:
            _show(desk, found)
        else:
            _show(desk, found.with_mask(0))
            desk.notices.say("The file names no mask: frame 1 is subtracted.", "Another frame becomes the mask by its own command in the menu View, Films.")

    _read(desk, then)


def mask_here(desk: Desk) -> None:
    """Subtract the frame that is shown from all others."""
    grid = desk.grid
    pane, source = grid.main_pane, grid.content.source
    shown = None if pane is None or pane.view is None or source is None else source.acquired_at(pane.view)
    if shown is None or source is None:
        return
    if source.subtraction is not None:
        _show(desk, source.subtraction.with_mask(shown[0]))
    else:
        _read(desk, lambda found: _show(desk, found.with_mask(shown[0])))


def move(right_px: int, down_px: int, desk: Desk) -> None:
    """Move the mask, where the patient moved after it."""
    source = desk.grid.content.source
    if source is not None and source.subtraction is not None:
        source.subtract(source.subtraction.move(right_px, down_px), desk.grid.content.window)
        desk.grid.update_slices()


def _read(desk: Desk, then: Callable[[Subtraction], None]) -> None:
    source = desk.grid.content.source
    assert source is not None
    uid, decoder = source.stack.planes[0].instance_uid, desk.decoder
    path = next((row.path for row in desk.library.instances_of(source.stack.series_uid) if row.uid == uid), "")

    def work(tick: Tick) -> Subtraction:
        from viewer.dicom.read_masks import read_masks

        try:
            return decoder.call(read_masks, path)
        except KnownError:
            return Subtraction(())  # the pictures are there; without the file a frame is chosen

    def show(found: Subtraction) -> None:
        if desk.grid.content.source is source:
            then(found)

    desk.start("Read the mask", work, show)


def _show(desk: Desk, subtraction: Subtraction | None) -> None:
    content = desk.grid.content
    assert content.source is not None
    desk.grid.show_window(content.source.subtract(subtraction, content.window))
