"""SUV: a phantom whose uptake is known, what is missing named, and a real slice worked out by hand."""

from pathlib import Path

import pydicom
import pytest
from pydicom.dataset import Dataset

from viewer.dicom.groups import Groups
from viewer.dicom.suv import PHILIPS_ACTIVITY_FACTOR, PHILIPS_SUV_FACTOR, Uptake, uptake_of
from viewer.dicom.values import values_of

HALF_LIFE_S = 6586.2  # 18F
DOSE_BQ = 400e6


def pet(**tags: object) -> Dataset:
    """70 kg, 1.75 m; 400 MBq of 18F injected one half-life before the scan."""
    tracer = Dataset()
    tracer.RadionuclideTotalDose, tracer.RadionuclideHalfLife = DOSE_BQ, HALF_LIFE_S
    tracer.RadiopharmaceuticalStartTime = "081013.800"  # 10:00:00 - 6586.2 s
    dataset = Dataset()
    wanted = {
        "Modality": "PT", "Units": "BQML", "CorrectedImage": ["DECY", "ATTN", "SCAT"], "DecayCorrection": "START",
        "PatientWeight": 70, "PatientSize": 1.75, "PatientSex": "M", "SeriesDate": "20240301", "SeriesTime": "100000",
        "AcquisitionDate": "20240301", "AcquisitionTime": "100500", "RescaleSlope": 1.5, "RescaleIntercept": 0,
        "BitsStored": 16, "BitsAllocated": 16, "PixelRepresentation": 0,
        "RadiopharmaceuticalInformationSequence": [tracer],
    } | tags  # fmt: skip
    for keyword, value in wanted.items():
        if value is not None:
            setattr(dataset, keyword, value)
    return dataset


def uptake(dataset: Dataset) -> Uptake:
    return uptake_of(dataset, Groups(dataset, Dataset(), Dataset()))


def test_an_even_spread_of_the_dose_is_an_uptake_of_one():
    # all the dose left at the scan, spread over 70 kg: 400 MBq / 2 / 70,000 g
    assert uptake(pet()).factor * (DOSE_BQ / 2 / 70_000) == pytest.approx(1, rel=1e-9)
    # corrected to the injection: nothing has decayed
    assert uptake(pet(DecayCorrection="ADMIN")).factor * (DOSE_BQ / 70_000) == pytest.approx(1, rel=1e-9)
    assert uptake(pet()).unit == "SUVbw" and not uptake(pet()).reason


def test_over_midnight_and_with_full_dates():
    tracer = pet().RadiopharmaceuticalInformationSequence[0]
    tracer.RadiopharmaceuticalStartTime = "231013.8"
    late = pet(SeriesTime="010000", AcquisitionTime="010100", RadiopharmaceuticalInformationSequence=[tracer])
    assert uptake(late).factor == pytest.approx(uptake(pet()).factor, rel=1e-9)
    tracer.RadiopharmaceuticalStartDateTime = "20240301081013.800000"
    assert uptake(pet(RadiopharmaceuticalInformationSequence=[tracer])).factor == pytest.approx(uptake(pet()).factor)


def test_a_series_made_after_the_scan_is_not_its_start():
    afterwards = pet(SeriesTime="143000")
    assert "time of the scan is missing" in uptake(afterwards).reason
    afterwards.Manufacturer = "GE MEDICAL SYSTEMS"
    afterwards.add_new(0x0009100D, "DT", "20240301100000.00")
    assert uptake(afterwards).factor == pytest.approx(uptake(pet()).factor)


@pytest.mark.parametrize(
    ("tags", "reason"),
    [
        ({"PatientWeight": None}, "the patient's weight is missing"),
        ({"PatientWeight": 0}, "the patient's weight is missing"),
        ({"CorrectedImage": ["DECY"]}, "not corrected for attenuation"),
        ({"DecayCorrection": "NONE"}, "not corrected for decay"),
        ({"DecayCorrection": None}, "not corrected for decay"),
        ({"RadiopharmaceuticalInformationSequence": []}, "nothing is said of the tracer"),
        ({"SeriesTime": "080000", "SeriesDate": "20240220", "AcquisitionDate": "20240220"}, ""),
    ],
)
def test_what_is_missing_is_named_and_the_values_stay_activity(tags: dict[str, object], reason: str):
    found = uptake(pet(**tags))
    if not reason:  # another day: the clock alone is known, and it is after the scan's, so of the day before
        assert found.unit == "SUVbw"
        return
    assert reason in found.reason and (found.factor, found.unit) == (1.0, "Bq/ml")


