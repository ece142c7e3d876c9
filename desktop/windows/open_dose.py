"""The dose that came with the pictures on the screen, read on a thread once for each frame of reference."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from desktop.desk import Desk
from desktop.windows.open_cell import OpenCell
from viewer.case.dose import DoseGrid
from viewer.case.progress import Tick
from viewer.case.study import Problem


class OpenDose:
    """Keeps what was read while the study is open; `came` is called when there is something new to be shown."""

    def __init__(self, desk: Desk, came: Callable[[], None]) -> None:
        self._desk, self._came = desk, came
        self._doses: dict[str, DoseGrid | None] = {}

    def find(self, cell: OpenCell) -> DoseGrid | None:
        """The dose on the pictures of a cell, once it is read."""
        return self._doses.get(cell.part.frame_uid) if cell.part is not None else None

    def forget(self) -> None:
        """The study is left."""
        self._doses = {}

    def fetch(self, cell: OpenCell) -> None:
        """Read the dose that came with the pictures of a cell."""
        part, library = cell.part, self._desk.library
        if cell.study is None or part is None or part.frame_uid in self._doses:
            return
        self._doses[part.frame_uid] = None
        of_study = library.series_of(cell.study.uid)
        series = [one for one in of_study if one.modality == "RTDOSE"]
        others = {one.frame_uid for one in of_study if one.modality != "RTDOSE"}
        instances = [row for one in series for row in library.instances_of(one.uid)]
        if not instances:
            return

        def work(tick: Tick) -> tuple[DoseGrid | None, tuple[Problem, ...]]:
            from desktop.workflows.doses import find_dose

            return find_dose(instances, part.frame_uid, others, tick)

        self._desk.start("Read the dose", work, partial(self._on_read, part.frame_uid))

    def _on_read(self, frame_uid: str, found: tuple[DoseGrid | None, tuple[Problem, ...]]) -> None:
        dose, problems = found
        if frame_uid not in self._doses:
            return  # another study was opened meanwhile
        self._doses[frame_uid] = dose
        if problems:
            what = "No dose is shown." if dose is None else "The dose was read."
            self._desk.notices.say(what, " ".join(problem.text for problem in problems))
        self._came()
