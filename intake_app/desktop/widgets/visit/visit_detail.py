"""Below the list of visits: all about the one that is chosen, with its signatures."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from intake_app.desktop.models.visit_detail import VisitDetail
from intake_app.desktop.widgets.file_row import SmallPicture
from intake_app.desktop.widgets.visit.signature_words import signature_words
from intake_app.desktop.widgets.visit.visit_detail_words import detail_lines
from intake_app.desktop.widgets.wrapping_label import WrappingLabel
from intake_app.domain.form.typed_text import Reading
from intake_app.domain.visit.visit_facts import Signed

_SIGNATURE = QSize(200, 60)
_MOST_LINES = 24


class VisitDetailView(QWidget):
    """Words, and below them each signature as it was drawn.

    Signals:
        signatures_wanted: What the signatures show is not known yet (the VisitDetail).
    """

    signatures_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = WrappingLabel("body", most_lines=_MOST_LINES)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.signatures: list[SmallPicture] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self._detail: VisitDetail | None = None
        self._known: dict[str, QImage] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 4)
        column.setSpacing(6)
        column.addWidget(self.words)
        column.addLayout(self._rows)
        self.hide()

    def show_detail(self, detail: VisitDetail | None, reading: Reading | None) -> None:
        """Show one visit; without one there is nothing here."""
        self._detail = detail
        self.setVisible(detail is not None and reading is not None)
        if detail is None or reading is None:
            return
        self.words.setText("\n".join(detail_lines(detail, reading)))
        signed = detail.facts.signed if detail.facts is not None and not detail.moved_to else ()
        self._show_signatures(signed, reading)
        if any(each.file.hash not in self._known for each in signed):
            self.signatures_wanted.emit(detail)

    def show_pictures(self, consultation_id: str, pictures: Sequence[tuple[str, QImage]]) -> None:
        """What signatures of a visit show, by the hash of the file."""
        self._known.update(pictures)
        if self._detail is None or self._detail.consultation_id != consultation_id:
            return
        signed = self._detail.facts.signed if self._detail.facts is not None else ()
        for each, picture in zip(signed, self.signatures, strict=False):
            picture.show_image(self._known.get(each.file.hash))

    def show_trouble(self, text: str) -> None:
        """Say why the signatures of what is shown cannot be."""
        self.words.setText(f"{self.words.text()}\n⚠ {text}")

    def _show_signatures(self, signed: Sequence[Signed], reading: Reading) -> None:
        while (taken := self._rows.takeAt(0)) is not None:
            if widget := taken.widget():
                widget.hide()
                widget.deleteLater()
        self.signatures = []
        for each in signed:
            self._rows.addWidget(self._row(each, reading))

    def _row(self, signed: Signed, reading: Reading) -> QWidget:
        words = signature_words(signed.file, reading)
        picture = SmallPicture()
        picture.setFixedSize(_SIGNATURE)
        picture.setAccessibleName(words)
        picture.show_image(self._known.get(signed.file.hash))
        self.signatures.append(picture)
        caption = WrappingLabel("muted")
        caption.setText(words)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(picture)
        line.addWidget(caption, 1)
        return row
