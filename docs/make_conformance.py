"""Write docs/conformance.md from what was measured: the rows of tests/data/shared_files.json and the list of syntaxes.

python docs/make_conformance.py
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from viewer.dicom.syntaxes import SUPPORTED, name_of  # noqa: E402

Row = dict[str, Any]

LIMITS = (
    "Video (MPEG-2, H.264, HEVC) is named and kept, not played; so are pixels on an image server (JPIP).",
    "The colours of a supplemental palette are shown on pictures as acquired; cuts through an interpolated volume are grey, with a sentence that says so.",
    "Compound graphics of presentation states, and bitmap shutters that lie in overlays of other objects, are not drawn.",
    "The rotation, mirroring and displayed area of a presentation state are applied to pictures that make no volume; slices "
    "of a volume stay as they lie, and that is said.",
    "Doses on unevenly spaced planes are refused; contours that do not lie parallel to the slices are shown as lines.",
    "Of files that are left in their place sizes, times and the patient are compared whenever they are opened, and up to 32 "
    "headers are read; a file that somebody changes without a trace in these is not noticed.",
    "Series of one slice are volumes one slice thick: the thickness of the header, or 1 mm, and it is said.",
    "SUV is by body weight, and by lean body mass and body surface where height and, for the first, sex are known. No "
    "SUV for series without decay correction, nor from times, weights or doses that cannot be meant, and the reason is said.",
    "CT is in HU where its headers have a Rescale Intercept. Where some or all slices of a volume lack it, the volume is shown "
    "in stored values, without a unit, and the slices are named; models then refuse it.",
    "A picture whose Pixel Data is absent is refused, by the name of its patient: taken in, it would stand in the way of the whole file.",
    "Links to folders are not followed, save where they are named; each is said.",
    "Segmentations of more than 255 segments become several label maps.",
    "Research volumes (NIfTI, NRRD, MetaImage) have no patient and no Hounsfield unit: values are shown as stored.",
    "Whole slide images are shown frame by frame, not put together from their tiles.",
)


def conformance_page(rows: dict[str, Row]) -> str:
    """The page as Markdown."""
    return "\n".join((
        "# What Lightbox reads, and what was tried",
        "",
        f"{len(rows)} files of a public collection (CT, MR, PET, NM, US, XA, CR, DX, MG; derived objects; damaged files;",
        "research volumes; label maps) were imported into a fresh library and opened. A test says of each what it must",
        "give; every picture's place and value is compared with pydicom's reading of the same file, or SimpleITK's.",
        "",
        "## Totals",
        "",
        *_table(("What became of them", "Files"), _totals(rows)),
        "",
        "## Transfer syntaxes",
        "",
        "All of these are read; the last column counts the files of the collection that use it (others are tried on",
        "generated files and on those that come with pydicom).",
        "",
        *_table(("Syntax", "Files"), _syntaxes(rows)),
        "",
        "## Kinds of objects tried",
        "",
        *_table(("Object", "Files", "What becomes of it"), _kinds(rows)),
        "",
        "## Series and files",
        "",
        "Shapes are slices x rows x columns, sizes in mm in the same order. ≈ marks millimetres that are not the",
        "patient's (on a detector, or estimated), px pictures without any.",
        "",
        *_table(("Where", "Files", "Gives"), _places(rows)),
        "",
        "## Refused or left out",
        "",
        *_table(("File", "Why"), [(f"`{path}`", row.get("refused") or row["left out"]) for path, row in rows.items() if _refused(row)]),
        "",
        "## Known limits",
        "",
        *(f"- {limit}" for limit in LIMITS),
        "",
        "This page is written by `python docs/make_conformance.py`; a test compares it with the rows.",
        "",
    ))  # fmt: skip


def _refused(row: Row) -> bool:
    return "refused" in row or "left out" in row


def _fate(row: Row) -> str:
    if "refused" in row:
        return "refused, with the reason"
    if "left out" in row:
        return "left out: no medical image"
    if row.get("parts"):
        return "pictures, shown"
    given = row.get("gives", "")
    if given.startswith("waits"):
        return "objects that wait for their pictures"
    return "objects taken into the case" if given else "objects and documents, listed, readable and kept"


def _totals(rows: dict[str, Row]) -> list[tuple[str, str]]:
    counts = Counter(_fate(row) for row in rows.values())
    return [(fate, str(count)) for fate, count in counts.most_common()]


def _syntaxes(rows: dict[str, Row]) -> list[tuple[str, str]]:
    used = Counter(row.get("syntax") for row in rows.values())
    return [(name_of(uid), str(used[uid] or "–")) for uid in sorted(SUPPORTED, key=_uid_order)]


def _uid_order(uid: str) -> list[int]:
    return [int(part) for part in uid.split(".")]


def _kinds(rows: dict[str, Row]) -> list[tuple[str, str, str]]:
    fates: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows.values():
        if not _refused(row):
            fates[row["is"]][_fate(row)] += 1
    return [(kind, str(sum(found.values())), "; ".join(found)) for kind, found in sorted(fates.items())]


def _places(rows: dict[str, Row]) -> list[tuple[str, str, str]]:
    """One row for each folder of a series and for each file that stands alone."""
    together: dict[str, list[Row]] = defaultdict(list)
    for path, row in rows.items():
        if not _refused(row):
            folder, _, _ = path.rpartition("/")
            alone = folder.count("/") == 0 or folder.startswith(("derived/", "nifti/", "labels/", "syntaxes/"))
            together[path if alone else folder].append(row)
    return [(f"`{where}`", str(len(found)), "<br>".join(_gives(found))) for where, found in together.items()]


def _gives(rows: Sequence[Row]) -> list[str]:
    lines: dict[str, None] = {}
    for row in rows:
        for part in row.get("parts", ()):
            lines[_part(part)] = None
        if not row.get("parts"):
            lines[f"{row['is']}: {row.get('gives') or 'listed and kept'}"] = None
    shown = list(lines)
    return shown if len(shown) <= 6 else [*shown[:5], f"and {len(shown) - 5} more parts like these"]


def _part(part: Row) -> str:
    name = f"{part['name']}: " if part["name"] else ""
    if "volume" in part:
        sizes = " x ".join(f"{mm:g}" for mm in part["volume_mm"])
        return f"{name}{' x '.join(map(str, part['volume']))}, {sizes} mm, {part['unit']}"
    frames, rows, columns, *colour = part["pictures"]
    shape = f"{frames} x {rows} x {columns}" if frames > 1 else f"{rows} x {columns}"
    size = {"none": "px", "pixel_spacing": "{} mm", "us_region": "{} mm", "calibrated": "{} mm"}.get(part["spacing_source"], "≈ {} mm")
    return f"{name}{shape}{' in colour' if colour else ''}, {size.format(' x '.join(f'{mm:g}' for mm in part['spacing_mm']))}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in (head, ["---"] * len(head), *rows)]


def main() -> int:
    rows = json.loads((ROOT / "tests" / "data" / "shared_files.json").read_text(encoding="utf-8"))
    (ROOT / "docs" / "conformance.md").write_text(conformance_page(rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
