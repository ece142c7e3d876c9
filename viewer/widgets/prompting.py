"""What is marked of one structure on the views, and the outline that is being worked out from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from viewer.case.geometry import Geometry
from viewer.case.prompt import Prompt
from viewer.case.segmentation import Label
from viewer.scene.marks import Mark, Pixels
from viewer.scene.prompt_marks import prompt_marks
from viewer.scene.slice_view import Overlay, Slicer, lay_over
from viewer.scene.view_state import PlaneView
from viewer.tools.pointer import DrawPrompt, Nothing, Prompted

LINE_PX = 1.5


class Prompting:
    """`taken` is called with each prompt that is complete; `positive` says what the next one means without a key."""

    def __init__(self) -> None:
        self.taken: Callable[[Prompt], None] = lambda prompt: None
        self.positive = True
        self.clear()

    def clear(self) -> None:
        """Show nothing; who takes prompts stays."""
        self.prompts: tuple[Prompt, ...] = ()
        self._drawing: DrawPrompt | None = None
        self._draft: tuple[Slicer, Overlay] | None = None

    def show(self, prompts: Sequence[Prompt]) -> None:
        """The prompts that count now, done or not yet worked out."""
        self.prompts = tuple(prompts)

    def show_draft(self, inside: npt.NDArray[np.bool_] | None, geometry: Geometry | None, label: Label | None) -> None:
        """An outline on the way: where it is on a grid of its own; None takes it away."""
        self._draft = None
        if inside is not None and inside.size and geometry is not None and label is not None:
            numbers = np.where(inside, np.uint8(label.number), np.uint8(0))
            self._draft = Slicer(geometry, numbers), Overlay((label,), frozenset({label.number}), outline_only=True)

    def drop(self) -> None:
        """Forget what is being drawn."""
        self._drawing = None

    def answer(self, given: DrawPrompt | Prompted | Nothing) -> None:
        """Draw what a tool draws, and hand over what it has completed."""
        self._drawing = given if isinstance(given, DrawPrompt) else None
        if isinstance(given, Prompted):
            self.taken(given.prompt)

    @property
    def is_drawing(self) -> bool:
        """Whether a mark is begun that is not complete."""
        return self._drawing is not None

    def lay_over(self, pixels: Pixels, view: PlaneView, ratio: float) -> None:
        """Draw the outline on a picture with `ratio` physical pixels to a logical one."""
        if self._draft is not None:
            slicer, overlay = self._draft
            lay_over(pixels, slicer, overlay.with_line(max(1, round(LINE_PX * ratio))), view)

    def marks(self, view: PlaneView, depth_mm: float) -> Sequence[Mark]:
        drawing = () if self._drawing is None or self._drawing.prompt is None else (self._drawing.prompt,)
        return (*prompt_marks(view, self.prompts, depth_mm), *prompt_marks(view, drawing, depth_mm))
