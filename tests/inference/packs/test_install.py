"""Packs as users bring them become packs in the normal form, whose networks run with their weights."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
import tiny_packs
import torch
from tiny_gguf import write_tiny_gguf

from inference.cards import ModelCard, check_weights, read_card
from inference.engine import Task
from inference.networks.build import build, load
from inference.packs import install, self_test
from inference.packs.recipe import Step, input_of, network_of
from inference.packs.source import RefusedPack


def add(source: Path, tmp_path: Path, licence: str = "", trusted: tuple[str, ...] = ()) -> tuple[list[dict], list[tuple[ModelCard, Path]]]:
    """The rows of the answer, and the cards with their folders."""
    out = tmp_path / "installed"
    request = json.dumps({"source": str(source), "licence": licence, "trusted_programs": trusted})
    rows = json.loads(install.run(Task("t", "", tmp_path, None, out, request), lambda f, t: None, lambda t: None))["packs"]
    found = [(read_card(out / row["id"] / "card.toml"), out / row["id"]) for row in rows]
    assert sorted(path.name for path in out.iterdir()) == sorted(row["id"] for row in rows), "nothing else is left"
    for card, folder in found:
        check_weights(card, folder)
        assert (folder / "LICENSE").read_text().strip()
        assert self_test.compare(card, folder) == ""
    return rows, found


def test_auto3dseg_in_one_file(tmp_path: Path):
    (row,), ((card, folder),) = add(tiny_packs.auto3dseg(tmp_path / "lungs-3mm-v2.0.0.pt"), tmp_path, "CC BY 4.0")
    assert (row["format"], row["licence"], row["licence_kind"]) == ("MONAI Auto3DSeg", "CC-BY-4.0", "any use")
    assert "a licence" in row["missing"][-1]
    network, wanted = network_of(card), input_of(card)
    assert (network.name, network.outputs, network.activation, network.channel_labels) == ("SegResNetDS", 3, "softmax", (0, 1, 2))
    assert (wanted.spacing_mm, wanted.orientation, wanted.patch, wanted.steps_first) == ((3.0, 3.0, 3.0), "RAS", (32, 32, 32), True)
    assert [step.kind for step in wanted.steps] == ["scale", "sigmoid"]
    assert wanted.steps[0].numbers == {"from_low": -250, "from_high": 250, "to_low": -1, "to_high": 1}
    assert [(label.name, label.side, label.code.value) for label in card.labels] == [
        ("left lung", "left", "44029006"), ("right lung", "right", "3341006"),
    ]  # fmt: skip
    assert card.scores == ("Mean Dice 0.910 in its makers' validation.",)
    assert f"SHA-256 {hashlib.sha256((tmp_path / 'lungs-3mm-v2.0.0.pt').read_bytes()).hexdigest()}" in card.origin
    state = tiny_packs.weights_of("monai", "SegResNetDS", {**network.arguments}, 3)
    module = build(network)
    module.load_state_dict(state)
    x = torch.randn(1, 1, 16, 16, 16)
    with torch.inference_mode():
        assert torch.equal(load(network, folder / card.weights)(x), module(x))


def test_auto3dseg_in_a_zip_takes_names_and_codes_from_its_table(tmp_path: Path):
    folder = tmp_path / "abdomen-v2"
    folder.mkdir()
    tiny_packs.auto3dseg(folder / "model.pt", network={"norm": "INSTANCE_NVFUSER"}, class_names=None)
    (folder / "labels.csv").write_text(tiny_packs.LABELS_CSV)
    (folder / "LICENSE").write_text("Creative Commons Attribution-NonCommercial 4.0 International\n")
    (row,), ((card, _),) = add(tiny_packs.zipped(folder, tmp_path / "abdomen-v2.zip"), tmp_path)
    assert [(label.number, label.name, label.side) for label in card.labels] == [(1, "spleen", "none"), (2, "right kidney", "right")]
    assert (card.license, row["licence_kind"], row["missing"]) == ("CC-BY-NC-4.0", "non-commercial", [])
    assert "consent" in row["licence_allows"]


def test_false_codes_give_way_to_those_of_the_names_and_that_is_said(tmp_path: Path):
    folder = tmp_path / "abdomen"
    folder.mkdir()
    tiny_packs.auto3dseg(folder / "model.pt", class_names=None)
    table = tiny_packs.LABELS_CSV.replace("64033007,Kidney", "10200004,Liver").replace("78961009,Spleen", "39607008,Lung")
    (folder / "labels.csv").write_text(table)
    (folder / "LICENSE").write_text(tiny_packs.APACHE)
    (row,), ((card, _),) = add(folder, tmp_path)
    assert [(label.name, label.code.value, label.side) for label in card.labels] == [("spleen", "78961009", "none"), ("kidney right", "64033007", "right")]
    assert card.applies["regions"] == ["abdomen", "chest"]
    assert sum("is not that of its name" in note for note in row["notes"]) == 2 and "10200004" in card.limits


def test_an_own_card_with_the_code_of_another_organ(tmp_path: Path):
    source = tiny_packs.onnx_pack(tmp_path / "pack")
    text = (source / "card.toml").read_text()
    (source / "card.toml").write_text(text.replace('name = "bone", code = ["SCT", "272673000", "Bone"]', 'name = "spleen", code = ["SCT", "10200004", "Spleen"], side = "right"'))
    (row,), ((card, _),) = add(source, tmp_path)
    assert (card.labels[0].code.value, card.labels[0].side) == ("78961009", "right")
    assert any("10200004" in note for note in row["notes"])


def test_names_are_words_without_orders_to_a_terminal(tmp_path: Path):
    source = tiny_packs.onnx_pack(tmp_path / "pack", name='"\\u001b[2J\\u001b[31mTiny\\u001b[0m\\u001b]0;title\\u0007 net"')
    _, ((card, _),) = add(source, tmp_path)
    assert card.name == "Tiny net"


def test_names_of_structures_are_words_too(tmp_path: Path):
    tiny_packs.auto3dseg(tmp_path / "model.pt", class_names=["<img src=x>", "\x1b[2J\r\nred"])
    _, ((card, _),) = add(tmp_path / "model.pt", tmp_path, licence="MIT")
    assert [(label.name, label.code.meaning) for label in card.labels] == [("<img src=x>", "<img src=x>"), ("red", "red")]


def test_a_bundle_whose_name_is_no_text_has_that_of_its_folder(tmp_path: Path):
    folder = tiny_packs.spleen_bundle(tmp_path / "spleen")
    meta = json.loads((folder / "configs" / "metadata.json").read_text()) | {"name": ["x"], "version": {"a": 1}}
    (folder / "configs" / "metadata.json").write_text(json.dumps(meta))
    _, ((card, _),) = add(folder, tmp_path)
    assert (card.name, card.version) == ("spleen", "1")


def test_auto3dseg_with_two_kinds_of_images(tmp_path: Path):
    path = tiny_packs.auto3dseg(
        tmp_path / "tumour.pt", network={"in_channels": 2}, extra_modalities={"pet": "pet"}, sigmoid=True, class_names=["a", "b", "c"], normalize_mode="meanstdtanh"
    )  # fmt: skip
    _, ((card, _),) = add(path, tmp_path, "MIT")
    wanted = input_of(card)
    assert wanted.channels == ("CT", "pet")
    assert wanted.steps == (
        Step("zscore", {}, "nonzero", (0,)), Step("tanh", {"scale": 3.0}, "all", (0,)), Step("above_lowest", {}, "all", (1,)), Step("sigmoid", {}, "all", (1,)),
    )  # fmt: skip
    assert network_of(card).channel_labels == (1, 2, 3)


def test_a_spleen_bundle_with_its_import_lines(tmp_path: Path):
    (row,), ((card, _),) = add(tiny_packs.spleen_bundle(tmp_path / "spleen_ct_segmentation"), tmp_path)
    assert (card.id, card.version, card.license, row["missing"]) == ("spleen-ct-segmentation", "0.5.9", "Apache-2.0", [])
    network, wanted = network_of(card), input_of(card)
    assert (network.name, network.arguments["channels"]) == ("UNet", [4, 8])
    assert (wanted.channels, wanted.spacing_mm, wanted.orientation, wanted.overlap) == (("CT",), (1.5, 1.5, 2.0), "RAS", 0.5)
    assert [step.kind for step in wanted.steps] == ["scale", "clip"] and not wanted.steps_first
    assert [(label.name, label.code.value) for label in card.labels] == [("spleen", "78961009")]
    assert "not to be used for diagnostic purposes" in card.limits and "0.961" in card.scores[0]


def test_a_bundle_says_which_part_of_the_body_it_is_for_and_what_is_not_done_afterwards(tmp_path: Path):
    post = tiny_packs.spleen_config()["postprocessing"]
    post["transforms"] += [{"_target_": "KeepLargestConnectedComponentd", "keys": "pred"}, {"_target_": "Smoothd", "keys": "pred"}]
    (row,), ((card, _),) = add(tiny_packs.spleen_bundle(tmp_path / "spleen", postprocessing=post), tmp_path)
    assert card.applies == {"regions": ["abdomen", "chest"]}
    assert row["notes"] == [
        "The bundle keeps only the largest piece of each structure afterwards; that is not done here.",
        "The bundle does Smooth to its outlines afterwards; that is not done here.",
    ]


def test_a_whole_body_bundle_is_two_models_by_its_switch(tmp_path: Path):
    rows, cards = add(tiny_packs.whole_body_bundle(tmp_path / "wholeBody"), tmp_path)
    assert [row["id"] for row in rows] == ["whole-body-ct-segmentation-1-5-mm", "whole-body-ct-segmentation-3-mm"]
    assert [input_of(card).spacing_mm for card, _ in cards] == [(1.5, 1.5, 1.5), (3.0, 3.0, 3.0)]
    wanted = input_of(cards[0][0])
    assert (wanted.overlap, wanted.padding, wanted.steps) == (
        0.25, "replicate", (Step("zscore", {}, "nonzero"), Step("range", {"to_low": -1.0, "to_high": 1.0})),
    )  # fmt: skip
    assert [label.code.value for label in cards[0][0].labels] == ["78961009", "64033007", "49668003"]


def test_a_whole_body_bundle_with_only_the_coarse_weights_is_the_coarse_model(tmp_path: Path):
    rows, ((card, _),) = add(tiny_packs.whole_body_bundle(tmp_path / "wholeBody", ("model_lowres.pt",)), tmp_path)
    assert rows[0]["id"] == "whole-body-ct-segmentation" and input_of(card).spacing_mm == (3.0, 3.0, 3.0)


def test_a_brats_bundle_paints_its_regions_in_the_order_of_its_expression(tmp_path: Path):
    (row,), ((card, _),) = add(tiny_packs.brats_bundle(tmp_path / "brats"), tmp_path)
    network, wanted = network_of(card), input_of(card)
    assert (network.activation, network.channel_labels, network.paint_order) == ("sigmoid", (1, 2, 4), (1, 0, 2))
    assert [(label.number, label.name, label.includes) for label in card.labels] == [
        (2, "Whole tumor", (1, 4)), (1, "Tumor core", (4,)), (4, "Enhancing tumor", ()),
    ]  # fmt: skip
    assert wanted.channels == ("T1c", "T1", "T2", "FLAIR") and wanted.spacing_mm == (1.0, 1.0, 1.0)
    assert any("1x1x1 mm" in note for note in row["notes"]) and any("does not turn" in note for note in row["notes"])


@pytest.mark.parametrize("old_plans", [False, True])
@pytest.mark.parametrize("kind", ["PlainConvUNet", "ResidualEncoderUNet"])
def test_an_nnunet_folder_of_totalsegmentator(tmp_path: Path, kind: str, old_plans: bool):
    home = tmp_path / "Dataset297_TotalSegmentator_total_3mm_1559subj" / "nnUNetTrainer_4000epochs_NoMirroring__nnUNetPlans__3d_fullres"
    tiny_packs.nnunet(home, kind=kind, old_plans=old_plans)
    packed = tiny_packs.zipped(home.parent, tmp_path / "Dataset297_v204.zip")
    _, ((card, folder),) = add(packed, tmp_path, "Apache-2.0")
    assert card.id == "totalsegmentator-total-3mm-1559subj" and card.modality == "CT"
    network, wanted = network_of(card), input_of(card)
    assert (network.library, network.name, network.outputs) == ("nnunet", kind, 4)
    assert (wanted.orientation, wanted.spacing_mm, wanted.patch, wanted.steps_first) == ("SAR", (3.0, 1.5, 1.5), (16, 32, 32), True)
    assert wanted.steps == (Step("clip", {"low": -900, "high": 800}), Step("standardise", {"mean": 50, "sd": 100}))
    assert [(label.name, label.side, label.code.value) for label in card.labels] == [
        ("spleen", "none", "78961009"), ("kidney right", "right", "64033007"), ("vertebrae L5", "none", "49668003"),
    ]  # fmt: skip
    state = tiny_packs.nnunet_state(kind, 1, 4)
    module = build(network)
    module.load_state_dict({key: state[key] for key in module.state_dict()})
    x = torch.randn(1, 1, 16, 32, 32)
    with torch.inference_mode():
        assert torch.equal(load(network, folder / card.weights)(x), module(x))


def test_other_nnunet_folders_say_what_was_assumed(tmp_path: Path):
    labels = {"background": 0, "whole tumour": [1, 2, 3], "tumour core": [2, 3], "enhancing tumour": [3]}
    channels = {"0": "T1", "1": "FLAIR"}
    folder = tiny_packs.nnunet(
        tmp_path / "Dataset042_BraTS", dataset={"channel_names": channels, "labels": labels, "regions_class_order": [1, 2, 3]},
        plans={"dataset_name": "Dataset042_BraTS", "transpose_forward": [2, 0, 1]}, folds=("fold_0", "fold_1"),
    )  # fmt: skip
    (row,), ((card, _),) = add(folder, tmp_path, "CC BY-SA 4.0")
    network, wanted = network_of(card), input_of(card)
    assert (network.activation, network.outputs, network.channel_labels) == ("sigmoid", 3, (1, 2, 3))
    assert [label.includes for label in card.labels] == [(2, 3), (3,), ()]
    assert wanted.orientation == "LSP"  # slice, row, column turned as the plans say
    assert row["notes"][0] == "Of 2 folds, fold_0 is used." and "check left and right" in row["notes"][1]
    assert (card.modality, row["licence_kind"]) == ("MR", "conditions")


def test_nninteractive_has_its_seven_prompt_channels_and_its_licence(tmp_path: Path):
    folder = tiny_packs.nnunet(tmp_path / "nnInteractive_v1.0", prompts=True, kind="ResidualEncoderUNet", plans={"dataset_name": "Dataset225_nnInteractiveV2"})
    (row,), ((card, _),) = add(folder, tmp_path)
    wanted = input_of(card)
    assert wanted.channels[1:] == ("previous", "region+", "region-", "point+", "point-", "scribble+", "scribble-")
    assert wanted.images == ("CT",) and wanted.spacing_mm is None
    assert (card.task, card.runner, network_of(card).outputs) == ("prompt", "inference.segmentation.promptable:run", 2)
    assert (card.license, row["licence_kind"]) == ("CC-BY-NC-SA-4.0", "non-commercial")


def test_tensorflow_js_with_normalisation_in_the_names_of_layers(tmp_path: Path):
    folder = tiny_packs.tfjs(tmp_path / "meshnet")
    _, ((card, installed),) = add(folder, tmp_path)
    network, wanted = network_of(card), input_of(card)
    assert [layer["kind"] for layer in network.arguments["layers"]] == ["conv", "instance_norm", "gelu", "conv", "instance_norm", "gelu", "conv"]
    assert (wanted.orientation, wanted.spacing_mm, wanted.patch, wanted.whole) == ("LIA", (1.0, 1.0, 1.0), (32, 32, 32), True)
    assert [(label.name, label.code.value) for label in card.labels] == [("brain mask", "12738006")]
    x = np.random.default_rng(3).random((12, 12, 12)).astype(np.float32)
    with torch.inference_mode():
        ours = load(network, installed / card.weights)(torch.from_numpy(x)[None, None])[0].numpy()
    assert np.allclose(ours, _by_hand(folder, x), atol=2e-3)


def _by_hand(folder: Path, x: np.ndarray) -> np.ndarray:
    """The same network by loops over the kernel in float64, from the file itself: (outputs, depth, height, width)."""
    from scipy.special import erf

    raw = np.frombuffer((folder / "model.bin").read_bytes(), "<f4").astype(np.float64)
    shapes = [(3, 3, 3, 1, 4), (3, 3, 3, 4, 4), (1, 1, 1, 4, 2), (2,)]
    parts = np.split(raw, np.cumsum([np.prod(shape) for shape in shapes])[:-1])
    first, second, last, bias = (values.reshape(shape) for values, shape in zip(parts, shapes, strict=True))
    values = x[..., None].astype(np.float64)
    for kernel, dilation in ((first, 2), (second, 1)):
        padded = np.pad(values, [(dilation, dilation)] * 3 + [(0, 0)])
        out = np.zeros((*x.shape, kernel.shape[-1]))
        for a, b, c in np.ndindex(3, 3, 3):
            window = padded[a * dilation :, b * dilation :, c * dilation :][: x.shape[0], : x.shape[1], : x.shape[2]]
            out += window @ kernel[a, b, c]
        mean, variance = out.mean((0, 1, 2)), out.var((0, 1, 2))
        out = (out - mean) / np.sqrt(variance + 1e-5)
        values = out * 0.5 * (1 + erf(out / np.sqrt(2)))
    return (values @ last[0, 0, 0] + bias).transpose(3, 0, 1, 2)


def test_torchxrayvision_weights_are_monais_densenet_by_other_names(tmp_path: Path):
    state = tiny_packs.weights_of("monai", "DenseNet121", {"spatial_dims": 2, "in_channels": 1, "out_channels": 18}, 18)
    names = {key.replace(".layers.", ".").replace("class_layers.out.", "classifier."): value for key, value in state.items()}
    names["op_threshs"] = torch.tensor([0.1] * 14 + [float("nan")] + [0.3] * 3)
    torch.save(names, tmp_path / "densenet121-res224-nih.pt")
    (row,), ((card, folder),) = add(tmp_path / "densenet121-res224-nih.pt", tmp_path, "Apache-2.0")
    assert (card.task, card.runner, row["format"]) == ("classification", "inference.classification:run", "torchxrayvision DenseNet-121")
    assert len(card.labels) == 17 and [label.number for label in card.labels][13:15] == [14, 16], "an untrained output is left out"
    assert card.labels[3].code.value == "36118008" and network_of(card).channel_labels[14] == 0
    module = build(network_of(card))
    module.load_state_dict(state)
    x = torch.randn(1, 1, 64, 64)
    with torch.inference_mode():
        assert torch.equal(load(network_of(card), folder / card.weights)(x), module(x))


def test_onnx_beside_a_card(tmp_path: Path):
    folder = tmp_path / "pack"
    folder.mkdir()
    model = tiny_packs.onnx_model()
    (folder / "net.onnx").write_bytes(model)
    text = tiny_packs.card("net.onnx", hashlib.sha256(model).hexdigest())
    (folder / "card.toml").write_text(text + '\n[applies]\nregions = ["legs"]\nstep_mm = 3.0\n')
    _, ((card, installed),) = add(folder, tmp_path)
    assert card.applies == {"regions": ["legs"], "step_mm": 3.0}
    assert card.weights == "model.onnx" and (installed / "model.onnx").read_bytes() == model
    out = self_test.forward_of(network_of(card), installed / "model.onnx")(np.full((1, 1, 16, 16, 16), 3, np.float32))
    assert np.all(out[0, 0] == -3) and np.all(out[0, 1] == 3)


def test_a_language_model_carries_what_its_head_says(tmp_path: Path):
    write_tiny_gguf(tmp_path / "words.gguf")
    (row,), ((card, folder),) = add(tmp_path / "words.gguf", tmp_path, "Apache-2.0")
    assert (card.task, card.runner, card.weights, row["format"]) == ("llm", "inference.llm.llama:run", "model.gguf", "GGUF")
    assert "4,096 tokens" in card.limits and (folder / "model.gguf").stat().st_size == (tmp_path / "words.gguf").stat().st_size


def test_a_program_is_installed_only_where_its_hash_is_trusted(tmp_path: Path):
    folder = tmp_path / "program"
    folder.mkdir()
    with pytest.warns(DeprecationWarning):
        torch.jit.trace(torch.nn.Conv3d(1, 2, 1), torch.zeros(1, 1, 4, 4, 4)).save(folder / "net.ts")
    digest = hashlib.sha256((folder / "net.ts").read_bytes()).hexdigest()
    network = 'library = "torchscript"\noutputs = 2\nactivation = "softmax"\nchannel_labels = [0, 1]'
    (folder / "card.toml").write_text(tiny_packs.card("net.ts", digest, network=network))
    with pytest.raises(RefusedPack, match=f"does not trust it: SHA-256 {digest}"):
        add(folder, tmp_path)
    with pytest.raises(RefusedPack, match=f"does not trust it: SHA-256 {digest}"):
        add(folder / "net.ts", tmp_path)
    _, ((card, _),) = add(folder, tmp_path, trusted=(digest.upper(),))
    assert card.weights == "model.ts"


def test_an_installed_pack_can_be_passed_on_as_it_is(tmp_path: Path):
    _, ((card, folder),) = add(tiny_packs.spleen_bundle(tmp_path / "spleen"), tmp_path)
    _, ((again, _),) = add(folder, tmp_path / "elsewhere")
    assert (again.id, again.network, again.input, again.labels) == (card.id, card.network, card.input, card.labels)


def test_without_a_licence_nothing_is_installed_unless_someone_says_so(tmp_path: Path):
    path = tiny_packs.auto3dseg(tmp_path / "lungs.pt")
    with pytest.raises(RefusedPack, match="comes without a licence") as refused:
        add(path, tmp_path)
    assert '--licence "not stated"' in refused.value.advice and not (tmp_path / "installed").exists()
    (row,), ((card, _),) = add(path, tmp_path, "not stated")
    assert (card.license, row["licence_kind"], row["licence_allows"]) == ("not stated", "unknown", "not stated: ask the owner before use")


@pytest.mark.parametrize(
    ("files", "stated", "licence"),
    [
        ({"LICENSE": "Apache License Version 2.0"}, "CC-BY-NC-4.0", "CC-BY-NC-4.0"),
        ({"LICENSE": "Apache License 2.0", "weights/LICENSE": "CC BY-NC 4.0"}, "Apache-2.0", "CC-BY-NC-4.0"),
        ({"LICENSE": "Apache License 2.0", "LICENSE-WEIGHTS": "For research use only"}, "Apache-2.0", "LicenseRef-research-only"),
        ({"LICENSE": "MIT", "LICENSE.md": "Creative Commons Attribution-NonCommercial 4.0"}, "MIT", "CC-BY-NC-4.0"),
        ({"LICENSE": "MIT", "README.md": "---\ntags: x\nlicense: cc-by-nc-sa-4.0\n---\n"}, "MIT", "CC-BY-NC-SA-4.0"),
        ({"LICENSE": "MIT", "data_license.txt": "CC BY-NC 4.0", "license.py": "not for commercial use"}, "not stated", "MIT"),
    ],
)  # fmt: skip
def test_the_strictest_of_all_licences_in_a_pack_counts(tmp_path: Path, files: dict[str, str], stated: str, licence: str):
    source = tiny_packs.onnx_pack(tmp_path / "pack", license=f'"{stated}"')
    for name, text in files.items():
        (source / name).parent.mkdir(exist_ok=True)
        (source / name).write_text(text)
    rows, cards = add(source, tmp_path)
    assert rows[0]["licence"] == cards[0][0].license == licence
    assert any("several licences" in note for note in rows[0]["notes"]) == (licence != "MIT")
    kept = (cards[0][1] / "LICENSE").read_text()
    assert all(text in kept for name, text in files.items() if name.startswith("LICENSE"))


def test_a_licence_that_lies_beside_a_file_is_named_as_such(tmp_path: Path):
    path = tiny_packs.auto3dseg(tmp_path / "lungs.pt")
    (tmp_path / "LICENSE").write_text("MIT License\n")
    (row,), ((card, _),) = add(path, tmp_path, "CC BY 4.0")
    assert card.license == "MIT" and row["notes"] == ["Its licence is the licence file that lay beside it; see that it belongs to it."]
    assert "lay beside it" in card.limits


def test_a_pack_that_gives_other_numbers_later_is_told(tmp_path: Path):
    _, ((card, folder),) = add(tiny_packs.tfjs(tmp_path / "meshnet"), tmp_path)
    text = (folder / "card.toml").read_text()
    (folder / "card.toml").write_text(text.replace("means = [", "means = [9", 1))
    task = Task("t", "", folder, None, tmp_path, "{}")
    answer = json.loads(self_test.run(task, lambda f, t: None, lambda t: None))
    assert answer == {"said": f"{card.name} gives other numbers on its self-test than when it was installed."}
