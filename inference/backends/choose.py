"""Which runtime and number format a network runs in here: tried once on this machine, remembered, with the reason."""

from __future__ import annotations

import contextlib
import functools
import importlib.metadata
import importlib.util
import json
import os
import time
from dataclasses import asdict, dataclass
from functools import cached_property
from math import gcd
from pathlib import Path
from typing import Any

import numpy as np

from inference.device import Processor, processor
from inference.memory import is_out_of_memory
from inference.packs.recipe import Network
from inference.segmentation.network_grid import Triple
from inference.segmentation.preprocess import Float
from inference.segmentation.sliding import Backend, Check, decide
from viewer.case.errors import KnownError
from viewer.case.progress import Tick

SPEEDS_FILE = "speeds.json"
LEAST_AGREEMENT = 0.995
"""Dice of each structure: less in one, and a shorter number format is not used."""
_LEAST_DRAWN = 1000
"""Voxels that must be drawn in the tried window, and of a structure that is looked at by itself, for the comparison to mean
anything: of a smaller one the voxels at its border alone, which any change of the window moves, make up a Dice of 0.995."""
_WORTH_IT = 0.9
"""A shorter number format must take at most this much of the time of the exact ones."""
_QUICK_S = 1.5
_TRIAL, _TRACED = 64, 32
"""Voxels along a window's edge: of the one that ways are tried on, and of the one that a network is converted with."""
_BYTES_A_VOXEL = 256
"""Of intermediate results, where a file does not tell its layers before it is loaded: 32 channels, twice."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One way to run the network, and how it did on one window."""

    backend: str
    seconds: float
    agreement: float | None


@dataclass(frozen=True, slots=True)
class Choice:
    """The way that is used, seconds a window, and why it is used in a sentence for the reader."""

    backend: str
    seconds: float
    why: str


class Loader:
    """A network's file in the forms that runtimes want, each made when first asked for."""

    def __init__(self, network: Network, weights: Path, channels: int, patch: Triple, threads: int, use_cuda: bool = True) -> None:
        self.network = network
        self.threads = threads
        self.patch = patch
        self._weights = weights
        self._channels = channels
        self._use_cuda = use_cuda
        self._is_flat = network.arguments.get("spatial_dims") == 2 or (network.library == "onnx" and patch[0] == 1)

    def backend(self, name: str, patch: Triple | None = None) -> Backend:
        """The network under a name out of `names`, for windows of `patch` (those of the card without).

        Raises
        ------
        RuntimeError where the runtime does not know a layer, or the network does not take such windows.
        """
        made: Backend
        runtime, *rest = name.split()
        if runtime == "openvino":
            from inference.backends.openvino_backend import OpenVino

            made = OpenVino(self._openvino_for(patch or self.patch), rest[0], self.threads)
        else:
            from inference.backends.torch_backend import Torch

            device = "cuda" if "cuda" in rest else "cpu"
            precision = next(word for word in rest if word in ("f32", "bf16", "f16"))
            made = Torch(self._module, precision, self.threads, device, "last" in rest)
        return Flat(made) if self._is_flat else made

    @property
    def trial_patch(self) -> Triple:
        """A smaller window, on which the ways are tried: large windows of large networks take minutes."""
        x, y, z = (min(size, _TRIAL) for size in self.patch)
        return x, y, z

    @cached_property
    def extent(self) -> tuple[int, Triple]:
        """The most bytes that the network's intermediate results take at once, and the step of its coarsest, in voxels."""
        if self.network.library in ("onnx", "torchscript"):
            return int(np.prod(self.patch)) * _BYTES_A_VOXEL, _guessed_strides(self.patch)
        import torch

        from inference.backends.torch_backend import extent
        from inference.networks.build import build

        with torch.device("meta"):
            module = build(self.network)
        found = extent(module, (1, self._channels, *self._sizes(self.patch)))
        x, y, z = (gcd(*pair) for pair in zip((*([1] if self._is_flat else []), *found.strides), self.patch, strict=True))
        return found.activation_bytes, (x, y, z)

    def names(self) -> tuple[str, ...]:
        """The ways worth trying here; the first is the one that the others are compared with."""
        runs_torch = self.network.library != "onnx" and has("torch")
        if runs_torch and self._use_cuda and find_cuda()[0]:
            return "torch cuda f32", "torch cuda f16"
        short = bool(processor().bf16)
        names = ["torch f32", *(["torch bf16", "torch bf16 channels last"] if short else [])] if runs_torch else []
        if has("openvino") and self.network.library != "torchscript":
            names += ["openvino f32", *(["openvino bf16"] if short else [])]
        if not names:
            raise KnownError("This network needs PyTorch, which is not part of this installation.", "Install torch, or use a pack in the ONNX format.")
        return tuple(names)

    def _sizes(self, patch: Triple) -> tuple[int, ...]:
        return patch[1:] if self._is_flat else patch

    @cached_property
    def _module(self) -> Any:
        import torch

        if self.network.library == "torchscript":
            return torch.jit.load(self._weights, map_location="cpu").eval()
        from inference.networks.build import load

        return load(self.network, self._weights)

    def _openvino_for(self, patch: Triple) -> Any:
        """The model for windows of one size: made from small ones, which takes seconds, where the network allows that.

        Small ones of another size than those it is tried on: what the conversion took for fixed shows there.
        """
        from inference.backends.openvino_backend import from_torch, of_shape, refuse_unless_of_size

        sizes = self._sizes(patch)
        shape = (1, self._channels, *sizes)
        if self._openvino is not None:
            try:
                return refuse_unless_of_size(of_shape(self._openvino, shape), sizes)
            except RuntimeError:
                if self.network.library == "onnx":
                    raise
        return refuse_unless_of_size(of_shape(from_torch(self._plain_module(), self._channels, sizes), shape), sizes)

    @cached_property
    def _openvino(self) -> Any:
        from inference.backends.openvino_backend import from_file, from_torch

        if self.network.library == "onnx":
            return from_file(self._weights)
        x, y, z = (size if size <= _TRACED else _TRACED for size in self.patch)
        try:
            return from_torch(self._plain_module(), self._channels, self._sizes((x, y, z)))
        except (RuntimeError, ValueError):  # too small for its strides
            return None

    def _plain_module(self) -> Any:
        import torch

        return self._module.to(memory_format=torch.contiguous_format)


