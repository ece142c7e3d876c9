"""Language models as GGUF files: the head is read here, by hand and with bounds, before llama.cpp opens the file.

llama.cpp ends its process on several kinds of damage, so what can be told from the head is told here.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from inference.packs.found import LANGUAGE_RUNNER, Found
from inference.packs.projector import check_projector, is_projector
from inference.packs.source import Brought, RefusedPack

_VERSIONS = (2, 3)
_MOST_FILES = 16
_MOST_KEYS = 10_000
_MOST_TENSORS = 100_000
_MOST_TEXT = 4 * 2**20
_MOST_LIST = 4_000_000
_MOST_HEAD = 512 * 2**20
_NUMBERS = {0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q", 12: "<d"}
_TEXT, _LIST = 8, 9
_BLOCKS: dict[int, tuple[int, int]] = {
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34), 9: (32, 36), 10: (256, 84),
    11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210), 15: (256, 292), 16: (256, 66), 17: (256, 74),
    18: (256, 98), 19: (256, 50), 20: (32, 18), 21: (256, 110), 22: (256, 82), 23: (256, 136), 24: (1, 1), 25: (1, 2),
    26: (1, 4), 27: (1, 8), 28: (1, 8), 29: (256, 56), 30: (1, 2), 34: (256, 54), 35: (256, 66), 39: (32, 17),
}  # fmt: skip
"""Numbers a block and bytes a block of each kind of tensor (ggml.h)."""


@dataclass(frozen=True, slots=True)
class Head:
    """Metadata and tensors of a GGUF file; long lists are given by their length."""

    metadata: dict[str, Any]
    tensors: dict[str, tuple[int, ...]]


def read(brought: Brought) -> Found:
    """The language model in a ``.gguf`` file, or in a folder with one.

    Raises
    ------
    RefusedPack for several files, a damaged head, or a model that is no language model.
    """
    heads = [(brought.path(name), read_head(brought.path(name))) for name in brought.find(".gguf")[:_MOST_FILES]]
    projectors = [row for row in heads if is_projector(row[1].metadata)]
    models = [row for row in heads if not is_projector(row[1].metadata)]
    if not models and projectors:
        raise RefusedPack(f"{projectors[0][0].name} is a projector without its language model.", "Bring both files in one folder or zip.")
    if len(models) != 1 or len(projectors) > 1:
        raise RefusedPack(
            f"The pack has {len(heads)} GGUF files; a model is one file, with at most one projector beside it.", "Join split files with llama-gguf-split first."
        )
    path, head = models[0]
    meta = head.metadata
    architecture = _text(meta, "general.architecture")
    if _text(meta, "general.type", "model") not in ("model", "") or not isinstance(meta.get("tokenizer.ggml.tokens"), int):
        raise RefusedPack(f"{path.name} is no whole language model (adapter, vocabulary or projector).")
    context = meta.get(f"{architecture}.context_length")
    if not isinstance(context, int) or context < 512:
        raise RefusedPack(f"{path.name} does not say a context of 512 tokens or more.")
    notes = [] if "tokenizer.chat_template" in meta else ["The file has no chat template; the model was not taught to follow instructions."]
    size = _text(meta, "general.size_label")
    if projectors and notes:
        raise RefusedPack(f"{path.name} has no chat template, so nothing can be asked about a picture.")
    for projector, its_head in projectors:
        check_projector(projector.name, its_head.metadata, its_head.tensors, int(meta.get(f"{architecture}.embedding_length") or 0))
        notes.append("What it says of a picture is unverified text.")
    return Found(
        format="GGUF",
        name=_text(meta, "general.name") or path.stem,
        version=_text(meta, "general.version") or "1",
        modality="any",
        task="llm",
        runner=LANGUAGE_RUNNER,
        intended_use="Words the sentences of a draft report; each is checked against its facts."
        + (" Describes a view, as text that the reader checks." if projectors else ""),
        limits=f"{architecture}{' ' + size if size else ''}, context of {context:,} tokens. Not evaluated at this site.",
        licence=_text(meta, "general.license.name") or _text(meta, "general.license"),
        labels=(),
        network={},
        input={},
        file=path,
        weights="model.gguf",
        projector=projectors[0][0] if projectors else None,
        notes=tuple(notes),
    )


def read_head(path: Path) -> Head:
    """The head of a GGUF file.

    Raises
    ------
    RefusedPack for counts, texts or lists beyond any model's, kinds that do not exist, and tensors past the end.
    """
    size = path.stat().st_size
    try:
        with path.open("rb") as file:
            return _Reader(file, size).head()
    except (_DamagedError, OSError, struct.error, UnicodeDecodeError, MemoryError) as error:
        raise RefusedPack(f"{path.name} is no GGUF file that can be read: {error}.") from error


def _text(meta: dict[str, Any], key: str, default: str = "") -> str:
    value = meta.get(key, default)
    return " ".join(value.split())[:200] if isinstance(value, str) else default


class _DamagedError(ValueError):
    """As the end of a sentence."""


class _Reader:
    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._size = size

    def head(self) -> Head:
        if self._file.read(4) != b"GGUF":
            raise _DamagedError("it does not begin as one")
        version = self._number("<I")
        if version not in _VERSIONS:
            raise _DamagedError(f"its version is {version}")
        tensors, keys = self._number("<Q"), self._number("<Q")
        if tensors > _MOST_TENSORS or keys > _MOST_KEYS:
            raise _DamagedError(f"it claims {tensors:,} tensors and {keys:,} entries")
        metadata: dict[str, Any] = {}
        for _ in range(keys):
            key = self._text(65_535)
            metadata[key] = self._value(self._number("<I"), 0)
        rows = [self._tensor() for _ in range(tensors)]
        alignment = metadata.get("general.alignment", 32)
        if not isinstance(alignment, int) or alignment not in (8, 16, 32, 64, 128, 256, 512, 1024, 4096):
            raise _DamagedError("its alignment is none")
        start = -(-self._file.tell() // alignment) * alignment
        for name, _, place, length in rows:
            if place % alignment or start + place + length > self._size:
                raise _DamagedError(f"the tensor {name[:40]} lies past its end; the file is cut off")
        return Head(metadata, {name: shape for name, shape, _, _ in rows})

    def _tensor(self) -> tuple[str, tuple[int, ...], int, int]:
        name = self._text(1024)
        count = self._number("<I")
        if not 1 <= count <= 4:
            raise _DamagedError(f"a tensor has {count} axes")
        shape = tuple(self._number("<Q") for _ in range(count))
        kind = self._number("<I")
        if kind not in _BLOCKS:
            raise _DamagedError(f"a tensor is of the unknown kind {kind}")
        per_block, block_bytes = _BLOCKS[kind]
        total = 1
        for size in shape:
            total *= size
        if not total or shape[0] % per_block:
            raise _DamagedError(f"the tensor {name[:40]} has a size that its kind cannot have")
        return name, shape, self._number("<Q"), total // per_block * block_bytes

    def _value(self, kind: int, depth: int) -> Any:
        if kind in _NUMBERS:
            return self._number(_NUMBERS[kind])
        if kind == _TEXT:
            return self._text(_MOST_TEXT)
        if kind != _LIST or depth > 2:
            raise _DamagedError(f"an entry is of the unknown kind {kind}")
        inner, count = self._number("<I"), self._number("<Q")
        if count > _MOST_LIST:
            raise _DamagedError(f"a list claims {count:,} entries")
        if inner in _NUMBERS:
            self._skip(count * struct.calcsize(_NUMBERS[inner]))
        else:
            for _ in range(count):
                self._value(inner, depth + 1)
        return count

    def _number(self, kind: str) -> Any:
        (value,) = struct.unpack(kind, self._bytes(struct.calcsize(kind)))
        return value

    def _text(self, most: int) -> str:
        length = self._number("<Q")
        if length > most:
            raise _DamagedError(f"a text claims {length:,} bytes")
        return self._bytes(length).decode("utf-8", "replace")

    def _bytes(self, count: int) -> bytes:
        data = self._file.read(count)
        if len(data) < count:
            raise _DamagedError("it ends within its head")
        if self._file.tell() > _MOST_HEAD:
            raise _DamagedError("its head is larger than any model's")
        return data

    def _skip(self, count: int) -> None:
        if self._file.tell() + count > min(self._size, _MOST_HEAD):
            raise _DamagedError("it ends within its head")
        self._file.seek(count, 1)
