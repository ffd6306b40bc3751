"""What of the findings is always in sight: how many, and below the form also the gravest."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from intake_app.desktop.widgets.group_block import form_label
from intake_app.desktop.widgets.wrapping_label import WrappingLabel


class FindingsHead(QWidget):
    """Below the form it stands for all of them, and unfolds them.

    Signals:
        unfolded: They are to be shown, or put away again.
    """

    unfolded = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary = form_label("", "label")
        self.toggle = QPushButton()
        self.toggle.setCheckable(True)
        self.toggle.setProperty("role", "inline")
        self.toggle.setToolTip(self.tr("F8 shows them, Esc puts them away"))
        self.gravest = WrappingLabel("small", most_lines=2)
        self.hint = form_label(self.tr("The program points out and never decides."), "small")
        self.silent = form_label("", "warning")
        self._is_below = False
        first = QHBoxLayout()
        first.addWidget(self.summary, 1)
        first.addWidget(self.toggle)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addLayout(first)
        for label in (self.gravest, self.hint, self.silent):
            self._column.addWidget(label)
        self.toggle.toggled.connect(lambda _on: self._tell())
        self.stand(below=False, anything=False)

    @property
    def is_unfolded(self) -> bool:
        return self.toggle.isChecked()

    def stand(self, *, below: bool, anything: bool) -> None:
        """Stand beside the form, or below it where each line counts.

        Args:
            below: Whether it is below.
            anything: Whether there is anything to unfold.
        """
        self._is_below = below
        self._column.setContentsMargins(16, 4 if below else 12, 16, 4)
        self.toggle.setVisible(below and anything)
        self._show_words()

    def show_gravest(self, sentence: str) -> None:
        """The finding that weighs most; empty: there is none."""
        self.gravest.setText(sentence)
        self._show_words()

    def fold(self) -> None:
        self.toggle.setChecked(False)

    def unfold(self) -> None:
        self.toggle.setChecked(True)

    def _show_words(self) -> None:
        folded = self._is_below and not self.is_unfolded
        self.toggle.setText(self.tr("Show") if folded else self.tr("Put away"))
        self.toggle.setAccessibleName(
            self.tr("Show the findings") if folded else self.tr("Put the findings away")
        )
        self.gravest.setVisible(folded and bool(self.gravest.text()))
        self.hint.setVisible(not self._is_below)

    def _tell(self) -> None:
        self._show_words()
        self.unfolded.emit()
