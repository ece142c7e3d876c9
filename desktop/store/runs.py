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


def runs_of(db: Database, study_uid: str) -> tuple[Run, ...]:
    """The study's runs, oldest first."""
    query = f"select {', '.join(_COLUMNS)} from run where study_uid = ? order by started_at, rowid"
    return tuple(Run(*row) for row in db.conn.execute(query, (study_uid,)))
