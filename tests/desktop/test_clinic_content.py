"""The aftercare times and the text of the handout in the window, over real records."""

import re
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from intake_app.desktop.pages.text_page import TextPage
from intake_app.desktop.pages.times_page import TimesPage
from intake_app.desktop.presenters.passage_words import passage_text
from intake_app.desktop.widgets.handout.time_dialog import TimeDialog
from intake_app.domain.handout.printed_text import passages_of
from intake_app.domain.visit.aftercare import Span, SpanUnit
from intake_app.services.clinic_content import (
    ClinicContentService,
    Standing,
    TextInForce,
    WindowInForce,
)
from intake_app.services.ports import Content
from intake_app.services.suite import Services
from tests.desktop.conftest import DOCTOR
from tests.helpers.program import ALT, Program, focus


def times(program: Program) -> TimesPage:
    program.choose("times")
    page = program.page(TimesPage)
    program.wait(lambda: page.table.model().rowCount() > 0)
    return page


def text(program: Program) -> TextPage:
    program.choose("text")
    page = program.page(TextPage)
    program.wait(lambda: bool(page.text.toPlainText()) and page.languages.count() > 1)
    return page


def window(services: Services, id_: str) -> WindowInForce:
    return next(each for each in services.clinic_content.windows() if each.now.id == id_)


def dialog(program: Program) -> TimeDialog:
    found: list[TimeDialog] = []

    def is_open() -> bool:
        found.extend(program.window.findChildren(TimeDialog))
        return bool(found)

    program.wait(is_open)
    return found[-1]


def current_cells(page: TimesPage) -> tuple[str, ...]:
    line = page.table.current_line()
    assert line is not None
    return line.cells


def said(page: TimesPage | TextPage) -> str:
    return page.notice.message.text if page.notice.message is not None else ""


def test_a_time_is_changed_and_set_back_by_keyboard(
    clinic_records: Services, program: Program
) -> None:
    page = times(program)
    assert focus() is page.table

    program.press(Qt.Key.Key_Return)
    asked = dialog(program)
    assert asked.number.value() == 24
    QTest.keyClicks(asked.number, "36")
    QTest.keyClick(asked.number, Qt.Key.Key_Return)
    program.wait(lambda: "Set." in said(page))

    assert window(clinic_records, "washing").now.set_to == Span(36, SpanUnit.HOURS)
    what, how_long, set_by, before = current_cells(page)
    assert what == "Wash or wet your hair"
    assert how_long == "36 hours after the session"
    assert DOCTOR.name in set_by
    assert before == "24 hours"

    program.window.activateWindow()
    QTest.keyClick(program.window, Qt.Key.Key_B, ALT)
    program.wait(lambda: "24 hours" in current_cells(page)[1])
    washing = window(clinic_records, "washing")
    assert washing.now == washing.starting
    assert not page.times.button("starting").isVisible()


def test_escape_leaves_a_time_as_it_was(clinic_records: Services, program: Program) -> None:
    page = times(program)
    program.press(Qt.Key.Key_Return)
    asked = dialog(program)
    asked.unit.setCurrentIndex(asked.unit.findData("days"))
    QTest.keyClick(asked.number, Qt.Key.Key_Escape)

    assert said(page) == ""
    assert window(clinic_records, "washing").now.before is None


def test_a_number_no_larger_than_can_be_meant_can_be_typed(program: Program) -> None:
    times(program)
    program.press(Qt.Key.Key_Return)
    asked = dialog(program)

    asked.unit.setCurrentIndex(asked.unit.findData("days"))

    assert asked.number.maximum() == 90
    asked.reject()


def test_why_and_what_others_advise_stand_below_the_times(program: Program) -> None:
    page = times(program)
    assert "Clinics say from the same evening to 4 days." in page.detail.text()
    first = page.detail.text()
    program.press(Qt.Key.Key_Down)
    assert page.detail.text() != first


