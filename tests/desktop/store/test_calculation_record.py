"""A calculation is a record like any other: written, read back, undone."""

from desktop.store.records import decode, encode
from viewer.case.calculation import Calculation, CalculationInput
from viewer.case.source import by


def test_a_calculation_is_read_back_as_it_was_written() -> None:
    inputs = (
        CalculationInput("diameter", "7.000000000000001", "the mean of the finding's long and short axis", True, ("e1", "e2")),
        CalculationInput("risk", "low", "given"),
    )
    record = Calculation("c1", "fleischner", "2017", inputs, "solid", "Fleischner Society 2017: solid (MacMahon).", "f1", by("user:test"))
    assert decode(Calculation.kind, encode(record)) == record
