"""What a model's run used and how it ended: enough to say years later where a result came from."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a model on a series. `options` and `libraries` (name -> version) are JSON objects.

    `outcome` is done, failed, cancelled or killed; `text` is the sentence that goes with a failure.
    """

    id: str
    study_uid: str
    series_uid: str
    model: str
    version: str
    started_at: str
    seconds: float
    outcome: str
    weights_sha256: str = ""
    device: str = "cpu"
    options: str = "{}"
    libraries: str = "{}"
    text: str = ""


_COLUMNS = tuple(field.name for field in fields(Run))


def add_run(db: Database, run: Run) -> None:
    names, marks = ", ".join(_COLUMNS), ", ".join("?" * len(_COLUMNS))
    with db.atomic():
        db.conn.execute(f"insert into run ({names}) values ({marks})", astuple(run))


@dataclass(frozen=True, slots=True)
class Speed:
    """How often a model ran here, and what the last run took on which device."""

    runs: int
    seconds: float
    device: str


def speed_of(db: Database, model: str, version: str) -> Speed | None:
    """None where the model has not run here."""
    where, values = "where model = ? and version = ? and outcome = 'done'", (model, version)
    row = db.conn.execute(f"select seconds, device from run {where} order by started_at desc, rowid desc limit 1", values).fetchone()
    count = db.conn.execute(f"select count(*) from run {where}", values).fetchone()
    return Speed(int(count[0]), float(row[0]), str(row[1])) if row else None


def runs_of(db: Database, study_uid: str) -> tuple[Run, ...]:
    """The study's runs, oldest first."""
    query = f"select {', '.join(_COLUMNS)} from run where study_uid = ? order by started_at, rowid"
    return tuple(Run(*row) for row in db.conn.execute(query, (study_uid,)))
