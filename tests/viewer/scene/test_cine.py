"""Which picture of a film is due, against films counted by hand."""

from viewer.scene.cine import PICTURES_PER_S, film_of


def test_a_film_keeps_its_own_uneven_times() -> None:
    film = film_of(4, (0.0, 0.1, 0.3, 0.4))
    assert film.length_s == 0.5
    assert [film.due(at) for at in (0, 0.09, 0.1, 0.29, 0.3, 0.45, 0.5, 0.6)] == [0, 0, 1, 1, 2, 3, 0, 1]


def test_pictures_without_times_are_played_evenly() -> None:
    film = film_of(24)
    assert film.pictures_per_s == PICTURES_PER_S and film.length_s == 2
    assert [film.due(n / PICTURES_PER_S) for n in range(48)] == [*range(24), *range(24)]


def test_a_sweep_shows_neither_end_twice() -> None:
    film = film_of(4, (0.0, 1.0, 2.0, 3.0))
    assert [film.due(at + 0.5, sweeps=True) for at in range(12)] == [0, 1, 2, 3, 2, 1, 0, 1, 2, 3, 2, 1]
    two = film_of(2, (0.0, 1.0))
    assert [two.due(at + 0.5, sweeps=True) for at in range(4)] == [0, 1, 0, 1]


def test_times_that_do_not_rise_are_no_times() -> None:
    assert film_of(3, (0.0, 0.0, 0.0)) == film_of(3)
    assert film_of(3, (0.0, 0.1)) == film_of(3)
