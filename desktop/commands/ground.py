"""`lightbox ground`: where a phrase is in the images, and what lies in a box, in words."""

from __future__ import annotations

import argparse

from desktop.commands.answer import Answer, Json, table
from desktop.commands.measured import in_box
from desktop.store.library import Library
from desktop.workflows.facts import fact_table
from desktop.workflows.ground import ground as run_grounding
from desktop.workflows.open_series import open_series
from inference.offline import stay_offline
from viewer.case.errors import KnownError
from viewer.case.geometry import Box
from viewer.case.progress import Tick
from viewer.case.segmentation import Segmentation
from viewer.case.volume import Volume
from viewer.dicom.decode import Decoder


def ground(options: argparse.Namespace, tick: Tick) -> Answer:
    with Library(options.library) as library:
        study = library.find_study(options.study)
        case = library.open_case(study.uid)
        series = {row.uid: row for row in library.series_of(study.uid)}
        if options.box:
            described, lines = in_box(library, case, tuple(series.values()), _box(options.box), tick)
            return Answer(described, "\n".join(lines))
        if not options.phrase:
            raise KnownError("Say what to look for, or give a --box.")
        with Decoder(initializer=stay_offline) as decoder:
            opened: dict[str, Volume | None] = {}

            def volume_of(outlined: Segmentation) -> Volume | None:
                uid = outlined.series_uid
                if uid not in opened:
                    known = series.get(uid)
                    opened[uid] = open_series(known, library.instances_of(uid), library.volumes_folder, decoder, tick).volume if known else None
                return opened[uid]

            located = run_grounding(options.phrase, fact_table(library, case, study), case, volume_of, tick)
    regions: list[Json] = [
        {"box_lps": [list(corner) for corner in region.box_lps], "score": region.score, "series_uid": region.series_uid,
         "segmentation": region.segmentation_id or None, "finding": region.finding_id or None}
        for region in located.regions
    ]  # fmt: skip
    document: Json = {"located": located.located, "assessed": located.assessed, "regions": regions, "reason": located.reason}
    rows = [(f"{r['score']:.2f}", *(" ".join(f"{mm:.1f}" for mm in corner) for corner in r["box_lps"])) for r in regions]
    text = table(rows, ("score", "from (LPS mm)", "to (LPS mm)")) if located.located else f"Not located: {located.reason}"
    return Answer(document, f"{text}\n{located.reason}" if located.located and located.reason else text)


def _box(text: str) -> Box:
    """X0,Y0,Z0,X1,Y1,Z1 of --box, LPS mm, as the lowest and the highest corner."""
    try:
        a, b, c, d, e, f = (float(part) for part in text.split(","))
    except ValueError:
        raise KnownError("A box is six numbers: X0,Y0,Z0,X1,Y1,Z1 in mm (LPS).") from None
    return (min(a, d), min(b, e), min(c, f)), (max(a, d), max(b, e), max(c, f))
