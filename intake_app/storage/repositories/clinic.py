"""The clinic's settings in the records: every version is kept, the newest is in force."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_app.domain.clinic import Clinic
from intake_app.storage.mapping import clinic_json, clinic_of
from intake_app.storage.tables import ClinicSettingRow

_IN_FORCE = select(ClinicSettingRow.settings).order_by(ClinicSettingRow.number.desc()).limit(1)


class SqlClinicRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self) -> Clinic:
        settings = self._session.connection().scalar(_IN_FORCE)
        return Clinic() if settings is None else clinic_of(settings)

    def save(self, clinic: Clinic, *, by: str, at: datetime) -> None:
        row = ClinicSettingRow(settings=clinic_json(clinic), saved_by=by, saved_at=at)
        self._session.add(row)
        self._session.flush()

    def is_set_up(self) -> bool:
        return self._session.scalar(select(ClinicSettingRow.number).limit(1)) is not None
