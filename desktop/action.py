"""One command of the window, and the conditions under which commands mean anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from desktop.desk import Desk

Place = Literal["everywhere", "worklist", "viewer", "findings", "editor"]

ALL: tuple[Place, ...] = ("everywhere",)
VIEWER: tuple[Place, ...] = ("viewer",)
REVIEW: tuple[Place, ...] = ("viewer", "findings")


def always(desk: Desk) -> bool:
    return True


def has_case(desk: Desk) -> bool:
    return desk.case is not None


def has_image(desk: Desk) -> bool:
    """Something can be seen, though not all of it may be there yet."""
    return desk.grid.has_image


def has_volume(desk: Desk) -> bool:
    return desk.loaded is not None and desk.loaded.volume is not None


def has_finding(desk: Desk) -> bool:
    return desk.finding is not None


def has_draft(desk: Desk) -> bool:
    return desk.draft is not None


def has_report(desk: Desk) -> bool:
    return desk.draft is not None or desk.signed is not None


@dataclass(frozen=True, slots=True)
class Action:
    """One command. `keys` is one key sequence or empty; it works in `places` only.

    `text` is what the reader sees in menus and tips; `when` says whether it means anything now, and `why` what
    stands in the way when it does not. One that is on or off says so by `checked`.
    """

    id: str
    text: str
    keys: str
    places: tuple[Place, ...]
    run: Callable[[Desk], None]
    when: Callable[[Desk], bool] = always
    menu: str = ""
    icon: str = ""
    in_tool_bar: bool = False
    why: Callable[[Desk], str] = lambda desk: ""
    checked: Callable[[Desk], bool] | None = None
