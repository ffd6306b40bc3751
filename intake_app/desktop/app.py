"""The desktop program: what must be there for the first paint, and then the rest.

Nothing heavy is imported here: the records, the PDF library and the screens come after the
window is painted (tests/desktop/test_start.py).
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtWidgets import QApplication

from intake_app.desktop.main_window import MainWindow
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.opening import Opening
from intake_app.desktop.pages.find_page import FindPage
from intake_app.desktop.preferences import Preferences, let_dialogs_remember_nothing
from intake_app.desktop.widgets.appearance import ARGUMENTS, Appearance

if TYPE_CHECKING:  # loaded when the window is painted
    from intake_app.desktop.alone_work import AloneWork
    from intake_app.desktop.session import Session


class Desktop(QObject):
    """The window, and the sitting that it is used for; one sitting may follow another.

    Signals:
        settled: The records are open and shown, or refused.
    """

    settled = Signal()

    def __init__(self, application: QApplication, opening: Opening) -> None:
        super().__init__()
        let_dialogs_remember_nothing()
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        self._own = opening
        self._opening = opening
        self._preferences = Preferences(opening.data_folder)
        self._appearance = Appearance(application, opening.resources)
        self._appearance.choose(self._preferences.scheme)
        self.session: Session | None = None
        self.page = FindPage()
        self.window = MainWindow()
        self.window.menus.show_scheme(self._preferences.scheme)
        if self._preferences.geometry is not None:
            self.window.restoreGeometry(self._preferences.geometry)
        self.window.show_page(self.page, title="", can_go_back=False)
        self.window.first_painted.connect(self._begin)
        self.window.wished.connect(self._wish)
        self.window.notice.action_chosen.connect(self._wish)
        self.window.menus.scheme_chosen.connect(self._choose_scheme)
        self.window.close_requested.connect(lambda: self._end(self._close))

    def _begin(self) -> None:
        """The window is painted: open the records."""
        from intake_app.desktop.crash import CrashHook  # noqa: PLC0415 - start-up time

        logs = self._own.data_folder / "logs"
        hook = CrashHook(logs, self._own.version, now=self._own.now, parent=self)
        hook.crashed.connect(self._show_crash)
        hook.install()
        self._sit_down()
        self._appearance.load_other_scripts()

    def _sit_down(self) -> None:
        from intake_app.desktop.session import Session  # noqa: PLC0415 - start-up time

        self.session = Session(self.window, self.page, self._opening, self._preferences)
        self.session.demonstration_wanted.connect(self._make_demonstration)
        self.session.left.connect(lambda: self._change_to(self._opening))
        self.session.alone_wanted.connect(self._work_alone)
        self.session.settled.connect(self.settled)
        self.session.start()
        self.window.menus.show_demonstration(under_way=self._opening is not self._own)

    def _wish(self, wish: str) -> None:
        if wish == "quit":
            self.window.close()
        elif wish == "demonstration":
            self._make_demonstration()
        elif wish in ("keyboard", "about"):
            self._show_help(wish)
        elif self.session is not None:
            self.session.wish(wish)

    def _make_demonstration(self) -> None:
        """Change to the made-up patients, or from them back to one's own."""
        make = self._opening.make_demonstration
        if self.session is None:
            return
        if make is None:
            self._change_to(self._own)
        else:
            self.session.make_demonstration(make, then=self._change_to)

    def _change_to(self, opening: Opening) -> None:
        self._end(lambda: self._sit_down_again(opening))

    def _sit_down_again(self, opening: Opening) -> None:
        self._opening = opening
        self.page = FindPage()
        self._sit_down()

    def _work_alone(self, work: "AloneWork") -> None:
        from intake_app.desktop.alone import Alone  # noqa: PLC0415 - start-up time

        def begin() -> None:
            self.session = None
            alone = Alone(self.window, work)
            alone.ended.connect(lambda: self._sit_down_again(self._opening))
            alone.start()

        self._end(begin)

    def _end(self, then: Callable[[], None]) -> None:
        if self.session is None:
            then()
        else:
            self.session.end(then)

    def _close(self) -> None:
        self.session = None
        self._preferences.remember("geometry", self.window.saveGeometry())
        self.window.close_now()

    def _choose_scheme(self, scheme: str) -> None:
        self._preferences.remember("scheme", scheme)
        self._appearance.choose(scheme)

    def _show_help(self, what: str) -> None:
        from intake_app.desktop import help_words  # noqa: PLC0415 - start-up time

        if what == "keyboard":
            self.window.show_info(self.tr("Keyboard"), help_words.keyboard_rows())
        else:
            self.window.show_info(self.tr("About"), help_words.about_rows(self._opening))

    def _show_crash(self, reference: str, log: str) -> None:
        text = self.tr(
            "Something went wrong inside the program (reference {reference}). What was saved is "
            "safe; go on, or quit and start again."
        ).format(reference=reference)
        if log:
            where = self.tr("{text} Where it happened is written in {log}, without patient data.")
            text = where.format(text=text, log=log)
        self.window.show_message(
            Message(level=Level.STOP, text=text, actions=[("dismiss", self.tr("Close"))])
        )


def run(opening: Opening) -> int:
    """Show the window; returns the exit code when it is closed."""
    application = QApplication(list(ARGUMENTS))
    application.setApplicationDisplayName("Hair Consultation Intake")
    desktop = Desktop(application, opening)
    desktop.window.show()
    return application.exec()
