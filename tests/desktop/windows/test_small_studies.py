"""What a study of few slices, and one with several objects, opens on."""

from __future__ import annotations

from pathlib import Path

import pydicom
from phantom import phantom_geometry, write_phantom
from presentation_objects import picture, state
from pytestqt.qtbot import QtBot
from sr_objects import write

from desktop.app import Desktop
from viewer.widgets.shown_views import FOUR


def test_two_slices_open_as_slices_and_others_as_four_views(desktop: Desktop, tmp_path: Path) -> None:
    for name, slices in (("few", 2), ("many", 8)):
        write_phantom(tmp_path / name, phantom_geometry((slices, 24, 28), oblique=False), series=name)
    desktop.import_paths([tmp_path])
    assert desktop.wait_idle(30)
    found = {sum(desktop.library.count_pictures(row.study.uid).values()): row.study.uid for row in desktop.library.find_studies()}
    for slices, wanted in ((8, 4), (2, 1), (8, 4), (2, 1)):
        desktop.open_study(found[slices])
        assert desktop.wait_idle(30)
        assert len(desktop.grid.shown.names) == wanted and desktop.grid.shown.wanted == FOUR
    desktop.room.toggle_alone()
    assert len(desktop.grid.shown.names) == 4, "the others are one key away"


def test_objects_that_are_called_alike_show_their_names(desktop: Desktop, qtbot: QtBot, tmp_path: Path) -> None:
    write_phantom(tmp_path / "ct", phantom_geometry((4, 24, 28), oblique=False))
    slice_ = pydicom.dcmread(sorted((tmp_path / "ct").iterdir())[1], stop_before_pixels=True)
    for number, label in enumerate(("NODULE", "VESSELS")):
        made = state(
            slice_.SeriesInstanceUID, [picture(slice_.SOPInstanceUID)], SOPInstanceUID=f"2.25.7{number}",
            SeriesInstanceUID=f"2.25.8{number}", ContentLabel=label, ContentDescription="",
        )  # fmt: skip
        made.StudyInstanceUID, made.PatientID, made.PatientName = slice_.StudyInstanceUID, slice_.PatientID, slice_.PatientName
        write(tmp_path / f"{label}.dcm", made)
    desktop.import_paths([tmp_path])
    assert desktop.wait_idle(30)
    desktop.open_study(slice_.StudyInstanceUID)
    strip = desktop.window.reading.strip

    def titles() -> str:
        return " ".join(strip.item(row).toolTip() for row in range(strip.count()))

    qtbot.waitUntil(lambda: "NODULE" in titles() and "VESSELS" in titles(), timeout=10000)
