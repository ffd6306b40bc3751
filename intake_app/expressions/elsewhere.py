"""FHIRPath in a process of its own, which is ended when an expression takes too long.

One long step of the library, such as a huge power or a pattern that tries everything, cannot be
stopped from within, and holds up every thread of the program: docs/decisions/0059.
"""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock, Timer
from weakref import finalize

import intake_app
from intake_app.domain.fhir_json import JsonObject
from intake_app.domain.form.expressions import ExpressionFailed, Scope
from intake_app.expressions.messages import receive, send

LONGEST_TIME = 2.0
"""Seconds for one expression."""
LONGEST_START = 60.0
"""Seconds until the worker is there, on a machine that is very busy."""
MOST_TRIES = 2
"""An expression that took too long this often is not tried again."""

_KEPT = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "SYSTEMROOT", "TEMP")
"""What the worker is told of the program's environment: what Python needs to start."""

Process = subprocess.Popen[bytes]


class FhirPathElsewhere:
    """Starts its worker with the first question; one expression is worked out at a time."""

    def __init__(self) -> None:
        self._one_at_a_time = Lock()
        self._process: Process | None = None
        self._sent: JsonObject | None = None
        self._given_up: Counter[str] = Counter()
        self._known: dict[str, tuple[str, tuple[str, ...]]] = {}

    def fault(self, text: str) -> str:
        """Why this cannot be read, for the end of a sentence; empty when it can."""
        return self._looked_at(text)[0]

    def unknown_functions(self, text: str) -> Sequence[str]:
        """The functions in it that nothing here has."""
        return self._looked_at(text)[1]

    def evaluate(self, text: str, scope: Scope) -> Sequence[tuple[str, object]]:
        """The results as kinds of value[x] and their JSON.

        Raises:
            ExpressionFailed: It does not work on these answers, or takes too long or too much.
        """
        with self._one_at_a_time:
            answer = self._asked(text, lambda: self._question(text, scope))
        values = answer.get("values")
        if not isinstance(values, list):
            raise ExpressionFailed(str(answer.get("failed", "it does not work on these answers")))
        return [(str(kind), data) for kind, data in values]

    def _looked_at(self, text: str) -> tuple[str, tuple[str, ...]]:
        with self._one_at_a_time:
            if text not in self._known:
                try:
                    answer = self._asked(text, lambda: {"do": "read", "text": text})
                except ExpressionFailed as failed:
                    return str(failed), ()
                unknown = answer.get("unknown")
                names = tuple(str(each) for each in unknown) if isinstance(unknown, list) else ()
                self._known[text] = (str(answer.get("fault", answer.get("failed", ""))), names)
            return self._known[text]

    def _question(self, text: str, scope: Scope) -> JsonObject:
        """The response is sent along only when it is another than last time."""
        question: JsonObject = {
            "do": "evaluate",
            "text": text,
            "context": _context(scope.context, scope),
            "questionnaire": scope.questionnaire,
            "qitem": scope.qitem,
            "patient": scope.patient,
            "lets": [
                {
                    "name": let.variable.name,
                    "text": let.variable.text,
                    "at": _context(let.context, scope),
                }
                for let in scope.lets
            ],
            "now": scope.now.isoformat(),
        }
        if scope.resource is not self._sent:
            question["resource"] = scope.resource
            self._sent = scope.resource
        return question

    def _asked(self, text: str, question: Callable[[], JsonObject]) -> JsonObject:
        """The worker's answer; a worker that has died of itself is started anew, once."""
        if self._given_up[text] >= MOST_TRIES:
            raise ExpressionFailed("it took too long before, and is not tried again")
        for _ in range(MOST_TRIES):
            process = self._running()
            late = _ended_after(LONGEST_TIME, process)
            answer = _exchange(process, question())
            is_late = late.finished.is_set()
            late.cancel()
            if answer is not None:
                return answer
            self._process = None
            _end(process)
            if is_late:
                break
        self._given_up[text] += 1
        raise ExpressionFailed("it takes too long on these answers, or more memory than there is")

    def _running(self) -> Process:
        if self._process is None:
            self._process = _started()
            self._sent = None
            finalize(self, _end, self._process)
        return self._process


def _context(context: JsonObject, scope: Scope) -> JsonObject | None:
    """None stands for the response itself, which is not sent twice."""
    return None if context is scope.resource else context


def _exchange(process: Process, question: JsonObject) -> JsonObject | None:
    if process.stdin is None or process.stdout is None:
        return None
    try:
        send(process.stdin, question)
        return receive(process.stdout)
    except OSError:
        return None


def _ended_after(seconds: float, process: Process) -> Timer:
    late = Timer(seconds, process.kill)
    late.daemon = True
    late.start()
    return late


def _started() -> Process:
    root = str(Path(intake_app.__file__).parents[1])
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    paths = os.pathsep.join(filter(None, (root, kept.get("PYTHONPATH", ""))))
    try:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "intake_app.expressions.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**kept, "PYTHONPATH": paths},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # Windows alone has them
        )
    except OSError as error:
        raise ExpressionFailed("nothing can be worked out: no process can be started") from error
    late = _ended_after(LONGEST_START, process)
    ready = receive(process.stdout) if process.stdout is not None else None
    late.cancel()
    if ready is None:
        _end(process)
        raise ExpressionFailed("nothing can be worked out: the process for it does not start")
    return process


def _end(process: Process) -> None:
    process.kill()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(OSError):  # what was still to be sent reaches nobody
                stream.close()
    process.wait()
