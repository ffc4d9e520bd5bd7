"""Is a confidence to be believed: how sure a model said it was, beside how often it was right."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

BANDS: Final = 10
Band = dict[str, float]
_DRAWS: Final = 500
_BOUNDS: Final = (0.025, 0.975)


def bands_of(confidences: Sequence[float], right: Sequence[bool], alike: Sequence[str] | None = None) -> list[Band]:
    """One entry a tenth that holds any: mean `confidence`, share that was `right`, and the `count`.

    `confidences` are 0..1, as many as `right`. `alike` names what is right or wrong together, such as the lines of one
    merchant: a thousand of them are one piece of evidence, and each entry also has the 95 % interval `low` to `high`
    from drawing names anew.
    """
    told = np.asarray(confidences, dtype=np.float64)
    was_right = np.asarray(right, dtype=np.float64)
    band = np.minimum((told * BANDS).astype(np.int64), BANDS - 1)
    names = None if alike is None else np.unique(np.asarray(alike), return_inverse=True)[1]
    return [
        {
            "confidence": round(float(told[band == one].mean()), 4),
            "right": round(float(was_right[band == one].mean()), 4),
            "count": int((band == one).sum()),
        }
        | ({} if names is None else _interval(was_right[band == one], names[band == one]))
        for one in np.unique(band).tolist()
    ]


def _interval(right: NDArray[np.float64], names: NDArray[np.int64]) -> Band:
    """The share right as it might be of other names of the kind: names are drawn again, with all their lines."""
    _, place = np.unique(names, return_inverse=True)
    counts, rights = np.bincount(place), np.bincount(place, weights=right)
    chance = np.random.default_rng(0)
    drawn = chance.multinomial(counts.size, np.full(counts.size, 1 / counts.size), size=_DRAWS)
    low, high = np.quantile((drawn @ rights) / (drawn @ counts), _BOUNDS)
    return {"low": round(float(low), 4), "high": round(float(high), 4)}
