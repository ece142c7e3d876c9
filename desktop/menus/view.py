"""Windows, pages through pictures, what lies on them, and panels."""

from __future__ import annotations

from functools import partial

from desktop.action import ALL, VIEWER, Action, always, has_case, has_image
from desktop.desk import Desk
from desktop.steps import key_images, looking, marking, tags
from viewer.scene.palettes import PALETTES
from viewer.widgets.tr import tr


def _use_preset(key: str, desk: Desk) -> None:
    if not desk.grid.use_preset(key):
        stored = desk.series is not None and desk.series.modality == "CT"
        unit = tr("CT in stored values") if stored else tr("not CT")
        desk.notices.say(tr("Key {key} is a window in Hounsfield units; this is {unit}.", key=key, unit=unit), "Keys 1, 2 and 0 work here.")


def _toggle_smooth(desk: Desk) -> None:
    desk.grid.set_smooth(not desk.grid.view_state()["smooth"])


def _toggle_inverted(desk: Desk) -> None:
    desk.grid.set_inverted(not desk.grid.view_state()["inverted"])


def _next_file_window(desk: Desk) -> None:
    if not desk.grid.next_file_window():
        desk.notices.say("The file has no other window.", "The number keys have more.")


_WINDOWS = (
    *(
        Action(f"window.preset_{key}", f"Window: {name}", key, VIEWER, partial(_use_preset, key), has_image, "View")
        for key, name in (
            ("1", "from the file; SUV 0 to 10"),
            ("2", "soft tissue; percentiles"),
            ("3", "lung; SUV 0 to 5"),
            ("4", "bone; SUV 0 to 7"),
            ("5", "brain; SUV 0 to 15"),
            ("6", "liver; SUV 0 to 20"),
            ("7", "mediastinum; SUV 0 to 2.5"),
            ("8", "angio; SUV 0 to 30"),
            ("9", "stroke; SUV 0 to 50"),
            ("0", "full range"),
        )
    ),
    Action("window.picture", "Window: all values of this picture", "Alt+0", VIEWER, looking.window_of_picture, looking.has_greys, "View", why=lambda desk: "These pictures have colours of their own."),
    Action("window.next_in_file", "Next window of the file", "V", VIEWER, _next_file_window, has_image, "View"),
)

_COLOURS = tuple(
    Action(f"colours.{name.lower().replace(' ', '_') or 'grey'}", f"Colours: {name or 'grey'}", "", VIEWER, partial(looking.use_colours, name), looking.has_greys, "View", why=lambda desk: "These pictures have colours of their own.", checked=partial(looking.has_colours, name))
    for name in ("", *PALETTES)
)  # fmt: skip

ROWS = (
    *_WINDOWS,
    *_COLOURS,
    Action("view.reset", "Reset the views", "Home", VIEWER, lambda desk: desk.grid.reset_view(), has_image, "View", "reset", True),
    Action("view.next", "Next picture", "Down", VIEWER, lambda desk: desk.scroll(1), has_image, "View"),
    Action("view.previous", "Previous picture", "Up", VIEWER, lambda desk: desk.scroll(-1), has_image, "View"),
    Action("view.further", "Ten pictures on", "PgDown", VIEWER, lambda desk: desk.scroll(10), has_image, "View"),
    Action("view.back", "Ten pictures back", "PgUp", VIEWER, lambda desk: desk.scroll(-10), has_image, "View"),
    Action("view.next_part", "Next part of the series: phase, echo, time point, picture", "Right", VIEWER, lambda desk: desk.step_part(1), has_image, "View"),
    Action("view.previous_part", "Part of the series before", "Left", VIEWER, lambda desk: desk.step_part(-1), has_image, "View"),
    Action("view.maximise", "One view or all", "M", VIEWER, lambda desk: desk.room.toggle_alone(), has_image, "View", "layout", True),
    Action("view.overlay", "Show or hide segments", "G", VIEWER, lambda desk: desk.toggle_overlay(), has_image, "View", "eye"),
    Action("view.outline", "Outlines only", "O", VIEWER, lambda desk: desk.toggle_outline(), has_image, "View", "outline"),
    Action("view.marks", "Show or hide marks and crosshair", "X", VIEWER, lambda desk: desk.toggle_marks(), has_image, "View", "crosshair"),
    Action("view.presentation", "Show or hide the presentation state", "J", VIEWER, lambda desk: desk.grid.toggle_presentation(), lambda desk: desk.grid.has_presentation, "View", why=lambda desk: "No presentation state was made for these pictures."),
    Action("view.shutters", "Show or hide what shutters cover", "Ctrl+J", VIEWER, lambda desk: desk.grid.toggle_shutters(), lambda desk: desk.grid.has_shutters, "View", why=lambda desk: "These pictures have no shutters."),
    Action("view.drawings", "Show or hide drawings in the pictures (overlays of the file)", "D", VIEWER, lambda desk: desk.grid.toggle_drawings(), has_image, "View"),
    Action("view.lens", "Magnifying glass at the pointer", "B", VIEWER, looking.toggle_lens, has_image, "View", "lens", checked=looking.has_lens),
    Action("view.inspect", "Stored value, value and shade at the pointer", "Shift+J", VIEWER, looking.toggle_inspector, has_image, "View", "probe", checked=looking.inspects),
    Action("view.true_size", "True size: one millimetre is one millimetre on the screen", "Shift+Z", VIEWER, looking.true_size, has_image, "View"),
    Action("view.tags", "DICOM elements of the picture", "Ctrl+I", VIEWER, tags.show, tags.can_show, "View"),
    Action("view.key_image", "Mark the picture as a key image, or take the mark away", "U", VIEWER, key_images.toggle, key_images.can_mark, "View"),
    Action("view.flip", "Mirror left and right", "Shift+N", VIEWER, looking.flip, has_image, "View"),
    Action("view.flip_vertical", "Mirror top and bottom", "Shift+U", VIEWER, looking.flip_vertical, has_image, "View"),
    Action("view.turn_right", "Turn to the right by 90°", "Shift+Right", VIEWER, partial(looking.turn, 1), has_image, "View"),
    Action("view.turn_left", "Turn to the left by 90°", "Shift+Left", VIEWER, partial(looking.turn, -1), has_image, "View"),
    Action("view.colours", "Next colour table: grey, hot iron, PET, ...", "Shift+Y", VIEWER, looking.next_colours, looking.has_greys, "View", why=lambda desk: "These pictures have colours of their own."),
    Action("view.inverted", "Invert", "I", VIEWER, _toggle_inverted, has_image, "View"),
    Action("view.smooth", "Smooth or nearest pixels", "N", VIEWER, _toggle_smooth, has_image, "View"),
    Action("view.cancel", "Drop the gesture, back to select", "Esc", VIEWER, marking.escape, has_image, "View"),
    Action("panel.series", "Fold the series strip", "F2", ALL, lambda desk: desk.toggle_panel("series"), has_case, "View", "series"),
    Action("panel.findings", "Fold findings and segments", "F3", ALL, lambda desk: desk.toggle_panel("findings"), has_case, "View", "findings"),
    Action("panel.report", "Fold the report", "F4", ALL, lambda desk: desk.toggle_panel("report"), has_case, "View", "report", True),
    Action("panel.jobs", "Fold the running jobs", "F7", ALL, lambda desk: desk.toggle_panel("jobs"), always, "View"),
    Action("panel.next", "Next panel", "F6", ALL, lambda desk: desk.next_panel(), has_case, "View"),
    Action("app.full_screen", "Full screen", "F11", ALL, looking.toggle_full_screen, always, "View"),
)  # fmt: skip
