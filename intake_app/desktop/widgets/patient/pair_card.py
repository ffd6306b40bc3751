"""Two patients side by side, what they agree in and what not."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout

from intake_app.desktop.models.shown_pairs import ShownPair, ShownSide
from intake_app.desktop.widgets.wrapping_label import WrappingLabel


class PairCard(QFrame):
    """Shows one pair; a sign between the columns says what is the same, not colour alone."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._reasons = _label("heading")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        for place, stretch in enumerate((0, 4, 0, 4)):
            self._grid.setColumnStretch(place, stretch)
        self._labels: list[QLabel] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self._reasons)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.hide()

    def show_pair(self, pair: ShownPair | None) -> None:
        """Show these two; None takes the card away."""
        for label in self._labels:
            self._grid.removeWidget(label)
            label.deleteLater()
        self._labels = []
        self.setVisible(pair is not None)
        if pair is None:
            return
        self._reasons.setText(pair.reasons[:1].upper() + pair.reasons[1:])
        self._put(0, ("", _who(pair.one), "", _who(pair.other)), "label")
        rows = zip(pair.heads, pair.one.facts, pair.other.facts, strict=True)
        for place, (head, left, right) in enumerate(rows, start=1):
            self._put(place, (head, left, _sign(left, right), right), "body")
        self.setAccessibleName(
            self.tr("{one} and {other}: {reasons}").format(
                one=pair.one.name, other=pair.other.name, reasons=pair.reasons
            )
        )

    def text(self) -> str:
        """Everything that is shown, cell by cell."""
        return "\n".join((self._reasons.text(), *(label.text() for label in self._labels)))

    def _put(self, row: int, words: tuple[str, ...], role: str) -> None:
        for column, text in enumerate(words):
            label = _label(role if column % 2 else "muted")
            label.setText(text)
            self._grid.addWidget(label, row, column)
            self._labels.append(label)


def _who(side: ShownSide) -> str:
    return f"{side.name}  ({side.record_number})"


def _sign(left: str, right: str) -> str:
    if not left or not right:
        return ""
    return "=" if left == right else "≠"


def _label(role: str) -> QLabel:
    if role != "muted":
        return WrappingLabel(role)
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    return label