def test_a_dose_in_the_wrong_unit_is_refused():
    tracer = pet().RadiopharmaceuticalInformationSequence[0]
    tracer.RadionuclideTotalDose = 400
    assert "400 Bq is not possible" in uptake(pet(RadiopharmaceuticalInformationSequence=[tracer])).reason


def half_life_of(seconds: float, *code: str) -> Uptake:
    """Of a scan half an hour after the injection."""
    dataset = pet()
    tracer = dataset.RadiopharmaceuticalInformationSequence[0]
    tracer.RadionuclideHalfLife, tracer.RadiopharmaceuticalStartTime = seconds, "093000"
    if code:
        named = Dataset()
        named.CodeValue, named.CodingSchemeDesignator = code
        tracer.RadionuclideCodeSequence = [named]
    return uptake(dataset)


def test_a_half_life_that_no_nuclide_has_gives_no_suv():
    for minutes in (109.77, 20.36, 67.71, 9.965, 1.273):  # of 18F, 11C, 68Ga, 13N and 82Rb, where seconds belong
        found = half_life_of(minutes)
        assert f"a half-life of {minutes:g} s is that of no nuclide of PET" in found.reason and found.unit == "Bq/ml"
    assert "6588 s is not that of 68Ga (4062.6 s)" in half_life_of(6588, "C-131A3", "SNM3").reason
    assert "122.24 s is not that of 18F (6586.2 s)" in half_life_of(122.24, "77004003", "SCT").reason


@pytest.mark.parametrize("seconds", [6588, 6586.2, 6600, 1223, 4080, 4057.74, 597.6, 122.24, 75, 45720, 282240, 361152, 230660])
def test_half_lives_that_systems_write(seconds: float):
    assert half_life_of(seconds).unit == "SUVbw"


def test_the_half_life_of_the_named_nuclide():
    for code in (("C-111A1", "SRT"), ("77004003", "SCT"), ("unknown", "99X")):
        assert half_life_of(6588, *code).unit == "SUVbw"
    assert half_life_of(76, "C-159A2", "SRT").unit == half_life_of(122, "129504001", "SCT").unit == "SUVbw"


def test_philips_counts():
    counts = pet(Units="CNTS")
    assert "counts" in uptake(counts).reason and uptake(counts).unit == "counts"
    counts.add_new(PHILIPS_ACTIVITY_FACTOR, "DS", "2.5")
    assert uptake(counts).factor == pytest.approx(2.5 * uptake(pet()).factor)
    counts.add_new(PHILIPS_SUV_FACTOR, "DS", "0.001")
    assert uptake(counts) == Uptake(0.001, "SUVbw", uptake(pet()).other_units)


def test_values_that_are_uptake_already():
    assert uptake(pet(Units="GML")).unit == "SUVbw" and uptake(pet(Units="GML")).factor == 1
    assert uptake(pet(Units="GML", SUVType="LBM")) == Uptake(1.0, "SUVlbm")
    assert uptake(pet(Units="CM2ML")).unit == "SUVbsa"


def test_lean_mass_and_surface():
    others = dict(uptake(pet()).other_units)
    # Janmahasatian 2005: 9270 * 70 / (6680 + 216 * 22.857) = 55.85 kg; Du Bois 1916: 1.8481 m2
    assert others["SUVlbm"] * 70 == pytest.approx(55.85, abs=0.01)
    assert others["SUVbsa"] * 70_000 == pytest.approx(18481, abs=10)
    assert uptake(pet(PatientSize=None)).other_units == ()
    assert [name for name, _ in uptake(pet(PatientSex="O")).other_units] == ["SUVbsa"]


def test_the_windows_of_the_file_go_along():
    dataset = pet(WindowCenter=1000.5, WindowWidth=2001)
    found = values_of(dataset, Groups(dataset, Dataset(), Dataset()), False)
    factor = uptake(dataset).factor
    assert found.slope == pytest.approx(1.5 * factor)
    (window,) = found.windows
    assert (window.centre, window.width) == (pytest.approx(1000 * factor), pytest.approx(2000 * factor))


def test_a_real_slice(real_data: Path):
    dataset = pydicom.dcmread(real_data / "nm_pt" / "pt_acrin_029.dcm", stop_before_pixels=True)
    found = uptake(dataset)
    # by hand: 15:23:16.921 - 14:17:00 = 3976.921 s; 2^(-3976.921/6586.2) = 0.65803; 69734.4 / (178340011.6 * 0.65803)
    assert found.factor == pytest.approx(5.9422e-4, rel=2e-4)
    assert found.other_units == ()  # no height is given
