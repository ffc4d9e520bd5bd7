"""What is known of merchants and trades at large, as features: `hotel` means lodging in anybody's books."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ml.categoriser.features import HashedTexts
from ml.categoriser.known_merchants import MerchantTable
from ml.categoriser.linear_model import LinearModel
from ml.categoriser.softmax import softmax_in_place

_SHARPNESS: Final = np.float32(3.0)
_KNOWN: Final = np.float32(0.9)
_SCALE: Final = np.float32(2.0)
"""Of 0.5, 1 and 2 the best on the second half of 2015 of the card lines, and equal to 1 on the first."""


@dataclass(frozen=True, slots=True)
class WorldKnowledge:
    """The general model and the table of merchants."""

    model: LinearModel
    merchants: MerchantTable

    def features(self, keys: Sequence[str], hashed: HashedTexts) -> NDArray[np.float32]:
        """How much each system category fits each merchant key, shape (keys, categories); rows sum to one constant."""
        scores = self.model.scores(hashed)
        scores *= _SHARPNESS
        shares = softmax_in_place(scores)
        places = {category: place for place, category in enumerate(self.model.classes)}
        found = [
            (row, places[category])
            for row, key in enumerate(keys)
            if (category := self.merchants.category_of(key)) is not None
        ]
        if found:
            rows, columns = np.array(found).T
            shares[rows] *= 1 - _KNOWN
            shares[rows, columns] += _KNOWN
        shares *= _SCALE
        return shares
