"""Undo and redo: what stood before each step."""

from collections import deque
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace

from intake_app.domain.form.answers import Place
from intake_app.domain.visit.consultation import Record

MOST_STEPS = 500


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that undo brings back; the results of ``calculated`` questions follow it."""

    record: Record
    unfinished: Mapping[Place, str]
    calculated: frozenset[str] = frozenset()

    def same_as(self, other: "Snapshot") -> bool:
        """Whether nothing is different that somebody did."""
        return self.unfinished == other.unfinished and self.done == other.done

    @property
    def done(self) -> Record:
        """The record without what only follows from the rest of it."""
        if not self.calculated:
            return self.record
        answers = self.record.answers
        places = (place for place in answers.at if place.link_id not in self.calculated)
        return replace(self.record, answers=answers.only((*places, *answers.row_counts)))


class History:
    """Typing in one field is one step until the field is left."""

    def __init__(self) -> None:
        self._past: deque[Snapshot] = deque(maxlen=MOST_STEPS)
        self._future: list[Snapshot] = []
        self._growing: Hashable = None

    @property
    def can_undo(self) -> bool:
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        return bool(self._future)

    def note(self, before: Snapshot, after: Snapshot, *, grows: Hashable = None) -> None:
        """Remember one change.

        Args:
            before: What stood before it.
            after: What stands now.
            grows: What this change has in common with others that make up one step with it;
                None is a step of its own.
        """
        if before.same_as(after):
            return
        self._future.clear()
        if grows is None or grows != self._growing or not self._past:
            self._past.append(before)
            self._growing = grows
        elif self._past[-1].same_as(after):  # the field's own undo has taken the whole step back
            self._past.pop()
            self._growing = None

    def amend(self, change: Callable[[Snapshot], Snapshot]) -> None:
        """Change every step back: something that belongs to one of them came later."""
        self._past = deque(map(change, self._past), maxlen=MOST_STEPS)

    def seal(self) -> None:
        """The next change is a new step, whatever it has in common with the last."""
        self._growing = None

    def back(self, now: Snapshot) -> Snapshot | None:
        """What stood one step earlier; None when there is none."""
        if not self._past:
            return None
        self.seal()
        self._future.append(now)
        return self._past.pop()

    def forward(self, now: Snapshot) -> Snapshot | None:
        """What the last undo took back; None when there is none."""
        if not self._future:
            return None
        self.seal()
        self._past.append(now)
        return self._future.pop()
