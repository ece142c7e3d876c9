"""A run with uncertainty: the layer lies beside the mask, the record names it, and it goes when the study goes."""

import json
from pathlib import Path

import numpy as np

import resources
from desktop.store.library import Library
from desktop.workflows.doubt import with_doubt
from desktop.workflows.import_study import import_paths
from desktop.workflows.model_result import keep
from desktop.workflows.open_series import open_series
from desktop.workflows.segment import segment
from inference.cards import read_card
from inference.client import Engine
from inference.gate.run import saved
from inference.phantom.demonstration import make_demonstration
from viewer.case.progress import no_tick
from viewer.case.segmentation import Segmentation
from viewer.dicom.decode import Decoder

MODEL = resources.path("models", "ct-classical")


def test_five_runs_make_a_layer(tmp_path: Path) -> None:
    made = make_demonstration(tmp_path / "study", no_tick, spacing_mm=5.0)
    card = read_card(MODEL / "card.toml")
    with Library(tmp_path / "library") as library, Engine() as engine, Decoder() as decoder:
        import_paths([made.current_folder], library.originals_folder, False, library.add, no_tick)
        (study,) = [row.study for row in library.find_studies()]
        (series,) = library.series_of(study.uid)
        volume = open_series(series, library.instances_of(series.uid), library.volumes_folder, decoder, no_tick).need_volume()
        volume = saved(volume, tmp_path / "volume.npy")
        result = segment(volume, series, card, MODEL, library.masks_folder, engine, no_tick)
        unsure = with_doubt(result, volume, card, MODEL, engine, no_tick)
        case = library.open_case(study.uid)
        keep(unsure, library, case)
        (record,) = case.all_of(Segmentation)
        layer, mask = case.uncertainty_of(record), case.mask_of(record)
        assert layer.shape == mask.shape and 0 < np.count_nonzero(layer) < 0.2 * layer.size
        by_name = {label.name: record.find_statistics(label.number) for label in record.labels}
        bones, body = by_name["bones"], by_name["body"]
        assert bones is not None and body is not None and bones.uncertainty is not None and body.uncertainty is not None
        assert bones.uncertainty > body.uncertainty > 0, "thin bones depend on brightness more than the whole body"
        (run,) = library.runs_of(study.uid)
        assert json.loads(run.options)["uncertainty_runs"] == 5 and run.seconds > result.run.seconds
        assert sorted(path.name for path in library.masks_folder.iterdir()) == sorted([record.mask_file, record.uncertainty_file])
        library.delete_study(study.uid, "user:Ada Reader")
        assert list(library.masks_folder.iterdir()) == []
