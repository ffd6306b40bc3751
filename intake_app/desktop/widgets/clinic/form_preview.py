"""A form to look at before it is used: every question it may ask, none to be answered."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from intake_app.desktop.models.form_state import FormState
from intake_app.desktop.widgets.form.form_sheet import WIDTH, sheets_of
from intake_app.desktop.widgets.page import scrolled

MARGINS = 60


class FormPreview(QDialog):
    """Built a sheet at a time, so that the window never stops answering; Escape closes it."""

    def __init__(self, state: FormState, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(state.questionnaire.title or str(state.questionnaire.ref))
        self.sheets: list[QWidget] = []
        self._rest: Iterator[QWidget] = sheets_of(state)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addStretch(1)
        self.area = scrolled(content)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrow keys scroll it
        self.area.setAccessibleName(self.tr("The form as it would be asked"))
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 12)
        layout.addWidget(self.area, 1)
        layout.addWidget(box)
        room = self.screen().availableGeometry().size()
        self.resize(min(WIDTH + MARGINS, room.width()), min(760, room.height() - MARGINS))
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._add_next)
        self._timer.start(0)

    def _add_next(self) -> None:
        sheet = next(self._rest, None)
        if sheet is None:
            self._timer.stop()
            return
        self.sheets.append(sheet)
        self._column.insertWidget(self._column.count() - 1, sheet)
