"""Makes a stack and a volume out of the files of one series."""

from __future__ import annotations

import errno
import os
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from viewer.case.disk import new_array
from viewer.case.errors import KnownError
from viewer.case.geometry import Geometry
from viewer.case.progress import Tick, part_of
from viewer.case.study import Instance, Problem, Series
from viewer.case.volume import Plane, Stack, Supplement, Volume, Voxels
from viewer.dicom.arrange import Layout
from viewer.dicom.cache import FORMAT, CacheFiles, Early, Loaded, PixelNote, remove
from viewer.dicom.decode import Decoder
from viewer.dicom.fill import AIR_HU, fill
from viewer.dicom.frames import Frame
from viewer.dicom.keep import keep, on_the_way
from viewer.dicom.layout_cache import Arranged, arranged
from viewer.dicom.palette import read_supplement
from viewer.dicom.pixel_file import PixelFile
from viewer.dicom.pixels import DoesNotFitError, is_wrapped
from viewer.dicom.read_research_volume import load_research_volume
from viewer.dicom.resample import resample
from viewer.dicom.research_file import RESEARCH_CLASS
from viewer.dicom.suv import differing
from viewer.dicom.values import CANNOT_BE, NO_RESCALE, NO_SLOPE, NOT_HU

__all__ = ["Early", "Loaded", "load"]
GREY = "Its makers show its highest values in colours of their own (supplemental palette); here they are grey where pictures are interpolated."


def load(
    series: Series, instances: Sequence[Instance], volumes_folder: Path, decoder: Decoder, tick: Tick, part: str = "",
    start: float = 0.5, arrived: Callable[[Early], None] | None = None,
) -> Loaded:  # fmt: skip
    """The pictures of a part of a series as acquired, and the volume they make; without a `part` of the first one.

    The first time pixels are decoded into files in `volumes_folder`; afterwards these are only mapped.
    Voxels are int16 where rescaling allows it exactly (then stack and volume, if on one grid, share one
    file and the planes' slope and intercept are 1 and 0), else float32 beside the stored values. Values
    are kept as they are: padding outside a scanner's field of view too, and MONOCHROME1 is not inverted.

    Parameters
    ----------
    start : which picture is decoded first, 0 the first of the stack and 1 the last; then those around it, outward.
    arrived : called on this thread when the first picture is there, with the unfinished part (see `Early`); not
        called when the part is only mapped. What it raises ends the load.

    Raises
    ------
    KnownError when nothing of the series can be shown or it has no such part, in one sentence; CancelledError from
    `tick`. Neither leaves pixels.
    """
    try:
        with _turn(volumes_folder / series.uid, tick):
            if any(instance.sop_class_uid == RESEARCH_CLASS for instance in instances):
                return load_research_volume(series, instances, volumes_folder, decoder, tick, part)
            found = arranged(series, instances, volumes_folder, part_of(tick, 0.0, 0.1))
            layout = found.layout_of(part)
            files = CacheFiles.of(volumes_folder, series.uid, layout.part.key)
            loaded = on_the_way(files.note, found.key, tick) or _find(series, found, layout, files)
            if loaded is None:
                maker = _Maker(series, found, layout, files, decoder, part_of(tick, 0.1, 1.0))
                loaded = maker.make(start, arrived)
                keep(files.note, found.key, loaded, maker.keep)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise KnownError("There is no space left for the volume.", f"Free space in {volumes_folder}.") from error
        raise KnownError(f"The volume cannot be written: {error.strerror}.", f"Check {volumes_folder}.") from error
    tick(1.0, "Volume ready")
    return loaded


_LOADING: dict[Path, threading.Lock] = defaultdict(threading.Lock)


@contextmanager
def _turn(series: Path, tick: Tick) -> Iterator[None]:
    """One thread at a time loads a series; another that wants it waits and then finds it loaded."""
    lock = _LOADING[series]
    while not lock.acquire(timeout=0.1):
        tick(0.0, "Waiting for the pictures")
    try:
        yield
    finally:
        lock.release()


def _find(series: Series, found: Arranged, layout: Layout, files: CacheFiles) -> Loaded | None:
    """The part as it was loaded before, mapped read-only; None when it was not, or its files changed since."""
    note = files.find_note(found.key)
    if note is None:
        return None
    try:
        pixels = np.load(files.folder / note.stack, mmap_mode="r")
        shared = note.volume == note.stack
        voxels = pixels if shared or not note.volume else np.load(files.folder / note.volume, mmap_mode="r")
    except (OSError, ValueError):
        return None  # half a cache is no cache: it is made again
    geometry = layout.geometry
    if len(pixels) != len(layout.frames) or (geometry is None) == bool(note.volume):
        return None
    if geometry is not None and voxels.shape != geometry.shape_kji:
        return None
    stack = _stack(series, layout, note.whole, pixels)
    volume = _volume(series, layout, geometry, voxels, files.folder / note.volume) if geometry is not None else None
    return _loaded(series, found, layout, stack, volume, note.problems)


