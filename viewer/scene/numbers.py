"""The numbers of what is drawn, computed when they are first asked for and kept as long as nothing changes."""

from __future__ import annotations

from viewer.case.edits import Measurement
from viewer.case.finding import Quantity
from viewer.case.quantities import quantities_of
from viewer.case.volume import Stack

MOST_KEPT = 512
"""While something is drawn, each place of the mouse makes a thing of its own."""


class Numbers:
    """`stack` are the acquired pictures; without them there are no numbers of pixels."""

    def __init__(self, stack: Stack | None = None) -> None:
        self.stack = stack
        self._kept: dict[Measurement, tuple[Quantity, ...]] = {}

    @property
    def in_colour(self) -> bool:
        return self.stack is not None and self.stack.is_colour

    def of(self, record: Measurement) -> tuple[Quantity, ...]:
        """See `viewer.case.quantities`."""
        found = self._kept.get(record)
        if found is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            found = self._kept[record] = quantities_of(record, self.stack)
        return found
