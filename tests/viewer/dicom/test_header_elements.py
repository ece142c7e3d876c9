"""The quick reader of headers finds what pydicom finds, or leaves the file to it."""

from __future__ import annotations

import io
import random
import warnings
from pathlib import Path

import pydicom
import pytest
from phantom import phantom_geometry, slices_of, write_slice
from pydicom.dataset import Dataset, FileDataset
from soak import count

from viewer.dicom.header_elements import read_elements
from viewer.dicom.headers import UNREADABLE
from viewer.dicom.scan import _TAGS

PYDICOMS = Path(pydicom.__file__).parent / "data" / "test_files"


def theirs(data: bytes, tags: list[int] | None) -> tuple[FileDataset, int] | None:
    file = io.BytesIO(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return pydicom.dcmread(file, stop_before_pixels=True, specific_tags=tags), file.tell()
        except (*UNREADABLE, OSError):
            return None


def compare(path: Path, tags: list[int] | None) -> bool:
    """Whether the quick reader read the file; what it read is asserted to be the same."""
    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ours = read_elements(file, tags)
    if ours is None:
        return False
    expected = theirs(path.read_bytes(), tags)
    assert expected is not None, path
    assert ours[1] == expected[1], path
    assert same(ours[0], expected[0]), path
    assert ours[0].original_encoding == expected[0].original_encoding
    assert ours[0].original_character_set == expected[0].original_character_set
    assert same(ours[0].file_meta, expected[0].file_meta)
    return True


def same(ours: Dataset, expected: Dataset) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return [*ours.keys()] == [*expected.keys()] and ours == expected


@pytest.mark.parametrize("tags", [None, _TAGS], ids=["all", "some"])
def test_pydicoms_own_files(tags: list[int] | None) -> None:
    paths = sorted(PYDICOMS.glob("*.dcm"))
    read = sum(compare(path, tags) for path in paths)
    assert read > 0.7 * len(paths) > 50


def test_real_files(real_data: Path) -> None:
    paths = [path for path in sorted(real_data.rglob("*")) if path.is_file() and path.stat().st_size < 1 << 21]
    read = sum(compare(path, _TAGS) for path in paths[:: 1 if count(50) > 1 else 3])
    assert read > 100


def test_elements_larger_than_what_is_read_at_once(tmp_path: Path) -> None:
    (slice_,) = slices_of(phantom_geometry((1, 30, 36)))
    for size in (1 << 16, (1 << 16) - 900, 1 << 20, 3 << 20):
        write_slice(tmp_path / "0.dcm", slice_, ICCProfile=b"x" * size, WindowWidth="400")
        for tags in (None, _TAGS, [0x00282000]):
            assert compare(tmp_path / "0.dcm", tags)
    write_slice(tmp_path / "0.dcm", slice_, ICCProfile=b"x" * (1 << 25))
    assert compare(tmp_path / "0.dcm", _TAGS) and not compare(tmp_path / "0.dcm", None)


def test_damaged_files_are_left_to_pydicom_or_read_alike(tmp_path: Path) -> None:
    dice = random.Random(4)
    names = ("CT_small.dcm", "MR_small_implicit.dcm", "rtplan.dcm", "priv_SQ.dcm", "examples_palette.dcm", "reportsi.dcm")
    files = [(PYDICOMS / name).read_bytes()[:20000] for name in names]
    path = tmp_path / "damaged.dcm"
    read = 0
    for _ in range(count(5000)):
        data = bytearray(dice.choice(files))
        for _ in range(dice.randrange(1, 4)):
            place = dice.randrange(132, min(len(data), 4000))
            data[place] = dice.choice((0, 1, 255, data[place] ^ (1 << dice.randrange(8))))
        path.write_bytes(data[: dice.choice((len(data), dice.randrange(200, len(data))))])
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ours = read_elements(file, _TAGS)
            expected = theirs(path.read_bytes(), _TAGS)
        if ours is not None and expected is not None:
            read += 1
            assert ours[1] == expected[1] and [*ours[0].keys()] == [*expected[0].keys()]
    assert read > 0
