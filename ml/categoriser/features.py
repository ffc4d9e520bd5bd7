"""Lines as sparse TF-IDF rows over hashed character and word n-grams."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.preprocessing import normalize

from ml.text.ngrams import TextBatch

_BUCKETS: Final = 2**18
_CHARACTER_SIZES: Final = (3, 4, 5)
_WORD_SIZES: Final = (1, 2)
_WORD_WEIGHT: Final = np.float32(2.0)
_SIGN_WORDS: Final = {-1: "zzout", 0: "", 1: "zzin"}


def with_sign(key: str, amount_minor: int) -> str:
    """A merchant key with the direction of the money as one more word."""
    word = _SIGN_WORDS[(amount_minor > 0) - (amount_minor < 0)]
    return f"{key} {word}".strip()


@dataclass(frozen=True, slots=True)
class Features:
    """Which hash buckets are kept as columns, and the weight of each.

    `columns` maps a bucket to its column or -1; `weights` holds one inverse document frequency a column.
    """

    columns: NDArray[np.int32]
    weights: NDArray[np.float32]

    @classmethod
    def fit(cls, texts: Sequence[str], minimum_rows: int = 2) -> Self:
        """Keep the buckets that at least `minimum_rows` texts fill; all of them where texts share none."""
        rows, buckets, _ = _grams(texts)
        pairs = np.unique(rows * _BUCKETS + buckets)
        frequency = np.bincount(pairs % _BUCKETS, minlength=_BUCKETS)
        shared = np.flatnonzero(frequency >= minimum_rows)
        kept = shared if shared.size else np.flatnonzero(frequency)
        columns = np.full(_BUCKETS, -1, dtype=np.int32)
        columns[kept] = np.arange(kept.size, dtype=np.int32)
        weights = np.log((1 + len(texts)) / (1 + frequency[kept])) + 1
        return cls(columns, weights.astype(np.float32))

    def transform(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """One unit row a text, shape (texts, columns); a text without known grams gives an empty row."""
        rows, buckets, values = _grams(texts)
        columns = self.columns[buckets]
        known = columns >= 0
        columns = columns[known]
        values = values[known] * self.weights[columns]
        matrix = sparse.csr_matrix((values, (rows[known], columns)), shape=(len(texts), self.weights.size))
        return normalize(matrix, copy=False)


def _grams(texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    batch = TextBatch(texts)
    characters = batch.characters(_CHARACTER_SIZES)
    words = batch.words(_WORD_SIZES)
    rows = np.concatenate((characters.rows, words.rows))
    hashes = np.concatenate((characters.hashes, words.hashes))
    values = np.ones(rows.size, dtype=np.float32)
    values[characters.rows.size :] = _WORD_WEIGHT
    return rows, (hashes >> np.uint64(40)).astype(np.int64) & (_BUCKETS - 1), values
