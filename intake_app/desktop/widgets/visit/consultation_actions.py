"""What can be done on the consultation screen, with its keys; the menu shows them all."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget


class ConsultationActions:
    """The actions of one page; their keys work anywhere in it."""

    def __init__(self, page: QWidget) -> None:
        self._page = page
        self.undo = self._add(page.tr("Undo"), QKeySequence.StandardKey.Undo)
        self.redo = self._add(page.tr("Redo"), "Ctrl+Shift+Z", "Ctrl+Y")
        self.unknown = self._add(page.tr("Mark as unknown"), "Alt+U")
        self.declined = self._add(page.tr("Mark as declined"), "Alt+D")
        self.not_asked = self._add(page.tr("Mark as not asked: take the answer back"), "Alt+N")
        self.still_true = self._add(page.tr("Still true: take over the last answer"), "Alt+S")
        self.previous = self._add(page.tr("Previous section"), "Ctrl+PgUp")
        self.next = self._add(page.tr("Next section"), "Ctrl+PgDown")
        self.findings = self._add(page.tr("To the next safety finding"), "F8")
        self.review = self._add(page.tr("Review"), "Ctrl+Return", "Ctrl+Enter")
        self.discard = self._add(page.tr("Discard…"))
        self.sections = [self._hidden(f"Alt+{number}") for number in range(1, 10)]

    def menu(self) -> QMenu:
        """All of them, with their keys written beside them."""
        menu = QMenu(self._page)
        for group in (
            (self.undo, self.redo),
            (self.unknown, self.declined, self.not_asked, self.still_true),
            (self.previous, self.next, self.findings, self.review),
            (self.discard,),
        ):
            menu.addActions(group)
            menu.addSeparator()
        return menu

    def _add(self, words: str, *keys: str | QKeySequence.StandardKey) -> QAction:
        action = QAction(words, self._page)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setShortcutVisibleInContextMenu(True)
        self._page.addAction(action)
        return action

    def _hidden(self, keys: str) -> QAction:
        return self._add("", keys)
