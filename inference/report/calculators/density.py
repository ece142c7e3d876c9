"""What CT numbers and uptake say: washout, calcium, fat in the liver, standardised uptake, vessels and heart."""

from __future__ import annotations

from inference.report.calculators.model import Calculator, Detail, Outcome, Slot, Values, Vector
from inference.report.calculators.parts import WEIGHT, above, choice, need, num, number, refuse_unless, word, yes

HALF_LIVES_MIN = {"F-18": 109.77, "Ga-68": 67.71, "C-11": 20.36, "Cu-64": 762.0, "Zr-89": 4704.6, "N-13": 9.97}
"""Minutes (Bé et al, Table of Radionuclides, BIPM)."""
MEAN_HU = ("finding.hu", "measurement.mean")


def _washout(values: Values) -> Outcome:
    """APW = (E − D)/(E − U)·100, RPW = (E − D)/E·100."""
    early, late = num(values, "enhanced"), num(values, "delayed")
    refuse_unless(early > 0, "The portal venous value must be above 0 HU.")
    relative = 100 * (early - late) / early
    details = [Detail("relative washout", relative, "%")]
    notes = ["Not for phaeochromocytoma and hypervascular metastases, which also wash out."]
    if "unenhanced" not in values:
        return Outcome(relative, "adenoma likely" if relative >= 40 else "indeterminate", details=tuple(details), notes=tuple(notes), digits=1)
    plain = num(values, "unenhanced")
    refuse_unless(early > plain, "Without enhancement there is no washout: the portal venous value must be above the unenhanced one.")
    absolute = 100 * (early - late) / (early - plain)
    details.insert(0, Detail("absolute washout", absolute, "%"))
    if plain <= 10:
        notes.insert(0, "10 HU or less unenhanced is a lipid-rich adenoma whatever the washout.")
        category = "lipid-rich adenoma likely"
    else:
        category = "adenoma likely" if absolute >= 60 and relative >= 40 else "indeterminate"
    if (absolute >= 60) != (relative >= 40):
        notes.insert(0, "Absolute (60 %) and relative (40 %) washout do not agree.")
        category = category if plain <= 10 else "discordant"
    return Outcome(absolute, category, details=tuple(details), notes=tuple(notes), digits=1)


def _agatston(values: Values) -> Outcome:
    """Area × weight of the peak: 130–199 ×1, 200–299 ×2, 300–399 ×3, from 400 ×4; below 1 mm² nothing."""
    area, peak = num(values, "area"), num(values, "peak")
    weight = 0.0 if area < 1 else float(sum(peak >= limit for limit in (130, 200, 300, 400)))
    score, notes = area * weight, ("For slices of 3 mm.",)
    if "thickness" in values:
        score, notes = score * num(values, "thickness") / 3, ("Corrected for the slice thickness, which the original is not.",)
    return Outcome(score, details=(Detail("weight", weight),), notes=notes, digits=1)


def _calcium(values: Values) -> Outcome:
    score = num(values, "score")
    return Outcome(score, "none" if score == 0 else above(score, (400 + 1e-9, "severe"), (100 + 1e-9, "moderate"), (10 + 1e-9, "mild"), otherwise="minimal"))


def _liver_spleen(values: Values) -> Outcome:
    """Liver minus spleen, unenhanced: above 5 no steatosis, −10 to 5 mild to moderate, below −10 moderate to severe."""
    difference = num(values, "liver") - num(values, "spleen")
    category = "no significant steatosis" if difference > 5 else "steatosis of 6 to 30 %" if difference >= -10 else "steatosis above 30 %"
    return Outcome(difference, category, notes=("Unenhanced CT only.",))


def _suv(values: Values) -> Outcome:
    """C·m/A; A is decayed to the start of the scan where the pictures are (Decay Correction START, PS3.3 C.8.9.1)."""
    activity = num(values, "activity")
    if word(values, "decay") == "START":
        need(values, "uptake", *(() if "half_life" in values else ("isotope",)))
        half_life = num(values, "half_life") if "half_life" in values else HALF_LIVES_MIN[word(values, "isotope")]
        activity *= 0.5 ** (num(values, "uptake") * 1440 / half_life)
    return Outcome(num(values, "concentration") * num(values, "weight") / activity, digits=2,
                   details=(Detail("activity used", activity, "MBq"),))  # fmt: skip


