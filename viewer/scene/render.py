"""The picture of one view, as the window shows it: for the command line, key images and the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, cast

import numpy as np

from viewer.case.edits import Measurement
from viewer.case.errors import KnownError
from viewer.case.finding import Evidence, Finding
from viewer.case.geometry import Box, Geometry, Point
from viewer.case.segmentation import Segmentation
from viewer.case.volume import Mask, Stack, Volume, Window
from viewer.scene.acquired import find_acquired, fit_picture, pictures_of
from viewer.scene.annotations import finding_marks, letter_marks, scale_bar
from viewer.scene.body import BodyState
from viewer.scene.camera import Camera
from viewer.scene.corners import Corners, corner_marks, picture_surroundings
from viewer.scene.drawings import Drawings, draw_over
from viewer.scene.marks import Mark, Pixels
from viewer.scene.measurement_marks import lies_in, measurement_marks
from viewer.scene.numbers import Numbers
from viewer.scene.presentation_grey import PicturePlaces, close_shutters
from viewer.scene.slice_view import FILL, Overlay, Slicer, picture, shaded, slicer_of
from viewer.scene.text_room import LabelRoom
from viewer.scene.view_state import (
    PLANES,
    PictureAxis,
    PlaneView,
    acquired_view,
    bring_into_view,
    fit,
    oblique_axis,
    picture_axis,
    position_from,
)
from viewer.scene.windows import is_dark_high, presets

ViewName = Literal["axial", "coronal", "sagittal", "oblique", "mip", "volume", "picture"]
VIEWS: tuple[ViewName, ...] = ("axial", "coronal", "sagittal", "oblique", "mip", "volume", "picture")


@dataclass(frozen=True, eq=False, slots=True)
class Shown:
    """What lies on top of the image: records, the words in the corners, and a segmentation with its map.

    `visible` are the label numbers to show; None shows all that are not parts of another structure's map.
    """

    corners: Corners | None = None
    drawn: Sequence[Measurement] = ()
    numbers: Numbers = field(default_factory=Numbers)
    findings: Sequence[Finding] = ()
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    selected_id: str = ""
    segmentation: Segmentation | None = None
    mask_kji: Mask | None = None
    visible: Sequence[int] | None = None
    opacity: float = FILL
    outline_only: bool = False
    drawings: Drawings = field(default_factory=Drawings)


@dataclass(frozen=True, eq=False, slots=True)
class Rendered:
    """RGB pixels, the marks to draw on them, and the point in the middle of the picture."""

    pixels: Pixels
    marks: tuple[Mark, ...]
    position_lps: Point


def render_view(
    volume: Volume,
    view: ViewName,
    size_px: tuple[int, int],
    position: str = "",
    window: Window | None = None,
    shown: Shown | None = None,
    centre_lps: Point | None = None,
    normal_lps: Point | None = None,
    up_lps: Point | None = None,
    stack: Stack | None = None,
) -> Rendered:
    """One picture of a volume; ``picture`` is the view that shows its slices as they were acquired.

    Parameters
    ----------
    position : "" for the middle, "12" for the 12th picture, "-123.5mm" for a coordinate (`position_from`).
    window : the file's, or the modality's own, where None.
    centre_lps, normal_lps, up_lps : of an oblique picture; the normal points into the screen.
    stack : as acquired; in the view that shows it, a resampled volume gives way to it, as in the window.

    Raises
    ------
    KnownError for a position outside the volume, an oblique view without centre or normal, and for 3D on a
    machine without OpenGL.
    """
    shown = shown or Shown()
    window = window or presets(volume)["1"]
    if view == "picture":
        view = cast(ViewName, acquired_view(volume.geometry))
    if view == "volume":
        return _render_body(volume, size_px, shown)
    if view == "mip":
        return _render_mip(volume, size_px, window, shown)
    if view == "oblique":
        if centre_lps is None or normal_lps is None:
            raise KnownError("An oblique view needs a centre and a normal.", "Add --centre X,Y,Z --normal X,Y,Z.")
        axis = oblique_axis(volume.geometry, centre_lps, normal_lps, up_lps)
        plane = replace(fit(volume.geometry, axis, size_px), centre_lps=centre_lps)
        if position:
            plane = plane.through(axis.middle_of(position_from(position, axis)))
    else:
        axis = picture_axis(volume.geometry, view)
        acquired = find_acquired(volume, stack)
        if acquired is not None and acquired.axis.name == view:
            axis = acquired.axis
            plane = fit(volume.geometry, axis, size_px, position_from(position, axis) if position else None)
            rendered = render_plane(volume, plane, axis, window, shown, acquired.slicer(plane))
            at = acquired.index_at(plane)
            return replace(rendered, pixels=_drawn_on(rendered.pixels, plane, acquired.stack, at, shown.drawings))
        plane = fit(volume.geometry, axis, size_px, position_from(position, axis) if position else None)
    rendered = render_plane(volume, plane, axis, window, shown)
    if stack is None or view != acquired_view(volume.geometry):
        return rendered
    found = PicturePlaces(stack).shown(plane)
    return rendered if found is None else replace(rendered, pixels=_drawn_on(rendered.pixels, plane, stack, found, shown.drawings))


def _drawn_on(pixels: Pixels, view: PlaneView, stack: Stack, index: int, drawings: Drawings) -> Pixels:
    """Pixels of a view of picture `index`, with the drawing of its file, and black where its shutters are closed."""
    draw_over(pixels, view, stack, index, drawings)
    shutters, (rows, columns) = drawings.shutters.get(index), stack.pixels.shape[1:3]
    return pixels if shutters is None else close_shutters(pixels, view, stack.planes[index], (columns, rows), shutters)


def render_picture(
    stack: Stack, size_px: tuple[int, int], position: str = "", window: Window | None = None, shown: Shown | None = None
) -> Rendered:
    """One picture of a stack that makes no volume, the first one without a `position`; see `render_view`."""
    shown, pictures = shown or Shown(), pictures_of(stack)
    axis = pictures.axis
    plane = fit_picture(stack, pictures.geometry, axis, size_px, position_from(position, axis) if position else 1)
    window = window or (Window(0, 1) if stack.is_colour else presets(stack)["1"])
    pixels = shaded(pictures.slicer(plane), plane, window, stack)
    pixels = _drawn_on(pixels, plane, pictures.stack, pictures.index_at(plane), shown.drawings)
    around = picture_surroundings(plane, axis, stack, window, shown.corners)
    return Rendered(pixels, (*_records(plane, axis, stack.frame_uid, shown, around), *around), plane.centre_lps)


def render_around(
    volume: Volume, box_lps: Box, size_px: tuple[int, int], window: Window | None = None, shown: Shown | None = None,
    view: ViewName = "axial", field_mm: float = 160.0,
) -> Rendered:  # fmt: skip
    """A key image: the picture through the middle of a box, showing `field_mm` along the shorter side."""
    if view not in PLANES:
        raise ValueError(f"a key image is one of {PLANES}, not {view!r}")
    x, y, z = ((low + high) / 2 for low, high in zip(*box_lps, strict=True))
    axis = picture_axis(volume.geometry, view)
    plane = bring_into_view(fit(volume.geometry, axis, size_px), axis, (x, y, z))
    offset = np.array((x, y, z)) - np.array(plane.centre_lps)
    offset -= (offset @ np.array(plane.normal_lps)) * np.array(plane.normal_lps)
    plane = plane.moved((float(offset[0]), float(offset[1]), float(offset[2])))
    mm_per_px = min(field_mm / min(size_px), plane.mm_per_px)
    return render_plane(
        volume, replace(plane, mm_per_px=mm_per_px), axis, window or presets(volume)["1"], shown or Shown()
    )


def render_plane(
    volume: Volume,
    plane: PlaneView,
    axis: PictureAxis,
    window: Window,
    shown: Shown,
    slicer: Slicer | None = None,
) -> Rendered:
    """The pixels and marks of any plane, cut by `slicer`, or out of the volume."""
    mask, overlay = None, None
    if shown.segmentation is not None and shown.mask_kji is not None:
        mask = Slicer(shown.segmentation.geometry, shown.mask_kji)
        visible = default_visible(shown.segmentation) if shown.visible is None else frozenset(shown.visible)
        overlay = Overlay(shown.segmentation.labels, visible, shown.opacity, shown.outline_only)
    pixels = shaded(slicer or slicer_of(volume), plane, window, volume, mask, overlay)
    around = _around(plane, shown, axis, window)
    marks = (*_records(plane, axis, volume.geometry.frame_uid, shown, around), *around)
    return Rendered(pixels, marks, plane.centre_lps)


def _records(
    plane: PlaneView, axis: PictureAxis, frame_uid: str, shown: Shown, around: Sequence[Mark]
) -> tuple[Mark, ...]:
    drawn = [record for record in shown.drawn if record.frame_uid == frame_uid]
    room, depth = LabelRoom(plane.size_px, around), axis.step_mm / 2 + 0.01
    here = {record.id for record in drawn if lies_in(plane, record, depth)}
    return (
        *finding_marks(plane, shown.findings, shown.evidence, frame_uid, room, shown.selected_id, here),
        *measurement_marks(plane, drawn, shown.numbers, depth, room, shown.selected_id),
    )


def default_visible(segmentation: Segmentation) -> frozenset[int]:
    """Every structure but those that hold others (the body holds the lungs): they would cover all the rest."""
    return segmentation.innermost


def _around(plane: PlaneView, shown: Shown, axis: PictureAxis, window: Window) -> tuple[Mark, ...]:
    corners = () if shown.corners is None else corner_marks(
        shown.corners.of_slice(plane, axis, window), plane.size_px
    )  # fmt: skip
    return (*scale_bar(plane), *corners, *letter_marks(plane))


def _render_mip(volume: Volume, size_px: tuple[int, int], window: Window, shown: Shown) -> Rendered:
    """The brightest value along each line from front to back, as a picture without depth."""
    axis = picture_axis(volume.geometry, "coronal")
    steps = np.array([volume.geometry.matrix[:3, at] for at in range(3)])
    depth = int(np.argmax(np.abs(steps @ np.array(axis.next_lps)) / np.linalg.norm(steps, axis=1)))
    brightest = np.max(volume.voxels, axis=depth, keepdims=True)
    matrix = volume.geometry.matrix.copy()
    matrix[:3, 3] += matrix[:3, depth] * (volume.geometry.shape_kji[depth] - 1) / 2
    flat = Geometry.from_matrix(brightest.shape, matrix, volume.geometry.frame_uid)
    plane = fit(flat, picture_axis(flat, "coronal"), size_px)
    pixels = picture(Slicer(flat, brightest), plane, window, inverted=is_dark_high(volume))
    corners = () if shown.corners is None else corner_marks(shown.corners.of_volume("MIP"), size_px)
    return Rendered(pixels, (*scale_bar(plane), *corners, *letter_marks(plane)), plane.centre_lps)


def _render_body(volume: Volume, size_px: tuple[int, int], shown: Shown) -> Rendered:
    from viewer.scene.volume_view import VolumeView

    camera = Camera.at(volume.geometry)
    with VolumeView(volume.voxels, volume.geometry, volume.unit) as body:
        look, plane = body.looks[0].name, camera.plane(size_px)
        pixels = body.render(BodyState(camera, look, size_px))
    assert pixels is not None  # nothing interrupts it
    corners = () if shown.corners is None else corner_marks(shown.corners.of_volume(look), size_px)
    return Rendered(pixels, (*corners, *letter_marks(plane)), plane.centre_lps)
