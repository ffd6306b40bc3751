"""What stands in the fields about a patient, exactly as typed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedPatient:
    """``phones`` holds one number per line."""

    name: str = ""
    birth_date: str = ""
    birth_unknown: bool = False
    sex: str = "unknown"
    language: str = ""
    phones: str = ""
    email: str = ""
    guardian: str = ""
    romanised_name: str = ""
