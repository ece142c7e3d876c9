"""Which patient each picture of a series names, so that no volume holds pictures of two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from viewer.case.study import Patient, Problem
from viewer.dicom.identity import fill_in, names_another, plain_date


def tell_patients_apart(
    named: Mapping[str, Patient], series_uid: str
) -> tuple[dict[str, tuple[str, Patient]], list[Problem]]:
    """The patient of each picture and what to call them, where there are several (else nothing), and what is to be said.

    Both are by SOP Instance UID. A header that leaves a field empty does not name another patient.
    """
    people: list[tuple[Patient, list[str]]] = []
    place: dict[Patient, int] = {}
    for uid, patient in named.items():
        if patient not in place:
            same = (n for n, (other, _) in enumerate(people) if not names_another(other, patient))
            place[patient] = next(same, len(people))
            if place[patient] == len(people):
                people.append((patient, []))
            people[place[patient]] = fill_in(people[place[patient]][0], patient), people[place[patient]][1]
        people[place[patient]][1].append(uid)
    if len(people) < 2:
        return {}, []
    names = tell_apart([patient for patient, _ in people])
    said = [files_name(len(uids), len(named), name) for name, (_, uids) in zip(names, people, strict=True)]
    text = f"Files of this series name different patients: {_listed(said)}. No part mixes them; check whose pictures these are."
    whose = {uid: (name, patient) for name, (patient, uids) in zip(names, people, strict=True) for uid in uids}
    return whose, [Problem("warning", text, series_uid)]


def patient_words(patient: Patient) -> str:
    """A patient in a sentence: "Doe Jane (ID 7)"."""
    name = " ".join(patient.name.replace("^", " ").split()) or "nobody"
    return f"{name} (ID {patient.id})" if patient.id else name


def tell_apart(people: Sequence[Patient]) -> list[str]:
    """Patients in a sentence, no two alike: name and ID, and where these are the same all that they differ in."""
    names = [patient_words(patient) for patient in people]
    if len(set(names)) == len(names):
        return names
    born = [_born(patient.birth_date) for patient in people]
    more = [facts for facts in (born, [one.sex for one in people], [one.issuer for one in people]) if len(set(facts)) > 1]
    return [", ".join(filter(None, (name, *rest))) for name, *rest in zip(names, *more, strict=True)]


def files_name(count: int, total: int, patient: str) -> str:
    """How many files name a patient, as a part of a sentence."""
    return f"{count} of {total} files {'names' if count == 1 else 'name'} {patient}"


def _born(date: str) -> str:
    plain = plain_date(date)
    iso = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}" if len(plain) == 8 and plain.isdigit() else plain
    return f"born {iso}" if iso else "without a birth date"


def _listed(said: Sequence[str]) -> str:
    return said[0] if len(said) == 1 else ", ".join(said[:-1]) + " and " + said[-1]
