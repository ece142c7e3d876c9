"""Volumes, growth and indices of organs."""

from __future__ import annotations

import math

from inference.report.calculators.model import Calculator, Detail, Outcome, Slot, Values, Vector
from inference.report.calculators.parts import LENGTHS, choice, num, number, refuse_unless

ELLIPSOID = math.pi / 6
COEFFICIENTS = {"0.52": 0.52, "0.523": 0.523, "0.479": 0.479, "pi/6": ELLIPSOID}


def _ellipsoid(values: Values) -> Outcome:
    """length × width × height × coefficient, cm in, mL out."""
    used = values.get("coefficient", "pi/6")
    volume = num(values, "length") * num(values, "width") * num(values, "height") * COEFFICIENTS[str(used)]
    return Outcome(volume, notes=(f"Coefficient {used}.",), digits=1)


def _prostate(values: Values) -> Outcome:
    """AP × longitudinal × transverse × 0.52 (PI-RADS v2.1), cm in, mL out."""
    used = values.get("coefficient", "0.52")
    volume = num(values, "ap") * num(values, "longitudinal") * num(values, "transverse") * COEFFICIENTS[str(used)]
    return Outcome(volume, "enlarged" if volume > 30 else "not enlarged", notes=(f"Coefficient {used}; enlarged above 30 mL.",), digits=1)


def _psa_density(values: Values) -> Outcome:
    """PSA / volume."""
    density = num(values, "psa") / num(values, "volume")
    return Outcome(density, "0.15 or more" if density >= 0.15 else "below 0.15", digits=2)


def _spleen(values: Values) -> Outcome:
    """Index = L·W·T in cm³; volume = 30 + 0.58·L·W·T in mL."""
    index = num(values, "length") * num(values, "width") * num(values, "thickness")
    volume = Detail("volume", 30 + 0.58 * index, "mL")
    return Outcome(index, "enlarged" if index > 480 else "not enlarged", details=(volume,), notes=("Enlarged above an index of 480 cm³.",))


def _doubling_time(values: Values) -> Outcome:
    """t·ln 2 / ln(V2/V1), and ln(V2/V1) = 3·ln(d2/d1)."""
    if "volume_before" in values and "volume_now" in values:
        ratio = num(values, "volume_now") / num(values, "volume_before")
        details: tuple[Detail, ...] = ()
    else:
        ratio = (num(values, "now") / num(values, "before")) ** 3
        details = tuple(Detail(f"volume_{name}", ELLIPSOID * num(values, name) ** 3, "mm³") for name in ("before", "now"))
    details += (Detail("volume change", 100 * (ratio - 1), "%"),)
    if math.isclose(ratio, 1.0):
        return Outcome(None, "no change", details=details, notes=("The doubling time is infinite.",))
    days = num(values, "days") * math.log(2) / math.log(ratio)
    if days < 0:
        return Outcome(days, "no growth", details=details, notes=("Negative: the time in which it halves.",))
    category = "below 400 days" if days < 400 else "400 to 600 days" if days <= 600 else "above 600 days"
    said = {
        "below 400 days": "further work-up or resection",
        "400 to 600 days": "biopsy or further surveillance",
        "above 600 days": "discharge or further surveillance",
    }[category]
    return Outcome(days, category, said, details)


def _tirads_growth(values: Values) -> Outcome:
    """Growth: 20 % and 2 mm in two dimensions, or 50 % in volume (ACR TI-RADS)."""
    axes = [(num(values, f"before{n}"), num(values, f"now{n}")) for n in (1, 2, 3)]
    grown = sum(now - before >= 2 and now >= 1.2 * before - 1e-9 for before, now in axes)
    volume = 100 * (math.prod(now for _, now in axes) / math.prod(before for before, _ in axes) - 1)
    significant = grown >= 2 or volume >= 50
    return Outcome(volume, "significant growth" if significant else "no significant growth", digits=1,
                   notes=(f"{grown} of 3 diameters grew by 20 % and 2 mm.",))  # fmt: skip


