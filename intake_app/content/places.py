"""Where in which file something stands, to say so when it is wrong."""

from dataclasses import dataclass

from intake_app.domain.errors import ContentInvalid


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A line of a file; ``file`` is its name below the resources folder."""

    file: str
    line: int = 1

    def wrong(self, reason: str) -> ContentInvalid:
        """The refusal that names this place; ``reason`` has no full stop."""
        return ContentInvalid(file=self.file, line=self.line, reason=reason)
