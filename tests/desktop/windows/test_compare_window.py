"""A prior beside its study in the real window: aligned by itself, corrected, laid over, and lesions compared."""

from pathlib import Path

import numpy as np
import pytest

from desktop.app import Desktop
from inference.phantom.demonstration import current_plan, make_demonstration, prior_plan
from inference.phantom.plan import LESIONS, PRIOR_LESIONS, Lesion, TorsoPlan
from viewer.case.comparison import LesionPair
from viewer.case.edits import Edit, Swap
from viewer.case.finding import Evidence, Finding, Quantity
from viewer.case.progress import no_tick
from viewer.case.registration import Registration
from viewer.case.source import by
from viewer.case.terms import LEFT_LUNG, NODULE, RIGHT_LUNG
from viewer.scene.prior_overlay import PriorOverlay

SPACING_MM = 5.0
SHIFT = np.subtract(prior_plan().shift_lps, current_plan().shift_lps)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("demonstration")
    make_demonstration(made, no_tick, SPACING_MM)
    return made


@pytest.fixture
def compared(desktop: Desktop, folder: Path) -> Desktop:
    """The current study with its prior beside it, aligned."""
    desktop.import_paths([folder / "prior", folder / "current"])
    assert desktop.wait_idle(60)
    newest = max((row.study for row in desktop.library.find_studies()), key=lambda one: one.date)
    desktop.open_study(newest.uid)
    assert desktop.wait_idle(60)
    if len(desktop.room.viewers) == 1:
        assert desktop.run_action("layout.prior")
    assert desktop.wait_idle(120)
    return desktop


def registration(desktop: Desktop) -> Registration:
    assert desktop.case is not None
    (made,) = desktop.case.all_of(Registration)
    return made


def plant(desktop: Desktop, study_uid: str, plan: TorsoPlan, lesions: tuple[Lesion, ...]) -> None:
    """What a reader measured of these lesions."""
    (series,) = desktop.library.series_of(study_uid)
    case = desktop.library.open_case(study_uid)
    for number, lesion in enumerate(lesions):
        x, y, z = np.add(lesion.centre_mm, plan.shift_lps).tolist()
        long, short, _ = lesion.diameters_mm
        box = ((x - 3, y - 3, z - 3), (x + 3, y + 3, z + 3))
        rows = [("long_axis", long, "mm"), ("short_axis", short, "mm"), ("volume", lesion.volume_ml, "ml")]
        evidence = [
            Evidence(f"e{number}{kind}", series.uid, plan.frame_uid, box, Quantity(kind, value, unit), by("user:a"))
            for kind, value, unit in rows
        ]
        side = "left" if "left" in lesion.host else "right"
        where = LEFT_LUNG if side == "left" else RIGHT_LUNG
        finding = Finding(
            lesion.name, NODULE, where, side, "", True, "definite", "accepted", tuple(row.id for row in evidence), by("user:a")
        )
        case.apply(Edit("Add", "user:a", (*(Swap(None, row) for row in evidence), Swap(None, finding))))


def test_the_prior_goes_along_to_a_finding(compared: Desktop) -> None:
    desktop = compared
    assert desktop.study is not None and desktop.case is not None
    plant(desktop, desktop.study.uid, current_plan(), LESIONS)
    own, beside = desktop.room.viewers[:2]
    for _ in LESIONS:
        assert desktop.run_action("findings.next")
        wanted = np.add(own.crosshair_lps, SHIFT)
        assert np.linalg.norm(np.subtract(beside.crosshair_lps, wanted)) < 6  # of the alignment, on coarse slices


