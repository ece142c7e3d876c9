"""Kidney, liver and body: formulas of the laboratory that imaging needs."""

from __future__ import annotations

import math

from inference.report.calculators.model import Calculator, Detail, Outcome, Values, Vector
from inference.report.calculators.parts import (
    ADULT_AGE,
    CREATININE,
    HEIGHT,
    SEX,
    WEIGHT,
    above,
    choice,
    num,
    number,
    word,
    yes,
)
from inference.report.calculators.units import round_half_up

_STAGES = ((90.0, "G1"), (60.0, "G2"), (45.0, "G3a"), (30.0, "G3b"), (15.0, "G4"))
_WELLS = (("dvt_signs", "Signs of deep vein thrombosis", 3.0), ("most_likely", "Embolism is the most likely diagnosis", 3.0),
          ("heart_rate", "Heart rate above 100", 1.5), ("immobilised", "Immobilised, or surgery within 4 weeks", 1.5),
          ("before", "Thrombosis or embolism before", 1.5), ("haemoptysis", "Haemoptysis", 1.0), ("cancer", "Cancer", 1.0))  # fmt: skip


def _egfr(values: Values) -> Outcome:
    """142·min(S/κ,1)^α·max(S/κ,1)^−1.200·0.9938^age·1.012 [female]; κ 0.7 F, 0.9 M; α −0.241 F, −0.302 M."""
    female = word(values, "sex") == "female"
    share = num(values, "creatinine") / (0.7 if female else 0.9)
    alpha = -0.241 if female else -0.302
    egfr = 142 * min(share, 1) ** alpha * max(share, 1) ** -1.2 * 0.9938 ** num(values, "age") * (1.012 if female else 1)
    return Outcome(egfr, above(round_half_up(egfr, 0), *_STAGES, otherwise="G5"), notes=("Without race; the stage is of the rounded value.",))


def _bsa(values: Values) -> Outcome:
    """√(cm·kg/3600)."""
    height, weight = num(values, "height"), num(values, "weight")
    du_bois = 0.007184 * weight**0.425 * height**0.725
    return Outcome(math.sqrt(height * weight / 3600), details=(Detail("Du Bois", du_bois, "m²"),), digits=2)


def _cockcroft_gault(values: Values) -> Outcome:
    """(140 − age)·kg/(72·mg/dL)·0.85 [female].

    With a height the weight is the smaller of actual and ideal where the BMI is 18.5 to below 25, ideal plus 40 % of
    the excess from 25 on, and the actual one below 18.5.
    """
    weight, female = num(values, "weight"), word(values, "sex") == "female"
    used, which = weight, "actual"
    if "height" in values:
        height = num(values, "height")
        ideal = (45.5 if female else 50.0) + 2.3 * (height / 2.54 - 60)
        bmi = weight / (height / 100) ** 2
        if 18.5 <= bmi < 25:
            used, which = min(ideal, weight), "ideal" if ideal < weight else "actual"
        elif bmi >= 25:
            used, which = ideal + 0.4 * (weight - ideal), "adjusted"
    clearance = (140 - num(values, "age")) * used / (72 * num(values, "creatinine")) * (0.85 if female else 1)
    return Outcome(clearance, details=(Detail(f"{which} weight", used, "kg"),), notes=(f"With the {which} weight.",))


def _meld_na(values: Values) -> Outcome:
    """MELD(i) = 9.57·ln creatinine + 3.78·ln bilirubin + 11.2·ln INR + 6.43, rounded to a whole number.

    Above 11: + 1.32·(137 − Na) − 0.033·MELD(i)·(137 − Na). Creatinine 1 to 4 (4 on dialysis), bilirubin and INR at
    least 1, sodium 125 to 137; the score 6 to 40.
    """
    creatinine = 4.0 if yes(values, "dialysis") else min(max(num(values, "creatinine"), 1.0), 4.0)
    first = 0.957 * math.log(creatinine) + 0.378 * math.log(max(num(values, "bilirubin"), 1.0))
    meld = round_half_up(10 * (first + 1.12 * math.log(max(num(values, "inr"), 1.0)) + 0.643), 0)
    sodium = min(max(num(values, "sodium"), 125.0), 137.0)
    score = meld + 1.32 * (137 - sodium) - 0.033 * meld * (137 - sodium) if meld > 11 else meld
    return Outcome(min(max(round_half_up(score, 0), 6.0), 40.0), details=(Detail("MELD", min(max(meld, 6.0), 40.0)),))


def _fib4(values: Values) -> Outcome:
    """age·AST/(platelets·√ALT)."""
    score = num(values, "age") * num(values, "ast") / (num(values, "platelets") * math.sqrt(num(values, "alt")))
    category = "advanced fibrosis unlikely" if score < 1.45 else "advanced fibrosis likely" if score > 3.25 else "indeterminate"
    return Outcome(score, category, digits=2)


def _wells(values: Values) -> Outcome:
    score = sum(points for name, _, points in _WELLS if yes(values, name))
    three = "low" if score < 2 else "moderate" if score <= 6 else "high"
    said = "CT pulmonary angiography" if score > 4 else "D-dimer first"
    return Outcome(score, "embolism likely" if score > 4 else "embolism unlikely", said, notes=(f"Of three classes: {three} probability.",), digits=1)


