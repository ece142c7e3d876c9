"""What Lightbox is and is not, and the keys."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Sequence
from html import escape

from PySide6.QtWidgets import QTextBrowser

from desktop.windows import look

NOT_FOR_CARE = "For research and demonstration. Lightbox is not a medical device and must not be used for diagnosis."


def about_page() -> QTextBrowser:
    """Version, purpose and the sentence about what it must not be used for."""
    page = QTextBrowser()
    try:
        version = importlib.metadata.version("lightbox")
    except importlib.metadata.PackageNotFoundError:
        version = "from source"
    page.setHtml(
        f"<p><b>Lightbox {escape(version)}</b></p>"
        "<p>An offline radiology workstation. It reads DICOM studies, shows them, outlines and measures structures "
        "on this machine, drafts the report from what was measured and checks every sentence against its evidence. "
        "It opens no network connection.</p>"
        f"<p>{NOT_FOR_CARE}</p>"
        "<p>Apache License 2.0. The models have licences of their own: see Models.</p>"
    )
    return page


def keys_page(
    groups: Sequence[tuple[str, Sequence[tuple[str, str]]]], mouse: Sequence[tuple[str, str, str]]
) -> QTextBrowser:
    """Every key by place, as (place, ((keys, what they do), ...)), and the mouse: gesture, on a slice, in 3D."""
    page = QTextBrowser()
    quiet, accent = look.qcolour("quiet").name(), look.qcolour("accent").name()
    gestures = [
        (gesture, on_slice if on_slice == in_3d else f"{on_slice}; in 3D {in_3d}") for gesture, on_slice, in_3d in mouse
    ]
    everywhere, viewer, *others = (_keys_html(*group, accent, quiet) for group in (*groups, ("mouse", gestures)))
    cells = "".join(
        f'<td width="{percent}%">{column}</td>'
        for percent, column in zip((29, 35, 36), (everywhere, viewer, "".join(others)), strict=True)
    )
    page.setHtml(f'<table width="100%"><tr>{cells}</tr></table>')
    return page


def _keys_html(place: str, rows: Sequence[tuple[str, str]], accent: str, quiet: str) -> str:
    cells = "".join(
        f'<tr><td style="color:{accent}; padding-right:16px">{escape(keys)}</td><td>{escape(text)}</td></tr>'
        for keys, text in rows
    )
    return f'<p style="color:{quiet}">{escape(place.upper())}</p><table>{cells}</table>'
