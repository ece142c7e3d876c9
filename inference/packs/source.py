"""What a user brings, as bounded files in a folder: a file, a zip or a folder. Nothing in it is run or followed."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import stat
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from viewer.case.errors import KnownError
from viewer.case.progress import Tick

_LICENCE_FILE = re.compile(r"(?:.*[-_. ])?(?:licen[cs]es?|copying|eula)(?:[-_. ].*)?", re.IGNORECASE)
_NO_LICENCES = (".py", ".pyc", ".json", ".js", ".toml", ".safetensors", ".onnx", ".pt", ".pth", ".gguf", ".bin", ".csv")
_OF_CARD = re.compile(r"^licen[cs]e(?:_name)?:[ \t]*(\S.*)$", re.IGNORECASE | re.MULTILINE)
_MOST_LICENCES = 64
MOST_FILES = 20_000
MOST_BYTES = 32 * 2**30
MOST_TEXT_BYTES = 2**20
MOST_JSON_BYTES = 16 * 2**20
MOST_DEPTH = 16
_MOST_RATIO = 100
_SMALL_ENOUGH = 64 * 2**20
_CHUNK = 4 * 2**20


class RefusedPack(KnownError):
    """The pack is not installed; the text says why."""


@dataclass(frozen=True, slots=True)
class Brought:
    """The files of a pack.

    Attributes
    ----------
    origin : what the user named.
    folder : where the files lie now: `origin`, its folder, or where a zip was taken apart.
    sizes : name of each file, below `folder` with ``/``, and its bytes.
    sha256 : of the file or zip; of a folder, that of its names and their SHA-256 in order.
    """

    origin: Path
    folder: Path
    sizes: Mapping[str, int]
    sha256: str

    @property
    def name(self) -> str:
        """What the user calls it, without endings."""
        return self.origin.name.removesuffix(".gz").split(".")[0] if self.origin.is_file() else self.origin.name

    @property
    def is_alone(self) -> bool:
        """Whether it is one file, with whatever lies beside it."""
        return self.folder == self.origin.parent

    def path(self, name: str) -> Path:
        return self.folder / name

    def find(self, *endings: str) -> list[str]:
        """Names that end so, shallowest first; an ending that begins with ``/`` is a whole file name."""
        found = [
            name
            for name in self.sizes
            if any(("/" + name).lower().endswith(ending.lower()) for ending in endings)
        ]
        return sorted(found, key=lambda name: (name.count("/"), name))

    def licences(self) -> tuple[str, ...]:
        """The texts of all licence files, the nearest to the top first, and the licence that a README's head names.

        Terms of the data that a model was trained on are not those of the model.
        """
        files = [name for name in self.find("") if _is_licence(name)]
        if len(files) > _MOST_LICENCES:
            raise RefusedPack(f"The pack has {len(files)} licence files; nobody can say which holds.")
        heads = [] if self.is_alone else [self.text(name)[:2000] for name in self.find("/readme.md") if self.sizes[name] <= MOST_TEXT_BYTES]
        named = [found[1] for head in heads if head.startswith("---") and (found := _OF_CARD.search(head))]
        return tuple(text for text in (*map(self.text, files), *named) if text.strip())

    def text(self, name: str, most_bytes: int = MOST_TEXT_BYTES) -> str:
        """The text of a small file.

        Raises
        ------
        RefusedPack when it is larger, or is no text.
        """
        if self.sizes[name] > most_bytes:
            raise RefusedPack(
                f"{name} in the pack is {_in_mb(self.sizes[name])}; a text file of a pack has at most {_in_mb(most_bytes)}."
            )
        try:
            return self.path(name).read_bytes().decode("utf-8-sig")
        except (UnicodeDecodeError, OSError) as error:
            raise RefusedPack(f"{name} in the pack is not a text that can be read.") from error

    def json(self, name: str) -> Any:
        """A JSON file as plain values.

        Raises
        ------
        RefusedPack when it is too large, or no JSON.
        """
        try:
            return json.loads(self.text(name, MOST_JSON_BYTES))
        except (ValueError, RecursionError) as error:
            raise RefusedPack(f"{name} in the pack is not JSON that can be read.") from error


def _is_licence(name: str) -> bool:
    last = name.rpartition("/")[2].lower()
    return _LICENCE_FILE.fullmatch(last) is not None and not last.startswith("data") and not last.endswith(_NO_LICENCES)


def open_pack(origin: Path, scratch: Path, tick: Tick) -> Brought:
    """Look at what the user brought; a zip is taken apart into `scratch`.

    Raises
    ------
    RefusedPack for links, names that leave the folder, too many files, too much data, archives that unpack to far more
    than they are.
    """
    if not origin.exists():
        raise RefusedPack(f"There is nothing at {origin}.")
    if origin.is_dir():
        sizes = dict(_walk(origin))
        _refuse_too_much(sizes)
        return Brought(origin, origin, sizes, _hash_of_folder(origin, sizes, tick))
    if not origin.is_file():
        raise RefusedPack(f"{origin} is neither a file nor a folder.")
    sizes = {origin.name: origin.stat().st_size}
    _refuse_too_much(sizes)
    digest = sha256_of(origin, tick)
    if is_plain_zip(origin):
        _take_apart(origin, scratch, tick)
        folder = scratch
        sizes = dict(_walk(folder))
        while len({name.split("/")[0] for name in sizes}) == 1 and all("/" in name for name in sizes):
            folder = folder / next(iter(sizes)).split("/")[0]
            sizes = dict(_walk(folder))
        return Brought(origin, folder, sizes, digest)
    beside = [path for path in origin.parent.iterdir() if path.name.upper().startswith("LICEN") and path.is_file() and not path.is_symlink()]
    sizes |= {path.name: path.stat().st_size for path in beside}
    return Brought(origin, origin.parent, sizes, digest)


def is_plain_zip(path: Path) -> bool:
    """Whether it is an archive of files; PyTorch's own files are zips too, and are not."""
    if not zipfile.is_zipfile(path):
        if path.suffix.lower() == ".zip":
            raise RefusedPack(f"{path.name} is no zip archive, or is cut off.", "Bring it again from where it came from.")
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return not any(name.endswith(("/data.pkl", "/constants.pkl")) or name == "data.pkl" for name in archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise RefusedPack(f"The archive {path.name} is damaged.") from error


def sha256_of(path: Path, tick: Tick) -> str:
    """SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    size = max(path.stat().st_size, 1)
    done = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            done += len(chunk)
            tick(done / size, f"Reading {path.name}")
    return digest.hexdigest()


def _walk(folder: Path, below: str = "", depth: int = 0) -> Iterator[tuple[str, int]]:
    if depth > MOST_DEPTH:
        raise RefusedPack(f"The pack has folders more than {MOST_DEPTH} deep.")
    for path in sorted(folder.iterdir()):
        name = below + path.name
        if path.is_symlink() or (hasattr(path, "is_junction") and path.is_junction()):
            raise RefusedPack(f"The pack holds the link {name}; links could lead anywhere and are not followed.")
        if path.is_dir():
            yield from _walk(path, name + "/", depth + 1)
        elif path.is_file():
            yield name, path.stat().st_size
        else:
            raise RefusedPack(f"{name} in the pack is neither a file nor a folder.")


def _refuse_too_much(sizes: Mapping[str, int]) -> None:
    if len(sizes) > MOST_FILES:
        raise RefusedPack(f"The pack has {len(sizes):,} files; a model has at most {MOST_FILES:,}.")
    if (total := sum(sizes.values())) > MOST_BYTES:
        raise RefusedPack(f"The pack holds {_in_mb(total)}; at most {_in_mb(MOST_BYTES)} are read.")


def _take_apart(path: Path, folder: Path, tick: Tick) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            for entry in entries:
                _refuse_entry(entry)
            _refuse_clashing(entry.filename for entry in entries if not entry.is_dir())
            _refuse_too_much({entry.filename: entry.file_size for entry in entries})
            total = sum(entry.file_size for entry in entries)
            if total > _SMALL_ENOUGH and total > _MOST_RATIO * path.stat().st_size:
                raise RefusedPack(f"The archive {path.name} would unpack to {_in_mb(total)}, far more than it is.")
            folder.mkdir(parents=True, exist_ok=True)
            if shutil.disk_usage(folder).free < total:
                raise RefusedPack(f"There is no room to unpack {path.name}; it needs {_in_mb(total)}.", "Make room and try again.")
            done = 0
            for entry in entries:
                if not entry.is_dir():
                    done += _extract(archive, entry, folder, done, max(total, 1), tick)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError, NotImplementedError) as error:
        raise RefusedPack(f"The archive {path.name} cannot be unpacked: {' '.join(str(error).split())[:120]}.") from error


def _refuse_entry(entry: zipfile.ZipInfo) -> None:
    # orig_filename: ZipInfo itself cuts a name at a null byte and turns the system's separator
    parts = PurePosixPath(entry.orig_filename).parts
    if (
        entry.orig_filename != entry.filename
        or not parts
        or ".." in parts
        or entry.filename.startswith("/")
        or "\\" in entry.filename
        or ":" in entry.filename
    ):
        raise RefusedPack(f"The archive holds the name {entry.orig_filename[:80]!r}, which would leave its folder.")
    if len(parts) > MOST_DEPTH:
        raise RefusedPack(f"The archive has folders more than {MOST_DEPTH} deep.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise RefusedPack(f"The archive holds the link {entry.filename[:80]}; links could lead anywhere and are not followed.")
    if entry.flag_bits & 1:
        raise RefusedPack("The archive is locked with a password.", "Unpack it and add the folder.")


def _refuse_clashing(names: Iterable[str]) -> None:
    """Two files of one name, or a file where another needs a folder; capitals are not told apart on every system."""
    files: set[str] = set()
    folders: set[str] = set()
    for name in names:
        path = PurePosixPath(name.casefold())
        above = {str(folder) for folder in path.parents}
        if str(path) in files or str(path) in folders or above & files:
            raise RefusedPack(f"The archive holds two things in the place of {name[:80]!r}.", "Unpack it and add the folder.")
        files.add(str(path))
        folders |= above


def _extract(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, folder: Path, before: int, total: int, tick: Tick) -> int:
    """Bytes written; never more than the archive's table says."""
    target = folder.joinpath(*PurePosixPath(entry.filename).parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    done = 0
    with archive.open(entry) as source, target.open("xb") as file:
        while chunk := source.read(_CHUNK):
            done += len(chunk)
            if done > entry.file_size:
                raise RefusedPack(f"{entry.filename[:80]} in the archive is larger than the archive says.")
            file.write(chunk)
            tick((before + done) / total, f"Unpacking {entry.filename[:60]}")
    return done


def _hash_of_folder(folder: Path, sizes: Mapping[str, int], tick: Tick) -> str:
    digest = hashlib.sha256()
    for name in sorted(sizes):
        digest.update(f"{name}\0{sha256_of(folder / name, tick)}\n".encode())
    return digest.hexdigest()


def _in_mb(size: int) -> str:
    return f"{size / 2**20:,.0f} MB" if size >= 2**20 else f"{size:,} bytes"
