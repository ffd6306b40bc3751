"""Refusals about passphrases, recovery codes and keys.

InputRefused
├── SecretMissing             a new passphrase or a recovery code is needed
├── PassphraseRefused         what is to become a passphrase cannot
└── RecoveryCodeMistyped      a letter of the recovery code is wrong
StateRefused
├── ProtectionStopped         nobody has said that the recovery code is written down
└── EncryptionStopped, KeyRenewalStopped
RecordsRefused
├── RecordsProtected          a passphrase is needed
├── PassphraseWrong, PassphraseShared, RecoveryCodeWrong
├── UserRemoved               whoever signed in has been removed meanwhile
├── KeysRefused               the key file is damaged, forged or not the right one
└── RecordsNotProtected, RecordsProtectedAlready, RecordsOpenElsewhere
"""

from intake_app.domain.errors import InputRefused, RecordsRefused, StateRefused


class SecretMissing(InputRefused):
    code = "secret-missing"
    sentence = "A {secret} is needed. Give it at the prompt, or in {variable}."


class PassphraseRefused(InputRefused):
    code = "passphrase-refused"
    sentence = "This passphrase cannot be taken: {reason}."


class RecoveryCodeMistyped(InputRefused):
    code = "recovery-code-mistyped"
    sentence = "This is not a recovery code: {reason}. Read it from the paper again."


class ProtectionStopped(StateRefused):
    code = "protection-stopped"
    sentence = (
        "The records are not protected: nobody has said that the recovery code is written down. "
        "Nothing was changed, and the code that was shown opens nothing."
    )


class EncryptionStopped(StateRefused):
    code = "encryption-stopped"
    sentence = (
        "Encrypting was stopped. The records are as they were, not encrypted. Backups may be "
        "encrypted already: they open with the passphrase and the recovery code of this attempt, "
        "so keep its paper as long as you keep them."
    )


class KeyRenewalStopped(StateRefused):
    code = "key-renewal-stopped"
    sentence = "Encrypting anew was stopped. The records are as they were, with the key they had."


class RecordsProtected(RecordsRefused):
    code = "records-protected"
    sentence = (
        "The records in {path} are protected. Give the passphrase at the prompt, "
        "in INTAKE_PASSPHRASE or with --passphrase-file."
    )


class PassphraseWrong(RecordsRefused):
    code = "passphrase-wrong"
    sentence = (
        "That name and passphrase do not open the records in {path}. "
        "Try again; each wrong try makes the next one wait longer."
    )


class PassphraseShared(RecordsRefused):
    code = "passphrase-shared"
    sentence = (
        "That passphrase opens the records in {path} for more than one user. "
        "Say who you are, at the prompt or in INTAKE_USER."
    )


class UserRemoved(RecordsRefused):
    code = "user-removed"
    sentence = (
        "{name} is no user of the records in {path} any more, or has another role now. "
        "Nothing was changed; sign in again."
    )


class RecoveryCodeWrong(RecordsRefused):
    code = "recovery-code-wrong"
    sentence = (
        "That recovery code does not open the records in {path}. It may belong to other "
        "records, or a newer code was printed since; each wrong try makes the next wait longer."
    )


class KeysRefused(RecordsRefused):
    code = "keys-refused"
    sentence = (
        "The key file {path} cannot be used: {reason}. "
        "Put the key file of the newest backup in its place."
    )


class RecordsNotProtected(RecordsRefused):
    code = "records-not-protected"
    sentence = (
        "The records in {path} are not protected, so they have no users and no recovery code. "
        "Protect them first: intake-app records protect."
    )


class RecordsProtectedAlready(RecordsRefused):
    code = "records-protected-already"
    sentence = "The records in {path} are protected already. Nothing was changed."


class RecordsOpenElsewhere(RecordsRefused):
    code = "records-open-elsewhere"
    sentence = (
        "The records in {path} are open in another window or program, and this needs them "
        "alone. Nothing was changed. Close the others and try again."
    )
