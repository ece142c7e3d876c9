"""What Lightbox is and is not, and the keys."""

from __future__ import annotations

import importlib.metadata
from html import escape

from PySide6.QtWidgets import QTextBrowser

from viewer.widgets.tr import tr

NOT_FOR_CARE = "For research and demonstration. Lightbox is not a medical device and must not be used for diagnosis."


def about_page() -> QTextBrowser:
    """Version, purpose and the sentence about what it must not be used for."""
    page = QTextBrowser()
    try:
        version = importlib.metadata.version("lightbox")
    except importlib.metadata.PackageNotFoundError:
        version = tr("from source")
    purpose = tr(
        "An offline radiology workstation. It reads DICOM studies, shows them, outlines and measures structures on this "
        "machine, drafts the report from what was measured and checks every sentence against its evidence. It opens no "
        "network connection."
    )
    licence = tr("Apache License 2.0. The models have licences of their own: see Models.")
    parts = (purpose, tr(NOT_FOR_CARE), licence)
    page.setHtml(f"<p><b>Lightbox {escape(version)}</b></p>" + "".join(f"<p>{escape(part)}</p>" for part in parts))
    page.setAccessibleName(tr("About Lightbox"))
    return page
