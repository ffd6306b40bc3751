"""Earlier visits at a glance on the patient's page."""

from html import escape

from PySide6.QtWidgets import QFrame, QLabel, QTextBrowser, QVBoxLayout, QWidget

from intake_app.desktop.shown import shown_date
from intake_app.desktop.widgets.scalp.picture import ScalpPictures, map_title
from intake_app.desktop.widgets.visit.story_words import changed_part, parts_html, story_parts
from intake_app.domain.dates import PartialDate
from intake_app.domain.form.typed_text import Reading
from intake_app.domain.values import Attachment
from intake_app.domain.visit.patient_story import PatientOverview
from intake_app.domain.visit.scalp_filling import drawn_files

_STYLE = "h4 { margin: 12px 0 4px 0; } ul { margin: 0 0 0 -24px; } li { margin: 2px 0; }"


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
            parts.append(changed_part(overview.changed, reading))
        drawn = _newest_drawing(overview)
        if not parts and drawn is None:
            self.words.setPlainText(
                self.tr("Once visits are completed, what changed between them stands here.")
            )
            return
        html = list(parts_html(parts, head="h4"))
        pictures = ScalpPictures()
        if drawn is not None:
            day, file = drawn
            html.append(f"<h4>{escape(map_title(shown_date(day)))}</h4>{pictures.html([file])}")
        pictures.put_into(self.words.document())
        self.words.document().setDefaultStyleSheet(_STYLE)
        self.words.setHtml("".join(html))


def _newest_drawing(overview: PatientOverview) -> tuple[PartialDate, Attachment] | None:
    """The scalp map of the newest completed visit that has one."""
    for visit in overview.story.earlier.visits:
        for file in drawn_files(visit.questionnaire, visit.record.answers):
            return visit.day, file
    return None
