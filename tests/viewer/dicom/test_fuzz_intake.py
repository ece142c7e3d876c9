"""Thousands of damaged files, taken in and opened: none ends the program, hangs it or floods it."""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
import traceback
from collections import Counter
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import pytest
from kept import until_kept
from mutations import mutated, seeds, shared_folder
from soak import count

from viewer.case.errors import KnownError
from viewer.case.progress import no_tick
from viewer.dicom.decode import Decoder
from viewer.dicom.load import load
from viewer.dicom.overlays import read_overlays
from viewer.dicom.scan import scan

FILES = count(5000)
LONGEST_S = 5.0
MOST_BYTES = 1_000_000_000
MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Result:
    """What became of one damaged file: how it was refused or accepted, or the traceback of our bug."""

    number: int
    mutation: str
    outcome: str
    seconds: float
    bug: str = ""


@dataclass(frozen=True)
class Usage:
    """Most bytes of memory of the program and of its decoder processes."""

    program: int
    decoders: int


def take_in(path: Path, volumes: Path, decoder: Decoder) -> str:
    """Import and open one file as the program does; the answer says how it went."""
    found = scan([path], no_tick)
    if not found.series:
        assert found.problems or not found.instances
        return "refused by the import" if found.problems else "a directory"
    outcome = "opened"
    for series in found.series:
        instances = [instance for instance in found.instances if instance.series_uid == series.uid]
        try:
            loaded = load(series, instances, volumes, decoder, no_tick)
        except KnownError as refusal:
            assert refusal.text.endswith((".", "?")) and len(refusal.text) > 10, refusal.text
            outcome = "refused when opened"
            continue
        np.asarray(loaded.stack.pixels).max()
        if loaded.volume is not None:
            np.asarray(loaded.volume.voxels).max()
        if loaded.problems or found.problems:
            outcome = "opened with a warning"
        decoder.call(read_overlays, str(path))
    return outcome


def take_in_all(connection: Connection, folder: Path, first: int, last: int) -> None:
    """The child process: sends a Result after each file, a Usage at the end."""
    sound = seeds(shared_folder())
    with Decoder() as decoder:
        decoder.warm_up()
        for number in range(first, last):
            mutation, data = mutated(number, sound)
            path, volumes = folder / f"{number}.dcm", folder / f"volumes-{number}"
            path.write_bytes(data)
            bug, outcome = "", "bug"
            start = time.perf_counter()
            try:
                outcome = take_in(path, volumes, decoder)
            except Exception:
                bug = traceback.format_exc()
            connection.send(Result(number, mutation, outcome, time.perf_counter() - start, bug))
            until_kept()
            for left in [*(volumes.iterdir() if volumes.exists() else ()), path]:
                left.unlink()
    connection.send(Usage(own_peak(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * MAXRSS_UNIT))


def own_peak() -> int:
    """The most memory that this process held. On Linux the usual counter starts at what the parent held."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * MAXRSS_UNIT


@pytest.mark.skipif(sys.platform == "win32", reason="memory of processes is measured with the resource module")
def test_damaged_files_cost_nothing_but_themselves(tmp_path: Path) -> None:
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=take_in_all, args=(theirs, tmp_path, 0, FILES))
    process.start()
    theirs.close()
    results: list[Result] = []
    usage = None
    try:
        while usage is None:
            after = results[-1].number + 1 if results else "the start"
            if not ours.poll(120):
                pytest.fail(f"file {after} hangs")
            try:
                message = ours.recv()
            except EOFError:
                pytest.fail(f"the program ended on file {after}")
            if isinstance(message, Usage):
                usage = message
            else:
                results.append(message)
    finally:
        process.kill() if usage is None else process.join()
        process.join()
    outcomes = Counter(result.outcome for result in results)
    slowest = max(results, key=lambda result: result.seconds)
    print(f"\n{len(results)} damaged files: {dict(outcomes)}; slowest {slowest.seconds:.2f} s ({slowest.number}, "
          f"{slowest.mutation}); memory {usage.program >> 20} MB, decoders {usage.decoders >> 20} MB")  # fmt: skip
    bugs = [result for result in results if result.bug]
    assert not bugs, "\n".join(f"{bug.number} {bug.mutation}\n{bug.bug}" for bug in bugs[:10])
    assert len(results) == FILES
    assert slowest.seconds < LONGEST_S, slowest
    assert usage.program < MOST_BYTES and usage.decoders < MOST_BYTES, usage
