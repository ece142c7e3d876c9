"""The page of models with what lies on disk and what was measured; its buttons do the steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from desktop.desk import Desk
from desktop.jobs import Job, JobProgress
from desktop.steps import model_library as steps
from desktop.windows.main_window import MainWindow
from desktop.windows.model_card import ModelRow
from inference.cards import Cards, ModelCard
from inference.gate.papers import read_evaluation, read_trial
from inference.gate.standing import papers_folder, standing_of
from viewer.case.study import Problem
from viewer.widgets.tr import number, tr

VERBS = ("Add ", "Check ", "Try ", "Evaluate ")
"""How the jobs of this page begin."""


class OpenModels(QObject):
    """Everything is read from the folders again whenever something changed."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._page = desk, window.models
        self._said: dict[str, tuple[tuple[str, str], ...]] = {}
        page = self._page
        page.file_asked.connect(partial(desk.run, steps.add_file))
        page.folder_asked.connect(partial(desk.run, steps.add_folder))
        for signal, step in (
            (page.check_asked, steps.check), (page.try_asked, steps.try_on_phantoms), (page.evaluate_asked, steps.evaluate),
            (page.accept_asked, steps.accept), (page.remove_asked, steps.remove),
        ):  # fmt: skip
            signal.connect(self._doer(step))
        desk.jobs.progressed.connect(self._on_progressed)
        desk.jobs.ended.connect(self._on_ended)

    def show(self, found: Cards) -> None:
        """Show these models, and why others cannot be used."""
        rows: list[ModelRow | Problem] = [self._row(card, folder) for card, folder in found.cards]
        self._page.show_models([*rows, *found.problems])

    def say_of(self, id: str, said: Sequence[tuple[str, str]]) -> None:
        """Keep sentences for the page of a model while the window is open, each with a role of the theme."""
        self._said[id] = tuple(said)

    def _row(self, card: ModelCard, folder: Path) -> ModelRow:
        library = self._desk.library
        papers = papers_folder(library.models_folder, card.id)
        speed = library.speed_of(card.id, card.version)
        runs = (tr("{runs} run, the last took {seconds} s on {device}") if speed.runs == 1 else tr("{runs} runs, the last took {seconds} s on {device}")).format(runs=speed.runs, seconds=number(speed.seconds, 1), device=speed.device) if speed else ""
        return ModelRow(
            card,
            folder,
            folder.parent != library.models_folder,
            sum(path.stat().st_size for path in folder.iterdir() if path.is_file()),
            standing_of(library.models_folder, card.id, card.version, card.weights_sha256),
            read_trial(papers, card),
            read_evaluation(papers, card),
            runs,
            self._said.get(card.id, ()),
        )

    def _doer(self, step: Callable[[Desk, str], None]) -> Callable[[str], None]:
        return lambda id: self._desk.run(lambda desk: step(desk, id))

    def _on_progressed(self, progress: JobProgress) -> None:
        if progress.job.label.startswith(VERBS):
            self._page.show_doing(f"{progress.job.label}: {progress.text} {progress.fraction:.0%}")

    def _on_ended(self, job: Job) -> None:
        if job.label.startswith(VERBS):
            self._page.show_doing("")
