"""Oblique planes, slabs and 3D of a 512 x 512 CT: how long a frame takes while the hand moves, and at rest.

The peer of the cuts is a plain VTK pipeline for the same planes (vtkImageReslice, window and level by
vtkImageMapToWindowLevelColors); of 3D it is vtkSmartVolumeMapper in an off-screen window of the same size, as a
program has it that leaves the choice to VTK.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from _rows import row

Rows = list[dict[str, object]]
SIDE = 512
VTK = "plain VTK"


def volume_of(slices: int, folder: Path) -> Any:
    """A noisy ball with a bright shell, mapped from a file as the window has it."""
    from viewer.case.geometry import Geometry
    from viewer.case.volume import Volume

    path = folder / "volume.npy"
    voxels = np.lib.format.open_memmap(path, "w+", np.int16, (slices, SIDE, SIDE))
    noise = np.random.default_rng(3).integers(-30, 30, (SIDE, SIDE), dtype=np.int16)
    j, i = np.ogrid[:SIDE, :SIDE]
    for k in range(slices):
        radius = np.sqrt(((k / slices - 0.5) * SIDE) ** 2 + (j - SIDE / 2) ** 2 + (i - SIDE / 2) ** 2)
        voxels[k] = np.where(radius < 200, 40, -1000) + np.where(abs(radius - 190) < 8, 700, 0) + noise
    voxels.flush()
    matrix = ((0, 0, 0.7, -180), (0, 0.7, 0, -180), (360 / slices, 0, 0, 0), (0, 0, 0, 1))
    geometry = Geometry.from_matrix(voxels.shape, matrix, "1.2.3")
    return Volume("1", geometry, np.load(path, mmap_mode="r"), path, "HU")


def rows(volume: Any, runs: int) -> Rows:
    return _cuts(volume, runs) + _bodies(volume, runs)


def _times(work: Callable[[int], object], runs: int) -> list[float]:
    work(0)
    taken = []
    for number in range(1, runs + 1):
        started = time.perf_counter()
        work(number)
        taken.append((time.perf_counter() - started) * 1000)
    return taken


def _cuts(volume: Any, runs: int) -> Rows:
    from viewer.case.volume import Window
    from viewer.scene.oblique import turn_axes, turn_view
    from viewer.scene.slab import Slab
    from viewer.scene.slice_view import Slicer, picture
    from viewer.scene.view_state import PLANES, fit, picture_axis

    geometry, window, slicer = volume.geometry, Window(40, 400), Slicer(volume.geometry, volume.voxels)
    straight = {name: picture_axis(geometry, name) for name in PLANES}
    views = {name: fit(geometry, axis, (SIDE, SIDE)) for name, axis in straight.items()}
    normal = (0.48, 0.6, 0.64)

    def turned(number: int) -> list[Any]:
        axes = turn_axes(straight, geometry, PLANES, geometry.centre_lps, normal, 3.0 * number)
        return [turn_view(views[name], axes[name], geometry.centre_lps, normal, 3.0 * number) for name in PLANES]

    def oblique(number: int) -> None:
        slicer.slab = None
        for view in turned(number):
            picture(slicer, view, window)

    def slab(number: int) -> None:
        slicer.slab = Slab("MIP", 19 * 0.7)
        picture(slicer, turned(number)[1].scaled(0.5), window)

    def full_slab(number: int) -> None:
        slicer.slab = Slab("MIP", 19 * 0.7)
        picture(slicer, turned(number)[1], window)

    plain = Plain(volume)
    return [
        row("oblique_3_panes_ms", "ms", _times(oblique, runs), VTK, _times(lambda number: [plain.cut(view, 1) for view in turned(number)], runs)),
        row("slab_20_drag_ms", "ms", _times(slab, runs), VTK, _times(lambda number: plain.cut(turned(number)[1].scaled(0.5), 20), runs)),
        row("slab_20_rest_ms", "ms", _times(full_slab, runs), VTK, _times(lambda number: plain.cut(turned(number)[1], 20), runs)),
    ]  # fmt: skip


class Plain:
    """The same planes through VTK's own filters."""

    def __init__(self, volume: Any) -> None:
        from vtkmodules.util.numpy_support import numpy_to_vtk
        from vtkmodules.vtkCommonDataModel import vtkImageData
        from vtkmodules.vtkImagingColor import vtkImageMapToWindowLevelColors
        from vtkmodules.vtkImagingCore import vtkImageReslice

        self.image = vtkImageData()
        self.image.SetDimensions(*volume.voxels.shape[::-1])
        self.image.SetSpacing(*volume.geometry.spacing_mm[::-1])
        self.image.SetOrigin(*volume.geometry.point(0, 0, 0))
        self._kept = np.ascontiguousarray(volume.voxels).reshape(-1)
        self.image.GetPointData().SetScalars(numpy_to_vtk(self._kept))
        self._reslice = vtkImageReslice()
        self._reslice.SetInputData(self.image)
        self._reslice.SetOutputDimensionality(2)
        self._reslice.SetInterpolationModeToLinear()
        self._reslice.SetBackgroundLevel(-1024)
        self._colours = vtkImageMapToWindowLevelColors()
        self._colours.SetWindow(400)
        self._colours.SetLevel(40)
        self._colours.SetOutputFormatToRGB()
        self._colours.SetInputConnection(self._reslice.GetOutputPort())

    def cut(self, view: Any, samples: int) -> npt.NDArray[np.uint8]:
        from vtkmodules.util.numpy_support import vtk_to_numpy

        self._reslice.SetResliceAxesDirectionCosines(*view.right_lps, *view.down_lps, *view.normal_lps)
        self._reslice.SetResliceAxesOrigin(*view.to_lps((0.5, 0.5)))
        self._reslice.SetOutputSpacing(view.mm_per_px, view.mm_per_px, 0.7)
        self._reslice.SetOutputOrigin(0, 0, 0)
        self._reslice.SetOutputExtent(0, view.size_px[0] - 1, 0, view.size_px[1] - 1, 0, 0)
        self._reslice.SetSlabModeToMax()
        self._reslice.SetSlabNumberOfSlices(samples)
        self._colours.Update()
        return np.array(vtk_to_numpy(self._colours.GetOutput().GetPointData().GetScalars()))


