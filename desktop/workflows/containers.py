"""What holds files: folders, the contents list of a CD (DICOMDIR), and zip archives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from desktop.store.archives import find_archives, unpack
from desktop.store.files import is_there
from viewer.case.errors import KnownError
from viewer.case.progress import Tick, part_of
from viewer.case.study import Problem
from viewer.dicom.dicomdir import is_dicomdir, look_up, missing_said, plain_name, read_references
from viewer.dicom.find_files import FoundFiles, find_files


def look_into(paths: Sequence[Path]) -> FoundFiles:
    """The files of folders, the files named, and those that a DICOMDIR named lists. What it promises in vain is said.

    A DICOMDIR in a folder is only compared with the folder: all files of a folder are taken anyway.
    """
    listed = [path for path in paths if is_dicomdir(path.name) and is_there(path) and not path.is_dir()]
    found = find_files(path for path in paths if path not in listed)
    found = _with_problems(found, _broken_promises({path: str(path) for path in found.root_of}))
    for path in listed:
        found = _joined(found, _listed_by(path))
    return found


def unpacked_too(found: FoundFiles, named: Sequence[Path], folder: Path, tick: Tick) -> FoundFiles:
    """`found` with what is in its archives in their stead; `folder` takes the unpacked files."""
    archives = find_archives(list(found.root_of), named)
    kept = {path: root for path, root in found.root_of.items() if path not in set(archives)}
    found = FoundFiles(kept, found.problems, found.names)
    for number, archive in enumerate(archives):
        own = folder / str(number)
        own.mkdir()
        unpacked = unpack(archive, own, part_of(tick, number / len(archives), (number + 1) / len(archives)))
        inside = FoundFiles(dict.fromkeys(unpacked.names, archive), unpacked.problems, unpacked.names)
        found = _joined(found, _with_problems(inside, _broken_promises(unpacked.names)))
    return found


def _listed_by(dicomdir: Path) -> FoundFiles:
    """The files that a DICOMDIR lists."""
    try:
        references = read_references(dicomdir)
        folder = dicomdir.parent
        first = {plain_name(parts[0]) for parts in references}
        # the folder of a CD is looked into only where the list leads: a copy may lie among other things
        tops = [path for path in folder.iterdir() if plain_name(path.name) in first]
    except KnownError as error:
        return FoundFiles({}, (Problem("refused", str(error), str(dicomdir)),))
    except OSError as error:
        return FoundFiles({}, (Problem("refused", f"The folder cannot be opened: {error.strerror}.", str(dicomdir)),))
    below = find_files(tops)
    contents = look_up(references, (path.relative_to(folder).as_posix() for path in below.root_of))
    missing = (missing_said(contents.missing, str(dicomdir)),) if contents.missing else ()
    if not references:
        missing = (Problem("refused", "This DICOMDIR lists no files; import the folder it lies in.", str(dicomdir)),)
    # each file is promised, so each gets its own answer when it is no DICOM
    return FoundFiles({folder / name: folder / name for name in contents.present}, (*below.problems, *missing))


def _broken_promises(names: Mapping[Path, str]) -> Iterable[Problem]:
    """Compares each DICOMDIR among files with the files; `names` are the ones that the reader knows."""
    below: dict[str, list[str]] = defaultdict(list)
    directories = {path: name for path, name in names.items() if is_dicomdir(name)}
    folders = {str(PurePosixPath(Path(name).as_posix()).parent) for name in directories.values()}
    for name in names.values() if folders else ():
        whole = PurePosixPath(Path(name).as_posix())
        for parent in whole.parents:
            if str(parent) in folders:
                below[str(parent)].append(whole.relative_to(parent).as_posix())
    for path, name in directories.items():
        try:
            references = read_references(path)
        except KnownError as error:
            yield Problem("note", f"{error.text} The files beside it were read all the same.", name)
            continue
        contents = look_up(references, below[str(PurePosixPath(Path(name).as_posix()).parent)])
        if contents.missing:
            yield missing_said(contents.missing, name)


def _joined(one: FoundFiles, other: FoundFiles) -> FoundFiles:
    return FoundFiles(
        dict(sorted({**other.root_of, **one.root_of}.items())),
        (*one.problems, *other.problems),
        {**one.names, **other.names},
    )


def _with_problems(found: FoundFiles, problems: Iterable[Problem]) -> FoundFiles:
    return FoundFiles(found.root_of, (*found.problems, *problems), found.names)
