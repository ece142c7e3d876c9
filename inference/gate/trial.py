"""What every segmenter must stand before anybody looks at its figures: the same patient, shown in other ways.

Built-in phantoms are mirrored, turned, cut, made noisy and sliced differently; the outlines must follow. No truth is
needed for that. Where the phantom has a structure that the model draws, its Dice is measured too.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np

from inference.cards import ModelCard
from inference.gate.applies import applies_of
from inference.gate.papers import CaseResult, Trial
from inference.gate.phantoms import Patient, Shown, patients_for
from inference.gate.run import Segmenter, saved
from viewer.case.errors import KnownError
from viewer.case.geometry import Geometry
from viewer.case.progress import CancelledError, Tick, part_of
from viewer.case.segmentation import Label
from viewer.case.source import now
from viewer.case.volume import Mask, Volume

SMALLEST_ML = 2.0
"""Smaller structures are not compared: a voxel more or less is much of them."""
NOISE_HU, NOISE_SHARE = 20.0, 0.03
"""Standard deviation on CT; elsewhere of the range from the 1st to the 99th percentile."""
ENOUGH = {"mirrored": 0.90, "turned": 0.98, "slices of 1 mm": 0.90, "slices of 5 mm": 0.70, "noise": 0.85, "cut": 0.85}
"""Mean Dice that a case needs; of the 48 orders, the worst structure of the worst."""
CASE_S = 300.0
"""No case takes longer, nor the first run."""
TURNED_S = 120.0
"""Seconds for the 48 orders of the axes; after them no further one is begun."""
FINE_MM = (2.0, 2.0, 2.0)
COARSE_MM = (4.0, 4.0, 4.0)


def run_trial(
    card: ModelCard, run: Segmenter, scratch: Path, tick: Tick, patients: Sequence[Patient] = ()
) -> Trial:
    """Run all cases; files come and go in `scratch`, which exists. `patients` are the phantoms to try, else the built-in ones.

    Raises
    ------
    KnownError when the model cannot run at all, or takes longer than `CASE_S` for a phantom; CancelledError.
    """
    patient, base, shown = _first_run(card, run, patients or patients_for(card), scratch, part_of(tick, 0.0, 0.06))
    results = [base.result]
    cases = _Cases(card, run, scratch, patient, shown, base)
    for n, (name, case) in enumerate(cases.all()):
        part = part_of(tick, 0.06 + 0.94 * n / 7, 0.06 + 0.94 * (n + 1) / 7)
        results.append(_timed(name, case, part, bool(base.mask.any())))
    return Trial(card.id, card.version, card.weights_sha256, version("lightbox"), now(), patient.name, tuple(results))


@dataclass(frozen=True, eq=False, slots=True)
class _Base:
    mask: Mask
    result: CaseResult


def _first_run(
    card: ModelCard, run: Segmenter, patients: Sequence[Patient], scratch: Path, tick: Tick
) -> tuple[Patient, _Base, Shown]:
    """The patient in whom the model finds something, the torso or the head, and what it finds."""
    found: tuple[Patient, _Base, Shown] | None = None
    for patient in patients:
        started = time.monotonic()
        shown = patient.show(COARSE_MM)
        clock = _Clock(tick, patient.name, started + CASE_S)
        try:
            mask = run(saved(shown.volume, scratch / "base.npy"), clock)
        except CancelledError:
            if not clock.is_over:
                raise
            raise KnownError(
                f"{card.name} was not tried: the {patient.name} takes it longer than {CASE_S / 60:.0f} minutes on this machine.",
                "Measure it on cases of your own: lightbox models evaluate.",
            ) from None
        dice = {label.name: _dice(np.isin(mask, label.numbers), truth) for label, truth in shown.truths(card) if truth.any()}
        drawn = [label.name for label in card.labels if np.isin(mask, label.numbers).any()]
        text = f"Found: {', '.join(drawn[:8])}." if drawn else "Nothing was found by this model in this phantom."
        if dice:
            text += " Dice with the truth: " + ", ".join(f"{name} {value:.2f}" for name, value in dice.items()) + "."
        mean = float(np.mean(list(dice.values()))) if dice else None
        found = patient, _Base(mask, CaseResult(patient.name, None, mean, text, round(time.monotonic() - started, 2))), shown
        if drawn:
            break
    assert found is not None
    return found


Case = Callable[[Tick], tuple[bool | None, float | None, str]]


class _Clock:
    """A tick that says which case runs, and cancels it when its time is over."""

    def __init__(self, tick: Tick, name: str, end_s: float) -> None:
        self._tick, self._name, self._end_s = tick, name, end_s
        self.is_over = False

    def __call__(self, fraction: float, text: str) -> None:
        self._tick(fraction, f"{self._name}: {text}")
        if time.monotonic() > self._end_s:
            self.is_over = True
            raise CancelledError


def _timed(name: str, case: Case, tick: Tick, finds: bool) -> CaseResult:
    started = time.monotonic()
    if not finds and name != "empty":
        return CaseResult(name, None, None, "Nothing to compare.", 0.0)
    clock = _Clock(tick, name, started + CASE_S)
    try:
        clock(0.0, "begins")
        passed, dice, text = case(clock)
    except KnownError as error:
        passed, dice, text = False, None, error.text
    except CancelledError:
        if not clock.is_over:
            raise
        passed, dice, text = None, None, f"Not judged: it takes longer than {CASE_S / 60:.0f} minutes on this machine."
    return CaseResult(name, passed, None if dice is None else round(dice, 4), text, round(time.monotonic() - started, 2))


class _Cases:
    """Each way of showing the patient, and what must come out."""

    def __init__(self, card: ModelCard, run: Segmenter, scratch: Path, patient: Patient, shown: Shown, base: _Base) -> None:
        self._card, self._run, self._scratch, self._patient = card, run, scratch, patient
        self._volume, self._base = shown.volume, base.mask

    def all(self) -> Iterator[tuple[str, Case]]:
        yield "mirrored", self._mirrored
        yield "turned", self._turned
        yield "noise", self._noisy
        yield "cut", self._cut
        yield "empty", self._empty
        yield "slices of 1 mm", lambda tick: self._sliced(1.0, tick)
        yield "slices of 5 mm", lambda tick: self._sliced(5.0, tick)

    def _mirrored(self, tick: Tick) -> tuple[bool | None, float | None, str]:
        """The same voxels in a mirrored space: what was left is right, and nothing moves."""
        matrix = self._volume.geometry.matrix.copy()
        matrix[0] *= -1
        mask = self._drawn(self._volume.voxels, matrix, tick)
        other = _other_sides(self._card.labels)
        swapped = np.arange(256, dtype=np.uint8)
        for number, opposite in other.items():
            swapped[number] = opposite
        return self._judged("mirrored", swapped[mask], self._base, "Sides are exchanged, all else stays.")

    def _turned(self, tick: Tick) -> tuple[bool | None, float | None, str]:
        """All 48 orders and directions of the axes: the same places in the patient."""
        worst, worst_text, matrix = 1.0, "", self._volume.geometry.matrix
        orders, done, started = _orders(), 0, time.monotonic()
        for n, (axes, flips) in enumerate(orders):
            if done and time.monotonic() - started > TURNED_S:
                break
            done += 1
            cut = tuple(slice(None, None, flip) for flip in flips)
            voxels = self._volume.voxels.transpose(axes)[cut]
            turned = np.eye(4)
            turned[:3, 3] = matrix[:3, 3]
            for column, (axis, flip) in enumerate(zip(axes, flips, strict=True)):
                turned[:3, column] = matrix[:3, axis] * flip
                if flip < 0:
                    turned[:3, 3] += matrix[:3, axis] * (voxels.shape[column] - 1)
            mask = self._drawn(voxels, turned, part_of(tick, n / len(orders), (n + 1) / len(orders)))
            for label, dice in self._dices(mask, self._base.transpose(axes)[cut]).items():
                if dice < worst:
                    worst, worst_text = dice, f" Worst: {label} with axes {axes} and directions {flips}."
        return worst >= ENOUGH["turned"], worst, f"{'All' if done == len(orders) else f'{done} of the'} 48 orders of the axes.{worst_text}"

    def _noisy(self, tick: Tick) -> tuple[bool | None, float | None, str]:
        voxels = self._volume.voxels
        low, high = np.percentile(voxels[::2, ::2, ::2], (1, 99))
        sd = NOISE_HU if self._volume.unit == "HU" else NOISE_SHARE * float(high - low)
        noise = np.random.default_rng(20).normal(0, sd, voxels.shape)
        mask = self._drawn(np.rint(voxels + noise).astype(np.int16), self._volume.geometry.matrix, tick)
        return self._judged("noise", mask, self._base, f"Noise with an SD of {sd:.0f} added.")

    def _cut(self, tick: Tick) -> tuple[bool | None, float | None, str]:
        """The upper 60 % of the slices alone."""
        first = round(0.4 * len(self._volume.voxels))
        matrix = self._volume.geometry.matrix.copy()
        matrix[:3, 3] += matrix[:3, 0] * first
        mask = self._drawn(self._volume.voxels[first:], matrix, tick)
        return self._judged("cut", mask, self._base[first:], "Only the upper 60 % of the slices.")

    def _empty(self, tick: Tick) -> tuple[bool | None, float | None, str]:
        """Air alone: nothing is drawn, or the model says why it does not run."""
        voxels = np.full(self._volume.voxels.shape, self._volume.voxels.min(), np.int16)
        try:
            mask = self._drawn(voxels, self._volume.geometry.matrix, tick)
        except KnownError as error:
            return True, None, f"Refused: {error.text}"
        share = float((mask > 0).mean())
        return share == 0, None, "Nothing is drawn." if share == 0 else f"{share:.1%} of an empty picture is drawn."

    def _sliced(self, step_mm: float, tick: Tick) -> tuple[bool | None, float | None, str]:
        """The patient sliced anew, against slices of 2 mm."""
        low, high = applies_of(self._card).ranges["step_mm"]
        name = f"slices of {step_mm:g} mm"
        if not low <= step_mm <= high:
            return None, None, f"Not run: the card allows slices of {low:g} to {high:g} mm."
        masks = []
        for n, step in enumerate((FINE_MM[0], step_mm)):
            shown = self._patient.show((step, *FINE_MM[1:]))
            masks.append((self._drawn(shown.volume.voxels, shown.volume.geometry.matrix, part_of(tick, n / 2, (n + 1) / 2)), shown.volume.geometry))
        (fine, grid), (other, other_grid) = masks
        heights = other_grid.to_kji(grid.to_lps([[k, 0, 0] for k in range(len(fine))]))[:, 0]
        nearest = np.clip(np.rint(heights).astype(int), 0, len(other) - 1)
        return self._judged(name, other[nearest], fine, "Against slices of 2 mm.")

    def _drawn(self, voxels: np.ndarray, matrix: np.ndarray, tick: Tick) -> Mask:
        path = self._scratch / "case.npy"
        geometry = Geometry.from_matrix((voxels.shape[0], voxels.shape[1], voxels.shape[2]), matrix, "2.25.3")
        return self._run(saved(Volume("trial", geometry, voxels, path, self._volume.unit), path), tick)

    def _judged(self, name: str, mask: Mask, expected: Mask, text: str) -> tuple[bool | None, float | None, str]:
        dices = self._dices(mask, expected)
        if not dices:
            return None, None, "Nothing to compare."
        mean, worst = float(np.mean(list(dices.values()))), min(dices, key=lambda label: dices[label])
        return mean >= ENOUGH[name], mean, f"{text} Least alike: {worst}, Dice {dices[worst]:.2f}."

    def _dices(self, mask: Mask, expected: Mask) -> dict[str, float]:
        ml = self._volume.geometry.voxel_mm3 / 1000
        rows = {label.name: (np.isin(mask, label.numbers), np.isin(expected, label.numbers)) for label in self._card.labels}
        return {name: _dice(a, b) for name, (a, b) in rows.items() if max(int(a.sum()), int(b.sum())) * ml >= SMALLEST_ML}


def _orders() -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """All 48 orders and directions of three axes; single flips and a turn first, for slow models."""
    signs = sorted(itertools.product((1, -1), repeat=3), key=lambda row: (-sum(row), row))
    orders = [(axes, flips) for axes in itertools.permutations(range(3)) for flips in signs]
    first = [((0, 1, 2), (1, 1, -1)), ((0, 1, 2), (1, -1, 1)), ((0, 1, 2), (-1, 1, 1)), ((2, 0, 1), (1, 1, 1))]
    return first + [order for order in orders if order not in first]


def _dice(a: np.ndarray, b: np.ndarray) -> float:
    total = int(a.sum()) + int(b.sum())
    return 2 * int((a & b).sum()) / total if total else 1.0


def _other_sides(labels: tuple[Label, ...]) -> Mapping[int, int]:
    """Number of a structure of one side -> that of the same structure on the other, by name."""
    def bare(label: Label) -> str:
        return " ".join(word for word in label.name.lower().split() if word not in ("left", "right"))

    pairs = {}
    for label in labels:
        for other in labels:
            if {label.side, other.side} == {"left", "right"} and bare(label) == bare(other):
                pairs[label.number] = other.number
    return pairs
