"""A checked draft becomes text that never changes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from inference.report.verify import check
from viewer.case.edits import Edit, Swap
from viewer.case.errors import KnownError
from viewer.case.facts import FactTable
from viewer.case.report import ReportDraft, SignedReport, Waiver
from viewer.case.source import by, new_id, now


def sign_report(
    draft: ReportDraft,
    facts: FactTable,
    waivers: Sequence[Waiver],
    signed_by: str,
    earlier: SignedReport | None = None,
    verified: bool = True,
) -> Edit:
    """Sign `draft` in the name of `signed_by`; it replaces `earlier`, where there is one.

    `verified` is False for what no reader verified (the demonstration).

    Raises
    ------
    KnownError when the name is empty, nothing changed since `earlier`, or a blocking problem stands unwaived.
    """
    name = signed_by.strip()
    if not name:
        raise KnownError("A report needs the name of the person who signs it.")
    if not draft.sentences:
        raise KnownError("The report is empty.", "Draft or write it first.")
    if earlier is not None and earlier.text == draft.text:
        raise KnownError("This report is signed already.", "Change the draft to write an addendum.")
    result = check(draft, facts, waivers)
    if result.blocking:
        reasons = [problem.reason for problem in result.problems]
        raise KnownError(
            f"{len(reasons)} to resolve before signing: {' '.join(reasons)}", "Correct the draft, or waive with a reason."
        )
    text = draft.text
    report = SignedReport(
        id=new_id(),
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        signed_by=name,
        signed_at=now(),
        draft_id=draft.id,
        draft=draft,
        version=earlier.version + 1 if earlier else 1,
        replaces=earlier.id if earlier else "",
        verified=verified,
    )
    return Edit("Sign report", f"user:{name}", (Swap(None, report),))


def waive_blocking(draft: ReportDraft, facts: FactTable, waivers: Sequence[Waiver], reason: str, author: str) -> Edit:
    """Waive every problem that blocks signing now, with one reason."""
    if not reason.strip():
        raise KnownError("A waiver needs a reason.")
    result = check(draft, facts, waivers)
    source = by(author)
    changes = tuple(Swap(None, Waiver(new_id(), row.problem, reason.strip(), source)) for row in result.problems)
    return Edit("Waive problems", author, changes)
