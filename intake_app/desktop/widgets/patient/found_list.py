"""The list of what was found: name, date of birth and the rest, each in its own column."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QPalette
from PySide6.QtWidgets import (
    QListView,
    QStyleOptionViewItem,
    QWidget,
)

from intake_app.desktop.models.found_rows import ROW, FoundModel, FoundRow, RowKind
from intake_app.desktop.theme import TEXT_POINTS
from intake_app.desktop.widgets.whole_words import WholeWords

Index = QModelIndex | QPersistentModelIndex
PAD = 16
GAP = 24
_ROOMY = (130, 190)
_NARROW = (95, 150)
"""How wide the date of birth and the last visit are."""
_ROOM_FOR_ALL = 700
"""Below this width the name gets what the other columns can spare."""


class FoundList(QListView):
    """Shows FoundRows. The current line is the one that Enter opens.

    Signals:
        row_chosen: A line was clicked, or Enter pressed on it (the FoundRow).
    """

    row_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = FoundModel()
        self.setModel(self._model)
        self.setItemDelegate(_FoundDelegate(self))
        self.setAccessibleName(self.tr("Patients found"))
        self.setUniformItemSizes(False)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def show_rows(self, rows: list[FoundRow]) -> None:
        """Show these, the first one that can be chosen being current."""
        self._model.show_rows(rows)
        self._make_current(self._model.next_choice(-1, 1))
        self.scrollToTop()

    def row_at(self, place: int) -> FoundRow | None:
        return self._model.row_at(place)

    def current_row(self) -> FoundRow | None:
        row = self._model.row_at(self.currentIndex().row())
        return row if row is not None and row.can_be_chosen else None

    def move_current(self, step: int) -> None:
        """Make another line current; headings are passed over."""
        here = self.currentIndex().row()
        place = self._model.next_choice(here, step)
        self._make_current(place)
        if step > 0 and place == here:
            self.scrollToBottom()  # what stands below the last line is read, too

    def _make_current(self, place: int) -> None:
        self.setCurrentIndex(self._model.index(place, 0))

    def _choose(self, index: QModelIndex) -> None:
        row = self._model.row_at(index.row())
        if row is not None and row.can_be_chosen:
            self.row_chosen.emit(row)


class _FoundDelegate(WholeWords):
    """Paints two lines of text in three columns, mirrored for right-to-left languages."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: FoundRow = index.data(ROW)
        line = option.fontMetrics.height()
        if row.kind is RowKind.HEADING:
            return QSize(0, line + 24)
        return QSize(0, 2 * line + 24)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: FoundRow = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        if row.kind is RowKind.HEADING:
            _Lines(painter, option).heading(row)
        else:
            from PySide6.QtWidgets import QStyle  # noqa: PLC0415 - see _mirrored

            lines = _Lines(painter, option)
            lines.ground(bool(option.state & QStyle.StateFlag.State_Selected))
            lines.columns(row)
        painter.restore()

    def words(self, index: Index) -> str:
        row: FoundRow = index.data(ROW)
        return row.title

    def room(self, option: QStyleOptionViewItem) -> int:
        return _columns(option.rect)[0].width()


class _Lines:
    """One line of the list, being painted."""

    def __init__(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        self._painter = painter
        self._option = option
        # The style sheet fades the list's own colour for muted text too far.
        self._palette = QGuiApplication.palette()
        self._body = QFont(option.font)
        self._body.setPointSizeF(TEXT_POINTS["body"])
        self._small = QFont(option.font)
        self._small.setPointSizeF(TEXT_POINTS["small"])
        self._strong = QFont(self._body)
        self._strong.setWeight(QFont.Weight.DemiBold)

    def heading(self, row: FoundRow) -> None:
        place = self._option.rect.adjusted(PAD, 8, -PAD, -4)
        muted = self._palette.color(QPalette.ColorRole.PlaceholderText)
        self._draw(place, row.title, (self._small, muted), Qt.AlignmentFlag.AlignBottom)

    def ground(self, selected: bool) -> None:  # noqa: FBT001 - drawn or not
        rect = self._option.rect
        if selected:
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(self._palette.color(QPalette.ColorRole.Highlight))
            self._painter.drawRoundedRect(rect.adjusted(4, 2, -4, -2), 6, 6)
            bar = QRect(rect.left() + 4, rect.top() + 10, 3, rect.height() - 20)
            self._painter.setBrush(self._palette.color(QPalette.ColorRole.Accent))
            self._painter.drawRect(self._mirrored(bar))
        else:
            self._painter.setPen(self._palette.color(QPalette.ColorRole.Dark))
            y = rect.bottom()
            self._painter.drawLine(rect.left() + PAD, y, rect.right() - PAD, y)

    def columns(self, row: FoundRow) -> None:
        name, born, visit = _columns(self._option.rect)
        text = self._palette.color(QPalette.ColorRole.Text)
        muted = self._palette.color(QPalette.ColorRole.PlaceholderText)
        accent = self._palette.color(QPalette.ColorRole.Accent)
        self._pair(name, (row.title, self._strong, text), (row.detail, self._small, muted))
        self._pair(born, (row.born, self._body, text), (row.age, self._small, muted))
        self._pair(visit, (row.visit, self._small, muted), (row.mark, self._small, accent))

    def _pair(
        self, place: QRect, upper: tuple[str, QFont, QColor], lower: tuple[str, QFont, QColor]
    ) -> None:
        for line, align in (
            (upper, Qt.AlignmentFlag.AlignTop),
            (lower, Qt.AlignmentFlag.AlignBottom),
        ):
            self._draw(place, line[0], line[1:], align)

    def _draw(
        self, place: QRect, text: str, look: tuple[QFont, QColor], align: Qt.AlignmentFlag
    ) -> None:
        font, colour = look
        self._painter.setFont(font)
        self._painter.setPen(colour)
        metrics = self._painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        flags = align | Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextSingleLine
        self._painter.drawText(self._mirrored(place), flags, shown)

    def _mirrored(self, place: QRect) -> QRect:
        # Start-up time: its class takes 5 ms to make, and the first painted list is empty.
        from PySide6.QtWidgets import QStyle  # noqa: PLC0415

        return QStyle.visualRect(self._option.direction, self._option.rect, place)


def _columns(line: QRect) -> tuple[QRect, QRect, QRect]:
    """Where the name, the date of birth and the last visit stand."""
    rect = line.adjusted(PAD, 9, -PAD, -9)
    is_narrow = rect.width() < _ROOM_FOR_ALL
    gap = GAP // 2 if is_narrow else GAP
    of_born, of_visit = _NARROW if is_narrow else _ROOMY
    visit = QRect(rect.right() - of_visit, rect.top(), of_visit, rect.height())
    born = QRect(visit.left() - gap - of_born, rect.top(), of_born, rect.height())
    name = QRect(rect.left(), rect.top(), born.left() - gap - rect.left(), rect.height())
    return name, born, visit
