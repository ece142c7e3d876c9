"""Damaged segmentations, structure sets, doses and research volumes: taken or refused in a sentence, never more."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk
from phantom import phantom_geometry
from pydicom.data import get_testdata_file
from slanted import make_slanted
from soak import count
from test_write_seg import write

from viewer.case.errors import KnownError
from viewer.case.progress import no_tick
from viewer.dicom.decode import Decoder
from viewer.dicom.fill_contours import fill_contours
from viewer.dicom.load import load
from viewer.dicom.read_rtdose import read_rtdose
from viewer.dicom.read_rtstruct import read_rtstruct
from viewer.dicom.read_seg import read_seg
from viewer.dicom.scan import scan
from viewer.dicom.seg_masks import make_masks
from viewer.dicom.write_nifti import to_simpleitk


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder() as one:
        yield one


def damaged(data: bytes, seed: int) -> bytes:
    """Some bits turned, a length blown up, a piece cut out or the end cut off."""
    chance = random.Random(seed)
    changed = bytearray(data)
    header = min(len(changed), 6000)
    for _ in range(chance.choice((1, 2, 8, 40))):
        at = chance.randrange(132, header)
        changed[at] ^= 1 << chance.randrange(8)
    if seed % 3 == 0:
        at = chance.randrange(132, header - 4)
        changed[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\0\0", b"\xfe\xff\xff\xff"))
    if seed % 5 == 0:
        start = chance.randrange(132, header)
        del changed[start : start + chance.randrange(1, 300)]
    if seed % 7 == 0:
        del changed[chance.randrange(200, len(changed)) :]
    return bytes(changed)


def try_all(original: Path, folder: Path, read: Callable[[Path], None], most: int) -> None:
    data, path = original.read_bytes(), folder / f"damaged{original.suffix}"
    refused = 0
    for seed in range(count(most)):
        path.write_bytes(damaged(data, seed))
        try:
            read(path)
        except KnownError as error:
            refused += 1
            assert error.text and "Traceback" not in error.text
    assert refused, "something of what was done did harm"


def test_segmentations(tmp_path: Path, decoder: Decoder) -> None:
    case = make_slanted(tmp_path / "ct")
    out = tmp_path / "out"
    out.mkdir()

    def read(path: Path) -> None:
        for map in make_masks(read_seg(path), case.volume, case.stack, out, decoder, no_tick).maps:
            map.path.unlink()
        assert not list(out.iterdir())

    try_all(write(case, tmp_path / "seg.dcm").path, tmp_path, read, 4000)
    assert not list(out.iterdir())


def test_structure_sets(tmp_path: Path) -> None:
    geometry = phantom_geometry()

    def read(path: Path) -> None:
        fill_contours(read_rtstruct(path).structures, geometry, np.zeros(geometry.shape_kji, np.uint8), no_tick)

    try_all(Path(str(get_testdata_file("rtstruct.dcm"))), tmp_path, read, 4000)


def test_doses(tmp_path: Path) -> None:
    def read(path: Path) -> None:
        dose = read_rtdose(path)
        assert dose.voxels.shape == dose.geometry.shape_kji

    try_all(Path(str(get_testdata_file("rtdose.dcm"))), tmp_path, read, 4000)


@pytest.mark.parametrize("suffix", [".nii", ".nii.gz", ".nrrd", ".mha"])
def test_research_volumes(tmp_path: Path, decoder: Decoder, suffix: str) -> None:
    geometry = phantom_geometry()
    voxels = np.random.default_rng(2).integers(0, 99, geometry.shape_kji, np.int16)
    original = tmp_path / f"volume{suffix}"
    sitk.WriteImage(to_simpleitk(voxels, geometry), str(original))

    def read(path: Path) -> None:
        found = scan([path], no_tick)
        if not found.instances:
            raise KnownError(found.problems[0].text)
        volume = load(found.series[0], found.instances, tmp_path / "volumes", decoder, no_tick).volume
        assert volume is not None and np.isfinite(volume.geometry.matrix).all()

    data, path = original.read_bytes(), tmp_path / f"damaged{suffix}"
    for seed in range(count(600)):
        chance = random.Random(seed)
        changed = bytearray(data)
        for _ in range(chance.choice((1, 3, 20))):
            at = chance.randrange(0, min(len(changed), 400))
            changed[at] = chance.randrange(256)
        if seed % 4 == 0:
            del changed[chance.randrange(40, len(changed)) :]
        path.write_bytes(bytes(changed))
        try:
            read(path)
        except KnownError as error:
            assert error.text
