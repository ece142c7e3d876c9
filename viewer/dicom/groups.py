"""Where enhanced objects keep what belongs to one frame."""

from __future__ import annotations

from dataclasses import dataclass

from pydicom.dataset import Dataset

from viewer.dicom.headers import has, items

NO_ITEM = Dataset()
"""Of an object without functional groups."""


@dataclass(frozen=True, slots=True)
class Groups:
    """Looks a value up where enhanced objects keep it: per frame, shared, then the top of the header.

    See DICOM PS3.3 C.7.6.16 (Multi-frame Functional Groups); for other objects both `shared` and `own` are empty.
    """

    dataset: Dataset
    shared: Dataset
    own: Dataset

    def of(self, group: str, keyword: str) -> Dataset:
        """The dataset that holds `keyword`: an item of the functional group `group`, else the top of the header."""
        for place in (self.own, self.shared):
            for item in items(place, group) if place is not NO_ITEM else ():
                if has(item, keyword):
                    return item
        return self.dataset


def groups_of(dataset: Dataset, frames: int) -> tuple[Groups, ...] | None:
    """One for each frame; None where there are several frames and the header does not tell them apart."""
    per_frame = items(dataset, "PerFrameFunctionalGroupsSequence")
    shared = (items(dataset, "SharedFunctionalGroupsSequence") or [NO_ITEM])[0]
    if len(per_frame) == frames:
        return tuple(Groups(dataset, shared, own) for own in per_frame)
    return (Groups(dataset, shared, NO_ITEM),) if frames == 1 else None
