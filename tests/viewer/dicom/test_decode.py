"""Compressed pictures come out exact, and a codec that crashes, hangs or refuses costs one slice."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import imagecodecs
import numpy as np
import pictures
import pydicom
import pytest
import rle
from phantom import phantom_geometry, slices_of, truth_hu, write_slice
from pydicom.encaps import encapsulate

from viewer.case.progress import CancelledError, no_tick
from viewer.dicom import codecs, decode_process
from viewer.dicom.decode import Decoder, FrameJob
from viewer.dicom.frames import read_frames
from viewer.dicom.load import load
from viewer.dicom.pixels import UNCOMPRESSED, FrameSource, Rescale, from_bytes
from viewer.dicom.scan import scan

LOSSLESS = {
    "1.2.840.10008.1.2.4.90": lambda cells: imagecodecs.jpeg2k_encode(cells, reversible=True, level=0, codecformat="j2k"),
    "1.2.840.10008.1.2.4.80": imagecodecs.jpegls_encode,
    "1.2.840.10008.1.2.4.70": imagecodecs.ljpeg_encode,
    "1.2.840.10008.1.2.4.57": imagecodecs.ljpeg_encode,
    "1.2.840.10008.1.2.4.201": lambda cells: imagecodecs.htj2k_encode(cells, reversible=True),
    "1.2.840.10008.1.2.5": lambda cells: rle.encode_pixel_data(
        cells.tobytes(), rows=cells.shape[0], columns=cells.shape[1], samples_per_pixel=1, bits_allocated=16,
        number_of_frames=1, byteorder="<",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder(processes=2) as decoder:
        yield decoder


def write_compressed(folder: Path, syntax_uid: str, slices: int = 4) -> None:
    """The phantom's slices, compressed."""
    for k, slice_ in enumerate(slices_of(phantom_geometry((slices, 30, 36)))):
        write_slice(folder / f"{k}.dcm", slice_, BitsStored=12, HighBit=11)
        dataset = pydicom.dcmread(folder / f"{k}.dcm")
        dataset.PixelData = encapsulate([bytes(LOSSLESS[syntax_uid](dataset.pixel_array.astype("<u2")))])
        dataset["PixelData"].VR = "OB"
        dataset["PixelData"].is_undefined_length = True
        dataset.file_meta.TransferSyntaxUID = syntax_uid
        dataset.save_as(folder / f"{k}.dcm", enforce_file_format=True)


@pytest.mark.parametrize("syntax_uid", LOSSLESS)
def test_lossless_syntaxes_are_exact(tmp_path: Path, decoder: Decoder, syntax_uid: str) -> None:
    write_compressed(tmp_path / "series", syntax_uid)
    found = scan([tmp_path / "series"], no_tick)
    loaded = load(found.series[0], found.instances, tmp_path / "volumes", decoder, no_tick)
    assert loaded.problems == ()
    assert np.array_equal(loaded.volume.voxels, truth_hu(phantom_geometry((4, 30, 36))))


def test_one_slice_in_fourteen_syntaxes(real_data: Path) -> None:
    """The lossless ones equal the uncompressed picture; the lossy ones are within their own quantisation."""
    found = scan([real_data / "syntaxes" / "ct_one_slice_14_syntaxes"], no_tick)
    allowed = {"1.2.840.10008.1.2.4.50": 65, "1.2.840.10008.1.2.4.51": 36, "1.2.840.10008.1.2.4.53": 36,
               "1.2.840.10008.1.2.4.55": 36, "1.2.840.10008.1.2.4.81": 1, "1.2.840.10008.1.2.4.91": 5}  # fmt: skip
    values = {}
    for instance in found.instances:
        (frame,) = read_frames([instance], no_tick)[0]
        source = frame.source
        stored = from_bytes(source, read(source)) if source.syntax_uid in UNCOMPRESSED else codecs.decode_frame(source)
        values[source.syntax_uid] = stored * frame.values.slope + frame.values.intercept
    assert len(values) == 14
    for syntax_uid, hu in values.items():
        assert np.abs(hu - values["1.2.840.10008.1.2"]).max() <= allowed.get(syntax_uid, 0), syntax_uid


def read(source: FrameSource) -> bytes:
    return Path(source.path).read_bytes()[source.value_at :]


def test_damaged_frame_costs_its_slice_and_names_it(tmp_path: Path, decoder: Decoder) -> None:
    write_compressed(tmp_path / "series", "1.2.840.10008.1.2.4.80")
    path = tmp_path / "series" / "2.dcm"
    dataset = pydicom.dcmread(path)
    dataset.PixelData = encapsulate([b"\xff\xd8 this is no picture"])
    dataset["PixelData"].is_undefined_length = True
    dataset.save_as(path)
    found = scan([tmp_path / "series"], no_tick)
    loaded = load(found.series[0], found.instances, tmp_path / "volumes", decoder, no_tick)
    assert [problem.text for problem in loaded.problems] == [
        "Slice 3 cannot be read (its compressed picture is damaged); shown black and empty in the volume."
    ]
    assert np.all(loaded.volume.voxels[2] == -1024)
    assert np.array_equal(loaded.volume.voxels[3], truth_hu(phantom_geometry((4, 30, 36)))[3])


def break_one_codec() -> None:
    """Run in each decoder process: a frame of file 1 crashes the process, one of file 2 hangs it."""
    good = codecs.decode_frame

    def broken(source: FrameSource) -> np.ndarray:  # type: ignore[type-arg]
        if source.path.endswith("1.dcm"):
            os.abort()
        if source.path.endswith("2.dcm"):
            time.sleep(60)
        return good(source)

    decode_process.codecs.decode_frame = broken  # type: ignore[assignment]