def test_a_time_is_taken_away_and_until_it_is_set_again_that_nothing_prints_is_said(
    clinic_records: Services, program: Program
) -> None:
    page = times(program)
    page.times.button("none").click()
    program.decision().accept_button.click()
    program.wait(lambda: "No handout can be printed" in said(page))

    assert current_cells(page)[1] == "no time: nothing can be printed"
    assert "“Wash or wet your hair”" in said(page)
    now = window(clinic_records, "washing").now
    assert (now.set_to, now.author) == (None, DOCTOR.name)
    assert not page.times.button("none").isVisible()
    assert f"Set by: {DOCTOR.name}" in page.detail.text()

    page.time_set.emit("washing", 24, "hours")
    program.wait(lambda: "New handouts go by it" in said(page))
    assert window(clinic_records, "washing").now.set_to == Span(24, SpanUnit.HOURS)


def test_where_there_is_little_room_who_set_a_time_stands_below_the_table(
    program: Program,
) -> None:
    page = times(program)
    program.window.resize(1280, 900)
    program.wait(lambda: not page.table.isColumnHidden(2))
    program.window.resize(640, 500)
    program.wait(lambda: page.table.isColumnHidden(2) and page.table.isColumnHidden(3))
    assert "Set by: starting value of the program" in page.detail.text()


def test_the_text_begins_with_what_stands_first_on_the_paper(program: Program) -> None:
    read = text(program).text.toPlainText()
    assert read.startswith("When to ring")
    assert "cards · " not in read
    assert "“Go out in strong sun or use a sun bed”: how long" in read


def test_reception_reads_the_times_and_the_text_and_changes_neither(program: Program) -> None:
    reception, doctor = 0, 1
    program.window.top_bar.actor_chosen.emit(reception)

    page = times(program)
    assert not page.times.button("set").isVisible()
    program.window.top_bar.actor_chosen.emit(doctor)
    assert page.times.button("set").isVisible()

    other = text(program)
    assert other.approve_button.isVisible()
    program.window.top_bar.actor_chosen.emit(reception)
    assert not other.approve_button.isVisible()


def test_the_text_is_read_and_approved_by_keyboard(
    clinic_records: Services, program: Program
) -> None:
    page = text(program)
    assert "Nobody in this clinic has approved it yet" in page.standing.text()
    assert focus() is page.text
    assert "Do not squeeze, rub or massage it." in page.text.toPlainText()
    assert not page.only_changes.isVisible()

    QTest.keyClick(program.window, Qt.Key.Key_A, ALT)
    program.decision().accept_button.click()
    program.wait(lambda: "Approved." in said(page))

    approval = clinic_records.clinic_content.text("en").approval
    assert approval is not None
    assert approval.by == DOCTOR.name
    assert f"Approved by {DOCTOR.name}" in page.standing.text()
    assert not page.approve_button.isVisible()


def test_an_arabic_text_is_read_from_the_right_also_where_a_number_begins_it(
    clinic_records: Services, program: Program
) -> None:
    page = text(program)
    page.languages.setCurrentIndex(page.languages.findData("ar"))
    page.language_chosen.emit("ar")
    hours = next(
        words
        for words in clinic_records.clinic_content.text("ar").passages.values()
        if words.startswith("{hours}")
    )
    program.wait(lambda: hours in page.text.toPlainText())

    found = page.text.document().find(hours).block()

    assert found.blockFormat().layoutDirection() is Qt.LayoutDirection.RightToLeft
    first = page.text.document().begin()
    assert first.blockFormat().layoutDirection() is not Qt.LayoutDirection.RightToLeft


def test_after_a_change_only_what_is_new_has_to_be_read(
    clinic_records: Services, program: Program
) -> None:
    service = clinic_records.clinic_content
    service.approve(DOCTOR, "en", service.text("en").digest)
    service.change_window(DOCTOR, "sun", Span(3, SpanUnit.DAYS))

    page = text(program)

    assert "not as Dr Mary Example approved them" in page.standing.text()
    assert page.only_changes.isChecked()
    shown = page.text.toPlainText()
    assert "Changed · “Go out in strong sun or use a sun bed”: how long" in shown
    assert "New · “Go out in strong sun or use a sun bed”: how long, before that" in shown
    assert "As approved: 48" in shown
    assert "squeeze" not in shown

    page.only_changes.click()
    assert "squeeze" in page.text.toPlainText()


