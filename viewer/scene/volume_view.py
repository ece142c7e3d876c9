"""The volume as a body: ray casting on the processor, off screen, coarse while it moves and fine at rest."""

from __future__ import annotations

import ctypes
import math
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Literal, Self

import numpy as np
import numpy.typing as npt

from viewer.case.errors import KnownError
from viewer.case.geometry import Geometry, Point
from viewer.case.volume import Volume, Voxels
from viewer.scene.marks import Pixels
from viewer.scene.view_state import PlaneView, to_point

Quality = Literal["coarse", "fine"]
LONGEST_SIDE: Mapping[Quality, int] = {"coarse": 96, "fine": 192}
"""Voxels along the longest side of the copy that is rendered. Normals of a larger one take seconds to make."""
MOST_RAYS: Mapping[Quality, int] = {"coarse": 40_000, "fine": 250_000}
"""Rays of one picture: of a larger pane every second or third pixel gets one, so that no picture takes seconds."""

MARGIN = 1.1
"""Room around the body when it is seen as a whole."""


@dataclass(frozen=True, slots=True)
class Look:
    """How values become colour and opacity (per mm): knots of (value, opacity, red, green, blue)."""

    name: str
    knots: tuple[tuple[float, float, float, float, float], ...]
    shaded: bool = True
    brightest: bool = False
    """Maximum intensity projection: the brightest value along each ray."""


CT_LOOKS = (
    Look(
        "bone",
        (
            (140, 0.0, 0.62, 0.32, 0.24),
            (230, 0.10, 0.86, 0.68, 0.52),
            (400, 0.60, 0.97, 0.90, 0.78),
            (1000, 0.95, 1.0, 0.99, 0.95),
        ),
    ),
    Look(
        "skin",
        (
            (-450, 0.0, 0.70, 0.50, 0.40),
            (-250, 0.25, 0.86, 0.66, 0.55),
            (0, 0.55, 0.90, 0.72, 0.60),
            (300, 0.85, 0.96, 0.90, 0.80),
        ),
    ),
    Look(
        "lung",
        (
            (-1000, 0.0, 0.10, 0.15, 0.25),
            (-880, 0.0, 0.25, 0.40, 0.55),
            (-700, 0.012, 0.45, 0.65, 0.80),
            (-450, 0.05, 0.85, 0.75, 0.70),
            (-350, 0.0, 0.9, 0.7, 0.6),
            (150, 0.0, 0.9, 0.85, 0.7),
            (400, 0.06, 1.0, 0.96, 0.88),
        ),
        shaded=False,
    ),
)


def looks_for(volume: Volume, sample: Voxels) -> tuple[Look, ...]:
    """The looks that suit a volume, the first one being shown at the start; the last is the MIP."""
    low, high = (float(value) for value in np.percentile(sample, (50, 99.5)))
    high = max(high, low + 1)
    if volume.unit == "HU":
        return (*CT_LOOKS, Look("MIP", ((-200, 0, 0, 0, 0), (1000, 1, 1, 1, 1)), False, True))
    middle = low + (high - low) * 0.35
    tissue = ((low, 0.0, 0.2, 0.15, 0.12), (middle, 0.08, 0.75, 0.6, 0.5), (high, 0.5, 1.0, 0.95, 0.88))
    return Look("tissue", tissue), Look("MIP", ((low, 0, 0, 0, 0), (high, 1, 1, 1, 1)), False, True)


