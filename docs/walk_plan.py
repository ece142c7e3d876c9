"""What the walk through the window does: every command once, in scenes, with what the mouse does after it."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from desktop.actions import ACTIONS

LEFT_OUT: Mapping[str, str] = {
    "app.quit": "ends the window; the walk closes it at its end",
    "compare.resolved": "needs a lesion of the prior that is gone; the demonstration has none",
    "report.describe_view": "needs a language model that reads pictures",
    "models.add_file": "needs a model in a file of its own; only its question for a file is answered, with none",
    "models.add_folder": "needs a model in a folder of its own; only its question for a folder is answered, with none",
}
"""Commands that are not carried through, each with why."""

Places = Sequence[tuple[float, float]]
GESTURES: Mapping[str, tuple[str, Places]] = {
    "tool.select": ("drag", [(0.42, 0.42), (0.5, 0.45)]),
    "tool.window_level": ("drag", [(0.5, 0.5), (0.6, 0.45)]),
    "tool.region_window": ("drag", [(0.3, 0.4), (0.55, 0.65)]),
    "tool.pan": ("drag", [(0.5, 0.5), (0.58, 0.44)]),
    "tool.zoom": ("drag", [(0.5, 0.5), (0.5, 0.42)]),
    "tool.scroll": ("drag", [(0.5, 0.5), (0.5, 0.55)]),
    "tool.ruler": ("drag", [(0.3, 0.45), (0.45, 0.55)]),
    "tool.bidirectional": ("drag", [(0.55, 0.4), (0.7, 0.5)]),
    "tool.polyline": ("clicks", [(0.3, 0.6), (0.4, 0.66), (0.5, 0.6), (0.6, 0.68)]),
    "tool.angle": ("clicks", [(0.3, 0.3), (0.4, 0.4), (0.5, 0.3)]),
    "tool.cobb_angle": ("clicks", [(0.55, 0.3), (0.7, 0.33), (0.55, 0.42), (0.7, 0.37)]),
    "tool.ellipse": ("drag", [(0.6, 0.55), (0.72, 0.66)]),
    "tool.rectangle": ("drag", [(0.28, 0.66), (0.4, 0.76)]),
    "tool.freehand": ("drag", [(0.62, 0.68), (0.7, 0.7), (0.72, 0.78), (0.63, 0.8), (0.6, 0.72)]),
    "tool.spline": ("clicks", [(0.3, 0.5), (0.36, 0.46), (0.42, 0.52), (0.36, 0.58)]),
    "tool.livewire": ("clicks", [(0.5, 0.5), (0.56, 0.47), (0.6, 0.54), (0.53, 0.58)]),
    "tool.probe": ("clicks", [(0.47, 0.38)]),
    "tool.arrow": ("drag", [(0.2, 0.25), (0.3, 0.35)]),
    "tool.text": ("clicks", [(0.25, 0.8)]),
    "tool.vertebra": ("clicks", [(0.5, 0.7)]),
    "tool.calibration": ("drag", [(0.3, 0.6), (0.6, 0.6)]),
    "reformat.turn": ("drag", [(0.7, 0.5), (0.68, 0.56)]),
    "tool.mark_point": ("clicks", [(0.45, 0.5)]),
    "tool.mark_box": ("drag", [(0.38, 0.4), (0.55, 0.6)]),
    "tool.mark_scribble": ("drag", [(0.42, 0.45), (0.48, 0.5), (0.5, 0.55)]),
    "tool.mark_lasso": ("drag", [(0.4, 0.4), (0.55, 0.42), (0.56, 0.58), (0.41, 0.57)]),
    "tool.brush": ("drag", [(0.42, 0.42), (0.5, 0.5), (0.55, 0.45)]),
    "tool.eraser": ("drag", [(0.48, 0.46), (0.52, 0.5)]),
    "tool.scissors": ("drag", [(0.35, 0.35), (0.5, 0.33), (0.5, 0.48), (0.36, 0.46)]),
    "tool.grow_region": ("clicks", [(0.45, 0.52)]),
    "tool.fill_region": ("clicks", [(0.56, 0.52)]),
    "volume.scissors": ("drag", [(0.3, 0.3), (0.45, 0.3), (0.42, 0.45), (0.3, 0.42)]),
    "view.lens": ("hover", [(0.45, 0.5)]),
    "view.inspect": ("hover", [(0.45, 0.5)]),
}
"""What the mouse does after a command, in parts of the pane's width and height."""
ENDED = ("tool.bidirectional", "tool.polyline", "tool.spline", "tool.livewire")
"""Drawn until Enter."""
WORDS: Mapping[str, str] = {
    "tool.text": "old fracture", "tool.vertebra": "", "tool.calibration": "50", "measure.rename": "Target 1", "layout.save": "My layout",
    "segment.rename": "Tumour", "segment.threshold": "", "segment.term": "", "segment.colour": "",
}  # fmt: skip
"""What is typed where a command asks for words; empty keeps what is offered."""

