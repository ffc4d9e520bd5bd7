import numpy as np

from ml.categoriser.card_lines import Split, best_by_trade, best_possible

TEST = [("premier inn", "Travel"), ("travelodge", "Travel"), ("hilton", "Visits"), ("aldi", "Food"), ("acme", "Other")]


def test_a_trade_tells_its_commonest_code_and_a_merchant_its_own() -> None:
    split = Split([], TEST, np.array([False, True, True, False, True]))
    trades = {"premier inn": "hotels", "travelodge": "hotels", "hilton": "hotels", "aldi": "shops"}
    assert best_by_trade(split, trades.get) == (3 / 4, 1 / 2)
    assert best_by_trade(split, lambda _: None) == (0.0, 0.0)
    assert best_possible(split) == [code for _, code in TEST]
