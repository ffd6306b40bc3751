"""``intake-app consultations void, reinstate, move``: mistakes that were written down."""

import argparse

from intake_app.cli.arguments import Noun, named_id
from intake_app.cli.doors import Doors
from intake_app.cli.output import result
from intake_app.domain.patients.patient import PatientId
from intake_app.domain.visit.consultation import ConsultationId
from intake_app.domain.visit.corrections import Correction, CorrectionKind

_DONE = {
    CorrectionKind.VOIDED: "Voided",
    CorrectionKind.REINSTATED: "Voiding taken back",
    CorrectionKind.MOVED: "Moved",
}


def add_correction_verbs(consultations: Noun) -> None:
    void = consultations.verb("void", _void, "mark a completed consultation as void")
    back = consultations.verb("reinstate", _reinstate, "take a voiding back")
    move = consultations.verb("move", _move, "put a consultation under another patient")
    for verb in (void, back, move):
        verb.add_argument("id", type=named_id, metavar="ID")
        verb.add_argument("--reason", required=True, metavar="WORDS")
    move.add_argument("--to", required=True, type=named_id, metavar="PATIENT-ID")


def correction_row(said: Correction) -> dict[str, object]:
    """What was said of a consultation afterwards, for a program."""
    return {
        "kind": said.kind.value,
        "by": said.by,
        "at": said.at.isoformat(),
        "reason": said.reason,
        "from": said.from_patient,
        "to": said.to_patient,
    }


def correction_line(said: Correction) -> str:
    """The same for a person."""
    return f"{_DONE[said.kind]}, {said.by}, {said.at:%Y-%m-%d %H:%M} UTC: {said.reason}"


def _void(doors: Doors, arguments: argparse.Namespace) -> int:
    id_ = ConsultationId(arguments.id)
    with doors.opened(arguments.data_dir) as services:
        said = services.corrections.void(doors.actor, id_, arguments.reason)
    row = {"id": id_, "kind": said.kind.value, "reason": said.reason, "by": said.by}
    result(row, [f"Consultation {id_} is void. It stays readable."], as_json=arguments.json)
    return 0


def _reinstate(doors: Doors, arguments: argparse.Namespace) -> int:
    id_ = ConsultationId(arguments.id)
    with doors.opened(arguments.data_dir) as services:
        said = services.corrections.reinstate(doors.actor, id_, arguments.reason)
    row = {"id": id_, "kind": said.kind.value, "reason": said.reason, "by": said.by}
    result(row, [f"Consultation {id_} counts again."], as_json=arguments.json)
    return 0


def _move(doors: Doors, arguments: argparse.Namespace) -> int:
    id_ = ConsultationId(arguments.id)
    with doors.opened(arguments.data_dir) as services:
        said = services.corrections.move(
            doors.actor, id_, PatientId(arguments.to), arguments.reason
        )
        number = services.consultations.open(doors.actor, id_).patient.record_number
    row = {"id": id_, "kind": said.kind.value, "to": said.to_patient, "reason": said.reason}
    result(row, [f"Consultation {id_} stands under {number} now."], as_json=arguments.json)
    return 0
