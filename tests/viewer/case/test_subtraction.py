"""Subtraction of a mask on films whose vessel is known at every pixel, and what files say about it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, XRayAngiographicImageStorage, generate_uid

from viewer.case.subtraction import Masking, Subtraction, moved
from viewer.case.volume import Plane, Stack, Window
from viewer.dicom.read_masks import read_masks
from viewer.scene.pixel_source import PixelSource
from viewer.scene.value_text import subtraction_text, untranslated
from viewer.scene.view_state import fit

BONE = np.tile(np.linspace(40, 200, 24, dtype=np.float64), (20, 1))
VESSEL = (slice(4, 16), slice(10, 12))


def film(count: int = 6, shift: int = 0) -> Stack:
    """Bone in every frame; from frame 3 on a vessel takes half of the beam, and the patient lies `shift` pixels further right."""
    frames = np.stack([BONE] * count)
    frames[3:, VESSEL[0], VESSEL[1]] *= 0.5
    frames[3:] = np.roll(frames[3:], shift, axis=2)
    planes = tuple(Plane("1.2.3", n, (0.0, 0.0, float(n)), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), 2.0, -5.0) for n in range(count))
    stored = np.rint(frames / 2 + 2.5).astype(np.uint16)  # slope 2, intercept -5
    return Stack("1.2", "local:1.2.3", planes, stored, "raw", "none")


def test_only_what_changed_is_left() -> None:
    stack, found = film(), Subtraction((Masking((0, 1)),))
    assert not np.any(found.frame(stack, 2))
    seen = found.frame(stack, 4)
    assert seen is not None and np.abs(seen[VESSEL] + 0.5 * BONE[VESSEL]).max() <= 2.0  # stored values are whole
    seen[VESSEL] = 0
    assert not seen.any()


def test_a_vessel_is_as_dark_over_bone_as_over_lung() -> None:
    seen = Subtraction((Masking((0,)),), logarithmic=True).frame(film(), 5)
    assert seen is not None and np.abs(seen[VESSEL] - 1000 * np.log(0.5)).max() < 30


def test_the_mask_follows_the_patient() -> None:
    stack, found = film(shift=2), Subtraction((Masking((0,)),))
    still, followed = found.frame(stack, 4), found.move(1, 0).move(1, 0).frame(stack, 4)
    assert still is not None and followed is not None
    beside = np.s_[:, 4:10]
    assert np.abs(still[beside]).min() > 10 and not followed[beside].any()
    assert subtraction_text(found.move(2, -1), 4, untranslated) == "! minus frame 1, mask moved +2 / -1 px"


def test_pictures_move_by_parts_of_pixels() -> None:
    ramp = np.tile(np.arange(8, dtype=np.float32), (5, 1))
    assert np.array_equal(moved(ramp, 0.5, 0.0)[:, 1:], ramp[:, 1:] - 0.5) and np.array_equal(moved(ramp, 0.0, 1.25), ramp)
    assert np.array_equal(moved(ramp.T.copy(), 0.0, -2.0)[:-2], ramp.T[:-2] + 2)


def test_frames_are_subtracted_where_the_file_says() -> None:
    stack = film()
    found = Subtraction((Masking((0,), ranges=((3, 4),)),))
    assert found.frame(stack, 2) is None and found.frame(stack, 3) is not None and found.frame(stack, 5) is None
    assert subtraction_text(found, 2, untranslated) == "! not subtracted"
    before = Subtraction((Masking(back=2),))
    seen = before.frame(stack, 4)
    assert before.frame(stack, 1) is None and seen is not None and seen[VESSEL].max() < -10
    assert subtraction_text(before, 4, untranslated) == "! minus frame 3" and not np.any(before.frame(stack, 5) - Subtraction((Masking((3,)),)).frame(stack, 5))
    averaged = Subtraction((Masking((0,), averaged=2),)).frame(stack, 2)
    assert averaged is not None and averaged[VESSEL].mean() == pytest.approx(-0.25 * BONE[VESSEL].mean(), abs=1.5)


def test_differences_are_seen_and_stored_values_are_told() -> None:
    source = PixelSource(film(), None)
    axis = source.axes[source.main]
    view = fit(source.geometry, axis, (24, 20), 5)
    plain, told = source.pixels(view, Window(60, 200), None, None, True, False), source.text_at(view.name, (10.0, 8.0, 4.0))
    window = source.subtract(Subtraction((Masking((0,)),)), Window(60, 200))
    seen = source.pixels(view, window, None, None, True, False)
    assert seen[2, 2, 0] == seen[2, 20, 0] and int(seen[8, 11, 0]) < int(seen[2, 2, 0]) - 100 and plain[2, 2, 0] != plain[2, 20, 0]
    assert source.text_at(view.name, (10.0, 8.0, 4.0)) == told and source.presets["1"] == window
    assert source.subtract(None, window) == Window(60, 200)
    assert np.array_equal(source.pixels(view, Window(60, 200), None, None, True, False), plain)


def test_a_frame_without_a_mask_keeps_its_window() -> None:
    source = PixelSource(film(), None)
    view = fit(source.geometry, source.axes[source.main], (24, 20), 1)
    plain = source.pixels(view, Window(60, 200), None, None, True, False)
    window = source.subtract(Subtraction((Masking((0,), ranges=((3, 5),)),)), Window(60, 200))
    assert np.array_equal(source.pixels(view, window, None, None, True, False), plain)


def written(folder: Path, items: list[Dataset], relationship: str = "LOG") -> str:
    dataset = Dataset()
    dataset.SOPClassUID, dataset.SOPInstanceUID, dataset.NumberOfFrames = XRayAngiographicImageStorage, generate_uid(), 6
    dataset.PixelIntensityRelationship, dataset.MaskSubtractionSequence = relationship, items
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    pydicom.dcmwrite(folder / "film.dcm", dataset, enforce_file_format=True)
    return str(folder / "film.dcm")


def item(operation: str, **values: object) -> Dataset:
    found = Dataset()
    found.MaskOperation = operation
    for keyword, value in values.items():
        setattr(found, keyword, value)
    return found


def test_a_file_names_masks_ranges_and_shifts(tmp_path: Path) -> None:
    items = [
        item("AVG_SUB", ApplicableFrameRange=[4, 5], MaskFrameNumbers=[1, 2], ContrastFrameAveraging=2, MaskSubPixelShift=[1.5, -2.0]),
        item("TID", TIDOffset=2),
    ]
    found = read_masks(written(tmp_path, items, "LIN"))
    assert found.logarithmic and found.maskings == (Masking((0, 1), 0, ((3, 4),), 2, (2.0, 1.5)), Masking(back=2))


def test_what_names_no_mask_is_left_out(tmp_path: Path) -> None:
    items = [item("NONE", MaskFrameNumbers=0), item("AVG_SUB", MaskFrameNumbers=[9]), item("REV_TID", TIDOffset=1)]
    found = read_masks(written(tmp_path, items))
    assert found.maskings == () and not found.logarithmic
