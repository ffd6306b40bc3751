"""The menu bar: what can be wished for from every screen, each with its key beside it."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar


class Menus(QObject):
    """Fills a menu bar.

    Signals:
        wished: Something was chosen (its id).
        scheme_chosen: "light", "dark" or "system".
    """

    wished = Signal(str)
    scheme_chosen = Signal(str)

    def __init__(self, bar: QMenuBar) -> None:
        super().__init__(bar)
        self.actions: dict[str, QAction] = {}
        patients = bar.addMenu(self.tr("&Patients"))
        self._add(patients, "find", self.tr("&Find a patient"), "Ctrl+F")
        self._add(patients, "register", self.tr("&New patient"), "Ctrl+N")
        self._add(patients, "duplicates", self.tr("&Likely duplicates"), "Ctrl+D")
        self._add(patients, "back", self.tr("&Back"), "Alt+Left")
        patients.addSeparator()
        self._add(patients, "lock", self.tr("&Lock the window"), "Ctrl+L")
        self._add(patients, "quit", self.tr("&Quit"), "Ctrl+Q")
        clinic = bar.addMenu(self.tr("&Clinic"))
        self._add(clinic, "settings", self.tr("&Settings"), "Ctrl+,")
        self._add(clinic, "products", self.tr("&Products"), "")
        self._add(clinic, "form", self.tr("Consultation &form"), "")
        self._add(clinic, "times", self.tr("&Aftercare times"), "")
        self._add(clinic, "text", self.tr("Te&xt of the handout"), "")
        self._add(clinic, "protection", self.tr("&Users and passphrases"), "")
        self._add(clinic, "records", self.tr("&Records and backups"), "")
        self._add(clinic, "demonstration", self.tr("&Try it with made-up patients"), "")
        self._add_schemes(bar.addMenu(self.tr("&View")))
        about = bar.addMenu(self.tr("&Help"))
        self._add(about, "keyboard", self.tr("&Keyboard"), "F1")
        self._add(about, "about", self.tr("&About"), "")

    def show_scheme(self, scheme: str) -> None:
        self.actions[scheme].setChecked(True)

    def show_demonstration(self, *, under_way: bool) -> None:
        """What is offered: to try with made-up patients, or to leave them."""
        self.actions["demonstration"].setText(
            self.tr("&Leave the made-up patients")
            if under_way
            else self.tr("&Try it with made-up patients")
        )

    def show_protection(self, *, signed_in: bool) -> None:
        """Only what has a passphrase can be locked."""
        self.actions["lock"].setEnabled(signed_in)

    def _add_schemes(self, view: QMenu) -> None:
        schemes = QActionGroup(self)
        words = {
            "light": self.tr("&Light"),
            "dark": self.tr("&Dark"),
            "system": self.tr("As the &system"),
        }
        for scheme, text in words.items():
            action = view.addAction(text)
            action.setCheckable(True)
            action.triggered.connect(
                lambda _on=True, scheme=scheme: self.scheme_chosen.emit(scheme)
            )
            schemes.addAction(action)
            self.actions[scheme] = action

    def _add(self, menu: QMenu, wish: str, text: str, keys: str) -> None:
        action = menu.addAction(text)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda: self.wished.emit(wish))
        self.actions[wish] = action
