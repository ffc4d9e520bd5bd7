from ml.reliability import bands_of


def test_bands_hold_mean_confidence_share_right_and_count() -> None:
    assert bands_of([0.05, 0.91, 0.95, 1.0, 0.5], [False, True, False, True, True]) == [
        {"confidence": 0.05, "right": 0.0, "count": 1},
        {"confidence": 0.5, "right": 1.0, "count": 1},
        {"confidence": 0.9533, "right": 0.6667, "count": 3},
    ]


def test_of_nothing_there_are_no_bands() -> None:
    assert bands_of([], []) == []


def test_lines_that_are_right_or_wrong_together_are_one_piece_of_evidence() -> None:
    told, right = [0.75] * 1000, [place < 750 for place in range(1000)]
    (apart,) = bands_of(told, right, [str(place) for place in range(1000)])
    (together,) = bands_of(told, right, [str(place // 250) for place in range(1000)])
    assert 0.71 < apart["low"] < 0.75 < apart["high"] < 0.79
    assert (together["low"], together["high"]) == (0.25, 1.0)
