"""Packs as users bring them, run on a volume that fills one window: the label map is the one worked out here by hand."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import tiny_packs
import torch

from inference.cards import read_card
from inference.engine import Task
from inference.networks.build import load
from inference.packs import install
from inference.packs.recipe import network_of
from inference.segmentation import network
from inference.segmentation.inputs import request_for
from viewer.case.geometry import Geometry
from viewer.case.progress import no_tick
from viewer.case.volume import Volume

Array = np.ndarray


def auto3dseg(folder: Path) -> Path:
    return tiny_packs.auto3dseg(folder / "lungs.pt", crop_foreground=False)


def spleen(folder: Path) -> Path:
    return tiny_packs.spleen_bundle(folder / "spleen")


def whole_body(folder: Path) -> Path:
    return tiny_packs.whole_body_bundle(folder / "body", ("model_lowres.pt",))


def total(folder: Path) -> Path:
    return tiny_packs.nnunet(folder / "Dataset297_TotalSegmentator_total_3mm_1559subj")


def onnx(folder: Path) -> Path:
    pack = folder / "onnx"
    pack.mkdir()
    model = tiny_packs.onnx_model()
    (pack / "net.onnx").write_bytes(model)
    (pack / "card.toml").write_text(tiny_packs.card("net.onnx", hashlib.sha256(model).hexdigest()))
    return pack


def to_minus_one_and_one(x: Array) -> Array:
    return 1 / (1 + np.exp(-((x + 250) / 500 * 2 - 1)))


def of_the_spleen(x: Array) -> Array:
    return np.clip((x + 57) / 221, 0, 1)


def of_the_body(x: Array) -> Array:
    z = (x - x.mean()) / x.std()  # no voxel is exactly 0
    return (z - z.min()) / (z.max() - z.min()) * 2 - 1


def of_nnunet(x: Array) -> Array:
    return (np.clip(x, -900, 800) - 50) / 100


def of_onnx(x: Array) -> Array:
    return (x + 1000) / 2000


def ras(x: Array) -> Array:
    """(k, j, i) of axial slices as DICOM stores them, to the right, the front and up."""
    return x.transpose(2, 1, 0)[::-1, ::-1]


def sar(x: Array) -> Array:
    return x[:, ::-1, ::-1]


def out_of_ras(x: Array) -> Array:
    return x[::-1, ::-1].transpose(2, 1, 0)


@pytest.mark.parametrize(
    ("pack", "shape_kji", "spacing_kji_mm", "turned", "back", "prepared"),
    [
        (auto3dseg, (32, 32, 32), (3.0, 3.0, 3.0), ras, out_of_ras, to_minus_one_and_one),
        (spleen, (32, 32, 32), (2.0, 1.5, 1.5), ras, out_of_ras, of_the_spleen),
        (whole_body, (32, 32, 32), (3.0, 3.0, 3.0), ras, out_of_ras, of_the_body),
        (total, (16, 32, 32), (3.0, 1.5, 1.5), sar, sar, of_nnunet),
        (onnx, (16, 16, 16), (1.0, 1.0, 1.0), ras, out_of_ras, of_onnx),
    ],
)
def test_what_a_pack_draws(
    tmp_path: Path, pack: Callable[[Path], Path], shape_kji: tuple[int, int, int], spacing_kji_mm: tuple[float, float, float],
    turned: Callable[[Array], Array], back: Callable[[Array], Array], prepared: Callable[[Array], Array],
) -> None:  # fmt: skip
    request = json.dumps({"source": str(pack(tmp_path)), "licence": "MIT"})
    (row,) = json.loads(install.run(Task("t", "", tmp_path, None, tmp_path / "installed", request), no_tick, print))["packs"]
    folder = tmp_path / "installed" / row["id"]
    card = read_card(folder / "card.toml")

    rng = np.random.default_rng(4)
    voxels = (rng.integers(-180, 180, shape_kji) * 8 + 1).astype(np.int16)
    matrix = np.zeros((4, 4))
    matrix[2, 0], matrix[1, 1], matrix[0, 2], matrix[3, 3] = *spacing_kji_mm, 1.0
    np.save(tmp_path / "volume.npy", voxels)
    volume = Volume("series", Geometry.from_matrix(shape_kji, matrix, "frame"), voxels, tmp_path / "volume.npy", "HU")
    backend = "openvino f32" if card.weights.endswith(".onnx") else "torch f32"
    task = Task("t", card.runner, folder, volume.path, tmp_path / "mask.npy", request_for(volume, "CT", backend=backend, threads=1))
    network.run(task, no_tick, lambda text: None)
    mask = np.load(tmp_path / "mask.npy")

    x = torch.from_numpy(np.ascontiguousarray(prepared(turned(voxels.astype(np.float64))), np.float32))[None, None]
    if card.weights.endswith(".onnx"):
        scores = np.stack([-x[0, 0].numpy(), x[0, 0].numpy()])  # its one convolution
    else:
        with torch.inference_mode():
            scores = load(network_of(card), folder / card.weights)(x)[0].numpy()
    top, second = np.sort(scores, axis=0)[::-1][:2]
    expected, clear = back(scores.argmax(0)), back(top - second > 0.01)
    assert clear.mean() > 0.9 and len(np.unique(expected)) > 1, "the comparison says something"
    assert (mask == expected)[clear].all()
    assert not (mask[::-1] == expected)[clear].all() and not (mask[:, :, ::-1] == expected)[clear].all()
