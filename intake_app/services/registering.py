"""Who is registered already and may be the person being registered."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from intake_app.domain.patients.duplicate_blocks import worth_comparing_with
from intake_app.domain.patients.duplicates import LIKELY, Likeness, Reason, likeness
from intake_app.domain.patients.patient import Patient, PatientDetails, PatientId
from intake_app.services.duplicates_port import Beside
from intake_app.services.finding import PatientLookup, PatientMatch
from intake_app.services.ports import UnitOfWorkFactory

SAME_NAME = 80
"""A lookup score that is worth a warning while a date of birth is not known on either side."""

_MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class LikelyDouble:
    """Somebody registered, and what they have in common with who is being registered."""

    patient: Patient
    reasons: tuple[Reason, ...]


def likely_doubles(
    lookup: PatientLookup, reading: UnitOfWorkFactory, typed: PatientDetails
) -> list[LikelyDouble]:
    """The likeliest first, by the rules of the list of likely pairs.

    So nobody is in that list of whom there was no warning. While a date of birth is not known,
    typed or not, somebody of that name is worth one too.
    """
    named = lookup.find(typed.name, limit=_MOST)
    numbered = (lookup.find(phone, limit=_MOST) for phone in typed.phones)
    found = {match.id for matches in (named, *numbered) for match in matches}
    namesakes = {match.id for match in named if _is_namesake(match, typed)}
    with reading() as uow:
        judged = _judged(uow.duplicates.beside(typed, found), namesakes)
        chosen = {
            each: judge
            for each, judge in judged.items()
            if judge.score >= LIKELY or each in namesakes
        }
        patients = uow.duplicates.patients(list(chosen))
    best_first = sorted(chosen, key=lambda each: (-chosen[each].score, patients[each].name))
    return [
        LikelyDouble(patient=patients[each], reasons=chosen[each].reasons) for each in best_first
    ]


def _judged(beside: Beside, namesakes: Collection[PatientId]) -> Mapping[PatientId, Likeness]:
    judged: dict[PatientId, Likeness] = {}
    everybody = [known for _, known in beside.known]
    compared = {known.id for known in worth_comparing_with(beside.typed, everybody)}
    for shown, known in beside.known:
        if known.id in compared or shown in namesakes:
            judge = likeness(beside.typed, known, beside.register)
            judged[shown] = max(judged.get(shown, judge), judge, key=_weight)
    return judged


def _weight(judge: Likeness) -> tuple[float, int]:
    return judge.score, len(judge.reasons)


def _is_namesake(match: PatientMatch, typed: PatientDetails) -> bool:
    is_vague = typed.birth_date is None or not match.birth_date
    return is_vague and match.score >= SAME_NAME