def _nascet(values: Values) -> Outcome:
    """(1 − N/D)·100."""
    if yes(values, "near_occlusion"):
        refuse_unless(False, "A near-occlusion has no NASCET percentage: the distal artery has collapsed. Report it in words.")
    narrow, distal = num(values, "narrowest"), num(values, "distal")
    refuse_unless(narrow <= distal, "The narrowest place cannot be wider than the artery beyond it.")
    percent = 100 * (1 - narrow / distal)
    category = above(percent, (100, "occlusion"), (70, "severe"), (50, "moderate"), otherwise="below 50 %")
    return Outcome(percent, category)


def _lvef(values: Values) -> Outcome:
    """(EDV − ESV)/EDV."""
    end, rest = num(values, "edv"), num(values, "esv")
    refuse_unless(rest <= end, "The end-systolic volume cannot be above the end-diastolic one.")
    fraction = 100 * (end - rest) / end
    rounded = round(fraction)
    category = above(rounded, (50, "preserved"), (41, "mildly reduced"), otherwise="reduced")
    return Outcome(fraction, category, details=(Detail("stroke volume", end - rest, "mL"),))


def _rv_lv(values: Values) -> Outcome:
    ratio = num(values, "rv") / num(values, "lv")
    return Outcome(ratio, "right heart strain" if ratio >= 1 else "below 1.0", digits=2, notes=("Some use 0.9 as the limit.",))


def _hu(name: str, title: str, *, optional: bool = False, fill: tuple[str, ...] = MEAN_HU) -> Slot:
    return number(name, title, "HU", -200, 3000, optional=optional, fill=fill)


