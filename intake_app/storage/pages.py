"""Whether a record file is whole, page by page."""

from intake_app.storage.connection import Connection
from intake_app.storage.data_key import DataKey


def pages_are_whole(connection: Connection, key: DataKey | None) -> bool:
    """Read every page; each page of an encrypted file proves itself by its own checksum.

    An unprotected file has no checksums: what can be seen there is whether the pages fit
    together, and whether the indexes agree with the tables.

    Raises:
        sqlcipher3's errors, when a page is too damaged to be looked at.
    """
    if key is not None:
        return connection.execute("PRAGMA cipher_integrity_check").fetchone() is None
    return connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
