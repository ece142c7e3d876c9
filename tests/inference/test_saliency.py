"""Maps of where a classifier looks: a planted sign is found, and maps of networks that learned nothing are not shown."""

from collections.abc import Iterator

import numpy as np
import pytest
import torch

from inference.saliency import Scores, alike, covered, explained
from viewer.case.progress import CancelledError, no_tick

SIZE = 96


@pytest.fixture(autouse=True, scope="module")
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


SIGN = np.random.default_rng(99).choice([-1.0, 1.0], (17, 17)).astype(np.float32)
"""A texture no brighter than what is around it: only who has learned it sees it."""


def learned() -> torch.Tensor:
    return torch.from_numpy(SIGN / SIGN.size)[None, None]


def network(kernel: torch.Tensor) -> Scores:
    """One layer: the best fit of a pattern anywhere in the picture."""

    def score_of(batch: np.ndarray) -> np.ndarray:
        fit = torch.nn.functional.conv2d(torch.from_numpy(batch), kernel, padding=8).amax(dim=(1, 2, 3))
        return torch.sigmoid(8 * (fit - 0.5)).double().numpy()

    return score_of


def planted(seed: int) -> tuple[np.ndarray, tuple[float, float]]:
    rng = np.random.default_rng(seed)
    row, column = rng.uniform(18, SIZE - 18, 2)
    picture = rng.standard_normal((SIZE, SIZE)) + 0.5 * np.sin(np.arange(SIZE) / 17 + seed)
    picture[int(row) - 8 : int(row) + 9, int(column) - 8 : int(column) + 9] = SIGN
    return picture[None].astype(np.float32), (row, column)


def random_kernel(seed: int) -> torch.Tensor:
    return torch.randn(1, 1, 17, 17, generator=torch.Generator().manual_seed(seed)) / SIGN.size


def test_the_map_of_a_planted_sign_peaks_on_it_and_weights_at_random_destroy_it() -> None:
    hit = shown = 0
    for seed in range(10):
        picture, place = planted(seed)
        random = [network(random_kernel(2 * seed + n)) for n in range(2)]
        found = explained(picture, network(learned()), random, no_tick)
        shown += not found.doubt
        peak = np.unravel_index(int(found.map.argmax()), found.map.shape)
        hit += bool(np.hypot(peak[0] - place[0], peak[1] - place[1]) < 9)
    assert hit >= 9 and shown >= 9


def test_a_map_that_says_nothing_of_what_was_learned_is_not_shown() -> None:
    picture, _ = planted(3)
    same = explained(picture, network(learned()), [network(learned())] * 2, no_tick)
    assert "weights at random" in same.doubt
    blind = explained(picture, lambda batch: np.full(len(batch), 0.7), [network(learned())], no_tick)
    assert "No single place" in blind.doubt


def test_alike() -> None:
    field = np.random.default_rng(0).random((40, 40)).astype(np.float32)
    assert alike(field, 3 * field + 1) == pytest.approx(1.0) and alike(field, -field) == pytest.approx(-1.0)
    assert alike(field, np.zeros_like(field)) == 0.0


def test_stopping() -> None:
    def stop(share: float, text: str) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        covered(planted(0)[0], network(learned()), stop)