DENSITY = (
    Calculator(
        "adrenal-washout", "Adrenal washout", "Absolute and relative washout of an adrenal nodule at 15 minutes", "2002",
        "Caoili, Radiology 2002;222:629; Mayo-Smith, JACR 2017;14:1038",
        (_hu("unenhanced", "Unenhanced", optional=True), _hu("enhanced", "Portal venous, 60 to 75 s", fill=()), _hu("delayed", "Delayed, 15 min", fill=())), _washout,
        (
            Vector("unenhanced=25HU enhanced=110HU delayed=50HU", 70.59, "adenoma likely", source="calcbee (70.6 and 54.5)"),
            Vector("unenhanced=10 enhanced=80 delayed=40", 57.14, "lipid-rich adenoma likely"),
            Vector("unenhanced=30 enhanced=90 delayed=70", 33.33, "indeterminate"),
            Vector("unenhanced=20 enhanced=80 delayed=44", 60.0, "adenoma likely"),
            Vector("unenhanced=30 enhanced=90 delayed=53", 61.67, "adenoma likely"),
            Vector("unenhanced=11 enhanced=100 delayed=58", 47.19, "discordant"),
            Vector("unenhanced=60 enhanced=60 delayed=40", refused="no washout"),
        ),
        "%", "absolute washout", ("adrenal", "adenoma", "ct", "nodule"), ("washout", "adrenal"),
    ),
    Calculator(
        "agatston", "Agatston score of one lesion", "Calcium of one lesion in one slice", "1990", "Agatston, JACC 1990;15:827",
        (
            number("area", "Area", "mm²", 0, 2000), number("peak", "Highest value", "HU", -1024, 4000, fill=("measurement.maximum",)),
            number("thickness", "Slice thickness, to correct for", "mm", 0.3, 10, optional=True),
        ), _agatston,
        (
            Vector("area=4mm2 peak=270HU", 8, source="Agatston 1990, worked example"), Vector("area=10 peak=199", 10), Vector("area=10 peak=200", 20),
            Vector("area=10 peak=400", 40), Vector("area=10 peak=129", 0), Vector("area=4 peak=270 thickness=2.5", 6.67), Vector("area=0.9 peak=500", 0),
        ),
        "", "score", ("calcium", "coronary", "heart", "ct", "plaque"), ("calcium",),
    ),
    Calculator(
        "calcium-score", "Coronary calcium category", "Category of a total Agatston score", "1999", "Rumberger, Mayo Clin Proc 1999;74:243",
        (number("score", "Total Agatston score", "", 0, 20000),), _calcium,
        (
            Vector("score=0", 0, "none"), Vector("score=10", 10, "minimal"), Vector("score=11", 11, "mild"), Vector("score=100", 100, "mild"),
            Vector("score=101", 101, "moderate"), Vector("score=400", 400, "moderate"), Vector("score=401", 401, "severe"),
        ),
        "", "score", ("calcium", "coronary", "heart", "agatston"), ("cac",),
    ),
    Calculator(
        "liver-spleen", "Liver and spleen attenuation", "Fat of the liver from its CT number against the spleen", "2004", "Limanond, Radiology 2004;230:276",
        (_hu("liver", "Liver"), _hu("spleen", "Spleen", fill=())), _liver_spleen,
        (
            Vector("liver=60 spleen=50", 10, "no significant steatosis"), Vector("liver=55 spleen=50", 5, "steatosis of 6 to 30 %"),
            Vector("liver=40 spleen=50", -10, "steatosis of 6 to 30 %"), Vector("liver=30HU spleen=50HU", -20, "steatosis above 30 %"),
        ),
        "HU", "liver minus spleen", ("liver", "spleen", "fat", "steatosis", "ct"), ("liver-fat", "steatosis"),
    ),
    Calculator(
        "suvbw", "SUV by body weight", "Standardised uptake value from activity concentration", "QIBA 2013", "QIBA FDG-PET/CT Profile 2013; DICOM PS3.3 C.8.9.1",
        (
            number("concentration", "Activity concentration", "kBq/mL", 0, 1e6), number("activity", "Injected activity", "MBq", 1, 5000), WEIGHT,
            choice("decay", "Decay correction", "START", "ADMIN"), number("uptake", "Time from injection to scan", "d", 0, 10, optional=True),
            choice("isotope", "Nuclide", *HALF_LIVES_MIN, optional=True, synonyms={"fdg": "F-18", "f18": "F-18"}), number("half_life", "Half-life", "min", 0.1, 1e6, optional=True),
        ), _suv,
        (
            Vector("concentration=5kBq/mL activity=370MBq weight=75kg uptake=60min isotope=F-18 decay=START", 1.480),
            Vector("concentration=5kBq/mL activity=370MBq weight=75kg decay=ADMIN", 1.0135),
            Vector("concentration=5 activity=370 weight=75 decay=START", refused="must also know: uptake"),
            Vector("concentration=5000Bq/mL activity=0.37GBq weight=75kg uptake=1h half_life=109.77 decay=START", 1.480),
        ),
        "g/mL", "SUVbw", ("pet", "suv", "uptake", "fdg"), ("suv",),
        (("concentration", "activity", "weight", "decay"),),
    ),
    Calculator(
        "nascet", "NASCET stenosis", "Stenosis of the internal carotid artery", "1991", "NASCET, NEJM 1991;325:445",
        (number("narrowest", "Narrowest lumen", "mm", 0, 20, fill=("measurement.length",)), number("distal", "Lumen beyond the bulb", "mm", 0.5, 20), choice("near_occlusion", "Near-occlusion")),
        _nascet,
        (
            Vector("narrowest=2.0mm distal=5.0mm near_occlusion=no", 60, "moderate", source="cal57"),
            Vector("narrowest=1.2mm distal=4.0mm near_occlusion=no", 70, "severe", source="calculatorbyte"),
            Vector("narrowest=6 distal=5 near_occlusion=no", refused="cannot be wider"), Vector("narrowest=1 distal=2 near_occlusion=yes", refused="near-occlusion"),
            Vector("narrowest=0 distal=5 near_occlusion=no", 100, "occlusion"),
        ),
        "%", "stenosis", ("carotid", "neck", "stenosis", "artery", "stroke"), ("carotid", "carotid-stenosis"),
    ),
    Calculator(
        "lvef", "Left ventricular ejection fraction", "Ejection fraction from two volumes", "2021", "Bozkurt, Eur J Heart Fail 2021;23:352",
        (number("edv", "End-diastolic volume", "mL", 5, 1000), number("esv", "End-systolic volume", "mL", 1, 1000)), _lvef,
        (
            Vector("edv=120mL esv=48mL", 60, "preserved"), Vector("edv=100 esv=60", 40, "reduced"), Vector("edv=100 esv=59", 41, "mildly reduced"),
            Vector("edv=100 esv=120", refused="cannot be above"),
        ),
        "%", "ejection fraction", ("heart", "cardiac", "mr", "ventricle"), ("ef", "ejection-fraction"),
    ),
    Calculator(
        "rv-lv", "RV/LV ratio", "Width of the right ventricle for the left in pulmonary embolism", "2004", "Schoepf, Circulation 2004;110:3276",
        (number("rv", "Right ventricle", "mm", 5, 150, fill=("measurement.length",)), number("lv", "Left ventricle", "mm", 5, 150)), _rv_lv,
        (Vector("rv=45mm lv=40mm", 1.125, "right heart strain"), Vector("rv=40 lv=40", 1.0, "right heart strain"), Vector("rv=39 lv=40", 0.975, "below 1.0")),
        "", "ratio", ("embolism", "heart", "strain", "ctpa", "ventricle"), ("rvlv",),
    ),
)  # fmt: skip
