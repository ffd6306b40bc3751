"""A piece of the form on the screen, whatever it is made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QWidget

from intake_app.desktop.models.form_state import FormState
from intake_app.desktop.models.outline import Block
from intake_app.domain.form.answers import Place
from intake_app.domain.visit.drafting import Edit

TellEdit = Callable[[Edit], None]
"""Says that the person changed something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarks:
    """What is said under a field: why its answer cannot stand, and what to think of."""

    error: str = ""
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """What all pieces show in one go.

    Attributes:
        put_back: Something was undone or redone: also a field being typed in shows it.
    """

    state: FormState
    remarks: Callable[[Place], Remarks]
    put_back: bool = False


class BlockWidget(QFrame):
    """Shows one Block of the outline; stays at its place for good."""

    def __init__(self, block: Block, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = block.place
        self.item = block.item

    def show_block(self, block: Block, showing: Showing) -> None:
        """Show this block as it is now; its place is that of the widget."""
        raise NotImplementedError

    def stops(self) -> Sequence[QWidget]:
        """Where Tab stops in it, in the order of reading."""
        raise NotImplementedError


MakeBlock = Callable[[Block], BlockWidget]
