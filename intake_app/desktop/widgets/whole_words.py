"""What a list had no room for is read in full where the pointer rests on it."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

Index = QModelIndex | QPersistentModelIndex


class WholeWords(QStyledItemDelegate):
    """Says the words of a cell again only where they had to be cut."""

    def words(self, index: Index) -> str:
        return str(index.data() or "")

    def room(self, option: QStyleOptionViewItem) -> int:
        """How wide words may be that are seen whole."""
        return option.rect.width()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        words = self.words(index)
        is_cut = option.fontMetrics.horizontalAdvance(words) > self.room(option)
        if event.type() != QEvent.Type.ToolTip or not is_cut:
            QToolTip.hideText()
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), words, view)
        return True
