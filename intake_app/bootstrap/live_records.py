"""The records of one folder and the use cases over them, put together."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from intake_app.bootstrap.expressions import FhirPathWhenNeeded
from intake_app.bootstrap.places import fonts_folder

if TYPE_CHECKING:  # the types alone; loading them is left to the moment they are used
    from intake_app.domain.handout.handout import Handout
    from intake_app.services.access import Actor
    from intake_app.services.finding import PatientLookup
    from intake_app.services.ports import Clock, Content, HandoutRenderer, Photographs
    from intake_app.services.protection import Credentials, Secrets, ShowCode, UserService
    from intake_app.services.rendered import RenderedHandout
    from intake_app.services.suite import Services
    from intake_app.services.upkeep import Progress, UpkeepService
    from intake_app.storage.data_key import DataKey
    from intake_app.storage.keys.open_keys import FolderKeys
    from intake_app.storage.records import Records
    from intake_app.storage.search.lookup import RecordsLookup

# ruff: noqa: PLC0415 - start-up time, see the package's docstring


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class HandoutRendererWhenNeeded:
    """The renderer, whose library is loaded when the first handout is drawn."""

    def __init__(self) -> None:
        self._renderer: HandoutRenderer | None = None

    def render(self, handout: "Handout") -> "RenderedHandout":
        return self._loaded().render(handout)

    def undrawable(self, text: str) -> tuple[str, ...]:
        return self._loaded().undrawable(text)

    def _loaded(self) -> "HandoutRenderer":
        if self._renderer is None:
            from intake_app.pdf.renderer import ReportLabHandoutRenderer

            self._renderer = ReportLabHandoutRenderer(fonts_folder())
        return self._renderer


class PhotographsWhenNeeded:
    """What makes photographs ready, whose libraries are loaded with the first one."""

    def __init__(self) -> None:
        self._photographs: Photographs | None = None

    def prepared(self, content: bytes) -> bytes:
        if self._photographs is None:
            from intake_app.imaging.photographs import PillowPhotographs

            self._photographs = PillowPhotographs()
        return self._photographs.prepared(content)


class LiveRecords:
    """The records of one folder: opened in two steps, closed in one."""

    def __init__(
        self,
        folder: Path,
        content: "Callable[[], Content]",
        clock: "Clock | None" = None,
        *,
        sign_in: "Callable[[Path], FolderKeys | None] | None" = None,
    ) -> None:
        self._folder = folder
        self._content = content
        self._clock = clock or SystemClock()
        self._sign_in = sign_in or signing_in_with(None)
        self._signing_in = Lock()
        self._language = FhirPathWhenNeeded()
        self._keys: list[FolderKeys | None] = []
        self._records: Records | None = None
        self._lookup: RecordsLookup | None = None

    def lookup(self) -> "PatientLookup | None":
        """Finding alone; None where there are no records of this version yet."""
        from intake_app.storage.search.lookup import open_lookup

        if self._lookup is None:
            self._lookup = open_lookup(self._folder, self._key())
        return self._lookup

    def services(self, progress: "Progress" = lambda _done: True) -> "Services":
        """Everything; ``progress`` watches older records being brought up to date."""
        from intake_app.printers.cups import CupsPrinters
        from intake_app.services.attachments import AttachmentService, FileKeeper
        from intake_app.services.clinic import ClinicService
        from intake_app.services.clinic_content import ClinicContentService
        from intake_app.services.consultation_view import ConsultationViewer
        from intake_app.services.consultations import ConsultationService
        from intake_app.services.corrections import CorrectionService
        from intake_app.services.duplicates import DuplicateService
        from intake_app.services.following_up import FollowUpService
        from intake_app.services.forms import FormService
        from intake_app.services.handouts import HandoutService
        from intake_app.services.patients import PatientService
        from intake_app.services.photographs import PhotographService
        from intake_app.services.printing import PrintingService
        from intake_app.services.products import ProductService
        from intake_app.services.suite import Services
        from intake_app.services.text_reviews import TextReviewService
        from intake_app.storage.records import open_records

        content = self._content()
        records = self._records = open_records(
            self._folder, self._key(), now=self._clock.now, progress=progress
        )
        reading, writing = records.reading, records.writing
        viewer = ConsultationViewer(self._clock, content, self._language)
        files = FileKeeper(PhotographsWhenNeeded(), self._clock)
        handouts = HandoutService(
            reading, writing, self._clock, content, HandoutRendererWhenNeeded()
        )
        texts = ClinicContentService(reading, writing, self._clock, content)
        return Services(
            patients=PatientService(reading, writing, lambda: _there(self.lookup()), self._clock),
            duplicates=DuplicateService(reading, writing, self._clock),
            products=ProductService(reading, writing, self._clock),
            corrections=CorrectionService(reading, writing, self._clock),
            follow_up=FollowUpService(reading, writing, content),
            consultations=ConsultationService(reading, writing, self._clock, viewer, files),
            attachments=AttachmentService(reading, writing, files),
            photographs=PhotographService(reading),
            handouts=handouts,
            printing=PrintingService(handouts, CupsPrinters()),
            forms=FormService(reading, writing, self._clock, content, self._language),
            clinic=ClinicService(reading, writing, self._clock),
            clinic_content=texts,
            text_reviews=TextReviewService(reading, writing, self._clock, content, texts),
            upkeep=self.upkeep(),
        )

    def upkeep(self) -> "UpkeepService":
        """The records as a whole: also where they cannot be opened, or are closed by then."""
        from intake_app.services.upkeep import UpkeepService
        from intake_app.storage.folder_upkeep import FolderUpkeep

        return UpkeepService(FolderUpkeep(self._folder, self._key(), now=self._clock.now))

    def keys(self) -> "FolderKeys | None":
        """Who has opened the records, and with what; None where they are not protected.

        Whoever comes first, the lookup or the services, signs in; the other waits for it.
        """
        from intake_app.storage.folder_parts import finish_restore

        with self._signing_in:
            if not self._keys:
                finish_restore(self._folder)
                self._keys.append(self._sign_in(self._folder))
            return self._keys[0]

    def unlock(self, credentials: "Credentials") -> None:
        """Sign in, or show again that one may be here."""
        from intake_app.storage.folder_parts import finish_restore
        from intake_app.storage.keys.entrance import folder_protection

        with self._signing_in:
            finish_restore(self._folder)
            self._keys[:] = [folder_protection(self._folder).unlock(credentials)]

    def recover(self, recovery_code: str, credentials: "Credentials") -> None:
        """Set a new passphrase by the recovery code, and sign in with it."""
        from intake_app.services.protection import Credentials, ProtectionService
        from intake_app.storage.keys.entrance import folder_protection

        protection = ProtectionService(folder_protection(self._folder))
        user = protection.recover(recovery_code, credentials)
        self.unlock(Credentials(name=user.name, passphrase=credentials.passphrase))

    def actor(self) -> "Actor | None":
        """Who has signed in; None where nobody has to, or nobody has yet."""
        from intake_app.services.protection import actor_of

        keys = next(iter(self._keys), None)
        return actor_of(keys) if keys is not None else None

    def users(self) -> "UserService | None":
        """Who may sign in; None where nobody has to."""
        from intake_app.services.protection import UserService

        keys = next(iter(self._keys), None)
        return UserService(keys) if keys is not None else None

    def protect(self, credentials: "Credentials", show: "ShowCode", progress: "Progress") -> None:
        """Encrypt the records, which must be closed, and stay signed in."""
        from intake_app.services.protection import first_user
        from intake_app.storage.keys.entrance import folder_protection

        with self._signing_in:
            user = first_user(credentials)
            protection = folder_protection(self._folder)
            self._keys[:] = [protection.protect(user, credentials.passphrase, show, progress)]

    def leave(self) -> None:
        """Whoever comes next signs in by hand, whatever was given beforehand."""
        from intake_app.storage.keys.entrance import enter

        self._sign_in = lambda folder: enter(folder, None)

    def close(self) -> None:
        for opened in (self._lookup, self._records):
            if opened is not None:
                opened.close()
        self._lookup = self._records = None
        self._keys.clear()

    def _key(self) -> "DataKey | None":
        keys = self.keys()
        return keys.key if keys is not None else None


def _there(lookup: "PatientLookup | None") -> "PatientLookup":
    if lookup is None:
        raise RuntimeError("the records are open, so there is a lookup")
    return lookup


def signing_in_with(secrets: "Secrets | None") -> "Callable[[Path], FolderKeys | None]":
    def sign_in(folder: Path) -> "FolderKeys | None":
        from intake_app.bootstrap.remembering import sign_in_remembered

        return sign_in_remembered(folder, secrets)

    return sign_in
