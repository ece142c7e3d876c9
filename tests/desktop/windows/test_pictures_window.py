"""Radiographs, films and parts of a series in the real window: seen while they arrive, chosen, measured, left."""

from pathlib import Path

import numpy as np
import pydicom
import pytest
from phantom import phantom_geometry, slices_of, write_slices
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import Desktop
from viewer.case.edits import Edit, Swap
from viewer.case.finding import Evidence, Finding
from viewer.case.source import by
from viewer.case.terms import LUNG, NODULE
from viewer.scene.marks import TextMark


def texts(desktop: Desktop, name: str) -> list[str]:
    return [mark.text for mark in desktop.grid.pane(name).marks() if isinstance(mark, TextMark)]


def opened(desktop: Desktop, folder: Path) -> Desktop:
    desktop.import_paths([folder])
    assert desktop.wait_idle(30)
    desktop.open_study(desktop.library.find_studies()[0].study.uid)
    assert desktop.wait_idle(30)
    return desktop


def as_pictures(folder: Path, **tags: object) -> Path:
    """The slices of a folder without a place in the patient, each with these tags."""
    for number, path in enumerate(sorted(folder.rglob("*.dcm")), 1):
        dataset = pydicom.dcmread(path)
        del dataset.ImagePositionPatient, dataset.ImageOrientationPatient, dataset.FrameOfReferenceUID
        dataset.InstanceNumber = number
        for name, value in tags.items():
            setattr(dataset, name, value)
        dataset.save_as(path)
    return folder


@pytest.fixture
def radiographs(desktop: Desktop, tmp_path: Path) -> Desktop:
    """Two chest films with inverted grey and the pixel size of the detector."""
    write_slices(tmp_path / "in", slices_of(phantom_geometry(oblique=False))[:2], Modality="DX", SeriesDescription="Chest")
    tags = {
        "PhotometricInterpretation": "MONOCHROME1", "ImagerPixelSpacing": [0.2, 0.2], "ViewPosition": "PA",
        "PatientOrientation": ["L", "F"], "SOPClassUID": "1.2.840.10008.5.1.4.1.1.1.1",
    }  # fmt: skip
    folder = as_pictures(tmp_path / "in", **tags)
    for path in folder.rglob("*.dcm"):
        dataset = pydicom.dcmread(path)
        del dataset.PixelSpacing
        dataset.save_as(path)
    return opened(desktop, folder)


def test_a_radiograph_has_one_view_with_its_letters_and_what_a_millimetre_is(radiographs: Desktop) -> None:
    desktop = radiographs
    shown = [name for name in ("axial", "coronal", "sagittal", "3D", "picture") if not desktop.grid.pane(name).isHidden()]
    assert shown == ["picture"]
    said = texts(desktop, "picture")
    assert {"R", "L", "H", "F", "≈ mm on the detector"} <= set(said) and any("PA" in text for text in said)
    assert desktop.loaded is not None and desktop.loaded.stack.inverted
    for id, enabled in (("tool.ruler", True), ("view.inverted", True), ("model.segment", False), ("report.draft", True)):
        assert desktop.window.commands.actions[id].isEnabled() == enabled, id
    assert "make no volume" in desktop.window.reading.segments.nothing.text()


def test_each_radiograph_is_a_part_that_arrow_keys_and_clicks_open(radiographs: Desktop, qtbot: QtBot) -> None:
    desktop, strip = radiographs, radiographs.window.reading.strip
    assert strip.count() == 2 and desktop.loaded is not None
    first = desktop.loaded.part.key
    assert desktop.run_action("view.next_part") and desktop.wait_idle(30)
    assert desktop.loaded is not None and desktop.loaded.part.key != first and strip.currentRow() == 1
    shades = {strip.item(row).icon().pixmap(88, 88).toImage().pixelColor(44, 44).red() for row in range(2)}
    assert shades != {0}
    qtbot.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=strip.visualItemRect(strip.item(0)).center())
    assert desktop.wait_idle(30)
    assert desktop.loaded is not None and desktop.loaded.part.key == first
    assert strip.item(1).icon().pixmap(88, 88).toImage().pixelColor(44, 44).red() > 0, "its picture stays"


def test_a_finding_opens_the_picture_it_was_made_on(radiographs: Desktop) -> None:
    desktop = radiographs
    assert desktop.case is not None and desktop.series is not None and desktop.loaded is not None
    other = desktop.loaded.parts[1]
    box = ((3.0, 2.0, 0.0), (4.0, 3.0, 0.0))
    evidence = Evidence("e", desktop.series.uid, other.frame_uid, box, None, by("user:x"))
    finding = Finding("f", NODULE, LUNG, "right", "", True, "definite", "accepted", ("e",), by("user:x"))
    desktop.apply(Edit("Add finding", "user:x", (Swap(None, evidence), Swap(None, finding))))
    desktop.take_finding("f")
    assert desktop.wait_idle(30)
    assert desktop.loaded.part.key == other.key
    assert desktop.grid.crosshair_lps == pytest.approx((3.5, 2.5, 0.0))


