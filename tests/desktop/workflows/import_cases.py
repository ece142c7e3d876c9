"""Small CT slices, archives of them, and bringing them into a library."""

import zipfile
from pathlib import Path

import pydicom
from pydicom.dataset import FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian

from desktop.store.intake import ImportReport
from desktop.store.library import Library
from desktop.workflows.import_study import import_paths
from viewer.case.progress import no_tick

SERIES = "1.2.840.99.7.1"


def slices(folder: Path, count: int = 3) -> list[Path]:
    """Small CT slices, of one series."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(1, count + 1):
        meta = FileMetaDataset()
        meta.TransferSyntaxUID = ExplicitVRLittleEndian
        meta.MediaStorageSOPClassUID = CTImageStorage
        meta.MediaStorageSOPInstanceUID = f"{SERIES}.{number}"
        dataset = pydicom.Dataset()
        dataset.file_meta = meta
        dataset.SOPClassUID, dataset.SOPInstanceUID = CTImageStorage, f"{SERIES}.{number}"
        dataset.StudyInstanceUID, dataset.SeriesInstanceUID = "1.2.840.99.7", SERIES
        dataset.PatientID, dataset.PatientName, dataset.Modality = "P1", "Example^Eve", "CT"
        dataset.StudyDate, dataset.InstanceNumber = "20240301", number
        dataset.Rows = dataset.Columns = 2
        dataset.BitsAllocated = dataset.BitsStored = 16
        dataset.HighBit, dataset.PixelRepresentation, dataset.SamplesPerPixel = 15, 1, 1
        dataset.PhotometricInterpretation = "MONOCHROME2"
        dataset.PixelSpacing, dataset.ImagePositionPatient = [1, 1], [0, 0, number]
        dataset.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
        dataset.PixelData = bytes([number]) * 8
        path = folder / f"slice{number}.dcm"
        dataset.save_as(path, enforce_file_format=True)
        paths.append(path)
    return paths


def zipped(archive: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return archive


def bring(library: Library, paths: list[Path], in_place: bool = False) -> ImportReport:
    return import_paths(paths, library.originals_folder, in_place, library.add, no_tick)
