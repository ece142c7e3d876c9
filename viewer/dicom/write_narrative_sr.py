"""The text of a report as an Enhanced SR with TID 2000 "Basic Diagnostic Imaging Report"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from highdicom.sr import (
    CodedConcept,
    CompositeContentItem,
    ContainerContentItem,
    ContentSequence,
    EnhancedSR,
    ImageContentItem,
    RelationshipTypeValues,
    TextContentItem,
)

from viewer.case.finding import Evidence
from viewer.case.progress import Tick
from viewer.case.report import Section, Sentence
from viewer.case.study import Instance, Study
from viewer.dicom.derived import ObjectReference, equipment, save
from viewer.dicom.sr_context import (
    SOURCE_OF_MEASUREMENT,
    Attestation,
    attest,
    evidence_datasets,
    language_item,
    observation_context,
)
from viewer.dicom.write_seg import WrittenSegmentation

SERIES_NUMBER = 9003
TITLE = CodedConcept("18748-4", "LN", "Diagnostic Imaging Report")
ILLUSTRATION = CodedConcept("121200", "DCM", "Illustration of ROI")
FINDINGS = CodedConcept("59776-5", "LN", "Findings")
FINDING = CodedConcept("121071", "DCM", "Finding")
PROCEDURE = CodedConcept("121065", "DCM", "Procedure Description")
HEADINGS: Mapping[str, tuple[CodedConcept, CodedConcept]] = {
    "indication": (
        CodedConcept("18785-6", "LN", "Indications for Procedure"),
        CodedConcept("11329-0", "LN", "History"),
    ),
    "history": (CodedConcept("11329-0", "LN", "History"), CodedConcept("11329-0", "LN", "History")),
    "technique": (CodedConcept("55111-9", "LN", "Current Procedure Descriptions"), PROCEDURE),
    "comparison": (CodedConcept("55114-3", "LN", "Prior Procedure Descriptions"), PROCEDURE),
    "findings": (FINDINGS, FINDING),
    "impression": (
        CodedConcept("19005-8", "LN", "Impressions"),
        CodedConcept("121073", "DCM", "Impression"),
    ),
    "conclusion": (
        CodedConcept("55110-1", "LN", "Conclusions"),
        CodedConcept("121077", "DCM", "Conclusion"),
    ),
    "recommendation": (
        CodedConcept("18783-1", "LN", "Recommendations"),
        CodedConcept("121075", "DCM", "Recommendation"),
    ),
    "addendum": (CodedConcept("55107-7", "LN", "Addendum"), FINDING),
}
"""Section title -> heading (PS3.16 CID 7001) and name of its sentences (CID 7002)."""


def write_narrative_sr(
    path: Path,
    sections: Sequence[Section],
    evidence: Mapping[str, Evidence],
    segmentations: Mapping[str, WrittenSegmentation],
    study: Study,
    instances: Sequence[Instance],
    attestation: Attestation,
    itself: ObjectReference,
    measurements: ObjectReference | None,
    tick: Tick,
    language: str = "en",
) -> None:
    """Write the report's sections as containers and its sentences as text, word for word.

    A sentence that rests on a segmented thing points at the segment; the report points at the measurement
    report. Both reports list each other as evidence.

    Parameters
    ----------
    evidence : by id, for the sentences' `evidence_ids`.
    segmentations : by segmentation id, as written beside this report.
    itself, measurements : identities made by `new_object`.
    """
    tick(0.0, "Writing the report")
    root = ContainerContentItem(TITLE, template_id="2000")
    root.ContentSequence = ContentSequence()
    root.ContentSequence.extend(language_item(language))
    root.ContentSequence.extend(observation_context(attestation.reader))
    for section in sections:
        if section.sentences:
            root.ContentSequence.append(_container(section, evidence, segmentations))
    if measurements is not None:
        root.ContentSequence.append(
            CompositeContentItem(
                SOURCE_OF_MEASUREMENT, measurements.sop_class_uid, measurements.sop_instance_uid, RelationshipTypeValues.CONTAINS
            )
        )
    others = [written.reference for written in segmentations.values()]
    dataset = EnhancedSR(
        evidence=evidence_datasets(study, instances, [*others, *([measurements] if measurements else [])]),
        content=root,
        series_instance_uid=itself.series_uid,
        series_number=SERIES_NUMBER,
        sop_instance_uid=itself.sop_instance_uid,
        instance_number=1,
        series_description="Report",
        **equipment(),
    )
    attest(dataset, attestation)
    save(dataset, path)
    tick(1.0, "Report written")


def heading_of(title: str) -> tuple[CodedConcept, CodedConcept]:
    """The codes of a section and of its sentences. A title that DICOM has no code for gets a private one."""
    known = HEADINGS.get(title.strip().lower()) or HEADINGS.get(title.strip().lower().removesuffix("s"))
    if known:
        return known
    value = re.sub(r"\W+", "_", title.strip().upper())[:16] or "SECTION"
    return CodedConcept(value, "99LIGHTBOX", title.strip()[:64] or "Section"), FINDING


def _container(
    section: Section, evidence: Mapping[str, Evidence], segmentations: Mapping[str, WrittenSegmentation]
) -> ContainerContentItem:
    heading, name = heading_of(section.title)
    container = ContainerContentItem(heading, relationship_type=RelationshipTypeValues.CONTAINS)
    container.ContentSequence = ContentSequence()
    for sentence in section.sentences:
        item = TextContentItem(name, sentence.text, RelationshipTypeValues.CONTAINS)
        places = _places(sentence, evidence, segmentations)
        if places:
            item.ContentSequence = ContentSequence(places)
        container.ContentSequence.append(item)
    return container


def _places(
    sentence: Sentence, evidence: Mapping[str, Evidence], segmentations: Mapping[str, WrittenSegmentation]
) -> list[ImageContentItem]:
    """The segments that a sentence's evidence was measured on, each once."""
    found: dict[tuple[str, int], ImageContentItem] = {}
    for id in sentence.evidence_ids:
        row = evidence.get(id)
        written = segmentations.get(row.segmentation_id) if row else None
        if row is None or written is None or row.label not in written.segment_numbers:
            continue
        number = written.segment_numbers[row.label]
        found[written.reference.sop_instance_uid, number] = ImageContentItem(
            ILLUSTRATION,
            written.reference.sop_class_uid,
            written.reference.sop_instance_uid,
            referenced_segment_numbers=number,
            relationship_type=RelationshipTypeValues.INFERRED_FROM,
        )
    return list(found.values())
