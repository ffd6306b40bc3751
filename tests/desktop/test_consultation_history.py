"""Undo as a law: back and forward again is where one was."""

from hypothesis import given as whatever
from hypothesis import strategies as st

from intake_app.desktop.presenters.history import History, Snapshot
from intake_app.domain.form.answers import Place
from intake_app.domain.visit.consultation import Record


def snapshot(text: str) -> Snapshot:
    return Snapshot(Record(), {Place("q"): text})


STEPS = st.lists(st.tuples(st.text("ab", max_size=3), st.sampled_from([None, "x", "y"])))


@whatever(STEPS)
def test_undoing_everything_leads_to_the_beginning_and_redoing_to_the_end(
    steps: list[tuple[str, str | None]],
) -> None:
    history, now = History(), snapshot("")
    for text, grows in steps:
        history.note(now, snapshot(text), grows=grows)
        now = snapshot(text)
    end, undone = now, 0
    while (earlier := history.back(now)) is not None:
        now, undone = earlier, undone + 1
    assert now == snapshot("")
    assert not history.can_undo

    for _ in range(undone):
        later = history.forward(now)
        assert later is not None
        now = later
    assert now == end
    assert not history.can_redo


def test_typing_in_one_field_is_one_step_until_it_is_sealed() -> None:
    history = History()
    history.note(snapshot(""), snapshot("a"), grows="q")
    history.note(snapshot("a"), snapshot("ab"), grows="q")
    history.seal()
    history.note(snapshot("ab"), snapshot("abc"), grows="q")

    assert history.back(snapshot("abc")) == snapshot("ab")
    assert history.back(snapshot("ab")) == snapshot("")


def test_typing_back_to_the_beginning_leaves_no_step() -> None:
    history = History()
    history.note(snapshot(""), snapshot("a"), grows="q")
    history.note(snapshot("a"), snapshot(""), grows="q")

    assert not history.can_undo
