"""Help, models and the program itself."""

from __future__ import annotations

from desktop.action import ALL, Action
from desktop.steps import model_library

ROWS = (
    Action("app.palette", "All commands", "Ctrl+Shift+P", ALL, lambda desk: desk.open_palette(), menu="Help", icon="palette"),
    Action("app.keys", "Keys", "F1", ALL, lambda desk: desk.show("keys"), menu="Help", icon="keys"),
    Action("app.models", "Models", "", ALL, lambda desk: desk.show("models"), menu="Help", icon="models"),
    Action("models.add_file", "Add a model from a file", "", ALL, model_library.add_file, menu="Help"),
    Action("models.add_folder", "Add a model from a folder", "", ALL, model_library.add_folder, menu="Help"),
    Action("app.reader", "Change the reader's name", "", ALL, lambda desk: desk.ask_reader(lambda: None), menu="Help"),
    Action("app.about", "About Lightbox", "", ALL, lambda desk: desk.show("about"), menu="Help"),
)  # fmt: skip
