"""The reader marks pictures that matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viewer.case.edits import Edit, Swap
from viewer.case.key_image import KeyImage
from viewer.case.source import by, new_id
from viewer.case.terms import Code
from viewer.widgets.pane import SlicePane

if TYPE_CHECKING:
    from desktop.desk import Desk
    from viewer.case.volume import Plane

OF_INTEREST = Code("DCM", "113000", "Of Interest")


def picture(desk: Desk) -> Plane | None:
    """The acquired picture that the active viewer shows; None while there is none."""
    source = desk.grid.content.source
    pane = None if source is None else desk.grid.pane(source.main)
    view = pane.view if isinstance(pane, SlicePane) else None
    shown = None if source is None or view is None else source.acquired_at(view)
    return None if shown is None else shown[1]


def can_mark(desk: Desk) -> bool:
    return desk.case is not None and desk.series is not None and picture(desk) is not None


def toggle(desk: Desk) -> None:
    """Mark the picture as a key image, or take the reader's own mark away."""
    shown, case, series = picture(desk), desk.case, desk.series
    if shown is None or case is None or series is None:
        return
    frame = shown.frame + 1
    own = [row for row in case.all_of(KeyImage) if (row.instance_uid, row.frame) == (shown.instance_uid, frame) and _is_own(row)]
    if own:
        desk.apply(Edit("Take the mark of a key image away", desk.author, tuple(Swap(row, None) for row in own)))
        return
    marked = KeyImage(new_id(), OF_INTEREST, "", series.uid, shown.instance_uid, frame, by(desk.author))
    desk.apply(Edit("Mark a key image", desk.author, (Swap(None, marked),)))


def _is_own(row: KeyImage) -> bool:
    return row.source.author.startswith("user:")
