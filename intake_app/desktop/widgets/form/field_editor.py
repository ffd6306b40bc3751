"""What every way of answering a question has in common."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from intake_app.desktop.models.form_state import FormState
from intake_app.domain.form.answers import Answer, Place
from intake_app.domain.form.questionnaire import Item
from intake_app.domain.form.typed_text import Reading


class FieldEditor(QWidget):
    """Where one question is answered.

    Signals:
        typed: Text was typed; it need not be a value yet.
        chosen: An Answer was picked, or None: the answer was taken back.
    """

    typed = Signal(str)
    chosen = Signal(object)

    def __init__(self, item: Item, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self.reading = reading
        self.aside = ""
        """What the field did of itself when it was last answered, in words."""

    @property
    def inputs(self) -> list[QWidget]:
        """What takes the keyboard, in the order of Tab; the first is what the label names."""
        raise NotImplementedError

    @property
    def keys(self) -> str:
        """Which keys do what in it, for those who do not see it written beside."""
        return ""

    @property
    def can_be_cleared(self) -> bool:
        """Whether taking an answer back needs a button of its own."""
        return False

    @property
    def is_being_typed_in(self) -> bool:
        """Whether showing another text now would take words out of somebody's hands."""
        return False

    def show_answer(self, answer: Answer | None, unfinished: str | None) -> None:
        """Show what is recorded, without telling it as a change."""
        raise NotImplementedError

    def show_around(self, state: FormState, place: Place) -> None:
        """Show what else is known at this place than its answer."""

    def settle(self) -> None:
        """The field has been left."""

    def forbid_changes(self) -> None:
        """Show a question that is only there to be read."""
        self.setEnabled(False)

    def shorten(self, *, short: bool) -> None:
        """Take little room: it stands in a table. Nothing goes that the keyboard needs."""

    def show_problem(self, problem: str) -> None:
        """Mark the inputs for the eye; the frame says it in words."""
        for widget in self.inputs:
            if widget.property("invalid") != bool(problem):
                widget.setProperty("invalid", bool(problem))
                widget.style().unpolish(widget)
                widget.style().polish(widget)

    def holds_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))
