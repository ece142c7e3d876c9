"""Several structure sets and segmentations of one image: the one made on it is shown, another is a choice away."""

from pathlib import Path

from desktop.app import Desktop
from desktop.steps import overlays
from viewer.case.contours import Contours


def shown(desktop: Desktop) -> str:
    return desktop.window.reading.segments.made_by.text()


def test_the_structure_set_that_names_the_pictures_is_shown_and_others_can_be_chosen(desktop: Desktop, real_data: Path) -> None:
    desktop.import_paths([real_data / "derived" / "rt_phantom"])
    assert desktop.wait_idle(60)
    desktop.open_study(desktop.library.find_studies()[0].study.uid)
    assert desktop.wait_idle(60) and desktop.case is not None
    rows = overlays.segmentations(desktop)
    assert len(rows) == 3 and overlays.has_several(desktop)
    (made_on_it,) = [row for row in rows if not row.notes]
    assert "MIM" in made_on_it.source.author
    assert shown(desktop).startswith(f"{rows.index(made_on_it) + 1} of 3 · RTstruct · MIM")
    (segmentation,) = [row for row in rows if row == made_on_it]
    drawn = desktop.grid.content._contours._structures
    (own,) = [row for row in desktop.case.all_of(Contours) if row.source.run_id == segmentation.source.run_id]
    assert len(drawn) == len([row for row in own.structures if row.lengths])

    other = next(row for row in rows if "Qurit" in row.source.author)
    asked: list[str] = []
    desktop.choose = lambda names, then: (asked.extend(name for name, _ in names), then(rows.index(other)))  # type: ignore[method-assign]
    assert desktop.run_action("segments.choose")
    assert len(asked) == 3 and "▲" in asked[rows.index(other)] and "▲" not in asked[rows.index(made_on_it)]
    assert f"{rows.index(other) + 1} of 3 · RTstruct · Qurit" in shown(desktop)
    assert "frame of reference" in desktop.window.reading.segments.doubts.text()
    assert len(desktop.grid.content._contours._structures) == len(other.labels)