def test_a_prior_is_aligned_corrected_and_laid_over(compared: Desktop) -> None:
    left, right = compared.room.viewers
    made = registration(compared)
    start = left.crosshair_lps
    assert made.there(start) == pytest.approx(np.add(start, SHIFT), abs=2.0)
    assert made.quality is not None and made.quality.ncc_after > 0.9
    assert right.content.link.startswith("aligned · ")
    left.scroll_pane("axial", 5)
    assert right.crosshair_lps == pytest.approx(made.there(left.crosshair_lps), abs=SPACING_MM)

    modes = []
    for _ in range(3):
        assert compared.run_action("compare.overlay")
        shown = left.content.fusion
        assert isinstance(shown, PriorOverlay)
        modes.append(shown.mode)
    assert modes == ["blend", "difference", "checkerboard"]

    assert made.source.author == "model:rigid-registration@1"
    compared.run_action("compare.right")
    nudged = registration(compared)
    assert nudged.method == "by hand" and nudged.quality is None
    assert np.subtract(nudged.there(start), made.there(start)) == pytest.approx((-1, 0, 0), abs=0.02)
    assert right.content.link == "aligned by hand"
    assert left.content.fusion is not None and left.content.fusion.to_volume == nudged.rows, "what is laid over goes along"
    compared.undo()
    assert registration(compared) == made

    compared.run_action("compare.align_here")
    right.scroll_pane("axial", 2)
    wanted = right.crosshair_lps
    compared.run_action("compare.align_here")
    assert registration(compared).there(left.crosshair_lps) == pytest.approx(wanted)
    compared.run_action("compare.forget")
    assert compared.case is not None and not compared.case.all_of(Registration)
    assert left.content.fusion is None and not compared.run_action("compare.overlay")
    compared.undo()
    compared.undo()
    assert registration(compared) == made

    compared.run_action("compare.overlay")
    assert left.content.fusion is not None
    compared.run_action("layout.one")
    assert compared.wait_idle(30)
    assert compared.grid.content.fusion is None, "the prior does not stand beside any more"


def test_lesions_are_paired_and_the_facts_say_what_changed(compared: Desktop) -> None:
    assert compared.study is not None and compared.case is not None
    (prior,) = compared.library.priors_of(compared.study)
    plant(compared, compared.study.uid, current_plan(), LESIONS[:3])
    assert compared.facts().changes == {}, "nothing was compared, so nothing changed or stayed"
    plant(compared, prior.uid, prior_plan(), PRIOR_LESIONS[:2])
    assert compared.run_action("compare.lesions") and compared.wait_idle(60)
    states = {id: change.state for id, change in compared.facts().changes.items()}
    assert states == {"nodule 1": "larger", "nodule 2": "larger", "nodule 3": "new"}
    panel = compared.window.reading.comparison
    assert panel.isVisible() and [row.compared.delta.state for row in panel.rows] == ["larger", "larger", "new"]
    assert panel.rows[0].sizes.startswith("6.0 → 8.0 mm · +33 %") and panel.rows[0].trend == ((-122, 6.0), (0, 8.0))
    assert "RECIST 1.1" in panel.sums.text()
    panel.list.itemClicked.emit(panel.list.item(1))
    assert compared.finding is not None and compared.finding.id == "nodule 2"
    left, right = compared.room.viewers
    assert right.crosshair_lps == pytest.approx(registration(compared).there(left.crosshair_lps), abs=SPACING_MM)

    # The reader knows better: nodule 2 is none of the prior's. That stays when lesions are compared again.
    asked: list[tuple[str, str]] = []

    def none_of_them(names: list[tuple[str, str]], then: object) -> None:
        asked.extend(names)
        then(len(names) - 2)  # type: ignore[operator]

    compared.choose = none_of_them  # type: ignore[method-assign,assignment]
    compared.run_action("compare.pair")
    assert compared.wait_idle(60) and asked[0][0] == "Nodule · left · 9.0 mm"
    compared.run_action("compare.lesions")
    assert compared.wait_idle(60)
    assert compared.facts().changes["nodule 2"].state == "new"
    (by_reader,) = [row for row in compared.case.all_of(LesionPair) if row.source.author.startswith("user:")]
    assert by_reader.finding_id == "nodule 2" and not by_reader.prior_finding_id
    assert [row.compared.delta.state for row in panel.rows].count("resolved") == 1

    # What is gone has no finding; the reader lets one say so, and the report speaks of it.
    compared.run_action("compare.resolved")  # after which there is none left to say it of
    (gone,) = [row for row in compared.facts().accepted if not row.present]
    assert gone.what == NODULE and compared.facts().changes[gone.id].state == "resolved"
    compared.run_action("compare.lesions")
    assert compared.wait_idle(60)
    assert [row.compared.finding for row in panel.rows if row.compared.delta.state == "resolved"] == [gone]
    assert compared.run_action("report.draft") and compared.wait_idle(60)
    assert compared.draft is not None and compared.checked is not None
    told = [row for section in compared.draft.sections for row in section.sentences if gone.id in row.finding_ids]
    assert [row.text for row in told][-1] == "It has resolved since 14 November 2025."
    verdicts = {row.sentence: (row.verdict, row.reason) for one in told for row in compared.checked.of_sentence(one.id)}
    assert {verdict for verdict, _ in verdicts.values()} == {"supported"}, verdicts
