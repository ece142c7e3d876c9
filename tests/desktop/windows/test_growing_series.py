"""Pictures that come after a segmentation was made: it is offered to bring it along, and nothing of it is lost."""

from pathlib import Path

import numpy as np
import pytest
from phantom import write_phantom

from desktop.app import Desktop
from desktop.steps import overlays
from desktop.workflows.regrid import slices_of
from inference.measure.statistics import label_statistics
from viewer.case.edits import Edit, Swap
from viewer.case.geometry import Geometry
from viewer.case.progress import no_tick
from viewer.case.segmentation import Label, Segmentation
from viewer.case.source import by
from viewer.case.terms import LUNG


def grid(count: int, first_mm: float = 0.0, step_mm: float = 2.0, frame: str = "1.2") -> Geometry:
    return Geometry.from_matrix((count, 8, 9), [[0, 0, 1, 5], [0, 1, 0, 6], [step_mm, 0, 0, first_mm], [0, 0, 0, 1]], frame)


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (grid(6), (0, 1, 2, 3, -1, -1)),
        (grid(6, -4.0), (-1, -1, 0, 1, 2, 3)),
        (grid(7, 0.0, 1.0), (0, 1, 1, 2, 2, 3, 3)),
        (grid(3), None),
        (grid(6, frame="1.3"), None),
        (Geometry.from_matrix((6, 8, 9), [[0, 0, 1, 5.4], [0, 1, 0, 6], [2, 0, 0, 0], [0, 0, 0, 1]], "1.2"), None),
    ],
)
def test_slices_of_a_larger_grid_are_found_in_the_smaller_one(new: Geometry, expected: tuple[int, ...] | None) -> None:
    assert slices_of(grid(4), new) == expected


def test_a_segmentation_is_brought_along_when_its_series_grows(desktop: Desktop, tmp_path: Path) -> None:
    write_phantom(tmp_path / "all")
    files = sorted((tmp_path / "all").iterdir())
    (tmp_path / "first").mkdir()
    for path in files[4:]:
        path.rename(tmp_path / "first" / path.name)
    desktop.import_paths([tmp_path / "first"])
    assert desktop.wait_idle(60)
    uid = desktop.library.find_studies()[0].study.uid
    desktop.open_study(uid)
    assert desktop.wait_idle(60) and desktop.case is not None and desktop.loaded is not None
    case, volume = desktop.case, desktop.loaded.need_volume()
    mask = np.zeros(volume.geometry.shape_kji, np.uint8)
    mask[2:6, 5:9, 4:12] = 1
    np.save(tmp_path / "mask.npy", mask)
    label = Label(1, "lung", LUNG)
    drawn = Segmentation("s", volume.series_uid, "by hand", volume.geometry, (label,), label_statistics(volume, mask, (label,), no_tick),
                         case.adopt(tmp_path / "mask.npy", "s"), by("user:Ada"))  # fmt: skip
    assert desktop.apply(Edit("Add", desktop.author, (Swap(None, drawn),)))
    places = volume.geometry.to_lps(np.argwhere(mask))

    desktop.import_paths([tmp_path / "all"])
    assert desktop.wait_idle(60)
    desktop.open_study(uid)
    assert desktop.wait_idle(60) and desktop.loaded is not None
    now = desktop.loaded.need_volume()
    assert now.geometry.shape_kji[0] == len(files) and overlays.left_behind(desktop) == [drawn]
    assert desktop.window.question.isVisible() and "by hand" in desktop.window.question.text.text()
    overlays.bring_along(desktop)
    assert desktop.wait_idle(60)
    (brought,) = case.all_of(Segmentation)
    assert brought.id == "s" and brought.geometry == now.geometry and not overlays.left_behind(desktop)
    there = now.geometry.to_lps(np.argwhere(case.mask_of(brought)))
    assert np.allclose(there[np.lexsort(there.T.round(3))], places[np.lexsort(places.T.round(3))], atol=1e-3)
    assert brought.statistics[0].volume_ml == pytest.approx(drawn.statistics[0].volume_ml)
    desktop.undo()
    assert case.all_of(Segmentation) == (drawn,) and np.array_equal(case.mask_of(drawn), mask)
