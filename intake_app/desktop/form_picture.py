"""A whole form as one picture, for machines without a screen too."""

import os
from collections.abc import Sequence
from datetime import UTC, date, datetime
from math import ceil, sqrt
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QCoreApplication,
    QEvent,
    QIODevice,
    QSize,
    Qt,
    qInstallMessageHandler,
)
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from intake_app.desktop.models.form_preview import preview_state
from intake_app.desktop.widgets.appearance import ARGUMENTS, Appearance
from intake_app.desktop.widgets.form.form_sheet import MARGIN, WIDTH, sheets_of
from intake_app.domain.errors import FormRefused
from intake_app.domain.form.questionnaire import Questionnaire

LONGEST = 30_000
"""Pixels along one side: Qt draws nothing beyond 32,767 of them."""

MOST_ITEMS = 3_000
LAYOUTS = 10
"""Each of them may ask for another; a request that is not there costs nothing."""
PARTS_HIGH = 2
"""How much higher than wide the picture may be before another column begins."""


def draw_form(questionnaire: Questionnaire, resources: Path) -> bytes:
    """The whole form as a PNG, with every question that it may ask.

    Raises:
        FormRefused: It is too long for one picture.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # A platform without a screen grumbles about window managers; nobody can act on that.
    heard = qInstallMessageHandler(lambda *_message: None)
    try:
        application = QApplication.instance() or QApplication(list(ARGUMENTS))
        if not isinstance(application, QApplication):
            raise TypeError("a program without windows is running")
        appearance = Appearance(application, resources)
        appearance.choose("light")
        appearance.load_other_scripts()
        return png_of(picture_of(questionnaire))
    finally:
        qInstallMessageHandler(heard)


def picture_of(questionnaire: Questionnaire) -> QImage:
    """The sheets in columns, read downwards, in the colours that are in use."""
    if len(questionnaire.by_link_id) > MOST_ITEMS:
        raise _too_long(f"it has more than {MOST_ITEMS} items")
    sheets = [_drawn(sheet) for sheet in sheets_of(preview_state(questionnaire, _today()))]
    columns = _columns(sheets)
    size = QSize(len(columns) * WIDTH, max(sum(_heights(column)) for column in columns))
    if max(size.width(), size.height()) > LONGEST:
        raise _too_long(f"it would have {size.width()} by {size.height()} pixels")
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(_ground())
    painter = QPainter(image)
    for place, column in enumerate(columns):
        top = 0
        for sheet in column:
            painter.drawImage(place * WIDTH, top, sheet)
            top += sheet.height()
    painter.end()
    return image


def png_of(image: QImage) -> bytes:
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(kept.data())


def _drawn(sheet: QWidget) -> QImage:
    """Laid out as if it were shown: what nobody shows does not lay itself out."""
    sheet.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    sheet.resize(WIDTH, LONGEST)
    sheet.show()
    height = _settled_height(sheet)
    if height > LONGEST:
        raise _too_long("one of its groups is too tall")
    image = QImage(WIDTH, height, QImage.Format.Format_RGB32)
    image.fill(_ground())
    sheet.render(image)
    sheet.hide()
    return image


def _settled_height(sheet: QWidget) -> int:
    """A table that is too narrow for its columns arranges itself anew once it is laid out."""
    for _ in range(LAYOUTS):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    return sheet.childrenRect().bottom() + MARGIN


def _columns(sheets: Sequence[QImage]) -> list[list[QImage]]:
    """As many columns as make the picture easy to look at; the order is kept."""
    total = sum(_heights(sheets))
    wanted = max(1, ceil(sqrt(total / (PARTS_HIGH * WIDTH))))
    limit = max(ceil(total / wanted), *_heights(sheets))
    columns: list[list[QImage]] = [[]]
    for sheet in sheets:
        if columns[-1] and sum(_heights(columns[-1])) + sheet.height() > limit:
            columns.append([])
        columns[-1].append(sheet)
    return columns


def _heights(sheets: Sequence[QImage]) -> list[int]:
    return [sheet.height() for sheet in sheets]


def _ground() -> QColor:
    return QApplication.palette().window().color()


def _today() -> date:
    return datetime.now(UTC).date()


def _too_long(why: str) -> FormRefused:
    return FormRefused(reason=f"one picture cannot hold it, {why}")
