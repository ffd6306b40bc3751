"""The sections of the form, with what is done and what is missing in each."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSignalBlocker, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QFont, QGuiApplication, QPainter, QPalette
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from intake_app.desktop.models.outline import Section

STATUS_ROLE = Qt.ItemDataRole.UserRole + 1
KEY_ROLE = Qt.ItemDataRole.UserRole + 2
MARGIN = 9


class SectionList(QListWidget):
    """One entry for each section; the arrows go from one to the next.

    Signals:
        section_chosen: The person went to a section (its key).
    """

    section_chosen = QtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "sections")
        self.setAccessibleName(self.tr("Sections"))
        self.setItemDelegate(_SectionDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)

        self.currentItemChanged.connect(self._choose)

    def show_sections(self, sections: Sequence[Section], current: str) -> None:
        """Show them with their state; ``current`` is the one in sight, or none is."""
        with QSignalBlocker(self):
            self.setCurrentRow(-1)
            while self.count() < len(sections):
                self.addItem(QListWidgetItem())
            for number, section in enumerate(sections):
                self._show(self.item(number), number, section)
                if section.key == current:
                    self.setCurrentRow(number)
        self.viewport().update()

    def _show(self, item: QListWidgetItem, number: int, section: Section) -> None:
        title = section.title or self.tr("Questions")
        status = self._status(section)
        item.setText(f"{number + 1}  {title}")
        item.setData(STATUS_ROLE, status)
        item.setData(KEY_ROLE, section.key)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{number + 1} {title}: {status}")
        keys = self.tr("Alt+{number}").format(number=number + 1) if number < 9 else ""
        item.setToolTip(keys)

    def _status(self, section: Section) -> str:
        if not section.is_asked:
            return self.tr("– not asked")
        if section.is_done:
            return self.tr("✓ all {asked} answered").format(asked=section.asked)
        words = self.tr("{answered} of {asked} answered").format(
            answered=section.answered, asked=section.asked
        )
        if section.missing:
            return self.tr("○ {missing} needed, {words}").format(
                missing=section.missing, words=words
            )
        return words

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.section_chosen.emit(item.data(KEY_ROLE))


class _SectionDelegate(QStyledItemDelegate):
    """Paints the title and, smaller below it, the state."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        del index
        return QSize(100, round(option.fontMetrics.lineSpacing() * 1.85) + 2 * MARGIN)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        ground.text = ""
        style = ground.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, ground, painter, ground.widget)
        room = option.rect.adjusted(12, MARGIN - 2, -12, -MARGIN + 2)
        painter.save()
        self._text(painter, room, index.data(), option.palette, ground.font)
        small = QFont(ground.font)
        small.setPointSizeF(ground.font.pointSizeF() * 0.86)
        small.setBold(False)
        below = room.adjusted(0, round(option.fontMetrics.lineSpacing()) + 1, 0, 0)
        painter.setPen(QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText))
        self._text(painter, below, index.data(STATUS_ROLE), None, small)
        painter.restore()

    def _text(
        self,
        painter: QPainter,
        room: QRect,
        words: str,
        palette: QPalette | None,
        font: QFont,
    ) -> None:
        painter.setFont(font)
        if palette is not None:
            painter.setPen(palette.color(QPalette.ColorRole.Text))
        line = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        place = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        painter.drawText(room, place, line)
