"""The sections of the form, with what is done and what is missing in each."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSignalBlocker, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QPainter, QPalette
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from intake_app.desktop.models.outline import Kind, Section

STATUS_ROLE = Qt.ItemDataRole.UserRole + 1
KEY_ROLE = Qt.ItemDataRole.UserRole + 2
SHORT_ROLE = Qt.ItemDataRole.UserRole + 3
"""The state in so few words that they stand in a narrow list."""
MARGIN = 9
INDENT = 9
MOST_LINES = 3
WRAPPED = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextWordWrap)


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
        self.setResizeMode(
            QListWidget.ResizeMode.Adjust
        )  # a title takes as many lines as it needs
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
        item.setData(SHORT_ROLE, self._short_status(section))
        item.setData(KEY_ROLE, section.key)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{number + 1} {title}: {status}")
        keys = self.tr("Alt+{number}").format(number=number + 1) if number < 9 else ""
        item.setToolTip(f"{status}\n{keys}" if keys else status)

    def _status(self, section: Section) -> str:
        if nothing := self._nothing(section):
            return nothing
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

    def _nothing(self, section: Section) -> str:
        """Why no question of it can be counted; empty where one can."""
        if not section.is_asked:
            return self.tr("– not asked")
        if section.asked or section.missing:
            return ""
        has_rows = any(block.kind is Kind.ROWS for block in section.walk())
        return self.tr("– no rows yet") if has_rows else self.tr("– only to read")

    def _short_status(self, section: Section) -> str:
        if nothing := self._nothing(section):
            return nothing
        if section.is_done:
            return self.tr("✓ all")
        if section.missing:
            return self.tr("○ {missing} needed").format(missing=section.missing)
        return self.tr("{answered} of {asked}").format(
            answered=section.answered, asked=section.asked
        )

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.section_chosen.emit(item.data(KEY_ROLE))


class _SectionDelegate(QStyledItemDelegate):
    """Paints the title and, smaller below it, the state."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        measured = QStyleOptionViewItem(option)
        self.initStyleOption(measured, index)
        room = self._room(measured)
        title = self._title_height(measured, room, str(index.data()))
        below = round(measured.fontMetrics.lineSpacing() * 0.85)
        return QSize(100, title + below + 2 * MARGIN)

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
        room = option.rect.adjusted(INDENT, MARGIN - 2, -INDENT, -MARGIN + 2)
        painter.save()
        painter.setFont(ground.font)
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        painter.drawText(room, WRAPPED, str(index.data()))
        small = QFont(ground.font)
        small.setPointSizeF(ground.font.pointSizeF() * 0.86)
        small.setBold(False)
        painter.setFont(small)
        painter.setPen(QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText))
        title = self._title_height(ground, room.width(), str(index.data()))
        painter.drawText(
            room.adjusted(0, title + 1, 0, 0), WRAPPED, _fitting(index, small, room.width())
        )
        painter.restore()

    def _room(self, option: QStyleOptionViewItem) -> int:
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListWidget) else option.rect.width()
        return width - 2 * INDENT

    def _title_height(self, option: QStyleOptionViewItem, width: int, title: str) -> int:
        lines = QFontMetrics(option.font)
        wanted = lines.boundingRect(0, 0, max(40, width), 1000, WRAPPED, title).height()
        return min(wanted, MOST_LINES * lines.lineSpacing())


def _fitting(index: QModelIndex | QPersistentModelIndex, font: QFont, width: int) -> str:
    """The state in full where there is room, else in a few words."""
    full = str(index.data(STATUS_ROLE))
    fits = QFontMetrics(font).horizontalAdvance(full) <= width
    return full if fits else str(index.data(SHORT_ROLE))
