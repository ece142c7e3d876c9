"""Which way a network runs: tried, compared, chosen with a reason, remembered; what is loaded stays until it must go."""

from __future__ import annotations

import errno
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch

from inference.backends import choose
from inference.backends.choose import (
    Choice,
    Loader,
    Tried,
    agreement_of,
    best,
    find_cuda,
    is_exact,
    machine,
    read_speeds,
    remember,
)
from inference.backends.openvino_backend import OpenVino, from_torch, of_shape
from inference.backends.torch_backend import Torch, extent
from inference.client import Engine
from inference.device import Processor, processor, read_cpuinfo
from inference.engine import Task
from inference.memory import (
    can_take,
    free_bytes,
    in_words,
    is_out_of_memory,
    peak_bytes,
    release,
    start_peak,
    used_bytes,
)
from inference.packs.recipe import Network
from inference.warm import drop, loaded_kinds, warm
from viewer.case.errors import KnownError
from viewer.case.progress import CancelledError, no_tick

BF16 = Processor("Test", 2, ("avx2", "avx512f", "avx512_bf16"))
PLAIN = Processor("Test", 2, ("avx2",))


def test_the_fastest_that_draws_the_same_is_chosen_with_the_reason() -> None:
    tried = [Tried("torch f32", 0.4, None), Tried("torch bf16", 0.12, 0.998), Tried("openvino f32", 0.2, 1.0), Tried("openvino bf16", 0.1, 0.9951)]
    choice = best(tried, 50_000, BF16)
    assert choice.backend == "openvino bf16"
    assert choice.why == "openvino bf16: this processor has AVX512-BF16; 4.0 times as fast as torch f32, Dice 0.9951 or more; 0.10 s a window"


def test_short_numbers_that_draw_otherwise_are_not_used() -> None:
    tried = [Tried("torch f32", 0.4, None), Tried("openvino f32", 0.2, 1.0), Tried("openvino bf16", 0.1, 0.97)]
    choice = best(tried, 50_000, BF16)
    assert choice.backend == "openvino f32" and "openvino bf16 draws a structure differently (Dice 0.970) and is not used" in choice.why


def test_an_exact_way_that_draws_otherwise_is_not_used_either() -> None:
    assert best([Tried("torch f32", 0.4, None), Tried("openvino f32", 0.1, 0.5)], 50_000, PLAIN).backend == "torch f32"


def test_short_numbers_need_something_drawn_and_a_gain() -> None:
    tried = [Tried("torch f32", 0.4, None), Tried("torch bf16", 0.1, 1.0)]
    assert best(tried, 10, BF16).backend == "torch f32" and "drew nothing" in best(tried, 10, BF16).why
    assert best([Tried("torch f32", 0.4, None), Tried("torch bf16", 0.38, 1.0)], 50_000, BF16).backend == "torch f32"


def test_agreement_is_of_what_either_draws() -> None:
    a, b = np.zeros((10, 10), int), np.zeros((10, 10), int)
    assert agreement_of(a, b) == 1
    a[:2], b[1:3] = 1, 1
    assert agreement_of(a, b) == pytest.approx(1 / 2)


def test_agreement_is_that_of_the_worst_structure_of_some_size() -> None:
    a = np.zeros(200_000, int)
    a[:100_000], a[100_000:102_000], a[150_000:150_100] = 1, 2, 3
    b = a.copy()
    b[101_980:102_000] = 0  # 20 of 2,000
    assert agreement_of(b, a) == agreement_of(a, b) == pytest.approx(2 * 1980 / 3980)
    b = a.copy()
    b[150_000:150_050] = 0  # half of what is too small to be told
    assert agreement_of(b, a) == 1


