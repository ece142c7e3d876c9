"""What each mouse button does in a pane: one table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from PySide6.QtCore import Qt

from viewer.tools.pointer import Button, Modifier

Gesture = Literal["tool", "window level", "pan", "zoom", "scroll", "maximise", "rotate"]

DRAG: Mapping[Button, Gesture] = {"left": "tool", "right": "window level", "middle": "pan"}
WHEEL: Mapping[frozenset[Modifier], Gesture] = {frozenset(): "scroll", frozenset({"control"}): "zoom"}
DRAG_3D: Mapping[Button, Gesture] = {"left": "rotate", "right": "zoom", "middle": "pan"}
DOUBLE_CLICK: Mapping[Button, Gesture] = {"left": "maximise"}

_BUTTONS: dict[Qt.MouseButton, Button] = {
    Qt.MouseButton.LeftButton: "left",
    Qt.MouseButton.MiddleButton: "middle",
    Qt.MouseButton.RightButton: "right",
}
_MODIFIERS: dict[Qt.KeyboardModifier, Modifier] = {
    Qt.KeyboardModifier.ControlModifier: "control",
    Qt.KeyboardModifier.ShiftModifier: "shift",
    Qt.KeyboardModifier.AltModifier: "alt",
}


def button_of(button: Qt.MouseButton) -> Button | None:
    """Our name of a button, None for one that does nothing here."""
    return _BUTTONS.get(button)


def modifiers_of(keys: Qt.KeyboardModifier) -> frozenset[Modifier]:
    return frozenset(name for key, name in _MODIFIERS.items() if keys & key)
