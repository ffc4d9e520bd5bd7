"""The starting model as a file: two short lists of weights, a table of probabilities, a threshold, and a checksum."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from core.errors import DomainError
from ml.artefacts.shipped import read_shipped
from ml.matching.features import NAMES, Floats

FORMAT_VERSION: Final = 1
_DIGITS: Final = 9
SHIPPED: Final = Path(__file__).with_name("starting_model.json")
CONTEXT: Final = (
    "own",  # what the pair alone says, in log-odds
    "ahead_of_payments",  # how far it is ahead of the paper's next best payment
    "ahead_of_papers",  # how far it is ahead of the payment's next best paper
    "close_payments",  # how many payments are nearly as good
    "close_papers",
    "only_payment",
    "only_paper",
    "same_payments",  # how many other payments fit to the cent as well
    "same_papers",
    "weaker_lead",  # the smaller of the two
    "own_and_lead",
)
ALONE: Final = "alone"
"""A pair that no other payment or paper of the same amount contends with."""
CROWDED: Final = "crowded"


class CorruptMatcherError(DomainError):
    """The file of the model is damaged, or made for other features: train it again."""

    code = "MODEL_CORRUPT"


@dataclass(frozen=True, slots=True)
class MatchingModel:
    """Log-odds weights of a pair's features and of its context, what they come to, and from where on not to ask.

    `margins` rise and `probabilities` with them. `combination` is the probability of a sum that comes out exactly, by
    whether it is the only one; `certain_from` by ALONE and CROWDED, which differ in how often they are right.
    """

    weights: list[float]
    intercept: float
    context_weights: list[float]
    context_intercept: float
    margins: list[float]
    probabilities: list[float]
    certain_from: dict[str, float]
    combination: dict[str, float]

    def own(self, values: Floats) -> Floats:
        """Log-odds of pairs, each on its own. `values` is (pairs, features)."""
        odds = values @ np.array(self.weights) + self.intercept
        rounded: Floats = np.round(odds, _DIGITS)  # twins tie, wherever they stand in the batch
        return rounded

    def margin(self, context: Floats) -> Floats:
        """Log-odds of pairs among their rivals. `context` is (pairs, len(CONTEXT))."""
        return np.asarray(context @ np.array(self.context_weights) + self.context_intercept, dtype=np.float64)

    def probability(self, margins: Floats) -> Floats:
        """Calibrated."""
        return np.interp(margins, self.margins, self.probabilities)


def model_text(model: MatchingModel) -> str:
    """The file's content: the same model gives the same text."""
    body = {"format": FORMAT_VERSION, "features": list(NAMES), "context": list(CONTEXT), **asdict(model)}
    return json.dumps({**body, "checksum": _checksum(body)}, indent=1, sort_keys=True) + "\n"


def read_model(path: Path = SHIPPED) -> MatchingModel:
    """Read and check a file; the shipped one is to be as pinned. Raises CorruptMatcherError, CorruptArtefactError."""
    try:
        content = read_shipped("matching") if path == SHIPPED else path.read_bytes()
        body: dict[str, Any] = json.loads(content)
        checksum = body.pop("checksum")
        is_sound = checksum == _checksum(body) and body.pop("format") == FORMAT_VERSION
        features, context = tuple(body.pop("features")), tuple(body.pop("context"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CorruptMatcherError(f"{path} is not a matching model: train it again.") from error
    if not is_sound or features != NAMES or context != CONTEXT:
        raise CorruptMatcherError(f"{path} is damaged or was made for other features: train it again.")
    return MatchingModel(**body)


def _checksum(body: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
