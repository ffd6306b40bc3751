"""What the clinic says of itself: the first set-up, and the settings afterwards."""

from collections.abc import Sequence
from dataclasses import fields

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from intake_app.desktop.messages import Message
from intake_app.desktop.models.typed_clinic import TypedClinic
from intake_app.desktop.pages.clinic_fields import CARDS, clinic_field
from intake_app.desktop.widgets.field_box import FieldBox
from intake_app.desktop.widgets.notice import Notice
from intake_app.desktop.widgets.page import Page, scrolled
