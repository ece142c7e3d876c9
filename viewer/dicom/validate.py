"""Is a written file valid? Re-reads it, and asks `dciodvfy` about DICOM where that is installed."""

from __future__ import annotations

import math
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import SimpleITK as sitk
from highdicom.ko import KeyObjectSelectionDocument
from highdicom.seg import segread
from highdicom.sr import srread
from pydicom import Dataset, dcmread
from pydicom.errors import InvalidDicomError
from pydicom.uid import KeyObjectSelectionDocumentStorage, SegmentationStorage

from viewer.case.geometry import Geometry
from viewer.case.study import Problem

TIMEOUT_S = 120
NIFTI_TOLERANCE_MM = 0.01
"""NIfTI holds its matrix in single precision."""
FALSE_ALARMS: tuple[tuple[str, str], ...] = ()
"""Pairs of (text in a line of dciodvfy, why that line is wrong). Empty: everything we write passes as it is."""


def validate(path: Path, expected_uid: str = "") -> tuple[Problem, ...]:
    """What is wrong with a DICOM SEG or SR file; nothing when it is valid.

    The file is read back by pydicom and highdicom, and checked against the standard by `dciodvfy` (Debian package
    dicom3tools) when that is on the PATH. Only errors count: its warnings are advice.
    """
    try:
        dataset = dcmread(path)
    except (OSError, InvalidDicomError, EOFError) as error:
        return (Problem("refused", f"{path.name} cannot be read back ({error}).", str(path)),)
    problems = [*_identity_problems(dataset, path, expected_uid), *_content_problems(path, dataset.SOPClassUID)]
    return (*problems, *dciodvfy_problems(path))


def validate_nifti(path: Path, geometry: Geometry) -> tuple[Problem, ...]:
    """What is wrong with a NIfTI file that should lie on `geometry`: its grid or the place of its corners."""
    try:
        image = sitk.ReadImage(str(path))
    except RuntimeError:  # ITK's only exception
        return (Problem("refused", f"{path.name} cannot be read back.", str(path)),)
    if image.GetSize() != geometry.shape_kji[::-1]:
        return (Problem("warning", f"{path.name} has another grid than the volume.", str(path)),)
    k, j, i = (size - 1 for size in geometry.shape_kji)
    for corner in ((0, 0, 0), (k, 0, 0), (0, j, 0), (0, 0, i)):
        point = image.TransformIndexToPhysicalPoint(corner[::-1])
        if math.dist(point, geometry.point(*corner)) > NIFTI_TOLERANCE_MM:
            return (Problem("warning", f"{path.name} lies at another place than the volume.", str(path)),)
    return ()


def dciodvfy_problems(path: Path) -> tuple[Problem, ...]:
    """The errors that `dciodvfy` finds; nothing when it is not installed."""
    program = shutil.which("dciodvfy")
    if program is None:
        return ()
    done = subprocess.run([program, str(path)], capture_output=True, timeout=TIMEOUT_S, check=False)
    lines = (done.stderr + done.stdout).decode("utf-8", "replace").splitlines()
    return tuple(Problem("warning", f"dciodvfy: {line.strip()}", str(path)) for line in _errors(lines))


def _errors(lines: Sequence[str]) -> list[str]:
    return [
        line
        for line in lines
        if line.startswith(("Error", "Abort")) and not any(text in line for text, _ in FALSE_ALARMS)
    ]


def _identity_problems(dataset: Dataset, path: Path, expected_uid: str) -> list[Problem]:
    problems = []
    for keyword in ("SOPClassUID", "SOPInstanceUID", "SeriesInstanceUID", "StudyInstanceUID"):
        if not dataset.get(keyword):
            problems.append(Problem("warning", f"{keyword} is missing.", str(path)))
    if expected_uid and dataset.get("SOPInstanceUID") != expected_uid:
        problems.append(Problem("warning", "The file holds another object than the one that was written.", str(path)))
    return problems


def _content_problems(path: Path, sop_class_uid: str) -> list[Problem]:
    try:
        if sop_class_uid == SegmentationStorage:
            segmentation = segread(path)
            numbers = segmentation.get_segment_numbers()
            if not numbers or not segmentation.pixel_array.any():
                return [Problem("warning", "The segmentation holds no voxels.", str(path))]
        elif sop_class_uid == KeyObjectSelectionDocumentStorage:
            KeyObjectSelectionDocument.from_dataset(dcmread(path))
        else:
            srread(path)
    except (ValueError, TypeError, AttributeError, KeyError, RuntimeError) as error:
        return [Problem("warning", f"The object cannot be read back: {error}.", str(path))]
    return []
