"""A body that turns once about the patient's long axis, as a moving picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from viewer.case.errors import KnownError
from viewer.case.progress import Tick
from viewer.case.volume import Volume
from viewer.scene.body import BodyState
from viewer.scene.body_client import BodyClient

FRAMES = 60
SIDE_PX = 512
SECONDS = 6.0
"""Of one turn."""


def export_turntable(
    volume: Volume, state: BodyState, path: Path, initializer: Callable[[], None] | None, tick: Tick,
    frames: int = FRAMES, side_px: int = SIDE_PX,
) -> Path:  # fmt: skip
    """Write an endless GIF of the body as `state` shows it, turning by full turns.

    The pictures come from a process of their own, so that the one of the window stays free. The file has no name, date
    or number of the patient in it. Raises `KnownError` where 3D or the disk fails, `CancelledError` from `tick`; then
    no file is left.
    """
    from PIL import Image

    client = BodyClient(initializer)
    client.open(volume)
    pictures = []
    try:
        for number in range(frames):
            tick(number / frames, f"Picture {number + 1} of {frames}")
            turned = replace(state, camera=state.camera.rotated(360.0 * number / frames, 0.0), size_px=(side_px, side_px))
            pixels = client.render(turned, "fine", lambda part, text: tick(number / frames, text))  # noqa: B023
            pictures.append(Image.fromarray(pixels).quantize(255, dither=Image.Dither.NONE))
    finally:
        client.close()
    first, *others = pictures
    part = path.with_name(path.name + ".part")
    try:
        first.save(part, "GIF", save_all=True, append_images=others, duration=round(1000 * SECONDS / frames), loop=0)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise KnownError(f"The turntable cannot be written: {error.strerror}.", "Choose another folder.") from None
    return path
