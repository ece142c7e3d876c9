"""Who or what made a record, and when."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Source:
    """Provenance of a record.

    `author` is ``user:<name>``, ``model:<card id>@<version>``, or ``import:<who>`` for what another system made and
    came in with the pictures; never empty. `made_at` is ISO 8601 UTC. `run_id` names the run row of a model's result,
    or the SOP Instance UID of an imported object, so that neither is applied twice. `experimental` says that the site
    had not accepted the model when it made this.
    """

    author: str
    made_at: str
    run_id: str = ""
    weights_sha256: str = ""
    experimental: bool = False

    def __post_init__(self) -> None:
        kind, _, name = self.author.partition(":")
        if kind not in ("user", "model", "import") or not name.strip():
            raise ValueError(f"an author is 'user:<name>', 'model:<id>@<version>' or 'import:<who>', not {self.author!r}")

    @property
    def is_model(self) -> bool:
        return self.author.startswith("model:")


def now() -> str:
    """This moment, ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def by(author: str) -> Source:
    """A `Source` made now by `author`."""
    return Source(author, now())


def new_id() -> str:
    """A fresh record id."""
    return uuid.uuid4().hex
