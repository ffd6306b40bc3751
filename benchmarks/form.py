"""One keystroke in a form of 500 questions with 100 conditions, beside a bare line of text.

    python -m benchmarks.form [--keys N]

The program: a real window with the real page, presenter, services and records; a key goes to a
line, and the clock stops when the page is up to date and painted. Peer: a window with one line
of text, the same key, painted. Both in turn. Beside it: how long it takes until the form stands
on the screen, until another section does, and until the rest of its 50 questions is built, which
otherwise happens piece by piece between two keys.
"""

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QDir, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from intake_app.bootstrap import LiveRecords
from intake_app.bootstrap.desktop import warm
from intake_app.content.loading import load_content
from intake_app.content.resources import find_resources
from intake_app.desktop.desk import Desk
from intake_app.desktop.pages.consultation_page import ConsultationPage
from intake_app.desktop.presenters.consultation import ConsultationPresenter
from intake_app.desktop.tasks import Tasks
from intake_app.desktop.theme import Scheme, palette, style_sheet
from intake_app.domain.form.answers import Place
from intake_app.domain.form.questionnaire import FormRef
from intake_app.domain.patients.patient import PatientDetails
from intake_app.services.access import Actor, Role
from intake_app.services.ports import Content, StoredForm

GOAL_MS = 16
SECTIONS, QUESTIONS = 10, 50
_ACTOR = Actor("Dr Example", Role.PRACTITIONER)
_KINDS = ("string", "integer", "boolean", "date", "text", "decimal", "quantity", "time", "url")
_WARM_UP = 20


def main() -> None:
    options = _options()
    application = QApplication([])
    _dress(application)
    with tempfile.TemporaryDirectory() as folder:
        content = replace(load_content(), form=_form())
        window = _Window(application, Path(folder) / "clinic", content)
        bare = QLineEdit()
        bare.resize(400, 40)
        bare.show()
        line = window.line("q5.20")
        times: dict[str, list[float]] = {"keystroke": [], "bare line": []}
        for turn in range(options.keys + _WARM_UP):
            letter = Qt.Key(Qt.Key.Key_A + turn % 26)
            for name, target in (("keystroke", line), ("bare line", bare)):
                taken = _timed(application, _pressing(target, letter))
                if turn >= _WARM_UP:
                    times[name].append(taken)
        window.close()
    print(f"{SECTIONS * QUESTIONS} questions, 100 conditions; milliseconds")
    for name, taken_all in {**window.times, **times}.items():
        worst = statistics.quantiles(taken_all, n=100)[98] if len(taken_all) > 1 else taken_all[0]
        print(f"{name:22} median {statistics.median(taken_all):7.2f}   p99 {worst:7.2f}")
    middles = [statistics.median(taken_all) for taken_all in times.values()]
    print(f"ratio                  {middles[0] / middles[1]:.1f}   (goal: p99 under {GOAL_MS} ms)")


class _Window:
    """The consultation's page on one draft in the large form."""

    def __init__(self, application: QApplication, folder: Path, content: Content) -> None:
        self._application = application
        self._live = LiveRecords(folder, lambda: content)
        services = self._live.services()
        warm()  # as the program does once these stand
        patient = services.patients.register(_ACTOR, PatientDetails(name="Ada Example"))
        draft = services.consultations.start(_ACTOR, patient.id).consultation
        self._tasks = Tasks()
        desk = Desk(services=services, actor=lambda: _ACTOR, tasks=self._tasks)
        self.page = ConsultationPage()
        self.page.resize(1280, 800)
        self.page.show()
        application.processEvents()
        began = time.perf_counter()
        self._presenter = ConsultationPresenter(self.page, desk, draft.id)
        while self.page.state is None:
            application.processEvents()
        application.processEvents()
        self.times = {"form on the screen": [1000 * (time.perf_counter() - began)]}
        for name in ("another section", "the rest of it"):
            self.times[name] = []
        for number in range(1, SECTIONS):
            for name, work in (
                ("another section", self._going_to(f"s{number}")),
                ("the rest of it", self._building(f"s{number}")),
            ):
                self.times[name].append(_timed(application, work))

    def line(self, link_id: str) -> QLineEdit:
        """The line of a question, with the keyboard in it."""
        self.page.go_to(Place(link_id))
        line = self._application.focusWidget()
        if not isinstance(line, QLineEdit):
            raise TypeError("the keyboard is not in a line")
        return line

    def close(self) -> None:
        self._presenter.flush()
        self._tasks.finish_writes()
        self._tasks.close()
        self._live.close()

    def _going_to(self, section: str) -> Callable[[], object]:
        return lambda: self.page.form.show_section(section, with_focus=True)

    def _building(self, section: str) -> Callable[[], object]:
        return lambda: self.page.go_to(Place(f"q{section[1:]}.{QUESTIONS - 1}"))


def _pressing(widget: QLineEdit, key: Qt.Key) -> Callable[[], object]:
    return lambda: QTest.keyClick(widget, key)


def _timed(application: QApplication, work: Callable[[], object]) -> float:
    """Milliseconds until it is done and painted."""
    began = time.perf_counter()
    work()
    application.sendPostedEvents()  # painting is among them
    taken = 1000 * (time.perf_counter() - began)
    application.processEvents()
    return taken


def _dress(application: QApplication) -> None:
    resources = find_resources()
    QDir.setSearchPaths("icons", [str(resources / "icons")])
    application.setStyle("Fusion")
    application.setPalette(palette(Scheme.LIGHT))
    application.setStyleSheet(style_sheet(resources / "styles", Scheme.LIGHT))


def _form() -> StoredForm:
    ref = FormRef("urn:example:large", "1")
    sections = [
        {
            "linkId": f"s{part}",
            "type": "group",
            "text": f"Part {part}",
            "item": [_question(part, number) for number in range(QUESTIONS)],
        }
        for part in range(SECTIONS)
    ]
    form = {
        "resourceType": "Questionnaire",
        "url": ref.url,
        "version": ref.version,
        "status": "active",
        "title": "A large form",
        "item": sections,
    }
    text = json.dumps(form)
    digest = sha256(text.encode()).hexdigest()
    return StoredForm(ref=ref, sha256=digest, definition=text)


def _question(part: int, number: int) -> dict[str, Any]:
    kind = "string" if number % 5 == 0 else _KINDS[number % len(_KINDS)]
    question: dict[str, Any] = {
        "linkId": f"q{part}.{number}",
        "type": kind,
        "text": f"Question {number} of part {part}",
    }
    if number % 5 == 4:  # one of five depends on the line of text before it: 100 in all
        condition = {"question": f"q{part}.{number - 4}", "operator": "exists"}
        question["enableWhen"] = [{**condition, "answerBoolean": number % 2 == 0}]
    return question


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--keys", type=int, default=400)
    return parser.parse_args()


if __name__ == "__main__":
    main()
