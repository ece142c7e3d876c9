"""What is said of one model, as a page: use, limits, licence, measurements, provenance. Plain functions, no widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from desktop.windows import look
from inference.cards import ModelCard
from inference.gate.evaluation import MEASURES, Evaluation, StructureScore, interval_text
from inference.gate.papers import Trial
from inference.gate.standing import Standing
from inference.packs.licences import allowance
from viewer.widgets import theme
from viewer.widgets.tr import number, tr

TASKS = {
    "segmentation": "outlines structures", "detection": "looks for findings", "classification": "names what is seen", "measurement": "measures",
    "prompt": "outlines what is pointed at", "grounding": "finds the place of words", "llm": "words reports",
}  # fmt: skip
NOT_TRIED = (
    "Not tried yet. The same patient is shown mirrored, turned, noisy, cut, empty and sliced anew; the outlines must "
    "follow."
)
NOT_MEASURED = (
    "Not measured yet. Choose a folder of cases with references: Dice, surface distances and volumes come with "
    "intervals, by scanner."
)
COLUMNS = ("dice", "surface_mm", "surface95_mm", "difference_ml", "difference_percent")


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One model with all that is known of it.

    `speed` is what runs on this machine took, in words; `said` are sentences of this session, as from its installation,
    each with a role of the theme.
    """

    card: ModelCard
    folder: Path
    built_in: bool
    bytes: int
    standing: Standing
    trial: Trial | None = None
    evaluation: Evaluation | None = None
    speed: str = ""
    said: tuple[tuple[str, str], ...] = ()

    @property
    def can_measure(self) -> bool:
        """Whether it draws label maps by itself, which can be compared."""
        return self.card.task == "segmentation"

    @property
    def state(self) -> tuple[str, str]:
        """Words and their role of the theme, for the list; a licence that forbids care is told there too."""
        allowed = allowance(self.card.license)
        licence = "" if allowed.may_treat else f" · ▲ {tr('licence')}: {tr(allowed.kind)}"
        if self.trial is not None and self.trial.passed is False:
            return f"✕ {tr('experimental')}, {tr(self.trial.text.split(';')[0])}{licence}", "wrong"
        if self.standing.is_experimental:
            return f"● {tr('experimental')}{licence}", "attention"
        return f"✓ {tr('accepted')}{licence}", "attention" if licence else "confirmed"


def page(row: ModelRow) -> str:
    """The page as rich text."""
    card = row.card
    allowed = allowance(card.license)
    what = tr(TASKS.get(card.task, card.task))
    if card.modality != "any":
        what = f"{what} · {card.modality}"
    standing = _coloured(tr(row.standing.text), "attention" if row.standing.is_experimental else "confirmed")
    named = "" if allowed.text.startswith(card.license) else f"{escape(card.license)} · "  # "not stated" once
    licence = f"{named}{_coloured(tr(allowed.text), 'text' if allowed.may_treat else 'attention')}"
    parts = [f'<p style="font-size:{theme.px(18)}px; margin:0">{escape(card.name)}</p>']
    parts.append(f'<p style="margin:4px 0 12px 0">{_quiet(f"{card.id} {card.version} · {what}")}</p>')
    parts += [f'<p style="margin:0 0 4px 0">{_coloured(text, role)}</p>' for text, role in row.said]
    facts = [
        (tr("Made for"), escape(card.intended_use)),
        (tr("Pictures of"), escape(_pictures(card))),
        (tr("Limits"), escape(card.limits)),
        (tr("Licence"), f"{'' if allowed.may_treat else _coloured('▲ ', 'attention')}{licence}"),
        (tr("State"), standing),
        (tr("Speed here"), escape(row.speed) or _quiet(tr("not run on this machine yet"))),
        (tr("Its maker measured"), "<br>".join(escape(score) for score in card.scores)),
        (tr("Draws"), escape(", ".join(label.name for label in card.labels))),
        (tr("Size"), escape(_size(row))),
        (tr("SHA-256"), escape(card.weights_sha256)),
        (tr("Made from"), escape(card.origin)),
    ]
    parts.append(_pairs([(name, text) for name, text in facts if text]))
    if row.can_measure:
        parts += [_heading(tr("ON BUILT-IN PHANTOMS")), _trial(row.trial), _heading(tr("ON CASES OF THIS SITE")), _evaluation(row.evaluation)]
    return "".join(parts)


