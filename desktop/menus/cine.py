"""Playing pictures and times, and subtracting a mask from them."""

from __future__ import annotations

from functools import partial

from desktop.action import VIEWER, Action
from desktop.steps import cine, subtraction
from desktop.steps.reformats import has_times

ROWS = (
    Action("cine.play", "Play the pictures, or stop", "Shift+C", VIEWER, cine.play, cine.has_several, "View", "play", checked=cine.is_playing, why=cine.why_not),
    Action("cine.play_times", "Play the times of the series, or stop", "Ctrl+Alt+T", VIEWER, cine.play_times, has_times, "View", why=cine.why_no_times),
    Action("cine.faster", "Play faster", "Ctrl+.", VIEWER, partial(cine.change_speed, 1), cine.has_several, "View", why=cine.why_not),
    Action("cine.slower", "Play slower", "Ctrl+,", VIEWER, partial(cine.change_speed, -1), cine.has_several, "View", why=cine.why_not),
    Action("cine.sweep", "Play to and fro, or from the first again", "Ctrl+Alt+W", VIEWER, cine.toggle_sweep, cine.has_several, "View", checked=cine.sweeps, why=cine.why_not),
    Action("cine.subtract", "Subtract the mask (DSA), or show the frames", "Ctrl+Alt+D", VIEWER, subtraction.toggle, subtraction.can_subtract, "View", checked=subtraction.is_subtracted, why=subtraction.why_not),
    Action("cine.mask", "This frame is the mask to subtract", "Ctrl+Alt+F", VIEWER, subtraction.mask_here, subtraction.can_subtract, "View", why=subtraction.why_not),
    *(
        Action(f"cine.mask_{side}", text, f"Alt+Shift+{key}", VIEWER, partial(subtraction.move, right, down), subtraction.is_subtracted, "View", why=subtraction.why_not_subtracted)
        for side, text, key, right, down in (
            ("left", "Move the mask a pixel to the left", "Left", -1, 0),
            ("right", "Move the mask a pixel to the right", "Right", 1, 0),
            ("up", "Move the mask a pixel up", "Up", 0, -1),
            ("down", "Move the mask a pixel down", "Down", 0, 1),
        )
    ),
)  # fmt: skip