def test_what_was_tried_is_kept_by_machine_and_a_damaged_file_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "models" / "speeds.json"
    assert read_speeds(path) == {} and read_speeds(None) == {}
    remember(path, "one", Choice("torch f32", 0.5, "why"), [Tried("torch f32", 0.5, None)])
    remember(path, "two", Choice("openvino f32", 0.2, "why"), [])
    assert set(read_speeds(path)[machine()]) == {"one", "two"}
    assert read_speeds(path)[machine()]["one"]["tried"] == [{"backend": "torch f32", "seconds": 0.5, "agreement": None}]
    path.write_text("{ damaged")
    assert read_speeds(path) == {}
    assert "torch" in machine() and f"{processor().cores} cores" in machine()


def a_module(outputs: int = 3) -> Any:
    torch.manual_seed(0)
    layers = [torch.nn.Conv3d(1, 8, 3, padding=1), torch.nn.ReLU(), torch.nn.Conv3d(8, outputs, 3, padding=1)]
    return torch.nn.Sequential(*layers).eval()


def test_every_runtime_gives_what_torch_gives_and_hears_a_stop() -> None:
    module, patch = a_module(), np.random.default_rng(0).normal(0, 1, (1, 16, 20, 24)).astype(np.float32)
    with torch.inference_mode():
        expected = module(torch.from_numpy(patch[None]))[0].numpy()

    def stop() -> None:
        raise CancelledError

    plain = Torch(module, "f32", 1)
    assert np.allclose(plain.to_numpy(plain.logits(patch, lambda: None)), expected, atol=1e-5)
    with pytest.raises(CancelledError):
        plain.logits(patch, stop)
    plain.close()
    module(torch.from_numpy(patch[None]))  # hooks are gone
    last = Torch(module, "f32", 1, channels_last=True)
    assert np.allclose(last.to_numpy(last.logits(patch, lambda: None)), expected, atol=1e-5) and last.name == "torch f32 channels last"
    last.close()
    compiled = OpenVino(of_shape(from_torch(a_module(), 1, (32, 32, 32)), (1, *patch.shape)), "f32", 1)
    assert np.allclose(compiled.logits(patch, lambda: None), expected, atol=1e-4)


def test_a_stop_within_an_openvino_window_leaves_it_usable() -> None:
    torch.manual_seed(0)
    heavy = torch.nn.Sequential(*[torch.nn.Conv3d(24 if n else 1, 24, 3, padding=1) for n in range(6)]).eval()
    patch = np.ones((1, 64, 64, 64), np.float32)
    compiled = OpenVino(of_shape(from_torch(heavy, 1, (16, 16, 16)), (1, *patch.shape)), "f32", 1)
    expected = compiled.logits(patch, lambda: None).copy()

    def stop() -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        compiled.logits(patch, stop)
    assert np.array_equal(compiled.logits(patch, lambda: None), expected)


def test_openvino_has_nothing_to_tell_its_makers_with() -> None:
    import sys

    assert sys.modules["openvino_telemetry"] is None
    with pytest.raises(ImportError):
        import openvino_telemetry  # noqa: F401


def test_an_onnx_file_that_is_none_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "model.onnx"
    path.write_bytes(b"not a network")
    loader = Loader(Network("onnx", "", {}, 2, "softmax", (0, 1)), path, 1, (16, 16, 16), 1)
    assert all(name.startswith("openvino") for name in loader.names())
    with pytest.raises(KnownError, match="cannot be read"):
        loader.backend("openvino f32")


