"""A decoder process: everything that runs in it but the codecs themselves. What it reads may crash, hang or flood it."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy.typing as npt

from viewer.case.errors import KnownError
from viewer.dicom import codecs
from viewer.dicom.pixel_file import PixelFile
from viewer.dicom.pixels import DoesNotFitError, FrameSource, Rescale, put

Initializer = Callable[[], None]
DOES_NOT_FIT = "does not fit"
"""The answer for a frame whose rescaled values leave int16."""
DISK_IS_FULL = "the disk is full"
NICER = 3
"""How far the processes stand back where something else wants the cores, as the window that shows what they have decoded."""
MEMORY_BYTES = 900 << 20
"""What a process may hold more than at its start: enough for the largest frame, too little for a bomb."""


class Ready:
    """The first answer of a process: what it takes from now on, its jobs take."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a job, and how long it took."""

    value: object
    seconds: float


@dataclass(frozen=True, slots=True)
class FrameJob:
    """Decode `source` and put it at ``pixels[index]`` of the .npy file `pixels_path`."""

    source: FrameSource
    pixels_path: str
    index: int
    rescale: Rescale


@dataclass(frozen=True, slots=True)
class Call:
    """Any function on untrusted bytes, by name, with its arguments; its result must be picklable."""

    function: Callable[..., object]
    arguments: tuple[object, ...]


def serve(connection: Connection, initializer: Initializer | None) -> None:
    """Main loop of a decoder process: Ready, then an Answer for each job, for a picture an empty string or why not; None ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if initializer is not None:
        initializer()
    if hasattr(os, "nice"):
        os.nice(NICER)
    import imagecodecs  # noqa: F401 - now, so that the first picture does not pay for it

    _limit_memory()
    connection.send(Ready())
    while True:
        try:
            job = connection.recv()
        except (EOFError, OSError):
            return
        if job is None:
            return
        started = time.perf_counter()
        value = _answer(job) if isinstance(job, Call) else _do(job)
        connection.send(Answer(value, time.perf_counter() - started))


def _answer(call: Call) -> object:
    try:
        with _codecs_keep_quiet():
            return call.function(*call.arguments)
    except KnownError as error:
        return error
    except MemoryError:
        return KnownError("There is not enough memory to read the file.")


@contextlib.contextmanager
def _codecs_keep_quiet() -> Iterator[None]:
    """libjpeg and others write about bad bytes, and some good ones, to standard error; the reader gets a sentence."""
    try:
        kept = os.dup(2)
    except OSError:  # a window without a console has none
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _do(job: FrameJob) -> str:
    try:
        with _codecs_keep_quiet():
            values = _decoded(job.source)
        pixels = _pixel_file(job.pixels_path, Path(job.pixels_path).stat().st_ino)
        room = pixels.empty_picture()
        put(room, job.source, values, job.rescale)
        pixels.write(job.index, room)
    except DoesNotFitError:
        return DOES_NOT_FIT
    except ValueError as error:
        return str(error)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return DISK_IS_FULL
        return f"its pixels cannot be written: {error.strerror}"
    except MemoryError:
        return "there is not enough memory for it"
    return ""


@lru_cache(maxsize=1)
def _pixel_file(path: str, inode: int) -> PixelFile:
    return PixelFile.open(Path(path))


def _decoded(source: FrameSource) -> npt.NDArray[Any]:
    """The stored frame; kept for the next job where it is one of many pictures in it (a mosaic)."""
    return _kept_frame(replace(source, tile=None)) if source.tile else codecs.decode_frame(source)


@lru_cache(maxsize=1)
def _kept_frame(source: FrameSource) -> npt.NDArray[Any]:
    return codecs.decode_frame(source)


def _limit_memory() -> None:
    """Where the system can (Linux), more memory than pictures need ends in a MemoryError and not in a full machine."""
    facts = Path("/proc/self/statm")
    if not facts.exists():
        return
    import resource

    private_bytes = int(facts.read_text().split()[5]) * resource.getpagesize()
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = private_bytes + MEMORY_BYTES
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))
