"""Texts that leave the machine tell nobody's name, number or date."""

import pytest

from inference.report.privacy import known_of, left_over, without_identity
from viewer.case.study import Patient, Study

STUDY = Study(
    "1.2.3.4", Patient("LB 4711", "Müller-Lüdenscheidt^Karl Heinz", "19501102", "M"), "20260316", "101500", "CT chest", "A77-4411", "Quincy^Jack"
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr Müller-Lüdenscheidt's nodule.", "Mr [NAME] nodule."),
        ("KARL HEINZ, ID LB 4711, accession A77-4411.", "[NAME] [NAME], ID [NUMBER], accession [NUMBER]."),
        ("Told Dr. Quincy and Dr. Anna Smith by telephone 030 123 4567.", "Told Dr. [NAME] and Dr. [NAME] by telephone [NUMBER]."),
        ("Compared with 14 November 2025 and 2025-11-14.", "Compared with [DATE] and [DATE]."),
        ("Vergleich mit dem 14. November 2025, geboren 02.11.1950.", "Vergleich mit dem [DATE], geboren [DATE]."),
        ("Comparación con el 14 de noviembre de 2025.", "Comparación con el [DATE]."),
        ("Comparé au 1er mars 2024, Mme Dupont.", "Comparé au [DATE], Mme [NAME]."),
        ("Case 12345678, mail a.b@clinic.org.", "Case [NUMBER], mail [NUMBER]."),
        ("Frau Prof. Dr. von der Leyen informiert.", "Frau Prof. Dr. [NAME] informiert."),
    ],
)
def test_names_numbers_and_dates_are_taken_out(text: str, expected: str) -> None:
    cleaned = without_identity(text, known_of(STUDY))
    assert cleaned == expected
    assert left_over(cleaned, known_of(STUDY)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "There is a nodule in the lower zone of the left lung, measuring 12 x 9 mm (volume 0.51 ml, mean attenuation 40 HU).",
        "Series 2: slice thickness 2 mm, tube voltage 120 kV.", "Volume 1234 ml, was 12 - 14 mm; L4/5 and T12-L1.", "Key image: series 2, image 95.",
        "Stable since 6 months; may represent scar.",
    ],
)  # fmt: skip
def test_measurements_stay(text: str) -> None:
    assert without_identity(text, known_of(STUDY)) == text


def test_what_still_stands_is_found() -> None:
    assert left_over("nodule of karl", known_of(STUDY)) == ("Karl",)
