"""The files in resources/: where they are, and what is in them."""

import hashlib
from pathlib import Path

import intake_app
from intake_app.content.places import FilePlace

_BESIDE_A_FOLDER = "evidence"
"""A folder that only the right resources/ has."""


def find_resources(package: Path | None = None) -> Path:
    """The resources folder, wherever the program runs from.

    A wheel and a bundle carry it inside the package; in a checkout, and so in an editable
    installation, it stands beside the package.

    Args:
        package: The folder of the package; only tests give another one.

    Raises:
        ContentInvalid: It is in neither place.
    """
    home = package or Path(intake_app.__file__).parent
    for folder in (home / "resources", home.parent / "resources"):
        if (folder / _BESIDE_A_FOLDER).is_dir():
            return folder
    raise FilePlace("resources").wrong("the folder is missing; install the program again")


class ResourceFiles:
    """Reads text files below one folder and remembers what it read, for the version."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._read: dict[str, bytes] = {}

    def text(self, name: str) -> str:
        """The text of a file, with plain line ends whatever system it was checked out on.

        Raises:
            ContentInvalid: It is missing, cannot be read, or is not UTF-8.
        """
        place = FilePlace(name)
        if name in self._read:
            return self._read[name].decode("utf-8")
        try:
            data = (self._root / name).read_bytes()
        except FileNotFoundError:
            raise place.wrong("the file is missing; install the program again") from None
        except OSError as reason:
            said = reason.strerror or type(reason).__name__
            raise place.wrong(f"the file cannot be read: {said}") from None
        data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
        self._read[name] = data
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as reason:
            line = data.count(b"\n", 0, reason.start) + 1
            raise FilePlace(name, line).wrong("the file is not UTF-8 text") from None

    def names(self, folder: str, suffix: str) -> list[str]:
        """The files of a folder with this ending, in order of their names."""
        found = (self._root / folder).glob(f"*{suffix}")
        return sorted(f"{folder}/{path.name}" for path in found if path.is_file())

    def folders(self, folder: str) -> list[str]:
        """The names of the folders in a folder."""
        return sorted(path.name for path in (self._root / folder).glob("*/") if path.is_dir())

    def read_all(self, folder: str, suffix: str) -> None:
        """Read the files of a folder, so that they count for the version before they are used."""
        for name in self.names(folder, suffix):
            self.text(name)

    def digest(self) -> str:
        """SHA-256 over everything read so far, in order of the names."""
        everything = b"".join(self._read[name] for name in sorted(self._read))
        return hashlib.sha256(everything).hexdigest()
