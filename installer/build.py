"""Build the packaged program, list what it contains, and start it once: a build that was not started is not a build."""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist" / "lightbox"
PROGRAM = DIST / ("lightbox.exe" if os.name == "nt" else "lightbox")


def main() -> int:
    spec = str(ROOT / "installer" / "lightbox.spec")
    build = ROOT / "build" / "pyinstaller"
    command = ["-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--distpath", str(DIST.parent), "--workpath", str(build), spec]
    if code := subprocess.call([sys.executable, *command], cwd=ROOT):
        return code
    shutil.copy(ROOT / "LICENSE", DIST / "LICENSE.txt")
    (DIST / "THIRD_PARTY_LICENCES.txt").write_text(third_party_licences(), encoding="utf-8")
    size_mb = sum(file.stat().st_size for file in DIST.rglob("*") if file.is_file() and not file.is_symlink()) / 1e6
    print(f"{DIST.relative_to(ROOT)}: {size_mb:.0f} MB")
    return start_once()


def start_once() -> int:
    """Run ``--self-test`` in an empty folder, with nothing of this environment to lean on."""
    keep = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "DISPLAY") if name in os.environ}
    with tempfile.TemporaryDirectory() as home:
        environment = {**keep, "HOME": home, "PATH": "/usr/bin:/bin", "QT_QPA_PLATFORM": "offscreen"}
        return subprocess.call([str(PROGRAM), "--self-test"], cwd=home, env=environment)


def third_party_licences() -> str:
    """Name, version and licence of every dependency, from the installed packages' own metadata."""
    lines = ["Lightbox contains these packages, each under its own licence.", ""]
    for name in sorted(names_of_dependencies(), key=str.lower):
        metadata = importlib.metadata.metadata(name)
        licence = metadata.get("License-Expression") or metadata.get("License") or ""
        if not licence or len(licence) > 80:
            classifiers = metadata.get_all("Classifier") or []
            licence = "; ".join(c.split(" :: ")[-1] for c in classifiers if c.startswith("License")) or licence[:80]
        lines.append(f"{metadata['Name']} {metadata['Version']}: {licence or 'see the package'}")
    return "\n".join(lines) + "\n"


def names_of_dependencies() -> set[str]:
    """The project's installed dependencies and theirs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [name_in(line) for line in (*project["dependencies"], *project["optional-dependencies"]["llm"])]
    names: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in names or not is_installed(name):
            continue
        names.add(name)
        waiting += [name_in(line) for line in importlib.metadata.requires(name) or () if "extra ==" not in line]
    return names


def name_in(requirement: str) -> str:
    """The package a requirement line names, normalised (PEP 503)."""
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name is not None
    return re.sub(r"[-_.]+", "-", name[0]).lower()


def is_installed(name: str) -> bool:
    try:
        importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
