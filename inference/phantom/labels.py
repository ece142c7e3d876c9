"""Numbers of the structures in a torso's label map."""

from __future__ import annotations

from enum import IntEnum


class Structure(IntEnum):
    """Each voxel has one; nested structures are sums (see `INCLUDES`). Lesions count up from `LESION`."""

    OUTSIDE = 0
    SOFT_TISSUE = 1
    LUNG_RIGHT = 2
    LUNG_LEFT = 3
    AIRWAYS = 4
    BONES = 5
    HEART = 6
    AORTA = 7
    LIVER = 8
    SPLEEN = 9
    KIDNEY_RIGHT = 10
    KIDNEY_LEFT = 11
    STOMACH = 12
    DISCS = 13
    CARTILAGE = 14
    TABLE = 15
    LESION = 20


STRUCTURE_NAMES = {
    Structure.LUNG_RIGHT: "lung right",
    Structure.LUNG_LEFT: "lung left",
    Structure.AIRWAYS: "airways",
    Structure.BONES: "bones",
    Structure.HEART: "heart",
    Structure.AORTA: "aorta",
    Structure.LIVER: "liver",
    Structure.SPLEEN: "spleen",
    Structure.KIDNEY_RIGHT: "kidney right",
    Structure.KIDNEY_LEFT: "kidney left",
    Structure.STOMACH: "stomach",
}
"""The structures whose truth is told; "body" is everything but the outside and the table."""
