"""Lines as sparse TF-IDF rows over hashed character and word n-grams."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

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
class HashedTexts:
    """The n-grams of some texts, found once for all models that read them.

    Parallel arrays, one entry a gram: the text it stands in (rising within each kind), its bucket and its weight.
    """

    size: int
    rows: NDArray[np.int32]
    buckets: NDArray[np.int32]
    values: NDArray[np.float32]


def hash_texts(texts: Sequence[str]) -> HashedTexts:
    """Find the n-grams of texts that are normalised."""
    batch = TextBatch(texts)
    characters = batch.characters(_CHARACTER_SIZES)
    words = batch.words(_WORD_SIZES)
    rows = np.concatenate((characters.rows, words.rows)).astype(np.int32)
    hashes = np.concatenate((characters.hashes, words.hashes))
    values = np.ones(rows.size, dtype=np.float32)
    values[characters.rows.size :] = _WORD_WEIGHT
    buckets = (hashes >> np.uint64(40)).astype(np.int32) & np.int32(_BUCKETS - 1)
    return HashedTexts(len(texts), rows, buckets, values)


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
        hashed = hash_texts(texts)
        pairs = np.unique(hashed.rows.astype(np.int64) * _BUCKETS + hashed.buckets)
        frequency = np.bincount(pairs % _BUCKETS, minlength=_BUCKETS)
        shared = np.flatnonzero(frequency >= minimum_rows)
        kept = shared if shared.size else np.flatnonzero(frequency)
        columns = np.full(_BUCKETS, -1, dtype=np.int32)
        columns[kept] = np.arange(kept.size, dtype=np.int32)
        weights = np.log((1 + len(texts)) / (1 + frequency[kept])) + 1
        return cls(columns, weights.astype(np.float32))

    def transform(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """One unit row a text, shape (texts, columns); a text without known grams gives an empty row."""
        return self.rows_of(hash_texts(texts))

    def rows_of(self, hashed: HashedTexts) -> sparse.csr_matrix:
        """As `transform`, of texts whose n-grams are known."""
        columns = self.columns[hashed.buckets]
        known = np.flatnonzero(columns >= 0)
        columns, rows = columns[known], hashed.rows[known]
        values = hashed.values[known] * self.weights[columns]
        matrix = sparse.csr_matrix((values, (rows, columns)), shape=(hashed.size, self.weights.size))
        filled = np.repeat(np.arange(hashed.size), np.diff(matrix.indptr))
        lengths = np.sqrt(np.bincount(filled, weights=matrix.data * matrix.data, minlength=hashed.size))
        matrix.data /= lengths[filled].astype(np.float32)
        return matrix
