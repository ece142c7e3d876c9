"""Where files that ship with Lightbox lie, in a source tree, a wheel and a frozen build alike."""

from pathlib import Path


def path(*parts: str) -> Path:
    """The file or folder `parts` below ``resources/``."""
    return Path(__file__).parent.joinpath(*parts)
