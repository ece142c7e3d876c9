"""From records to what the panels show: plain functions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from desktop.store.case_store import CaseStore
from desktop.store.library import Library
from desktop.store.worklist import StudyRow
from desktop.windows import words
from desktop.windows.critical_bar import CriticalLine
from desktop.windows.evidence_marks import EvidenceMark
from desktop.windows.findings_panel import FindingRow
from desktop.windows.problems_list import ReportProblem
from desktop.windows.segments_panel import SegmentRow
from desktop.windows.sentence_row import VERDICT_ROLES, SentenceState
from desktop.windows.worklist import WorklistRow
from desktop.workflows.facts import attested
from viewer.case.communication import Communication
from viewer.case.finding import Evidence, Finding
from viewer.case.report import ReportDraft
from viewer.case.segmentation import Segmentation
from viewer.case.study import Problem, Series, Study
from viewer.scene.colour_tables import colour_of
from viewer.scene.corners import headline
from viewer.widgets.tr import counted, number, tr

if TYPE_CHECKING:
    from inference.report.verify import Check

_WORST_FIRST = ("contradicted", "unsupported", "supported", "not_checkable")


def worklist_rows(library: Library, studies: Sequence[StudyRow], new: Collection[str] = ()) -> tuple[WorklistRow, ...]:
    """Lines of the worklist, those with the UIDs `new` marked. The priors of all are counted in one question."""
    priors = library.count_priors(studies)
    return tuple(
        WorklistRow(
            row.study.uid,
            row.study.patient.name,
            row.study.patient.id,
            row.study.date,
            " ".join(row.modalities),
            row.study.description,
            row.series,
            row.instances,
            row.status.value,
            priors.get(row.study.uid, 0),
            row.study.demonstration,
            row.patient_number,
            row.study.uid in new,
        )
        for row in studies
    )


def finding_rows(case: CaseStore) -> tuple[FindingRow, ...]:
    evidence, states = {row.id: row for row in case.all_of(Evidence)}, attested(case)
    return tuple(
        FindingRow(
            finding,
            words.finding_title(finding),
            words.finding_size([evidence[id] for id in finding.evidence_ids if id in evidence]),
            finding.source.is_model,
            states.get(finding.id, "not attested"),
        )
        for finding in case.all_of(Finding)
    )


def segment_rows(segmentation: Segmentation | None, visible: frozenset[int]) -> tuple[SegmentRow, ...]:
    """The labels of the segmentation on the images, in its own order."""
    if segmentation is None:
        return ()
    rows = []
    for label in segmentation.labels:
        statistics = segmentation.find_statistics(label.number)
        detail = f"{segmentation.name}\n{segmentation.source.author}"
        if statistics is not None:
            doubt = "" if statistics.uncertainty is None else ", " + tr("uncertainty {percent} %", percent=number(statistics.uncertainty * 100))
            detail = f"{tr('mean')} {number(statistics.mean)}, {tr('SD')} {number(statistics.sd)}{doubt}\n{detail}"
        rows.append(
            SegmentRow(
                segmentation.id,
                label.number,
                label.name,
                statistics.volume_ml if statistics is not None else None,
                colour_of(label),
                label.number in visible,
                f"{detail}\n{label.code.meaning}, {label.code.scheme} {label.code.value}",
                label.locked,
                () if statistics is None else tuple(map(_number, (statistics.mean, statistics.sd, statistics.lowest, statistics.highest))),
            )
        )
    return tuple(rows)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f}" if abs(value) >= 100 or value == round(value) else f"{value:.3g}"


def made_by(segmentation: Segmentation, among: Sequence[Segmentation] = ()) -> str:
    """What outlined the segments on the images, in a line, and which of several on these images it is."""
    source = segmentation.source
    what = source.author.partition(":")[2]
    ids = [row.id for row in among]
    which = tr("{number} of {count}", number=ids.index(segmentation.id) + 1, count=len(ids)) + " · " if len(ids) > 1 and segmentation.id in ids else ""
    edited = " · " + tr("edited by {name}", name=segmentation.edited_by.partition(":")[2]) if segmentation.edited_by else ""
    return f"{which}{segmentation.name} · {what}{edited}{' · ' + tr('● experimental: not accepted at this site') if source.experimental else ''}"


def default_visible(segmentation: Segmentation) -> frozenset[int]:
    """Every label but those that hold others, which would hide them."""
    return segmentation.innermost


def find_shown(segmentations: Sequence[Segmentation]) -> Segmentation | None:
    """The newest segmentation of structures, else the newest of anything.

    What another system made goes behind while something speaks against it, as references to other pictures.
    """
    sound = [row for row in segmentations if not (row.notes and row.source.author.startswith("import:"))]
    segmentations = sound or segmentations
    structures = [row for row in segmentations if any(label.includes for label in row.labels)]
    return structures[-1] if structures else segmentations[-1] if segmentations else None


def sentence_states(check: Check) -> dict[str, SentenceState]:
    """The worst verdict on each sentence, with every reason for it."""
    states: dict[str, SentenceState] = {}
    for row in sorted(check.verdicts, key=lambda row: (row.waived, _WORST_FIRST.index(row.verdict))):
        known = states.get(row.sentence_id)
        if known is None:
            states[row.sentence_id] = SentenceState(row.verdict, row.reason, row.waived)
        elif (known.verdict, known.waived) == (row.verdict, row.waived):
            states[row.sentence_id] = SentenceState(row.verdict, f"{known.reason} {row.reason}", row.waived)
    return states


def evidence_marks(draft: ReportDraft, case: CaseStore) -> dict[str, tuple[EvidenceMark, ...]]:
    """By sentence: one mark for each place in the images that supports it, with the numbers measured there."""
    marks: dict[str, tuple[EvidenceMark, ...]] = {}
    for sentence in draft.sentences:
        places: dict[tuple[object, ...], list[Evidence]] = {}
        for id in sentence.evidence_ids:
            evidence = case.find(Evidence, id)
            if evidence is not None and evidence.series_uid:
                places.setdefault((evidence.frame_uid, evidence.box_lps), []).append(evidence)
        marks[sentence.id] = tuple(EvidenceMark(found[0].id, _measured_there(found)) for found in places.values())
    return marks


def _measured_there(found: Sequence[Evidence]) -> str:
    from inference.report.numbers import format_quantity

    numbers = [f"{tr(row.quantity.kind.replace('_', ' '))} {format_quantity(row.quantity.value, row.quantity.unit)}" for row in found if row.quantity is not None]
    by_whom = found[0].source.author.partition(":")[2]
    return "\n".join([tr("Go to the place in the images"), *numbers, tr("by {author}", author=by_whom)])


def report_problems(check: Check) -> tuple[ReportProblem, ...]:
    """What blocks signing: sentences first, then what was left out."""
    sentences = [
        ReportProblem(row.problem, row.reason, VERDICT_ROLES[row.verdict], sentence_id=row.sentence_id)
        for row in check.verdicts
        if row.blocking
    ]
    left_out = [
        ReportProblem(row.problem, row.reason, "attention", finding_id=row.finding_id)
        for row in check.omissions
        if row.blocking
    ]
    return (*sentences, *left_out)


def critical_lines(check: Check, told: Sequence[Communication]) -> tuple[CriticalLine, ...]:
    """Each critical result with the last entry of the log about it."""
    entries = {row.result: row.text.partition(": ")[2] for row in told}
    return tuple(
        CriticalLine(row.name, f"within {row.within}", row.sentence_id, row.finding_id, entries.get(row.name, "")) for row in check.critical
    )


def notes_line(problems: Sequence[Problem]) -> str:
    """What is odd about a series, in one line and few words."""
    return "  ·  ".join(dict.fromkeys(headline(problem) for problem in problems))


def notes_in_full(problems: Sequence[Problem]) -> str:
    """What is odd about a series, one whole sentence on each line."""
    return "\n".join(dict.fromkeys(f"▲ {problem.text}" for problem in problems))


def preview(series: Sequence[Series], counts: Mapping[str, int], problems: Sequence[Problem], report: str) -> str:
    """The lines under the worklist as text: series, oddities, the report."""
    lines = [
        f"{row.number if row.number is not None else '–'}  {row.modality}  {row.description or tr('(no description)')}"
        f"  ·  {counted(counts.get(row.uid, 0), '1 picture', '{count} pictures')}"
        for row in series
    ]
    lines += [f"▲ {problem.text}" for problem in problems]
    return "\n".join([*lines, *(["", report] if report else [])])


def study_title(study: Study) -> str:
    """``Family, Given · ID · description · date`` for the title of the window."""
    parts = (words.person(study.patient.name), study.patient.id, study.description, words.date(study.date))
    return " · ".join(part for part in parts if part)
