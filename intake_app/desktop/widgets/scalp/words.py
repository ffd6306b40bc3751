"""The views of the head in words."""

from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from intake_app.desktop.widgets.scalp.score_words import number_words
from intake_app.domain.scalp.views import View


def view_name(view: View) -> str:
    match view:
        case View.TOP:
            return _tr("Top")
        case View.RIGHT:
            return _tr("Right side")
        case View.LEFT:
            return _tr("Left side")
        case View.BACK:
            return _tr("Back")


def view_label(view: View, percent: Decimal | None) -> str:
    """A view and how much of it is painted; one that nobody touched is not 0 %."""
    name = view_name(view)
    if percent is None:
        return _tr("{view}: not painted").format(view=name)
    return _tr("{view}: {percent} %").format(view=name, percent=number_words(percent))


def _tr(text: str) -> str:
    return QCoreApplication.translate("ScalpMap", text)
