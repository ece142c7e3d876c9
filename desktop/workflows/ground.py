"""Where in the images is this? A phrase to places; "not located" is an answer."""

from __future__ import annotations

from desktop.store.case_store import CaseStore
from inference.grounding.locate import Located, locate
from viewer.case.facts import FactTable
from viewer.case.segmentation import Segmentation


def ground(phrase: str, facts: FactTable, case: CaseStore) -> Located:
    """Look for `phrase` among the findings that are not rejected and the outlined structures of a case."""
    return locate(phrase, facts, case.all_of(Segmentation), case.mask_of)
