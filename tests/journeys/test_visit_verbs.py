"""Products, moving and voiding at the command line, over made-up records."""

from pathlib import Path

from tests.helpers.command_line import answered, intake, refused
from tests.journeys.test_command_line import AWKWARD, text_of


def test_products_are_kept_retired_and_offered_again(tmp_path: Path) -> None:
    folder = ("--data-dir", str(tmp_path / "clinic"))
    put = ("products", "put", AWKWARD, "--dose", "2 ml", "--steroid", "yes")

    rows = answered(*put, "--batch", "L1, 06.2030", "--batch", "OLD, 2020-01-31", *folder)
    assert [(b["number"], b["expiry"], b["expired"]) for b in rows[0]["batches"]] == [
        ("L1", "2030-06", False),
        ("OLD", "2020-01-31", True),
    ]
    assert (rows[0]["name"], rows[0]["steroid"], rows[0]["minoxidil"]) == (AWKWARD, True, None)

    assert answered("products", "retire", AWKWARD, *folder)[0]["retired"] is True
    assert answered("products", "offer", AWKWARD, *folder)[0]["retired"] is False
    assert "not on the list" in refused("products", "retire", "Nothing", *folder)
    assert "EXPIRED" in intake("products", "list", *folder).stdout


def test_a_consultation_is_moved_and_then_voided(tmp_path: Path) -> None:
    made = answered("demo", "--out", str(tmp_path), "--patients", "1")
    folder = ("--data-dir", made["data_dir"])
    other = answered("patients", "add", "--name", AWKWARD, "--birth-date", "1988", *folder)
    moving = ("consultations", "move", made["consultation"], "--to", other["id"])

    assert answered(*moving, "--reason", "It was hers", *folder)["to"] == other["id"]
    assert "Both are the patient" in refused(*moving, "--reason", "Again", *folder)

    voiding = ("consultations", "void", made["consultation"], "--reason", "Nobody's", *folder)
    assert answered(*voiding)["kind"] == "voided"
    assert "was voided" in refused(*voiding)
    handout = ("handouts", "issue", made["consultation"], "--out", str(tmp_path / "x.pdf"))
    assert "was voided" in refused(*handout, *folder)

    shown = ("consultations", "show", made["consultation"], *folder)
    assert answered(*shown)["response"]["status"] == "entered-in-error"
    back = ("consultations", "reinstate", made["consultation"], "--reason", "It was somebody")
    assert answered(*back, *folder)["kind"] == "reinstated"
    assert "not void" in refused(*back, *folder)
    assert answered(*shown)["response"]["status"] == "completed"
    history = answered("consultations", "history", made["consultation"], *folder)
    assert [each.get("kind", "version") for each in history] == [
        *("version", "moved", "voided", "reinstated"),
    ]
    told = intake("consultations", "history", made["consultation"], *folder).stdout
    assert "Voiding taken back" in told
    assert "It was somebody" in told


def test_the_clinics_words_are_set_for_a_language_and_printed_in_it(tmp_path: Path) -> None:
    made = answered("demo", "--out", str(tmp_path), "--patients", "1")
    folder = ("--data-dir", made["data_dir"])
    setting = ("clinic", "set", "--language", "es")

    done = answered(*setting, "--interest", "Ganamos con cada sesión nueva.", *folder)
    spanish = next(each for each in done["words"] if each["language"] == "es")
    assert spanish["interest"] == "Ganamos con cada sesión nueva."
    assert spanish["phone_hours"].startswith("De lunes")
    assert "“fr”: choose ar or bn" in refused("clinic", "set", "--language", "fr", *folder)
    assert "same in every language" in refused(*setting, "--phone", "1", *folder)

    answered(*setting, "--report-route", "", *folder)
    paper = tmp_path / "es.pdf"
    issue = ("handouts", "issue", made["consultation"], "--language", "es", "--out", str(paper))
    told = intake(*issue, *folder)
    assert "printed as they are: how to report a side effect" in told.stderr
    assert "Ganamos con cada sesión nueva." in " ".join(text_of(paper.read_bytes()).split())


def test_what_is_known_of_a_patient_is_corrected_and_the_rest_stays(tmp_path: Path) -> None:
    folder = ("--data-dir", str(tmp_path / "clinic"))
    added = answered(
        "patients", "add", "--name", "Zoe Obrian", "--birth-date", "1988", "--phone", "1",
        "--language", "tr", *folder,
    )  # fmt: skip
    correct = ("patients", "correct", added["record_number"].lower())

    done = answered(*correct, "--name", AWKWARD, "--birth-date", "1988-04-17", *folder)
    assert (done["id"], done["name"], done["birth_date"]) == (added["id"], AWKWARD, "1988-04-17")
    assert (done["phones"], done["language"]) == (["1"], "tr")
    found = answered("patients", "find", "sukru", *folder)
    assert [each["id"] for each in found] == [added["id"]]

    assert answered(*correct, "--birth-date", "", "--phone", "", *folder)["birth_date"] is None
    assert "at least one letter" in refused(*correct, "--name", " ", *folder)
    assert "cannot be right" in refused(*correct, "--birth-date", "2090", *folder)
    assert "patient" in refused("patients", "correct", "P999999", "--name", "X", *folder).lower()
