"""The DICOM elements of the picture that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.steps import key_images
from viewer.case.progress import Tick

if TYPE_CHECKING:
    from desktop.desk import Desk
    from viewer.dicom.tags import TagRow


def can_show(desk: Desk) -> bool:
    return desk.series is not None


def show(desk: Desk) -> None:
    """List every element of the picture in the active viewer; of cuts across the pictures, those of the first one."""
    series, shown = desk.series, key_images.picture(desk)
    if series is None:
        return
    instances = desk.library.instances_of(series.uid)
    found = next((one for one in instances if shown is not None and one.uid == shown.instance_uid), instances[0] if instances else None)
    if found is None:
        return
    path, decoder = found.path, desk.decoder

    def work(tick: Tick) -> tuple[TagRow, ...]:
        from viewer.dicom.tags import read_tags

        return decoder.call(read_tags, path)

    number = "" if found.number is None else f" · picture {found.number}"
    title = f"{series.description or series.modality}{number}"
    desk.start("Read the elements", work, lambda rows: desk.show_tags(title, rows))
