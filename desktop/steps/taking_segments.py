"""Segments of other programs, brought onto the pictures that are open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.steps.segmenting import why_not
from viewer.case.edits import Edit, Swap
from viewer.case.errors import KnownError
from viewer.case.progress import Tick
from viewer.widgets.tr import counted

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.desk import Desk
    from viewer.case.segmentation import Segmentation


def take_file(desk: Desk) -> None:
    """Ask for a label map, or for surfaces, and lay it on the open volume, as a segmentation that can be edited."""
    loaded = desk.loaded
    if desk.case is None or loaded is None or loaded.volume is None:
        raise KnownError(why_not(desk))
    paths = desk.ask_files("Import segments (NRRD or NIfTI label map, STL surfaces)")
    if paths:
        take_path(desk, *paths)


def take_path(desk: Desk, path: Path, *more: Path) -> None:
    """The same with a file that is known, or with several surfaces, which become one segmentation."""
    from desktop.workflows.take_label_map import ENDINGS

    case, loaded = desk.case, desk.loaded
    if case is None or loaded is None or loaded.volume is None:
        raise KnownError(why_not(desk))
    if more and not all(one.name.lower().endswith(".stl") for one in (path, *more)):
        raise KnownError("Several label maps cannot be imported at once.", "Choose one of them, or several STL surfaces.")
    if not path.name.lower().endswith(ENDINGS):
        raise KnownError(f"{path.name} is no label map.", "DICOM segmentations and structure sets are imported as files of the study.")
    volume, masks, decoder = loaded.volume, desk.library.masks_folder, desk.decoder

    def work(tick: Tick) -> tuple[Segmentation, Path, tuple[str, ...]]:
        from desktop.workflows.take_label_map import take_label_map

        return take_label_map(path, volume, masks, decoder, tick, more)

    def then(found: tuple[Segmentation, Path, tuple[str, ...]]) -> None:
        segmentation, mask, notes = found
        if desk.case is not case:  # another study is open by now
            mask.unlink(missing_ok=True)
            return
        case.adopt(mask, segmentation.id)
        if desk.apply(Edit(f"Import segments of {segmentation.name}", desk.author, (Swap(None, segmentation),))):
            desk.show_segmentation(segmentation.id)
            desk.notices.say(counted(len(segmentation.labels), "1 segment of {name} is on the pictures.", "{count} segments of {name} are on the pictures.", name=path.name), " ".join(notes))

    desk.start("Import segments", work, then)
