"""How a library of 100,000 studies and 20 million instances answers: search as one types, the worklist, a study.

    python benchmarks/library.py [--json] [--quick] [--studies N] [--instances N] [--keep FOLDER]

The rows are generated; no picture is. `--keep` makes the library in a folder once and uses it again. `--quick`
takes a tenth. The whole one needs 12 GB of disk, and some minutes to make.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from desktop.store.intake import name_key  # noqa: E402
from desktop.store.library import Library  # noqa: E402

STUDIES, INSTANCES = 100_000, 20_000_000
SERIES_PER_STUDY = 4
BEGINNINGS = ("Ab", "Ba", "Be", "Car", "Da", "Ei", "Fer", "Ga", "Ha", "Is", "Ja", "Ka", "Lin", "Ma", "Mü", "No", "Or", "Pe", "Ra", "Sa", "Schu", "Ta", "Ul", "Va", "Wei", "Ya", "Zim")  # fmt: skip
MIDDLES = ("la", "ber", "chi", "den", "ko", "lin", "mer", "na", "ro", "sen", "ti", "vi", "ward", "zo")
ENDINGS = ("", "ger", "ler", "mann", "na", "ni", "ova", "ri", "s", "sky", "son", "ta", "tz")
KINDS = (
    ("CT", "CT Thorax mit Kontrastmittel", "axial 1.0 B60f"), ("CT", "CT Abdomen", "portalvenous 3.0"), ("CT", "CT Head without contrast", "axial 5.0"),
    ("MR", "MR Schädel nativ", "t2_tse_tra"), ("MR", "MRI lumbar spine", "STIR sag"), ("CR", "Thorax p.a.", "p.a."), ("DX", "Hand links", "dorsovolar"),
    ("US", "Sonographie Abdomen", "Leber"), ("PT", "PET/CT whole body", "WB AC"), ("MG", "Mammography screening", "R MLO"),
)  # fmt: skip

Columns = dict[str, "str | None"]
"""The columns of a table, and what stands in them where nothing is said."""


def fill(folder: Path, studies: int, instances: int, seed: int = 1) -> None:
    """Make a library of generated rows, as an import would have left them, but without files."""
    dice = random.Random(seed)
    Library(folder).close()
    with Library(folder) as library:
        connection = library._db.conn
        connection.execute("pragma journal_mode = off")  # generated rows are worth no journal
        connection.execute("pragma synchronous = off")
        connection.execute("pragma cache_size = -1000000")
        columns = {name: _columns(connection, name) for name in ("patient", "study", "series", "instance", "search")}
        with connection:
            names = [f"{_word(dice)}^{_word(dice)}" for _ in range(max(1, studies // 3))]
            births = [f"{dice.randint(1930, 2010)}{dice.randint(1, 12):02}{dice.randint(1, 28):02}" for _ in names]
            _insert(connection, "patient", columns, (
                {"number": n, "issuer": "", "id": f"P{n:07}", "name_key": name_key(name), "birth_date": births[n], "name": name, "sex": dice.choice("FM")}
                for n, name in enumerate(names)
            ))  # fmt: skip
            per_series = max(1, round(instances / studies / SERIES_PER_STUDY))
            for n in range(studies):
                _one_study(connection, columns, dice, n, dice.randrange(len(names)), names, per_series)
            connection.execute("analyze")


def _one_study(connection: sqlite3.Connection, columns: dict[str, Columns], dice: random.Random, n: int, patient: int, names: list[str], per_series: int) -> None:
    modality, description, series_description = dice.choice(KINDS)
    date = f"{dice.randint(2008, 2025)}{dice.randint(1, 12):02}{dice.randint(1, 28):02}"
    uid = f"1.3.12.2.1107.5.1.4.{70000 + n % 7}.3000000{date}{n:08}"
    accession = f"A{date[2:]}{n:06}"
    _insert(connection, "study", columns, [{
        "number": n + 1, "uid": uid, "patient": patient, "date": date, "time": f"{dice.randint(7, 19):02}{dice.randint(0, 59):02}00",
        "description": description, "accession": accession, "referring_physician": "Example^Ref", "indication": "", "age_years": 50.0,
        "demonstration": 0, "status": dice.choice(("imported", "reading", "drafted", "signed")), "imported": n + 1,
        "modalities": modality, "series_count": SERIES_PER_STUDY, "instance_count": SERIES_PER_STUDY * per_series,
    }])  # fmt: skip
    dashed = f"{date} {date[:4]}-{date[4:6]}-{date[6:]}"
    _insert(connection, "search", columns, [{
        "rowid": n + 1, "name": names[patient], "id": f"P{patient:07}", "date": dashed, "modality": modality,
        "description": f"{description} {series_description}", "accession": accession,
        "report": "No pulmonary nodule. Heart of normal size." if n % 4 == 0 else "",
    }])  # fmt: skip
    for k in range(1, SERIES_PER_STUDY + 1):
        series = f"{uid}.{k}"
        _insert(connection, "series", columns, [{
            "uid": series, "study_uid": uid, "modality": modality, "description": series_description, "number": k, "frame_uid": f"{uid}.9",
        }])  # fmt: skip
        base = hashlib.sha256(series.encode()).hexdigest()
        _insert(connection, "instance", columns, (
            {"uid": f"{series}.{i:05}", "series_uid": series, "sop_class_uid": "1.2.840.10008.5.1.4.1.1.2",
             "path": f"originals/{base[:2]}/{base[:56]}{i:08x}.dcm", "frames": 1, "transfer_syntax_uid": "1.2.840.10008.1.2.1", "number": i}
            for i in range(per_series)
        ))  # fmt: skip


def _columns(connection: sqlite3.Connection, table: str) -> Columns:
    found = {name: "" if needed else None for _, name, _, needed, _, _ in connection.execute(f"pragma table_info({table})")}
    return {"rowid": None, **found} if table == "search" else found


def _insert(connection: sqlite3.Connection, table: str, columns: dict[str, Columns], rows: Iterable[dict[str, object]]) -> None:
    """Rows as dictionaries; what they do not say is empty."""
    names = columns[table]
    sql = f"insert into {table} ({', '.join(names)}) values ({', '.join('?' * len(names))})"
    connection.executemany(sql, (tuple(row.get(name, empty) for name, empty in names.items()) for row in rows))


def _word(dice: random.Random) -> str:
    return dice.choice(BEGINNINGS) + dice.choice(MIDDLES) * dice.randint(0, 1) + dice.choice(ENDINGS)


def queries(dice: random.Random, count: int) -> Iterator[str]:
    """What people type, letter by letter: names, dates, IDs, modalities, words of descriptions and reports."""
    def whole() -> str:
        kind = dice.randrange(7)
        if kind <= 2:
            return _word(dice).lower()
        if kind == 3:
            return f"{dice.randint(2008, 2025)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        if kind == 4:
            return f"P{dice.randrange(30000):07}"
        if kind == 5:
            return f"{_word(dice)} {dice.choice(KINDS)[0]}".lower()
        return dice.choice(("ct thorax", "mammography", "schädel", "liver", "nodule", "thorax 2019", "heart normal"))

    def typed() -> Iterator[str]:
        while True:
            text = whole()
            yield from (text[:length] for length in range(1, len(text) + 1))

    return islice(typed(), count)


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def row(name: str, values: list[float], unit: str = "ms") -> dict[str, object]:
    values = sorted(values)
    p95 = values[min(len(values) - 1, round(0.95 * (len(values) - 1)))]
    return {"name": name, "value": statistics.median(values), "unit": unit, "peer": None, "peer_value": None, "ratio": None, "p95": p95, "worst": values[-1]}


def measure(folder: Path, searches: int) -> list[dict[str, object]]:
    """Open the real window on the library, off screen, and use it."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from desktop.app import open_desktop
    from desktop.settings import CONFIG_VARIABLE
    from desktop.store import backup

    os.environ[CONFIG_VARIABLE] = str(folder / "settings.toml")
    dice = random.Random(2)
    started = time.perf_counter()
    desktop = open_desktop(folder)
    worklist = desktop.window.worklist
    worklist.search.blockSignals(True)  # the pause after the last letter is not measured
    desktop.window.resize(1440, 900)
    desktop.window.show()
    QApplication.processEvents()
    desktop.window.grab()
    results = [row("window_open_s", [time.perf_counter() - started], "s")]

    def type_it(text: str) -> None:
        worklist.search.setText(text)
        desktop.refresh_worklist()
        QApplication.processEvents()

    asked = list(queries(dice, searches))
    results.append(row("search_store_ms", [timed(lambda text=text: (desktop.library.find_studies(text, 200), desktop.library.count_studies(text))) for text in asked]))  # type: ignore[misc]
    results.append(row("search_window_ms", [timed(lambda text=text: type_it(text)) for text in asked]))  # type: ignore[misc]
    type_it("")
    bar = worklist.table.verticalScrollBar()

    def scroll(lines: int) -> None:
        bar.setValue(min(bar.value() + lines, bar.maximum()))
        worklist.table.viewport().repaint()
        QApplication.processEvents()

    results.append(row("scroll_step_ms", [timed(lambda: scroll(3)) for _ in range(1000)]))
    results.append(row("scroll_page_ms", [timed(lambda: scroll(30)) for _ in range(300)]))

    def select(number: int) -> None:
        worklist.table.selectRow(number)
        QApplication.processEvents()

    results.append(row("preview_ms", [timed(lambda n=n: select(n)) for n in dice.sample(range(len(worklist.model.rows)), 50)]))  # type: ignore[misc]
    uids = [one.uid for one in dice.sample(worklist.model.rows, 50)]

    def open_one(uid: str) -> None:
        desktop.library.find_row(uid)
        desktop.library.open_case(uid)
        desktop.library.series_of(uid)
        desktop.library.count_pictures(uid)

    results.append(row("open_study_ms", [timed(lambda uid=uid: open_one(uid)) for uid in uids]))  # type: ignore[misc]
    desktop.window.worklist.search.blockSignals(False)
    backup.is_due = lambda database: False  # a copy of gigabytes is not part of this
    desktop.close()
    return results


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quick", action="store_true", help="a tenth of the rows, and fewer questions")
    parser.add_argument("--studies", type=int, default=0)
    parser.add_argument("--instances", type=int, default=0)
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    share = 10 if options.quick else 1
    studies, instances = options.studies or STUDIES // share, options.instances or INSTANCES // share
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch) / "library"
        if not (folder / "library.db").exists():
            print(f"Making {studies:,} studies with {instances:,} instances in {folder}", file=sys.stderr)
            fill(folder, studies, instances)
        with Library(folder, read_only=True) as library:
            studies = library.count_studies()
        results = measure(folder, 100 if options.quick else 500)
        size_gb = (folder / "library.db").stat().st_size / 1e9
    machine = {"cores": os.cpu_count(), "platform": platform.platform(), "python": platform.python_version(), "studies": studies, "library_gb": round(size_gb, 2)}
    if options.json:
        print(json.dumps({"machine": machine, "results": results}, indent=2))
        return 0
    print(f"{studies:,} studies, library.db of {size_gb:.2f} GB\n{'':20}{'median':>10}{'p95':>10}{'worst':>10}   (smaller is better)")
    for r in results:
        print(f"{r['name']:20}{r['value']:>10.2f}{r['p95']:>10.2f}{r['worst']:>10.2f}   {r['unit']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
