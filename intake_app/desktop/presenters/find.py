"""Finding: what is typed goes to the lookup and back, the newest keystroke winning."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from intake_app.desktop.errors import sentence
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.models.found_rows import FoundRow, RowKind
from intake_app.desktop.presenters.found_words import FoundWords
from intake_app.desktop.tasks import Tasks
from intake_app.services.finding import MOST_SHOWN, PatientMatch

if TYPE_CHECKING:  # start-up time: the first search does not wait for everything to load
    from intake_app.services.ports import ConsultationSummary

_DOCUMENT_ID = re.compile(r"[0-9A-Z]{4}([- ]?)[0-9A-Z]{4}\1[0-9A-Z]{4}")
_MISREAD = str.maketrans("OIL", "011")
TELLING_LEAD = 10
"""Points of score by which the best match is ahead when Enter may open it unseen."""


class FindView(Protocol):
    text_edited: SignalInstance
    enter_pressed: SignalInstance
    row_chosen: SignalInstance

    def text(self) -> str: ...
    def current_row(self) -> FoundRow | None: ...
    def show_rows(self, rows: list[FoundRow]) -> None: ...
    def show_nothing(self, title: str, sentence: str) -> None: ...
    def show_message(self, message: Message | None) -> None: ...


class Finder(Protocol):
    """Whatever answers: the lookup alone at first, the services once they are open."""

    def find(self, text: str) -> list[PatientMatch]:
        """Best first; with nothing typed, drafts and recent patients."""
        ...

    def open_drafts(self) -> Sequence[ConsultationSummary]: ...

    def interrupt(self) -> None: ...


class FindPresenter(QObject):
    """Keeps the list true to what is typed.

    Signals:
        patient_chosen: To be opened (patient id).
        consultation_chosen: A draft to be continued (consultation id).
        document_chosen: To be opened (document id).
        found: What is typed now has been looked up, and is shown.
    """

    patient_chosen = Signal(str)
    consultation_chosen = Signal(str)
    document_chosen = Signal(str)
    found = Signal()

    def __init__(
        self,
        page: FindView,
        tasks: Tasks,
        today: Callable[[], date],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._tasks = tasks
        self._words = FoundWords(today)
        self._finder: Finder | None = None
        self._shown_for: str | None = None
        self._open_when_found = False
        page.text_edited.connect(self._typed)
        page.enter_pressed.connect(self._enter)
        page.row_chosen.connect(self._choose)

    def use(self, finder: Finder) -> None:
        """From now on ask this one; what is typed already is searched at once."""
        self._finder = finder
        self.refresh()

    def refresh(self) -> None:
        """Search again for what is typed: something may have changed."""
        if self._finder is None:
            return
        finder, text = self._finder, self._page.text()
        finder.interrupt()
        self._tasks.run_newest(
            "find",
            lambda: _found(finder, text),
            done=lambda found: self._show(text, *found),
            failed=self._refused,
        )

    def _typed(self, _text: str) -> None:
        self._open_when_found = False
        self.refresh()

    def _show(
        self, text: str, matches: list[PatientMatch], drafts: Mapping[str, ConsultationSummary]
    ) -> None:
        self._page.show_message(None)
        self._shown_for = text
        rows = self._rows(text, matches, drafts)
        if rows:
            self._page.show_rows(rows)
        else:
            self._page.show_nothing(*self._words.nothing(text))
        self.found.emit()
        if self._open_when_found:
            self._open_when_found = False
            if _is_telling(rows, matches):
                self._choose(rows[0])

    def _rows(
        self, text: str, matches: list[PatientMatch], drafts: Mapping[str, ConsultationSummary]
    ) -> list[FoundRow]:
        if not text.strip():
            return self._words.recent_rows(matches, drafts)
        rows = [self._words.patient_row(match) for match in matches]
        if len(matches) >= MOST_SHOWN:
            rows.append(self._words.more(len(matches)))
        document = document_id(text)
        return [self._words.document_row(document), *rows] if document else rows

    def _enter(self) -> None:
        """Open the current line; while it belongs to older text, wait for the newer one."""
        if self._page.text() != self._shown_for:
            self._open_when_found = True
        elif (row := self._page.current_row()) is not None:
            self._choose(row)

    def _choose(self, row: FoundRow) -> None:
        signals = {
            RowKind.PATIENT: self.patient_chosen,
            RowKind.DRAFT: self.consultation_chosen,
            RowKind.DOCUMENT: self.document_chosen,
        }
        if row.kind in signals:
            signals[row.kind].emit(row.target)

    def _refused(self, error: Exception) -> None:
        self._page.show_message(Message(level=Level.STOP, text=sentence(error)))


def document_id(text: str) -> str:
    """The document id that is typed or scanned, as it is printed; empty when it is none.

    Without hyphens it must hold a figure: twelve letters are a name.
    """
    typed = text.strip().upper()
    match = _DOCUMENT_ID.fullmatch(typed)
    if match is None or (match[1] != "-" and not any(char.isdigit() for char in typed)):
        return ""
    letters = re.sub(r"[- ]", "", typed).translate(_MISREAD)
    return "" if "U" in letters else f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def _found(
    finder: Finder, text: str
) -> tuple[list[PatientMatch], Mapping[str, ConsultationSummary]]:
    drafts = () if text.strip() else finder.open_drafts()
    return finder.find(text), {str(each.patient_id): each for each in drafts}


def _is_telling(rows: Sequence[FoundRow], matches: Sequence[PatientMatch]) -> bool:
    """Whether Enter, pressed before the list was there, can only mean its first line."""
    if not rows or rows[0].kind is RowKind.DOCUMENT or len(matches) == 1:
        return bool(rows)
    return matches[0].score - matches[1].score >= TELLING_LEAD
