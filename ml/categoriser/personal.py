"""Sorts by a person's own labelled lines: whatever names their categories have are the classes."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from core.errors import DomainError
from core.ports.categoriser import DecidedBy, LabelledLine, Line, Proposal
from ml.categoriser.changed_habits import without_old_habits
from ml.categoriser.confidence import FEWEST, Confidence
from ml.categoriser.features import with_sign
from ml.categoriser.merchant_memory import MerchantMemory, Shares, weights_by_age
from ml.categoriser.stranger_model import StrangerModel, fit_stranger_model
from ml.categoriser.twins import LineKeys
from ml.categoriser.world_knowledge import WorldKnowledge

VERSION: Final = "personal-3"
_HELD_OUT: Final = 0.2
"""Share of the history, the newest lines, that shows how far beliefs can be trusted."""
_PIECE: Final = 2048
"""Different lines sorted at once: their scores for a hundred classes, 2 MB, stay near the processor."""
_ENOUGH_SIGHTS: Final = 2
_FAIRNESS: Final = np.float32(0.2)
"""How much rarity speaks for a class: costs 0.2 points of accuracy, gives up to 0.7 of macro-F1 on lines of 2015."""
_FAMILY_HALF_LIFE: Final = 0.25
"""As of the memory, but shorter: a new name of an old family is sorted as the family is now."""
_RAREST: Final = np.float32(1e-4)


class EmptyHistoryError(DomainError):
    """No labelled line to learn from."""

    code = "EMPTY_HISTORY"


class _Named(NamedTuple):
    """What a line is known by: its merchant, its exact words, and its words with direction and code for the model."""

    merchant: str
    exact: tuple[str, int] | str
    text: str

    @property
    def family(self) -> str:
        """The first word of the merchant: `amazon` of all that are called so."""
        return self.merchant.partition(" ")[0]


@dataclass(frozen=True, slots=True)
class _Learned:
    """What was learned from some lines. `classes` are the names of categories in the order of shares."""

    classes: Sequence[str]
    usual: Shares
    families: MerchantMemory
    merchants: MerchantMemory
    exact: MerchantMemory
    stranger: StrangerModel | None

    @classmethod
    def of(cls, named: Sequence[_Named], categories: Sequence[str], knowledge: WorldKnowledge | None) -> Self:
        classes, labels = np.unique(np.asarray(categories), return_inverse=True)
        labels = labels.astype(np.int64)
        weights, recent = weights_by_age(len(named)), weights_by_age(len(named), _FAMILY_HALF_LIFE)
        usual = np.bincount(labels, weights=weights) / weights.sum()
        texts, places, together = _together(named, labels, weights)
        stranger = fit_stranger_model(texts, places, together, knowledge)
        return cls(
            [str(name) for name in classes],
            usual.astype(np.float32),
            MerchantMemory.of([line.family for line in named], labels, recent, classes.size),
            _remembered([line.merchant for line in named], labels, weights, classes.size),
            _remembered([line.exact for line in named], labels, weights, classes.size),
            stranger,
        )

    def shares(self, named: Sequence[_Named]) -> tuple[Shares, NDArray[np.bool_], NDArray[np.bool_]]:
        """The belief in each class, shape (lines, classes); which merchants were met; of which anything is known."""
        shares, known = self._of_texts([line.text for line in named])
        places = self.merchants.places([line.merchant for line in named])
        families = self.families.places([line.family for line in named])
        families[places >= 0] = -1
        self.families.hint(shares, families)
        self.merchants.refine(shares, places)
        self.exact.refine(shares, self.exact.places([line.exact for line in named]))
        return shares, places >= 0, known

    def _of_texts(self, texts: Sequence[str]) -> tuple[Shares, NDArray[np.bool_]]:
        """What is believed of a stranger, by its text alone. Texts that are there more than once are looked at once."""
        if self.stranger is None:
            return np.tile(self.usual, (len(texts), 1)), np.zeros(len(texts), dtype=np.bool_)
        different: dict[str, int] = {}
        rows = [different.setdefault(text, len(different)) for text in texts]
        shares, known = self.stranger.shares(list(different), len(self.classes))
        shares[~known] = self.usual
        return (shares, known) if len(different) == len(texts) else (shares[rows], known[rows])

    def choose(self, shares: Shares) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The class of each line and the belief in it. Of two that are near, the rarer is chosen (see `_FAIRNESS`)."""
        best = (shares * np.maximum(self.usual, _RAREST) ** -_FAIRNESS).argmax(axis=1)
        return best, shares[np.arange(best.size), best].astype(np.float64)


