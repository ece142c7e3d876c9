"""Segmentations, contours and doses that come with pictures are on them in the window, without a click."""

from pathlib import Path

import numpy as np
import pytest
from phantom import phantom_geometry, write_phantom
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset

from desktop.app import Desktop
from desktop.windows.shown_series import SEEN_THERE, _Request
from viewer.case.contours import Contours
from viewer.case.errors import KnownError
from viewer.case.segmentation import Segmentation
from viewer.case.study import Patient, Problem, Series, Study
from viewer.scene.colour_tables import readable
from viewer.scene.marks import PolygonMark

GEOMETRY = phantom_geometry()
STUDY = Study("1", Patient("ID7", "Doe^Jane"))


def structure_set(folder: Path, path: Path) -> None:
    """A square on slices 5 to 9 of the phantom, in its frame of reference."""
    first = dcmread(folder / "000.dcm")
    dataset = dcmread(str(get_testdata_file("rtstruct.dcm")), force=True)
    dataset.StudyInstanceUID, dataset.PatientID, dataset.PatientName = first.StudyInstanceUID, first.PatientID, first.PatientName
    dataset.PatientBirthDate = ""
    frame = dataset.ReferencedFrameOfReferenceSequence[0]
    frame.FrameOfReferenceUID = first.FrameOfReferenceUID
    frame.RTReferencedStudySequence[0].RTReferencedSeriesSequence[0].SeriesInstanceUID = first.SeriesInstanceUID
    for item in dataset.StructureSetROISequence:
        item.ReferencedFrameOfReferenceUID = first.FrameOfReferenceUID
    contours = []
    for k in range(5, 10):
        corners = GEOMETRY.to_lps([(k, 9.5, 9.5), (k, 19.5, 9.5), (k, 19.5, 24.5), (k, 9.5, 24.5)])
        contour = Dataset()
        contour.ContourGeometricType, contour.NumberOfContourPoints = "CLOSED_PLANAR", 4
        contour.ContourData = [f"{value:.6f}" for value in corners.ravel()]
        contours.append(contour)
    dataset.ROIContourSequence[0].ContourSequence = contours
    dataset.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2"
    dataset.file_meta.MediaStorageSOPClassUID, dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPClassUID, dataset.SOPInstanceUID
    dataset.save_as(path, enforce_file_format=True)


def dose(folder: Path, path: Path) -> None:
    """30 Gy on a block around the phantom's middle."""
    first = dcmread(folder / "000.dcm")
    dataset = dcmread(str(get_testdata_file("rtdose.dcm")))
    dataset.StudyInstanceUID, dataset.PatientID, dataset.PatientName = first.StudyInstanceUID, first.PatientID, first.PatientName
    dataset.FrameOfReferenceUID, dataset.DoseUnits, dataset.DoseSummationType = first.FrameOfReferenceUID, "GY", "PLAN"
    dataset.ImageOrientationPatient = list(GEOMETRY.orientation)
    dataset.ImagePositionPatient = [f"{value:.6f}" for value in GEOMETRY.point(4, 8, 8)]
    dataset.PixelSpacing, dataset.GridFrameOffsetVector = [2, 2], [2.0 * n for n in range(15)]
    dataset.DoseGridScaling = "0.001"
    dataset.PixelData = np.full((15, 10, 10), 30000, "<u4").tobytes()
    dataset.save_as(path)


def test_contours_and_dose_come_with_the_pictures(desktop: Desktop, tmp_path: Path) -> None:
    write_phantom(tmp_path / "study")
    structure_set(tmp_path / "study", tmp_path / "study" / "struct.dcm")
    dose(tmp_path / "study", tmp_path / "study" / "dose.dcm")
    desktop.import_paths([tmp_path / "study"])
    assert desktop.wait_idle(60)
    desktop.open_study(desktop.library.find_study("latest").uid)
    assert desktop.wait_idle(60)
    assert desktop.case is not None
    (contours,) = desktop.case.all_of(Contours)
    (segmentation,) = desktop.case.all_of(Segmentation)
    assert [row.name for row in contours.structures] == ["patient", "Isocenter 1", "Isocenter 2"]
    assert segmentation.statistics[0].volume_ml == pytest.approx(5 * 10 * 15 * GEOMETRY.voxel_mm3 / 1000)
    content = desktop.grid._content
    middle = GEOMETRY.point(7, 14, 17)
    desktop.grid.jump_to(middle, None)
    view = desktop.grid._panes["axial"].view
    colour = contours.structures[0].colour
    assert colour is not None
    square = [mark for mark in content.marks(view, []) if isinstance(mark, PolygonMark) and mark.colour == readable(colour)]
    assert len(square) == 1 and len(square[0].points_px) == 4
    assert content.wash is not None and content.text_at("axial", GEOMETRY.point(6, 11, 11)).endswith("dose 30 Gy")
    desktop.toggle_overlay()
    assert content.wash is None


def test_a_segmentation_that_is_opened_says_where_it_is_seen_or_why_it_is_not() -> None:
    series = Series("1.2", "1", "SEG")
    refusal = KnownError("This series holds a segmentation, not pictures.")
    assert _Request(STUDY, series, "").explained(refusal).advice == SEEN_THERE
    problem = Problem("warning", "The segmentation holds no frames.", "1.2")
    said = _Request(STUDY, series, "", problems=(problem, Problem("note", "Of the study.", "1"))).explained(refusal)
    assert (said.text, said.advice) == ("This series holds a segmentation, not pictures. The segmentation holds no frames.", "")
    assert _Request(STUDY, Series("1.3", "1", "CT"), "").explained(refusal) is refusal
