"""``intake-app consultations``: record whole answers, and show what stands."""

import argparse
import json
from decimal import Decimal
from pathlib import Path

from intake_app.cli.arguments import Noun, named_id, noun
from intake_app.cli.corrections import add_correction_verbs, correction_line, correction_row
from intake_app.cli.doors import Doors
from intake_app.cli.files import read_json
from intake_app.cli.history import add_history_verb
from intake_app.cli.output import message, result
from intake_app.domain.patients.patient import PatientId
from intake_app.domain.visit.consultation import ConsultationId, ConsultationState, Record
from intake_app.domain.visit.corrections import voiding
from intake_app.domain.visit.drafting import PutBack
from intake_app.domain.visit.fhir_response import response_from_json, response_to_json
from intake_app.services.consultations import ConsultationView

_STATUS = {
    ConsultationState.DRAFT: "in-progress",
    ConsultationState.COMPLETED: "completed",
    ConsultationState.AMENDED: "amended",
}
"""The QuestionnaireResponse status of FHIR R4 for each state."""
_VOID = "entered-in-error"


def add_verbs(root: Noun) -> None:
    consultations = noun(root, "consultations", "record and show consultations")
    record = consultations.verb("record", _record, "record a FHIR QuestionnaireResponse")
    record.add_argument("--patient", required=True, type=named_id, metavar="ID")
    record.add_argument("--answers", required=True, type=Path, metavar="FILE")
    record.add_argument(
        "--complete", action="store_true", help="complete it; if that is refused it stays a draft"
    )
    go_on = consultations.verb("continue", _continue, "replace the answers of a draft")
    go_on.add_argument("id", type=named_id, metavar="ID")
    go_on.add_argument("--answers", type=Path, metavar="FILE", help="otherwise as they stand")
    go_on.add_argument("--complete", action="store_true", help="complete it")
    show = consultations.verb("show", _show, "show a consultation as it stands")
    show.add_argument("id", type=named_id, metavar="ID")
    show.add_argument(
        "--with-files",
        action="store_true",
        help="put the content of attached files in; otherwise they are only named",
    )
    add_history_verb(consultations)
    add_correction_verbs(consultations)


def _record(doors: Doors, arguments: argparse.Namespace) -> int:
    response = read_json(arguments.answers)
    with doors.opened(arguments.data_dir) as services:
        recorded = services.consultations.record(
            doors.actor, PatientId(arguments.patient), response, complete=arguments.complete
        )
    view = recorded.view
    _warn_of_another(response, view)
    row = {
        "id": view.consultation.id,
        "state": view.consultation.state.value,
        "findings": _findings(view),
        "missing": [str(place) for place in view.assessment.in_the_way],
    }
    lines = [f"Consultation {row['id']} is {row['state']}.", *_finding_lines(view)]
    result(row, lines, as_json=arguments.json)
    if recorded.refusal is None:
        return 0
    message(f"{recorded.refusal} It is kept as a draft.")
    return 1


def _continue(doors: Doors, arguments: argparse.Namespace) -> int:
    """In the form that the draft was begun in, whichever is in use now."""
    response = read_json(arguments.answers) if arguments.answers else None
    with doors.opened(arguments.data_dir) as services:
        service, id_ = services.consultations, ConsultationId(arguments.id)
        view = service.open(doors.actor, id_)
        if response is not None:
            record = response_from_json(view.questionnaire, response)
            view = service.save(doors.actor, id_, [PutBack(record, {})])
        if arguments.complete:
            view = service.complete(doors.actor, id_)
    row = {
        "id": view.consultation.id,
        "state": view.consultation.state.value,
        "form": str(view.consultation.form),
        "findings": _findings(view),
        "missing": [str(place) for place in view.assessment.in_the_way],
    }
    lines = [f"Consultation {row['id']} is {row['state']}.", *_finding_lines(view)]
    result(row, lines, as_json=arguments.json)
    return 0


def _show(doors: Doors, arguments: argparse.Namespace) -> int:
    with doors.opened(arguments.data_dir) as services:
        view = services.consultations.open(doors.actor, ConsultationId(arguments.id))
        record = view.consultation.record
        if arguments.with_files:
            record = services.attachments.with_contents(doors.actor, view.consultation)
        said = services.corrections.of_consultation(doors.actor, view.consultation.id)
    response = _response(view, record, is_void=voiding(said) is not None)
    row = {
        "response": _plain(response),
        "findings": _findings(view),
        "state": view.consultation.state.value,
        "corrections": [correction_row(each) for each in said],
    }
    text = json.dumps(row["response"], ensure_ascii=False, indent=2)
    lines = [f"State: {row['state']}", *map(correction_line, said), *_finding_lines(view)]
    lines += text.split("\n")
    result(row, lines, as_json=arguments.json)
    return 0


def _warn_of_another(response: object, view: ConsultationView) -> None:
    """Say so when the answers name another patient than the one they are recorded for."""
    subject = response.get("subject") if isinstance(response, dict) else None
    named = subject.get("reference") if isinstance(subject, dict) else None
    if isinstance(named, str) and named != f"Patient/{view.patient.id}":
        message(
            f"The answers were given for {named}; they are recorded for "
            f"{view.patient.record_number}, as --patient says."
        )


def _response(view: ConsultationView, record: Record, *, is_void: bool) -> dict[str, object]:
    consultation = view.consultation
    return response_to_json(
        view.questionnaire,
        record,
        patient_reference=f"Patient/{consultation.patient_id}",
        authored=consultation.versions[-1].at if consultation.versions else None,
        status=_VOID if is_void else _STATUS[consultation.state],
        identifier=consultation.id,
    )


def _findings(view: ConsultationView) -> list[dict[str, object]]:
    return [
        {
            "rule": finding.rule.id,
            "severity": finding.rule.severity.value,
            "sentence": finding.rule.sentence,
            "sources": list(finding.rule.sources),
            "override": (
                {"reason": finding.override.reason, "name": finding.override.name}
                if finding.override
                else None
            ),
        }
        for finding in view.assessment.findings
    ]


def _finding_lines(view: ConsultationView) -> list[str]:
    return [
        f"{finding.rule.severity.value.upper():4}  {finding.rule.sentence}"
        for finding in view.assessment.findings
    ]


def _plain(value: object) -> object:
    """Decimals as JSON numbers."""
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case dict():
            return {key: _plain(each) for key, each in value.items()}
        case list():
            return [_plain(each) for each in value]
        case _:
            return value
