import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ml.categoriser.confidence import FEWEST, Confidence


def test_too_few_guesses_accept_nothing() -> None:
    confidence = Confidence.of(np.ones(FEWEST - 1), np.ones(FEWEST - 1, np.bool_))
    assert confidence.threshold > 1
    assert confidence.probability(np.array([0.5])).tolist() == [0.45]


def test_beliefs_become_the_shares_that_were_right() -> None:
    beliefs = np.repeat([0.3, 0.6, 0.9], 1000)
    right = np.concatenate([np.arange(1000) < count for count in (200, 500, 990)])
    confidence = Confidence.of(beliefs, right)
    assert np.round(confidence.probability(np.array([0.3, 0.6, 0.9])), 3).tolist() == [0.2, 0.5, 0.99]
    assert confidence.threshold == 0.9


def test_a_share_that_chance_could_have_made_is_not_accepted() -> None:
    few = Confidence.of(np.repeat([0.2, 0.9], [100, 20]), np.repeat([False, True], [100, 20]))
    many = Confidence.of(np.repeat([0.2, 0.9], [100, 2000]), np.repeat([False, True], [100, 2000]))
    assert (few.threshold, many.threshold) == (2.0, 0.9)


def test_a_few_guesses_at_an_end_make_no_level_of_their_own() -> None:
    beliefs = np.concatenate([np.linspace(0.01, 0.02, 5), np.repeat([0.5], 200)])
    confidence = Confidence.of(beliefs, np.concatenate([np.zeros(5, np.bool_), np.arange(200) < 100]))
    assert np.round(confidence.probability(np.array([0.0, 0.5])), 2).tolist() == [0.49, 0.49]


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=FEWEST, max_size=FEWEST + 50))
def test_probability_never_falls_as_belief_grows(guesses: list[tuple[float, bool]]) -> None:
    confidence = Confidence.of(np.array([belief for belief, _ in guesses]), np.array([right for _, right in guesses]))
    curve = confidence.probability(np.linspace(0, 1, 50))
    assert (np.diff(curve) >= 0).all()
    assert 0 <= curve.min() <= curve.max() < 1
