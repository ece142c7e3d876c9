"""Networks from recipes: what is on the lists is built, the weights must fit, and nothing absurd takes memory."""

import importlib.util
import struct
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from inference.cards import BadCard
from inference.networks import unets
from inference.networks.build import build, load, refuse_unless_fitting, shapes_of
from inference.networks.tensor_file import shapes_in
from inference.packs.recipe import Network

UNET = {"spatial_dims": 3, "in_channels": 1, "out_channels": 2, "channels": [4, 8], "strides": [2]}
NNUNET = {
    "inputs": 1, "outputs": 3, "features": [4, 8, 8], "kernels": [[1, 3, 3], 3, 3], "strides": [1, [1, 2, 2], 2],
    "counts": [2, 1, 1], "decoder_counts": [1, 2], "blocks": {"bias": True, "eps": 1e-5, "slope": 0.01},
}  # fmt: skip
LAYERS = {
    "inputs": 1,
    "layers": [
        {"kind": "conv", "outputs": 3, "kernel": 3, "dilation": 2, "bias": False},
        {"kind": "instance_norm", "eps": 1e-5},
        {"kind": "gelu"},
        {"kind": "conv", "outputs": 2, "kernel": 1, "dilation": 1, "bias": True},
    ],
}


def network(library: str = "monai", name: str = "UNet", arguments: object = None, outputs: int = 2) -> Network:
    return Network(library, name, UNET if arguments is None else arguments, outputs, "softmax", tuple(range(outputs)))


@pytest.mark.parametrize(
    "recipe",
    [
        network(),
        network("monai", "SegResNet", {"spatial_dims": 3, "init_filters": 8, "blocks_down": [1, 1], "blocks_up": [1]}),
        network("monai", "SegResNetDS", {"spatial_dims": 3, "init_filters": 8, "blocks_down": [1, 1], "dsdepth": 2}),
        network("monai", "DynUNet", {
            "spatial_dims": 3, "in_channels": 1, "out_channels": 2, "kernel_size": [3, 3, 3], "strides": [1, 2, 2],
            "upsample_kernel_size": [2, 2], "filters": [4, 8, 8], "deep_supervision": True, "deep_supr_num": 1,
        }),
        network("nnunet", "PlainConvUNet", NNUNET, 3),
        network("nnunet", "ResidualEncoderUNet", NNUNET, 3),
        network("layers", "", LAYERS),
    ],
    ids=lambda recipe: recipe.name or recipe.library,
)  # fmt: skip
def test_weights_go_through_a_file_and_the_output_is_the_same(recipe: Network, tmp_path: Path):
    torch.manual_seed(1)
    module = build(recipe)
    x = torch.randn(1, 1, 16, 16, 16)
    with torch.inference_mode():
        out = module(x)
    assert out.shape == (1, recipe.outputs, 16, 16, 16)
    names = shapes_of(recipe)
    save_file({name: tensor.clone() for name, tensor in module.state_dict().items() if name in names}, tmp_path / "w")
    assert shapes_in(tmp_path / "w") == names
    with torch.inference_mode():
        assert torch.equal(load(recipe, tmp_path / "w")(x), out)
        assert not torch.equal(build(recipe)(x), out)  # so the file is what made them equal


def test_the_names_of_weights_are_those_of_nnunet():
    plain, residual = shapes_of(network("nnunet", "PlainConvUNet", NNUNET)), shapes_of(network("nnunet", "ResidualEncoderUNet", NNUNET))
    assert plain["encoder.stages.0.0.convs.0.conv.weight"] == (4, 1, 1, 3, 3)
    assert plain["encoder.stages.0.0.convs.1.norm.bias"] == (4,)
    assert plain["decoder.transpconvs.0.weight"] == (8, 8, 2, 2, 2)
    assert plain["decoder.stages.1.convs.1.conv.weight"] == (4, 4, 1, 3, 3)
    assert plain["decoder.seg_layers.1.bias"] == (3,)
    assert residual["encoder.stem.convs.0.conv.weight"] == (4, 1, 1, 3, 3)
    assert residual["encoder.stages.1.blocks.0.skip.1.conv.weight"] == (8, 4, 1, 1, 1)


