"""Runner of the card ``ct-focal-lesions``: spots in liver, spleen, kidneys and bones that are no vessel, ranked."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from inference.cards import CARD_FILE, read_card
from inference.engine import Task
from inference.segmentation.focal import Features, Spot, field_of, spots_in
from inference.segmentation.grid import Bool, Upright, bounding_box
from inference.segmentation.inputs import open_volume, read_request, refuse_unless_ct
from viewer.case.errors import KnownError
from viewer.case.geometry import Point
from viewer.case.progress import Tick, part_of
from viewer.case.volume import Mask, Volume

ORGANS = ("liver", "spleen", "kidney", "bone")
BONE = "bone"
_CORTEX_MM, _SURFACE_MM = 2.5, 2.0
"""What is left out at the surface: cortex; of soft organs half-filled voxels."""

_CLOSE_MM = 4.0
"""What an outline left out, up to twice as wide, is looked at too, where it is no fat."""

_SPOTS_IN_BONE, _SPOTS = 200, 40

TUBE = 0.1
"""What is less curved along one of its axes is no spot: 3 of 354 planted lesions are, and half of the clearest other things."""

_AROUND = 3
_MOST_IN_AN_ORGAN, _MOST_IN_BONES, _MOST = 6, 3, 255
_LEAST_IN_BONE_HU = -25.0
"""Of what is darker than marrow: gas in a joint or beside a rib is no lesion."""

_MOSTLY = 0.7
"""What a better candidate leaves of another, for it to be one of its own."""

Box = tuple[slice, slice, slice]


@dataclass(frozen=True, eq=False, slots=True)
class Host:
    """An outlined organ: one of `ORGANS` and its voxels, of the volume's shape."""

    organ: str
    solid: Bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """One proposed lesion. `number` is its value in the label map, `host` the place of its organ in the list that was given,
    `score` 0..1 orders them, `contrast_hu` is its difference to the organ around it."""

    number: int
    host: int
    score: float
    contrast_hu: float
    centre_lps: Point


@dataclass(frozen=True, slots=True)
class Judge:
    """How likely a spot is a lesion: a logistic function of its features, learned on planted lesions."""

    mean: Sequence[float]
    scale: Sequence[float]
    weights: Sequence[float]
    bias: float
    least: float

    @staticmethod
    def of(table: Mapping[str, Any]) -> Judge:
        """From a card; its lists are of one length, that of `inputs_of`."""
        return Judge(table["mean"], table["scale"], table["weights"], table["bias"], table["least"])

    def score(self, features: Features) -> float:
        """0..1; 0 for what runs on as a vessel does."""
        if features.curved < TUBE:
            return 0.0
        rows = zip(inputs_of(features), self.mean, self.scale, self.weights, strict=True)
        return 1 / (1 + math.exp(-self.bias - sum(weight * (value - mean) / scale for value, mean, scale, weight in rows)))


def inputs_of(features: Features) -> tuple[float, ...]:
    """The numbers that a judge weighs; size counts as how far from 10 mm it is, too."""
    ball = min(features.curved / 0.25, 1.0)
    z, contrast, size = math.log(features.z), math.log(features.contrast_sd + 0.1), math.log(features.across_mm)
    return (
        z, features.curved, contrast, features.round, features.open, features.leak, min(features.depth, 2.0), size,
        float(features.own_hu < -25), contrast * features.round, z * features.curved, features.open**2, (size - math.log(10)) ** 2, ball, z * ball,
    )  # fmt: skip


