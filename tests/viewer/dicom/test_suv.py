"""SUV: a phantom whose uptake is known, what is missing named, and a real slice worked out by hand."""

import copy
import math
from pathlib import Path

import pydicom
import pytest
from pydicom.dataset import Dataset

from viewer.dicom.groups import Groups
from viewer.dicom.private_blocks import tags_of
from viewer.dicom.suv import PHILIPS_OWNER, Uptake, differing, uptake_of
from viewer.dicom.suv_times import CLOCK_ALONE, GE_OWNER
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
    assert uptake(pet()).unit == "SUVbw" and not uptake(pet()).said


def test_over_midnight_and_with_full_dates():
    tracer = pet().RadiopharmaceuticalInformationSequence[0]
    tracer.RadiopharmaceuticalStartTime = "231013.8"
    late = pet(SeriesTime="010000", AcquisitionTime="010100", RadiopharmaceuticalInformationSequence=[tracer])
    assert uptake(late).factor == pytest.approx(uptake(pet()).factor, rel=1e-9)
    tracer.RadiopharmaceuticalStartDateTime = "20240301081013.800000"
    assert uptake(pet(RadiopharmaceuticalInformationSequence=[tracer])).factor == pytest.approx(uptake(pet()).factor)


def test_a_series_made_after_the_scan_is_not_its_start():
    afterwards = pet(SeriesTime="143000")
    assert "start (2024-03-01 14:30:00) lies after the picture's acquisition (2024-03-01 10:05:00)" in uptake(afterwards).said
    assert "time of the scan is missing" in uptake(pet(SeriesTime=None)).said
    afterwards.private_block(0x0009, GE_OWNER, create=True).add_new(0x0D, "DT", "20240301100000.00")
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
        ({"PatientWeight": 70_000}, "70000 kg is no weight of a patient (0.5 to 500 kg)"),
        ({"PatientWeight": 0.07}, "0.07 kg is no weight of a patient"),
        ({"DecayCorrection": None, "DecayCorrected": "YES"}, "the moment that decay was corrected to is missing"),
        ({"SeriesTime": "noon"}, "the time of the scan (20240301noon) cannot be read"),
    ],
)
def test_what_is_missing_is_named_and_the_values_stay_activity(tags: dict[str, object], reason: str):
    found = uptake(pet(**tags))
    assert reason in found.said and (found.factor, found.unit) == (1.0, "Bq/ml")


def test_a_dose_in_the_wrong_unit_is_refused():
    tracer = pet().RadiopharmaceuticalInformationSequence[0]
    tracer.RadionuclideTotalDose = 400
    assert "400 Bq is not possible" in uptake(pet(RadiopharmaceuticalInformationSequence=[tracer])).said


def half_life_of(seconds: float, *code: str) -> Uptake:
    """Of a scan two minutes after the injection."""
    dataset = pet()
    tracer = dataset.RadiopharmaceuticalInformationSequence[0]
    tracer.RadionuclideHalfLife, tracer.RadiopharmaceuticalStartTime = seconds, "095800"
    if code:
        named = Dataset()
        named.CodeValue, named.CodingSchemeDesignator = code
        tracer.RadionuclideCodeSequence = [named]
    return uptake(dataset)


def test_a_half_life_that_no_nuclide_has_gives_no_suv():
    for minutes in (109.77, 20.36, 67.71, 9.965, 1.273):  # of 18F, 11C, 68Ga, 13N and 82Rb, where seconds belong
        found = half_life_of(minutes)
        assert f"a half-life of {minutes:g} s is that of no nuclide of PET" in found.said and found.unit == "Bq/ml"
    assert "6588 s is not that of 68Ga (4062.6 s)" in half_life_of(6588, "C-131A3", "SNM3").said
    assert "122.24 s is not that of 18F (6586.2 s)" in half_life_of(122.24, "77004003", "SCT").said


@pytest.mark.parametrize("seconds", [6588, 6586.2, 6600, 1223, 4080, 4057.74, 597.6, 122.24, 75, 45720, 282240, 361152, 230660])
def test_half_lives_that_systems_write(seconds: float):
    assert half_life_of(seconds).unit == "SUVbw"


def test_the_half_life_of_the_named_nuclide():
    for code in (("C-111A1", "SRT"), ("77004003", "SCT"), ("unknown", "99X")):
        assert half_life_of(6588, *code).unit == "SUVbw"
    assert half_life_of(76, "C-159A2", "SRT").unit == half_life_of(122, "129504001", "SCT").unit == "SUVbw"


def timed(scan: str, injection: str, half_life_s: float = HALF_LIFE_S, dated: str = "", zone: str | None = None) -> Uptake:
    dataset = pet(SeriesTime=scan, AcquisitionTime=scan, TimezoneOffsetFromUTC=zone)
    tracer = dataset.RadiopharmaceuticalInformationSequence[0]
    tracer.RadiopharmaceuticalStartTime, tracer.RadionuclideHalfLife = injection, half_life_s
    if dated:
        tracer.RadiopharmaceuticalStartDateTime = dated
    return uptake(dataset)


