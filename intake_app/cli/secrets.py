"""Passphrases and recovery codes: from a file, the environment or the prompt, never an argument.

Arguments can be read by everybody who may list this computer's processes.
"""

import getpass
from collections.abc import Mapping
from pathlib import Path

from intake_app.cli.files import read_text
from intake_app.cli.output import message
from intake_app.domain.protection_errors import (
    PassphraseRefused,
    RecordsProtected,
)
from intake_app.services.protection import Credentials

PASSPHRASE = "INTAKE_PASSPHRASE"  # noqa: S105 - these are names of variables
NEW_PASSPHRASE = "INTAKE_NEW_PASSPHRASE"  # noqa: S105
RECOVERY_CODE = "INTAKE_RECOVERY_CODE"
USER = "INTAKE_USER"


class TerminalSecrets:
    """Implements services.protection.Secrets.

    Args:
        environment: The process's variables.
        passphrase_file: As given on the command line.
        may_ask: Whether somebody sits at the terminal.
    """

    def __init__(
        self, environment: Mapping[str, str], passphrase_file: Path | None, *, may_ask: bool
    ) -> None:
        self._environment = environment
        self._passphrase_file = passphrase_file
        self._may_ask = may_ask

    def are_given(self) -> bool:
        return self._passphrase_file is not None or bool(self._environment.get(PASSPHRASE))

    def credentials(self, folder: Path) -> Credentials:
        """Who signs in.

        Raises:
            RecordsProtected: Nothing was given, and there is nobody to ask.
        """
        if (passphrase := self._given()) is None:
            name = self._user() or self._ask(
                folder, "Your name (empty if you are the only user): "
            )
            return Credentials(name=name, passphrase=self._ask_hidden(folder, "Passphrase: "))
        return Credentials(name=self._user(), passphrase=passphrase)

    def chosen(self, folder: Path, name: str | None) -> Credentials:
        """The passphrase that is to open the records from now on; asked for twice."""
        passphrase = self._given() or self._ask_twice(folder)
        return Credentials(name=name or self._user(), passphrase=passphrase)

    def of_another(self, folder: Path, file: Path | None) -> str:
        """A new passphrase beside the one that was signed in with."""
        if file is not None:
            return _first_line(file)
        return self._environment.get(NEW_PASSPHRASE) or self._ask_twice(folder)

    def recovery_code(self, folder: Path) -> str:
        given = self._environment.get(RECOVERY_CODE)
        return given or self._ask_hidden(folder, "Recovery code: ")

    def show_recovery_code(self, code: str) -> None:
        message(f"The records are protected from now on. {recovery_words(code)}")

    def _given(self) -> str | None:
        if self._passphrase_file is not None:
            return _first_line(self._passphrase_file)
        return self._environment.get(PASSPHRASE) or None

    def _user(self) -> str:
        return self._environment.get(USER, "")

    def _ask_twice(self, folder: Path) -> str:
        first = self._ask_hidden(folder, "New passphrase: ")
        if self._ask_hidden(folder, "The same again: ") != first:
            raise PassphraseRefused(reason="the second time it was another")
        return first

    def _ask_hidden(self, folder: Path, words: str) -> str:
        if not self._may_ask:
            raise RecordsProtected(path=folder)
        return getpass.getpass(words)

    def _ask(self, folder: Path, words: str) -> str:
        if not self._may_ask:
            raise RecordsProtected(path=folder)
        return input(words).strip()


def recovery_words(code: str) -> str:
    return (
        f"Recovery code, shown this once: {code}\n"
        "Print it or write it down and keep it away from this computer. It opens the records "
        "when every passphrase is forgotten."
    )


def _first_line(file: Path) -> str:
    return read_text(file).split("\n", 1)[0].removesuffix("\r")
