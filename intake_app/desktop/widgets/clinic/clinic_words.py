"""What the fields of the clinic's settings are called, and what each of them changes."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldWords:
    name: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardWords:
    title: str
    sentence: str
    fields: Sequence[FieldWords]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Clinic", text)


def clinic_cards() -> tuple[CardWords, ...]:
    """The cards in order; made when called, so that a translation can be loaded before."""
    return (_people(), _calls(), _fairness(), _dates())


def _people() -> CardWords:
    return CardWords(
        title=_tr("The clinic"),
        sentence=_tr("Stands at the head of every handout from now on."),
        fields=(
            FieldWords(name="name", label=_tr("Name of the clinic *")),
            FieldWords(name="address", label=_tr("Address")),
            FieldWords(
                name="practitioners",
                label=_tr("Practitioners"),
                hint=_tr(
                    "One on each line. These names can be chosen under “Working as”, and are "
                    "kept with whatever is done under them."
                ),
            ),
        ),
    )


def _calls() -> CardWords:
    return CardWords(
        title=_tr("When a patient calls"),
        sentence=_tr(
            "Printed on the call cards on page 1 of the handout. Nothing is printed before "
            "these are filled in: a patient relies on them at night."
        ),
        fields=(
            FieldWords(name="phone", label=_tr("Telephone of the clinic *")),
            FieldWords(
                name="phone_hours",
                label=_tr("Answered when *"),
                hint=_tr("For example: Monday to Friday, 9:00 to 17:00"),
            ),
            FieldWords(name="night_phone", label=_tr("Number outside those hours *")),
            FieldWords(
                name="emergency_number",
                label=_tr("Emergency number *"),
                hint=_tr("The one of your country, for example 112, 999 or 911"),
            ),
            FieldWords(
                name="support_line",
                label=_tr("Crisis line of your country"),
                hint=_tr(
                    "Name and number; printed for everyone where hair loss weighs on the mind"
                ),
            ),
        ),
    )


def _fairness() -> CardWords:
    return CardWords(
        title=_tr("What a patient should know about you"),
        sentence=_tr("Printed in the handout in your own words, so that it is balanced."),
        fields=(
            FieldWords(
                name="interest",
                label=_tr("What the clinic gains from the treatment *"),
                hint=_tr("For example: The clinic sells this treatment and earns from it."),
            ),
            FieldWords(
                name="independent_places",
                label=_tr("Where to ask somebody who does not sell it *"),
                hint=_tr("For example: your own doctor; a hospital's department for the skin"),
            ),
            FieldWords(
                name="report_route",
                label=_tr("How a side effect is reported in your country *"),
            ),
        ),
    )


def _dates() -> CardWords:
    return CardWords(
        title=_tr("Dates"),
        sentence=_tr("Changes how typed dates are read and in which zone days begin."),
        fields=(
            FieldWords(
                name="time_zone",
                label=_tr("Time zone *"),
                hint=_tr("Type a city, for example Berlin"),
            ),
            FieldWords(name="day_order", label=_tr("Day or month first")),
        ),
    )


def words_fields() -> tuple[FieldWords, ...]:
    """The settings that are translated, as they are called where they are."""
    return (
        FieldWords(name="phone_hours", label=_tr("The telephone is answered when")),
        FieldWords(name="interest", label=_tr("What the clinic gains from the treatment")),
        FieldWords(
            name="independent_places", label=_tr("Where to ask somebody who does not sell it")
        ),
        FieldWords(name="report_route", label=_tr("How a side effect is reported")),
    )
