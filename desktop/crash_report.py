"""A report of our own mistakes, kept on this machine: where the program was, and which versions, no patient data."""

from __future__ import annotations

import importlib.metadata
import platform
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

PACKAGES = ("PySide6-Essentials", "vtk", "SimpleITK", "pydicom", "highdicom", "numpy", "scipy", "sqlite-utils")


def write_crash_report(error: BaseException, folder: Path | None = None) -> Path:
    """Write where the program was when a bug showed, and return the file (in the temporary folder by default).

    The messages of the exceptions stay out: they may quote a patient's name or a path with one. Our own
    file names, lines and the types of the errors tell a developer enough to look.
    """
    folder = folder or Path(tempfile.gettempdir())
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"lightbox-crash-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.txt"
    lines = [f"Lightbox {_version('lightbox')}", f"Python {platform.python_version()} on {platform.platform()}"]
    lines += [f"{name} {_version(name)}" for name in PACKAGES]
    for part in reversed(_chain(error)):
        lines += ["", f"{type(part).__module__}.{type(part).__qualname__} (message withheld)"]
        lines += [
            f"  {'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} in {frame.name}: {frame.line or ''}"
            for frame in traceback.extract_tb(part.__traceback__)
        ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _chain(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or link.__context__
    return chain


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "(not installed as a package)"
