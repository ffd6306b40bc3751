"""The questions of a consultation, one section at a time."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from intake_app.desktop.models.form_state import FormState
from intake_app.desktop.models.outline import Section, section_of, sections_of
from intake_app.desktop.models.own_dates import clashes_by_place
from intake_app.desktop.widgets.block_factory import BlockFactory
from intake_app.desktop.widgets.block_widget import Remarks, Showing
from intake_app.desktop.widgets.field_frame import FieldFrame
from intake_app.desktop.widgets.options_field import OptionsField
from intake_app.desktop.widgets.own_date_words import clash_sentence
from intake_app.desktop.widgets.section_view import SectionView
from intake_app.domain.answers import Answer, Place


class FormView(QWidget):
    """Builds a section when it is first looked at.

    Signals:
        edited: The person changed something (an Edit).
        field_left: The keyboard left a question (its Place).
        section_shown: Another section is in sight (its key).
    """

    edited = Signal(object)
    field_left = Signal(object)
    section_shown = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: FormState | None = None
        self.sections: tuple[Section, ...] = ()
        self._views: dict[str, SectionView] = {}
        self._current = ""
        self._checked: set[Place] = set()
        self._checks_all = False
        self._before_form: QWidget | None = None
        self._chained: list[QWidget] = []
        self._stack = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)
