"""Reading for the search: a connection of its own, whose work another thread may cut short."""

from sqlcipher3 import dbapi2 as sqlcipher

from intake_app.storage.connection import Connection


class SearchGivenUp(Exception):
    """A newer text has been typed; nobody waits for this answer any more."""


class SearchReader:
    """Runs queries, and stops between or within them once it is interrupted.

    ``interrupt`` is for any thread, everything else for the thread that searches.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._given_up = False

    def begin(self) -> None:
        """Forget an interruption that was meant for the search before."""
        self._given_up = False

    def rows(self, sql: str, *parameters: object) -> list[tuple[object, ...]]:
        """All rows of a query.

        Raises:
            SearchGivenUp: After ``interrupt``.
        """
        if self._given_up:
            raise SearchGivenUp
        try:
            return self._connection.execute(sql, parameters).fetchall()
        except sqlcipher.OperationalError:
            if self._given_up:
                raise SearchGivenUp from None
            raise

    def interrupt(self) -> None:
        self._given_up = True
        self._connection.interrupt()
