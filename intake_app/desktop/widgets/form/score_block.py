"""A score that the program works out from the answers around it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from intake_app.desktop.models.outline import Block
from intake_app.desktop.widgets.block_widget import BlockWidget, Showing
from intake_app.desktop.widgets.group_block import form_label
from intake_app.desktop.widgets.scalp.score_words import score_sentences


class ScoreBlock(BlockWidget):
    """Says the result as soon as there is one; it is never typed."""

    def __init__(self, block: Block, parent: QWidget | None = None) -> None:
        super().__init__(block, parent)
        self.title = form_label(block.item.text, "small")
        self.result = form_label("", "heading")
        self.about = form_label("", "muted")
        card = QFrame()
        card.setProperty("role", "row")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(2)
        for label in (self.title, self.result, self.about):
            inside.addWidget(label)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(card)

    def show_block(self, block: Block, showing: Showing) -> None:
        sentences = score_sentences(block.item, block.place, showing.state)
        nothing = self.tr("Worked out from the answers above.")
        result, about = (sentences[0], sentences[1:]) if sentences else ("", [nothing])
        self.result.setText(result)
        self.result.setVisible(bool(result))
        self.about.setText("\n".join(about))
        self.about.setVisible(bool(about))

    def stops(self) -> Sequence[QWidget]:
        return ()
