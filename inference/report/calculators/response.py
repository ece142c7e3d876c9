"""How a tumour answers to treatment: RECIST, mRECIST, RANO, PERCIST."""

from __future__ import annotations

from inference.report.calculators.model import Calculator, Detail, Outcome, Slot, Values, Vector
from inference.report.calculators.parts import choice, need, num, number, refuse_unless, word, yes

_WORDS = {
    "CR": "complete response", "PR": "partial response", "SD": "stable disease", "PD": "progressive disease",
    "NE": "not evaluable", "non-CR/non-PD": "neither complete response nor progression",
}  # fmt: skip


def _sums(values: Values) -> tuple[float, float, float]:
    baseline, nadir, now = num(values, "baseline"), num(values, "nadir"), num(values, "now")
    refuse_unless(nadir <= baseline, "The nadir is the smallest sum so far, baseline included: it cannot be above the baseline.")
    return baseline, nadir, now


def _target(values: Values, least_mm: float) -> tuple[str, tuple[Detail, ...]]:
    """Of the target lesions: CR, PR, SD or PD. A partial response that was reached stays until progression."""
    baseline, nadir, now = _sums(values)
    details = [Detail("since baseline", 100 * (now - baseline) / baseline, "%")]
    if nadir > 0:
        details.append(Detail("since nadir", 100 * (now - nadir) / nadir, "%"))
    details.append(Detail("since nadir, absolute", now - nadir, "mm"))
    if now == 0:
        return "CR", tuple(details)
    need(values, "only_nodes")
    if yes(values, "only_nodes"):
        return "CR", tuple(details)
    if nadir == 0 or (now - nadir >= 0.2 * nadir - 1e-9 and now - nadir >= least_mm):
        return "PD", tuple(details)
    if min(now, nadir) <= 0.7 * baseline + 1e-9:
        return "PR", tuple(details)
    return "SD", tuple(details)


def _recist(values: Values) -> Outcome:
    """RECIST 1.1, tables 1 and 2: target, non-target and new lesions to the overall response."""
    target, details = _target(values, 5.0)
    others, new = word(values, "non_target"), yes(values, "new_lesions")
    if new or target == "PD" or others == "PD":
        overall = "PD"
    elif target == "CR":
        overall = "CR" if others in ("CR", "none") else "PR"
    else:
        overall = target
    notes = (f"Target lesions: {_WORDS[target]}.", *(("New lesions.",) if new else ()))
    return Outcome(details[0].value, overall, _WORDS[overall], details, notes, 1)


def _mrecist(values: Values) -> Outcome:
    """mRECIST: diameters of what enhances in the arterial phase."""
    target, details = _target({**values, "only_nodes": "no"}, 0.0)
    overall = "PD" if yes(values, "new_lesions") else target
    return Outcome(details[0].value, overall, _WORDS[overall], details, (), 1)


def _rano(values: Values) -> Outcome:
    """RANO for high-grade glioma: products of perpendicular diameters, T2/FLAIR, steroids, clinic, new lesions."""
    baseline, nadir, now = _sums(values)
    flair, steroids, clinic = word(values, "flair"), word(values, "steroids"), word(values, "clinical")
    grown = now > 0 if nadir == 0 else now >= 1.25 * nadir - 1e-9
    if yes(values, "new_lesions") or grown or flair == "increased" or clinic == "worse":
        overall = "PD"
    elif now == 0 and steroids == "none":
        overall = "CR"
    elif now <= 0.5 * baseline + 1e-9 and steroids != "increased":
        overall = "PR"
    else:
        overall = "SD"
    details = (Detail("since baseline", 100 * (now - baseline) / baseline, "%"),)
    notes = ("Response must be confirmed after 4 weeks.",) if overall in ("CR", "PR") else ()
    return Outcome(details[0].value, overall, _WORDS[overall], details, notes, 1)


def _percist(values: Values) -> Outcome:
    """PERCIST 1.0: change of SULpeak by 30 % and 0.8 units."""
    before, now = num(values, "baseline"), num(values, "now")
    change = now - before
    if yes(values, "new_lesions"):
        category = "progressive metabolic disease"
    elif yes(values, "at_background"):
        category = "complete metabolic response"
    elif change >= 0.3 * before - 1e-9 and change >= 0.8 - 1e-9:
        category = "progressive metabolic disease"
    elif -change >= 0.3 * before - 1e-9 and -change >= 0.8 - 1e-9:
        category = "partial metabolic response"
    else:
        category = "stable metabolic disease"
    return Outcome(100 * change / before, category, digits=1)


_NEW = choice("new_lesions", "New lesions")


def _three(unit: str, what: str) -> tuple[Slot, ...]:
    return (
        number("baseline", f"{what} at baseline", unit, 1, 100000), number("nadir", f"Smallest {what.lower()} so far", unit, 0, 100000),
        number("now", f"{what} now", unit, 0, 100000),
    )  # fmt: skip


