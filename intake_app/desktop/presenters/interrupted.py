"""A registration that was interrupted comes back as it was typed."""

from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from intake_app.desktop.messages import Level, Message
from intake_app.desktop.models.typed_patient import TypedPatient
from intake_app.desktop.models.unfinished import Unfinished
from intake_app.desktop.shown import isolated, one_line

_CONTINUE, _ANEW = "continue", "anew"
_NOTHING = TypedPatient()


class InterruptedView(Protocol):
    offer_taken: SignalInstance

    def typed(self) -> TypedPatient: ...
    def show_typed(self, typed: TypedPatient) -> None: ...
    def show_offer(self, message: Message | None) -> None: ...


class Interrupted(QObject):
    """Of somebody new; the telephone rings, and somebody else is looked up first.

    Signals:
        put_back: Other text stands in the fields.
    """

    put_back = Signal()

    def __init__(
        self, page: InterruptedView, unfinished: Unfinished, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._unfinished = unfinished
        self._begun_with = _NOTHING
        self._is_settled = False
        page.offer_taken.connect(self._take)

    def begin(self, name: str) -> None:
        """With what was typed before, unless it is somebody else who is named now."""
        before = self._unfinished.take(name)
        if before is not None:
            self._put_back(before)
            return
        waiting = self._unfinished.newest
        self._begun_with = TypedPatient(name=name)
        self._page.show_typed(self._begun_with)
        self._page.show_offer(self._offer(waiting) if waiting is not None else None)
        self.put_back.emit()

    def keep(self) -> bool:
        """Keep what is typed, for when whoever types comes back to it."""
        if not self._is_settled and self._page.typed() not in (_NOTHING, self._begun_with):
            self._unfinished.keep(self._page.typed())
        return True

    def settle(self) -> None:
        """It is registered, or it is somebody registered already: nothing is to be kept."""
        self._is_settled = True

    def _take(self, offer: str) -> None:
        before = self._unfinished.take() if offer == _CONTINUE else None
        if before is not None:
            self.keep()
            self._put_back(before)
            return
        self._page.show_typed(_NOTHING)
        self._page.show_offer(None)
        self.put_back.emit()

    def _put_back(self, before: TypedPatient) -> None:
        self._begun_with = _NOTHING
        self._page.show_typed(before)
        words = self.tr("This was typed before, and is not registered yet.")
        anew = [(_ANEW, self.tr("Begin anew"))]
        self._page.show_offer(Message(level=Level.NOTE, text=words, actions=anew))
        self.put_back.emit()

    def _offer(self, waiting: TypedPatient) -> Message:
        who = ", ".join(part for part in (waiting.name, waiting.birth_date) if part)
        words = self.tr("Another registration is not finished: {who}")
        return Message(
            level=Level.NOTE,
            text=words.format(who=isolated(one_line(who, 80))),
            actions=[(_CONTINUE, self.tr("Continue with it"))],
        )
