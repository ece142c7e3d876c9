"""From the recipe on a card to a network with its weights. Runs in the ML process: this imports torch."""

from __future__ import annotations

import importlib.util
import inspect
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn, cast

import torch
from torch import nn

from inference.cards import BadCard
from inference.networks import layers, unets
from inference.networks.tensor_file import NoTensors, shapes_in, tensors_in
from inference.packs.recipe import Network

MONAI = (
    "AttentionUnet", "BasicUNet", "DenseNet121", "DenseNet169", "DenseNet201", "DenseNet264", "DynUNet", "SegResNet",
    "SegResNetDS", "SwinUNETR", "UNet", "UNETR", "VNet",
)  # fmt: skip
"""Networks of MONAI that a card may name: each takes one tensor, gives one, and is built from literals alone."""
NEEDS_EINOPS = ("SwinUNETR", "UNETR")
NEVER_PASSED = ("pretrained", "progress", "preprocess", "norm_layer")
"""Arguments that would download weights, or that are code."""
MOST_PARAMETERS = 2_000_000_000
_MOST_LEVELS = 16
_MOST_REPEATS = 64
_MOST_CHANNELS = 8192


def build(network: Network) -> nn.Module:
    """The network of a recipe, ready for inference, with random weights.

    Raises
    ------
    BadCard when the recipe names a network that is not on the list, or arguments that it does not take.
    """
    _refuse_absurd(network)
    try:
        module = _module(network)
    except (TypeError, ValueError, KeyError, IndexError, AttributeError, RuntimeError, ZeroDivisionError, AssertionError, NotImplementedError) as error:  # fmt: skip
        _fail(f"{network.name} cannot be built from the arguments of the card: {_one_line(error)}")
    return module.eval()


def shapes_of(network: Network) -> dict[str, tuple[int, ...]]:
    """Name and shape of every weight of the network, without taking memory for any; what is shared comes once.

    Raises
    ------
    BadCard as `build`, and for a network larger than `MOST_PARAMETERS`.
    """
    with torch.device("meta"):
        module = build(network)
    shapes = {name: tuple(tensor.shape) for name, tensor in _unique(module).items()}
    if (count := sum(_product(shape) for shape in shapes.values())) > MOST_PARAMETERS:
        _fail(f"{network.name} would have {count:,} weights; more than {MOST_PARAMETERS:,} are not read")
    return shapes


def refuse_unless_fitting(network: Network, given: Mapping[str, Sequence[int]]) -> None:
    """BadCard, naming the first, when the weights' names or shapes are not those of the network."""
    needed = shapes_of(network)
    missing = [name for name in needed if name not in given]
    unknown = [name for name in given if name not in needed]
    other = [name for name in needed if name in given and tuple(given[name]) != needed[name]]
    if other:
        name = other[0]
        _fail(f"the weights do not fit {network.name}: {name} is {_by(given[name])}, not {_by(needed[name])}"
              f" ({len(other)} like this)")  # fmt: skip
    if missing or unknown:
        first = (missing or unknown)[0]
        _fail(f"the weights do not fit {network.name}: {len(missing)} are missing and {len(unknown)} belong to another "
              f"network, such as {first[:80]}")  # fmt: skip


def load(network: Network, weights: Path) -> nn.Module:
    """The network of a recipe with the weights of a ``.safetensors`` file, on the processor, in float32.

    Raises
    ------
    BadCard when the file is damaged, or its weights do not fit. Nothing is allocated before that is known.
    """
    try:
        refuse_unless_fitting(network, shapes_in(weights))
        module, tensors = build(network), tensors_in(weights)
    except NoTensors as error:
        _fail(f"the weights {weights.name} are no safetensors file: {error}")
    state = {name: tensor.float() if tensor.is_floating_point() else tensor for name, tensor in tensors.items()}
    module.load_state_dict(state, strict=False)  # shared weights are named once; everything was compared above
    return module


