"""The consultation page, as far as its presenters need it."""

from datetime import datetime
from typing import Protocol

from PySide6.QtCore import SignalInstance

from intake_app.desktop.file_wishes import FileWishes
from intake_app.desktop.messages import Message
from intake_app.desktop.models.form_state import FormState
from intake_app.domain.form.answers import Place


class SavedMarkView(Protocol):
    retry_requested: SignalInstance

    def show_saved(self, at: datetime) -> None: ...
    def show_saving(self) -> None: ...
    def show_failed(self, sentence: str) -> None: ...


class ConsultationScreen(Protocol):
    edited: SignalInstance
    field_left: SignalInstance
    section_shown: SignalInstance
    undo_requested: SignalInstance
    redo_requested: SignalInstance
    review_requested: SignalInstance
    completion_requested: SignalInstance
    override_given: SignalInstance
    discard_confirmed: SignalInstance
    amendment_wanted: SignalInstance
    handout_wanted: SignalInstance

    @property
    def mark(self) -> SavedMarkView: ...
    @property
    def files(self) -> FileWishes: ...
    def show_state(self, state: FormState, *, put_back: bool = False) -> None: ...
    def show_review(self) -> None: ...
    def show_message(self, message: Message | None) -> None: ...
    def show_undo(self, *, can_undo: bool, can_redo: bool) -> None: ...
    def go_to(self, place: Place) -> None: ...
