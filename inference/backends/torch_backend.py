"""Networks through torch: on a graphics card, or on the processor where that is faster than OpenVINO."""

from __future__ import annotations

import contextlib
import time
import weakref
from dataclasses import dataclass
from math import log2
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from inference.segmentation.preprocess import Float
from inference.segmentation.sliding import Check

VERSION = torch.__version__
_SECONDS_BETWEEN_CHECKS = 0.03


class Torch:
    """A torch network on one device, in float32 or in a shorter format where its layers allow.

    `logits` looks whether to stop before every layer.
    """

    def __init__(self, module: Any, precision: str, threads: int, device: str = "cpu", channels_last: bool = False) -> None:
        self.xp: Any = torch
        self.name = " ".join(["torch", *(["cuda"] if device == "cuda" else []), precision, *(["channels last"] if channels_last else [])])
        torch.set_num_threads(threads)
        self._device = device
        self._format = torch.channels_last_3d if channels_last else torch.contiguous_format
        self._module = module.to(device=device, memory_format=self._format)
        self._kind = {"f32": None, "bf16": torch.bfloat16, "f16": torch.float16}[precision]
        self._check: Check = lambda: None
        self._checked = 0.0
        self._hooks = [
            layer.register_forward_pre_hook(self._look)
            for layer in self._module.modules()
            if not list(layer.children()) and not isinstance(layer, torch.jit.ScriptModule)
        ]

    def close(self) -> None:
        """Take the hooks off, so that another backend may use the module."""
        for hook in self._hooks:
            hook.remove()

    def logits(self, patch: Float, check: Check) -> torch.Tensor:
        self._check, self._checked = check, 0.0
        tensor = torch.from_numpy(np.ascontiguousarray(patch[None])).to(device=self._device, memory_format=self._format)
        short = torch.autocast(self._device, self._kind) if self._kind is not None else contextlib.nullcontext()
        with torch.inference_mode(), short:
            out = self._module(tensor)
        while isinstance(out, list | tuple):  # deep supervision: the finest comes first
            out = out[0]
        return out[0].float().contiguous()

    def to_numpy(self, array: torch.Tensor) -> npt.NDArray[Any]:
        return np.asarray(array.cpu().numpy())

    def _look(self, module: Any, inputs: Any) -> None:
        moment = time.monotonic()
        if moment - self._checked > _SECONDS_BETWEEN_CHECKS:
            self._checked = moment
            # Another task may run within the check: it must not find the number format and mode of this one.
            with torch.inference_mode(False), torch.autocast(self._device, enabled=False):
                self._check()


@dataclass(frozen=True, slots=True)
class Extent:
    """The most memory that a network's intermediate results take at once, in float32, and the step of its coarsest, in voxels of
    the input along each axis."""

    activation_bytes: int
    strides: tuple[int, ...]


def extent(module: Any, shape: tuple[int, ...]) -> Extent:
    """What the network needs for an input of `shape`.

    `module` must be on torch's "meta" device: shapes are followed through the network, nothing is computed.
    """
    with torch.inference_mode(), _Live(shape) as live:
        module(torch.empty(shape, device="meta"))
    strides = tuple(2 ** max(0, round(log2(size / least))) for size, least in zip(shape[2:], live.least, strict=True))
    return Extent(int(live.most), strides)


class _Live(torch.utils._python_dispatch.TorchDispatchMode):  # type: ignore[misc]
    """Counts the bytes of results that are still referred to, after every operation, and keeps the fewest voxels along each axis."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        super().__init__()
        self.most = 0
        self.least = list(shape[2:])
        self._now = 0
        self._seen: set[int] = set()

    def __torch_dispatch__(self, function: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        out = function(*args, **(kwargs or {}))
        for tensor in torch.utils._pytree.tree_leaves(out):
            if not isinstance(tensor, torch.Tensor):
                continue
            storage = tensor.untyped_storage()
            key = storage._cdata
            if key in self._seen:
                continue
            if tensor.ndim == len(self.least) + 2 and max(tensor.shape[2:]) > 1:  # a mean of everything is no grid
                self.least = [min(pair) for pair in zip(self.least, tensor.shape[2:], strict=True)]
            self._seen.add(key)
            self._now += storage.nbytes()
            self.most = max(self.most, self._now)
            weakref.finalize(storage, self._gone, key, storage.nbytes())
        return out

    def _gone(self, key: int, size: int) -> None:
        self._seen.discard(key)
        self._now -= size
