"""The words by which a study is found: kept beside the index, so that typing asks one table."""

from __future__ import annotations

from sqlite_utils import Database


def refresh(db: Database, study_uid: str) -> None:
    """Write a study's words anew: names and IDs of its patient and of those merged with it, dates, descriptions."""
    execute = db.conn.execute
    number, date, description, accession, modalities, person = execute(
        """select s.number, s.date, s.description, s.accession, s.modalities, coalesce(i.same_as, i.number)
           from study s join patient i on i.number = s.patient where s.uid = ?""",
        (study_uid,),
    ).fetchone()
    identities = execute(
        "select name, id from patient where number = ? or same_as = ? order by number != ?", (person, person, person)
    ).fetchall()
    names, ids = (" ".join(dict.fromkeys(row[column] for row in identities)) for column in (0, 1))
    dashed = f"{date} {date[:4]}-{date[4:6]}-{date[6:]}" if len(date) == 8 else date
    series = execute("select description from series where study_uid = ? order by number is null, number, uid", (study_uid,))
    words = " ".join(dict.fromkeys([description, *(row[0] for row in series)]))
    columns = (names, ids, dashed, modalities, words, accession)
    changed = execute(
        "update search set name = ?, id = ?, date = ?, modality = ?, description = ?, accession = ? where rowid = ?",
        (*columns, number),
    )
    if changed.rowcount == 0:
        execute(
            """insert into search (name, id, date, modality, description, accession, report, rowid)
               values (?, ?, ?, ?, ?, ?, '', ?)""",
            (*columns, number),
        )
