"""Help, models and the program itself."""

from __future__ import annotations

from functools import partial

from desktop.action import ALL, Action
from desktop.steps import appearance, model_library

ROWS = (
    Action("app.palette", "All commands", "Ctrl+Shift+P", ALL, lambda desk: desk.open_palette(), menu="Help", icon="palette"),
    Action("app.keys", "Keys", "F1", ALL, lambda desk: desk.show("keys"), menu="Help", icon="keys"),
    Action("app.models", "Models", "", ALL, lambda desk: desk.show("models"), menu="Help", icon="models"),
    Action("models.add_file", "Add a model from a file", "", ALL, model_library.add_file, menu="Help"),
    Action("models.add_folder", "Add a model from a folder", "", ALL, model_library.add_folder, menu="Help"),
    Action("app.reader", "Change the reader's name", "", ALL, lambda desk: desk.ask_reader(lambda: None), menu="Help"),
    Action("look.dark", "Dark colours", "", ALL, partial(appearance.use_theme, "dark"), menu="Help", checked=partial(appearance.has_theme, "dark")),
    Action("look.high_contrast", "High contrast", "", ALL, partial(appearance.use_theme, "high contrast"), menu="Help", checked=partial(appearance.has_theme, "high contrast")),
    Action("look.light", "Light colours", "", ALL, partial(appearance.use_theme, "light"), menu="Help", checked=partial(appearance.has_theme, "light")),
    Action("look.larger_text", "Larger text", "Ctrl++", ALL, partial(appearance.resize_text, 1), menu="Help"),
    Action("look.smaller_text", "Smaller text", "Ctrl+-", ALL, partial(appearance.resize_text, -1), menu="Help"),
    Action("look.usual_text", "Text of the usual size", "Ctrl+0", ALL, partial(appearance.resize_text, 0), menu="Help"),
    Action("look.language", "Language of the window", "", ALL, appearance.choose_language, menu="Help"),
    Action("app.about", "About Lightbox", "", ALL, lambda desk: desk.show("about"), menu="Help"),
)  # fmt: skip
