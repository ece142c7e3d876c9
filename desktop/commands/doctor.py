"""`lightbox doctor`: what this machine has, and what Lightbox will use."""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import resources
from desktop.commands.answer import Answer, Json, table
from desktop.commands.library_checks import back_up, library_checks, repair, repair_lines
from desktop.display import find_display
from desktop.store.database import application_version
from inference.cards import scan_cards
from inference.client import Engine
from inference.engine import Task
from viewer.case.errors import KnownError
from viewer.case.progress import Tick, no_tick, part_of
from viewer.case.source import new_id

LEAST_DISK_GB = 5
LEAST_MEMORY_GB = 6


def doctor(options: argparse.Namespace, tick: Tick) -> Answer:
    document: Json = {}
    lines: list[str] = []
    if options.repair:
        done = repair(options.library, part_of(tick, 0.0, 0.7))
        document["repair"] = {"damage": done.damage, "kept": str(done.kept or ""), "restored": done.restored, "lost": done.lost}
        lines = [*repair_lines(done), ""]
    if options.backup:
        document["backup"] = str(back_up(options.library))
        lines.append(f"Backed up to {document['backup']}.\n")
    of_library = list(library_checks(options.library, options.files, part_of(tick, 0.7, 1.0)))
    document["checks"] = [{"name": name, "ok": ok, "text": text} for name, ok, text in (*look(options), *of_library)]
    rows = [("ok" if check["ok"] else "look", check["name"], check["text"]) for check in document["checks"]]
    return Answer(document, "\n".join([*lines, table(rows, ("", "what", "found"))]), not all(ok for _, ok, _ in of_library))


def look(options: argparse.Namespace) -> Iterator[tuple[str, bool, str]]:
    """Name, whether it is fine, and what was found, one by one."""
    yield "Lightbox", True, f"{application_version()} on Python {platform.python_version()}, {platform.platform()}"
    cores = os.cpu_count() or 1
    yield "processor", cores >= 2, f"{cores} cores, {platform.machine()}{', AVX2' if has_avx2() else ''}"
    memory_gb = total_memory_gb()
    yield "memory", memory_gb == 0 or memory_gb >= LEAST_MEMORY_GB, f"{memory_gb:.0f} GB" if memory_gb else "not known"
    folder = options.library
    existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
    free_gb = shutil.disk_usage(existing).free / 1e9
    yield "library", free_gb >= LEAST_DISK_GB, f"{folder}, {free_gb:.0f} GB free"
    display = find_display()
    yield "display", bool(display), display or "none: the window needs one, commands do not"
    yield "3D", True, off_screen_renderer()
    yield "graphics card", True, cuda_cards() or "no NVIDIA card"
    yield "language model", has_module("llama_cpp"), (
        "llama.cpp is there; reports can be worded by a GGUF pack"
        if has_module("llama_cpp") else "llama.cpp is not installed; reports are worded by templates"
    )  # fmt: skip
    yield "torch", has_module("torch"), "for model packs" if has_module("torch") else "not installed: packs cannot run"
    yield "dciodvfy", True, shutil.which("dciodvfy") or "not installed; exports are checked by re-reading only"
    found = scan_cards([resources.path("models"), folder / "models"])
    yield "models", not found.problems, ", ".join(card.id for card, _ in found.cards)
    for problem in found.problems:
        yield "models", False, problem.text
    yield from what_models_run_on(folder / "models", {card.weights_sha256: card.id for card, _ in found.cards if card.weights})


def what_models_run_on(models_folder: Path, ids: Mapping[str, str]) -> Iterator[tuple[str, bool, str]]:
    """Asks the ML process, which starts for it: graphics card or processor, and the way that each tried network runs.

    Parameters
    ----------
    ids : the models of the library, by the hash of their weights.
    """
    from desktop.workflows.segment import SPEEDS_FILE  # brings libraries that the other commands start without

    task = Task(new_id(), "inference.probe:run", models_folder, None, models_folder, json.dumps({"speeds": str(models_folder / SPEEDS_FILE)}))
    try:
        with Engine() as engine:
            answer = json.loads(engine.run(task, no_tick).answer)
    except KnownError as error:
        yield "models run on", False, str(error)
        return
    yield "models run on", True, answer["why"]
    for row in answer["networks"]:
        if row["weights_sha256"] in ids:
            yield ids[row["weights_sha256"]], True, f"windows of {row['patch']}: {row['why']}"


def has_module(name: str) -> bool:
    """Whether a module is installed, without importing it."""
    return importlib.util.find_spec(name) is not None


def has_avx2() -> bool:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:  # noqa: PTH123
            return " avx2 " in file.read()
    except OSError:
        return False


def total_memory_gb() -> float:
    """Physical memory, or 0 where the system does not say."""
    if not hasattr(os, "sysconf"):
        return 0.0
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
    except (ValueError, OSError):
        return 0.0


def off_screen_renderer() -> str:
    from viewer.scene.gl_window import find_renderer

    try:
        return find_renderer()
    except KnownError as error:
        return str(error)


def cuda_cards() -> str:
    """Names of NVIDIA cards as their own tool tells them, empty where there are none."""
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return ""
    answer = subprocess.run([tool, "--query-gpu=name,memory.total", "--format=csv,noheader"], capture_output=True, text=True, check=False, timeout=10)
    return "; ".join(answer.stdout.split("\n")).strip("; ") if answer.returncode == 0 else ""
