"""Frames of multi-frame objects lie where their functional groups say, in any order, over several files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from enhanced import FRAME_UID, frame_groups, item, one, shared_groups, write
from pydicom.sequence import Sequence as Items
from pydicom.uid import NuclearMedicineImageStorage

from viewer.case.progress import no_tick
from viewer.dicom.decode import Decoder
from viewer.dicom.load import Loaded, load
from viewer.dicom.scan import scan

SHAPE = (5, 7)
OBLIQUE = (0.8, 0.6, 0.0, 0.0, 0.0, -1.0)


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder(processes=1) as decoder:
        yield decoder


def load_path(path: Path, volumes: Path, decoder: Decoder, part: str = "") -> Loaded:
    found = scan([path], no_tick)
    return load(found.series[0], found.instances, volumes, decoder, no_tick, part)


def frames_of(numbers: list[int]) -> np.ndarray:
    """One frame for each number, whose pixels tell the frame, the row and the column."""
    base = np.arange(SHAPE[0] * SHAPE[1]).reshape(SHAPE)
    return np.stack([100 * number + base for number in numbers])


def check_slices(loaded: Loaded, first: np.ndarray, step: np.ndarray, numbers: list[int], directions: Any = OBLIQUE) -> None:
    """Every voxel of a loaded volume is found at the point that the header's numbers give."""
    assert loaded.volume is not None
    along, down = np.array(directions[:3]), np.array(directions[3:])
    assert loaded.volume.geometry.shape_kji == (len(numbers), *SHAPE)
    for k, number in enumerate(numbers):
        for row, column in ((0, 0), (4, 0), (0, 6), (3, 2)):
            point = first + k * step + along * 3.0 * column + down * 2.0 * row
            assert loaded.volume.value_at(tuple(point)) == 100 * number + 7 * row + column


def test_frames_in_any_order_lie_where_their_groups_say(tmp_path: Path, decoder: Decoder) -> None:
    first, step = np.array((10.0, -20.0, 30.0)), np.array((-0.6, 0.8, 0.0)) * 4  # row x column points to (-0.6, 0.8, 0)
    order = [3, 0, 4, 1, 2]
    write(tmp_path / "0.dcm", frames_of(order), SharedFunctionalGroupsSequence=shared_groups(OBLIQUE),
          PerFrameFunctionalGroupsSequence=Items([frame_groups(first + n * step) for n in order]))  # fmt: skip
    loaded = load_path(tmp_path / "0.dcm", tmp_path / "volumes", decoder)
    assert not loaded.problems and loaded.part.name == ""
    check_slices(loaded, first, step, [0, 1, 2, 3, 4])
    assert [plane.frame for plane in loaded.stack.planes] == [1, 3, 4, 0, 2]


def test_time_points_and_echoes_within_one_object(tmp_path: Path, decoder: Decoder) -> None:
    rows = [(t, e, k) for k in range(3) for e in (1, 2) for t in (1, 2)]
    groups = [
        frame_groups(
            (0, 0, 5 * k), FrameContentSequence=one(StackID="1", InStackPositionNumber=k + 1, TemporalPositionIndex=t),
            MREchoSequence=one(EffectiveEchoTime=20.0 * e), TemporalPositionSequence=one(TemporalPositionTimeOffset=8.5 * t),
        ) for t, e, k in rows
    ]  # fmt: skip
    write(tmp_path / "0.dcm", frames_of([t * 10 + e + 30 * k for t, e, k in rows]),
          SharedFunctionalGroupsSequence=shared_groups(), PerFrameFunctionalGroupsSequence=Items(groups))  # fmt: skip
    loaded = load_path(tmp_path / "0.dcm", tmp_path / "volumes", decoder)
    names = [f"time {t} of 2, {8.5 * (t - 1):.1f} s, echo {e}, {20 * e} ms" for t in (1, 2) for e in (1, 2)]
    assert [part.name for part in loaded.parts] == names
    assert [part.position for part in loaded.parts] == [0, 1, 2, 3] and len({part.group for part in loaded.parts}) == 1
    for part, (t, e) in zip(loaded.parts, ((1, 1), (1, 2), (2, 1), (2, 2)), strict=True):
        own = load_path(tmp_path / "0.dcm", tmp_path / "volumes", decoder, part.key)
        check_slices(own, np.zeros(3), np.array((0, 0, 5.0)), [t * 10 + e + 30 * k for k in range(3)], (1, 0, 0, 0, 1, 0))


