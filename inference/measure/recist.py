"""RECIST 1.1 over time points: target lesions, sums, and the response of each (Eisenhauer, Eur J Cancer 2009;45:228)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MEASURABLE_MM, MEASURABLE_NODE_MM, NORMAL_NODE_MM = 10.0, 15.0, 10.0
MOST_TARGETS, MOST_IN_ORGAN = 5, 2
GROWN_SHARE, GROWN_MM, SHRUNK_SHARE = 0.20, 5.0, 0.30
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Followed:
    """A lesion at baseline; `size_mm` is the short axis of a node, the long axis of anything else."""

    id: str
    organ: str
    size_mm: float
    is_node: bool = False
    target: str = ""
    """``yes`` or ``no`` where the reader decided."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A time point: the sizes of lesions by id, 0 for one that is gone, and how many are new since baseline.

    A target that was not measured is missing from `sizes_mm`: then there is no sum.
    """

    date: str
    sizes_mm: Mapping[str, float]
    new_lesions: int = 0


@dataclass(frozen=True, slots=True)
class Response:
    """The sum at a time point and what it means: ``baseline``, ``CR``, ``PR``, ``SD``, ``PD``, or ``NE``."""

    date: str
    sum_mm: float | None
    nadir_mm: float | None
    category: str
    new_lesions: int


def choose_targets(lesions: Sequence[Followed]) -> tuple[Followed, ...]:
    """The largest measurable lesions of the baseline, two of an organ and five in all at most; all nodes are one organ.

    Those that the reader chose come first and are never refused; those that the reader left out are no targets.
    """
    chosen = [one for one in lesions if one.target == "yes"]
    for one in sorted((row for row in lesions if not row.target), key=lambda row: -row.size_mm):
        least = MEASURABLE_NODE_MM if one.is_node else MEASURABLE_MM
        organ = "lymph nodes" if one.is_node else one.organ
        there = sum(("lymph nodes" if other.is_node else other.organ) == organ for other in chosen)
        if one.size_mm >= least and there < MOST_IN_ORGAN and len(chosen) < MOST_TARGETS:
            chosen.append(one)
    return tuple(chosen)


def responses(targets: Sequence[Followed], visits: Sequence[Visit]) -> tuple[Response, ...]:
    """The response at each visit, the first of which is the baseline. Empty without targets or visits.

    Progression is by the smallest sum so far (the nadir, baseline included): at least +20 % and 5 mm, or a new lesion.
    Response is by the baseline: at least -30 %, and lasts until progression. Complete: every target gone, every node under 10 mm.
    """
    if not targets or not visits:
        return ()
    found: list[Response] = []
    baseline = nadir = None
    for number, visit in enumerate(visits):
        known = all(one.id in visit.sizes_mm for one in targets)
        total = sum(visit.sizes_mm[one.id] for one in targets) if known else None
        if number == 0:
            category, baseline = ("baseline" if known else "NE"), total
        else:
            category = _category(targets, visit, total, baseline, nadir)
        if total is not None:
            nadir = total if nadir is None else min(nadir, total)
        found.append(Response(visit.date, total, nadir, category, visit.new_lesions))
    return tuple(found)


def _category(
    targets: Sequence[Followed], visit: Visit, total: float | None, baseline: float | None, nadir: float | None
) -> str:
    if visit.new_lesions:
        return "PD"
    if total is None or baseline is None or nadir is None:
        return "NE"
    if all(visit.sizes_mm[one.id] < NORMAL_NODE_MM if one.is_node else visit.sizes_mm[one.id] == 0 for one in targets):
        return "CR"
    if total - nadir >= GROWN_MM - ROUNDING and total >= (1 + GROWN_SHARE) * nadir - ROUNDING:
        return "PD"
    return "PR" if min(total, nadir) <= (1 - SHRUNK_SHARE) * baseline + ROUNDING else "SD"
