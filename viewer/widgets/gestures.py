"""What each mouse button does in a pane: one table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from PySide6.QtCore import Qt

from viewer.tools.pointer import Button, Modifier

Gesture = Literal["tool", "window level", "pan", "zoom", "scroll", "maximise", "rotate", "brush size", "slab"]

DRAG: Mapping[Button, Gesture] = {"left": "tool", "right": "window level", "middle": "pan"}
WHEEL: Mapping[frozenset[Modifier], Gesture] = {frozenset(): "scroll", frozenset({"control"}): "zoom", frozenset({"shift"}): "brush size", frozenset({"control", "shift"}): "slab"}
DRAG_3D: Mapping[Button, Gesture] = {"left": "rotate", "right": "zoom", "middle": "pan"}
DOUBLE_CLICK: Mapping[Button, Gesture] = {"left": "maximise"}

_WORDS: Mapping[Gesture, str] = {
    "tool": "the tool in hand (a click without one selects, or moves the crosshair)",
    "window level": "window and level",
    "pan": "move the picture",
    "zoom": "magnify",
    "scroll": "through the pictures",
    "maximise": "one view, or all four again",
    "rotate": "turn the body",
    "brush size": "a larger or smaller brush",
    "slab": "a thicker or thinner slab",
}

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


def mouse_rows() -> list[tuple[str, str, str]]:
    """Each thing that can be done with the mouse, with what it does on a slice and in 3D."""
    rows = [(f"{button} button, drag", _WORDS[DRAG[button]], _WORDS[DRAG_3D[button]]) for button in DRAG]
    rows += [(" + ".join(("wheel", *sorted(keys))), _WORDS[gesture], _WORDS["zoom"]) for keys, gesture in WHEEL.items()]
    rows += [(f"{button} button, double click", _WORDS[gesture], _WORDS[gesture]) for button, gesture in DOUBLE_CLICK.items()]
    return rows
