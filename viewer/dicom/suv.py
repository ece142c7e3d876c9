"""Standardised uptake values: what turns the activity in a PET picture into them, or why nothing does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pydicom.dataset import Dataset

from viewer.dicom.groups import Groups
from viewer.dicom.headers import items, number, text
from viewer.dicom.private_blocks import private_text
from viewer.dicom.suv_times import NoSuvError, waited_of

PHILIPS_OWNER = "Philips PET Private Group"
PHILIPS_SUV_FACTOR = 0x70530000
PHILIPS_ACTIVITY_FACTOR = 0x70530009
LIGHTEST_KG, HEAVIEST_KG = 0.5, 500.0
"""Of patients; a number beyond is in grams, or in another wrong unit."""
LEAST_BQ, MOST_BQ = 1e5, 1e11
"""Of a dose; a number below is in MBq, as DICOM says Bq, and no scanner counts what is above."""

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
    """Values of the picture * `factor` are in `unit`; `other_units` lead on from there.

    `said` is a sentence for the reader: why it is no SUV, or what was assumed; `basis` what it was computed from, as
    (name, value), which all slices of a series should share.
    """

    factor: float
    unit: str
    other_units: tuple[tuple[str, float], ...] = ()
    said: str = ""
    basis: tuple[tuple[str, str], ...] = ()


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
        direct, activity = _philips(dataset, PHILIPS_SUV_FACTOR), _philips(dataset, PHILIPS_ACTIVITY_FACTOR)
        if direct:
            return Uptake(direct, "SUVbw", _others(dataset), basis=(("SUV factor", f"{direct:g}"),))
        if not activity:
            return _not(units, "its values are counts and nothing says how much activity they are")
    elif units and units != "BQML":
        return Uptake(1.0, UNITS.get(units, units.lower()))
    else:
        activity = 1.0
    try:
        tracer = _tracer(dataset)
        dose_bq, assumed = _dose_bq(dataset, tracer)
        factor = activity * _weight_kg(dataset) * 1000 / dose_bq
    except NoSuvError as reason:
        return Uptake(activity, "Bq/ml", (), f"SUV cannot be computed: {reason}; values are Bq/ml.")
    return Uptake(factor, "SUVbw", _others(dataset), assumed, _basis(dataset, tracer))


def differing(bases: Iterable[tuple[tuple[str, str], ...]]) -> str:
    """That slices of a series were computed from different numbers, as a sentence; empty where they were not."""
    values: dict[str, dict[str, None]] = {}
    for name, value in dict.fromkeys(row for basis in bases for row in basis):
        values.setdefault(name, {})[value] = None
    said = [f"{name} ({', '.join(found)})" for name, found in values.items() if len(found) > 1]
    return f"The slices differ in what SUV is computed from, and each is computed with its own: {'; '.join(said)}." if said else ""


def _basis(dataset: Dataset, tracer: Dataset) -> tuple[tuple[str, str], ...]:
    return (
        ("weight", f"{_weight_kg(dataset):g} kg"),
        ("decay correction", text(dataset, "DecayCorrection") or text(dataset, "DecayCorrectionDateTime")),
        ("injected dose", f"{(number(tracer, 'RadionuclideTotalDose') or 0) / 1e6:g} MBq"),
        ("half-life", f"{number(tracer, 'RadionuclideHalfLife') or 0:g} s"),
        ("injection", text(tracer, "RadiopharmaceuticalStartDateTime") or text(tracer, "RadiopharmaceuticalStartTime")),
        ("scan's start", text(dataset, "SeriesDate") + " " + text(dataset, "SeriesTime")),
    )


def _not(units: str, reason: str) -> Uptake:
    unit = UNITS.get(units, units.lower() or "raw")
    return Uptake(1.0, unit, (), f"SUV cannot be computed: {reason}; values are {unit}.")


def _weight_kg(dataset: Dataset) -> float:
    weight_kg = number(dataset, "PatientWeight")
    if not weight_kg or weight_kg <= 0:
        raise NoSuvError("the patient's weight is missing")
    if not LIGHTEST_KG <= weight_kg <= HEAVIEST_KG:
        raise NoSuvError(f"{weight_kg:g} kg is no weight of a patient ({LIGHTEST_KG:g} to {HEAVIEST_KG:g} kg)")
    return weight_kg


_OF_INJECTION = ("RadionuclideTotalDose", "RadionuclideHalfLife", "RadiopharmaceuticalStartDateTime", "RadiopharmaceuticalStartTime")


def _tracer(dataset: Dataset) -> Dataset:
    """The one injection of the header; several items are one where they state the same."""
    tracers = items(dataset, "RadiopharmaceuticalInformationSequence")
    if not tracers:
        raise NoSuvError("nothing is said of the tracer")
    if len({tuple(text(tracer, keyword) for keyword in _OF_INJECTION) for tracer in tracers}) > 1:
        doses = " and ".join(f"{(number(tracer, 'RadionuclideTotalDose') or 0) / 1e6:g} MBq" for tracer in tracers[:4])
        raise NoSuvError(f"the header states {len(tracers)} injections that differ ({doses})")
    return tracers[0]


def _dose_bq(dataset: Dataset, tracer: Dataset) -> tuple[float, str]:
    """The injected activity at the moment that the picture's decay was corrected to, and what was assumed."""
    corrected = text(dataset, "CorrectedImage").split("\\") + _enhanced_corrections(dataset)
    if "ATTN" not in corrected:
        raise NoSuvError("the picture is not corrected for attenuation")
    dose = number(tracer, "RadionuclideTotalDose")
    half_life_s = number(tracer, "RadionuclideHalfLife")
    if not dose or dose <= 0:
        raise NoSuvError("the injected dose is missing")
    if not LEAST_BQ <= dose <= MOST_BQ:
        raise NoSuvError(f"an injected dose of {dose:g} Bq is not possible")
    correction = text(dataset, "DecayCorrection")
    if correction == "ADMIN":
        return dose, ""
    if correction != "START" and text(dataset, "DecayCorrected") != "YES":
        raise NoSuvError("the picture is not corrected for decay")
    if correction != "START" and not text(dataset, "DecayCorrectionDateTime"):
        raise NoSuvError("the moment that decay was corrected to is missing")
    if not half_life_s or half_life_s <= 0:
        raise NoSuvError("the tracer's half-life is missing")
    _check_half_life(half_life_s, tracer)
    waited_s, assumed = waited_of(dataset, tracer, half_life_s)
    return float(dose * 2 ** (-waited_s / half_life_s)), assumed


