"""What a reader did with each finding: one of five states, derived from the edits and set by nobody.

A model's value that nobody looked at must not pass for a reader's: one confirmed by an act of its own is told from one
that was taken over with others. The states are those of the radreport-templates' addendum on field states.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from viewer.case.edits import Edit, Swap
from viewer.case.finding import Finding

AttestationState = Literal["confirmed", "corrected", "rejected", "passively accepted", "not attested"]
STATES: tuple[AttestationState, ...] = ("confirmed", "corrected", "rejected", "passively accepted", "not attested")
NOT_A_READER = ("user:demonstration",)
"""Authors that accept without looking."""
_UNDO = "Undo: "


def attestations(edits: Iterable[Edit]) -> dict[str, AttestationState]:
    """Finding id -> its state after these edits of one case, oldest first.

    confirmed: accepted by an act for this finding alone, or made by the reader. corrected: accepted, and the reader
    changed what the model said. rejected: by the reader. passively accepted: accepted together with others, or by no
    reader. not attested: proposed, and nothing was done with it.
    """
    history: dict[str, list[tuple[Finding, AttestationState]]] = {}
    for edit in edits:
        swaps = [change for change in edit.changes if isinstance(change, Swap) and change.key[0] == Finding.kind]
        taken = sum(_accepts(swap) for swap in swaps)
        for swap in swaps:
            past = history.setdefault(swap.key[1], [])
            if edit.label.startswith(_UNDO) and len(past) > 1 and past[-2][0] == swap.after:
                past.pop()  # as it was before, act and all
                continue
            after = swap.after
            if isinstance(after, Finding):
                past.append((after, _state(after, past, edit.author, alone=taken <= 1)))
            else:
                past.clear()
    return {id: past[-1][1] for id, past in history.items() if past}


def _accepts(swap: Swap) -> bool:
    before, after = swap.before, swap.after
    return isinstance(after, Finding) and after.status == "accepted" and not (isinstance(before, Finding) and before.status == "accepted")


def _state(after: Finding, past: list[tuple[Finding, AttestationState]], author: str, *, alone: bool) -> AttestationState:
    by_reader = author.startswith("user:") and author not in NOT_A_READER
    before = past[-1][0] if past else None
    state: AttestationState = past[-1][1] if past else "not attested"
    if after.status == "proposed":
        return "not attested"
    if after.status == "rejected":
        return "rejected" if by_reader or state == "rejected" else "not attested"
    if not by_reader:
        return state if before is not None and before.status == "accepted" else "passively accepted"
    if before is None:
        return "confirmed" if alone else "passively accepted"
    first = past[0][0]
    if _content(after) != _content(first) and (after.source != first.source or first.source.author != author):
        return "corrected" if before.status == "accepted" or alone else "passively accepted"
    if before.status != "accepted":
        return "confirmed" if alone else "passively accepted"
    return "confirmed"


def _content(finding: Finding) -> Finding:
    """What a finding says, whatever became of it."""
    return replace(finding, status="proposed")