def _loaded(
    series: Series, found: Arranged, layout: Layout, stack: Stack, volume: Volume | None, more: tuple[Problem, ...] = ()
) -> Loaded:
    oddities = dict.fromkeys(text for frame in layout.frames for text in frame.values.oddities)
    if any(frame.supplemented for frame in layout.frames) and (stack.supplement is None or layout.resampled):
        oddities[GREY] = None
    if said := differing(frame.values.basis for frame in layout.frames):
        oddities[said] = None
    grave = {text for text in oddities if text in (NO_SLOPE, NOT_HU, NO_RESCALE) or CANNOT_BE in text}
    notes = (Problem("warning" if text in grave else "note", text, series.uid) for text in oddities)
    return Loaded(stack, volume, (*found.problems, *layout.problems, *notes, *more), layout.part, found.parts)


def _stack(series: Series, layout: Layout, whole: bool, pixels: Voxels) -> Stack:
    middle = _middle(layout)
    return Stack(
        series_uid=series.uid,
        frame_uid=layout.part.frame_uid,
        planes=tuple(_plane(frame, whole) for frame in layout.frames),
        pixels=pixels,
        unit=middle.values.unit,
        spacing_source=middle.spacing_source,
        windows=middle.values.windows,
        inverted=middle.values.inverted,
        padding=_padding(middle),
        regions=middle.regions,
        orientation_letters=middle.letters,
        overlaid=any(frame.overlaid for frame in layout.frames),
        supplement=_supplement(layout),
        lossy=next((frame.lossy for frame in layout.frames if frame.lossy), ""),
        frame_seconds=tuple(frame.seconds for frame in layout.frames) if layout.frames[-1].seconds else (),
    )


def _volume(series: Series, layout: Layout, geometry: Geometry, voxels: Voxels, path: Path) -> Volume:
    middle = _middle(layout)
    return Volume(
        series_uid=series.uid,
        geometry=geometry,
        voxels=voxels,
        path=path,
        unit=middle.values.unit,
        resampled=layout.resampled,
        windows=middle.values.windows,
        inverted=middle.values.inverted,
        padding=_padding(middle),
        other_units=middle.values.other_units,
        supplement=None if layout.resampled else _supplement(layout),
    )


def _supplement(layout: Layout) -> Supplement | None:
    """The colours of the highest values, where all pictures have some and values mean the same in each."""
    values = {(frame.values.slope, frame.values.intercept, frame.values.lut) for frame in layout.frames}
    if len(values) > 1 or not all(frame.supplemented for frame in layout.frames):
        return None
    (slope, intercept, lut), = values
    return read_supplement(_middle(layout).source.path, slope, intercept) if lut is None else None