LABORATORY = (
    Calculator(
        "egfr", "eGFR (CKD-EPI)", "Glomerular filtration rate from serum creatinine, without race", "2021", "Inker, NEJM 2021;385:1737",
        (CREATININE, ADULT_AGE, SEX), _egfr,
        (
            Vector("creatinine=1.7mg/dL age=81 sex=M", 39.99991, "G3b", source="MedCalc-Bench-Verified", within=0.00002),
            Vector("creatinine=1.0 age=50 sex=M", 91.69, "G1"), Vector("creatinine=1.0 age=50 sex=F", 68.63, "G2"),
            Vector("creatinine=2.5 age=70 sex=M", 26.96, "G4"), Vector("creatinine=88.4umol/L age=50 sex=M", 91.69, within=0.05),
            Vector("creatinine=1 age=17 sex=M", refused="outside 18"),
        ),
        "mL/min/1.73 m²", "eGFR", ("kidney", "renal", "creatinine", "contrast", "gfr"), ("ckd-epi", "ckdepi", "gfr", "ckd-epi-2021"),
    ),
    Calculator(
        "bsa", "Body surface area", "Body surface from height and weight", "Mosteller", "Mosteller, NEJM 1987;317:1098",
        (HEIGHT, WEIGHT), _bsa,
        (Vector("height=180cm weight=85kg", 2.06155, source="MedCalc", within=0.00001), Vector("height=1.8m weight=85000g", 2.06155, within=0.00001)),
        "m²", "surface", ("body", "surface", "weight", "height", "suv"), ("body-surface-area", "mosteller"),
    ),
    Calculator(
        "cockcroft-gault", "Cockcroft-Gault", "Creatinine clearance", "1976", "Cockcroft, Nephron 1976;16:31",
        (CREATININE, ADULT_AGE, SEX, WEIGHT, number("height", "Body height", "cm", 100, 260, optional=True)), _cockcroft_gault,
        (
            Vector("creatinine=0.86 age=41 sex=M weight=52.5kg", 83.93895, source="MedCalc", within=0.00001),
            Vector("creatinine=1.42 age=71 sex=M weight=59kg height=155cm", 35.33309, source="MedCalc", within=0.0001),
            Vector("creatinine=1.42 age=71 sex=M weight=59kg", 39.82),
        ),
        "mL/min", "clearance", ("kidney", "renal", "creatinine", "clearance"), ("cg", "creatinine-clearance"),
    ),
    Calculator(
        "meld-na", "MELD-Na", "Score of end-stage liver disease with sodium", "UNOS 2016", "Kim, NEJM 2008;359:1018; OPTN policy 2016",
        (
            CREATININE, number("bilirubin", "Bilirubin", "mg/dL", 0.1, 80, factors={"umol/L": 0.05848}), number("inr", "INR", "", 0.5, 20),
            number("sodium", "Sodium", "mmol/L", 100, 180, factors={"mEq/L": 1.0}), choice("dialysis", "Dialysis twice within a week"),
        ), _meld_na,
        (
            Vector("creatinine=1 bilirubin=1 inr=1 sodium=137 dialysis=no", 6),
            Vector("creatinine=2 bilirubin=3 inr=1.5 sodium=130 dialysis=no", 26),
            Vector("creatinine=1 bilirubin=1 inr=1 sodium=125 dialysis=yes", 28),
            Vector("creatinine=4 bilirubin=40 inr=5 sodium=125 dialysis=no", 40),
        ),
        "points", "score", ("liver", "cirrhosis", "transplant", "tips"), ("meld",),
    ),
    Calculator(
        "fib-4", "FIB-4", "Fibrosis of the liver from age and laboratory", "2006", "Sterling, Hepatology 2006;43:1317",
        (
            ADULT_AGE, number("ast", "AST", "U/L", 1, 10000), number("alt", "ALT", "U/L", 1, 10000),
            number("platelets", "Platelets", "10⁹/L", 1, 2000),
        ), _fib4,
        (
            Vector("age=50 ast=40 alt=25 platelets=200", 2.0, "indeterminate"), Vector("age=60 ast=100 alt=100 platelets=100", 6.0, "advanced fibrosis likely"),
            Vector("age=29 ast=25 alt=25 platelets=100", 1.45, "indeterminate"), Vector("age=30 ast=20 alt=25 platelets=250", 0.48, "advanced fibrosis unlikely"),
        ),
        "", "score", ("liver", "fibrosis", "cirrhosis", "steatosis"), ("fib4",),
    ),
    Calculator(
        "wells-pe", "Wells score, pulmonary embolism", "Clinical probability of pulmonary embolism", "2000", "Wells, Thromb Haemost 2000;83:416",
        tuple(choice(name, title) for name, title, _ in _WELLS), _wells,
        (
            Vector("dvt_signs=no most_likely=no heart_rate=yes immobilised=no before=no haemoptysis=no cancer=no", 1.5, "embolism unlikely", source="MedCalc"),
            Vector("dvt_signs=yes most_likely=no heart_rate=no immobilised=no before=no haemoptysis=yes cancer=no", 4.0, "embolism unlikely"),
            Vector("dvt_signs=yes most_likely=no heart_rate=yes immobilised=no before=no haemoptysis=no cancer=no", 4.5, "embolism likely"),
        ),
        "points", "score", ("embolism", "pulmonary", "chest", "ctpa", "d-dimer"), ("wells",),
    ),
)  # fmt: skip
