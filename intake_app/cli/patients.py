"""``intake-app patients``: find, add, correct; cli/duplicates.py has the verbs about doubles."""

import argparse
from dataclasses import replace

from intake_app.cli import duplicates
from intake_app.cli.arguments import Noun, named_id, noun, positive
from intake_app.cli.doors import Doors
from intake_app.cli.output import message, result
from intake_app.domain.dates import parse_iso
from intake_app.domain.patients.patient import PatientDetails, PatientId, Sex
from intake_app.services.access import Actor
from intake_app.services.suite import Services


def add_verbs(root: Noun) -> None:
    patients = noun(root, "patients", "find, register, correct and merge patients")
    find = patients.verb("find", _find, "find patients, best match first")
    find.add_argument("text", metavar="TEXT", help="name, date of birth, telephone, number")
    find.add_argument("--limit", type=positive, default=20, metavar="N")
    add = patients.verb("add", _add, "register a patient")
    correct = patients.verb(
        "correct", _correct, "correct what is known of a patient; what is not named stays"
    )
    correct.add_argument("patient", type=named_id, metavar="PATIENT", help="id or record number")
    _add_details(add, is_new=True)
    _add_details(correct, is_new=False)
    duplicates.add_verbs(patients)


def _add_details(verb: argparse.ArgumentParser, *, is_new: bool) -> None:
    verb.add_argument("--name", required=is_new, help="kept exactly as written")
    verb.add_argument(
        "--romanised-name", metavar="NAME",
        help="in Latin letters: to find it by ear, and for paper that cannot show the name",
    )  # fmt: skip
    verb.add_argument(
        "--birth-date", required=is_new, metavar="D", help="1988-04-17, 1988-04, 1988"
    )
    verb.add_argument(
        "--phone", action="append", metavar="P", help="may be repeated; replaces the list"
    )
    verb.add_argument("--sex", choices=[sex.value for sex in Sex])
    verb.add_argument("--language", metavar="CODE", help="which the patient reads best")
    verb.add_argument("--email", metavar="ADDRESS")
    verb.add_argument("--guardian", metavar="NAME")


def _find(doors: Doors, arguments: argparse.Namespace) -> int:
    with doors.opened(arguments.data_dir) as services:
        found = services.patients.find(doors.actor, arguments.text, limit=arguments.limit)
    rows = [
        {
            "id": match.id,
            "name": match.name,
            "birth_date": match.birth_date or None,
            "record_number": match.record_number,
            "phone": match.phone or None,
            "score": round(match.score, 1),
        }
        for match in found
    ]
    lines = [
        "  ".join((match.record_number, match.birth_date or "born: unknown", match.name, match.id))
        for match in found
    ]
    result(rows, lines or ["Nobody found."], as_json=arguments.json)
    return 0


def _add(doors: Doors, arguments: argparse.Namespace) -> int:
    details = _changed(PatientDetails(name=arguments.name), arguments)
    with doors.opened(arguments.data_dir) as services:
        doubles = services.patients.likely_doubles(doors.actor, details)
        patient = services.patients.register(doors.actor, details)
    for double in doubles:
        message(f"Registered already? {duplicates.line(double.patient)}")
        message(f"  {'; '.join(reason.value for reason in double.reasons)}")
    row = {"id": patient.id, "record_number": patient.record_number}
    line = f"Registered under record number {patient.record_number}, id {patient.id}."
    result(row, [line], as_json=arguments.json)
    return 0


def _correct(doors: Doors, arguments: argparse.Namespace) -> int:
    with doors.opened(arguments.data_dir) as services:
        patient_id = _id_of(services, doors.actor, arguments.patient)
        before = services.patients.get(doors.actor, patient_id)
        details = _changed(before.details, arguments)
        patient = services.patients.correct(doors.actor, before, details)
    now = patient.details
    row = {
        "id": patient.id,
        "record_number": patient.record_number,
        "name": now.name,
        "romanised_name": now.romanised_name,
        "birth_date": str(now.birth_date) if now.birth_date else None,
        "phones": list(now.phones),
        "sex": now.sex.value,
        "language": now.language,
        "email": now.email,
        "guardian": now.guardian,
    }
    result(row, [f"{name}: {value}" for name, value in row.items()], as_json=arguments.json)
    return 0


def _id_of(services: Services, actor: Actor, named: str) -> PatientId:
    """Of whoever has this record number; otherwise it is an id already."""
    wanted = named.strip().upper()
    found = services.patients.find(actor, wanted, limit=5)
    return next((each.id for each in found if each.record_number == wanted), PatientId(named))


def _changed(known: PatientDetails, arguments: argparse.Namespace) -> PatientDetails:
    """What is known, with what was given; an empty date of birth is one that is not known."""
    texts = ("name", "romanised_name", "language", "email", "guardian")
    changes: dict[str, object] = {
        name: value for name in texts if (value := getattr(arguments, name)) is not None
    }
    if arguments.phone is not None:
        changes["phones"] = tuple(each for each in arguments.phone if each)
    if arguments.sex is not None:
        changes["sex"] = Sex(arguments.sex)
    if arguments.birth_date is not None:
        text = arguments.birth_date
        changes["birth_date"] = parse_iso(text) if text.strip() else None
    return replace(known, **changes)  # type: ignore[arg-type]  # by the names of its own fields
