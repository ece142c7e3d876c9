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
