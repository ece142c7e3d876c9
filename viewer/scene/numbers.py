"""The numbers of what is drawn, computed when they are first asked for and kept as long as nothing changes."""

from __future__ import annotations

from collections.abc import Callable

from viewer.case.edits import Measurement
from viewer.case.finding import Quantity
from viewer.case.quantities import quantities_of
from viewer.case.region import Region
from viewer.case.region_pixels import pixel_statistics
from viewer.case.volume import Stack
from viewer.scene.value_text import Translate, drawn_text, untranslated

BARS = "▁▂▃▄▅▆▇█"
BINS = 24
MOST_KEPT = 512
"""While something is drawn, each place of the mouse makes a thing of its own."""


class Numbers:
    """`stack` are the acquired pictures; without them there are no numbers of pixels.

    `tr` and `decimals` bring words and numbers beside what is drawn into the reader's language.
    """

    def __init__(self, stack: Stack | None = None, tr: Translate = untranslated, decimals: Callable[[str], str] = str) -> None:
        self.stack, self._tr, self._decimals = stack, tr, decimals
        self._kept: dict[Measurement, tuple[Quantity, ...]] = {}
        self._bars: dict[Measurement, str] = {}

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

    def text_of(self, record: Measurement, in_short: bool) -> tuple[str, ...]:
        """The lines beside a thing drawn; what the reader called it stays as it was written."""
        name = (record.label,) if record.label else ()
        lines = drawn_text(record, self.of(record), self.in_colour, in_short, self._tr)[len(name) :]
        return (*name, *(self._decimals(line) for line in lines))

    def histogram(self, record: Measurement) -> str:
        """How often which values are in a region, as a line of bars from its lowest value to its highest; else empty."""
        if not isinstance(record, Region) or self.stack is None:
            return ""
        if record not in self._bars:
            if len(self._bars) >= MOST_KEPT:
                self._bars.clear()
            found = pixel_statistics(record, self.stack)
            counts = found.histogram(BINS)[0] if found is not None and found.count > 1 else ()
            self._bars[record] = "".join(BARS[round(count * (len(BARS) - 1) / max(counts))] if count else " " for count in counts)
        return self._bars[record]
