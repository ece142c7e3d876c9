"""Makes a stack and a volume out of the files of one series."""

from __future__ import annotations

import errno
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from viewer.case.errors import KnownError
from viewer.case.progress import Tick, part_of
from viewer.case.study import Instance, Problem, Series
from viewer.case.volume import Plane, Window
from viewer.dicom.arrange import Layout, arrange
from viewer.dicom.cache import CacheFiles, Description, Loaded, find_cached, key_of, save
from viewer.dicom.decode import DOES_NOT_FIT, Decoder, FrameJob
from viewer.dicom.frames import Frame, read_frames
from viewer.dicom.pixels import UNCOMPRESSED, DoesNotFitError, FrameSource, Rescale, from_bytes, is_wrapped, put
from viewer.dicom.resample import resample

__all__ = ["Loaded", "load"]
AIR_HU = -1024.0


def load(series: Series, instances: Sequence[Instance], volumes_folder: Path, decoder: Decoder, tick: Tick) -> Loaded:
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
        description = _build(series, layout, problems, files, decoder, part_of(tick, 0.1, 1.0))
        save(files, key, description)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise KnownError("There is no space left for the volume.", f"Free space in {volumes_folder}.") from error
        raise KnownError(f"The volume cannot be written: {error.strerror}.", f"Check {volumes_folder}.") from error
    finally:
        files.remove_unfinished()
    loaded = find_cached(volumes_folder, series, key)
    if loaded is None:
        raise KnownError("The volume that was just written cannot be read back.", f"Check the disk of {volumes_folder}.")
    tick(1.0, "Volume ready")
    return loaded


def _build(
    series: Series, layout: Layout, problems: Sequence[Problem], files: CacheFiles, decoder: Decoder, tick: Tick
) -> Description:
    frames = layout.frames
    whole = all(frame.slope.is_integer() and frame.intercept.is_integer() for frame in frames)
    share = part_of(tick, 0.0, 0.7 if layout.resampled else 0.95)
    try:
        failures = _fill(frames, whole, files, decoder, share)
    except DoesNotFitError:
        whole = False
        failures = _fill(frames, whole, files, decoder, part_of(share, 1.0, 1.0))  # again: progress stands still
    if len(failures) == len(frames):
        raise KnownError(f"No slice of this series can be read: {next(iter(failures.values()))}.")
    description = Description(
        planes=tuple(_plane(frame, whole) for frame in frames),
        geometry=layout.geometry,
        unit=_unit(series, frames[0]),
        spacing_source=frames[0].spacing_source,
        resampled=layout.resampled,
        shared=whole and not layout.resampled,
        windows=tuple(Window(*window) for window in dict.fromkeys(frames[len(frames) // 2].windows)),
        problems=(*problems, *_sentences(failures, series.uid)),
    )
    if not description.shared:
        _fill_volume(description, whole, files, _fill_value(frames[0], description.unit), part_of(tick, 0.7 if layout.resampled else 0.95, 1.0))
    return description


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


def _fill_volume(description: Description, whole: bool, files: CacheFiles, fill: float, tick: Tick) -> None:
    """Make the unfinished volume file from the stack's: rescaled, and interpolated where the grid is another."""
    planes, geometry = description.planes, description.geometry
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


def _fill_value(frame: Frame, unit: str) -> float:
    """What lies where no plane reaches: the scanner's own padding, else air in CT and zero elsewhere."""
    source = frame.source
    if source.padding is not None and not is_wrapped(source, source.padding):
        return min(max(source.padding * frame.slope + frame.intercept, -32768.0), 32767.0)
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
