"""DICOM person names as people read them."""

from __future__ import annotations


def readable_name(name: str) -> str:
    """``Doe^Jane^Ann`` becomes ``Doe, Jane Ann`` (DICOM PS3.5 6.2.1).

    The first of the alphabetic, ideographic and phonetic groups that is not empty is used.
    """
    group = next((group for group in name.split("=") if group.strip(" ^")), "")
    family, *rest = (part.strip() for part in group.split("^"))
    return ", ".join(filter(None, (family, " ".join(filter(None, rest)))))
