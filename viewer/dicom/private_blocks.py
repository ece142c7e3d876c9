"""Private elements by their owner: a block may stand at any of 240 places of its group (DICOM PS3.5 7.8.1)."""

from __future__ import annotations

from pydicom.dataset import Dataset

from viewer.dicom.headers import element

_BLOCKS = range(0x10, 0x100)


def tags_of(*elements: int) -> list[int]:
    """Every tag that the private `elements` (0x70530009 is (7053,xx09)) and their owners' names may have."""
    groups = {tag & ~0xFFFF for tag in elements}
    return [group + block for group in groups for block in _BLOCKS] + [tag + (block << 8) for tag in elements for block in _BLOCKS]


def private_value(dataset: Dataset, owner: str, tag: int) -> object | None:
    """The private element `tag` (as for `tags_of`) of the first block of `owner` that has it; None where none has."""
    group, tags = tag & ~0xFFFF, dataset.keys()
    for at in (group + block for block in _BLOCKS if group + block in tags):
        named = element(dataset, at)
        if named is None or _text(named.value).upper() != owner.upper():
            continue
        found = element(dataset, tag + ((at - group) << 8))
        if found is not None:
            return found.value  # type: ignore[no-any-return]
    return None


def private_text(dataset: Dataset, owner: str, tag: int) -> str:
    """The same as text; empty where no block has it."""
    found = private_value(dataset, owner, tag)
    return "" if found is None else _text(found)


def _text(value: object) -> str:
    plain = value.decode("ascii", "replace") if isinstance(value, bytes) else str(value)
    return plain.strip(" \0")
