"""Who acts, and what each role may do. Every service call takes the Actor first."""

from dataclasses import dataclass
from enum import StrEnum

from intake_app.domain.errors import NotAllowed


class Role(StrEnum):
    RECEPTION = "reception"
    PRACTITIONER = "practitioner"
    MANAGER = "manager"


class Act(StrEnum):
    """What can be done, in words that end the sentence "this role may not ..."."""

    FIND_PATIENT = "look up patients"
    REGISTER_PATIENT = "register or correct patients"
    MERGE_PATIENTS = "merge patients, undo it, or keep them apart"
    READ_CONSULTATION = "read consultations"
    WRITE_CONSULTATION = "write consultations"
    COMPLETE_CONSULTATION = "complete or amend consultations"
    CORRECT_CONSULTATION = "void or move completed consultations"
    ISSUE_HANDOUT = "issue handouts"
    CHANGE_CLINIC = "change the clinic's settings"
    CHANGE_FORM = "choose the consultation form"
    CHANGE_WINDOWS = "change an aftercare window"
    APPROVE_TEXT = "approve the text of the handout"
    BACK_UP = "verify or back up the records"
    RESTORE = "restore or salvage the records"
    CHANGE_USERS = "add or remove users, or change another user's passphrase"
    CHANGE_PROTECTION = "renew the recovery code or the key of the records"


ALLOWED: dict[Role, frozenset[Act]] = {
    Role.RECEPTION: frozenset(
        {
            Act.FIND_PATIENT,
            Act.REGISTER_PATIENT,
            Act.MERGE_PATIENTS,
            Act.READ_CONSULTATION,
            Act.WRITE_CONSULTATION,
            Act.ISSUE_HANDOUT,
        }
    ),
    Role.PRACTITIONER: frozenset(Act)
    - {Act.CHANGE_USERS, Act.CHANGE_PROTECTION, Act.CHANGE_FORM, Act.RESTORE},
    Role.MANAGER: frozenset(Act),
}
"""The one table of rights. A reception desk may write down answers but completes nothing."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the name that is kept with what they did, and their role."""

    name: str
    role: Role


NOBODY_SIGNED_IN = Actor("command line", Role.MANAGER)
"""Whoever may use this computer account and its files may use unprotected records."""


def may(actor: Actor, act: Act) -> bool:
    """Whether the actor's role may do this; what may not be done need not be offered."""
    return act in ALLOWED[actor.role]


def require(actor: Actor, act: Act) -> None:
    """Refuse with NotAllowed when the actor's role may not do this."""
    if not may(actor, act):
        raise NotAllowed(role=actor.role.value, act=act.value)
