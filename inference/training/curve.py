"""The learning curve as a picture that any browser shows: loss, and overlap on held-out pictures, by step."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

_WIDTH, _HEIGHT, _EDGE = 720, 360, 48
_COLOURS = ("#1f5fa8", "#b3541e", "#2e7d4f", "#7a3fa0", "#a02f4a", "#5b6b1f", "#1f8a8a", "#8a6d1f")
Points = Sequence[tuple[float, float]]


def read_log(log: Path) -> list[dict[str, str]]:
    """The rows of a training's log."""
    with log.open(newline="", encoding="utf-8") as file:
        return [dict(cell.split("=", 1) for cell in row) for row in csv.reader(file)]


def draw_curve(log: Path, out: Path) -> None:
    """Write the curves of `log`: every ``dice`` from 0 to 1, and the loss from 0 to its highest."""
    rows = read_log(log)
    names = dict.fromkeys(key for row in rows for key in row if key.startswith("dice "))
    lines: list[tuple[str, str, Points]] = []
    losses = [(float(row["step"]), float(row["loss"])) for row in rows if "loss" in row]
    if losses:
        highest = max(loss for _, loss in losses)
        lines.append((f"loss (1 = {highest:.2f})", "#999999", [(step, loss / highest) for step, loss in losses]))
    for number, name in enumerate(names):
        found = [(float(row["step"]), float(row[name])) for row in rows if name in row and row[name] != "nan"]
        lines.append((name.removeprefix("dice "), _COLOURS[number % len(_COLOURS)], found))
    last = max((step for _, _, points in lines for step, _ in points), default=1.0)
    out.write_text(_svg(lines, last), encoding="utf-8")


def _svg(lines: Sequence[tuple[str, str, Points]], last: float) -> str:
    across, up = _WIDTH - 2 * _EDGE - 170, _HEIGHT - 2 * _EDGE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" font-family="sans-serif" font-size="11">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>',
    ]
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = _HEIGHT - _EDGE - share * up
        parts.append(f'<path d="M{_EDGE} {y:.1f}h{across}" stroke="#ddd"/><text x="8" y="{y + 4:.1f}">{share:.2f}</text>')
    parts.append(f'<text x="{_EDGE + across - 70}" y="{_HEIGHT - 20}">step {last:.0f}</text>')
    for row, (name, colour, points) in enumerate(lines):
        path = " ".join(f"{_EDGE + step / last * across:.1f},{_HEIGHT - _EDGE - value * up:.1f}" for step, value in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        parts.append(f'<text x="{_EDGE + across + 10}" y="{_EDGE + 15 * row}" fill="{colour}">{name}</text>')
    return "\n".join([*parts, "</svg>\n"])
