"""A picture that somebody marked: of interest, for teaching, rejected for quality, and so on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from viewer.case.source import Source
from viewer.case.terms import Code


@dataclass(frozen=True, slots=True)
class KeyImage:
    """One picture of a selection. `title` says why it was marked, `text` what was written to it; frame 0 is all frames."""

    kind: ClassVar[str] = "key_image"
    id: str
    title: Code
    text: str
    series_uid: str
    instance_uid: str
    frame: int
    source: Source
