"""Refusals: what the program declines to do, each with a code, its data and a sentence.

IntakeError
├── InputRefused              what was given cannot be taken
│   ├── NameMissing, NameTooLong, BirthDateRefused, DateNotUnderstood
│   ├── FileMissing, FileUnreadable, FileExists, FileNotWritable, JsonBroken
│   ├── FormRefused           the Questionnaire cannot be used
│   ├── ResponseRefused       the QuestionnaireResponse cannot be taken
│   └── ValueRefused          one setting or option cannot be taken
├── NotFound                  PatientNotFound, ConsultationNotFound, DocumentNotFound
├── DocumentDamaged           what is stored is not what was issued
├── StateRefused              the thing exists, but not in a state for this
│   ├── SamePatient, PatientMergedAway, PatientNotMerged
│   ├── ConsultationClosed, ConsultationNotCompleted, ConsultationChanged
│   ├── ConsultationOpen, ConsultationVoided
│   ├── AnswersMissing, FindingsOpen
│   └── HandoutRefused        a handout that may not be printed as things stand
│       └── ClinicIncomplete  settings are blank that a patient relies on
├── NotAllowed                this role may not do this
├── ContentInvalid            a file in resources/ is wrong: file, line, reason
└── RecordsRefused            the data folder or the database cannot be used
    └── RecordsReadOnly, RecordsNewer, RecordsBusy, RecordsFull, RecordsDamaged

What goes with passphrases and keys stands in domain/protection_errors.py, more about days that
are none in domain/date_errors.py.

Anything that is not an IntakeError is a bug.
"""

from collections.abc import Sequence
from types import MappingProxyType
from typing import ClassVar


class IntakeError(Exception):
    """A refusal. ``str()`` gives one English sentence that says what to do.

    Attributes:
        code: Stable name of the situation, for translation.
        data: What the sentence is made from; never a patient's answers.
    """

    code: ClassVar[str] = "refused"
    sentence: ClassVar[str] = "This cannot be done."

    def __init__(self, **data: object) -> None:
        self.data = MappingProxyType(data)
        super().__init__(self.sentence.format(**data))


class InputRefused(IntakeError):
    """Something that was given cannot be taken."""


class NameMissing(InputRefused):
    code = "name-missing"
    sentence = "A patient needs a name: type at least one letter."


class NameTooLong(InputRefused):
    code = "name-too-long"
    sentence = "The name has {length} characters; at most {limit} can be kept. Shorten it."


class BirthDateRefused(InputRefused):
    code = "birth-date-refused"
    sentence = "The date of birth {text} cannot be right: {reason}."


class DateNotUnderstood(InputRefused):
    code = "date-not-understood"
    sentence = "{text} is not a date. Write it like {like}."


class FileMissing(InputRefused):
    code = "file-missing"
    sentence = "There is no file {path}. Check the name and the folder."


class FileUnreadable(InputRefused):
    code = "file-unreadable"
    sentence = "The file {path} cannot be read: {reason}."


class FileExists(InputRefused):
    code = "file-exists"
    sentence = (
        "The file {path} exists already. Choose another name, or give --force to replace it."
    )


class FileNotWritable(InputRefused):
    code = "file-not-writable"
    sentence = "The file {path} cannot be written: {reason}. Choose another place."


class JsonBroken(InputRefused):
    code = "json-broken"
    sentence = "{path} is not valid JSON: line {line}, column {column}: {reason}."


class FormRefused(InputRefused):
    code = "form-refused"
    sentence = "This form cannot be used: {reason}."


class ResponseRefused(InputRefused):
    code = "response-refused"
    sentence = "These answers cannot be taken: {reason}. Nothing was saved."


class ValueRefused(InputRefused):
    code = "value-refused"
    sentence = "{name} cannot be {value}: {reason}."


class NotFound(IntakeError):
    """Something that was asked for is not in the records."""


class PatientNotFound(NotFound):
    code = "patient-not-found"
    sentence = "There is no patient {id} in these records. Find the patient by name first."


class ConsultationNotFound(NotFound):
    code = "consultation-not-found"
    sentence = "There is no consultation {id} in these records."


class DocumentNotFound(NotFound):
    code = "document-not-found"
    sentence = "There is no document {id} in these records. Check the letters on the paper."


class DocumentDamaged(IntakeError):
    code = "document-damaged"
    sentence = (
        "The document {id} is not what was issued any more: the disk has changed it. "
        "Run “intake-app records verify”, and restore a backup."
    )


