"""Loaded models of the ML process: one per kind of task stays, so that the next run begins at once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

from inference.memory import free_bytes

T = TypeVar("T")


@dataclass(frozen=True, eq=False, slots=True)
class _Loaded:
    key: Hashable
    model: Any
    close: Callable[[Any], None] | None


_kept: OrderedDict[str, _Loaded] = OrderedDict()
"""By kind of task, the one used last at the end."""


def warm(kind: str, key: Hashable, load: Callable[[], T], needs_bytes: int = 0, close: Callable[[T], None] | None = None) -> T:
    """The model that `load` gives, or the one that an earlier task of this `kind` loaded under the same `key`.

    Another model of the kind is dropped first; those of other kinds, the longest unused first, while less than
    `needs_bytes` is free. `close` is called with a model when it is dropped.
    """
    held = _kept.get(kind)
    if held is not None and held.key == key:
        _kept.move_to_end(kind)
        model: T = held.model
        return model
    drop(kind)
    while _kept and (free := free_bytes()) is not None and free < needs_bytes:
        drop(next(iter(_kept)))
    model = load()
    _kept[kind] = _Loaded(key, model, close)
    return model


def drop(kind: str) -> None:
    """Free the model of a kind of task, if one is loaded."""
    held = _kept.pop(kind, None)
    if held is not None and held.close is not None:
        held.close(held.model)


def loaded_kinds() -> tuple[str, ...]:
    """The kinds of task whose model is loaded, the longest unused first."""
    return tuple(_kept)
