"""Compressed films are found frame by frame, however their fragments and offset tables are laid out."""

from __future__ import annotations

import builtins
import time
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pytest
import SimpleITK
from pictures import header, ramp, source, write_compressed
from soak import SOAK

from viewer.case.errors import KnownError
from viewer.dicom.codecs import decode_frame
from viewer.dicom.fragments import frame_data

JPEG_LS, RLE = "1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.5"


def film(frames: int) -> list[bytes]:
    """Compressed frames that differ, of odd and even lengths."""
    return [bytes(imagecodecs.jpegls_encode(ramp() + np.uint16(n * 97 % 1000))) for n in range(frames)]


@pytest.mark.parametrize("fragments", [1, 2, 5])
@pytest.mark.parametrize("table", ["basic", "empty", "extended"])
def test_any_number_of_fragments_with_any_table(tmp_path: Path, fragments: int, table: str) -> None:
    if table == "extended" and fragments > 1:
        return  # the extended table is for one fragment per frame (PS3.3 C.7.6.3.1.8)
    path = write_compressed(tmp_path / "a.dcm", header(20, 30), film(7), JPEG_LS, fragments, table)
    for frame in (3, 0, 6):
        assert np.array_equal(decode_frame(source(path, frame)), ramp() + np.uint16(frame * 97 % 1000))


def test_a_table_that_lies_is_not_believed(tmp_path: Path) -> None:
    """Offsets that point into the middle of fragments; the pictures' own beginnings tell."""
    path = write_compressed(tmp_path / "a.dcm", header(20, 30), film(3), JPEG_LS, 2)
    data = bytearray(path.read_bytes())
    table_at = source(path).value_at + 8
    data[table_at + 4 : table_at + 8] = (17).to_bytes(4, "little")
    path.write_bytes(data)
    assert np.array_equal(decode_frame(source(path, 1)), ramp() + np.uint16(97))


def test_frames_that_cannot_be_told_apart_are_refused(tmp_path: Path) -> None:
    path = write_compressed(tmp_path / "a.dcm", header(20, 30), [b"\1" * 40, b"\2" * 40], RLE, 2, "empty")
    with pytest.raises(ValueError, match="where one picture ends"):
        decode_frame(source(path, 1))


@pytest.mark.parametrize("left", [40, 4000])
def test_a_film_that_was_cut_off_shows_what_is_there(tmp_path: Path, left: int) -> None:
    path = write_compressed(tmp_path / "a.dcm", header(20, 30), film(60), JPEG_LS, 1, "empty")
    start = source(path).value_at
    path.write_bytes(path.read_bytes()[: start + 8 + left])
    held = source(path).frames
    assert held < 60
    for frame in range(held - 1):
        assert np.array_equal(decode_frame(source(path, frame)), ramp() + np.uint16(frame * 97 % 1000))
    with pytest.raises(ValueError, match="cut short"):
        decode_frame(source(path, held - 1))


def test_no_fragments_at_all(tmp_path: Path) -> None:
    path = write_compressed(tmp_path / "a.dcm", header(20, 30), film(1), JPEG_LS)
    path.write_bytes(path.read_bytes()[: source(path).value_at + 12])
    with pytest.raises(KnownError, match="missing from the file"):
        source(path)


def test_a_long_film_is_not_read_whole_for_each_frame(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bytes read for all frames are about the file's, and not frames times the file's."""
    frames = 3000 if SOAK else 300
    pieces = [bytes([n % 251]) * 2000 for n in range(frames)]
    path = write_compressed(tmp_path / "a.dcm", header(20, 30), pieces, RLE)
    at = source(path).value_at
    read = 0
    plain_open = builtins.open

    def counting_open(*args: Any, **options: Any) -> Any:
        file = plain_open(*args, **options)
        plain_read = file.read

        class Counting:
            def __enter__(self) -> Any:
                return self

            def __exit__(self, *error: object) -> None:
                file.close()

            def seek(self, *place: int) -> int:
                return int(file.seek(*place))

            def read(self, size: int) -> bytes:
                nonlocal read
                data = plain_read(size)
                read += len(data)
                return bytes(data)

        return Counting()

    monkeypatch.setattr(Path, "open", lambda self, mode: counting_open(self, mode))
    start = time.perf_counter()
    for frame in range(frames):
        assert frame_data(str(path), at, frame, frames)[0] == frame % 251
    assert read < 1.2 * path.stat().st_size
    assert time.perf_counter() - start < 5


def test_a_real_film_in_a_moment(real_data: Path) -> None:
    path = real_data / "xray" / "xa_cine_96f_jpeg.dcm"
    start = time.process_time()
    pictures = [decode_frame(source(path, frame)) for frame in range(96)]
    assert time.process_time() - start < 4
    assert {picture.shape for picture in pictures} == {(512, 512)}
    assert not np.array_equal(pictures[0], pictures[95])


def test_real_fragments_without_a_table(real_data: Path) -> None:
    """Twelve fragments are two frames, and another decoder gives the same Hounsfield units (12-bit JPEG)."""
    path = real_data / "syntaxes" / "ct_enhanced_jpeg12_fragmented_no_bot.dcm"
    theirs = SimpleITK.GetArrayFromImage(SimpleITK.ReadImage(str(path)))
    for frame in (0, 1):
        assert np.array_equal(decode_frame(source(path, frame)).astype(int) - 1024, theirs[frame])
