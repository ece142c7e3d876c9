"""What others drew or outlined on the images: which of several is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viewer.case.segmentation import Segmentation

if TYPE_CHECKING:
    from desktop.desk import Desk


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
