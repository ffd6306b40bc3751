"""Going past a finding: the reason and the name are kept with the record."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from intake_app.desktop.widgets.group_block import form_label
from intake_app.domain.visit.screening import Rule


class OverrideDialog(QDialog):
    """Both must be written before "go ahead" can be pressed; Escape changes nothing."""

    def __init__(self, rule: Rule, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Go ahead with a reason"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setMaximumHeight(120)
        self.name = QLineEdit(name)
        self.accept_button = QPushButton(self.tr("Go ahead"))
        self.accept_button.setProperty("role", "primary")
        box = QDialogButtonBox()
        box.addButton(self.accept_button, QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(form_label(rule.sentence, "heading"))
        kept = self.tr("Reason and name are kept with the record and shown at the next visit.")
        layout.addWidget(form_label(kept, "muted"))
        for words, field in ((self.tr("Reason"), self.reason), (self.tr("Name"), self.name)):
            label = form_label(words, "label")
            label.setBuddy(field)
            layout.addWidget(label)
            layout.addWidget(field)
        layout.addSpacing(8)
        layout.addWidget(box)
        self.setMinimumWidth(480)
        self._allow()

        self.reason.textChanged.connect(self._allow)
        self.name.textChanged.connect(self._allow)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)

    @classmethod
    def ask(
        cls, parent: QWidget, rule: Rule, name: str, *, then: Callable[[str, str], None]
    ) -> None:
        """Open it; ``then`` gets the reason and the name."""
        dialog = cls(rule, name, parent)
        dialog.accepted.connect(
            lambda: then(dialog.reason.toPlainText().strip(), dialog.name.text().strip())
        )
        dialog.open()
        dialog.reason.setFocus()

    def _allow(self) -> None:
        written = self.reason.toPlainText().strip() and self.name.text().strip()
        self.accept_button.setEnabled(bool(written))
