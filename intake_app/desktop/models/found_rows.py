"""What finding shows, line by line: patients, open drafts, a document, headings between."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex


class RowKind(StrEnum):
    HEADING = "heading"
    PATIENT = "patient"
    DRAFT = "draft"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """One line in words; ``target`` is what it opens, ``spoken`` what a screen reader says."""

    kind: RowKind
    title: str
    target: str = ""
    detail: str = ""
    born: str = ""
    age: str = ""
    visit: str = ""
    mark: str = ""
    why: str = ""

    @property
    def can_be_chosen(self) -> bool:
        return self.kind is not RowKind.HEADING

    @property
    def spoken(self) -> str:
        seen = (self.title, self.born, self.age, self.detail, self.visit, self.mark, self.why)
        return ", ".join(part for part in seen if part)


ROW = Qt.ItemDataRole.UserRole


class FoundModel(QAbstractListModel):
    """Lines to choose from; headings cannot be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[FoundRow, ...] = ()

    def show_rows(self, rows: Sequence[FoundRow]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row_at(self, place: int) -> FoundRow | None:
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def next_choice(self, place: int, step: int) -> int:
        """The nearest line that can be chosen, going ``step`` by ``step``; -1 when none is."""
        seen = place + step
        while 0 <= seen < len(self._rows):
            if self._rows[seen].can_be_chosen:
                return seen
            seen += 1 if step > 0 else -1
        return place

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken
        return row if role == ROW else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row_at(index.row())
        if row is None or not row.can_be_chosen:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
