"""Runs the window until it is closed; where the language was changed, once more in the new one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer

from desktop.app import open_desktop
from desktop.notices import refuse
from desktop.steps import identity, intake
from desktop.steps.appearance import ANOTHER_LANGUAGE
from inference.offline import stay_offline
from viewer.case.errors import KnownError

WARM_UP_AFTER_MS = 1500
"""The decoder processes start after the window is on screen, so that they do not delay it."""


def run_window(library_folder: Path, open_paths: Sequence[Path] = (), study_uid: str = "") -> int:
    """Open the window on a library and stay until it is closed.

    `open_paths` are imported and opened first; `study_uid` names a study that is in the library already.
    """
    stay_offline()
    geometry = None
    while True:
        try:
            desktop = open_desktop(library_folder)
        except KnownError as error:
            refuse(error)
            return 2
        desktop.notices.install()
        desktop.window.open_in(desktop.application.primaryScreen().availableGeometry())
        if geometry is not None:
            desktop.window.restoreGeometry(geometry)
        QTimer.singleShot(WARM_UP_AFTER_MS, desktop, desktop.warm_up)
        QTimer.singleShot(WARM_UP_AFTER_MS, desktop, partial(identity.look_for_conflicts, desktop))
        if open_paths:
            desktop.run(partial(intake.import_paths, paths=open_paths, and_open=True))
        elif study_uid:
            desktop.open_study(study_uid)
        code = desktop.application.exec()
        is_again = code == ANOTHER_LANGUAGE
        study_uid = desktop.study.uid if desktop.study is not None and desktop.window.place == "reading" else ""
        geometry, open_paths = desktop.window.saveGeometry(), ()
        desktop.close(leaving=not is_again)
        desktop.notices.remove()
        if not is_again:
            return code
