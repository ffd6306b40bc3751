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
    ProtectionStopped,
    RecordsProtected,
    SecretMissing,
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
        if (passphrase := self._given()) is not None:
            return Credentials(name=self._user(), passphrase=passphrase)
        if not self._may_ask:
            raise RecordsProtected(path=folder)
        name = self._user() or input("Your name (empty if the passphrase is nobody else's): ")
        return Credentials(name=name.strip(), passphrase=getpass.getpass("Passphrase: "))

    def chosen(self, name: str | None) -> Credentials:
        """The passphrase that is to open the records from now on.

        Raises:
            SecretMissing: None was given, and there is nobody to ask.
        """
        passphrase = self._given() or self._ask_twice("passphrase", PASSPHRASE)
        return Credentials(name=name or self._user(), passphrase=passphrase)

    def of_another(self, file: Path | None) -> str:
        """A new passphrase beside the one that was signed in with."""
        if file is not None:
            return _first_line(file)
        given = self._environment.get(NEW_PASSPHRASE)
        return given or self._ask_twice("new passphrase", NEW_PASSPHRASE)

    def recovery_code(self) -> str:
        given = self._environment.get(RECOVERY_CODE)
        return given or self._ask("recovery code", RECOVERY_CODE)

    def show_recovery_code(self, code: str) -> None:
        for line in recovery_words(code):
            message(line)
        self.wait_until_written_down()

    def wait_until_written_down(self) -> None:
        """Where nobody sits at the terminal, whoever reads the output has the code.

        Raises:
            ProtectionStopped: Ctrl+C, or nobody is there any more.
        """
        if not self._may_ask:
            return
        message("It counts once you have it. Write it down now, and press Enter.")
        try:
            input()
        except (EOFError, KeyboardInterrupt):
            raise ProtectionStopped from None

    def _given(self) -> str | None:
        if self._passphrase_file is not None:
            return _first_line(self._passphrase_file)
        return self._environment.get(PASSPHRASE) or None

    def _user(self) -> str:
        return self._environment.get(USER, "")

    def _ask_twice(self, secret: str, variable: str) -> str:
        first = self._ask(secret, variable)
        if getpass.getpass("The same again: ") != first:
            raise PassphraseRefused(reason="the second time it was another")
        return first

    def _ask(self, secret: str, variable: str) -> str:
        if not self._may_ask:
            raise SecretMissing(secret=secret, variable=variable)
        return getpass.getpass(f"{secret.capitalize()}: ")


def recovery_words(code: str) -> tuple[str, str]:
    """The code on a line of its own, and what to do with it."""
    advice = (
        "Print it or write it down and keep it away from this computer. It opens the records "
        "when every passphrase is forgotten."
    )
    return f"Recovery code, shown this once: {code}", advice


def _first_line(file: Path) -> str:
    return read_text(file).split("\n", 1)[0].removesuffix("\r")
