"""Work off the GUI thread: one writer thread, and a few workers for everything else."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

Result = TypeVar("Result")
Done = Callable[[Result], None]
Failed = Callable[[Exception], None]


class _Delivery(Generic[Result]):
    """What to call, on the GUI thread, when some work has ended."""

    def __init__(self, done: Done[Result], failed: Failed) -> None:
        self._done = done
        self._failed = failed

    def deliver(self, future: Future[Result]) -> None:
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

    def run(self, work: Callable[[], Result], *, done: Done[Result], failed: Failed) -> None:
        """Do ``work`` in a worker thread."""
        self._submit(self._workers, work, _Delivery(done, failed))

    def run_newest(
        self, key: str, work: Callable[[], Result], *, done: Done[Result], failed: Failed
    ) -> None:
        """Like run, but only the newest of the same key is delivered; skipped if overtaken.

        All of these share one thread: the lookup answers one question at a time.
        """
        turn = self._newest.get(key, 0) + 1
        self._newest[key] = turn

        def is_newest() -> bool:
            return self._newest[key] == turn

        def overtaken_or_work() -> Result | None:
            return work() if is_newest() else None

        def deliver(result: Result | None) -> None:
            if is_newest() and result is not None:
                done(result)

        def refuse(error: Exception) -> None:
            if is_newest():
                failed(error)

        self._submit(self._searcher, overtaken_or_work, _Delivery(deliver, refuse))

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

    def _submit(
        self,
        pool: ThreadPoolExecutor,
        work: Callable[[], Result],
        delivery: _Delivery[Result],
    ) -> Future[Result]:
        future = pool.submit(work)
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
