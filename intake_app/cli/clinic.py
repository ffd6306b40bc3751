"""``intake-app clinic``: what the clinic says of itself on the handout."""

import argparse
from dataclasses import asdict, fields, replace

from intake_app.cli.arguments import Noun, noun
from intake_app.cli.doors import Doors
from intake_app.cli.output import message, result
from intake_app.domain.clinic import Clinic

_TEXTS = [field.name for field in fields(Clinic) if field.type is str or field.type == "str"]


def add_verbs(root: Noun) -> None:
    clinic = noun(root, "clinic", "the clinic's own settings")
    clinic.verb("show", _show, "show the settings in force")
    change = clinic.verb("set", _set, "change settings; what is not named stays")
    for name in _TEXTS:
        change.add_argument(f"--{name.replace('_', '-')}", dest=name, metavar="TEXT")
    change.add_argument(
        "--practitioner", dest="practitioners", action="append", metavar="NAME",
        help="may be repeated; replaces the list",
    )  # fmt: skip
    change.add_argument("--day-first", choices=["yes", "no"], help="3/4/2026 is 3 April")


def _show(doors: Doors, arguments: argparse.Namespace) -> int:
    with doors.opened(arguments.data_dir) as services:
        clinic = services.clinic.get()
    _report(clinic, arguments)
    return 0


def _set(doors: Doors, arguments: argparse.Namespace) -> int:
    changes: dict[str, object] = {
        name: value for name in _TEXTS if (value := getattr(arguments, name)) is not None
    }
    if arguments.practitioners is not None:
        changes["practitioners"] = tuple(arguments.practitioners)
    if arguments.day_first is not None:
        changes["day_first"] = arguments.day_first == "yes"
    with doors.opened(arguments.data_dir) as services:
        changed = replace(services.clinic.get(), **changes)  # type: ignore[arg-type]
        clinic = services.clinic.save(doors.actor, changed)
    _report(clinic, arguments)
    return 0


def _report(clinic: Clinic, arguments: argparse.Namespace) -> None:
    row = asdict(clinic)
    result(row, [f"{name}: {value}" for name, value in row.items()], as_json=arguments.json)
    if missing := clinic.missing_for_handout():
        message(f"Before a handout can be printed: fill in {', '.join(missing)}.")
