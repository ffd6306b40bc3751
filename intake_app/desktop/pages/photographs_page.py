"""All photographs of one patient; two of the same view beside each other."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from intake_app.desktop.messages import Message
from intake_app.desktop.models.shown_photographs import ShownPhotograph, others_of
from intake_app.desktop.shown import PatientHeading
from intake_app.desktop.widgets.empty_state import EmptyState
from intake_app.desktop.widgets.notice import Notice
from intake_app.desktop.widgets.page import Page
from intake_app.desktop.widgets.patient.patient_banner import PatientBanner
from intake_app.desktop.widgets.patient.picture_comparison import PictureComparison

_SMALL = QSize(112, 84)


class PhotographsPage(Page):
    """On the left all of them, on the right the one that is chosen beside another.

    Signals:
        pair_wanted: Photographs are to be shown: the chosen one's key, and the other's or "".
    """

    pair_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[ShownPhotograph, ...] = ()
        self.banner = PatientBanner()
        self.notice = Notice()
        self.list = QListWidget()
        self.list.setIconSize(_SMALL)
        self.list.setSpacing(4)
        self.list.setWordWrap(True)
        self.list.setAccessibleName(self.tr("Photographs"))
        self.list.setMinimumWidth(300)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.other = QComboBox()
        self.comparison = PictureComparison()
        self.empty = EmptyState("person")
        self._stack = QStackedWidget()
        self._lay_out()
        self.list.currentRowChanged.connect(self._choose)
        self.other.activated.connect(lambda _row: self._ask())

    def focus_start(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_patient(self, heading: PatientHeading) -> None:
        self.banner.show_patient(heading)

    def show_photographs(self, shown: Sequence[ShownPhotograph], empty: tuple[str, str]) -> None:
        """List them; ``empty`` says, in a title and a sentence, why there are none."""
        self._shown = tuple(shown)
        self.empty.say(*empty)
        self._stack.setCurrentIndex(1 if shown else 0)
        self.list.clear()
        for each in shown:
            icon = QIcon(QPixmap.fromImage(each.small))
            self.list.addItem(QListWidgetItem(icon, each.words))
        if shown:
            self.list.setCurrentRow(0)
            self.focus_start()

    def choose(self, key: str) -> None:
        """Choose one of those that are listed."""
        keys = [each.key for each in self._shown]
        self.list.setCurrentRow(keys.index(key))

    def show_pair(self, chosen: QImage, other: QImage | None) -> None:
        """Show what was asked for: the earlier one at the left."""
        one, two = self._current(), self.other.currentData()
        if one is None:
            return
        if other is None or not isinstance(two, ShownPhotograph):
            self.comparison.show_one(chosen, one.words)
            return
        pair = sorted(((one, chosen), (two, other)), key=lambda each: each[0].order)
        earlier, later = ((image, each.words) for each, image in pair)
        self.comparison.show_two(earlier, later)

    def show_message(self, message: Message | None) -> None:
        self.notice.show_message(message)

    def _current(self) -> ShownPhotograph | None:
        row = self.list.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _choose(self) -> None:
        chosen = self._current()
        if chosen is None:
            return
        self.other.clear()
        for each in others_of(chosen, self._shown):
            self.other.addItem(each.words, each)
        if not self.other.count():
            self.other.addItem(self.tr("No photograph of this view from another visit"), None)
        self.other.setEnabled(self.other.currentData() is not None)
        self._ask()

    def _ask(self) -> None:
        chosen, other = self._current(), self.other.currentData()
        if chosen is not None:
            key = other.key if isinstance(other, ShownPhotograph) else ""
            self.pair_wanted.emit(chosen.key, key)

    def _lay_out(self) -> None:
        label = QLabel(self.tr("&Beside it"))
        label.setBuddy(self.other)
        label.setProperty("role", "label")
        above = QHBoxLayout()
        above.setSpacing(12)
        above.addWidget(label)
        above.addWidget(self.other, 1)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addLayout(above)
        right.addWidget(self.comparison, 1)
        both = QWidget()
        across = QHBoxLayout(both)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(20)
        across.addWidget(self.list, 2)
        across.addLayout(right, 3)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(both)
        body = QVBoxLayout()
        body.setContentsMargins(32, 20, 32, 24)
        body.setSpacing(16)
        body.addWidget(self.notice)
        body.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addLayout(body, 1)
