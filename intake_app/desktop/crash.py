"""The last net: a bug gets a reference number, a trace without patient data, and is survived."""

import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal

from intake_app.services.crash_report import describe, reference

LOG_NAME = "desktop.log"
MOST_REPORTS = 200
"""A bug in painting comes back at each paint; the log must not fill the disk."""


class CrashHook(QObject):
    """Takes what nobody caught, on any thread.

    Signals:
        crashed: Something went wrong (its reference, the log's path or "" without a log).
    """

    crashed = Signal(str, str)

    def __init__(
        self,
        logs: Path,
        version: str,
        *,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._log = logs / LOG_NAME
        self._version = version
        self._now = now
        self._reports = 0

    def install(self) -> None:
        """From now on Qt's slots, own threads and everything else end here."""
        sys.excepthook = self.take
        threading.excepthook = self._take_from_thread

    def take(
        self,
        kind: type[BaseException],
        error: BaseException,
        traceback: TracebackType | None,
    ) -> None:
        """Write down where it happened and tell the person a number."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, traceback)
            return
        now = self._now()
        where = self._write(describe(error, at=now, version=self._version))
        self.crashed.emit(reference(now), where)

    def _take_from_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.take(args.exc_type, args.exc_value, args.exc_traceback)

    def _write(self, report: str) -> str:
        """Append to the log; without a writable log the number alone has to do."""
        self._reports += 1
        if self._reports > MOST_REPORTS:
            return str(self._log)
        try:
            self._log.parent.mkdir(mode=0o700, exist_ok=True)
            with self._log.open("a", encoding="utf-8") as log:
                log.write(report + "\n")
        except OSError:
            return ""
        return str(self._log)
