"""A window in which somebody fills rows in, until it is killed: ``python -m … FOLDER``.

After each save it prints, as one line of JSON, what the records then hold of these rows.
"""

import json
import sys
from itertools import count
from pathlib import Path

from PySide6.QtCore import QDir
from PySide6.QtWidgets import QApplication

from intake_app.bootstrap import LiveRecords
from intake_app.content.loading import load_content
from intake_app.content.resources import find_resources
from intake_app.desktop.desk import Desk
from intake_app.desktop.pages.consultation_page import ConsultationPage
from intake_app.desktop.presenters.consultation import ConsultationPresenter
from intake_app.desktop.tasks import Tasks
from intake_app.domain.form.answers import Place
from intake_app.domain.form.typed_text import value_text
from intake_app.domain.visit.consultation import Consultation
from intake_app.domain.visit.drafting import AddRow
from intake_app.services.consultation_view import ConsultationView
from tests.helpers.consultation_screen import DOCTOR, begin
from tests.helpers.qt_input import type_text

ROWS = Place("history.medicines")


def rows_in(consultation: Consultation) -> dict[str, str]:
    """The texts in the rows by place, finished or not, how many rows, and where one wrote."""
    answers = consultation.record.answers
    inside = ROWS.link_id + "."
    texts = {
        str(place): value_text(answer.values[0])
        for place, answer in answers.at.items()
        if place.link_id.startswith(inside)
    }
    typed = {
        str(place): text
        for place, text in consultation.unfinished.items()
        if place.link_id.startswith(inside)
    }
    left = str(consultation.left_at)
    return {**texts, **typed, "rows": str(answers.rows(ROWS)), "left": left}


def main(folder: Path) -> None:
    """Fill in one row after the other, for as long as the process lives."""
    application = QApplication([])
    QDir.setSearchPaths("icons", [str(find_resources() / "icons")])
    content = load_content()
    services = LiveRecords(folder, lambda: content).services()
    consultation_id = begin(services)
    page = ConsultationPage()
    page.resize(1280, 800)
    page.show()
    page.activateWindow()
    desk = Desk(services=services, actor=lambda: DOCTOR, tasks=Tasks())
    presenter = ConsultationPresenter(page, desk, consultation_id)
    while page.state is None:
        application.processEvents()
    print(consultation_id, flush=True)

    def tell(view: ConsultationView) -> None:
        print(json.dumps(rows_in(view.consultation)), flush=True)

    presenter._recording.outbox.saved.connect(tell)
    for row in count():
        page.edited.emit(AddRow(ROWS))
        for name, text in (("name", f"Medicine {row}"), ("dose", f"{row} mg"), ("since", "31.2.")):
            page.go_to(Place(f"{ROWS.link_id}.{name}", (row,)))
            field = application.focusWidget()
            assert field is not None
            for letter in text:
                type_text(field, letter)
                application.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
