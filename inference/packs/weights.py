"""Weights out of PyTorch's files, as data. Runs in the ML process: this imports torch."""

from __future__ import annotations

import pickletools
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import torch
from safetensors.torch import save_file

from inference.networks import tensor_file
from inference.networks.build import MOST_PARAMETERS
from inference.packs.source import RefusedPack

_MOST_PICKLE_BYTES = 64 * 2**20
_MOST_ENTRIES = 100_000
_NUMBER = np.float64(0).__reduce__()[0]
_SAFE_NUMPY = (
    (_NUMBER, "numpy._core.multiarray.scalar"),
    (_NUMBER, "numpy.core.multiarray.scalar"),
    (np.dtype, "numpy.dtype"),
    *((type(np.dtype(kind)), f"numpy.dtypes.{type(np.dtype(kind)).__name__}") for kind in ("f8", "f4", "f2", "i8", "i4", "b1")),
)
"""What nnU-Net's and Auto3DSeg's checkpoints hold beside tensors: single numbers of NumPy."""
_NAMES = {name for _, name in _SAFE_NUMPY} | {"_codecs.encode"}
STATE_KEYS = ("state_dict", "network_weights", "model_state_dict", "model", "network", "net", "ema_state_dict", "weights")
MAY_BE_UNKNOWN = "op_threshs"
"""torchxrayvision's operating points: not a number where an output was not trained."""
_WRAPPERS = ("module.", "_orig_mod.")
_PERHAPS = ("model.", "network.", "net.", "backbone.")
"""What trainers put before every name; the second ones are also the beginning of some networks' own names."""
CONVERT = (
    "Where you trust the file and can run its own program, load it there and save the weights alone with "
    "torch.save(model.state_dict(), 'weights.pt'); then add that file."
)


def read_checkpoint(path: Path) -> Any:
    """The values in a file that ``torch.save`` wrote; only tensors, numbers, texts, lists and tables can be in them.

    Raises
    ------
    RefusedPack for a file that holds programs, is damaged, or is in the format of before PyTorch 1.6.
    """
    _refuse_odd_archive(path)
    try:
        with torch.serialization.safe_globals(list(_SAFE_NUMPY)):
            return torch.load(path, map_location="cpu", weights_only=True, mmap=False)
    except MemoryError:
        raise
    except Exception as error:  # the border to a parser of untrusted bytes: whatever it raises, the file is refused
        # PyTorch's own message advises to load the file unsafely; only what it found is kept of it.
        found = str(error).partition("WeightsUnpickler error: ")[2].split(". ")[0] or _first_line(error)
        raise RefusedPack(f"{path.name} cannot be read as weights: {' '.join(found.split())[:160]}.", CONVERT) from error


def tensors_in(path: Path) -> dict[str, torch.Tensor]:
    """The weights in a checkpoint or a ``.safetensors`` file by name, cleaned.

    Raises
    ------
    RefusedPack when it holds none, or as `read_checkpoint` and `clean`.
    """
    if path.suffix == ".safetensors":
        try:
            return clean(tensor_file.tensors_in(path))
        except tensor_file.NoTensors as error:
            raise RefusedPack(f"{path.name} cannot be read as weights: {error}.") from error
    return state_of(read_checkpoint(path), path.name)


def state_of(checkpoint: Any, name: str) -> dict[str, torch.Tensor]:
    """The table of weights in a checkpoint: itself, or under one of the keys that trainers use."""
    if isinstance(checkpoint, Mapping):
        for table in (checkpoint, *(checkpoint.get(key) for key in STATE_KEYS)):
            if isinstance(table, Mapping) and table and all(isinstance(value, torch.Tensor) for value in table.values()):
                return clean(table)
    raise RefusedPack(f"{name} holds no table of weights under any name that is known.", CONVERT)


def clean(table: Mapping[Any, Any]) -> dict[str, torch.Tensor]:
    """Weights without wrappers' prefixes, each of its own, on the processor.

    Raises
    ------
    RefusedPack for names that are no text, too many weights, and numbers that are not finite.
    """
    tensors: dict[str, torch.Tensor] = {}
    total = 0
    for key, tensor in table.items():
        if not isinstance(key, str) or not isinstance(tensor, torch.Tensor):
            raise RefusedPack("The table of weights holds something that is none.")
        if tensor.layout != torch.strided or tensor.is_quantized or tensor.is_complex():
            raise RefusedPack(f"The weight {key[:80]} is stored in a form that is not read (sparse, quantised or complex).")
        if tensor.numel() * tensor.element_size() > tensor.untyped_storage().nbytes():
            raise RefusedPack(f"The weight {key[:80]} claims more numbers than the file holds.")
        total += tensor.numel()
        if total > MOST_PARAMETERS:
            raise RefusedPack(f"The pack claims more than {MOST_PARAMETERS:,} weights; it is not read.")
        tensors[key] = tensor
    for prefix in _WRAPPERS:
        tensors = _without(prefix, tensors)
    for key, tensor in tensors.items():
        if key != MAY_BE_UNKNOWN and tensor.is_floating_point() and not bool(torch.isfinite(tensor).all()):
            raise RefusedPack(f"The weight {key[:80]} holds numbers that are not finite: the file is damaged.")
    return {key: _plain(tensor) for key, tensor in tensors.items()}


