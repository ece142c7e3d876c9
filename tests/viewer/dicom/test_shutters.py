"""What headers hide of their pictures: read from files, and shown black until the reader opens the shutter."""

from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import DigitalXRayImageStorageForPresentation, ExplicitVRLittleEndian, generate_uid

from desktop.workflows.drawings import drawings_of
from viewer.case.presentation import Shutter
from viewer.case.progress import no_tick
from viewer.dicom.decode import Decoder
from viewer.dicom.load import load
from viewer.dicom.scan import scan
from viewer.dicom.shutters import read_shutters
from viewer.scene.pixel_source import PixelSource
from viewer.scene.presented import Presented
from viewer.scene.view_state import fit

SHAPES = {
    "ShutterShape": ["RECTANGULAR", "CIRCULAR", "POLYGONAL"],
    "ShutterLeftVerticalEdge": 11, "ShutterRightVerticalEdge": 50, "ShutterUpperHorizontalEdge": 6, "ShutterLowerHorizontalEdge": 40,
    "CenterOfCircularShutter": [21, 31], "RadiusOfCircularShutter": 15,
    "VerticesOfThePolygonalShutter": [1, 1, 1, 60, 60, 60],
    "ShutterPresentationValue": 13107,
}  # fmt: skip


def write(path: Path, **values: object) -> Path:
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.SOPClassUID = dataset.file_meta.MediaStorageSOPClassUID = DigitalXRayImageStorageForPresentation
    dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = generate_uid(entropy_srcs=[path.name])
    dataset.SeriesInstanceUID, dataset.StudyInstanceUID = "1.2.3.1", "1.2.3"
    dataset.Modality, dataset.PatientID, dataset.PixelSpacing = "DX", "S", [1, 1]
    dataset.Rows, dataset.Columns, dataset.SamplesPerPixel, dataset.PhotometricInterpretation = 64, 64, 1, "MONOCHROME2"
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit, dataset.PixelRepresentation = 16, 12, 11, 0
    dataset.WindowCenter, dataset.WindowWidth = 500, 1000
    dataset.PixelData = np.full((64, 64), 800, np.uint16).tobytes()
    for keyword, value in values.items():
        setattr(dataset, keyword, value)
    dataset.save_as(path, enforce_file_format=True)
    return path


def test_all_shapes_of_a_header_are_read(tmp_path: Path) -> None:
    (found,) = read_shutters(str(write(tmp_path / "a.dcm", **SHAPES)))
    rectangle, circle, polygon = found.shutters
    assert rectangle == Shutter("rectangle", ((10, 5), (49, 39)))
    assert circle == Shutter("circle", ((30, 20), (45, 20)))  # row and column of the middle stand the other way round
    assert polygon == Shutter("polygon", ((0, 0), (59, 0), (59, 59)))
    assert found.shutter_grey == pytest.approx(0.2)
    assert read_shutters(str(write(tmp_path / "b.dcm"))) == ()


def test_each_frame_of_an_enhanced_object_has_its_own(tmp_path: Path) -> None:
    groups = []
    for radius in (5, 9):
        shutter, group = Dataset(), Dataset()
        shutter.ShutterShape, shutter.CenterOfCircularShutter, shutter.RadiusOfCircularShutter = "CIRCULAR", [10, 10], radius
        group.FrameDisplayShutterSequence = Sequence([shutter])
        groups.append(group)
    path = write(tmp_path / "a.dcm", NumberOfFrames=2, PerFrameFunctionalGroupsSequence=Sequence(groups), PixelData=bytes(2 * 64 * 64 * 2))
    assert [one.shutters[0].points[1] for one in read_shutters(str(path))] == [(14, 9), (18, 9)]


def test_what_a_file_hides_is_shown_in_its_grey_until_the_shutter_is_opened(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    write(tmp_path / "in" / "a.dcm", **{**SHAPES, "ShutterShape": "RECTANGULAR"})
    found = scan([tmp_path / "in"], no_tick)
    with Decoder() as decoder:
        stack = load(found.series[0], found.instances, tmp_path, decoder, no_tick).stack
        drawings = drawings_of(stack, found.instances, decoder, no_tick)
    assert list(drawings.shutters) == [0] and drawings.shutters[0].shutters == (Shutter("rectangle", ((10, 5), (49, 39))),)
    source, presented = PixelSource(stack, None, False), Presented()
    source.drawings = drawings
    view = fit(source.geometry, source.axes[source.main], (64, 64), 1)
    pixels = np.full((64, 64, 3), 200, np.uint8)
    closed = presented.shuttered(pixels, source, view)
    open_ = np.zeros((64, 64), bool)
    open_[5:40, 10:50] = True
    assert (closed[open_] == 200).all() and (closed[~open_] == 51).all()
    presented.shutters_on = False
    assert (presented.shuttered(pixels, source, view) == 200).all()
