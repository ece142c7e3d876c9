"""Where an outline lies: its organ with the share of it there, side, part of the organ, level, and distances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from inference.measure.couinaud import ROMAN, Segments
from inference.measure.distances import distance_mm, enclosure, overlap
from inference.measure.levels import Level, level_words
from inference.measure.lobes import LOBES, lobe_probabilities
from inference.measure.measure import Measure
from inference.measure.outlines import Outline, Outlines
from inference.measure.zones import Points, Reach, pole, third
from viewer.case.finding import Quantity
from viewer.case.geometry import Box
from viewer.case.terms import BODY, KIDNEY, LEFT_LUNG, LESION, LIVER, LUNG, NODULE, RIGHT_LUNG, Code

LUNGS = (LUNG, LEFT_LUNG, RIGHT_LUNG)
CAVA = Code("SCT", "64131007", "Inferior vena cava")
SPLEEN = Code("SCT", "78961009", "Spleen")
DISTANCE = Code("DCM", "121206", "Distance")
_LESIONS = frozenset(
    {NODULE, LESION, *(Code("SCT", value, "") for value in ("108369006", "367643001", "6574001", "79654002", "50960005", "60046008", "41699000", "4147007"))}
)
"""Neoplasm, cyst, necrosis, oedema, haemorrhage, effusions, mass: what lies in an organ and is none."""
_LEAST_SHARE = 0.05
_ENCLOSED = 0.5
"""An organ that has this much of the voxels around an outline holds it, though it has a gap there."""
_HOST_SHARE = 0.3
"""An organ with less of an outline is not said to be its place."""
_SURE = 0.8
_LARGE_ML = 200.0
"""How deep something as large lies under the skin says nothing."""


@dataclass(frozen=True, eq=False, slots=True)
class Host:
    """An organ that holds an outline; `share` of the outline's voxels lie in it, or around it where it is a gap (`is_gap`)."""

    outline: Outline
    share: float
    is_gap: bool = False

    @property
    def name(self) -> str:
        """``right lung``: side and name once each."""
        return shown_name(self.outline)


def shown_name(outline: Outline) -> str:
    """What an outline is called: ``right kidney``."""
    label = outline.label
    words = label.name.replace("_", " ").split()
    if label.side in ("left", "right"):
        words = [label.side, *(word for word in words if word.lower() != label.side)]
    return " ".join(words)


def is_lesion(outline: Outline) -> bool:
    """Whether an outline is of something in an organ rather than of an organ."""
    return outline.label.code in _LESIONS


def hosts_of(outlines: Outlines, outline: Outline) -> tuple[Host, ...]:
    """The organs that an outline lies in, the one with the largest share first; one of the same code counts once, as newest."""
    found: list[Host] = []
    for segmentation, label in outlines.each():
        same = (segmentation.id, label.number) == (outline.segmentation_id, outline.label.number)
        row = segmentation.find_statistics(label.number)
        if same or label.code in _LESIONS or label.code == BODY or row is None or row.volume_ml < outline.volume_ml or not _meet(row.box_lps, outline):
            continue
        if any((host.outline.label.code, host.outline.label.side) == (label.code, label.side) for host in found):
            continue
        other = outlines.cut(segmentation.id, label.number)
        if other is None:
            continue
        inside, around = overlap(outline, other), enclosure(outline, other)
        is_gap = around >= _ENCLOSED and around > inside
        if inside > _LEAST_SHARE or is_gap:
            found.append(Host(other, around if is_gap else inside, is_gap))
    return tuple(sorted(found, key=lambda host: (-round(host.share, 2), host.outline.volume_ml)))


def _meet(box: Box, outline: Outline) -> bool:
    """Whether a box comes near an outline: two voxels are allowed for."""
    reach = outline.geometry.box_lps(tuple((0, size) for size in outline.solid.shape))  # type: ignore[arg-type]
    slack = 2 * max(outline.geometry.spacing_mm)
    return all(box[0][n] - slack <= reach[1][n] and reach[0][n] - slack <= box[1][n] for n in range(3))


