import json
from pathlib import Path

import pytest

from ml.matching.evaluate import measure
from ml.matching.generate_books import make_books
from ml.matching.generate_names import Part
from ml.matching.model import SHIPPED, CorruptMatcherError, model_text, read_model


def test_the_shipped_model_is_sound_and_written_as_it_was_read() -> None:
    assert model_text(read_model()) == SHIPPED.read_text(encoding="utf-8")


@pytest.mark.parametrize("damage", ["", "{}", "[]", "null", "not json"])
def test_a_damaged_model_is_refused(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "model.json"
    path.write_text(damage, encoding="utf-8")
    with pytest.raises(CorruptMatcherError):
        read_model(path)


def test_a_changed_weight_is_noticed(tmp_path: Path) -> None:
    body = json.loads(SHIPPED.read_text(encoding="utf-8"))
    body["intercept"] += 1
    path = tmp_path / "model.json"
    path.write_text(json.dumps(body), encoding="utf-8")
    with pytest.raises(CorruptMatcherError):
        read_model(path)


@pytest.mark.parametrize("part", ["train", "calibrate", "test"])
def test_made_up_books_are_the_same_each_time(part: Part) -> None:
    one, again = make_books(part, 3), make_books(part, 3)
    assert (one.papers, one.payments, one.truth) == (again.papers, again.payments, again.truth)
    assert one.papers != make_books(part, 4).papers
    payments = {payment.id for payment in one.payments}
    assert all(payment in payments for _, payment in one.truth)


def test_what_is_linked_unasked_is_right_and_twins_are_left_to_the_person() -> None:
    """A third of the held-out books; the whole is in the model's card."""
    figures = measure(40)
    assert figures["auto_precision"] >= 0.975
    assert figures["auto_recall"] >= 0.3
    assert figures["found_in_all"] >= 0.8
    assert figures["calibration_error"] <= 0.03
