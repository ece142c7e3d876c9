"""What models run on here, and why: asked of the ML process, which alone loads the libraries that know.

Request: ``{"speeds": file of what was tried on this machine}``. Answer: ``{"device": name, "why": reason, "networks":
[{"weights_sha256", "patch", "why"}]}``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from inference.backends.choose import find_cuda, machine, read_speeds
from inference.device import processor
from inference.engine import Task
from viewer.case.progress import Tick


def run(task: Task, tick: Tick, partial: Callable[[str], None]) -> str:
    """Runner: see above."""
    tick(0.0, "Looking for a graphics card")
    card, why = find_cuda()
    cpu = processor()
    if not card:
        faster = f", {cpu.bf16}" if cpu.bf16 else ""
        why = f"{why}; {cpu.name}, {cpu.cores} cores{faster}"
    remembered = read_speeds(Path(json.loads(task.request)["speeds"])).get(machine(), {})
    networks = [
        {"weights_sha256": digest, "patch": patch, "why": choice["why"]}
        for (digest, _, patch), choice in ((key.partition("/"), choice) for key, choice in remembered.items())
    ]
    return json.dumps({"device": card or cpu.name, "why": why, "networks": networks})
