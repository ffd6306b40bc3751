"""Which widget shows which piece of a form."""

from intake_app.desktop.file_wishes import FileWishes
from intake_app.desktop.models.outline import TABLES, Block, Kind
from intake_app.desktop.widgets.block_column import BlockColumn
from intake_app.desktop.widgets.block_widget import BlockWidget, TellEdit
from intake_app.desktop.widgets.form.attachment_field import AttachmentField
from intake_app.desktop.widgets.form.boolean_field import BooleanField
from intake_app.desktop.widgets.form.date_field import DateField
from intake_app.desktop.widgets.form.drop_down_field import DropDownField, SearchableField
from intake_app.desktop.widgets.form.field_editor import FieldEditor
from intake_app.desktop.widgets.form.field_frame import FieldFrame
from intake_app.desktop.widgets.form.matrix_block import MatrixBlock
from intake_app.desktop.widgets.form.matrix_row import MatrixField, MatrixRow
from intake_app.desktop.widgets.form.options_field import OptionsField
from intake_app.desktop.widgets.form.pictures_field import PicturesField, is_shown_in_pictures
from intake_app.desktop.widgets.form.quantity_field import QuantityField
from intake_app.desktop.widgets.form.repeated_field import RepeatedField
from intake_app.desktop.widgets.form.row_group import RowCard, RowGroup
from intake_app.desktop.widgets.form.row_table import RowTable
from intake_app.desktop.widgets.form.scale_field import ScaleField
from intake_app.desktop.widgets.form.scalp_field import ScalpField
from intake_app.desktop.widgets.form.score_block import ScoreBlock
from intake_app.desktop.widgets.form.signature_field import SignatureField
from intake_app.desktop.widgets.form.table_row import TableRow
from intake_app.desktop.widgets.form.text_field import LineField, TextField
from intake_app.desktop.widgets.group_block import DisplayBlock, GroupBlock
from intake_app.domain.form.matrix import is_matrix
from intake_app.domain.form.questionnaire import Item, ItemType
from intake_app.domain.form.typed_text import Reading
from intake_app.domain.visit.scalp_filling import is_scalp_map
from intake_app.domain.visit.signature import SIGNATURE

MOST_IN_SIGHT = 12
"""Options; a longer list without a wish of its own becomes a drop-down."""

CHOICES = frozenset({ItemType.CHOICE, ItemType.OPEN_CHOICE})

_EDITORS: dict[ItemType, type[FieldEditor]] = {
    ItemType.TEXT: TextField,
    ItemType.DATE: DateField,
    ItemType.DATE_TIME: DateField,
    ItemType.BOOLEAN: BooleanField,
    ItemType.QUANTITY: QuantityField,
    ItemType.ATTACHMENT: AttachmentField,
}
"""What is not here is one line of typed text."""


class BlockFactory:
    """Makes the widgets of one form.

    Args:
        reading: How dates are read and shown.
        tell: Called with each edit.
        files: Where wishes about files go to.
    """

    def __init__(self, reading: Reading, tell: TellEdit, files: FileWishes) -> None:
        self._files = files
        self._reading = reading
        self._tell = tell

    def _rows_of(self, item: Item) -> BlockColumn | RowTable:
        if item.control in TABLES and item.is_row_group:
            return RowTable(item, self._make_table_row)
        return BlockColumn(self.make, gap=8)

    def _make_table_row(self, block: Block) -> BlockWidget:
        return TableRow(block, self._make_cell, self._tell)

    def _make_cell(self, block: Block) -> BlockWidget:
        if block.kind is not Kind.QUESTION or block.children:
            return self.make(block)
        is_list = editor_class(block.item) is OptionsField and not block.item.control
        compact = DropDownField if block.item.type is ItemType.CHOICE else SearchableField
        chosen = compact if is_list and not block.item.takes_several else None
        editor = (chosen or editor_class(block.item))(block.item, self._reading)
        return FieldFrame(block, editor, self.make, self._tell)

    def _make_matrix_row(self, block: Block) -> BlockWidget:
        if block.kind is not Kind.QUESTION:
            return self.make(block)
        editor = MatrixField(block.item, self._reading)
        return MatrixRow(block, editor, self.make, self._tell)

    def make(self, block: Block) -> BlockWidget:
        match block.kind:
            case Kind.GROUP:
                if is_matrix(block.item):
                    return MatrixBlock(block, self._make_matrix_row)
                return GroupBlock(block, self.make)
            case Kind.ROWS:
                return RowGroup(block, self._rows_of(block.item), self._tell)
            case Kind.ROW:
                return RowCard(block, self.make, self._tell)
            case Kind.TEXT:
                has_score = block.item.instrument is not None
                return ScoreBlock(block) if has_score else DisplayBlock(block)
            case Kind.QUESTION:
                editor = editor_class(block.item)(block.item, self._reading)
                if isinstance(editor, AttachmentField):
                    editor.connect_files(self._files, block.place)
                return FieldFrame(block, editor, self.make, self._tell)


def editor_class(item: Item) -> type[FieldEditor]:
    """The way of answering that suits a question."""
    if item.control == SIGNATURE and item.type is ItemType.ATTACHMENT:
        return SignatureField
    if item.type in CHOICES and item.options:
        return _choice_editor(item)
    if is_scalp_map(item):
        return ScalpField
    if item.takes_several and item.type not in (ItemType.ATTACHMENT, ItemType.BOOLEAN):
        return RepeatedField
    if item.control == "slider" and item.type in (ItemType.INTEGER, ItemType.DECIMAL):
        return ScaleField
    return _EDITORS.get(item.type, LineField)


def _choice_editor(item: Item) -> type[FieldEditor]:
    if is_shown_in_pictures(item):
        return PicturesField
    if item.takes_several:
        return OptionsField
    if item.control == "autocomplete":
        return SearchableField
    in_sight = item.control in ("radio-button", "check-box") or (
        item.control != "drop-down" and len(item.options) <= MOST_IN_SIGHT
    )
    if in_sight:
        return OptionsField
    return SearchableField if item.type is ItemType.OPEN_CHOICE else DropDownField
