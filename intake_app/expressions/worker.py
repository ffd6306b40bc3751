"""Works expressions out in a process of its own, so that a hostile one harms nothing.

Started by ``elsewhere``, which ends it when an expression takes too long; it ends by itself when
the program is gone. It opens no file and knows only what it is sent.
"""

import signal
import sys
from contextlib import suppress
from datetime import datetime

from intake_app.domain.fhir_json import JsonObject
from intake_app.domain.form.expressions import ExpressionFailed, Let, Scope, Variable
from intake_app.expressions.fhirpath import FhirPath
from intake_app.expressions.messages import receive, send

MOST_MEMORY = 1 << 30
"""Bytes of addresses, where the system has such a limit."""
LONGEST_WORK = 5.0
"""Seconds; more than the program waits, for the case that it was killed meanwhile."""
MOST_RESULTS = 1_000
LONGEST_RESULT = 100_000
"""Characters of one text that an expression gives."""


class Worker:
    """Answers messages; the response is sent only when it has changed, and kept until then."""

    def __init__(self) -> None:
        self._language = FhirPath()
        self._resource: JsonObject = {}

    def answer(self, message: JsonObject) -> JsonObject:
        text = str(message["text"])
        try:
            if message["do"] == "read":
                return self._read(text)
            return {"values": self._values(text, message)}
        except ExpressionFailed as failed:
            return {"failed": str(failed)}
        except MemoryError:
            return {"failed": "it takes more memory than it is given"}

    def _read(self, text: str) -> JsonObject:
        if fault := self._language.fault(text):
            return {"fault": fault, "unknown": []}
        return {"fault": "", "unknown": list(self._language.unknown_functions(text))}

    def _values(self, text: str, message: JsonObject) -> list[object]:
        resource = message.get("resource")
        if isinstance(resource, dict):
            self._resource = resource
        values = self._language.evaluate(text, self._scope(message))
        too_long = any(isinstance(data, str) and len(data) > LONGEST_RESULT for _, data in values)
        if len(values) > MOST_RESULTS or too_long:
            raise ExpressionFailed("its result is too large for an answer")
        return [list(pair) for pair in values]

    def _scope(self, message: JsonObject) -> Scope:
        lets = message["lets"]
        return Scope(
            resource=self._resource,
            context=self._or_resource(message["context"]),
            questionnaire=_object(message["questionnaire"]),
            qitem=_object(message["qitem"]),
            patient=_object(message["patient"]),
            lets=tuple(
                Let(Variable(str(let["name"]), str(let["text"])), self._or_resource(let["at"]))
                for let in (lets if isinstance(lets, list) else ())
            ),
            now=datetime.fromisoformat(str(message["now"])),
        )

    def _or_resource(self, context: object) -> JsonObject:
        return context if isinstance(context, dict) else self._resource


def _object(value: object) -> JsonObject:
    return value if isinstance(value, dict) else {}


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _allow(seconds: float) -> None:
    """Let the system end this process after that time, whatever it is doing; 0: no limit."""
    if hasattr(signal, "setitimer"):  # not on every system
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)


def main() -> None:
    inbox, outbox = sys.stdin.buffer, sys.stdout.buffer
    worker = Worker()
    _limit_memory()
    with suppress(OSError):
        send(outbox, {"ready": True})
        while (message := receive(inbox)) is not None:
            _allow(LONGEST_WORK)
            answer = worker.answer(message)
            _allow(0)
            send(outbox, answer)


if __name__ == "__main__":
    main()
