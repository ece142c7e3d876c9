"""Walk through the real window: every tool and command once, by mouse and keys, with a picture of each and contact sheets.

    python docs/walk_through.py --out DIR [--size 1280x800] [--only WORDS]

Needs a display; `xvfb-run -s "-screen 0 1280x800x24"` gives a virtual one. The demonstration study is walked through, a PET
and four times made from it, and real pictures where there are some (LIGHTBOX_TEST_DATA, ../shared/data by default).

In DIR are one picture for each command, contact sheets, and walk.tsv: what was pressed, whether the command meant
anything, what it said, how long it took. The exit code is the number of commands that did not work.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "docs")]

from walk_plan import ENDED, GESTURES, WORDS, Places, plan  # noqa: E402
from walk_series import made_pet, made_times  # noqa: E402

from desktop.actions import find_action  # noqa: E402

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.app import Desktop
    from viewer.widgets.pane import Pane

@dataclass
class Step:
    id: str
    how: str
    enabled: bool
    said: str
    ms: float


class Walk:
    def __init__(self, desktop: Desktop, out: Path, files: Path) -> None:
        from PySide6.QtWidgets import QApplication

        self.desktop, self.out, self.files = desktop, out, files
        self.application = QApplication.instance()
        self.steps: list[Step] = []
        self.said: list[str] = []
        self.asked = False
        """Whether the last command asked something, so that a picture of that and one of the answer are kept."""
        desktop.notices.noticed.connect(lambda notice: self.said.append(f"{notice.level}: {notice.text} {notice.advice}"))
        desktop.ask_folder = lambda title: self._folder()  # type: ignore[method-assign]
        desktop.ask_files = lambda title: []  # type: ignore[method-assign]

    def _folder(self) -> Path:
        folder = self.files / f"folder {len(self.steps)}"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def settle(self, seconds: float = 0.15) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.application.processEvents()  # type: ignore[union-attr]
            time.sleep(0.005)

    def wait(self) -> None:
        if not self.desktop.wait_idle(180):
            self.said.append("wrong: the window did not become idle")
        self.settle()

    @property
    def pane(self) -> Pane:
        grid = self.desktop.grid
        pane = grid.main_pane
        return pane if pane is not None else grid.pane("axial")

    def pane_for(self, id: str) -> Pane:
        return self.desktop.grid.pane("3D") if id.startswith("volume.") else self.pane

    def do(self, id: str) -> None:
        """One command: its key where it has one and its place has the focus, else its entry in the menu."""
        from PySide6.QtGui import QKeySequence
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        row, action = find_action(id), self.desktop.window.commands.actions[id]
        self.before(id)
        self.said.clear()
        if "viewer" in row.places and self.desktop.window.place == "reading":
            self.pane_for(id).setFocus()
        self.settle(0.05)
        enabled, started = action.isEnabled(), time.perf_counter()
        focus = QApplication.focusWidget() or self.desktop.window
        if enabled and row.keys and not QApplication.activePopupWidget():
            fired: list[bool] = []
            action.triggered.connect(lambda *a: fired.append(True))
            QTest.keySequence(focus, QKeySequence(row.keys))
            how = row.keys
            if not fired:
                how = f"menu (the key {row.keys} did nothing in {type(focus).__name__})"
                action.trigger()
        else:
            how = "menu"
            if enabled:
                action.trigger()
        ms = (time.perf_counter() - started) * 1000
        self.settle(0.2)
        if enabled and id in GESTURES:
            self.gesture(self.pane_for(id), *GESTURES[id])
            if id in ENDED:
                QTest.keySequence(self.pane, QKeySequence("Return"))
        self.settle(0.25)
        why = "" if enabled else f"not enabled: {row.why(self.desktop)}"
        self.shoot(id)
        self.answer(id)
        self.wait()
        self.shoot(id, self.asked)
        self.steps.append(Step(id, how, enabled, "  ".join((why, *self.said)).strip(), ms))
        self.after(id)

    def gesture(self, pane: QWidget, kind: str, places: Places) -> None:
        from PySide6.QtCore import QPoint, Qt
        from PySide6.QtTest import QTest

        left = Qt.MouseButton.LeftButton
        points = [QPoint(round(x * pane.width()), round(y * pane.height())) for x, y in places]
        if kind == "hover":
            QTest.mouseMove(pane, points[0] + QPoint(2, 2))
            self.settle(0.05)
            QTest.mouseMove(pane, points[0])
        elif kind == "clicks":
            for point in points:
                QTest.mouseMove(pane, point)
                self.settle(0.03)
                QTest.mouseClick(pane, left, pos=point)
                self.settle(0.6)  # so that two clicks are no double click
        else:
            QTest.mouseMove(pane, points[0])
            QTest.mousePress(pane, left, pos=points[0])
            for before, point in pairwise(points):
                for part in (0.25, 0.5, 0.75, 1.0):
                    QTest.mouseMove(pane, before + (point - before) * part)
                    self.settle(0.02)
            QTest.mouseRelease(pane, left, pos=points[-1])

    def answer(self, id: str) -> None:
        """Answer what the command asks: words, a menu, a question, a term."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication, QDialog

        window = self.desktop.window
        self.asked = window.ask_words.isVisible() or window.question.isVisible() or QApplication.activePopupWidget() is not None
        if popup := QApplication.activePopupWidget():
            QTest.keyClick(popup, Qt.Key.Key_Return)
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, QDialog) and dialog.isVisible():
                dialog.accept()
        if window.palette_of_commands.isVisible():
            QTest.keyClick(window.palette_of_commands.field, Qt.Key.Key_Escape)
        if window.ask_words.isVisible():
            if WORDS.get(id):
                window.ask_words.field.setText(WORDS[id])
            QTest.keyClick(window.ask_words.field, Qt.Key.Key_Return)
        if window.question.isVisible():
            (window.question.yes if id == "study.delete" else window.question.no).click()
        if window.ask_name.isVisible():
            QTest.keyClick(window.ask_name.field, Qt.Key.Key_Return)

    def before(self, id: str) -> None:
        """What a command needs to mean something."""
        if id == "reformat.curved":
            table = self.desktop.window.reading.measurements
            table.list.setCurrentRow(next(n for n, row in enumerate(table.rows) if row.record.kind == "polyline"))
        if id == "segments.compare":
            self.outline_again()

    def outline_again(self) -> None:
        """A second segmentation with a structure of the model's, painted by hand."""
        from desktop.steps import segmenting
        from viewer.case.segmentation import Segmentation

        desktop = self.desktop
        case = desktop.case
        assert case is not None
        made = next(row for row in case.all_of(Segmentation) if row.source.author.startswith("model:"))
        label = next(row for row in made.labels if row.side == "right")
        segmenting.begin_another(desktop)
        segmenting.set_term(desktop, label.code, label.side)
        desktop.run_action("tool.brush")
        self.gesture(self.pane, *GESTURES["tool.brush"])
        self.wait()

    def after(self, id: str) -> None:
        """Leave what would stand in the way of the next command."""
        desktop = self.desktop
        if id == "study.split":
            desktop.window.patients.undo.click()
            self.wait()
        if id == "reformat.curved" and desktop.grid.content.straightened is not None:
            desktop.run_action(id)
            self.wait()
        if desktop.window.place not in ("worklist", "reading"):
            desktop.window.go_back()
        if desktop.window.ask_words.isVisible():
            desktop.window.ask_words.drop()
        if id == "fusion.less":
            desktop.run_action("fusion.choose")  # which ends it
        if id == "look.smaller_text":
            desktop.run_action("look.usual_text")
        if id == "app.full_screen":
            desktop.run_action(id)
        for toggled in ("view.lens", "view.inspect", "view.overlay", "view.marks", "panel.jobs", "panel.findings", "panel.series", "panel.report",
                        "view.inverted", "view.outline", "pointer.press", "volume.crop", "volume.cut", "view.maximise", "segment.lock"):  # fmt: skip
            if id == toggled:
                desktop.run_action(id)
        if id.startswith("window.") and id == "window.picture":
            desktop.run_action("window.preset_2")
        if id == "cine.slower":
            desktop.grid.cine.stop()
        if id.startswith(("view.colours", "colours.")):
            desktop.grid.set_colours("")
        desktop.room.close_second()
        if id.startswith(("view.turn", "view.flip", "view.true", "tool.pan", "tool.zoom")):
            desktop.run_action("view.reset")
        self.settle(0.1)

    def shoot(self, id: str, again: bool = False) -> None:
        screen = self.desktop.window.screen()
        name = self.out / f"{len(self.steps):03}_{id}{'_after' if again else ''}.png"
        screen.grabWindow(0).save(str(name))


