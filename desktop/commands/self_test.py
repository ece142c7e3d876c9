"""``--self-test``: the whole demonstration inside this very program, held against the truth, and every built-in model. For frozen builds."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from desktop.commands.demo import demo
from desktop.commands.models import models
from inference.report.realise import TEMPLATE_AUTHOR
from viewer.case.progress import no_tick

TOLERANCE = 0.03


def self_test() -> int:
    """Run the demonstration in a temporary library; print what was found and return 0 when it is right."""
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder, "library")
        answer = demo(argparse.Namespace(library=library, path=None, out=Path(folder, "out"), headless=True), no_tick)
        built_in = models(argparse.Namespace(library=library, verb="check", what=None, full=False), no_tick).document["models"]
        truth = json.loads((library / "demonstration" / "truth.json").read_text(encoding="utf-8"))["current"]
    document = answer.document
    wrong = [] if not answer.has_problems else ["an export is not valid"]
    wrong += [f"not done: {row['step']}: {row['reason']}" for row in document["skipped"]]
    wrong += [f"{row['id']}: {row['files']}" for row in built_in if row["files"] != "ready"]
    wanted = {row["name"]: row["volume_ml"] for row in truth["structures"]}
    for label in document["segmentations"][0]["labels"] if document["segmentations"] else ():
        error = label["volume_ml"] / wanted[label["name"]] - 1
        print(f"{label['name']}: {label['volume_ml']:.1f} ml, {error:+.2%} of the truth")
        if abs(error) > TOLERANCE:
            wrong.append(f"{label['name']} is {error:+.2%} off")
    nodules = sum("nodule" in lesion["kind"] for lesion in truth["lesions"])
    print(f"{len(document['findings'])} findings, {nodules} nodules planted; sentences by {TEMPLATE_AUTHOR}")
    if len(document["findings"]) < nodules:
        wrong.append("a planted nodule was missed")
    print("  ".join(f"{name} {value:.1f} s" for name, value in document["seconds"].items()))
    print("self-test ok" if not wrong else f"self-test FAILED: {'; '.join(wrong)}")
    return 1 if wrong else 0