class VolumeView:
    """One body on an off-screen render window; `close` gives the context back.

    Main thread only, VTK's objects included: one that is made on a second thread while another is let go on the
    first deadlocks on VTK's garbage collector and the interpreter's lock.

    Raises `KnownError` where the machine has no OpenGL at all.
    """

    def __init__(self, volume: Volume) -> None:
        self._volume = volume
        small, geometry = shrink(volume.voxels, volume.geometry, LONGEST_SIDE["coarse"])
        self.looks = looks_for(volume, small)
        self._look = self.looks[0]
        self._window, self._renderer = _make_window_and_renderer()
        # A body for each quality, only one of them visible: each keeps its normals, which take long to make.
        self._bodies: dict[Quality, Any] = {}
        self._add_body("coarse", small, geometry)
        self.look_from((0.0, 1.0, 0.0), (0.0, 0.0, 1.0))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the OpenGL context back; a render window left to the interpreter's end crashes it."""
        if self._window is not None:
            self._renderer.RemoveAllViewProps()
            self._window.Finalize()
            self._window = None

    @property
    def look(self) -> str:
        return self._look.name

    def use_look(self, name: str) -> None:
        """Show the look of that name (`looks`)."""
        self._look = next(look for look in self.looks if look.name == name)
        self._apply_look()

    def look_from(self, into_lps: Point, up_lps: Point) -> None:
        """Look along `into_lps` with `up_lps` up and the whole volume on the screen."""
        camera = self._renderer.GetActiveCamera()
        centre = np.array(self._volume.geometry.centre_lps)
        halves = self._volume.geometry.matrix[:3, :3] * (np.array(self._volume.geometry.shape_kji) / 2)
        radius = float(np.linalg.norm(halves))
        on_screen = (np.array(up_lps), np.cross(into_lps, up_lps))
        reach = max(float(np.abs(direction @ halves).sum()) for direction in on_screen)
        camera.ParallelProjectionOn()
        camera.SetFocalPoint(*centre)
        camera.SetPosition(*(centre - 3 * radius * np.array(into_lps)))
        camera.SetViewUp(*up_lps)
        camera.SetParallelScale(reach * MARGIN)
        camera.SetClippingRange(radius, 6 * radius)

    def rotate(self, across_degrees: float, down_degrees: float) -> None:
        """Turn the body as if grabbed by its front."""
        camera = self._renderer.GetActiveCamera()
        camera.Azimuth(-across_degrees)
        camera.Elevation(down_degrees)
        camera.OrthogonalizeViewUp()

    def zoom(self, factor: float) -> None:
        camera = self._renderer.GetActiveCamera()
        camera.SetParallelScale(min(max(camera.GetParallelScale() / factor, 1.0), 5000.0))

    def pan(self, right_mm: float, down_mm: float) -> None:
        """Move the body right and down on the screen."""
        camera = self._renderer.GetActiveCamera()
        plane = self.plane((2, 2))
        shift = right_mm * np.array(plane.right_lps) + down_mm * np.array(plane.down_lps)
        camera.SetFocalPoint(*(np.array(camera.GetFocalPoint()) - shift))
        camera.SetPosition(*(np.array(camera.GetPosition()) - shift))

    def plane(self, size_px: tuple[int, int]) -> PlaneView:
        """The plane through the middle of the body parallel to the screen: for letters and the scale bar."""
        camera = self._renderer.GetActiveCamera()
        into = np.array(camera.GetDirectionOfProjection())
        up = np.array(camera.GetViewUp())
        down = (up @ into) * into - up
        down /= np.linalg.norm(down)
        right = np.cross(down, into)
        mm_per_px = 2 * camera.GetParallelScale() / max(size_px[1], 1)
        return PlaneView(
            "volume", to_point(camera.GetFocalPoint()), to_point(right), to_point(down), mm_per_px, size_px
        )

    def render(self, size_px: tuple[int, int], quality: Quality = "fine") -> Pixels:
        """RGB of the body as the camera sees it now."""
        if quality not in self._bodies:
            self._add_body(quality, *shrink(self._volume.voxels, self._volume.geometry, LONGEST_SIDE[quality]))
        for each, body in self._bodies.items():
            body.SetVisibility(each == quality)
        width, height = size_px
        thinning = max(math.sqrt(width * height / MOST_RAYS[quality]), 1.0)
        self._bodies[quality].GetMapper().SetImageSampleDistance(thinning)
        if self._window.GetSize() != size_px:
            self._window.SetSize(*size_px)
        self._window.Render()
        return _read_back(self._window, size_px)

    def _add_body(self, quality: Quality, voxels: npt.NDArray[np.int16], geometry: Geometry) -> None:
        body = _make_body(voxels, geometry, quality)
        self._bodies[quality] = body
        self._renderer.AddVolume(body)
        self._apply_look()

    def _apply_look(self) -> None:
        from vtkmodules.vtkCommonDataModel import vtkPiecewiseFunction
        from vtkmodules.vtkRenderingCore import vtkColorTransferFunction, vtkVolumeProperty

        opacity, colour = vtkPiecewiseFunction(), vtkColorTransferFunction()
        for value, alpha, red, green, blue in self._look.knots:
            opacity.AddPoint(value, alpha)
            colour.AddRGBPoint(value, red, green, blue)
        shown = vtkVolumeProperty()
        shown.SetScalarOpacity(opacity)
        shown.SetScalarOpacityUnitDistance(2.5)
        shown.SetColor(colour)
        shown.SetInterpolationTypeToLinear()
        shown.SetShade(self._look.shaded)
        shown.SetAmbient(0.4)
        shown.SetDiffuse(1.0)
        shown.SetSpecular(0.15)
        for body in self._bodies.values():
            body.SetProperty(shown)
            if self._look.brightest:
                body.GetMapper().SetBlendModeToMaximumIntensity()
            else:
                body.GetMapper().SetBlendModeToComposite()


