"""The answers read back; a question leads to its field."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPalette, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QWidget

from intake_app.desktop.models.form_state import FormState
from intake_app.desktop.models.outline import Section
from intake_app.desktop.widgets.visit.read_back_text import ReadBackText
from intake_app.domain.form.answers import Place


class ReadBack(QTextBrowser):
    """One text, so that it can be read through, searched and copied.

    Signals:
        place_wanted: The field of a question is to be shown (its Place).
    """

    place_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: list[Place] = []
        self.setOpenLinks(False)
        self.setProperty("role", "reading")
        self.setAccessibleName(self.tr("The answers"))
        self.document().setDocumentMargin(24)

        self.anchorClicked.connect(self._follow)

    def show_state(self, state: FormState, sections: Sequence[Section]) -> None:
        """Show all answers, beginning at the top when it is another text than before."""
        text = ReadBackText(state, sections)
        scrolled = self.verticalScrollBar().value()
        self.document().setDefaultStyleSheet(self._style())
        html = text.html()
        text.pictures.put_into(self.document())
        text.drawings.put_into(self.document())
        self.setHtml(html)
        self._places = text.places
        self.verticalScrollBar().setValue(scrolled)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tab comes to the first question at once, what is still needed before all."""
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.TabFocusReason and self._places:
            self.moveCursor(QTextCursor.MoveOperation.Start)
            self.focusNextPrevChild(True)  # noqa: FBT003 - Qt takes no keyword here

    def _style(self) -> str:
        muted = self.palette().color(QPalette.ColorRole.PlaceholderText).name()
        text = self.palette().color(QPalette.ColorRole.Text).name()
        return (
            f"a {{ color: {text}; text-decoration: underline; }}"
            f" .quiet, .quiet a {{ color: {muted}; text-decoration: none; }}"
            f" .answer {{ color: {text}; font-weight: 600; }}"
            " h3 { margin-top: 22px; margin-bottom: 6px; } h4 { margin: 10px 0 2px 0; }"
            " p { margin: 3px 0; } ul { margin: 4px 0; }"
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the ends: nothing is written here that they could move in."""
        bar = self.verticalScrollBar()
        ends: dict[int, int] = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
        if event.key() in ends:
            bar.setValue(ends[event.key()])
        else:
            super().keyPressEvent(event)

    def _follow(self, link: QUrl) -> None:
        number = int(link.fragment())
        if number < len(self._places):
            self.place_wanted.emit(self._places[number])
