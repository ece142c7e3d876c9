"""What both structured reports say about themselves: who read, with what, how far it is attested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from highdicom.sr import (
    CodedConcept,
    DeviceObserverIdentifyingAttributes,
    LanguageOfContentItemAndDescendants,
    ObservationContext,
    ObserverContext,
    PersonObserverIdentifyingAttributes,
)
from pydicom import Dataset
from pydicom.sr.coding import Code as DicomCode
from pydicom.valuerep import DT

from viewer.case.study import Instance, Study
from viewer.dicom.derived import (
    MANUFACTURER,
    MODEL_NAME,
    ObjectReference,
    read_header,
    software_version,
    stable_uid,
    to_person_name,
)

PERSON = CodedConcept("121006", "DCM", "Person")
DEVICE = CodedConcept("121007", "DCM", "Device")
PROCEDURES = {
    "CT": DicomCode("77477000", "SCT", "Computed tomography"),
    "MR": DicomCode("113091000", "SCT", "Magnetic resonance imaging"),
    "PT": DicomCode("82918005", "SCT", "Positron emission tomography"),
    "US": DicomCode("16310003", "SCT", "Ultrasonography"),
}
ANY_PROCEDURE = DicomCode("363679005", "SCT", "Imaging procedure")
SOURCE_OF_MEASUREMENT = CodedConcept("121112", "DCM", "Source of Measurement")


@dataclass(frozen=True, slots=True)
class Attestation:
    """Who answers for a report, and since when.

    `signed_at` is ISO 8601 and empty before signing. `verified` is False for what nobody read: the
    demonstration, and everything unsigned. `organisation` is the reader's, as the settings say.
    """

    reader: str
    signed_at: str = ""
    verified: bool = False
    organisation: str = ""

    def __post_init__(self) -> None:
        if self.verified and not (self.signed_at and self.reader):
            raise ValueError("only what a named reader signed is verified")


def observation_context(reader: str) -> ObservationContext:
    """The reader, where named, then this program as the observing device (TID 1001, 1002)."""
    device = ObserverContext(
        DEVICE,
        DeviceObserverIdentifyingAttributes(
            uid=stable_uid("device", MODEL_NAME),
            name=MODEL_NAME,
            manufacturer_name=MANUFACTURER,
            model_name=MODEL_NAME,
            serial_number=software_version(),
        ),
    )
    if not reader.strip():
        return ObservationContext(observer_device_context=device)
    person = ObserverContext(PERSON, PersonObserverIdentifyingAttributes(name=to_person_name(reader)))
    return ObservationContext(observer_person_context=person, observer_device_context=device)


def language_item(language: str) -> LanguageOfContentItemAndDescendants:
    """The report's language, an RFC 5646 tag such as ``en`` or ``de-CH`` (TID 1204)."""
    name = {"en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian"}
    return LanguageOfContentItemAndDescendants(
        CodedConcept(language, "RFC5646", name.get(language.partition("-")[0], language))
    )


def evidence_datasets(
    study: Study, instances: Sequence[Instance], others: Sequence[ObjectReference]
) -> list[Dataset]:
    """Pictures and objects that a report rests on, as highdicom wants them; the first carries the patient and study.

    Everything of this study is listed in Current Requested Procedure Evidence (PS3.3 C.17.2).
    """
    references = [
        ObjectReference(instance.sop_class_uid, instance.uid, instance.series_uid, study.uid) for instance in instances
    ]
    datasets = [reference.to_dataset() for reference in (*references, *others)]
    if not datasets:
        raise ValueError("a report needs at least one picture as evidence")
    datasets[0].update(read_header(study, instances))
    return datasets


def attest(dataset: Dataset, attestation: Attestation) -> None:
    """Set Completion, Preliminary and Verification Flag, and who verified (PS3.3 C.17.2).

    Unsigned: PARTIAL, PRELIMINARY, UNVERIFIED. Signed demonstration: COMPLETE, FINAL, UNVERIFIED. The
    organisation is type 1, so an unknown one is said to be unknown; the observer's code is type 2 and stays empty.
    """
    signed = bool(attestation.signed_at)
    dataset.CompletionFlag = "COMPLETE" if signed else "PARTIAL"
    dataset.PreliminaryFlag = "FINAL" if signed else "PRELIMINARY"
    dataset.VerificationFlag = "VERIFIED" if attestation.verified else "UNVERIFIED"
    if attestation.verified:
        observer = Dataset()
        observer.VerifyingObserverName = to_person_name(attestation.reader)
        observer.VerifyingOrganization = attestation.organisation[:64] or "Not stated"
        observer.VerificationDateTime = _to_dicom_datetime(attestation.signed_at)
        observer.VerifyingObserverIdentificationCodeSequence = []
        dataset.VerifyingObserverSequence = [observer]


def _to_dicom_datetime(moment: str) -> DT:
    value = datetime.fromisoformat(moment)
    value = value if value.tzinfo else value.replace(tzinfo=UTC)
    return DT(value.strftime("%Y%m%d%H%M%S%z"))
