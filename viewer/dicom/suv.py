"""Standardised uptake values: what turns the activity in a PET picture into them, or why nothing does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from pydicom.dataset import Dataset

from viewer.dicom.groups import Groups
from viewer.dicom.headers import element, items, number, text

PHILIPS_SUV_FACTOR = 0x70531000
PHILIPS_ACTIVITY_FACTOR = 0x70531009
GE_SCAN_START = 0x0009100D
LONGEST_DECAY = timedelta(hours=24)
"""A scan later than this after the injection is a wrong clock, or a wrong day."""

_MINUTE_S, _HOUR_S, _DAY_S = 60.0, 3600.0, 86400.0
HALF_LIVES_S = {
    "11C": 20.36 * _MINUTE_S, "13N": 9.965 * _MINUTE_S, "15O": 122.27, "18F": 109.77 * _MINUTE_S, "22Na": 2.6018 * 365.25 * _DAY_S,
    "38K": 7.636 * _MINUTE_S, "43Sc": 3.891 * _HOUR_S, "44Sc": 4.042 * _HOUR_S, "45Ti": 184.8 * _MINUTE_S, "52Fe": 8.275 * _HOUR_S,
    "52Mn": 5.591 * _DAY_S, "52mMn": 21.1 * _MINUTE_S, "51Mn": 46.2 * _MINUTE_S, "60Cu": 23.7 * _MINUTE_S, "61Cu": 3.336 * _HOUR_S,
    "62Cu": 9.67 * _MINUTE_S, "64Cu": 12.701 * _HOUR_S, "62Zn": 9.193 * _HOUR_S, "66Ga": 9.49 * _HOUR_S, "68Ga": 67.71 * _MINUTE_S,
    "68Ge": 270.95 * _DAY_S, "72As": 26.0 * _HOUR_S, "73Se": 7.15 * _HOUR_S, "75Br": 96.7 * _MINUTE_S, "76Br": 16.2 * _HOUR_S,
    "77Br": 57.04 * _HOUR_S, "82Rb": 76.4, "86Y": 14.74 * _HOUR_S, "90Y": 64.05 * _HOUR_S, "89Zr": 78.41 * _HOUR_S,
    "94mTc": 52.0 * _MINUTE_S, "124I": 4.176 * _DAY_S, "152Tb": 17.5 * _HOUR_S,
}  # fmt: skip
"""Half-lives of the nuclides of PET (DICOM PS3.16 CID 4020; ENSDF, Nuclear Data Sheets)."""
_CODES = {
    "C-105A1": "11C", "C-107A1": "13N", "C-B1038": "15O", "C-111A1": "18F", "C-131A3": "68Ga", "C-159A2": "82Rb", "C-127A2": "64Cu",
    "C-168A4": "89Zr", "C-114A5": "124I", "C-162A7": "90Y", "C-162A3": "86Y", "C-127A5": "62Cu", "C-127A4": "60Cu",
    "40565003": "11C", "21576001": "13N", "129504001": "15O", "77004003": "18F", "35337001": "68Ga", "79197006": "82Rb",
    "3932008": "64Cu", "63360001": "89Zr", "40937006": "124I", "14691008": "90Y", "10738001": "86Y", "422934004": "62Cu",
    "425364008": "60Cu", "126600": "44Sc", "126605": "43Sc",
}  # fmt: skip
"""Radionuclide Code Sequence of the usual ones: SNOMED RT, SNOMED CT, DCM."""
HALF_LIFE_TOLERANCE = 0.03
"""Systems carry half-lives of different tables; a number in minutes is further off from every nuclide."""

UNITS = {"BQML": "Bq/ml", "CNTS": "counts", "CPS": "counts/s", "PROPCNTS": "counts", "PROPCPS": "counts/s", "GML": "SUVbw",
         "CM2ML": "SUVbsa", "UMOLML": "umol/ml", "MGMINML": "mg/min/ml", "MLMING": "ml/min/g", "PCNT": "%"}  # fmt: skip
_GML_TYPES = {"LBM": "SUVlbm", "LBMJAMES128": "SUVlbm", "LBMJANMA": "SUVlbm", "IBW": "SUVibw", "BSA": "SUVbsa"}


@dataclass(frozen=True, slots=True)
class Uptake:
    """Values of the picture * `factor` are in `unit`; `other_units` lead on from there; `reason`: why it is no SUV."""

    factor: float
    unit: str
    other_units: tuple[tuple[str, float], ...] = ()
    reason: str = ""


class _NoSuv(Exception):
    """With the reason, as the end of a sentence."""


def uptake_of(dataset: Dataset, groups: Groups) -> Uptake:
    """How to say the values of a PET picture: as SUV by body weight where the header has what that takes.

    SUVbw = activity (Bq/ml) * weight (g) / dose (Bq), the dose decayed to the time that the picture was corrected
    to: the start of the scan (Decay Correction START), or the injection (ADMIN). As in QIBA's "SUV vendor neutral
    pseudocode" and DICOM PS3.3 C.8.9.1; lean body mass after Janmahasatian (Clin Pharmacokinet 2005;44:1051),
    body surface after Du Bois (Arch Intern Med 1916;17:863).
    """
    units = text(dataset, "Units")
    if units == "GML":
        kind = text(dataset, "SUVType")
        return Uptake(1.0, _GML_TYPES.get(kind, "SUVbw"), _others(dataset) if kind in ("", "BW") else ())
    if units in ("CNTS", "PROPCNTS"):
        direct, activity = _private(dataset, PHILIPS_SUV_FACTOR), _private(dataset, PHILIPS_ACTIVITY_FACTOR)
        if direct:
            return Uptake(direct, "SUVbw", _others(dataset))
        if not activity:
            return _not(units, "its values are counts and nothing says how much activity they are")
    elif units and units != "BQML":
        return Uptake(1.0, UNITS.get(units, units.lower()))
    else:
        activity = 1.0
    try:
        factor = activity * _grams(dataset) / _dose_bq(dataset, groups)
    except _NoSuv as reason:
        return Uptake(activity, "Bq/ml", (), f"SUV cannot be computed: {reason}; values are Bq/ml.")
    return Uptake(factor, "SUVbw", _others(dataset))


def _not(units: str, reason: str) -> Uptake:
    unit = UNITS.get(units, units.lower() or "raw")
    return Uptake(1.0, unit, (), f"SUV cannot be computed: {reason}; values are {unit}.")


def _grams(dataset: Dataset) -> float:
    weight_kg = number(dataset, "PatientWeight")
    if not weight_kg or weight_kg <= 0:
        raise _NoSuv("the patient's weight is missing")
    return weight_kg * 1000


def _dose_bq(dataset: Dataset, groups: Groups) -> float:
    """The injected activity at the time that the picture's decay was corrected to."""
    corrected = text(dataset, "CorrectedImage").split("\\") + _enhanced_corrections(dataset)
    if "ATTN" not in corrected:
        raise _NoSuv("the picture is not corrected for attenuation")
    tracers = items(dataset, "RadiopharmaceuticalInformationSequence")
    if not tracers:
        raise _NoSuv("nothing is said of the tracer")
    tracer = tracers[0]
    dose = number(tracer, "RadionuclideTotalDose")
    half_life_s = number(tracer, "RadionuclideHalfLife")
    if not dose or dose <= 0:
        raise _NoSuv("the injected dose is missing")
    if dose < 100_000:  # DICOM says Bq; less than 0.1 MBq is MBq in the wrong place
        raise _NoSuv(f"an injected dose of {dose:g} Bq is not possible")
    correction = text(dataset, "DecayCorrection")
    if correction == "ADMIN":
        return dose
    absolute = _moment(text(dataset, "DecayCorrectionDateTime"))
    if correction != "START" and not (absolute and text(dataset, "DecayCorrected") == "YES"):
        raise _NoSuv("the picture is not corrected for decay")
    if not half_life_s or half_life_s <= 0:
        raise _NoSuv("the tracer's half-life is missing")
    _check_half_life(half_life_s, tracer)
    scanned = absolute or _scan_start(dataset)
    if scanned is None:
        raise _NoSuv("the time of the scan is missing")
    injected = _injection(tracer, scanned)
    if injected is None:
        raise _NoSuv("the time of the injection is missing")
    waited = scanned - injected
    if not timedelta(0) <= waited <= LONGEST_DECAY:
        raise _NoSuv("the times of injection and scan contradict each other")
    return float(dose * 2 ** (-waited.total_seconds() / half_life_s))


