"""One section of the form: its title and its questions in one column, scrolled."""

import sys
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from intake_app.desktop.models.outline import TABLES, Block, Section
from intake_app.desktop.widgets.block_column import BlockColumn
from intake_app.desktop.widgets.block_widget import BlockWidget, MakeBlock, Showing
from intake_app.desktop.widgets.group_block import GAP, form_label
from intake_app.desktop.widgets.page import scrolled
from intake_app.domain.form.answers import Place

WIDEST = 860
WIDEST_TABLE = 1200
NARROW = 560
AROUND = 24
"""Pixels in sight above and below a question that is gone to."""
PIECE = 16
"""Questions that are built in one go."""
ALL = sys.maxsize


class SectionView(QWidget):
    """Questions come and go in place; the one being answered stays where it is on the screen.

    Signals:
        next_requested: On to the next section.
        grown: More of a long section has been built.
    """

    next_requested = Signal()
    grown = Signal()

    def __init__(self, section: Section, make: MakeBlock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = BlockColumn(make, gap=GAP)
        self._latest: tuple[Section, Showing] | None = None
        self._built_to = 0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(0)
        self._not_asked = form_label(self.tr("Nothing is asked here at this visit."), "muted")
        self.card = QFrame()
        self.card.setProperty("role", "card")
        self._inside = QVBoxLayout(self.card)
        self._inside.addWidget(self._column)
        self.next_button = QPushButton()
        self.show_end(is_last=False)

        self.area = scrolled(self._content(section))
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.area)

        self.next_button.clicked.connect(self.next_requested)
        self._rest.timeout.connect(self._grow)

    def show_section(self, section: Section, showing: Showing) -> None:
        """Show what is asked now, without moving the field that has the keyboard.

        A long section is built a piece at a time, so that the window never stops answering.
        """
        self._latest = (section, showing)
        self._built_to = max(self._built_to, _next_end(section.blocks, 0))
        if self._built_to != ALL:
            self._rest.start()
        blocks = [block for block in section.blocks if block.index < self._built_to]
        anchor = self.area.focusWidget()
        before = self._height_on_screen(anchor)
        self._column.show_blocks(blocks, showing)
        self._not_asked.setVisible(not section.blocks)
        self.card.setVisible(bool(section.blocks))
        if before is None or not self.isVisible():
            return
        # All layouts are brought up to date now, so that no half-moved picture is painted.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        after = self._height_on_screen(anchor)
        if after is not None and after != before:
            bar = self.area.verticalScrollBar()
            bar.setValue(bar.value() + after - before)

    def show_end(self, *, is_last: bool) -> None:
        """Say what comes after this section."""
        self.next_button.setText(self.tr("Review") if is_last else self.tr("Next section"))
        keys = self.tr("Ctrl+Enter") if is_last else self.tr("Ctrl+Page Down")
        self.next_button.setToolTip(keys)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave less free around the questions where there is little room."""
        super().resizeEvent(event)
        gap = 24 if self.width() >= NARROW else 12
        for layout in (self._across, self._inside):
            layout.setContentsMargins(gap, gap - 4, gap, gap)

    def build_all(self) -> None:
        """Build at once what is still to come: somebody is going there."""
        if self._built_to != ALL:
            self._build_to(ALL)

    def _grow(self) -> None:
        if self._latest is not None:
            section, _showing = self._latest
            self._build_to(_next_end(section.blocks, self._built_to))

    def _build_to(self, end: int) -> None:
        self._built_to = end
        if self._latest is not None:
            self.show_section(*self._latest)
            self.grown.emit()

    def stops(self) -> Sequence[QWidget]:
        return [*self._column.stops(), self.next_button]

    def block(self, place: Place) -> BlockWidget | None:
        """The question, group or row at a place, if it is built."""
        return next((b for b in self.findChildren(BlockWidget) if b.place == place), None)

    def bring_into_view(self, widget: QWidget) -> None:
        """Show all of it; of what is too high, its beginning, and what has the keyboard."""
        if widget.height() + 2 * AROUND <= self.area.viewport().height():
            self.area.ensureWidgetVisible(widget, 0, AROUND)
            return
        bar = self.area.verticalScrollBar()
        above = widget.mapTo(self.area, QPoint(0, 0)).y()
        bar.setValue(bar.value() + above - AROUND // 2)
        inside = QApplication.focusWidget()
        if inside is not None and widget.isAncestorOf(inside):
            self.area.ensureWidgetVisible(inside, 0, AROUND)

    def show_top(self) -> None:
        """Show the title too, when the keyboard is in the first question."""
        self.area.verticalScrollBar().setValue(0)

    def _content(self, section: Section) -> QWidget:
        content, inner = QWidget(), QWidget()
        has_table = any(block.item.control in TABLES for block in section.walk())
        inner.setMaximumWidth(WIDEST_TABLE if has_table else WIDEST)
        self._across = QHBoxLayout(content)
        self._across.addWidget(inner, 1)
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(form_label(section.title or self.tr("Questions"), "title"))
        if section.help:
            layout.addWidget(form_label(section.help, "muted"))
        layout.addWidget(form_label(self.tr("* needed to complete"), "small"))
        layout.addWidget(self._not_asked)
        layout.addWidget(self.card)
        layout.addWidget(self.next_button, 0, Qt.AlignmentFlag.AlignRight)
        layout.addStretch(1)
        return content

    def _height_on_screen(self, widget: QWidget | None) -> int | None:
        if widget is None or not widget.isVisible():
            return None
        return widget.mapTo(self.area, QPoint(0, 0)).y()


def _next_end(blocks: Sequence[Block], start: int) -> int:
    """Before which place in the form the next piece ends that begins at ``start``."""
    size = 0
    for block in blocks:
        if block.index >= start:
            size += sum(1 for _ in block.walk())
        if size >= PIECE and block is not blocks[-1]:
            return block.index + 1
    return ALL
