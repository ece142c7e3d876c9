"""Makes a stack and a volume out of the files of one series."""

from __future__ import annotations

import errno
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from viewer.case.errors import KnownError
from viewer.case.progress import Tick, part_of
from viewer.case.study import Instance, Problem, Series
from viewer.case.volume import Plane, Stack, Volume, Window
from viewer.dicom.arrange import Layout, arrange
from viewer.dicom.cache import CacheFiles, Loaded, find_cached, key_of, save
from viewer.dicom.decode import DOES_NOT_FIT, Decoder, FrameJob
from viewer.dicom.frames import Frame, read_frames
from viewer.dicom.pixels import UNCOMPRESSED, DoesNotFitError, FrameSource, Rescale, from_bytes, put
from viewer.dicom.resample import resample

__all__ = ["Loaded", "load"]
AIR_HU = -1024.0


def load(
    series: Series, instances: Sequence[Instance], volumes_folder: Path, decoder: Decoder, tick: Tick
) -> Loaded:
    """The pictures of a series as acquired, and the volume they make.

    The first time pixels are decoded into files in `volumes_folder`; afterwards these are only mapped.
    Voxels are int16 where rescaling allows it exactly (then stack and volume, if on one grid, share one
    file and the planes' slope and intercept are 1 and 0), else float32 beside the stored values. Values
    are kept as they are: padding outside a scanner's field of view too, and MONOCHROME1 is not inverted.

    Raises
    ------
    KnownError when the series is no volume, in one sentence; CancelledError from `tick`. Neither leaves files.
    """
    key = key_of(instances)
    cached = find_cached(volumes_folder, series, key)
    if cached is not None:
        tick(1.0, "Opened")
        return cached
    frames, problems = read_frames(instances, part_of(tick, 0.0, 0.1))
    layout = arrange(frames, series.uid)
    problems += layout.problems
    if layout.frames[0].spacing_source == "imager":
        sentence = "Pixel size is the one on the detector; lengths in the patient are smaller than they measure here."
        problems.append(Problem("warning", sentence, series.uid))
    files = CacheFiles.of(volumes_folder, series.uid)
    try:
        volumes_folder.mkdir(parents=True, exist_ok=True)
        problems += _build(series, layout, problems, files, key, decoder, part_of(tick, 0.1, 1.0))
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise KnownError("There is no space left for the volume.", f"Free space in {volumes_folder}.") from error
        raise KnownError(f"The volume cannot be written: {error.strerror}.", f"Check {volumes_folder}.") from error
    finally:
        files.remove_unfinished()
    loaded = find_cached(volumes_folder, series, key)
    if loaded is None:
        raise KnownError("The volume that was just written cannot be read back.", f"Check the disk of {volumes_folder}.")
    return loaded


