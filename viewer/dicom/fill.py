"""Fills a pixel file with the pictures of a part: plain ones in two threads, compressed ones in the decoder processes."""

from __future__ import annotations

import errno
import os
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import numpy as np
import numpy.typing as npt

from viewer.case.progress import Tick, part_of
from viewer.dicom.decode import DISK_IS_FULL, DOES_NOT_FIT, Decoder, FrameJob
from viewer.dicom.frames import Frame
from viewer.dicom.pixel_file import PixelFile
from viewer.dicom.pixels import DoesNotFitError, FrameSource, Rescale, from_bytes, put

AIR_HU = -1024.0
_THREADS = 2
_AT_ONCE = 8
"""Pictures that a thread reads before it looks again where the reader is and whether to stop."""

Arrived = Callable[[int], None]
"""Called with the index of each picture that is in the file, on the thread that fills."""


def fill(
    frames: Sequence[Frame], pixels: PixelFile, whole: bool, decoder: Decoder, wanted: Callable[[], int],
    arrived: Arrived, tick: Tick,
) -> dict[int, str]:  # fmt: skip
    """Write all pictures of a part, those near to `wanted()` first; the answer maps unreadable ones to the reason.

    Unreadable ones are filled with what is darkest.

    Raises
    ------
    DoesNotFitError when rescaled values leave int16; OSError when the disk is full; CancelledError from `tick`.
    """
    jobs = [
        FrameJob(frame.source, pixels.path, index, Rescale(frame.values.slope, frame.values.intercept, whole, frame.values.lut))
        for index, frame in enumerate(frames)
    ]
    failures: dict[int, str] = {}

    def take(index: int, reason: str) -> None:
        if reason == DOES_NOT_FIT:
            raise DoesNotFitError
        if reason == DISK_IS_FULL:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if reason:
            failures[index] = reason
            darkest = pixels.empty_picture()
            darkest[...] = _darkest(frames[index], darkest.dtype, whole)
            pixels.write(index, darkest)
        arrived(index)

    plain = [job for job in jobs if not job.source.needs_decoder]
    packed = [job for job in jobs if job.source.needs_decoder]
    share = len(plain) / len(jobs)
    _read_plain(plain, pixels, wanted, take, part_of(tick, 0.0, share))
    if packed:
        decoder.decode(packed, part_of(tick, share, 1.0), take, wanted)
    return failures


def _read_plain(
    jobs: list[FrameJob], pixels: PixelFile, wanted: Callable[[], int], take: Callable[[int, str], None], tick: Tick
) -> None:
    waiting, total, at = list(jobs), len(jobs), -1
    running: deque[Future[list[tuple[int, str]]]] = deque()
    stopped = threading.Event()
    with ThreadPoolExecutor(_THREADS, "pixels") as pool:
        try:
            while waiting or running:
                if wanted() != at:
                    at = wanted()
                    waiting.sort(key=lambda job: -abs(job.index - at))  # the nearest is taken from the end
                while waiting and len(running) <= _THREADS:
                    size = 1 if len(waiting) == total else _AT_ONCE
                    some = [waiting.pop() for _ in range(min(size, len(waiting)))]
                    running.append(pool.submit(_read_some, some, pixels, stopped))
                for index, reason in running.popleft().result():
                    take(index, reason)
                tick(1 - len(waiting) / total, f"Reading picture {total - len(waiting)} of {total}")
        finally:
            stopped.set()


def _read_some(jobs: list[FrameJob], pixels: PixelFile, stopped: threading.Event) -> list[tuple[int, str]]:
    room, raw = pixels.empty_picture(), bytearray(max(job.source.frame_bytes for job in jobs))
    return [(job.index, _read(job, raw, room, pixels)) for job in jobs if not stopped.is_set()]


def _read(job: FrameJob, raw: bytearray, room: npt.NDArray[Any], pixels: PixelFile) -> str:
    source = job.source
    if source.length is None:
        return "its pixel data has no length"
    try:
        values = from_bytes(source, _bytes_of(source, raw))
    except ValueError as error:
        return str(error)
    except OSError:
        return "the file cannot be opened"
    try:
        put(room, source, values, job.rescale)
    except DoesNotFitError:
        return DOES_NOT_FIT
    pixels.write(job.index, room)
    return ""


def _bytes_of(source: FrameSource, raw: bytearray) -> bytearray:
    """The bytes of a frame, in `raw` where that has the right size: new memory for each costs more than reading."""
    with open(source.path, "rb", buffering=0) as file:  # noqa: PTH123 - thousands of times
        file.seek(source.frame_at)
        if len(raw) != source.frame_bytes:
            return bytearray(file.read(source.frame_bytes))
        count = file.readinto(raw)
        return raw if count == len(raw) else raw[:count]


def _darkest(frame: Frame, dtype: np.dtype[Any], whole: bool) -> int:
    """What an unreadable slice is filled with: air, or the lowest stored value; as far down as its file goes."""
    lowest = -(1 << (frame.source.bits_stored - 1)) if frame.source.signed else 0
    lowest = min(lowest, int(AIR_HU)) if whole and frame.values.intercept < 0 else lowest
    return max(lowest, int(np.iinfo(dtype).min)) if dtype.kind in "iu" else lowest
