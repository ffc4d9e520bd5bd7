"""The categoriser behind the port: corrections, known merchants and MCC, told purposes, the model, or no answer."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from core.ports.categoriser import Categoriser, DecidedBy, LabelledLine, Line, Proposal, Proposer
from core.taxonomy import Kind, Taxonomy, load_taxonomy
from ml.categoriser.artefact import (
    FILE_NAME,
    FORMAT_VERSION,
    IncompatibleModelError,
    TrainedModel,
    read_model,
    write_model,
)
from ml.categoriser.features import with_sign
from ml.categoriser.known_merchants import MerchantTable, load_merchant_table
from ml.categoriser.linear_model import Floats, Integers
from ml.categoriser.online_model import OnlineModel
from ml.categoriser.told_purpose import load_purposes
from ml.categoriser.train import train
from ml.categoriser.twins import Corrections, LineKey, LineKeys
from ml.categoriser.world_knowledge import WorldKnowledge

# Shares set by judgement, not measured: they are replaced once people's feedback on them is counted.
_CORRECTION: Final = 0.99
_KNOWN_MERCHANT: Final = 0.97
_TOLD_PURPOSE: Final = 0.95
_TELLING_MCC: Final = 0.92
_VAGUE_MCC: Final = 0.6
_UNSURE_DIRECTION: Final = 0.6
_VAGUE_CODES: Final = frozenset(
    {"5999", "7299", "7399", "7389", "5399", "5300", "5199", "5099", "8999", "9399", "4829"}
)
_PIECE: Final = 2048
"""Different lines guessed at once: their tables of scores stay near the processor."""
PERSONAL_VERSION: Final = "online-1"
_PLATFORMS_IN: Final = {"business.contractors": "income.marketplace"}
_SPENDING: Final = frozenset({Kind.BUSINESS, Kind.PERSONAL, Kind.TAX})


def load_categoriser(folder: Path) -> Categoriser:
    """The categoriser of the model file in `folder`; see `load_trained`."""
    return ChainCategoriser(load_trained(folder), load_merchant_table(), load_taxonomy())


def load_knowledge(folder: Path) -> WorldKnowledge:
    """The same model as what a person's own model may ask of merchants in general; see `load_trained`."""
    return WorldKnowledge(load_trained(folder).model, load_merchant_table())


def load_trained(folder: Path) -> TrainedModel:
    """The model file in `folder`.

    Trains and writes the file when it is missing or incompatible (some ten seconds). Raises CorruptModelError when the
    file is damaged.
    """
    path = folder / FILE_NAME
    try:
        trained = read_model(path)
    except (FileNotFoundError, IncompatibleModelError):
        trained = train()
        write_model(trained, path)
        trained = read_model(path)
    return trained


