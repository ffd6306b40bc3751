"""Products, moving and voiding at the command line, over made-up records."""

from pathlib import Path

from tests.journeys.test_command_line import AWKWARD, answered, intake, refused


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
