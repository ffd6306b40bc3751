"""Which form the clinic uses: look at one, put it in use, go back to another."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from intake_app.domain.errors import FormRefused, IntakeError
from intake_app.domain.fhir.form import check_form, read_form
from intake_app.domain.fhir.form_check import FormCheck
from intake_app.domain.fhir_json import from_json_text
from intake_app.domain.form.expressions import ExpressionLanguage
from intake_app.domain.form.form_changes import FormChanges, form_changes
from intake_app.domain.form.questionnaire import FormRef, Questionnaire
from intake_app.domain.visit.form_fit import Fit, fit
from intake_app.services.access import Act, Actor, require
from intake_app.services.audit import Deed, Kind
from intake_app.services.form_in_use import form_in_use
from intake_app.services.ports import (
    Clock,
    Content,
    FormChoice,
    StoredForm,
    UnitOfWork,
    UnitOfWorkFactory,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownForm:
    """A form version that can be put in use.

    Attributes:
        is_own: It is the one that comes with the program.
        since: When it was put in use; None when it is not, or has been from the beginning.
    """

    ref: FormRef
    title: str
    questions: int
    is_own: bool
    is_in_use: bool
    since: datetime | None = None
    chosen_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLook:
    """What is found in a form before it is put in use.

    Attributes:
        fit: What handout and screening would lack; None for a broken form.
        changes: Against the form in use; None for a broken form.
        refusal: Why it cannot be put in use; None when it can.
        definition: The text that was looked at.
    """

    check: FormCheck
    fit: Fit | None
    changes: FormChanges | None
    refusal: IntakeError | None
    definition: str


class FormService:
    """Use cases about forms.

    Args:
        reading: Opens a unit of work for reading.
        writing: Opens a unit of work for writing.
        clock: The time.
        content: The program's own form, the rules and the windows.
        language: Reads the expressions in a form.
    """

    def __init__(
        self,
        reading: UnitOfWorkFactory,
        writing: UnitOfWorkFactory,
        clock: Clock,
        content: Content,
        language: ExpressionLanguage,
    ) -> None:
        self._reading = reading
        self._writing = writing
        self._clock = clock
        self._content = content
        self._language = language

    def in_use(self) -> StoredForm:
        """The form that new consultations are begun in. Anybody may read it."""
        with self._reading() as uow:
            return form_in_use(uow, self._content)

    def questionnaire(self, ref: FormRef) -> Questionnaire:
        """A version that the records have, or the program's own. Raises FormRefused."""
        if ref == self._content.form.ref:
            return read_form(self._content.form.definition)
        with self._reading() as uow:
            return uow.forms.questionnaire(ref)

    def known(self) -> list[KnownForm]:
        """Every version that was ever used or loaded, and the program's own first."""
        own = self._content.form.ref
        with self._reading() as uow:
            others = [ref for ref in uow.forms.all() if ref != own]
            return [self._known(uow, ref) for ref in (own, *others)]

    def look(self, text: str | bytes) -> FormLook:
        """Check a form and hold it against the one in use; nothing is changed."""
        check = check_form(text, self._language)
        form = check.questionnaire
        if form is None:
            return FormLook(
                check=check,
                fit=None,
                changes=None,
                refusal=self._first_fault(text),
                definition="",
            )
        definition = _decoded(text)
        with self._reading() as uow:
            before = read_form(form_in_use(uow, self._content).definition)
            refusal = self._clash(uow, form.ref, definition)
        return FormLook(
            check=check,
            fit=fit(form, self._content.rules, self._content.windows),
            changes=form_changes(before, form),
            refusal=refusal,
            definition=definition,
        )

    def load(self, actor: Actor, text: str | bytes) -> KnownForm:
        """Keep a form in the records and put it in use; drafts go on in the form they began in.

        Raises:
            FormRefused: It is broken, or this url and version have another content already.
        """
        require(actor, Act.CHANGE_FORM)
        ref, definition = read_form(text, self._language).ref, _decoded(text)
        digest = hashlib.sha256(definition.encode("utf-8")).hexdigest()
        with self._writing() as uow:
            if refusal := self._clash(uow, ref, definition):
                raise refusal
            if ref != self._content.form.ref and uow.forms.get(ref) is None:
                uow.forms.add(StoredForm(ref=ref, sha256=digest, definition=definition))
            return self._choose(uow, actor, ref)

    def use(self, actor: Actor, ref: FormRef) -> KnownForm:
        """Put a version in use that the records have already, or the program's own again.

        Raises:
            FormRefused: The records have no such form.
        """
        require(actor, Act.CHANGE_FORM)
        with self._writing() as uow:
            if ref != self._content.form.ref and uow.forms.get(ref) is None:
                reason = f"{ref} is not in these records; load its file first"
                raise FormRefused(reason=reason)
            return self._choose(uow, actor, ref)

    def _choose(self, uow: UnitOfWork, actor: Actor, ref: FormRef) -> KnownForm:
        own = ref == self._content.form.ref
        uow.forms.choose(
            FormChoice(ref=None if own else ref, chosen_by=actor.name, chosen_at=self._clock.now())
        )
        uow.audit.note(Deed(actor, Kind.FORM_CHOSEN, str(ref)))
        uow.commit()
        return self._known(uow, ref)

    def _known(self, uow: UnitOfWork, ref: FormRef) -> KnownForm:
        own = ref == self._content.form.ref
        form = read_form(self._content.form.definition) if own else uow.forms.questionnaire(ref)
        choice = uow.forms.chosen()
        used = choice.ref if choice is not None else None
        in_use = used == ref or (used is None and own)
        return KnownForm(
            ref=ref,
            title=form.title,
            questions=_questions(form),
            is_own=own,
            is_in_use=in_use,
            since=choice.chosen_at if in_use and choice is not None else None,
            chosen_by=choice.chosen_by if in_use and choice is not None else "",
        )

    def _first_fault(self, text: str | bytes) -> IntakeError:
        try:
            read_form(text, self._language)
        except IntakeError as refusal:
            return refusal
        raise RuntimeError("a form with faults is refused")

    def _clash(self, uow: UnitOfWork, ref: FormRef, definition: str) -> FormRefused | None:
        """Another content under this url and version: answers would change their questions."""
        own = self._content.form
        known = own if ref == own.ref else uow.forms.get(ref)
        if known is None or from_json_text(known.definition) == from_json_text(definition):
            return None
        reason = f"{ref} is here already with another content; give it a new version"
        return FormRefused(reason=reason)


def _questions(form: Questionnaire) -> int:
    return sum(item.is_question for item in form.by_link_id.values())


def _decoded(text: str | bytes) -> str:
    words = text if isinstance(text, str) else text.decode("utf-8")
    return words.removeprefix("\ufeff")
