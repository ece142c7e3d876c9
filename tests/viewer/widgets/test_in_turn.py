"""What comes to all views at once is drawn in one after the other."""

from test_view_grid import grey_at, grid, volume  # noqa: F401 - fixtures

from viewer.widgets.in_turn import drawn_in_turn

BODY = (-25.0, 9.0, 9.0)


def test_the_main_view_is_drawn_first_and_another_keeps_its_picture_until_it_is_its_turn(qtbot, grid):  # noqa: F811
    assert grid.main_pane is grid.pane("axial")
    soft = grey_at(grid, "axial", BODY)
    assert grey_at(grid, "coronal", BODY) == soft
    with drawn_in_turn(grid):
        grid.use_preset("4")
        assert grey_at(grid, "coronal", BODY) == soft
    bone = grey_at(grid, "axial", BODY)
    assert bone != soft and grey_at(grid, "coronal", BODY) == soft
    qtbot.waitUntil(lambda: grey_at(grid, "coronal", BODY) == bone)
