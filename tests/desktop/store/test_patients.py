"""Who is who: nothing merges by itself; what the user merges or splits is found, survives, and can be undone."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from soak import count
from store_cases import AUTHOR, PATIENT, a_scan

from desktop.store.library import Library
from viewer.case.errors import KnownError
from viewer.case.person import readable_name
from viewer.case.study import Patient
from viewer.dicom.scan import AnotherPatient

EVA = Patient("P-001", "Schmidt^Eva", "19600131", "F")
ONE, TWO, THREE = "1.2.840.99.1", "1.2.840.99.2", "1.2.840.99.3"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library") as opened:
        yield opened


def add(library: Library, uid: str, patient: Patient = PATIENT, date: str = "20240301") -> int:
    """Import a study; its patient's number."""
    library.add(a_scan(library.folder.parent, uid, patient, date))
    return library.find_row(uid).patient_number


def listed(library: Library) -> dict[str, int]:
    return {row.study.uid: row.patient_number for row in library.find_studies()}


def words_found(library: Library) -> dict[str, list[str]]:
    return {word: sorted(row.study.uid for row in library.find_studies(word)) for word in ("müller", "schmidt", "p-001", "p-002")}


# side by side


def conflict_reasons(library: Library, number: int | None = None) -> list[tuple[str, tuple[int, ...]]]:
    return [(one.reason, tuple(entry.number for entry in one.entries)) for one in library.find_conflicts(number)]


def test_the_same_id_with_another_name_is_shown_side_by_side(library: Library) -> None:
    anna, eva = add(library, ONE), add(library, TWO, EVA)
    (conflict,) = library.find_conflicts()
    assert conflict.reason == "same ID" and conflict.differing == ("name",)
    assert conflict.text == "The patient ID P-001 is given to 2 patients; they differ in name."
    assert [(entry.number, entry.patient) for entry in conflict.entries] == [(anna, PATIENT), (eva, EVA)]
    assert [[study.uid for study in entry.studies] for entry in conflict.entries] == [[ONE], [TWO]]
    assert library.find_conflicts(anna) == library.find_conflicts(eva) == (conflict,)


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (replace(PATIENT, birth_date="19700101"), "same ID"), (replace(PATIENT, birth_date=""), "same ID"),
        (replace(PATIENT, issuer="ward"), "same ID"), (replace(PATIENT, id="P-002"), "same name and birth date"),
        (replace(PATIENT, id="P-002", name="MULLER^ANNA^", issuer="ward"), "same name and birth date"),
        (replace(PATIENT, id="P-002", birth_date=""), None), (Patient("", "", ""), None), (PATIENT, None),
        (replace(PATIENT, name="muller^anna"), None),
    ],
)  # fmt: skip
def test_who_may_be_the_same(library: Library, other: Patient, reason: str | None) -> None:
    add(library, ONE)
    add(library, TWO, other)
    assert [row[0] for row in conflict_reasons(library)] == ([reason] if reason else [])


def test_ids_of_two_issuers_are_no_conflict_but_one_that_is_not_stated_is(library: Library) -> None:
    a, b = add(library, ONE, replace(EVA, issuer="A", birth_date="")), add(library, TWO, replace(PATIENT, issuer="B"))
    assert conflict_reasons(library) == []
    c = add(library, THREE, replace(PATIENT, name="Weiss^Ida"))
    assert conflict_reasons(library) == [("same ID", (a, c)), ("same ID", (b, c))]
    assert conflict_reasons(library, a) == [("same ID", (a, c))]


def test_two_sexes_of_one_patient(library: Library) -> None:
    number = add(library, ONE)
    report = library.add(a_scan(library.folder.parent, TWO, replace(PATIENT, sex="M")))
    assert [problem.text for problem in report.problems] == [
        "Other studies of this patient state another sex; check whose study this is."
    ]
    (conflict,) = library.find_conflicts()
    assert conflict.reason == "different sex" and conflict.differing == ("sex",)
    assert [(e.number, e.patient.sex, e.studies[0].uid) for e in conflict.entries] == [(number, "F", ONE), (number, "M", TWO)]


def test_files_of_one_study_that_name_another_patient(library: Library) -> None:
    scan = a_scan(library.folder.parent, ONE)
    scan = replace(scan, others=(AnotherPatient(ONE, EVA, 2),))
    library.add(scan)
    library.add(scan)
    (conflict,) = library.find_conflicts()
    assert conflict.reason == "one study" and conflict.differing == ("name",)
    anna, eva = conflict.entries
    assert (anna.patient, anna.studies[0].uid, eva.patient, eva.studies, eva.named_in) == (PATIENT, ONE, EVA, (), ((ONE, 2),))
    library.split_patient((ONE,), eva.number, AUTHOR)
    assert library.find_study(ONE).patient == EVA
    library.undo_patients(AUTHOR)
    library.merge_patients(anna.number, eva.number, AUTHOR)
    assert library.find_conflicts() == () and library.find_study(ONE).patient == PATIENT


