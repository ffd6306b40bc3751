"""The tools beside a scalp map: brush or eraser, how wide, one step back and forth."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QButtonGroup,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from intake_app.desktop.widgets.group_block import form_label
from intake_app.domain.scalp.map import Size
from intake_app.domain.scalp.pen import Tool

KEYS = ("B", "E", "1", "2", "3", "0")


class ScalpTools(QWidget):
    """Buttons with words; the keys beside them work while a head has the keyboard.

    Signals:
        tool_chosen: Another tool is in hand (a Tool).
        undo_wished: The last mark is to go.
        redo_wished: It is to come back.
        no_loss_wished: No hair is missing in all views that nobody painted.
        clearing_wished: Everything is to be wiped away.
    """

    tool_chosen = Signal(object)
    undo_wished = Signal()
    redo_wished = Signal()
    no_loss_wished = Signal()
    clearing_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.brush = _choice(self.tr("Brush"), self.tr("Paint where hair is missing (B)"))
        self.eraser = _choice(self.tr("Eraser"), self.tr("Rub out (E, or the right button)"))
        self.sizes = {
            Size.SMALL: _choice(self.tr("Small"), self.tr("Key 1")),
            Size.MEDIUM: _choice(self.tr("Medium"), self.tr("Key 2")),
            Size.LARGE: _choice(self.tr("Large"), self.tr("Key 3")),
        }
        self.undo = QPushButton(self.tr("Undo"))
        self.redo = QPushButton(self.tr("Redo"))
        self.no_loss = QPushButton(self.tr("No loss elsewhere"))
        self.no_loss.setToolTip(self.tr("Every view that is not painted counts as 0 % (key 0)"))
        self.clearing = QPushButton(self.tr("Wipe everything"))
        self.keys = form_label(
            self.tr(
                "Keys on a head: arrows move, Shift+arrows paint, Space dabs, B brush, E eraser, "
                "1 to 3 the size, 0 no loss elsewhere, Ctrl+Z takes back."
            ),
            "small",
        )
        self._lines: list[QBoxLayout] = []
        self._tips = self._group([self.brush, self.eraser])
        self._widths = self._group(list(self.sizes.values()))
        self.brush.setChecked(True)
        self.sizes[Size.MEDIUM].setChecked(True)
        self._lay_out()
        self.undo.clicked.connect(self.undo_wished)
        self.redo.clicked.connect(self.redo_wished)
        self.no_loss.clicked.connect(self.no_loss_wished)
        self.clearing.clicked.connect(self.clearing_wished)

    @property
    def tool(self) -> Tool:
        size = next(size for size, button in self.sizes.items() if button.isChecked())
        return Tool(erases=self.eraser.isChecked(), size=size)

    @property
    def inputs(self) -> list[QWidget]:
        """The buttons in the order of Tab."""
        rest = [self.undo, self.redo, self.no_loss, self.clearing]
        return [self.brush, self.eraser, *self.sizes.values(), *rest]

    def allow(self, button: QPushButton, *, allowed: bool) -> None:
        """Let a button be pressed or not; the keyboard never falls onto the one beside it."""
        if not allowed and button.hasFocus():
            self.brush.setFocus()
        button.setEnabled(allowed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the heads, while one of the buttons has the keyboard."""
        key = event.text().upper()
        if key in KEYS and not event.modifiers():
            self.take_key(key)
        else:
            super().keyPressEvent(event)

    def take_key(self, key: str) -> None:
        """Do what a key stands for."""
        buttons: dict[str, QAbstractButton] = {"B": self.brush, "E": self.eraser}
        buttons |= dict(zip("123", self.sizes.values(), strict=True))
        buttons["0"] = self.no_loss
        buttons[key].click()

    def arrange(self, *, across: bool) -> None:
        """Put two groups into one line, or each of them, and each long word, into its own."""
        ways = QBoxLayout.Direction
        way = ways.LeftToRight if across else ways.TopToBottom
        for lines in self._lines:
            lines.setDirection(way)

    def _group(self, buttons: list[QPushButton]) -> QButtonGroup:
        group = QButtonGroup(self)
        for button in buttons:
            group.addButton(button)
            button.toggled.connect(lambda _on, each=button: _be_stop(each))
            _be_stop(button)
        group.buttonClicked.connect(lambda: self.tool_chosen.emit(self.tool))
        return group

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        wholes = _in_line(self.no_loss, self.clearing)
        for pair in (
            (_in_line(self.brush, self.eraser), _in_line(*self.sizes.values())),
            (_in_line(self.undo, self.redo), wholes),
        ):
            lines = QBoxLayout(QBoxLayout.Direction.TopToBottom)
            lines.setSpacing(6)
            for line in pair:
                lines.addLayout(line, 1)
            self._lines.append(lines)
            column.addLayout(lines)
        self._lines.append(wholes)
        column.addWidget(self.keys)
        self.arrange(across=False)


def _be_stop(button: QPushButton) -> None:
    """One stop for Tab in each group, what is in hand; the arrows go to the others."""
    stop = Qt.FocusPolicy.StrongFocus if button.isChecked() else Qt.FocusPolicy.ClickFocus
    button.setFocusPolicy(stop)


def _in_line(*buttons: QPushButton) -> QBoxLayout:
    line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
    line.setSpacing(4)
    for button in buttons:
        line.addWidget(button, 1)
    return line


def _choice(words: str, tip: str) -> QPushButton:
    button = QPushButton(words)
    button.setCheckable(True)
    button.setToolTip(tip)
    button.setProperty("role", "tool")
    return button
