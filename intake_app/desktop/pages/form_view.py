"""The questions of a consultation, one section at a time."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from intake_app.desktop.file_wishes import FileWishes
from intake_app.desktop.models.form_state import FormState
from intake_app.desktop.models.outline import Section, section_of, sections_of
from intake_app.desktop.models.own_dates import clashes_by_place
from intake_app.desktop.widgets.block_widget import Remarks, Showing
from intake_app.desktop.widgets.form.block_factory import BlockFactory
from intake_app.desktop.widgets.form.entering import block_of, enter, frame_of, take_up
from intake_app.desktop.widgets.form.field_frame import FieldFrame
from intake_app.desktop.widgets.form.options_field import OptionsField
from intake_app.desktop.widgets.form.row_group import RowGroup
from intake_app.desktop.widgets.form.section_view import SectionView
from intake_app.desktop.widgets.visit.own_date_words import clash_sentence
from intake_app.domain.form.answers import Answer, Place


class FormView(QWidget):
    """Builds a section when it is first looked at.

    A field says what is wrong with it once it has been left, or all do when asked to.

    Signals:
        edited: The person changed something (an Edit).
        field_left: The keyboard left a question (its Place).
        section_shown: Another section is in sight (its key).
        end_reached: Whoever answers the last section wants to go on.
    """

    edited = Signal(object)
    field_left = Signal(object)
    section_shown = Signal(str)
    end_reached = Signal()

    def __init__(self, tab_before: QWidget, parent: QWidget | None = None) -> None:
        """Make it empty; Tab comes to the questions from ``tab_before``."""
        super().__init__(parent)
        self.sections: tuple[Section, ...] = ()
        self.files = FileWishes(self)
        self.current = ""
        self._state: FormState | None = None
        self._factory: BlockFactory | None = None
        self._views: dict[str, SectionView] = {}
        self._checked: set[Place] = set()
        self._last_places: dict[str, Place] = {}
        self._checks_all = False
        self._refreshing = False
        self._tab_before = tab_before
        self._chained: list[QWidget] = []
        self._stack = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)

    def show_state(self, state: FormState, *, put_back: bool = False) -> None:
        """Show the answers as they are now, in the section that is in sight."""
        if self._state is None:
            self._factory = BlockFactory(state.reading, self.edited.emit, self.files)
            self._checked = set(state.assessment.problems)  # left behind in an earlier sitting
        self._state = state
        self.sections = sections_of(state)
        if self.current:
            self._refresh(put_back=put_back)
        elif self.sections:
            left = state.consultation.left_at
            key = _beginning(self.sections, left)
            if left is not None:
                self._last_places[key] = left
            self.show_section(key)

    def show_section(self, key: str, *, with_focus: bool = False) -> None:
        section = next((each for each in self.sections if each.key == key), None)
        if section is None or self._factory is None:
            return
        if key not in self._views:
            view = SectionView(section, self._factory.make)
            view.next_requested.connect(self._go_on)
            view.grown.connect(lambda: self._chain_tabs(view))
            self._views[key] = view
        moved, self.current = key != self.current, key
        self._refresh()
        self._stack.addWidget(self._views[key])  # filled before it is shown: that is faster
        self._stack.setCurrentWidget(self._views[key])
        self._chain_tabs(self._views[key])
        if moved:
            self.section_shown.emit(key)
        if with_focus:
            take_up(self._views[key], self._last_places.get(key))

    def step(self, by: int) -> None:
        """Go to the next (1) or the previous (-1) section in which something is asked."""
        keys = [s.key for s in self.sections if s.is_asked or s.key == self.current]
        index = keys.index(self.current) + by
        if 0 <= index < len(keys):
            self.show_section(keys[index], with_focus=True)

    def _go_on(self) -> None:
        if _is_last(self.sections, self.current):
            self.end_reached.emit()
        else:
            self.step(1)

    def go_to(self, place: Place) -> None:
        """Put the keyboard into the field at this place, whichever section it is in."""
        section = section_of(self.sections, place)
        if section is None:
            return
        self.show_section(section.key)
        enter(self._views[section.key], place)

    def mark(self, state: Answer | None) -> None:
        """Unknown, declined, or (None) not asked for the question that has the keyboard."""
        frame = frame_of(QApplication.focusWidget())
        if frame is not None and self.isAncestorOf(frame):
            frame.mark(state)

    def confirm_last(self) -> None:
        """The last answer to the question that has the keyboard, or the next row, holds."""
        holder = QApplication.focusWidget()
        while holder is not None and not isinstance(holder, FieldFrame | RowGroup):
            holder = holder.parentWidget()
        if holder is not None and self.isAncestorOf(holder):
            holder.confirm_last()

    def check_all(self) -> None:
        """From now on every field says what is wrong with it or missing."""
        self._checks_all = True
        self._refresh()

    def _refresh(self, *, put_back: bool = False) -> None:
        state = self._state
        section = next((each for each in self.sections if each.key == self.current), None)
        if state is None or section is None:
            return
        view = self._views[self.current]
        missing = frozenset(spot.place for spot in state.assessment.missing)
        clashing = clashes_by_place(state)

        def remarks(place: Place) -> Remarks:
            error = ""
            if self._checks_all or place in self._checked:
                error = state.problem(place)
            if self._checks_all and not error and place in missing:
                error = self.tr("This needs an answer.")
            checks = clashing.get(place, ())
            notices = tuple(clash_sentence(check, state.reading) for check in checks)
            if fault := state.assessment.faults.get(place):
                notices = (*notices, fault)
            return Remarks(error=error, notices=notices)

        view.show_end(is_last=_is_last(self.sections, self.current))
        self._refreshing = True
        try:
            view.show_section(section, Showing(state=state, remarks=remarks, put_back=put_back))
        finally:
            self._refreshing = False
        self._chain_tabs(view)

    def _chain_tabs(self, view: SectionView) -> None:
        """Make Tab go in the order of reading, whatever was built when."""
        stops = [self._tab_before, *view.stops()]
        if stops == self._chained or view.window() is not self._tab_before.window():
            return
        for one, following in pairwise(stops):
            QWidget.setTabOrder(one, following)
        self._chained = stops

    def _tell_left(self, place: Place) -> None:
        """Say it now, or when all is shown: what is being hidden loses the keyboard too."""
        if self._refreshing:
            QTimer.singleShot(0, lambda: self.field_left.emit(place))
        else:
            self.field_left.emit(place)

    def _follow_focus(self, old: QObject | None, new: QObject | None) -> None:
        left, entered = frame_of(old), frame_of(new)
        if (block := block_of(new)) is not None and self.isAncestorOf(block):
            self._last_places[self.current] = block.place
        if left is entered:
            return
        if left is not None and self.isAncestorOf(left):
            left.editor.settle()
            _show_keys(left, shown=False)
            self._checked.add(left.place)
            self._tell_left(left.place)
        if entered is not None and self.isAncestorOf(entered):
            _show_keys(entered, shown=True)
            self._views[self.current].bring_into_view(entered)


def _beginning(sections: Sequence[Section], left: Place | None) -> str:
    """The section in which somebody wrote last, else the first in which something is asked."""
    asked = (section for section in sections if section.is_asked)
    written_in = section_of(sections, left) if left is not None else None
    return (written_in or next(asked, sections[0])).key


def _is_last(sections: Sequence[Section], key: str) -> bool:
    """Whether nothing is asked after this section."""
    keys = [section.key for section in sections if section.is_asked or section.key == key]
    return keys[-1] == key


def _show_keys(frame: FieldFrame, *, shown: bool) -> None:
    if isinstance(frame.editor, OptionsField):
        frame.editor.show_keys(shown=shown)
