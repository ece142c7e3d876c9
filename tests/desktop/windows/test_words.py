"""How numbers read in the panels."""

from desktop.windows.words import finding_size
from viewer.case.finding import Evidence, Quantity
from viewer.case.source import by
from viewer.case.terms import Code

BOX = ((0.0, 0.0, 0.0), (1.0, 1.0, 1.0))
AREA = Quantity("Area of defined region", 1.7, "cm2", Code("SCT", "42798000", "Area"))


def evidence(*quantities: Quantity) -> list[Evidence]:
    return [Evidence(str(n), "1", "2", BOX, one, by("import:other")) for n, one in enumerate(quantities)]


def test_another_system_s_number_is_shown_under_its_name_where_there_is_no_other() -> None:
    assert finding_size(evidence(AREA)) == "Area of defined region 1.7 cm2"
    assert finding_size(evidence(AREA, Quantity("long_axis", 8.44, "mm"))) == "8.4 mm"
    assert finding_size(evidence(Quantity("mean", 40.0, "HU"))) == ""
