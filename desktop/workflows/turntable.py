"""A body that turns once about the patient's long axis, as a moving picture."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.workflows.motion_jpeg import motion_jpeg
from viewer.case.errors import KnownError
from viewer.case.progress import Tick
from viewer.case.volume import Volume
from viewer.scene.annotations import letter_marks
from viewer.scene.body import BodyState
from viewer.scene.body_client import BodyClient
from viewer.scene.marks import LineMark, TextMark
from viewer.scene.orientation_cube import cube_marks
from viewer.scene.view_state import PlaneView

if TYPE_CHECKING:
    from PIL import Image

FRAMES = 40
SIDE_PX = 400
SECONDS = 5.0
"""Of one turn."""
FILM_TURNS = 3
"""A film ends; it shows this many turns."""
LETTER_PX, GREY = 18, (141, 153, 165)
ANCHORS = {"left": "lm", "right": "rm", "top": "mt", "bottom": "mb", "centre": "mm"}


def export_turntable(
    volume: Volume, state: BodyState, path: Path, initializer: Callable[[], None] | None, tick: Tick,
    frames: int = FRAMES, side_px: int = SIDE_PX,
) -> Path:  # fmt: skip
    """Write the body as `state` shows it, turning by a full turn: an endless GIF, or a film where `path` ends with ``.avi``.

    On each picture stand the letters of the patient's sides and the cube, as on the screen.

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
            said = f"Picture {number + 1} of {frames}"
            tick(number / frames, said)
            turned = replace(state, camera=state.camera.rotated(360.0 * number / frames, 0.0), size_px=(side_px, side_px))
            pixels = client.render(turned, "fine", lambda part, text: tick(number / frames, text or said))  # noqa: B023
            picture = Image.fromarray(pixels)
            _letter(picture, turned.camera.plane(turned.size_px))
            pictures.append(picture)
    finally:
        client.close()
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(_film(pictures, frames) if path.suffix == ".avi" else _gif(pictures, frames))
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise KnownError(f"The turntable cannot be written: {error.strerror}.", "Choose another folder.") from None
    return path


def _letter(picture: Image.Image, plane: PlaneView) -> None:
    from PIL import ImageDraw, ImageFont

    drawn, font = ImageDraw.Draw(picture), ImageFont.load_default(LETTER_PX)
    for mark in (*letter_marks(plane), *cube_marks(plane)):
        if isinstance(mark, LineMark):
            drawn.line((mark.start_px, mark.end_px), fill=GREY)
        elif isinstance(mark, TextMark):
            drawn.text(mark.at_px, mark.text, "white", font, ANCHORS[mark.anchor], stroke_width=2, stroke_fill="black")


def _gif(pictures: Sequence[Image.Image], frames: int) -> bytes:
    from PIL import Image

    first, *others = (picture.quantize(255, dither=Image.Dither.NONE) for picture in pictures)
    made = io.BytesIO()
    first.save(made, "GIF", save_all=True, append_images=others, duration=round(1000 * SECONDS / frames), loop=0)
    return made.getvalue()


def _film(pictures: Sequence[Image.Image], frames: int) -> bytes:
    jpegs = []
    for picture in pictures:
        made = io.BytesIO()
        picture.save(made, "JPEG", quality=92, subsampling=0)
        jpegs.append(made.getvalue())
    return motion_jpeg(jpegs * FILM_TURNS, pictures[0].size, max(round(frames / SECONDS), 1))
