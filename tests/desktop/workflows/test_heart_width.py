"""The cardiothoracic ratio of a radiograph: two rulers by the model on the picture, and nothing on what is no radiograph."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from desktop.store.library import Library
from desktop.workflows.heart_width import measure_heart
from desktop.workflows.model_result import keep
from desktop.workflows.open_series import open_series
from inference.cards import find_card
from inference.client import Engine
from resources import path as resource
from viewer.case.errors import KnownError
from viewer.case.measurement import Ruler
from viewer.case.progress import no_tick
from viewer.dicom.decode import Decoder
from viewer.dicom.scan import scan

CARD, FOLDER = find_card("xray-heart-width", [resource("models")])


def test_a_chest_is_measured_and_other_pictures_are_refused(real_data: Path, tmp_path: Path) -> None:
    found = scan([real_data / "xray" / "cr_chest_mono2_jpeg.dcm"], no_tick)
    (series,) = found.series
    with Decoder() as decoder, Engine() as engine:
        stack = open_series(series, found.instances, tmp_path / "volumes", decoder, no_tick).stack
        width = measure_heart(stack, series, (), CARD, FOLDER, engine, no_tick)
        with pytest.raises(KnownError, match="reads radiographs"):
            measure_heart(stack, replace(series, modality="CT"), (), CARD, FOLDER, engine, no_tick)
        black = replace(stack, pixels=np.zeros_like(stack.pixels))
        with pytest.raises(KnownError, match="No chest is seen"):
            measure_heart(black, series, (), CARD, FOLDER, engine, no_tick)
    assert 0.44 < width.ratio < 0.56 and width.spread < 0.02 and width.looks == 7
    heart, chest = width.rulers
    assert heart.length / chest.length == pytest.approx(width.ratio, abs=0.03)
    assert chest.start_lps[0] < heart.start_lps[0] < heart.end_lps[0] < chest.end_lps[0], "the heart lies in the chest"
    assert heart.start_lps[1] == pytest.approx(heart.end_lps[1]) and heart.spacing_source == "imager" and heart.unit == "mm"
    library = Library(tmp_path / "library")
    case = library.open_case(series.study_uid)
    keep(width.result, library, case)
    kept = case.all_of(Ruler)
    assert {row.label for row in kept} == {"Heart", "Chest"}
    assert all(row.source.author == f"model:xray-heart-width@{CARD.version}" and row.source.weights_sha256 == CARD.weights_sha256 for row in kept)
