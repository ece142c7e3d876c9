"""ICC profiles: what the reds, greens and blues of a file's own device look like."""

from __future__ import annotations

from pathlib import Path

from pydicom.dataset import Dataset

from viewer.dicom.headers import items, read_header, value

TAGS = [0x00282000, 0x00480105]
"""ICC Profile, and the Optical Path Sequence of microscopes, whose items have one each (DICOM PS3.3 C.11.15)."""


def profile_of(dataset: Dataset) -> bytes:
    """The profile in a header, of several light paths the first one's; empty where there is none that can be used."""
    profile = _stated(dataset)
    # ISO 15076-1 7.2: its size, then at 16 the colour space of the device, at 36 the signature of every profile.
    is_whole = len(profile) >= 132 and 132 <= int.from_bytes(profile[:4], "big") <= len(profile)
    return profile if is_whole and profile[16:20] == b"RGB " and profile[36:40] == b"acsp" else b""


def read_profile(path: str) -> bytes:
    """The profile of a file; see `profile_of`. Raises KnownError where the file cannot be read."""
    return profile_of(read_header(Path(path), TAGS).dataset)


def note_on_profile(dataset: Dataset) -> str:
    """What the reader should know of a profile; empty where there is none."""
    if profile_of(dataset):
        return "The colours are shown as the file's colour profile (ICC) says."
    return "The file's colour profile (ICC) cannot be used; the colours are shown without it." if _stated(dataset) else ""


def _stated(dataset: Dataset) -> bytes:
    found = (value(item, "ICCProfile") for item in (dataset, *items(dataset, "OpticalPathSequence")))
    return next((profile for profile in found if isinstance(profile, bytes) and profile), b"")
