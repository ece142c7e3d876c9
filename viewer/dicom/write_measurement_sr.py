"""Accepted findings as a Comprehensive 3D SR with TID 1500 "Measurement Report"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from highdicom.sr import (
    AlgorithmIdentification,
    CodeContentItem,
    CodedConcept,
    Comprehensive3DSR,
    ContainerContentItem,
    ContentSequence,
    CoordinatesForMeasurement3D,
    FindingSite,
    GraphicTypeValues3D,
    ImageRegion3D,
    Measurement,
    MeasurementsAndQualitativeEvaluations,
    PlanarROIMeasurementsAndQualitativeEvaluations,
    QualitativeEvaluation,
    ReferencedSegment,
    RelationshipTypeValues,
    SourceSeriesForSegmentation,
    TextContentItem,
    TrackingIdentifier,
    VolumetricROIMeasurementsAndQualitativeEvaluations,
)
from pydicom.sr.coding import Code as DicomCode

from viewer.case.attestation import STATES, AttestationState
from viewer.case.calibration import with_source
from viewer.case.facts import FactTable
from viewer.case.finding import UCUM, Evidence, Finding
from viewer.case.geometry import Point
from viewer.case.measurement import Bidirectional, Drawn, Polyline, Ruler
from viewer.case.progress import Tick
from viewer.case.region import Region
from viewer.case.source import Source
from viewer.case.study import Instance, Study
from viewer.dicom.derived import (
    EXPERIMENTAL,
    SIDES,
    ObjectReference,
    algorithm_of,
    equipment,
    save,
    stable_uid,
    to_dicom_code,
    to_frame_uid,
)
from viewer.dicom.sr_context import (
    ANY_PROCEDURE,
    PROCEDURES,
    Attestation,
    attest,
    evidence_datasets,
    language_item,
    observation_context,
)
from viewer.dicom.write_seg import WrittenSegmentation

SERIES_NUMBER = 9002
TITLE = CodedConcept("126000", "DCM", "Imaging Measurement Report")
MEASUREMENTS = CodedConcept("126010", "DCM", "Imaging Measurements")
PROCEDURE_REPORTED = CodedConcept("121058", "DCM", "Procedure reported")
COMMENT = CodedConcept("121106", "DCM", "Comment")
DERIVATIONS: Mapping[str, DicomCode] = {
    "mean": DicomCode("373098007", "SCT", "Mean"),
    "sd": DicomCode("386136009", "SCT", "Standard Deviation"),
    "minimum": DicomCode("255605001", "SCT", "Minimum"),
    "maximum": DicomCode("56851009", "SCT", "Maximum"),
    "median": DicomCode("373099004", "SCT", "Median"),
    "peak": DicomCode("126031", "DCM", "Peak Value Within ROI"),
}
"""What of a region's pixels was taken, PS3.16 CID 7464."""
VALUES: Mapping[str, DicomCode] = {
    "HU": DicomCode("112031", "DCM", "Attenuation Coefficient"),
    "SUVbw": DicomCode("126401", "DCM", "SUVbw"),
    "SUVlbm": DicomCode("126402", "DCM", "SUVlbm"),
    "SUVbsa": DicomCode("126403", "DCM", "SUVbsa"),
    "SUVibw": DicomCode("126404", "DCM", "SUVibw"),
    "Bq/ml": DicomCode("110821", "DCM", "Nuclear Medicine Tomographic Activity"),
}
SIGNAL = DicomCode("110852", "DCM", "MR signal intensity")
"""What pixels hold, PS3.16 CID 7180; by their unit."""
KINDS: Mapping[str, DicomCode] = {
    "long_axis": DicomCode("103339001", "SCT", "Long axis"),
    "short_axis": DicomCode("103340004", "SCT", "Short axis"),
    "length": DicomCode("410668003", "SCT", "Length"),
    "area": DicomCode("42798000", "SCT", "Area"),
    "angle": DicomCode("1483009", "SCT", "Angle"),
    "perimeter": DicomCode("131191004", "SCT", "Perimeter"),
    "volume": DicomCode("118565006", "SCT", "Volume"),
    "count": DicomCode("246205007", "SCT", "Quantity"),
}
"""Kinds of quantity, PS3.16 CID 7469 and 7470."""
CORE = CodedConcept("core", "99LIGHTBOX", "Core: voxels at least half as deep as the deepest")
"""How `inference.measure.lesions` takes a lesion's mean: it is not that of every voxel of the segment."""
ZONES = {
    "upper": DicomCode("261183002", "SCT", "Upper"),
    "middle": DicomCode("255562008", "SCT", "Mid"),
    "lower": DicomCode("261122009", "SCT", "Lower"),
}
PRESENCE = DicomCode("705057003", "SCT", "Presence")
ABSENT = DicomCode("272519000", "SCT", "Absent")
CERTAINTY = {
    "definite": DicomCode("52101004", "SCT", "Present"),
    "probable": DicomCode("410592001", "SCT", "Probably present"),
    "possible": DicomCode("410590009", "SCT", "Known possible"),
}
ATTESTATION = CodedConcept("attestation", "99LIGHTBOX", "What the reader did with the finding")
ATTESTATIONS: Mapping[AttestationState, CodedConcept] = {
    state: CodedConcept(state.replace(" ", "_"), "99LIGHTBOX", state[0].upper() + state[1:]) for state in STATES
}
"""The five states of `viewer.case.attestation`, on every group."""