def scenes(walk: Walk, library: Path, only: Sequence[str]) -> None:
    """Bring the window to where each scene begins, and do its commands."""
    from desktop.workflows.demo import ensure_demonstration
    from viewer.case.progress import no_tick

    desktop = walk.desktop
    data = Path(os.environ.get("LIGHTBOX_TEST_DATA", ROOT.parent / "shared" / "data"))
    demonstration = ensure_demonstration(library / "demonstration", no_tick)
    begin: dict[str, Callable[[], None]] = {}

    def study_of(words: str) -> str:
        return next(row.study.uid for row in desktop.library.find_studies() if words in f"{row.study.description} {row.study.patient.id} {row.study.date}")

    def into_reading() -> None:
        uid = next(row.study.uid for row in desktop.library.find_studies("20260316") if row.study.demonstration)
        (ct,) = [row for row in desktop.library.series_of(uid) if row.modality == "CT"][:1]
        desktop.import_paths([made_pet(desktop, ct.uid, walk.files / "pet"), made_times(desktop, ct.uid, walk.files / "times")])
        walk.wait()
        desktop.open_study(uid, ct.uid)
        walk.wait()

    def into_times() -> None:
        desktop.open_study(study_of("WALK-TIMES"))
        walk.wait()
        desktop.run_action("layout.four")
        walk.wait()

    def into(path: Path) -> Callable[[], None]:
        def go() -> None:
            before = {row.study.uid for row in desktop.library.find_studies()}
            desktop.import_paths([path])
            walk.wait()
            new = [row.study.uid for row in desktop.library.find_studies() if row.study.uid not in before]
            if new:
                desktop.open_study(new[0])
                walk.wait()

        return go

    begin = {
        "list": lambda: desktop.import_paths(demonstration), "reading": into_reading, "times": into_times,
        "films": into(data / "xray" / "xa_cine_96f_jpeg.dcm"),
        "pictures": into(data / "xray" / "cr_chest_mono2_jpeg.dcm"), "states": into(data / "derived" / "gsps_luts"),
        "end": lambda: desktop.show("worklist"),
    }  # fmt: skip
    for name, ids in plan():
        begin[name]()
        walk.wait()
        for id in ids:
            if not only or any(word in id for word in only) or id in ("model.segment", "findings.find"):
                print(f"{name}  {id}", flush=True)
                walk.do(id)


