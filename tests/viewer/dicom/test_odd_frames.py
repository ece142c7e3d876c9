"""One odd frame costs the others nothing, and what differs among frames is never measured or named as if it did not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from enhanced import frame_groups, item, one, shared_groups, write
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence as Items

from viewer.case.errors import KnownError
from viewer.case.progress import no_tick
from viewer.dicom.decode import Decoder
from viewer.dicom.frames import Frame
from viewer.dicom.groups import Groups
from viewer.dicom.load import Loaded, load
from viewer.dicom.midnight import across_midnight
from viewer.dicom.pixels import FrameSource
from viewer.dicom.places import lack_of, place_of
from viewer.dicom.scan import scan
from viewer.dicom.spacing import Spacing, common_to, impossible
from viewer.dicom.values import Values


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder(processes=1) as decoder:
        yield decoder


def opened(folder: Path, decoder: Decoder, part: str = "") -> Loaded:
    found = scan([folder / "in"], no_tick)
    return load(found.series[0], found.instances, folder / "volumes", decoder, no_tick, part)


def said(loaded: Loaded) -> str:
    return " ".join(problem.text for problem in loaded.problems)


def beam(size_mm: float, patient_mm: float) -> Dataset:
    return item(
        FramePixelDataPropertiesSequence=one(ImagerPixelSpacing=[size_mm, size_mm]),
        XRayGeometrySequence=one(DistanceSourceToDetector=1200.0, DistanceSourceToIsocenter=patient_mm),
    )


def angiogram(folder: Path, frames: list[Dataset]) -> None:
    write(
        folder / "in" / "1.dcm", np.ones((len(frames), 4, 6)), SOPClassUID="1.2.840.10008.5.1.4.1.1.12.1.1", Modality="XA",
        FrameOfReferenceUID=None, SharedFunctionalGroupsSequence=Items([Dataset()]), PerFrameFunctionalGroupsSequence=Items(frames),
    )  # fmt: skip


def test_a_pixel_size_that_changes_within_a_film_is_not_measured_with(tmp_path: Path, decoder: Decoder) -> None:
    angiogram(tmp_path, [beam(0.3, 800), beam(0.6, 800), beam(0.3, 600)])
    loaded = opened(tmp_path, decoder)
    assert loaded.stack.spacing_source == "none" and {plane.along_lps for plane in loaded.stack.planes} == {(1.0, 0.0, 0.0)}
    assert "changes from picture to picture (0.15, 0.2, 0.4 mm)" in said(loaded) and "divided by" not in said(loaded)


def test_one_pixel_size_of_all_frames_stays(tmp_path: Path, decoder: Decoder) -> None:
    angiogram(tmp_path, [beam(0.3, 800), beam(0.3, 800)])
    loaded = opened(tmp_path, decoder)
    assert loaded.stack.spacing_source == "imager/magnification" and "changes" not in said(loaded)
    assert loaded.stack.planes[1].along_lps == pytest.approx((0.2, 0.0, 0.0))


def test_slices_by_number_with_two_pixel_sizes_are_in_pixels(tmp_path: Path, decoder: Decoder) -> None:
    for number, size in enumerate(([1.5, 2.0], [3.0, 4.0]), 1):
        write(tmp_path / "in" / f"{number}.dcm", np.ones((4, 6)), SOPClassUID="1.2.840.10008.5.1.4.1.1.4", InstanceNumber=number, PixelSpacing=size)
    loaded = opened(tmp_path, decoder)
    assert len(loaded.stack.planes) == 2 and loaded.stack.spacing_source == "none" and "1.5 x 2, 3 x 4 mm" in said(loaded)
    assert loaded.stack.planes[0].down_lps == (0.0, 0.75, 0.0)


def test_a_size_known_of_some_pictures_only_is_no_size_of_all() -> None:
    found = common_to([Spacing((0.2, 0.2), "imager"), Spacing((1.0, 1.0), "none")])
    assert found.source == "none" and "elsewhere unknown" in found.oddities[0]


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (item(PlaneOrientationSequence=one(ImageOrientationPatient=[1, 0, 0, 1, 0, 0])), "not at right angles"),
        (Dataset(), "does not say where"),
    ],
)
def test_one_bad_frame_leaves_the_others_a_volume(tmp_path: Path, decoder: Decoder, bad: Dataset, why: str) -> None:
    frames = [frame_groups((0, 0, 3 * index)) for index in range(6)]
    if "PlaneOrientationSequence" in bad:
        bad.PlanePositionSequence = frames[5].PlanePositionSequence
    frames[5] = bad
    pixels = np.arange(6)[:, None, None] * np.ones((6, 4, 6))
    write(tmp_path / "in" / "1.dcm", pixels, SharedFunctionalGroupsSequence=shared_groups(), PerFrameFunctionalGroupsSequence=Items(frames))
    loaded = opened(tmp_path, decoder)
    assert loaded.need_volume().geometry.shape_kji == (5, 4, 6)
    assert "Frame 6 of 6 cannot lie in the volume" in said(loaded) and why in said(loaded)
    apart = opened(tmp_path, decoder, loaded.parts[1].key)
    assert apart.volume is None and apart.stack.pixels.max() == apart.stack.pixels.min() == 5


def breast(folder: Path, sides: tuple[str, ...]) -> None:
    for number, side in enumerate(sides, 1):
        frames = [frame_groups((index, 0, 0)) for index in range(4)]
        shared = shared_groups((0, 1, 0, 0, 0, -1))
        shared[0].FrameAnatomySequence = one(FrameLaterality=side)
        write(
            folder / "in" / f"{number}.dcm", np.full((4, 4, 6), number), SOPClassUID="1.2.840.10008.5.1.4.1.1.13.1.3", Modality="MG",
            InstanceNumber=number, ViewCodeSequence=one(CodeValue="399368009", CodingSchemeDesignator="SCT", CodeMeaning="medio-lateral oblique"),
            SharedFunctionalGroupsSequence=shared, PerFrameFunctionalGroupsSequence=Items(frames),
        )  # fmt: skip


def test_tomosynthesis_is_named_by_side_and_view(tmp_path: Path, decoder: Decoder) -> None:
    breast(tmp_path / "one", ("L",))
    assert [part.name for part in opened(tmp_path / "one", decoder).parts] == ["L MLO"]
    breast(tmp_path / "two", ("L", "R"))
    assert sorted(part.name for part in opened(tmp_path / "two", decoder).parts) == ["L MLO", "R MLO"]


def test_a_header_that_names_both_sides_is_warned_of(tmp_path: Path, decoder: Decoder) -> None:
    tags: dict[str, Any] = {"SOPClassUID": "1.2.840.10008.5.1.4.1.1.1.2", "Modality": "MG", "ViewPosition": "CC", "FrameOfReferenceUID": None}
    write(tmp_path / "a" / "in" / "1.dcm", np.ones((4, 6)), ImageLaterality="R", Laterality="L", **tags)
    loaded = opened(tmp_path / "a", decoder)
    assert loaded.part.name == "R CC" and "Image Laterality R and Laterality L" in said(loaded)
    write(tmp_path / "b" / "in" / "1.dcm", np.ones((4, 6)), ImageLaterality="R", Laterality="R", **tags)
    assert "contradicts" not in said(opened(tmp_path / "b", decoder))


def timed(number: float, time_s: float) -> Frame:
    source = FrameSource("", "", 0, 0, 0, 1, 7, 9, 16, 16, 15, False)
    return Frame(
        f"{number}", 0, (0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (1.0, 1.0), "pixel_spacing", "1.2", True, Values(), None, False,
        (("time", time_s), ("number", number)), source,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ([86398, 1, 4], [86398, 86401, 86404]),
        ([4, 1, 86398], None),  # the late one has the highest number: a long pause
        ([28800, 30000, 75600], None),  # 08:00 and 21:00 of one day
        ([40000, 39990, 40010], None),
        ([1.7e9, 1.7e9 - 50000], None),  # dates are known
    ],
)
def test_times_run_on_over_midnight(clock: list[float], expected: list[float] | None) -> None:
    frames = [timed(number, time_s) for number, time_s in enumerate(clock, 1)]
    found, over = across_midnight(frames)
    assert over is (expected is not None)
    assert [dict(frame.order)["time"] for frame in found] == (expected or clock)


def test_what_a_slice_lacks_is_said_as_it_is() -> None:
    def groups(**tags: Any) -> Groups:
        return Groups(item(**tags), Dataset(), Dataset())

    axial = [1, 0, 0, 0, 1, 0]
    assert "where in the patient" in lack_of(groups())
    assert "how large the pixels are" in lack_of(groups(ImagePositionPatient=[0, 0, 0], ImageOrientationPatient=axial))
    assert "1e+07, 0, 0 mm, is impossible" in lack_of(groups(ImagePositionPatient=[1e7, 0, 0], ImageOrientationPatient=axial))
    with pytest.raises(KnownError, match=r"lengths 1\.2 and 1"):
        place_of(groups(ImagePositionPatient=[0, 0, 0], ImageOrientationPatient=[1.2, 0, 0, 0, 1, 0]))
    with pytest.raises(KnownError, match="not at right angles"):
        place_of(groups(ImagePositionPatient=[0, 0, 0], ImageOrientationPatient=[1, 0, 0, 0.0872, 0.9962, 0]))
    assert not impossible(item(PixelSpacing=[1, 1]), "PixelSpacing")


@pytest.mark.parametrize("first", ["X FIRST", ""])
def test_a_private_b_value_is_found_in_whatever_block_its_owner_has(tmp_path: Path, decoder: Decoder, first: str) -> None:
    for number, b_value in enumerate((0, 0, 1000, 1000), 1):
        path = tmp_path / "in" / f"{number}.dcm"
        write(path, np.ones((4, 6)), SOPClassUID="1.2.840.10008.5.1.4.1.1.4", InstanceNumber=number, PixelSpacing=[1, 1],
              ImagePositionPatient=[0, 0, number % 2], ImageOrientationPatient=[1, 0, 0, 0, 1, 0])  # fmt: skip
        dataset = pydicom.dcmread(path)
        if first:
            dataset.private_block(0x19, first, create=True).add_new(0x0C, "IS", "7")
        dataset.private_block(0x19, "SIEMENS MR HEADER", create=True).add_new(0x0C, "IS", str(b_value))
        dataset.save_as(path)
    assert [part.name for part in opened(tmp_path, decoder).parts] == ["b 0", "b 1000"]