def test_b_values_directions_and_trace(tmp_path: Path, decoder: Decoder) -> None:
    kinds = [(0.0, "NONE", None), (800.0, "DIRECTIONAL", (1, 0, 0)), (800.0, "DIRECTIONAL", (0, 1, 0)), (800.0, "ISOTROPIC", None)]
    groups = []
    for b, how, vector in kinds:
        diffusion = item(DiffusionBValue=b, DiffusionDirectionality=how)
        if vector:
            diffusion.DiffusionGradientDirectionSequence = one(DiffusionGradientOrientation=list(vector))
        groups += [frame_groups((0, 0, 5 * k), MRDiffusionSequence=Items([diffusion])) for k in range(2)]
    write(tmp_path / "0.dcm", frames_of(list(range(8))), SharedFunctionalGroupsSequence=shared_groups(),
          PerFrameFunctionalGroupsSequence=Items(groups))  # fmt: skip
    loaded = load_path(tmp_path / "0.dcm", tmp_path / "volumes", decoder)
    assert {part.name for part in loaded.parts} == {"b 0", "b 800, trace", "b 800, direction 1", "b 800, direction 2"}


def test_stacks_of_one_object_are_parts(tmp_path: Path, decoder: Decoder) -> None:
    places = [("1", 0), ("1", 4), ("1", 8), ("2", 50), ("2", 54), ("2", 58)]
    groups = [frame_groups((0, 0, z), FrameContentSequence=one(StackID=stack)) for stack, z in places]
    write(tmp_path / "0.dcm", frames_of(list(range(6))), SharedFunctionalGroupsSequence=shared_groups(),
          PerFrameFunctionalGroupsSequence=Items(groups))  # fmt: skip
    loaded = load_path(tmp_path / "0.dcm", tmp_path / "volumes", decoder)
    assert [(part.name, part.pictures) for part in loaded.parts] == [("stack 1", 3), ("stack 2", 3)]
    assert not loaded.problems


def concatenated(folder: Path, pieces: list[int], **tags: Any) -> None:
    for piece in pieces:
        numbers = [2 * piece - 2, 2 * piece - 1]
        write(folder / f"{piece}.dcm", frames_of(numbers), InConcatenationNumber=piece, InConcatenationTotalNumber=3,
              ConcatenationUID="1.2.77", SOPInstanceUIDOfConcatenationSource="1.2.78", InstanceNumber=1,
              ConcatenationFrameOffsetNumber=2 * piece - 2,
              **{name: make(numbers) for name, make in tags.items()})  # fmt: skip


PLACES = {
    "SharedFunctionalGroupsSequence": lambda numbers: shared_groups(),
    "PerFrameFunctionalGroupsSequence": lambda numbers: Items([frame_groups((0, 0, 4 * n)) for n in numbers]),
}


def test_a_concatenation_is_one_volume(tmp_path: Path, decoder: Decoder) -> None:
    concatenated(tmp_path / "series", [2, 3, 1], **PLACES)
    loaded = load_path(tmp_path / "series", tmp_path / "volumes", decoder)
    check_slices(loaded, np.zeros(3), np.array((0, 0, 4.0)), list(range(6)), (1, 0, 0, 0, 1, 0))
    assert not loaded.problems


def test_a_missing_piece_of_a_concatenation_is_named(tmp_path: Path, decoder: Decoder) -> None:
    concatenated(tmp_path / "series", [1, 3], **PLACES)
    loaded = load_path(tmp_path / "series", tmp_path / "volumes", decoder)
    said = " ".join(problem.text for problem in loaded.problems)
    assert "cut into 3 files, of which some are missing: 2" in said and "2 slices are missing" in said


