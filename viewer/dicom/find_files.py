"""Which files lie in folders: every regular file once, whatever links, pipes and locks lie between them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from viewer.case.study import Problem


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """`root_of` maps each file, in order of path, to the path it was found under: a folder, an archive or itself.

    `names` holds the name the reader knows for files that go by another one (out of an archive).
    """

    root_of: Mapping[Path, Path]
    problems: tuple[Problem, ...] = ()
    names: Mapping[Path, str] = field(default_factory=dict)

    def name_of(self, path: Path) -> str:
        return self.names.get(path, str(path))


def find_files(paths: Iterable[Path]) -> FoundFiles:
    """The files named, and all files in the folders named and the folders inside them, hidden ones too.

    Links to files are followed. Links to folders are not: what lies in the same folder is found anyway, what
    lies elsewhere was not asked for and is named in a warning. So no link can lead in a circle. Pipes, sockets
    and devices are never opened. What cannot be opened or leads nowhere is "refused".
    """
    roots = list(dict.fromkeys(paths))
    walk = _Walk()
    for root in roots:
        walk.add(root)
    inside = [Path(os.path.realpath(root)) for root in roots]
    for link in walk.folder_links:
        target = Path(os.path.realpath(link))
        if not any(target.is_relative_to(folder) for folder in inside):
            text = f"This is a link to the folder {target}, which was not followed; import that folder itself."
            walk.problems.append(Problem("warning", text, str(link)))
    return FoundFiles(dict(sorted(walk.root_of.items())), tuple(walk.problems))


class _Walk:
    def __init__(self) -> None:
        self.root_of: dict[Path, Path] = {}
        self.folder_links: list[Path] = []
        self.problems: list[Problem] = []

    def add(self, root: Path) -> None:
        try:
            mode = root.stat().st_mode
        except FileNotFoundError:
            self._refuse(root, "There is no such file or folder.")
        except OSError as error:
            self._refuse(root, f"The file cannot be opened: {error.strerror}.")
        else:
            if stat.S_ISDIR(mode):
                self._folders(root)
            elif stat.S_ISREG(mode):
                self.root_of.setdefault(root, root)
            else:
                self._refuse(root, "This is a pipe, a socket or a device, and no file.")

    def _folders(self, root: Path) -> None:
        pending = [str(root)]  # not a call within a call: a tree can be deeper than Python's stack
        while pending:
            folder = pending.pop()
            try:
                with os.scandir(folder) as entries:
                    pending += [entry.path for entry in entries if self._is_folder(entry, root)]
            except OSError as error:
                self._refuse(Path(folder), f"The folder cannot be opened: {error.strerror}.")

    def _is_folder(self, entry: os.DirEntry[str], root: Path) -> bool:
        """Notes what an entry of a folder is; true for a folder to look into."""
        try:
            if entry.is_dir(follow_symlinks=False):
                return True
            if entry.is_file():
                self.root_of.setdefault(Path(entry.path), root)
            elif entry.is_dir():
                self.folder_links.append(Path(entry.path))
            elif entry.is_symlink() and not Path(entry.path).exists():
                self._refuse(Path(entry.path), "This link leads to a file that is not there.")
            else:
                self.problems.append(Problem("note", "A pipe, socket or device is no file; it was left out.", entry.path))
        except OSError as error:
            self._refuse(Path(entry.path), f"The file cannot be opened: {error.strerror}.")
        return False

    def _refuse(self, path: Path, text: str) -> None:
        self.problems.append(Problem("refused", text, str(path)))
