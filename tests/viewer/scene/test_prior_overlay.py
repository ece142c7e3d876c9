"""A prior laid over: what is the same is grey in the difference, and squares and blends are of the right study."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from viewer.case.bend import Bend
from viewer.case.geometry import Geometry
from viewer.case.registration import Registration
from viewer.case.source import by
from viewer.case.volume import Volume, Voxels, Window
from viewer.scene.prior_overlay import MODES, SQUARE_PX, PriorOverlay
from viewer.scene.slice_view import Slicer
from viewer.scene.view_state import PlaneView

SHIFT = (7.0, -3.0, 40.0)


def volume(voxels: Voxels, shift: tuple[float, float, float], frame: str) -> Volume:
    matrix = np.array([[0, 0, 1, shift[0]], [0, 1, 0, shift[1]], [1, 0, 0, shift[2]], [0, 0, 0, 1]], float)
    return Volume("1", Geometry.from_matrix(voxels.shape, matrix, frame), voxels, Path("none"), "HU")


@pytest.fixture
def overlay() -> PriorOverlay:
    """The same body of 100 HU twice, the second time elsewhere on the scanner and with a piece that is darker."""
    now = np.full((8, 120, 120), 100, np.int16)
    then = now.copy()
    then[:, :20, :20] = 0
    own, prior = volume(now, (0, 0, 0), "A"), volume(then, SHIFT, "B")
    rows = tuple((*(1.0 if a == b else 0.0 for b in range(3)), SHIFT[a]) for a in range(3))
    window = Window(100, 200)
    return PriorOverlay(
        prior, "A", window, "2025", to_volume=rows, beneath=Slicer(own.geometry, own.voxels),  # type: ignore[arg-type]
        window_of=lambda: window, prior_window_of=lambda: window,
    )  # fmt: skip


VIEW = PlaneView("axial", (60.0, 60.0, 4.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), 1.0, (120, 120))


def laid(overlay: PriorOverlay) -> np.ndarray:
    pixels = np.full((120, 120, 3), 127, np.uint8)
    overlay.lay_over(pixels, VIEW)
    return pixels


def test_a_difference_is_grey_where_nothing_changed(overlay: PriorOverlay) -> None:
    pixels = laid(replace(overlay, mode="difference"))
    assert np.all(pixels[40:100, 40:100] == 128)
    assert np.all(pixels[5:15, 5:15] > 180), "these pictures are brighter there"


def test_squares_take_turns(overlay: PriorOverlay) -> None:
    pixels = laid(replace(overlay, mode="checkerboard"))
    assert np.all(pixels[5:15, 5:15] == 127), "the first square is of this study"
    assert np.all(pixels[5:15, SQUARE_PX + 5] == 128)


def test_a_blend_goes_from_one_to_the_other(overlay: PriorOverlay) -> None:
    assert np.all(laid(replace(overlay, blend=1.0))[5:15, 5:15] == 0)
    assert np.all(laid(replace(overlay, blend=0.0))[5:15, 5:15] == 127)


def test_beside_the_prior_nothing_is_laid_over(overlay: PriorOverlay) -> None:
    far = replace(VIEW, centre_lps=(60.0, 60.0, 100.0))
    pixels = np.full((120, 120, 3), 9, np.uint8)
    overlay.lay_over(pixels, far)
    assert np.all(pixels == 9)


def test_after_the_last_way_there_is_none(overlay: PriorOverlay) -> None:
    shown: PriorOverlay | None = overlay
    seen = []
    while shown is not None:
        seen.append(shown.mode)
        shown = shown.next_mode()
    assert tuple(seen) == MODES


def test_a_bent_prior_lies_on_the_study_where_a_straight_one_does_not() -> None:
    k, j, i = np.indices((20, 120, 120), sparse=True)
    now = ((j // 10 + i // 10 + 0 * k) % 2 * 200).astype(np.int16)
    shifts = np.zeros((7, 7, 2, 3))
    shifts[..., 0] = 6.0 * np.sin(np.linspace(0, np.pi, 7))[:, None, None]
    bend = Bend.of((0.0, 0.0, 0.0), 20.0, shifts)
    # What lies at p in the study lies at p + shift(p), moved on by SHIFT, in the prior: one point of each column is enough.
    x = np.arange(120.0)
    there = x + bend.at(np.column_stack((x, np.full(120, 60.0), np.full(120, 4.0))))[:, 0]
    source = np.interp(x, there, x)
    then = now[:, :, np.clip(np.rint(source).astype(int), 0, 119)]
    own, prior = volume(now, (0, 0, 0), "A"), volume(then, SHIFT, "B")
    rows = tuple((*(1.0 if a == b else 0.0 for b in range(3)), SHIFT[a]) for a in range(3))
    window = Window(100, 200)
    made = Registration("r", "1", "A", "2", "1", "B", rows, "deformable", None, by("model:x"), bend)  # type: ignore[arg-type]

    def laid_with(bent: Registration | None) -> np.ndarray:
        overlay = PriorOverlay(
            prior, "A", window, "2025", to_volume=rows, beneath=Slicer(own.geometry, own.voxels),  # type: ignore[arg-type]
            window_of=lambda: window, prior_window_of=lambda: window, mode="difference", bent=bent,
        )  # fmt: skip
        return np.abs(laid(overlay)[30:90, 20:100, 0].astype(int) - 128)

    assert laid_with(None).mean() > 20
    assert laid_with(made).mean() < 6
    overlay = PriorOverlay(
        prior, "A", window, "then", to_volume=rows, beneath=Slicer(own.geometry, own.voxels),  # type: ignore[arg-type]
        window_of=lambda: window, prior_window_of=lambda: window, bent=made,
    )  # fmt: skip
    assert overlay.text_at((65.0, 65.0, 4.0)) == f"then {prior.value_at(made.there((65.0, 65.0, 4.0))):g} HU"


def test_values_without_a_scale_are_compared_each_in_its_own_window(overlay: PriorOverlay) -> None:
    other = replace(overlay.volume, unit="raw", voxels=(np.asarray(overlay.volume.voxels) * 2 + 100).astype(np.int16))
    scaled = replace(overlay, volume=other, prior_window_of=lambda: Window(300, 400), mode="difference")
    assert np.array_equal(laid(scaled), laid(replace(overlay, mode="difference")))
