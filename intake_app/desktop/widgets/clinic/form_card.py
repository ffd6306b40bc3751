"""What was found in a form's file, and what can be done with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from intake_app.desktop.models.form_facts import FormFacts
from intake_app.desktop.widgets.line_table import LineTable
from intake_app.desktop.widgets.wrapping_label import WrappingLabel

LOWEST = 220


class FormCard(QFrame):
    """Shows one FormFacts, or is not there at all.

    Signals:
        use_wanted, preview_wanted, dismissed: The buttons.
    """

    use_wanted = Signal()
    preview_wanted = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.title = WrappingLabel("heading")
        self.summary = WrappingLabel("body")
        heads = (self.tr("What"), self.tr("Where"), self.tr("Why"))
        self.findings = LineTable(self.tr("What was found in this form"), heads, wide=2)
        self.findings.setMinimumHeight(LOWEST)
        self.use_button = QPushButton(self.tr("&Use this form…"))
        self.use_button.setProperty("role", "primary")
        self.show_button = QPushButton(self.tr("Sh&ow it"))
        self.dismiss_button = QPushButton(self.tr("&Not this one"))
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.use_button, self.show_button, self.dismiss_button):
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(8)
        for widget in (self.title, self.summary, self.findings):
            layout.addWidget(widget)
        layout.addLayout(row)
        self.use_button.clicked.connect(self.use_wanted)
        self.show_button.clicked.connect(self.preview_wanted)
        self.dismiss_button.clicked.connect(self.dismissed)
        self.hide()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        return (self.findings, self.use_button, self.show_button, self.dismiss_button)

    def show_facts(self, facts: FormFacts | None) -> None:
        self.setVisible(facts is not None)
        if facts is None:
            return
        self.title.setText(facts.title)
        self.summary.setText(facts.summary)
        self.findings.show_lines(facts.findings)
        self.findings.setVisible(bool(facts.findings))
        self.use_button.setVisible(facts.can_be_used)
        self.show_button.setVisible(facts.can_be_shown)
        (self.use_button if facts.can_be_used else self.dismiss_button).setFocus()
