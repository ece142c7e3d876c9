"""Several series as the channels of one network: told apart by their descriptions, laid over each other to the voxel."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from desktop.workflows.channels import gather, on_grid, which_series
from viewer.case.errors import KnownError
from viewer.case.geometry import Geometry
from viewer.case.progress import no_tick
from viewer.case.study import Series
from viewer.case.volume import Volume

NAMES = ("T1c", "T1", "T2", "FLAIR")


def mr(uid: str, description: str, contrast: str = "", frame: str = "f") -> Series:
    return Series(uid, "1.2", "MR", description, frame_uid=frame, contrast_agent=contrast)


EXAM = (mr("1.1", "t1_mprage_sag"), mr("1.2", "T2 TSE ax"), mr("1.3", "t2_flair_cor dark fluid"), mr("1.4", "T1 MPRAGE +C", "Gadobutrol"), mr("1.5", "DWI b1000"))


def test_series_are_told_by_their_descriptions() -> None:
    assert {name: series.uid for name, series in which_series(NAMES, {}, EXAM).items()} == {"T1c": "1.4", "T1": "1.1", "T2": "1.2", "FLAIR": "1.3"}


def test_what_is_said_counts_and_what_cannot_be_told_is_asked() -> None:
    assert which_series(NAMES, {"t2": "1.5"}, EXAM)["T2"].uid == "1.5"
    with pytest.raises(KnownError, match="which series is FLAIR cannot be told"):
        which_series(NAMES, {}, [*EXAM, mr("1.6", "FLAIR ax")])
    with pytest.raises(KnownError, match="no channel PD"):
        which_series(NAMES, {"PD": "1.5"}, EXAM)
    with pytest.raises(KnownError, match=r"No series of this study has the UID 9\.9"):
        which_series(NAMES, {"T1": "9.9"}, EXAM)
    with pytest.raises(KnownError, match="do not share one frame of reference"):
        which_series(NAMES, {}, [replace(EXAM[0], frame_uid="other"), *EXAM[1:]])


def a_volume(folder: Path, name: str, matrix: np.ndarray, shape: tuple[int, int, int]) -> Volume:
    """A field that changes evenly through the patient, so that it is interpolated exactly."""
    geometry = Geometry.from_matrix(shape, matrix, "f")
    index = np.stack(np.meshgrid(*map(np.arange, shape), indexing="ij"), -1).reshape(-1, 3)
    voxels = (geometry.to_lps(index) @ (2.0, -1.0, 3.0)).reshape(shape).astype(np.float32)
    np.save(folder / f"{name}.npy", voxels)
    return Volume(name, geometry, np.load(folder / f"{name}.npy", mmap_mode="r"), folder / f"{name}.npy", "raw")


def test_an_oblique_sagittal_series_is_laid_over_an_axial_one(tmp_path: Path) -> None:
    axial = a_volume(tmp_path, "axial", np.array([[0, 0, 1.5, -20], [0, 1.5, 0, -20], [4.0, 0, 0, -15], [0, 0, 0, 1]]), (8, 26, 27))
    turn = np.array([[0.98, 0.17, 0.1], [-0.17, 0.985, 0.0], [-0.1, -0.02, 0.995]])
    sagittal = np.eye(4)
    sagittal[:3, :3] = turn @ np.array([[1.0, 0, 0], [0, 0, 1.1], [0, -1.1, 0]])
    sagittal[:3, 3] = -sagittal[:3, :3] @ (35.0, 36.0, 37.0)
    other = a_volume(tmp_path, "sagittal", sagittal, (70, 72, 74))
    path = on_grid(other, axial.geometry, tmp_path / "out.npy", no_tick)
    moved = np.load(path)
    inside = moved != moved.min()
    assert inside.mean() > 0.9
    assert np.abs(moved - np.asarray(axial.voxels))[inside].max() < 0.01
    assert on_grid(axial, axial.geometry, tmp_path / "same.npy", no_tick) == axial.path


def test_every_channel_lies_on_the_grid_of_the_open_series(tmp_path: Path) -> None:
    matrix = np.diag([3.0, 1.0, 1.0, 1.0])
    one = a_volume(tmp_path, "1.1", matrix, (6, 20, 20))
    two = a_volume(tmp_path, "1.2", np.diag([2.0, 1.5, 1.5, 1.0]), (9, 14, 14))
    paths = gather({"T1": EXAM[0], "T2": EXAM[1]}, one, lambda series, tick: two, tmp_path, no_tick)
    assert paths["T1"] == one.path and np.load(paths["T2"]).shape == (6, 20, 20)
