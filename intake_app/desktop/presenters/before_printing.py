"""What is said above the pages before they are printed."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from intake_app.desktop.messages import Level, Message
from intake_app.desktop.presenters.papers import ShownPaper
from intake_app.desktop.shown import one_line, shown_date
from intake_app.domain.dates import PartialDate
from intake_app.domain.handout.named_characters import named_character
from intake_app.services.handouts import LanguageOffer


def _tr(text: str) -> str:
    return QCoreApplication.translate("Handout", text)


def beforehand(shown: ShownPaper, offer: LanguageOffer | None) -> Message | None:
    """What to know before it is given out; nothing is lost or left foreign silently."""
    grave = [
        _other_name(shown.other_name),
        _codes(shown.undrawable),
        _other_language(offer) if offer is not None else "",
    ]
    untranslated = _untranslated(shown.untranslated)
    text = " ".join(filter(None, [*grave, _said_before(shown.said_before), untranslated]))
    if not text:
        return None
    return Message(
        level=Level.ASK if any(grave) else Level.NOTE,
        text=text,
        actions=[("settings", _tr("Open settings"))] if untranslated else (),
    )


def _other_name(name: str) -> str:
    if not name:
        return ""
    text = _tr("No font of this program has all letters of the name, so the paper says {name}.")
    return text.format(name=one_line(name))


def _codes(characters: Sequence[str]) -> str:
    if not characters:
        return ""
    named = "; ".join(named_character(char) for char in characters)
    text = _tr(
        "No font of this program has these characters, so their numbers are printed in "
        "their place: {characters}. Read the pages before you give them out."
    )
    return text.format(characters=named)


def _other_language(offer: LanguageOffer) -> str:
    """That the paper is not in the language which is recorded, where that is so."""
    if offer.usual is not None or not offer.asked:
        return ""
    text = _tr(
        "There is no handout in “{language}”, which is recorded as the patient's language. "
        "This one is in another: have it read out by an interpreter."
    )
    return text.format(language=offer.asked)


def _said_before(days: Sequence[PartialDate]) -> str:
    """Of which visits it is what this one does not say; an amendment there changes the paper."""
    if not days:
        return ""
    text = _tr("What this visit leaves unsaid is from an earlier one, with its day: {days}.")
    return text.format(days=", ".join(shown_date(day) for day in days))


def _untranslated(settings: Sequence[str]) -> str:
    """That some of the clinic's own words are not in the language of the paper."""
    if not settings:
        return ""
    text = _tr(
        "Not translated, so printed as the clinic wrote it: {settings}. The clinic's "
        "settings take the words in this language."
    )
    return text.format(settings=", ".join(settings))
