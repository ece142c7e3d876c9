"""Slices of one volume whose headers differ in what their numbers mean are not measured as if they did not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from enhanced import frame_groups, one, shared_groups, write
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence as Items

from viewer.case.progress import no_tick
from viewer.dicom.cache import Loaded
from viewer.dicom.decode import Decoder
from viewer.dicom.groups import common_groups
from viewer.dicom.load import load
from viewer.dicom.scan import scan
from viewer.dicom.values import NO_RESCALE

CT, ENHANCED_CT = "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.2.1"
STORED = np.arange(48).reshape(6, 8) + 1000


def opened(folder: Path) -> Loaded:
    found = scan([folder], no_tick)
    with Decoder() as decoder:
        return load(found.series[0], found.instances, folder.parent / "volumes", decoder, no_tick)


def ct(folder: Path, *rescales: dict[str, Any]) -> Loaded:
    """A CT series of one slice with each of `rescales`, 3 mm apart."""
    for n, rescale in enumerate(rescales):
        tags = {
            "SOPClassUID": CT, "Modality": "CT", "ImageType": ["ORIGINAL", "PRIMARY", "AXIAL"], "InstanceNumber": n + 1,
            "ImagePositionPatient": [0, 0, 3 * n], "ImageOrientationPatient": [1, 0, 0, 0, 1, 0], "PixelSpacing": [2, 3],
            "SliceThickness": 3, "WindowCenter": 40, "WindowWidth": 400,
        }  # fmt: skip
        write(folder / f"{n}.dcm", STORED, **tags, **rescale)
    return opened(folder)


def warnings_of(loaded: Loaded) -> list[str]:
    return [problem.text for problem in loaded.problems if problem.level == "warning"]


HU: dict[str, Any] = {"RescaleSlope": 1, "RescaleIntercept": -1024}


@pytest.mark.parametrize("lost", [{}, {"RescaleSlope": 1, "RescaleIntercept": ""}])
def test_one_slice_without_rescale_leaves_no_hu_to_measure_and_is_named(tmp_path: Path, lost: dict[str, Any]) -> None:
    loaded = ct(tmp_path / "in", HU, HU, lost, HU)
    volume = loaded.need_volume()
    assert (volume.unit, loaded.stack.unit, len(loaded.parts)) == ("raw", "raw", 1)
    assert np.array_equal(volume.voxels, np.stack([STORED] * 4))
    assert [window.centre for window in volume.windows] == [1063.5]  # 40 HU, without the half of LINEAR
    (said,) = warnings_of(loaded)
    assert said.startswith("Slice 3 does not say how stored numbers become HU")


def test_a_series_without_rescale_is_in_stored_numbers_and_says_so_once(tmp_path: Path) -> None:
    loaded = ct(tmp_path / "in", {}, {}, {})
    assert loaded.need_volume().unit == "raw" and warnings_of(loaded) == [NO_RESCALE]


def test_a_jump_of_the_intercept_is_said(tmp_path: Path) -> None:
    loaded = ct(tmp_path / "in", HU, {**HU, "RescaleIntercept": 0}, HU, HU)
    assert loaded.need_volume().unit == "HU"
    assert warnings_of(loaded) == ["Slice 2 has a Rescale Intercept of 0 where the others have -1024; check its HU."]
    assert warnings_of(ct(tmp_path / "near" / "in", HU, {**HU, "RescaleIntercept": -1000}, HU)) == []


@pytest.mark.parametrize("groups", [2, 4])
@pytest.mark.parametrize("alike", [True, False])
def test_groups_that_are_not_as_many_as_the_frames(tmp_path: Path, groups: int, alike: bool) -> None:
    own = Items([
        frame_groups((0, 0, 3 * n), PixelValueTransformationSequence=one(RescaleSlope=2, RescaleIntercept=-1024 if alike else -n, RescaleType="HU"))
        for n in range(groups)
    ])  # fmt: skip
    write(
        tmp_path / "in" / "ct.dcm", np.stack([STORED] * 3), SOPClassUID=ENHANCED_CT, Modality="CT",
        SharedFunctionalGroupsSequence=shared_groups(), PerFrameFunctionalGroupsSequence=own,
    )  # fmt: skip
    loaded = opened(tmp_path / "in")
    plane = loaded.stack.planes[0]
    values = loaded.stack.pixels[0] * plane.slope + plane.intercept
    assert loaded.volume is None and loaded.stack.unit == ("HU" if alike else "raw")
    assert np.array_equal(values, STORED * 2 - 1024 if alike else STORED)
    said = warnings_of(loaded)
    assert any(text.startswith(f"The header describes {groups} pictures one by one") for text in said)
    assert (NO_RESCALE in said) is not alike and not any("where in the patient" in text for text in said)


def test_the_place_of_one_frame_is_common_to_none() -> None:
    dataset = Dataset()
    dataset.PerFrameFunctionalGroupsSequence = Items([frame_groups((0, 0, 3), FrameContentSequence=one(StackID="1"))])
    assert len(common_groups(dataset).own) == 0


def test_more_pixel_data_than_described_is_said(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.dcm", STORED, BitsAllocated=8, BitsStored=8, HighBit=7)
    assert any("at least twice the pixel data" in text for text in warnings_of(opened(tmp_path / "in")))


def test_doubles_that_do_not_fit_are_said(tmp_path: Path) -> None:
    for name, most in (("small", 1.0), ("large", 1e40)):
        folder = tmp_path / name / "in"
        double = np.full((6, 8), most).astype("<f8").tobytes()
        write(folder / "a.dcm", STORED, BitsAllocated=64, BitsStored=None, HighBit=None, PixelRepresentation=None,
              PixelData=None, DoubleFloatPixelData=double, SOPClassUID="1.2.840.10008.5.1.4.1.1.30")  # fmt: skip
        assert any("beyond 3.4e38" in text for text in warnings_of(opened(folder))) is (name == "large")