class StateRefused(IntakeError):
    """The thing exists, but not in a state in which this can be done."""


class SamePatient(StateRefused):
    code = "same-patient"
    sentence = "Both are the patient with record number {record_number}. Name two patients."


class PatientMergedAway(StateRefused):
    code = "patient-merged-away"
    sentence = (
        "The patient {id} is merged into the one with record number {kept}. "
        "Name that one, or undo the merge first."
    )


class PatientNotMerged(StateRefused):
    code = "patient-not-merged"
    sentence = (
        "The patient {id} is not merged into another, so there is nothing to undo. "
        "Name the patient who was not the kept one."
    )


class ConsultationClosed(StateRefused):
    code = "consultation-closed"
    sentence = "This consultation is completed and is not changed any more. Amend it instead."


class ConsultationNotCompleted(StateRefused):
    code = "consultation-not-completed"
    sentence = "This consultation is still a draft. Complete it first."


class ConsultationChanged(StateRefused):
    code = "consultation-changed"
    sentence = (
        "This consultation was changed in another window meanwhile. "
        "Open it again to go on; what the other window saved is kept."
    )


class ConsultationOpen(StateRefused):
    code = "consultation-open"
    sentence = (
        "This consultation is being amended. Complete or discard the amendment first, then try "
        "again."
    )


class ConsultationVoided(StateRefused):
    code = "consultation-voided"
    sentence = (
        "This consultation was voided: it can be read, and nothing else. Begin a new one, or take "
        "the voiding back if it was a mistake."
    )


class ConsultationNotVoided(StateRefused):
    code = "consultation-not-voided"
    sentence = "This consultation is not void: there is nothing to take back."


class AnswersMissing(StateRefused):
    code = "answers-missing"
    sentence = (
        "{count} required or unfinished answers stand in the way of completing: {questions}."
    )

    def __init__(self, *, link_ids: Sequence[str], questions: Sequence[str]) -> None:
        self.link_ids = tuple(link_ids)
        super().__init__(count=len(self.link_ids), questions="; ".join(questions))


class FindingsOpen(StateRefused):
    code = "findings-open"
    sentence = (
        "{count} safety findings are open, and the decision is to go ahead: {rules}. "
        "Change the decision, or give a reason and a name for each."
    )

    def __init__(self, *, rule_ids: Sequence[str]) -> None:
        self.rule_ids = tuple(rule_ids)
        super().__init__(count=len(self.rule_ids), rules=", ".join(self.rule_ids))


class HandoutRefused(StateRefused):
    code = "handout-refused"
    sentence = "The handout cannot be printed: {reason}."


class ClinicIncomplete(HandoutRefused):
    """Settings are blank that a patient relies on."""

    code = "clinic-incomplete"
    sentence = (
        "The handout cannot be printed: the clinic's settings lack {missing}. "
        "Fill them in with “intake-app clinic set”, or in the window under Settings."
    )

    def __init__(self, *, missing: Sequence[str]) -> None:
        super().__init__(missing=", ".join(missing))


class NotAllowed(IntakeError):
    code = "not-allowed"
    sentence = "The role {role} may not {act}."


class ContentInvalid(IntakeError):
    code = "content-invalid"
    sentence = "{file}, line {line}: {reason}."


class RecordsRefused(IntakeError):
    """The data folder or the database in it cannot be used as it is."""

    code = "records-refused"
    sentence = "The records in {path} cannot be used: {reason}."


class RecordsReadOnly(RecordsRefused):
    code = "records-read-only"
    sentence = (
        "The data folder {path} cannot be written. Make it writable for this user, "
        "or choose another with --data-dir."
    )


class RecordsNewer(RecordsRefused):
    code = "records-newer"
    sentence = (
        "The records in {path} were written by a newer version of this program. "
        "Nothing was changed. Start the newer version."
    )


class RecordsBusy(RecordsRefused):
    code = "records-busy"
    sentence = "The records in {path} are busy: another program holds them. Try again in a moment."


class RecordsFull(RecordsRefused):
    code = "records-full"
    sentence = (
        "The disk that holds {path} is full. The last change was not saved, everything "
        "before it was. Free some space and try again."
    )


class RecordsDamaged(RecordsRefused):
    code = "records-damaged"
    sentence = (
        "The file {path} is not a readable record file. Nothing was changed. "
        "Put a backup in its place, or choose another folder with --data-dir."
    )
