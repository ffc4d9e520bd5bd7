"""A light model of one person: what was never met, but is written like what they corrected, goes where that went."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from scipy import sparse

from ml.categoriser.features import Features, with_sign
from ml.categoriser.twins import LineKey

_ALIKE: Final = 0.45
"""Cosine of n-grams from which two names are alike: they share a rare word."""
_ENOUGH: Final = 2
"""Different merchants that must agree before the person is not asked."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """The category of the nearest corrections, and how far they can be trusted: `agreeing` of `alike` merchants."""

    category: str
    nearest: str
    similarity: float
    agreeing: int
    alike: int

    @property
    def confidence(self) -> float:
        """Laplace's estimate from the merchants alike, never above what their likeness bears."""
        return min((self.agreeing + 1) / (self.alike + 2), (1 + self.similarity) / 2)

    @property
    def is_certain(self) -> bool:
        """Whether at least two merchants are alike and all agree."""
        return self.agreeing >= _ENOUGH and self.agreeing == self.alike


@dataclass(slots=True)
class OnlineModel:
    """Corrections as points in the space of the general model's n-grams. One more correction is one more point."""

    features: Features
    _categories: dict[LineKey, str] = field(default_factory=dict)
    _points: sparse.csr_matrix | None = None
    _order: list[LineKey] = field(default_factory=list)

    def learn(self, key: LineKey, category: str) -> None:
        """Take a correction in; the newest of a merchant wins."""
        if key.text:
            if key not in self._categories:
                self._points = None
            self._categories[key] = category

    def likenesses(self, keys: Sequence[LineKey]) -> list[Likeness | None]:
        """What the corrections say of each line, None where none is alike."""
        if not self._categories or not keys:
            return [None] * len(keys)
        if self._points is None:
            self._order = list(self._categories)
            self._points = self.features.transform([with_sign(key.text, key.sign) for key in self._order])
        rows = self.features.transform([with_sign(key.text, key.sign) for key in keys])
        cosines = (rows @ self._points.T).tocsr()
        return [
            self._judge(
                key,
                cosines.indices[cosines.indptr[place] : cosines.indptr[place + 1]].tolist(),
                cosines.data[cosines.indptr[place] : cosines.indptr[place + 1]].tolist(),
            )
            for place, key in enumerate(keys)
        ]

    def _judge(self, key: LineKey, places: Sequence[int], cosines: Sequence[float]) -> Likeness | None:
        found: dict[str, list[float]] = defaultdict(list)
        best, nearest = 0.0, ""
        for place, cosine in zip(places, cosines, strict=True):
            other = self._order[place]
            if cosine < _ALIKE or other.sign * key.sign < 0:
                continue
            found[self._categories[other]].append(cosine)
            if cosine > best:
                best, nearest = cosine, other.text
        if not found:
            return None
        category = max(found, key=lambda name: float(np.sum(found[name])))
        return Likeness(category, nearest, best, len(found[category]), sum(map(len, found.values())))