def _check_half_life(half_life_s: float, tracer: Dataset) -> None:
    codes = items(tracer, "RadionuclideCodeSequence")
    nuclide = _CODES.get(text(codes[0], "CodeValue")) if codes else None
    known = [HALF_LIVES_S[nuclide]] if nuclide else HALF_LIVES_S.values()
    if not any(abs(half_life_s / one_s - 1) <= HALF_LIFE_TOLERANCE for one_s in known):
        of = f"not that of {nuclide} ({known[0]:.5g} s)" if isinstance(known, list) else "that of no nuclide of PET"
        raise _NoSuv(f"a half-life of {half_life_s:g} s is {of}")


def _enhanced_corrections(dataset: Dataset) -> list[str]:
    return ["ATTN"] if text(dataset, "AttenuationCorrected") == "YES" else []


def _scan_start(dataset: Dataset) -> datetime | None:
    """The start of the series, unless it lies after the picture was acquired: then it is the time of post-processing.

    GE keeps the start of the scan in (0009,100D).
    """
    series = _moment(text(dataset, "SeriesDate") + text(dataset, "SeriesTime"))
    acquired = _moment(text(dataset, "AcquisitionDate") + text(dataset, "AcquisitionTime"))
    if series and acquired and series <= acquired:
        return series
    private = _moment(_private_text(dataset, GE_SCAN_START)) if "GE" in text(dataset, "Manufacturer").upper() else None
    return private or (None if acquired else series)


