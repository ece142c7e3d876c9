"""A result is a whole file or no file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from viewer.case.errors import KnownError


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A name beside `path` to write to, moved to `path` when the block ends well and removed when it does not.

    Raises
    ------
    KnownError when the folder or file cannot be written.
    """
    part = path.with_name(f"part-{path.name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield part
        part.replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise KnownError(f"{path.name} could not be written ({reason}).", "Choose another folder.") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
