"""What understands a question about documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from core.ports.document_reader import DocumentKind
from core.ports.search_index import SearchTerm


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart. Amounts are in whole units of the currency; both ends of a range belong to it."""

    text: str
    topic: str
    """What is left to look for by words and meaning; empty where only filters were asked."""
    terms: tuple[SearchTerm, ...] = ()
    kind: DocumentKind | None = None
    dated_from: date | None = None
    dated_to: date | None = None
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    currency: str | None = None
    merchant: str | None = None

    @property
    def has_filters(self) -> bool:
        """Whether anything but a topic was asked for."""
        filters = (self.kind, self.dated_from, self.dated_to, self.at_least, self.at_most, self.currency, self.merchant)
        return any(value is not None for value in filters)


class QuestionReader(Protocol):
    """Reads questions in Russian and English."""

    def read(self, text: str, today: date, merchants: Sequence[str]) -> Question:
        """Take a question apart. `merchants` are names that the person's documents carry. Never fails."""
        ...
