"""Form versions in the records; each is parsed once and kept."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_app.domain.errors import FormRefused
from intake_app.domain.fhir_form import read_form
from intake_app.domain.fhir_json import from_json_text
from intake_app.domain.questionnaire import FormRef, Questionnaire
from intake_app.services.ports import StoredForm
from intake_app.storage.kept import ReadForms
from intake_app.storage.mapping import form_of, form_row
from intake_app.storage.tables import FormVersionRow


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
