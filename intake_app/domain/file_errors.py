"""Refusals about files that are kept with a record; the tree begins in domain/errors.py.

IntakeError
├── InputRefused
│   ├── FileRefused           a file cannot be kept with this answer
│   └── PhotographRefused     not a picture, or one that cannot be used
├── NotFound
│   └── KeptFileMissing       these records do not hold that file
├── StateRefused
│   └── AgreementMissing      the patient has to agree first
└── KeptFileDamaged           what is kept is not what was taken in
"""

from intake_app.domain.errors import InputRefused, IntakeError, NotFound, StateRefused


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


class PhotographRefused(InputRefused):
    code = "photograph-refused"
    sentence = (
        "This photograph cannot be taken: {reason}. "
        "Choose a whole picture file: JPEG, PNG, HEIC, WebP, TIFF, BMP or GIF."
    )


class AgreementMissing(StateRefused):
    code = "agreement-missing"
    sentence = (
        "Nothing can be kept here before the patient's agreement is recorded: "
        "answer “{question}” with yes first."
    )