class PersonalCategoriser:
    """A memory of merchants seen before over a model for those never seen, both calibrated on the newest lines."""

    def __init__(self, learned: _Learned, met: Confidence, strangers: Confidence, sights: dict[str, int]) -> None:
        self._learned = learned
        self._met = met
        self._strangers = strangers
        self._sights = sights

    @classmethod
    def fit(cls, history: Sequence[LabelledLine], knowledge: WorldKnowledge | None = None) -> Self:
        """Learn from labelled lines, oldest first. Raises EmptyHistoryError on none."""
        if not history:
            raise EmptyHistoryError("The history has no labelled line.", field="history")
        keys = LineKeys.empty()
        named = [_named(labelled.line, keys) for labelled in history]
        categories = [labelled.category for labelled in history]
        met, strangers = _tested(named, categories, knowledge)
        return cls(_Learned.of(named, categories, knowledge), met, strangers, _pure_sights(named, categories))

    @property
    def version(self) -> str:
        """Name and version of the method: the model itself is the person's own."""
        return VERSION

    def propose(self, lines: Sequence[Line]) -> list[Proposal]:
        """One proposal a line, in order: always a best guess, which may be poor."""
        keys = LineKeys.empty()
        named = [_named(line, keys) for line in lines]
        # One after another where their texts are alike: what a text's words mean is looked up once, and lies near.
        different = sorted(set(named), key=attrgetter("text"))
        decided: dict[_Named, Proposal] = {}
        for start in range(0, len(different), _PIECE):
            piece = different[start : start + _PIECE]
            decided.update(zip(piece, self._decide(piece), strict=True))
        return [decided[name] for name in named]

    def _decide(self, named: Sequence[_Named]) -> list[Proposal]:
        shares, met, known = self._learned.shares(named)
        best, beliefs = self._learned.choose(shares)
        sure = np.where(met, self._met.probability(beliefs), self._strangers.probability(beliefs))
        accepted = beliefs >= np.where(met, self._met.threshold, self._strangers.threshold)
        proposals = []
        for name, place, confidence, accept, was_met, anything in zip(
            named, best.tolist(), sure.tolist(), accepted.tolist(), met.tolist(), known.tolist(), strict=True
        ):
            category = self._learned.classes[place]
            if was_met:
                sights = self._sights.get(name.merchant, 0)
                agreed = accept or (self._met.threshold > 1 and sights >= _ENOUGH_SIGHTS)
                why = f"you sorted {name.merchant} {sights} times alike" if sights else f"your lines of {name.merchant}"
                proposals.append(Proposal(category, confidence, DecidedBy.CORRECTION, agreed, VERSION, why))
            elif anything:
                proposals.append(Proposal(category, confidence, DecidedBy.MODEL, accept, VERSION, "like your lines"))
            else:
                why = "nothing known"
                proposals.append(
                    Proposal(category, 0.0, DecidedBy.NONE, accepted=False, model_version=VERSION, why=why)
                )
        return proposals


def _named(line: Line, keys: LineKeys) -> _Named:
    key = keys.of(line)
    merchant, words = key.description, line.description.strip()
    if line.counterparty:
        merchant, words = key.text, f"{line.description} {line.counterparty}".strip()
    text = with_sign(merchant, key.sign)
    if line.mcc:
        text = f"{text} mcc{line.mcc.strip()}".strip()
    return _Named(merchant, (words, key.sign) if merchant else "", text)


def _remembered(
    names: Sequence[Hashable], labels: NDArray[np.int64], weights: NDArray[np.float64], classes: int
) -> MerchantMemory:
    return MerchantMemory.of(names, labels, without_old_habits(names, labels, weights), classes)


def _together(
    named: Sequence[_Named], labels: NDArray[np.int64], ages: NDArray[np.float64]
) -> tuple[list[str], NDArray[np.int64], NDArray[np.float64]]:
    """Different (text, label) pairs. A merchant met a hundred times weighs ten times one met once, over its labels."""
    counts: dict[tuple[str, int], float] = {}
    totals: dict[str, float] = {}
    for line, label, weight in zip(named, labels.tolist(), ages.tolist(), strict=True):
        if line.text:
            counts[line.text, label] = counts.get((line.text, label), 0.0) + weight
            totals[line.text] = totals.get(line.text, 0.0) + weight
    weights = [count / totals[text] ** 0.5 for (text, _), count in counts.items()]
    return [text for text, _ in counts], np.array([label for _, label in counts], dtype=np.int64), np.array(weights)


def _tested(
    named: Sequence[_Named], categories: Sequence[str], knowledge: WorldKnowledge | None
) -> tuple[Confidence, Confidence]:
    """How far beliefs about merchants met, and about strangers, held on the newest lines."""
    cut = round(len(named) * (1 - _HELD_OUT))
    later = named[cut:]
    if len(later) < FEWEST:
        return Confidence.unknown(), Confidence.unknown()
    learned = _Learned.of(named[:cut], categories[:cut], knowledge)
    beliefs, right, met = np.zeros(len(later)), np.zeros(len(later), np.bool_), np.zeros(len(later), np.bool_)
    for start in range(0, len(later), _PIECE):
        place = slice(start, start + _PIECE)
        shares, met[place], _ = learned.shares(later[place])
        best, beliefs[place] = learned.choose(shares)
        truth = categories[cut + start : cut + start + best.size]
        right[place] = [learned.classes[at] == name for at, name in zip(best.tolist(), truth, strict=True)]
    return Confidence.of(beliefs[met], right[met]), Confidence.of(beliefs[~met], right[~met])


def _pure_sights(named: Sequence[_Named], categories: Sequence[str]) -> dict[str, int]:
    """How often each merchant was met, of those that always had one category."""
    first: dict[str, str] = {}
    sights: dict[str, int] = {}
    for line, category in zip(named, categories, strict=True):
        alike = first.setdefault(line.merchant, category) == category
        sights[line.merchant] = sights.get(line.merchant, 0) + 1 if alike else -len(named)
    return {merchant: count for merchant, count in sights.items() if count > 0}