def load_libraries() -> None:
    """Load what 3D needs, on any thread, so that the first body does not keep the window waiting for it."""
    import vtkmodules.vtkRenderingOpenGL2
    import vtkmodules.vtkRenderingVolume
    import vtkmodules.vtkRenderingVolumeOpenGL2  # noqa: F401


def shrink(voxels: Voxels, geometry: Geometry, longest: int) -> tuple[npt.NDArray[np.int16], Geometry]:
    """A copy of at most `longest` voxels a side, each the mean of those it stands for, as int16.

    Values beyond int16 are clipped; those of a float volume are rounded, so it should span more than a few units.
    """
    factors = [max(-(-size // longest), 1) for size in voxels.shape]
    fk, fj, fi = factors
    k, j, i = (size // factor for size, factor in zip(voxels.shape, factors, strict=True))
    small = np.empty((k, j, i), np.int16)
    limits = np.iinfo(np.int16)
    exact = np.int64 if voxels.dtype.kind in "iu" else np.float64
    for row in range(k):
        slab = np.asarray(voxels[row * fk : (row + 1) * fk, : j * fj, : i * fi])
        # Whole lines first, then every fi-th column: ten times faster than one sum over four axes.
        lines = slab.reshape(fk, j, fj, i * fi).sum(axis=(0, 2), dtype=exact)
        total = sum((lines[:, column::fi] for column in range(1, fi)), start=lines[:, ::fi])
        small[row] = np.clip(np.rint(np.nan_to_num(total / (fk * fj * fi))), limits.min, limits.max)
    matrix = geometry.matrix.copy()
    matrix[:3, 3] = geometry.to_lps([[(factor - 1) / 2 for factor in factors]])[0]
    matrix[:3, :3] = matrix[:3, :3] * np.array(factors)
    return small, Geometry.from_matrix((k, j, i), matrix, geometry.frame_uid)


def _to_image(voxels: npt.NDArray[np.int16], geometry: Geometry) -> Any:
    """VTK image along its own axes, and the matrix that turns it into the patient.

    A grid of the other hand is turned round along k first: VTK's normals expect a rotation, not a mirror.
    """
    from vtkmodules.util.numpy_support import numpy_to_vtk
    from vtkmodules.vtkCommonDataModel import vtkImageData
    from vtkmodules.vtkCommonMath import vtkMatrix4x4

    steps = geometry.matrix[:3, [2, 1, 0]].copy()
    origin = geometry.matrix[:3, 3].copy()
    if np.linalg.det(steps) < 0:
        voxels = voxels[::-1]
        origin = origin + (voxels.shape[0] - 1) * steps[:, 2]
        steps[:, 2] = -steps[:, 2]
    spacing = np.linalg.norm(steps, axis=0)
    image = vtkImageData()
    image.SetDimensions(voxels.shape[2], voxels.shape[1], voxels.shape[0])
    image.SetSpacing(*spacing)
    image.GetPointData().SetScalars(numpy_to_vtk(np.ascontiguousarray(voxels).reshape(-1), deep=True))
    matrix = vtkMatrix4x4()
    for row in range(3):
        for column in range(3):
            matrix.SetElement(row, column, steps[row, column] / spacing[column])
        matrix.SetElement(row, 3, origin[row])
    return image, matrix


def _make_window_and_renderer() -> tuple[Any, Any]:
    from vtkmodules.vtkRenderingCore import vtkRenderer

    window = _make_window()
    window.SetOffScreenRendering(1)
    window.SetMultiSamples(0)
    renderer = vtkRenderer()
    renderer.SetBackground(0, 0, 0)
    window.AddRenderer(renderer)
    return window, renderer


def _make_body(voxels: npt.NDArray[np.int16], geometry: Geometry, quality: Quality) -> Any:
    """A volume in the patient, with a mapper of its own."""
    import vtkmodules.vtkRenderingVolumeOpenGL2  # noqa: F401 - registers what puts the ray caster's image on screen
    from vtkmodules.vtkRenderingCore import vtkVolume
    from vtkmodules.vtkRenderingVolume import vtkFixedPointVolumeRayCastMapper

    image, matrix = _to_image(voxels, geometry)
    # Chosen by us: the smart mapper picks the GPU's even where that GPU is software, and is then five times slower.
    mapper = vtkFixedPointVolumeRayCastMapper()
    mapper.SetAutoAdjustSampleDistances(False)
    mapper.SetNumberOfThreads(max(os.cpu_count() or 1, 1))
    mapper.SetInputData(image)
    mapper.SetSampleDistance(min(image.GetSpacing()) * (0.7 if quality == "fine" else 1.0))
    body = vtkVolume()
    body.SetMapper(mapper)
    body.SetUserMatrix(matrix)
    return body


def find_renderer() -> str:
    """What renders 3D on this machine, in words. Raises `KnownError` where nothing can."""
    return _find_window_class()[0]


def _make_window() -> Any:
    _, name = _find_window_class()
    if not name:
        from vtkmodules.vtkRenderingCore import vtkRenderWindow

        return vtkRenderWindow()
    from vtkmodules import vtkRenderingOpenGL2

    return getattr(vtkRenderingOpenGL2, name)()


def _find_window_class() -> tuple[str, str]:
    """The renderer in words, and VTK's class of render windows for it ("" is VTK's own choice).

    On Linux VTK's own choice warns, or dies, where a display or a library is missing; so look for one first.
    """
    if not sys.platform.startswith("linux"):
        return "the system's OpenGL, off screen", ""
    for library, words, name in (
        ("libEGL.so.1", "EGL, off screen", "vtkEGLRenderWindow"),
        ("libOSMesa.so.8", "OSMesa, off screen", "vtkOSOpenGLRenderWindow"),
    ):
        try:
            ctypes.CDLL(library)
        except OSError:
            continue
        return words, name
    raise KnownError("3D needs OpenGL, and this machine has none.", "Install libegl1 and libgl1-mesa-dri.")


def _read_back(window: Any, size_px: tuple[int, int]) -> Pixels:
    from vtkmodules.util.numpy_support import vtk_to_numpy
    from vtkmodules.vtkCommonCore import vtkUnsignedCharArray

    width, height = size_px
    bytes_ = vtkUnsignedCharArray()
    window.GetPixelData(0, 0, width - 1, height - 1, 0, bytes_, 0)
    return np.ascontiguousarray(vtk_to_numpy(bytes_).reshape(height, width, 3)[::-1])