def _middle(layout: Layout) -> Frame:
    return layout.frames[len(layout.frames) // 2]


class _Maker:
    """Makes the pixel files of one part."""

    def __init__(
        self, series: Series, found: Arranged, layout: Layout, files: CacheFiles, decoder: Decoder, tick: Tick
    ) -> None:
        self._series, self._found, self._layout, self._files = series, found, layout, files
        self._decoder, self._tick = decoder, tick
        self._made: list[Path] = []
        self._note: PixelNote | None = None

    def make(self, start: float, arrived: Callable[[Early], None] | None) -> Loaded:
        """Fill the files; whatever ends that early leaves none of them."""
        frames = self._layout.frames
        self._files.folder.mkdir(parents=True, exist_ok=True)
        try:
            whole = all(
                frame.values.is_whole and not frame.source.is_colour and not frame.source.is_float for frame in frames
            )
            try:
                early, failures = self._fill(whole, start, arrived)
            except DoesNotFitError:
                whole = False
                early, failures = self._fill(whole, start, arrived)
            if len(failures) == len(frames):
                raise KnownError(f"No picture of this series can be read: {next(iter(failures.values()))}.")
            loaded, stack_path = early.loaded, self._made[-1]
            volume = loaded.volume
            if volume is None and self._layout.geometry is not None:
                volume = self._fill_volume(loaded.stack, self._layout.geometry, whole)
            more = _sentences(failures, self._series.uid, volume is not None)
            more += _said_of_others(self._files.differs(loaded.stack.pixels), self._series.uid, volume is not None)
            more += _said_of_infinite(frames[0], loaded.stack.pixels, self._series.uid)
            volume_name = volume.path.name if volume is not None else ""
            self._note = PixelNote(FORMAT, self._found.key, stack_path.name, volume_name, whole, more)
            return replace(loaded, volume=volume, problems=(*loaded.problems, *more))
        except BaseException:
            for path in self._made:
                remove(path)
            raise

    def keep(self) -> None:
        """Bring the files to the disk for good and note that they are there; without the note they are made again."""
        assert self._note is not None
        try:
            for path in self._made:
                with path.open("rb+") as file:
                    os.fsync(file.fileno())  # before the note, or a power cut could leave black slices that count
            self._files.write_note(self._note)
        except OSError:
            return  # the study was deleted meanwhile, or the disk is full: the pictures in memory are not touched

    def _fill(
        self, whole: bool, start: float, arrived: Callable[[Early], None] | None
    ) -> tuple[Early, dict[int, str]]:
        """Write all pictures, in a new file; the answer maps the index of unreadable ones to the reason."""
        frames, geometry = self._layout.frames, self._layout.geometry
        dtype = np.dtype(np.int16) if whole else np.result_type(*{_dtype(frame) for frame in frames})
        shape: tuple[int, ...] = (len(frames), *frames[0].source.shape_ji)
        if frames[0].source.is_colour:
            dtype, shape = np.dtype(np.uint8), (*shape, 3)
        for path in self._made:
            remove(path)
        path = self._files.new_pixels("stack")
        self._made = [path]
        file = PixelFile.create(path, dtype, shape)
        stack = _stack(self._series, self._layout, whole, file.map())
        volume = None
        if whole and geometry is not None and not self._layout.resampled:
            volume = _volume(self._series, self._layout, geometry, stack.pixels, path)
        loaded = _loaded(self._series, self._found, self._layout, stack, volume)
        early = Early(loaded, np.zeros(len(frames), bool), round(min(max(start, 0.0), 1.0) * (len(frames) - 1)))
        shown = arrived is None

        def on_arrived(index: int) -> None:
            nonlocal shown
            early.ready[index] = True
            if not shown and arrived is not None:
                shown = True
                arrived(early)

        share = part_of(self._tick, 0.0, 0.7 if self._layout.resampled else 0.95)
        return early, fill(frames, file, whole, self._decoder, lambda: early.wanted, on_arrived, share)

    def _fill_volume(self, stack: Stack, geometry: Geometry, whole: bool) -> Volume:
        """The volume from the stack: rescaled, and interpolated where the grid is another."""
        path = self._files.new_pixels("volume")
        self._made.append(path)
        dtype = np.int16 if whole else np.float32
        voxels = new_array(path, dtype, geometry.shape_kji)
        planes, frames = stack.planes, self._layout.frames

        def values_of(n: int) -> npt.NDArray[np.float32]:
            with np.errstate(over="ignore", invalid="ignore"):  # floating point pixels may be no numbers
                return np.asarray(stack.pixels[n] * np.float64(planes[n].slope) + planes[n].intercept, np.float32)

        def picture_of(n: int) -> npt.NDArray[np.float32]:
            values, padding = values_of(n), _padding(frames[n])
            if padding is not None:
                values[(values >= np.float32(padding[0])) & (values <= np.float32(padding[1]))] = np.nan
            return values

        if self._layout.resampled:
            share = part_of(self._tick, 0.7, 1.0)
            resample(planes, picture_of, geometry, voxels, _fill_value(_middle(self._layout)), share)
        else:
            for n in range(len(planes)):
                self._tick(0.95 + 0.05 * n / len(planes), f"Scaling slice {n + 1} of {len(planes)}")
                voxels[n] = values_of(n)
        voxels.flush()
        return _volume(self._series, self._layout, geometry, np.load(path, mmap_mode="r"), path)


def _dtype(frame: Frame) -> np.dtype[Any]:
    """What the stack file holds where it cannot be whole rescaled values."""
    return frame.source.stored_dtype if frame.values.lut is None else np.dtype(np.uint16)


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
        1.0 if whole else frame.values.slope, 0.0 if whole else frame.values.intercept, frame.thickness_mm,
    )  # fmt: skip


def _sentences(failures: dict[int, str], series_uid: str, is_volume: bool) -> tuple[Problem, ...]:
    """One warning for each reason, naming the slices, or the pictures that make no volume, from 1."""
    what, shown = ("Slice", "black and empty in the volume") if is_volume else ("Picture", "black")
    slices: dict[str, list[int]] = defaultdict(list)
    for index in sorted(failures):
        slices[failures[index]].append(index + 1)
    return tuple(
        Problem("warning", f"{what}{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))} cannot be read "
                           f"({reason}); shown {shown}.", series_uid)
        for reason, numbers in slices.items()
    )  # fmt: skip


def _said_of_infinite(frame: Frame, pixels: Voxels, series_uid: str) -> tuple[Problem, ...]:
    """The warning that numbers of double precision do not fit the single precision that they are kept in."""
    if not frame.source.is_float or frame.source.bits_allocated < 64 or not any(np.isinf(picture).any() for picture in pixels):
        return ()
    return (Problem("warning", "Some stored numbers are infinite or beyond 3.4e38, the largest that is kept; they count as infinite.", series_uid),)


def _said_of_others(indices: Sequence[int], series_uid: str, is_volume: bool) -> tuple[Problem, ...]:
    """The warning that files which were left in their place hold other pictures by now, under the same names."""
    if not indices:
        return ()
    what = "slice" if is_volume else "picture"
    numbers = ", ".join(str(index + 1) for index in indices[:5]) + (f" and {len(indices) - 5} more" if len(indices) > 5 else "")
    which = f"{what.capitalize()} {numbers} is another" if len(indices) == 1 else f"{what.capitalize()}s {numbers} are others"
    text = f"{which} than when the series was opened before; what was drawn or measured there may not fit any more."
    return (Problem("warning", text, series_uid),)