def _abc2(values: Values) -> Outcome:
    """A·B·C/2; C is thickness × (slices of 75 % or more of the largest area + half of those of 25 to 75 %)."""
    notes = ("About 95 % of the exact ellipsoid (π/6·A·B·C): do not mix with volumes from segmentation.",)
    if "c" in values:
        c = num(values, "c")
    else:
        c = num(values, "thickness") * (num(values, "full_slices") + 0.5 * num(values, "half_slices"))
    volume = num(values, "a") * num(values, "b") * c / 2
    return Outcome(volume, "30 mL or more" if volume >= 30 else "below 30 mL", details=(Detail("c", c, "cm"),), notes=notes, digits=1)


def _evans(values: Values) -> Outcome:
    refuse_unless(num(values, "horns") <= num(values, "skull"), "The frontal horns cannot be wider than the skull.")
    index = num(values, "horns") / num(values, "skull")
    return Outcome(index, "enlarged ventricles" if index > 0.3 else "not enlarged", digits=2)


def _haller(values: Values) -> Outcome:
    index = num(values, "transverse") / num(values, "ap")
    return Outcome(index, "severe pectus excavatum" if index > 3.25 else "3.25 or less", digits=2)


def _ctr(values: Values) -> Outcome:
    refuse_unless(num(values, "heart") <= num(values, "chest"), "The heart cannot be wider than the chest.")
    ratio = num(values, "heart") / num(values, "chest")
    return Outcome(ratio, "enlarged" if ratio > 0.5 else "not enlarged", digits=2, notes=("For PA radiographs of adults.",))


def _cobb(values: Values) -> Outcome:
    angle = num(values, "angle") if "angle" in values else abs(num(values, "upper") - num(values, "lower"))
    return Outcome(angle, "scoliosis" if angle >= 10 else "below 10°", notes=("Observers differ by about 5°.",))


def _lengths(*rows: tuple[str, str]) -> tuple[Slot, ...]:
    return tuple(number(name, title, "cm", 0.1, 60) for name, title in rows)


_COEFFICIENT = choice("coefficient", "Coefficient", *COEFFICIENTS, optional=True, synonyms={"π/6": "pi/6", "0.5236": "pi/6"})