def test_a_network_whose_conversion_takes_a_size_for_fixed_is_noticed_or_converted_anew(tmp_path: Path) -> None:
    """One layer divides by the number of voxels it saw when converted, the other repeats to a size it saw."""

    class ByCount(torch.nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return torch.cat([x, x * 0 + x.sum() / int(x.numel())], 1)

    class BySize(torch.nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return torch.cat([x * 0, torch.nn.functional.interpolate(x[..., ::2, ::2, ::2], size=tuple(map(int, x.shape[2:])))], 1)

    window = np.random.default_rng(0).normal(0.3, 1, (1, 64, 64, 64)).astype(np.float32)
    network = Network("monai", "", {}, 2, "softmax", (0, 1))
    for module, kept in ((ByCount(), False), (BySize(), True)):
        loader = Loader(network, tmp_path, 1, (64, 64, 64), 1)
        loader.__dict__["_module"] = module
        tried, drawn = choose.try_all(("torch f32", "openvino f32"), loader, loader.trial_patch, window, no_tick)
        assert drawn > 1000 and (tried[1].agreement == 1) is kept
        assert best(tried, drawn, PLAIN).backend in (("torch f32", "openvino f32") if kept else ("torch f32",))


def test_an_unknown_way_is_refused(tmp_path: Path) -> None:
    loader = Loader(Network("onnx", "", {}, 2, "softmax", (0, 1)), tmp_path / "m.onnx", 1, (16, 16, 16), 1)
    with pytest.raises(KnownError, match="cannot run as torch f32"):
        choose.choose(loader, "key", np.zeros((1, 16, 16, 16), np.float32), None, "torch f32", no_tick)


def test_intermediate_results_are_counted_without_computing() -> None:
    """Input 1, two of 8, output 3 channels: at most input, one of 8 and its copy are there at once."""
    voxels = 4 * 32**3
    with torch.device("meta"):
        module = a_module()
    assert 16 * voxels <= extent(module, (1, 1, 32, 32, 32)).activation_bytes <= 20 * voxels


def test_the_step_of_the_coarsest_layer_is_known_and_guessed_where_a_file_does_not_tell(tmp_path: Path) -> None:
    arguments = {"spatial_dims": 3, "in_channels": 1, "out_channels": 2, "channels": [2, 4, 8], "strides": [2, [2, 2, 1]], "num_res_units": 1}
    for patch in ((32, 32, 32), (24, 20, 10)):
        assert Loader(Network("monai", "UNet", arguments, 2, "softmax", (0, 1)), tmp_path / "w", 1, patch, 1).extent[1] == (4, 4, 2)
    assert choose._guessed_strides((96, 28, 1)) == (16, 4, 1)


def test_the_processor_is_read_and_threads_of_one_core_count_once() -> None:
    block = "processor\t: {n}\nmodel name\t: Example 9000\nphysical id\t: 0\ncore id\t\t: {core}\nflags\t\t: fpu avx2 avx512f avx512_bf16\n"
    text = "\n".join(block.format(n=n, core=n // 2) for n in range(8))
    cpu = read_cpuinfo(text, 8)
    assert cpu == Processor("Example 9000", 4, ("avx2", "avx512f", "avx512_bf16")) and cpu.bf16 == "AVX512-BF16"
    assert read_cpuinfo(text, 2).cores == 1 and read_cpuinfo("", 3).cores == 3
    assert processor().cores >= 1 and processor().name


def test_memory_is_measured_and_its_end_recognised() -> None:
    free = free_bytes()
    assert free is None or free > 1e6
    before = used_bytes()
    start_peak()
    block = np.ones(60_000_000, np.uint8)
    assert peak_bytes() >= before + 0.8 * block.nbytes
    assert [is_out_of_memory(error) for error in (MemoryError(), torch.OutOfMemoryError("CUDA"), RuntimeError("std::bad_alloc"))] == [True] * 3
    for text in ("Check 'ptr' failed\nFailed to allocate 113246208 bytes of memory", "libopenvino_intel_cpu_plugin.so: failed to map segment"):
        assert is_out_of_memory(RuntimeError(text))
    assert is_out_of_memory(ImportError("libtorch.so: failed to map segment")) and is_out_of_memory(OSError(errno.ENOMEM, "Cannot allocate memory"))
    assert not is_out_of_memory(OSError(errno.ENOENT, "No such file")) and can_take(2**20) and not can_take(2**62)
    assert not is_out_of_memory(RuntimeError("a layer is unknown")) and not is_out_of_memory(ValueError("out of memory"))
    with pytest.raises(RuntimeError) as caught:
        torch.empty(10**15)
    assert is_out_of_memory(caught.value)
    assert (in_words(1.26e9), in_words(4.2e8)) == ("1.3 GB", "420 MB")


def test_what_is_mapped_from_a_file_is_given_back_and_read_again(tmp_path: Path) -> None:
    written = np.lib.format.open_memmap(tmp_path / "big.npy", "w+", np.uint8, (60, 1000, 1000))
    written[...] = np.arange(60, dtype=np.uint8)[:, None, None]
    before = used_bytes()
    release(written)
    release(np.zeros(3))
    if sys.platform == "linux":
        assert used_bytes() < before - 50_000_000
    assert (written[:, ::500, ::500] == np.arange(60)[:, None, None]).all()
    written.flush()
    assert np.array_equal(np.load(tmp_path / "big.npy", mmap_mode="r")[:, 7, 7], np.arange(60))


def test_one_model_of_a_kind_stays_and_others_go_when_memory_is_short() -> None:
    closed: list[str] = []

    def get(kind: str, key: str, needs: int = 0) -> str:
        return warm(kind, key, lambda: f"{kind} {key}", needs, closed.append)

    for kind in loaded_kinds():
        drop(kind)
    first = get("segmentation", "a")
    assert get("segmentation", "a") is first and loaded_kinds() == ("segmentation",)
    assert get("prompt", "x") == "prompt x" and get("segmentation", "b") == "segmentation b"
    assert closed == ["segmentation a"] and loaded_kinds() == ("prompt", "segmentation")
    if free_bytes() is not None:
        get("llm", "m", needs=10**18)
        assert loaded_kinds() == ("llm",) and closed[1:] == ["prompt x", "segmentation b"]
    for kind in loaded_kinds():
        drop(kind)


def test_the_ml_process_says_what_models_run_on_and_why(tmp_path: Path) -> None:
    remember(tmp_path / "speeds.json", "ab/96x96x64", Choice("openvino f32", 0.2, "openvino f32: 2.0 times as fast"), [])
    task = Task("probe", "inference.probe:run", tmp_path, None, tmp_path, json.dumps({"speeds": str(tmp_path / "speeds.json")}))
    with Engine() as engine:
        answer = json.loads(engine.run(task, no_tick).answer)
    assert answer["networks"] == [{"weights_sha256": "ab", "patch": "96x96x64", "why": "openvino f32: 2.0 times as fast"}]
    assert answer["why"].startswith(find_cuda()[1]) and (find_cuda()[0] or processor().name) == answer["device"]


def test_a_graphics_card_is_used_first_and_left_with_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """What torch says of the machine is played; there need not be a card here."""
    for version, available, reason in (("2.13.0+cu130", True, "the graphics card Big One, 24 GB"), ("2.13.0", False, "no NVIDIA card and driver were found"),
                                       ("2.13.0+cpu", True, "built without support")):  # fmt: skip
        monkeypatch.setattr(choose.importlib.metadata, "version", lambda name, version=version: version)
        monkeypatch.setattr(torch.cuda, "is_available", lambda available=available: available)
        monkeypatch.setattr(torch.cuda, "get_device_name", lambda n: "Big One")
        monkeypatch.setattr(torch.cuda, "get_device_properties", lambda n: SimpleNamespace(total_memory=24e9))
        name, why = find_cuda()
        assert reason in why and bool(name) is (version == "2.13.0+cu130")
        loader = Loader(Network("monai", "UNet", {}, 2, "softmax", (0, 1)), Path(), 1, (16, 16, 16), 1)
        assert (loader.names()[0] == "torch cuda f32") is bool(name)
        without = Loader(Network("monai", "UNet", {}, 2, "softmax", (0, 1)), Path(), 1, (16, 16, 16), 1, use_cuda=False)
        assert not any("cuda" in way for way in without.names())


def test_the_device_comes_with_a_reason() -> None:
    name, why = find_cuda()
    assert why.startswith(f"the graphics card {name}" if name else "the processor: ")
    assert is_exact("torch f32 channels last") and not is_exact("openvino bf16")
    assert json.dumps(choose.machine())
