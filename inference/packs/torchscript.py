"""TorchScript: a program and not data. It is installed only where the site lists its SHA-256 as trusted. No torch here."""

from __future__ import annotations

import zipfile
from collections.abc import Collection
from pathlib import Path

from inference.packs.source import RefusedPack

ENDINGS = (".ts", ".jit", ".torchscript")


def is_one(path: Path) -> bool:
    """Whether the file is a TorchScript archive, whatever it is called."""
    if not zipfile.is_zipfile(path):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.endswith("constants.pkl") for name in archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def refuse_unless_trusted(path: Path, sha256: str, trusted: Collection[str]) -> None:
    """RefusedPack, naming the SHA-256, when the site does not list it."""
    if sha256.lower() not in {row.strip().lower() for row in trusted}:
        raise RefusedPack(
            f"{path.name} is a program (TorchScript), and this site does not trust it: SHA-256 {sha256}.",
            "If you trust its source, add that number to the setting trusted_programs; or ask for the weights as data.",
        )
