"""How numbers read in the panels."""

from PySide6.QtCore import QLocale

from desktop.windows.rows import preview
from desktop.windows.words import finding_size
from viewer.case.finding import Evidence, Quantity
from viewer.case.source import by
from viewer.case.study import Series
from viewer.case.terms import Code
from viewer.widgets.tr import counted, day_of, decimals

BOX = ((0.0, 0.0, 0.0), (1.0, 1.0, 1.0))
AREA = Quantity("Area of defined region", 1.7, "cm2", Code("SCT", "42798000", "Area"))


def evidence(*quantities: Quantity) -> list[Evidence]:
    return [Evidence(str(n), "1", "2", BOX, one, by("import:other")) for n, one in enumerate(quantities)]


def test_another_system_s_number_is_shown_under_its_name_where_there_is_no_other() -> None:
    assert finding_size(evidence(AREA)) == "Area of defined region 1.7 cm2"
    assert finding_size(evidence(AREA, Quantity("long_axis", 8.44, "mm"))) == "8.4 mm"
    assert finding_size(evidence(Quantity("mean", 40.0, "HU"))) == ""


def test_one_is_said_as_one() -> None:
    assert [counted(count, "1 picture", "{count} pictures") for count in (0, 1, 2)] == ["0 pictures", "1 picture", "2 pictures"]
    said = preview([Series("1", "study", "CT", "Thorax", 1)], {"1": 1}, (), "")
    assert said.endswith("1 picture")


def test_numbers_in_a_line_are_those_of_the_language() -> None:
    before = QLocale()
    try:
        QLocale.setDefault(QLocale("de_DE"))
        assert decimals("8.4 mm x 3 mm, picture 12.") == "8,4 mm x 3 mm, picture 12."
        assert day_of("20260131") == "31.01.2026" and day_of("2026") == "2026"
        QLocale.setDefault(QLocale("en_US"))
        assert decimals("8.4 mm") == "8.4 mm" and day_of("20260131") == "2026-01-31"
    finally:
        QLocale.setDefault(before)
