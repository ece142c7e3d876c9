"""The library's own report templates: taken in from MRRT files, removed."""

from __future__ import annotations

from pathlib import Path

from inference.report.mrrt import as_toml, id_of, read_mrrt
from inference.report.templates import FOLDER, Template, own_files, read_template
from viewer.case.errors import KnownError


def import_mrrt(path: Path, library: Path) -> Template:
    """Take in an MRRT template: it is kept in the library as a readable file of our own format.

    Raises
    ------
    KnownError with what in the file is refused, or when the library cannot be written.
    """
    form = read_mrrt(path)
    id = id_of(form)
    folder = library / FOLDER
    target, part = folder / f"{id}.toml", folder / f"{id}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.write_text(as_toml(form, id), encoding="utf-8")
        template = read_template(part)
        part.replace(target)
    except OSError as error:
        raise KnownError(f"The template cannot be kept in {folder}: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)
    return template


def remove_template(id: str, library: Path) -> Path:
    """Remove one of the library's own templates; ours stay. Returns the file that is gone."""
    for path in own_files(library):
        if read_template(path).id == id:
            path.unlink()
            return path
    raise KnownError(f"The library has no report template {id!r} of its own.")
