"""``card.toml`` of an installed pack, as text. No torch here."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from inference.cards import ModelCard

_TEXTS = (
    "id", "version", "name", "task", "runner", "modality", "license", "origin", "intended_use", "limits", "weights",
    "weights_sha256",
)  # fmt: skip


def card_text(card: ModelCard) -> str:
    """The card as `read_card` reads it."""
    lines = [f"{key} = {_value(getattr(card, key))}" for key in _TEXTS if getattr(card, key)]
    if card.scores:
        lines.append(f"scores = {_value(list(card.scores))}")
    if card.labels:
        lines += ["", "[labels]"]
    for label in card.labels:
        row: dict[str, Any] = {"name": label.name, "code": [label.code.scheme, label.code.value, label.code.meaning]}
        if label.side != "none":
            row["side"] = label.side
        if label.includes:
            row["includes"] = list(label.includes)
        lines.append(f"{label.number} = {_value(row)}")
    for name in ("applies", "network", "input", "self_test"):
        table: Mapping[str, Any] = getattr(card, name)
        if table:
            lines += ["", f"[{name}]", *(f"{_key(key)} = {_value(value)}" for key, value in table.items() if value is not None)]
    return "\n".join(lines) + "\n"


def _key(key: str) -> str:
    return key if key.isascii() and key.replace("_", "").replace("-", "").isalnum() else _text(key)


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float() if math.isfinite(value):
            return repr(value)
        case str():
            return _text(value)
        case list() | tuple():
            return "[" + ", ".join(_value(inner) for inner in value) + "]"
        case Mapping():
            return "{ " + ", ".join(f"{_key(key)} = {_value(inner)}" for key, inner in value.items() if inner is not None) + " }"
        case _:
            raise TypeError(f"a card holds no {type(value).__name__}")


def _text(text: str) -> str:
    """A basic string of TOML: quotes, backslashes and control characters escaped, halves of characters as a question mark."""
    escaped = text.encode("utf-8", "replace").decode("utf-8").replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(f"\\u{ord(c):04x}" if ord(c) < 32 or ord(c) == 127 else c for c in escaped) + '"'
