"""Form versions in the records; each is parsed once and kept."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_app.domain.errors import FormRefused
from intake_app.domain.fhir.form import read_form
from intake_app.domain.fhir_json import from_json_text
from intake_app.domain.form.questionnaire import FormRef, Questionnaire
from intake_app.services.ports import FormChoice, StoredForm
from intake_app.storage.kept import ReadForms
from intake_app.storage.mapping import form_choice_of, form_choice_row, form_of, form_row
from intake_app.storage.tables import FormChoiceRow, FormVersionRow

_IN_USE = select(FormChoiceRow).order_by(FormChoiceRow.number.desc()).limit(1)


class SqlFormRepository:
    def __init__(self, session: Session, read_forms: ReadForms) -> None:
        self._session = session
        self._read_forms = read_forms
        self._not_committed: set[FormRef] = set()

    def add(self, form: StoredForm) -> None:
        known = self._session.scalar(
            select(FormVersionRow.sha256).where(
                FormVersionRow.url == form.ref.url, FormVersionRow.version == form.ref.version
            )
        )
        if known == form.sha256:
            return
        if known is not None:
            reason = f"{form.ref} is in the records with another content; give it a new version"
            raise FormRefused(reason=reason)
        self._session.add(form_row(form))
        self._session.flush()
        self._not_committed.add(form.ref)

    def get(self, ref: FormRef) -> StoredForm | None:
        row = self._session.get(FormVersionRow, (ref.url, ref.version))
        return None if row is None else form_of(row)

    def all(self) -> list[FormRef]:
        found = select(FormVersionRow.url, FormVersionRow.version).order_by(
            FormVersionRow.url, FormVersionRow.version
        )
        return [FormRef(url, version) for url, version in self._session.execute(found)]

    def chosen(self) -> FormChoice | None:
        row = self._session.scalar(_IN_USE)
        return None if row is None else form_choice_of(row)

    def choose(self, choice: FormChoice) -> None:
        self._session.add(form_choice_row(choice))
        self._session.flush()

    def questionnaire(self, ref: FormRef) -> Questionnaire:
        if ref not in self._not_committed and ref in self._read_forms:
            return self._read_forms[ref]
        stored = self.get(ref)
        if stored is None:
            raise FormRefused(reason=f"{ref} is not in the records")
        questionnaire = read_form(from_json_text(stored.definition))
        if ref not in self._not_committed:
            self._read_forms[ref] = questionnaire
        return questionnaire
