"""A clinic's whole day over protected records, in a process of its own.

Run as ``python -m tests.helpers.whole_day_process FOLDER THEIRS``: FOLDER holds protected
records, and THEIRS is where a person saves what is then theirs. It says "at work" when the day is
done and the records are open, "brought back" after a restore, and then waits to be killed.
"""

import hashlib
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter

from intake_app.bootstrap import LiveRecords
from intake_app.content.loading import load_content
from intake_app.desktop.crash import CrashHook
from intake_app.desktop.printing import print_pages, save_file
from intake_app.domain.dates import parse_iso
from intake_app.domain.form.answers import Place, given
from intake_app.domain.form.questionnaire import Questionnaire
from intake_app.domain.handout.handout import HandoutOptions
from intake_app.domain.patients.patient import PatientDetails, PatientId
from intake_app.domain.scalp.file import as_attachment
from intake_app.domain.visit.consultation import ConsultationId
from intake_app.domain.visit.drafting import AddRow, Edit, SetAnswer, TypeText
from intake_app.domain.visit.signature import Point, Signature
from intake_app.services.access import Actor, Role
from intake_app.services.suite import Services
from tests.helpers.earlier_visits import answer_of, completed_visit
from tests.helpers.fhir_builders import form_json, item_json
from tests.helpers.pictures import made_up_head, photograph
from tests.helpers.protected import sign_in
from tests.helpers.scalp_maps import PAINTED
from tests.helpers.stopped_clock import StoppedClock
from tests.helpers.visits import CLINIC

MANAGER = Actor("Anna Manager", Role.MANAGER)
DOCTOR = Actor("Dr Ana Sealed", Role.PRACTITIONER)
NAME = "Zoë O'Quetzal-Łukasz <b>&co</b> Şükrüvantal محمد"
NOTE = "Hortensia-Pruritus since the wedding in Görlitz"
HALF = "half-typed Zwischenstand"
PHONE, EMAIL, GUARDIAN = "+49 170 5554321", "zoe@quetzal.example", "Jörg O'Guardian-Vogel"
REASON = "Belongs to Gwendolyn Verwechselt"
STAGES = ("at work", "brought back")


def signature() -> Signature:
    stroke = tuple(Point(100 + 7 * step, 90 + step * step % 83, 16 * step) for step in range(60))
    return Signature(
        strokes=(stroke,), signer=GUARDIAN, signed_at=datetime(2026, 5, 3, tzinfo=UTC)
    )


def register(services: Services) -> PatientId:
    details = PatientDetails(
        name=NAME,
        birth_date=parse_iso("2011-04-17"),
        phones=(PHONE,),
        email=EMAIL,
        guardian=GUARDIAN,
    )
    return services.patients.register(DOCTOR, details).id


def edits(services: Services, form: Questionnaire) -> tuple[Edit, ...]:
    """What is painted, signed, taken and typed in one visit."""
    taken = services.attachments.photograph(DOCTOR, photograph(picture=made_up_head()))

    def choose(place: str, code: str) -> Edit:
        return SetAnswer(Place(place), answer_of(form, place, code))

    return (
        SetAnswer(Place("visit.reason"), given(NOTE)),
        SetAnswer(Place("examination.salt.map"), given(as_attachment(PAINTED))),
        choose("agreement.signature", "on-screen"),
        SetAnswer(Place("agreement.patient_signature"), given(signature().file())),
        SetAnswer(Place("agreement.photos_record"), given(True)),
        choose("examination.photographs", "taken"),
        AddRow(Place("examination.photos")),
        SetAnswer(Place("examination.photos.image", (0,)), given(taken)),
    )


def day(services: Services, theirs: Path) -> str:
    """Everything that leaves something on a disk; gives the digest of the paper."""
    services.clinic.save(MANAGER, CLINIC)
    text = services.clinic_content.text("en")
    services.clinic_content.approve(DOCTOR, "en", text.digest)
    patient = register(services)
    form = services.forms.questionnaire(services.forms.in_use().ref)
    visit = completed_visit(services, DOCTOR, patient, {}, *edits(services, form))
    paper = hand_out(services, visit, theirs)
    amended = services.consultations.begin_amendment(DOCTOR, visit, REASON)
    services.consultations.complete(DOCTOR, amended.consultation.id)
    services.duplicates.merge(DOCTOR, patient, register(services))
    draft = services.consultations.start(DOCTOR, patient).consultation.id
    half = TypeText(Place("visit.date"), HALF)
    services.consultations.save(DOCTOR, draft, (*edits(services, form), half))
    services.forms.load(MANAGER, json.dumps(form_json(item_json("visit.reason", "text"))))
    return paper


def hand_out(services: Services, visit: ConsultationId, theirs: Path) -> str:
    services.handouts.preview(DOCTOR, visit, HandoutOptions())
    document = services.handouts.issue(DOCTOR, visit, HandoutOptions())
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(theirs / "printed.pdf"))
    print_pages(printer, document.content)
    services.handouts.printed(DOCTOR, document.document_id)
    save_file(theirs / "saved.pdf", document.content)
    return hashlib.sha256(document.content).hexdigest()


def fail(name: str) -> None:
    raise ValueError(f"a bug with {name} and {NOTE} in its words")


def crash(folder: Path) -> None:
    """A bug with a patient in its words."""
    hook = CrashHook(folder / "logs", "1", now=StoppedClock().now)
    try:
        fail(NAME)
    except ValueError as error:
        hook.take(type(error), error, error.__traceback__)


def say(stage: str) -> None:
    print(stage, flush=True)
    sys.stdin.readline()


def main(folder: Path, theirs: Path) -> None:
    application = QGuiApplication([])
    live = LiveRecords(folder, load_content, StoppedClock(), sign_in=sign_in)
    services = live.services()
    day(services, theirs)
    crash(folder)
    backup = services.upkeep.back_up(MANAGER, None).path
    services.upkeep.backup_if_due()
    services.upkeep.salvage_as_backup(MANAGER)
    say(STAGES[0])
    live.close()
    live.upkeep().restore(MANAGER, backup)
    patient = register(live.services())
    say(STAGES[1])
    del application, patient


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
