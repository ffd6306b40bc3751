"""Which page is seen and how large: beside the pages, for the mouse; the keys do the same."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from intake_app.desktop.widgets.handout.pdf_view import PdfView


class ViewBar(QWidget):
    """Steers a PdfView."""

    def __init__(self, view: PdfView) -> None:
        super().__init__()
        self._view = view
        self.pages = 0
        self._page = QLabel()
        self._zoom = QLabel()
        for label in (self._page, self._zoom):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._zoom.setMinimumWidth(52)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._button("‹", self.tr("Page before"), lambda: self._turn(-1)))
        row.addWidget(self._page)
        row.addWidget(self._button("›", self.tr("Next page"), lambda: self._turn(1)))
        row.addSpacing(16)
        row.addWidget(self._button("−", self.tr("Smaller"), lambda: view.step_zoom(-1)))
        row.addWidget(self._zoom)
        row.addWidget(self._button("+", self.tr("Larger"), lambda: view.step_zoom(1)))
        view.page_changed.connect(self._refresh)
        view.zoomed.connect(self._refresh)
        self.show_pages(0)

    def show_pages(self, pages: int) -> None:
        self.pages = pages
        self.setVisible(pages > 0)
        self._refresh()

    def _turn(self, step: int) -> None:
        self._view.go_to(self._view.place + step)

    def _refresh(self) -> None:
        page = self.tr("Page {page} of {pages}").format(
            page=min(self._view.place + 1, self.pages), pages=self.pages
        )
        self._page.setText(page)
        self._zoom.setText(self.tr("{percent} %").format(percent=round(self._view.zoom * 100)))

    def _button(self, sign: str, words: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(sign)
        button.setProperty("role", "plain")
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.clicked.connect(act)
        return button
