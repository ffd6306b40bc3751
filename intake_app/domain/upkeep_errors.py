"""Refusals about backups, and what was stopped before it was done."""

from intake_app.domain.errors import InputRefused, StateRefused


class BackupRefused(InputRefused):
    code = "backup-refused"
    sentence = "{path} cannot be used as a backup: {reason}. Nothing was changed."


class BackupStopped(StateRefused):
    code = "backup-stopped"
    sentence = "The backup was stopped before it was whole, and nothing is left of it."


class CheckStopped(StateRefused):
    code = "check-stopped"
    sentence = "The check was stopped before everything was looked at. Nothing was changed."


class MigrationStopped(StateRefused):
    code = "migration-stopped"
    sentence = (
        "Bringing the records up to date was stopped. They are as they were, and this version "
        "of the program opens them only when it is done."
    )


class RestoreStopped(StateRefused):
    code = "restore-stopped"
    sentence = "The restore was stopped. The records in use are as they were."


class SalvageStopped(StateRefused):
    code = "salvage-stopped"
    sentence = "The salvage was stopped, and nothing is left of it. The records are as they were."
