"""What Help says: the keys that work everywhere, and what this program is."""

from PySide6.QtCore import QCoreApplication

from intake_app.desktop.opening import Opening

Rows = tuple[tuple[str, str], ...]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Help", text)


def keyboard_rows() -> Rows:
    return (
        ("Ctrl+F", _tr("Find a patient; works from every screen")),
        ("Ctrl+N", _tr("Register a new patient, with the name that was typed")),
        ("Ctrl+D", _tr("Patients who may be registered twice")),
        ("↑ ↓  Enter", _tr("Choose in a list, and open")),
        ("Alt+←", _tr("Back to the screen before; what you typed is kept")),
        ("Tab, Shift+Tab", _tr("To the next field, to the one before")),
        ("Ctrl+S", _tr("Save: patient, settings, or the handout as PDF")),
        ("Ctrl+P", _tr("Print the handout")),
        ("PgUp PgDn, + − 0", _tr("In a handout: page by page, larger, smaller, as wide as fits")),
        ("Ctrl+PgUp, Ctrl+PgDn", _tr("In a consultation: section before, section after")),
        ("Alt+1 … Alt+9", _tr("In a consultation: to a section by its number")),
        ("1 … 9, Del", _tr("In a question: pick an option, take the answer back")),
        ("Alt+U, Alt+D", _tr("In a question: unknown, declined; the same key takes it back")),
        ("Alt+N", _tr("In a question: not asked; the answer is taken back")),
        ("Alt+S", _tr("In a question: the last answer is still true")),
        ("F4", _tr("In a date: the calendar")),
        ("← → ↑ ↓, Shift, Space", _tr("On the scalp map: move, paint along, dab")),
        ("B E, 1 2 3, 0", _tr("On the scalp map: brush, eraser; size; no loss elsewhere")),
        ("Ctrl+Z, Ctrl+Shift+Z", _tr("In a consultation: undo, redo")),
        ("F8", _tr("In a consultation: to the next safety finding; Esc goes back")),
        ("Ctrl+Enter", _tr("In a consultation: read the answers back, and complete")),
        ("Alt+W", _tr("Who works here: practitioner or reception")),
        ("Ctrl+,", _tr("The clinic's settings")),
        ("Alt+C, R", _tr("The records as a whole: back up, check, restore")),
        ("F1", _tr("These keys")),
        ("Ctrl+Q", _tr("Quit; everything is saved first")),
    )


def about_rows(opening: Opening) -> Rows:
    return (
        (
            _tr("Program"),
            _tr("Hair Consultation Intake {version}").format(version=opening.version),
        ),
        (_tr("Records"), str(opening.data_folder)),
        (
            _tr("What it does"),
            _tr(
                "A consultation goes in, a balanced handout comes out, and the record stays "
                "findable. It flags and never decides. Nothing leaves this computer."
            ),
        ),
        (
            _tr("Licence"),
            _tr("Open source, under the MIT licence; the fonts under the OFL and Apache 2.0."),
        ),
    )