def write_measurement_sr(
    path: Path,
    facts: FactTable,
    measured: Mapping[str, Drawn],
    segmentations: Mapping[str, WrittenSegmentation],
    study: Study,
    instances: Sequence[Instance],
    attestation: Attestation,
    itself: ObjectReference,
    narrative: ObjectReference | None,
    tick: Tick,
) -> None:
    """Write one measurement group per accepted finding; a report without findings is valid and says so.

    What is in the table and not accepted (rejected, or nothing was done with it) is named in a remark, so that what is
    shown is what is exported.

    Parameters
    ----------
    measured, segmentations : by record id. A finding measured under a label points at that segment, one measured
        along lines carries their points (mm, LPS, in the images' frame of reference), one measured in a region the
        region's outline, any other its middle.
    instances : the pictures that were measured.
    itself, narrative : identities made by `new_object`, so that this report and the narrative name each other.
    """
    tick(0.0, "Writing measurements")
    root = ContainerContentItem(TITLE, template_id="1500")
    root.ContentSequence = ContentSequence()
    root.ContentSequence.extend(language_item("en"))
    root.ContentSequence.extend(observation_context(attestation.reader))
    procedure = PROCEDURES.get(facts.study.modality, ANY_PROCEDURE)
    root.ContentSequence.append(
        CodeContentItem(PROCEDURE_REPORTED, procedure, RelationshipTypeValues.HAS_CONCEPT_MOD)
    )
    container = ContainerContentItem(MEASUREMENTS, relationship_type=RelationshipTypeValues.CONTAINS)
    container.ContentSequence = ContentSequence()
    others = [finding for finding in facts.findings if finding.status != "accepted"]
    names = _names((*facts.accepted, *others))
    for finding in facts.accepted:
        state = facts.attestations.get(finding.id)
        container.ContentSequence.extend(
            _group(finding, names[finding.id], facts.evidence_of(finding), measured, segmentations, state)
        )
    for finding in others:
        container.ContentSequence.append(_unaccepted(finding, names[finding.id], facts.attestations.get(finding.id)))
    if not facts.accepted:
        container.ContentSequence.append(
            TextContentItem(COMMENT, "No finding was accepted.", RelationshipTypeValues.CONTAINS)
        )
    root.ContentSequence.append(container)
    objects = [written.reference for written in segmentations.values()]
    dataset = Comprehensive3DSR(
        evidence=evidence_datasets(study, instances, [*objects, *([narrative] if narrative else [])]),
        content=root,
        series_instance_uid=itself.series_uid,
        series_number=SERIES_NUMBER,
        sop_instance_uid=itself.sop_instance_uid,
        instance_number=1,
        series_description=f"Measurements ({EXPERIMENTAL})" if any(row.source.experimental for row in facts.accepted) else "Measurements",
        **equipment(),
    )
    attest(dataset, attestation)
    save(dataset, path)
    tick(1.0, "Measurements written")


def _names(findings: Sequence[Finding]) -> dict[str, str]:
    """Finding id -> "Nodule 1": the kind with a running number."""
    counts: dict[str, int] = {}
    names = {}
    for finding in findings:
        counts[finding.what.meaning] = counts.get(finding.what.meaning, 0) + 1
        names[finding.id] = f"{finding.what.meaning} {counts[finding.what.meaning]}"
    return names


def _group(
    finding: Finding,
    name: str,
    evidence: Sequence[Evidence],
    measured: Mapping[str, Drawn],
    segmentations: Mapping[str, WrittenSegmentation],
    state: AttestationState | None,
) -> ContentSequence:
    """The content of one measurement group: TID 1411 (segment), 1501 (lines, no place) or 1410 (region or place).

    The points of lines are given in TID 1501 only: in the other two the region says where it is.
    """
    segment = _find_segment(evidence, segmentations)
    drawn = {} if segment else {row.measurement_id: measured.get(row.measurement_id) for row in evidence}
    tracking_uid = stable_uid("finding", finding.id)
    if segment is not None:
        written, label = segment
        tracking_uid = written.tracking_uids[label]
    presence = CERTAINTY[finding.certainty] if finding.present else ABSENT
    common = {
        "tracking_identifier": TrackingIdentifier(uid=tracking_uid, identifier=name),
        "finding_type": to_dicom_code(finding.what),
        "finding_sites": [_site(finding)],
        "algorithm_id": _algorithm(finding.source),
        "qualitative_evaluations": _evaluations(presence, state),
        "measurements": [
            _measurement(row, drawn.get(row.measurement_id)) for row in evidence if row.quantity is not None
        ],
    }
    if segment is not None:
        return VolumetricROIMeasurementsAndQualitativeEvaluations(
            referenced_segment=ReferencedSegment(
                written.reference.sop_class_uid,
                written.reference.sop_instance_uid,
                written.segment_numbers[label],
                source_series=SourceSeriesForSegmentation(written.source_series_uid),
            ),
            **common,
        )
    lines = [record for record in drawn.values() if record is not None and not isinstance(record, Region)]
    placed = [row for row in evidence if row.frame_uid]  # what was typed in words has numbers and no place
    if lines or not placed:
        return MeasurementsAndQualitativeEvaluations(**common)
    return PlanarROIMeasurementsAndQualitativeEvaluations(referenced_region=_place_of(placed, drawn), **common)


