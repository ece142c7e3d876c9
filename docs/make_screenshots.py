"""Take the README's pictures from the real window: the demonstration study, and a real one where there is one.

    python docs/make_screenshots.py [--out DIR] [--size 1920x1080] [--scale 1]

The real study is the CT below LIGHTBOX_TEST_DATA (../shared/data by default); without it that picture is left out.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
REAL = Path("ct", "siemens_mct_abdomen_j2k_empty_uids")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures")
    parser.add_argument("--size", default="1600x1000", help="of the window, in physical pixels")
    parser.add_argument("--scale", type=float, default=1.0, help="2 for a screen at 200 %%")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = str(options.scale)
    width, height = (round(int(n) / options.scale) for n in options.size.split("x"))
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LIGHTBOX_CONFIG"] = str(Path(folder, "settings.toml"))
        return take(Path(folder), options.out, (width, height))


def take(folder: Path, out: Path, size: tuple[int, int]) -> int:
    from PySide6.QtWidgets import QApplication

    from desktop.app import open_desktop
    from desktop.settings import Settings, save_settings
    from desktop.workflows.demo import ensure_demonstration
    from viewer.case.finding import Finding
    from viewer.case.progress import no_tick

    application = QApplication([])
    save_settings(Settings(reader_name="A. Reader"))
    library = folder / "library"
    desktop = open_desktop(library)
    desktop.window.resize(*size)
    desktop.window.show()

    def settle() -> None:
        if not desktop.wait_idle(300):
            raise SystemExit("The window did not become idle.")
        for _ in range(50):
            application.processEvents()

    def shoot(name: str) -> None:
        settle()
        path = out / f"{name}.png"
        desktop.window.grab().save(str(path))
        print(path)

    def act(id: str) -> None:
        if not desktop.run_action(id):
            raise SystemExit(f"The command {id} is not enabled here.")
        settle()

    shoot("empty")
    desktop.import_paths(ensure_demonstration(library / "demonstration", no_tick))
    settle()
    real = Path(os.environ.get("LIGHTBOX_TEST_DATA", ROOT.parent / "shared" / "data")) / REAL
    if real.is_dir():
        desktop.import_paths([real])
        settle()
    shoot("worklist")
    current = next(row.study for row in desktop.library.find_studies("20260316") if row.study.demonstration)
    desktop.open_study(current.uid)
    settle()
    act("model.segment")
    act("findings.find")
    assert desktop.case is not None
    first = desktop.case.all_of(Finding)[0]
    desktop.take_finding(first.id)
    act("window.preset_3")
    shoot("reading")
    for finding in desktop.case.all_of(Finding):
        desktop.take_finding(finding.id)
        act("findings.accept")
    act("report.draft")
    assert desktop.draft is not None
    spoken = next(sentence for sentence in desktop.draft.sentences if first.id in sentence.finding_ids)
    desktop.go_to_sentence(spoken.id)
    shoot("report")
    if real.is_dir():
        study = next(row.study for row in desktop.library.find_studies() if not row.study.demonstration)
        desktop.open_study(study.uid)
        settle()
        act("model.segment")
        shoot("real")
    desktop.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
