"""How fast pictures come in: headers, import, volumes, the first slice, memory, and a window that answers meanwhile.

    python benchmarks/intake.py [--json] [--quick] [--slices N]

The series are generated (512 x 512, noisy), one in each transfer syntax, in a temporary folder; real headers come from
LIGHTBOX_TEST_DATA where it is. Everything is read from the disk cache. Each figure stands beside a peer's of the same
run: SimpleITK's series reader, a pydicom loop, and dcmtk's dcmdump where it is installed. `load_*` is what the reader
waits for after an import, which has worked out how the pictures lie; `*_from_files` begins with nothing. Both write the
volume into a file, which the peers do not do; `*_kept` ends when that is on the disk for good, which nobody waits for.
Decoders are warm, as in the window.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import SimpleITK as sitk
from _rows import row, show
from _series import SYNTAXES, write_many, write_series

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from desktop.store.library import Library  # noqa: E402
from desktop.workflows.import_study import import_paths  # noqa: E402
from viewer.case.progress import no_tick  # noqa: E402
from viewer.case.study import Instance, Series  # noqa: E402
from viewer.dicom.decode import Decoder  # noqa: E402
from viewer.dicom.layout_cache import arranged  # noqa: E402
from viewer.dicom.load import Early, load  # noqa: E402
from viewer.dicom.scan import scan  # noqa: E402

SIMPLEITK, PYDICOM = "SimpleITK ImageSeriesReader", "pydicom loop"
Rows = list[dict[str, object]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quick", action="store_true", help="short series, fewer runs")
    parser.add_argument("--slices", type=int, default=0, help="pictures in each series")
    options = parser.parse_args()
    sitk.ProcessObject.SetGlobalWarningDisplay(False)
    slices, runs = options.slices or (80 if options.quick else 500), 1 if options.quick else 3
    with tempfile.TemporaryDirectory() as temporary, Decoder() as decoder:
        folder = Path(temporary)
        for name in SYNTAXES:
            print(f"writing {slices} pictures, {name}", file=sys.stderr)
            write_series(folder, name, slices)
        decoder.warm_up()
        load(*known(folder / "j2k"), folder / "warm", decoder, no_tick)
        results = headers(folder / "uncompressed", runs) + importing(folder, runs)
        for name in SYNTAXES:
            print(f"loading {name}", file=sys.stderr)
            results += volumes(folder, name, decoder, {"uncompressed": 3 * runs, "j2k": 1}.get(name, runs))
        results += first_slices(folder, decoder) + reopening(folder, decoder, runs) + memory(folder)
        of_window = answering(folder, slices)
    show(results + of_window, options.json)
    return 0 if of_window else 1


def seconds(work: Callable[[], object], runs: int = 1) -> list[float]:
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return taken


def until_kept() -> None:
    """Wait for the disk, so that one measurement does not fall into the next."""
    for thread in threading.enumerate():
        if thread.name == "keep pixels":
            thread.join()


def known(folder: Path) -> tuple[Series, tuple[Instance, ...]]:
    found = scan([folder], no_tick)
    return found.series[0], found.instances


# Headers and import


def headers(generated: Path, runs: int) -> Rows:
    rows = _headers("scan_headers_per_s", [generated], runs)
    data = Path(os.environ.get("LIGHTBOX_TEST_DATA", ROOT.parent / "shared" / "data"))
    real = [data / "mr" / "siemens_skyra_t1_mprage_sag", data / "ct" / "philips_ingenuity_head_phantom_tilt"]
    return rows + (_headers("scan_real_headers_per_s", real, runs) if all(path.is_dir() for path in real) else [])


def _headers(name: str, folders: list[Path], runs: int) -> Rows:
    paths = [path for folder in folders for path in sorted(folder.iterdir())]
    scan(folders, no_tick)
    ours = [len(paths) / taken for taken in seconds(lambda: scan(folders, no_tick), runs)]
    loop = seconds(lambda: [pydicom.dcmread(path, stop_before_pixels=True) for path in paths], runs)
    rows = [row(name, "1/s", ours, "pydicom stop_before_pixels", [len(paths) / taken for taken in loop], True)]
    if shutil.which("dcmdump"):
        some = paths[:60]
        dumped = seconds(lambda: [subprocess.run(["dcmdump", "+P", "0010,0010", path], capture_output=True) for path in some])
        rows.append(row(f"{name}_dcmdump", "1/s", ours, "dcmdump per file", [len(some) / dumped[0]], True))
    return rows


def importing(folder: Path, runs: int) -> Rows:
    """Headers read, files hashed, copied, put on disk for good and into the index; the peer only copies, with fsync."""
    source = folder / "jpegls"
    count = len(list(source.iterdir()))

    def ours() -> None:
        with tempfile.TemporaryDirectory(dir=folder) as place, Library(Path(place)) as library:
            import_paths([source], library.originals_folder, False, library.add, no_tick)

    def peer() -> None:
        with tempfile.TemporaryDirectory(dir=folder) as place:
            for path in source.iterdir():
                copy = Path(place, hashlib.sha256(path.read_bytes()).hexdigest())
                shutil.copyfile(path, copy)
                with copy.open("rb+") as file:
                    os.fsync(file.fileno())

    ours()
    theirs = [count / taken for taken in seconds(peer, runs)]
    return [row("import_files_per_s", "1/s", [count / taken for taken in seconds(ours, runs)], "hash, copy, fsync", theirs, True)]


# Volumes


def with_simpleitk(folder: Path) -> Any:
    reader = sitk.ImageSeriesReader()
    reader.SetFileNames([str(path) for path in sorted(folder.iterdir())])
    return sitk.GetArrayFromImage(reader.Execute())


def with_pydicom(folder: Path) -> Any:
    datasets = [pydicom.dcmread(path) for path in sorted(folder.iterdir())]
    datasets.sort(key=lambda dataset: float(dataset.ImagePositionPatient[2]))
    voxels = np.empty((len(datasets), datasets[0].Rows, datasets[0].Columns), np.int16)
    for picture, dataset in zip(voxels, datasets, strict=True):
        picture[...] = dataset.pixel_array.astype(np.int16) * int(dataset.RescaleSlope) + int(dataset.RescaleIntercept)
    return voxels


def volumes(folder: Path, name: str, decoder: Decoder, runs: int) -> Rows:
    series, instances = known(folder / name)
    place, ours, from_files, kept, peer = folder / "volumes", [], [], [], []
    work = partial(load, series, instances, place, decoder, no_tick)
    for _ in range(runs):
        shutil.rmtree(place, ignore_errors=True)
        from_files += seconds(work)
        until_kept()
        shutil.rmtree(place)
        arranged(series, instances, place, no_tick)
        ours += seconds(work)
        kept += [ours[-1] + seconds(until_kept)[0]]
        peer += seconds(lambda: with_simpleitk(folder / name))  # in turn: what else the machine does falls on both
    expected = with_simpleitk(folder / name)
    loaded = work().need_volume()
    assert np.array_equal(loaded.voxels, expected), f"{name}: the peer reads other values"
    rows = [
        row(f"load_{name}_s", "s", ours, SIMPLEITK, peer),
        row(f"load_{name}_from_files_s", "s", from_files, SIMPLEITK, peer),
        row(f"load_{name}_kept_s", "s", kept, SIMPLEITK, peer),
    ]
    try:
        loop = seconds(lambda: with_pydicom(folder / name))
    except RuntimeError:  # pydicom has no decoder for it here
        return rows
    return [*rows, row(f"load_{name}_pydicom_s", "s", ours, PYDICOM, loop)]


def first_slices(folder: Path, decoder: Decoder) -> Rows:
    """From the click to the first picture in the volume's file, in the slowest syntax; the peer reads this one file."""
    ours, peer = [], []
    for name in SYNTAXES:
        series, instances = known(folder / name)
        place = folder / "first"
        shutil.rmtree(place, ignore_errors=True)
        arranged(series, instances, place, no_tick)
        started = time.perf_counter()
        times: list[float] = []

        def arrived(early: Early, times: list[float] = times, started: float = started) -> None:
            np.array(early.loaded.stack.pixels[early.wanted])
            times.append((time.perf_counter() - started) * 1000)

        load(series, instances, place, decoder, no_tick, arrived=arrived)
        until_kept()
        ours.append(times[0])
        middle = sorted((folder / name).iterdir())[len(instances) // 2]
        peer.append(seconds(partial(sitk.ReadImage, str(middle)))[0] * 1000)
    return [row("first_slice_ms", "ms", [max(ours)], "SimpleITK ReadImage of one file", [max(peer)])]


def reopening(folder: Path, decoder: Decoder, runs: int) -> Rows:
    series, instances = known(folder / "j2k")
    place = folder / "reopened"
    load(series, instances, place, decoder, no_tick)
    until_kept()
    ours = [taken * 1000 for taken in seconds(lambda: load(series, instances, place, decoder, no_tick), max(runs, 3))]
    peer = [taken * 1000 for taken in seconds(lambda: with_simpleitk(folder / "j2k"))]
    return [row("reopen_cached_ms", "ms", ours, SIMPLEITK, peer)]


# Memory, and the window


def memory(folder: Path) -> Rows:
    rows = []
    for name, said in (("uncompressed", "peak_memory_ratio"), ("jpegls", "peak_memory_jpegls_ratio")):
        peaks = []
        for work in (_load_and_look, _read_and_look):
            with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as fresh:
                peaks.append(fresh.submit(work, folder, name).result())
        rows.append(row(said, "peak memory / volume", peaks[:1], SIMPLEITK, peaks[1:]))
    return rows


def _load_and_look(folder: Path, name: str) -> float:
    """Most memory of this process and its decoders, above what they had before, for each byte of the volume."""
    series, instances = known(folder / name)
    with Decoder() as decoder:
        load(series, instances[:16], folder / f"{name} begun", decoder, no_tick)
        before = _memory(os.getpid(), "VmRSS") + sum(_memory(pid, "VmRSS") for pid in _children())
        volume = load(series, instances, folder / "memory", decoder, no_tick).need_volume()
        int(volume.voxels.sum())
        after = _memory(os.getpid(), "VmHWM") + sum(_memory(pid, "VmHWM") for pid in _children())
        return (after - before) / volume.voxels.nbytes


def _read_and_look(folder: Path, name: str) -> float:
    before = _memory(os.getpid(), "VmRSS")
    voxels = with_simpleitk(folder / name)
    int(voxels.sum())
    return (_memory(os.getpid(), "VmHWM") - before) / (voxels.size * 2)


def _memory(pid: int, what: str) -> int:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(what))


