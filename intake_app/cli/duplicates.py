"""``intake-app patients``: duplicates, keep-apart, merge, unmerge."""

import argparse

from intake_app.cli.arguments import Noun
from intake_app.cli.doors import Doors
from intake_app.cli.output import message, result
from intake_app.domain.patients.patient import Patient, PatientId
from intake_app.services.duplicates import LikelyPair


def add_verbs(patients: Noun) -> None:
    patients.verb("duplicates", _duplicates, "list likely doubles with the reasons, best first")
    apart = patients.verb("keep-apart", _keep_apart, "remember that two are not one person")
    again = patients.verb("undo-apart", _undo_apart, "they may be one person after all")
    for verb in (apart, again):
        verb.add_argument("one", metavar="A", type=PatientId, help="a patient's id")
        verb.add_argument("other", metavar="B", type=PatientId, help="the other's id")
    merge = patients.verb("merge", _merge, "show a patient and everything of theirs as another's")
    merge.add_argument("kept", metavar="KEEP", type=PatientId, help="id of the one to keep")
    merge.add_argument("other", metavar="OTHER", type=PatientId, help="id of the same person")
    unmerge = patients.verb("unmerge", _unmerge, "undo a merge")
    unmerge.add_argument(
        "other", metavar="OTHER", type=PatientId, help="id of the one who was not the kept one"
    )


def _duplicates(doors: Doors, arguments: argparse.Namespace) -> int:
    with doors.opened(arguments.data_dir) as services:
        pairs = services.duplicates.likely(doors.actor)
    rows = [
        {
            "a": pair.one.id,
            "b": pair.other.id,
            "score": pair.score,
            "reasons": [reason.value for reason in pair.reasons],
        }
        for pair in pairs
    ]
    lines = [line for pair in pairs for line in _lines(pair)]
    result(rows, lines or ["No likely doubles."], as_json=arguments.json)
    return 0


def _lines(pair: LikelyPair) -> list[str]:
    why = "; ".join(reason.value for reason in pair.reasons)
    return [f"{pair.score:.0f} %  {why}", *(f"  {line(each)}" for each in (pair.one, pair.other))]


def line(patient: Patient) -> str:
    born = str(patient.birth_date or "born: unknown")
    return "  ".join((patient.record_number, born, patient.name, patient.id))


def _keep_apart(doors: Doors, arguments: argparse.Namespace) -> int:
    with doors.opened(arguments.data_dir) as services:
        services.duplicates.keep_apart(doors.actor, arguments.one, arguments.other)
    message("These two will not be listed as likely doubles again.")
    return 0


def _undo_apart(doors: Doors, arguments: argparse.Namespace) -> int:
    with doors.opened(arguments.data_dir) as services:
        services.duplicates.undo_apart(doors.actor, arguments.one, arguments.other)
    message("These two are listed again, while they look alike.")
    return 0


def _merge(doors: Doors, arguments: argparse.Namespace) -> int:
    with doors.opened(arguments.data_dir) as services:
        services.duplicates.merge(doors.actor, arguments.kept, arguments.other)
    message(
        f"Merged. Both histories are shown under {arguments.kept}; "
        f"“intake-app patients unmerge {arguments.other}” undoes it."
    )
    return 0


def _unmerge(doors: Doors, arguments: argparse.Namespace) -> int:
    with doors.opened(arguments.data_dir) as services:
        services.duplicates.unmerge(doors.actor, arguments.other)
    message(f"The merge is undone: {arguments.other} is a patient of their own again.")
    return 0
