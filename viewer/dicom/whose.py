"""Which patient each picture of a series names, so that no volume holds pictures of two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from viewer.case.study import Patient, Problem
from viewer.dicom.identity import fill_in, names_another


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
    names = _names([patient for patient, _ in people])
    said = [f"{len(uids)} of {len(named)} files name {name}" for name, (_, uids) in zip(names, people, strict=True)]
    text = f"Files of this series name different patients: {_listed(said)}. No part mixes them; check whose pictures these are."
    whose = {uid: (name, patient) for name, (patient, uids) in zip(names, people, strict=True) for uid in uids}
    return whose, [Problem("warning", text, series_uid)]


def patient_words(patient: Patient) -> str:
    """A patient in a sentence: "Doe Jane (ID 7)"."""
    name = " ".join(patient.name.replace("^", " ").split()) or "nobody"
    return f"{name} (ID {patient.id})" if patient.id else name


def _names(people: Sequence[Patient]) -> list[str]:
    """What tells them apart, no two alike: name and ID, and where these are the same the rest."""
    names = [patient_words(patient) for patient in people]
    if len(set(names)) == len(names):
        return names
    return [
        ", ".join(filter(None, (name, patient.birth_date and f"born {patient.birth_date}", patient.sex, patient.issuer)))
        for name, patient in zip(names, people, strict=True)
    ]


def _listed(said: Sequence[str]) -> str:
    return said[0] if len(said) == 1 else ", ".join(said[:-1]) + " and " + said[-1]
