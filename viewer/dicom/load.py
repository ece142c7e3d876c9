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
from viewer.case.geometry import Geometry
from viewer.case.progress import Tick, part_of
from viewer.case.study import Instance, Part, Problem, Series
from viewer.case.volume import Plane
from viewer.dicom.arrange import Layout, arrange
from viewer.dicom.cache import CacheFiles, Description, Loaded, find_cached, key_of, save
from viewer.dicom.decode import DOES_NOT_FIT, Decoder, FrameJob
from viewer.dicom.frames import Frame, read_frames
from viewer.dicom.pixels import UNCOMPRESSED, DoesNotFitError, FrameSource, Rescale, from_bytes, is_wrapped, put
from viewer.dicom.resample import resample

__all__ = ["Loaded", "load"]
AIR_HU = -1024.0


def load(
    series: Series, instances: Sequence[Instance], volumes_folder: Path, decoder: Decoder, tick: Tick, part: str = ""
) -> Loaded:
    """The pictures of a part of a series as acquired, and the volume they make; without a `part` of the first one.

    The first time pixels are decoded into files in `volumes_folder`; afterwards these are only mapped.
    Voxels are int16 where rescaling allows it exactly (then stack and volume, if on one grid, share one
    file and the planes' slope and intercept are 1 and 0), else float32 beside the stored values. Values
    are kept as they are: padding outside a scanner's field of view too, and MONOCHROME1 is not inverted.

    Raises
    ------
    KnownError when nothing of the series can be shown or it has no such part, in one sentence; CancelledError from
    `tick`. Neither leaves files.
    """
    key = key_of(instances)
    cached = find_cached(volumes_folder, series, key, part)
    if cached is not None:
        tick(1.0, "Opened")
        return cached
    frames, problems = read_frames(instances, part_of(tick, 0.0, 0.1))
    layouts = arrange(frames, series.uid)
    parts = tuple(row.part for row in layouts)
    layout = next((row for row in layouts if row.part.key == part), None) if part else layouts[0]
    if layout is None:
        raise KnownError(f"This series has no part {part}.", f"It has {', '.join(row.key for row in parts)}.")
    problems += layout.problems
    problems += (Problem("note", oddity, series.uid) for oddity in layout.frames[0].values.oddities)
    if layout.frames[0].spacing_source == "imager":
        sentence = "Pixel size is the one on the detector; lengths in the patient are smaller than they measure here."
        problems.append(Problem("warning", sentence, series.uid))
    files = CacheFiles.of(volumes_folder, series.uid, part)
    try:
        volumes_folder.mkdir(parents=True, exist_ok=True)
        description = _build(series, layout, parts, problems, files, decoder, part_of(tick, 0.1, 1.0))
        save(files, key, description)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise KnownError("There is no space left for the volume.", f"Free space in {volumes_folder}.") from error
        raise KnownError(f"The volume cannot be written: {error.strerror}.", f"Check {volumes_folder}.") from error
    finally:
        files.remove_unfinished()
    loaded = find_cached(volumes_folder, series, key, part)
    if loaded is None:
        raise KnownError("The volume that was just written cannot be read back.", f"Check the disk of {volumes_folder}.")
    tick(1.0, "Volume ready")
    return loaded