def test_an_approval_is_taken_back(clinic_records: Services, program: Program) -> None:
    service = clinic_records.clinic_content
    service.approve(DOCTOR, "en", service.text("en").digest)
    page = text(program)

    QTest.keyClick(program.window, Qt.Key.Key_T, ALT)
    program.decision().accept_button.click()
    program.wait(lambda: "Taken back" in said(page))

    assert service.text("en").standing is Standing.TAKEN_BACK
    assert page.approve_button.isVisible()


def test_what_changed_while_it_was_read_is_refused_in_words(
    clinic_records: Services, program: Program
) -> None:
    page = text(program)
    clinic_records.clinic_content.change_window(DOCTOR, "sun", Span(3, SpanUnit.DAYS))

    QTest.keyClick(program.window, Qt.Key.Key_A, ALT)
    program.decision().accept_button.click()

    program.wait(lambda: "has changed while you read it" in said(page))


def test_a_text_that_comes_after_another_was_chosen_is_not_shown(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = text(program)
    session = program.desktop.session
    assert session is not None
    service = ClinicContentService.text
    let_english_come = Event()

    def late_english(self: ClinicContentService, language: str) -> TextInForce:
        if language == "en":
            let_english_come.wait(30)
        return service(self, language)

    monkeypatch.setattr(ClinicContentService, "text", late_english)
    page.language_chosen.emit("en")
    page.language_chosen.emit("es")
    program.wait(lambda: "Sus inyecciones" in page.text.toPlainText())
    let_english_come.set()
    program.wait(lambda: session._tasks.is_idle)

    assert "Sus inyecciones" in page.text.toPlainText()


def test_who_has_read_a_translation_is_kept_by_name_and_taken_back(
    clinic_records: Services, program: Program
) -> None:
    page = text(program)
    page.languages.setCurrentIndex(page.languages.findData("es"))
    page.languages.activated.emit(page.languages.currentIndex())
    program.wait(lambda: "Sus inyecciones" in page.text.toPlainText())
    program.wait(page.review.record_button.isVisible)
    assert "No clinician who speaks this language" in page.review.words.text()
    assert "(not reviewed)" in page.languages.currentText()

    page.review.record_button.click()
    asked = program.decision()
    assert not asked.accept_button.isEnabled()
    asked.reason.setText("Dra. Inés Ejemplo")
    asked.accept_button.click()

    program.wait(lambda: page.languages.currentText() == "Español")
    assert "Dra. Inés Ejemplo, who speaks this language" in page.review.words.text()
    assert "Nobody in this clinic has approved it yet" in page.standing.text()
    review = clinic_records.text_reviews.last("es")
    assert review is not None
    assert (review.clinician, review.by) == ("Dra. Inés Ejemplo", DOCTOR.name)

    page.review.take_back_button.click()
    program.wait(lambda: "(not reviewed)" in page.languages.currentText())
    assert page.review.record_button.isVisible()


def test_while_another_language_is_read_nothing_is_shown_that_could_be_approved(
    clinic_records: Services, program: Program
) -> None:
    page = text(program)
    program.wait(lambda: page.languages.count() > 1)
    assert page.approve_button.isVisible()

    page.languages.setCurrentIndex(page.languages.findData("tr"))
    page.language_chosen.emit("tr")
    assert not page.approve_button.isVisible()
    assert not page.review.record_button.isVisible()
    assert page.text.toPlainText() == ""

    program.wait(page.approve_button.isVisible)
    passages = clinic_records.clinic_content.text("tr").passages
    (title,) = [words for key, words in passages.items() if key.split(".")[-1] == "title"][:1]
    assert title in page.text.toPlainText()


_ONLY_THE_PROGRAM_KNOWS = re.compile(r"[a-z]+(?:-[a-z]+)+|[A-Z]\d+|[a-z]+[._][a-z._]+|-|[a-z]{2}")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_passage_shows_a_name_that_only_the_program_knows(
    content: Content, language: str
) -> None:
    passages = passages_of(content.texts[language], content.windows, content.evidence)
    shown = {key: passage_text(key, text, passages) for key, text in passages.items()}

    known = {"yes", "no"} | set(content.texts[language].phrases.values())
    assert {
        key: text
        for key, text in shown.items()
        if _ONLY_THE_PROGRAM_KNOWS.fullmatch(text) and text not in known
    } == {}
    assert shown["text.personal.boxes.1.strength"] in known
