"""Playing pictures and times."""

from __future__ import annotations

from functools import partial

from desktop.action import VIEWER, Action
from desktop.steps import cine
from desktop.steps.reformats import has_times

ROWS = (
    Action("cine.play", "Play the pictures, or stop", "Shift+C", VIEWER, cine.play, cine.has_several, "View", "play", checked=cine.is_playing, why=cine.why_not),
    Action("cine.play_times", "Play the times of the series, or stop", "Ctrl+Alt+T", VIEWER, cine.play_times, has_times, "View", why=cine.why_no_times),
    Action("cine.faster", "Play faster", "Ctrl+.", VIEWER, partial(cine.change_speed, 1), cine.has_several, "View", why=cine.why_not),
    Action("cine.slower", "Play slower", "Ctrl+,", VIEWER, partial(cine.change_speed, -1), cine.has_several, "View", why=cine.why_not),
    Action("cine.sweep", "Play to and fro, or from the first again", "Ctrl+Alt+W", VIEWER, cine.toggle_sweep, cine.has_several, "View", checked=cine.sweeps, why=cine.why_not),
)  # fmt: skip