def test_a_length_on_the_detector_becomes_a_finding_that_says_so_and_pixels_have_no_size(
    radiographs: Desktop, qtbot: QtBot
) -> None:
    desktop, pane = radiographs, radiographs.grid.pane("picture")
    desktop.run_action("tool.ruler")
    for end in ("press", "release"):
        at = pane.rect().center()
        at.setX(at.x() + (0 if end == "press" else 80))
        (qtbot.mousePress if end == "press" else qtbot.mouseRelease)(pane, Qt.MouseButton.LeftButton, pos=at)
    assert any(text.startswith("≈ ") and text.endswith(" mm (detector)") for text in texts(desktop, "picture"))
    assert desktop.case is not None
    desktop.run_action("findings.from_measurement")
    (evidence,) = desktop.case.all_of(Evidence)
    assert evidence.quantity is not None and evidence.quantity.unit == "mm"


def test_echoes_are_parts_and_the_place_is_kept_from_one_to_the_next(desktop: Desktop, tmp_path: Path) -> None:
    slices = slices_of(phantom_geometry(oblique=False))
    for echo in (1, 2):
        write_slices(tmp_path / f"{echo}", slices, series="m", Modality="MR", EchoNumbers=echo, EchoTime=5.0 * echo)
        for path in (tmp_path / f"{echo}").rglob("*.dcm"):
            dataset = pydicom.dcmread(path)
            dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = f"{dataset.SOPInstanceUID[:50]}.{echo}"
            dataset.SOPClassUID = dataset.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.4"
            dataset.save_as(path)
    opened(desktop, tmp_path)
    assert desktop.loaded is not None and len(desktop.loaded.parts) == 2
    desktop.grid.jump_to((31.0, -47.0, 120.0))
    view = desktop.grid.pane("axial").view
    assert desktop.run_action("view.next_part") and desktop.wait_idle(30)
    assert desktop.loaded.part.key == desktop.loaded.parts[1].key
    assert desktop.grid.pane("axial").view == view
    assert desktop.run_action("view.next_part") and desktop.wait_idle(30)
    assert desktop.loaded.part.key == desktop.loaded.parts[1].key, "it is the last one"


def test_another_choice_gives_up_what_is_being_opened(reading: Desktop, tmp_path: Path) -> None:
    """Nothing is said of it, and what comes late is not shown."""
    write_slices(tmp_path / "in", slices_of(phantom_geometry(oblique=False)), series="other", StudyInstanceUID="2.25.9", PatientID="OTHER")
    reading.import_paths([tmp_path / "in"])
    assert reading.wait_idle(30)
    here = reading.study.uid if reading.study is not None else ""
    for _ in range(5):
        reading.open_study("2.25.9")
        reading.open_study(here)
    assert reading.wait_idle(30)
    assert reading.study is not None and reading.study.uid == here and reading.loaded is not None
    assert reading.loaded.stack.series_uid == reading.series.uid
    assert reading.window.messages.shown is None
    reading.open_study("2.25.9")
    reading.show("worklist")
    reading.close()  # while it is being opened
    QApplication.processEvents()


def test_pictures_of_a_film_have_no_size_where_nothing_says_it(desktop: Desktop, tmp_path: Path) -> None:
    write_slices(tmp_path / "in", slices_of(phantom_geometry(oblique=False))[:1], Modality="XA")
    folder = as_pictures(tmp_path / "in", SOPClassUID="1.2.840.10008.5.1.4.1.1.12.1")
    (path,) = folder.rglob("*.dcm")
    dataset = pydicom.dcmread(path)
    del dataset.PixelSpacing
    frames = np.stack([dataset.pixel_array] * 3)
    dataset.NumberOfFrames, dataset.PixelData = 3, frames.tobytes()
    dataset.save_as(path)
    opened(desktop, folder)
    said = texts(desktop, "picture")
    assert "Frame 1 / 3" in said and "no mm: lengths in pixels" in said and not any(text.endswith(" cm") for text in said)
    assert desktop.run_action("view.next")
    assert "Frame 2 / 3" in texts(desktop, "picture")


def test_series_that_were_not_opened_have_a_picture_too(desktop: Desktop, tmp_path: Path) -> None:
    slices = slices_of(phantom_geometry(oblique=False))
    for name, count in (("long", 12), ("short", 5)):
        write_slices(tmp_path / "in" / name, slices[4 : 4 + count], series=f"s/{name}", SeriesDescription=name)
    opened(desktop, tmp_path / "in")
    assert desktop.series is not None and desktop.series.description == "long"
    strip = desktop.window.reading.strip
    for row in range(2):
        image = strip.item(row).icon().pixmap(88, 88).toImage()
        shades = {image.pixelColor(x, 44).red() for x in range(0, 88, 4)}
        assert len(shades) > 2, strip.item(row).text()
    uid = next(one.uid for one in desktop.library.series_of(desktop.study.uid) if one.description == "short") if desktop.study else ""
    assert not list(desktop.library.volumes_folder.glob(f"{uid}*.npy")), "no pixels are kept of it"
