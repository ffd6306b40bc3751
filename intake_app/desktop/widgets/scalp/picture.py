"""A scalp map to look at: the four heads, as pictures inside a text that breaks between them."""

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QPainter, QPalette, QTextDocument
from PySide6.QtWidgets import QApplication

from intake_app.desktop.widgets.scalp.layer import ScalpLayer, head_of
from intake_app.desktop.widgets.scalp.words import view_label
from intake_app.domain.scalp.file import drawing_in
from intake_app.domain.scalp.map import Drawing
from intake_app.domain.scalp.views import View
from intake_app.domain.values import Attachment, Value

SIDE = 132
WORDS = 40
"""Pixels of one head and of the words below it."""
SHARP = 2


class ScalpPictures:
    """Writes images into HTML, and later what they show into the document."""

    def __init__(self, *, on_paper: bool = False) -> None:
        self._drawings: list[Drawing] = []
        self._on_paper = on_paper

    def html(self, values: Iterable[Value]) -> str:
        """An image for each drawing, with its percentages in words for who cannot see it."""
        return "".join(self._image(each) for each in values if isinstance(each, Attachment))

    def put_into(self, document: QTextDocument) -> None:
        kind = QTextDocument.ResourceType.ImageResource
        for number, drawing in enumerate(self._drawings):
            for view in View:
                image = head_image(drawing, view, on_paper=self._on_paper)
                document.addResource(kind, _address(number, view), image)

    def _image(self, file: Attachment) -> str:
        drawing = drawing_in(file)
        if drawing is None or drawing.is_blank:
            return ""
        self._drawings.append(drawing)
        return "<br>" + " ".join(
            f"<img src='{_address(len(self._drawings) - 1, view).toString()}'"
            f" width='{SIDE}' height='{SIDE + WORDS}'"
            f" alt='{escape(view_label(view, drawing.percent(view)))}'>"
            for view in View
        )


def head_image(drawing: Drawing, view: View, *, on_paper: bool = False) -> QImage:
    """One head with its percentage, in the colours of the scheme in force, or for white paper."""
    image = QImage(QSize(SIDE, SIDE + WORDS) * SHARP, QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(SHARP)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(QApplication.font())
    line = QApplication.palette().color(QPalette.ColorRole.Text)
    if on_paper:
        line = QColor(Qt.GlobalColor.black)
    place = QRectF(0, 0, SIDE, SIDE)
    head_of(view).paint(painter, place, line)
    layer = ScalpLayer(view)
    layer.resize(QSize(SIDE, SIDE), SHARP)
    layer.show(drawing)
    layer.draw(painter, place)
    painter.setPen(line)
    below = QRectF(4, SIDE, SIDE - 8, WORDS)
    flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter)
    painter.drawText(below, flags, view_label(view, drawing.percent(view)))
    painter.end()
    return image


def _address(number: int, view: View) -> QUrl:
    return QUrl(f"scalp:{number}/{view.value}")


def map_title(day: str) -> str:
    """The heading of a map from an earlier visit."""
    return QCoreApplication.translate("ScalpMap", "Scalp map, {day}").format(day=day)
