"""Packs made to hurt: weights, plans, cards, ONNX and GGUF files that lie about themselves; each is refused in one sentence."""

import hashlib
import io
import json
import struct
import zipfile
from pathlib import Path

import pytest
import tiny_packs
import torch
from hostile_case import refused
from safetensors.torch import save_file
from tiny_gguf import write_tiny_gguf

pytestmark = pytest.mark.usefixtures("nothing_runs")


# Weights


def test_weights_of_another_shape(tmp_path: Path):
    path = tiny_packs.auto3dseg(tmp_path / "model.pt")
    checkpoint = torch.load(path, weights_only=False)
    first = next(iter(checkpoint["state_dict"]))
    checkpoint["state_dict"][first] = torch.zeros(3, 3)
    torch.save(checkpoint, path)
    assert f"{first} is 3 x 3, not 8 x 1 x 3 x 3 x 3" in refused(path, tmp_path)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_weights_that_are_not_finite(tmp_path: Path, value: float):
    path = tiny_packs.auto3dseg(tmp_path / "model.pt")
    checkpoint = torch.load(path, weights_only=False)
    first = next(iter(checkpoint["state_dict"]))
    checkpoint["state_dict"][first].view(-1)[0] = value
    torch.save(checkpoint, path)
    assert f"{first} holds numbers that are not finite" in refused(path, tmp_path)


def test_weights_that_make_numbers_that_are_not_finite(tmp_path: Path):
    path = tiny_packs.auto3dseg(tmp_path / "model.pt")
    checkpoint = torch.load(path, weights_only=False)
    for tensor in checkpoint["state_dict"].values():
        tensor.fill_(3e38)
    torch.save(checkpoint, path)
    assert "gives numbers that are not finite" in refused(path, tmp_path)


def test_weights_that_claim_a_million_million_numbers(tmp_path: Path):
    path = tmp_path / "model.pt"
    torch.save({"state_dict": {"w": torch.zeros(1).expand(10**6, 10**6)}}, path)
    assert "claims more numbers than the file holds" in refused(path, tmp_path)
    torch.save({"w": torch.zeros(4)}, path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    claim = b"\x8a\x06" + (10**12).to_bytes(6, "little")
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data.replace(b"K\x04", claim) if name.endswith("data.pkl") else data)
    assert "cannot be read as weights" in refused(path, tmp_path)
    header = json.dumps({"w": {"dtype": "F32", "shape": [10**6, 10**6], "data_offsets": [0, 16]}}).encode()
    (tmp_path / "w.safetensors").write_bytes(struct.pack("<Q", len(header)) + header + bytes(16))
    assert "cannot be read as weights" in refused(tmp_path / "w.safetensors", tmp_path)


def test_weights_in_a_packed_checkpoint_or_a_cut_one(tmp_path: Path):
    path = tiny_packs.auto3dseg(tmp_path / "model.pt")
    whole = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert "packed in a way that PyTorch never does" in refused(path, tmp_path)
    for length in (0, 3, 100, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:length])
        refused(path, tmp_path)


@pytest.mark.parametrize(
    ("names", "what"),
    [
        (("image_encoder.patch_embed.proj.weight", "prompt_encoder.point_embeddings.0.weight", "mask_decoder.mask_tokens.weight"), "SAM-Med3D"),
        (("query_decoder.layers.0.weight", "mask_embed.weight", "mid_mask_embed.weight"), "SAT"),
        (("transformer_decoder.layers.0.weight", "project_text_embed.0.weight", "project_to_decoder_channels.0.weight"), "VoxTell"),
    ],
)  # fmt: skip
def test_networks_that_cannot_be_built_here_are_named(tmp_path: Path, names: tuple[str, ...], what: str):
    torch.save({"model_state_dict": {name: torch.zeros(2, 2) for name in names}}, tmp_path / "turbo.pth")
    text = refused(tmp_path / "turbo.pth", tmp_path)
    assert what in text and "cannot be built here" in text


def test_a_bank_of_embedded_words_is_named(tmp_path: Path):
    folder = tiny_packs.nnunet(tmp_path / "voxtell_v1.1", plans={"plans_name": "VoxTell"})
    (folder / "embeddings.npz").write_bytes(b"PK")
    assert "VoxTell" in refused(folder, tmp_path)


def test_a_network_whose_library_is_missing_is_named(tmp_path: Path):
    config = tiny_packs.spleen_config()
    config["network_def"] = {"_target_": "SwinUNETR", "in_channels": 1, "out_channels": 2, "feature_size": 12}
    folder = tiny_packs.spleen_bundle(tmp_path / "swin", **config)
    assert "SwinUNETR needs einops" in refused(folder, tmp_path)


