"""How far each signal is trusted, by day ahead: fitted constants (`fit_weights.py`), shipped beside this file."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ml.artefacts.shipped import read_shipped
from ml.forecast.signals import MONTH_DAYS, SIGNALS

Floats = NDArray[np.float64]

QUANTILES: Final = (0.1, 0.5, 0.9)
KNOTS: Final = (1, 2, 3, 4, 5, 7, 9, 11, 13, 15, 17, 20, 23, 26, 30)
SHIPPED: Final = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Weights:
    """`by_day`: shape (MONTH_DAYS, len(QUANTILES), len(SIGNALS))."""

    by_day: Floats

    def quantiles(self, values: Floats) -> Floats:
        """Change of the balance as p10, p50, p90 in units of the scale; `values` of (…, MONTH_DAYS, signals)."""
        found: Floats = np.einsum("...hs,hqs->...hq", values, self.by_day)
        return found


def between_knots(at_knots: Floats) -> Weights:
    """Weights of every day from those of KNOTS, shape (knots, quantiles, signals), straight lines between."""
    days = np.arange(1, MONTH_DAYS + 1)
    flat = at_knots.reshape(len(KNOTS), -1)
    columns = [np.interp(days, KNOTS, column) for column in flat.T]
    return Weights(np.stack(columns, axis=1).reshape(MONTH_DAYS, len(QUANTILES), len(SIGNALS)))


@cache
def load_weights() -> Weights:
    """The shipped weights. Raises CorruptArtefactError when the file is not the one that was pinned."""
    return read_weights(read_shipped("forecast"))


def read_weights(content: bytes) -> Weights:
    """Weights as `write_weights` writes them."""
    stored = json.loads(content)
    return between_knots(
        np.array([[stored["weights"][f"{q}"][signal] for signal in SIGNALS] for q in QUANTILES]).transpose(2, 0, 1)
    )


def write_weights(at_knots: Floats, path: Path = SHIPPED) -> None:
    """Write these weights: four digits each, by quantile and signal, one number a knot."""
    rounded = np.round(at_knots, 4) + 0.0
    lines = [
        f'    "{q}": {{\n'
        + ",\n".join(f'      "{name}": {rounded[:, place, number].tolist()}' for number, name in enumerate(SIGNALS))
        + "\n    }"
        for place, q in enumerate(QUANTILES)
    ]
    text = f'{{\n  "knots": {list(KNOTS)},\n  "weights": {{\n' + ",\n".join(lines) + "\n  }\n}\n"
    path.write_text(text, encoding="utf-8")