READING = (
    "model.segment", "findings.find", "findings.next", "findings.accept", "findings.previous",
    *(row.id for row in ACTIONS if row.id.startswith(("window.", "panel.")) and row.id != "panel.next"),
    *(row.id for row in ACTIONS if row.id.startswith("view.") and row.id not in ("view.next_part", "view.previous_part", "view.presentation", "view.shutters")),
    "panel.next", "app.full_screen", "cine.sweep", "cine.faster", "cine.play", "cine.slower",
    *(row.id for row in ACTIONS if row.menu == "Tools"),
    *(row.id for row in ACTIONS if row.menu == "Measure" and row.id not in ("tool.calibration", "measure.step_back", "measure.finish")),
    "measure.step_back", "measure.finish", "findings.from_measurement", "findings.reject", "edit.undo", "edit.redo",
    "reformat.turn", "reformat.straighten", "reformat.slab", "reformat.thicker", "reformat.thinner", "reformat.curved", "reformat.export",
    *(row.id for row in ACTIONS if row.menu == "3D"),
    "fusion.choose", "fusion.window", "fusion.colours", "fusion.more", "fusion.less",
    "segments.mark", "tool.mark_box", "tool.mark_point", "mark.outside", "tool.mark_scribble", "mark.inside", "tool.mark_lasso", "mark.keep",
    "segments.correct", "mark.leave",
    "segment.begin", "tool.brush", "segment.add", "brush.larger", "brush.smaller", "brush.ball", "tool.eraser", "tool.grow_region",
    "tool.fill_region", "tool.scissors", "segment.rename", "segment.term", "segment.colour", "segment.lock", "segment.next", "segment.previous",
    *(row.id for row in ACTIONS if row.menu == "Segments" and row.id != "segment.delete"), "segment.measure", "segment.delete", "segments.choose", "segments.compare", "segments.end_comparison",
    "model.segment_unsure", "report.draft", "report.next_problem", "report.sign", "report.copy", "report.addendum",
    "report.export", "report.export_pdf", "report.export_dicom", "report.export_nifti",
    *(row.id for row in ACTIONS if row.id.startswith(("layout.", "link."))),
    "compare.align", "compare.lesions", "compare.pair", "compare.targets",
)  # fmt: skip
TIMES = ("cine.play_times", "view.next_part", "view.previous_part", "reformat.curve")
FILMS = ("cine.mask", "cine.mask_left", "cine.mask_right", "cine.mask_up", "cine.mask_down", "cine.subtract")
PICTURES = ("tool.calibration",)
STATES = ("view.presentation", "view.shutters")
LIST = ("study.demonstration", "worklist.show", "worklist.search", "study.imported", "study.patients", "study.split", "study.disk_use", "study.archive",
        "study.import_folder", "study.import_files", "app.palette", "app.keys", "app.models", "app.about", "app.reader", "look.high_contrast",
        "look.light", "look.dark", "look.larger_text", "look.usual_text", "look.smaller_text", "look.usual_text", "look.language",
        "worklist.open")  # fmt: skip


def plan() -> list[tuple[str, list[str]]]:
    """The scenes with their commands, each command once; those that no scene names come with the reading ones or the list."""
    scenes = {"list": LIST, "reading": READING, "times": TIMES, "films": FILMS, "pictures": PICTURES, "states": STATES, "end": ("study.delete",)}
    seen = set(LEFT_OUT)
    planned: list[tuple[str, list[str]]] = []
    named = {id for ids in scenes.values() for id in ids}
    for name, ids in scenes.items():
        rest = [row.id for row in ACTIONS if row.id not in named] if name == "reading" else []
        fresh = [id for id in dict.fromkeys((*ids, *rest)) if id not in seen]
        seen.update(fresh)
        planned.append((name, fresh))
    return planned