@pytest.mark.skipif(importlib.util.find_spec("dynamic_network_architectures") is None, reason="only a comparison")
@pytest.mark.parametrize("kind", ["PlainConvUNet", "ResidualEncoderUNet"])
def test_same_weights_same_output_as_the_package(kind: str):
    from dynamic_network_architectures.architectures import unet as package

    counts = "n_conv_per_stage" if kind == "PlainConvUNet" else "n_blocks_per_stage"
    reference = getattr(package, kind)(
        1, 3, [4, 8, 8], torch.nn.Conv3d, [[1, 3, 3], 3, 3], [1, [1, 2, 2], 2], num_classes=3, conv_bias=True,
        n_conv_per_stage_decoder=[1, 2], norm_op=torch.nn.InstanceNorm3d, norm_op_kwargs={"eps": 1e-5, "affine": True},
        nonlin=torch.nn.LeakyReLU, nonlin_kwargs={}, deep_supervision=False, **{counts: [2, 1, 1]},
    ).eval()  # fmt: skip
    ours = build(network("nnunet", kind, NNUNET, 3))
    state = {k: v for k, v in reference.state_dict().items() if "all_modules" not in k and "decoder.encoder." not in k}
    ours.load_state_dict(state)
    x = torch.randn(1, 1, 8, 16, 16)
    with torch.inference_mode():
        assert torch.equal(ours(x), reference(x))


def test_residual_blocks_add_what_goes_past_them():
    """ResNet-D by hand: with its convolutions at zero a block is the average pool of its input."""
    block = unets.ResidualBlock(2, 2, (3, 3, 3), (2, 2, 2), unets.Blocks()).eval()
    torch.nn.init.zeros_(block.conv2.norm.weight)
    x = torch.rand(1, 2, 4, 4, 4)
    with torch.inference_mode():
        assert torch.allclose(block(x), torch.nn.functional.avg_pool3d(x, 2))


@pytest.mark.parametrize(
    ("recipe", "reason"),
    [
        (network("monai", "os.system", {}), "not on the list"),
        (network("monai", "Bundle", {}), "not on the list"),
        (network("nnunet", "MyNet", {}), "not on the list"),
        (network("torchscript", "x", {}), "no library"),
        (network("monai", "UNet", {**UNET, "hook": 1}), "takes no hook"),
        (network("monai", "DenseNet121", {"spatial_dims": 2, "in_channels": 1, "out_channels": 2, "pretrained": True}), "takes no pretrained"),
        (network("monai", "UNet", {**UNET, "channels": [4]}), "cannot be built"),
        (network("monai", "UNet", {**UNET, "channels": [10**12, 8]}), "more than any network"),
        (network("monai", "UNet", {**UNET, "channels": [8192] * 6, "strides": [2] * 5}), "more than 2,000,000,000"),
        (network("monai", "SegResNet", {"blocks_down": [8000, 8000]}), "blocks_down are more than"),
        (network("layers", "", {"inputs": 1, "layers": [LAYERS["layers"][0]] * 600}), "512 layers"),
        (network("layers", "", {"inputs": 1, "layers": [{"kind": "lambda"}]}), "no layer 'lambda'"),
    ],
)
def test_what_is_not_built(recipe: Network, reason: str):
    with pytest.raises(BadCard, match=reason):
        shapes_of(recipe)


def test_weights_that_do_not_fit_are_named():
    fitting = shapes_of(network())
    first = next(iter(fitting))
    refuse_unless_fitting(network(), fitting)
    with pytest.raises(BadCard, match=r"is 1 x 1, not 4 x 1 x 3 x 3 x 3"):
        refuse_unless_fitting(network(), {**fitting, first: (1, 1)})
    with pytest.raises(BadCard, match="1 are missing and 1 belong to another network, such as " + first):
        refuse_unless_fitting(network(), {("x" if name == first else name): shape for name, shape in fitting.items()})


@pytest.mark.parametrize(
    "content",
    [b"", b"pickle", struct.pack("<Q", 2**60) + b"{}", struct.pack("<Q", 4) + b"nope", struct.pack("<Q", 2) + b"[]",
     struct.pack("<Q", 60) + b'{"w":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}      '],
)  # fmt: skip
def test_damaged_weights_are_no_weights(tmp_path: Path, content: bytes):
    path = tmp_path / "weights.safetensors"
    path.write_bytes(content)
    with pytest.raises(BadCard, match="no safetensors file"):
        load(network(), path)