def place_measures(outlines: Outlines, outline: Outline, levels: Sequence[Level]) -> list[Measure]:
    """Organ, side, part and level of an outline, in words; then how far it is from surfaces."""
    rows: list[Measure] = []
    ends = outline.ends()
    hosts = () if outline.label.code == BODY else hosts_of(outlines, outline)
    if hosts:
        said = ", ".join(f"{host.name} {100 * host.share:.0f} %" for host in hosts[:3])
        gap = "It is a gap in the organ's outline: counted are the voxels around it." if hosts[0].is_gap else "Share of its voxels in each organ that is outlined."
        rows.append(Measure("place", "Organ", words=said, note=gap))
    held = [host.outline.label.side for host in hosts if host.share >= _HOST_SHARE]
    side = next((one for one in (*held, outline.label.side) if one in ("left", "right")), "")
    if side in ("left", "right"):
        rows.append(Measure("place", "Side", words=side))
    organ = hosts[0].outline if hosts and hosts[0].share >= _HOST_SHARE else None
    if organ is not None:
        rows += part_measures(outlines, organ, outline.points(2_000))
    words = level_words(levels, float(ends[:, 2].min()), float(ends[:, 2].max()))
    if words:
        rows.append(Measure("place", "Level", words=words, note="The vertebrae nearest to its upper and lower end, as outlined or as the reader named them."))
    return rows + _distances(outlines, outline, organ)


def part_measures(outlines: Outlines, organ: Outline, points: Points) -> list[Measure]:
    """Which part of an organ points lie in: exact thirds and poles, and the probable lobe or segment."""
    reach = Reach.of(organ)
    middle = points.mean(axis=0)[None]
    code = organ.label.code
    if code in (KIDNEY, SPLEEN):
        where = pole(float(reach.share("own", middle)[0]))
        return [Measure("place", "Part", words=where, note="By thirds of the organ's own longest axis.")]
    rows = [Measure("place", "Third", words=third(float(reach.share("up", middle)[0])), note="By thirds of the organ's height, of the middle of the outline.")]
    if code in LUNGS and organ.label.side in ("left", "right"):
        chances = lobe_probabilities(reach, points).mean(axis=0)
        words, sure = _likely([f"{lobe} lobe" for lobe in LOBES], chances)
        note = "An estimate: fissures are not seen, their usual course is taken (see docs/measures.md)."
        rows.append(Measure("place", "Probable lobe", words=words, note=note, doubtful=not sure))
    if code == LIVER:
        cava = outlines.find((CAVA,))
        chances = Segments.of(organ, cava).probabilities(points).mean(axis=0)
        words, sure = _likely([f"segment {name}" for name in ROMAN], chances)
        by = "the outlined vena cava" if cava is not None else "the usual place of the vena cava"
        note = f"An estimate from the usual shares of the segments around {by}; veins are not seen (see docs/measures.md)."
        rows.append(Measure("place", "Probable segment", words=words, note=note, doubtful=not sure))
    return rows


def _likely(names: Sequence[str], chances: Points) -> tuple[str, bool]:
    """``segment VI (71 %) or VII (22 %)``, and whether the first alone may be said."""
    order = np.argsort(-chances)
    first = f"{names[order[0]]} ({100 * chances[order[0]]:.0f} %)"
    if chances[order[0]] >= _SURE:
        return first, True
    return f"{first} or {names[order[1]]} ({100 * chances[order[1]]:.0f} %)", False


def _distances(outlines: Outlines, outline: Outline, organ: Outline | None) -> list[Measure]:
    rows: list[Measure] = []
    within = f"Shortest way between the surfaces, to one voxel ({max(outline.geometry.spacing_mm):.1f} mm)."

    def add(name: str, other: Outline | None, note: str) -> None:
        mm = distance_mm(outline, other) if other is not None else None
        if mm is not None:
            rows.append(Measure("distance", name, Quantity(f"distance to {name.removeprefix('To the ')}", mm, "mm", DISTANCE), note=f"{note} {within}".strip()))

    if organ is not None and organ.label.code in LUNGS:
        add("To the pleura", organ, f"The surface of the outlined {shown_name(organ)}, at the mediastinum too.")
    elif organ is not None:
        add(f"To the surface of the {shown_name(organ)}", organ, "")
    if outline.label.code != BODY and outline.volume_ml < _LARGE_ML:
        add("To the skin", outlines.find((BODY,)), "The surface of the outlined body.")
    if organ is None and not is_lesion(outline):
        return [row for row in rows if row.name == "To the skin"]
    return rows