def _build(
    series: Series, layout: Layout, problems: Sequence[Problem], files: CacheFiles, key: str, decoder: Decoder, tick: Tick
) -> list[Problem]:
    frames = layout.frames
    whole = all(frame.slope.is_integer() and frame.intercept.is_integer() for frame in frames)
    share = part_of(tick, 0.0, 0.7 if layout.resampled else 0.95)
    try:
        failures = _fill(frames, whole, files, decoder, share)
    except DoesNotFitError:
        whole = False
        failures = _fill(frames, whole, files, decoder, share)
    if len(failures) == len(frames):
        raise KnownError(f"No slice of this series can be read: {next(iter(failures.values()))}.")
    said = _sentences(failures, series.uid)

    unit = _unit(series, frames[0])
    pixels: npt.NDArray[Any] = np.load(files.unfinished("stack"), mmap_mode="r")
    planes = tuple(_plane(frame, whole) for frame in frames)
    stack = Stack(series.uid, layout.geometry.frame_uid, planes, pixels, unit, frames[0].spacing_source)
    shared = whole and not layout.resampled
    if shared:
        voxels = pixels
    else:
        dtype = np.int16 if whole else np.float32
        voxels = np.lib.format.open_memmap(files.unfinished("volume"), "w+", dtype, layout.geometry.shape_kji)
        _fill_volume(stack, layout, voxels, _fill_value(frames[0], unit), part_of(tick, 0.7, 0.95))
        voxels.flush()
    windows = tuple(Window(*window) for window in frames[len(frames) // 2].windows)
    volume = Volume(series.uid, layout.geometry, voxels, files.pixels("volume"), unit, layout.resampled, windows)
    if shared:
        # Windows does not rename a file that is mapped; from here on `save` needs only the description.
        files.unfinished("stack").replace(files.unfinished("volume"))
    save(files, key, stack, volume, [*problems, *said], shared)
    tick(1.0, "Volume ready")
    return said


def _fill(frames: Sequence[Frame], whole: bool, files: CacheFiles, decoder: Decoder, tick: Tick) -> dict[int, str]:
    """Decode all frames into the unfinished stack file; the answer maps unreadable ones to the reason."""
    dtype = np.dtype(np.int16) if whole else np.result_type(*{frame.source.stored_dtype for frame in frames})
    shape = (len(frames), frames[0].source.rows, frames[0].source.columns)
    path = files.unfinished("stack")
    pixels = np.lib.format.open_memmap(path, "w+", dtype, shape)
    jobs = [
        FrameJob(frame.source, str(path), index, Rescale(frame.slope, frame.intercept, whole))
        for index, frame in enumerate(frames)
    ]
    plain = [job for job in jobs if job.source.syntax_uid in UNCOMPRESSED and job.source.length is not None]
    failures: dict[int, str] = {}
    for count, job in enumerate(plain):
        tick(count / len(jobs), f"Reading picture {count + 1} of {len(jobs)}")
        try:
            put(pixels[job.index], from_bytes(job.source, _read(job.source)), job.rescale)
        except ValueError as error:
            failures[job.index] = str(error)
        except OSError:
            failures[job.index] = "the file cannot be opened"
    packed = [job for job in jobs if job.source.syntax_uid not in UNCOMPRESSED]
    if packed:
        failures |= decoder.decode(packed, part_of(tick, len(plain) / len(jobs), 1.0))
    failures |= {job.index: "its pixel data has no length" for job in jobs if job not in plain and job not in packed}
    if DOES_NOT_FIT in failures.values():
        raise DoesNotFitError
    for index in failures:
        pixels[index] = _darkest(frames[index], whole)
    pixels.flush()
    return failures


def _read(source: FrameSource) -> bytes:
    with Path(source.path).open("rb") as file:
        file.seek(source.value_at + source.frame * source.frame_bytes)
        return file.read(source.frame_bytes)


def _darkest(frame: Frame, whole: bool) -> int:
    """What an unreadable slice is filled with: air, or the lowest stored value."""
    lowest = -(1 << (frame.source.bits_stored - 1)) if frame.source.signed else 0
    return max(-32768, min(lowest, int(AIR_HU))) if whole and frame.intercept < 0 else lowest


def _fill_volume(stack: Stack, layout: Layout, voxels: npt.NDArray[Any], fill: float, tick: Tick) -> None:
    def values_of(n: int) -> npt.NDArray[np.float32]:
        plane = stack.planes[n]
        return np.asarray(stack.pixels[n] * np.float64(plane.slope) + plane.intercept, np.float32)

    if layout.resampled:
        resample(stack.planes, values_of, layout.geometry, voxels, fill, tick)
        return
    for n in range(len(stack.planes)):
        tick(n / len(stack.planes), f"Scaling slice {n + 1} of {len(stack.planes)}")
        voxels[n] = values_of(n)


def _fill_value(frame: Frame, unit: str) -> float:
    """What lies where no plane reaches: the scanner's own padding, else air in CT and zero elsewhere."""
    source = frame.source
    if source.padding is not None:
        lowest = -(1 << (source.bits_stored - 1)) if source.signed else 0
        if lowest <= source.padding < lowest + (1 << source.bits_stored):
            return source.padding * frame.slope + frame.intercept
    return AIR_HU if unit == "HU" else 0.0


def _unit(series: Series, frame: Frame) -> str:
    """HU for CT, unless the header says that its values are something else (DICOM PS3.3 C.11.1, Rescale Type)."""
    return "HU" if series.modality == "CT" and frame.rescale_type in ("", "HU") and not frame.localizer else "raw"


def _plane(frame: Frame, whole: bool) -> Plane:
    row_mm, column_mm = frame.spacing_mm
    (ax, ay, az), (dx, dy, dz) = frame.along, frame.down
    return Plane(
        frame.instance_uid, frame.source.frame, frame.position_lps,
        (ax * column_mm, ay * column_mm, az * column_mm), (dx * row_mm, dy * row_mm, dz * row_mm),
        1.0 if whole else frame.slope, 0.0 if whole else frame.intercept,
    )  # fmt: skip


def _sentences(failures: dict[int, str], series_uid: str) -> list[Problem]:
    """One warning for each reason, naming the slices from 1."""
    slices: dict[str, list[int]] = defaultdict(list)
    for index in sorted(failures):
        slices[failures[index]].append(index + 1)
    return [
        Problem("warning", f"Slice{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))} cannot be read "
                           f"({reason}); shown black and empty in the volume.", series_uid)
        for reason, numbers in slices.items()
    ]  # fmt: skip