def _children() -> list[int]:
    return [process.pid for process in multiprocessing.active_children() if process.pid is not None]


def answering(folder: Path, slices: int) -> Rows:
    """The longest time for which the window does not answer, while it imports and while it opens a series; one has ten times the files."""
    script = [sys.executable, str(ROOT / "benchmarks" / "_heartbeat.py")]
    write_many(folder, 10 * slices)
    series = [str(folder / name) for name in ("uncompressed", "htj2k", "many")]
    try:
        ours = json.loads(_last_line([*script, str(folder / "library"), *series]))
        shutil.rmtree(folder / "library" / "volumes")
        ours |= {f"start and {phase}": value for phase, value in json.loads(_last_line([*script, str(folder / "library")])).items()}
        peer = max(json.loads(_last_line([*script, "--bare", series[0]])).values())
    except subprocess.CalledProcessError as error:
        print(f"The window failed: {error.stderr}", file=sys.stderr)
        return []
    named = {"import": "window_import_block_ms"}
    rows = [
        row(named.get(phase, f"window_{phase.replace(' ', '_')}_block_ms"), "ms", [value], "bare Qt window, pydicom thread", [peer])
        for phase, value in ours.items()
    ]
    return [row("window_longest_block_ms", "ms", [max(ours.values())], "bare Qt window, pydicom thread", [peer]), *rows]


def _last_line(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip().splitlines()[-1]


if __name__ == "__main__":
    sys.exit(main())
