"""A small, oblique, asymmetric CT series on disk with the records that go with it."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian

from viewer.case.geometry import Geometry
from viewer.case.segmentation import Label, Segmentation
from viewer.case.source import Source
from viewer.case.study import Instance, Patient, Series, Study
from viewer.case.terms import LEFT_LUNG, LUNG, NODULE
from viewer.case.volume import Mask, Plane, Stack, Volume

FRAME_UID = "2.25.1001"
MODEL = Source("model:ct-classical@1.0.0", "2026-01-02T03:04:05.000+00:00", "run1", "ab" * 32)
LABELS = (
    Label(3, "lungs", LUNG, "bilateral", includes=(5, 9)),
    Label(5, "lung left", LEFT_LUNG, "left", includes=(9,)),
    Label(9, "nodule 1", NODULE, "left"),
    Label(12, "absent thing", NODULE, "right"),
)


@dataclass(frozen=True)
class Slanted:
    study: Study
    series: Series
    instances: tuple[Instance, ...]
    stack: Stack
    volume: Volume
    mask: Mask

    def segmentation(self, source: Source = MODEL) -> Segmentation:
        return Segmentation("seg1", self.series.uid, "lungs", self.volume.geometry, LABELS, (), "seg1.npy", source)


def make_slanted(folder: Path, *, empty_uids: bool = False, name: str = "Grüße^Ana") -> Slanted:
    """7 slices of 13 rows and 22 columns (not a multiple of 8), turned about two axes, 2.5 x 0.7 x 0.9 mm."""
    shape = (7, 13, 22)
    turn_z, turn_x = np.deg2rad(20), np.deg2rad(-15)
    rotation = np.array(
        [[np.cos(turn_z), -np.sin(turn_z), 0], [np.sin(turn_z), np.cos(turn_z), 0], [0, 0, 1]]
    ) @ np.array([[1, 0, 0], [0, np.cos(turn_x), -np.sin(turn_x)], [0, np.sin(turn_x), np.cos(turn_x)]])
    i_axis, j_axis, k_axis = rotation.T
    matrix = np.eye(4)
    matrix[:3, 0], matrix[:3, 1], matrix[:3, 2] = k_axis * 2.5, j_axis * 0.7, i_axis * 0.9
    matrix[:3, 3] = (-31.5, 12.25, 140.75)
    geometry = Geometry.from_matrix(shape, matrix, FRAME_UID)
    voxels = np.arange(np.prod(shape), dtype=np.int16).reshape(shape)
    planes, instances = [], []
    folder.mkdir(parents=True, exist_ok=True)
    for k in range(shape[0]):
        plane = Plane(f"2.25.2{k:03}", 0, geometry.point(k, 0, 0), tuple(matrix[:3, 2]), tuple(matrix[:3, 1]))
        path = folder / f"{k}.dcm"
        _write_ct(path, voxels[k], plane, geometry, name, empty_uids)
        planes.append(plane)
        instances.append(Instance(plane.instance_uid, "2.25.77", CTImageStorage, str(path), number=k + 1))
    mask = np.zeros(shape, np.uint8)
    mask[1:5, 2:11, 3:9] = 3
    mask[1:6, 4:12, 12:20] = 5
    mask[3, 5, 17] = 9
    series = Series(
        "2.25.77", "2.25.88", "CT", "thin", 3, FRAME_UID, "CHEST", slice_thickness_mm=2.5, manufacturer="Somebody"
    )
    patient = Patient("P-1", name, "19700102", "F", "HOSPITAL")
    study = Study("2.25.88", patient, "20260102", "101112", "CT chest", "ACC1")
    stack = Stack("2.25.77", FRAME_UID, tuple(planes), voxels, "HU")
    return Slanted(study, series, tuple(instances), stack, Volume("2.25.77", geometry, voxels, folder, "HU"), mask)


def tilted(case: Slanted) -> Slanted:
    """The same volume, said to come from unevenly spaced planes sheared along the rows' normal (gantry tilt)."""
    matrix = case.volume.geometry.matrix
    offsets = (0.0, 1.0, 2.2, 3.1, 5.0)
    planes = []
    for n, k in enumerate(offsets):
        origin = case.volume.geometry.point(k, 0.27 * k, 0)
        planes.append(replace(case.stack.planes[n], origin_lps=origin, down_lps=tuple(matrix[:3, 1])))
    stack = replace(case.stack, planes=tuple(planes), pixels=case.stack.pixels[:5])
    return replace(case, stack=stack, volume=replace(case.volume, resampled=True), instances=case.instances[:5])


def _write_ct(path: Path, pixels: np.ndarray, plane: Plane, geometry: Geometry, name: str, empty_uids: bool) -> None:
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.MediaStorageSOPClassUID = CTImageStorage
    meta.MediaStorageSOPInstanceUID = plane.instance_uid
    dataset = FileDataset(str(path), {}, file_meta=meta, preamble=b"\0" * 128)
    dataset.SpecificCharacterSet = "ISO_IR 192"
    dataset.SOPClassUID = "" if empty_uids else CTImageStorage
    dataset.SOPInstanceUID = "" if empty_uids else plane.instance_uid
    dataset.SeriesInstanceUID = "" if empty_uids else "2.25.77"
    dataset.StudyInstanceUID = "" if empty_uids else "2.25.88"
    dataset.PatientName, dataset.PatientID, dataset.PatientAge = name, "P-1", "056Y"
    dataset.StudyID, dataset.ReferringPhysicianName = "S1", "Referrer^Rita"
    dataset.Modality = "CT"
    dataset.FrameOfReferenceUID = "" if empty_uids else FRAME_UID
    dataset.ImagePositionPatient = [f"{value:.9g}" for value in plane.origin_lps]
    dataset.ImageOrientationPatient = [f"{value:.9g}" for value in geometry.orientation]
    dataset.PixelSpacing = [0.7, 0.9]
    dataset.Rows, dataset.Columns = pixels.shape
    dataset.BitsAllocated = dataset.BitsStored = 16
    dataset.HighBit, dataset.PixelRepresentation, dataset.SamplesPerPixel = 15, 1, 1
    dataset.PhotometricInterpretation = "MONOCHROME2"
    dataset.PixelData = pixels.astype("<i2").tobytes()
    dataset.save_as(path, enforce_file_format=True)