RESPONSE = (
    Calculator(
        "recist", "RECIST", "Response of solid tumours from sums of diameters", "1.1", "Eisenhauer, Eur J Cancer 2009;45:228",
        (
            *_three("mm", "Sum of target diameters"),
            choice("only_nodes", "All that is left are lymph nodes below 10 mm in short axis", optional=True),
            choice("non_target", "Non-target lesions", "none", "CR", "non-CR/non-PD", "PD", "NE"), _NEW,
        ), _recist,
        (
            *(Vector(f"baseline=100 nadir={nadir} now={now} only_nodes=no non_target=none new_lesions=no", None, "PR", source="recist.eortc.org FAQ") for nadir, now in ((100, 70), (70, 70), (70, 80))),
            Vector("baseline=40 nadir=20 now=24 only_nodes=no non_target=none new_lesions=no", None, "PR"),
            Vector("baseline=25 nadir=20 now=24 only_nodes=no non_target=none new_lesions=no", None, "SD"),
            Vector("baseline=47 nadir=47 now=57 only_nodes=no non_target=none new_lesions=no", 21.28, "PD"),
            Vector("baseline=71 nadir=71 now=47 only_nodes=no non_target=none new_lesions=no", -33.8, "PR", within=0.01),
            Vector("baseline=100 nadir=50 now=0 non_target=CR new_lesions=no", -100, "CR"),
            Vector("baseline=100 nadir=50 now=0 non_target=non-CR/non-PD new_lesions=no", None, "PR"),
            Vector("baseline=100 nadir=50 now=16 only_nodes=yes non_target=none new_lesions=no", None, "CR"),
            Vector("baseline=100 nadir=50 now=50 only_nodes=no non_target=none new_lesions=yes", None, "PD"),
            Vector("baseline=50 nadir=60 now=60 only_nodes=no non_target=none new_lesions=no", refused="cannot be above"),
        ),
        "%", "change since baseline", ("response", "oncology", "tumour", "tumor", "target", "lesion", "metastasis", "follow-up"), ("recist-1.1", "recist11"),
        limits="At most 5 targets, 2 of one organ. Measurable from 10 mm, nodes from 15 mm in short axis.",
    ),
    Calculator(
        "mrecist", "mRECIST", "Response of hepatocellular carcinoma from what enhances", "2010", "Lencioni, Semin Liver Dis 2010;30:52",
        (*_three("mm", "Sum of viable diameters"), _NEW), _mrecist,
        (
            Vector("baseline=50 nadir=50 now=0 new_lesions=no", -100, "CR"), Vector("baseline=50 nadir=50 now=35 new_lesions=no", -30, "PR"),
            Vector("baseline=50 nadir=50 now=60 new_lesions=no", 20, "PD"), Vector("baseline=50 nadir=50 now=59 new_lesions=no", 18, "SD"),
        ),
        "%", "change since baseline", ("liver", "hcc", "response", "tace", "ablation", "lesion"), ("m-recist",),
    ),
    Calculator(
        "rano", "RANO, high-grade glioma", "Response of a high-grade glioma on MR", "2010", "Wen, J Clin Oncol 2010;28:1963",
        (
            *_three("mm²", "Sum of products"), choice("flair", "T2/FLAIR lesions", "stable", "reduced", "increased"),
            choice("steroids", "Steroids", "none", "stable", "reduced", "increased"), choice("clinical", "Clinical state", "stable", "better", "worse"), _NEW,
        ), _rano,
        (
            Vector("baseline=400 nadir=400 now=200 flair=stable steroids=stable clinical=stable new_lesions=no", -50, "PR"),
            Vector("baseline=400 nadir=400 now=201 flair=stable steroids=stable clinical=stable new_lesions=no", None, "SD"),
            Vector("baseline=400 nadir=200 now=250 flair=stable steroids=stable clinical=stable new_lesions=no", None, "PD"),
            Vector("baseline=400 nadir=200 now=0 flair=stable steroids=none clinical=better new_lesions=no", -100, "CR"),
            Vector("baseline=400 nadir=200 now=200 flair=increased steroids=stable clinical=stable new_lesions=no", None, "PD"),
        ),
        "%", "change since baseline", ("brain", "glioma", "glioblastoma", "response", "mr", "tumour"), (),
    ),
    Calculator(
        "percist", "PERCIST", "Metabolic response of solid tumours on FDG PET", "1.0", "Wahl, J Nucl Med 2009;50 Suppl 1:122S",
        (
            number("baseline", "SULpeak before", "g/mL", 0.1, 100), number("now", "SULpeak now", "g/mL", 0, 100, fill=("measurement.peak",)),
            choice("at_background", "Uptake no higher than background, below the liver"), _NEW,
        ), _percist,
        (
            Vector("baseline=10 now=7 at_background=no new_lesions=no", -30, "partial metabolic response"),
            Vector("baseline=2 now=1.3 at_background=no new_lesions=no", -35, "stable metabolic disease"),
            Vector("baseline=4 now=5.2 at_background=no new_lesions=no", 30, "progressive metabolic disease"),
            Vector("baseline=4 now=1 at_background=yes new_lesions=no", -75, "complete metabolic response"),
        ),
        "%", "change of SULpeak", ("pet", "fdg", "response", "suv", "sul", "oncology"), (),
    ),
)  # fmt: skip
