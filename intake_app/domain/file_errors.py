"""Refusals about files that are kept with a record; the tree begins in domain/errors.py.

IntakeError
├── InputRefused
│   └── FileRefused           a file cannot be kept with this answer
├── NotFound
│   └── KeptFileMissing       these records do not hold that file
└── KeptFileDamaged           what is kept is not what was taken in
"""

from intake_app.domain.errors import InputRefused, IntakeError, NotFound


class FileRefused(InputRefused):
    code = "file-refused"
    sentence = "The file “{title}” cannot be taken: {reason}."


class KeptFileMissing(NotFound):
    code = "kept-file-missing"
    sentence = "The file “{title}” is not in these records. Add it again."


class KeptFileDamaged(IntakeError):
    code = "kept-file-damaged"
    sentence = (
        "The file “{title}” is not what was taken in any more: the disk has changed it. "
        "Run “intake-app records verify”, and restore a backup."
    )