def test_a_film_cut_into_files_is_one_clip(tmp_path: Path, decoder: Decoder) -> None:
    concatenated(tmp_path / "series", [3, 1, 2], Modality=lambda numbers: "XA", FrameOfReferenceUID=lambda numbers: None)
    loaded = load_path(tmp_path / "series", tmp_path / "volumes", decoder)
    assert len(loaded.parts) == 1 and loaded.stack.frame_uid == "local:1.2.78"
    assert [int(picture[0, 0]) // 100 for picture in loaded.stack.pixels] == [0, 1, 2, 3, 4, 5]
    assert [plane.origin_lps[2] for plane in loaded.stack.planes] == [0, 1, 2, 3, 4, 5]


def nuclear(path: Path, numbers: list[int], step_mm: float, **tags: Any) -> None:
    detector = one(ImagePositionPatient=[-30, -40, 50], ImageOrientationPatient=[1, 0, 0, 0, 1, 0])
    write(path, frames_of(numbers), SOPClassUID=NuclearMedicineImageStorage, Modality="NM", PixelSpacing=[2, 3],
          ImageType=["ORIGINAL", "PRIMARY", "RECON TOMO", "EMISSION"], DetectorInformationSequence=detector,
          SpacingBetweenSlices=f"{step_mm}", SliceThickness="4", FrameIncrementPointer=0x00540080, **tags)  # fmt: skip


@pytest.mark.parametrize("step_mm", [4.0, -4.0])
def test_nuclear_slices_follow_the_detector_along_the_normal(tmp_path: Path, decoder: Decoder, step_mm: float) -> None:
    nuclear(tmp_path / "0.dcm", [0, 1, 2, 3], step_mm, SliceVector=[2, 1, 3, 4])
    loaded = load_path(tmp_path / "0.dcm", tmp_path / "volumes", decoder)
    assert loaded.volume is not None and loaded.volume.geometry.frame_uid == FRAME_UID and not loaded.problems
    for slice_number, number in ((1, 1), (2, 0), (3, 2), (4, 3)):
        z = 50 + (slice_number - 1) * step_mm
        assert loaded.volume.value_at((-30, -40, z)) == 100 * number
        assert loaded.volume.value_at((-30 + 3 * 6, -40 + 2 * 4, z)) == 100 * number + 34


def test_gates_of_a_nuclear_volume_are_parts(tmp_path: Path, decoder: Decoder) -> None:
    nuclear(tmp_path / "0.dcm", [0, 1, 2, 3], 4.0, SliceVector=[1, 2, 1, 2], TimeSlotVector=[1, 1, 2, 2])
    loaded = load_path(tmp_path / "0.dcm", tmp_path / "volumes", decoder)
    assert [part.name for part in loaded.parts] == ["gate 1", "gate 2"]


def test_projections_of_a_nuclear_camera_are_a_film(tmp_path: Path, decoder: Decoder) -> None:
    nuclear(tmp_path / "0.dcm", [0, 1, 2], 4.0, SliceVector=[1, 2, 3])
    dataset = pydicom.dcmread(tmp_path / "0.dcm")
    dataset.ImageType = ["ORIGINAL", "PRIMARY", "TOMO", "EMISSION"]
    dataset.save_as(tmp_path / "0.dcm")
    loaded = load_path(tmp_path / "0.dcm", tmp_path / "volumes", decoder)
    assert loaded.volume is None and loaded.stack.pixels.shape == (3, *SHAPE)
    assert loaded.stack.spacing_source == "pixel_spacing" and loaded.stack.planes[0].along_lps == (3, 0, 0)


def test_an_object_without_its_frame_groups_is_a_film_that_says_so(tmp_path: Path, decoder: Decoder) -> None:
    write(tmp_path / "0.dcm", frames_of([0, 1, 2]), SharedFunctionalGroupsSequence=shared_groups())
    loaded = load_path(tmp_path / "0.dcm", tmp_path / "volumes", decoder)
    assert loaded.volume is None and len(loaded.stack.planes) == 3
    assert "does not say where in the patient" in loaded.problems[0].text


@pytest.mark.parametrize(
    ("name", "parts", "shape"),
    [("mr/philips_enhanced_fieldmap", ["magnitude", "field map"], (32, 64, 64)), ("mr/siemens_xa10_enhanced", [""], (6, 64, 64)),
     ("ct/nema_enhanced_ct", [""], (2, 512, 512)), ("syntaxes/ct_enhanced_jpeg12_fragmented_no_bot.dcm", [""], (2, 512, 512)),
     ("derived/dcmqi_24x38x3/mf.dcm", [""], (3, 38, 24))],
)  # fmt: skip
def test_real_enhanced_objects(
    tmp_path: Path, real_data: Path, decoder: Decoder, name: str, parts: list[str], shape: tuple[int, int, int]
) -> None:
    path = real_data / name
    dataset = pydicom.dcmread(path if path.is_file() else next(path.iterdir()), stop_before_pixels=True)
    shared = dataset.SharedFunctionalGroupsSequence[0]
    loaded = load_path(path, tmp_path, decoder)
    assert [part.name for part in loaded.parts] == parts
    for part in loaded.parts:
        own = load_path(path, tmp_path, decoder, part.key)
        assert own.volume is not None and own.volume.geometry.shape_kji == shape and not own.volume.resampled
        for k, plane in enumerate(own.stack.planes):
            frame = dataset.PerFrameFunctionalGroupsSequence[plane.frame]
            orientation = (frame if "PlaneOrientationSequence" in frame else shared).PlaneOrientationSequence[0]
            measures = (frame if "PixelMeasuresSequence" in frame else shared).PixelMeasuresSequence[0]
            directions = np.array(orientation.ImageOrientationPatient, float)
            rows_mm, columns_mm = map(float, measures.PixelSpacing)
            point = np.array(frame.PlanePositionSequence[0].ImagePositionPatient, float)
            point = point + directions[:3] * columns_mm * 5 + directions[3:] * rows_mm * 9
            assert np.allclose(own.volume.geometry.point(k, 9, 5), point, atol=1e-3)
            expected = float(own.stack.pixels[k, 9, 5]) * plane.slope + plane.intercept
            assert own.volume.value_at(tuple(point)) == pytest.approx(expected, abs=1e-3)