class Flat:
    """A network of pictures behind the face of one of volumes whose first axis is one voxel long."""

    def __init__(self, backend: Backend) -> None:
        self.name, self.xp, self.to_numpy = backend.name, backend.xp, backend.to_numpy
        self._backend = backend

    def logits(self, patch: Float, check: Check) -> Any:
        return self._backend.logits(patch[:, 0], check)[:, None]

    def close(self) -> None:
        self._backend.close()


def _guessed_strides(patch: Triple) -> Triple:
    """Windows are made of whole steps of their network, which halve the voxels."""
    x, y, z = (size & -size & 15 or 16 for size in patch)
    return x, y, z


def choose(
    loader: Loader, key: str, window: Float, speeds: Path | None, wanted: str, tick: Tick
) -> tuple[Backend, Choice]:
    """The network ready to run, the way that is fastest here among those that draw the same.

    Parameters
    ----------
    key : names network and window size in the file `speeds`, which remembers what was tried on this machine.
    window : (channels, x, y, z) of the pictures, to try it on.
    wanted : use this way and try nothing; empty to choose.
    """
    names = loader.names()
    if wanted:
        if wanted not in names:
            raise KnownError(f"This network cannot run as {wanted} here.", f"Possible: {', '.join(names)}.")
        return loader.backend(wanted), Choice(wanted, 0.0, f"{wanted}: as asked for")
    remembered = read_speeds(speeds).get(machine(), {}).get(key)
    if remembered is not None and remembered["backend"] in names:
        return loader.backend(remembered["backend"]), Choice(remembered["backend"], remembered["seconds"], remembered["why"])
    try:
        tried, drawn = try_all(names, loader, loader.trial_patch, window, tick)
    except RuntimeError as error:  # windows of that size do not suit its strides
        if is_out_of_memory(error) or loader.trial_patch == loader.patch:
            raise
        tried, drawn = try_all(names, loader, loader.patch, window, tick)
    choice = best(tried, drawn, processor())
    if drawn >= _LEAST_DRAWN and speeds is not None:
        remember(speeds, key, choice, tried)
    return loader.backend(choice.backend), choice