def _injection(tracer: Dataset, scanned: datetime) -> datetime | None:
    full = _moment(text(tracer, "RadiopharmaceuticalStartDateTime"))
    if full:
        return full
    clock = text(tracer, "RadiopharmaceuticalStartTime")
    same_day = _moment(scanned.strftime("%Y%m%d") + clock)
    if same_day and same_day > scanned:
        return same_day - timedelta(days=1)  # injected before midnight
    return same_day


def _others(dataset: Dataset) -> tuple[tuple[str, float], ...]:
    """SUVlbm and SUVbsa as multiples of SUVbw, where weight, height and sex are known."""
    weight_kg, height_m = number(dataset, "PatientWeight") or 0.0, number(dataset, "PatientSize") or 0.0
    if not (weight_kg > 0 and 0.3 < height_m < 2.6):
        return ()
    found = []
    body_mass_index = weight_kg / height_m**2
    constants = {"M": (6680.0, 216.0), "F": (8780.0, 244.0)}.get(text(dataset, "PatientSex"))
    if constants:
        lean_kg = 9270.0 * weight_kg / (constants[0] + constants[1] * body_mass_index)
        found.append(("SUVlbm", lean_kg / weight_kg))
    surface_m2 = 0.007184 * weight_kg**0.425 * (100 * height_m) ** 0.725
    found.append(("SUVbsa", surface_m2 * 10_000 / (weight_kg * 1000)))
    return tuple(found)


def _moment(written: str) -> datetime | None:
    """A DICOM date and time, without its zone."""
    digits, _, fraction = written.replace(":", "").split("+")[0].partition(".")
    if not 12 <= len(digits) <= 14 or not digits.isdigit():
        return None
    try:
        whole = datetime.strptime(digits.ljust(14, "0"), "%Y%m%d%H%M%S")
    except ValueError:
        return None
    return whole + timedelta(seconds=float(f"0.{fraction}")) if fraction.isdigit() else whole


def _private(dataset: Dataset, tag: int) -> float:
    try:
        return float(_private_text(dataset, tag) or 0)
    except ValueError:
        return 0.0


def _private_text(dataset: Dataset, tag: int) -> str:
    private = element(dataset, tag)
    found = private.value if private is not None else ""
    if isinstance(found, bytes):
        found = found.decode("ascii", "replace")
    return str(found).strip(" \0")
