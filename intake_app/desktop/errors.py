"""From a refusal's code and data to a translated sentence; a bug passes through.

The English here says what to do in the window, where the domain's own sentence speaks of the
command line. A code that is not listed is shown in the domain's words.
"""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from intake_app.domain.errors import IntakeError

_SENTENCES = {
    "name-missing": QT_TRANSLATE_NOOP(
        "Refusals", "A patient needs a name: type at least one letter."
    ),
    "name-too-long": QT_TRANSLATE_NOOP(
        "Refusals",
        "The name has {length} characters; at most {limit} can be kept. Shorten it.",
    ),
    "birth-date-refused": QT_TRANSLATE_NOOP(
        "Refusals", "The date of birth {text} cannot be right: {reason}."
    ),
    "date-not-understood": QT_TRANSLATE_NOOP(
        "Refusals",
        "{text} is not a date. Write it like {like}.",
    ),
    "date-without-year": QT_TRANSLATE_NOOP(
        "Refusals", "{text} is not a date yet: the year is missing. Write it like {like}."
    ),
    "day-not-in-month": QT_TRANSLATE_NOOP(
        "Refusals", "{text} is not a date: {month} has no day {day}."
    ),
    "month-not-in-year": QT_TRANSLATE_NOOP(
        "Refusals", "{text} is not a date: there is no month {month}. Write it like {like}."
    ),
    "file-exists": QT_TRANSLATE_NOOP(
        "Refusals", "The file {path} exists already. Choose another name."
    ),
    "file-not-writable": QT_TRANSLATE_NOOP(
        "Refusals", "The file {path} cannot be written: {reason}. Choose another place."
    ),
    "consultation-closed": QT_TRANSLATE_NOOP(
        "Refusals",
        "This consultation is completed and is not changed any more. Amend it instead.",
    ),
    "consultation-not-completed": QT_TRANSLATE_NOOP(
        "Refusals", "This consultation is still a draft. Complete it first."
    ),
    "document-not-found": QT_TRANSLATE_NOOP(
        "Refusals",
        "There is no document {id} in these records. Check the letters on the paper.",
    ),
    "clinic-incomplete": QT_TRANSLATE_NOOP(
        "Refusals",
        "The handout cannot be printed: the clinic's settings lack {missing}. Fill them in under "
        "Settings (Ctrl+,).",
    ),
    "patient-name-not-drawable": QT_TRANSLATE_NOOP(
        "Refusals",
        "The handout cannot be printed: no font of this program has {characters} of the "
        "patient's name. Record the name in Latin letters as well, under Correct details.",
    ),
    "document-damaged": QT_TRANSLATE_NOOP(
        "Refusals",
        "The document {id} is not what was issued any more: the disk has changed it. Have the "
        "records checked, and a backup put in their place.",
    ),
    "records-not-protected": QT_TRANSLATE_NOOP(
        "Refusals",
        "The records in {path} are not protected, so they have no users and no recovery code. "
        "Protect them first, from the menu Clinic.",
    ),
    "records-read-only": QT_TRANSLATE_NOOP(
        "Refusals",
        "The folder with the records, {path}, cannot be written. Ask whoever looks after this "
        "computer to make it writable for your account, then try again.",
    ),
    "records-newer": QT_TRANSLATE_NOOP(
        "Refusals",
        "The records in {path} were written by a newer version of this program. Nothing was "
        "changed. Start the newer version.",
    ),
    "records-busy": QT_TRANSLATE_NOOP(
        "Refusals",
        "The records are busy: another program holds them. Try again in a moment.",
    ),
    "records-full": QT_TRANSLATE_NOOP(
        "Refusals",
        "The disk that holds the records is full. The last change was not saved, everything "
        "before it was. Free some space and try again.",
    ),
    "records-damaged": QT_TRANSLATE_NOOP(
        "Refusals",
        "The file {path} is not a readable record file. Nothing was changed. Restore a "
        "backup: menu Clinic, Records and backups.",
    ),
    "kept-file-damaged": QT_TRANSLATE_NOOP(
        "Refusals",
        "The file “{title}” is not what was taken in any more: the disk has changed it. Restore "
        "a backup: menu Clinic, Records and backups.",
    ),
    "not-allowed": QT_TRANSLATE_NOOP(
        "Refusals",
        "The role {role} may not {act}. Somebody who may has to: choose them under “Working as”, "
        "where the practitioners of the settings stand, or let them sign in.",
    ),
    "records-protected": QT_TRANSLATE_NOOP(
        "Refusals", "The records are protected. Sign in to open them."
    ),
    "passphrase-wrong": QT_TRANSLATE_NOOP(
        "Refusals",
        "That name and passphrase do not open the records. Try again; each wrong try makes the "
        "next one wait longer.",
    ),
    "passphrase-shared": QT_TRANSLATE_NOOP(
        "Refusals", "More than one user has that passphrase. Type your name as well."
    ),
    "recovery-code-wrong": QT_TRANSLATE_NOOP(
        "Refusals",
        "That recovery code does not open these records. Perhaps a newer one was printed since; "
        "each wrong try makes the next one wait longer.",
    ),
}


def sentence(error: Exception) -> str:
    """What to tell the person about a refusal.

    Raises:
        Exception: The error itself when it is a bug; the crash hook takes it from there.
    """
    if not isinstance(error, IntakeError):
        raise error
    template = _SENTENCES.get(error.code)
    if template is None:
        return str(error)
    return QCoreApplication.translate("Refusals", str(template)).format(**error.data)
