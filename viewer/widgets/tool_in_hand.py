"""The tool that the left button is, and those of the other buttons, made for what is shown."""

from __future__ import annotations

from collections.abc import Callable

from viewer.tools.pointer import Answers, Button, StepTool, Tool
from viewer.widgets import gestures
from viewer.widgets.content import Content
from viewer.widgets.pane import SlicePane
from viewer.widgets.tool_box import BRUSHES, MARKS, OUTSIDE, TOOLS, TURN, make_tools


class ToolInHand:
    """`name` is one of `TOOLS`; it stays in hand until another one is picked."""

    def __init__(self, content: Content, author: Callable[[], str]) -> None:
        self.name = "select"
        self._content, self._author = content, author
        self._series_uid = ""
        self._made: dict[str, Tool] = {}
        self._pane: SlicePane | None = None

    def make(self, series_uid: str = "") -> None:
        """Begin anew with what is shown; without a series as before, so that what was begun is dropped."""
        self._series_uid = series_uid or self._series_uid
        self._content.prompting.drop()
        self._made = make_tools(self._content, self._series_uid, self._author, lambda: self._pane.name if self._pane else "axial")

    def pick(self, name: str) -> None:
        """Raises ValueError for a name that is none of `TOOLS`."""
        if name not in TOOLS:
            raise ValueError(f"no such tool: {name!r}")
        self.name = name
        self._content.painting.brush_in_hand = name in BRUSHES
        self._content.turning = name == TURN

    def for_button(self, pane: SlicePane, button: Button) -> Tool | None:
        """What a button does that is pressed in a pane."""
        gesture = gestures.DRAG[button]
        if gesture == "tool":
            self._pane = pane
        if gesture == "window level" and self.name in MARKS:
            return self._made.get(OUTSIDE)
        return self._made.get(self.name if gesture == "tool" else gesture)

    def drawing_in(self, pane: SlicePane) -> StepTool | None:
        """The tool in hand, while it draws something in a pane that is not complete."""
        return self._drawing if pane is self._pane else None

    @property
    def is_drawing(self) -> bool:
        return self._drawing is not None

    def step_back(self) -> tuple[SlicePane, Answers] | None:
        """Take the last point of what is drawn away; None where nothing is."""
        return None if self._drawing is None or self._pane is None else (self._pane, self._drawing.step_back())

    def finish(self) -> tuple[SlicePane, Answers] | None:
        """What is drawn is complete; None where nothing is."""
        return None if self._drawing is None or self._pane is None else (self._pane, self._drawing.finish())

    @property
    def _drawing(self) -> StepTool | None:
        tool = self._made.get(self.name)
        return tool if isinstance(tool, StepTool) and tool.is_drawing else None
