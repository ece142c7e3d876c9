"""Networks on the processor through OpenVINO: also the reader of ONNX files, and the only runtime of a packaged build."""

from __future__ import annotations

import contextlib
import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

# OpenVINO's converter tells its makers who uses it unless told otherwise, from a process of its own that our
# guard against the network would not see. Without this module it has nothing to tell with.
sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
import openvino  # noqa: E402

from inference.memory import can_take, is_out_of_memory  # noqa: E402
from inference.segmentation.preprocess import Float  # noqa: E402
from inference.segmentation.sliding import Check  # noqa: E402
from viewer.case.errors import KnownError  # noqa: E402
from viewer.case.progress import CancelledError  # noqa: E402

VERSION = openvino.__version__.split("-")[0]
_MILLISECONDS_BETWEEN_CHECKS = 50
_READING, _LIBRARIES_BYTES = 4, 100_000_000
"""What reading a network takes at least, of its file's size and besides."""
_PRECISIONS = {"f32": "f32", "bf16": "bf16"}


class OpenVino:
    """A network compiled for the processor. One patch at a time; `logits` looks whether to stop while it waits."""

    def __init__(self, model: Any, precision: str, threads: int) -> None:
        self.xp: Any = np
        self.name = f"openvino {precision}"
        options = {"INFERENCE_PRECISION_HINT": _PRECISIONS[precision], "INFERENCE_NUM_THREADS": threads, "PERFORMANCE_HINT": "LATENCY"}
        self._request = openvino.Core().compile_model(model, "CPU", options).create_infer_request()

    def logits(self, patch: Float, check: Check) -> npt.NDArray[np.float32]:
        self._request.start_async([patch[None]], share_inputs=True)
        try:
            while not self._request.wait_for(_MILLISECONDS_BETWEEN_CHECKS):
                check()
        except CancelledError:
            self._request.cancel()
            with contextlib.suppress(RuntimeError):  # which says that it was cancelled
                self._request.wait()
            raise
        values: npt.NDArray[np.float32] = self._request.get_output_tensor(0).data[0]
        return values

    def to_numpy(self, array: Any) -> npt.NDArray[Any]:
        return np.asarray(array)

    def close(self) -> None:
        """Nothing is shared with another backend."""


def from_torch(module: Any, channels: int, sizes: tuple[int, ...]) -> Any:
    """The OpenVINO model of a torch network for inputs of any size; runs it once, on zeros of `sizes`, to see what it does.

    Whether it then does the same with other sizes is for the caller to see.
    """
    import torch

    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # tracing warns of every branch on a shape
        traced = torch.jit.trace(module, torch.zeros(1, channels, *sizes), check_trace=False)
        return openvino.convert_model(traced, input=[openvino.PartialShape([1, channels, *[-1] * len(sizes)])])


def from_file(path: Path) -> Any:
    """The model of an ONNX file.

    Raises
    ------
    KnownError for a file that is none, or needs operators that OpenVINO does not have; MemoryError.
    """
    try:
        model = openvino.Core().read_model(path)
    except RuntimeError as error:
        if is_out_of_memory(error) or not can_take(_READING * path.stat().st_size + _LIBRARIES_BYTES):
            raise MemoryError from error  # it does not say so of itself
        raise KnownError(f"The network {path.name} cannot be read: {_last_line(error)}") from error
    if len(model.inputs) != 1:
        raise KnownError(f"The network {path.name} has {len(model.inputs)} inputs; one is fed here.")
    return model


def of_shape(model: Any, shape: tuple[int, ...]) -> Any:
    """A copy of the model for inputs of `shape`. RuntimeError when its layers do not allow that."""
    copy = model.clone()
    copy.reshape(list(shape))
    return copy


def refuse_unless_of_size(model: Any, sizes: tuple[int, ...]) -> Any:
    """`model`; RuntimeError when its output has other sizes than the input."""
    out = model.outputs[0].get_partial_shape()
    if out.is_dynamic or tuple(out.get_shape())[2:] != sizes:
        raise RuntimeError(f"windows of {sizes} give an output of {out}")
    return model


def _last_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [""])[-1][:200]
