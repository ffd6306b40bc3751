"""``intake-app consultations history``: every version, and what was said of it afterwards."""

import argparse

from intake_app.cli.arguments import Noun, named_id
from intake_app.cli.corrections import correction_line, correction_row
from intake_app.cli.doors import Doors
from intake_app.cli.output import result
from intake_app.domain.form.answers import Answer
from intake_app.domain.form.typed_text import value_text
from intake_app.domain.visit.amendments import AmendedVersion, Difference, version_history
from intake_app.domain.visit.consultation import ConsultationId


def add_history_verb(consultations: Noun) -> None:
    history = consultations.verb(
        "history", _history, "show what each amendment and correction did"
    )
    history.add_argument("id", type=named_id, metavar="ID")


def _history(doors: Doors, arguments: argparse.Namespace) -> int:
    with doors.opened(arguments.data_dir) as services:
        view = services.consultations.open(doors.actor, ConsultationId(arguments.id))
        said = services.corrections.of_consultation(doors.actor, view.consultation.id)
    versions = version_history(view.questionnaire, view.consultation.versions)
    lines = [line for each in versions for line in _lines(each)]
    lines += [correction_line(each) for each in said]
    rows = [*(_row(each) for each in versions), *(correction_row(each) for each in said)]
    result(rows, lines or ["Nothing has been completed yet."], as_json=arguments.json)
    return 0


def _row(amended: AmendedVersion) -> dict[str, object]:
    version = amended.version
    return {
        "number": version.number,
        "by": version.by,
        "at": version.at.isoformat(),
        "reason": version.reason,
        "changes": [
            {
                "link_id": each.item.link_id,
                "row": [row + 1 for row in each.place.rows],
                "question": each.item.text,
                "before": _said(each.before),
                "after": _said(each.after),
            }
            for each in amended.differences
        ],
        "reasons": [
            {"rule": each.rule_id, "before": each.before, "after": each.after}
            for each in amended.reasons
        ],
    }


def _lines(amended: AmendedVersion) -> list[str]:
    version = amended.version
    why = f": {version.reason}" if version.reason else ""
    lines = [f"Version {version.number}, {version.by}, {version.at:%Y-%m-%d %H:%M} UTC{why}"]
    lines += [f"  {_question(each)}: {_words(each)}" for each in amended.differences]
    lines += [
        f"  Reason for {each.rule_id}: {each.before or 'none'} -> {each.after or 'none'}"
        for each in amended.reasons
    ]
    return lines


def _question(each: Difference) -> str:
    rows = "".join(f" ({row + 1})" for row in each.place.rows)
    return f"{(each.item.text or each.item.link_id).rstrip(':')}{rows}"


def _words(each: Difference) -> str:
    before, after = ("; ".join(_said(answer)) for answer in (each.before, each.after))
    return f"{before or 'no answer'} -> {after or 'no answer'}"


def _said(answer: Answer | None) -> list[str]:
    if answer is None:
        return []
    return [value_text(value) for value in answer.values] or [answer.state.value]
