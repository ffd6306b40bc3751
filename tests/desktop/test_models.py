"""Qt's own test of item models, and the laws of the lists."""

from hypothesis import given
from hypothesis import strategies as st
from pytestqt.modeltest import ModelTester

from intake_app.desktop.models.found_rows import FoundModel, FoundRow, RowKind
from intake_app.desktop.models.lines import Line, LinesModel

HEADING = FoundRow(kind=RowKind.HEADING, title="Recent")
PATIENT = FoundRow(kind=RowKind.PATIENT, title="Anna", target="1", born="1988")


def test_found_rows_are_a_proper_model(qtmodeltester: ModelTester) -> None:
    model = FoundModel()
    model.show_rows([HEADING, PATIENT, PATIENT])
    qtmodeltester.check(model)


def test_lines_are_a_proper_model(qtmodeltester: ModelTester) -> None:
    model = LinesModel(["One", "Two"])
    model.show_lines([Line(id="1", cells=("a", "b")), Line(id="2", cells=("c", "d"))])
    qtmodeltester.check(model)


@given(st.lists(st.sampled_from([HEADING, PATIENT])), st.integers(-1, 8), st.sampled_from([1, -1]))
def test_moving_never_ends_on_a_heading(rows: list[FoundRow], place: int, step: int) -> None:
    model = FoundModel()
    model.show_rows(rows)

    moved = model.next_choice(place, step)

    row = model.row_at(moved)
    assert moved == place or (row is not None and row.can_be_chosen)
