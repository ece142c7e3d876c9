"""Looks through files and folders: which studies, series and pictures are there, and what is odd about them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydicom.datadict import tag_for_keyword
from pydicom.dataset import Dataset

from viewer.case.errors import KnownError
from viewer.case.progress import Tick
from viewer.case.study import Instance, Patient, Problem, Series, Study
from viewer.dicom import header_facts as facts
from viewer.dicom.doubtful_dates import doubtful_dates
from viewer.dicom.find_files import FoundFiles, find_files
from viewer.dicom.foreign import kind_of, sentence_on
from viewer.dicom.headers import Header, NotDicomError, doubtful_texts, integer, number, read_header, text
from viewer.dicom.identity import fill_in, local_uid, names_another, second_version, second_version_said, sha256_of
from viewer.dicom.research_file import find_research_file, records_of
from viewer.dicom.same_file import seen_of
from viewer.dicom.whose import files_name, tell_apart

_DIRECTORY = "1.2.840.10008.1.3.10"
_KEYWORDS = ("SOPClassUID", "SOPInstanceUID", "InstanceNumber", "NumberOfFrames", *facts.KEYWORDS)
_TAGS = [tag for tag in (tag_for_keyword(keyword) for keyword in _KEYWORDS) if tag is not None]


@dataclass(frozen=True, slots=True)
class AnotherPatient:
    """Some files of a study name another patient than its first file does."""

    study_uid: str
    patient: Patient
    files: int


@dataclass(frozen=True, slots=True)
class Scan:
    """What was found. Every instance's series and every series' study is in it; `problems` name what is not.

    `renamed` pairs a local UID with the UID that the file states, which something else of this scan has.
    """

    studies: tuple[Study, ...]
    series: tuple[Series, ...]
    instances: tuple[Instance, ...]
    problems: tuple[Problem, ...]
    others: tuple[AnotherPatient, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()


def scan(paths: Sequence[Path], tick: Tick) -> Scan:
    """Reads the headers of files, and of all files in folders and the folders inside them; see `scan_files`."""
    tick(0.0, "Looking for files")
    return scan_files(find_files(paths), tick)


def scan_files(found: FoundFiles, tick: Tick) -> Scan:
    """Reads the headers of files.

    A file that is no DICOM, damaged or an image without pixels becomes a `Problem` with level "refused"; what
    its name shows to be no medical image (programs, web pages) is counted in one note per folder or archive.
    Order is by path, so that two scans of the same files give the same answer.
    """
    collection = _Collection(problems=list(found.problems))
    foreign: dict[Path, Counter[str]] = defaultdict(Counter)
    for count, (path, root) in enumerate(found.root_of.items()):
        tick(count / len(found.root_of), f"Reading headers: {count} of {len(found.root_of)}")
        try:
            collection.add(path, read_header(path, _TAGS), found.name_of(path))
        except NotDicomError as refusal:
            if collection.add_research_volume(path, found.name_of(path)):
                continue
            kind = kind_of(found.name_of(path)) if path != root else ""  # a file named by the reader gets its own answer
            if kind:
                foreign[root][kind] += 1
            else:
                collection.problems.append(Problem("refused", refusal.text, str(path)))
        except KnownError as refusal:
            collection.problems.append(Problem("refused", refusal.text, str(path)))
        except OSError as error:  # gone, or unreadable, since its header was read
            text = f"The file cannot be read: {error.strerror or 'unknown reason'}."
            collection.problems.append(Problem("refused", text, str(path)))
    collection.problems += [Problem("note", sentence_on(kinds), str(root)) for root, kinds in foreign.items()]
    tick(1.0, f"Read {len(found.root_of)} headers")
    return collection.result()


@dataclass(slots=True)
class _Collection:
    """Grows file by file; one entry per UID."""

    problems: list[Problem]
    studies: dict[str, Study] = field(default_factory=dict)
    series: dict[str, Series] = field(default_factory=dict)
    instances: dict[str, Instance] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    no_uid: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    same_uid: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    others: dict[str, dict[Patient, int]] = field(default_factory=lambda: defaultdict(dict))
    doubts: dict[tuple[str, Problem], None] = field(default_factory=dict)

    def add(self, path: Path, header: Header, name: str) -> None:
        dataset = header.dataset
        sop_class_uid = text(dataset, "SOPClassUID") or text(dataset.file_meta, "MediaStorageSOPClassUID")
        if sop_class_uid == _DIRECTORY:
            return
        if not any(text(dataset, keyword) for keyword in ("SOPClassUID", "Modality", "Rows")):
            raise KnownError("The file is cut short or empty inside: it names neither a kind of object nor a picture.")
        if integer(dataset, "Rows") and not header.has_pixels:
            name = facts.patient_of(dataset).name.replace("^", " ").strip()
            whose = f" It names the patient {name}." if name else ""
            raise KnownError(f"The picture itself is missing from the file: it has a size but no Pixel Data.{whose}")
        patient = facts.patient_of(dataset)
        study_uid = text(dataset, "StudyInstanceUID") or local_uid("study", facts.shared_by_study(dataset, _folder(name)))
        series_uid = self._series_uid(dataset, study_uid)
        uid = self._instance_uid(path, dataset)
        if uid is None:
            return
        series = None
        if uid in self.renamed:
            stated = self.renamed.get(series_uid, series_uid)
            series = second_version(facts.series_of(dataset, stated, study_uid))
            series_uid = series.uid
            self.renamed[series_uid] = stated
            self.same_uid[series_uid].append(Path(name).name)
        self.instances[uid] = Instance(
            uid=uid, series_uid=series_uid, sop_class_uid=sop_class_uid, path=str(path),
            frames=max(1, integer(dataset, "NumberOfFrames") or 1), transfer_syntax_uid=header.syntax_uid,
            number=integer(dataset, "InstanceNumber"), seen=seen_of(str(path), patient),
        )  # fmt: skip
        # Only now: a file that was refused leaves no empty study behind.
        if study_uid not in self.studies:
            self.studies[study_uid] = facts.study_of(dataset, study_uid, patient)
            self.problems += (replace(problem, where=study_uid) for problem in doubtful_dates(dataset))
        else:
            self._compare(study_uid, patient)
        if series_uid not in self.series:
            self.series[series_uid] = series or facts.series_of(dataset, series_uid, study_uid)
        first = self.series[series_uid]
        if number(dataset, "SliceThickness") != first.slice_thickness_mm:  # no one number is true of the series
            self.series[series_uid] = replace(first, slice_thickness_mm=None)
        self._note_missing_uids(dataset, series_uid)
        self.doubts.update(((series_uid, problem), None) for problem in doubtful_texts(dataset))

    def add_research_volume(self, path: Path, name: str) -> bool:
        """Take a NIfTI, NRRD or MetaImage file as a study of its own; False where it is something else."""
        try:
            found = find_research_file(path, name)
            if found is None:
                return False
            study, series, instance = records_of(found, path, name)
        except KnownError as refusal:
            self.problems.append(Problem("refused", str(refusal), str(path)))
            return True
        except OSError as error:
            self.problems.append(Problem("refused", f"The file cannot be read: {error.strerror or 'unknown reason'}.", str(path)))
            return True
        if instance.uid in self.instances:
            self.problems.append(Problem("note", "This file is the same as another one; it counts once.", str(path)))
            return True
        self.studies[study.uid], self.series[series.uid], self.instances[instance.uid] = study, series, instance
        return True

    def _series_uid(self, dataset: Dataset, study_uid: str) -> str:
        stated = text(dataset, "SeriesInstanceUID")
        uid = stated or local_uid("series", [study_uid, *facts.shared_by_series(dataset)])
        known = self.series.get(uid)
        if known and known.study_uid != study_uid:
            # One series UID in two studies: only a broken export does that. The second gets its own.
            uid = local_uid("series", [study_uid, uid])
            self.renamed[uid] = stated
        return uid

    def _instance_uid(self, path: Path, dataset: Dataset) -> str | None:
        """The UID of a file's instance; None where another file is the same."""
        stated = text(dataset, "SOPInstanceUID") or text(dataset.file_meta, "MediaStorageSOPInstanceUID")
        uid = stated or local_uid("instance", [sha256_of(path)])
        if uid not in self.instances:
            return uid
        digest = sha256_of(path)
        local = local_uid("instance", [digest])
        first = self.instances[uid].path
        if first not in self.digests:
            self.digests[first] = sha256_of(Path(first))
        if local in self.instances or digest == self.digests[first]:
            self.problems.append(Problem("note", "This file is the same as another one; it counts once.", str(path)))
            return None
        self.renamed[local] = stated
        return local

    def _compare(self, study_uid: str, patient: Patient) -> None:
        """Notes a file that names another patient than its study's first ones; fills in what those leave empty."""
        study = self.studies[study_uid]
        if names_another(study.patient, patient):
            others = self.others[study_uid]
            same = next((other for other in others if not names_another(other, patient)), patient)
            others[fill_in(same, patient)] = others.pop(same, 0) + 1
        elif (filled := fill_in(study.patient, patient)) != study.patient:
            self.studies[study_uid] = replace(study, patient=filled)

    def _note_missing_uids(self, dataset: Dataset, series_uid: str) -> None:
        for kind in ("SOP", "Study", "Series"):
            if not text(dataset, f"{kind}InstanceUID"):
                self.no_uid[series_uid, "SOP Instance" if kind == "SOP" else kind] += 1

    def result(self) -> Scan:
        missing: dict[str, list[str]] = defaultdict(list)
        for series_uid, kind in sorted(self.no_uid):
            missing[series_uid].append(kind)
        self.problems += [Problem("note", _sentence_on_uids(kinds), uid) for uid, kinds in missing.items()]
        for series_uid, names in self.same_uid.items():
            self.problems.append(Problem("warning", second_version_said(len(names), names), series_uid))
        self.problems += [replace(problem, where=series_uid) for series_uid, problem in self.doubts]
        for study_uid in sorted(self.others):
            self.problems.append(Problem("warning", self._said_of_patients(study_uid), study_uid))
        others = tuple(
            AnotherPatient(study_uid, patient, files)
            for study_uid, found in self.others.items()
            for patient, files in found.items()
        )
        return Scan(
            tuple(self.studies.values()), tuple(self.series.values()), tuple(self.instances.values()),
            tuple(self.problems), others, tuple(self.renamed.items()),
        )  # fmt: skip

    def _said_of_patients(self, study_uid: str) -> str:
        files = sum(self.series[row.series_uid].study_uid == study_uid for row in self.instances.values())
        first, *names = tell_apart([self.studies[study_uid].patient, *self.others[study_uid]])
        others = [files_name(count, files, name) for name, count in zip(names, self.others[study_uid].values(), strict=True)]
        return (
            f"Files of this study name different patients: {' and '.join(others)}, the others {first}, under whom it is "
            "listed. Check whose study this is."
        )


def _folder(name: str) -> str:
    """The end of the path to a file, the same wherever the folder is copied to."""
    return "/".join(Path(name).absolute().parts[-3:-1])


def _sentence_on_uids(kinds: Sequence[str]) -> str:
    names = kinds[0] if len(kinds) == 1 else ", ".join(kinds[:-1]) + " and " + kinds[-1]
    return f"The {names} Instance UID".replace("Instance Instance", "Instance") + (
        " of the files is empty; local ones were made, which other systems do not know."
    )
