"""Sorts by a person's own labelled lines alone: whatever names their categories have are the classes."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, Self

import numpy as np

from core.errors import DomainError
from core.ports.categoriser import DecidedBy, LabelledLine, Line, Proposal
from ml.categoriser.linear_model import Calibration, LinearModel, calibrate, fit_linear
from ml.categoriser.train import ACCEPTED_PRECISION
from ml.categoriser.twins import LineKeys

VERSION: Final = "personal-1"
_REGULARISATION: Final = 0.1  # of 0.1 and 0.5 the better on card purchases (docs/models/categoriser.md)
_HELD_OUT_EVERY: Final = 5
_FEWEST_MERCHANTS: Final = 20


class EmptyHistoryError(DomainError):
    """No labelled line to learn from."""

    code = "EMPTY_HISTORY"


class PersonalCategoriser:
    """A look-up of merchants seen before, and a linear model for those never seen."""

    def __init__(
        self,
        seen: Mapping[str, Counter[str]],
        model: LinearModel | None,
        calibration: Calibration,
        commonest: str,
    ) -> None:
        self._seen = seen
        self._model = model
        self._calibration = calibration
        self._commonest = commonest

    @classmethod
    def fit(cls, history: Sequence[LabelledLine]) -> Self:
        """Learn from labelled lines, oldest first. Raises EmptyHistoryError on none."""
        if not history:
            raise EmptyHistoryError("The history has no labelled line.", field="history")
        keys = LineKeys.empty()
        seen: dict[str, Counter[str]] = defaultdict(Counter)
        for labelled in history:
            seen[keys.of(labelled.line).text][labelled.category] += 1
        commonest = Counter(labelled.category for labelled in history).most_common(1)[0][0]
        pairs = [(text, category, count) for text, found in seen.items() if text for category, count in found.items()]
        model = _fit(pairs)
        return cls(seen, model, _calibrate(pairs), commonest)

    @property
    def version(self) -> str:
        """Name and version of the method: the model itself is the person's own."""
        return VERSION

    def propose(self, lines: Sequence[Line]) -> list[Proposal]:
        """One proposal a line, in order. Merchants seen before take their commonest category."""
        keys = LineKeys.empty()
        texts = [keys.of(line).text for line in lines]
        decided = {text: self._from_seen(text) for text in dict.fromkeys(texts) if text in self._seen and text}
        unseen = [text for text in dict.fromkeys(texts) if text not in decided]
        decided.update(zip(unseen, self._guess(unseen), strict=True))
        return [decided[text] for text in texts]

    def _from_seen(self, text: str) -> Proposal:
        found = self._seen[text]
        category, count = found.most_common(1)[0]
        confidence = (count + 0.5) / (found.total() + 1)  # one sight proves less than many
        accepted = confidence >= ACCEPTED_PRECISION or (len(found) == 1 and count > 1)
        return Proposal(category, confidence, DecidedBy.CORRECTION, accepted, VERSION)

    def _guess(self, texts: Sequence[str]) -> list[Proposal]:
        if self._model is None or not texts:
            return [Proposal(self._commonest, 0.0, DecidedBy.NONE, accepted=False, model_version=VERSION)] * len(texts)
        best, margins = self._model.guess(texts)
        sure = self._calibration.probability(margins)
        proposals = []
        for place, margin, confidence in zip(best.tolist(), margins.tolist(), sure.tolist(), strict=True):
            if margin < 0:
                proposals.append(Proposal(self._commonest, 0.0, DecidedBy.NONE, accepted=False, model_version=VERSION))
                continue
            accepted = confidence >= self._calibration.threshold
            category = self._model.classes[place]
            proposals.append(Proposal(category, confidence, DecidedBy.MODEL, accepted, VERSION))
        return proposals


def _fit(pairs: Sequence[tuple[str, str, int]]) -> LinearModel | None:
    """A model of (text, category, times seen), None where there is nothing to tell apart."""
    texts, labels = [text for text, _, _ in pairs], [category for _, category, _ in pairs]
    if len(set(labels)) < 2:  # noqa: PLR2004 - one class needs no model
        return None
    # A merchant met a hundred times should weigh more than once, but must not drown the others.
    weights = np.sqrt(np.array([count for _, _, count in pairs], dtype=np.float64))
    model = fit_linear(texts, labels, weights, _REGULARISATION)
    return model if model.features.weights.size else None


def _calibrate(pairs: Sequence[tuple[str, str, int]]) -> Calibration:
    """Margins and hits on every fifth merchant, from a model that did not see those merchants."""
    merchants = {text: place for place, text in enumerate(dict.fromkeys(text for text, _, _ in pairs))}
    held = [pair for pair in pairs if merchants[pair[0]] % _HELD_OUT_EVERY == 0]
    model = _fit([pair for pair in pairs if merchants[pair[0]] % _HELD_OUT_EVERY]) if _enough(merchants) else None
    if model is None:
        return calibrate(np.zeros(0), np.zeros(0, dtype=np.bool_), ACCEPTED_PRECISION)
    best, margins = model.guess([text for text, _, _ in held])
    right = np.array([model.classes[place] for place in best]) == np.array([category for _, category, _ in held])
    return calibrate(margins, right, ACCEPTED_PRECISION)


def _enough(merchants: Mapping[str, int]) -> bool:
    return len(merchants) >= _FEWEST_MERCHANTS