def test_weights_that_nothing_describes(tmp_path: Path):
    save_file({"a": torch.zeros(2)}, tmp_path / "weights.safetensors")
    assert "nothing that says which network" in refused(tmp_path / "weights.safetensors", tmp_path)
    names = ("image_encoder.patch_embed.proj.weight", "prompt_encoder.x", "mask_decoder.y")
    torch.save({"model_state_dict": {name: torch.zeros(2) for name in names}}, tmp_path / "sam_med3d_turbo.pth")
    assert "Segment Anything" in refused(tmp_path / "sam_med3d_turbo.pth", tmp_path)
    (tmp_path / "notes.txt").write_text("hello")
    assert "holds no model that Lightbox reads" in refused(tmp_path / "notes.txt", tmp_path)
    assert "nothing at" in refused(tmp_path / "absent", tmp_path)


# Plans


@pytest.mark.parametrize(
    ("plans", "dataset", "reason"),
    [
        ({"transpose_forward": [0, 0, 1]}, {}, "no order of three axes"),
        ({"configurations": {"3d_fullres": {"inherits_from": "3d_fullres", "patch_size": [8, 8, 8]}}}, {}, "do not describe their network"),
        ({"configurations": {"2d": {"patch_size": [64, 64]}}}, {}, "no configuration for volumes"),
        ({"configurations": {"3d_fullres": {"patch_size": [16, 16, 16], "architecture": {"network_class_name": "os.system"}}}}, {}, "network os.system"),
        ({"configurations": {"3d_fullres": {"patch_size": [16, 16, 16], "previous_stage": "3d_lowres"}}}, {}, "cascade"),
        ({}, {"labels": {"background": 0, "x": 2}}, "not numbered from 0"),
        ({}, {"labels": {"background": 0, **{f"l{n}": n for n in range(1, 400)}}}, "at most 255"),
        ({}, {"labels": {"background": 0, "a": [1, 2], "b": 2}}, "no order"),
        ({}, {"channel_names": {"0": "CT", "1": "PET"}}, "do not say how each channel"),
    ],
)  # fmt: skip
def test_plans_that_cannot_be(tmp_path: Path, plans: dict, dataset: dict, reason: str):
    folder = tiny_packs.nnunet(tmp_path / "nnunet")
    for name, change in (("plans.json", plans), ("dataset.json", dataset)):
        (folder / name).write_text(json.dumps(json.loads((folder / name).read_text()) | change))
    assert reason in refused(folder, tmp_path)


def test_a_folder_of_several_models_is_told_apart(tmp_path: Path):
    for name in ("Dataset291_a", "Dataset292_b"):
        tiny_packs.nnunet(tmp_path / "results" / name)
    assert "holds 2 models: Dataset291_a, Dataset292_b" in refused(tmp_path / "results", tmp_path)


# Labels, licences, cards


def test_a_table_of_a_million_labels(tmp_path: Path):
    folder = tmp_path / "pack"
    folder.mkdir()
    tiny_packs.auto3dseg(folder / "model.pt")
    (folder / "labels.csv").write_text("LabelValue,Name\n" + "".join(f"{n % 200},a\n" for n in range(60_000)))
    assert "more than 255 rows" in refused(folder, tmp_path)
    (folder / "labels.csv").write_text("LabelValue,Name\n" + "1,a\n" * 10**6)
    assert "a text file of a pack has at most 1 MB" in refused(folder, tmp_path)


def test_a_file_of_a_terabyte_is_not_read_to_its_end(tmp_path: Path):
    with (tmp_path / "model.pt").open("wb") as file:
        file.truncate(2**40)
    assert "at most 32,768 MB are read" in refused(tmp_path / "model.pt", tmp_path)


def test_an_archive_of_another_kind_and_one_in_the_other(tmp_path: Path):
    (tmp_path / "pack.tar.gz").write_bytes(b"\x1f\x8b" + bytes(64))
    assert "of a kind that is not taken apart here" in refused(tmp_path / "pack.tar.gz", tmp_path)
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "deep.zip").write_bytes(tiny_packs.zipped(tiny_packs.onnx_pack(tmp_path / "onnx"), tmp_path / "deep.zip").read_bytes())
    assert "holds no model" in refused(tiny_packs.zipped(inner, tmp_path / "outer.zip"), tmp_path)


