"""What a brush stroke costs on a large volume: on the main thread while the button is down, when it comes up, and on disk.

Run: python benchmarks/segmenting.py [--quick] [--json]
"""

from __future__ import annotations

import argparse
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from _rows import row, show

from desktop.store.case_store import CaseStore
from desktop.store.database import open_to_write
from desktop.workflows import edit_segments
from desktop.workflows.edit_segments import Target
from viewer.case.edits import Edit, Swap
from viewer.case.geometry import Geometry
from viewer.case.membership import Membership
from viewer.case.progress import no_tick
from viewer.case.volume import Volume
from viewer.tools.canvas import Canvas

SHAPE = (1000, 512, 512)
AUTHOR = "user:benchmark"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = measure(Path(folder), 20 if options.quick else 100)
    show(rows, options.json)


def measure(folder: Path, strokes: int) -> list[dict[str, object]]:
    random = np.random.default_rng(1)
    path = folder / "volume.npy"
    voxels = np.lib.format.open_memmap(path, "w+", np.int16, SHAPE)
    for k in range(SHAPE[0]):
        voxels[k] = random.integers(-100, 200, SHAPE[1:], np.int16)
    matrix = np.diag([1.0, 0.7, 0.7, 1.0])[[2, 1, 0, 3]]
    volume = Volume("1.2", Geometry.from_matrix(SHAPE, matrix, "1.3"), voxels, path, "HU")
    database = open_to_write(folder / "library.db")
    case = CaseStore(database, "1.1", folder / "masks", read_only=False)
    empty, file = edit_segments.begin(volume, AUTHOR, folder / "masks")
    shown = replace(empty, mask_file=case.adopt(file, empty.id), labels=(edit_segments.new_label(empty),))
    case.apply(Edit("Begin", AUTHOR, (Swap(None, shown),)))
    moves, ends, undos, sizes = [], [], [], []
    for n in range(strokes):
        target = Target(volume, shown, case.mask_of(shown), 1, AUTHOR)
        ball = n % 2 == 0
        start = np.array([random.uniform(60, 300), random.uniform(60, 300), random.uniform(100, 900)])
        canvas = Canvas(volume.geometry, case.working_mask_of(shown), voxels, Membership(shown.labels, 1))
        at = start
        for _ in range(30):  # a stroke of 30 moves, 10 cm long, with a brush of 15 mm
            following = np.add(at, (3.3 * np.cos(n), 3.3 * np.sin(n), 0.0))
            began = time.perf_counter()
            canvas.draw([_point(at), _point(following)], 15.0, None if ball else (0.0, 0.0, 1.0), n % 5 == 4)
            moves.append((time.perf_counter() - began) * 1000)
            at = following
        began = time.perf_counter()
        edit = edit_segments.stroke_edit(target, canvas, "Paint")
        if edit is None:
            continue
        case.apply(edit)
        ends.append((time.perf_counter() - began) * 1000)
        sizes.append(database.execute("select length(changes) from edit order by number desc limit 1").fetchone()[0] / 1e6)
        if n % 4 == 0:
            began = time.perf_counter()
            case.undo()
            undos.append((time.perf_counter() - began) * 1000)
            case.redo()
        found = case.find(type(shown), shown.id)
        assert found is not None
        shown = found
    target = Target(volume, shown, case.mask_of(shown), 1, AUTHOR)
    began = time.perf_counter()
    edit = edit_segments.margin(target, 3.0, no_tick)
    worked = time.perf_counter() - began
    assert edit is not None
    began = time.perf_counter()
    case.apply(edit)
    kept = (time.perf_counter() - began) * 1000
    # The peer keeps whole states for undo, as editors do that copy the label map before each stroke.
    copies, whole = [], np.array(case.mask_of(shown))
    for _ in range(5):
        began = time.perf_counter()
        whole = whole.copy()
        copies.append((time.perf_counter() - began) * 1000)
    state, frame = "a copy of the whole map", "a frame at 60 Hz"
    return [
        row("stroke_move_ms", "ms", moves, frame, [1000 / 60]),
        row("stroke_end_ms", "ms", ends, state, copies),
        row("stroke_undo_ms", "ms", undos, state, copies),
        row("stroke_size_mb", "MB", sizes, state, [whole.nbytes / 1e6]),
        row("margin_on_thread_s", "s", [worked], "one second", [1.0]),
        row("margin_kept_ms", "ms", [kept], state, copies),
    ]


def _point(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> tuple[float, float, float]:
    x, y, z = values.tolist()
    return x, y, z


if __name__ == "__main__":
    main()