def _build(
    series: Series, layout: Layout, parts: tuple[Part, ...], problems: Sequence[Problem], files: CacheFiles,
    decoder: Decoder, tick: Tick,
) -> Description:  # fmt: skip
    frames = layout.frames
    whole = all(frame.values.is_whole and not frame.source.is_colour and not frame.source.is_float for frame in frames)
    share = part_of(tick, 0.0, 0.7 if layout.resampled else 0.95)
    try:
        failures = _fill(frames, whole, files, decoder, share)
    except DoesNotFitError:
        whole = False
        failures = _fill(frames, whole, files, decoder, part_of(share, 1.0, 1.0))  # again: progress stands still
    if len(failures) == len(frames):
        raise KnownError(f"No slice of this series can be read: {next(iter(failures.values()))}.")
    middle, geometry = frames[len(frames) // 2], layout.geometry
    description = Description(
        part=layout.part,
        parts=parts,
        planes=tuple(_plane(frame, whole) for frame in frames),
        geometry=geometry,
        unit=middle.values.unit,
        spacing_source=middle.spacing_source,
        resampled=layout.resampled,
        shared=whole and geometry is not None and not layout.resampled,
        windows=middle.values.windows,
        inverted=middle.values.inverted,
        padding=_padding(middle),
        other_units=middle.values.other_units,
        regions=(),
        frame_seconds=(),
        problems=(*problems, *_sentences(failures, series.uid)),
    )
    if description.shared:
        files.unfinished("stack").replace(files.unfinished("volume"))
    elif geometry is not None:
        _fill_volume(description, geometry, whole, files, _fill_value(middle), part_of(tick, 0.7 if layout.resampled else 0.95, 1.0))
    return description


def _fill(frames: Sequence[Frame], whole: bool, files: CacheFiles, decoder: Decoder, tick: Tick) -> dict[int, str]:
    """Decode all frames into the unfinished stack file; the answer maps unreadable ones to the reason."""
    dtype = np.dtype(np.int16) if whole else np.result_type(*{_dtype(frame) for frame in frames})
    shape: tuple[int, ...] = (len(frames), *frames[0].source.shape_ji)
    if frames[0].source.is_colour:
        dtype, shape = np.dtype(np.uint8), (*shape, 3)
    path = files.unfinished("stack")
    pixels = np.lib.format.open_memmap(path, "w+", dtype, shape)
    jobs = [
        FrameJob(frame.source, str(path), index, Rescale(frame.values.slope, frame.values.intercept, whole, frame.values.lut))
        for index, frame in enumerate(frames)
    ]
    plain = [job for job in jobs if job.source.syntax_uid in UNCOMPRESSED and job.source.length is not None]
    failures: dict[int, str] = {}
    for count, job in enumerate(plain):
        tick(count / len(jobs), f"Reading picture {count + 1} of {len(jobs)}")
        try:
            put(pixels[job.index], job.source, from_bytes(job.source, _read(job.source)), job.rescale)
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


def _dtype(frame: Frame) -> np.dtype[Any]:
    """What the stack file holds where it cannot be whole rescaled values."""
    return frame.source.stored_dtype if frame.values.lut is None else np.dtype(np.uint16)


def _read(source: FrameSource) -> bytes:
    with Path(source.path).open("rb") as file:
        file.seek(source.value_at + source.frame * source.frame_bytes)
        return file.read(source.frame_bytes)


def _darkest(frame: Frame, whole: bool) -> int:
    """What an unreadable slice is filled with: air, or the lowest stored value."""
    lowest = -(1 << (frame.source.bits_stored - 1)) if frame.source.signed else 0
    return max(-32768, min(lowest, int(AIR_HU))) if whole and frame.values.intercept < 0 else lowest


def _fill_volume(
    description: Description, geometry: Geometry, whole: bool, files: CacheFiles, fill: float, tick: Tick
) -> None:
    """Make the unfinished volume file from the stack's: rescaled, and interpolated where the grid is another."""
    planes = description.planes
    pixels = np.load(files.unfinished("stack"), mmap_mode="r")
    dtype = np.int16 if whole else np.float32
    voxels = np.lib.format.open_memmap(files.unfinished("volume"), "w+", dtype, geometry.shape_kji)

    def values_of(n: int) -> npt.NDArray[np.float32]:
        return np.asarray(pixels[n] * np.float64(planes[n].slope) + planes[n].intercept, np.float32)

    if description.resampled:
        resample(planes, values_of, geometry, voxels, fill, tick)
    else:
        for n in range(len(planes)):
            tick(n / len(planes), f"Scaling slice {n + 1} of {len(planes)}")
            voxels[n] = values_of(n)
    voxels.flush()


def _fill_value(frame: Frame) -> float:
    """What lies where no plane reaches: the scanner's own padding, else air in CT and zero elsewhere."""
    source, values = frame.source, frame.values
    if source.padding is not None and not is_wrapped(source, source.padding):
        return min(max(source.padding * values.slope + values.intercept, -32768.0), 32767.0)
    return AIR_HU if values.unit == "HU" else 0.0


def _padding(frame: Frame) -> tuple[float, float] | None:
    """The range of values, in the frame's unit, that are no picture."""
    values = frame.values
    if values.padding is None or values.lut is not None:
        return None
    low, high = sorted(value * values.slope + values.intercept for value in values.padding)
    return low, high


def _plane(frame: Frame, whole: bool) -> Plane:
    row_mm, column_mm = frame.spacing_mm
    (ax, ay, az), (dx, dy, dz) = frame.along, frame.down
    return Plane(
        frame.instance_uid, frame.source.frame, frame.position_lps,
        (ax * column_mm, ay * column_mm, az * column_mm), (dx * row_mm, dy * row_mm, dz * row_mm),
        1.0 if whole else frame.values.slope, 0.0 if whole else frame.values.intercept,
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
