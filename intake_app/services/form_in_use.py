"""The form that new consultations are begun in."""

from intake_app.services.ports import Content, StoredForm, UnitOfWork


def form_in_use(uow: UnitOfWork, content: Content) -> StoredForm:
    """The one that the clinic has chosen, otherwise the program's own."""
    choice = uow.forms.chosen()
    if choice is None or choice.ref is None:
        return content.form
    chosen = uow.forms.get(choice.ref)
    if chosen is None:
        raise RuntimeError("a form that was chosen is in the records")
    return chosen