def run(task: Task, tick: Tick, partial: Callable[[str], None]) -> str:
    """Write a label map of the candidates 1..n, best first, to ``task.out_path``.

    The request names the organs: `hosts`, each with `organ`, `mask_path` and the `numbers` that are it. The answer is
    ``{"candidates": [{"number", "host", "score", "contrast_hu", "centre_lps"}]}``.

    Raises
    ------
    KnownError for a series that is not CT in HU, and when none of the organs has a voxel.
    """
    volume = open_volume(task)
    refuse_unless_ct(task, volume)
    table = read_card(task.card_folder / CARD_FILE).network
    hosts = []
    for row in read_request(task)["hosts"]:
        labels = np.load(Path(row["mask_path"]), mmap_mode="r", allow_pickle=False)
        same = labels.shape == volume.geometry.shape_kji
        hosts.append(Host(row["organ"], np.isin(labels, row["numbers"]) if same else np.zeros(volume.geometry.shape_kji, np.bool_)))
    if not any(host.solid.any() for host in hosts):
        raise KnownError("There is no organ to look for focal lesions in.", "Outline liver, spleen, kidneys or bones of this series first.")
    mask, candidates = find_focal_lesions(volume, hosts, {name: Judge.of(table[name]) for name in ("soft", BONE)}, tick)
    np.save(task.out_path, mask)
    rows = [
        {"number": row.number, "host": row.host, "score": row.score, "contrast_hu": row.contrast_hu, "centre_lps": row.centre_lps}
        for row in candidates
    ]
    return json.dumps({"candidates": rows})


def find_focal_lesions(
    volume: Volume, hosts: Sequence[Host], judges: Mapping[str, Judge], tick: Tick, most: int | None = None
) -> tuple[Mask, tuple[Candidate, ...]]:
    """Candidates inside each of `hosts` as a label map and a list; `judges` are ``soft`` and ``bone``.

    Of each host at most `most`; without it, as many as a reader is asked to look at.
    """
    upright = Upright.of(volume.geometry)
    mask = np.zeros(volume.geometry.shape_kji, np.uint8)
    out = upright.view(mask)
    found: list[tuple[float, int, Box, Spot]] = []
    for n, host in enumerate(hosts):
        judge = judges[BONE if host.organ == BONE else "soft"]
        part = part_of(tick, n / len(hosts), (n + 1) / len(hosts))
        rated = [(judge.score(spot.features), n, place, spot) for place, spot in spots_of(volume, host, part)]
        rated = [row for row in rated if row[0] >= judge.least and not (host.organ == BONE and row[3].features.own_hu < _LEAST_IN_BONE_HU)]
        found += sorted(rated, key=lambda row: -row[0])[: most if most is not None else _MOST_IN_BONES if host.organ == BONE else _MOST_IN_AN_ORGAN]
    found.sort(key=lambda row: -row[0])
    candidates: list[Candidate] = []
    for score, n, place, spot in found:
        there = out[place]
        free = spot.solid & (there == 0)
        if free.sum() < _MOSTLY * spot.solid.sum() or len(candidates) == _MOST:
            continue
        number = len(candidates) + 1
        there[free] = number
        middle = np.argwhere(free).mean(axis=0) + [part.start for part in place]
        x, y, z = (upright.affine @ [*middle, 1])[:3]
        candidates.append(Candidate(number, n, round(score, 3), round(spot.features.contrast_hu, 1), (float(x), float(y), float(z))))
    return mask, tuple(candidates)


def spots_of(volume: Volume, host: Host, tick: Tick) -> list[tuple[Box, Spot]]:
    """Everything that stands out in one organ: where in the upright volume its box lies, and the spot."""
    tick(0.0, f"Looking for focal lesions: {host.organ}")
    if not host.solid.any():
        return []
    upright = Upright.of(volume.geometry)
    solid = upright.view(host.solid)
    box = bounding_box(solid, (_AROUND,) * 3)
    margin_mm, most = (_CORTEX_MM, _SPOTS_IN_BONE) if host.organ == BONE else (_SURFACE_MM, _SPOTS)
    made = field_of(upright.view(volume.voxels)[box], solid[box], upright.spacing_mm, margin_mm, _CLOSE_MM)
    found = []
    for spot in spots_in(*made, most, tick) if made is not None else ():
        k, j, i = (slice(part.start + whole.start, part.stop + whole.start) for part, whole in zip(spot.box, box, strict=True))
        found.append(((k, j, i), spot))
    return found
