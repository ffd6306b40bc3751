"""Small pictures of files inside a text."""

from urllib.parse import quote

from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument

from intake_app.desktop.models.form_state import FormState
from intake_app.domain.form.answers import Place
from intake_app.domain.values import Attachment, Value

_HEIGHT = 120


class TextPictures:
    """Puts images into HTML, and later what they show into the document."""

    def __init__(self, state: FormState) -> None:
        self._state = state
        self._shown: dict[str, QImage] = {}

    def html(self, place: Place, value: Value) -> str:
        """The image of a file; empty for what has none, or what the patient does not agree to."""
        if not isinstance(value, Attachment) or self._state.agreement_needed(place):
            return ""
        image = self._state.files.picture(value)
        if image is None or image.isNull():
            return ""
        address = f"picture:{quote(value.hash, safe='')}"
        self._shown[address] = image
        return f"<br><img src='{address}' height='{min(_HEIGHT, image.height())}'>"

    def put_into(self, document: QTextDocument) -> None:
        for address, image in self._shown.items():
            kind = QTextDocument.ResourceType.ImageResource
            document.addResource(kind, QUrl(address), image)
