"""Recipes on cards: what is read, and what is refused."""

from pathlib import Path

import pytest

from inference.cards import BadCard, read_card
from inference.packs.recipe import Step, input_of, network_of

CARD = """
id = "tiny"
version = "1"
name = "Tiny"
task = "segmentation"
runner = "inference.segmentation.network:run"
modality = "CT"
license = "Apache-2.0"
intended_use = "Tests."
limits = "All."
weights = "weights.safetensors"
weights_sha256 = "00"
[labels]
1 = { name = "spleen", code = ["SCT", "78961009", "Spleen"] }
[network]
library = "monai"
name = "UNet"
outputs = 2
activation = "softmax"
channel_labels = [0, 1]
arguments = { spatial_dims = 3, channels = [8, 16] }
[input]
channels = ["CT"]
spacing_mm = [1.5, 1.5, 2.0]
orientation = "RAS"
patch = [96, 96, 96]
steps = [{ kind = "scale", from_low = -57, from_high = 164, to_low = 0, to_high = 1 }, { kind = "clip", low = 0, high = 1 }]
"""


def card_of(tmp_path: Path, text: str):
    path = tmp_path / "card.toml"
    path.write_text(text, encoding="utf-8")
    return read_card(path)


def test_a_recipe_is_read_whole(tmp_path: Path):
    card = card_of(tmp_path, CARD)
    network, wanted = network_of(card), input_of(card)
    assert (network.library, network.name, network.outputs, network.channel_labels) == ("monai", "UNet", 2, (0, 1))
    assert network.arguments == {"spatial_dims": 3, "channels": [8, 16]}
    assert (wanted.spacing_mm, wanted.orientation, wanted.patch, wanted.overlap) == ((1.5, 1.5, 2.0), "RAS", (96, 96, 96), 0.25)
    assert wanted.steps[1] == Step("clip", {"low": 0.0, "high": 1.0})


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ('library = "monai"', 'library = "os"', "none of"),
        ("channel_labels = [0, 1]", "channel_labels = [0]", "2 outputs but 1"),
        ("channel_labels = [0, 1]", "channel_labels = [0, 9]", "labels that the card does not have: 9"),
        ("spatial_dims = 3", 'spatial_dims = "$__import__(\'os\').system(\'true\')"', "never evaluated"),
        ("spatial_dims = 3", 'spatial_dims = "@other"', "never evaluated"),
        ("spatial_dims = 3", '"_target_" = "os.system"', "no network takes"),
        ("outputs = 2", "outputs = 100000", "no outputs from"),
        ('orientation = "RAS"', 'orientation = "RLS"', "three of R or L"),
        ("[1.5, 1.5, 2.0]", "[0.0, 1.5, 2.0]", "three lengths"),
        ("patch = [96, 96, 96]", "patch = [96, 96]", "three sizes"),
        ('kind = "clip"', 'kind = "lambda"', "none of clip"),
        ("low = 0, high = 1 }]", "low = 0 }]", "without low, high"),
        ("low = 0, high = 1 }]", "low = 0, high = 1, channels = [1] }]", "does not have"),
        ("low = 0, high = 1 }]", "low = nan, high = 1 }]", "without low, high"),
        ('kind = "clip", low = 0, high = 1', 'kind = "standardise", mean = 0, sd = 0', "divides by nothing"),
        ('["CT"]', '["previous", "CT"]', "prompt channels before images"),
        ("channel_labels = [0, 1]", "channel_labels = [0, 1]\npaint_order = [0, 0]", "each output once"),
    ],
)
def test_what_is_wrong_is_refused_with_a_reason(tmp_path: Path, before: str, after: str, reason: str):
    assert before in CARD
    card = card_of(tmp_path, CARD.replace(before, after))
    with pytest.raises(BadCard, match=reason):
        network_of(card)
        input_of(card)


def test_prompts_are_told_from_images_and_painting_follows_the_channels(tmp_path: Path):
    card = card_of(tmp_path, CARD.replace('["CT"]', '["CT", "previous", "point+", "point-"]'))
    assert input_of(card).images == ("CT",)
    assert network_of(card).paint_order == (0, 1)
