"""Keys as the reader changed them: which command has which, and which would mean two things."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.action import Action
from desktop.actions import ACTIONS, find_action

FREE_OF_THE_SYSTEM = ("F6", "F10")
"""F10 opens the menus; F6 goes round the panels and is the one way there without a mouse."""


def changed_keys(text: str) -> dict[str, str]:
    """What the setting says: id of a command -> its key, or "" for none. Commands that are gone are left out."""
    known = {row.id for row in ACTIONS}
    pairs = (part.partition("=") for part in text.split())
    return {id: keys for id, _, keys in pairs if id in known}


def to_setting(changed: Mapping[str, str]) -> str:
    """The setting for what differs from the table of commands."""
    return " ".join(
        f"{id}={keys}" for id, keys in sorted(changed.items()) if keys != find_action(id).keys
    )


def keys_of(text: str) -> dict[str, str]:
    """The keys of every command, by its id."""
    changed = changed_keys(text)
    return {row.id: changed.get(row.id, row.keys) for row in ACTIONS}


def clashes(id: str, keys: str, now: Mapping[str, str]) -> list[Action]:
    """The other commands that these keys would do in a place where this command is meant too."""
    mine = find_action(id)
    return [row for row in ACTIONS if row.id != id and keys and now[row.id] == keys and meet(mine, row)]


def meet(one: Action, other: Action) -> bool:
    """Whether two commands can be meant by one key: they share a place, or one is meant everywhere."""
    return "everywhere" in (*one.places, *other.places) or bool(set(one.places) & set(other.places))


def refusal(id: str, keys: str) -> str:
    """Why a command cannot have these keys, or "": letters typed in a text must stay letters."""
    bare = len(keys) == 1 or keys in ("Space", "Del", "Tab", "Backspace", "Return", "Left", "Right", "Up", "Down")
    bare = bare or (keys.startswith("Shift+") and len(keys) == len("Shift+") + 1)
    if " " in keys:
        return "Lightbox cannot keep this key."
    if keys in FREE_OF_THE_SYSTEM and find_action(id).keys != keys:
        return "This key keeps its meaning: it is the way through the window without a mouse."
    if bare and not set(find_action(id).places) <= {"viewer", "findings", "worklist"}:
        return "This command works where text is typed: give it Ctrl, Alt or a function key."
    return ""