def test_a_later_import_that_names_another_patient_keeps_both(library: Library) -> None:
    anna = add(library, ONE)
    report = library.add(a_scan(library.folder.parent, ONE, EVA))
    assert "first ones are kept" in report.problems[-1].text
    (conflict,) = library.find_conflicts()
    assert [entry.patient for entry in conflict.entries] == [PATIENT, EVA]
    assert conflict.entries[1].named_in == ((ONE, 3),)
    add(library, ONE, replace(PATIENT, birth_date="", sex=""))  # a header that says less names nobody else
    assert len(library.find_conflicts()) == 1 and library.find_row(ONE).patient_number == anna


# merge, split, undo


def test_merged_patients_are_one_everywhere(library: Library) -> None:
    anna, eva = add(library, ONE, date="20240301"), add(library, TWO, replace(EVA, id="P-002"), "20230101")
    before = words_found(library)
    label = library.merge_patients(anna, eva, AUTHOR)
    assert label == f"Merge Schmidt, Eva (ID P-002, born 19600131) into {readable_name(PATIENT.name)} (ID P-001, born {PATIENT.birth_date})"
    assert {row.study.patient for row in library.find_studies()} == {PATIENT}
    assert [study.uid for study in library.priors_of(library.find_study(ONE))] == [TWO]
    assert words_found(library) == {word: [ONE, TWO] for word in before}
    (entry,) = library.find_patients()
    assert entry.merged == (replace(EVA, id="P-002"),) and [study.uid for study in entry.studies] == [ONE, TWO]
    assert library.log(TWO)[-1].label == label and library.log(TWO)[-1].author == AUTHOR and library.verify_log() is None
    assert library.undo_patients(AUTHOR) == label
    assert listed(library) == {ONE: anna, TWO: eva} and words_found(library) == before
    assert library.priors_of(library.find_study(ONE)) == () and library.log(TWO)[-1].label == f"Undo: {label}"
    assert library.verify_log() is None


def test_what_comes_later_for_a_merged_patient_is_listed_with_it_and_that_is_said(library: Library) -> None:
    anna, eva = add(library, ONE), add(library, TWO, EVA)
    library.merge_patients(anna, eva, AUTHOR)
    again = library.add(a_scan(library.folder.parent, TWO, EVA))
    assert again.problems == () and listed(library)[TWO] == anna
    report = library.add(a_scan(library.folder.parent, THREE, EVA))
    assert ["merged its patient" in problem.text for problem in report.problems] == [True]
    assert listed(library) == {ONE: anna, TWO: anna, THREE: anna}
    library.undo_patients(AUTHOR)
    assert listed(library) == {ONE: anna, TWO: eva, THREE: eva}


def test_a_study_moves_to_a_new_patient_and_stays_there(library: Library) -> None:
    anna = add(library, ONE)
    add(library, TWO, date="20230101")
    library.split_patient((TWO,), None, AUTHOR)
    new = library.find_row(TWO)
    assert new.patient_number != anna and new.study.patient.issuer == "Lightbox" and new.study.patient.id.startswith("LOCAL-")
    assert (new.study.patient.name, new.study.patient.birth_date) == (PATIENT.name, PATIENT.birth_date)
    assert library.priors_of(library.find_study(ONE)) == ()
    report = library.add(a_scan(library.folder.parent, TWO))
    assert [problem.text for problem in report.problems] == ["The user moved this study to another patient, where it stays."]
    assert listed(library)[TWO] == new.patient_number
    library.undo_patients(AUTHOR)
    assert listed(library) == {ONE: anna, TWO: anna} and library.add(a_scan(library.folder.parent, TWO)).problems == ()


@pytest.mark.parametrize("keep_anna", [True, False])
def test_a_merge_taken_apart_gives_each_the_name_and_id_of_its_own_files(library: Library, keep_anna: bool) -> None:
    anna, eva = add(library, ONE), add(library, TWO, EVA)
    add(library, THREE, EVA)
    library.merge_patients(*((anna, eva) if keep_anna else (eva, anna)), AUTHOR)
    label = library.split_patient((TWO, THREE), None, AUTHOR)
    assert label.startswith("Part ") and "Schmidt, Eva (ID P-001, born 19600131)" in label
    assert listed(library) == {ONE: anna, TWO: eva, THREE: eva}
    assert library.find_study(TWO).patient == EVA and library.find_study(ONE).patient == PATIENT
    assert words_found(library)["schmidt"] == [TWO, THREE] and library.log(THREE if keep_anna else ONE)[-1].label == label
    library.undo_patients(AUTHOR)
    assert len(set(listed(library).values())) == 1


