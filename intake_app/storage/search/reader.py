"""Reading for the search: a connection of its own, whose work another thread may cut short."""

from collections.abc import Sequence

from sqlcipher3 import dbapi2 as sqlcipher

from intake_app.storage.connection import Connection


class SearchGivenUp(Exception):
    """A newer text has been typed; nobody waits for this answer any more."""


class SearchReader:
    """Runs queries, and stops between or within them once it is interrupted.

    What is asked again within one search is answered as before.

    ``interrupt`` is for any thread, everything else for the thread that searches.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._given_up = False
        self._answers: dict[tuple[object, ...], Sequence[tuple[object, ...]]] = {}

    def begin(self) -> None:
        """Forget the search before, and an interruption that was meant for it."""
        self._given_up = False
        self._answers.clear()

    def rows(self, sql: str, *parameters: object) -> Sequence[tuple[object, ...]]:
        """All rows of a query.

        Raises:
            SearchGivenUp: After ``interrupt``.
        """
        if self._given_up:
            raise SearchGivenUp
        asked = (sql, *parameters)
        if asked in self._answers:
            return self._answers[asked]
        try:
            answer = self._connection.execute(sql, parameters).fetchall()
        except sqlcipher.OperationalError:
            if self._given_up:
                raise SearchGivenUp from None
            raise
        self._answers[asked] = answer
        return answer

    def interrupt(self) -> None:
        self._given_up = True
        self._connection.interrupt()
