"""What this machine computes with: its processor, as far as it matters for networks. Instant; no torch."""

from __future__ import annotations

import os
import platform
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_CPU_FILE = Path("/proc/cpuinfo")
_WANTED = ("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_bf16", "bf16", "fp16")


@dataclass(frozen=True, slots=True)
class Processor:
    """Name, physical cores that this process may use, and the instructions that networks profit from."""

    name: str
    cores: int
    features: tuple[str, ...]

    @property
    def bf16(self) -> str:
        """The instruction set that multiplies bfloat16, empty where there is none."""
        named = {"amx_bf16": "AMX-BF16", "avx512_bf16": "AVX512-BF16", "bf16": "BF16"}
        return next((text for feature, text in named.items() if feature in self.features), "")


@cache
def processor() -> Processor:
    """The processor of this machine; features are empty where the system does not tell them."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        text = _CPU_FILE.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return Processor(_name_elsewhere(), _cores_elsewhere(usable), ())
    return read_cpuinfo(text, usable)


def read_cpuinfo(text: str, usable: int) -> Processor:
    """From the text of ``/proc/cpuinfo``; `usable` is the number of logical processors that this process may use.

    Threads that share a core count once: two of them on one core compete for its one multiplier.
    """
    rows = [_row(block) for block in text.split("\n\n") if block.strip()]
    cores = {(row.get("physical id"), row.get("core id")) for row in rows if "core id" in row}
    threads_a_core = max(1, len(rows) // len(cores)) if cores else 1
    first = rows[0] if rows else {}
    flags = set(first.get("flags", first.get("features", "")).split())
    name = first.get("model name") or platform.processor() or platform.machine()
    return Processor(name, max(1, usable // threads_a_core), tuple(flag for flag in _WANTED if flag in flags))


def _row(block: str) -> dict[str, str]:
    pairs = (line.partition(":") for line in block.splitlines())
    return {key.strip().lower(): value.strip() for key, _, value in pairs}


def _name_elsewhere() -> str:
    return platform.processor() or platform.machine()


def _cores_elsewhere(usable: int) -> int:
    if platform.system() == "Darwin":
        answer = subprocess.run(["/usr/sbin/sysctl", "-n", "hw.physicalcpu"], capture_output=True, text=True, check=False)
        return int(answer.stdout) if answer.stdout.strip().isdecimal() else usable
    return max(1, usable // 2) if usable > 2 else usable  # Windows tells logical ones; most have two a core
