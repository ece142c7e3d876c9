"""A radiograph has no volume, and a report all the same."""

from pathlib import Path

import pypdfium2
import pytest
from pytestqt.qtbot import QtBot

from desktop.app import Desktop
from desktop.cli import main
from desktop.steps import reporting


@pytest.fixture
def radiograph(desktop: Desktop, real_data: Path) -> Desktop:
    desktop.import_paths([real_data / "xray" / "cr_rg3_j2k_lossy.dcm"])
    assert desktop.wait_idle(60)
    desktop.open_study(desktop.library.find_studies()[0].study.uid)
    assert desktop.wait_idle(60)
    assert desktop.loaded is not None and desktop.loaded.volume is None
    return desktop


def test_a_radiograph_is_reported_signed_and_printed(radiograph: Desktop, qtbot: QtBot, tmp_path: Path) -> None:
    editor = radiograph.window.reading.report
    assert editor.draft_button.isEnabled() and not editor.first_draft.isHidden()
    assert radiograph.run_action("report.draft") and radiograph.wait_idle(60)
    assert radiograph.draft is not None and "Radiograph" in radiograph.draft.text
    assert not radiograph.run_action("report.sign"), "the conclusion is the reader's to write"
    (conclusion,) = [row for row in editor.rows.values() if row.sentence.text.startswith("[Conclusion")]
    conclusion.text.selectAll()
    qtbot.keyClicks(conclusion.text, "The radiograph is of no diagnostic use.")
    qtbot.waitUntil(lambda: not conclusion.is_pending, timeout=2000)
    radiograph.run_action("report.sign")
    assert radiograph.wait_idle(60)
    assert radiograph.signed is not None and radiograph.signed.signed_by == "Ada Reader"
    reporting.export_to(radiograph, tmp_path / "out", ("pdf", "dicom-sr", "dicom-seg", "png"))
    assert radiograph.wait_idle(120)
    assert {path.name for path in (tmp_path / "out").iterdir() if path.is_file()} == {"report.pdf", "report-sr.dcm", "measurements-sr.dcm"}
    assert [path.name for path in (tmp_path / "out").rglob("*.png")] == ["picture.png"]
    with pypdfium2.PdfDocument(tmp_path / "out" / "report.pdf") as document:
        assert "Radiograph" in document[0].get_textpage().get_text_range()


def test_so_it_is_on_the_command_line(real_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library, out = str(tmp_path / "library"), str(tmp_path / "out")
    assert main(["--library", library, "import", str(real_data / "xray" / "cr_rg3_j2k_lossy.dcm")]) == 0
    assert main(["--library", library, "draft", "latest"]) == 0
    assert main(["--library", library, "sign", "latest", "--as", "Ada Reader"]) == 2, "nothing was found, nothing was reviewed: no conclusion"
    assert main(["--library", library, "draft", "latest", "--template", "cr_chest", "--reviewed", "lung"]) == 0
    assert main(["--library", library, "sign", "latest", "--as", "Ada Reader"]) == 0
    assert main(["--library", library, "export", "latest", "--to", out, "--format", "pdf,dicom-sr,png"]) == 0
    assert "NOT VALID" not in capsys.readouterr().out
