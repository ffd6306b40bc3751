"""Work off the GUI thread: one writer thread, and a few workers for everything else."""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, wait
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

Result = TypeVar("Result")
Done = Callable[[Result], None]
Failed = Callable[[Exception], None]


class _Delivery(Generic[Result]):
    """What to call, on the GUI thread, when some work has ended."""

    def __init__(
        self, done: Done[Result], failed: Failed, is_wanted: Callable[[], bool] = lambda: True
    ) -> None:
        self._done = done
        self._failed = failed
        self.is_wanted = is_wanted

    def deliver(self, future: Future[Result]) -> None:
        if not self.is_wanted():
            return
        error = future.exception()
        if error is None:
            self._done(future.result())
        elif isinstance(error, Exception):
            self._failed(error)
        else:
            raise error


class Tasks(QObject):
    """Runs work elsewhere and brings its result back to the GUI thread.

    ``work`` must not touch widgets; ``done`` and ``failed`` may. Writes run one after the
    other in the order they were asked for.

    Signals:
        busy_changed: Whether any write is under way or waiting.
        idle_reached: Everything that was asked for has been delivered.
    """

    busy_changed = Signal(bool)
    idle_reached = Signal()
    _ended = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._workers = ThreadPoolExecutor(2, thread_name_prefix="worker")
        self._searcher = ThreadPoolExecutor(1, thread_name_prefix="searcher")
        self._writes: set[Future[object]] = set()
        self._newest: dict[str, int] = {}
        self._undelivered = 0
        self._is_closed = False
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_writing(self) -> bool:
        """Whether any write is under way or waiting, or its outcome is not delivered yet."""
        return bool(self._writes)

    @property
    def is_idle(self) -> bool:
        """Whether everything that was asked for has been delivered."""
        return self._undelivered == 0

    def run(
        self,
        work: Callable[[], Result],
        *,
        done: Done[Result],
        failed: Failed,
        newest_of: str = "",
    ) -> None:
        """Do ``work`` in a worker thread, of which several may end in any order.

        Of all with the same ``newest_of`` only the last that was asked for is delivered.
        """
        is_wanted = self._last(newest_of) if newest_of else lambda: True
        self._submit(self._workers, work, _Delivery(done, failed, is_wanted))

    def run_newest(
        self, key: str, work: Callable[[], Result], *, done: Done[Result], failed: Failed
    ) -> None:
        """Like run with ``newest_of``, in one thread for all: the lookup answers one at a time."""
        self._submit(self._searcher, work, _Delivery(done, failed, self._last(key)))

    def write(self, work: Callable[[], Result], *, done: Done[Result], failed: Failed) -> None:
        """Do ``work`` in the one writer thread, after every write asked for before."""
        future = self._submit(self._writer, work, _Delivery(done, failed))
        self._writes.add(future)  # type: ignore[arg-type]
        self.busy_changed.emit(True)  # noqa: FBT003 - a signal takes no keywords

    def finish_writes(self) -> None:
        """Wait until everything asked to be written is written (on closing)."""
        wait(set(self._writes))

    @property
    def is_closed(self) -> bool:
        """Whether what is under way had better end soon: the window waits for it."""
        return self._is_closed

    def close(self) -> None:
        """Finish the writes, give up the rest, end the threads; nothing is delivered any more."""
        self._is_closed = True
        for pool in (self._workers, self._searcher):
            pool.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)

    def _last(self, key: str) -> Callable[[], bool]:
        """Take a turn; says whether nobody else has taken one of this key since."""
        turn = self._newest[key] = self._newest.get(key, 0) + 1
        return lambda: self._newest[key] == turn

    def _submit(
        self,
        pool: ThreadPoolExecutor,
        work: Callable[[], Result],
        delivery: _Delivery[Result],
    ) -> Future[Result]:
        """What is overtaken before it was begun is not done at all."""

        def work_unless_overtaken() -> Result:
            if not delivery.is_wanted():
                raise CancelledError
            return work()

        future = pool.submit(work_unless_overtaken)
        self._undelivered += 1
        future.add_done_callback(lambda ended: self._ended.emit(delivery, ended))
        return future

    @Slot(object, object)
    def _deliver(self, delivery: _Delivery[object], future: Future[object]) -> None:
        if self._is_closed:
            return
        if future in self._writes:
            self._writes.discard(future)
            self.busy_changed.emit(bool(self._writes))
        try:
            if not future.cancelled():
                delivery.deliver(future)
        finally:
            self._undelivered -= 1
            if self.is_idle:
                self.idle_reached.emit()
