"""Registrations that were interrupted in this sitting: kept as typed, in memory only."""

from intake_app.desktop.models.typed_patient import TypedPatient


class Unfinished:
    """The newest last; what is taken out to go on with stands here no more."""

    def __init__(self) -> None:
        self._typed: list[TypedPatient] = []

    @property
    def newest(self) -> TypedPatient | None:
        return self._typed[-1] if self._typed else None

    def keep(self, typed: TypedPatient) -> None:
        self._typed.append(typed)

    def take(self, name: str = "") -> TypedPatient | None:
        """Take the newest out, with a name the newest of that name; None when there is none."""
        for place in reversed(range(len(self._typed))):
            if not name or self._typed[place].name == name:
                return self._typed.pop(place)
        return None
