"""From a place that a phrase names to boxes in the pictures: its own outline, or a part of its organ's."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from inference.grounding.places import Place, Target, vocabulary
from inference.grounding.region import Region
from inference.grounding.subregions import ESTIMATES, box_of, voxels_of
from inference.measure.outlines import Outline, cut
from inference.measure.position import CAVA
from viewer.case.segmentation import Segmentation
from viewer.case.volume import Mask

MaskOf = Callable[[Segmentation], Mask]
_COMPUTED = 0.9
_ESTIMATED = 0.7
_WHOLE = 0.5
_TOO_LARGE = frozenset(("body", "chest", "abdomen", "pelvis", "head", "neck", "face", "artery", "vein", "upper limb", "lower limb"))


def regions_of(target: Target, segmentations: Sequence[Segmentation], mask_of: MaskOf | None) -> tuple[list[Region], str]:
    """Boxes of a place, and in one sentence what they stand on where that is not its own outline.

    1 is the score of an outline of the place itself, less that of a part worked out of its organ's outline, still less
    that of an estimate. Nothing where neither is outlined; parts need the masks.
    """
    place, zone = target.place, target.zone
    found: list[Region] = []
    said = ""
    for segmentation in segmentations:
        for label in segmentation.labels:
            row = segmentation.find_statistics(label.number)
            if row is None:
                continue
            if zone is None and vocabulary().shows(label, place, target.side):
                found.append(Region(row.box_lps, 1.0, segmentation.series_uid, segmentation.id))
            elif zone is not None and mask_of is not None and zone.rule[0] in ("medial",) and label.side not in ("left", "right"):
                continue
            elif zone is not None and mask_of is not None and vocabulary().shows(label, place, target.side):
                found += _part(segmentation, label.number, zone, "", mask_of)
                said = f"The {zone.name} is worked out of the outline of the {place.name}."
    if found or mask_of is None or not place.rule or place.rule[0] == "level":
        return found, said
    whole = vocabulary().places[place.part_of]
    side = target.side or place.side
    for segmentation in segmentations:
        for label in segmentation.labels:
            wanted = side if whole.paired else ""
            if vocabulary().shows(label, whole, wanted) and segmentation.find_statistics(label.number) is not None:
                found += _part(segmentation, label.number, place, side, mask_of)
    guess = place.rule[0] in ESTIMATES
    off = " It reaches the edge of the pictures, so the part may lie elsewhere." if _any_cut_off(whole, side, segmentations, mask_of) else ""
    how = "an estimate by what is usual, from" if guess else "worked out of"
    return found, f"The {place.name} has no outline of its own: {how} the outline of the {whole.name}.{off}" if found else ""


def whole_of(target: Target, segmentations: Sequence[Segmentation]) -> tuple[list[Region], str]:
    """The outlines of the next larger place that is outlined, and that it is not the place itself; parts of the body are too
    large to be shown for what lies in them."""
    book = vocabulary()
    for name in book.wholes_of(target.place):
        whole = book.places[name]
        if name in _TOO_LARGE:
            break
        side = target.side if whole.paired else ""
        found = [
            Region(row.box_lps, _WHOLE, segmentation.series_uid, segmentation.id)
            for segmentation in segmentations
            for label in segmentation.labels
            if book.shows(label, whole, side) and (row := segmentation.find_statistics(label.number)) is not None
        ]
        if found:
            return found, f"The {target.place.name} has no outline of its own; it is part of the {name}, and all of it is shown."
    return [], ""


def _part(segmentation: Segmentation, number: int, place: Place, side: str, mask_of: MaskOf) -> list[Region]:
    outline, cava = _cut(segmentation, number, mask_of)
    if outline is None:
        return []
    box = box_of(outline, voxels_of(outline, place.rule, side, cava))
    score = _ESTIMATED if place.rule[0] in ESTIMATES else _COMPUTED
    return [] if box is None else [Region(box, score, segmentation.series_uid, segmentation.id)]


def _any_cut_off(whole: Place, side: str, segmentations: Sequence[Segmentation], mask_of: MaskOf) -> bool:
    for segmentation in segmentations:
        for label in segmentation.labels:
            if vocabulary().shows(label, whole, side if whole.paired else ""):
                outline = cut(segmentation, mask_of(segmentation), label.number)
                if outline is not None and outline.is_cut_off(segmentation.geometry.shape_kji):
                    return True
    return False


def _cut(segmentation: Segmentation, number: int, mask_of: MaskOf) -> tuple[Outline | None, Outline | None]:
    """An outline, and that of the vena cava in the same segmentation."""
    mask = mask_of(segmentation)
    cava = next((label for label in segmentation.labels if label.code == CAVA), None)
    return cut(segmentation, mask, number), None if cava is None else cut(segmentation, mask, cava.number)