def test_an_onnx_network_that_fills_the_memory(tmp_path: Path):
    """It makes 10^12 numbers out of a shape, and its own pictures' size says nothing of it."""
    def node(operator: str, inputs: tuple[str, ...], output: str) -> bytes:
        return tiny_packs.part(1, b"".join(tiny_packs.part(1, name) for name in inputs) + tiny_packs.part(2, output) + tiny_packs.part(4, operator))

    shape = tiny_packs.number(1, 3) + tiny_packs.number(2, 7) + tiny_packs.part(8, "s") + tiny_packs.part(9, struct.pack("<3q", 10_000, 10_000, 10_000))
    ends = tiny_packs.part(11, tiny_packs.tensor_value("x", (1, 1, 16, 16, 16))) + tiny_packs.part(12, tiny_packs.tensor_value("y", (1, 2, 16, 16, 16)))
    nodes = node("ConstantOfShape", ("s",), "big") + node("ReduceSum", ("big",), "sum") + node("Add", ("x", "sum"), "y")
    model = tiny_packs.number(1, 8) + tiny_packs.part(8, tiny_packs.part(1, "") + tiny_packs.number(2, 13)) + tiny_packs.part(7, nodes + tiny_packs.part(2, "g") + tiny_packs.part(5, shape) + ends)
    assert refused(tiny_packs.onnx_pack(tmp_path / "onnx", model), tmp_path) == "The network does not run: it takes more memory than there is."


def test_a_licence_of_a_hundred_megabytes(tmp_path: Path):
    folder = tiny_packs.spleen_bundle(tmp_path / "spleen")
    with (folder / "LICENSE").open("wb") as file:
        file.truncate(100 * 2**20)
    assert "LICENSE in the pack is 100 MB" in refused(folder, tmp_path)


def test_a_card_that_says_nonsense_about_its_pictures(tmp_path: Path):
    folder = tmp_path / "pack"
    folder.mkdir()
    model = tiny_packs.onnx_model()
    (folder / "net.onnx").write_bytes(model)
    (folder / "card.toml").write_text(tiny_packs.card("net.onnx", hashlib.sha256(model).hexdigest()) + '\n[applies]\nregions = ["moon"]\n')
    assert "regions that are not among" in refused(folder, tmp_path)


@pytest.mark.parametrize(
    "text",
    ["a = " + "[" * 200_000, ".".join(["a"] * 20_000) + " = 1", "a = " + "{a = " * 5_000 + "1" + "}" * 5_000, "a = '" + "x" * 2**21 + "'"],
    ids=["arrays", "keys", "tables", "long"],
)
def test_a_card_without_end(tmp_path: Path, text: str):
    folder = tmp_path / "pack"
    folder.mkdir()
    (folder / "card.toml").write_text(text)
    assert "card" in refused(folder, tmp_path)


OVERLAPPING = {"a": {"dtype": "F32", "shape": [4], "data_offsets": [0, 16]}, "b": {"dtype": "F32", "shape": [4], "data_offsets": [8, 24]}}
HUGE = {"a": {"dtype": "F32", "shape": [10**6, 10**6], "data_offsets": [0, 16]}}
HOLE = {"a": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}}


@pytest.mark.parametrize(("header", "size"), [(OVERLAPPING, 24), (HUGE, 16), (HOLE, 100), (HOLE, 2)])
def test_safetensors_whose_head_lies(tmp_path: Path, header: dict, size: int):
    head = json.dumps(header).encode()
    (tmp_path / "weights.safetensors").write_bytes(struct.pack("<Q", len(head)) + head + bytes(size))
    assert "cannot be read as weights" in refused(tmp_path / "weights.safetensors", tmp_path)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"runner": '"os:system"'}, "none of Lightbox's own"),
        ({"runner": '"inference.packs.install:run"'}, "none of Lightbox's own"),
        ({"id": '"../../evil"'}, "an id is of letters"),
        ({"weights": '"../net.onnx"'}, "beside it"),
        ({"weights_sha256": '"00"'}, "has changed"),
        ({"network": 'library = "onnx"\noutputs = 5\nactivation = "softmax"\nchannel_labels = [0, 1, 1, 1, 1]'}, "says 5 outputs, but its ONNX file has 2"),
        ({"network": 'library = "os"\noutputs = 2\nactivation = "softmax"\nchannel_labels = [0, 1]'}, "none of monai"),
    ],
)
def test_a_card_that_is_wrong(tmp_path: Path, changes: dict, reason: str):
    folder = tmp_path / "pack"
    folder.mkdir()
    (folder / "net.onnx").write_bytes(tiny_packs.onnx_model())
    digest = hashlib.sha256(tiny_packs.onnx_model()).hexdigest()
    (folder / "card.toml").write_text(tiny_packs.card("net.onnx", digest, **changes))
    assert reason in refused(folder, tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("to_low = 0", "to_low = 0", ""), ("outputs = 2", "outputs = " + "9" * 5000, "a number that no card needs"),
        ("from_high = 1000", "from_high = -1000", "leaves nothing of the values"), ("steps = [", "steps = 7 # [", "steps that are no list"),
    ],
    ids=["right", "digits", "nothing", "steps"],
)  # fmt: skip
def test_a_card_with_an_input_that_cannot_be(tmp_path: Path, old: str, new: str, reason: str):
    folder = tiny_packs.onnx_pack(tmp_path / "pack")
    text = (folder / "card.toml").read_text()
    assert old in text
    (folder / "card.toml").write_text(text.replace(old, new))
    if reason:
        assert reason in refused(folder, tmp_path)


