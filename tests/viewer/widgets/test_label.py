"""What comes from files is shown as it is written, never read as markup."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from viewer.widgets.label import Label, tip_of

ROOT = Path(__file__).resolve().parents[3]
HOSTILE = '<img src="//server/share/x.png"><b>name</b>'


@pytest.mark.usefixtures("qapp")
def test_markup_in_a_label_is_text() -> None:
    label, plain = Label(HOSTILE), Label("x" * len(HOSTILE))
    assert label.textFormat() == Qt.TextFormat.PlainText and label.text() == HOSTILE
    assert label.sizeHint().height() == plain.sizeHint().height()
    assert QApplication.instance() is not None


def test_markup_in_a_tip_is_escaped_and_plain_words_stay() -> None:
    assert "<img" not in tip_of(HOSTILE) and "&lt;img" in tip_of(HOSTILE)
    assert tip_of("5 < 7 mm\nMR brain & neck") == "5 < 7 mm\nMR brain & neck"


@pytest.mark.parametrize("folder", ["desktop/windows", "viewer/widgets"])
def test_no_window_makes_a_label_that_reads_markup(folder: str) -> None:
    files = [path for path in (ROOT / folder).glob("*.py") if path.name != "label.py"]
    assert len(files) > 10
    assert [path.name for path in files if re.search(r"\bQLabel\(", path.read_text(encoding="utf-8"))] == []
