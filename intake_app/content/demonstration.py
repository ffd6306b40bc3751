"""The made-up clinic: resources/demonstration/clinic.toml."""

from collections.abc import Mapping
from pathlib import Path

from intake_app.content.resources import ResourceFiles
from intake_app.content.toml_reading import TomlFile, TomlTable
from intake_app.domain.clinic import Clinic
from intake_app.domain.clinic_words import IN_WORDS, ClinicWords
from intake_app.domain.dates import parse_iso
from intake_app.domain.form.questionnaire import Questionnaire
from intake_app.domain.patients.patient import PatientDetails, Sex
from intake_app.services.demonstration import Script, ScriptedAnswer

FILE = "demonstration/clinic.toml"


def load_script(resources: Path, questionnaire: Questionnaire) -> Script:
    """Read the made-up clinic.

    Args:
        resources: The resources folder.
        questionnaire: The form that its visit is recorded in.

    Raises:
        ContentInvalid: A text is missing, or an answer names a question that is not there.
    """
    file = TomlFile(FILE, ResourceFiles(resources).text(FILE))
    people, patient = file.table("people"), file.table("patient")
    return Script(
        clinic=_clinic(file.table("clinic"), file.array("words")),
        given_names=people.texts("given"),
        family_names=people.texts("family"),
        patient=PatientDetails(
            name=patient.text("name"),
            birth_date=parse_iso(patient.text("birth_date")),
            sex=patient.word_of(Sex, "sex"),
            phones=(patient.text("phone"),),
        ),
        answers=tuple(_answer(table, questionnaire.by_link_id) for table in file.array("answer")),
        required_boolean=file.table("unanswered").text("required_boolean"),
    )


def _clinic(table: TomlTable, words: tuple[TomlTable, ...]) -> Clinic:
    return Clinic(
        name=table.text("name"),
        address=table.text("address"),
        phone=table.text("phone"),
        phone_hours=table.text("phone_hours"),
        night_phone=table.text("night_phone"),
        emergency_number=table.text("emergency_number"),
        time_zone=table.text("time_zone"),
        interest=table.text("interest"),
        independent_places=table.text("independent_places"),
        report_route=table.text("report_route"),
        practitioners=table.texts("practitioners"),
        day_first=table.flag("day_first"),
        made_up=True,
        words=tuple(_words(each) for each in words),
    )


def _words(table: TomlTable) -> ClinicWords:
    texts = {name: table.text(name) for name in IN_WORDS}
    return ClinicWords(language=table.text("language"), **texts)


def _answer(table: TomlTable, questions: Mapping[str, object]) -> ScriptedAnswer:
    question = table.text("question")
    if question not in questions:
        raise table.wrong("question", "is not in the form", containing=question)
    return ScriptedAnswer(question=question, text=table.text("text"), row=table.count("row"))
