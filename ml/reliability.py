"""Is a confidence to be believed: how sure a model said it was, beside how often it was right."""

from collections.abc import Sequence
from typing import Final

import numpy as np

BANDS: Final = 10
Band = dict[str, float]


def bands_of(confidences: Sequence[float], right: Sequence[bool]) -> list[Band]:
    """One entry a tenth that holds any: mean `confidence`, share that was `right`, and the `count`.

    `confidences` are 0..1, as many as `right`.
    """
    told = np.asarray(confidences, dtype=np.float64)
    was_right = np.asarray(right, dtype=np.float64)
    band = np.minimum((told * BANDS).astype(np.int64), BANDS - 1)
    return [
        {
            "confidence": round(float(told[band == one].mean()), 4),
            "right": round(float(was_right[band == one].mean()), 4),
            "count": int((band == one).sum()),
        }
        for one in np.unique(band).tolist()
    ]
