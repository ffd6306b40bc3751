"""The line on top of every screen: where this is, what kind of records, who acts."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from intake_app.desktop.widgets.wrapping_label import WrappingLabel


class TopBar(QFrame):
    """Back, the screen's title, the mark of made-up patients, and "Working as".

    Signals:
        back_requested: The Back button was pressed.
        actor_chosen: Somebody else acts now (the place in the list that was shown).
    """

    back_requested = Signal()
    actor_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.back = QPushButton(self.tr("‹ Back"))
        self.back.setProperty("role", "plain")
        self.back.setAccessibleName(self.tr("Back"))
        self._title = WrappingLabel("place", most_lines=1)
        self._made_up = QLabel(self.tr("Made-up patients"))
        self._made_up.setProperty("role", "badge")
        self._made_up.setProperty("level", "ask")
        self._made_up.hide()
        self._acting = QLabel(self.tr("&Working as"))
        self._acting.setProperty("role", "muted")
        self.actors = QComboBox()
        self.actors.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.actors.setMaximumWidth(260)
        self.actors.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._acting.setBuddy(self.actors)

        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(12)
        row.addWidget(self.back)
        row.addWidget(self._title)
        row.addStretch(1)
        row.addWidget(self._made_up, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._acting)
        row.addWidget(self.actors)
        self.setFixedHeight(52)

        self.back.clicked.connect(self.back_requested)
        self.actors.activated.connect(self.actor_chosen)
        self.show_place("", can_go_back=False)

    def show_place(self, title: str, *, can_go_back: bool) -> None:
        self._title.setText(title)
        self.back.setVisible(can_go_back)

    def show_made_up(self, *, made_up: bool) -> None:
        self._made_up.setVisible(made_up)

    @property
    def is_marked_made_up(self) -> bool:
        return not self._made_up.isHidden()

    def show_actors(self, names: Sequence[str], current: int) -> None:
        """Offer these; telling whose turn it is does not count as choosing.

        Without names nothing is said: nobody has signed in yet.
        """
        with QSignalBlocker(self.actors):
            self.actors.clear()
            self.actors.addItems(list(names))
            self.actors.setCurrentIndex(current)
        for widget in (self._acting, self.actors):
            widget.setVisible(bool(names))
        self.actors.setEnabled(len(names) > 1)
        self.actors.setFocusPolicy(
            Qt.FocusPolicy.StrongFocus if len(names) > 1 else Qt.FocusPolicy.NoFocus
        )
