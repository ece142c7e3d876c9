"""Coded words: what a thing is called, in a scheme other systems know."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Code:
    """A coded concept, e.g. ``Code("SCT", "39607008", "Lung structure")``. Equality ignores `meaning`."""

    scheme: str
    value: str
    meaning: str = field(compare=False)


# Finding sites and types used by the built-in models and rules (DICOM PS3.16 context groups 4031, 6055, 7151 ff.).
BODY = Code("SCT", "38266002", "Entire body")
LUNG = Code("SCT", "39607008", "Lung")
LEFT_LUNG = Code("SCT", "44029006", "Left lung")
RIGHT_LUNG = Code("SCT", "3341006", "Right lung")
AIRWAYS = Code("SCT", "89187006", "Airway structure")
BONE = Code("SCT", "272673000", "Bone")
LIVER = Code("SCT", "10200004", "Liver")
KIDNEY = Code("SCT", "64033007", "Kidney")
NODULE = Code("SCT", "27925004", "Nodule")
LESION = Code("SCT", "52988006", "Lesion")
UNSPECIFIED_SITE = Code("SCT", "38866009", "Body part structure")
