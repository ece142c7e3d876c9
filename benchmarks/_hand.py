"""The window's own views under the hand: wheel, window and level, turned planes, slabs, opening, memory.

Figures that end in ``cpu_ms`` are the processor time of the same events, of all threads: other work of the machine hardly
changes them, and on an idle machine the event takes no longer than that.

Every figure of the hand is one event (a notch of the wheel, a step of a drag) until all views that it changes are
painted, in the real widgets with corner texts, letters and crosshair. The peer is a plain VTK program: for the wheel
and the window one vtkImageSlice per view in an off-screen window of the same size, for turned planes and slabs the
planes alone, cut and coloured, without a screen.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from _reformats import SIDE, VTK, Plain, Rows
from _rows import row

SLICE = "vtkImageSlice"
SLAB_MM = 19 * 0.7
SETTLED_S = 90.0
FLAT = ("axial", "coronal", "sagittal")
Timed = tuple[list[float], list[float]]
"""Milliseconds that passed, and those that the processor worked, of each event."""


def rows(volume: Any, runs: int) -> Rows:
    return [*_one_pane(volume, runs), *_linked(volume, runs), *_planes(volume, runs), *_opening(volume, runs), *_memory(volume)]


def _one_pane(volume: Any, runs: int) -> Rows:
    app, grid = _application(), _grid(volume, (SIDE, SIDE))
    grid.maximise("axial")
    pane = _shown(app, grid).pane("axial")
    assert (pane.width(), pane.height()) == (SIDE, SIDE)
    peer = _Slices(volume, 1)
    found = [
        *_both("wheel_1_pane", _times(lambda number: _turn_wheel(pane, number), app, runs), SLICE, _alone(peer.page, runs)),
        *_both("window_level_drag", _drag(app, pane, "RightButton", runs), SLICE, _alone(peer.shade, runs)),
    ]
    peer.close()
    _end(grid)
    return found


def _linked(volume: Any, runs: int) -> Rows:
    """Four series of one frame of reference beside each other, which scroll together."""
    from viewer.widgets.reading_room import ReadingRoom

    app, room = _application(), ReadingRoom(lambda: "user:benchmark")
    room.arrange(2, 2)
    room.resize(2 * SIDE + 8, 2 * SIDE + 8)
    for viewer in room.viewers:
        viewer.show_loaded(_loaded(volume), *_said())
        viewer.show_views("axial")
    room.show()
    first = _shown(app, room).viewers[0].pane("axial")
    peer = _Slices(volume, 4)
    wheel = _times(lambda number: _turn_wheel(first, number), app, runs)
    assert all(viewer.crosshair_lps == room.viewers[0].crosshair_lps for viewer in room.viewers)
    found = _both("wheel_2x2_linked", wheel, f"4 {SLICE}", _alone(peer.page, runs))
    peer.close()
    for viewer in room.viewers:
        viewer.close_views()
    room.close()
    return found


def _planes(volume: Any, runs: int) -> Rows:
    """The three flat views of one volume, each 512 x 512: a turned crosshair, and slabs of 20 samples."""
    from viewer.scene.slab import Slab

    app, grid = _application(), _grid(volume, (2 * SIDE + 8, 2 * SIDE + 8))
    grid.show_views("planes")
    for name in FLAT:
        grid.pane(name).setFixedSize(SIDE, SIDE)
    pane, plain = _shown(app, grid).pane("axial"), Plain(volume)
    grid.pick_tool("turn planes")
    turned = _drag(app, pane, "LeftButton", runs)
    views = [grid.pane(name).view for name in FLAT]
    found = _both("turn_planes_drag", turned, VTK, _alone(lambda number: [plain.cut(view, 1) for view in views], runs))
    grid.pick_tool("select")
    moved = _drag(app, pane, "LeftButton", runs)
    found += _both("oblique_crosshair_drag", moved, VTK, _alone(lambda number: [plain.cut(view, 1) for view in views], runs))
    grid.reformats.use_slab(Slab("MIP", SLAB_MM))
    app.processEvents()
    slab = _drag(app, pane, "LeftButton", runs)
    found += _both("oblique_slab_drag_2_panes", slab, VTK, _alone(lambda number: [plain.cut(view, 20) for view in views[1:]], runs))
    _end(grid)
    return found


def _opening(volume: Any, runs: int) -> Rows:
    """From a series that is cached to its first picture on the screen: reading, first window, painting."""
    from viewer.scene.pixel_source import bring_in
    from viewer.scene.windows import presets

    app, grid = _application(), _grid(volume, (2 * SIDE, 2 * SIDE))
    grid.volume_pane.hide()
    import numpy as np

    def opened(number: int) -> None:
        fresh = replace(volume, voxels=np.load(volume.path, mmap_mode="r"))
        presets(fresh)
        loaded = _loaded(fresh)
        bring_in(loaded.stack, loaded.volume)
        grid.show_loaded(loaded, *_said())

    def read(number: int) -> None:
        peer = _Slices(replace(volume, voxels=np.array(np.load(volume.path))), 1)
        peer.page(number)
        peer.close()

    found = _both("open_cached_first_picture", _times(opened, app, max(runs // 4, 3)), "numpy, vtkImageSlice", _alone(read, 3))
    _end(grid)
    return found


# Memory ------------------------------------------------------------------------------------------------------


def _memory(volume: Any) -> Rows:
    """What the window and its 3D process hold above an empty window, for each byte of the volume (PSS of Linux)."""
    if not Path("/proc/self/smaps_rollup").exists():
        return []
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as fresh:
        flat, shaded = fresh.submit(_four_panes, volume.path, volume.geometry).result()
    said = "the volume itself"
    return [
        row("memory_four_panes_ratio", "memory / volume", [flat], said, [1.0]),
        row("memory_shaded_3d_ratio", "memory / volume", [shaded], said, [1.0]),
    ]


def _four_panes(path: Path, geometry: Any) -> tuple[float, float]:
    import numpy as np

    from viewer.case.volume import Volume

    app = _application()
    grid = _grid(None, (2 * SIDE, 2 * SIDE))
    app.processEvents()
    volume = Volume("1", geometry, np.load(path, mmap_mode="r"), path, "HU")
    client = grid.volume_pane.client
    before = _held([os.getpid()])
    grid.show_loaded(_loaded(volume), *_said())
    grid.show_views("four")
    _wait(app, lambda: grid.volume_pane.pixels(1.0) is not None)
    pane = grid.pane("axial")
    for number in range(len(volume.voxels)):  # every voxel was looked at
        _turn_wheel(pane, number)
        app.processEvents()
    assert client.pid is not None
    flat = _held([os.getpid(), client.pid]) - before
    _wait(app, lambda: grid.volume_pane.is_settled)
    shaded = _held([os.getpid(), client.pid]) - before
    grid.close_views()
    return flat / volume.voxels.nbytes, shaded / volume.voxels.nbytes


def _held(pids: list[int]) -> int:
    """Bytes in memory of some processes; what they share counts once."""
    total = 0
    for pid in pids:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
        total += next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    return total


def _wait(app: Any, until: Callable[[], bool]) -> None:
    end = time.monotonic() + SETTLED_S
    while not until() and time.monotonic() < end:
        app.processEvents()
        time.sleep(0.002)
    if not until():
        raise TimeoutError(f"3D did not come within {SETTLED_S:.0f} s")


# The window, and events --------------------------------------------------------------------------------------


def _application() -> Any:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    return QApplication.instance() or QApplication([])


def _grid(volume: Any, size: tuple[int, int]) -> Any:
    from viewer.widgets.view_grid import ViewGrid

    grid = ViewGrid(lambda: "user:benchmark")
    grid.resize(*size)
    if volume is not None:
        grid.show_views("axial")
        grid.show_loaded(_loaded(volume), *_said())
    grid.show()
    return grid


def _said() -> tuple[Any, Any]:
    from viewer.case.study import Patient, Series, Study

    return Study("1", Patient("7", "Doe^Jane"), "20260102", description="CT of a ball"), Series("1", "1", "CT", "thin")


def _loaded(volume: Any) -> Any:
    from viewer.case.study import Part
    from viewer.case.volume import Plane, Stack
    from viewer.dicom.cache import Loaded

    geometry = volume.geometry
    _, j, i = geometry.matrix[:3, :3].T
    planes = tuple(
        Plane(f"1.{number}", 0, geometry.point(number, 0, 0), tuple(i.tolist()), tuple(j.tolist())) for number in range(len(volume.voxels))
    )
    part = Part("1", "", len(planes), geometry.frame_uid, True)
    return Loaded(Stack("1", geometry.frame_uid, planes, volume.voxels, "HU"), volume, (), part, (part,))


def _shown(app: Any, widget: Any) -> Any:
    for _ in range(3):
        app.processEvents()
    return widget


def _end(grid: Any) -> None:
    grid.close_views()
    grid.close()


def _turn_wheel(pane: Any, number: int) -> None:
    from PySide6.QtCore import QPoint, QPointF, Qt
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    at, steps = QPointF(SIDE / 2, SIDE / 2), -120 if number // 60 % 2 == 0 else 120
    none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    QApplication.sendEvent(pane, QWheelEvent(at, at, QPoint(), QPoint(0, steps), *none, False))


def _mouse(pane: Any, kind: str, button: str, x: float, y: float) -> None:
    from PySide6.QtCore import QEvent, QPointF, Qt
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    pressed = Qt.MouseButton[button]
    held = Qt.MouseButton.NoButton if kind == "MouseButtonRelease" else pressed
    at = QPointF(x, y)
    event = QMouseEvent(QEvent.Type[kind], at, at, pressed, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(pane, event)


def _drag(app: Any, pane: Any, button: str, runs: int) -> Timed:
    _mouse(pane, "MouseButtonPress", button, 300.0, 120.0)
    app.processEvents()
    taken = _times(lambda number: _mouse(pane, "MouseMove", button, 300.0 + 2 * number, 120.0 + number), app, runs)
    _mouse(pane, "MouseButtonRelease", button, 300.0, 120.0)
    time.sleep(0.3)  # what was coarse becomes fine
    app.processEvents()
    return taken


def _times(work: Callable[[int], object], app: Any, runs: int) -> Timed:
    """An event and the painting that follows."""

    def event(number: int) -> None:
        work(number)
        app.processEvents()

    return _alone(event, runs)


def _alone(work: Callable[[int], object], runs: int) -> Timed:
    taken, spent = [], []
    for number in range(runs + 1):
        started, used = time.perf_counter(), time.process_time()
        work(number)
        taken.append((time.perf_counter() - started) * 1000)
        spent.append((time.process_time() - used) * 1000)
    return taken[1:], spent[1:]


def _both(name: str, ours: Timed, peer: str, theirs: Timed) -> Rows:
    return [row(f"{name}_{kind}", "ms", ours[n], peer, theirs[n]) for n, kind in enumerate(("ms", "cpu_ms"))]


class _Slices:
    """One vtkImageSlice per view in off-screen windows, as a plain VTK program shows slices."""

    def __init__(self, volume: Any, count: int) -> None:
        from vtkmodules.vtkRenderingCore import vtkImageSlice, vtkImageSliceMapper

        from viewer.scene.gl_window import make_window_and_renderer

        self._image, self._views = Plain(volume).image, []
        for _ in range(count):
            window, renderer = make_window_and_renderer()
            window.SetSize(SIDE, SIDE)
            mapper, shown = vtkImageSliceMapper(), vtkImageSlice()
            mapper.SetInputData(self._image)
            mapper.SetSliceNumber(100)
            shown.SetMapper(mapper)
            shown.GetProperty().SetColorWindow(400)
            shown.GetProperty().SetColorLevel(40)
            renderer.AddViewProp(shown)
            renderer.ResetCamera()
            window.Render()
            self._views.append((window, mapper, shown))

    def page(self, number: int) -> None:
        for window, mapper, _ in self._views:
            mapper.SetSliceNumber(20 + number % 60)
            window.Render()

    def shade(self, number: int) -> None:
        for window, _, shown in self._views:
            shown.GetProperty().SetColorWindow(400 + number)
            window.Render()

    def close(self) -> None:
        for window, _, _ in self._views:
            window.Finalize()
