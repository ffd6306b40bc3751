"""A form on paper's own terms: its sections as sheets to look at, not to answer."""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from intake_app.desktop.file_wishes import FileWishes
from intake_app.desktop.models.form_state import FormState
from intake_app.desktop.models.outline import Section, sections_of
from intake_app.desktop.widgets.block_column import BlockColumn
from intake_app.desktop.widgets.block_widget import Remarks, Showing
from intake_app.desktop.widgets.form.block_factory import BlockFactory
from intake_app.desktop.widgets.group_block import GAP, form_label

WIDTH = 720
MARGIN = 16
MOST_TOGETHER = 24
"""Questions on one sheet; a longer section goes on on the next."""


class FormSheet(QWidget):
    """A section, or a part of one, built with the very widgets that a consultation uses."""

    def __init__(self, section: Section, state: FormState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")  # the ground that pages stand on
        factory = BlockFactory(state.reading, lambda _edit: None, FileWishes(self))
        column = BlockColumn(factory.make, gap=GAP)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(8)
        if section.title:
            layout.addWidget(form_label(section.title, "title"))
        if section.help:
            layout.addWidget(form_label(section.help, "muted"))
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(24, 20, 24, 24)
        inside.addWidget(column)
        layout.addWidget(card)
        layout.addStretch(1)
        column.show_blocks(section.blocks, Showing(state=state, remarks=lambda _place: Remarks()))
        self.setEnabled(False)


class FormHeading(QWidget):
    """Which form it is."""

    def __init__(self, state: FormState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        form = state.questionnaire
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, 0)
        layout.addWidget(form_label(form.title or form.ref.url, "title"))
        layout.addWidget(form_label(str(form.ref), "small"))
        layout.addStretch(1)


def sheets_of(state: FormState) -> Iterator[QWidget]:
    """The heading and every section, a long one in parts, in the order of the form."""
    yield FormHeading(state)
    for section in sections_of(state):
        for part in _parts(section):
            yield FormSheet(part, state)


def _parts(section: Section) -> Iterator[Section]:
    rest, title, help_text = list(section.blocks), section.title, section.help
    while rest:
        size = taken = 0
        while taken < len(rest) and (not taken or size < MOST_TOGETHER):
            size += sum(1 for _ in rest[taken].walk())
            taken += 1
        yield replace(section, title=title, help=help_text, blocks=tuple(rest[:taken]))
        del rest[:taken]
        title = help_text = ""
