"""How much memory is free, how much a process took at most, and what to say when there is too little."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import mmap
import sys
from pathlib import Path
from typing import Any

import numpy.typing as npt

_STATUS = Path("/proc/self/status")
_INFO = Path("/proc/meminfo")
_GROUP = (
    (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory.current")),
    (Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"), Path("/sys/fs/cgroup/memory/memory.usage_in_bytes")),
)
_OUT_OF_MEMORY = (
    "out of memory", "can't allocate memory", "cannot allocate memory", "not enough memory", "failed to allocate", "failed to map segment",
    "bad_alloc", "bad allocation",
)  # fmt: skip
"""As torch, OpenVINO and the system's loader of libraries say it."""


def free_bytes() -> int | None:
    """What a program can still take without others being pushed out; None where the system does not tell."""
    if sys.platform == "win32":
        return _free_on_windows()
    try:
        lines = _INFO.read_text(encoding="ascii").splitlines()
        free = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable"))
    except (OSError, StopIteration, ValueError):
        return None
    for limit, used in _GROUP:
        with contextlib.suppress(OSError, ValueError):  # no limit is the word "max"
            free = min(free, max(0, int(limit.read_text()) - int(used.read_text())))
    return free


def used_bytes() -> int:
    """What this process holds in memory now; 0 where the system does not tell."""
    return _status("VmRSS")


def start_peak() -> None:
    """Forget the most that was held so far, where the system can (Linux)."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def peak_bytes() -> int:
    """The most this process held since `start_peak`, or ever; 0 where the system does not tell."""
    if peak := _status("VmHWM"):
        return peak
    try:
        import resource
    except ImportError:  # Windows
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(most if sys.platform == "darwin" else most * 1024)


def release(array: npt.NDArray[Any]) -> None:
    """Give back the memory behind an array that is mapped from a file; what is looked at again is read again."""
    mapped = getattr(array, "_mmap", None)
    if mapped is not None and hasattr(mmap, "MADV_DONTNEED"):
        mapped.madvise(mmap.MADV_DONTNEED)


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an error of a library means that memory ran out, the machine's or a graphics card's."""
    if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError":
        return True
    if isinstance(error, OSError) and error.errno == errno.ENOMEM:
        return True
    return isinstance(error, RuntimeError | ImportError) and any(words in str(error).lower() for words in _OUT_OF_MEMORY)


def can_take(size: int) -> bool:
    """Whether the system gives this process so many bytes more now; they are given back at once, and nothing is written."""
    try:
        mmap.mmap(-1, max(size, 1)).close()
    except (OSError, OverflowError):
        return False
    return True


def in_words(size: float) -> str:
    """Bytes for a reader."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"


def _status(key: str) -> int:
    try:
        with _STATUS.open(encoding="ascii", errors="replace") as file:
            return next((int(line.split()[1]) * 1024 for line in file if line.startswith(key)), 0)
    except (OSError, ValueError):
        return 0


def _free_on_windows() -> int | None:
    class Status(ctypes.Structure):
        """MEMORYSTATUSEX."""

        _fields_ = [("length", ctypes.c_ulong), ("load", ctypes.c_ulong)] + [
            (name, ctypes.c_ulonglong)
            for name in ("total", "free", "total_page", "free_page", "total_virtual", "free_virtual", "extended")
        ]

    status = Status()
    status.length = ctypes.sizeof(Status)
    library = getattr(ctypes, "windll", None)
    if library is None or not library.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)):
        return None
    return int(status.free)