class ChainCategoriser:
    """Decides by the first link of the chain that knows. Holds no state of any person."""

    def __init__(self, trained: TrainedModel, merchants: MerchantTable, taxonomy: Taxonomy) -> None:
        self._trained = trained
        self._merchants = merchants
        self._taxonomy = taxonomy
        self._purposes = load_purposes()
        self._version = f"chain-{FORMAT_VERSION}-{trained.knowledge[:12]}"

    @property
    def version(self) -> str:
        """Format and fingerprint of the knowledge, as `chain-1-0123456789ab`."""
        return self._version

    def propose(self, lines: Sequence[Line], history: Sequence[LabelledLine] = ()) -> list[Proposal]:
        """One proposal a line, in order; see the port."""
        return self.proposer(history)(lines)

    def proposer(self, history: Sequence[LabelledLine]) -> Proposer:
        """What has learned the history and proposes for any number of batches; see the port."""
        corrections = Corrections(history, LineKeys.empty())
        personal = OnlineModel(self._trained.model.features)
        for key, category in corrections.items():
            personal.learn(key, category)
        return partial(self._propose, corrections, personal)

    def _propose(self, corrections: Corrections, personal: OnlineModel, lines: Sequence[Line]) -> list[Proposal]:
        keys = LineKeys.empty()
        proposals: dict[tuple[LineKey, str | None], Proposal | None] = {}
        wanted = [(keys.of(line), line.mcc) for line in lines]
        for key, mcc in wanted:
            if (key, mcc) not in proposals:
                proposals[key, mcc] = self._from_correction(corrections, key) or self._from_knowledge(key, mcc)
        open_keys = [place for place, proposal in proposals.items() if proposal is None]
        guesses = self._guess([key for key, _ in open_keys], personal)
        decided = {place: proposal for place, proposal in proposals.items() if proposal is not None}
        decided.update(zip(open_keys, guesses, strict=True))
        return [decided[place] for place in wanted]

    def _from_correction(self, corrections: Corrections, key: LineKey) -> Proposal | None:
        category = corrections.category_of(key)
        if category is None:
            return None
        why = f"you sorted {key.text} so"
        return Proposal(
            category, _CORRECTION, DecidedBy.CORRECTION, accepted=True, model_version=self._version, why=why
        )

    def _from_knowledge(self, key: LineKey, mcc: str | None) -> Proposal | None:
        """By the merchant; by what the line says of itself where the merchant tells too little to be accepted."""
        by_merchant = self._from_merchant(key, mcc)
        if by_merchant is not None and by_merchant.accepted:
            return by_merchant
        return self._from_purpose(key) or by_merchant

    def _from_purpose(self, key: LineKey) -> Proposal | None:
        found = self._purposes.find(key.description, key.sign)
        if found is None:
            return None
        why = f"says {found.written}"
        return Proposal(
            found.category, _TOLD_PURPOSE, DecidedBy.PURPOSE, accepted=True, model_version=self._version, why=why
        )

    def _from_merchant(self, key: LineKey, mcc: str | None) -> Proposal | None:
        # The name that the bank cleaned first: "METRO MOSCOW" is a shop, "Московский метрополитен" is not.
        category, name = self._merchants.find(key.counterparty) or self._merchants.find(key.description) or (None, "")
        confidence, why = _KNOWN_MERCHANT, f"merchant {name}"
        if category is None:
            category, why = self._taxonomy.category_of_mcc(mcc), f"MCC {mcc}"
            confidence = _VAGUE_MCC if (mcc or "").strip().zfill(4) in _VAGUE_CODES else _TELLING_MCC
        if category is None:
            return None
        kind = self._taxonomy.by_key[category].kind
        if kind is Kind.INCOME and key.sign < 0:
            return None
        if kind in _SPENDING and key.sign > 0:
            # Money from a shop: a refund belongs where the purchase was, but it may be income. The person knows.
            category, confidence = _PLATFORMS_IN.get(category, category), _UNSURE_DIRECTION
        accepted = confidence >= self._trained.calibration.threshold or confidence >= _TELLING_MCC
        return Proposal(category, confidence, DecidedBy.MERCHANT, accepted, self._version, why)

    def _guess(self, keys: Sequence[LineKey], personal: OnlineModel) -> list[Proposal]:
        """By likeness to what the person corrected, else by the general model."""
        model, guesses = self._trained.model, list[Proposal]()
        for start in range(0, len(keys), _PIECE):
            piece = keys[start : start + _PIECE]
            rows = model.features.transform([with_sign(key.text, key.sign) for key in piece])
            guesses += self._from_model(piece, *model.guess_rows(rows))
            for place, found in personal.likenesses(piece, rows):
                if found.is_certain or found.confidence > guesses[start + place].confidence:
                    guesses[start + place] = Proposal(
                        found.category,
                        found.confidence,
                        DecidedBy.MODEL,
                        found.is_certain,
                        f"{self._version}+{PERSONAL_VERSION}",
                        f"like {found.nearest}, which you sorted so",
                    )
        return guesses

    def _from_model(self, keys: Sequence[LineKey], best: Integers, margins: Floats) -> list[Proposal]:
        calibration = self._trained.calibration
        sure = calibration.probability(margins)
        proposals = []
        for key, place, margin, confidence in zip(keys, best.tolist(), margins.tolist(), sure.tolist(), strict=True):
            if not key.text or margin < 0:
                proposals.append(
                    Proposal(
                        None, 0.0, DecidedBy.NONE, accepted=False, model_version=self._version, why="nothing known"
                    )
                )
                continue
            accepted = confidence >= calibration.threshold
            category = self._trained.model.classes[place]
            proposals.append(
                Proposal(category, confidence, DecidedBy.MODEL, accepted, self._version, f"words of {key.text}")
            )
        return proposals
