import pytest

from core.ports.categoriser import DecidedBy, LabelledLine, Line
from ml.categoriser.personal import EmptyHistoryError, PersonalCategoriser


def _history() -> list[LabelledLine]:
    words = {"Корма и лежанки": "зоолавка", "Свадьбы (доход)": "фотосъемка", "K020 Fuel": "petrol station"}
    towns = ["Тула", "Псков", "Leeds", "York", "Орёл", "Bath", "Ялта", "Ely", "Клин", "Deal"]
    return [
        LabelledLine(Line(f"{word} {name} {town}"), category)
        for category, word in words.items()
        for town in towns
        for name in ("один", "два", "three")
    ]


def test_any_names_can_be_the_classes() -> None:
    model = PersonalCategoriser.fit(_history())
    seen, unseen, silent = model.propose([Line("ЗООЛАВКА ОДИН ТУЛА 0012"), Line("PETROL STATION Hull"), Line("123456")])
    assert (seen.category, seen.decided_by) == ("Корма и лежанки", DecidedBy.CORRECTION)
    assert (unseen.category, unseen.decided_by) == ("K020 Fuel", DecidedBy.MODEL)
    assert (silent.confidence, silent.decided_by, silent.accepted) == (0.0, DecidedBy.NONE, False)
    assert silent.category in {"Корма и лежанки", "Свадьбы (доход)", "K020 Fuel"}


def test_the_commonest_category_of_a_merchant_wins_and_doubt_lowers_confidence() -> None:
    rows = ["a", "a", "a", "b"]
    model = PersonalCategoriser.fit([LabelledLine(Line("Amazon"), category) for category in rows])
    [proposal] = model.propose([Line("AMAZON 123")])
    assert (proposal.category, proposal.decided_by, proposal.accepted) == ("a", DecidedBy.CORRECTION, False)
    assert 0.5 < proposal.confidence < 0.75
    [sure] = PersonalCategoriser.fit([LabelledLine(Line("Amazon"), "a")] * 4).propose([Line("AMAZON 123")])
    assert (sure.accepted, sure.why) == (True, "you sorted amazon 4 times alike")
    assert sure.confidence > proposal.confidence


def test_one_class_and_one_row_are_enough() -> None:
    model = PersonalCategoriser.fit([LabelledLine(Line("Amazon"), "only")])
    assert [proposal.category for proposal in model.propose([Line("Amazon"), Line("other")])] == ["only", "only"]
    assert [proposal.accepted for proposal in model.propose([Line("Amazon"), Line("other")])] == [False, False]


def test_history_without_letters_still_answers() -> None:
    model = PersonalCategoriser.fit([LabelledLine(Line("123"), "x"), LabelledLine(Line("456"), "y")])
    [proposal] = model.propose([Line("amazon")])
    assert (proposal.decided_by, proposal.accepted) == (DecidedBy.NONE, False)


def test_an_empty_history_is_refused() -> None:
    with pytest.raises(EmptyHistoryError, match="no labelled line"):
        PersonalCategoriser.fit([])


def test_a_history_of_two_unlike_lines_is_enough() -> None:
    history = [LabelledLine(Line("ALPHA", -100), "a"), LabelledLine(Line("ZZYX", -100), "z")]
    proposals = PersonalCategoriser.fit(history).propose([Line("ALPHA", -100), Line("QQQQ", -1)])
    assert proposals[0].category == "a"
