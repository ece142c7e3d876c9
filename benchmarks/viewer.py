"""How quickly the viewer answers the hand: wheel, window, oblique planes, slabs, 3D, opening; and its memory.

    python benchmarks/viewer.py [--json] [--quick] [--hand]

The volume is made here (512 x 512 x 500, noisy). Each figure stands beside plain VTK's of the same run.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import _hand
import _reformats
from _rows import show


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quick", action="store_true", help="a short series, fewer runs")
    parser.add_argument("--hand", action="store_true", help="only the window's own views, not 3D and the bare cuts")
    options = parser.parse_args()
    slices, runs = (100, 12) if options.quick else (500, 40)
    with tempfile.TemporaryDirectory() as folder:
        volume = _reformats.volume_of(slices, Path(folder))
        rest = [] if options.hand else _reformats.rows(volume, runs)
        show(_hand.rows(volume, runs) + rest, options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
