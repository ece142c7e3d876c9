"""Weights out of ``.safetensors`` files. Runs in the ML process: this imports torch.

The head is read here first: nothing is allocated before the file is known to be as long as it says.
"""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file

MOST_HEADER_BYTES = 64 * 2**20


class NoTensors(ValueError):
    """The file holds no weights; the text says why, for the end of a sentence."""


def shapes_in(path: Path) -> dict[str, tuple[int, ...]]:
    """Names and shapes from the head: 8 bytes of length, JSON, then the numbers.

    Raises
    ------
    NoTensors when there is none, or the file is shorter or longer than it says.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            if length > min(size, MOST_HEADER_BYTES):
                raise ValueError("its head is longer than the file")
            header: dict[str, Any] = json.loads(file.read(length))
        rows = {name: row for name, row in header.items() if name != "__metadata__"}
        ends = [int(row["data_offsets"][1]) for row in rows.values()]
        if 8 + length + max(ends, default=0) != size:
            raise ValueError("it is not as long as its head says")
        return {name: tuple(int(n) for n in row["shape"]) for name, row in rows.items()}
    except (OSError, struct.error, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NoTensors(_one_line(error)) from error


def tensors_in(path: Path) -> dict[str, torch.Tensor]:
    """The weights by name, as they are stored. Raises NoTensors as `shapes_in`."""
    shapes_in(path)
    try:
        tensors: dict[str, torch.Tensor] = load_file(path)
    except (OSError, ValueError, RuntimeError, SafetensorError) as error:
        raise NoTensors(_one_line(error).removeprefix("Error while deserializing header: ").replace("`", "")) from error
    return tensors


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:160].rstrip(". ") or type(error).__name__
