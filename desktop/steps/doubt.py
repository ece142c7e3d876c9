"""How sure models are: an uncertainty layer, and two segmentations compared."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.steps import models
from inference.gate.comparison import DIFFERENCE
from viewer.case.errors import KnownError
from viewer.case.progress import Tick, part_of
from viewer.case.segmentation import Segmentation, names_apart

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.desk import Desk
    from desktop.workflows.model_result import ModelResult
    from inference.cards import ModelCard
    from inference.gate.comparison import Comparison


def segment_with_uncertainty(desk: Desk) -> None:
    """Outline the structures several times and keep where the runs disagree; the cost is said before."""
    models.with_fitting_model(desk, partial(_ask, desk))


def _ask(desk: Desk, card: ModelCard, folder: Path) -> None:
    from inference.gate.uncertainty import RUNS

    speed = desk.library.speed_of(card.id, card.version)
    cost = f"about {RUNS} times {speed.seconds:.0f} s, by its last run" if speed is not None else "several times as long as one run"
    text = f"{card.name} runs {RUNS} times on slightly changed pictures, to show where it is unsure: {cost}."
    desk.ask(text, f"Run it {RUNS} times", partial(_start, desk, card, folder))


def _start(desk: Desk, card: ModelCard, folder: Path) -> None:
    from inference.gate.uncertainty import RUNS

    label, segment = models.segment_work(desk, card, folder)
    engine = desk.jobs.engine
    loaded = desk.loaded
    assert loaded is not None  # `segment_work` refuses before
    volume = loaded.need_volume()

    def work(tick: Tick) -> ModelResult:
        from desktop.workflows.doubt import with_doubt

        result = segment(part_of(tick, 0.0, 1 / RUNS))
        return with_doubt(result, volume, card, folder, engine, part_of(tick, 1 / RUNS, 1.0))

    desk.start(f"{label}, with uncertainty", work, models.shower(desk), in_engine=True)


def comparable(desk: Desk) -> list[tuple[Segmentation, Segmentation]]:
    """Pairs of segmentations of the open volume that share a structure: those of two models first, then the newest."""
    if desk.case is None or desk.loaded is None or desk.loaded.volume is None:
        return []
    rows = [row for row in desk.case.all_of(Segmentation) if row.geometry == desk.loaded.volume.geometry][::-1]
    codes = {row.id: {(label.code, label.side) for label in row.labels} for row in rows}
    pairs = [(a, b) for n, a in enumerate(rows) for b in rows[n + 1 :] if codes[a.id] & codes[b.id]]
    return sorted(pairs, key=lambda pair: pair[0].name == pair[1].name)


def can_compare(desk: Desk) -> bool:
    return bool(comparable(desk))


def is_comparing(desk: Desk) -> bool:
    """Whether the difference of two segmentations lies over the images."""
    return any(label.code == DIFFERENCE for label in desk.grid.content.overlaid)


def end_comparison(desk: Desk) -> None:
    desk.show_preview(None, None)


def compare(desk: Desk) -> None:
    """Show where two segmentations of the open series differ; asks which two where there are several."""
    pairs = comparable(desk)
    if not pairs:
        raise KnownError("There are no two segmentations of this series with a structure in common.", "Segment it with two models.")
    desk.show("reading")
    if len(pairs) == 1:
        _compare(desk, *pairs[0])
    else:
        said = names_apart(list({row.id: row for pair in pairs for row in pair}.values()))
        names = [(f"{said[a.id]} and {said[b.id]}", f"{a.source.made_at[:16]} and {b.source.made_at[:16]}") for a, b in pairs]
        desk.choose(names, lambda place: _compare(desk, *pairs[place]))


def _compare(desk: Desk, a: Segmentation, b: Segmentation) -> None:
    case = desk.case
    assert case is not None
    mask_a, mask_b = case.mask_of(a), case.mask_of(b)

    def work(tick: Tick) -> Comparison:
        from inference.gate.comparison import compare as run

        return run(a, b, mask_a, mask_b, tick)

    def then(found: Comparison) -> None:
        if desk.case is case:
            desk.show_preview(found.shown(), found.mask, found.lines)

    desk.start("Compare two segmentations", work, then)
