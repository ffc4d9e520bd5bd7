"""The statistical part: a linear classifier over hashed n-grams whose margin is turned into a probability."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.isotonic import IsotonicRegression
from sklearn.svm import LinearSVC

from ml.categoriser.features import Features, HashedTexts

DEFAULT_REGULARISATION: Final = 0.3
_HIGHEST: Final = 0.98  # some hundred guesses can't show more certainty than that
_FEWEST_TO_CALIBRATE: Final = 20

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Calibration:
    """Turns a margin into the probability that the guess is right, by straight lines between knots.

    `threshold` is the probability from which a guess may be accepted without asking; above 1 means never.
    """

    margins: Floats
    probabilities: Floats
    threshold: float

    def probability(self, margins: Floats) -> Floats:
        """The probability of each margin, 0..1, never falling as the margin grows."""
        return np.interp(margins, self.margins, self.probabilities)


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Weights of shape (features, classes) and the class names in that order."""

    classes: tuple[str, ...]
    features: Features
    weights: NDArray[np.float32]
    intercepts: NDArray[np.float32]

    def guess(self, texts: Sequence[str]) -> tuple[Integers, Floats]:
        """As `guess_rows`, of texts."""
        return self.guess_rows(self.features.transform(texts))

    def guess_rows(self, rows: sparse.csr_matrix) -> tuple[Integers, Floats]:
        """Index of the best class of each row of the model's features and its margin over the second best.

        A row without any known n-gram has the margin -1.
        """
        scores: NDArray[np.float32] = np.asarray(rows @ self.weights) + self.intercepts
        best = scores.argmax(axis=1)
        margins = _margin(scores)
        margins[np.diff(rows.indptr) == 0] = -1.0
        return best, margins

    def scores(self, hashed: HashedTexts) -> NDArray[np.float32]:
        """The score of each class, shape (texts, classes)."""
        scores: NDArray[np.float32] = self.features.rows_of(hashed) @ self.weights
        scores += self.intercepts
        return scores


def fit_linear(
    texts: Sequence[str],
    labels: Sequence[str],
    row_weights: Floats | None = None,
    regularisation: float = DEFAULT_REGULARISATION,
) -> LinearModel:
    """Fit on texts with their labels, at least two different. A smaller `regularisation` (C) means a smoother model."""
    features = Features.fit(texts)
    names, encoded = np.unique(np.asarray(labels), return_inverse=True)
    machine = LinearSVC(C=regularisation, tol=1e-2, random_state=0)
    machine.fit(features.transform(texts), encoded, sample_weight=row_weights)
    weights, intercepts = machine.coef_, machine.intercept_
    if names.size == 2:  # noqa: PLR2004 - of two classes scikit-learn keeps only the second's score
        weights = np.vstack((-weights, weights))
        intercepts = np.concatenate((-intercepts, intercepts))
    return LinearModel(
        tuple(str(name) for name in names),
        features,
        np.ascontiguousarray(weights.T, dtype=np.float32),
        intercepts.astype(np.float32),
    )


def calibrate(margins: Floats, right: NDArray[np.bool_], precision: float) -> Calibration:
    """Fit margin → probability on guesses for merchants that the model had not seen.

    The threshold is the lowest at which the accepted guesses together reach `precision`. With too few guesses nothing
    is accepted.
    """
    if margins.size < _FEWEST_TO_CALIBRATE:
        return Calibration(np.array([0.0, 1.0]), np.array([0.0, 0.5]), 2.0)
    curve = IsotonicRegression(y_min=0.0, y_max=_HIGHEST, out_of_bounds="clip").fit(margins, right.astype(np.float64))
    knots = np.asarray(curve.X_thresholds_, dtype=np.float64)
    heights = np.asarray(curve.y_thresholds_, dtype=np.float64)
    calibration = Calibration(knots, heights, 2.0)
    # By level of probability: the curve has flat stretches, and a level is accepted whole or not at all.
    reached = calibration.probability(margins)
    good = [level for level in np.unique(reached) if _surely(right[reached >= level]) >= precision]
    return Calibration(knots, heights, float(good[0])) if good else calibration


def _surely(right: NDArray[np.bool_]) -> float:
    """The share of right guesses less one standard deviation: what was picked on few looks better than it is."""
    share = float(right.mean())
    return share - float(np.sqrt(max(share * (1 - share), 0.01) / right.size))


def _margin(scores: NDArray[np.float32]) -> Floats:
    top = np.partition(scores, -2, axis=1)[:, -2:]
    return (top[:, 1] - top[:, 0]).astype(np.float64)
