"""Surfaces are read, and filled as a second implementation fills them."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from viewer.case.errors import KnownError
from viewer.case.geometry import Array, Geometry
from viewer.case.progress import no_tick
from viewer.dicom.read_stl import TRIANGLE, open_edges, read_surface, voxels_inside

CENTRE = np.array((12.0, -7.0, 31.0))


def ball(radius_mm: float, centre: Array = CENTRE, rings: int = 24) -> Array:
    """A closed surface of triangles around a point."""
    down, round_ = np.linspace(0, np.pi, rings + 1), np.linspace(0, 2 * np.pi, 2 * rings + 1)[:-1]
    at = np.array([[(np.sin(d) * np.cos(r), np.sin(d) * np.sin(r), np.cos(d)) for r in round_] for d in down])
    at[0], at[-1] = (0, 0, 1), (0, 0, -1)
    found = []
    for ring in range(rings):
        for n in range(2 * rings):
            a, b, c, d = at[ring, n], at[ring + 1, n], at[ring + 1, (n + 1) % (2 * rings)], at[ring, (n + 1) % (2 * rings)]
            found += [(a, b, c)] * (ring < rings - 1) + [(a, c, d)] * (ring > 0)
    return np.array(found) * radius_mm + centre


def slanted() -> Geometry:
    turn = np.linalg.qr(np.array([[0.9, 0.3, -0.1], [-0.2, 0.8, 0.4], [0.3, -0.2, 0.9]]))[0]
    matrix = np.eye(4)
    matrix[:3, :3] = turn * (2.5, 0.8, 1.1)
    matrix[:3, 3] = CENTRE - matrix[:3, :3] @ (14, 35, 28)
    rows = tuple(tuple(float(value) for value in row) for row in matrix)
    return Geometry((28, 70, 56), rows, "1.2.3")


def binary(path: Path, corners: Array, head: str) -> Path:
    rows = np.zeros(len(corners), TRIANGLE)
    rows["corners"] = corners
    path.write_bytes(head.encode().ljust(80) + struct.pack("<I", len(rows)) + rows.tobytes())
    return path


def test_a_ball_and_a_shell_are_filled_where_they_lie() -> None:
    geometry = slanted()
    k, j, i = np.indices(geometry.shape_kji)
    away = np.linalg.norm(geometry.to_lps(np.stack((k, j, i), -1).reshape(-1, 3)) - CENTRE, axis=1).reshape(geometry.shape_kji)
    surface = ball(20, rings=60)
    assert open_edges(surface) == 0
    inside = voxels_inside(surface, geometry, no_tick)
    unsure = np.abs(away - 20) < 0.06  # the flat sides of a ball of triangles
    assert np.array_equal(inside[~unsure], (away < 20)[~unsure]) and inside.sum() > 10_000
    hollow = voxels_inside(np.concatenate((surface, ball(12, rings=60)[:, ::-1])), geometry, no_tick)
    assert np.array_equal(hollow, inside & ~voxels_inside(ball(12, rings=60), geometry, no_tick))
    cut = voxels_inside(ball(20, CENTRE + geometry.matrix[:3, 0] * 14), geometry, no_tick)  # half of it is outside of the pictures
    assert cut[-1].any() and not cut[0].any() and 0.4 < cut.sum() / inside.sum() < 0.6


def test_a_surface_with_a_hole_is_seen() -> None:
    assert open_edges(ball(5)[:-1]) == 3


def test_files_are_read_with_the_axes_that_they_name(tmp_path: Path) -> None:
    corners = ball(5, rings=4)
    read = read_surface(binary(tmp_path / "a.stl", corners, "3D Slicer output. SPACE=RAS"))
    assert read.space == "RAS" and read.name == "a" and np.allclose(read.corners, corners, atol=1e-5)
    assert np.allclose(read.as_ras, corners * (-1, -1, 1), atol=1e-5)
    assert read_surface(binary(tmp_path / "b.stl", corners, "solid of some program")).space == ""
    named = read_surface(binary(tmp_path / "c.stl", corners, "Lightbox SPACE=LPS UNIT=mm left kidney"))
    assert named.name == "left kidney" and named.space == "LPS"
    words = "".join(
        "facet normal 0 0 0\n outer loop\n" + "".join(f"  vertex {x:e} {y:e} {z:e}\n" for x, y, z in row) + " endloop\nendfacet\n" for row in corners
    )
    (tmp_path / "d.stl").write_text(f"solid SPACE=LPS\n{words}endsolid\n", encoding="ascii")
    plain = read_surface(tmp_path / "d.stl")
    assert plain.space == "LPS" and np.allclose(plain.corners, corners, atol=1e-4)


@pytest.mark.parametrize("raw", [b"", b"solid x\nendsolid", b"solid x\nvertex 1 2 three", b"\0" * 84, b"x" * 80 + b"\xff\xff\xff\x7f" + b"1" * 50])
def test_what_is_no_surface_is_refused(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "bad.stl").write_bytes(raw)
    with pytest.raises(KnownError, match=r"bad\.stl"):
        read_surface(tmp_path / "bad.stl")
