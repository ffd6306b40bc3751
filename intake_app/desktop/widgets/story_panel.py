"""Earlier visits at a glance on the patient's page."""

from html import escape

from PySide6.QtWidgets import QFrame, QLabel, QTextBrowser, QVBoxLayout, QWidget

from intake_app.desktop.widgets.story_words import changed_part, story_parts
from intake_app.domain.patient_story import PatientOverview
from intake_app.domain.typed_text import Reading


class StoryPanel(QFrame):
    """One text, so that the keyboard can scroll it, search it and copy from it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        title = QLabel(self.tr("From the visits"))
        title.setProperty("role", "heading")
        self.words = QTextBrowser()
        self.words.setProperty("role", "reading")
        self.words.setAccessibleName(title.text())
        self.words.setTabChangesFocus(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(self.words, 1)

    def show_overview(self, overview: PatientOverview, reading: Reading) -> None:
        """Say what is known; where nothing is, that."""
        parts = story_parts(overview.story, reading)
        if overview.changed:
            parts = [changed_part(overview.changed, reading), *parts]
        if not parts:
            self.words.setPlainText(
                self.tr("Once visits are completed, what changed between them stands here.")
            )
            return
        html = []
        for part in parts:
            lines = "".join(f"<p>{escape(line)}</p>" for line in part.lines)
            html.append(f"<h4>{escape(part.title)}</h4>{lines}")
        self.words.setHtml("".join(html))
