"""Pictures of a case for commands, reports and exports. VTK and the painter: on the main thread."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from desktop.store.case_store import CaseStore
from desktop.workflows.named_images import named_image, named_images
from desktop.workflows.report_pdf import KeyImage
from inference.report.lexicon import lung_codes
from viewer.case.facts import FactTable
from viewer.case.finding import Evidence, Finding
from viewer.case.report import ReportDraft
from viewer.case.segmentation import Segmentation
from viewer.case.study import Series, Study
from viewer.case.volume import Window
from viewer.dicom.load import Loaded
from viewer.scene.corners import Corners
from viewer.scene.marks import Paint
from viewer.scene.numbers import Numbers
from viewer.scene.render import Shown, ViewName, render_around, render_picture, render_view
from viewer.scene.windows import presets

KEY_IMAGE_PX = (480, 480)
KEY_VIEWS: tuple[ViewName, ...] = ("axial", "coronal", "sagittal", "volume")


def shown_of(case: CaseStore, study: Study, series: Series, loaded: Loaded, selected_id: str = "") -> Shown:
    """What the window would put on top of the images of a series: corners, rulers, findings, newest segmentation."""
    geometry = None if loaded.volume is None else loaded.volume.geometry
    segmentations = [row for row in case.all_of(Segmentation) if row.geometry == geometry]
    newest = next((row for row in reversed(segmentations) if any(label.includes for label in row.labels)), None)
    newest = newest or (segmentations[-1] if segmentations else None)
    return Shown(
        corners=Corners(study, series, loaded.volume, loaded.stack, loaded.problems, loaded.part),
        drawn=case.measurements(),
        numbers=Numbers(loaded.stack),
        findings=tuple(row for row in case.all_of(Finding) if row.status != "rejected"),
        evidence={row.id: row for row in case.all_of(Evidence)},
        selected_id=selected_id,
        segmentation=newest,
        mask_kji=case.mask_of(newest) if newest else None,
    )


def draw_key_images(folder: Path, facts: FactTable, loaded: Loaded, shown: Shown, paint: Paint, captions: dict[str, str]) -> tuple[KeyImage, ...]:
    """One picture through each accepted finding that has a place in this volume; `captions` by finding id; `folder` exists."""
    images = []
    plain = Shown(drawn=shown.drawn, numbers=shown.numbers, findings=facts.accepted, evidence=facts.evidence)
    frame = "" if loaded.volume is None else loaded.volume.geometry.frame_uid
    for number, finding in enumerate(facts.accepted, 1):
        evidence = next((row for row in facts.evidence_of(finding) if row.frame_uid == frame), None)
        if evidence is None:
            continue
        rendered = render_around(loaded.need_volume(), evidence.box_lps, KEY_IMAGE_PX, window_for(finding, loaded), plain)
        path = folder / f"key-image-{number}.png"
        paint(rendered.pixels, rendered.marks, path)
        images.append(KeyImage(path, captions.get(finding.id, finding.what.meaning)))
    return tuple(images)


def draw_named_images(
    folder: Path, report: ReportDraft, evidence: Mapping[str, Evidence], loaded: Loaded, shown: Shown, paint: Paint
) -> tuple[KeyImage, ...]:
    """The pictures that sentences of a report name as key images, of those that lie in what is loaded; `folder` exists."""
    images = []
    plain = Shown(drawn=shown.drawn, numbers=shown.numbers, findings=shown.findings, evidence=shown.evidence)
    for number, (sentence, place) in enumerate(named_images(report, evidence), 1):
        if (rendered := named_image(loaded, place, KEY_IMAGE_PX, plain)) is not None:
            path = folder / f"named-image-{number}.png"
            paint(rendered.pixels, rendered.marks, path)
            images.append(KeyImage(path, sentence.text))
    return tuple(images)


def window_for(finding: Finding, loaded: Loaded) -> Window:
    """The lung window for what lies in a lung, else the soft tissue one; the file's own where neither applies."""
    known = presets(loaded.need_volume())
    key = "3" if finding.where in lung_codes() else "2"
    return known.get(key) or known["1"] if loaded.need_volume().unit == "HU" else known["1"]


def draw_views(folder: Path, loaded: Loaded, shown: Shown, paint: Paint, views: tuple[ViewName, ...]) -> tuple[Path, ...]:
    """The middle picture of each view, as the window would show it, of radiographs the first one; `folder` exists."""
    paths = []
    for view in views if loaded.volume is not None else ("picture",):
        if loaded.volume is None:
            rendered = render_picture(loaded.stack, (800, 800), shown=shown)
        else:
            rendered = render_view(loaded.volume, view, (800, 800), shown=shown, stack=loaded.stack)
        path = folder / f"{view}.png"
        paint(rendered.pixels, rendered.marks, path)
        paths.append(path)
    return tuple(paths)
