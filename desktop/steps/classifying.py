"""Scores of findings on the open radiograph, and where on it a model sees one. Nothing of it enters the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viewer.widgets.tr import tr

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.desk import Desk
    from desktop.workflows.classify import Classified, Score
    from inference.cards import ModelCard
    from viewer.case.progress import Tick


def why_not(desk: Desk) -> str:
    """What stands in the way of scoring findings; empty where they can be scored."""
    if desk.series is None or desk.loaded is None:
        return "No images are open."
    if desk.series.modality not in ("CR", "DX") or desk.loaded.stack.is_colour:
        return "Findings are scored on radiographs (CR or DX)."
    return "" if desk.cards("classification") else "No model that scores findings is installed. Add one under Help, Models."


def can_score(desk: Desk) -> bool:
    return not why_not(desk)


def score(desk: Desk) -> None:
    """Score the findings that a model knows on the open radiograph; asks which model where there are several."""
    rows = desk.cards("classification")
    desk.show("reading")
    if len(rows) == 1:
        _run(desk, *rows[0])
    else:
        desk.choose([(card.name, card.intended_use) for card, _ in rows], lambda place: _run(desk, *rows[place]))


def _run(desk: Desk, card: ModelCard, folder: Path, explain: str = "") -> None:
    case, loaded, series, engine = desk.case, desk.loaded, desk.series, desk.jobs.engine
    if loaded is None or series is None:
        return
    stack = loaded.stack

    def work(tick: Tick) -> Classified:
        from desktop.workflows.classify import classify

        return classify(stack, series, card, folder, engine, tick, explain)

    def then(found: Classified) -> None:
        if desk.case is not case or desk.series is None or desk.series.uid != series.uid:
            return
        if explain:
            _show_place(desk, found, explain)
            return
        desk.notices.say(tr("{model}: choose a finding to see where on the picture its score comes from.", model=card.name), " ".join([*found.said, card.limits]))
        names = [(f"{row.finding.name}   {row.score:.2f} ± {row.spread:.2f}", _votes(row)) for row in found.scores]
        desk.choose(names, lambda place: _run(desk, card, folder, found.scores[place].finding.name))

    desk.start(card.name, work, then, in_engine=True)


def _show_place(desk: Desk, found: Classified, finding: str) -> None:
    """Frame the place whose covering lowers the score of a finding most, or say why there is none."""
    from desktop.workflows.classify import strongest

    row = next(row for row in found.scores if row.finding.name == finding)
    said = f"{finding} {row.score:.2f} ± {row.spread:.2f}: {_votes(row)}."
    box = strongest(desk.loaded.stack, found.map) if desk.loaded is not None and found.map is not None else None
    desk.grid.content.sought = (box,) if box is not None else ()
    desk.grid.refresh_slices()
    place = found.doubt or (tr("Covering what is framed lowers the score most.") if box is not None else tr("No place of the picture lowers the score when it is covered."))
    desk.notices.say(said, f"{place} {tr('A score is no probability of disease.')}")


def _votes(row: Score) -> str:
    return tr("one half or more in {votes} of {looks} looks", votes=row.votes, looks=row.looks)