def _module(network: Network) -> nn.Module:
    arguments = dict(network.arguments)
    match network.library:
        case "monai":
            return _monai(network.name, arguments)
        case "nnunet":
            return _nnunet(network.name, arguments)
        case "layers":
            return layers.sequence(arguments["inputs"], arguments["layers"])
        case library:
            _fail(f"{library} is no library whose networks are built from a card")


def _monai(name: str, arguments: dict[str, Any]) -> nn.Module:
    if name not in MONAI:
        _fail(f"{name[:80]} is not on the list of MONAI networks that are built: {', '.join(MONAI)}")
    if name in NEEDS_EINOPS and importlib.util.find_spec("einops") is None:
        _fail(f"{name} needs einops, which this installation does not have")
    from monai.networks import nets

    kind = getattr(nets, name)
    known = {parameter for cls in kind.__mro__[:2] for parameter in inspect.signature(cls.__init__).parameters}
    if unknown := sorted(set(arguments) - (known - {"self", "args", "kwargs", *NEVER_PASSED})):
        _fail(f"{name} takes no {', '.join(unknown)[:80]}")
    return cast(nn.Module, kind(**arguments))


def _nnunet(name: str, arguments: dict[str, Any]) -> nn.Module:
    kinds = {"PlainConvUNet": unets.plain, "ResidualEncoderUNet": unets.residual}
    if name not in kinds:
        _fail(f"{name[:80]} is not on the list of nnU-Net networks that are built: {', '.join(kinds)}")
    blocks = unets.Blocks(**arguments.pop("blocks", {}))
    for key in ("kernels", "strides"):
        arguments[key] = [_three(size) for size in arguments[key]]
    return kinds[name](**arguments, blocks=blocks)


def _three(size: object) -> tuple[int, int, int]:
    if isinstance(size, int):
        return size, size, size
    i, j, k = cast(Sequence[int], size)
    return i, j, k


def _refuse_absurd(network: Network) -> None:
    """Arguments that would keep the machine busy before anything is known of the weights."""

    def look(value: object, depth: int) -> None:
        if isinstance(value, dict):
            for inner in value.values():
                look(inner, depth + 1)
        elif isinstance(value, list | tuple):
            if len(value) > (_MOST_LEVELS if depth else _MOST_REPEATS) and not all(isinstance(v, dict) for v in value):
                _fail("its arguments are longer than any network's")
            for inner in value:
                look(inner, depth + 1)
        elif isinstance(value, int) and not -_MOST_CHANNELS <= value <= _MOST_CHANNELS:
            _fail(f"its arguments hold {value if abs(value) < 10**12 else 'a number of many digits'}, more than any network takes")

    look(dict(network.arguments), 0)
    for key in _REPEATS:
        counts = network.arguments.get(key, [])
        if isinstance(counts, int):
            counts = [counts]
        if isinstance(counts, list | tuple) and any(isinstance(n, int) and n > _MOST_REPEATS for n in counts):
            _fail(f"its {key} are more than {_MOST_REPEATS}")
    if len(network.arguments.get("layers", ())) > 512:
        _fail("it has more than 512 layers")


_REPEATS = ("blocks_down", "blocks_up", "counts", "decoder_counts", "depths", "block_config", "num_res_units", "dsdepth", "deep_supr_num")


def _unique(module: nn.Module) -> dict[str, torch.Tensor]:
    """The state of a module, each tensor under the first of its names."""
    seen: set[int] = set()
    unique: dict[str, torch.Tensor] = {}
    for name, tensor in module.state_dict(keep_vars=True).items():
        if id(tensor) not in seen:
            seen.add(id(tensor))
            unique[name] = tensor
    return unique


def _product(shape: Sequence[int]) -> int:
    count = 1
    for size in shape:
        count *= int(size)
    return count


def _by(shape: Sequence[int]) -> str:
    return " x ".join(str(size) for size in shape) or "one number"


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:160] or type(error).__name__


def _fail(why: str) -> NoReturn:
    raise BadCard(f"This network is refused: {why}.")
