"""The product list on its screen, and picked from at a treatment session."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from intake_app.desktop.pages.clinic_page import ClinicPage
from intake_app.desktop.pages.products_page import ProductsPage
from intake_app.desktop.widgets.clinic.product_dialog import ProductDialog
from intake_app.domain.form.answers import Place
from intake_app.domain.patients.patient import PatientDetails
from intake_app.domain.products import Batch, Product
from intake_app.domain.visit.beginning import VisitKind
from intake_app.services.access import Actor, Role
from intake_app.services.suite import Services
from tests.helpers.builders import AWKWARD_NAME, day
from tests.helpers.consultation_screen import CTRL, choose, focus, sitting
from tests.helpers.program import ALT, Program

DOCTOR = Actor("Dr Mary Example", Role.PRACTITIONER)
MIX = Product(
    name="Mix <b>&co</b>",
    dose="2 ml",
    batches=(
        Batch(number="L1", expiry=day("2027-06")),
        Batch(number="OLD", expiry=day("2026-10")),
    ),
    dht_blocker=True,
)


def dialog_of(page: ProductsPage) -> ProductDialog:
    return next(d for d in page.findChildren(ProductDialog) if d.isVisible())


def test_a_product_is_added_and_its_expired_batch_is_marked(
    program: Program, clinic_records: Services
) -> None:
    program.choose("products")
    page = program.page(ProductsPage)
    program.press(Qt.Key.Key_A, ALT)
    program.wait(lambda: bool(page.findChildren(ProductDialog)))
    dialog = dialog_of(page)
    dialog.fields["batches"].show_text("L1, 30.06.2027\nOLD, 10.2026")
    dialog.save_button.click()
    assert "left empty" in dialog.error.text()

    dialog.fields["name"].show_text(AWKWARD_NAME)
    dialog.fields["dht_blocker"].show_text("yes")
    dialog.save_button.click()

    program.wait(lambda: page.products.table.current_line() is not None)
    line = page.products.table.current_line()
    assert line is not None
    assert line.cells[0] == AWKWARD_NAME
    assert line.cells[2] == "L1 until 30 Jun 2027; OLD ⚠ expired Oct 2026"
    assert clinic_records.products.all()[0].dht_blocker is True

    page.products.button("retire").click()
    program.wait(lambda: clinic_records.products.all()[0].retired)
    program.wait(lambda: not page.products.button("bring-back").isHidden())


def test_reception_sees_the_products_and_why_they_cannot_be_changed(
    program: Program, clinic_records: Services
) -> None:
    clinic_records.products.put(DOCTOR, MIX)
    program.choose("products")
    page = program.page(ProductsPage)
    program.wait(lambda: page.products.table.current_line() is not None)
    buttons = (page.add_button, page.products.button("edit"), page.products.button("retire"))
    assert not any(button.isHidden() for button in buttons)

    program.window.top_bar.actor_chosen.emit(0)
    assert all(button.isHidden() for button in buttons)
    assert "may not change the clinic's settings" in page.rights.text()

    program.window.top_bar.actor_chosen.emit(1)
    assert not any(button.isHidden() for button in buttons)
    assert page.rights.isHidden()


def test_reception_reads_the_settings_and_why_they_cannot_be_changed(program: Program) -> None:
    program.choose("settings")
    page = program.page(ClinicPage)
    program.wait(page.save_button.isEnabled)

    program.window.top_bar.actor_chosen.emit(0)
    assert not page.save_button.isEnabled()
    assert not page.form.isEnabled()
    assert "may not change the clinic's settings" in page.rights.text()

    program.window.top_bar.actor_chosen.emit(1)
    assert page.save_button.isEnabled()
    assert page.rights.isHidden()


def test_picking_a_product_fills_a_row_as_one_step_and_flags_what_is_out_of_date(
    qtbot: QtBot, services: Services
) -> None:
    services.products.put(DOCTOR, MIX)
    patient = services.patients.register(DOCTOR, PatientDetails(name=AWKWARD_NAME))
    draft = services.consultations.start(DOCTOR, patient.id, VisitKind.TREATMENT_SESSION)

    with sitting(qtbot, services, draft.consultation.id) as screen:
        rows = screen.row_group("plan.products")
        words = [action.text() for action in rows.picker.menu().actions()]
        assert words[0].startswith("Mix <b>&&co</b> · 2 ml · batch L1 · until Jun 2027")
        assert "⚠ expired" in words[1]

        rows.picker.menu().actions()[1].trigger()

        said = {p.link_id: a.values[0] for p, a in screen.state.answers.at.items() if p.rows}
        assert said == {
            "plan.products.name": MIX.name,
            "plan.products.dose": "2 ml",
            "plan.products.batch": "OLD",
            "plan.products.expiry": day("2026-10"),
            "plan.products.dht_blocker": True,
        }
        screen.wait_until_saved()
        found = {finding.rule.id for finding in screen.state.assessment.findings}
        assert "product-expired" in found

        rows.add_button.setFocus()
        screen.press(Qt.Key.Key_Z, CTRL)
        assert screen.state.answers.rows(Place("plan.products")) == 0


def test_a_treatment_session_asks_little_and_a_check_asks_less(
    qtbot: QtBot, services: Services
) -> None:
    patient = services.patients.register(DOCTOR, PatientDetails(name=AWKWARD_NAME))
    draft = services.consultations.start(DOCTOR, patient.id, VisitKind.TREATMENT_SESSION)

    with sitting(qtbot, services, draft.consultation.id) as screen:
        session = {spot.item.link_id for spot in screen.state.assessment.spots}
        choose(screen, "visit.kind", "after-treatment-check")
        check = {spot.item.link_id for spot in screen.state.assessment.spots}

    assert {"plan.products", "plan.session.site", "plan.session.borne"} <= session
    assert {"sun.holiday_planned", "care.next_colouring"} <= session
    left_out = {"sun.tanning", "care.washing", "plan.sessions", "history", "expectations"}
    assert not left_out & session
    assert {"visit.event", "visit.rating", "safety.after"} <= check
    assert not {"plan", "agreement", "sun", "care", "safety.screen"} & check


def test_an_unwanted_effect_is_recorded_by_keyboard_alone(
    qtbot: QtBot, services: Services
) -> None:
    patient = services.patients.register(DOCTOR, PatientDetails(name=AWKWARD_NAME))
    draft = services.consultations.start(DOCTOR, patient.id, VisitKind.AFTER_TREATMENT_CHECK)

    with sitting(qtbot, services, draft.consultation.id) as screen:
        assert screen.state.answers.rows(Place("visit.event")) == 1
        first = screen.field("visit.event.what[0]")
        assert first.isAncestorOf(focus())
        screen.press(Qt.Key.Key_4)
        screen.field("visit.event.severity[0]").take_focus()
        screen.press(Qt.Key.Key_3)
        screen.press(Qt.Key.Key_Return, CTRL)
        with qtbot.waitSignal(screen.presenter.closed):
            screen.press(Qt.Key.Key_Space)

    effects = services.follow_up.overview(DOCTOR, patient.id).story.effects
    assert [said.answer.values[0].code for said in effects[0].said] == ["lump", "severe"]  # type: ignore[union-attr]
