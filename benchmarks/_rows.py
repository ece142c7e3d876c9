"""How every benchmark says its figures: a table for people, or one JSON document."""

from __future__ import annotations

import json
import os
import platform
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # before this folder, whose inference.py is no package


def row(
    name: str, unit: str, values: Sequence[float], peer: str, peer_values: Sequence[float], larger_is_better: bool = False
) -> dict[str, object]:
    """One figure beside a peer's, both from this run: medians, their ratio, and our value at the bad end (p95)."""
    ordered = sorted(values, reverse=larger_is_better)
    value, peer_value = statistics.median(values), statistics.median(peer_values)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
    return {
        "name": name, "value": value, "unit": unit, "peer": peer, "peer_value": peer_value, "ratio": value / peer_value,
        "p95": p95, "better": "larger" if larger_is_better else "smaller",
    }  # fmt: skip


def show(results: Sequence[dict[str, object]], as_json: bool) -> None:
    """Print all rows."""
    machine: dict[str, object] = {"cores": os.cpu_count(), "platform": platform.platform(), "python": platform.python_version()}
    if hasattr(os, "getloadavg"):  # other work of the machine falls into the figures
        machine["load"] = [round(value, 1) for value in os.getloadavg()]
    if as_json:
        print(json.dumps({"machine": machine, "results": list(results)}, indent=2))
        return
    if "load" in machine:
        print(f"{machine['cores']} cores; load of the last 1, 5 and 15 minutes, this included: {machine['load']}")
    print(f"{'':40}{'Lightbox':>10}{'peer':>10}{'ratio':>9}{'p95':>10}   unit, peer, what is better")
    for r in results:
        value, peer_value, ratio, p95 = (float(str(r[key])) for key in ("value", "peer_value", "ratio", "p95"))
        better = f"{r['better']} is better"
        print(f"{r['name']:40}{_digits(value):>10}{_digits(peer_value):>10}{ratio:>9.2f}{_digits(p95):>10}   {r['unit']}, {r['peer']}, {better}")


def _digits(value: float) -> str:
    """Four digits, and all of those before the point."""
    return f"{value:.0f}" if abs(value) >= 1000 else f"{value:.4g}"
