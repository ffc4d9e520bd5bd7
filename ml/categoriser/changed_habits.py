"""Merchants that a person began to sort otherwise, all at once: what they were before tells nothing any more."""

from collections.abc import Hashable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

_SIGHTS: Final = 10
"""Sights that make a habit. Of 5, 10 and 20 the best on the months of 2015."""
_USUAL: Final = 0.8
_UNUSUAL: Final = 0.2


def without_old_habits(
    names: Sequence[Hashable], labels: NDArray[np.int64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The weights, oldest line first, with zeros for lines of a name from before its category changed.

    A change is where the newest ten sights have one category that hardly any had before. The lines between the last
    ten without it and the newest stay: some of them are of the new habit.
    """
    kept = weights.copy()
    for places in _often(names):
        if (old := _before_change(labels[places])) > 0:
            kept[places[:old]] = 0
    return kept


def _often(names: Sequence[Hashable]) -> list[NDArray[np.int64]]:
    """The places of each name that has enough sights for two habits; an empty name is nobody's."""
    places: dict[Hashable, list[int]] = {}
    for place, name in enumerate(names):
        places.setdefault(name, []).append(place)
    places.pop("", None)
    return [np.array(found) for found in places.values() if len(found) >= 2 * _SIGHTS]


def _before_change(labels: NDArray[np.int64]) -> int:
    """How many of the oldest labels are of another habit than the newest."""
    newest = labels[-_SIGHTS:]
    new = np.bincount(newest).argmax()
    is_new = labels == new
    if is_new[-_SIGHTS:].mean() < _USUAL:
        return 0
    for end in range(labels.size - _SIGHTS, 0, -_SIGHTS):
        if is_new[max(end - _SIGHTS, 0) : end].mean() <= _UNUSUAL:
            return end if is_new[:end].mean() <= _UNUSUAL else 0
    return 0
