"""The walk through the window leaves no command out, or says why."""

import importlib.util
import sys
from pathlib import Path

import pytest

from desktop.actions import ACTIONS

PATH = Path(__file__).parent.parent / "docs" / "walk_plan.py"


def test_every_command_is_walked_through_once_or_named_with_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = importlib.util.spec_from_file_location("walk_plan", PATH)
    assert spec is not None and spec.loader is not None
    walk = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "walk_plan", walk)
    spec.loader.exec_module(walk)
    walked = [id for _, ids in walk.plan() for id in ids]
    assert len(walked) == len(set(walked))
    assert set(walked) | set(walk.LEFT_OUT) == {action.id for action in ACTIONS}
    assert not set(walked) & set(walk.LEFT_OUT)
    assert all(len(why) > 10 for why in walk.LEFT_OUT.values())
    assert set(walk.GESTURES) <= set(walked) and set(walk.ENDED) <= set(walk.GESTURES) and set(walk.WORDS) <= set(walked)