def test_a_crash_and_a_hang_cost_one_slice_each(tmp_path: Path) -> None:
    write_compressed(tmp_path / "series", "1.2.840.10008.1.2.4.80")
    found = scan([tmp_path / "series"], no_tick)
    with Decoder(break_one_codec, seconds_per_frame=3.0) as decoder:
        loaded = load(found.series[0], found.instances, tmp_path / "volumes", decoder, no_tick)
    assert {problem.text for problem in loaded.problems} == {
        "Slice 2 cannot be read (the decoder crashed on it); shown black and empty in the volume.",
        "Slice 3 cannot be read (the decoder hung on it); shown black and empty in the volume.",
    }
    truth = truth_hu(phantom_geometry((4, 30, 36)))
    assert np.array_equal(loaded.volume.voxels[0], truth[0]) and np.array_equal(loaded.volume.voxels[3], truth[3])


def flood_one_codec() -> None:
    """Run in each decoder process: a frame of file 1 wants ten times the memory that a process may have."""
    good = codecs.decode_frame

    def greedy(source: FrameSource) -> np.ndarray:  # type: ignore[type-arg]
        return np.ones(10 * decode_process.MEMORY_BYTES, np.uint8) if source.path.endswith("1.dcm") else good(source)

    decode_process.codecs.decode_frame = greedy  # type: ignore[assignment]


@pytest.mark.skipif(sys.platform != "linux", reason="memory of a process is limited on Linux")
def test_a_bomb_costs_its_slice_and_not_the_machine(tmp_path: Path) -> None:
    write_compressed(tmp_path / "series", "1.2.840.10008.1.2.4.80")
    found = scan([tmp_path / "series"], no_tick)
    with Decoder(flood_one_codec) as decoder:
        loaded = load(found.series[0], found.instances, tmp_path / "volumes", decoder, no_tick)
    assert [problem.text for problem in loaded.problems] == [
        "Slice 2 cannot be read (there is not enough memory for it); shown black and empty in the volume."
    ]
    assert np.array_equal(loaded.volume.voxels[3], truth_hu(phantom_geometry((4, 30, 36)))[3])


def start_slowly() -> None:
    time.sleep(1.5)


def test_a_process_that_starts_slowly_is_no_fault_of_a_picture(tmp_path: Path) -> None:
    write_compressed(tmp_path / "series", "1.2.840.10008.1.2.4.80", 1)
    jobs = jobs_for(tmp_path / "series", tmp_path / "pixels.npy")
    with Decoder(start_slowly, processes=1, seconds_per_frame=1.0) as decoder:
        assert decoder.decode(jobs, no_tick) == {}


def test_the_largest_picture_fits_into_a_process(tmp_path: Path) -> None:
    """More than any mammogram has: 6000 x 5000 pixels of 16 bits in JPEG 2000, which needs the most memory."""
    path = tmp_path / "0.dcm"
    picture = np.zeros((6000, 5000), np.uint16)
    picture[::100] = 4095
    data = imagecodecs.jpeg2k_encode(picture, reversible=True, level=0, codecformat="j2k")
    pictures.write_compressed(path, pictures.header(6000, 5000), [data], "1.2.840.10008.1.2.4.90")
    np.lib.format.open_memmap(tmp_path / "pixels.npy", "w+", np.uint16, (1, 6000, 5000)).flush()
    job = FrameJob(pictures.source(path), str(tmp_path / "pixels.npy"), 0, Rescale())
    with Decoder(processes=1) as decoder:
        assert decoder.decode([job], no_tick) == {}
    assert np.array_equal(np.load(tmp_path / "pixels.npy")[0], picture)


def jobs_for(folder: Path, pixels_path: Path) -> list[FrameJob]:
    found = scan([folder], no_tick)
    frames, _ = read_frames(found.instances, no_tick)
    np.lib.format.open_memmap(pixels_path, "w+", np.int16, (len(frames), 30, 36)).flush()
    return [FrameJob(frame.source, str(pixels_path), n, Rescale(1, -1024, True)) for n, frame in enumerate(frames)]


def test_cancel_stops_writing_and_the_decoder_stays_usable(tmp_path: Path) -> None:
    write_compressed(tmp_path / "series", "1.2.840.10008.1.2.4.90")
    jobs = jobs_for(tmp_path / "series", tmp_path / "pixels.npy")

    def stop(fraction: float, text: str) -> None:
        raise CancelledError

    with Decoder() as decoder:
        with pytest.raises(CancelledError):
            decoder.decode(jobs, stop)
        assert decoder.decode(jobs, no_tick) == {}
        assert np.load(tmp_path / "pixels.npy").max() == 700


def test_a_process_that_died_while_idle_is_replaced(tmp_path: Path) -> None:
    write_compressed(tmp_path / "series", "1.2.840.10008.1.2.5", 1)
    jobs = jobs_for(tmp_path / "series", tmp_path / "pixels.npy")
    with Decoder(processes=1) as decoder:
        for _ in range(3):
            assert decoder.decode(jobs, no_tick) == {}
            (worker,) = decoder._workers
            worker.process.kill()
            worker.process.join()


def test_closing_ends_the_processes(tmp_path: Path) -> None:
    decoder = Decoder()
    decoder.warm_up()
    processes = [worker.process for worker in decoder._workers]
    identifiers = [process.pid for process in processes]
    assert len(identifiers) == 2
    decoder.close()
    for identifier in identifiers:
        assert identifier is not None and not Path(f"/proc/{identifier}/exe").exists()