def by_names_of(tensors: Mapping[str, torch.Tensor], names: Mapping[str, Any]) -> dict[str, torch.Tensor]:
    """`tensors` by the names of the network, where a trainer put something before each."""
    for prefix in ("", *_PERHAPS):
        renamed = _without(prefix, tensors)
        if any(name in names for name in renamed):
            return only_unique(renamed, names)
    return dict(tensors)


def _without(prefix: str, tensors: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    if not tensors or not all(key.startswith(prefix) for key in tensors):
        return dict(tensors)
    return {key.removeprefix(prefix): tensor for key, tensor in tensors.items()}


def only_unique(tensors: Mapping[str, torch.Tensor], names: Mapping[str, Any]) -> dict[str, torch.Tensor]:
    """`tensors` without the second names of what a network shares; `names` has each weight once."""
    by_place = {_place(tensor): name for name, tensor in tensors.items() if name in names}
    return {name: tensor for name, tensor in tensors.items() if name in names or _place(tensor) not in by_place}


def save(tensors: Mapping[str, torch.Tensor], path: Path) -> None:
    """Write weights as ``.safetensors``."""
    save_file({name: tensor.contiguous().clone() for name, tensor in tensors.items()}, path)
    path.chmod(0o644)  # the library makes it the writer's alone


def _plain(tensor: torch.Tensor) -> torch.Tensor:
    tensor = tensor.detach()
    return tensor.float() if tensor.dtype == torch.float64 else tensor


def _place(tensor: torch.Tensor) -> tuple[int, tuple[int, ...], int]:
    return tensor.data_ptr(), tuple(tensor.shape), tensor.storage_offset()


def _refuse_odd_archive(path: Path) -> None:
    """Look at the archive's table and its pickle before PyTorch does: sizes as claimed, nothing compressed."""
    name = path.name
    try:
        if not zipfile.is_zipfile(path):
            with path.open("rb") as file:
                head = file.read(1)
            if head == b"\x80":
                raise RefusedPack(f"{name} is in PyTorch's format of before version 1.6, or another pickle; it is not read.", CONVERT)
            raise RefusedPack(f"{name} is no file of weights that PyTorch wrote.")
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if len(entries) > _MOST_ENTRIES:
                raise RefusedPack(f"{name} has {len(entries):,} parts; no network has as many.")
            if any(entry.filename.endswith("constants.pkl") for entry in entries):
                raise RefusedPack(f"{name} is a program (TorchScript), not weights.")
            if any(entry.compress_type != zipfile.ZIP_STORED or entry.file_size != entry.compress_size for entry in entries):
                raise RefusedPack(f"{name} is packed in a way that PyTorch never does; it is not read.")
            pickles = [entry for entry in entries if entry.filename.endswith("data.pkl")]
            if len(pickles) != 1 or pickles[0].file_size > _MOST_PICKLE_BYTES:
                raise RefusedPack(f"{name} is no file of weights that PyTorch wrote.")
            _refuse_programs(archive.read(pickles[0]), name)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as error:
        raise RefusedPack(f"{name} is damaged: {_first_line(error)}.") from error


def _refuse_programs(pickle: bytes, name: str) -> None:
    """Read the pickle's instructions without following any, so that the refusal names what is in it."""
    for opcode, argument, _ in pickletools.genops(pickle):
        if opcode.name in ("GLOBAL", "INST"):
            module, _, thing = str(argument).partition(" ")
            full = f"{module}.{thing}"
            if module not in ("collections", "torch", "torch._utils", "torch.nn.parameter") and full not in _NAMES:
                _refuse(name, full)
        elif opcode.name == "STACK_GLOBAL":
            _refuse(name, "something named only while it runs")


def _refuse(name: str, what: str) -> NoReturn:
    raise RefusedPack(f"{name} holds a program ({what[:80]}), not only weights; nothing in it was run.", CONVERT)


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:160].rstrip(". ")
