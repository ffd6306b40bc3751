"""Reading for the search: a connection of its own, whose work another thread may cut short."""

from collections.abc import Sequence

from sqlcipher3 import dbapi2 as sqlcipher

from intake_app.storage.connection import Connection

_Answers = dict[tuple[object, ...], Sequence[tuple[object, ...]]]


class SearchGivenUp(Exception):
    """A newer text has been typed; nobody waits for this answer any more."""


class SearchReader:
    """Runs queries, and stops between or within them once it is interrupted.

    What is asked again is answered as before: within one search, and in the next, for while a
    name is typed most of it stays. Nothing that has changed since.

    ``interrupt`` is for any thread, everything else for the thread that searches.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._given_up = False
        self._answers: _Answers = {}
        self._before: _Answers = {}
        self._state: object = None

    def begin(self) -> None:
        """Forget an interruption that was meant for the search before, and what it need not know.

        What another connection has changed is seen by the number of its version, which is asked
        first, and what this one has by how many changes it made.

        Raises:
            SearchGivenUp: After ``interrupt``.
        """
        self._given_up = False
        state = (self._read("PRAGMA data_version", ()), self._connection.total_changes)
        self._before = self._answers if state == self._state else {}
        self._answers, self._state = {}, state

    def rows(self, sql: str, *parameters: object) -> Sequence[tuple[object, ...]]:
        """All rows of a query.

        Raises:
            SearchGivenUp: After ``interrupt``.
        """
        if self._given_up:
            raise SearchGivenUp
        asked = (sql, *parameters)
        known = self._answers.get(asked, self._before.get(asked))
        if known is not None:
            self._answers[asked] = known
            return known
        self._answers[asked] = answer = self._read(sql, parameters)
        return answer

    def _read(self, sql: str, parameters: tuple[object, ...]) -> Sequence[tuple[object, ...]]:
        try:
            return self._connection.execute(sql, parameters).fetchall()
        except sqlcipher.OperationalError:
            if self._given_up:
                raise SearchGivenUp from None
            raise

    def interrupt(self) -> None:
        self._given_up = True
        self._connection.interrupt()
