"""Generated pictures: the same from a seed, of the labels they show, and never the wrong way round."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from training_case import CPU, TINY, dice, halves, head

from inference.training.fields import Warp, blur, places
from inference.training.label_maps import LabelMap, LabelMaps, cropped, load, save
from inference.training.paint import Look, Tissues, paint
from inference.training.task import Batch
from inference.training.tasks.brain import Brain, classes


def test_right_stays_right_however_it_is_warped() -> None:
    maps = LabelMaps([halves()], CPU)
    which = torch.zeros(8, dtype=torch.int64)
    for seed in range(5):
        centres = torch.tensor([[60.0, 54.0, 66.0]]).expand(8, 3)
        found = places(dice(seed), centres, (32, 32, 32), torch.full((8, 3), 4.0), Warp(25.0, (0.8, 1.2), 0.1, 6.0))
        labels = maps.at(which, found / 3.0)
        for one in labels:
            right, left = (torch.nonzero(one == number)[:, 0].float().mean() for number in (5, 9))
            assert right > left + 4


def test_a_warp_that_may_mirror_does_so_half_of_the_time() -> None:
    maps = LabelMaps([halves()], CPU)
    centres = torch.tensor([[60.0, 54.0, 66.0]]).expand(40, 3)
    found = places(dice(), centres, (16, 16, 16), torch.full((40, 3), 8.0), Warp(5.0, mirror=True))
    labels = maps.at(torch.zeros(40, dtype=torch.int64), found / 3.0)
    turned = sum(bool(torch.nonzero(one == 5)[:, 0].float().mean() < torch.nonzero(one == 9)[:, 0].float().mean()) for one in labels)
    assert 10 < turned < 30


def test_without_a_warp_a_map_is_read_as_it_is() -> None:
    rng = np.random.default_rng(0)
    maps = [LabelMap(str(n), rng.integers(0, 200, (7 + n, 9, 8), np.uint8), (2.0, 1.0, 3.0)) for n in range(3)]
    kept = LabelMaps(maps, CPU)
    x, y, z = np.meshgrid(np.arange(-1, 10), np.arange(9), np.arange(8), indexing="ij")
    for n in range(3):
        found = kept.at(torch.tensor([n]), torch.from_numpy(np.stack([x, y, z]).astype(np.float32))[None])[0].numpy()
        size = 7 + n
        assert np.array_equal(found[1 : 1 + size], maps[n].voxels)
        assert not found[0].any() and not found[1 + size :].any(), "beyond a map there is nothing, not its neighbour"


def test_the_same_dice_make_the_same_picture() -> None:
    generator = Brain().generator([head()], CPU)

    def made(seed: int) -> Batch:
        return generator.batch(dice(seed), TINY, lambda image: image)

    assert torch.equal(made(3).image, made(3).image) and torch.equal(made(3).truth, made(3).truth)
    assert not torch.equal(made(3).image, made(4).image)


def test_pictures_are_scaled_and_show_their_labels() -> None:
    generator = Brain().generator([head()], CPU)
    told_apart = 0
    for seed in range(6):
        made = generator.batch(dice(seed), TINY, lambda image: image)
        assert made.image.shape == (2, 1, 32, 32, 32) and made.truth.shape == (2, 32, 32, 32)
        assert float(made.image.min()) >= 0 and float(made.image.max()) <= 1 and bool(made.image.isfinite().all())
        for image, truth in zip(made.image[:, 0], made.truth, strict=True):
            means = torch.stack([image[truth == number].mean() for number in (0, 1, 3, 4) if (truth == number).sum() > 20])
            told_apart += bool(len(means) > 1 and means.std() > 0.05)
    assert told_apart >= 8, "labels look different in most pictures"


def test_what_is_cut_off_is_neither_seen_nor_asked_for() -> None:
    tissues = Tissues(torch.arange(256), torch.zeros(256, dtype=torch.bool), torch.zeros(256, 2), torch.ones(256))
    labels = torch.full((6, 16, 16, 16), 3, dtype=torch.uint8)
    image, seen = paint(dice(), labels, tissues, Look(ct=0.0, cut=1.0, thick=0.0, noise=0.0))
    assert 0.5 < float(seen.float().mean()) < 1.0
    for one, kept in zip(image[:, 0], seen, strict=True):
        assert len(torch.unique(one[~kept])) <= 1


def test_blur_keeps_the_mean_and_works_per_picture() -> None:
    values = torch.zeros(2, 1, 15, 15, 15)
    values[:, 0, 7, 7, 7] = 1.0
    blurred = blur(values, torch.tensor([[0.0, 0.0, 0.0], [1.0, 1.0, 1.0]]))
    assert float(blurred[0, 0, 7, 7, 7]) == pytest.approx(1.0, abs=1e-4)
    assert float(blurred[1, 0, 7, 7, 7]) == pytest.approx((2 * np.pi) ** -1.5, rel=0.05)
    assert blurred.sum(dim=(1, 2, 3, 4)).numpy() == pytest.approx([1.0, 1.0], abs=0.01)


def test_maps_travel_as_one_file(tmp_path) -> None:  # type: ignore[no-untyped-def]
    save(tmp_path / "maps.npz", [halves(), head()])
    back = load(tmp_path / "maps.npz")
    assert [one.name for one in back] == ["halves", "shells"]
    assert np.array_equal(back[1].voxels, head().voxels) and back[0].spacing_mm == (3.0, 3.0, 3.0)
    assert cropped(halves().voxels, 1).shape == (34, 26, 34)


def test_no_side_is_told_where_left_and_right_are_one_class() -> None:
    assert set(classes()) <= set(range(8))
