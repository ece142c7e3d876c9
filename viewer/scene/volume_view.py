"""The volume as a body: ray casting off screen, coarse while it moves and fine at rest, with surfaces of structures."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from types import TracebackType
from typing import Any, Self

import numpy as np

from viewer.case.geometry import Geometry
from viewer.case.volume import Voxels
from viewer.scene.body import BodyState, Cut, Quality
from viewer.scene.camera import Camera
from viewer.scene.gl_window import is_software, make_window_and_renderer, read_back, renderer_name
from viewer.scene.looks import OPACITY_MM, Blend, Look, looks_for
from viewer.scene.marks import Pixels
from viewer.scene.proxy import Proxy, shrink
from viewer.scene.surfaces import SurfaceActors
from viewer.scene.vtk_image import make_plane, set_voxels, to_image

LONGEST_SIDE: Mapping[Quality, int] = {"coarse": 128, "fine": 256}
"""Voxels along the longest side of the copy that is rendered. Normals of a larger one take seconds to make."""
LONGEST_SIDE_GPU: Mapping[Quality, int] = {"coarse": 512, "fine": 512}
MOST_RAYS: Mapping[Quality, int] = {"coarse": 40_000, "fine": 350_000}
"""Rays of one picture: of a larger pane every second or third pixel gets one, so that no picture takes seconds."""
BANDS = 8
"""A fine picture is made in this many parts, so that one that is no longer wanted is soon given up."""
OVERLAP_PX = 3


class VolumeView:
    """One body on an off-screen render window; `close` gives the context back.

    One thread only, VTK's objects included: one that is made on a second thread while another is let go on the
    first deadlocks on VTK's garbage collector and the interpreter's lock. The window has a process for it
    (`viewer.scene.body_client`).

    Raises `KnownError` where the machine has no OpenGL at all.
    """

    def __init__(self, voxels: Voxels, geometry: Geometry, unit: str) -> None:
        self._voxels, self._geometry = voxels, geometry
        self._window, self._renderer = make_window_and_renderer()
        self._window.SetSize(64, 64)
        self._window.Render()
        self.renderer = renderer_name(self._window)
        self.on_gpu = not is_software(self.renderer)
        self._longest = LONGEST_SIDE_GPU if self.on_gpu else LONGEST_SIDE
        # A body for each quality, only one of them visible: each keeps its normals, which take long to make.
        self._proxies: dict[Quality, Proxy] = {}
        self._bodies: dict[Quality, Any] = {}
        self._with_normals: set[Quality] = set()
        self._in_hu = unit == "HU"
        self._snips: dict[Quality, tuple[object, ...]] = {}
        self._hollow: dict[Quality, bool] = {}
        """Whether what is rendered has bright surroundings, for the looks that show the darkest."""
        self._surfaces = SurfaceActors(self._renderer)
        self.take_proxy("coarse", self.make_proxy("coarse"))
        coarse = self._proxies["coarse"]
        self.looks: tuple[Look, ...] = looks_for(unit, coarse.voxels / np.float32(coarse.per_unit))
        self._property: tuple[Look, float, float, bool, Quality] | None = None

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

    def make_proxy(self, quality: Quality) -> Proxy:
        """The copy that is rendered at a quality; touches nothing of VTK's, so any thread may."""
        return shrink(self._voxels, self._geometry, self._longest[quality])

    def take_proxy(self, quality: Quality, proxy: Proxy) -> None:
        self._proxies[quality] = proxy
        body = _make_body(proxy, quality, self.on_gpu)
        self._bodies[quality] = body
        self._renderer.AddVolume(body)
        self._property = None

    def has(self, quality: Quality) -> bool:
        return quality in self._bodies

    def is_ready(self, state: BodyState, quality: Quality) -> bool:
        """Whether a picture can be had as it should be, without waiting for normals (a GPU makes them while it casts)."""
        if self.on_gpu or not state.body_shown or not self._look(state).shaded:
            return True
        return quality in self._with_normals and self._snips.get(quality, ()) == state.snips

    def render(
        self, state: BodyState, quality: Quality = "fine", shaded: bool = True, interrupted: Callable[[], bool] | None = None
    ) -> Pixels | None:
        """RGB of the body as `state` says; None when `interrupted` said so meanwhile."""
        if not self.has(quality):
            self.take_proxy(quality, self.make_proxy(quality))
        look = self._look(state)
        shaded = shaded and look.shaded
        self._cut_out(quality, state, look.blend == "darkest")
        for each, body in self._bodies.items():
            body.SetVisibility(each == quality and state.body_shown)
        self._apply_look(look, state, shaded, quality)
        self._cut(quality, state.cuts)
        self._surfaces.show(state.surfaces, state.cuts)
        width, height = state.size_px
        if self._window.GetSize() != state.size_px:
            self._window.SetSize(width, height)
        mapper = self._bodies[quality].GetMapper()
        mapper.SetImageSampleDistance(max(math.sqrt(width * height / MOST_RAYS[quality]), 1.0))
        bands = BANDS if interrupted is not None and height >= 4 * BANDS else 1
        pixels = np.empty((height, width, 3), np.uint8)
        edges = [round(height * number / bands) for number in range(bands + 1)]
        for top, bottom in pairwise(edges):
            if interrupted is not None and interrupted():
                return None
            # A little more than the band: the ray caster may leave the outermost row of its picture empty.
            first, last = max(top - OVERLAP_PX, 0), min(bottom + OVERLAP_PX, height)
            self._renderer.SetViewport(0, 1 - last / height, 1, 1 - first / height)
            self._look_from(state.camera, (first + last) / 2 - height / 2, last - first, height)
            self._window.Render()
            pixels[top:bottom] = read_back(self._window, 0, height - bottom, (width, bottom - top))
        if shaded and state.body_shown:
            self._with_normals.add(quality)
        return pixels

    def _look(self, state: BodyState) -> Look:
        return next((look for look in self.looks if look.name == state.look), self.looks[0])

    def _look_from(self, camera: Camera, down_px: float, rows: int, height: int) -> None:
        """Look at a band of the screen that is `rows` high and whose middle lies `down_px` below the screen's."""
        mm_per_px = 2 * camera.half_height_mm / height
        into = np.array(camera.into_lps)
        at = np.array(camera.centre_lps) + down_px * mm_per_px * np.array(camera.down_lps)
        k, j, i = self._geometry.shape_kji
        radius = float(np.linalg.norm(self._geometry.matrix[:3, :3] @ (k / 2, j / 2, i / 2)))
        radius += float(np.linalg.norm(np.subtract(camera.centre_lps, self._geometry.centre_lps)))
        active = self._renderer.GetActiveCamera()
        active.ParallelProjectionOn()
        active.SetFocalPoint(*at)
        active.SetPosition(*(at - 3 * radius * into))
        active.SetViewUp(*(-np.array(camera.down_lps)))
        active.SetParallelScale(rows * mm_per_px / 2)
        active.SetClippingRange(radius, 5 * radius)

    def _cut_out(self, quality: Quality, state: BodyState, darkest: bool) -> None:
        if self._snips.get(quality, ()) != state.snips or self._hollow.get(quality, False) != darkest:
            self._snips[quality], self._hollow[quality] = state.snips, darkest
            proxy = self._proxies[quality]
            shown = proxy.without_air_around() if darkest and self._in_hu else proxy
            set_voxels(self._bodies[quality].GetMapper().GetInput(), shown.without(state.snips, bright=darkest), proxy.geometry)
            self._with_normals.discard(quality)

    def _cut(self, quality: Quality, cuts: Sequence[Cut]) -> None:
        mapper = self._bodies[quality].GetMapper()
        mapper.RemoveAllClippingPlanes()
        for cut in cuts:
            mapper.AddClippingPlane(make_plane(cut))

    def _apply_look(self, look: Look, state: BodyState, shaded: bool, quality: Quality) -> None:
        from vtkmodules.vtkCommonDataModel import vtkPiecewiseFunction
        from vtkmodules.vtkRenderingCore import vtkColorTransferFunction, vtkVolumeProperty

        wanted = (look, state.shift, state.stretch, shaded, quality)
        if self._property == wanted:
            return
        self._property = wanted
        opacity, colour = vtkPiecewiseFunction(), vtkColorTransferFunction()
        for value, alpha, red, green, blue in look.adjusted(
            state.shift, state.stretch, self._proxies[quality].per_unit
        ).knots:
            opacity.AddPoint(value, alpha)
            colour.AddRGBPoint(value, red, green, blue)
        shown = vtkVolumeProperty()
        shown.SetScalarOpacity(opacity)
        shown.SetScalarOpacityUnitDistance(OPACITY_MM)
        shown.SetColor(colour)
        shown.SetInterpolationTypeToLinear()
        shown.SetShade(shaded)
        shown.SetAmbient(0.4)
        shown.SetDiffuse(1.0)
        shown.SetSpecular(0.15)
        self._bodies[quality].SetProperty(shown)
        _set_blend(self._bodies[quality].GetMapper(), look.blend)