def _check_half_life(half_life_s: float, tracer: Dataset) -> None:
    codes = items(tracer, "RadionuclideCodeSequence")
    nuclide = _CODES.get(text(codes[0], "CodeValue")) if codes else None
    known = [HALF_LIVES_S[nuclide]] if nuclide else HALF_LIVES_S.values()
    if not any(abs(half_life_s / one_s - 1) <= HALF_LIFE_TOLERANCE for one_s in known):
        of = f"not that of {nuclide} ({known[0]:.5g} s)" if isinstance(known, list) else "that of no nuclide of PET"
        raise NoSuvError(f"a half-life of {half_life_s:g} s is {of}")


def _enhanced_corrections(dataset: Dataset) -> list[str]:
    return ["ATTN"] if text(dataset, "AttenuationCorrected") == "YES" else []


def _others(dataset: Dataset) -> tuple[tuple[str, float], ...]:
    """SUVlbm and SUVbsa as multiples of SUVbw, where weight, height and sex are known."""
    weight_kg, height_m = number(dataset, "PatientWeight") or 0.0, number(dataset, "PatientSize") or 0.0
    if not (LIGHTEST_KG <= weight_kg <= HEAVIEST_KG and 0.3 < height_m < 2.6):
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


def _philips(dataset: Dataset, tag: int) -> float:
    try:
        return float(private_text(dataset, PHILIPS_OWNER, tag) or 0)
    except ValueError:
        return 0.0
