"""The clinic's product list: what is injected, in which batches."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from intake_app.desktop.messages import Message
from intake_app.desktop.models.lines import Line
from intake_app.desktop.widgets.clinic.product_dialog import ProductDialog, Texts
from intake_app.desktop.widgets.empty_state import EmptyState
from intake_app.desktop.widgets.line_table import LineTable
from intake_app.desktop.widgets.lines_card import LinesCard
from intake_app.desktop.widgets.notice import Notice
from intake_app.desktop.widgets.page import Page
from intake_app.desktop.widgets.wrapping_label import WrappingLabel


class ProductsPage(Page):
    """One line for each product; an expired batch is marked.

    Signals:
        product_wanted: One is to be added (empty) or edited (its name).
        retirement_chosen: It is not offered any more, or again (its name).
    """

    product_wanted = Signal(str)
    retirement_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rights = WrappingLabel("muted")
        self.rights.hide()
        self.notice = Notice()
        self.add_button = QPushButton(self.tr("&Add a product"))
        self.add_button.setProperty("role", "primary")
        heads = (self.tr("Product"), self.tr("Dose"), self.tr("Batches"), self.tr("State"))
        empty = EmptyState("document", waits=True)
        empty.say(self.tr("No product yet"), self.tr("Add one with Alt+A."))
        table = LineTable(self.tr("Products"), heads, wide=2)
        self.products = LinesCard(self.tr("Products"), table, empty)
        self.products.head.addWidget(self.add_button)
        self.products.offer(
            {
                "edit": self.tr("&Edit"),
                "retire": self.tr("&Retire"),
                "bring-back": self.tr("&Offer again"),
            }
        )
        body = QVBoxLayout(self)
        body.setContentsMargins(32, 20, 32, 24)
        body.setSpacing(16)
        body.addWidget(self.rights)
        body.addWidget(self.notice)
        body.addWidget(self.products, 1)
        self.add_button.clicked.connect(lambda: self.product_wanted.emit(""))
        self.products.act_chosen.connect(self._act)

    def focus_start(self) -> None:
        table = self.products.table
        start = table if table.current_line() is not None else self.add_button
        start.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_rights(self, why_not: str) -> None:
        """Why nothing can be changed, to whoever may not."""
        self.rights.setText(why_not)
        self.rights.setVisible(bool(why_not))
        self.add_button.setVisible(not why_not)

    def show_lines(self, lines: Sequence[Line]) -> None:
        self.products.show_lines(lines)

    def show_message(self, message: Message | None) -> None:
        self.notice.show_message(message)

    def ask_product(self, texts: Texts, check: Callable[[Texts], str]) -> None:
        """Open one product for writing; ``check`` takes it, or says why not."""
        ProductDialog.ask(self, texts, check=check)

    def _act(self, act: str, name: str) -> None:
        if act == "edit":
            self.product_wanted.emit(name)
        else:
            self.retirement_chosen.emit(name)
