"""Where in the images is this? A phrase to places; "not located" is an answer."""

from __future__ import annotations

from dataclasses import replace

from desktop.store.case_store import CaseStore
from inference.grounding.locate import Located, locate
from inference.grounding.seek import VolumeOf
from viewer.case.facts import FactTable
from viewer.case.progress import Tick, no_tick
from viewer.case.segmentation import Segmentation


def ground(phrase: str, facts: FactTable, case: CaseStore, volume_of: VolumeOf | None = None, tick: Tick = no_tick) -> Located:
    """Look for `phrase` among the findings that are not rejected and the outlined structures of a case.

    With `volume_of` what no finding meets is looked for in the pictures too. A finding that the reader put into words, or
    that a file brought, has no place to go to.
    """
    return with_places(locate(phrase, facts, case.all_of(Segmentation), case.mask_of, volume_of, tick))


def with_places(found: Located) -> Located:
    """What was found without those that have no place in the images."""
    placed = tuple(region for region in found.regions if region.series_uid)
    if found.located and not placed:
        return replace(found, located=False, regions=(), reason="The finding was put into words, without a place in the images.")
    return replace(found, regions=placed)
