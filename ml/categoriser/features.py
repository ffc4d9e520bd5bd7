"""Lines as sparse TF-IDF rows over hashed character and word n-grams."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ml.text.ngrams import Grams, TextBatch

_BUCKETS: Final = 2**18
_FEW_TEXTS: Final = 2**31 // (2 * _BUCKETS) - 1
"""So many texts' n-grams have numbers of 32 bits, which are sorted twice as fast."""
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

    Those of the text at place `i` are at `bounds[i]` to `bounds[i + 1]` of the parallel arrays `buckets`, rising and
    each once, and `values`, how often the n-gram stands there and how much it counts.
    """

    bounds: NDArray[np.int64]
    buckets: NDArray[np.int32]
    values: NDArray[np.float32]

    @property
    def size(self) -> int:
        """How many texts there are."""
        return self.bounds.size - 1


def hash_texts(texts: Sequence[str]) -> HashedTexts:
    """Find the n-grams of texts that are normalised."""
    batch = TextBatch(texts)
    # Text, bucket and whether it is a word in one number: sorting numbers is several times quicker than places.
    kind = np.int32 if len(texts) <= _FEW_TEXTS else np.int64
    grams = (batch.characters(_CHARACTER_SIZES), batch.words(_WORD_SIZES))
    parts = [_numbered(found, is_word, kind) for is_word, found in enumerate(grams)]
    numbers = np.concatenate(parts)
    numbers.sort()
    places = numbers >> 1
    starts = np.flatnonzero(np.diff(places, prepend=-1))
    weights = np.where(numbers & 1, _WORD_WEIGHT, np.float32(1.0))
    values = np.add.reduceat(weights, starts) if starts.size else weights
    places = places[starts]
    bounds = np.searchsorted(places, np.arange(len(texts) + 1, dtype=kind) * _BUCKETS)
    return HashedTexts(bounds, (places & (_BUCKETS - 1)).astype(np.int32), values)


def _numbered(grams: Grams, is_word: int, kind: type[np.int32 | np.int64]) -> NDArray[Any]:
    buckets: NDArray[Any] = (grams.hashes >> np.uint64(40)).astype(kind)
    buckets &= _BUCKETS - 1
    numbers: NDArray[Any] = (grams.rows.astype(kind) * _BUCKETS + buckets) * 2 + is_word
    return numbers


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
        return cls.of(hash_texts(texts), minimum_rows)

    @classmethod
    def of(cls, hashed: HashedTexts, minimum_rows: int = 2) -> Self:
        """As `fit`, of texts whose n-grams are known."""
        frequency = np.bincount(hashed.buckets, minlength=_BUCKETS)
        shared = np.flatnonzero(frequency >= minimum_rows)
        kept = shared if shared.size else np.flatnonzero(frequency)
        columns = np.full(_BUCKETS, -1, dtype=np.int32)
        columns[kept] = np.arange(kept.size, dtype=np.int32)
        weights = np.log((1 + hashed.size) / (1 + frequency[kept])) + 1
        return cls(columns, weights.astype(np.float32))

    def transform(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """One unit row a text, shape (texts, columns); a text without known grams gives an empty row."""
        return self.rows_of(hash_texts(texts))

    def rows_of(self, hashed: HashedTexts) -> sparse.csr_matrix:
        """As `transform`, of texts whose n-grams are known."""
        columns = self.columns[hashed.buckets]
        known = columns >= 0
        bounds = np.concatenate((np.zeros(1, np.int64), np.cumsum(known))).astype(np.int32)[hashed.bounds]
        columns = columns[known]
        values = hashed.values[known] * self.weights[columns]
        counts = np.diff(bounds)
        filled = np.flatnonzero(counts)
        if filled.size:
            lengths = np.sqrt(np.add.reduceat(values * values, bounds[filled]))
            values /= np.repeat(lengths, counts[filled])
        # Columns rise with buckets, so that nothing is left to sort.
        return sparse.csr_matrix((values, columns, bounds), shape=(hashed.size, self.weights.size))