def try_all(names: tuple[str, ...], loader: Loader, patch: Triple, window: Float, tick: Tick) -> tuple[list[Tried], int]:
    """Each way on the middle of one window, compared with the first; and how many voxels that one draws.

    Seconds are those of a whole window.
    """
    starts = [(size - length) // 2 for size, length in zip(window.shape[1:], patch, strict=True)]
    middle = np.ascontiguousarray(window[:, *(slice(at, at + length) for at, length in zip(starts, patch, strict=True))])
    times = float(np.prod(loader.patch)) / float(np.prod(patch))
    tried: list[Tried] = []
    reference: Any = None
    for n, name in enumerate(names):
        text = f"Trying how this network runs fastest here, once ({n + 1} of {len(names)})"
        check = functools.partial(tick, n / len(names), text)
        check()
        try:
            with contextlib.closing(loader.backend(name, patch)) as backend:
                labels, seconds = _timed(backend, loader.network, middle, check)
        except RuntimeError as error:  # a runtime that does not know one of the layers; the others may
            if is_out_of_memory(error) or not tried:
                raise
            continue
        if reference is None:
            reference, agreement = labels, None
        else:
            agreement = agreement_of(labels, reference)
        tried.append(Tried(name, round(seconds * times, 5), agreement))
    return tried, int(np.count_nonzero(reference))


def _timed(backend: Backend, network: Network, window: Float, check: Check) -> tuple[Any, float]:
    """The labels, and the shorter time of two runs; of one, where that is long."""
    times: list[float] = []
    while len(times) < 2 or (len(times) < 3 and min(times) < _QUICK_S):
        started = time.monotonic()
        labels = backend.to_numpy(decide(backend.logits(window, check), network, backend.xp)[0])
        times.append(time.monotonic() - started)
        if len(times) == 1 and times[0] > 2 * _QUICK_S:
            break
    return labels, min(times)


def agreement_of(labels: Any, reference: Any) -> float:
    """The least Dice of the structures that are large enough to be looked at by themselves; where none is, of all that is drawn.

    1 where neither draws anything.
    """
    numbers = [int(number) for number in np.union1d(labels, reference) if number]
    sizes = {number: (np.count_nonzero(labels == number) + np.count_nonzero(reference == number)) / 2 for number in numbers}
    same = {number: np.count_nonzero((labels == number) & (reference == number)) for number in numbers}
    large = [same[number] / sizes[number] for number in numbers if sizes[number] >= _LEAST_DRAWN]
    if large:
        return float(min(large))
    return float(sum(same.values()) / sum(sizes.values())) if numbers else 1.0


def best(tried: list[Tried], drawn: int, cpu: Processor) -> Choice:
    """The fastest of those that draw the same; a shorter number format only where it was seen to, and gains enough."""
    same = [row for row in tried if row.agreement is None or row.agreement >= LEAST_AGREEMENT]
    exact = min((row for row in same if is_exact(row.backend)), key=lambda row: row.seconds)
    short = min((row for row in same if not is_exact(row.backend)), key=lambda row: row.seconds, default=None)
    first = tried[0]
    why = []
    chosen = exact
    if short is not None and drawn >= _LEAST_DRAWN and short.seconds < _WORTH_IT * exact.seconds:
        chosen = short
        if "cuda" not in short.backend:
            why.append(f"this processor has {cpu.bf16}")
    elif short is not None and drawn < _LEAST_DRAWN:
        why.append("shorter numbers were not compared: the network drew nothing where they were tried")
    elif short is None and (worse := [row for row in tried if row not in same]):
        why.append(f"{worse[0].backend} draws a structure differently (Dice {worse[0].agreement:.3f}) and is not used")
    if chosen is not first:
        why.append(f"{first.seconds / chosen.seconds:.1f} times as fast as {first.backend}, Dice {chosen.agreement:.4f} or more")
    why.append(f"{chosen.seconds:.2f} s a window")
    return Choice(chosen.backend, chosen.seconds, f"{chosen.backend}: {'; '.join(why)}")


def is_exact(name: str) -> bool:
    """Whether a way computes in float32."""
    return "f32" in name.split()


def find_cuda() -> tuple[str, str]:
    """The graphics card that torch can use (empty for none), and the reason in words."""
    if not has("torch"):
        return "", "the processor: PyTorch is not installed"
    if importlib.metadata.version("torch").endswith("+cpu"):
        return "", "the processor: this PyTorch is built without support for graphics cards"
    import torch

    if not torch.cuda.is_available():
        return "", "the processor: no NVIDIA card and driver were found"
    name = torch.cuda.get_device_name(0)
    return name, f"the graphics card {name}, {torch.cuda.get_device_properties(0).total_memory / 1e9:.0f} GB"


def machine() -> str:
    """What decides how fast a network is here: the processor, its cores, the libraries' versions."""
    versions = [f"{name} {importlib.metadata.version(name)}" for name in ("torch", "openvino") if has(name)]
    cpu = processor()
    return ", ".join([cpu.name, f"{cpu.cores} cores", *versions, *filter(None, [find_cuda()[0]])])


def has(name: str) -> bool:
    """Whether a library is installed; nothing is imported."""
    return importlib.util.find_spec(name) is not None


def read_speeds(path: Path | None) -> dict[str, Any]:
    """Machine -> network and window -> what was chosen; empty where nothing is remembered or the file is damaged."""
    try:
        table = json.loads(path.read_text(encoding="utf-8")) if path is not None else {}
    except (OSError, ValueError):
        return {}
    return table if isinstance(table, dict) else {}


def remember(path: Path, key: str, choice: Choice, tried: list[Tried]) -> None:
    """Write a choice beside the others. One that cannot be written is made anew next time."""
    table = read_speeds(path)
    table.setdefault(machine(), {})[key] = {**asdict(choice), "tried": [asdict(row) for row in tried]}
    partial = path.with_suffix(f".{os.getpid()}.part")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
        partial.replace(path)
