"""What comes to all views at once is drawn in one after the other."""

from test_view_grid import grey_at, grid, volume  # noqa: F401 - fixtures

from viewer.widgets.in_turn import drawn_in_turn

BODY = (-25.0, 9.0, 9.0)


def test_the_main_view_is_drawn_first_and_the_others_keep_their_picture_until_it_is_their_turn(qtbot, grid):  # noqa: F811
    for _ in range(2):  # the first grab lays hidden views out
        before = {name: grey_at(grid, name, BODY) for name in ("axial", "coronal", "sagittal")}
    assert all(shade.red() == 128 for shade in before.values())
    with drawn_in_turn(grid):
        grid.use_preset("4")  # bone: darker
        assert {name: grey_at(grid, name, BODY) for name in before} == before
    main = grid.main_pane
    assert main is not None and grey_at(grid, main.name, BODY) != before[main.name]
    others = [name for name in before if name != main.name]
    assert all(grey_at(grid, name, BODY) == before[name] for name in others)
    qtbot.waitUntil(lambda: all(grey_at(grid, name, BODY) == grey_at(grid, main.name, BODY) for name in others))

