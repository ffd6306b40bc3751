"""What the verbs are given from outside: the services, the content, and what draws."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from intake_app.cli.secrets import TerminalSecrets
from intake_app.domain.form.expressions import ExpressionLanguage
from intake_app.domain.form.questionnaire import Questionnaire
from intake_app.services.access import Actor
from intake_app.services.demonstration import Script
from intake_app.services.lookup_upkeep import LookupUpkeepService
from intake_app.services.ports import Clock, Content
from intake_app.services.protection import ProtectionService
from intake_app.services.remembering import Remembering
from intake_app.services.suite import Services
from intake_app.services.upkeep import UpkeepService


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """Handed in by bootstrap.

    Attributes:
        who: Says who acts: who opened the records, once they are open.
        has_records: Whether there are records in a folder (None: the usual one) already.
        opened: Opens the records in a folder (None: the usual one) and closes them after.
        content: Reads and validates resources/.
        translators_files: The files of a language for its translator, by their names; what is
            translated in a folder stays.
        script: Reads the made-up clinic.
        draw_window: Writes a picture of the desktop over the records in a folder.
        language: Reads the expressions in a form.
        draw_form: Draws a whole form; gives the PNG.
        protection: The folder (None: the usual one), and what protects the records in it.
        upkeep: Signs in to a folder, and looks after the records in it as a whole.
        lookup_upkeep: The same for what patients are found by.
        remembering: What this computer's keyring keeps for a folder.
        secrets: Where passphrases come from.
    """

    who: Callable[[], Actor]
    clock: Clock
    has_records: Callable[[Path | None], bool]
    opened: Callable[[Path | None], AbstractContextManager[Services]]
    content: Callable[[], Content]
    translators_files: Callable[[str, Path], Mapping[str, str]]
    script: Callable[[], Script]
    draw_window: Callable[[Path, Path], None]
    language: ExpressionLanguage
    draw_form: Callable[[Questionnaire], bytes]
    protection: Callable[[Path | None], tuple[Path, ProtectionService]]
    upkeep: Callable[[Path | None], UpkeepService]
    lookup_upkeep: Callable[[Path | None], LookupUpkeepService]
    remembering: Callable[[Path | None], Remembering]
    secrets: TerminalSecrets

    @property
    def actor(self) -> Actor:
        return self.who()