def _unaccepted(finding: Finding, name: str, state: AttestationState | None) -> TextContentItem:
    """A finding that is not accepted, as a remark: no group, which another system could take for a result."""
    side = f", {finding.side}" if finding.side in ("left", "right", "bilateral") else ""
    text = f"{state or 'not attested'}: {name}, {finding.where.meaning}{side} ({stable_uid('finding', finding.id)})"
    return TextContentItem(ATTESTATION, text, RelationshipTypeValues.CONTAINS)


def _site(finding: Finding) -> FindingSite:
    return FindingSite(
        to_dicom_code(finding.where), laterality=SIDES.get(finding.side), topographical_modifier=ZONES.get(finding.zone)
    )


def _evaluations(presence: DicomCode, state: AttestationState | None) -> list[QualitativeEvaluation]:
    told = [] if state is None else [QualitativeEvaluation(ATTESTATION, ATTESTATIONS[state])]
    return [QualitativeEvaluation(PRESENCE, presence), *told]


def _find_segment(
    evidence: Sequence[Evidence], segmentations: Mapping[str, WrittenSegmentation]
) -> tuple[WrittenSegmentation, int] | None:
    for row in evidence:
        written = segmentations.get(row.segmentation_id)
        if written is not None and row.label in written.segment_numbers:
            return written, row.label
    return None


def _measurement(evidence: Evidence, drawn: Drawn | None) -> Measurement:
    quantity = evidence.quantity
    assert quantity is not None
    name, derivation = KINDS.get(quantity.kind), None
    if quantity.code is not None:  # another system's measurement goes out under the name that it came in with
        name = to_dicom_code(quantity.code)
        derivation = to_dicom_code(quantity.derivation) if quantity.derivation else None
    elif quantity.kind in DERIVATIONS:
        name, derivation = VALUES.get(quantity.unit, SIGNAL), DERIVATIONS[quantity.kind]
    elif quantity.kind == "value":  # of one pixel
        name = VALUES.get(quantity.unit, SIGNAL)
    if name is None:
        raise ValueError(f"no DICOM concept for a quantity of kind {quantity.kind!r}")
    line = _line_of(drawn, quantity.kind)
    coordinates = None
    if drawn is not None and line:
        points, frame_uid = np.array(line), to_frame_uid(drawn.frame_uid)
        coordinates = [CoordinatesForMeasurement3D(GraphicTypeValues3D.POLYLINE, points, frame_uid)]
    unit = UCUM.get(quantity.unit, quantity.unit)
    made = Measurement(
        name,
        float(quantity.value),
        DicomCode(unit, "UCUM", quantity.unit if unit != "1" else "no units"),
        derivation=derivation,
        method=CORE if derivation is not None and evidence.segmentation_id and quantity.code is None else None,
        algorithm_id=_algorithm(evidence.source),
        referenced_coordinates=coordinates,
    )
    said = with_source("", quantity.mm_from, "approximate").strip()
    if said:
        note = TextContentItem(COMMENT, f"Millimetres: {said}", RelationshipTypeValues.HAS_PROPERTIES)
        made[0].ContentSequence = [*made[0].get("ContentSequence", ()), note]
    return made


def _line_of(drawn: Drawn | None, kind: str) -> Sequence[Point]:
    """The line along which a number was measured; a region's outline is the place of its whole group instead."""
    match drawn:
        case Bidirectional():
            return drawn.axes_lps[kind == "short_axis"]
        case Ruler() | Polyline():
            return drawn.handles_lps
    return ()


def _place_of(evidence: Sequence[Evidence], drawn: Mapping[str, Drawn | None]) -> ImageRegion3D:
    """The outline of a region that was drawn, else the middle of the evidence."""
    frame_uid = to_frame_uid(evidence[0].frame_uid)
    outlines = (record.outline_lps for record in drawn.values() if isinstance(record, Region))
    outline = next(outlines, None)
    if outline is None:
        return ImageRegion3D(GraphicTypeValues3D.POINT, np.array([evidence[0].centre_lps]), frame_uid)
    return ImageRegion3D(GraphicTypeValues3D.POLYGON, np.concatenate([outline, outline[:1]]), frame_uid)


def _algorithm(source: Source) -> AlgorithmIdentification | None:
    algorithm = algorithm_of(source)
    if algorithm is None:
        return None
    parameters = [f"{name}={value}" for name, value in algorithm.parameters.items()]
    return AlgorithmIdentification(algorithm.name, algorithm.version, parameters=parameters or None, family=algorithm.family)
