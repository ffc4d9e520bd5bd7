"""How often a person gave each category to each merchant, newer lines weighing more."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

_HALF_LIFE: Final = 0.5
"""Share of the history after which a line weighs half: books change, and the newest word is the truest."""
_PRIOR: Final = 1.0
"""Sights that what was believed before counts for."""

_HINT: Final = np.float32(0.5)
"""Of 0, 0.5, 1 and 2 the best for strangers of a known family on the card lines of 2015."""
_FEW: Final = np.float32(5)

Shares = NDArray[np.float32]


def weights_by_age(count: int, half_life: float = _HALF_LIFE) -> NDArray[np.float64]:
    """A weight a line, oldest first, the newest near 1. `half_life` is a share of the history."""
    ages = np.arange(count - 1, -1, -1, dtype=np.float64) / max(count, 1)
    return np.asarray(np.exp2(-ages / half_life))


@dataclass(frozen=True, slots=True)
class MerchantMemory:
    """Counts of shape (names, classes), and which row holds a name."""

    rows: dict[Hashable, int]
    counts: sparse.csr_matrix

    @classmethod
    def of(
        cls, names: Sequence[Hashable], labels: NDArray[np.int64], weights: NDArray[np.float64], classes: int
    ) -> Self:
        """Remember what each name was sorted as; an empty name is nobody's."""
        rows: dict[Hashable, int] = {}
        places = np.array([rows.setdefault(name, len(rows)) for name in names], dtype=np.int64)
        counts = sparse.csr_matrix((weights, (places, labels)), shape=(len(rows), classes), dtype=np.float32)
        rows.pop("", None)
        return cls(rows, counts)

    def places(self, names: Sequence[Hashable]) -> NDArray[np.int64]:
        """The row of each name, -1 where it was never seen."""
        return np.fromiter(map(self.rows.get, names, repeat(-1)), dtype=np.int64, count=len(names))

    def refine(self, shares: Shares, places: NDArray[np.int64]) -> None:
        """Move each belief towards what was seen, in place: the more sights, the further (a Dirichlet's mean)."""
        seen = np.flatnonzero(places >= 0)
        if seen.size == 0:
            return
        found = self.counts[places[seen]].toarray()
        totals = found.sum(axis=1, keepdims=True)
        shares[seen] = (found + _PRIOR * shares[seen]) / (totals + _PRIOR)

    def hint(self, shares: Shares, places: NDArray[np.int64]) -> None:
        """Move each belief a little towards what was seen, in place: never by more than `_HINT` against what is."""
        seen = np.flatnonzero(places >= 0)
        if seen.size == 0:
            return
        found = self.counts[places[seen]].toarray()
        totals = found.sum(axis=1, keepdims=True)
        weights = _HINT * totals / (totals + _FEW)
        shares[seen] = (shares[seen] + weights * found / totals) / (1 + weights)
