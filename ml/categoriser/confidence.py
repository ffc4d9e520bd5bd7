"""From a belief to a probability that held on later lines, and the belief from which nobody needs to be asked."""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression

FEWEST: Final = 100
"""Guesses below which a curve would show chance."""
_STEP: Final = 50
"""Guesses that stand for one point of the curve: single ones at its ends would make levels of nothing or of certainty.

With 50 instead of 1 the calibration error of each half of 2015 fell, from 0.045 to 0.038 and from 0.026 to 0.020.
"""
_ACCEPTED: Final = 0.965
"""Share of right guesses that each accepted band had on later lines: 1.5 points above the promise, for drift."""
_HIGHEST: Final = 0.995
_DOUBT: Final = 1.64
"""Standard deviations taken off a band's share before it may be accepted: one-sided 95 %."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Confidence:
    """Straight lines between knots. A belief of at least `threshold` is accepted; above 1 means never."""

    beliefs: Floats
    probabilities: Floats
    threshold: float

    @classmethod
    def of(cls, beliefs: Floats, right: NDArray[np.bool_]) -> Self:
        """Fit on guesses for lines that came after those the model was fitted on."""
        if beliefs.size < FEWEST:
            return cls.unknown()
        means, shares, counts = _steps(beliefs, right)
        curve = IsotonicRegression(y_min=0.0, y_max=_HIGHEST, out_of_bounds="clip")
        curve.fit(means, shares, sample_weight=counts)
        knots = np.asarray(curve.X_thresholds_, dtype=np.float64)
        heights = np.asarray(curve.y_thresholds_, dtype=np.float64)
        return cls(knots, heights, _lowest_accepted(beliefs, right))

    @classmethod
    def unknown(cls) -> Self:
        """Too little is known: beliefs stand as they are, a bit lower, and none is accepted."""
        return cls(np.array([0.0, 1.0]), np.array([0.0, 0.9]), 2.0)

    def probability(self, beliefs: Floats) -> Floats:
        """The probability of each belief, never falling as the belief grows."""
        return np.interp(beliefs, self.beliefs, self.probabilities)


def _steps(beliefs: Floats, right: NDArray[np.bool_]) -> tuple[Floats, Floats, Floats]:
    """Mean belief, share right and count of neighbours by belief, `_STEP` or more of them; equal beliefs together."""
    order = np.argsort(beliefs, kind="stable")
    beliefs, was_right = beliefs[order], right[order].astype(np.float64)
    starts = [0]
    for place in (np.flatnonzero(np.diff(beliefs)) + 1).tolist():
        if place - starts[-1] >= _STEP and beliefs.size - place >= _STEP:
            starts.append(place)
    counts = np.diff(np.append(starts, beliefs.size)).astype(np.float64)
    means = np.add.reduceat(beliefs, starts) / counts
    return means, np.add.reduceat(was_right, starts) / counts, counts


def _lowest_accepted(beliefs: Floats, right: NDArray[np.bool_]) -> float:
    """The lowest belief from which the guesses above it were right often enough, doubt taken off."""
    falling = np.argsort(-beliefs, kind="stable")
    counts = np.arange(1, beliefs.size + 1)
    shares = np.cumsum(right[falling]) / counts
    sure = shares - _DOUBT * np.sqrt(np.maximum(shares * (1 - shares), 0.01) / counts)
    # A cut between equal beliefs would accept some of them only.
    last_of_equals = np.append(np.diff(beliefs[falling]) != 0, True)
    good = np.flatnonzero((sure >= _ACCEPTED) & last_of_equals)
    return float(beliefs[falling][good[-1]]) if good.size else 2.0
