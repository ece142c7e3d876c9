"""Numbers of the tissues of drawn bodies, and how dense each is on CT."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum


class Tissue(IntEnum):
    """Compact numbers of the maps of bodies."""

    OUTSIDE = 0
    FAT = 1
    MUSCLE = 2
    SOFT = 3
    LUNG_RIGHT = 4
    LUNG_LEFT = 5
    AIRWAYS = 6
    SPINE = 7
    CAGE = 8
    HEART = 9
    BLOOD = 10
    LIVER = 11
    SPLEEN = 12
    KIDNEY = 13
    STOMACH = 14
    DISC = 15
    CARTILAGE = 16
    GAS = 17
    TABLE = 18
    LESION = 19
    VESSELS_RIGHT = 20
    VESSELS_LEFT = 21
    SPINE_MARROW = 22
    CAGE_MARROW = 23
    BOWEL = 24
    SKULL = 30
    SKULL_MARROW = 31
    UNKNOWN = 32
    BRAIN = 33
    SKIN = 34
    MUCOSA = 35
    EYE = 36
    FLUID = 37
    PELVIS = 40
    PELVIS_MARROW = 41
    LIMB = 42
    LIMB_MARROW = 43
    CONTENTS = 44
    OPACIFIED = 45


HU: Mapping[Tissue, tuple[float, float, float]] = {
    Tissue.OUTSIDE: (-1000, 8, 10), Tissue.FAT: (-100, 10, 12), Tissue.MUSCLE: (52, 12, 14), Tissue.SOFT: (40, 25, 20),
    Tissue.LUNG_RIGHT: (-820, 70, 45), Tissue.LUNG_LEFT: (-820, 70, 45), Tissue.AIRWAYS: (-990, 15, 12), Tissue.SPINE: (420, 120, 90),
    Tissue.CAGE: (420, 120, 90), Tissue.HEART: (100, 60, 18), Tissue.BLOOD: (150, 90, 15), Tissue.LIVER: (90, 35, 12),
    Tissue.SPLEEN: (95, 40, 12), Tissue.KIDNEY: (120, 60, 20), Tissue.STOMACH: (40, 40, 20), Tissue.DISC: (85, 20, 15),
    Tissue.CARTILAGE: (110, 30, 25), Tissue.GAS: (-930, 60, 40), Tissue.TABLE: (-500, 350, 60), Tissue.LESION: (40, 40, 15),
    Tissue.VESSELS_RIGHT: (-150, 150, 120), Tissue.VESSELS_LEFT: (-150, 150, 120), Tissue.SPINE_MARROW: (190, 60, 50),
    Tissue.CAGE_MARROW: (170, 60, 60), Tissue.BOWEL: (50, 30, 15), Tissue.SKULL: (1000, 250, 200), Tissue.SKULL_MARROW: (250, 200, 120),
    Tissue.UNKNOWN: (0, 70, 18), Tissue.BRAIN: (34, 4, 7), Tissue.SKIN: (20, 40, 30), Tissue.MUCOSA: (-200, 300, 120),
    Tissue.EYE: (15, 8, 8), Tissue.FLUID: (6, 4, 5),
    Tissue.PELVIS: (420, 120, 90), Tissue.PELVIS_MARROW: (170, 70, 60), Tissue.LIMB: (650, 200, 150), Tissue.LIMB_MARROW: (120, 120, 60),
    Tissue.CONTENTS: (-60, 130, 90), Tissue.OPACIFIED: (280, 120, 50),
}  # fmt: skip
"""Mean, spread among patients and spread within, in HU."""
