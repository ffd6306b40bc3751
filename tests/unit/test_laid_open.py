"""A form laid open: every question to be seen, and in words when it would be asked."""

from intake_app.domain.form.conditions import All, AnyOf, Operator, Test
from intake_app.domain.form.expressions import ItemExpressions
from intake_app.domain.form.laid_open import laid_open, with_one_row_each
from intake_app.domain.form.live_form import LiveForm
from tests.helpers.builders import choice, code, form, group, question, rows


def test_a_conditional_question_is_there_and_says_when_it_is_asked() -> None:
    asked_when = AnyOf(
        (
            Test("drink", Operator.EQUAL, code("tea")),
            All((Test("age", Operator.AT_LEAST, 18), Test("why", Operator.EXISTS, True))),
        )
    )
    shown = laid_open(
        form(
            choice("drink", "tea", "coffee"),
            question("age", "integer"),
            question("why", help="In a word."),
            question("sugar", "boolean", help="One lump or two.", enable_when=asked_when),
        )
    )

    sugar = shown.by_link_id["sugar"]
    assert sugar.enable_when is None
    assert sugar.help == (
        "One lump or two.\n"
        "Asked when “Q drink” is “Tea” or “Q age” is at least “18” and “Q why” is answered."
    )
    assert shown.by_link_id["why"].help == "In a word."


def test_expressions_are_shown_and_hide_nothing() -> None:
    own = ItemExpressions(calculated="1 + 1", enable_when="false")

    shown = laid_open(form(question("sum", "integer", expressions=own)))

    assert shown.by_link_id["sum"].help == "Asked when this is true: false\nWorked out: 1 + 1"
    assert not shown.by_link_id["sum"].expressions.texts


def test_every_group_of_rows_shows_one_row_also_inside_another() -> None:
    shown = laid_open(
        form(rows("outer", question("a"), rows("inner", question("b"))), group("g", question("c")))
    )

    places = [str(spot.place) for spot in LiveForm(shown, with_one_row_each(shown)).questions()]

    assert places == ["a[0]", "b[0][0]", "c"]
