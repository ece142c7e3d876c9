"""The pictures of one view, turned and thick as the reader has it, as a DICOM series of their own."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from viewer.case.errors import KnownError
from viewer.case.geometry import Array, Point
from viewer.case.progress import Tick
from viewer.case.study import Instance, Series, Study
from viewer.case.volume import Stack, Volume, Window
from viewer.scene.slab import Slab
from viewer.scene.slice_view import Slicer
from viewer.scene.view_state import PictureAxis, PlaneView, outer_corners, to_point

if TYPE_CHECKING:
    from viewer.dicom.write_reformat import Cut, Reformat

MOST_PICTURES = 2000


@dataclass(frozen=True, eq=False, slots=True)
class ReformatRequest:
    """What is to be cut: the pictures of `axis` through the whole volume, each as thick as `slab` says."""

    study: Study
    series: Series
    instances: Sequence[Instance]
    stack: Stack
    volume: Volume
    axis: PictureAxis
    slab: Slab | None
    window: Window


def export_reformat(request: ReformatRequest, folder: Path, tick: Tick) -> tuple[Path, ...]:
    """Write the pictures into a new folder below `folder`; their paths, in the order of the view.

    The pixels are squares of the volume's smallest voxel side. Slabs overlap by half. Raises `KnownError` for pictures
    without a place in the patient and where the disk fails, and what `tick` raises; then no picture is left.
    """
    from viewer.dicom.write_reformat import Reformat

    if not request.instances:
        raise KnownError("This series is no longer in the library.", "Import the study again.")
    pixel_mm = min(request.volume.geometry.spacing_mm)
    views = _views(request, pixel_mm)
    slab = request.slab
    step_mm = float(np.linalg.norm(np.subtract(views[1].centre_lps, views[0].centre_lps))) if len(views) > 1 else pixel_mm
    words = f"{request.axis.name} {f'{request.axis.leaning_degrees:.0f}° ' if request.axis.leaning_degrees >= 1 else ''}"
    described = f"{request.series.description} {words}{'MPR' if slab is None else slab.words}".strip()
    samples = np.asarray(request.volume.voxels)
    is_whole = samples.dtype.kind in "iu" and samples.dtype.itemsize <= 2
    reformat = Reformat(
        request.study, request.series, request.instances, request.volume.unit, "MPR" if slab is None else slab.mode, described,
        request.axis.right_lps, request.axis.down_lps, pixel_mm, step_mm, step_mm if slab is None else slab.thickness_mm,
        request.window, (0.0, 0.0) if is_whole else (float(np.nanmin(samples)), float(np.nanmax(samples))),
    )  # fmt: skip
    return _write(folder, reformat, _cuts(request, views), len(views), tick)


def export_curved(
    study: Study, series: Series, instances: Sequence[Instance], volume: Volume, flat: Stack, window: Window, folder: Path, tick: Tick
) -> tuple[Path, ...]:
    """Write the pictures of a plane that was laid flat, `flat`, as a series without a place in the patient.

    Raises what `export_reformat` raises.
    """
    from viewer.dicom.write_reformat import Cut, Reformat

    if not instances:
        raise KnownError("This series is no longer in the library.", "Import the study again.")
    step_mm = float(np.linalg.norm(flat.planes[0].along_lps))
    pixels = np.asarray(flat.pixels)
    is_whole = pixels.dtype == np.int16
    reformat = Reformat(
        study, series, instances, volume.unit, "curved", f"{series.description} curved MPR".strip(), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0),
        step_mm, step_mm, step_mm, window, (0.0, 0.0) if is_whole else (float(np.nanmin(pixels)), float(np.nanmax(pixels))),
    )  # fmt: skip
    uids = tuple(dict.fromkeys(instance.uid for instance in instances))
    return _write(folder, reformat, (Cut(picture, (0.0, 0.0, 0.0), uids) for picture in pixels), len(pixels), tick)


def _write(folder: Path, reformat: Reformat, cuts: Iterator[Cut], pictures: int, tick: Tick) -> tuple[Path, ...]:
    """The paths of the pictures in a new folder; where anything stops it, the folder is gone again."""
    from viewer.dicom.write_reformat import write_reformat

    place = _new_folder(folder)
    try:
        return write_reformat(place, reformat, cuts, pictures, tick)
    except BaseException:
        for path in place.iterdir():
            path.unlink()
        place.rmdir()
        raise


def _views(request: ReformatRequest, pixel_mm: float) -> list[PlaneView]:
    """The plane of each picture, all of the volume on it, their first pixels one above the other."""
    axis, geometry = request.axis, request.volume.geometry
    along = [np.array(each) for each in (axis.right_lps, axis.down_lps, axis.next_lps)]
    offsets = (outer_corners(geometry) - np.array(geometry.centre_lps)) @ np.array(along).T
    reach = np.abs(offsets).max(axis=0)
    size = tuple(max(math.ceil(2 * float(half) / pixel_mm - 1e-6), 1) for half in reach[:2])
    middles = [axis.middle_of(number) for number in range(1, axis.count + 1)]
    if request.slab is not None and axis.count > 1:
        every = max(math.floor(request.slab.thickness_mm / 2 / axis.step_mm + 1e-6), 1)
        middles = middles[::every]
    if len(middles) > MOST_PICTURES:
        raise KnownError(f"This would be {len(middles)} pictures.", "Choose a thicker slab.")
    centre = np.array(geometry.centre_lps)

    def through(point: Point) -> PlaneView:
        moved = centre + along[2] * float((np.array(point) - centre) @ along[2])
        return PlaneView(axis.name, to_point(moved), axis.right_lps, axis.down_lps, pixel_mm, (size[0], size[1]))

    return [through(middle) for middle in middles]


def _cuts(request: ReformatRequest, views: Sequence[PlaneView]) -> Iterator[Cut]:
    from viewer.dicom.write_reformat import Cut

    slicer = Slicer(request.volume.geometry, request.volume.voxels)
    slicer.slab = request.slab
    for view in views:
        yield Cut(slicer.values(view), view.to_lps((0.5, 0.5)), _source_uids(request, view))


def _source_uids(request: ReformatRequest, view: PlaneView) -> tuple[str, ...]:
    """The instances whose pictures lie within a cut: between its lowest and highest corner along the stack."""
    planes = request.stack.planes
    if not planes:
        return ()
    normal = np.cross(planes[0].along_lps, planes[0].down_lps)
    normal /= np.linalg.norm(normal)
    places = np.array([plane.origin_lps for plane in planes]) @ normal
    gap_mm = float(np.median(np.abs(np.diff(places)))) if len(places) > 1 else 1.0
    half_mm = request.slab.thickness_mm / 2 if request.slab is not None else 0.0
    width, height = view.size_px
    corners: Array = np.array([view.to_lps((x, y)) for x in (0, width) for y in (0, height)])
    depths = corners @ normal
    slack = gap_mm + half_mm * abs(float(np.array(view.normal_lps) @ normal)) + 1e-6
    inside = (places > depths.min() - slack) & (places < depths.max() + slack)
    return tuple(dict.fromkeys(planes[int(index)].instance_uid for index in np.flatnonzero(inside)))


def _new_folder(folder: Path) -> Path:
    for number in range(1, 10_000):
        place = folder / f"reformat-{number}"
        try:
            place.mkdir(parents=True)
        except FileExistsError:
            continue
        except OSError as error:
            raise KnownError(f"The pictures cannot be written to {folder}: {error.strerror}.", "Choose another folder.") from None
        return place
    raise KnownError(f"There is no room for another reformat in {folder}.", "Choose another folder.")
