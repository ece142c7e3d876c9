"""Where a phrase says to look: outlines of the organ it names, and of each the part it means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from inference.grounding.places import Place, Target, vocabulary
from inference.grounding.point_at import MaskOf
from inference.grounding.subregions import ESTIMATES, voxels_of
from inference.measure.outlines import Outline, cut
from inference.measure.position import CAVA
from inference.report.assertion import Assertion
from viewer.case.segmentation import Label, Segmentation

_OWN_AXIS = ("kidney", "spleen")
_ZONES = {"upper": "upper third", "middle": "middle third", "lower": "lower third"}
_POLES = {"upper": "upper pole", "lower": "lower pole"}


@dataclass(frozen=True, eq=False, slots=True)
class Host:
    """One outline to look in. `part` is true where the phrase means, None for all of it; `guess`: the part is an estimate."""

    segmentation: Segmentation
    outline: Outline
    part: npt.NDArray[np.bool_] | None
    guess: bool


def target_of(phrase: str, row: Assertion, implied: str = "") -> Target | None:
    """The place that a phrase with a finding in it names: by its own words, else by what the finding's words imply."""
    book = vocabulary()
    side = row.side if row.side in ("left", "right") else ""
    target = book.find(phrase)
    for name in (row.anatomy, row.organ, implied):
        if target is None and name:
            target = book.find(name)
    if target is None:
        return None
    zone = target.zone
    if zone is None and row.zone and not target.place.rule:
        poles = _POLES if target.place.name in _OWN_AXIS else {}
        zone = book.zones[poles.get(row.zone, _ZONES[row.zone])]
    return replace(target, zone=zone, side=target.side or side)


def organ_of(target: Target) -> Place:
    """The organ that a place is worked out of, itself where it is none of its own."""
    book, place = vocabulary(), target.place
    while place.rule and place.rule[0] != "level":
        place = book.places[place.part_of]
    return place


def hosts_of(target: Target, segmentations: Sequence[Segmentation], mask_of: MaskOf) -> list[Host]:
    """The outlines of the place itself, else those of its organ with the part worked out, else those of the parts that the
    organ is made of (lobes for a lung); the newest of each."""
    book, organ = vocabulary(), organ_of(target)
    side = (target.side or target.place.side) if organ.paired else ""
    ways: tuple[Callable[[Label], bool], ...] = (
        lambda label: book.shows(label, target.place, target.side),
        lambda label: book.shows(label, organ, side),
        lambda label: _is_part(label, organ, side) and target.place is organ,
    )
    for is_meant in ways:
        found: dict[tuple[str, str], Host] = {}
        for segmentation in reversed(segmentations):
            for label in segmentation.labels:
                key = (label.code.value, label.side)
                if is_meant(label) and key not in found and (host := _host(target, organ, segmentation, label, mask_of)) is not None:
                    found[key] = host
        if found:
            return list(found.values())
    return []


def _is_part(label: Label, organ: Place, side: str) -> bool:
    place = vocabulary().of_label(label)
    return place is not None and bool(place.rule) and place.part_of == organ.name and (not side or label.side == side)


def _host(target: Target, organ: Place, segmentation: Segmentation, label: Label, mask_of: MaskOf) -> Host | None:
    """One outline with the part of it that is meant; None where it has no voxels."""
    mask = mask_of(segmentation)
    outline = cut(segmentation, mask, label.number)
    if outline is None:
        return None
    place = target.zone if target.place is organ or vocabulary().shows(label, target.place) else target.place
    if place is None or not place.rule or (place.rule[0] == "medial" and label.side not in ("left", "right")):
        return Host(segmentation, outline, None, guess=False)
    cava = next((row for row in segmentation.labels if row.code == CAVA), None)
    part = voxels_of(outline, place.rule, target.side or target.place.side, None if cava is None else cut(segmentation, mask, cava.number))
    return Host(segmentation, outline, part, place.rule[0] in ESTIMATES)
