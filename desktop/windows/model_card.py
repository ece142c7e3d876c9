"""What is said of one model, as a page: use, limits, licence, measurements, provenance. Plain functions, no widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from desktop.windows import look
from inference.cards import ModelCard
from inference.gate.evaluation import MEASURES, Evaluation, StructureScore, interval_text
from inference.gate.papers import Acceptance
from inference.gate.standing import Standing
from inference.packs.licences import allowance

TASKS = {
    "segmentation": "outlines structures in", "detection": "looks for findings in", "classification": "names what is seen in",
    "prompt": "outlines what is pointed at in", "grounding": "finds the place of words in", "llm": "words reports in",
}  # fmt: skip
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
    acceptance: Acceptance | None = None
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
        licence = "" if allowed.may_treat else f" · ▲ licence: {allowed.kind}"
        if self.acceptance is not None and self.acceptance.passed is False:
            return f"✕ experimental, {self.acceptance.text.split(';')[0]}{licence}", "wrong"
        if self.standing.is_experimental:
            return f"● experimental{licence}", "attention"
        return f"✓ accepted{licence}", "attention" if licence else "confirmed"


def page(row: ModelRow) -> str:
    """The page as rich text."""
    card = row.card
    allowed = allowance(card.license)
    what = TASKS.get(card.task, card.task).removesuffix(" in") if card.modality == "any" else f"{TASKS.get(card.task, card.task)} {card.modality}"
    standing = _coloured(row.standing.text, "attention" if row.standing.is_experimental else "confirmed")
    licence = f"{escape(card.license)} · {_coloured(allowed.text, 'text' if allowed.may_treat else 'attention')}"
    parts = [f'<p style="font-size:18px; margin:0">{escape(card.name)}</p>']
    parts.append(f'<p style="margin:4px 0 12px 0">{_quiet(f"{card.id} {card.version} · {what}")}</p>')
    parts += [f'<p style="margin:0 0 4px 0">{_coloured(text, role)}</p>' for text, role in row.said]
    facts = [
        ("Made for", escape(card.intended_use)),
        ("Pictures of", escape(_pictures(card))),
        ("Limits", escape(card.limits)),
        ("Licence", f"{'' if allowed.may_treat else _coloured('▲ ', 'attention')}{licence}"),
        ("State", standing),
        ("Speed here", escape(row.speed) or _quiet("not run on this machine yet")),
        ("Its maker measured", "<br>".join(escape(score) for score in card.scores)),
        ("Draws", escape(", ".join(label.name for label in card.labels))),
        ("Size", escape(_size(row))),
        ("SHA-256", escape(card.weights_sha256)),
        ("Made from", escape(card.origin)),
    ]
    parts.append(_pairs([(name, text) for name, text in facts if text]))
    if row.can_measure:
        parts += [_heading("ON BUILT-IN PHANTOMS"), _acceptance(row.acceptance), _heading("ON CASES OF THIS SITE"), _evaluation(row.evaluation)]
    return "".join(parts)


def _pictures(card: ModelCard) -> str:
    """Part of the body and contrast medium, as far as the card says them; others are flagged when the model runs."""
    regions, contrast = card.applies.get("regions"), card.applies.get("contrast")
    parts = [", ".join(str(name) for name in regions)] if isinstance(regions, list) else []
    if contrast in ("with", "without"):
        parts.append(f"{contrast} contrast medium")
    return "; ".join(parts)


def _size(row: ModelRow) -> str:
    where = "built in" if row.built_in else str(row.folder)
    return f"{row.bytes / 1e6:.1f} MB, {where}" if row.card.weights else f"rules, without weights, {where}"


def _acceptance(found: Acceptance | None) -> str:
    if found is None:
        return f"<p>{_quiet('Not tried yet. The same patient is shown mirrored, turned, noisy, cut, empty and sliced anew; the outlines must follow.')}</p>"
    marks = {True: _coloured("✓ passed", "confirmed"), False: _coloured("✕ failed", "wrong"), None: _quiet("– measured")}
    rows = [
        [escape(one.name), marks[one.passed], "" if one.dice is None else f"{one.dice:.2f}", f"{one.seconds:.1f} s", _quiet(one.text)]
        for one in found.results
    ]
    return f"<p>{escape(found.text[:1].upper() + found.text[1:])}. {_quiet(f'{found.made_at[:10]}, Lightbox {found.program}')}</p>{_table(('Case', '', 'Dice', 'Took', ''), rows)}"


def _evaluation(found: Evaluation | None) -> str:
    if found is None:
        return f"<p>{_quiet('Not measured yet. Choose a folder of cases with references: Dice, surface distances and volumes come with intervals, by scanner.')}</p>"
    count = len(found.cases)
    parts = [f"<p>{count} {'case' if count == 1 else 'cases'} in {escape(found.folder)}. {_quiet(f'{found.made_at[:10]}, {found.seconds:.0f} s')}</p>"]
    parts.append(_scores(found.structures))
    if len(found.by_scanner) > 1:
        for name, rows in found.by_scanner.items():
            parts += [f'<p style="margin:12px 0 0 0">{escape(name)}</p>', _scores(rows)]
    parts += [f'<p style="margin:4px 0">{_quiet(text)}</p>' for text in found.problems[:20]]
    return "".join(parts)


def _scores(rows: Sequence[StructureScore]) -> str:
    heads = ("Structure", "Found", *(f"{MEASURES[key][0].capitalize()}{f', {MEASURES[key][1]}' if MEASURES[key][1] else ''}" for key in COLUMNS))
    cells = [
        [escape(row.structure), f"{row.found} of {row.cases}", *(interval_text(row.measures.get(key), 2 if key == "dice" else 1) or "–" for key in COLUMNS)]
        for row in rows
    ]
    return _table(heads, cells)


def _heading(text: str) -> str:
    return f'<p style="margin:20px 0 4px 0; font-size:11px; letter-spacing:1px; font-weight:600">{_quiet(text)}</p>'


def _pairs(rows: Sequence[tuple[str, str]]) -> str:
    cells = "".join(f'<tr><td width="150">{_quiet(name)}</td><td>{text}</td></tr>' for name, text in rows)
    return f'<table cellspacing="0" cellpadding="3">{cells}</table>'


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f'<td style="padding-right:20px">{_quiet(name)}</td>' for name in heads)
    body = "".join("<tr>" + "".join(f'<td style="padding-right:20px">{cell}</td>' for cell in row) + "</tr>" for row in rows)
    return f'<table cellspacing="0" cellpadding="3"><tr>{head}</tr>{body}</table>'


def _quiet(text: str) -> str:
    return _coloured(text, "quiet")


def _coloured(text: str, role: str) -> str:
    return f'<span style="color:{look.qcolour(role).name()}">{escape(text)}</span>'
