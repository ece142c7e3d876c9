"""What a network draws lies where it saw it: every order and direction of axes, oblique grids, any spacing."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from network_case import drawn, saved_volume, task_for, threshold_pack

from inference.segmentation.network import run
from inference.segmentation.network_grid import NetworkGrid
from viewer.case.geometry import Geometry
from viewer.case.progress import no_tick

TURN = np.array([[0.9659, -0.2588, 0.0], [0.2536, 0.9464, 0.2], [-0.0518, -0.1932, 0.98]])
"""About 15 degrees around one axis and 11 around another."""
ORIENTATIONS = [(axes, signs) for axes in itertools.permutations(range(3)) for signs in itertools.product((1, -1), repeat=3)]
LPS = {"R": (-1, 0, 0), "L": (1, 0, 0), "A": (0, -1, 0), "P": (0, 1, 0), "S": (0, 0, 1), "I": (0, 0, -1)}


def a_geometry(
    axes: tuple[int, int, int], signs: tuple[int, int, int], spacing_mm: tuple[float, float, float], shape: tuple[int, int, int], oblique: bool
) -> Geometry:
    """A grid whose array axis n runs along patient axis ``axes[n]``, in the direction ``signs[n]``, turned when oblique."""
    turn = np.linalg.qr(TURN)[0] * np.sign(np.diag(np.linalg.qr(TURN)[0])) if oblique else np.eye(3)
    matrix = np.eye(4)
    for column, (axis, sign) in enumerate(zip(axes, signs, strict=True)):
        matrix[:3, column] = turn[:, axis] * sign * spacing_mm[column]
    matrix[:3, 3] = -matrix[:3, :3] @ (np.array(shape) - 1) / 2 + (7.0, -3.0, 11.0)
    return Geometry.from_matrix(shape, matrix, "frame")


def asymmetric(points: Any) -> Any:
    """A body without any symmetry: brighter to the left, further to the back, and a ball off every axis."""
    x, y, z = points.T
    ball = np.maximum(0, 400 - 3 * ((x - 12) ** 2 + (y + 9) ** 2 + 1.7 * (z - 6) ** 2))
    return np.round(3 * x + 1.5 * y - 2 * z + ball + 40 * np.sin(x / 9 + y / 13 + z / 7)).astype(np.int16)


def label_map(pack: Path, volume: Any, folder: Path, **request: Any) -> Any:
    out = folder / "mask.npy"
    run(task_for(pack, volume, out, **request), no_tick, lambda text: None)
    mask = np.load(out)
    assert mask.shape == volume.geometry.shape_kji
    return mask


@pytest.mark.parametrize("oblique", [False, True])
def test_on_its_own_voxels_a_threshold_is_exact_in_every_orientation(tmp_path: Path, oblique: bool) -> None:
    pack = threshold_pack(tmp_path / "pack", (20.0, 90.0))
    for axes, signs in ORIENTATIONS:
        geometry = a_geometry(axes, signs, (2.0, 1.5, 1.0), (19, 22, 25), oblique)
        voxels = drawn(geometry, asymmetric)
        mask = label_map(pack, saved_volume(tmp_path, voxels, geometry), tmp_path)
        assert np.array_equal(mask, (voxels > 20).astype(np.uint8) + (voxels > 90)), (axes, signs)


@pytest.mark.parametrize("letters", ["RAS", "LPS", "SPL", "AIR", "IRP"])
@pytest.mark.parametrize("oblique", [False, True])
def test_what_lies_beside_is_looked_up_on_the_right_side(tmp_path: Path, letters: str, oblique: bool) -> None:
    """A network that labels what lies one voxel further along its first (second, third) axis sees the true neighbour."""
    rng = np.random.default_rng(3)
    for axis, letter in enumerate(letters):
        tap = tuple(int(n == axis) for n in range(3))
        pack = threshold_pack(tmp_path / f"pack{axis}", (0.0, 50.0), 3, tap, orientation=letters)  # type: ignore[arg-type]
        for axes, signs in ORIENTATIONS[axis :: 5]:
            geometry = a_geometry(axes, signs, (1.5, 1.5, 1.5), (18, 20, 23), oblique)
            voxels = rng.integers(-100, 150, geometry.shape_kji).astype(np.int16)
            mask = label_map(pack, saved_volume(tmp_path, voxels, geometry), tmp_path)
            # The array axis nearest to the letter's direction, found by the angle to it alone.
            cosines = np.array(LPS[letter]) @ geometry.matrix[:3, :3] / 1.5
            along = int(np.abs(cosines).argmax())
            step = int(np.sign(cosines[along]))
            neighbour = np.roll(voxels, -step, along)
            inner = tuple(slice(1, -1) if n == along else slice(None) for n in range(3))
            expected = (neighbour > 0).astype(np.uint8) + (neighbour > 50)
            assert np.array_equal(mask[inner], expected[inner]), (letters, letter, axes, signs)


@pytest.mark.parametrize("spacing_mm", [(2.0, 3.0, 2.5), (1.0, 0.7, 0.9), (2.0, 1.5, 1.0)])
def test_through_another_spacing_and_back_borders_stay_where_they_were(tmp_path: Path, spacing_mm: tuple[float, float, float]) -> None:
    """Values that change evenly are interpolated exactly, so the border must come back to the voxel, at any angle."""
    pack = threshold_pack(tmp_path / "pack", (-11.0, 37.0), spacing_mm=spacing_mm, sharpness=0.05)
    for axes, signs in ORIENTATIONS[::7]:
        geometry = a_geometry(axes, signs, (1.7, 1.1, 1.3), (26, 30, 28), True)
        points = geometry.to_lps(np.stack(np.meshgrid(*map(np.arange, geometry.shape_kji), indexing="ij"), -1).reshape(-1, 3))
        field = (points @ (2.1, -1.3, 1.7)).reshape(geometry.shape_kji).astype(np.float32)
        mask = label_map(pack, saved_volume(tmp_path, field, geometry), tmp_path)
        expected = (field > -11).astype(np.uint8) + (field > 37)
        # Clearness has 255 steps: a voxel within a tenth of the values' step of the border may fall either way.
        sure = (np.abs(field + 11) > 0.4) & (np.abs(field - 37) > 0.4)
        inside = tuple(slice(2, -2) for _ in range(3))
        wrong = (mask != expected) & sure
        assert not wrong[inside].any(), (axes, signs, np.argwhere(wrong)[:5])
        assert wrong.sum() < 0.002 * wrong.size


def test_the_networks_grid_goes_there_and_back() -> None:
    """A step along a network axis is one of its voxels towards its letter, and places are found again from the volume."""
    for axes, signs in ORIENTATIONS:
        geometry = a_geometry(axes, signs, (2.0, 0.8, 1.1), (31, 40, 37), True)
        grid = NetworkGrid.of(geometry, "RAS", (1.5, 1.5, 1.5))
        for axis, letter in enumerate("RAS"):
            size = geometry.shape_kji[grid.axes[axis]]
            places = grid.source_places(axis, 0, grid.shape[axis])
            inside = (places >= 0) & (places <= size - 1)
            assert inside.sum() >= grid.shape[axis] - 1
            back = np.interp(places, np.arange(size), grid.network_places(axis, 0, size))
            assert np.allclose(back[inside], np.arange(grid.shape[axis])[inside])
            ends = np.zeros((2, 3))
            ends[:, grid.axes[axis]] = places[:2]
            step_mm = np.subtract(*geometry.to_lps(ends)[::-1])
            assert np.linalg.norm(step_mm) == pytest.approx(1.5)
            assert step_mm @ LPS[letter] > 0.8 * 1.5


def test_the_answer_names_what_was_found(tmp_path: Path) -> None:
    geometry = a_geometry((2, 1, 0), (1, 1, 1), (2.0, 1.0, 1.0), (10, 20, 20), False)
    voxels = np.full(geometry.shape_kji, -50, np.int16)
    voxels[4:7, 5:9, 5:9] = 500
    pack = threshold_pack(tmp_path / "pack")
    out = tmp_path / "mask.npy"
    answer = json.loads(run(task_for(pack, saved_volume(tmp_path, voxels, geometry), out), no_tick, lambda text: None))
    assert answer["labels"] == [2]
    assert np.load(out).dtype == np.uint8
    assert answer["options"]["backend"] == "torch f32"
