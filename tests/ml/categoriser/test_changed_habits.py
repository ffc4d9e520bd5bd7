import numpy as np

from core.ports.categoriser import LabelledLine, Line
from ml.categoriser.changed_habits import without_old_habits
from ml.categoriser.personal import PersonalCategoriser


def _kept(labels: list[int]) -> list[float]:
    kept: list[float] = without_old_habits(["shop"] * len(labels), np.array(labels), np.ones(len(labels))).tolist()
    return kept


def test_what_came_before_a_change_counts_no_more() -> None:
    assert _kept([0] * 30 + [1] * 10) == [0] * 30 + [1] * 10


def test_the_blocks_between_two_habits_are_kept() -> None:
    mixed = [0, 1] * 5
    assert _kept([0] * 20 + mixed + [1] * 10) == [0] * 20 + [1] * 20


def test_a_merchant_that_was_always_mixed_has_not_changed() -> None:
    assert _kept([0, 1] * 20 + [1] * 10) == [1] * 50


def test_an_old_habit_that_came_back_has_not_changed() -> None:
    assert _kept([1] * 30 + [0] * 10 + [1] * 10) == [1] * 50


def test_too_few_sights_are_no_habit() -> None:
    assert _kept([0] * 10 + [1] * 9) == [1] * 19


def test_other_names_and_lines_without_a_name_stay_as_they_are() -> None:
    names, labels = ["shop", "", "other"] * 20, np.array([0, 0, 0] * 10 + [1, 1, 0] * 10)
    assert without_old_habits(names, labels, np.ones(60)).tolist() == [0, 1, 1] * 10 + [1, 1, 1] * 10


def test_a_merchant_sorted_otherwise_of_late_is_sorted_so_from_now_on() -> None:
    history = [LabelledLine(Line("Travel Site"), "conference")] * 300 + [
        LabelledLine(Line("Travel Site"), "lodging")
    ] * 10
    [proposal] = PersonalCategoriser.fit(history).propose([Line("TRAVEL SITE 77")])
    assert proposal.category == "lodging"
