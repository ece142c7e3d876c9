"""Parametric maps and doses: what the stored numbers measure, where, and in which unit."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset

from desktop.workflows.doses import find_dose
from viewer.case.errors import KnownError
from viewer.case.progress import no_tick
from viewer.case.study import Instance
from viewer.case.volume import Volume
from viewer.dicom.decode import Decoder
from viewer.dicom.load import load
from viewer.dicom.read_rtdose import read_rtdose
from viewer.dicom.scan import scan

MAP = "derived/highdicom_ct1/parametric_map_float.dcm"


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder() as one:
        yield one


def opened(path: Path, folder: Path, decoder: Decoder) -> Volume:
    found = scan([path], no_tick)
    loaded = load(found.series[0], found.instances, folder, decoder, no_tick)
    assert loaded.volume is not None
    return loaded.volume


def changed(real_data: Path, target: Path, change: Any) -> Path:
    dataset = dcmread(real_data / MAP)
    change(dataset.SharedFunctionalGroupsSequence[0].RealWorldValueMappingSequence[0], dataset)
    dataset.save_as(target)
    return target


def unit_of(value: str, scheme: str = "UCUM", meaning: str = "?") -> list[Dataset]:
    code = Dataset()
    code.CodeValue, code.CodingSchemeDesignator, code.CodeMeaning = value, scheme, meaning
    return [code]


def test_a_float_map_opens_like_any_series(real_data: Path, tmp_path: Path, decoder: Decoder) -> None:
    volume = opened(real_data / MAP, tmp_path / "volumes", decoder)
    stored = np.frombuffer(dcmread(real_data / MAP).FloatPixelData, "<f4").reshape(1, 128, 128)
    np.testing.assert_array_equal(volume.voxels, stored)
    assert volume.unit == "raw" and volume.geometry.spacing_mm == pytest.approx((5.0, 0.661468, 0.661468))
    assert (volume.windows[0].centre, volume.windows[0].width) == (0.5, 1.0)


def test_slope_intercept_and_unit_of_the_mapping_count(real_data: Path, tmp_path: Path, decoder: Decoder) -> None:
    def change(mapping: Dataset, dataset: Dataset) -> None:
        mapping.RealWorldValueSlope, mapping.RealWorldValueIntercept = 2000.0, -10.0
        mapping.MeasurementUnitsCodeSequence = unit_of("um2/s")

    plain = opened(real_data / MAP, tmp_path / "volumes", decoder)
    volume = opened(changed(real_data, tmp_path / "adc.dcm", change), tmp_path / "other", decoder)
    np.testing.assert_allclose(volume.voxels, plain.voxels * 2000.0 - 10.0, rtol=1e-6)
    assert volume.unit == "um2/s"
    assert volume.windows[0].centre - volume.windows[0].width / 2 == pytest.approx(-10.0, abs=1e-3)


def test_a_second_mapping_is_another_unit(real_data: Path, tmp_path: Path, decoder: Decoder) -> None:
    def change(mapping: Dataset, dataset: Dataset) -> None:
        mapping.RealWorldValueSlope, mapping.MeasurementUnitsCodeSequence = 2.0, unit_of("{SUVbw}g/ml")
        second = Dataset()
        second.RealWorldValueSlope, second.RealWorldValueIntercept = 5000.0, 0.0
        second.MeasurementUnitsCodeSequence = unit_of("Bq/ml")
        dataset.SharedFunctionalGroupsSequence[0].RealWorldValueMappingSequence.append(second)

    volume = opened(changed(real_data, tmp_path / "two.dcm", change), tmp_path / "volumes", decoder)
    assert (volume.unit, volume.other_units) == ("SUVbw", (("Bq/ml", 2500.0),))


def test_a_mapping_by_table_is_said_not_to_be_applied(real_data: Path, tmp_path: Path, decoder: Decoder) -> None:
    def change(mapping: Dataset, dataset: Dataset) -> None:
        del mapping.RealWorldValueSlope
        mapping.RealWorldValueLUTData = [0.0, 1.0]

    path = changed(real_data, tmp_path / "table.dcm", change)
    found = scan([path], no_tick)
    loaded = load(found.series[0], found.instances, tmp_path / "volumes", decoder, no_tick)
    assert any("lookup table" in problem.text for problem in loaded.problems)


# doses ------------------------------------------------------------------------------------------------------------


def dose_file(tmp_path: Path, **values: Any) -> Path:
    dataset = dcmread(str(get_testdata_file("rtdose.dcm")))
    for keyword, value in values.items():
        setattr(dataset, keyword, value)
    dataset.save_as(tmp_path / "dose.dcm")
    return tmp_path / "dose.dcm"


def test_the_dose_grid_in_pydicom() -> None:
    path = Path(str(get_testdata_file("rtdose.dcm")))
    dose = read_rtdose(path)
    dataset = dcmread(path)
    np.testing.assert_allclose(dose.voxels, dataset.pixel_array * 1e-6, rtol=1e-6)
    assert (dose.unit, dose.kind, dose.summation) == ("relative", "PHYSICAL", "BEAM")
    assert dose.geometry.shape_kji == (15, 10, 10) and dose.geometry.spacing_mm == pytest.approx((5.0, 10.0, 10.0))
    assert dose.geometry.point(0, 0, 0) == pytest.approx((189.43125, 199.43125, -761.87))
    one, next_one = float(dose.voxels[3, 4, 5]), float(dose.voxels[4, 4, 5])
    assert dose.value_at(dose.geometry.point(3, 4, 5)) == pytest.approx(one)
    assert dose.value_at(dose.geometry.point(3.25, 4, 5)) == pytest.approx(0.75 * one + 0.25 * next_one)
    assert dose.value_at(dose.geometry.point(-0.4, 4, 5)) is None
    assert read_rtdose(Path(str(get_testdata_file("rtdose_1frame.dcm")))).geometry.shape_kji == (1, 10, 10)


@pytest.mark.parametrize(
    ("values", "words"),
    [({"DoseGridScaling": -0.001}, "scaling is -0.001, which makes no doses"), ({"DoseGridScaling": 0}, "scaling is 0"),
     ({"DoseType": "ERROR"}, "errors of a dose")],
)  # fmt: skip
def test_what_is_no_dose_is_refused(tmp_path: Path, values: dict[str, Any], words: str) -> None:
    with pytest.raises(KnownError, match=words):
        read_rtdose(dose_file(tmp_path, **values))


def test_a_dose_elsewhere_is_said_not_to_be_shown(tmp_path: Path) -> None:
    path = dose_file(tmp_path)
    instance = Instance(str(dcmread(path).SOPInstanceUID), "1.2", "", str(path))
    frame_uid = read_rtdose(path).geometry.frame_uid
    assert find_dose([instance], frame_uid, (), no_tick)[0] is not None
    assert find_dose([instance], "2.25.4711", {frame_uid}, no_tick) == (None, ())
    dose, problems = find_dose([instance], "2.25.4711", {"2.25.4711"}, no_tick)
    assert dose is None and [row.text for row in problems] == [
        "A dose lies in another frame of reference than the pictures of this study, so it is not shown."
    ]


def test_offsets_by_the_planes_own_z_and_descending_ones_give_the_same_grid(tmp_path: Path) -> None:
    first = read_rtdose(Path(str(get_testdata_file("rtdose.dcm"))))
    absolute = read_rtdose(dose_file(tmp_path, GridFrameOffsetVector=[-761.87 + 5 * n for n in range(15)], DoseUnits="GY"))
    assert absolute.geometry == first.geometry and absolute.unit == "Gy"
    np.testing.assert_array_equal(absolute.voxels, first.voxels)
    down = read_rtdose(dose_file(tmp_path, GridFrameOffsetVector=[-5.0 * n for n in range(15)]))
    assert down.geometry.point(14, 0, 0) == pytest.approx(first.geometry.point(0, 0, 0))
    np.testing.assert_array_equal(down.voxels, first.voxels[::-1])


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"GridFrameOffsetVector": [0.0, 5.0]}, "how far apart"),
        ({"GridFrameOffsetVector": [7.0 + 5 * n for n in range(15)]}, "neither with zero"),
        ({"GridFrameOffsetVector": [0.0, 5.0, *(5.0 + 9 * n for n in range(1, 14))]}, "unevenly"),
        ({"GridFrameOffsetVector": [0.0] * 15}, "no order"),
        ({"DoseGridScaling": None}, "become doses"),
        ({"DoseUnits": "FURLONG"}, "FURLONG"),
        ({"Rows": 60000, "Columns": 60000}, "claims"),
        ({"Rows": 100}, "cut short"),
        ({"ImageOrientationPatient": [1, 0, 0, 1, 0, 0]}, "right angles"),
        ({"PixelSpacing": None}, "where its grid lies"),
    ],
)
def test_a_dose_that_cannot_be_placed_is_refused(tmp_path: Path, values: dict[str, Any], words: str) -> None:
    with pytest.raises(KnownError, match=words):
        read_rtdose(dose_file(tmp_path, **values))
