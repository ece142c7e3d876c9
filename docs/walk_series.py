"""Series that the walk through the window makes of a CT: a PET, and four times."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.app import Desktop


def made_pet(desktop: Desktop, series_uid: str, folder: Path) -> Path:
    """A PET in counts on the same grid as a CT: soft tissue takes up a little, what is bright much."""
    import numpy as np

    def change(dataset: Any, number: int) -> None:
        hu = dataset.pixel_array * float(dataset.RescaleSlope) + float(dataset.RescaleIntercept)
        dataset.Modality, dataset.SeriesDescription, dataset.SeriesNumber = "PT", "PET made for the walk", 90
        dataset.Units, dataset.RescaleSlope, dataset.RescaleIntercept = "CNTS", 1, 0
        dataset.PixelData = np.clip((hu + 200) * 2, 0, 4000).astype(np.int16 if dataset.PixelRepresentation else np.uint16).tobytes()

    return rewritten(desktop, series_uid, folder, "1", change)


def made_times(desktop: Desktop, series_uid: str, folder: Path) -> Path:
    """Four times of some pictures of a CT, brighter from one to the next, of another patient."""
    for at in range(4):

        def change(dataset: Any, number: int, at: int = at) -> None:
            dataset.PatientID, dataset.PatientName, dataset.StudyDescription = "WALK-TIMES", "Times^Four", "WALK-TIMES"
            dataset.StudyInstanceUID, dataset.FrameOfReferenceUID = dataset.StudyInstanceUID + ".7", dataset.FrameOfReferenceUID + ".7"
            dataset.TemporalPositionIdentifier, dataset.NumberOfTemporalPositions, dataset.AcquisitionNumber = at + 1, 4, at + 1
            dataset.RescaleIntercept = float(dataset.RescaleIntercept) + 60 * at

        rewritten(desktop, series_uid, folder, f"2.{at}", change, most=24, own_series="8")
    return folder


def rewritten(
    desktop: Desktop, series_uid: str, folder: Path, suffix: str, change: Callable[[Any, int], None], most: int = 0, own_series: str = ""
) -> Path:
    import pydicom
    from pydicom.uid import ExplicitVRLittleEndian

    folder.mkdir(parents=True, exist_ok=True)
    rows = sorted(desktop.library.instances_of(series_uid), key=lambda row: row.number or 0)
    middle = len(rows) // 2
    for number, row in enumerate(rows[middle - most // 2 : middle + most // 2] if most else rows):
        dataset = pydicom.dcmread(row.path)
        dataset.decompress() if dataset.file_meta.TransferSyntaxUID.is_compressed else None
        change(dataset, number)
        dataset.SeriesInstanceUID = f"{dataset.SeriesInstanceUID[:50]}.{own_series or suffix}"
        dataset.SOPInstanceUID = f"{dataset.SOPInstanceUID[:48]}.{suffix}.{number}"
        dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
        dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        dataset.save_as(folder / f"{suffix}.{number:03}.dcm")
    return folder
