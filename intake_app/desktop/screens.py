"""The desktop's part of the composition root: where pages and presenters meet.

A consultation screen is built like this, and so are the others::

    page = ConsultationPage()
    presenter = ConsultationPresenter(page, desk, consultation_id, parent)
    presenter.completed      Signal(str)   it was completed: its handout comes next
    presenter.closed         Signal()      the person is done here: back where she came from
    presenter.handout_asked  Signal(str)   she looks at a completed one and wants its handout
    presenter.flush()        hands everything typed to desk.tasks.write; called before leaving
    presenter.question()     what to ask before leaving when something could not be saved; else ""

The page carries the review in its own stack, and a PatientBanner on top.
"""
