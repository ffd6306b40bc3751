"""What stands in the fields about the clinic, exactly as typed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedClinic:
    """``practitioners`` holds one name per line; the other fields are those of Clinic."""

    name: str = ""
    address: str = ""
    phone: str = ""
    phone_hours: str = ""
    night_phone: str = ""
    emergency_number: str = ""
    time_zone: str = ""
    interest: str = ""
    independent_places: str = ""
    report_route: str = ""
    practitioners: str = ""
    day_first: bool = True
