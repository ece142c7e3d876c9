"""Which of several findings a statement means: by place, by size, by rank, and entry by entry of a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inference.report.assertion import Assertion
from inference.report.compare import Mismatch, Row, cost
from inference.report.lexicon import Lexicon


def in_place(said: Assertion, rows: Sequence[Row], book: Lexicon, *, organ_only: bool = False) -> list[Row]:
    """The rows inside the place that an assertion names; one that names none covers all."""
    part = book.anatomy.get(said.anatomy)
    narrow = part is not None and part.name != part.organ and bool(part.organ)

    def inside(row: Row) -> bool:
        if said.organs and not any(book.same_region(organ, row.organ) for organ in said.organs):
            return False
        if not said.organs and said.organ and row.organ and not book.same_region(said.organ, row.organ):
            return False
        if organ_only:
            return True
        side = said.side in ("", "bilateral", row.finding.side) or row.finding.side in (
            "bilateral",
            "none",
            "midline",
        )
        zone = said.zone in ("", row.zone)
        same_part = (
            not narrow
            or row.anatomy == said.anatomy
            or (part is not None and bool(row.zone) and row.zone == part.zone)
        )
        return side and zone and same_part

    return [row for row in rows if inside(row)]


def on_both_sides(rows: Sequence[Row]) -> bool:
    """Whether some findings together lie left and right."""
    sides = {row.finding.side for row in rows}
    return "bilateral" in sides or {"left", "right"} <= sides


def outermost(rows: Sequence[Row], said: Assertion) -> list[Row]:
    """The largest or smallest of some findings, as a list of one; of those of one certainty where there are such."""
    alike = [row for row in rows if row.finding.certainty == said.certainty] or rows
    sign = 1 if said.extreme == "smallest" else -1
    ranked = sorted((row for row in alike if row.lengths_mm), key=lambda row: sign * row.lengths_mm[0])
    return ranked[said.rank - 1 : said.rank]


def pair(differences: Mapping[tuple[int, int], list[Mismatch]], rows: Sequence[Row]) -> list[tuple[int, bool]]:
    """For each entry of a list the finding that it means, and whether that was still free.

    `differences` holds what is wrong with entry i as a statement about ``rows[j]``, by (i, j). Best fits go first,
    and size counts more than place: "14 mm in the left lung" of a 14 mm finding on the right is a wrong side.
    """

    def unlike(at: tuple[int, int]) -> float:
        misfit = any(problem.kind in ("number", "unit") for problem in differences[at])
        return cost(differences[at]) + (4.0 if misfit else 0.0)

    taken: dict[int, int] = {}
    for i, j in sorted(differences, key=unlike):
        if i not in taken and (rows[j].count > 1 or j not in taken.values()):
            taken[i] = j
    entries = sorted({i for i, _ in differences})
    best = {i: min((at for at in differences if at[0] == i), key=unlike)[1] for i in entries}
    return [(taken.get(i, best[i]), i in taken) for i in entries]
