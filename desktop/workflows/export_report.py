"""Results as files other systems read. Each is read back before it is reported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop.settings import load_settings
from desktop.store.case_store import CaseStore
from desktop.store.database import application_version
from desktop.store.library import Library
from desktop.workflows.export_label_maps import write_label_maps
from desktop.workflows.export_segments import SHAPES, export_segments
from desktop.workflows.exported import Exported
from desktop.workflows.facts import fact_table
from desktop.workflows.measurement_table import measurement_rows
from desktop.workflows.pictures import KEY_VIEWS, draw_key_images, draw_named_images, draw_views, shown_of
from desktop.workflows.report_pdf import KeyImage, PrintedReport, UsedModel, Watermark, write_pdf
from desktop.workflows.validate_pdf import validate_pdf
from inference.report.verify import check
from viewer.case.edits import Edit, Measurement
from viewer.case.errors import KnownError
from viewer.case.facts import FactTable
from viewer.case.finding import Evidence
from viewer.case.key_image import KeyImage as MarkedPicture
from viewer.case.progress import Tick, part_of
from viewer.case.prompt import Prompts
from viewer.case.report import ReportDraft, SignedReport, Waiver
from viewer.case.segmentation import Segmentation
from viewer.case.source import Source
from viewer.case.study import Instance, Problem, Series, Study
from viewer.case.volume import Mask
from viewer.dicom.content_tree import read_report
from viewer.dicom.derived import new_object
from viewer.dicom.load import Loaded
from viewer.dicom.read_key_objects import read_key_objects
from viewer.dicom.sr_context import Attestation
from viewer.dicom.validate import validate
from viewer.dicom.write_key_objects import KEY_OBJECT_SELECTION, write_key_objects
from viewer.dicom.write_measurement_sr import write_measurement_sr
from viewer.dicom.write_narrative_sr import write_narrative_sr
from viewer.dicom.write_seg import WrittenSegmentation, write_seg
from viewer.scene.marks import Paint

FORMATS = ("dicom-seg", "dicom-sr", "pdf", "nifti", "png", "rtstruct", "nrrd", "stl")
PICTURES = "pictures"
LATER = ("fhir", "hl7")
COMPREHENSIVE_3D_SR = "1.2.840.10008.5.1.4.1.1.88.34"
ENHANCED_SR = "1.2.840.10008.5.1.4.1.1.88.22"


@dataclass(frozen=True, eq=False, slots=True)
class ExportRequest:
    """Everything an export needs, gathered on the main thread; the export itself runs on any."""

    study: Study
    series: Series
    instances: tuple[Instance, ...]
    loaded: Loaded
    facts: FactTable
    measured: Mapping[str, Measurement]
    segmentations: tuple[tuple[Segmentation, Mask], ...]
    marked: tuple[Prompts, ...]
    draft: ReportDraft | None
    signed: SignedReport | None
    key_images: tuple[KeyImage, ...]
    key_marks: tuple[tuple[MarkedPicture, Instance], ...]
    """The pictures that the reader marked, with their files, of every series of the study."""
    pictures: tuple[Path, ...]
    waivers: tuple[Waiver, ...]
    reader: str
    institution: str
    author: str

    @property
    def report(self) -> ReportDraft | None:
        """The text to export: what was signed last, else the draft."""
        return self.signed.draft if self.signed else self.draft

    @property
    def watermark(self) -> Watermark:
        if self.study.demonstration or (self.signed and not self.signed.verified):
            return "DEMONSTRATION"
        return "" if self.signed else "DRAFT"

    @property
    def attestation(self) -> Attestation:
        signed = self.signed
        verified = signed is not None and signed.verified and not self.study.demonstration
        name = signed.signed_by if signed else self.reader
        return Attestation(name, signed.signed_at if signed else "", verified, self.institution)

    def log_entry(self, formats: tuple[str, ...]) -> Edit:
        """The line in the log that says what left the library."""
        return Edit(f"Export {', '.join(formats)}", self.author, ())


def nothing_for(request: ExportRequest, formats: tuple[str, ...]) -> tuple[Problem, ...]:
    """A sentence for each format that there is nothing to write in."""
    if request.segmentations:
        return ()
    missing = [name for name in formats if name in ("dicom-seg", *SHAPES, "nifti")]
    return tuple(Problem("note", f"There is no segmentation of this series to export as {name}.", request.series.uid) for name in missing)


def check_formats(names: str) -> tuple[str, ...]:
    """A comma-separated list of formats; KnownError for one that there is not, or not in this version."""
    formats = tuple(dict.fromkeys(name.strip() for name in names.split(",") if name.strip()))
    for name in formats:
        if name in LATER:
            raise KnownError(f"The export format {name} is not in this version.", f"This version has {', '.join(FORMATS)}.")
        if name not in FORMATS:
            raise KnownError(f"There is no export format {name}.", f"This version has {', '.join(FORMATS)}.")
    if not formats:
        raise KnownError("Say which format to export.", f"This version has {', '.join(FORMATS)}.")
    return formats


def gather(
    library: Library, case: CaseStore, study: Study, series: Series, loaded: Loaded, folder: Path,
    formats: tuple[str, ...], paint: Paint, author: str,
) -> ExportRequest:  # fmt: skip
    """Collect what an export needs and draw its pictures. On the main thread: the store and VTK live there.

    Raises
    ------
    KnownError when a report is asked for and there is none.
    """
    drafts, signed = case.all_of(ReportDraft), case.all_of(SignedReport)
    if {"dicom-sr", "pdf"} & set(formats) and not drafts and not signed:
        raise KnownError("This study has no report to export yet.", "Draft it first.")
    try:
        (folder / PICTURES if {"pdf", "png"} & set(formats) else folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KnownError(f"The folder {folder} cannot be written: {error.strerror}.", "Choose another folder.") from error
    facts = fact_table(library, case, study)
    shown = shown_of(case, study, series, loaded)
    report = signed[-1].draft if signed else drafts[-1] if drafts else None
    captions = captions_of(report) if report else {}
    key_images = draw_key_images(folder / PICTURES, facts, loaded, shown, paint, captions) if {"pdf", "png"} & set(formats) else ()
    if report is not None and {"pdf", "png"} & set(formats):
        key_images += draw_named_images(folder / PICTURES, report, {row.id: row for row in case.all_of(Evidence)}, loaded, shown, paint)
    pictures = draw_views(folder / PICTURES, loaded, shown, paint, KEY_VIEWS) if "png" in formats else ()
    settings = load_settings()
    volume = loaded.volume  # radiographs have none, and no segmentation lies on them
    segmentations = [row for row in case.all_of(Segmentation) if volume is not None and row.geometry == volume.geometry and row.statistics]
    return ExportRequest(
        study=study,
        series=series,
        instances=library.instances_of(series.uid),
        loaded=loaded,
        facts=facts,
        measured={row.id: row for row in case.measurements()},
        segmentations=tuple((row, case.mask_of(row)) for row in segmentations),
        marked=case.all_of(Prompts),
        draft=drafts[-1] if drafts else None,
        signed=signed[-1] if signed else None,
        key_images=key_images,
        key_marks=_key_marks(library, case),
        pictures=pictures,
        waivers=case.all_of(Waiver),
        reader=settings.reader_name,
        institution=settings.institution,
        author=author,
    )


def captions_of(report: ReportDraft) -> dict[str, str]:
    """The first sentence that speaks of each finding alone, by finding id."""
    captions: dict[str, str] = {}
    for sentence in report.sentences:
        if len(sentence.finding_ids) == 1:
            captions.setdefault(sentence.finding_ids[0], sentence.text)
    return captions


def export_report(request: ExportRequest, folder: Path, formats: tuple[str, ...], tick: Tick) -> tuple[Exported, ...]:
    """Write `formats` into `folder`, which exists.

    Structured reports point at DICOM SEG objects, so ``dicom-sr`` writes those too. Files that are there
    already are replaced.

    Raises
    ------
    KnownError when a file cannot be written; CancelledError.
    """
    files: list[Exported] = []
    written: dict[str, WrittenSegmentation] = {}
    if {"dicom-seg", "dicom-sr"} & set(formats):
        part = part_of(tick, 0.0, 0.5)
        for number, (segmentation, mask) in enumerate(request.segmentations):
            share = part_of(part, number / len(request.segmentations), (number + 1) / len(request.segmentations))
            path = folder / f"segmentation-{number + 1}.dcm"
            written[segmentation.id] = write_seg(
                path, segmentation, mask, request.loaded.need_volume(), request.loaded.stack, request.series,
                request.instances, request.study, share, request.marked,
            )  # fmt: skip
            files.append(checked(path, "dicom-seg", written[segmentation.id].reference.sop_instance_uid))
    if "dicom-sr" in formats:
        files += write_reports(request, folder, written, part_of(tick, 0.5, 0.7))
        files += write_key_images(request, folder)
    if "pdf" in formats:
        files.append(write_printed(request, folder / "report.pdf", part_of(tick, 0.7, 0.8)))
    if "nifti" in formats:
        for number, (segmentation, mask) in enumerate(request.segmentations):
            tick(0.8, "Writing NIfTI")
            files += write_label_maps(folder, f"segmentation-{number + 1}", segmentation, mask)
    if set(SHAPES) & set(formats):
        files += export_segments(request.segmentations, request.loaded, request.series, request.instances, request.study, folder, formats, part_of(tick, 0.85, 1.0))
    if "png" in formats:
        files += [Exported(path, "png", path.stat().st_size > 0) for path in (*request.pictures, *(image.path for image in request.key_images))]
    tick(1.0, "Exported")
    return tuple(files)


def checked(path: Path, format: str, uid: str) -> Exported:
    problems = validate(path, uid)
    return Exported(path, format, not problems, problems)


def write_reports(request: ExportRequest, folder: Path, written: Mapping[str, WrittenSegmentation], tick: Tick) -> list[Exported]:
    """The two structured reports, each naming the other: what was measured, and what was written."""
    report = request.report
    assert report is not None  # `gather` refuses before
    measurements = new_object(COMPREHENSIVE_3D_SR, request.study.uid)
    narrative = new_object(ENHANCED_SR, request.study.uid)
    common = (request.study, request.instances, request.attestation)
    measurement_path, narrative_path = folder / "measurements-sr.dcm", folder / "report-sr.dcm"
    write_measurement_sr(measurement_path, request.facts, request.measured, written, *common, measurements, narrative, tick)
    write_narrative_sr(narrative_path, report.sections, request.facts.evidence, written, *common, narrative, measurements, tick)
    return [
        checked(measurement_path, "dicom-sr", measurements.sop_instance_uid),
        checked(narrative_path, "dicom-sr", narrative.sop_instance_uid),
    ]


def write_key_images(request: ExportRequest, folder: Path) -> list[Exported]:
    """One key object selection of the pictures that the reader marked, read back; none where none is marked."""
    if not request.key_marks:
        return []
    path, itself = folder / "key-images.dcm", new_object(KEY_OBJECT_SELECTION, request.study.uid)
    write_key_objects(path, request.key_marks, request.study, request.reader, itself)
    found, problems = read_key_objects(read_report(path))
    wanted = {(row.instance_uid, row.frame if instance.frames > 1 else 0) for row, instance in request.key_marks}
    if {(row.instance_uid, row.frame) for row in found} != wanted:
        problems.append(Problem("warning", "The key images are not the marked ones when read back.", str(path)))
    made = checked(path, "dicom-sr", itself.sop_instance_uid)
    return [Exported(path, "dicom-sr", made.valid and not problems, (*made.problems, *problems))]


def _key_marks(library: Library, case: CaseStore) -> tuple[tuple[MarkedPicture, Instance], ...]:
    rows = [row for row in case.all_of(MarkedPicture) if row.source.author.startswith("user:")]
    files = {one.uid: one for uid in {row.series_uid for row in rows} for one in library.instances_of(uid)}
    return tuple((row, files[row.instance_uid]) for row in rows if row.instance_uid in files)


def write_printed(request: ExportRequest, path: Path, tick: Tick) -> Exported:
    report, signed = request.report, request.signed
    assert report is not None  # `gather` refuses before
    printed = PrintedReport(
        study=request.study,
        sections=report.sections,
        rows=measurement_rows(request.facts),
        key_images=request.key_images,
        models=models_of(request),
        waived=waived_of(request),
        institution=request.institution,
        signed_by=signed.signed_by if signed else "",
        signed_at=signed.signed_at if signed else "",
        version=signed.version if signed else 1,
        sha256=signed.sha256 if signed else "",
        watermark=request.watermark,
        software=f"Lightbox {application_version()}",
    )
    write_pdf(path, printed, tick)
    problems = validate_pdf(path, printed)
    return Exported(path, "pdf", not problems, problems)


def waived_of(request: ExportRequest) -> tuple[str, ...]:
    """What the check objects to and the reader signed nevertheless, with the reason that was given."""
    if request.report is None:
        return ()
    result = check(request.report, request.facts, request.waivers)
    reasons = {waiver.problem: waiver.reason for waiver in request.waivers}
    objections = [(row.reason, row.problem) for row in result.verdicts if row.waived]
    objections += [(row.reason, row.problem) for row in result.omissions if row.waived]
    return tuple(f"Waived by the reader: {reason} Reason given: {reasons[problem]}" for reason, problem in objections)


def models_of(request: ExportRequest) -> tuple[UsedModel, ...]:
    """Every model that made something in this report, once."""
    sources: list[Source] = [segmentation.source for segmentation, _ in request.segmentations]
    sources += [finding.source for finding in request.facts.accepted]
    sources += [sentence.source for sentence in request.report.sentences] if request.report else []
    notes: dict[str, dict[str, None]] = {}
    for segmentation, _ in request.segmentations:
        notes.setdefault(segmentation.source.author, {}).update(dict.fromkeys(segmentation.notes))
    found: dict[str, UsedModel] = {}
    for source in sources:
        if source.is_model:
            id, _, version = source.author.removeprefix("model:").partition("@")
            known = found.get(source.author)
            experimental = source.experimental or (known is not None and known.experimental)
            found[source.author] = UsedModel(id, version, source.weights_sha256, experimental, tuple(notes.get(source.author, ())))
    return tuple(found.values())
