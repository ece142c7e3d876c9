"""What a reader has marked of one structure and not yet kept: each mark can be taken back, and its answer is remembered."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop.store.case_store import CaseStore
from desktop.workflows.prompt_segment import Structure, Worked, new_structure
from inference.cards import ModelCard
from inference.segmentation.outcome import NOTHING, Outcome
from viewer.case.prompt import Prompt, Prompts
from viewer.case.segmentation import Label
from viewer.case.study import Series
from viewer.case.volume import Volume


@dataclass(eq=False, slots=True)
class MarkingSession:
    """Marks on one structure of one volume. The case changes only when the structure is kept.

    Attributes
    ----------
    prompts : the marks of this session that count, in order.
    undone : what was taken back and can be put there again, the last one first to come.
    is_busy : whether an answer to the marks as they are now is being worked out.
    keep_when_done : the reader wants to keep what comes.
    """

    case: CaseStore
    series: Series
    volume: Volume
    structure: Structure
    card: ModelCard
    folder: Path
    prompts: tuple[Prompt, ...] = ()
    undone: tuple[Prompt, ...] = ()
    is_busy: bool = False
    keep_when_done: bool = False
    _answers: dict[tuple[str, tuple[Prompt, ...]], Worked] = field(default_factory=dict)
    _piece: Outcome | None = None

    @property
    def label(self) -> Label:
        return self.structure.label

    @property
    def is_new(self) -> bool:
        """Whether the structure is not in the case yet."""
        segmentation = self.structure.segmentation
        return segmentation is None or self.label not in segmentation.labels

    @property
    def all_prompts(self) -> tuple[Prompt, ...]:
        """With those by which the structure in the case was made."""
        known = self.structure.prompts
        return self.prompts if known is None else (*known.prompts, *self.prompts)

    @property
    def worked(self) -> Worked | None:
        """The answer to the marks as they are now; None while there is none."""
        return self._answers.get((self.card.id, self.prompts))

    @property
    def last(self) -> Outcome | None:
        """The structure after as many of the marks as were answered; None where that is what the case holds."""
        for count in range(len(self.prompts) - 1, 0, -1):
            if (worked := self._answers.get((self.card.id, self.prompts[:count]))) is not None:
                return worked.outcome
        return None

    @property
    def shown(self) -> Outcome:
        """What the reader sees: the answer, a coarse one on the way, or the one before."""
        if self.worked is not None:
            return self.worked.outcome
        return self._piece if self._piece is not None else self.last or NOTHING

    @property
    def volume_ml(self) -> float:
        """How large what the reader sees is."""
        return float(self.shown.inside.sum()) * self.volume.geometry.voxel_mm3 / 1000

    def add(self, prompt: Prompt) -> None:
        """One more mark; what was taken back before is gone."""
        self.prompts, self.undone, self._piece = (*self.prompts, prompt), (), None

    def step_back(self) -> bool:
        """Take the last mark back; False where there is none."""
        if not self.prompts:
            return False
        self.prompts, self.undone, self._piece = self.prompts[:-1], (*self.undone, self.prompts[-1]), None
        return True

    def step_on(self) -> bool:
        """Put the mark there again that was taken back last; False where there is none."""
        if not self.undone:
            return False
        self.prompts, self.undone, self._piece = (*self.prompts, self.undone[-1]), self.undone[:-1], None
        return True

    def take(self, card_id: str, asked: tuple[Prompt, ...], worked: Worked | None) -> bool:
        """An answer to marks as they were when it was asked for, None where there is none; whether it is of those of now."""
        if worked is not None:
            self._answers[card_id, asked] = worked
        is_now = (card_id, asked) == (self.card.id, self.prompts)
        if is_now:
            self.is_busy = False
        return is_now

    def take_piece(self, asked: tuple[Prompt, ...], piece: Outcome) -> bool:
        """A coarse answer on the way; whether it is of the marks of now."""
        if asked != self.prompts or self.worked is not None:
            return False
        self._piece = piece
        return True

    def rename(self, name: str) -> None:
        """Call a structure by another name that is not in the case yet."""
        if self.is_new:
            structure = self.structure
            label = new_structure(name, structure.segmentation, structure.mask).label
            self.structure = replace(structure, label=label)


def prompts_of(case: CaseStore, segmentation_id: str, number: int) -> Prompts | None:
    """What was marked of a structure that is in the case."""
    return case.find(Prompts, Prompts.id_of(segmentation_id, number))
