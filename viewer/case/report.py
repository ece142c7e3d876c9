"""The report while it is written, and the text that was signed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from viewer.case.source import Source

TABLE_MARK = "|"
"""What a sentence begins with that is a line of a table, and what stands between its cells."""

ORGAN_LEAD = re.compile(r"[^\W\d_][^:.|\d\n]{2,40}:(?= )")
"""What a sentence begins with that is headed by an organ ("Lungs and airways:"), in any language."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. No sentence of a model is without evidence, save headers' facts and fixed phrases.

    `finding_ids` are the findings it speaks of, `evidence_ids` the places and numbers that support it. `checked_by`
    is who of the readers said of these very words that they are right; empty for nobody.
    """

    id: str
    text: str
    finding_ids: tuple[str, ...]
    evidence_ids: tuple[str, ...]
    source: Source
    checked_by: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of a report: indication, technique, comparison, findings, impression."""

    title: str
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """A line for each organ that is headed ("Pleura: ..."), and for each line of a table; else one paragraph."""
        text = ""
        for sentence in self.sentences:
            own_line = sentence.text.startswith(TABLE_MARK) or bool(ORGAN_LEAD.match(sentence.text)) or text.rpartition("\n")[2].startswith(TABLE_MARK)
            text += ("\n" if own_line else " ") + sentence.text if text else sentence.text
        return text


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """A report that may still change. There is one per study at a time. `language`: ISO 639-1."""

    kind: ClassVar[str] = "report_draft"
    id: str
    template_id: str
    sections: tuple[Section, ...]
    source: Source
    language: str = "en"

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(sentence for section in self.sections for sentence in section.sentences)

    @property
    def text(self) -> str:
        """The report as plain text: title lines in capitals, one paragraph a section."""
        return "\n\n".join(f"{section.title.upper()}\n{section.text}" for section in self.sections) + "\n"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A structure that the reader looked at and found nothing further in: what a draft's normal sentence rests on.

    `structure` is a name of the reviewable structures of report templates.
    """

    kind: ClassVar[str] = "reviewed"
    id: str
    structure: str
    source: Source


@dataclass(frozen=True, slots=True)
class Waiver:
    """A blocking problem of the check that the reader signs in spite of, with the reason.

    `problem` identifies it: ``<sentence or finding id>:<kind>``.
    """

    kind: ClassVar[str] = "waiver"
    id: str
    problem: str
    reason: str
    source: Source


@dataclass(frozen=True, slots=True)
class SignedReport:
    """Text that never changes. `sha256` is over the UTF-8 bytes of `text`; an addendum `replaces` an earlier one."""

    kind: ClassVar[str] = "signed_report"
    id: str
    text: str
    sha256: str
    signed_by: str
    signed_at: str
    draft_id: str
    draft: ReportDraft
    version: int = 1
    replaces: str = ""
    verified: bool = True