def waited_s(found: Uptake, half_life_s: float = HALF_LIFE_S) -> float:
    assert found.unit == "SUVbw", found.said
    return half_life_s * math.log2(found.factor * DOSE_BQ / 70_000)


def test_an_injection_shortly_after_the_start_is_that_of_a_dynamic_scan():
    assert waited_s(timed("100000", "100020")) == pytest.approx(-20)
    assert waited_s(timed("100000", "", dated="20240301100020")) == pytest.approx(-20)
    for late in (timed("100000", "110000"), timed("100000", "100500", 76.0)):  # 82Rb: five minutes are four half-lives
        assert "lies after the scan's start (10:00:00), and the day before would be" in late.said
    assert "(2024-03-01 11:00:00) lies after the scan's start (2024-03-01 10:00:00);" in timed("100000", "", dated="20240301110000").said


def test_no_scan_is_made_of_what_is_left_after_many_half_lives():
    assert "and the day before would be 53 half-lives earlier" in timed("100000", "160000", 1221.6).said  # 11C, 18 h
    assert "18 half-lives lie between injection (04:00:00) and scan (10:00:00)" in timed("100000", "040000", 1221.6).said
    assert "half-lives lie between" in timed("100000", "", dated="20240229100000").said
    assert waited_s(timed("003000", "233000")) == pytest.approx(3600)


def test_long_lived_tracers_need_the_day():
    zirconium_s = 282_276.0
    assert waited_s(timed("100000", "", zirconium_s, "20240227090000"), zirconium_s) == pytest.approx(3 * 86400 + 3600)
    assert not timed("100000", "", zirconium_s, "20240227090000").said
    assert timed("100000", "090000", zirconium_s).said == CLOCK_ALONE


@pytest.mark.parametrize(
    ("scan", "injection", "zone"),
    [
        ("110000", "20240301080000.000+0000", "+0200"), ("100000", "20240301090000-0500", "-0500"), ("100000", "20240301090000", "+1400"),
        ("003000", "20240229233000.0+0100", "+0100"), ("003000", "20240301173000+1300", "-0500"), ("100000", "20240301090000", None),
    ],
)  # fmt: skip
def test_date_times_in_their_zones(scan: str, injection: str, zone: str | None):
    assert waited_s(timed(scan, "", dated=injection, zone=zone)) == pytest.approx(3600)


def test_a_zone_for_one_time_alone():
    assert "only one of the times of injection and scan names its time zone" in timed("100000", "", dated="20240301080000+0000").said
    assert waited_s(timed("100000", "090000", dated="20240301080000+0000")) == pytest.approx(3600)  # by the clock of the place
    assert "the time of the injection (20240301080000+9900) cannot be read" in timed("100000", "", dated="20240301080000+9900").said
    assert "the time of the injection (00010101080000) cannot be read" in timed("100000", "", dated="00010101080000", zone="+0100").said
    assert "the time of the injection is missing" in timed("100000", "").said


def test_decay_corrected_to_a_moment_in_its_own_zone():
    enhanced = pet(DecayCorrection=None, DecayCorrected="YES", DecayCorrectionDateTime="20240301100000.000000+0100")
    tracer = enhanced.RadiopharmaceuticalInformationSequence[0]
    tracer.RadiopharmaceuticalStartDateTime = "20240301090000+0000"
    assert waited_s(uptake(enhanced)) == pytest.approx(0, abs=1e-6)


def test_two_injections():
    two = pet()
    (tracer,) = two.RadiopharmaceuticalInformationSequence
    two.RadiopharmaceuticalInformationSequence = [tracer, copy.deepcopy(tracer)]
    assert uptake(two) == uptake(pet())
    two.RadiopharmaceuticalInformationSequence[1].RadionuclideTotalDose = 1e8
    assert "the header states 2 injections that differ (400 MBq and 100 MBq)" in uptake(two).said


def test_slices_that_differ_in_what_it_is_computed_from():
    usual = uptake(pet()).basis
    assert differing([usual, usual, ()]) == ""
    assert "weight (70 kg, 80 kg)" in differing([usual, uptake(pet(PatientWeight=80)).basis])
    assert "decay correction (START, ADMIN)." in differing([usual, uptake(pet(DecayCorrection="ADMIN")).basis])


def test_philips_counts():
    counts = pet(Units="CNTS")
    counts.private_block(0x7053, "ANOTHER", create=True).add_new(0, "DS", "77")
    assert "counts" in uptake(counts).said and uptake(counts).unit == "counts"
    block = counts.private_block(0x7053, PHILIPS_OWNER, create=True)  # the second of the group
    block.add_new(9, "DS", "2.5")
    assert uptake(counts).factor == pytest.approx(2.5 * uptake(pet()).factor)
    block.add_new(0, "DS", "0.001")
    assert uptake(counts) == Uptake(0.001, "SUVbw", uptake(pet()).other_units, basis=(("SUV factor", "0.001"),))


def test_private_elements_are_among_those_that_are_read():
    tags = tags_of(0x70530009)
    assert {0x70530010, 0x705300FF, 0x70531009, 0x7053FF09} <= set(tags) and len(tags) == 480


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
