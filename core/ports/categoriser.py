"""What decides the category of a transaction when no person has."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import NamedTuple, Protocol


class DecidedBy(StrEnum):
    """Who chose a category."""

    PERSON = "person"  # chosen by hand: final
    RULE = "rule"  # the person's own rule
    CORRECTION = "correction"  # the person corrected a twin of this line before
    MERCHANT = "merchant"  # known merchant, tax id or MCC
    PURPOSE = "purpose"  # the line itself says what it is for
    MODEL = "model"  # statistical model
    IMPORT = "import"  # named in the file it came from
    PAIR = "pair"  # one side of a transfer between the person's own accounts
    NONE = "none"  # abstained


class Line(NamedTuple):
    """A statement line to sort. `amount_minor` is signed: negative is money out.

    It is a tuple, as `Proposal` is, since hundreds of thousands are made in one go.
    """

    description: str
    amount_minor: int = 0
    currency: str = ""
    mcc: str | None = None
    counterparty: str | None = None


class LabelledLine(NamedTuple):
    """A line whose category a person has confirmed. `category` is a category's stable key."""

    line: Line
    category: str


class Proposal(NamedTuple):
    """A proposed category, None when there is no guess. `accepted` is False where a person should be asked."""

    category: str | None
    confidence: float  # 0..1, calibrated
    decided_by: DecidedBy
    accepted: bool
    model_version: str
    why: str = ""
    """In a few words, for people: "merchant Яндекс Такси", "MCC 4121"; empty where there is nothing to say."""


Proposer = Callable[[Sequence[Line]], list[Proposal]]
"""One proposal a line, in order."""


class Categoriser(Protocol):
    """Sorts statement lines into categories."""

    @property
    def version(self) -> str:
        """Name and version of the model, stored beside each proposal."""
        ...

    def propose(self, lines: Sequence[Line], history: Sequence[LabelledLine] = ()) -> list[Proposal]:
        """One proposal a line, in order.

        `history` is the person's own corrections, newest last: a twin of one takes its category.
        """
        ...

    def proposer(self, history: Sequence[LabelledLine]) -> Proposer:
        """As `propose`, where many batches have one history: it is learned once."""
        ...
