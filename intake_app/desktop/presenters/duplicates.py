"""Likely duplicates: they are compared once, then decided pair by pair."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance

from intake_app.desktop.clinic_now import ClinicNow
from intake_app.desktop.desk import Desk
from intake_app.desktop.errors import sentence
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.models.shown_pairs import ShownPair
from intake_app.desktop.presenters.pair_words import shown_pair
from intake_app.domain.patients.patient import PatientId
from intake_app.services.duplicates import LikelyPair


class DuplicatesView(Protocol):
    merge_confirmed: SignalInstance
    apart_chosen: SignalInstance
    later_chosen: SignalInstance
    action_chosen: SignalInstance

    def show_pairs(self, pairs: Sequence[ShownPair]) -> None: ...
    def show_empty(self, title: str, text: str) -> None: ...
    def show_message(self, message: Message | None) -> None: ...


class DuplicatesPresenter(QObject):
    """What is decided goes from the list; the list is not compared anew for it."""

    def __init__(
        self, page: DuplicatesView, desk: Desk, clinic: ClinicNow, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._desk = desk
        self._clinic = clinic
        self._pairs: tuple[ShownPair, ...] = ()
        self._undo: Callable[[], None] = _nothing
        page.merge_confirmed.connect(self._merge)
        page.apart_chosen.connect(self._keep_apart)
        page.later_chosen.connect(self._put_off)
        page.action_chosen.connect(self._undo_last)
        self._compare()

    def _compare(self) -> None:
        duplicates, actor = self._desk.services.duplicates, self._desk.actor()
        self._page.show_empty(self.tr("Comparing all patients…"), "")
        self._desk.tasks.run(
            lambda: duplicates.likely(actor),
            done=self._show,
            failed=self._refused,
            newest_of="likely duplicates",
        )

    def _show(self, found: Sequence[LikelyPair]) -> None:
        self._page.show_empty(
            self.tr("No likely duplicates"),
            self.tr(
                "Nobody seems to be registered twice, as far as names, dates of birth, "
                "telephones and e-mail addresses tell."
            ),
        )
        self._show_pairs(tuple(shown_pair(pair, self._clinic) for pair in found))

    def _show_pairs(self, pairs: tuple[ShownPair, ...]) -> None:
        self._pairs = pairs
        self._page.show_pairs(pairs)

    def _merge(self, kept: str, other: str) -> None:
        duplicates, actor = self._desk.services.duplicates, self._desk.actor()
        numbers = {
            side.patient_id: side.record_number
            for pair in self._pairs
            for side in (pair.one, pair.other)
        }
        words = self.tr("Merged: {other} is shown with {kept} from now on.").format(
            other=numbers[other], kept=numbers[kept]
        )
        self._desk.tasks.write(
            lambda: duplicates.merge(actor, PatientId(kept), PatientId(other)),
            done=lambda _nothing: self._was_merged(PatientId(other), words),
            failed=self._refused,
        )

    def _was_merged(self, other: PatientId, words: str) -> None:
        duplicates, actor = self._desk.services.duplicates, self._desk.actor()
        self._show_pairs(tuple(pair for pair in self._pairs if not _is_about(pair, other)))
        self._say_undoable(words, lambda: duplicates.unmerge(actor, other))

    def _say_undoable(self, text: str, undo: Callable[[], None]) -> None:
        self._undo = undo
        undoing = [("undo", self.tr("&Undo"))]
        self._page.show_message(Message(level=Level.GOOD, text=text, actions=undoing))

    def _undo_last(self) -> None:
        self._page.show_message(None)
        self._desk.tasks.write(
            self._undo, done=lambda _nothing: self._compare(), failed=self._refused
        )

    def _keep_apart(self, pair_id: str) -> None:
        duplicates, actor = self._desk.services.duplicates, self._desk.actor()
        pair = next(pair for pair in self._pairs if pair.id == pair_id)
        one, other = (PatientId(side.patient_id) for side in (pair.one, pair.other))

        def said(_nothing: object) -> None:
            self._take_from_list(pair_id)
            self._say_undoable(
                self.tr("Remembered: these two are not listed again."),
                lambda: duplicates.undo_apart(actor, one, other),
            )

        self._desk.tasks.write(
            lambda: duplicates.keep_apart(actor, one, other), done=said, failed=self._refused
        )

    def _put_off(self, pair_id: str) -> None:
        self._page.show_message(None)
        self._page.show_empty(
            self.tr("All the others are put off"),
            self.tr("What was put off is listed again when this screen is opened again."),
        )
        self._take_from_list(pair_id)

    def _take_from_list(self, pair_id: str) -> None:
        self._show_pairs(tuple(pair for pair in self._pairs if pair.id != pair_id))

    def _refused(self, error: Exception) -> None:
        self._page.show_message(Message(level=Level.STOP, text=sentence(error)))


def _nothing() -> None:
    """There is nothing to undo yet."""


def _is_about(pair: ShownPair, patient_id: PatientId) -> bool:
    return patient_id in (pair.one.patient_id, pair.other.patient_id)
