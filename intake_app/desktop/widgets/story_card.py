"""Earlier visits at a glance: a card of titled lines."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from intake_app.desktop.widgets.group_block import form_label
from intake_app.desktop.widgets.story_words import StoryPart


class StoryCard(QFrame):
    """Is not there when there is nothing to tell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[StoryPart, ...] = ()
        self._labels: list[QWidget] = []
        self.setAccessibleName(self.tr("From earlier visits"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 8)
        self._column.setSpacing(4)
        self.hide()

    @property
    def text(self) -> str:
        """Everything it says."""
        return "\n".join(line for part in self._parts for line in (part.title, *part.lines))

    def show_parts(self, parts: Sequence[StoryPart]) -> None:
        if tuple(parts) == self._parts:
            return
        self._parts = tuple(parts)
        for label in self._labels:
            label.hide()
            label.deleteLater()
        self._labels = []
        for part in parts:
            self._labels.append(form_label(part.title, "label"))
            self._labels += [form_label(line, "small") for line in part.lines]
        for label in self._labels:
            self._column.addWidget(label)
        self.setAccessibleDescription(self.text)
        self.setVisible(bool(parts))
