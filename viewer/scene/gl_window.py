"""An off-screen render window: what renders on this machine, whether it is software, and its pixels."""

from __future__ import annotations

import ctypes
import sys
from typing import Any

import numpy as np

from viewer.case.errors import KnownError
from viewer.scene.marks import Pixels

SOFTWARE = ("llvmpipe", "softpipe", "swrast", "swiftshader", "software rasterizer", "basic render", "gdi generic")
"""Parts of the names of OpenGL renderers that run on the processor."""


def find_renderer() -> str:
    """What renders 3D on this machine, in words. Raises `KnownError` where nothing can."""
    return _find_window_class()[0]


def make_window_and_renderer() -> tuple[Any, Any]:
    """Raises `KnownError` where the machine has no OpenGL at all."""
    from vtkmodules.vtkRenderingCore import vtkRenderer

    window = _make_window()
    window.SetOffScreenRendering(1)
    window.SetMultiSamples(0)
    renderer = vtkRenderer()
    renderer.SetBackground(0, 0, 0)
    window.AddRenderer(renderer)
    return window, renderer


def renderer_name(window: Any) -> str:
    """What the window's OpenGL calls itself: ``llvmpipe (LLVM 15.0.6, 256 bits)``."""
    for line in window.ReportCapabilities().splitlines():
        if line.startswith("OpenGL renderer string:"):
            return str(line.partition(":")[2]).strip()
    return ""


def is_software(name: str) -> bool:
    """Whether an OpenGL renderer of this name runs on the processor; one without a name is taken to."""
    return not name or any(part in name.lower() for part in SOFTWARE)


def read_back(window: Any, x: int, y: int, size_px: tuple[int, int]) -> Pixels:
    """RGB of a part of the window whose lower left corner is (x, y), the first row at the top."""
    from vtkmodules.util.numpy_support import vtk_to_numpy
    from vtkmodules.vtkCommonCore import vtkUnsignedCharArray

    width, height = size_px
    bytes_ = vtkUnsignedCharArray()
    window.GetPixelData(x, y, x + width - 1, y + height - 1, 0, bytes_, 0)
    return np.ascontiguousarray(vtk_to_numpy(bytes_).reshape(height, width, 3)[::-1])


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