def _bodies(volume: Any, runs: int) -> Rows:
    from viewer.case.progress import no_tick
    from viewer.scene.body import BodyState
    from viewer.scene.body_client import BodyClient
    from viewer.scene.camera import Camera

    state = BodyState(Camera.at(volume.geometry), "bone", (SIDE, SIDE))
    client = BodyClient()
    client.open(volume)

    def ours(quality: Any) -> Callable[[int], object]:
        return lambda number: client.render(replace(state, camera=state.camera.rotated(5.0 * number, 0.0)), quality, no_tick)

    started = time.perf_counter()
    client.render(state, "coarse", no_tick)
    first = [(time.perf_counter() - started) * 1000]
    started = time.perf_counter()
    client.render(state, "fine", no_tick)
    with_normals = [(time.perf_counter() - started) * 1000]
    time.sleep(1.0)  # the coarse normals
    dragged, fine = _times(ours("coarse"), runs), _times(ours("fine"), max(runs // 4, 3))
    asked = []
    for number in range(runs):
        begun = time.perf_counter()
        client.want(replace(state, camera=state.camera.rotated(7.0 * number, 3.0)), "coarse")
        client.poll()
        asked.append((time.perf_counter() - begun) * 1000)
    client.close()
    peer_first, peer = _smart(volume)
    return [
        row("volume_drag_ms", "ms", dragged, "vtkSmartVolumeMapper", peer),
        row("volume_rest_ms", "ms", fine, "vtkSmartVolumeMapper", peer),
        row("volume_first_ms", "ms", first, "vtkSmartVolumeMapper", peer_first),
        row("volume_first_shaded_fine_ms", "ms", with_normals, "vtkSmartVolumeMapper", peer_first),
        row("volume_drag_blocks_window_ms", "ms", asked, "vtkSmartVolumeMapper", peer),
    ]


def _smart(volume: Any) -> tuple[list[float], list[float]]:
    """The first frame and three more of VTK's own choice, shaded, full resolution."""
    import vtkmodules.vtkRenderingVolumeOpenGL2 as gl
    from vtkmodules.vtkRenderingCore import vtkVolume

    from viewer.scene.gl_window import make_window_and_renderer

    window, renderer = make_window_and_renderer()
    window.SetSize(SIDE, SIDE)
    mapper, body = gl.vtkSmartVolumeMapper(), vtkVolume()
    plain = Plain(volume)
    mapper.SetInputData(plain.image)
    body.SetMapper(mapper)
    body.GetProperty().ShadeOn()
    body.GetProperty().GetScalarOpacity().RemoveAllPoints()
    body.GetProperty().GetScalarOpacity().AddPoint(140, 0.0)
    body.GetProperty().GetScalarOpacity().AddPoint(400, 0.6)
    renderer.AddVolume(body)
    renderer.ResetCamera()
    taken = []
    for _ in range(4):
        started = time.perf_counter()
        window.Render()
        taken.append((time.perf_counter() - started) * 1000)
        renderer.GetActiveCamera().Azimuth(5)
    renderer.RemoveAllViewProps()
    window.Finalize()
    return taken[:1], taken[1:]