def sheets(walk: Walk, columns: int = 4, rows: int = 4, width: int = 640) -> list[Path]:
    """Contact sheets: each picture with its command, its key, and what it said."""
    from PySide6.QtCore import QRect, Qt
    from PySide6.QtGui import QColor, QImage, QPainter

    made, each, foot = [], columns * rows, 44
    for page in range(0, len(walk.steps), each):
        steps = walk.steps[page : page + each]
        first = QImage(str(walk.out / f"000_{walk.steps[0].id}.png"))
        height = round(width * first.height() / first.width())
        sheet = QImage(columns * width, rows * (height + foot), QImage.Format.Format_RGB32)
        sheet.fill(QColor("#ffffff"))
        painter = QPainter(sheet)
        for place, step in enumerate(steps):
            picture = QImage(str(walk.out / f"{page + place:03}_{step.id}.png"))
            x, y = place % columns * width, place // columns * (height + foot)
            painter.drawImage(QRect(x + 2, y + 2, width - 4, height - 4), picture.scaled(width - 4, height - 4, mode=Qt.TransformationMode.SmoothTransformation))
            painter.setPen(QColor("#000000" if step.enabled else "#c00000"))
            painter.drawText(QRect(x + 4, y + height, width - 8, foot), Qt.TextFlag.TextWordWrap, f"{page + place}  {step.id}  [{step.how}]  {step.said[:150]}")
        painter.end()
        path = walk.out / f"sheet_{page // each + 1}.png"
        sheet.save(str(path))
        made.append(path)
    return made


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--size", default="1280x800", help="of the window")
    parser.add_argument("--only", nargs="*", default=(), help="parts of ids; all without it")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    width, height = (int(part) for part in options.size.split("x"))
    with tempfile.TemporaryDirectory() as temporary:
        os.environ["LIGHTBOX_CONFIG"] = str(Path(temporary, "settings.toml"))
        from PySide6.QtWidgets import QApplication

        from desktop.app import open_desktop
        from desktop.settings import Settings, save_settings

        application = QApplication(sys.argv[:1])
        save_settings(Settings(reader_name="A. Reader", language="en"))
        desktop = open_desktop(Path(temporary, "library"))
        desktop.window.setGeometry(0, 0, width, height)
        desktop.window.show()
        desktop.window.activateWindow()  # there may be no window manager
        application.processEvents()
        walk = Walk(desktop, options.out, Path(temporary, "files"))
        try:
            scenes(walk, Path(temporary, "library"), options.only)
        finally:
            lines = [f"{step.id}\t{step.how}\t{'yes' if step.enabled else 'no'}\t{step.ms:.0f} ms\t{step.said}" for step in walk.steps]
            (options.out / "walk.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
            if walk.steps:
                print(*sheets(walk), sep="\n")
            desktop.close()
    failed = [step for step in walk.steps if not step.enabled or "did nothing" in step.how or "wrong:" in step.said]
    print(f"{len(walk.steps)} commands, {len(failed)} did not work: {', '.join(step.id for step in failed)}")
    return min(len(failed), 255)


if __name__ == "__main__":
    sys.exit(main())
