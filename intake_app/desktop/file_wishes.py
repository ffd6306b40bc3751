"""What a person wishes to do with files in a form, and what comes of it."""

from PySide6.QtCore import QObject, Signal


class FileWishes(QObject):
    """Between the fields of a form, which know no service, and who can read and keep files.

    Signals:
        added: Files are to be kept as an answer (its Place, a tuple of Paths).
        stopped: What is being added at a Place is not wanted any more.
        opened: A file is to be looked at (its Attachment).
        compared: A photograph is to be laid beside one of an earlier visit (its Attachment).
        copied: A copy is to be written (the Attachment, a Path).
        agreement_wanted: The question for agreement that a Place needs is to be shown.
        picture_come: A picture to look at has been read (its words, its content).
    """

    added = Signal(object, object)
    stopped = Signal(object)
    opened = Signal(object)
    compared = Signal(object)
    copied = Signal(object, object)
    agreement_wanted = Signal(object)
    picture_come = Signal(str, bytes)