SIZES = (
    Calculator(
        "ellipsoid", "Ellipsoid volume", "Volume from three diameters, with the coefficient said", "π/6", "geometry: π/6·a·b·c",
        (*_lengths(("length", "Length"), ("width", "Width"), ("height", "Height")), _COEFFICIENT), _ellipsoid,
        (
            Vector("length=11cm width=5cm height=4.5cm", 129.6, within=0.05),
            Vector("length=5 width=2 height=2", 10.47),
            Vector("length=5 width=2 height=2 coefficient=0.479", 9.58),
        ),
        "mL", "volume", ("volume", "size", "thyroid", "lobe", "ovary", "kidney", "bladder", "diameter"), ("volume", "ellipsoid-volume"),
    ),
    Calculator(
        "prostate-volume", "Prostate volume", "Volume of the prostate from three diameters on MR", "PI-RADS v2.1", "Turkbey, Eur Urol 2019;76:340",
        (*_lengths(("ap", "AP, mid-sagittal"), ("longitudinal", "Longitudinal, mid-sagittal"), ("transverse", "Transverse, axial")), _COEFFICIENT), _prostate,
        (
            Vector("ap=4.0cm longitudinal=3.0cm transverse=3.5cm", 21.84),
            Vector("ap=4.0cm longitudinal=3.0cm transverse=3.5cm coefficient=pi/6", 21.99, source="costcalculator (0.524, 22.0 mL)"),
            Vector("ap=5.0cm longitudinal=4.0cm transverse=4.5cm coefficient=pi/6", 47.12),
        ),
        "mL", "volume", ("prostate", "mr", "mri", "size", "bph"), ("prostate",),
    ),
    Calculator(
        "psa-density", "PSA density", "PSA for the volume of the prostate", "PI-RADS v2.1", "Turkbey, Eur Urol 2019;76:340",
        (number("psa", "PSA", "ng/mL", 0, 5000), number("volume", "Prostate volume", "mL", 5, 500, fill=("finding.volume",))), _psa_density,
        (
            Vector("psa=3.3ng/mL volume=21.99mL", 0.1501, source="costcalculator (0.15)"),
            Vector("psa=8 volume=30mL", 0.267),
            Vector("psa=4.5 volume=30", 0.15, "0.15 or more"),
        ),
        "ng/mL²", "density", ("prostate", "psa", "mr"), ("psad",),
    ),
    Calculator(
        "spleen", "Splenic index and volume", "Size of the spleen from three diameters", "1997", "Prassopoulos, AJR 1997;168:665; Lackner index",
        _lengths(("length", "Length"), ("width", "Width"), ("thickness", "Thickness")), _spleen,
        (Vector("length=12cm width=10cm thickness=5cm", 600, "enlarged"), Vector("length=12 width=8 thickness=5", 480, "not enlarged")),
        "cm³", "index", ("spleen", "splenomegaly", "size", "volume"), ("splenic-index", "spleen-size"),
    ),
    Calculator(
        "doubling-time", "Nodule volume doubling time", "Doubling time of a nodule from two diameters or volumes", "BTS 2015",
        "Schwartz, Cancer 1961;14:1093; Callister, Thorax 2015;70 Suppl 2:ii1",
        (
            number("before", "Diameter before", "mm", 1, 200, fill=("change.prior",)), number("now", "Diameter now", "mm", 1, 200, fill=("finding.long_axis",)),
            number("days", "Time between", "d", 1, 20000, fill=("change.days",)),
            number("volume_before", "Volume before", "mm³", 1, 4e6), number("volume_now", "Volume now", "mm³", 1, 4e6, fill=("finding.volume",)),
        ), _doubling_time,
        (
            Vector("before=6mm now=8mm days=90", 72.28, "below 400 days", source="onlycalculators (72 d)"),
            Vector("before=8mm now=10mm days=180", 186.38, source="calcbee (186 d)"),
            Vector("before=5mm now=10mm days=365", 121.67, within=0.01),
            Vector("before=8mm now=6mm days=90", -72.28, "no growth"),
            Vector("before=8mm now=8mm days=90", None, "no change"),
            Vector("volume_before=100mm3 volume_now=200mm3 days=400", 400, "400 to 600 days"),
        ),
        "d", "doubling time", ("nodule", "lung", "growth", "vdt", "volume"), ("vdt", "nodule-vdt", "volume-doubling-time"),
        (("before", "now", "days"), ("volume_before", "volume_now", "days")),
        "From 8 mm or 80 mm³ on; below, measuring errors are larger than the growth.",
    ),
    Calculator(
        "ti-rads-growth", "ACR TI-RADS growth", "Whether a thyroid nodule has grown", "2017", "Tessler, JACR 2017;14:587",
        tuple(number(f"{when}{n}", f"Diameter {n} {when}", "mm", 1, 150) for when in ("before", "now") for n in (1, 2, 3)), _tirads_growth,
        (
            Vector("before1=10 before2=10 before3=10 now1=12.5 now2=12.5 now3=10", 56.25, "significant growth", within=0.06),
            Vector("before1=10 before2=10 before3=10 now1=11.9 now2=11.9 now3=10", 41.61, "no significant growth"),
            Vector("before1=5 before2=5 before3=5 now1=6 now2=6 now3=5", 44.0, "no significant growth"),
        ),
        "%", "volume change", ("thyroid", "nodule", "growth"), ("tirads-growth",),
    ),
    Calculator(
        "abc2", "ICH volume (ABC/2)", "Volume of an intracerebral haemorrhage from three diameters", "1996", "Kothari, Stroke 1996;27:1304",
        (
            number("a", "Largest diameter A", "cm", 0.1, 25, fill=LENGTHS), number("b", "Diameter B at right angles", "cm", 0.1, 25, fill=("finding.short_axis",)),
            number("c", "Height C", "cm", 0.1, 25), number("thickness", "Slice thickness", "cm", 0.01, 2),
            number("full_slices", "Slices of 75 % or more of the largest area", "", 0, 100), number("half_slices", "Slices of 25 to 75 %", "", 0, 100),
        ), _abc2,
        (
            Vector("a=5 b=3 c=2.5", 18.75, source="roboculator (product 37.5)"),
            Vector("a=6cm b=4cm thickness=0.5cm full_slices=8 half_slices=0", 48.0, "30 mL or more"),
            Vector("a=6cm b=4cm thickness=5mm full_slices=6 half_slices=4", 48.0),
        ),
        "mL", "volume", ("head", "brain", "haemorrhage", "hemorrhage", "bleed", "haematoma", "stroke"), ("abc-2", "abc/2", "ich-volume"),
        (("a", "b", "c"), ("a", "b", "thickness", "full_slices", "half_slices")),
    ),
    Calculator(
        "evans", "Evans index", "Width of the frontal horns for the inner skull", "1942", "Evans, Arch Neurol Psychiatry 1942;47:931",
        (number("horns", "Frontal horns", "mm", 5, 150), number("skull", "Inner skull, same level", "mm", 50, 250)), _evans,
        (Vector("horns=40mm skull=128mm", 0.3125, "enlarged ventricles"), Vector("horns=34 skull=125", 0.272, "not enlarged"), Vector("horns=36 skull=120", 0.3, "not enlarged")),
        "", "index", ("head", "brain", "hydrocephalus", "ventricles", "nph"), ("evans-index",),
    ),
    Calculator(
        "haller", "Haller index", "Width of the chest for its depth", "1987", "Haller, J Pediatr Surg 1987;22:904",
        (number("transverse", "Inner width of the chest", "mm", 50, 500), number("ap", "Sternum to vertebra", "mm", 5, 400)), _haller,
        (Vector("transverse=260mm ap=80mm", 3.25, "3.25 or less"), Vector("transverse=261mm ap=80mm", 3.2625, "severe pectus excavatum")),
        "", "index", ("chest", "pectus", "sternum", "thorax"), ("haller-index", "pectus"),
    ),
    Calculator(
        "cardiothoracic-ratio", "Cardiothoracic ratio", "Width of the heart for the chest", "1919", "Danzer, Am J Med Sci 1919;157:513",
        (number("heart", "Width of the heart", "cm", 3, 40), number("chest", "Inner width of the chest", "cm", 8, 60)), _ctr,
        (Vector("heart=15cm chest=30cm", 0.5, "not enlarged"), Vector("heart=15.1cm chest=30cm", 0.5033, "enlarged")),
        "", "ratio", ("heart", "chest", "radiograph", "cardiomegaly", "cxr"), ("ctr", "cardio-thoracic-ratio"),
    ),
    Calculator(
        "cobb", "Cobb angle", "Angle of a curve of the spine between two end plates", "1948", "Cobb, Instr Course Lect 1948;5:261",
        (
            number("angle", "Angle", "°", 0, 180, fill=("measurement.angle",)), number("upper", "Tilt of the upper end plate", "°", -90, 90),
            number("lower", "Tilt of the lower end plate", "°", -90, 90),
        ), _cobb,
        (Vector("upper=12 lower=-15", 27, "scoliosis"), Vector("angle=9.9", 9.9, "below 10°"), Vector("angle=10°", 10, "scoliosis")),
        "°", "angle", ("spine", "scoliosis", "vertebra", "curve"), ("cobb-angle",), (("angle",), ("upper", "lower")),
    ),
)  # fmt: skip