def _set_blend(mapper: Any, blend: Blend) -> None:
    match blend:
        case "brightest":
            mapper.SetBlendModeToMaximumIntensity()
        case "darkest":
            mapper.SetBlendModeToMinimumIntensity()
        case "mean":
            mapper.SetBlendModeToAverageIntensity()
        case "surface":
            mapper.SetBlendModeToComposite()


def _make_body(proxy: Proxy, quality: Quality, on_gpu: bool) -> Any:
    """A volume in the patient, with a mapper of its own.

    Chosen by us: the smart mapper picks the GPU's even where that GPU is software, and is then five times slower.
    """
    import vtkmodules.vtkRenderingVolumeOpenGL2 as gl
    from vtkmodules.vtkRenderingCore import vtkVolume
    from vtkmodules.vtkRenderingVolume import vtkFixedPointVolumeRayCastMapper

    image, matrix = to_image(proxy.voxels, proxy.geometry)
    if on_gpu:
        mapper = gl.vtkOpenGLGPUVolumeRayCastMapper()
    else:
        mapper = vtkFixedPointVolumeRayCastMapper()
        mapper.SetNumberOfThreads(max(os.cpu_count() or 1, 1))
    mapper.SetAutoAdjustSampleDistances(False)
    mapper.SetInputData(image)
    mapper.SetSampleDistance(min(image.GetSpacing()) * (0.7 if quality == "fine" else 1.0))
    body = vtkVolume()
    body.SetMapper(mapper)
    body.SetUserMatrix(matrix)
    return body
