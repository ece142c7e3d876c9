"""What tests of hostile packs share: a program that leaves a file when it runs, and the sentence of a refusal."""

import json
import os
import time
from pathlib import Path

import pytest

from inference.engine import Task
from inference.packs import install
from viewer.case.errors import KnownError

MOST_SECONDS = 20.0
CANARY = "canary"


class Touch:
    """Leaves the canary when it is unpickled."""

    def __init__(self, call: object = os.system, argument: str = f"touch {CANARY}") -> None:
        self.call, self.argument = call, argument

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return self.call, (self.argument,)


def refused(source: Path, tmp_path: Path, licence: str = "MIT", trusted: tuple[str, ...] = ()) -> str:
    """The sentence with which a pack is refused."""
    request = json.dumps({"source": str(source), "licence": licence, "trusted_programs": trusted})
    started = time.process_time()
    with pytest.raises(KnownError) as error:
        install.run(Task("t", "", tmp_path, None, tmp_path / "installed", request), lambda f, t: None, lambda t: None)
    assert time.process_time() - started < MOST_SECONDS
    text = error.value.text
    assert text.endswith(".") and "\n" not in text and len(text) < 400
    return text
