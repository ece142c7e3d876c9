"""From the images to the report: the mark under the pointer lights its sentences, a click on it brings them into sight."""

from __future__ import annotations

from desktop.store.case_store import CaseStore
from viewer.case.finding import Evidence, Finding
from viewer.case.report import ReportDraft, Sentence
from viewer.tools.pointer import Pointer
from viewer.tools.select import mark_at
from viewer.widgets.pane import SlicePane
from viewer.widgets.reading_room import ReadingRoom


def pointed_mark(room: ReadingRoom) -> tuple[str, str]:
    """Kind and id of what lies under the pointer in any viewer; both empty where nothing does."""
    for viewer in room.viewers:
        pointed = viewer.content.pointed
        if pointed is None or pointed[0] not in viewer.content.views:
            continue
        pane = viewer.pane(pointed[0])
        view = pane.view if isinstance(pane, SlicePane) else None
        if view is None:
            continue
        pointer = Pointer(pointed[1], view.to_px(pointed[1]), view.mm_per_px, view.normal_lps, "left", frozenset(), view.right_lps)
        return mark_at(pointer, viewer.content.places(pointed[0]))
    return "", ""


def sentences_of(kind: str, id: str, draft: ReportDraft, case: CaseStore) -> tuple[Sentence, ...]:
    """The sentences that speak of a finding, or rest on what was measured by a thing drawn."""
    if kind == Finding.kind:
        return tuple(row for row in draft.sentences if id in row.finding_ids)
    resting = {row.id for row in case.all_of(Evidence) if id and row.measurement_id == id}
    findings = {row.id for row in case.all_of(Finding) if resting & set(row.evidence_ids)}
    return tuple(row for row in draft.sentences if resting & set(row.evidence_ids) or findings & set(row.finding_ids))
