"""Compare with a prior: alignment, overlay, lesions."""

from __future__ import annotations

from functools import partial

from desktop.action import ALL, VIEWER, Action
from desktop.steps import comparing, comparing_lesions

ROWS = (
    Action("compare.align", "Align with the prior", "Ctrl+Alt+A", ALL, comparing.align, comparing.has_beside, "Layout", why=comparing.why_none_beside),
    Action("compare.align_here", "Align here: both crosshairs on one point", "Ctrl+Alt+H", ALL, comparing.align_here, comparing.has_beside, "Layout", why=comparing.why_none_beside),
    Action("compare.bend", "Bend onto the prior (deformable)", "", ALL, comparing.bend, comparing.is_aligned, "Layout", why=comparing_lesions.why_not_aligned),
    Action("compare.straight", "Take the bend away", "", ALL, comparing.straighten, comparing.is_bent, "Layout"),
    Action("compare.overlay", "Lay the prior over: blend, difference, squares, off", "Ctrl+Alt+O", ALL, comparing.next_overlay, comparing.is_aligned, "Layout"),
    Action("compare.left", "Nudge the prior to the left", "Ctrl+Alt+Left", VIEWER, partial(comparing.nudge, -1, 0), comparing.is_aligned, "Layout"),
    Action("compare.right", "Nudge the prior to the right", "Ctrl+Alt+Right", VIEWER, partial(comparing.nudge, 1, 0), comparing.is_aligned, "Layout"),
    Action("compare.up", "Nudge the prior up", "Ctrl+Alt+Up", VIEWER, partial(comparing.nudge, 0, -1), comparing.is_aligned, "Layout"),
    Action("compare.down", "Nudge the prior down", "Ctrl+Alt+Down", VIEWER, partial(comparing.nudge, 0, 1), comparing.is_aligned, "Layout"),
    Action("compare.forget", "Remove the alignment with the prior", "", ALL, comparing.forget, comparing.is_aligned, "Layout"),
    Action("compare.lesions", "Compare lesions with the prior", "Ctrl+Alt+M", ALL, comparing_lesions.compare, comparing.is_aligned, "Findings", "compare", why=comparing_lesions.why_not_aligned),
    Action("compare.pair", "Pair the finding with a lesion of the prior", "Ctrl+Alt+P", ALL, comparing_lesions.pair, comparing_lesions.can_pair, "Findings", "link", why=comparing_lesions.why_not_aligned),
    Action("compare.resolved", "Say that a lesion of the prior has resolved", "", ALL, comparing_lesions.state_resolved, lambda desk: bool(comparing_lesions.resolved(desk)), "Findings", why=comparing_lesions.why_none_resolved),
    Action("compare.targets", "Choose RECIST targets", "", ALL, comparing_lesions.choose_targets, comparing_lesions.has_pairs, "Findings", "probe", why=comparing_lesions.why_no_pairs),
)  # fmt: skip
