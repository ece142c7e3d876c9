"""Findings as a model proposes them, at places of the phantom that are known."""

from phantom import CENTRE_LPS

from desktop.app import Desktop
from viewer.case.edits import Edit, Swap
from viewer.case.finding import Evidence, Finding, Quantity
from viewer.case.geometry import Point
from viewer.case.source import Source, now
from viewer.case.terms import LEFT_LUNG, NODULE, RIGHT_LUNG

MODEL = "model:ct-lung-nodules@1.0.0"
BALL_LPS = (CENTRE_LPS[0] + 8, CENTRE_LPS[1] - 9, CENTRE_LPS[2] + 12)
LUNG_LPS = (CENTRE_LPS[0] - 11, CENTRE_LPS[1] - 2, CENTRE_LPS[2] + 3)


def propose(desktop: Desktop, id: str, side: str, at_lps: Point, long_axis_mm: float) -> None:
    """A finding as a model makes it."""
    assert desktop.case is not None and desktop.loaded is not None and desktop.series is not None
    source = Source(MODEL, now(), run_id="run")
    low = (at_lps[0] - 4, at_lps[1] - 4, at_lps[2] - 4)
    high = (at_lps[0] + 4, at_lps[1] + 4, at_lps[2] + 4)
    frame_uid = desktop.loaded.volume.geometry.frame_uid
    rows = tuple(
        Evidence(f"{id}-{kind}", desktop.series.uid, frame_uid, (low, high), Quantity(kind, value, "mm"), source)
        for kind, value in (("long_axis", long_axis_mm), ("short_axis", long_axis_mm - 1.0))
    )
    finding = Finding(
        id, NODULE, LEFT_LUNG if side == "left" else RIGHT_LUNG, side, "middle", True, "definite", "proposed",
        tuple(row.id for row in rows), source,
    )  # fmt: skip
    desktop.case.apply(Edit("Find nodules", MODEL, (*(Swap(None, row) for row in rows), Swap(None, finding))))
