"""One product of the clinic's list, to be written or corrected."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFormLayout, QWidget

from intake_app.desktop.widgets.dialog_frame import DialogFrame
from intake_app.desktop.widgets.group_block import form_label
from intake_app.desktop.widgets.plain_inputs import Choice, FewLines, OneLine
from intake_app.domain.products import CONTENTS

Texts = Mapping[str, str]


_BATCHES = 84
"""Room for three of them, also where the dialog has to scroll."""


class ProductDialog(DialogFrame):
    """Texts in, texts out; Escape changes nothing. What is wrong is said in the dialog."""

    def __init__(self, texts: Texts, parent: QWidget) -> None:
        super().__init__(_tr("Product"), parent, width=560)
        known = [(self.tr("not known"), ""), (self.tr("yes"), "yes"), (self.tr("no"), "no")]
        self.fields: dict[str, OneLine | FewLines | Choice] = {
            "name": OneLine(),
            "dose": OneLine(),
            "batches": FewLines(4),
            **{name: Choice(known) for name in CONTENTS},
        }
        form = QFormLayout()
        form.setSpacing(8)
        for name, words in self._labels().items():
            self.fields[name].show_text(texts.get(name, ""))
            self.fields[name].setAccessibleName(words)
            form.addRow(words, self.fields[name])
        self.fields["batches"].setMinimumHeight(_BATCHES)
        self.error = form_label("", "error")
        self.error.hide()
        self.foot.insertWidget(0, self.error)
        self.save_button = self.add_accept(self.tr("Save"))
        self.add_cancel()
        self.body.addLayout(form)
        self.box.accepted.disconnect(self.accept)  # what is typed is looked at first

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


def _tr(text: str) -> str:
    return QCoreApplication.translate("ProductDialog", text)
