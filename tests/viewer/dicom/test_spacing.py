"""How large a pixel is on pictures without a place in the patient, and what that stands on."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from enhanced import item, one, write
from phantom import phantom_geometry, write_phantom
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence as Items

from viewer.case.progress import no_tick
from viewer.dicom.decode import Decoder
from viewer.dicom.film import clock_seconds, frame_seconds, title_of
from viewer.dicom.groups import Groups
from viewer.dicom.load import Loaded, load
from viewer.dicom.scan import scan
from viewer.dicom.spacing import regions_of, spacing_of


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder(processes=1) as decoder:
        yield decoder


def spaced(**tags: Any) -> tuple[tuple[float, float], str, str]:
    dataset = item(**tags)
    found = spacing_of(dataset, Groups(dataset, Dataset(), Dataset()), regions_of(dataset))
    return found.mm, found.source, " ".join(found.oddities)


def test_detector_pixels_are_said_to_be_on_the_detector() -> None:
    mm, source, said = spaced(Modality="DX", ImagerPixelSpacing=[0.2, 0.1])
    assert (mm, source) == ((0.2, 0.1), "imager") and "on the detector" in said
    assert spaced(Modality="DX", ImagerPixelSpacing=[0.2, 0.1], PixelSpacing=[0.2, 0.1])[:2] == ((0.2, 0.1), "imager")
    assert spaced(Modality="CR", PixelSpacing=[0.2, 0.1])[1] == "imager"


@pytest.mark.parametrize(
    "how",
    [
        {"EstimatedRadiographicMagnificationFactor": 1.8},
        {"DistanceSourceToDetector": 1080, "DistanceSourceToPatient": 600},
        {"EstimatedRadiographicMagnificationFactor": 1.8, "DistanceSourceToDetector": 1000, "DistanceSourceToPatient": 950},
    ],
)
def test_magnification_is_divided_out_and_said(how: dict[str, Any]) -> None:
    mm, source, said = spaced(Modality="MG", ImagerPixelSpacing=[0.09, 0.18], **how)
    assert mm == pytest.approx((0.05, 0.1)) and source == "imager/magnification"
    assert "magnification of 1.80" in said


@pytest.mark.parametrize("how", [{"EstimatedRadiographicMagnificationFactor": 1.0},
                                 {"DistanceSourceToDetector": 600, "DistanceSourceToPatient": 1000},
                                 {"DistanceSourceToDetector": 1000, "DistanceSourceToPatient": 0},
                                 {"EstimatedRadiographicMagnificationFactor": -3.0}])  # fmt: skip
def test_implausible_magnification_is_none(how: dict[str, Any]) -> None:
    assert spaced(Modality="XA", ImagerPixelSpacing=[0.3, 0.3], **how)[:2] == ((0.3, 0.3), "imager")


def test_calibration_wins_and_says_how() -> None:
    mm, source, said = spaced(Modality="XA", ImagerPixelSpacing=[0.3, 0.3], PixelSpacing=[0.2, 0.2],
                              PixelSpacingCalibrationType="FIDUCIAL", PixelSpacingCalibrationDescription="6F catheter")  # fmt: skip
    assert (mm, source) == ((0.2, 0.2), "calibrated") and "object of known size (6F catheter)" in said
    assert spaced(Modality="DX", ImagerPixelSpacing=[0.3, 0.3], PixelSpacing=[0.25, 0.25])[1] == "calibrated"
    assert spaced(Modality="DX", ImagerPixelSpacing=[0.3, 0.3], PixelSpacing=[0.3, 0.25])[1] == "calibrated"


def test_scanned_film_and_treatment_beams() -> None:
    assert spaced(Modality="CR", NominalScannedPixelSpacing=[0.1, 0.1])[:2] == ((0.1, 0.1), "imager")
    mm, source, _ = spaced(Modality="RTIMAGE", ImagePlanePixelSpacing=[0.8, 0.8], RTImageSID=1500, RadiationMachineSAD=1000)
    assert mm == pytest.approx((0.8 / 1.5, 0.8 / 1.5)) and source == "imager/magnification"


@pytest.mark.parametrize("spacing", [[0, 0], [-1, 1], [0.5], [1e6, 1]])
def test_impossible_pixel_sizes_are_pixels(spacing: list[float]) -> None:
    assert spaced(Modality="OT", PixelSpacing=spacing)[:2] == ((1.0, 1.0), "none")


def test_aspect_ratio_is_height_to_width() -> None:
    assert spaced(Modality="US", PixelAspectRatio=[4, 3])[:2] == ((4 / 3, 1.0), "none")
    assert spaced(Modality="US", PixelAspectRatio=[4, 0])[:2] == ((1.0, 1.0), "none")


def region(kind: int = 1, units: tuple[int, int] = (3, 3), step: tuple[float, float] = (0.02, 0.03), flags: int = 0,
           box: tuple[int, int, int, int] = (0, 0, 99, 79)) -> Dataset:  # fmt: skip
    return item(RegionSpatialFormat=kind, RegionDataType=1, RegionFlags=flags, RegionLocationMinX0=box[0],
                RegionLocationMinY0=box[1], RegionLocationMaxX1=box[2], RegionLocationMaxY1=box[3],
                PhysicalUnitsXDirection=units[0], PhysicalUnitsYDirection=units[1],
                PhysicalDeltaX=step[0], PhysicalDeltaY=step[1])  # fmt: skip


def test_one_scale_on_an_ultrasound_picture_is_its_pixel_size() -> None:
    mm, source, said = spaced(Modality="US", PixelSpacing=[9, 9], SequenceOfUltrasoundRegions=Items([region()]))
    assert mm == pytest.approx((0.3, 0.2)) and (source, said) == ("us_region", "")
    two = Items([region(box=(0, 0, 49, 79)), region(box=(50, 0, 99, 79))])
    assert spaced(Modality="US", SequenceOfUltrasoundRegions=two)[1] == "us_region"


def test_several_scales_are_pixels_with_regions() -> None:
    zoomed = Items([region(), region(step=(0.01, 0.01), box=(60, 0, 99, 20))])
    assert spaced(Modality="US", SequenceOfUltrasoundRegions=zoomed)[:2] == ((1.0, 1.0), "none")
    doppler = Items([region(), region(3, (4, 7), (0.005, -1.5), box=(0, 80, 99, 120))])
    mm, source, said = spaced(Modality="US", SequenceOfUltrasoundRegions=doppler)
    assert (mm, source) == ((1.0, 1.0), "none") and "only where both its ends lie in one" in said
    image, spectrum = regions_of(item(SequenceOfUltrasoundRegions=doppler))
    assert (image.along, image.down, image.units, image.kind) == (pytest.approx(0.2), pytest.approx(0.3), ("mm", "mm"), "2D")
    assert (spectrum.units, spectrum.kind, spectrum.along, spectrum.down) == (("s", "mm/s"), "spectral", 0.005, -15.0)


def test_low_priority_regions_come_last() -> None:
    rows = regions_of(item(SequenceOfUltrasoundRegions=Items([region(flags=1), region(box=(5, 5, 9, 9))])))
    assert [row.left for row in rows] == [5, 0]


def times(count: int, **tags: Any) -> tuple[float, ...]:
    dataset = item(**tags)
    return frame_seconds(dataset, (Groups(dataset, Dataset(), Dataset()),) * count, count)


def test_film_times() -> None:
    assert times(3, FrameTime=40) == pytest.approx((0, 0.04, 0.08))
    vector = {"FrameTimeVector": [0, 100, 50, 25], "FrameTime": 40}
    assert times(4, FrameIncrementPointer=0x00181065, **vector) == pytest.approx((0, 0.1, 0.15, 0.175))
    assert times(4, FrameIncrementPointer=0x00181063, **vector) == pytest.approx((0, 0.04, 0.08, 0.12))
    assert times(2, CineRate=25) == pytest.approx((0, 0.04)) and times(2, RecommendedDisplayFrameRate=10) == (0, 0.1)
    assert times(3) == (0, 0, 0) and times(3, FrameTime=0) == (0, 0, 0)
    own = [Groups(Dataset(), Dataset(), item(FrameContentSequence=one(FrameAcquisitionDateTime=f"202401022359{s}")))
           for s in ("58.5", "59.25")]  # fmt: skip
    assert frame_seconds(Dataset(), own, 2) == pytest.approx((0, 0.75))


def test_clock() -> None:
    assert clock_seconds("010203.5") == 3723.5 and clock_seconds("20240101000000+0100") is not None
    midnight = [clock_seconds(moment) for moment in ("20231231235959.0", "20240101000001.0")]
    assert midnight[1] is not None and midnight[0] is not None and midnight[1] - midnight[0] == 2
    assert [clock_seconds(moment) for moment in ("", "noon", "99", "20249999000000")] == [None] * 4


@pytest.mark.parametrize(
    ("tags", "title"),
    [
        ({"ImageLaterality": "R", "ViewPosition": "MLO"}, "R MLO"),
        ({"ImageLaterality": "L", "ViewPosition": "CC",
          "ViewCodeSequence": one(CodeMeaning="x", ViewModifierCodeSequence=one(CodeMeaning="Magnification"))},
         "L CC magnification"),
        ({"ViewPosition": "PA"}, "PA"), ({"ViewPosition": "LL"}, "left lateral"), ({}, ""),
        ({"Laterality": "U", "ViewCodeSequence": one(CodeMeaning="cranio-caudal")}, "cranio-caudal"),
        ({"Modality": "XA", "PositionerPrimaryAngle": -30.2, "PositionerSecondaryAngle": 20}, "RAO 30°, cranial 20°"),
        ({"Modality": "XA", "PositionerPrimaryAngle": 45, "PositionerSecondaryAngle": -25}, "LAO 45°, caudal 25°"),
    ],
)  # fmt: skip
def test_titles(tags: dict[str, Any], title: str) -> None:
    dataset = item(**tags)
    assert title_of(dataset, Groups(dataset, Dataset(), Dataset())) == title


def load_path(path: Path, volumes: Path, decoder: Decoder, part: str = "") -> Loaded:
    found = scan([path], no_tick)
    return load(found.series[0], found.instances, volumes, decoder, no_tick, part)


REAL = {
    "xray/cr_chest_mono1_no_preamble": ((440, 440), None, "none", "PA"),
    "xray/cr_chest_mono2_jpeg.dcm": ((1024, 1024), "PixelSpacing", "imager", "PA"),
    "xray/cr_rg3_j2k_lossy.dcm": ((1760, 1760), None, "none", "R AP"),
    "xray/dx_chest_veterinary_mono1.dcm": ((169, 211), "ImagerPixelSpacing", "imager", "L"),
    "xray/mg_overlay_out_of_bounds.dcm": ((788, 1318), "ImagerPixelSpacing", "imager/magnification", "L CC"),
    "nm_pt/nm1_wholebody_jpeg_lossless.dcm": ((1024, 256), "PixelSpacing", "pixel_spacing", ""),
    "us/us1_j2k_lossless.dcm": ((480, 640), None, "none", ""),
    "us/us_no_pixel_spacing.dcm": ((600, 800), "region", "us_region", ""),
    "us/us_ybr_full_422_uncompressed.dcm": ((555, 800), "region", "us_region", ""),
}


@pytest.mark.parametrize("name", REAL)
def test_real_pictures_have_the_pixel_size_of_their_header(tmp_path: Path, real_data: Path, decoder: Decoder, name: str) -> None:
    shape, keyword, source, title = REAL[name]
    loaded = load_path(real_data / name, tmp_path, decoder)
    header = pydicom.dcmread(real_data / name, stop_before_pixels=True, force=True)
    rows_mm, columns_mm = 1.0, 1.0
    if keyword == "region":
        first = header.SequenceOfUltrasoundRegions[0]
        rows_mm, columns_mm = first.PhysicalDeltaY * 10, first.PhysicalDeltaX * 10
    elif keyword:
        factor = float(header.get("EstimatedRadiographicMagnificationFactor", 1.0))
        rows_mm, columns_mm = (float(value) / factor for value in header[keyword].value)
    assert loaded.volume is None and loaded.stack.pixels.shape[1:3] == shape
    (plane,) = loaded.stack.planes
    assert plane.along_lps == pytest.approx((columns_mm, 0, 0)) and plane.down_lps == pytest.approx((0, rows_mm, 0))
    assert (loaded.stack.spacing_source, loaded.part.name) == (source, title)
    said = any("lengths" in problem.text.lower() for problem in loaded.problems)
    assert said == (source in ("imager", "imager/magnification"))


@pytest.mark.parametrize(("name", "frames", "step_s"), [("xray/xa_cine_96f_jpeg.dcm", 96, 0.033), ("us/us_palette_10f_rle", 10, 0.076)])
def test_real_films_have_times(
    tmp_path: Path, real_data: Path, decoder: Decoder, name: str, frames: int, step_s: float
) -> None:
    loaded = load_path(real_data / name, tmp_path, decoder)
    assert len(loaded.stack.planes) == frames and loaded.volume is None
    assert loaded.stack.frame_seconds == pytest.approx([step_s * n for n in range(frames)])
    assert [plane.origin_lps for plane in loaded.stack.planes] == [(0, 0, n) for n in range(frames)]


def test_each_picture_of_a_series_is_a_part_with_a_name(tmp_path: Path, decoder: Decoder) -> None:
    views = [("R", "CC"), ("L", "CC"), ("R", "MLO"), ("R", "MLO")]
    for number, (side, view) in enumerate(views, 1):
        write(tmp_path / "series" / f"{9 - number}.dcm", np.full((4, 6), number), SOPClassUID="1.2.840.10008.5.1.4.1.1.1.2",
              Modality="MG", InstanceNumber=number, ImageLaterality=side, ViewPosition=view, ImagerPixelSpacing=[0.1, 0.1],
              FrameOfReferenceUID=None)  # fmt: skip
    write(tmp_path / "series" / "clip.dcm", np.ones((3, 4, 6)), Modality="MG", InstanceNumber=5, FrameTime=100, FrameOfReferenceUID=None)
    loaded = load_path(tmp_path / "series", tmp_path / "volumes", decoder)
    assert [part.name for part in loaded.parts] == ["R CC", "L CC", "R MLO, picture 3", "R MLO, picture 4", "clip 5, 3 frames"]
    for number, part in enumerate(loaded.parts[:4], 1):
        own = load_path(tmp_path / "series", tmp_path / "volumes", decoder, part.key)
        assert own.stack.pixels.max() == number and own.stack.frame_uid == part.frame_uid
        assert math.isclose(own.stack.planes[0].along_lps[0], 0.1)


@pytest.mark.parametrize(("size", "said"), [([0, 0], "0 x 0"), ([-1, 1], "-1 x 1"), ([1e6, 1e-6], "1e+06 x 1e-06"), ([0.5], "0.5")])
def test_an_impossible_pixel_size_is_said_as_such(tmp_path: Path, decoder: Decoder, size: list[float], said: str) -> None:
    write_phantom(tmp_path / "ct", phantom_geometry((3, 8, 9), oblique=False))
    for path in (tmp_path / "ct").iterdir():
        dataset = pydicom.dcmread(path)
        dataset.PixelSpacing = size
        dataset.save_as(path)
    found = scan([tmp_path / "ct"], no_tick)
    loaded = load(found.series[0], found.instances, tmp_path / "volumes", decoder, no_tick)
    texts = [problem.text for problem in loaded.problems]
    assert any(f"pixel size of {said} mm is impossible" in text for text in texts) and not any("where in the patient" in text for text in texts)
    assert loaded.volume is None and loaded.stack.spacing_source == "none"
