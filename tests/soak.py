"""How often a repeated test repeats: `python dev.py soak` runs the long count, the suite a fiftieth with fixed seeds."""

import os

SOAK = os.environ.get("LIGHTBOX_SOAK") == "1"


def count(long: int) -> int:
    """`long` in a soak, a fiftieth of it in the suite."""
    return long if SOAK else max(1, long // 50)