# ONNX


@pytest.mark.parametrize(
    ("model", "reason"),
    [
        (tiny_packs.onnx_model(external="../../etc/passwd"), "outside of its file (../../etc/passwd)"),
        (tiny_packs.onnx_model(domain="com.evil", operator="Run"), "the operator com.evil.Run"),
        (tiny_packs.onnx_model(extra=tiny_packs.part(25, tiny_packs.part(1, "Conv"))), "operators of its own"),
        (tiny_packs.onnx_model(opset=99), "version 99"),
        *((tiny_packs.onnx_model(operator=name), f"the operator {name}, whose end") for name in ("If", "Loop", "Scan")),
        (tiny_packs.onnx_model(dims=(10**6, 10**6)), "claims 1,000,000,000,000 numbers"),
        (tiny_packs.onnx_model()[:-20], "longer than the file"),
        (b"\x3a\xff\xff\xff\xff\x0f" + b"x" * 20, "longer than the file"),
        (b"\x80" * 40, "number without end"),
        (b"", "no ONNX network"),
        (b"\x08\x08", "no graph"),
        (b"GIF89a not onnx at all", "no ONNX network"),
    ],
)
def test_an_onnx_file_that_is_not_run(tmp_path: Path, model: bytes, reason: str):
    (tmp_path / "net.onnx").write_bytes(model)
    assert reason in refused(tmp_path / "net.onnx", tmp_path)


def test_an_onnx_file_alone_says_too_little(tmp_path: Path):
    (tmp_path / "net.onnx").write_bytes(tiny_packs.onnx_model())
    text = refused(tmp_path / "net.onnx", tmp_path)
    assert "does not say what a run needs" in text and "spacing" in text and "labels" in text


# GGUF


def test_language_models_that_would_end_the_process_of_llama_cpp(tmp_path: Path):
    good = tmp_path / "good.gguf"
    write_tiny_gguf(good)
    whole = good.read_bytes()
    path = tmp_path / "bad.gguf"

    def refuse(data: bytes) -> str:
        path.write_bytes(data)
        return refused(path, tmp_path)

    assert "cut off" in refuse(whole[:-4096])
    assert "ends within its head" in refuse(whole[:200])
    assert "does not begin as one" in refuse(b"GGML" + whole[4:])
    assert "version is 77" in refuse(whole[:4] + struct.pack("<I", 77) + whole[8:])
    assert "claims 1,000,000,000,000 tensors" in refuse(whole[:8] + struct.pack("<Q", 10**12) + whole[16:])
    assert "entries" in refuse(whole[:16] + struct.pack("<Q", 2**60) + whole[24:])
    assert "a text claims" in refuse(whole[:24] + struct.pack("<Q", 2**40) + whole[32:])
    place = whole.index(b"tokenizer.ggml.tokens") + len(b"tokenizer.ggml.tokens") + 8
    assert "a list claims" in refuse(whole[:place] + struct.pack("<Q", 2**50) + whole[place + 8 :])
    place = whole.index(b"llama.context_length") + len(b"llama.context_length")
    assert "unknown kind 200" in refuse(whole[:place] + struct.pack("<I", 200) + whole[place + 4 :])
    assert "does not say a context" in refuse(whole.replace(b"llama.context_length", b"llama.context_lengtx"))
    place = whole.index(b"token_embd.weight") + len(b"token_embd.weight") + 4
    assert "lies past its end" in refuse(whole[:place] + struct.pack("<Q", 2**40) + whole[place + 8 :])
    (tmp_path / "split").mkdir()
    for number in (1, 2):
        (tmp_path / "split" / f"m-0000{number}-of-00002.gguf").write_bytes(whole)
    assert "2 GGUF files" in refused(tmp_path / "split", tmp_path)
