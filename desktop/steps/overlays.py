"""What others drew or outlined on the images: which of several is shown."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from viewer.case.edits import Edit, Swap
from viewer.case.segmentation import Segmentation
from viewer.widgets.tr import tr

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.desk import Desk
    from viewer.case.progress import Tick


def segmentations(desk: Desk) -> list[Segmentation]:
    """Those on the grid of the open images, the oldest first."""
    if desk.case is None or desk.loaded is None or desk.loaded.volume is None:
        return []
    return [row for row in desk.case.all_of(Segmentation) if row.geometry == desk.loaded.volume.geometry]


def has_several(desk: Desk) -> bool:
    return len(segmentations(desk)) > 1


def choose_segmentation(desk: Desk) -> None:
    """Ask which of several segmentations and structure sets lies over the images."""
    rows = segmentations(desk)
    desk.choose([_named(row, number) for number, row in enumerate(rows, 1)], lambda place: desk.show_segmentation(rows[place].id))


def _named(row: Segmentation, number: int) -> tuple[str, str]:
    structures = "1 structure" if len(row.labels) == 1 else f"{len(row.labels)} structures"
    doubt = "  ▲" if row.notes else ""
    said = [f"{row.source.author.partition(':')[2]}, {row.source.made_at[:16].replace('T', ' ')}", *row.notes]
    return f"{number}  {row.name} · {structures} · {row.source.author.partition(':')[2]}{doubt}", "\n".join(said)


def left_behind(desk: Desk) -> list[Segmentation]:
    """Segmentations of the open series that lie on a grid it had before more of its pictures came."""
    case, loaded, series = desk.case, desk.loaded, desk.series
    if case is None or loaded is None or loaded.volume is None or series is None:
        return []
    now = loaded.volume.geometry
    own = [row for row in case.all_of(Segmentation) if row.series_uid == series.uid and row.geometry != now]
    if not own:
        return []
    from desktop.workflows.regrid import slices_of  # not for every series that opens: it takes long to import

    return [row for row in own if slices_of(row.geometry, now) is not None]


def offer_to_bring_along(desk: Desk) -> None:
    """Say that segmentations lie on an earlier grid, and offer to bring them onto the pictures that there are now."""
    rows = left_behind(desk)
    if rows:
        names = ", ".join(dict.fromkeys(row.name for row in rows))
        desk.ask(tr("More pictures of this series came after this was made: {names}.", names=names), "Bring along", partial(bring_along, desk))


def bring_along(desk: Desk) -> None:
    """Put segmentations of an earlier grid onto the pictures that there are now; undo puts them back."""
    case, loaded, rows = desk.case, desk.loaded, left_behind(desk)
    if case is None or loaded is None or loaded.volume is None or not rows:
        return
    volume, folder, old = loaded.volume, desk.library.masks_folder, [(row, case.mask_of(row)) for row in rows]

    def work(tick: Tick) -> list[tuple[Segmentation, Path, Segmentation]]:
        from desktop.workflows.regrid import regrid

        return [(row, *regrid(row, mask, volume, folder, tick)) for row, mask in old]

    def then(made: list[tuple[Segmentation, Path, Segmentation]]) -> None:
        changes = tuple(Swap(before, replace(after, mask_file=case.adopt(path, after.id))) for before, path, after in made)
        if desk.case is case:
            desk.apply(Edit("Bring segmentations onto the pictures that came since", desk.author, changes))
        else:
            case.apply(Edit("Bring segmentations onto the pictures that came since", desk.author, changes))

    desk.start("Bring segmentations along", work, then)
