"""Runners for the real ML process that do on purpose what models do by accident."""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
import time
from collections.abc import Callable

import numpy as np

from inference.engine import Task, interruptible
from viewer.case.errors import KnownError
from viewer.case.progress import Tick

Say = Callable[[str], None]


def prepared(task: Task, tick: Tick, partial: Say) -> str:
    """Give back what the request says: `mask_path` is copied to the output, `pieces` are streamed, `answer` returned."""
    request = json.loads(task.request)
    for n, piece in enumerate(request.get("pieces", [])):
        tick(n / len(request["pieces"]), piece)
        partial(piece)
    if "mask_path" in request:
        np.save(task.out_path, np.load(request["mask_path"]))
    return json.dumps(request.get("answer", {}))


def threshold(task: Task, tick: Tick, partial: Say) -> str:
    """Work on voxels, slice by slice, slowly enough to be stopped."""
    assert task.volume_path is not None
    voxels = np.load(task.volume_path, mmap_mode="r")
    mask = np.zeros(voxels.shape, np.uint8)
    for k in range(len(voxels)):
        tick(k / len(voxels), f"slice {k}")
        mask[k] = voxels[k] > 100
        time.sleep(json.loads(task.request).get("seconds_a_slice", 0.0))
    np.save(task.out_path, mask)
    return json.dumps({"voxels": int(mask.sum())})


def deaf(task: Task, tick: Tick, partial: Say) -> str:
    """Never look whether to stop."""
    tick(0.5, "deaf")
    time.sleep(60)
    return "{}"


@interruptible
def patient(task: Task, tick: Tick, partial: Say) -> str:
    """Long work in many small steps, between which others may come in."""
    steps = json.loads(task.request).get("steps", 200)
    for n in range(steps):
        tick(n / steps, f"step {n}")
        time.sleep(0.005)
    return json.dumps({"steps": steps})


def within_memory(task: Task, tick: Tick, partial: Say) -> str:
    """Segment with so much more address space than is taken when everything is loaded, and no more."""
    import resource

    import torch

    from inference.memory import used_bytes
    from inference.segmentation.network import run

    torch.nn.Conv3d(1, 1, 3)(torch.zeros(1, 1, 8, 8, 8))
    assert used_bytes() > 0
    with open("/proc/self/statm") as file:  # noqa: PTH123
        taken = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (taken + json.loads(task.request)["more_bytes"], resource.RLIM_INFINITY))
    return run(task, tick, partial)


def abort(task: Task, tick: Tick, partial: Say) -> str:
    """What an assertion in a native library does."""
    os.abort()


def leave(task: Task, tick: Tick, partial: Say) -> str:
    os._exit(3)


def refuse(task: Task, tick: Tick, partial: Say) -> str:
    raise KnownError("There is no lung in this volume.", "Choose a chest CT.")


def bug(task: Task, tick: Tick, partial: Say) -> str:
    raise ZeroDivisionError("a bug of ours")


def too_large(task: Task, tick: Tick, partial: Say) -> str:
    raise MemoryError


def go_online(task: Task, tick: Tick, partial: Say) -> str:
    """Try to connect, and answer how that went."""
    try:
        socket.create_connection(("127.0.0.1", 9), timeout=1)
    except Exception as error:
        return json.dumps({"error": type(error).__name__})
    return json.dumps({"error": ""})


def describe_process(task: Task, tick: Tick, partial: Say) -> str:
    print("this belongs on standard error")
    heavy = {"torch", "monai", "llama_cpp", "vtkmodules", "PySide6"} & set(sys.modules)
    return json.dumps(
        {
            "pid": os.getpid(),
            "omp": os.environ.get("OMP_WAIT_POLICY"),
            "heavy": sorted(heavy),
            "thread": threading.current_thread().name,
        }
    )
