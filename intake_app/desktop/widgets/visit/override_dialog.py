"""Going past a finding: the reason and the name are kept with the record."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from intake_app.desktop.widgets.dialog_frame import DialogFrame
from intake_app.desktop.widgets.group_block import form_label
from intake_app.domain.visit.screening import Rule


class OverrideDialog(DialogFrame):
    """Both must be written before "go ahead" can be pressed; Escape changes nothing."""

    def __init__(self, rule: Rule, name: str, parent: QWidget) -> None:
        super().__init__(_tr("Go ahead with a reason"), parent)
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setMaximumHeight(120)
        self.name = QLineEdit(name)
        self.accept_button = self.add_accept(self.tr("Go ahead"))
        self.add_cancel()
        self.add_words(rule.sentence, "heading")
        kept = self.tr("Reason and name are kept with the record and shown at the next visit.")
        self.add_words(kept, "muted")
        for words, field in ((self.tr("Reason"), self.reason), (self.tr("Name"), self.name)):
            label = form_label(words, "label")
            label.setBuddy(field)
            self.body.addWidget(label)
            self.body.addWidget(field)
        self._allow()

        self.reason.textChanged.connect(self._allow)
        self.name.textChanged.connect(self._allow)

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


def _tr(text: str) -> str:
    return QCoreApplication.translate("OverrideDialog", text)
