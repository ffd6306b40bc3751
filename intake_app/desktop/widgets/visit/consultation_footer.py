"""The line below a consultation: whether it is saved, the keys, and what can be done."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QWidget

from intake_app.desktop.widgets.group_block import form_label
from intake_app.desktop.widgets.saved_mark import SavedMark
from intake_app.desktop.widgets.visit.workbench import ROOMY


class ConsultationFooter(QFrame):
    """Always in sight."""

    def __init__(self, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self.mark = SavedMark()
        self.keys = form_label(
            self.tr(
                "Alt+U unknown  ·  Alt+D declined  ·  Alt+N not asked  ·  F8 findings  ·  F1 keys"
            ),
            "small",
        )
        self.keys.setWordWrap(False)
        self.undo_button = QPushButton(self.tr("Undo"))
        self.undo_button.setProperty("role", "plain")
        self.menu_button = QPushButton(self.tr("More"))
        self.menu_button.setMenu(menu)
        self.review_button = QPushButton(self.tr("Review"))
        self.review_button.setProperty("role", "primary")
        self.review_button.setToolTip(self.tr("Ctrl+Enter"))
        self._row = QHBoxLayout(self)
        self._row.setSpacing(8)
        self._row.addWidget(self.mark, 1)
        self._row.addWidget(self.keys)
        self._row.addSpacing(16)
        for button in (self.undo_button, self.menu_button, self.review_button):
            self._row.addWidget(button)
        self.arrange(low=False)

    def arrange(self, *, low: bool) -> None:
        """Take little height in a low window, and leave the keys out of a narrow one."""
        gap = 3 if low else 8
        self._row.setContentsMargins(16, gap, 16, gap)
        self.keys.setVisible(self.width() >= ROOMY)
