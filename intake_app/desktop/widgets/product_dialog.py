"""One product of the clinic's list, to be written or corrected."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from intake_app.desktop.widgets.group_block import form_label
from intake_app.desktop.widgets.page import scrolled
from intake_app.desktop.widgets.plain_inputs import Choice, FewLines, OneLine
from intake_app.domain.products import CONTENTS

Texts = Mapping[str, str]


_BATCHES = 84
"""Room for three of them, also where the dialog has to scroll."""


class ProductDialog(QDialog):
    """Texts in, texts out; Escape changes nothing. What is wrong is said in the dialog."""

    def __init__(self, texts: Texts, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Product"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        known = [(self.tr("not known"), ""), (self.tr("yes"), "yes"), (self.tr("no"), "no")]
        self.fields: dict[str, OneLine | FewLines | Choice] = {
            "name": OneLine(),
            "dose": OneLine(),
            "batches": FewLines(4),
            **{name: Choice(known) for name in CONTENTS},
        }
        content = QWidget()
        form = QFormLayout(content)
        form.setContentsMargins(24, 24, 24, 16)
        form.setSpacing(8)
        for name, words in self._labels().items():
            self.fields[name].show_text(texts.get(name, ""))
            self.fields[name].setAccessibleName(words)
            form.addRow(words, self.fields[name])
        self.fields["batches"].setMinimumHeight(_BATCHES)
        self.error = form_label("", "error")
        self.error.hide()
        box = QDialogButtonBox()
        self.save_button = QPushButton(self.tr("Save"))
        self.save_button.setProperty("role", "primary")
        box.addButton(self.save_button, QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        box.rejected.connect(self.reject)
        self._lay_out(content, box)

    @classmethod
    def ask(cls, parent: QWidget, texts: Texts, *, check: Callable[[Texts], str]) -> None:
        """Open it; ``check`` takes the texts and says why they cannot be taken, or nothing."""
        dialog = cls(texts, parent)

        def save() -> None:
            why = check({name: field.text() for name, field in dialog.fields.items()})
            dialog.error.setText(f"⚠ {why}" if why else "")
            dialog.error.setVisible(bool(why))
            if not why:
                dialog.accept()

        dialog.save_button.clicked.connect(save)
        dialog.open()
        dialog.fields["name"].setFocus()

    def _labels(self) -> dict[str, str]:
        return {
            "name": self.tr("Name"),
            "dose": self.tr("Usual dose"),
            "batches": self.tr("Batches, one a line:\nnumber, expiry date"),
            "medicine": self.tr("Contains a medicine?"),
            "dht_blocker": self.tr("Contains finasteride or dutasteride?"),
            "minoxidil": self.tr("Contains minoxidil?"),
            "anaesthetic": self.tr("Contains a local anaesthetic?"),
            "steroid": self.tr("Contains a steroid?"),
            "outside_licence": self.tr("Used outside its licence?"),
        }

    def _lay_out(self, content: QWidget, box: QDialogButtonBox) -> None:
        """The fields scroll where the screen is small; the buttons stay in sight."""
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 8, 24, 16)
        foot.addWidget(self.error)
        foot.addWidget(box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(content), 1)
        layout.addLayout(foot)
        self.setMinimumWidth(480)
        wanted = content.sizeHint().height() + foot.sizeHint().height()
        self.resize(560, min(wanted, self.screen().availableGeometry().height() * 4 // 5))
