"""`lightbox render` draws what the files lay over slices that make a volume: on their own picture, in its own plane."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pydicom
import pytest
from phantom import phantom_geometry, write_phantom

from desktop.cli import main
from viewer.scene.drawings import COLOUR

SIZE, EDGE = 800, 200


def drawn_pixels(library: Path, picture: Path, view: str, position: str) -> tuple[int, int, int, int] | None:
    """The box (top, bottom, left, right) around all pixels in the middle of the colour of drawings."""
    from imagecodecs import imread

    code = main(["render", "latest", "--view", view, f"--position={position}", "--size", f"{SIZE}x{SIZE}", "--window", "0,4000",
                 "--out", str(picture), "--library", str(library), "--json"])  # fmt: skip
    assert code == 0
    pixels = imread(str(picture))[EDGE:-EDGE, EDGE:-EDGE, :3].astype(int)  # without the words in the corners
    rows, columns = np.nonzero(np.abs(pixels - COLOUR).max(axis=2) <= 1)
    return (int(rows.min()) + EDGE, int(rows.max()) + EDGE, int(columns.min()) + EDGE, int(columns.max()) + EDGE) if len(rows) > 200 else None


@pytest.mark.parametrize("gap", [False, True], ids=["as acquired", "resampled, as a slice is missing"])
def test_a_drawing_lies_on_its_slice(tmp_path: Path, gap: bool) -> None:
    write_phantom(tmp_path / "ct", phantom_geometry((7, 40, 40), (4.0, 1.5, 1.5), oblique=False))
    paths = sorted((tmp_path / "ct").iterdir(), key=lambda path: float(pydicom.dcmread(path).ImagePositionPatient[2]))
    mask = np.zeros((40, 40), np.uint8)
    mask[14:20, 18:30] = 1
    dataset = pydicom.dcmread(paths[3])
    for element, vr, value in ((0x10, "US", 40), (0x11, "US", 40), (0x40, "CS", "G"), (0x50, "SS", [1, 1]), (0x100, "US", 1),
                               (0x102, "US", 0), (0x3000, "OW", np.packbits(mask, bitorder="little").tobytes())):  # fmt: skip
        dataset.add_new(0x60000000 | element, vr, value)
    dataset.save_as(paths[3])
    if gap:
        paths[1].unlink()
    library = tmp_path / "library"
    assert main(["import", str(tmp_path / "ct"), "--library", str(library), "--json"]) == 0
    height = f"{float(dataset.ImagePositionPatient[2])}mm"
    box = drawn_pixels(library, tmp_path / "a.png", "axial", height)
    assert box is not None
    cell_px, middle = SIZE / 40, 19.5  # its colour is whole from the middle of its first pixel to that of its last
    meant = [SIZE / 2 + (cell - middle) * cell_px for cell in (14, 19, 18, 29)]
    assert np.abs(np.array(box) - meant).max() <= 2
    other = f"{float(dataset.ImagePositionPatient[2]) + 4}mm"
    assert drawn_pixels(library, tmp_path / "b.png", "axial", other) is None, "the next slice has none"
    assert drawn_pixels(library, tmp_path / "c.png", "coronal", "20") is None, "a cut across the slices has none"
