"""Which lesion of an earlier study is which of this one: what every statement about change rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from viewer.case.finding import Quantity
from viewer.case.geometry import Point
from viewer.case.source import Source


@dataclass(frozen=True, slots=True)
class LesionPair:
    """A lesion in this study and the same one in an earlier study, or that one of them has none.

    `finding_id` is empty where this study has no such lesion, `prior_finding_id` where the earlier one has none. The
    earlier lesion's numbers are kept as they were when it was compared. `prior_lps` is where the lesion lies in the
    earlier study (or would lie), `here_lps` the same place in this one; `apart_mm` how far from where the registration
    expects it. `not_comparable` says why nothing can be said of a change, and is empty where something can.
    """

    kind: ClassVar[str] = "lesion_pair"
    id: str
    finding_id: str
    prior_study_uid: str
    prior_date: str
    prior_finding_id: str
    prior_name: str
    prior_quantities: tuple[Quantity, ...]
    prior_series_uid: str
    prior_frame_uid: str
    prior_lps: Point
    here_lps: Point
    apart_mm: float
    not_comparable: str
    source: Source
    target: Literal["", "yes", "no"] = ""
    """Whether the reader follows it as a target lesion (RECIST 1.1); empty where the rule decides."""

    def __post_init__(self) -> None:
        if not self.finding_id and not self.prior_finding_id:
            raise ValueError("a pair has a lesion in at least one study")

    def prior_quantity(self, kind: str) -> Quantity | None:
        return next((row for row in self.prior_quantities if row.kind == kind), None)
