"""One of the patient's own dates that lies inside a window of the aftercare."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from intake_app.desktop.widgets.group_block import form_label
from intake_app.desktop.widgets.visit.own_date_words import clash_sentence
from intake_app.domain.form.answers import Place
from intake_app.domain.form.typed_text import Reading
from intake_app.domain.visit.aftercare import OwnDateCheck


class ClashCard(QFrame):
    """Says the clash and leads to the question.

    Signals:
        field_wanted: The person wants to see the date (its Place).
    """

    field_wanted = Signal(object)

    def __init__(
        self,
        check: OwnDateCheck,
        place: Place,
        reading: Reading,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        sentence = clash_sentence(check, reading)
        self.setProperty("role", "finding")
        self.setProperty("level", "ask")
        self.setAccessibleName(sentence)
        word = form_label(self.tr("▲ Date"), "severity")
        word.setProperty("level", "ask")
        button = QPushButton(self.tr("Show the date"))
        button.setProperty("role", "inline")
        button.setAccessibleDescription(sentence)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(4)
        layout.addWidget(word)
        layout.addWidget(form_label(sentence, ""))
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)

        button.clicked.connect(lambda: self.field_wanted.emit(place))
