"""The pixels of a plane through a volume, with segments on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np
import numpy.typing as npt
from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkMultiThreader
from vtkmodules.vtkCommonDataModel import vtkImageData
from vtkmodules.vtkCommonMath import vtkMatrix4x4
from vtkmodules.vtkCommonTransforms import vtkAbstractTransform
from vtkmodules.vtkImagingCore import vtkImageReslice

from viewer.case.geometry import Array, Geometry
from viewer.case.segmentation import Label
from viewer.case.volume import Mask, Stack, Supplement, Volume, Voxels, Window
from viewer.scene.colour_tables import colour_of, label_colour
from viewer.scene.marks import Pixels
from viewer.scene.palettes import Table
from viewer.scene.slab import Slab
from viewer.scene.view_state import PlaneView
from viewer.scene.windows import is_dark_high, to_grey

FILL = 0.35
_THREADS = vtkMultiThreader.GetGlobalDefaultNumberOfThreads()


class Slicer:
    """Cuts planes out of one array of voxels, which is mapped, not copied; RGB has one more axis of 3."""

    def __init__(self, geometry: Geometry, voxels: Voxels) -> None:
        self.is_colour = voxels.ndim == 4
        flat = np.ascontiguousarray(voxels).reshape((-1, 3) if self.is_colour else -1)
        image = vtkImageData()
        self._flat, self._image = flat, image
        self.geometry = geometry
        self.slab: Slab | None = None
        """How thick the cuts are; None is one plane."""
        self.show_only(0, geometry.shape_kji[0])
        # The image lies in index space; the plane is brought there, so that any affine works.
        self._reslice = vtkImageReslice()
        self._reslice.SetInputData(image)
        self._reslice.SetOutputDimensionality(2)
        self._reslice.SetOutputSpacing(1, 1, 1)
        self._reslice.SetOutputOrigin(0, 0, 0)
        kind = voxels.dtype.kind
        self.is_unsigned = kind == "u"
        self._reslice.SetBackgroundLevel(float("nan") if kind == "f" else float(np.iinfo(voxels.dtype).min))
        if self.is_colour:
            self._reslice.SetBackgroundColor(0, 0, 0, 0)

    def values(self, view: PlaneView, smooth: bool = True) -> Voxels:
        """The values on a plane, shape (height, width) or (height, width, 3): linear between voxel centres, or the nearest voxel.

        Outside the volume (beyond its outermost voxels' edges) there is the lowest value of the number type,
        not-a-number for floats.
        """
        width, height = view.size_px
        top_left, right, down = self._indices(view)
        matrix = vtkMatrix4x4()
        across = self._across(view)
        if self.slab is not None:  # VTK's slab reaches half a step further to the front than to the back
            top_left = top_left + across / 2
        columns = (right, down, across, top_left)
        for column, vector in enumerate(columns):
            for row in range(3):
                matrix.SetElement(row, column, vector[2 - row])
        self._reslice.SetResliceAxes(matrix)
        self._reslice.SetOutputExtent(0, width - 1, 0, height - 1, 0, 0)
        if smooth:
            self._reslice.SetInterpolationModeToLinear()
        else:
            self._reslice.SetInterpolationModeToNearestNeighbor()
        self._reslice.Update()
        scalars = self._reslice.GetOutput().GetPointData().GetScalars()
        return np.array(vtk_to_numpy(scalars)).reshape((height, width, 3) if self.is_colour else (height, width))

    def _across(self, view: PlaneView) -> Array:
        """The step from one plane of the slab to the next, as an index; sets how many there are."""
        first, along = self.geometry.to_kji(np.array((view.centre_lps, np.add(view.centre_lps, view.normal_lps))))
        per_mm = along - first
        # One plane takes less than a millisecond: waiting for a second thread, while all cores decode, takes ten times that.
        self._reslice.SetNumberOfThreads(1 if self.slab is None else _THREADS)
        if self.slab is None:
            self._reslice.SetSlabNumberOfSlices(1)
            return np.asarray(per_mm)
        # As far apart as brings the next voxel along the axis that is crossed fastest: none is missed.
        count, step_mm = self.slab.samples(1 / float(np.abs(per_mm).max()))
        self._reslice.SetSlabNumberOfSlices(count)
        match self.slab.mode:
            case "MIP":
                self._reslice.SetSlabModeToMax()
            case "MinIP":
                self._reslice.SetSlabModeToMin()
            case "mean":
                self._reslice.SetSlabModeToMean()
        return np.asarray(per_mm * step_mm)

    def inside(self, view: PlaneView) -> npt.NDArray[np.bool_]:
        """True on the pixels of a plane that lie in the volume, shape (height, width)."""
        width, height = view.size_px
        top_left, right, down = self._indices(view)
        inside = np.ones((height, width), bool)
        for axis, size in enumerate(self.geometry.shape_kji):
            index = top_left[axis] + right[axis] * np.arange(width) + down[axis] * np.arange(height)[:, None]
            inside &= (index >= -0.5) & (index < size - 0.5)
        return inside

    def show_only(self, first: int, end: int) -> None:
        """The slices from `first` up to `end`, not included, are there; the others are as if outside the volume.

        Slices of a mapped file that were never written are not touched: that would take longer than all the others.
        """
        _, j, i = self.geometry.shape_kji
        self._image.SetExtent(0, i - 1, 0, j - 1, first, end - 1)
        self._image.GetPointData().SetScalars(numpy_to_vtk(self._flat[first * j * i : end * j * i], deep=False))
        self._image.Modified()

    def bend_by(self, transform: vtkAbstractTransform | None) -> None:
        """Cut bent planes: each index is moved by the transform before it is looked up. None cuts straight ones."""
        self._reslice.SetResliceTransform(transform)

    def voxels_changed(self) -> None:
        """The array was written to; cut it again."""
        self._image.Modified()

    def _indices(self, view: PlaneView) -> tuple[Array, Array, Array]:
        """The first pixel's (k, j, i), and the steps to the next pixel on the right and below."""
        first, right, below = self.geometry.to_kji(
            [view.to_lps((0.5, 0.5)), view.to_lps((1.5, 0.5)), view.to_lps((0.5, 1.5))]
        )
        return first, right - first, below - first


@dataclass(frozen=True, eq=False, slots=True)
class Overlay:
    """Segments to show: which numbers of the map, how opaque, and whether as outlines only.

    `labels` say which numbers belong to which structure; a visible structure covers those of its parts
    that are not visible themselves. `line_px` is the outline's width in pixels of the picture. `table` gives the structure
    of each number; `further` the numbers that a visible structure shares with the one that has them in the table.
    """

    labels: Sequence[Label]
    visible: frozenset[int]
    opacity: float = FILL
    outline_only: bool = False
    line_px: int = 1
    table: Mask = field(init=False)
    further: dict[int, tuple[int, ...]] = field(init=False)

    def __post_init__(self) -> None:
        shown, further = np.zeros(256, np.uint8), dict[int, tuple[int, ...]]()
        own = {label.number for label in self.labels}
        for label in self.labels:
            if label.number in self.visible:
                for number in label.numbers:
                    if number == label.number or (number not in self.visible and not shown[number]):
                        shown[number] = label.number
                    elif number not in own:
                        further[label.number] = (*further.get(label.number, ()), number)
        object.__setattr__(self, "table", shown)
        object.__setattr__(self, "further", further)

    def with_line(self, line_px: int) -> Overlay:
        """The same with an outline of another width, for screens with small pixels."""
        return replace(self, line_px=line_px)


class Cuts(Protocol):
    """What gives the values on planes: `Slicer`, or `viewer.scene.thumbnail.Sampled` on other threads than the window's."""

    is_colour: bool
    is_unsigned: bool

    def values(self, view: PlaneView, smooth: bool = True) -> Voxels: ...
    def inside(self, view: PlaneView) -> npt.NDArray[np.bool_]: ...


def picture(
    slicer: Cuts,
    view: PlaneView,
    window: Window,
    mask: Slicer | None = None,
    overlay: Overlay | None = None,
    smooth: bool = True,
    inverted: bool = False,
    padding: tuple[float, float] | None = None,
    supplement: Supplement | None = None,
    palette: Table | None = None,
) -> Pixels:
    """RGB of a plane through a volume or a picture; black outside. What is in colour is shown as it is.

    With a `supplement` the nearest voxels are shown: between grey and a colour there is nothing.
    """
    values = slicer.values(view, smooth and supplement is None)
    if slicer.is_colour:
        pixels = values
    else:
        grey = to_grey(values, window, inverted, padding)
        if inverted or slicer.is_unsigned:  # the value outside may be a shade there
            grey[~slicer.inside(view)] = 0
        if palette is None:
            pixels = np.repeat(grey[:, :, None], 3, axis=2)
        else:
            pixels = palette[grey]
            pixels[~slicer.inside(view)] = 0
        if supplement is not None:
            supplement.paint(pixels, values)
    if mask is not None and overlay is not None and overlay.visible:
        lay_over(pixels, mask, overlay, view)
    return pixels


def shaded(
    slicer: Cuts, view: PlaneView, window: Window, shown: Volume | Stack, mask: Slicer | None = None,
    overlay: Overlay | None = None, smooth: bool = True, inverted: bool = False, palette: Table | None = None,
) -> Pixels:  # fmt: skip
    """The same with dark or bright high values, padding and colours as what is `shown` wants them; `inverted` is the reader's wish."""
    dark = inverted != (shown.inverted if palette is not None else is_dark_high(shown))
    return picture(slicer, view, window, mask, overlay, smooth, dark, shown.padding, shown.supplement, palette)


def lay_over(pixels: Pixels, mask: Slicer, overlay: Overlay, view: PlaneView) -> None:
    """Blend segments into the pixels of a plane."""
    _lay_over(pixels, mask.values(view, smooth=False), overlay)


def slicer_of(volume: Volume) -> Slicer:
    return Slicer(volume.geometry, volume.voxels)


def _lay_over(pixels: Pixels, values: Mask, overlay: Overlay) -> None:
    """Blend the fill and draw the outline of each structure into `pixels`; where some overlap, of all of them."""
    numbers = overlay.table.take(values)
    edge = _outline(numbers, overlay.line_px)
    colours = {label.number: np.array(colour_of(label), np.float32) for label in overlay.labels}
    overlapping = {number: np.isin(values, shared) for number, shared in overlay.further.items()}
    for number, inside in overlapping.items():
        _fill(pixels, inside, colours[number], overlay)
    for number in map(int, np.unique(numbers)):
        if number == 0:
            continue
        colour = colours.get(number, np.array(label_colour(number), np.float32))
        inside = numbers == number
        _fill(pixels, inside, colour, overlay)
        if number not in overlapping:
            pixels[inside & edge] = colour.astype(np.uint8)
    for number, inside in overlapping.items():
        whole = (inside | (numbers == number)).view(np.uint8)
        pixels[_outline(whole, overlay.line_px)] = colours[number].astype(np.uint8)


def _fill(pixels: Pixels, inside: npt.NDArray[np.bool_], colour: npt.NDArray[np.float32], overlay: Overlay) -> None:
    if not overlay.outline_only:
        pixels[inside] = (pixels[inside] * (1 - overlay.opacity) + colour * overlay.opacity + 0.5).astype(np.uint8)


def _outline(numbers: Mask, line_px: int) -> npt.NDArray[np.bool_]:
    """True on the pixels of a region that lie within `line_px` of another one, the border inside the region."""
    edge = np.zeros(numbers.shape, bool)
    for step in range(1, line_px + 1):
        differs = numbers[step:] != numbers[:-step]
        edge[step:] |= differs
        edge[:-step] |= differs
        differs = numbers[:, step:] != numbers[:, :-step]
        edge[:, step:] |= differs
        edge[:, :-step] |= differs
    return np.asarray(edge & (numbers != 0))