def _pictures(card: ModelCard) -> str:
    """Part of the body and contrast medium, as far as the card says them; others are flagged when the model runs."""
    regions, contrast = card.applies.get("regions"), card.applies.get("contrast")
    parts = [", ".join(str(name) for name in regions)] if isinstance(regions, list) else []
    if contrast in ("with", "without"):
        parts.append(tr("with contrast medium") if contrast == "with" else tr("without contrast medium"))
    return "; ".join(parts)


def _size(row: ModelRow) -> str:
    where = tr("built in") if row.built_in else str(row.folder)
    return f"{number(row.bytes / 1e6, 1)} MB, {where}" if row.card.weights else tr("rules, without weights, {where}", where=where)


def _trial(found: Trial | None) -> str:
    if found is None:
        return f"<p>{_quiet(tr(NOT_TRIED))}</p>"
    marks = {True: _coloured(tr("✓ passed"), "confirmed"), False: _coloured(tr("✕ failed"), "wrong"), None: _quiet(tr("– measured"))}
    rows = [
        [escape(one.name), marks[one.passed], "" if one.dice is None else number(one.dice, 2), f"{number(one.seconds, 1)} s", _quiet(one.text)]
        for one in found.results
    ]
    return f"<p>{escape(found.text[:1].upper() + found.text[1:])}. {_quiet(f'{found.made_at[:10]}, Lightbox {found.program}')}</p>{_table((tr('Case'), '', tr('Dice'), tr('Took'), ''), rows)}"


def _evaluation(found: Evaluation | None) -> str:
    if found is None:
        return f"<p>{_quiet(tr(NOT_MEASURED))}</p>"
    count = len(found.cases)
    parts = [f"<p>{escape((tr('{count} case in {folder}') if count == 1 else tr('{count} cases in {folder}')).format(count=count, folder=found.folder))}. {_quiet(f'{found.made_at[:10]}, {found.seconds:.0f} s')}</p>"]
    parts.append(_scores(found.structures))
    if len(found.by_scanner) > 1:
        for name, rows in found.by_scanner.items():
            parts += [f'<p style="margin:12px 0 0 0">{escape(name)}</p>', _scores(rows)]
    parts += [f'<p style="margin:4px 0">{_quiet(text)}</p>' for text in found.problems[:20]]
    return "".join(parts)


def _scores(rows: Sequence[StructureScore]) -> str:
    heads = (tr("Structure"), tr("Found"), *(f"{tr(MEASURES[key][0].capitalize())}{f', {MEASURES[key][1]}' if MEASURES[key][1] else ''}" for key in COLUMNS))
    cells = [
        [escape(row.structure), tr("{number} of {count}", number=row.found, count=row.cases), *(interval_text(row.measures.get(key), 2 if key == "dice" else 1) or "–" for key in COLUMNS)]
        for row in rows
    ]
    return _table(heads, cells)


def _heading(text: str) -> str:
    return f'<p style="margin:20px 0 4px 0; font-size:{theme.px(11)}px; letter-spacing:1px; font-weight:600">{_quiet(text)}</p>'


def _pairs(rows: Sequence[tuple[str, str]]) -> str:
    cells = "".join(f'<tr><td width="{theme.px(150)}">{_quiet(name)}</td><td>{text}</td></tr>' for name, text in rows)
    return f'<table cellspacing="0" cellpadding="3">{cells}</table>'


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f'<td style="padding-right:20px">{_quiet(name)}</td>' for name in heads)
    body = "".join("<tr>" + "".join(f'<td style="padding-right:20px">{cell}</td>' for cell in row) + "</tr>" for row in rows)
    return f'<table cellspacing="0" cellpadding="3"><tr>{head}</tr>{body}</table>'


def _quiet(text: str) -> str:
    return _coloured(text, "quiet")


def _coloured(text: str, role: str) -> str:
    return f'<span style="color:{look.qcolour(role).name()}">{escape(text)}</span>'
