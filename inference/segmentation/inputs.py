"""How a volume reaches a runner: its voxels as a file that is mapped, the rest in the task's request."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from inference.engine import Task
from inference.memory import is_out_of_memory
from viewer.case.errors import KnownError
from viewer.case.geometry import Geometry
from viewer.case.volume import Volume


def request_for(volume: Volume, modality: str, **more: object) -> str:
    """The request of a task on `volume`; `more` is what the runner asks for besides, as JSON values."""
    geometry = volume.geometry
    return json.dumps(
        {
            "series_uid": volume.series_uid,
            "shape_kji": geometry.shape_kji,
            "affine": geometry.affine,
            "frame_uid": geometry.frame_uid,
            "unit": volume.unit,
            "modality": modality,
            **more,
        }
    )


def read_request(task: Task) -> dict[str, Any]:
    """The request as a dict."""
    request = json.loads(task.request)
    assert isinstance(request, dict)
    return request


def open_volume(task: Task) -> Volume:
    """Map the task's volume, read-only.

    Raises
    ------
    KnownError when the volume's file is gone or does not hold what the request says.
    """
    request = read_request(task)
    k, j, i = (int(n) for n in request["shape_kji"])
    geometry = Geometry.from_matrix((k, j, i), request["affine"], request["frame_uid"])
    path = task.volume_path
    try:
        assert path is not None
        voxels = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError) as error:
        if is_out_of_memory(error):
            raise
        raise KnownError(f"The volume {path} cannot be read.", "Open the study again.") from error
    if voxels.shape != geometry.shape_kji:
        raise KnownError(f"The volume {path} has the shape {voxels.shape}, not {geometry.shape_kji}.", "Open it again.")
    return Volume(request["series_uid"], geometry, voxels, path, request["unit"])


def refuse_unless_ct(task: Task, volume: Volume) -> None:
    """KnownError when the rules, which are Hounsfield units, mean nothing for these voxels."""
    modality = read_request(task)["modality"]
    if modality != "CT" or volume.unit != "HU":
        raise KnownError(
            f"This model reads CT in Hounsfield units; the series is {modality} in {volume.unit}.",
            "Choose a CT series, or a model for this modality.",
        )


def unit_in_words(unit: str) -> str:
    """What the values of a volume are, in a sentence."""
    return "stored numbers without a unit" if unit == "raw" else unit
