"""Which views of what is shown are on the screen."""

from __future__ import annotations

from viewer.widgets.content import Content

VOLUME = "3D"
FOUR, FLAT, ONE = "four", "planes", "one"
"""What is wanted of a volume: its three planes and 3D, the planes alone, or its slices as they were acquired."""


class ShownViews:
    """`wanted` is `FOUR`, `FLAT`, `ONE` or the name of a view; `alone` is the view that the reader shows alone."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self.wanted, self.alone = FOUR, ""

    def show_alone(self, name: str) -> None:
        """Show one view alone, with "" those that are wanted."""
        self.alone = name if len(self._content.views) > 1 else ""

    @property
    def names(self) -> tuple[str, ...]:
        """The views on the screen, the first one first."""
        views, source = self._content.views, self._content.source
        if self.alone or len(views) == 1:
            return (self.alone,) if self.alone else views
        if self.wanted in (FOUR, FLAT):
            return (*views, VOLUME) if self.wanted == FOUR else views
        one = views[0] if source is None else source.main
        return (self.wanted if self.wanted in (*views, VOLUME) else one,)

    @property
    def cutting(self) -> tuple[str, ...]:
        """The flat views whose cuts make the crosshair: all of a volume, unless one view of it is all that is wanted."""
        return self._content.views if self.wanted in (FOUR, FLAT) else self.names

    def name_or_first(self, name: str) -> str:
        """This view, or where what is shown has none of this name or shows another one alone, the first one."""
        views = self._content.views
        known = name in views or (name == VOLUME and len(views) > 1)
        return name if known and (self.wanted in (FOUR, FLAT) or name in self.names) else self.names[0]
