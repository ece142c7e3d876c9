"""Which views of what is shown are on the screen."""

from __future__ import annotations

from viewer.widgets.content import Content

VOLUME = "3D"
THINNEST = 4
"""Slices from which cuts across them are worth a look."""
FOUR, FLAT, ONE = "four", "planes", "one"
"""What is wanted of a volume: its three planes and 3D, the planes alone, or its slices as they were acquired."""


class ShownViews:
    """`wanted` is `FOUR`, `FLAT`, `ONE` or the name of a view; `alone` is the view that the reader shows alone."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self.wanted, self.alone = FOUR, ""
        self._begun_thin = False

    def begin(self) -> str:
        """The view to show alone of what is shown from now on, "" for all that are wanted.

        Cuts across two or three slices are strips that show nothing: these begin with the slices alone.
        """
        views, source = self._content.views, self._content.source
        alone = "" if self._begun_thin else self.alone
        self._begun_thin = False
        if alone in (*views, VOLUME):
            return alone
        if source is not None and len(views) > 1 and len(source.stack.planes) < THINNEST and self.wanted in (FOUR, FLAT):
            self._begun_thin = True
            return source.main
        return ""

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
