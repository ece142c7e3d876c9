"""How somebody else showed pictures: grey levels, the part shown, shutters, and what was drawn on them.

All places are columns and rows of the picture with 0, 0 at the *middle* of its first pixel, so that a `Plane` maps
them: DICOM's outer corner of the first pixel is -0.5, -0.5 here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from viewer.case.source import Source
from viewer.case.volume import Lut, Window

Spot = tuple[float, float]
Units = Literal["picture", "area"]
"""``area``: 0..1 across and down the part that is shown, as it stands on the screen."""
GraphicKind = Literal["point", "polyline", "curve", "circle", "ellipse"]


@dataclass(frozen=True, slots=True)
class PictureRef:
    """A picture; no `frames` means all of them (numbered from 1)."""

    instance_uid: str
    frames: tuple[int, ...] = ()

    def is_of(self, instance_uid: str, frame: int) -> bool:
        return self.instance_uid == instance_uid and (not self.frames or frame in self.frames)


@dataclass(frozen=True, slots=True)
class Graphic:
    """A shape. A circle is its middle and a point on it, an ellipse the ends of both axes; a curve goes through its points."""

    kind: GraphicKind
    points: tuple[Spot, ...]
    units: Units
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A text, in a box or at an anchor, or both; the anchor is joined to the box by a line where `joined`."""

    text: str
    box: tuple[Spot, Spot] | None
    box_units: Units
    anchor: Spot | None
    anchor_units: Units
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Annotation:
    """What is drawn on some pictures (on all where none are named), in one layer."""

    pictures: tuple[PictureRef, ...]
    layer: str
    graphics: tuple[Graphic, ...]
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class ShownArea:
    """The part of some pictures that fills the screen: the pixels at its top left and bottom right corner as shown.

    `mode` is fit, size (`spacing_mm` of rows and columns are true on the screen) or magnify (`magnification`).
    """

    pictures: tuple[PictureRef, ...]
    top_left: Spot
    bottom_right: Spot
    mode: Literal["fit", "size", "magnify"] = "fit"
    magnification: float = 1.0


@dataclass(frozen=True, slots=True)
class ShownWindow:
    """The grey window, curve or table of some pictures."""

    pictures: tuple[PictureRef, ...]
    window: Window


@dataclass(frozen=True, slots=True)
class Shutter:
    """What hides the rest: a rectangle's two corners, a circle's middle and a point on it, or a polygon's corners."""

    kind: Literal["rectangle", "circle", "polygon"]
    points: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class FileShutters:
    """What the header of a picture itself hides of it, and the grey (0..1) that is shown in place of it."""

    shutters: tuple[Shutter, ...]
    shutter_grey: float = 0.0


@dataclass(frozen=True, slots=True)
class Presentation:
    """A presentation state. `grey_lut` maps window output to grey, `inverse` turns it round, as does no other place.

    `modality_lut`, else `slope` and `intercept`, take the place of those of the pictures, whose values are stored value *
    `picture_slope` + `picture_intercept`; all None where the pictures' own hold.
    Pictures are turned clockwise by `rotation` degrees, then mirrored left to right where `flipped`. `layers` go
    from back to front. `left_out` says in words what the state holds and Lightbox does not show.
    """

    kind: ClassVar[str] = "presentation"
    id: str
    instance_uid: str
    series_uid: str
    label: str
    description: str
    creator: str
    pictures: tuple[PictureRef, ...]
    modality_lut: Lut | None
    slope: float | None
    intercept: float | None
    windows: tuple[ShownWindow, ...]
    grey_lut: Lut | None
    inverse: bool
    areas: tuple[ShownArea, ...]
    rotation: int
    flipped: bool
    shutters: tuple[Shutter, ...]
    shutter_grey: float
    layers: tuple[str, ...]
    annotations: tuple[Annotation, ...]
    left_out: tuple[str, ...]
    source: Source
    picture_slope: float = 1.0
    picture_intercept: float = 0.0

    def is_of(self, instance_uid: str, frame: int = 1) -> bool:
        """Whether it was made for this picture."""
        return any(picture.is_of(instance_uid, frame) for picture in self.pictures)

    def window_of(self, instance_uid: str, frame: int = 1) -> Window | None:
        return next((row.window for row in self.windows if _covers(row.pictures, instance_uid, frame)), None)

    def area_of(self, instance_uid: str, frame: int = 1) -> ShownArea | None:
        return next((row for row in self.areas if _covers(row.pictures, instance_uid, frame)), None)

    def annotations_of(self, instance_uid: str, frame: int = 1) -> tuple[Annotation, ...]:
        """What is drawn on a picture, from back to front."""
        order = {name: number for number, name in enumerate(self.layers)}
        found = [row for row in self.annotations if _covers(row.pictures, instance_uid, frame)]
        return tuple(sorted(found, key=lambda row: order.get(row.layer, len(order))))

    @property
    def name(self) -> str:
        """What the reader sees of it."""
        return self.description or self.label or "presentation state"


def _covers(pictures: tuple[PictureRef, ...], instance_uid: str, frame: int) -> bool:
    return not pictures or any(picture.is_of(instance_uid, frame) for picture in pictures)
