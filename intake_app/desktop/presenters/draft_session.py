"""What is being written on this screen: ahead of the records by what is still being saved."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from intake_app.desktop.models.background import Background
from intake_app.desktop.models.form_state import FormState
from intake_app.desktop.presenters.history import History, Snapshot
from intake_app.desktop.shown import heading_of
from intake_app.domain.form.answers import Answers, Place
from intake_app.domain.form.questionnaire import Questionnaire
from intake_app.domain.visit.assessment import WorkedOut, assess_worked_out
from intake_app.domain.visit.calculating import Calculated
from intake_app.domain.visit.consultation import Consultation
from intake_app.domain.visit.drafting import Edit, PutBack, TypeText, edited
from intake_app.services.consultation_view import ConsultationView


class DraftSession:
    """Applies each edit here at once, so that rows and fields never wait for the disk.

    Findings and clashes of dates need the rules and come with what the service returns.
    """

    def __init__(self, view: ConsultationView, background: Background, actor_name: str) -> None:
        self._patient = view.patient
        self._calculator = view.calculator
        self._calculated = view.calculated
        self._follows = view.calculator.link_ids if view.calculator else frozenset()
        self.history = History()
        self.state = FormState(
            heading=heading_of(view.patient, view.reading.today),
            consultation=view.consultation,
            questionnaire=view.questionnaire,
            assessment=view.assessment,
            own_dates=view.own_dates,
            reading=view.reading,
            story=background.story,
            products=background.products,
            actor_name=actor_name,
            silent_rules=view.silent_rules,
        )

    def apply(self, edit: Edit) -> None:
        """Take one edit of the person's."""
        before = self.state.consultation
        after = edited(before, edit, self.state.questionnaire, self.state.reading)
        grows = edit.place if isinstance(edit, TypeText) else None
        self.history.note(self._snapshot(before), self._snapshot(after), grows=grows)
        self._show(after)

    def undo(self) -> tuple[PutBack, Place | None] | None:
        """The edit that goes one step back, and where it shows; None when there is none."""
        return self._put_back(self.history.back(self._snapshot(self.state.consultation)))

    def redo(self) -> tuple[PutBack, Place | None] | None:
        """The edit that goes forward again, and where it shows; None when there is none."""
        return self._put_back(self.history.forward(self._snapshot(self.state.consultation)))

    def adopt(self, view: ConsultationView, *, is_latest: bool) -> None:
        """Take what the service returned; of an older save only what it alone can know."""
        if view.begun:
            self.history.amend(lambda each: _begun(each, view))
        if is_latest:
            self._calculated = view.calculated
            self.state = replace(
                self.state,
                consultation=view.consultation,
                assessment=view.assessment,
                own_dates=view.own_dates,
            )
        else:
            assessment = replace(self.state.assessment, findings=view.assessment.findings)
            self.state = replace(self.state, assessment=assessment, own_dates=view.own_dates)

    def calculation(self, now: datetime) -> Callable[[], Calculated] | None:
        """What works out, in any thread, what follows from the answers; None: nothing does."""
        calculator, patient, answers = self._calculator, self._patient, self.state.answers
        if calculator is None or not calculator.has_work or not self.state.consultation.is_open:
            return None
        return lambda: calculator.work_out(answers, patient, now)

    def take(self, calculated: Calculated) -> None:
        """Show what followed from the last change; it belongs to that step of the history."""
        consultation = self.state.consultation
        if consultation.working is None:
            return
        self._calculated = calculated
        working = replace(consultation.working, answers=calculated.answers)
        self._show(replace(consultation, working=working))

    def _put_back(self, wanted: Snapshot | None) -> tuple[PutBack, Place | None] | None:
        if wanted is None:
            return None
        before = self.state.consultation
        edit = PutBack(wanted.record, wanted.unfinished)
        self._show(edited(before, edit, self.state.questionnaire, self.state.reading))
        return edit, self._first_change(self._snapshot(before), wanted)

    def _show(self, consultation: Consultation) -> None:
        """Work out anew what is asked, wrong and missing."""
        assessment = assess_worked_out(
            self.state.questionnaire,
            WorkedOut(consultation, self._calculated),
            rules=(),
            birth_date=self._patient.birth_date,
            reading=self.state.reading,
        )
        overrides = consultation.record.overrides
        findings = tuple(
            replace(finding, override=overrides.get(finding.rule.id))
            for finding in self.state.assessment.findings
        )
        assessment = replace(assessment, findings=findings)
        self.state = replace(self.state, consultation=consultation, assessment=assessment)

    def _snapshot(self, consultation: Consultation) -> Snapshot:
        return Snapshot(consultation.record, consultation.unfinished, self._follows)

    def _first_change(self, one: Snapshot, other: Snapshot) -> Place | None:
        """The first place on the screen at which two snapshots differ."""

        def differs(place: Place) -> bool:
            mine, theirs = one.record.answers, other.record.answers
            return (
                mine.get(place) != theirs.get(place)
                or mine.rows(place) != theirs.rows(place)
                or one.unfinished.get(place) != other.unfinished.get(place)
            )

        spots = self.state.assessment.spots
        places = (spot.place for spot in spots if not spot.item.expressions.calculated)
        return next((place for place in places if differs(place)), None)


def _begun(snapshot: Snapshot, view: ConsultationView) -> Snapshot:
    """A step back with what the form gave the rows in it to begin with, where that is open."""
    answers = snapshot.record.answers
    more = {
        place: answer
        for place, answer in view.begun.items()
        if place not in answers.at
        and place not in snapshot.unfinished
        and _has_row_of(place, answers, view.questionnaire)
    }
    return replace(snapshot, record=replace(snapshot.record, answers=answers.with_all(more)))


def _has_row_of(place: Place, answers: Answers, form: Questionnaire) -> bool:
    groups = enumerate(form.row_groups_above[place.link_id])
    return all(
        answers.rows(Place(group, place.rows[:depth])) > place.rows[depth]
        for depth, group in groups
    )
