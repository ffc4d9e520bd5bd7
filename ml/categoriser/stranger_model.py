"""Guesses the category of a merchant that a person never met, from the person's own classes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.naive_bayes import MultinomialNB
from sklearn.svm import LinearSVC

from ml.categoriser.features import Features, HashedTexts, hash_texts
from ml.categoriser.merchant_memory import Shares
from ml.categoriser.softmax import softmax_in_place
from ml.categoriser.world_knowledge import WorldKnowledge

_REGULARISATION: Final = 0.1
_SHARPNESS: Final = 4.0
_SMOOTHING: Final = 0.05
_MACHINE: Final = 0.8
"""The machine's part of the geometric mean: of 0.5, 0.65 and 0.8 the best on strangers of 2015, each counted by the
root of its rows, and with the hint of its family."""
_MOST_PAIRS: Final = 20_000
"""Different (text, class) pairs the machine is fitted on: a hundred thousand take it minutes, and add little."""
_FEW_CLASSES: Final = 10
_MOST_CLASSES: Final = 300
"""One machine is fitted a class: the rarer ones of a larger set are remembered, not generalised."""


@dataclass(frozen=True, slots=True)
class StrangerModel:
    """A support vector machine and a naive Bayes over the same n-grams, whose beliefs meet in their geometric mean.

    Two witnesses of one text are not independent: their beliefs are averaged, not multiplied. The mean of exponentials
    is that of their scores, so that one table holds both. `weights` has the shape (n-grams, classes), `of_knowledge`
    (system categories, classes). `classes` holds the places of their classes among all of the person's.
    """

    features: Features
    knowledge: WorldKnowledge | None
    classes: NDArray[np.int64]
    weights: NDArray[np.float32]
    intercepts: NDArray[np.float32]
    of_knowledge: NDArray[np.float32]

    def shares(self, texts: Sequence[str], all_classes: int) -> tuple[Shares, NDArray[np.bool_]]:
        """The belief in each class, shape (texts, all_classes), and which texts hold anything known at all."""
        hashed = hash_texts(texts)
        rows = self.features.rows_of(hashed)
        scores: Shares = rows @ self.weights
        scores += self.intercepts
        if self.knowledge is not None:
            scores += self.knowledge.features(texts, hashed) @ self.of_knowledge
        both, is_known = softmax_in_place(scores), np.diff(rows.indptr) > 0
        if self.classes.size == all_classes:
            return both, is_known
        shares = np.zeros((len(texts), all_classes), dtype=np.float32)
        shares[:, self.classes] = both
        return shares, is_known


def fit_stranger_model(
    texts: Sequence[str],
    labels: NDArray[np.int64],
    weights: NDArray[np.float64],
    knowledge: WorldKnowledge | None,
) -> StrangerModel | None:
    """Fit on different (text, label) pairs. None where there is nothing to tell apart."""
    kept = np.flatnonzero(np.isin(labels, _to_generalise(labels, weights)))
    classes, encoded = np.unique(labels[kept], return_inverse=True)
    if classes.size < 2:  # noqa: PLR2004 - one class needs no model
        return None
    texts = [texts[place] for place in kept.tolist()]
    hashed = hash_texts(texts)
    features = Features.of(hashed)
    if not features.weights.size:
        return None
    rows = features.rows_of(hashed)
    bayes = MultinomialNB(alpha=_SMOOTHING).fit(rows, encoded, sample_weight=weights[kept])
    known = rows if knowledge is None else _beside(rows, knowledge, texts, hashed)
    coefficients, intercepts = _fit_machine(known, encoded, weights[kept], classes.size)
    margins, likelihoods = _SHARPNESS * _MACHINE, 1 - _MACHINE
    both = margins * coefficients[: features.weights.size] + likelihoods * bayes.feature_log_prob_.T
    return StrangerModel(
        features,
        knowledge,
        classes,
        np.ascontiguousarray(both, dtype=np.float32),
        (margins * intercepts + likelihoods * bayes.class_log_prior_).astype(np.float32),
        np.ascontiguousarray(margins * coefficients[features.weights.size :], dtype=np.float32),
    )


def _to_generalise(labels: NDArray[np.int64], weights: NDArray[np.float64]) -> NDArray[np.int64]:
    """The commonest classes; of many, only those with more than one text, since one shows nothing common."""
    if not labels.size:
        return labels
    counts, totals = np.bincount(labels), np.bincount(labels, weights=weights)
    fewest = 1 if np.count_nonzero(counts) <= _FEW_CLASSES else 2
    common = np.argsort(-totals, kind="stable")[:_MOST_CLASSES]
    return common[counts[common] >= fewest]


def _fit_machine(
    rows: sparse.csr_matrix, encoded: NDArray[np.int64], weights: NDArray[np.float64], classes: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Coefficients of shape (columns, classes) and intercepts, from the weightiest pairs of each class alike."""
    chosen = _weightiest(encoded, weights)
    machine = LinearSVC(C=_REGULARISATION, tol=1e-1, random_state=0)
    machine.fit(rows[chosen], encoded[chosen], sample_weight=weights[chosen])
    coefficients, intercepts = machine.coef_, machine.intercept_
    if classes == 2:  # noqa: PLR2004 - of two classes scikit-learn keeps only the second's score
        coefficients = np.vstack((-coefficients, coefficients))
        intercepts = np.concatenate((-intercepts, intercepts))
    return coefficients.T, intercepts


def _weightiest(encoded: NDArray[np.int64], weights: NDArray[np.float64]) -> NDArray[np.int64]:
    """Places of at most `_MOST_PAIRS` pairs, as many of each class as its share, the weightiest first."""
    if encoded.size <= _MOST_PAIRS:
        return np.arange(encoded.size)
    order = np.lexsort((-weights, encoded))
    starts = np.searchsorted(encoded[order], np.arange(encoded.max() + 1))
    rank = np.arange(encoded.size) - starts[encoded[order]]
    share = (rank + 0.5) / np.bincount(encoded)[encoded[order]]
    return np.sort(order[np.argsort(share, kind="stable")[:_MOST_PAIRS]])


def _beside(
    rows: sparse.csr_matrix, knowledge: WorldKnowledge, texts: Sequence[str], hashed: HashedTexts
) -> sparse.csr_matrix:
    return sparse.hstack([rows, sparse.csr_matrix(knowledge.features(texts, hashed))], format="csr")
