"""What the check finds and what it lets pass: planted errors by kind, untouched drafts, normal reports.

    python benchmarks/check.py [--json] [--quick]

Errors are planted in drafts of generated studies (as drafts with links, and as plain text) and in normal reports of many
styles. Each row is a share; the peer is what the project asks for. `--quick` uses a tenth of the studies.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

from _rows import row, show

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "inference" / "report")]

from fact_tables import make_facts  # noqa: E402
from normal_reports import DEVELOP, HELD_OUT, make_normal  # noqa: E402
from planted import PLANTS, plant, plant_omission  # noqa: E402
from planted_text import TEXT_PLANTS  # noqa: E402

from inference.report.plan import plan  # noqa: E402
from inference.report.realise import realise  # noqa: E402
from inference.report.templates import choose_template  # noqa: E402
from inference.report.verify import check, check_text  # noqa: E402
from viewer.case.source import by  # noqa: E402

AIM, BAR, ALERTS = "the aim", [0.95], [0.2]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quick", action="store_true", help="a tenth of the studies")
    options = parser.parse_args()
    studies = 100 if options.quick else 1000
    show([*planted_in_drafts(studies), *planted_in_texts(studies), *normal(studies)], options.json)
    return 0


def planted_in_drafts(studies: int) -> list[dict[str, object]]:
    """Recall by kind, and the share of untouched drafts among all that are stopped were one in two planted."""
    caught: dict[str, list[bool]] = {}
    plain: list[bool] = []
    untouched: list[bool] = []
    for seed in range(studies):
        facts = make_facts(seed)
        draft = realise(plan(facts, choose_template(facts.study)), by("model:report-templates@1"))
        untouched.append(any(one.blocking and one.kind != "field" for one in check(draft, facts).verdicts))
        for name, (how, kinds) in PLANTS.items():
            made = plant(draft, facts, how, random.Random(seed))
            if made is None:
                continue
            found = check(made.draft, facts).of_sentence(made.sentence_id)
            caught.setdefault(name, []).append(any(one.blocking and one.kind in kinds for one in found))
            if name != "order of axes":  # people write either axis first
                plain.append(check_text(made.draft.text, facts).blocking)
        left_out = plant_omission(draft, facts, random.Random(seed))
        if left_out is not None:
            named = {one.finding_id for one in check(left_out.draft, facts).omissions}
            caught.setdefault("omission", []).append(left_out.finding_id in named)
    rows = [row(f"recall: {name} ({len(hits)})", "share", [share(hits)], AIM, BAR, larger_is_better=True) for name, hits in caught.items()]
    every = [hit for hits in caught.values() for hit in hits]
    rows.append(row(f"recall: all in drafts ({len(every)})", "share", [share(every)], AIM, BAR, larger_is_better=True))
    rows.append(row(f"recall: all in plain text ({len(plain)})", "share", [share(plain)], AIM, BAR, larger_is_better=True))
    precision = share(every) / (share(every) + share(untouched))
    rows.append(row(f"precision: untouched drafts ({studies})", "share", [precision], AIM, [0.9], larger_is_better=True))
    return rows


def planted_in_texts(studies: int) -> list[dict[str, object]]:
    """Recall by kind in the held-out half of the normal reports."""
    rows = []
    for name, (how, kinds) in TEXT_PLANTS.items():
        hits = []
        for seed in range(studies):
            text, facts = make_normal(HELD_OUT, seed)
            made = how(text, facts, random.Random(seed))
            if made is not None:
                known = {(one.sentence, one.kind) for one in check_text(text, facts).verdicts}
                found = [one for one in check_text(*made).verdicts if one.blocking and (one.sentence, one.kind) not in known]
                hits.append(any(one.kind in kinds for one in found))
        rows.append(row(f"recall in text: {name} ({len(hits)})", "share", [share(hits)], AIM, BAR, larger_is_better=True))
    return rows


def normal(studies: int) -> list[dict[str, object]]:
    """Alerts a normal report: every contradicted, unsupported or left-out thing counts, advisory ones as well."""
    rows = []
    for name, path in (("develop", DEVELOP), ("held out", HELD_OUT)):
        alerts = 0
        for seed in range(studies):
            result = check_text(*make_normal(path, seed))
            alerts += sum(one.verdict in ("contradicted", "unsupported") for one in result.verdicts) + len(result.omissions)
        rows.append(row(f"alerts a normal report, {name} ({studies})", "alerts", [alerts / studies], AIM, ALERTS))
    return rows


def share(hits: list[bool]) -> float:
    return sum(hits) / max(1, len(hits))


if __name__ == "__main__":
    sys.exit(main())
