"""The robot that works the widgets, on a machine that may be busy with other things."""

from collections.abc import Callable

from PySide6.QtCore import SignalInstance
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

LONG_MS = 60_000
"""How long is waited for what must come; a test says what is right, never how soon."""


class PatientBot(QtBot):
    """As pytest-qt's, whose own waits end after five seconds."""

    def waitUntil(  # noqa: N802
        self, callback: Callable[[], bool | None], *, timeout: int = LONG_MS
    ) -> None:
        """Wait until the callback says so."""
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(  # noqa: N802
        self,
        signal: SignalInstance,
        *,
        timeout: int = LONG_MS,
        raising: bool | None = None,
        check_params_cb: Callable[..., bool] | None = None,
    ) -> SignalBlocker:
        """Wait until the signal comes."""
        return super().waitSignal(
            signal, timeout=timeout, raising=raising, check_params_cb=check_params_cb
        )
