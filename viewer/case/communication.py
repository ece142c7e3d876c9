"""That somebody was told of a critical result: who, when, how, and whether it was read back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from viewer.case.source import Source

WAYS = ("telephone", "in person", "message", "video call", "other")


@dataclass(frozen=True, slots=True)
class Communication:
    """One entry of the communication log (Joint Commission NPSG.02.03.01: who, when, and that it was read back).

    `result` is the critical result in words, `told` who heard it, `told_at` ISO 8601 UTC, `way` one of `WAYS`.
    """

    kind: ClassVar[str] = "communication"
    id: str
    result: str
    told: str
    told_at: str
    way: str
    read_back: bool
    source: Source

    @property
    def text(self) -> str:
        """One line for the report and the log."""
        when = self.told_at[:16].replace("T", " ")
        return f"{self.result}: told to {self.told}, {self.way}, {when} UTC, {'read back' if self.read_back else 'not read back'}."
