"""``intake-app patients``: find and add; cli/duplicates.py has the verbs about doubles."""

import argparse

from intake_app.cli import duplicates
from intake_app.cli.arguments import Noun, noun, positive
from intake_app.cli.doors import Doors
from intake_app.cli.output import result
from intake_app.domain.dates import parse_iso
from intake_app.domain.patients.patient import PatientDetails, Sex


def add_verbs(root: Noun) -> None:
    patients = noun(root, "patients", "find, register and merge patients")
    find = patients.verb("find", _find, "find patients, best match first")
    find.add_argument("text", metavar="TEXT", help="name, date of birth, telephone, number")
    find.add_argument("--limit", type=positive, default=20, metavar="N")
    add = patients.verb("add", _add, "register a patient")
    add.add_argument("--name", required=True, help="kept exactly as written")
    add.add_argument(
        "--romanised-name", default="", metavar="NAME",
        help="in Latin letters: to find it by ear, and for paper that cannot show the name",
    )  # fmt: skip
    add.add_argument("--birth-date", required=True, metavar="D", help="1988-04-17, 1988-04, 1988")
    add.add_argument("--phone", action="append", default=[], metavar="P", help="may be repeated")
    duplicates.add_verbs(patients)
    add.add_argument("--sex", choices=[sex.value for sex in Sex], default=Sex.UNKNOWN.value)


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
    details = PatientDetails(
        name=arguments.name,
        romanised_name=arguments.romanised_name,
        birth_date=parse_iso(arguments.birth_date),
        phones=tuple(arguments.phone),
        sex=Sex(arguments.sex),
    )
    with doors.opened(arguments.data_dir) as services:
        patient = services.patients.register(doors.actor, details)
    row = {"id": patient.id, "record_number": patient.record_number}
    line = f"Registered under record number {patient.record_number}, id {patient.id}."
    result(row, [line], as_json=arguments.json)
    return 0
