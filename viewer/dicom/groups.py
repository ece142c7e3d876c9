"""Where enhanced objects keep what belongs to one frame."""

from __future__ import annotations

from dataclasses import dataclass

from pydicom.dataset import Dataset

from viewer.dicom.headers import element, has, items

NO_ITEM = Dataset()
"""Of an object without functional groups."""
_OF_ONE_FRAME = (0x00209113, 0x00209111)
"""Plane Position Sequence and Frame Content Sequence."""


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
    per_frame, shared = _said(dataset)
    if len(per_frame) == frames:
        return tuple(Groups(dataset, shared, own) for own in per_frame)
    return (Groups(dataset, shared, NO_ITEM),) if frames == 1 else None


def common_groups(dataset: Dataset) -> Groups:
    """What holds for every frame although the header does not tell them apart: what stands alike in all groups.

    Where a frame lies and when it was taken is of one frame, and never common.
    """
    per_frame, shared = _said(dataset)
    own = Dataset()
    for tag in per_frame[0].keys() if per_frame else ():
        said = [element(groups, tag) for groups in per_frame]
        if tag not in _OF_ONE_FRAME and said[0] is not None and all(other == said[0] for other in said):
            own.add(said[0])
    return Groups(dataset, shared, own)


def said_of_mismatch(dataset: Dataset, frames: int) -> str:
    """That the per-frame functional groups are not as many as the frames; empty where they are, or where there are none."""
    count = len(_said(dataset)[0])
    if count in (0, frames):
        return ""
    return (
        f"The header describes {count} picture{'s' if count > 1 else ''} one by one (functional groups) and says that there are "
        f"{frames}; what it says of all alike is used, and they are shown in the order of the file, without a volume."
    )


def _said(dataset: Dataset) -> tuple[list[Dataset], Dataset]:
    """The functional groups of each frame, and those that all share."""
    per_frame = items(dataset, "PerFrameFunctionalGroupsSequence")
    return per_frame, (items(dataset, "SharedFunctionalGroupsSequence") or [NO_ITEM])[0]
