"""Completed visits of one patient, made through the services."""

from collections.abc import Mapping

from intake_app.domain.form.answers import Answer, Place, given
from intake_app.domain.form.questionnaire import Item, ItemType, Questionnaire
from intake_app.domain.patients.patient import PatientId
from intake_app.domain.values import Coding, Value
from intake_app.domain.visit.beginning import VisitKind
from intake_app.domain.visit.consultation import ConsultationId
from intake_app.domain.visit.drafting import Edit, SetAnswer, SetAnswers
from intake_app.services.access import Actor
from intake_app.services.consultation_view import ConsultationView
from intake_app.services.suite import Services
from tests.helpers.builders import AWKWARD_NAME, day


def choice_of(form: Questionnaire, link_id: str, code: str) -> Coding:
    """The form's own wording of a choice."""
    values = (option.value for option in form.by_link_id[link_id].options)
    return next(v for v in values if isinstance(v, Coding) and v.code == code)


def answer_of(form: Questionnaire, link_id: str, said: object) -> Answer:
    """A text for a choice is its code."""
    many = said if isinstance(said, tuple) else (said,)
    offered = form.by_link_id[link_id].options
    values = [
        choice_of(form, link_id, each) if offered and isinstance(each, str) else each
        for each in many
    ]
    return given(*values)


def row_of(form: Questionnaire, group: str, row: int, said: Mapping[str, object]) -> SetAnswers:
    """One row of a group by the last words of its linkIds."""
    return SetAnswers(
        tuple(
            (Place(f"{group}.{name}", (row,)), answer_of(form, f"{group}.{name}", value))
            for name, value in said.items()
        )
    )


def completed_visit(
    services: Services,
    actor: Actor,
    patient_id: PatientId,
    said: Mapping[str, object] | None = None,
    *edits: Edit,
    kind: VisitKind | None = None,
    on: str = "2026-05-03",
) -> ConsultationId:
    """Begin a visit, say what is given and something harmless to the rest, complete it."""
    draft = services.consultations.start(actor, patient_id, kind).consultation.id
    return completed_draft(services, actor, draft, {"visit.date": day(on), **(said or {})}, *edits)


def completed_draft(
    services: Services,
    actor: Actor,
    draft: ConsultationId,
    said: Mapping[str, object],
    *edits: Edit,
) -> ConsultationId:
    """Go on with a draft in the same way."""
    service = services.consultations
    form = service.open(actor, draft).questionnaire
    own = [SetAnswer(Place(name), answer_of(form, name, each)) for name, each in said.items()]
    view = service.save(actor, draft, [*own, *edits])
    for _ in range(4):  # an answer may make another question needed
        view = service.save(actor, draft, _harmless(view))
    return service.complete(actor, draft).consultation.id


def _harmless(view: ConsultationView) -> list[Edit]:
    return [
        SetAnswer(spot.place, given(_harmless_value(spot.item)))
        for spot in view.assessment.missing
    ]


def _harmless_value(item: Item) -> Value:
    if item.type is ItemType.BOOLEAN:
        return False
    if item.type in (ItemType.STRING, ItemType.TEXT):
        return AWKWARD_NAME
    codes = {v.value.code: v.value for v in item.options if isinstance(v.value, Coding)}
    wanted = ("not-possible", "think", "no", "none")
    return next((codes[each] for each in wanted if each in codes), next(iter(codes.values())))