def test_one_of_several_studies_of_a_merged_patient_keeps_its_own_name(library: Library) -> None:
    anna, eva = add(library, ONE), add(library, TWO, EVA)
    add(library, THREE, EVA)
    library.merge_patients(anna, eva, AUTHOR)
    library.split_patient((TWO,), None, AUTHOR)
    assert library.find_study(TWO).patient.name == EVA.name and library.find_study(TWO).patient.issuer == "Lightbox"
    assert listed(library)[THREE] == anna
    with pytest.raises(KnownError, match="several patients"):
        library.split_patient((ONE, TWO), None, AUTHOR)


def test_it_survives_a_restart_and_files_stay(library: Library, tmp_path: Path) -> None:
    anna, eva = add(library, ONE), add(library, TWO, EVA)
    files = {path: path.read_bytes() for path in tmp_path.glob("*.dcm")}
    library.merge_patients(anna, eva, AUTHOR)
    library.close()
    with Library(tmp_path / "library") as opened:
        assert listed(opened) == {ONE: anna, TWO: anna}
        assert [(one.undone, one.label[:5]) for one in opened.patient_changes()] == [(False, "Merge")]
        opened.undo_patients(AUTHOR)
        assert listed(opened) == {ONE: anna, TWO: eva} and opened.patient_changes()[0].undone
    assert {path: path.read_bytes() for path in tmp_path.glob("*.dcm")} == files


def test_what_cannot_be_is_one_sentence(library: Library) -> None:
    anna, eva = add(library, ONE), add(library, TWO, EVA)
    for wrong, sentence in (
        (lambda: library.merge_patients(anna, anna, AUTHOR), "one patient already"),
        (lambda: library.merge_patients(anna, 99, AUTHOR), "no patient 99"),
        (lambda: library.split_patient(("1.2",), None, AUTHOR), "no study 1.2"),
        (lambda: library.split_patient((ONE,), anna, AUTHOR), "already"),
        (lambda: library.split_patient((ONE,), 99, AUTHOR), "no patient 99"),
        (lambda: library.undo_patients(AUTHOR), "no such merge"),
        (lambda: library.undo_patients(AUTHOR, 4), "no such merge"),
    ):
        with pytest.raises(KnownError, match=sentence):
            wrong()
    library.merge_patients(anna, eva, AUTHOR)
    with pytest.raises(KnownError, match="one patient already"):
        library.merge_patients(eva, anna, AUTHOR)
    ida = add(library, THREE, replace(EVA, id="P-003"))
    library.merge_patients(ida, anna, AUTHOR)
    with pytest.raises(KnownError, match="A later change stands on this one"):
        library.undo_patients(AUTHOR, 1)
    assert set(listed(library).values()) == {ida}
    with Library(library.folder, read_only=True) as reader, pytest.raises(KnownError, match="reading only"):
        reader.merge_patients(anna, eva, AUTHOR)


def test_any_merges_and_splits_all_undone_give_the_start(tmp_path: Path) -> None:
    dice = random.Random(3)
    for round in range(count(200)):
        with Library(tmp_path / f"library{round}") as library:
            for number in range(8):
                patient = replace(dice.choice((PATIENT, EVA)), id=dice.choice(("P-001", "P-002", "P-003")))
                scan = a_scan(tmp_path, f"1.2.840.99.{number}", patient, f"2024010{number}")
                others = dice.sample((replace(EVA, sex="M"), replace(EVA, id="P-004"), replace(PATIENT, id="P-005")), dice.randrange(3))
                library.add(replace(scan, others=tuple(AnotherPatient(scan.studies[0].uid, other, 1) for other in others)))
            start, found = library.find_patients(), words_found(library)
            done = 0
            for _ in range(12):
                try:
                    if dice.random() < 0.5:
                        library.merge_patients(dice.randrange(1, 9), dice.randrange(1, 9), AUTHOR)
                    else:
                        library.split_patient(tuple({f"1.2.840.99.{dice.randrange(8)}" for _ in range(dice.choice((1, 1, 2)))}), dice.choice((None, 1, 2, 3)), AUTHOR)
                    done += 1
                except KnownError:
                    continue
                rows = library.find_studies()
                assert len(rows) == 8 and {row.study.uid for row in rows} == set(listed(library))
                conflicts = library.find_conflicts()
                for entry in library.find_patients():
                    around = [one for one in conflicts if entry.number in {column.number for column in one.entries}]
                    assert list(library.find_conflicts(entry.number)) == around
                    assert entry == library.find_patient(entry.number)
                    assert {study.patient for study in entry.studies} <= {entry.patient}
            for _ in range(done):
                library.undo_patients(AUTHOR)
            assert library.find_patients() == start and words_found(library) == found and library.verify_log() is None
            assert len(library.find_studies()) == 8
