"""How the views stand, as plain values for the store's settings, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import isclose
from typing import Any

import numpy as np

from viewer.scene.view_state import PlaneView, to_point
from viewer.widgets.content import Content
from viewer.widgets.pane import SlicePane

SAME_LINE = 0.999
"""The cosine from which two views look along one line."""


def state_of(content: Content, panes: Sequence[SlicePane], maximised: str) -> dict[str, Any]:
    """Window, crosshair, planes and layout as plain values."""
    plain = None if content.source is None else content.source.plain_window  # differences to a mask are not kept
    window = plain or content.window
    return {
        "window": [window.centre, window.width, window.name, window.function],
        "crosshair_lps": list(content.crosshair),
        "maximised": maximised,
        "smooth": content.smooth,
        "inverted": content.inverted,
        "colours": content.colours,
        "views": {
            pane.name: {
                "centre_lps": list(pane.view.centre_lps),
                "field_mm": pane.view.mm_per_px * min(pane.view.size_px),
                "whole": isclose(pane.view.mm_per_px, content.whole_mm_per_px(pane.view), rel_tol=1e-3),
                "right_lps": list(pane.view.right_lps),
                "down_lps": list(pane.view.down_lps),
            }
            for pane in panes
            if pane.view is not None
        },
    }


def put_back(content: Content, panes: Sequence[SlicePane], state: Mapping[str, Any]) -> None:
    """Switches, crosshair and planes of a state that `state_of` gave; window and layout are the grid's to set."""
    content.smooth, content.inverted = bool(state["smooth"]), bool(state["inverted"])
    content.colours = state.get("colours", "")
    x, y, z = state["crosshair_lps"]
    content.crosshair = (x, y, z)
    for pane in panes:
        kept = state["views"].get(pane.name)
        if kept is not None and pane.view is not None:
            x, y, z = kept["centre_lps"]
            view = _as_it_lay(replace(pane.view, centre_lps=(x, y, z)), kept)
            whole = content.whole_mm_per_px(view) if kept.get("whole") else 0.0
            pane.show_view(replace(view, mm_per_px=whole or kept["field_mm"] / min(pane.size_px)))


def _as_it_lay(view: PlaneView, kept: Mapping[str, Any]) -> PlaneView:
    """The view mirrored and turned as it was kept, where it looks along the same line: oblique planes are not kept."""
    right, down = (np.array(kept.get(name, own), float) for name, own in (("right_lps", view.right_lps), ("down_lps", view.down_lps)))
    if abs(float(np.cross(right, down) @ np.array(view.normal_lps))) < SAME_LINE:
        return view
    return replace(view, right_lps=to_point(right), down_lps=to_point(down))
