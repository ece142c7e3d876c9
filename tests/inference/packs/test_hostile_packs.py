"""Packs made to hurt: each is refused in one sentence, at once, and nothing in it runs."""

import hashlib
import io
import json
import os
import pickle
import stat
import struct
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import tiny_packs
import torch
from safetensors.torch import save_file
from tiny_gguf import write_tiny_gguf

from inference.engine import Task
from inference.packs import install
from viewer.case.errors import KnownError

MOST_SECONDS = 20.0
CANARY = "canary"


@pytest.fixture(autouse=True)
def nothing_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every program in these packs would leave a file; none does, and no pack is left half installed."""
    monkeypatch.chdir(tmp_path)
    yield
    assert not list(tmp_path.rglob(CANARY)), "a program of the pack ran"
    assert not (tmp_path / "installed").exists(), "something was left behind"


class Touch:
    """Leaves the canary when it is unpickled."""

    def __init__(self, call: object = os.system, argument: str = f"touch {CANARY}") -> None:
        self.call, self.argument = call, argument

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return self.call, (self.argument,)


def refused(source: Path, tmp_path: Path, licence: str = "MIT", trusted: tuple[str, ...] = ()) -> str:
    """The sentence with which a pack is refused."""
    request = json.dumps({"source": str(source), "licence": licence, "trusted_programs": trusted})
    started = time.process_time()
    with pytest.raises(KnownError) as error:
        install.run(Task("t", "", tmp_path, None, tmp_path / "installed", request), lambda f, t: None, lambda t: None)
    assert time.process_time() - started < MOST_SECONDS
    text = error.value.text
    assert text.endswith(".") and "\n" not in text and len(text) < 400
    return text


def test_the_canary_would_sing(tmp_path: Path):
    """So that its silence means something."""
    pickle.loads(pickle.dumps(Touch()))
    (tmp_path / CANARY).unlink()


# Pickles


@pytest.mark.parametrize("call", [os.system, eval, exec, os.unlink, getattr, __import__])
@pytest.mark.parametrize("place", ["weights", "config", "alone"])
def test_a_program_in_a_checkpoint(tmp_path: Path, call: object, place: str):
    path = tiny_packs.auto3dseg(tmp_path / "model.pt")
    checkpoint = torch.load(path, weights_only=False)
    evil = Touch(call, f"__import__('os').system('touch {CANARY}')")
    match place:
        case "weights":
            checkpoint["state_dict"]["evil"] = evil
        case "config":
            checkpoint["config"]["evil"] = evil
        case _:
            checkpoint = evil
    torch.save(checkpoint, path)
    assert "holds a program" in refused(path, tmp_path) and "nothing in it was run" in refused(path, tmp_path)


def test_a_program_in_an_nnunet_checkpoint(tmp_path: Path):
    folder = tiny_packs.nnunet(tmp_path / "nnunet")
    path = folder / "fold_0" / "checkpoint_final.pth"
    checkpoint = torch.load(path, weights_only=False)
    checkpoint["init_args"]["device"] = Touch()
    torch.save(checkpoint, path)
    assert "system" in refused(folder, tmp_path)


def test_a_program_in_an_old_pickle_or_under_another_name(tmp_path: Path):
    torch.save({"state_dict": {"w": torch.zeros(1)}, "config": Touch()}, tmp_path / "old.pt", _use_new_zipfile_serialization=False)
    assert "before version 1.6" in refused(tmp_path / "old.pt", tmp_path)
    (tmp_path / "plain.pt").write_bytes(pickle.dumps(Touch()))
    assert "before version 1.6" in refused(tmp_path / "plain.pt", tmp_path)
    (tmp_path / "weights.safetensors").write_bytes(pickle.dumps(Touch()))
    assert "cannot be read as weights" in refused(tmp_path / "weights.safetensors", tmp_path)
    buffer = io.BytesIO()
    torch.save({"state_dict": {"w": torch.zeros(1)}, "config": {}, "x": Touch()}, buffer)
    with zipfile.ZipFile(tmp_path / "hidden.zip", "w") as archive:
        archive.writestr("pack/model.pt", buffer.getvalue())
    assert "holds a program" in refused(tmp_path / "hidden.zip", tmp_path)


def test_a_name_that_is_only_made_while_the_pickle_is_read(tmp_path: Path):
    body = b"\x80\x04\x8c\x02os\x8c\x06system\x93\x8c\x0ctouch canary\x85R."
    with zipfile.ZipFile(tmp_path / "model.pt", "w") as archive:
        archive.writestr("archive/data.pkl", body)
        archive.writestr("archive/version", "3")
    assert "named only while it runs" in refused(tmp_path / "model.pt", tmp_path)


# MONAI configurations


@pytest.mark.parametrize("target", ["os.system", "subprocess.Popen", "builtins.eval", "posix.system", "monai_evil.UNet"])
@pytest.mark.parametrize("place", ["network_def", "handlers", "preprocessing"])
def test_a_bundle_that_names_a_program(tmp_path: Path, target: str, place: str):
    evil = {"_target_": target, "command": f"touch {CANARY}"}
    config = tiny_packs.spleen_config()
    match place:
        case "network_def":
            config["network_def"] = evil
        case "handlers":
            config["handlers"] = [evil]
        case _:
            config["preprocessing"]["transforms"].append(evil)
    assert target in refused(tiny_packs.spleen_bundle(tmp_path / "spleen", **config), tmp_path)


@pytest.mark.parametrize(
    "expression",
    [f"$__import__('os').system('touch {CANARY}')", f"$open('{CANARY}', 'w')", f"$exec(\"open('{CANARY}','w')\")", "$().__class__.__base__.__subclasses__()"],
)
@pytest.mark.parametrize("key", ["initialize", "device", "network_def"])
def test_a_bundle_with_a_program_in_an_expression(tmp_path: Path, expression: str, key: str):
    config = {key: [expression] if key == "initialize" else expression}
    assert "holds the program" in refused(tiny_packs.spleen_bundle(tmp_path / "spleen", **config), tmp_path)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"network_def": {**tiny_packs.SPLEEN_NETWORK, "_target_": "DiNTS"}}, "DiNTS is not on the list"),
        ({"network_def": {**tiny_packs.SPLEEN_NETWORK, "_target_": "monai.networks.nets.NetAdapter"}}, "NetAdapter is not on the list"),
        ({"network_def": {**tiny_packs.SPLEEN_NETWORK, "_target_": "monai.bundle.run"}}, "monai.bundle.run, which is none of MONAI's"),
        ({"network_def": {**tiny_packs.SPLEEN_NETWORK, "channels": "$[4, 8][::-1]"}}, "expressions are never evaluated"),
        ({"network_def": {**tiny_packs.SPLEEN_NETWORK, "channels": "@loop"}, "loop": "@loop"}, "refers to itself"),
        ({"network_def": {**tiny_packs.SPLEEN_NETWORK, "_mode_": "callable", "hook": 3}}, "takes no hook"),
        ({"network_def": {**tiny_packs.SPLEEN_NETWORK, "channels": [8192] * 6, "strides": [2] * 5}}, "more than 2,000,000,000"),
        ({"network_def": {**tiny_packs.SPLEEN_NETWORK, "channels": [4, 16]}}, "do not fit"),
        ({"network_def": {**tiny_packs.SPLEEN_NETWORK, "num_res_units": 10**9}}, "more than any network"),
        ({"preprocessing": {"transforms": [{"_target_": "Lambdad", "func": "$lambda x: x"}]}}, "Lambda, which is not on the list"),
        ({"inferer": {"roi_size": [10**6] * 3}}, "not three sizes"),
        ({"checkpointloader": {"load_path": "../../../etc/passwd"}}, "weights are missing"),
        ({"checkpointloader": {"load_path": "/etc/passwd"}}, "weights are missing"),
    ],
)
def test_a_bundle_that_asks_for_what_is_not_there(tmp_path: Path, change: dict, reason: str):
    assert reason in refused(tiny_packs.spleen_bundle(tmp_path / "spleen", **change), tmp_path)


def test_a_configuration_nested_without_end(tmp_path: Path):
    folder = tiny_packs.spleen_bundle(tmp_path / "spleen")
    (folder / "configs" / "inference.json").write_text("[" * 200_000)
    assert "not JSON that can be read" in refused(folder, tmp_path)


# Archives


def test_an_archive_that_would_leave_its_folder(tmp_path: Path):
    for name in ("../canary", "/tmp/canary", "a/../../canary", "..\\canary", "C:canary"):
        with zipfile.ZipFile(tmp_path / "slip.zip", "w") as archive:
            archive.writestr(name, "x")
        assert "would leave its folder" in refused(tmp_path / "slip.zip", tmp_path), name


def test_an_archive_with_a_link(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "link.zip", "w") as archive:
        entry = zipfile.ZipInfo("model.pt")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    assert "holds the link model.pt" in refused(tmp_path / "link.zip", tmp_path)


def test_an_archive_that_unpacks_to_far_more_than_it_is(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("model.pt", bytes(128 * 2**20))
    assert "would unpack to 128 MB" in refused(tmp_path / "bomb.zip", tmp_path)


def test_an_archive_that_lies_about_its_sizes(tmp_path: Path):
    path = tmp_path / "lie.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("model.pt", bytes(8 * 2**20))
    data = path.read_bytes().replace(struct.pack("<I", 8 * 2**20), struct.pack("<I", 4096))
    path.write_bytes(data)
    assert "cannot be unpacked" in refused(path, tmp_path) or "larger than the archive says" in refused(path, tmp_path)


def test_an_archive_that_is_cut_off(tmp_path: Path):
    whole = tiny_packs.zipped(tiny_packs.spleen_bundle(tmp_path / "spleen"), tmp_path / "spleen.zip")
    whole.write_bytes(whole.read_bytes()[:-400])
    assert "cut off" in refused(whole, tmp_path)


def test_an_archive_of_more_files_than_any_model_has(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for number in range(20_001):
            archive.writestr(str(number), b"")
    assert "20,001 files" in refused(tmp_path / "many.zip", tmp_path)


def test_a_folder_with_a_link_or_a_pipe(tmp_path: Path):
    folder = tiny_packs.spleen_bundle(tmp_path / "spleen")
    (folder / "secret").symlink_to("/etc/passwd")
    assert "holds the link secret" in refused(folder, tmp_path)
    (folder / "secret").unlink()
    (folder / "models" / "more").symlink_to(tmp_path, target_is_directory=True)
    assert "holds the link models/more" in refused(folder, tmp_path)
    (folder / "models" / "more").unlink()
    os.mkfifo(folder / "pipe")
    assert "neither a file nor a folder" in refused(folder, tmp_path)


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


# ONNX


@pytest.mark.parametrize(
    ("model", "reason"),
    [
        (tiny_packs.onnx_model(external="../../etc/passwd"), "outside of its file (../../etc/passwd)"),
        (tiny_packs.onnx_model(domain="com.evil", operator="Run"), "the operator com.evil.Run"),
        (tiny_packs.onnx_model(extra=tiny_packs.part(25, tiny_packs.part(1, "Conv"))), "operators of its own"),
        (tiny_packs.onnx_model(opset=99), "version 99"),
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
