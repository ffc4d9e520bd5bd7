"""The exponential's share of each class, without a copy: scipy's takes five, which is half of the time of sorting."""

import numpy as np
from numpy.typing import NDArray


def softmax_in_place(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Turn scores of shape (texts, classes) into shares that sum to one a text; the same array is returned."""
    scores -= scores.max(axis=1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=1, keepdims=True)
    return scores
